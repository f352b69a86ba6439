"""Getting it to the door: hand-over to the carrier, and what the carrier reports."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commerce_core.domain.order import ORDER, Order, step
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import Booking, Parcel, ParcelEvent, Shipment, UnitOfWork
from commerce_core.services.dispatch import handles
from commerce_core.services.ordering import SYSTEM, advance_fulfilment, announce, notify


@dataclass(frozen=True, slots=True)
class ShipOrder:
    """Staff packs a paid order: the carrier is booked. Idempotent.

    Raises Refusal(conflict) for an order that is not paid or was cancelled, forbidden for who may not ship.
    """

    code: str
    actor: str


@handles(ShipOrder)
def ship_order(work: UnitOfWork, command: ShipOrder) -> Order:
    order = work.orders.by_code(command.code)
    if order is None:
        raise Refusal("not_found", field="order", value=command.code)
    return _pack(work, order, command.actor)


@dataclass(frozen=True, slots=True)
class FulfilOrder:
    """The warehouse packs by itself what staff left (a shop may set hours for that). Nothing happens to other orders."""

    order_id: str


@handles(FulfilOrder)
def fulfil_order(work: UnitOfWork, command: FulfilOrder) -> Order:
    order = work.orders.get(command.order_id)
    return _pack(work, order, SYSTEM) if order.order == "confirmed" else order


def _pack(work: UnitOfWork, order: Order, actor: str) -> Order:
    if order.fulfilment in {"booked", "handed_over", "delivered"}:
        return order
    if order.order != "confirmed":
        raise Refusal("conflict", status=order.order)
    booked = advance_fulfilment(order, "booked")
    work.orders.save(booked)
    work.orders.record(order.id, "packed", work.now, actor, {})
    work.jobs.add("parcel.book", f"order:{order.id}:book", work.now, {"order": order.id})
    announce(work, "order_packed", booked)
    return booked


@dataclass(frozen=True, slots=True)
class ParcelOf:
    """What the carrier is told of an order's parcel."""

    order_id: str


@handles(ParcelOf)
def parcel_of(work: UnitOfWork, query: ParcelOf) -> Parcel:
    order = work.orders.get(query.order_id)
    shop, catalogue = work.settings.shop(), work.catalogue.current()
    weight = sum(catalogue.variants[line.sku.upper()][1].weight_g * line.quantity for line in order.lines)
    offer = shop.offer(order.shipping_option, order.country, weight)
    city = order.address.city or order.address.country_area if order.address else ""
    return Parcel(
        f"order:{order.id}", order.code, order.shipping_option, shop.dispatch_city, order.country, city, weight, offer.days
    )


@dataclass(frozen=True, slots=True)
class HandOver:
    """The carrier has the parcel, under this tracking code. Idempotent."""

    order_id: str
    booking: Booking


@handles(HandOver)
def hand_over(work: UnitOfWork, command: HandOver) -> Order:
    order = work.orders.get(command.order_id)
    if order.fulfilment != "booked":
        return order
    handed = advance_fulfilment(order, "handed_over")
    work.orders.save(handed)
    work.shipments.add(
        Shipment(order.id, command.booking.carrier, command.booking.tracking_code, work.now, ())
    )
    work.orders.record(order.id, "handed_over", work.now, SYSTEM, {"tracking_code": command.booking.tracking_code})
    work.jobs.add("parcel.track", f"order:{order.id}:track", work.now, {"order": order.id})
    announce(work, "order_shipped", handed)
    notify(work, "shipped", handed)
    return handed


@dataclass(frozen=True, slots=True)
class ShipmentOf:
    """The shipment of an order; None before the carrier has it."""

    order_id: str


@handles(ShipmentOf)
def shipment_of(work: UnitOfWork, query: ShipmentOf) -> Shipment | None:
    return work.shipments.of(query.order_id)


@dataclass(frozen=True, slots=True)
class RecordParcelEvents:
    """What the carrier reports, old and new; each event counts once. Delivery completes the order."""

    order_id: str
    events: tuple[ParcelEvent, ...]


@handles(RecordParcelEvents)
def record_parcel_events(work: UnitOfWork, command: RecordParcelEvents) -> Order:
    order = work.orders.get(command.order_id)
    for event in command.events:
        work.shipments.add_event(order.id, event)
    if order.fulfilment == "handed_over" and any(event.status == "delivered" for event in command.events):
        order = advance_fulfilment(order, "delivered")
        if order.order == "confirmed":
            order = replace(order, order=step(ORDER, order.order, "completed"))
        work.orders.save(order)
        work.orders.record(order.id, "delivered", work.now, SYSTEM, {})
        announce(work, "order_delivered", order)
        notify(work, "delivered", order)
    return order
