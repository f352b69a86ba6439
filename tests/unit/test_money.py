"""Money: parsing, arithmetic, rounding and allocation in whole minor units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commerce_core.domain.money import (
    BadAmount,
    Money,
    UnknownCurrency,
    allocate,
    amount_text,
    cash_round,
    exponent_of,
    exponents,
    net_of_tax,
)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("41.27", "EUR", 4127), ("41.2", "EUR", 4120), ("41", "EUR", 4100), ("0", "EUR", 0), ("0.00", "EUR", 0),
        ("007.50", "EUR", 750), ("1500", "JPY", 1500), ("1.234", "KWD", 1234), ("0.0001", "CLF", 1),
        ("999999999999999.99", "USD", 99_999_999_999_999_999),
    ],
)
def test_decimal_text_becomes_minor_units(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text", ["", ".", ".5", "5.", "-1", "+1", "1e3", "1,5", "1 000", "1.2.3", "1.005", "٣", "NaN", "Infinity", "0x10",
             "1" * 16, " 1", "1\n", "１"]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        Money.parse(text, "EUR")


@pytest.mark.parametrize("value", [5, 5.0, None, True, Decimal("5"), ["5"]])
def test_only_text_is_an_amount(value: object) -> None:
    with pytest.raises(BadAmount):
        Money.parse(value, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["EUX", "eur", "", "XXX", "XAU", "BGN", "EURO"])
def test_a_currency_without_a_minor_unit_in_iso_4217_is_unknown(code: str) -> None:
    with pytest.raises(UnknownCurrency):
        exponent_of(code)


def test_exponents_are_those_of_iso_4217_not_of_cldr() -> None:
    places = exponents()
    assert len(places) == 165
    assert {code for code, exponent in places.items() if exponent == 0} == {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF",
    }
    assert {code for code, exponent in places.items() if exponent == 3} == {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    }
    assert {code for code, exponent in places.items() if exponent == 4} == {"CLF", "UYW"}
    assert places["HUF"] == places["TWD"] == places["IDR"] == places["COP"] == 2


@pytest.mark.parametrize(
    ("minor", "exponent", "text"),
    [(4127, 2, "41.27"), (5, 2, "0.05"), (0, 2, "0.00"), (-5, 2, "-0.05"), (-4127, 2, "-41.27"), (12, 0, "12"),
     (7, 3, "0.007"), (-1, 4, "-0.0001")],
)
def test_amounts_as_text(minor: int, exponent: int, text: str) -> None:
    assert amount_text(minor, exponent) == text


def test_text_and_decimal_keep_the_currency_s_decimals() -> None:
    assert Money(4100, "EUR").text == "41.00"
    assert Money(4100, "EUR").decimal == Decimal("41.00")
    assert Money(4100, "JPY").text == "4100"
    assert Money(1, "KWD").as_json() == {"minor": 1, "currency": "KWD"}


@pytest.mark.parametrize(("amount", "minor"), [("0.005", 1), ("0.0049", 0), ("1.115", 112), ("1.125", 113), ("2", 200)])
def test_rounding_is_half_up(amount: str, minor: int) -> None:
    assert Money.round(Decimal(amount), "EUR") == Money(minor, "EUR")


def test_arithmetic_in_one_currency() -> None:
    assert Money(100, "EUR") + Money(20, "EUR") == Money(120, "EUR")
    assert Money(100, "EUR") - Money(120, "EUR") == Money(-20, "EUR")
    assert Money(100, "EUR") * 3 == Money(300, "EUR")
    assert Money(1, "EUR") < Money(2, "EUR") <= Money(2, "EUR")


def test_two_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="EUR and USD do not add up"):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(ValueError, match="EUR and USD"):
        assert Money(1, "EUR") < Money(1, "USD")


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (1000, [1999, 1500, 1500], [400, 300, 300]), (100, [1, 1, 1], [34, 33, 33]), (1500, [100, 60], [938, 562]),
        (1500, [60, 100], [562, 938]), (100, [0, 0, 0], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]),
        (0, [5, 0], [0, 0]), (7, [3], [7]), (7, [0], [7]), (5, [0, 1], [0, 5]), (1, [1, 1], [1, 0]),
    ],
)
def test_allocation_by_largest_remainder(total: int, weights: list[int], shares: list[int]) -> None:
    assert allocate(total, weights) == shares


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_allocation_needs_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(10, weights)


def test_cash_and_net_prices() -> None:
    assert cash_round(Money(6812, "CHF"), Decimal("0.05")) == Money(6810, "CHF")
    assert cash_round(Money(6813, "CHF"), Decimal("0.05")) == Money(6815, "CHF")
    assert net_of_tax(Money(17_851, "EUR"), Decimal(19)) == Money(15_001, "EUR")
