"""What a quote is asked for, as values that cannot be wrong: each refuses what the contract refuses when it is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.money import Money, UnknownCurrency, exponent_of
from commerce_core.domain.reference import country_names

MOST_UNITS = 1_000_000
TAX_CLASSES = ("standard", "books", "children_clothing", "food")
CARRIER_CLASSES = ("post", "courier")
DELIVERY_TERMS = ("DAP", "DDP")
FUNDERS = ("seller", "platform")
_HS_CODE = re.compile(r"[0-9]{6,14}")

Attribute = str | int | bool | Decimal | tuple[str, ...]


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise QuoteRefused("bad_request", name, f"must be one of {', '.join(allowed)}")


def _country(name: str, code: str) -> None:
    if not code:
        raise QuoteRefused("missing_origin", name, "is missing")
    if code not in country_names():
        raise QuoteRefused("unknown_country", name, "is not an ISO 3166-1 alpha-2 country code")


def _not_negative(name: str, amount: Money) -> None:
    if amount.minor < 0:
        raise QuoteRefused("bad_amount", name, "must not be negative")


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Units of one product: net unit price, HS code of six digits or more, country of manufacture.

    `attributes` are the facts that the restriction rules ask for. Raises QuoteRefused.
    """

    sku: str
    description: str
    hs_code: str
    origin: str
    quantity: int
    unit_price: Money
    weight_g: int | None = None
    tax_class: str = "standard"
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _HS_CODE.fullmatch(self.hs_code):
            raise QuoteRefused("missing_hs_code", "hs_code", "must be the HS code: 6 digits or more, nothing else")
        _country("origin", self.origin)
        if type(self.quantity) is not int or not 1 <= self.quantity <= MOST_UNITS:
            raise QuoteRefused("bad_quantity", "quantity", f"must be a whole number from 1 to {MOST_UNITS}")
        _not_negative("unit_price", self.unit_price)
        if self.weight_g is not None and (type(self.weight_g) is not int or self.weight_g < 0):
            raise QuoteRefused("bad_request", "weight_g", "must be a whole number of grams")
        _one_of("tax_class", self.tax_class, TAX_CLASSES)


@dataclass(frozen=True, slots=True)
class Discount:
    """Money off the whole order. Seller-funded ones lower customs and tax values, platform-funded ones do not."""

    amount: Money
    funded_by: str

    def __post_init__(self) -> None:
        _not_negative("amount", self.amount)
        _one_of("funded_by", self.funded_by, FUNDERS)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the parcel goes; region and postal code where a tax or a carrier needs them."""

    country: str
    region: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """One request of the contract. `date` is the expected customs entry, `origin` the country of dispatch.

    `rates` None means the shipped reference rates; a mapping (units of that currency for one unit of `currency`)
    replaces them as a whole. `parameters` hold Money for a fee and a Decimal fraction for a rate. Raises QuoteRefused.
    """

    date: date
    origin: str
    destination: Destination
    currency: str
    carrier_class: str
    lines: tuple[QuoteLine, ...]
    shipping: Money
    registrations: frozenset[str] = frozenset()
    discounts: tuple[Discount, ...] = ()
    delivery_terms: str = "DAP"
    rates: Mapping[str, Decimal] | None = None
    parameters: Mapping[str, Money | Decimal] = field(default_factory=dict)
    id: str | None = None

    def __post_init__(self) -> None:
        try:
            exponent_of(self.currency)
        except UnknownCurrency:
            raise QuoteRefused("unknown_currency", "currency", "is not an ISO 4217 currency code") from None
        _country("origin", self.origin)
        _one_of("carrier_class", self.carrier_class, CARRIER_CLASSES)
        _one_of("delivery_terms", self.delivery_terms, DELIVERY_TERMS)
        if not self.lines:
            raise QuoteRefused("bad_request", "lines", "must hold at least one line")
        _not_negative("shipping", self.shipping)
        self._one_currency()
        if sum(discount.amount.minor for discount in self.discounts) > self.goods:
            raise QuoteRefused("bad_amount", "discounts", "must not be more than the goods")

    @property
    def goods(self) -> int:
        """Minor units of all lines before any discount."""
        return sum(line.unit_price.minor * line.quantity for line in self.lines)

    def _one_currency(self) -> None:
        code = self.currency
        if self.shipping.currency != code:
            raise QuoteRefused("bad_amount", "shipping", f"must be in {code}")
        for position, line in enumerate(self.lines):
            if line.unit_price.currency != code:
                raise QuoteRefused("bad_amount", f"lines[{position}].unit_price", f"must be in {code}")
        for position, discount in enumerate(self.discounts):
            if discount.amount.currency != code:
                raise QuoteRefused("bad_amount", f"discounts[{position}].amount", f"must be in {code}")
        for name, value in self.parameters.items():
            if isinstance(value, Money) and value.currency != code:
                raise QuoteRefused("bad_amount", f"parameters.{name}", f"must be in {code}")
