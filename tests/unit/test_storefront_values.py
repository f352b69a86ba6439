"""Values of platforms' JSON: exact where they are right, a fault of their own place where they are not."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from commerce_core.domain.listing import ListingFault
from commerce_core.domain.money import Money
from connectors.storefronts import reading
from connectors.storefronts.reading import Faults


@pytest.mark.parametrize(("value", "currency", "price", "reason"), [
    ("22.00", "USD", Money(2200, "USD"), None), (Decimal("14.5"), "eur", Money(1450, "EUR"), None), (2200, "JPY", Money(2200, "JPY"), None),
    ("2200.00", "JPY", Money(2200, "JPY"), None), ("1.234", "KWD", Money(1234, "KWD"), None), ("0", "USD", Money(0, "USD"), None),
    ("1.005", "USD", None, "1.005 has more decimals than USD"), (None, "USD", None, "is missing"), ("", "USD", None, "is missing"),
    ("-1", "USD", None, "'-1' is not a price"), ("NaN", "USD", None, "'NaN' is not a price"), ("Infinity", "USD", None, "'Infinity' is not a price"),
    (True, "USD", None, "'True' is not a price"), ("1e9999", "USD", None, "'1e9999' is not a price"), ([], "USD", None, "'[]' is not a price"),
    ("9" * 500, "USD", None, f"'{'9' * 40}' is not a price"), ("1", "XXQ", None, "'XXQ' is not a currency of ISO 4217"),
    ("1", None, None, "has no currency"),
])
def test_prices_are_exact_or_faults(value: Any, currency: Any, price: Money | None, reason: str | None) -> None:
    faults = Faults()
    assert reading.price(value, currency, "A: price", faults) == price
    assert faults.taken() == ((ListingFault("A: price", reason),) if reason else ())


@pytest.mark.parametrize(("value", "unit", "grams"), [
    ("0.21", "kg", 210), (Decimal("220.0"), "GRAMS", 220), ("1", "lbs", 454), ("1", "oz", 28), (Decimal("0.0004"), "kg", 1), ("0", "kg", None),
    ("", "kg", None), (None, "g", None),
])
def test_weights_are_whole_grams(value: Any, unit: str, grams: int | None) -> None:
    faults = Faults()
    assert (reading.grams(value, unit, "A: weight", faults), faults.taken()) == (grams, ())


def test_a_weight_in_no_known_unit_is_a_fault() -> None:
    faults = Faults()
    assert reading.grams("3", "stone", "A: weight", faults) is None
    assert faults.taken() == (ListingFault("A: weight", "'3' stone is not a weight"),)


@pytest.mark.parametrize(("locale", "language"), [
    ("en", "en"), ("pt_BR", "pt"), ("pt-PT", "pt"), ("zh-CN", "zh-Hans"), ("zh_Hans", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh", "zh-Hans"),
    (None, "en"), ("", "en"), (7, "en"),
])
def test_locales_are_languages_of_ours(locale: Any, language: str) -> None:
    assert reading.language(locale) == language


@pytest.mark.parametrize(("html", "text"), [
    ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"), ("a<br/>b", "a\nb"), ("<style>p{}</style>x<script>y()</script>z", "xz"),
    ("<p>unclosed <b>bold", "unclosed bold"), ("1 < 2 & 3", "1 < 2 & 3"), ("\u0000a\u0007", "a"), (None, ""), (5, ""),
])
def test_descriptions_are_their_words_alone(html: Any, text: str) -> None:
    assert reading.prose(html) == text


def test_times_are_utc_and_written_to_the_second_below() -> None:
    assert reading.moment("2026-03-01T08:00:00-05:00") == datetime(2026, 3, 1, 13, tzinfo=UTC)
    assert reading.moment("2026-03-01T08:00:00") == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert reading.moment("yesterday") is None
    assert reading.instant(datetime(2026, 3, 1, 8, 0, 0, 999_000, tzinfo=UTC)) == "2026-03-01T08:00:00Z"
