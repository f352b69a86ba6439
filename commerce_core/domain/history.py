"""Past sales and what they say about the taste of a market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PastSale:
    """One line of a past invoice. `kind` is `sale` or `return`; a return's quantity is positive, its money given back.

    `unit_price` is exact Decimal in major units: real files have more decimals than the currency.
    `product` is the shop's own product id, or the file's code where the shop does not know it.
    """

    source: str
    invoice: str
    line: int
    kind: str
    product: str
    description: str
    quantity: int
    unit_price: Decimal
    currency: str
    customer: str | None
    country: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Popularity:
    """Units sold less returned per country and product; `real` products come from the shop's own orders too."""

    units: Mapping[str, Mapping[str, int]]

    def in_country(self, country: str | None) -> Mapping[str, int]:
        return self.units.get(country or "", {})

    def everywhere(self) -> dict[str, int]:
        total: dict[str, int] = {}
        for products in self.units.values():
            for product, units in products.items():
                total[product] = total.get(product, 0) + units
        return total

    def share(self, country: str, product: str) -> float:
        """The product's share of all units sold to a country, 0 to 1."""
        sold = self.in_country(country)
        whole = sum(sold.values())
        return sold.get(product, 0) / whole if whole else 0.0
