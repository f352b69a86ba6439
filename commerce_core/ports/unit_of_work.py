"""One transaction over all the rows, and the database that opens them."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from commerce_core.ports.live import LiveRows
from commerce_core.ports.market import HistoryRows, PromotionRows
from commerce_core.ports.providers import (
    Rates,
)
from commerce_core.ports.rows import (
    BasketRows,
    BuyerRows,
    CatalogueRows,
    CouponRows,
    EffectRows,
    InboxRows,
    JobRows,
    MemoryRows,
    OrderRows,
    OutboxRows,
    PaymentRows,
    QuoteRows,
    SettingRows,
    ShipmentRows,
    StockRows,
)
from commerce_core.ports.staff import AuditRows, SessionRows, StaffRows


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
