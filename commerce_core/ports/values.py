"""What crosses the door of the rows: lines of a basket, quotes, payments, parcels, jobs, summaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce_core.domain.money import Money
from commerce_core.ports.providers import (
    ParcelEvent,
)


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
