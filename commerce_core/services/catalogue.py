"""What is sold: bring products in, search them, change a price or the stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commerce_core.domain import search
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Category, Product, Stock, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop import converted
from commerce_core.ports import UnitOfWork, rate_value
from commerce_core.services.claiming import serve_waiting
from commerce_core.services.dispatch import handles

MAX_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class StockCatalogue:
    """Put products and categories into the shop with units on hand; the same product again replaces its texts."""

    products: tuple[Product, ...]
    categories: tuple[Category, ...]
    units: Mapping[str, int]


@handles(StockCatalogue)
def stock_catalogue(work: UnitOfWork, command: StockCatalogue) -> None:
    work.catalogue.put(command.products, command.categories)
    for sku, units in command.units.items():
        have = work.stock.of(sku)
        work.stock.receive(sku, units - (have.received if have else 0))
    serve_waiting(work, command.units)


@dataclass(frozen=True, slots=True)
class SetPrice:
    """Staff changes the price of one SKU, in the shop's currency. Raises Refusal(forbidden | invalid | not_found)."""

    sku: str
    price: Money
    actor: str


@handles(SetPrice)
def set_price(work: UnitOfWork, command: SetPrice) -> Variant:
    variant = _variant(work, command.sku)
    if command.price.currency != work.settings.shop().currency:
        raise Refusal("invalid", field="currency")
    if command.price.minor <= 0:
        raise Refusal("invalid", field="price")
    work.catalogue.set_price(variant.sku, command.price)
    work.audit.add(work.now, command.actor, f"price {variant.sku}", variant.price.text, command.price.text)
    work.outbox.add(
        "price_changed", variant.sku,
        {"was": variant.price.as_json(), "is": command.price.as_json(), "actor": command.actor}, work.now,
    )
    return _variant(work, command.sku)


@dataclass(frozen=True, slots=True)
class SetStock:
    """A merchant counted the shelf: so many units can be sold now (held ones are not among them)."""

    sku: str
    available: int
    actor: str
    reason: str = ""


@handles(SetStock)
def set_stock(work: UnitOfWork, command: SetStock) -> Stock:
    variant = _variant(work, command.sku)
    if not 0 <= command.available <= MAX_UNITS:
        raise Refusal("invalid", field="available")
    before = work.stock.of(variant.sku)
    work.stock.set_available(variant.sku, command.available)
    serve_waiting(work, [variant.sku])
    work.outbox.add(
        "stock_counted", variant.sku,
        {
            "was": before.available if before else 0, "is": command.available, "actor": command.actor,
            "reason": command.reason,
        },
        work.now,
    )
    after = work.stock.of(variant.sku)
    assert after is not None
    return after


def _variant(work: UnitOfWork, sku: str) -> Variant:
    found = work.catalogue.current().variants.get(sku.upper())
    if found is None:
        raise Refusal("not_found", field="sku", value=sku)
    return found[1]


@dataclass(frozen=True, slots=True)
class ShowCatalogue:
    """The whole catalogue, as an immutable value."""


@handles(ShowCatalogue)
def show_catalogue(work: UnitOfWork, query: ShowCatalogue) -> Catalogue:
    return work.catalogue.current()


@dataclass(frozen=True, slots=True)
class ShowStock:
    """Units of every SKU."""


@handles(ShowStock)
def show_stock(work: UnitOfWork, query: ShowStock) -> Mapping[str, Stock]:
    return work.stock.all()


@dataclass(frozen=True, slots=True)
class ShowScarce:
    """Units available of every SKU of which few are left; any other has plenty."""


@handles(ShowScarce)
def show_scarce(work: UnitOfWork, query: ShowScarce) -> Mapping[str, int]:
    return work.stock.scarce()


@dataclass(frozen=True, slots=True)
class FindProduct:
    """A product by SKU, live code or id. Raises Refusal(not_found)."""

    name: str


@handles(FindProduct)
def find_product(work: UnitOfWork, query: FindProduct) -> tuple[Product, Variant | None]:
    found = work.catalogue.current().find(query.name)
    if found is None:
        raise Refusal("not_found", field="product", value=query.name)
    return found


@dataclass(frozen=True, slots=True)
class PriceIn:
    """A variant's price in a currency at today's rate, before any tax. Raises NoRate."""

    variant: Variant
    currency: str


@handles(PriceIn)
def price_in(work: UnitOfWork, query: PriceIn) -> Money:
    return price_for(work, query.variant, query.currency)


def price_for(work: UnitOfWork, variant: Variant, currency: str) -> Money:
    """A variant's price in a currency at today's rate. Raises NoRate."""
    return price_for_money(work, variant.price, currency)


def price_for_money(work: UnitOfWork, price: Money, currency: str) -> Money:
    """A price in a currency at today's rate. Raises NoRate."""
    if price.currency == currency:
        return price
    return converted(price, currency, rate_value(work.rates, price.currency, currency, work.now.date()))


@dataclass(frozen=True, slots=True)
class ConvertTo:
    """An amount in another currency (the shop's by default) at today's rate. Raises NoRate."""

    money: Money
    currency: str | None = None


@handles(ConvertTo)
def convert_to(work: UnitOfWork, query: ConvertTo) -> Money:
    currency = query.currency or work.settings.shop().currency
    return converted(query.money, currency, rate_value(work.rates, query.money.currency, currency, work.now.date()))


@dataclass(frozen=True, slots=True)
class SearchProducts:
    """Products by words, with optional attributes; price bounds in the shop's currency. Best match first."""

    text: str = ""
    language: str = "en"
    category: str | None = None
    color: str | None = None
    size: str | None = None
    price_min: Money | None = None
    price_max: Money | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A product that matches, the variant that does so best, and how well (higher is better)."""

    product: Product
    variant: Variant
    score: float


@handles(SearchProducts)
def search_products(work: UnitOfWork, query: SearchProducts) -> tuple[Found, ...]:
    catalogue = work.catalogue.current()
    scores = search.scores(catalogue, query.text[:search.LONGEST_QUERY], query.language) if query.text.strip() else None
    products = catalogue.products if scores is None else [each for each in catalogue.products if each.id in scores]
    hits = [hit for product in products if (hit := _match(product, query, scores))]
    if scores is None:
        return tuple(hits[: query.limit])
    best = max((hit.score for hit in hits), default=0.0)
    near = [hit for hit in hits if hit.score >= best * _NEAR_BEST]
    return tuple(sorted(near, key=lambda hit: -hit.score)[: query.limit])


_NEAR_BEST = 0.6
"""Products that fit much worse than the best one are not worth showing."""


def _match(product: Product, query: SearchProducts, scores: Mapping[str, float] | None) -> Found | None:
    score = 1.0 if scores is None else scores.get(product.id, 0.0)
    if score == 0.0 or (query.category and product.category != query.category):
        return None
    variant = next((each for each in product.variants if _fits(each, query)), None)
    return Found(product, variant, score) if variant else None


def _fits(variant: Variant, query: SearchProducts) -> bool:
    if query.color and variant.options.get("color") != query.color:
        return False
    if query.size and variant.options.get("size", "").upper() != query.size.upper():
        return False
    if query.price_max and variant.price.minor > query.price_max.minor:
        return False
    return not (query.price_min and variant.price.minor < query.price_min.minor)
