"""What `tradewind catalogue` found, for people: the diff of an import, faults by row and column."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commerce_core.domain.catalogue_file.planning import Plan
from commerce_core.domain.catalogue_lint import Finding
from commerce_core.domain.hs_suggestions import HsSuggestion
from commerce_core.services.catalogue_import import Report

LISTED = 20
_NAMED = 4
_LONGEST_VALUE = 60


def print_report(report: Report, console: Console | None = None) -> None:
    """Print to standard output, or to the console given."""
    out = console or Console(highlight=False)
    counts = report.counts
    done = "" if report.applied else "would be "
    _say(out, f"{counts['added']:,} {done}added, {counts['changed']:,} {done}changed, {counts['unchanged']:,} unchanged, "
              f"{counts['wrong']:,} wrong.")
    for id_, title in report.categories.items():
        _say(out, f"+ shelf {id_} ({title})")
    for each in [plan for plan in report.changes if plan.outcome == "added"][:LISTED]:
        assert each.product is not None
        _say(out, f"+ {each.product.id}  {each.product.title('en')}  {each.product.from_price.text} "
                  f"{each.product.from_price.currency}, {len(each.product.variants)} variants")
    _more(out, counts["added"], "more added")
    for each in [plan for plan in report.changes if plan.outcome == "changed"][:LISTED]:
        _changed(out, each)
    _more(out, counts["changed"], "more changed")
    if report.faults:
        table = _table("row>", "column", "what is wrong")
        for fault in report.faults[:LISTED]:
            table.add_row(f"{fault.row:,}", _text(fault.column), _text(fault.reason))
        out.print(table)
        _more(out, report.fault_count, "more places are wrong")
    if not report.applied and counts["added"] + counts["changed"]:
        _say(out, "Nothing was written. Add --apply to write it.")


_SAYS = {
    "no_hs_code": "no HS code: no market's duty and tax can be worked out",
    "no_origin": "no country of origin: no market's duty and tax can be worked out",
    "no_customs_description": "no description for customs papers",
    "title_too_long": "title too long for an invoice or a menu",
    "description_too_long": "description too long for an invoice",
    "price_zero": "price 0", "weight_zero": "weight 0: no shipping price fits",
    "codes_alike": "claim codes that are easily taken for each other",
    "code_is_number": "claim code that looks like a quantity", "no_picture": "no picture",
    "no_title": "no title in the language of a market", "no_description": "no description in the language of a market",
    "restricted": "may not be sent to a market", "not_by": "not by every way of shipping",
    "needs_review": "a person must look before it is sent",
}


def print_findings(findings: Sequence[Finding], console: Console | None = None) -> None:
    """Findings by kind, refusals first; each kind's fields and reasons with how many products they concern."""
    out = console or Console(highlight=False)
    if not findings:
        _say(out, "Nothing would be refused.")
        return
    kinds = sorted({(not each.blocks, each.kind) for each in findings}, key=lambda key: (key[0], list(_SAYS).index(key[1])))
    for cautions, kind in kinds:
        of_kind = [each for each in findings if each.kind == kind and each.blocks is not cautions]
        products = {each.product for each in of_kind}
        _say(out, f"{'Refused' if not cautions else 'Look at'}: {_SAYS[kind]} ({len(products):,} products)")
        _say_groups(out, of_kind)


def _say_groups(out: Console, of_kind: Sequence[Finding]) -> None:
    groups: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for each in of_kind:
        field = each.field if each.kind in {"no_title", "no_description"} else ""
        groups.setdefault((field, each.where, each.detail), []).append(each.product)
    for (field, where, detail), products in list(groups.items())[:LISTED]:
        named = ", ".join(dict.fromkeys(products[:_NAMED])) + (f" and {len(products) - _NAMED:,} more" if len(products) > _NAMED else "")
        told = "; ".join(part for part in (field, detail, " ".join(where)) if part)
        _say(out, f"    {named}{f': {told}' if told else ''}")
    if len(groups) > LISTED:
        _say(out, f"    ... and {len(groups) - LISTED:,} more; --json lists all")


def print_suggestions(words: str, found: Sequence[HsSuggestion], console: Console | None = None) -> None:
    """A ranked table, or that nothing is named."""
    out = console or Console(highlight=False)
    if not found:
        _say(out, f"Nothing in {words!r} names goods that are known here. Say what it is and what it is made of, in English.")
        return
    table = _table("HS code", "what falls under it", "why")
    for each in found:
        table.add_row(each.hs6, _text(each.title), _text(each.reason))
    out.print(table)
    _say(out, "Suggestions from general knowledge: confirm against the official schedule before you use one.")


def _changed(out: Console, each: Plan) -> None:
    assert each.product is not None
    _say(out, f"~ {each.product.id}")
    for change in each.changes[:LISTED]:
        _say(out, f"    {change.field}: {_short(change.before)} -> {_short(change.after)}")
    if len(each.changes) > LISTED:
        _say(out, f"    ... and {len(each.changes) - LISTED} more fields")


def _short(value: str | None) -> str:
    if value is None:
        return "(nothing)"
    plain = " ".join(value.split())
    return plain if len(plain) <= _LONGEST_VALUE else f"{plain[: _LONGEST_VALUE - 1]}…"


def _more(out: Console, count: int, words: str) -> None:
    if count > LISTED:
        _say(out, f"... and {count - LISTED:,} {words}; --json lists the first 1,000")


def _table(*columns: str) -> Table:
    """A plain table; a column whose name ends in `>` is set to the right and never folded."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        right = name.endswith(">")
        table.add_column(name.removesuffix(">"), justify="right" if right else "left", no_wrap=right)
    return table


def _say(out: Console, sentence: str) -> None:
    out.print(_text(sentence), soft_wrap=True)


def _text(words: str) -> Text:
    """What a file says, as it is: no markup, and no sign that moves the cursor."""
    return Text("".join(sign if sign.isprintable() else "�" for sign in words))
