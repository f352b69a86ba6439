"""Rows of the order's life: quotes, orders with lines and events, payments and refunds, shipments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from commerce_core.domain.buyer import Address
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order, OrderEvent, OrderLine
from commerce_core.ports import OrderSummary, ParcelEvent, Payment, Seal, Shipment, StoredQuote
from commerce_core.storage.codec import instant, moment, packed, unpacked
from commerce_core.storage.statements import Driver, Statement, insert
from commerce_core.storage.tables import (
    order_event,
    order_line,
    orders,
    payment,
    quote,
    refund,
    shipment,
    shipment_event,
)

_ADD_QUOTE = insert(quote)
_QUOTE = Statement(
    select(
        quote.c.id, quote.c.buyer_id, quote.c.valid_until, quote.c.option, quote.c.incoterm, quote.c.country,
        quote.c.quote, quote.c.lines, quote.c.claims,
    ).where(quote.c.id == bindparam("id_"))
)


class QuoteTable:
    """Implements ports.QuoteRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, quote: StoredQuote, at: datetime) -> None:
        self._driver.run(_ADD_QUOTE, {
            "id": quote.id, "buyer_id": quote.buyer_id, "at": instant(at), "valid_until": instant(quote.valid_until),
            "option": quote.option, "incoterm": quote.incoterm, "country": quote.country,
            "lines": packed(quote.lines), "quote": packed(quote.quote), "claims": packed(quote.claims),
        })

    def get(self, quote_id: str) -> StoredQuote | None:
        row = self._driver.one(_QUOTE, {"id_": quote_id})
        if row is None:
            return None
        lines = tuple((sku, quantity, unit) for sku, quantity, unit in unpacked(row[7]))
        claims = tuple((claim, units) for claim, units in unpacked(row[8]))
        return StoredQuote(row[0], row[1], moment(row[2]), row[3], row[4], row[5], unpacked(row[6]), lines, claims)


_ORDER_COLUMNS = (
    orders.c.id, orders.c.code, orders.c.buyer_id, orders.c.channel, orders.c.order_status, orders.c.payment_status,
    orders.c.fulfilment_status, orders.c.currency, orders.c.total, orders.c.refunded, orders.c.placed_at,
    orders.c.expires_at, orders.c.country, orders.c.address, orders.c.option, orders.c.incoterm, orders.c.quote,
)
_ADD_ORDER, _ADD_LINE, _ADD_EVENT = insert(orders), insert(order_line), insert(order_event)
_BY_ID = Statement(select(*_ORDER_COLUMNS).where(orders.c.id == bindparam("id_")))
_BY_CODE = Statement(select(*_ORDER_COLUMNS).where(orders.c.code == bindparam("code_")))
_STANDING = Statement(
    select(orders.c.order_status, orders.c.payment_status, orders.c.fulfilment_status, orders.c.total, orders.c.currency)
    .where(orders.c.code == bindparam("code_"))
)
_OF_BUYER = Statement(
    select(*_ORDER_COLUMNS).where(orders.c.buyer_id == bindparam("buyer_id_"))
    .order_by(orders.c.placed_at.desc(), orders.c.id.desc()).limit(bindparam("limit_"))
)
_LINES_OF = Statement(
    select(
        order_line.c.number, order_line.c.sku, order_line.c.product_id, order_line.c.title, order_line.c.quantity,
        order_line.c.unit,
    ).where(order_line.c.order_id == bindparam("id_")).order_by(order_line.c.number)
)
_SAVED = ("order_status", "payment_status", "fulfilment_status", "refunded", "expires_at", "address", "country")
_SAVE = Statement(
    update(orders).where(orders.c.id == bindparam("id_")).values({name: bindparam(f"{name}_") for name in _SAVED})
)
_LAST_EVENT = Statement(
    select(func.coalesce(func.max(order_event.c.number), 0)).where(order_event.c.order_id == bindparam("id_"))
)
_EVENTS = Statement(
    select(order_event.c.number, order_event.c.type, order_event.c.at, order_event.c.actor, order_event.c.data)
    .where(order_event.c.order_id == bindparam("id_")).order_by(order_event.c.number)
)
_UNITS_OF = select(func.sum(order_line.c.quantity)).where(order_line.c.order_id == orders.c.id).scalar_subquery()
_SEARCH = Statement(
    select(
        orders.c.code, orders.c.placed_at, orders.c.channel, orders.c.country, orders.c.order_status,
        orders.c.payment_status, orders.c.fulfilment_status, orders.c.total, orders.c.currency, _UNITS_OF,
    )
    .where(
        or_(
            bindparam("text_") == "", orders.c.code.contains(bindparam("text_"), autoescape=False),
            orders.c.country == bindparam("text_"), func.upper(orders.c.channel) == bindparam("text_"),
        ),
        or_(
            bindparam("status_") == "", orders.c.order_status == bindparam("status_"),
            orders.c.payment_status == bindparam("status_"), orders.c.fulfilment_status == bindparam("status_"),
        ),
    )
    .order_by(orders.c.placed_at.desc(), orders.c.id.desc()).limit(bindparam("limit_"))
)
_SALES_SINCE = Statement(
    select(orders.c.country, orders.c.channel, orders.c.currency, func.sum(orders.c.total - orders.c.refunded), func.count())
    .where(orders.c.placed_at >= bindparam("since_"), orders.c.payment_status.in_(["captured", "partly_refunded"]))
    .group_by(orders.c.country, orders.c.channel, orders.c.currency)
    .order_by(orders.c.country, orders.c.channel, orders.c.currency)
)


