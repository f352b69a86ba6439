"""What a market likes: suggestions from orders of the buyer's country, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from commerce_core.domain.history import Popularity
from commerce_core.domain.product import Product
from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles

_PRIOR_UNITS = 50
"""Units of worldwide taste mixed into a country's own, so that three sales do not make a bestseller."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A product worth showing. `reason` is `market` (sold in that country), `world`, or `gift`; `share` 0 to 1 of that."""

    product: Product
    reason: str
    share: float
    country: str | None


@dataclass(frozen=True, slots=True)
class Recommend:
    """The products a country buys most that are in stock, best first."""

    country: str | None
    gift_for: str | None = None
    category: str | None = None
    skip: tuple[str, ...] = ()
    limit: int = 5


@handles(Recommend)
def recommend(work: UnitOfWork, query: Recommend) -> tuple[Suggestion, ...]:
    popularity = work.history.popularity()
    scarce = work.stock.scarce()
    catalogue = work.catalogue.current()
    scores = market_scores(popularity, query.country, catalogue.by_id)
    local = popularity.in_country(query.country)
    products = [
        product
        for product in catalogue.products
        if product.id not in query.skip
        and (query.category is None or product.category == query.category)
        and (query.gift_for is None or query.gift_for in product.gift_for)
        and any(scarce.get(variant.sku, 1) > 0 for variant in product.variants)
    ]
    products.sort(key=lambda product: -scores.get(product.id, 0.0))
    return tuple(_suggestion(product, query, scores, local) for product in products[: query.limit])


def _suggestion(product: Product, query: Recommend, scores: dict[str, float], local: Mapping[str, int]) -> Suggestion:
    if query.gift_for is not None:
        return Suggestion(product, "gift", scores.get(product.id, 0.0), query.country)
    if local.get(product.id, 0) > 0:
        return Suggestion(product, "market", scores.get(product.id, 0.0), query.country)
    return Suggestion(product, "world", scores.get(product.id, 0.0), None)


def market_scores(popularity: Popularity, country: str | None, products: Collection[str]) -> dict[str, float]:
    """Expected share of a country's units per product of the shop: its own sales with a prior of worldwide taste.

    share = (units there + prior * worldwide share) / (all units there + prior): a Dirichlet prior whose weight is
    `_PRIOR_UNITS` sales. What an import sold that the shop does not have is left out: it would drown the prior.
    """
    everywhere, there = popularity.everywhere(), popularity.in_country(country)
    world = {product: max(everywhere.get(product, 0), 0) for product in products}
    local = {product: max(there.get(product, 0), 0) for product in products}
    whole, seen = sum(world.values()) or 1, sum(local.values())
    return {
        product: (local[product] + _PRIOR_UNITS * world[product] / whole) / (seen + _PRIOR_UNITS) for product in products
    }


@dataclass(frozen=True, slots=True)
class MarketTaste:
    """Units per product in one country, most first."""

    country: str
    limit: int = 10


@handles(MarketTaste)
def market_taste(work: UnitOfWork, query: MarketTaste) -> tuple[tuple[str, int], ...]:
    local = work.history.popularity().in_country(query.country)
    return tuple(sorted(local.items(), key=lambda item: (-item[1], item[0]))[: query.limit])
