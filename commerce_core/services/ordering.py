"""From a frozen quote to an order with held units, and its way to an end that nobody pays for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from commerce_core.domain.addresses import address_form, checked_address, checked_field
from commerce_core.domain.buyer import Address, Buyer
from commerce_core.domain.ids import new_id, order_code, parse_order_code
from commerce_core.domain.money import Money
from commerce_core.domain.order import FULFILMENT, ORDER, Order, OrderLine, step
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.tax_ids import tax_id_kinds
from commerce_core.ports import StoredQuote, UnitOfWork
from commerce_core.services.claiming import pass_to_order, serve_waiting
from commerce_core.services.dispatch import handles
from commerce_core.services.profile import AddressOf, HasTaxId, address_of, has_tax_id

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Place the order of a frozen quote and hold its units. `draft` is the effect key: one draft, one order.

    Raises Refusal(expired) for an old quote, missing for address or tax id, out_of_stock | low_stock for its units.
    """

    buyer: Buyer
    quote_id: str
    draft: str


@handles(PlaceOrder)
def place_order(work: UnitOfWork, command: PlaceOrder) -> Order:
    key = f"order:{command.buyer.id}:{command.draft}"
    if done := work.effects.result(key):
        return work.orders.get(done["order"])
    quote = work.quotes.get(command.quote_id)
    if quote is None or quote.buyer_id != command.buyer.id:
        raise Refusal("not_found", field="quote")
    if quote.valid_until <= work.now:
        raise Refusal("expired", field="quote")
    address = address_of(work, AddressOf(command.buyer))
    if address is None or address_form(quote.country).next_missing(address):
        raise Refusal("missing", field="address")
    if tax_id_kinds(quote.country) and not has_tax_id(work, HasTaxId(command.buyer)):
        raise Refusal("missing", field="tax_id")
    order = _new_order(work, command.buyer, quote, address)
    work.orders.add(order, key)
    _hold(work, order, pass_to_order(work, order.buyer_id, quote.claims, order.id, order.expires_at))
    work.effects.store(key, {"order": order.id}, work.now)
    work.orders.record(order.id, "placed", work.now, command.buyer.id, {"quote": quote.id})
    work.jobs.add("order.expire", f"order:{order.id}:expire", order.expires_at, {"order": order.id})
    announce(work, "order_placed", order)
    work.basket.clear(command.buyer.id)
    return order


def _new_order(work: UnitOfWork, buyer: Buyer, quote: StoredQuote, address: Address) -> Order:
    currency = str(quote.quote["currency"])
    catalogue = work.catalogue.current()
    lines = []
    for number, (sku, quantity, unit) in enumerate(quote.lines, 1):
        product, variant = catalogue.variants[sku.upper()]
        lines.append(OrderLine(number, variant.sku, product.id, product.title(buyer.language), quantity, Money(unit, currency)))
    minutes = work.settings.shop().hold_for(buyer.channel)
    return Order(
        id=new_id(), code=order_code(), buyer_id=buyer.id, channel=buyer.channel, order="placed", payment="none",
        fulfilment="none", total=Money.parse(quote.quote["total"], currency), refunded=Money(0, currency),
        placed_at=work.now, expires_at=work.now + timedelta(minutes=minutes), country=quote.country, address=address,
        shipping_option=quote.option, incoterm=quote.incoterm, quote=quote.quote, lines=tuple(lines),
    )


def _hold(work: UnitOfWork, order: Order, passed: dict[str, int]) -> None:
    """Hold what the order does not have from claims (units per SKU) already."""
    for line in order.lines:
        has = min(line.quantity, passed.get(line.sku, 0))
        passed[line.sku] = passed.get(line.sku, 0) - has
        if line.quantity > has and not work.stock.hold(order.id, line.sku, line.quantity - has, order.expires_at):
            stock = work.stock.of(line.sku)
            left = stock.available if stock else 0
            raise Refusal("low_stock" if left else "out_of_stock", sku=line.sku, product=line.product_id, available=left)


def announce(work: UnitOfWork, kind: str, order: Order) -> None:
    """Tell whoever listens that an order changed; read its state from the database, not from the event."""
    work.outbox.add(kind, order.id, {"code": order.code, "country": order.country, "channel": order.channel}, work.now)


def notify(work: UnitOfWork, kind: str, order: Order) -> None:
    """Have the buyer told once that `kind` happened to their order."""
    key = f"order:{order.id}:tell:{kind}:{order.refunded.minor}:{order.fulfilment}"
    work.jobs.add("buyer.tell", key, work.now + _TELL_AFTER, {"order": order.id, "kind": kind})


_TELL_AFTER = timedelta(seconds=3)
"""So long may the answer to the turn that caused it take: then it tells, and nothing is told twice."""


@dataclass(frozen=True, slots=True)
class Told:
    """The buyer was told in the answer to their own turn: nothing more is to be sent about this order now."""

    order_id: str


@handles(Told)
def told(work: UnitOfWork, command: Told) -> None:
    work.jobs.finish_all("buyer.tell", f"order:{command.order_id}:tell:")


@dataclass(frozen=True, slots=True)
class Standing:
    """The three statuses and the total of an order, by its code; None for an unknown code."""

    code: str


@handles(Standing)
def standing(work: UnitOfWork, query: Standing) -> tuple[str, str, str, Money] | None:
    return work.orders.standing(query.code)


@dataclass(frozen=True, slots=True)
class OrderOf:
    """An order and its buyer, by the order's id; for work that nobody on a channel asked for."""

    order_id: str


@handles(OrderOf)
def order_of(work: UnitOfWork, query: OrderOf) -> tuple[Order, Buyer]:
    order = work.orders.get(query.order_id)
    return order, work.buyers.get(order.buyer_id)


