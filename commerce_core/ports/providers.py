"""Other systems the business needs: time, rates, secrets, money movers, carriers, storefronts. Their failures have names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from commerce_core.domain.listing import ListingPage, OutgoingOrder
from commerce_core.domain.money import Money
from commerce_core.domain.rates import Rate


class Unavailable(Exception):
    """A provider could not be asked; nothing happened there. Try again."""


class Unknown(Exception):
    """A provider may or may not have acted (it timed out). Look it up by key before any retry."""


class Declined(Exception):
    """A provider said no and would say it again; the message says what to change, naming the setting if it is one."""


class Forged(Exception):
    """A message that claims to be a provider's and is not signed with our shared secret."""


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


class Storefronts(Protocol):
    """A shop that the merchant runs on another platform: its products are read, orders are written back."""

    name: str

    async def page(self, cursor: str | None, since: datetime | None) -> ListingPage:
        """Products from a cursor on (None: from the first); with `since`, only those changed then or later.

        A value that cannot be read is a fault of the page, the product or the variant. Raises Unavailable, Declined.
        """
        ...

    async def place(self, order: OutgoingOrder) -> str:
        """Write an order there and tell its id; asked again with the same key it looks the order up first.

        Raises Unavailable, Unknown (it may have been written: ask again with the same key), Declined.
        """
        ...

    def verify(self, headers: Mapping[str, str], body: bytes) -> str:
        """The key of a signed webhook, the same for a message that comes again. Raises Forged."""
        ...

    def changed(self, body: bytes) -> tuple[str, ...]:
        """The ids of the products that a verified webhook tells of. Raises Declined for a body that is no such message."""
        ...


def rate_value(rates: Rates, base: str, quote: str, on: date) -> Decimal:
    """The bare number of a rate; one where both are the same. Raises NoRate."""
    return Decimal(1) if base == quote else rates.rate(base, quote, on).value