class OrderTable:
    """Implements ports.OrderRows; the address lies encrypted, bound to its order."""

    def __init__(self, driver: Driver, seal: Seal) -> None:
        self._driver = driver
        self._seal = seal

    def add(self, order: Order, effect_key: str) -> None:
        row = {
            "id": order.id, "code": order.code, "effect_key": effect_key, "buyer_id": order.buyer_id,
            "channel": order.channel, "currency": order.total.currency, "total": order.total.minor,
            "placed_at": instant(order.placed_at), "option": order.shipping_option, "incoterm": order.incoterm,
            "quote": packed(order.quote),
        }
        self._driver.run(_ADD_ORDER, row | self._changing(order))
        self._driver.many(_ADD_LINE, [
            {
                "order_id": order.id, "number": line.number, "sku": line.sku, "product_id": line.product_id,
                "title": line.title, "quantity": line.quantity, "unit": line.unit.minor,
            }
            for line in order.lines
        ])

    def get(self, order_id: str) -> Order:
        row = self._driver.one(_BY_ID, {"id_": order_id})
        if row is None:
            raise LookupError(f"no order {order_id}")
        return self._order(row)

    def by_code(self, code: str) -> Order | None:
        row = self._driver.one(_BY_CODE, {"code_": code})
        return self._order(row) if row else None

    def standing(self, code: str) -> tuple[str, str, str, Money] | None:
        row = self._driver.one(_STANDING, {"code_": code})
        return (row[0], row[1], row[2], Money(row[3], row[4])) if row else None

    def of_buyer(self, buyer_id: str, limit: int) -> tuple[Order, ...]:
        rows = self._driver.all(_OF_BUYER, {"buyer_id_": buyer_id, "limit_": limit})
        return tuple(self._order(row) for row in rows)

    def save(self, order: Order) -> None:
        self._driver.run(_SAVE, {f"{name}_": value for name, value in self._changing(order).items()} | {"id_": order.id})

    def record(self, order_id: str, kind: str, at: datetime, actor: str, data: Mapping[str, Any]) -> None:
        row = self._driver.one(_LAST_EVENT, {"id_": order_id})
        self._driver.run(_ADD_EVENT, {
            "order_id": order_id, "number": (row[0] if row else 0) + 1, "type": kind, "at": instant(at), "actor": actor,
            "data": packed(dict(data)),
        })

    def events(self, order_id: str) -> tuple[OrderEvent, ...]:
        rows = self._driver.all(_EVENTS, {"id_": order_id})
        return tuple(OrderEvent(row[0], row[1], moment(row[2]), row[3], unpacked(row[4])) for row in rows)

    def search(self, text: str, status: str | None, limit: int) -> tuple[OrderSummary, ...]:
        rows = self._driver.all(_SEARCH, {"text_": text.strip().upper(), "status_": status or "", "limit_": limit})
        return tuple(
            OrderSummary(r[0], moment(r[1]), r[2], r[3], r[4], r[5], r[6], Money(r[7], r[8]), int(r[9] or 0)) for r in rows
        )

    def sales_since(self, since: datetime) -> tuple[tuple[str, str, str, int, int], ...]:
        rows = self._driver.all(_SALES_SINCE, {"since_": instant(since)})
        return tuple((row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows)

    def _changing(self, order: Order) -> dict[str, Any]:
        address = self._seal.close(packed(order.address.as_json()).encode(), order.id) if order.address else None
        return {
            "order_status": order.order, "payment_status": order.payment, "fulfilment_status": order.fulfilment,
            "refunded": order.refunded.minor, "expires_at": instant(order.expires_at), "address": address,
            "country": order.country,
        }

    def _order(self, row: Any) -> Order:
        currency = row[7]
        lines = tuple(
            OrderLine(number, sku, product_id, title, quantity, Money(unit, currency))
            for number, sku, product_id, title, quantity, unit in self._driver.all(_LINES_OF, {"id_": row[0]})
        )
        return Order(
            id=row[0], code=row[1], buyer_id=row[2], channel=row[3], order=row[4], payment=row[5], fulfilment=row[6],
            total=Money(row[8], currency), refunded=Money(row[9], currency), placed_at=moment(row[10]),
            expires_at=moment(row[11]), country=row[12],
            address=Address.of(unpacked(self._seal.open(row[13], row[0]))) if row[13] else None,
            shipping_option=row[14], incoterm=row[15], quote=unpacked(row[16]), lines=lines,
        )


_PAYMENT_COLUMNS = (
    payment.c.key, payment.c.order_id, payment.c.provider, payment.c.method, payment.c.status, payment.c.amount,
    payment.c.currency, payment.c.reference, payment.c.outcome, payment.c.at,
)
_ADD_PAYMENT, _ADD_REFUND = insert(payment, ignore=True), insert(refund, ignore=True)
_PAYMENT = Statement(select(*_PAYMENT_COLUMNS).where(payment.c.key == bindparam("key_")))
_PAYMENTS_OF = Statement(
    select(*_PAYMENT_COLUMNS).where(payment.c.order_id == bindparam("order_id_")).order_by(payment.c.at, payment.c.key)
)
_SET_PAYMENT = Statement(
    update(payment).where(payment.c.key == bindparam("key_"))
    .values(status=bindparam("status_"), reference=func.coalesce(bindparam("reference_"), payment.c.reference))
)
_SET_REFUND = Statement(update(refund).where(refund.c.key == bindparam("key_")).values(status=bindparam("status_")))


class PaymentTable:
    """Implements ports.PaymentRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, payment: Payment) -> bool:
        return self._driver.run(_ADD_PAYMENT, {
            "key": payment.key, "order_id": payment.order_id, "provider": payment.provider, "method": payment.method,
            "status": payment.status, "amount": payment.amount.minor, "currency": payment.amount.currency,
            "reference": payment.reference, "outcome": payment.outcome,
            "at": instant(payment.asked_at),
        }) == 1

    def get(self, key: str) -> Payment | None:
        row = self._driver.one(_PAYMENT, {"key_": key})
        return _payment(row) if row else None

    def of_order(self, order_id: str) -> tuple[Payment, ...]:
        return tuple(_payment(row) for row in self._driver.all(_PAYMENTS_OF, {"order_id_": order_id}))

    def set_status(self, key: str, status: str, reference: str | None) -> None:
        self._driver.run(_SET_PAYMENT, {"key_": key, "status_": status, "reference_": reference})

    def add_refund(self, key: str, order_id: str, amount: Money, at: datetime) -> bool:
        return self._driver.run(_ADD_REFUND, {
            "key": key, "order_id": order_id, "amount": amount.minor, "currency": amount.currency, "status": "pending",
            "at": instant(at),
        }) == 1

    def set_refund_status(self, key: str, status: str) -> None:
        self._driver.run(_SET_REFUND, {"key_": key, "status_": status})


def _payment(row: Any) -> Payment:
    return Payment(row[0], row[1], row[2], row[3], row[4], Money(row[5], row[6]), row[7], row[8], moment(row[9]))


_ADD_SHIPMENT = insert(shipment, ignore=True)
_SHIPMENT = Statement(
    select(shipment.c.order_id, shipment.c.carrier, shipment.c.tracking_code, shipment.c.handed_over_at)
    .where(shipment.c.order_id == bindparam("order_id_"))
)
_ADD_PARCEL_EVENT = insert(shipment_event, ignore=True)
_PARCEL_EVENTS = Statement(
    select(shipment_event.c.at, shipment_event.c.status, shipment_event.c.place)
    .where(shipment_event.c.order_id == bindparam("order_id_")).order_by(shipment_event.c.at)
)


class ShipmentTable:
    """Implements ports.ShipmentRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, shipment: Shipment) -> None:
        self._driver.run(_ADD_SHIPMENT, {
            "order_id": shipment.order_id, "carrier": shipment.carrier, "tracking_code": shipment.tracking_code,
            "handed_over_at": instant(shipment.handed_over_at),
        })
        for event in shipment.events:
            self.add_event(shipment.order_id, event)

    def of(self, order_id: str) -> Shipment | None:
        row = self._driver.one(_SHIPMENT, {"order_id_": order_id})
        if row is None:
            return None
        events = self._driver.all(_PARCEL_EVENTS, {"order_id_": order_id})
        return Shipment(row[0], row[1], row[2], moment(row[3]), tuple(ParcelEvent(moment(e[0]), e[1], e[2]) for e in events))

    def add_event(self, order_id: str, event: ParcelEvent) -> None:
        self._driver.run(_ADD_PARCEL_EVENT, {
            "order_id": order_id, "at": instant(event.at), "status": event.status, "place": event.place,
        })
