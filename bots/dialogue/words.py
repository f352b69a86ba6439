"""Every sentence a person reads: Fluent messages per language, numbers, money, dates and names through CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, cast

from commerce_core.domain.money import Money, exponent_of
from commerce_core.domain.reference import display_decimals

FALLBACK = "en"
LANGUAGES = (
    "en", "es", "pt", "fr", "de", "it", "nl", "pl", "ru", "uk", "tr", "ar", "hi", "id", "vi", "th", "ja", "ko",
    "zh-Hans", "zh-Hant",
)
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_LATIN = re.compile(r"[A-Za-z]")
_CODE_BEFORE_DIGIT = re.compile(r"([A-Za-z])(?=[0-9])")
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
_LEFT_TO_RIGHT_ISOLATE, _END_OF_ISOLATE = "\u2066", "\u2069"


class Words:
    """The words of one language for one market. Immutable; shared."""

    __slots__ = ("_bundle", "direction", "language", "locale")

    def __init__(self, language: str, country: str | None) -> None:
        self.language = language
        self.locale = _locale(language, country)
        self.direction: Literal["ltr", "rtl"] = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
        self._bundle = _bundle(language)

    def say(self, message: str, **values: Any) -> str:
        """The text of a message. Raises LookupError for an id no language has: a fault, not a buyer's problem."""
        return _said(self.language, message, tuple(sorted(values.items())) if values else ())

    def has(self, message: str) -> bool:
        """Whether there is a message with this id."""
        return bool(self._bundle.has_message(message))

    def money(self, money: Money) -> str:
        """An amount as people in this market read it."""
        return _money(money.minor, money.currency, self.locale)

    def country(self, code: str) -> str:
        """The country's name, or its code where CLDR has none."""
        return _names(self.locale)[0].get(code, code)

    def country_called(self, name: str) -> str:
        """The code of a country called so in this language or in English; the name itself where there is none."""
        return _codes(self.locale).get(name.strip().casefold()) or _codes(FALLBACK).get(name.strip().casefold()) or name

    def currency(self, code: str) -> str:
        return _names(self.locale)[1].get(code, code)

    def language_name(self, code: str) -> str:
        return _names(self.locale)[2].get(code.replace("-", "_"), code)

    def day(self, day: date) -> str:
        """A date in words, with its year."""
        from babel.dates import format_date

        return str(format_date(day, "long", locale=self.locale))

    def time(self, at: datetime, zone: str | None = None) -> str:
        """A date and time in the buyer's zone, UTC where it is not known; the zone as its distance from UTC."""
        there = at.astimezone(_zone(zone or "UTC"))
        together = _day_and_clock(self.locale)
        day, clock = _day(there.date(), self.locale), _clock(there.time().replace(second=0, microsecond=0), self.locale)
        return f"{together.replace('{1}', day).replace('{0}', clock)} ({_offset(there)})"

    def percent(self, share: float) -> str:
        from babel.numbers import format_percent

        return str(format_percent(round(share, 2), locale=self.locale))

    def arithmetic(self, formula: str) -> str:
        """A calculation such as `17.28 x 21%` with the language's decimal sign."""
        from babel.numbers import get_decimal_symbol

        sign = get_decimal_symbol(self.locale)
        return _DECIMAL_POINT.sub(sign, formula).replace(" x ", " × ")

    def listed(self, parts: Iterable[str]) -> str:
        """A, B and C."""
        from babel.lists import format_list

        return str(format_list(list(parts), locale=self.locale))


@lru_cache(maxsize=2_000)
def words_for(language: str, country: str | None = None) -> Words:
    """The words for a language; English where it is not spoken yet."""
    return Words(language if language in spoken() else FALLBACK, country)


@cache
def spoken() -> tuple[str, ...]:
    """The languages that have words, in the order of LANGUAGES."""
    folder = resources.files("bots.dialogue.locales")
    there = {entry.name for entry in folder.iterdir() if entry.is_dir()}
    return tuple(language for language in LANGUAGES if language in there)


def message_ids(language: str) -> frozenset[str]:
    """Every message id of a language; tests hold the languages against each other with it."""
    from fluent.syntax import FluentParser, ast

    found = set()
    for text in _sources(language):
        for entry in FluentParser().parse(text).body:
            if isinstance(entry, ast.Message):
                found.add(entry.id.name)
    return frozenset(found)


