"""The sample shop opens in an empty database: everything at once, once, and quickly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commerce_core.api import Core
from commerce_core.domain.money import Money
from commerce_core.ports import Coupon
from commerce_core.sample_shop import seed as seeding
from commerce_core.sample_shop.load import load_products, load_shop
from commerce_core.sample_shop.seed import seed
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import FindProduct, ShowCatalogue, ShowStock
from commerce_core.services.history import ShowImports
from commerce_core.services.recommend import MarketTaste, Recommend
from commerce_core.storage.sqlite import SqliteDatabase
from tests.peers.small_shop import FixedRates, PlainSeal, SetClock

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MOST_SECONDS = 1.5


@pytest.fixture(params=["memory", "file"])
def core(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Core]:
    database = SqliteDatabase(tmp_path / "shop.db" if request.param == "file" else None, PlainSeal(), FixedRates())
    yield Core(database, SetClock(NOW))
    database.close()


def test_an_empty_database_becomes_the_sample_shop(core: Core) -> None:
    assert core.ask(ShowShop()) is None
    began = time.perf_counter()
    assert seed(core, NOW) is True
    assert time.perf_counter() - began < MOST_SECONDS
    shop = core.ask(ShowShop())
    assert (shop.name, shop.dispatch_country, shop.currency) == (
        "Tradewind Harbour", load_shop().dispatch_country, "USD")
    catalogue = core.ask(ShowCatalogue())
    assert [category.id for category in catalogue.categories] == [
        "clothing", "kitchen", "electronics", "home", "beauty", "stationery", "garden", "sports", "jewellery",
        "pantry"]
    assert len(catalogue.products) == 120
    stock = core.ask(ShowStock())
    assert {sku: units.available for sku, units in stock.items()} == {
        variant.sku: variant.stock for product in load_products() for variant in product.variants}


def test_a_product_comes_back_as_the_file_describes_it(core: Core) -> None:
    seed(core, NOW)
    given = next(each for each in load_products() if each.id == "chef-knife")
    product, _ = core.ask(FindProduct("chef-knife"))
    assert (product.titles, product.search_words, product.attributes) == (
        given.titles, given.search_words, given.attributes)
    assert (product.code, product.category, product.picture, product.hs_code, product.customs_description) == (
        given.code, given.category, given.picture, given.hs_code, given.customs_description)
    assert (product.origin, product.tax_class, product.gift_for, product.alt) == (
        given.origin, given.tax_class, given.gift_for, given.alt)
    assert [(each.sku, each.product_id, each.options, each.price, each.weight_g) for each in product.variants] == [
        (each.sku, "chef-knife", each.options, each.price, each.weight_g) for each in given.variants]


def test_each_market_has_its_own_taste_from_the_first_day(core: Core) -> None:
    seed(core, NOW)
    tastes = {country: core.ask(MarketTaste(country, 1))[0][0] for country in ("DE", "US", "JP", "AE")}
    assert tastes == {
        "DE": "moka-pot", "US": "cotton-tee", "JP": "ballpoint-pens", "AE": "rose-oud-perfume"}
    first = core.ask(Recommend("DE", limit=1))[0]
    assert (first.product.id, first.reason, first.country) == ("moka-pot", "market", "DE")


def test_the_history_is_labelled_and_ends_before_the_day_it_opens(core: Core) -> None:
    seed(core, NOW)
    sales = tuple(seeding._history(load_products(), NOW))
    assert len(sales) == 6_000
    assert [(each.source, each.report) for each in core.ask(ShowImports())] == [("sample", None)]
    assert max(sale.at for sale in sales) < datetime(2026, 11, 22, tzinfo=UTC)
    assert [sale.line for sale in sales] == list(range(1, 6_001))
    assert sum(units for _, units in core.ask(MarketTaste("DE", 120))) == sum(
        sale.quantity for sale in sales if sale.country == "DE")


def test_two_coupons_are_valid_for_a_year(core: Core) -> None:
    seed(core, NOW)
    begins, ends = datetime(2026, 11, 22, tzinfo=UTC), datetime(2027, 11, 22, tzinfo=UTC)
    with core._database.read(NOW) as work:
        assert work.coupons.get("WELCOME10") == Coupon("WELCOME10", 10, None, "seller", begins, ends, None)
        assert work.coupons.get("HARBOUR5") == Coupon(
            "HARBOUR5", None, Money(500, "USD"), "platform", begins, ends, Money(4000, "USD"))


def test_opening_twice_changes_nothing(core: Core) -> None:
    seed(core, NOW)
    before = (core.ask(ShowCatalogue()).version, core.ask(ShowStock()), core.ask(MarketTaste("DE", 40)))
    assert seed(core, NOW) is False
    assert (core.ask(ShowCatalogue()).version, core.ask(ShowStock()), core.ask(MarketTaste("DE", 40))) == before


def test_a_seed_that_dies_half_way_leaves_an_empty_database(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(now: datetime) -> tuple[Coupon, ...]:
        raise MemoryError

    monkeypatch.setattr(seeding, "_coupons", dies)
    with pytest.raises(MemoryError):
        seed(core, NOW)
    assert core.ask(ShowShop()) is None
    assert core.ask(ShowCatalogue()).products == ()
    monkeypatch.undo()
    assert seed(core, NOW) is True
