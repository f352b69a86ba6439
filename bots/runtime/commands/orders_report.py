"""The report of an import for people: where every row went, with both sides of the money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commerce_core.domain.past_orders.account import Report
from commerce_core.domain.past_orders.lines import Kind

_KINDS = {
    Kind.SALE: "Sales", Kind.RETURN: "Returns", Kind.SERVICE: "Postage, fees, vouchers and the like",
    Kind.ZERO_PRICE: "Price 0", Kind.NEGATIVE_PRICE: "Price below 0 (bad debt)",
    Kind.UNCLEAR: "Cancelled, yet a positive quantity", Kind.UNREADABLE: "Unreadable",
}
_MARKS = {
    "cancellation_invoice": "on a cancellation invoice", "negative_quantity": "with a quantity below 0",
    "without_customer": "without a customer (kept)", "without_country": "without a known country (kept)",
    "duplicate": "the same as an earlier row (kept)",
}
_LISTED = 20


def print_report(report: Report, console: Console | None = None) -> None:
    """Print to standard output, or to the console given."""
    out = console or Console(highlight=False)
    period = f", {report.first:%Y-%m-%d} to {report.last:%Y-%m-%d}" if report.first and report.last else ""
    again = " (in place of the earlier import of this name)" if report.replaced else ""
    _say(out, f"Imported as {report.source!r}{again}: {report.rows:,} rows{period}.", _sides(report))
    if report.money_unknown:
        _say(out, f"{report.money_unknown:,} unreadable rows without a readable quantity and price are in neither sum.")
    _say(out, _imported(report))
    _say(out, "Worth knowing (a row may be in several):", _pairs([
        (f"rows {_MARKS[name]}", rows) for name, rows in report.marks.items()
    ]))
    if report.uncoded:
        _say(out, "Named as a country, but none with a code:", _pairs(list(report.uncoded.items())[:_LISTED]))
    if report.services:
        _say(out, "Kept apart, no products:", _services(report))
    if report.names:
        _say(out, f"{report.several_names:,} codes have several descriptions; the most frequent is taken:", _names(report))
    if report.unreadable:
        _say(out, "Unreadable rows, the first of them:", _unreadable(report))


def _services(report: Report) -> Table:
    table = _table("code", "description", "rows>", f"{report.currency}>")
    listed = report.services[:_LISTED]
    for each, amount in zip(listed, _aligned(report, (each.part.money for each in listed)), strict=True):
        table.add_row(_text(each.code), _text(each.description), f"{each.part.rows:,}", amount)
    return table


def _names(report: Report) -> Table:
    table = _table("code", "description taken", "rows>", "others>")
    for each in report.names:
        table.add_row(_text(each.product), _text(each.description), f"{each.rows:,}", f"{each.others:,}")
    return table


def _unreadable(report: Report) -> Table:
    table = _table("row>", "column", "what is wrong")
    for bad in report.unreadable[:_LISTED]:
        table.add_row(f"{bad.row:,}", bad.column, _text(bad.reason))
    return table


def _sides(report: Report) -> Table:
    """Every kind's rows and money; the last two lines are the two sides."""
    signed = {Kind.SALE: report.recorded.sales_money, Kind.RETURN: -report.recorded.returns_money}
    shown = [kind for kind, part in report.parts.items() if part.rows or kind in signed]
    money = _aligned(
        report, [*(signed.get(kind, report.parts[kind].money) for kind in shown), report.accounted, report.file_money]
    )
    table = _table("kind", "rows>", f"{report.currency}>")
    for kind, amount in zip(shown, money, strict=False):
        table.add_row(_KINDS[kind], f"{report.parts[kind].rows:,}", amount)
    table.add_section()
    verdict = "equal" if report.balanced else "NOT EQUAL"
    table.add_row("Accounted for", f"{sum(part.rows for part in report.parts.values()):,}", money[-2])
    table.add_row(f"The file ({verdict})", f"{report.rows:,}", money[-1])
    return table


def _imported(report: Report) -> str:
    each = report.imported
    own = f" ({each['own_products']:,} of them this shop's own)" if each["own_products"] else ""
    return (
        f"{each['lines']:,} lines of {each['invoices']:,} invoices by {each['customers']:,} known customers in "
        f"{each['countries']:,} countries; {each['products']:,} products{own}."
    )


def _aligned(report: Report, amounts: Iterable[Decimal]) -> list[str]:
    """Amounts of one column with thousands apart and equally many decimals, none cut off."""
    texts = [report.amount(amount) for amount in amounts]
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [f"{Decimal(text):,.{places}f}" for text in texts]


def _pairs(rows: list[tuple[str, int]]) -> Table:
    table = _table("", "rows>")
    for name, count in rows:
        table.add_row(_text(name), f"{count:,}")
    return table


def _table(*columns: str) -> Table:
    """A plain table; a column whose name ends in `>` is set to the right and never folded."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        right = name.endswith(">")
        table.add_column(name.removesuffix(">"), justify="right" if right else "left", no_wrap=right)
    return table


def _say(out: Console, sentence: str, table: Table | None = None) -> None:
    out.print(_text(sentence), soft_wrap=True)
    if table is not None:
        out.print(table)


def _text(words: str) -> Text:
    """What a file says, as it is: no markup, and no sign that moves the cursor."""
    return Text("".join(sign if sign.isprintable() else "�" for sign in words))
