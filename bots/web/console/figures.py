"""Money, amounts typed by people, times and countries as the console shows and reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_datetime

from bots.dialogue.words import words_for
from commerce_core.domain.money import BadAmount, Money, exponent_of
from commerce_core.domain.product import Variant

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")
# a comma is a decimal comma only where it cannot be read as thousands
_DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]{1,2})")
MAX_UNITS = 1_000_000


class BadFigure(ValueError):
    """What was typed is not such a figure: `word` names the sentence that says so, `parts` what stands in it."""

    def __init__(self, word: str, **parts: str | int) -> None:
        super().__init__(word)
        self.word, self.parts = word, parts


@dataclass(frozen=True, slots=True)
class Figures:
    """One language's way of writing figures (CLDR)."""

    language: str

    def money(self, money: Money) -> str:
        """As the shop's own texts write it."""
        return words_for(self.language).money(money)

    def typed(self, amount: Mapping[str, Any] | None) -> str:
        """Money as an event keeps it (`{"minor", "currency"}`); empty where the event names none."""
        return self.money(Money(int(amount["minor"]), str(amount["currency"]))) if amount else ""

    def sums(self, amounts: Iterable[Money]) -> list[str]:
        """Amounts of several currencies, each currency added up, in order of their codes."""
        totals: dict[str, int] = {}
        for money in amounts:
            totals[money.currency] = totals.get(money.currency, 0) + money.minor
        return [self.money(Money(minor, currency)) for currency, minor in sorted(totals.items())]

    def time(self, at: datetime) -> str:
        """Date and time in UTC; the page turns it into the reader's own zone."""
        return f"{format_datetime(at.astimezone(UTC), 'medium', locale=_locale(self.language))} UTC"

    def country(self, code: str) -> str:
        return str(_locale(self.language).territories.get(code, code))

    def language_name(self, code: str) -> str:
        """The name of a language in this one, such as `Spanish`."""
        return words_for(self.language).language_name(code)

    def country_code(self, name: str) -> str | None:
        """The code of a country named in this language or in English; None for anything else."""
        wanted = name.strip().casefold()
        for language in (self.language, "en"):
            for code, called in _locale(language).territories.items():
                if str(called).casefold() == wanted and len(str(code)) == 2:
                    return str(code)
        return None

    def options(self, variant: Variant) -> str:
        """What sets a variant apart, as the shop says it to buyers: colours in words, sizes as they are sold."""
        spoken = words_for(self.language)
        named = (
            spoken.say(f"color-{value}") if name == "color" and spoken.has(f"color-{value}") else value
            for name, value in variant.options.items()
        )
        return " · ".join(named)

    def languages(self, texts: Mapping[str, str]) -> str:
        """A catalogue text in this language, else in English, else in any."""
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")


def read_amount(text: str, currency: str) -> Money:
    """An amount as a merchant types it: `12.50`, `12,50`, Arabic digits; more than zero. Raises BadFigure."""
    places = exponent_of(currency)
    plain = text.strip().translate(_DIGITS)
    if found := _DECIMAL_COMMA.fullmatch(plain):
        plain = f"{found[1]}.{found[2]}"
    try:
        money = Money.parse(plain, currency)
    except BadAmount:
        example = Money(12 * 10**places + (10**places) // 2, currency).text
        name = "amount.format" if places else "amount.format_whole"
        raise BadFigure(name, example=example, places=places, currency=currency) from None
    if money.minor <= 0:
        raise BadFigure("amount.too_small")
    return money


def read_units(text: str) -> int:
    """Units on the shelf: a whole number from 0 to a million. Raises BadFigure."""
    plain = text.strip().translate(_DIGITS)
    if not re.fullmatch("[0-9]{1,7}", plain) or int(plain) > MAX_UNITS:
        raise BadFigure("stock.format", limit=MAX_UNITS)
    return int(plain)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
