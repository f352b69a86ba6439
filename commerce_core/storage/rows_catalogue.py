"""Rows of what is sold: categories, products, variants, stock and holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, func, literal, literal_column, select, update
from sqlalchemy import insert as plain_insert

from commerce_core.domain.money import Money
from commerce_core.domain.product import SCARCE, Catalogue, Category, Product, Stock, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.storage.codec import instant, packed, unpacked
from commerce_core.storage.statements import Driver, Statement, insert, upsert
from commerce_core.storage.tables import category, hold, product, setting, stock, variant

_VERSION_KEY = "catalogue_version"
_VERSION = Statement(select(setting.c.value).where(setting.c.key == _VERSION_KEY))
_PUT_VERSION = upsert(setting)
_CATEGORIES = Statement(select(category.c.id, category.c.position, category.c.titles, category.c.emoji).order_by(category.c.position))
_PRODUCTS = Statement(select(*product.columns).order_by(product.c.position))
_VARIANTS = Statement(select(*variant.columns).order_by(variant.c.product_id, variant.c.position))
_PUT_CATEGORY, _PUT_PRODUCT, _PUT_VARIANT = upsert(category), upsert(product), upsert(variant)
# Two statements, so that a product that is there keeps its place on the shelf.
_MERGE_PRODUCT = insert(product, ignore=True)
_REWRITE_PRODUCT = Statement(
    update(product).where(product.c.id == bindparam("id_"))
    .values({column.name: bindparam(f"{column.name}_") for column in product.columns if column.name not in {"id", "position"}})
)
_MERGE_CATEGORY = insert(category, ignore=True)
_LAST_POSITION = Statement(select(func.coalesce(func.max(product.c.position), -1)))
_SET_PRICE = Statement(
    update(variant).where(variant.c.sku == bindparam("sku_")).values(price=bindparam("price_"), currency=bindparam("currency_"))
)


class CatalogueCache:
    """The catalogue last read, shared by the transactions of one database."""

    def __init__(self) -> None:
        self.catalogue: Catalogue | None = None


class CatalogueTable:
    """Implements ports.CatalogueRows."""

    def __init__(self, driver: Driver, cache: CatalogueCache) -> None:
        self._driver = driver
        self._cache = cache
        self._checked: Catalogue | None = None

    def current(self) -> Catalogue:
        if self._checked is not None:
            return self._checked
        version = self._version()
        cached = self._cache.catalogue
        if cached is None or cached.version != version:
            cached = self._cache.catalogue = self._load(version)
        self._checked = cached
        return cached

    def put(self, products: Iterable[Product], categories: Iterable[Category]) -> None:
        self._driver.many(_PUT_CATEGORY, [_category_row(each) for each in categories])
        listed = list(products)
        self._driver.many(_PUT_PRODUCT, [_product_row(at, each) for at, each in enumerate(listed)])
        self._driver.many(
            _PUT_VARIANT, [_variant_row(at, each) for item in listed for at, each in enumerate(item.variants)]
        )
        self._changed()

    def merge(self, products: Sequence[Product], categories: Iterable[Category]) -> None:
        self._driver.many(_MERGE_CATEGORY, [_category_row(each) for each in categories])
        last = self._driver.one(_LAST_POSITION)
        assert last is not None
        rows = [_product_row(at, each) for at, each in enumerate(products, start=int(last[0]) + 1)]
        self._driver.many(_MERGE_PRODUCT, rows)
        self._driver.many(
            _REWRITE_PRODUCT, [{f"{name}_": each for name, each in row.items() if name != "position"} for row in rows]
        )
        self._driver.many(
            _PUT_VARIANT, [_variant_row(at, each) for item in products for at, each in enumerate(item.variants)]
        )

    def renew(self) -> None:
        self._changed()

    def set_price(self, sku: str, price: Money) -> None:
        self._driver.run(_SET_PRICE, {"sku_": sku, "price_": price.minor, "currency_": price.currency})
        self._changed()

    def _version(self) -> int:
        row = self._driver.one(_VERSION)
        return int(row[0]) if row else 0

    def _changed(self) -> None:
        self._driver.run(_PUT_VERSION, {"key": _VERSION_KEY, "value": str(self._version() + 1)})
        self._checked = None

    def _load(self, version: int) -> Catalogue:
        variants: dict[str, list[Variant]] = defaultdict(list)
        for row in self._driver.all(_VARIANTS):
            sku, product_id, _, options, price, currency, weight_g = row
            variants[product_id].append(Variant(sku, product_id, unpacked(options), Money(price, currency), weight_g))
        return Catalogue(
            version,
            tuple(_product(row, tuple(variants[row[0]])) for row in self._driver.all(_PRODUCTS)),
            tuple(Category(row[0], row[1], unpacked(row[2]), row[3]) for row in self._driver.all(_CATEGORIES)),
        )


def _category_row(each: Category) -> dict[str, Any]:
    return {"id": each.id, "position": each.position, "titles": packed(dict(each.titles)), "emoji": each.emoji}


def _product_row(position: int, each: Product) -> dict[str, Any]:
    texts = {
        "titles": dict(each.titles), "descriptions": dict(each.descriptions), "alt": dict(each.alt),
        "search_words": {language: list(words) for language, words in each.search_words.items()},
    }
    return {
        "id": each.id, "code": each.code, "position": position, "category_id": each.category, "texts": packed(texts),
        "picture": each.picture, "hs_code": each.hs_code, "customs_description": each.customs_description,
        "origin": each.origin, "tax_class": each.tax_class, "attributes": packed(dict(each.attributes)),
        "gift_for": packed(list(each.gift_for)),
    }


def _variant_row(position: int, each: Variant) -> dict[str, Any]:
    return {
        "sku": each.sku, "product_id": each.product_id, "position": position, "options": packed(dict(each.options)),
        "price": each.price.minor, "currency": each.price.currency, "weight_g": each.weight_g,
    }


def _product(row: Any, variants: tuple[Variant, ...]) -> Product:
    values = dict(zip((column.name for column in product.columns), row, strict=True))
    texts = unpacked(values["texts"])
    return Product(
        id=values["id"], code=values["code"], category=values["category_id"], titles=texts["titles"],
        descriptions=texts["descriptions"], alt=texts["alt"],
        search_words={language: tuple(words) for language, words in texts["search_words"].items()},
        picture=values["picture"], hs_code=values["hs_code"], customs_description=values["customs_description"],
        origin=values["origin"], tax_class=values["tax_class"], attributes=_facts(values["attributes"]),
        gift_for=tuple(unpacked(values["gift_for"])), variants=variants,
    )


def _facts(stored: str) -> dict[str, Any]:
    """Attributes as the rules compare them: a list is a tuple."""
    return {name: tuple(each) if isinstance(each, list) else each for name, each in unpacked(stored).items()}


_STOCK_COLUMNS = (stock.c.sku, stock.c.received, stock.c.available, stock.c.held, stock.c.sold)
_STOCK_OF = Statement(select(*_STOCK_COLUMNS).where(stock.c.sku == bindparam("sku_")))
_ALL_STOCK = Statement(select(*_STOCK_COLUMNS))
# The bound stands in the statement, so that the partial index `stock_scarce` serves it.
_SCARCE = Statement(select(stock.c.sku, stock.c.available).where(stock.c.available <= literal_column(str(SCARCE))))
_ADD_STOCK = insert(stock, "sku", "received", "available", ignore=True)
_UNITS: BindParameter[int] = bindparam("units", type_=Integer())
_RECEIVE = Statement(
    update(stock).where(stock.c.sku == bindparam("sku_"))
    .values(received=stock.c.received + _UNITS, available=stock.c.available + _UNITS)
)
_TAKE = Statement(
    update(stock).where(stock.c.sku == bindparam("sku_"), stock.c.available >= _UNITS)
    .values(available=stock.c.available - _UNITS, held=stock.c.held + _UNITS)
)
_SELL = Statement(
    update(stock).where(stock.c.sku == bindparam("sku_")).values(held=stock.c.held - _UNITS, sold=stock.c.sold + _UNITS)
)
_GIVE_BACK = Statement(
    update(stock).where(stock.c.sku == bindparam("sku_"))
    .values(held=stock.c.held - _UNITS, available=stock.c.available + _UNITS)
)
_TAKE_BACK = Statement(
    update(stock).where(stock.c.sku == bindparam("sku_"))
    .values(sold=stock.c.sold - _UNITS, available=stock.c.available + _UNITS)
)
_HOLD = Statement(
    plain_insert(hold).values(
        {name: bindparam(name) for name in ("order_id", "sku", "quantity", "ends_at")} | {"ended": literal(None)}
    )
)
_OPEN_HOLDS = Statement(
    select(hold.c.sku, hold.c.quantity).where(hold.c.order_id == bindparam("order_id_"), hold.c.ended.is_(None))
)
_END_HOLDS = Statement(
    update(hold).where(hold.c.order_id == bindparam("order_id_"), hold.c.ended.is_(None)).values(ended=bindparam("end_"))
)


class StockTable:
    """Implements ports.StockRows. The database decides: every change is one guarded statement."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def of(self, sku: str) -> Stock | None:
        row = self._driver.one(_STOCK_OF, {"sku_": sku})
        return Stock(*row) if row else None

    def all(self) -> Mapping[str, Stock]:
        return {row[0]: Stock(*row) for row in self._driver.all(_ALL_STOCK)}

    def all_of(self, skus: Sequence[str]) -> Mapping[str, Stock]:
        found = (self.of(sku) for sku in dict.fromkeys(skus))
        return {each.sku: each for each in found if each is not None}

    def scarce(self) -> Mapping[str, int]:
        return dict(self._driver.all(_SCARCE))  # type: ignore[arg-type]

    def receive(self, sku: str, units: int) -> None:
        self._driver.run(_ADD_STOCK, {"sku": sku, "received": 0, "available": 0})
        self._driver.run(_RECEIVE, {"sku_": sku, "units": units})

    def set_available(self, sku: str, available: int) -> None:
        now = self.of(sku)
        if now is None:
            raise Refusal("not_found", field="sku", value=sku)
        self._driver.run(_RECEIVE, {"sku_": sku, "units": available - now.available})

    def hold(self, order_id: str, sku: str, quantity: int, ends_at: datetime) -> bool:
        if self._driver.run(_TAKE, {"sku_": sku, "units": quantity}) != 1:
            return False
        self._driver.run(
            _HOLD, {"order_id": order_id, "sku": sku, "quantity": quantity, "ends_at": instant(ends_at)}
        )
        return True

    def end_holds(self, order_id: str, end: str) -> int:
        move = {"sold": _SELL, "released": _GIVE_BACK}[end]
        held = self._driver.all(_OPEN_HOLDS, {"order_id_": order_id})
        for sku, units in held:
            self._driver.run(move, {"sku_": sku, "units": units})
        if held:
            self._driver.run(_END_HOLDS, {"order_id_": order_id, "end_": end})
        return len(held)

    def take_back(self, sku: str, quantity: int) -> None:
        self._driver.run(_TAKE_BACK, {"sku_": sku, "units": quantity})
