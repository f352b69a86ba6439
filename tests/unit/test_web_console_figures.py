"""Figures of the console: money as each language writes it, and what a merchant types, understood or refused clearly."""

from datetime import UTC, datetime

import pytest

from bots.web.console.figures import BadFigure, Figures, read_amount, read_units
from commerce_core.domain.money import Money


@pytest.mark.parametrize(("typed", "currency", "minor"), [
    ("12.50", "EUR", 1250), (" 12,5 ", "EUR", 1250), ("0.01", "USD", 1), ("1200", "JPY", 1200), ("12", "EUR", 1200),
    ("1.234", "KWD", 1234), ("١٢٫٥٠", "AED", 1250), ("1234,56", "EUR", 123456),
])
def test_amounts_that_are_understood(typed: str, currency: str, minor: int) -> None:
    assert read_amount(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize("typed", [
    "", " ", "1e3", "-5", "+5", "12.345", "1,234", "1.234,56", "1,234.56", "€5", "5 EUR", "0x10", "NaN", "１２", "1" * 16,
    "12.", ".5", "1 000", "\u202e12",
])
def test_amounts_that_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadFigure) as bad:
        read_amount(typed, "EUR")
    assert (bad.value.word, bad.value.parts) == ("amount.format", {"example": "12.50", "places": 2, "currency": "EUR"})


def test_refusals_fit_the_currency() -> None:
    with pytest.raises(BadFigure) as yen:
        read_amount("12.50", "JPY")
    assert (yen.value.word, yen.value.parts["example"]) == ("amount.format_whole", "12")
    with pytest.raises(BadFigure) as dinar:
        read_amount("1.2345", "KWD")
    assert (dinar.value.word, dinar.value.parts["example"], dinar.value.parts["places"]) == ("amount.format", "12.500", 3)


@pytest.mark.parametrize("typed", ["0", "0.00", "0,0"])
def test_nothing_is_no_amount(typed: str) -> None:
    with pytest.raises(BadFigure) as bad:
        read_amount(typed, "EUR")
    assert bad.value.word == "amount.too_small"


@pytest.mark.parametrize(("typed", "units"), [("0", 0), (" 12 ", 12), ("1000000", 1_000_000), ("٤٢", 42)])
def test_units_that_are_understood(typed: str, units: int) -> None:
    assert read_units(typed) == units


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "1e3", "1000001", "99999999999", "two"])
def test_units_that_are_refused(typed: str) -> None:
    with pytest.raises(BadFigure) as bad:
        read_units(typed)
    assert (bad.value.word, bad.value.parts) == ("stock.format", {"limit": 1_000_000})


@pytest.mark.parametrize(("language", "money", "text"), [
    ("en", Money(123450, "EUR"), "€1,234.50"), ("es", Money(123450, "EUR"), "1.234,50\xa0€"),
    ("zh-Hans", Money(123450, "CNY"), "¥1,234.50"), ("en", Money(1234, "JPY"), "¥1,234"),
    ("en", Money(1234567, "KWD"), "KWD\xa01,234.567"), ("en", Money(150, "RSD"), "RSD\xa01.50"),
    ("en", Money(-500, "USD"), "-$5.00"),
])
def test_money_has_the_language_s_form_and_the_currency_s_decimals(language: str, money: Money, text: str) -> None:
    assert Figures(language).money(money).replace("\u200f", "") == text


def test_sums_never_mix_currencies() -> None:
    figures = Figures("en")
    assert figures.sums([Money(100, "USD"), Money(250, "EUR"), Money(1, "USD")]) == ["€2.50", "$1.01"]
    assert figures.sums([]) == []


def test_countries_by_name_and_code() -> None:
    assert Figures("es").country("DE") == "Alemania"
    assert Figures("es").country("??") == "??"
    assert [Figures("es").country_code(name) for name in ("alemania", " Germany ", "DE", "TW-1", "")] == [
        "DE", "DE", None, None, None]


def test_times_are_in_utc_and_say_so() -> None:
    assert Figures("en").time(datetime(2026, 11, 22, 18, 5, tzinfo=UTC)).replace("\u202f", " ") == "Nov 22, 2026, 6:05:00 PM UTC"
