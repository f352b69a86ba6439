"""The shop's settings: who is reached by which way, for how much, and which key is wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from commerce_core.domain.money import Money
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop import Shop, converted, shop_from_json

SETTINGS: dict[str, Any] = json.loads(resources.files("commerce_core.sample_shop").joinpath("shop.json").read_text(encoding="utf-8"))


def shop() -> Shop:
    return shop_from_json(SETTINGS)


@pytest.mark.parametrize(("country", "weight", "post"), [
    ("DE", 250, (440, (9, 18))), ("DE", 251, (650, (9, 18))), ("HK", 1, (120, (2, 4))), ("BR", 2_000, (2450, (14, 30))), ("AE", 500, (740, (9, 18))),
])
def test_the_post_by_zone_and_weight_and_the_cheapest_way_first(country: str, weight: int, post: tuple[int, tuple[int, int]]) -> None:
    offers = shop().offers(country, weight)
    assert (offers[0].option.id, offers[0].price.minor, offers[0].days) == ("post", *post)
    assert [offer.price.minor for offer in offers] == sorted(offer.price.minor for offer in offers)


def test_what_is_too_heavy_for_every_way() -> None:
    assert shop().offers("DE", 10**9) == ()


def test_no_post_above_two_kilograms() -> None:
    assert [offer.option.id for offer in shop().offers("DE", 2_001)] == ["courier"]


@pytest.mark.parametrize(("option", "country", "weight", "code"), [("balloon", "DE", 100, "not_found"), ("post", "DE", 2_001, "region_restricted")])
def test_a_way_that_does_not_go(option: str, country: str, weight: int, code: str) -> None:
    with pytest.raises(Refusal) as no:
        shop().offer(option, country, weight)
    assert (no.value.code, no.value.data["field"], no.value.data["value"]) == (code, "option", option)


def test_currencies_and_holds() -> None:
    assert [shop().currency_for(country) for country in ("MX", "DE", "AQ", None, "")] == ["MXN", "EUR", "USD", "USD", "USD"]
    assert [shop().hold_for(channel) for channel in ("web", "telegram", "agent", "pigeon")] == [20, 30, 10, 30]


@pytest.mark.parametrize("key", ["name", "currency", "markets", "shipping", "return_days", "max_quantity", "hold_minutes", "dispatch_country"])
def test_a_missing_setting_is_named(key: str) -> None:
    with pytest.raises(ValueError, match=f"^shop settings: {key} is missing$"):
        shop_from_json({name: value for name, value in SETTINGS.items() if name != key})


def test_conversion_rounds_half_up_to_the_minor_unit() -> None:
    assert converted(Money(1000, "USD"), "USD", Decimal(7)) == Money(1000, "USD")
    assert converted(Money(1000, "USD"), "JPY", Decimal("150.05")) == Money(1501, "JPY")
    assert converted(Money(1, "USD"), "EUR", Decimal("0.5")) == Money(1, "EUR")
    assert converted(Money(1000, "USD"), "KWD", Decimal("0.30775")) == Money(3078, "KWD")
