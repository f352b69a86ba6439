"""Past sales, the imports that brought them, and what they say about the taste of a market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Context, Decimal, Inexact
from typing import Any

EXACT = Context(prec=60, traps=[Inexact])
"""Arithmetic on whole files of prices: no digit is ever rounded away, it raises instead."""


@dataclass(frozen=True, slots=True)
class PastSale:
    """One line of a past invoice. `kind` is `sale` or `return`; a return's quantity is positive, its money given back.

    `line` is unique in its import: the row of the file. `unit_price` is exact Decimal in major units: real files have
    more decimals than the currency. `product` is the shop's own product id, or the file's code where the shop does
    not know it.
    """

    line: int
    invoice: str
    kind: str
    product: str
    quantity: int
    unit_price: Decimal
    currency: str
    customer: str | None
    country: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Demand:
    """Units sold less returned of one product to one country, and the number of invoices that name it."""

    country: str
    product: str
    units: int
    invoices: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is stored of one import: lines and money (major units, exact) of its sales and of its returns."""

    sales: int
    sales_money: Decimal
    returns: int
    returns_money: Decimal


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that counts: its name, when it began, and the account it gave of its file (None for invented sales)."""

    number: int
    source: str
    started_at: datetime
    report: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, eq=False)
class Popularity:
    """Units sold less returned per country and product, from imports and the shop's own paid orders."""

    units: Mapping[str, Mapping[str, int]]
    _everywhere: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def in_country(self, country: str | None) -> Mapping[str, int]:
        return self.units.get(country or "", {})

    def everywhere(self) -> Mapping[str, int]:
        """Units per product over all countries; added up on the first question, for a file may hold thousands."""
        total = self._everywhere
        if not total and self.units:
            sums: dict[str, int] = {}
            for products in self.units.values():
                for product, units in products.items():
                    sums[product] = sums.get(product, 0) + units
            total.update(sums)
        return total

    def share(self, country: str, product: str) -> float:
        """The product's share of all units sold to a country, 0 to 1."""
        sold = self.in_country(country)
        whole = sum(sold.values())
        return sold.get(product, 0) / whole if whole else 0.0
