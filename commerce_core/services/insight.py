"""What staff look at: orders, one order with all that happened to it, today's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from commerce_core.domain.money import Money
from commerce_core.domain.order import Order, OrderEvent
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import OrderSummary, Payment, Shipment, StuckJob, UnitOfWork
from commerce_core.services.dispatch import handles


@dataclass(frozen=True, slots=True)
class ListOrders:
    """Newest first; `text` is a code, a country or a channel, `status` any of the three statuses."""

    actor: str
    text: str = ""
    status: str | None = None
    limit: int = 100


@handles(ListOrders)
def list_orders(work: UnitOfWork, query: ListOrders) -> tuple[OrderSummary, ...]:
    return work.orders.search(query.text, query.status, query.limit)


@dataclass(frozen=True, slots=True)
class OrderView:
    """All there is to an order."""

    order: Order
    events: tuple[OrderEvent, ...]
    payments: tuple[Payment, ...]
    shipment: Shipment | None


@dataclass(frozen=True, slots=True)
class ShowOrder:
    actor: str
    code: str


@handles(ShowOrder)
def show_order(work: UnitOfWork, query: ShowOrder) -> OrderView:
    order = work.orders.by_code(query.code)
    if order is None:
        raise Refusal("not_found", field="order", value=query.code)
    return OrderView(
        order, work.orders.events(order.id), work.payments.of_order(order.id), work.shipments.of(order.id)
    )


_OFTEN = 3


@dataclass(frozen=True, slots=True)
class ShowStuck:
    """Work that failed at least three times and waits for its next try."""

    actor: str
    limit: int = 100


@handles(ShowStuck)
def show_stuck(work: UnitOfWork, query: ShowStuck) -> tuple[StuckJob, ...]:
    return work.jobs.stuck(_OFTEN, query.limit)


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Try a stuck job at once. Raises Refusal(not_found) when it is done meanwhile."""

    actor: str
    job_id: int


@handles(TryAgain)
def try_again(work: UnitOfWork, command: TryAgain) -> None:
    if not work.jobs.hurry(command.job_id, work.now):
        raise Refusal("not_found", field="job", value=command.job_id)


@dataclass(frozen=True, slots=True)
class Takings:
    """Paid orders of one country on one channel: their number, and what was paid less refunds."""

    country: str
    channel: str
    paid: Money
    orders: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Paid orders of the last `days` days by country and channel."""

    actor: str
    days: int = 1


@handles(Overview)
def overview(work: UnitOfWork, query: Overview) -> tuple[Takings, ...]:
    rows = work.orders.sales_since(work.now - timedelta(days=query.days))
    return tuple(Takings(country, channel, Money(minor, currency), orders) for country, channel, currency, minor, orders in rows)
