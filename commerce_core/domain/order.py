"""The life of an order: three orthogonal statuses, each with one table of allowed transitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce_core.domain.buyer import Address
from commerce_core.domain.money import Money
from commerce_core.domain.refusals import Refusal

ORDER = {
    "draft": {"placed", "cancelled"},
    "placed": {"confirmed", "cancelled", "expired"},
    "confirmed": {"completed", "cancelled"},
    "expired": {"confirmed", "cancelled"},  # late money: held again, or refunded
    "completed": {"cancelled"},  # a return of everything
    "cancelled": set(),
}
PAYMENT = {
    "none": {"pending", "captured"},
    "pending": {"authorised", "captured", "failed", "unknown"},
    "unknown": {"captured", "failed", "pending"},
    "authorised": {"captured", "failed"},
    "failed": {"pending"},
    "captured": {"partly_refunded", "refunded"},
    "partly_refunded": {"partly_refunded", "refunded"},
    "refunded": set(),
}
FULFILMENT = {
    "none": {"booked", "held"},
    "held": {"none", "booked"},
    "booked": {"handed_over", "held", "none"},
    "handed_over": {"delivered", "returned"},
    "delivered": {"returned"},
    "returned": set(),
}


def step(table: Mapping[str, set[str]], now: str, then: str) -> str:
    """`then`, if the table allows it. Raises Refusal(conflict)."""
    if then not in table[now]:
        raise Refusal("conflict", status=now, wanted=then)
    return then


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line as sold: title in the buyer's language, net unit price, in the order's currency."""

    number: int
    sku: str
    product_id: str
    title: str
    quantity: int
    unit: Money

    @property
    def amount(self) -> Money:
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """Something that happened to an order, in the past tense, with who did it."""

    number: int
    type: str
    at: datetime
    actor: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its three statuses; amounts in the order's currency, the quote frozen as its JSON."""

    id: str
    code: str
    buyer_id: str
    channel: str
    order: str
    payment: str
    fulfilment: str
    total: Money
    refunded: Money
    placed_at: datetime
    expires_at: datetime
    country: str
    address: Address | None
    shipping_option: str
    incoterm: str
    quote: Mapping[str, Any]
    lines: tuple[OrderLine, ...]

    @property
    def due(self) -> Money:
        """What is paid at checkout (the rest, if any, is due on delivery)."""
        return Money.parse(self.quote["due_at_checkout"], self.total.currency)
