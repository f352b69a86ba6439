"""Opens the sample shop in an empty database, in one transaction: settings, products, stock, history and coupons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from commerce_core.api import Core
from commerce_core.domain.history import PastSale
from commerce_core.domain.money import Money
from commerce_core.domain.product import Category, Product, Variant
from commerce_core.ports import Coupon
from commerce_core.sample_shop.history import SOURCE, sample_orders
from commerce_core.sample_shop.load import SampleProduct, SampleShop, load_products, load_shop
from commerce_core.services.administration import OfferCoupon, OpenShop, ShowShop
from commerce_core.services.catalogue import StockCatalogue
from commerce_core.services.history import (
    BeginImport,
    CompleteImport,
    CountDemand,
    NamePastProducts,
    RecordDemand,
    RecordPastSales,
)

_COUPON_LASTS = timedelta(days=365)


def seed(core: Core, now: datetime) -> bool:
    """Open the sample shop as of `now` (aware UTC): its invented history ends before that day, its coupons start on it.

    True when it was opened; False, with nothing changed, when the database already holds a shop.
    """
    with core.transaction("sample-shop", now) as transaction:
        if transaction.ask(ShowShop()) is not None:
            return False
        shop, goods = load_shop(), load_products()
        transaction.do(OpenShop(shop.settings))
        transaction.do(StockCatalogue(sample_products(goods), sample_categories(shop), _units(goods)))
        number = transaction.do(BeginImport(SOURCE))
        transaction.do(RecordPastSales(number, tuple(_history(goods, now))))
        transaction.do(NamePastProducts(number, {each.id: each.titles["en"] for each in goods}))
        transaction.do(RecordDemand(number, transaction.ask(CountDemand(number))))
        transaction.do(CompleteImport(number))
        for coupon in _coupons(now):
            transaction.do(OfferCoupon(coupon))
    return True


def sample_products(goods: Sequence[SampleProduct]) -> tuple[Product, ...]:
    """The sample products as the shop's own values, in the same order."""
    return tuple(_product(each) for each in goods)


def sample_categories(shop: SampleShop) -> tuple[Category, ...]:
    """The sample shelves, numbered in the order they are shown."""
    return tuple(Category(each.id, at, each.titles, each.emoji) for at, each in enumerate(shop.categories))


def _product(given: SampleProduct) -> Product:
    variants = tuple(
        Variant(each.sku, given.id, each.options, each.price, each.weight_g) for each in given.variants
    )
    return Product(
        id=given.id, code=given.code, category=given.category, titles=given.titles, descriptions=given.descriptions,
        search_words=given.search_words, picture=given.picture, alt=given.alt, hs_code=given.hs_code,
        customs_description=given.customs_description, origin=given.origin, tax_class=given.tax_class,
        attributes=given.attributes, gift_for=given.gift_for, variants=variants,
    )


def _units(goods: Sequence[SampleProduct]) -> dict[str, int]:
    return {variant.sku: variant.stock for each in goods for variant in each.variants}


def _history(goods: Sequence[SampleProduct], now: datetime) -> Iterator[PastSale]:
    for line, sale in enumerate(sample_orders(goods, until=now.date()), start=1):
        yield PastSale(
            line=line, invoice=sale.invoice, kind="sale", product=sale.product, quantity=sale.quantity,
            unit_price=sale.unit_price.decimal, currency=sale.unit_price.currency, customer=sale.buyer,
            country=sale.country, at=sale.at,
        )


def _coupons(now: datetime) -> tuple[Coupon, ...]:
    """One code that the shop pays for and one that a marketplace would: customs value the goods differently."""
    begins = datetime.combine(now.date(), time(), now.tzinfo)
    ends = begins + _COUPON_LASTS
    return (
        Coupon("WELCOME10", 10, None, "seller", begins, ends, None),
        Coupon("HARBOUR5", None, Money(500, "USD"), "platform", begins, ends, Money(4000, "USD")),
    )
