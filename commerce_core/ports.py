"""What the business needs from outside: time, money movers, carriers, secrets, and the rows of one unit of work."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from commerce_core.domain.buyer import Address, Buyer
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order, OrderEvent
from commerce_core.domain.product import Catalogue, Category, Product, Stock
from commerce_core.domain.rates import Rate
from commerce_core.domain.shop import Shop
from commerce_core.ports_live import LiveRows
from commerce_core.ports_market import HistoryRows, PromotionRows
from commerce_core.ports_staff import AuditRows, SessionRows, StaffRows


class Unavailable(Exception):
    """A provider could not be asked; nothing happened there. Try again."""


class Unknown(Exception):
    """A provider may or may not have acted (it timed out). Look it up by key before any retry."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""
        ...


class Rates(Protocol):
    def rate(self, base: str, quote: str, on: date) -> Rate:
        """Units of `quote` for one unit of `base`. Raises NoRate."""
        ...


class Seal(Protocol):
    """Encryption at rest for what identifies a person; a sealed value opens only for the owner it was closed for."""

    def close(self, plain: bytes, owner: str) -> bytes: ...

    def open(self, sealed: bytes, owner: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What a provider is asked for; `key` makes asking twice the same as asking once."""

    key: str
    order: str
    amount: Money
    method: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentResult:
    """`status` is captured or failed or pending (money may still come); `reference` is the provider's own id."""

    status: str
    reference: str
    reason: str | None = None


class Payments(Protocol):
    """A payment provider. A decline is a result, not an error."""

    name: str

    async def pay(self, request: PaymentRequest) -> PaymentResult:
        """Raises Unavailable, Unknown."""
        ...

    async def look_up(self, request: PaymentRequest, asked_at: datetime, now: datetime) -> PaymentResult | None:
        """What became of a payment asked for under the request's key; None when it was never seen. Raises Unavailable."""
        ...

    async def refund(self, key: str, reference: str, amount: Money) -> PaymentResult:
        """Give money back; the same key refunds once. Raises Unavailable, Unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a carrier is asked to move."""

    key: str
    order: str
    option: str
    origin_city: str
    country: str
    city: str
    weight_g: int
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Booking:
    tracking_code: str
    carrier: str


@dataclass(frozen=True, slots=True)
class ParcelEvent:
    """`status` is one of booked, handed_over, departed, arrived, customs, out_for_delivery, delivered."""

    at: datetime
    status: str
    place: str


class Carriers(Protocol):
    name: str

    async def book(self, parcel: Parcel, at: datetime) -> Booking:
        """The same key books once. Raises Unavailable, Unknown."""
        ...

    async def track(self, tracking_code: str, handed_over_at: datetime, parcel: Parcel, now: datetime) -> Sequence[ParcelEvent]:
        """Everything that happened up to `now`, oldest first. Raises Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A line of a basket; `number` stays the same while the line lives."""

    number: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A frozen quote: contract JSON, the offer it was made on, and what it covers."""

    id: str
    buyer_id: str
    valid_until: datetime
    option: str
    incoterm: str
    country: str
    quote: Mapping[str, Any]
    lines: tuple[tuple[str, int, int], ...]
    """(sku, quantity, unit price in minor units)."""
    claims: tuple[tuple[int, int], ...] = ()
    """(claim, units held for it that the lines are to be served from)."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One attempt to be paid for an order."""

    key: str
    order_id: str
    provider: str
    method: str
    status: str
    amount: Money
    reference: str | None
    outcome: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Shipment:
    order_id: str
    carrier: str
    tracking_code: str
    handed_over_at: datetime
    events: tuple[ParcelEvent, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done outside a transaction; `key` is unique for ever, so that it is asked for once."""

    id: int
    kind: str
    key: str
    due_at: datetime
    attempts: int
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StuckJob:
    """A job that failed again and again: what it does, for what, how often it was tried, and what was wrong last."""

    id: int
    kind: str
    key: str
    due_at: datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """A row of the merchant's list."""

    code: str
    placed_at: datetime
    channel: str
    country: str
    order: str
    payment: str
    fulfilment: str
    total: Money
    units: int


@dataclass(frozen=True, slots=True)
class Coupon:
    """A discount code: percent of the goods, or an amount in one currency; who pays for it decides its customs effect."""

    code: str
    percent: int | None
    amount: Money | None
    funded_by: str
    valid_from: datetime
    valid_until: datetime
    minimum: Money | None


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


class UnitOfWork(Protocol):
    """The rows that one transaction may touch. Everything is written together or not at all."""

    @property
    def now(self) -> datetime: ...

    @property
    def rates(self) -> Rates: ...

    @property
    def audit(self) -> AuditRows: ...

    @property
    def basket(self) -> BasketRows: ...

    @property
    def buyers(self) -> BuyerRows: ...

    @property
    def catalogue(self) -> CatalogueRows: ...

    @property
    def coupons(self) -> CouponRows: ...

    @property
    def effects(self) -> EffectRows: ...

    @property
    def history(self) -> HistoryRows: ...

    @property
    def inbox(self) -> InboxRows: ...

    @property
    def jobs(self) -> JobRows: ...

    @property
    def live(self) -> LiveRows: ...

    @property
    def memory(self) -> MemoryRows: ...

    @property
    def orders(self) -> OrderRows: ...

    @property
    def outbox(self) -> OutboxRows: ...

    @property
    def payments(self) -> PaymentRows: ...

    @property
    def promotions(self) -> PromotionRows: ...

    @property
    def quotes(self) -> QuoteRows: ...

    @property
    def sessions(self) -> SessionRows: ...

    @property
    def settings(self) -> SettingRows: ...

    @property
    def shipments(self) -> ShipmentRows: ...

    @property
    def staff(self) -> StaffRows: ...

    @property
    def stock(self) -> StockRows: ...

    @property
    def worked_out(self) -> dict[Hashable, Any]:
        """Results that several steps of one unit need: pure functions of their keys, forgotten with the unit."""
        ...

    @property
    def writes(self) -> int:
        """How many statements of this unit may have written, undone ones too: what was read holds until it grows."""
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """What happens inside is undone when it raises, and only that: the rest of the transaction stays."""
        ...


class Database(Protocol):
    """Where the units of work run."""

    def write(self, now: datetime) -> AbstractContextManager[UnitOfWork]:
        """One transaction of its own: committed at the end, rolled back when it raises."""
        ...

    def batch(self) -> AbstractContextManager[Batch]:
        """Many units committed together at the end. Raises BatchLost when nothing of it was written."""
        ...

    def read(self, now: datetime) -> AbstractContextManager[UnitOfWork]:
        """A snapshot to ask; nothing may be written."""
        ...


class Batch(Protocol):
    def unit(self, now: datetime) -> AbstractContextManager[UnitOfWork]:
        """One unit of the batch: undone alone when it raises. Raises BatchLost when the whole batch is gone."""
        ...


class BatchLost(Exception):
    """The database gave up a whole batch (disk full, I/O error): nothing of it was written, each unit may be tried alone."""


class StorageFailed(Exception):
    """The database cannot be used: the disk is full, the file is damaged, or it belongs to a newer version."""


def rate_value(rates: Rates, base: str, quote: str, on: date) -> Decimal:
    """The bare number of a rate; one where both are the same. Raises NoRate."""
    return Decimal(1) if base == quote else rates.rate(base, quote, on).value