def _sources(language: str) -> list[str]:
    folder = resources.files("bots.dialogue.locales").joinpath(language)
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".ftl")), key=lambda entry: entry.name)
    return [entry.read_text(encoding="utf-8") for entry in files]


@cache
def _bundle(language: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    # Isolation marks keep left-to-right names from turning an Arabic sentence around; elsewhere they only clutter.
    bundle = FluentBundle([language], use_isolating=language in _RIGHT_TO_LEFT)
    for text in _sources(language):
        bundle.add_resource(FluentResource(text))
    return bundle


@lru_cache(maxsize=20_000)
def _said(language: str, message: str, values: tuple[tuple[str, Any], ...]) -> str:
    bundle = _bundle(language)
    if not bundle.has_message(message):
        raise LookupError(f"no words for {message} in {language}")
    text, errors = bundle.format_pattern(bundle.get_message(message).value, dict(values))
    if errors:
        raise LookupError(f"{message} in {language}: {errors[0]}")
    return str(text)


@lru_cache(maxsize=20_000)
def _money(minor: int, currency: str, locale: str) -> str:
    """Decimals as the currency is shown where people use it, and all of them where some would be lost."""
    from babel import Locale
    from babel.numbers import format_currency, get_currency_symbol

    amount = Money(minor, currency).decimal
    whole = display_decimals(currency) == 0 and amount == amount.to_integral_value()
    decimals = "" if whole or not exponent_of(currency) else "." + "0" * exponent_of(currency)
    template = Locale.parse(locale).currency_formats["standard"].pattern.replace("0.00", "0" + decimals)
    text = str(format_currency(amount, currency, template, locale=locale, currency_digits=False))
    text = _CODE_BEFORE_DIGIT.sub("\\1\u00a0", text)  # CLDR's currency spacing, which Babel leaves out
    symbol = str(get_currency_symbol(currency, locale))
    if locale.partition("_")[0] in _RIGHT_TO_LEFT and _LATIN.search(symbol):
        # Letters read from the left and the sign beside them does not: US$ would come out as $US.
        text = text.replace(symbol, f"{_LEFT_TO_RIGHT_ISOLATE}{symbol}{_END_OF_ISOLATE}")
    return text


@lru_cache(maxsize=1_000)
def _zone(name: str) -> tzinfo:
    """A time zone, UTC for one nobody knows."""
    from babel.dates import get_timezone

    try:
        return cast(tzinfo, get_timezone(name))
    except LookupError:
        return UTC


@lru_cache(maxsize=500)
def _day_and_clock(locale: str) -> str:
    from babel import Locale

    return str(Locale.parse(locale).datetime_formats["medium"])


@lru_cache(maxsize=5_000)
def _day(day: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMd", day, locale=locale))


@lru_cache(maxsize=20_000)
def _clock(clock: time, locale: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("Hm", clock, locale=locale))


def _offset(at: datetime) -> str:
    """UTC, UTC+8, UTC-3:30: read alike in every language, which abbreviations of zones are not."""
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


_ALSO_CALLED = {"uk": "GB", "britain": "GB", "great britain": "GB", "england": "GB", "usa": "US", "uae": "AE", "holland": "NL"}


@lru_cache(maxsize=500)
def _codes(locale: str) -> Mapping[str, str]:
    """Folded name -> code, of whatever has a code of two letters."""
    named = {name.casefold(): code for code, name in _names(locale)[0].items() if len(code) == 2 and code.isalpha()}
    return named | (_ALSO_CALLED if locale == FALLBACK else {})


@lru_cache(maxsize=500)
def _names(locale: str) -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    from babel import Locale

    parsed = Locale.parse(locale)
    return dict(parsed.territories), dict(parsed.currencies), dict(parsed.languages)


@lru_cache(maxsize=2_000)
def _locale(language: str, country: str | None) -> str:
    """The CLDR locale of a language in a country, or of the language alone."""
    from babel import Locale, UnknownLocaleError

    plain = language.replace("-", "_")
    if country:
        try:
            return str(Locale.parse(f"{plain}_{country}"))
        except (UnknownLocaleError, ValueError):
            pass
    return plain
