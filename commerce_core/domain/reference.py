"""The dated facts in `commerce_core/reference`, read once, on first use, with one clear error when a file is wrong."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

SCHEMAS = {
    "countries": "crossborder-countries/1",
    "currencies": "crossborder-currencies/1",
    "destinations": "crossborder-destinations/2",
    "duty_rates": "crossborder-duty/2",
    "heading_words": "tradewind-heading-words/1",
    "payment_methods": "crossborder-payments/1",
    "rates_supplement": "rates-supplement/1",
    "restrictions": "crossborder-restrictions/2",
}
_ABSENT = object()


class BadReference(Exception):
    """A reference file that does not hold what its schema promises: which file, where in it, and what is wrong."""

    def __init__(self, file: str, path: str, problem: str) -> None:
        super().__init__(f"{file}.json: {path or 'the file'}: {problem}")
        self.file = file
        self.path = path
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Entry:
    """A value inside a reference file that knows where it stands, so that a wrong one can be named. Raises BadReference."""

    file: str
    path: str
    value: Any

    def wrong(self, problem: str) -> BadReference:
        """The error to raise about this value."""
        return BadReference(self.file, self.path, problem)

    def _member(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the object carries the key with anything but null."""
        return self.object().get(key) is not None

    def object(self) -> Mapping[str, Any]:
        """The value as a JSON object."""
        if not isinstance(self.value, dict):
            raise self.wrong("must be an object")
        return self.value

    def only(self, keys: Collection[str]) -> Entry:
        """Itself, when it has no key but these: a mistyped rule must not be ignored in silence."""
        if strange := sorted(set(self.object()) - set(keys)):
            raise self.wrong(f"has the unknown key {strange[0]!r}")
        return self

    def at(self, key: str) -> Entry:
        """A member that must be there."""
        found = self.object().get(key, _ABSENT)
        if found is _ABSENT:
            raise BadReference(self.file, self._member(key), "is missing")
        return Entry(self.file, self._member(key), found)

    def maybe(self, key: str) -> Entry | None:
        """A member that may be absent or null."""
        return self.at(key) if self.has(key) else None

    def members(self) -> Iterator[tuple[str, Entry]]:
        """Every member of the object."""
        for key, value in self.object().items():
            yield key, Entry(self.file, self._member(key), value)

    def items(self) -> Iterator[Entry]:
        """Every element of the list."""
        if not isinstance(self.value, list):
            raise self.wrong("must be a list")
        for position, value in enumerate(self.value):
            yield Entry(self.file, f"{self.path}[{position}]", value)

    def text(self) -> str:
        """The value as text."""
        if not isinstance(self.value, str):
            raise self.wrong("must be text")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The value as a list of texts; one bare text counts as a list of one."""
        return (self.value,) if isinstance(self.value, str) else tuple(item.text() for item in self.items())

    def choice(self, allowed: Collection[str]) -> str:
        """The value as one of a few words."""
        if self.text() not in allowed:
            raise self.wrong(f"{self.value!r} is not one of {', '.join(sorted(allowed))}")
        return str(self.value)

    def choices(self, allowed: Collection[str]) -> tuple[str, ...]:
        """The value as a list of such words."""
        return tuple(item.choice(allowed) for item in self.items())

    def flag(self) -> bool:
        """The value as true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("must be true or false")
        return self.value

    def whole(self) -> int:
        """The value as a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("must be a whole number")
        return self.value

    def decimal(self) -> Decimal:
        """The value as a finite decimal that is not negative, written as text."""
        try:
            number = Decimal(self.text())
        except InvalidOperation:
            raise self.wrong(f"{self.value!r} is not a decimal number") from None
        if not number.is_finite() or number < 0:
            raise self.wrong(f"{self.value!r} is not a decimal number from 0 up")
        return number

    def day(self) -> date:
        """The value as an ISO date."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.wrong(f"{self.value!r} is not a date") from None


@cache
def document(name: str) -> Entry:
    """One reference file, parsed once and kept. Raises BadReference when it is absent, broken or of another schema."""
    file = resources.files("commerce_core.reference").joinpath(f"{name}.json")
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadReference(name, "", "is absent") from None
    except ValueError as broken:
        raise BadReference(name, "", f"is not JSON ({broken})") from None
    entry = Entry(name, "", value)
    if (found := entry.at("schema").text()) != SCHEMAS[name]:
        raise BadReference(name, "schema", f"{found!r} is not {SCHEMAS[name]!r}")
    return entry


def dataset() -> str:
    """The day of the facts, ISO: what a quote calls `dataset`."""
    return document("destinations").at("as_of").text()


@cache
def country_names() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 code -> English name, for every country goods may come from."""
    return {code: name.text() for code, name in document("countries").at("countries").members()}


@dataclass(frozen=True, slots=True)
class RateSupplement:
    """Market rates of one day for currencies that the central bank's list lacks: units for one EUR."""

    as_of: date
    source: str
    per_euro: Mapping[str, Decimal]


@cache
def rate_supplement() -> RateSupplement:
    """`rates_supplement.json` as values. Raises BadReference."""
    entry = document("rates_supplement")
    entry.at("base").choice({"EUR"})
    rates = {code: rate.decimal() for code, rate in entry.at("rates").members()}
    if zero := [code for code, rate in rates.items() if rate == 0]:
        raise BadReference(entry.file, f"rates.{zero[0]}", "must be above 0")
    return RateSupplement(entry.at("date").day(), entry.at("source").at("ref").text(), rates)


@cache
def payment_methods() -> Mapping[str, tuple[str, ...]]:
    """Country -> names of its payment methods, the most expected first. Raises BadReference."""
    return {country: methods.texts() for country, methods in document("payment_methods").at("markets").members()}


def display_decimals(currency: str) -> int:
    """Decimals that people in its market see for a currency: never more than its exponent. Raises KeyError."""
    return int(document("currencies").value["currencies"][currency]["display_decimals"])


@cache
def sources() -> Mapping[str, str]:
    """Id of a source -> the address of its page, or what it is where it has none."""
    return {code: entry.at("ref").text() for code, entry in document("destinations").at("sources").members()}
