"""Small values that every rule is made of: periods, evidence, amounts, thresholds, roundings."""

from __future__ import annotations

from datetime import date

from commerce_core.domain.landed_cost.exact import ONE, Percent, Ratio, Rounding, percent, ratio_of
from commerce_core.domain.landed_cost.facts import Evidence, Period, Threshold
from commerce_core.domain.money import UnknownCurrency, exponent_of
from commerce_core.domain.reference import Entry

ABOUT = frozenset({"source", "confidence", "verify", "note", "as_of"})
"""Keys that say where a fact comes from; every rule may carry them."""
CARRIER_CLASSES = frozenset({"post", "courier"})
COLLECTORS = frozenset({"seller", "carrier", "customs"})
MOMENTS = frozenset({"checkout", "delivery"})


def period(entry: Entry) -> Period:
    """`effective_from` and `effective_to`, both days included; absent or null is open."""
    first, last = entry.maybe("effective_from"), entry.maybe("effective_to")
    found = Period(first.day() if first else date.min, last.day() if last else date.max)
    if found.last < found.first:
        raise entry.wrong("ends before it begins")
    return found


def evidence(entry: Entry, as_of: str) -> Evidence:
    """Sources and confidence; `as_of` is the day of the file, for facts that carry none of their own."""
    confidence = entry.at("confidence").choice({"high", "medium", "low"})
    verify = entry.maybe("verify")
    own_day = entry.maybe("as_of")
    return Evidence(
        sources=entry.at("source").texts(),
        sure=confidence == "high" and not (verify is not None and verify.flag()),
        as_of=own_day.day().isoformat() if own_day else as_of,
    )


def currency(entry: Entry) -> str:
    """An ISO 4217 code."""
    try:
        exponent_of(entry.text())
    except UnknownCurrency:
        raise entry.wrong(f"{entry.value!r} is not an ISO 4217 currency") from None
    return entry.text()


def minor(entry: Entry, code: str) -> int:
    """Decimal text of a currency as minor units."""
    scaled = entry.decimal().scaleb(exponent_of(code))
    if scaled != scaled.to_integral_value():
        raise entry.wrong(f"has more decimals than {code}")
    return int(scaled)


def rate(entry: Entry) -> Percent:
    """A rate in percent."""
    return percent(entry.decimal())


def factor(entry: Entry, key: str) -> Ratio:
    """A multiplier, 1 where it is absent."""
    found = entry.maybe(key)
    return ratio_of(found.decimal()) if found else ONE


def rounding(entry: Entry, key: str, code: str | None) -> Rounding | None:
    """`{"mode": "down", "to": "1000"}` in major units of the currency the regime computes in."""
    found = entry.maybe(key)
    if found is None:
        return None
    found.only({"mode", "to"})
    if code is None:
        raise found.wrong("needs the regime's compute_currency")
    step = minor(found.at("to"), code)
    if step == 0:
        raise found.at("to").wrong("must be above 0")
    return Rounding(found.at("mode").choice({"up", "down"}) == "up", step)


def threshold(entry: Entry) -> Threshold:
    """A value limit: amount, currency, basis, scope, compare, optional factor."""
    entry.only({"amount", "currency", "basis", "scope", "compare", "factor"})
    code = currency(entry.at("currency"))
    return Threshold(
        limit=minor(entry.at("amount"), code),
        currency=code,
        with_freight=entry.at("basis").choice({"intrinsic", "fob", "cif"}) == "cif",
        per_item=entry.at("scope").choice({"consignment", "item"}) == "item",
        strict=entry.at("compare").choice({"le", "lt"}) == "lt",
        factor=factor(entry, "factor"),
    )
