"""The rows that one transaction may touch, a small protocol per kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from commerce_core.domain.buyer import Address, Buyer
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order, OrderEvent
from commerce_core.domain.product import Catalogue, Category, Product, Stock
from commerce_core.domain.shop import Shop
from commerce_core.ports.providers import (
    ParcelEvent,
)
from commerce_core.ports.values import BasketLine, Coupon, Job, OrderSummary, Payment, Shipment, StoredQuote, StuckJob


class CatalogueRows(Protocol):
    def current(self) -> Catalogue:
        """Every product at the current version; cached between transactions."""
        ...

    def put(self, products: Iterable[Product], categories: Iterable[Category]) -> None: ...

    def merge(self, products: Sequence[Product], categories: Iterable[Category]) -> None:
        """Add products and shelves at the end, or replace them where they stand. `current` shows them after `renew`:
        a conversation would otherwise read the whole catalogue anew after every step of a long import."""
        ...

    def renew(self) -> None:
        """What was merged is current from now on."""
        ...

    def set_price(self, sku: str, price: Money) -> None: ...


class StockRows(Protocol):
    def of(self, sku: str) -> Stock | None: ...

    def all(self) -> Mapping[str, Stock]: ...

    def all_of(self, skus: Sequence[str]) -> Mapping[str, Stock]:
        """Of these SKUs, those that were ever stocked."""
        ...

    def scarce(self) -> Mapping[str, int]:
        """Units available of every SKU that has `SCARCE` or fewer left."""
        ...

    def receive(self, sku: str, units: int) -> None: ...

    def set_available(self, sku: str, available: int) -> None: ...

    def hold(self, order_id: str, sku: str, quantity: int, ends_at: datetime) -> bool:
        """Move units from available to held for an order; False (and nothing changed) when there are not enough."""
        ...

    def end_holds(self, order_id: str, end: str) -> int:
        """End every open hold of an order: `sold` sells its units, `released` gives them back. Returns the holds ended."""
        ...

    def take_back(self, sku: str, quantity: int) -> None:
        """Units sold come back into stock (a return, a cancelled paid order)."""
        ...


class BuyerRows(Protocol):
    def find(self, channel: str, account: str, handle: str) -> Buyer | None: ...

    def get(self, buyer_id: str) -> Buyer: ...

    def add(self, buyer: Buyer, at: datetime) -> None: ...

    def update(self, buyer: Buyer) -> None: ...

    def address(self, buyer_id: str) -> Address | None: ...

    def put_address(self, buyer_id: str, address: Address | None) -> None: ...

    def tax_id(self, buyer_id: str) -> tuple[str, str] | None:
        """(kind, value), decrypted."""
        ...

    def put_tax_id(self, buyer_id: str, kind: str, value: str) -> None: ...


class BasketRows(Protocol):
    def lines(self, buyer_id: str) -> tuple[BasketLine, ...]: ...

    def put(self, buyer_id: str, sku: str, quantity: int) -> None:
        """Set a line's quantity; 0 removes it."""
        ...

    def clear(self, buyer_id: str) -> None: ...

    def coupon(self, buyer_id: str) -> str | None: ...

    def set_coupon(self, buyer_id: str, code: str | None) -> None: ...


class QuoteRows(Protocol):
    def add(self, quote: StoredQuote, at: datetime) -> None: ...

    def get(self, quote_id: str) -> StoredQuote | None: ...


class OrderRows(Protocol):
    def add(self, order: Order, effect_key: str) -> None: ...

    def get(self, order_id: str) -> Order: ...

    def by_code(self, code: str) -> Order | None: ...

    def standing(self, code: str) -> tuple[str, str, str, Money] | None:
        """(order, payment, fulfilment, total) alone: what every turn shows."""
        ...

    def of_buyer(self, buyer_id: str, limit: int) -> tuple[Order, ...]:
        """Newest first."""
        ...

    def save(self, order: Order) -> None:
        """Write the statuses, refunded amount, expiry and address of an order."""
        ...

    def record(self, order_id: str, kind: str, at: datetime, actor: str, data: Mapping[str, Any]) -> None:
        """Append an order event."""
        ...

    def events(self, order_id: str) -> tuple[OrderEvent, ...]: ...

    def search(self, text: str, status: str | None, limit: int) -> tuple[OrderSummary, ...]:
        """Newest first; `text` matches a code, country or channel; `status` any of the three statuses."""
        ...

    def sales_since(self, since: datetime) -> tuple[tuple[str, str, str, int, int], ...]:
        """(country, channel, currency, paid minor units, orders) of orders paid since then."""
        ...


