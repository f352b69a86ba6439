"""One unit of work: every table of the shop over one cursor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from commerce_core.ports import (
    BasketRows,
    BuyerRows,
    CatalogueRows,
    CouponRows,
    EffectRows,
    HistoryRows,
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
    StaffRows,
    StockRows,
)
from commerce_core.storage.rows_catalogue import CatalogueCache, CatalogueTable, StockTable
from commerce_core.storage.rows_history import HistoryTable, TasteCache
from commerce_core.storage.rows_orders import OrderTable, PaymentTable, QuoteTable, ShipmentTable
from commerce_core.storage.rows_people import BasketTable, BuyerTable, CouponTable, MemoryTable, StaffTable
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
    """Implements ports.UnitOfWork."""

    def __init__(self, driver: Driver, now: datetime, around: Surroundings) -> None:
        self._driver = driver
        self.now = now
        self.rates = around.rates
        self.basket: BasketRows = BasketTable(driver)
        self.buyers: BuyerRows = BuyerTable(driver, around.seal)
        self.catalogue: CatalogueRows = CatalogueTable(driver, around.catalogue)
        self.coupons: CouponRows = CouponTable(driver)
        self.effects: EffectRows = EffectTable(driver)
        self.history: HistoryRows = HistoryTable(driver, now, around.taste)
        self.inbox: InboxRows = InboxTable(driver, around.seal)
        self.jobs: JobRows = JobTable(driver)
        self.memory: MemoryRows = MemoryTable(driver)
        self.orders: OrderRows = OrderTable(driver, around.seal)
        self.outbox: OutboxRows = OutboxTable(driver)
        self.payments: PaymentRows = PaymentTable(driver)
        self.quotes: QuoteRows = QuoteTable(driver)
        self.settings: SettingRows = SettingTable(driver, around.shop)
        self.shipments: ShipmentRows = ShipmentTable(driver)
        self.staff: StaffRows = StaffTable(driver)
        self.stock: StockRows = StockTable(driver)

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