@dataclass(frozen=True, slots=True)
class ExpireOrder:
    """The hold's time is over: an order nobody paid gives its units back. Idempotent."""

    order_id: str


@handles(ExpireOrder)
def expire_order(work: UnitOfWork, command: ExpireOrder) -> Order:
    order = work.orders.get(command.order_id)
    if order.order != "placed" or order.expires_at > work.now:
        return order
    work.stock.end_holds(order.id, "released")
    serve_waiting(work, (line.sku for line in order.lines))
    expired = replace(order, order=step(ORDER, order.order, "expired"))
    work.orders.save(expired)
    work.orders.record(order.id, "expired", work.now, SYSTEM, {})
    announce(work, "order_expired", expired)
    notify(work, "expired", expired)
    return expired


def own_order(work: UnitOfWork, buyer: Buyer, code: str | None) -> Order:
    """The buyer's order with that code, or their newest. Someone else's order is not found. Raises Refusal."""
    if code is None:
        newest = work.orders.of_buyer(buyer.id, 1)
        if not newest:
            raise Refusal("not_found", field="order")
        return newest[0]
    canonical = parse_order_code(code)
    order = work.orders.by_code(canonical) if canonical else None
    if order is None or order.buyer_id != buyer.id:
        raise Refusal("not_found", field="order", value=code)
    return order


@dataclass(frozen=True, slots=True)
class MyOrder:
    """One order of the buyer, or the newest."""

    buyer: Buyer
    code: str | None = None


@handles(MyOrder)
def my_order(work: UnitOfWork, query: MyOrder) -> Order:
    return own_order(work, query.buyer, query.code)


@dataclass(frozen=True, slots=True)
class MyOrders:
    """The buyer's orders, newest first."""

    buyer: Buyer
    limit: int = 5


@handles(MyOrders)
def my_orders(work: UnitOfWork, query: MyOrders) -> tuple[Order, ...]:
    return work.orders.of_buyer(query.buyer.id, query.limit)


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """Another delivery address within the same country, before the parcel is handed over.

    Another country means other taxes: that is a new order. Raises Refusal(conflict | invalid | region_restricted).
    """

    buyer: Buyer
    code: str | None
    values: Mapping[str, str]


@handles(ChangeAddress)
def change_address(work: UnitOfWork, command: ChangeAddress) -> Order:
    order = own_order(work, command.buyer, command.code)
    if order.order not in {"placed", "confirmed"} or order.fulfilment != "none" or order.address is None:
        raise Refusal("conflict", status=order.order, fulfilment=order.fulfilment)
    address = order.address
    if command.values.get("country_code", order.country).upper() != order.country:
        raise Refusal("region_restricted", field="country_code", country=order.country)
    for name, value in command.values.items():
        if name not in Address.__dataclass_fields__:
            raise Refusal("invalid", field=name)
        if name != "country_code":
            address = checked_field(order.country, name, str(value), address)
    address = checked_address(address)
    if address.country_area != order.address.country_area and order.quote.get("charges"):
        raise Refusal("region_restricted", field="country_area", country=order.country)
    changed = replace(order, address=address)
    work.orders.save(changed)
    work.orders.record(order.id, "address_changed", work.now, command.buyer.id, {"fields": sorted(command.values)})
    announce(work, "order_changed", changed)
    return changed


@dataclass(frozen=True, slots=True)
class RequestReturn:
    """The buyer sends delivered lines back (all of them by default); staff refunds on arrival. Idempotent per line set."""

    buyer: Buyer
    code: str | None
    lines: tuple[int, ...] = ()


@handles(RequestReturn)
def request_return(work: UnitOfWork, command: RequestReturn) -> Order:
    order = own_order(work, command.buyer, command.code)
    if order.payment not in {"captured", "partly_refunded"} or order.fulfilment not in {"handed_over", "delivered"}:
        raise Refusal("conflict", status=order.order, fulfilment=order.fulfilment)
    numbers = {line.number for line in order.lines}
    wanted = sorted(set(command.lines) or numbers)
    if not set(wanted) <= numbers:
        raise Refusal("not_found", field="lines")
    delivered = [event.at for event in work.orders.events(order.id) if event.type == "delivered"]
    if delivered and work.now > delivered[0] + timedelta(days=work.settings.shop().return_days):
        raise Refusal("expired", field="return", days=work.settings.shop().return_days)
    key = f"return:{order.id}:{','.join(map(str, wanted))}"
    if work.effects.result(key) is None:
        work.effects.store(key, {"order": order.id}, work.now)
        work.orders.record(order.id, "return_requested", work.now, command.buyer.id, {"lines": wanted})
        announce(work, "return_requested", order)
    return order


@dataclass(frozen=True, slots=True)
class RateOrder:
    """Stars, 1 to 5, for an order that arrived; the last word counts."""

    buyer: Buyer
    code: str | None
    stars: int


@handles(RateOrder)
def rate_order(work: UnitOfWork, command: RateOrder) -> Order:
    if not isinstance(command.stars, int) or not 1 <= command.stars <= 5:
        raise Refusal("invalid", field="stars")
    order = own_order(work, command.buyer, command.code)
    if order.payment == "none":
        raise Refusal("conflict", status=order.order)
    work.orders.record(order.id, "rated", work.now, command.buyer.id, {"stars": command.stars})
    return order


def advance_fulfilment(order: Order, then: str) -> Order:
    """The order with its fulfilment one allowed step on. Raises Refusal(conflict)."""
    return replace(order, fulfilment=step(FULFILMENT, order.fulfilment, then))
