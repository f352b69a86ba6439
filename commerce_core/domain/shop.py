"""The shop's own settings: where it ships from, its tax registrations, markets, holds and ways of shipping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from commerce_core.domain.money import Money
from commerce_core.domain.product import Texts
from commerce_core.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Market:
    """A country served: its currency and the languages its buyers write, most common first."""

    country: str
    currency: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShippingBand:
    """Price up to and including a weight, in the shop's currency."""

    up_to_g: int
    price: Money


@dataclass(frozen=True, slots=True)
class ShippingZone:
    """Countries reached in the same time for the same price; `countries` empty means every other one."""

    countries: frozenset[str]
    days: tuple[int, int]
    bands: tuple[ShippingBand, ...]


@dataclass(frozen=True, slots=True)
class ShippingOption:
    """A way to ship: `carrier_class` is what the customs rules tell apart (`post` or `courier`)."""

    id: str
    carrier_class: str
    titles: Texts
    zones: tuple[ShippingZone, ...]

    def offer(self, country: str, weight_g: int) -> ShippingOffer | None:
        """Price and days to a country for a weight in grams; None where it does not go or the parcel is too heavy."""
        zone = next((z for z in self.zones if country in z.countries), None)
        zone = zone or next((z for z in self.zones if not z.countries), None)
        if zone is None:
            return None
        price = next((band.price for band in zone.bands if weight_g <= band.up_to_g), None)
        return None if price is None else ShippingOffer(self, price, zone.days)


@dataclass(frozen=True, slots=True)
class ShippingOffer:
    """A way to ship this parcel: price in the shop's currency, transit as a range of days."""

    option: ShippingOption
    price: Money
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shop:
    """Settings as one immutable value; a change makes a new one."""

    name: str
    dispatch_country: str
    dispatch_city: str
    currency: str
    registrations: Mapping[str, str]
    markets: Mapping[str, Market]
    hold_minutes: Mapping[str, int]
    shipping: tuple[ShippingOption, ...]
    return_policy: Texts
    return_days: int
    auto_fulfil_hours: int | None
    max_quantity: int

    def currency_for(self, country: str | None) -> str:
        """The currency buyers of a country see; the shop's own where the market is not listed."""
        market = self.markets.get(country or "")
        return market.currency if market else self.currency

    def hold_for(self, channel: str) -> int:
        """Minutes that an unpaid order keeps its units, per channel."""
        return self.hold_minutes.get(channel, self.hold_minutes["default"])

    def offers(self, country: str, weight_g: int) -> tuple[ShippingOffer, ...]:
        """The ways to ship a weight to a country, cheapest first."""
        found = [offer for option in self.shipping if (offer := option.offer(country, weight_g))]
        return tuple(sorted(found, key=lambda offer: offer.price.minor))

    def offer(self, option: str, country: str, weight_g: int) -> ShippingOffer:
        """One way to ship. Raises Refusal(not_found) for an unknown option, region_restricted where it does not go."""
        way = next((way for way in self.shipping if way.id == option), None)
        if way is None:
            raise Refusal("not_found", field="option", value=option)
        if found := way.offer(country, weight_g):
            return found
        raise Refusal("region_restricted", field="option", value=option, country=country)


def shop_from_json(value: Mapping[str, Any]) -> Shop:
    """The settings from their stored JSON. Raises ValueError naming the key that is wrong."""
    try:
        currency = value["currency"]
        return Shop(
            name=value["name"], dispatch_country=value["dispatch_country"], dispatch_city=value["dispatch_city"],
            currency=currency, registrations=dict(value["registrations"]),
            markets={
                country: Market(country, row["currency"], tuple(row["languages"]))
                for country, row in value["markets"].items()
            },
            hold_minutes=dict(value["hold_minutes"]),
            shipping=tuple(_option(row, currency) for row in value["shipping"]),
            return_policy=dict(value["return_policy"]), return_days=int(value["return_days"]),
            auto_fulfil_hours=value.get("auto_fulfil_hours"), max_quantity=int(value["max_quantity"]),
        )
    except KeyError as missing:
        raise ValueError(f"shop settings: {missing.args[0]} is missing") from None


def _option(row: Mapping[str, Any], currency: str) -> ShippingOption:
    return ShippingOption(
        id=row["id"], carrier_class=row["carrier_class"], titles=dict(row["titles"]),
        zones=tuple(
            ShippingZone(
                frozenset(zone["countries"]), (int(zone["days"][0]), int(zone["days"][1])),
                tuple(ShippingBand(int(b["up_to_g"]), Money.parse(b["price"], currency)) for b in zone["bands"]),
            )
            for zone in row["zones"]
        ),
    )


@lru_cache(maxsize=16_384)
def converted(price: Money, currency: str, rate: Decimal) -> Money:
    """A price in another currency at `rate` units of it per unit of the price's; rounded half up to its minor unit."""
    return price if price.currency == currency else Money.round(price.decimal * rate, currency)
