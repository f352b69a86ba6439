"""One unit of work: every table of the shop over one cursor."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from commerce_core.ports import (
    BasketRows,
    BuyerRows,
    CatalogueRows,
    CouponRows,
    EffectRows,
    HistoryRows,
    InboxRows,
    JobRows,
    LiveRows,
    MemoryRows,
    OrderRows,
    OutboxRows,
    PaymentRows,
    PromotionRows,
    QuoteRows,
    Rates,
    Seal,
    SettingRows,
    ShipmentRows,
    StaffRows,
    StockRows,
)
from commerce_core.storage.rows_catalogue import CatalogueCache, CatalogueTable, StockTable
from commerce_core.storage.rows_history import HistoryTable, TasteCache
from commerce_core.storage.rows_live import LiveTable
from commerce_core.storage.rows_orders import OrderTable, PaymentTable, QuoteTable, ShipmentTable
from commerce_core.storage.rows_people import BasketTable, BuyerTable, CouponTable, MemoryTable, StaffTable
from commerce_core.storage.rows_promotions import PromotionTable
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


class Work:
    """Implements ports.UnitOfWork. A turn touches a few of the tables: each is made when it is first asked for."""

    def __init__(self, driver: Driver, now: datetime, around: Surroundings) -> None:
        self._driver = driver
        self.now = now
        self.rates = around.rates
        self._around = around
        self.worked_out: dict[Hashable, Any] = {}

    @cached_property
    def basket(self) -> BasketRows:
        return BasketTable(self._driver)

    @cached_property
    def buyers(self) -> BuyerRows:
        return BuyerTable(self._driver, self._around.seal)

    @cached_property
    def catalogue(self) -> CatalogueRows:
        return CatalogueTable(self._driver, self._around.catalogue)

    @cached_property
    def coupons(self) -> CouponRows:
        return CouponTable(self._driver)

    @cached_property
    def effects(self) -> EffectRows:
        return EffectTable(self._driver)

    @cached_property
    def history(self) -> HistoryRows:
        return HistoryTable(self._driver, self.now, self._around.taste)

    @cached_property
    def inbox(self) -> InboxRows:
        return InboxTable(self._driver, self._around.seal)

    @cached_property
    def jobs(self) -> JobRows:
        return JobTable(self._driver)

    @cached_property
    def live(self) -> LiveRows:
        return LiveTable(self._driver)

    @cached_property
    def memory(self) -> MemoryRows:
        return MemoryTable(self._driver)

    @cached_property
    def orders(self) -> OrderRows:
        return OrderTable(self._driver, self._around.seal)

    @cached_property
    def outbox(self) -> OutboxRows:
        return OutboxTable(self._driver)

    @cached_property
    def payments(self) -> PaymentRows:
        return PaymentTable(self._driver)

    @cached_property
    def promotions(self) -> PromotionRows:
        return PromotionTable(self._driver)

    @cached_property
    def quotes(self) -> QuoteRows:
        return QuoteTable(self._driver)

    @cached_property
    def settings(self) -> SettingRows:
        return SettingTable(self._driver, self._around.shop)

    @cached_property
    def shipments(self) -> ShipmentRows:
        return ShipmentTable(self._driver)

    @cached_property
    def staff(self) -> StaffRows:
        return StaffTable(self._driver)

    @cached_property
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