class PaymentRows(Protocol):
    def add(self, payment: Payment) -> bool:
        """False when the key is already there."""
        ...

    def get(self, key: str) -> Payment | None: ...

    def of_order(self, order_id: str) -> tuple[Payment, ...]: ...

    def set_status(self, key: str, status: str, reference: str | None) -> None: ...

    def add_refund(self, key: str, order_id: str, amount: Money, at: datetime) -> bool:
        """False when this refund was already asked for."""
        ...

    def set_refund_status(self, key: str, status: str) -> None: ...


class ShipmentRows(Protocol):
    def add(self, shipment: Shipment) -> None: ...

    def of(self, order_id: str) -> Shipment | None: ...

    def add_event(self, order_id: str, event: ParcelEvent) -> None: ...


class JobRows(Protocol):
    def add(self, kind: str, key: str, due_at: datetime, payload: Mapping[str, Any]) -> bool:
        """False when a job with this key was already asked for."""
        ...

    def lease(self, now: datetime, until: datetime, limit: int, key: str | None = None) -> tuple[Job, ...]:
        """Due jobs, oldest due first, leased to the caller until `until`; with `key` only that one."""
        ...

    def finish(self, job_id: int) -> None: ...

    def postpone(self, job_id: int, due_at: datetime, error: str) -> None: ...

    def next_due(self) -> datetime | None: ...

    def stuck(self, attempts: int, limit: int) -> tuple[StuckJob, ...]:
        """Jobs tried so often without success, the most tried first."""
        ...

    def hurry(self, job_id: int, at: datetime) -> bool:
        """Due at once, whatever it was postponed to; False when it is done or never was."""
        ...

    def finish_all(self, kind: str, prefix: str) -> None:
        """What is still to be done of a kind, under keys that start so, is not needed any more."""
        ...


class OutboxRows(Protocol):
    def add(self, kind: str, subject: str, data: Mapping[str, Any], at: datetime) -> None: ...

    def unpublished(self, limit: int) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
        """(id, type, subject, data), oldest first."""
        ...

    def mark_published(self, ids: Sequence[int], at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Opening:
    """All that a turn begins with: its stored reply (a turn seen before), the chat's memory, the buyer if known."""

    reply: bytes | None
    memory: bytes | None
    buyer: Buyer | None


class InboxRows(Protocol):
    def open_turn(self, key: str, chat: str, channel: str, account: str, handle: str) -> Opening:
        """In one question, because every message asks it."""
        ...

    def reply(self, key: str) -> bytes | None:
        """The stored reply of a turn, or None when the turn was never seen."""
        ...

    def store(self, key: str, chat: str, said: bytes, reply: bytes, at: datetime) -> None:
        """Keep what was said (JSON) and answered (JSON) in a chat, encrypted."""
        ...

    def replace(self, key: str, reply: bytes) -> None:
        """Another answer for a turn that is there."""
        ...

    def said_in(self, chat: str, limit: int) -> tuple[tuple[bytes, bytes], ...]:
        """The last turns of a chat, oldest first: (said, answered)."""
        ...


class EffectRows(Protocol):
    def result(self, key: str) -> Mapping[str, Any] | None: ...

    def store(self, key: str, result: Mapping[str, Any], at: datetime) -> None: ...


class MemoryRows(Protocol):
    def load(self, chat: str) -> bytes | None: ...

    def save(self, chat: str, buyer_id: str, data: bytes, at: datetime) -> None: ...


class SettingRows(Protocol):
    def shop(self) -> Shop: ...

    def get(self, key: str) -> Any | None: ...

    def put(self, key: str, value: Any) -> None: ...


class CouponRows(Protocol):
    def get(self, code: str) -> Coupon | None: ...

    def put(self, coupon: Coupon) -> None: ...
