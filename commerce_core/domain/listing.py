"""Products as another shop's platform lists them, orders as they are written back to it, and what was wrong with either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commerce_core.domain.buyer import Address
from commerce_core.domain.money import Money
from commerce_core.domain.product import Texts


@dataclass(frozen=True, slots=True)
class ListingFault:
    """One value that could not be taken; `place` names it (`BLUE-1: price`), `reason` completes the sentence."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedVariant:
    """One SKU there: prices by currency, units that can be sold over all locations (None: not counted), grams (None: unsaid)."""

    id: str
    sku: str
    options: Mapping[str, str]
    prices: Mapping[str, Money]
    stock: int | None
    weight_g: int | None


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One product there: plain texts by language, picture addresses (best first), variants that could be read, and faults.

    A variant that could not be read is a fault and not among the variants; the product is there all the same.
    """

    id: str
    handle: str
    titles: Texts
    descriptions: Texts
    category: str | None
    pictures: tuple[str, ...]
    alt: Texts
    hs_code: str | None
    origin: str | None
    variants: tuple[ListedVariant, ...]
    faults: tuple[ListingFault, ...] = ()
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListingPage:
    """Some products, what was wrong beside them, and the cursor of the next page (None: this was the last)."""

    products: tuple[ListedProduct, ...]
    next: str | None
    faults: tuple[ListingFault, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A line as sold here; `unit` is the net price of one in the order's currency."""

    sku: str
    title: str
    quantity: int
    unit: Money


@dataclass(frozen=True, slots=True)
class OutgoingOrder:
    """A paid order to be written into the other shop; `key` makes writing it twice the same as writing it once."""

    key: str
    code: str
    placed_at: datetime
    lines: tuple[OutgoingLine, ...]
    shipping: Money
    tax: Money
    total: Money
    address: Address
