"""A small shop over the real core in memory: the sample products, fixed rates, staff of three roles, and bought orders."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from commerce_core.api import Core
from commerce_core.domain.order import Order
from commerce_core.domain.rates import Rate
from commerce_core.ports import Booking, ParcelEvent, PaymentResult
from commerce_core.ports.staff import Staff
from commerce_core.sample_shop.load import load_products, load_shop
from commerce_core.sample_shop.seed import sample_categories, sample_products
from commerce_core.services.administration import OpenShop, password_hash
from commerce_core.services.basket import AddToBasket
from commerce_core.services.catalogue import StockCatalogue
from commerce_core.services.fulfilment import HandOver, RecordParcelEvents, ShipOrder
from commerce_core.services.ordering import PlaceOrder
from commerce_core.services.paying import SettlePayment, StartPayment
from commerce_core.services.pricing import FreezeQuote, QuoteBasket
from commerce_core.services.profile import FillAddress, Meet, SetCountry
from commerce_core.storage.sqlite import SqliteDatabase

PASSWORD = "a long pass phrase"
PER_DOLLAR = {"USD": "1", "EUR": "0.9", "GBP": "0.8", "MXN": "18", "CNY": "7.2", "AED": "3.67", "JPY": "150", "CHF": "0.9"}
ADDRESSES = {
    "DE": {"name": "Anna Müller", "street_address": "Lindenstr. 4", "city": "Köln", "postal_code": "50667",
           "phone": "+4922112345678", "email": "anna@example.org"},
    "FR": {"name": "Luc Petit", "street_address": "3 rue des Lilas", "city": "Lyon", "postal_code": "69003"},
    "GB": {"name": "Ada King", "street_address": "12 Mill Lane", "city": "York", "postal_code": "YO1 7HH"},
    "AE": {"name": "ليلى حسن", "street_address": "شارع الخليج 5", "country_area": "دبي"},
}


@dataclass
class SetClock:
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def now(self) -> datetime:
        return self.at


class PlainSeal:
    def close(self, plain: bytes, owner: str) -> bytes:
        return plain

    def open(self, sealed: bytes, owner: str) -> bytes:
        return sealed


class FixedRates:
    def rate(self, base: str, quote: str, on: date) -> Rate:
        return Rate(Decimal(PER_DOLLAR[quote]) / Decimal(PER_DOLLAR[base]), "fixed", on)


class CoreGateway:
    """The console's way to a core, from asynchronous code."""

    def __init__(self, core: Core) -> None:
        self.core = core

    async def do(self, command: object) -> Any:
        return await asyncio.to_thread(self.core.do, command)

    async def ask(self, query: object) -> Any:
        return await asyncio.to_thread(self.core.ask, query)


def small_shop() -> Core:
    """Open, stocked, with the staff `olga` (owner), `otto` (orders), `cleo` (catalogue), `sam` (support)."""
    database = SqliteDatabase(None, PlainSeal(), FixedRates())
    core = Core(database, SetClock())
    shop, goods = load_shop(), load_products()
    core.do(OpenShop(shop.settings))
    units = {variant.sku: variant.stock for each in goods for variant in each.variants}
    core.do(StockCatalogue(sample_products(goods), sample_categories(shop), units))
    with database.write(core.clock.now()) as work:
        for name, role in (("olga", "owner"), ("otto", "orders"), ("cleo", "catalogue"), ("sam", "support")):
            work.staff.put(Staff(name, role, _hash()))
    return core


@cache
def _hash() -> str:
    """One hash for everybody: making one is slow on purpose."""
    return password_hash(PASSWORD)


def buy(core: Core, handle: str, country: str, sku: str, quantity: int = 1, channel: str = "web", pays: bool = True) -> Order:
    """An order as it stands after its payment (or before it, when the buyer does not pay)."""
    buyer = core.do(Meet(channel, "main", handle, "en"))
    buyer = core.do(SetCountry(buyer, country))
    buyer = core.do(FillAddress(buyer, ADDRESSES[country])).buyer
    core.do(AddToBasket(buyer, sku, quantity))
    cheapest = core.ask(QuoteBasket(buyer))[0]
    quote = core.do(FreezeQuote(buyer, cheapest.offer.option.id, cheapest.terms))
    order: Order = core.do(PlaceOrder(buyer, quote.id, f"draft-{handle}"))
    if pays:
        core.do(StartPayment(buyer, order.code, "sandbox"))
        order = core.do(SettlePayment(f"order:{order.id}:pay:1", PaymentResult("captured", f"PAY-{handle}")))
    return order


def deliver(core: Core, order: Order) -> None:
    """Pack, hand over, and let the parcel arrive."""
    core.do(ShipOrder(order.code, "olga"))
    core.do(HandOver(order.id, Booking("TRACK-1", "Sandbox Post")))
    now = core.clock.now()
    core.do(RecordParcelEvents(order.id, (
        ParcelEvent(now + timedelta(hours=1), "departed", "Ningbo"), ParcelEvent(now + timedelta(days=4), "customs", "Leipzig"),
        ParcelEvent(now + timedelta(days=6), "delivered", "Köln"))))
