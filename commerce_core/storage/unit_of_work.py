"""One unit of work: every table of the shop over one cursor."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, overload

from commerce_core.ports import (
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
    Rates,
    Seal,
    SettingRows,
    ShipmentRows,
    StockRows,
)
from commerce_core.ports.live import LiveRows
from commerce_core.ports.market import HistoryRows, PromotionRows
from commerce_core.ports.staff import AuditRows, SessionRows, StaffRows
from commerce_core.storage.rows_catalogue import CatalogueCache, CatalogueTable, StockTable
from commerce_core.storage.rows_history import HistoryTable, TasteCache
from commerce_core.storage.rows_live import LiveTable
from commerce_core.storage.rows_orders import OrderTable, PaymentTable, QuoteTable, ShipmentTable
from commerce_core.storage.rows_people import BasketTable, BuyerTable, CouponTable, MemoryTable
from commerce_core.storage.rows_promotions import PromotionTable
from commerce_core.storage.rows_staff import AuditTable, SessionTable, StaffTable
from commerce_core.storage.rows_work import (
    EffectTable,
    InboxTable,
    JobTable,
    OutboxTable,
    SettingTable,
    ShopCache,
)
from commerce_core.storage.statements import Driver


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every unit of one database shares."""

    seal: Seal
    rates: Rates
    catalogue: CatalogueCache = field(default_factory=CatalogueCache)
    shop: ShopCache = field(default_factory=ShopCache)
    taste: TasteCache = field(default_factory=TasteCache)


Rows = TypeVar("Rows")


class table(Generic[Rows]):
    """Makes a table when it is first asked for. One thread has a unit of work, so no lock is taken for it."""

    def __init__(self, make: Callable[[Any], Rows]) -> None:
        self._make = make

    @overload
    def __get__(self, work: None, owner: type) -> table[Rows]: ...

    @overload
    def __get__(self, work: object, owner: type) -> Rows: ...

    def __get__(self, work: object | None, owner: type) -> table[Rows] | Rows:
        if work is None:
            return self
        made = work.__dict__[self._make.__name__] = self._make(work)
        return made


class Work:
    """Implements ports.UnitOfWork. A turn touches a few of the tables: each is made when it is first asked for."""

    def __init__(self, driver: Driver, now: datetime, around: Surroundings) -> None:
        self._driver = driver
        self.now = now
        self.rates = around.rates
        self._around = around
        self.worked_out: dict[Hashable, Any] = {}

    @property
    def writes(self) -> int:
        return self._driver.writes

    @table
    def audit(self) -> AuditRows:
        return AuditTable(self._driver)

    @table
    def basket(self) -> BasketRows:
        return BasketTable(self._driver)

    @table
    def buyers(self) -> BuyerRows:
        return BuyerTable(self._driver, self._around.seal)

    @table
    def catalogue(self) -> CatalogueRows:
        return CatalogueTable(self._driver, self._around.catalogue)

    @table
    def coupons(self) -> CouponRows:
        return CouponTable(self._driver)

    @table
    def effects(self) -> EffectRows:
        return EffectTable(self._driver)

    @table
    def history(self) -> HistoryRows:
        return HistoryTable(self._driver, self.now, self._around.taste)

    @table
    def inbox(self) -> InboxRows:
        return InboxTable(self._driver, self._around.seal)

    @table
    def jobs(self) -> JobRows:
        return JobTable(self._driver)

    @table
    def live(self) -> LiveRows:
        return LiveTable(self._driver)

    @table
    def memory(self) -> MemoryRows:
        return MemoryTable(self._driver)

    @table
    def orders(self) -> OrderRows:
        return OrderTable(self._driver, self._around.seal)

    @table
    def outbox(self) -> OutboxRows:
        return OutboxTable(self._driver)

    @table
    def payments(self) -> PaymentRows:
        return PaymentTable(self._driver)

    @table
    def promotions(self) -> PromotionRows:
        return PromotionTable(self._driver)

    @table
    def quotes(self) -> QuoteRows:
        return QuoteTable(self._driver)

    @table
    def sessions(self) -> SessionRows:
        return SessionTable(self._driver)

    @table
    def settings(self) -> SettingRows:
        return SettingTable(self._driver, self._around.shop)

    @table
    def shipments(self) -> ShipmentRows:
        return ShipmentTable(self._driver)

    @table
    def staff(self) -> StaffRows:
        return StaffTable(self._driver, self._around.seal)

    @table
    def stock(self) -> StockRows:
        return StockTable(self._driver)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        execute = self._driver.cursor.execute
        execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            execute("ROLLBACK TO attempt")
            execute("RELEASE attempt")
            raise
        execute("RELEASE attempt")
