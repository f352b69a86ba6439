"""Values of other platforms' JSON, each read so that a wrong one is a fault of its own place and never ends the reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from html import unescape
from html.parser import HTMLParser
from typing import Any

from commerce_core.domain.listing import ListingFault
from commerce_core.domain.money import Money, UnknownCurrency, exponent_of

GRAMS = {
    "g": Decimal(1), "kg": Decimal(1000), "lb": Decimal("453.59237"), "lbs": Decimal("453.59237"), "oz": Decimal("28.349523125"),
    "grams": Decimal(1), "kilograms": Decimal(1000), "pounds": Decimal("453.59237"), "ounces": Decimal("28.349523125"),
}
"""Grams of one unit; pound and ounce are the international avoirdupois ones (1959)."""
_MOST_DIGITS = 30


@dataclass(slots=True)
class Faults:
    """Gathers what is wrong, by place."""

    found: list[ListingFault] = field(default_factory=list)

    def add(self, place: str, reason: str) -> None:
        self.found.append(ListingFault(place, reason))

    def taken(self) -> tuple[ListingFault, ...]:
        return tuple(self.found)


def member(value: Any, *path: str) -> Any:
    """What stands at a path of objects; None where any step is missing."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def items(value: Any) -> Iterator[Any]:
    """The members of a list; nothing for anything else."""
    return iter(value) if isinstance(value, list) else iter(())


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The members of a list that are objects."""
    return (each for each in items(value) if isinstance(each, Mapping))


def plain(value: Any) -> str:
    """One line of text without signs that cannot be shown; entities of HTML are the signs they stand for."""
    return " ".join(_shown(unescape(value)).split()) if isinstance(value, str) else ""


def prose(value: Any) -> str:
    """Text of HTML without its tags: paragraphs and list items on lines of their own, scripts and styles left out."""
    if not isinstance(value, str):
        return ""
    reader = _Prose()
    reader.feed(value)
    reader.close()
    lines = (" ".join(line.split()) for line in _shown("".join(reader.pieces)).split("\n"))
    return "\n".join(line for line in lines if line)


def number(value: Any) -> Decimal | None:
    """A decimal of JSON or of a text; None for anything else, and for one with more digits than any amount has."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    if isinstance(value, str) and not 0 < len(value.strip()) <= _MOST_DIGITS:
        return None
    try:
        found = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return found if found.is_finite() and -_MOST_DIGITS <= found.adjusted() <= _MOST_DIGITS else None


def price(value: Any, currency: Any, place: str, faults: Faults) -> Money | None:
    """A price of major units. None and a fault for a missing, negative or unfit one; never rounded."""
    if not isinstance(currency, str):
        faults.add(place, "has no currency")
        return None
    code = currency.upper()
    if value is None or value == "":
        faults.add(place, "is missing")
        return None
    amount = number(value)
    if amount is None or amount < 0:
        faults.add(place, f"{str(value)[:40]!r} is not a price")
        return None
    try:
        minor = amount.scaleb(exponent_of(code))
    except UnknownCurrency:
        faults.add(place, f"{code[:10]!r} is not a currency of ISO 4217")
        return None
    if minor != minor.to_integral_value():
        faults.add(place, f"{str(value)[:40]} has more decimals than {code}")
        return None
    return Money(int(minor), code)


def grams(value: Any, unit: str, place: str, faults: Faults) -> int | None:
    """A weight in whole grams, rounded half up to at least 1; None where there is none (0 means none on these platforms)."""
    if value is None or value == "":
        return None
    weight, factor = number(value), GRAMS.get(unit.lower())
    if weight is None or weight < 0 or factor is None:
        faults.add(place, f"{str(value)[:40]!r} {unit[:20]} is not a weight")
        return None
    return max(1, int((weight * factor).quantize(Decimal(1), "ROUND_HALF_UP"))) if weight else None


def units(value: Any, place: str, faults: Faults) -> int | None:
    """Whole units that can be sold: oversold stock is none. None where they are not counted."""
    if value is None:
        return None
    found = number(value)
    if found is None or found != found.to_integral_value():
        faults.add(place, f"{str(value)[:40]!r} is not a number of units")
        return None
    return max(0, int(found))


def moment(value: Any) -> datetime | None:
    """An ISO 8601 time as aware UTC (one without a zone is UTC); None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def instant(at: datetime) -> str:
    """The inverse, to the second below: what changed within that second is read again rather than missed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def language(value: Any) -> str:
    """A platform's locale as a language of ours: `pt_BR` -> `pt`, `zh_Hans` and `zh-CN` -> `zh-Hans`; `en` where unsaid."""
    if not isinstance(value, str) or not value.strip():
        return "en"
    first, *rest = value.strip().lower().replace("_", "-").split("-")
    if first == "zh":
        return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(rest) else "zh-Hans"
    return first


def _shown(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})


class _Prose(HTMLParser):
    """Collects the text of a page; the standard parser never fails on broken HTML."""

    _BREAKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"})
    _SILENT = frozenset({"script", "style", "template", "noscript", "iframe"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
