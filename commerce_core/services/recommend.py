"""What a market likes: suggestions from orders of the buyer's country, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from commerce_core.domain.history import Popularity
from commerce_core.domain.product import Catalogue, Product
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
    catalogue, popularity = work.catalogue.current(), work.history.popularity()
    ranked = _ranked(catalogue, popularity, query.country, query.gift_for, query.category)
    gone = {sku for sku, units in work.stock.scarce().items() if units == 0}
    if not gone and not query.skip:
        return ranked[: query.limit]
    there = (
        each for each in ranked
        if each.product.id not in query.skip and not all(variant.sku in gone for variant in each.product.variants)
    )
    return tuple(islice(there, query.limit))


@lru_cache(maxsize=2_000)
def _ranked(
    catalogue: Catalogue, popularity: Popularity, country: str | None, gift_for: str | None, category: str | None
) -> tuple[Suggestion, ...]:
    """Products of a kind in the order of a market's taste; kept until the catalogue or the taste is another."""
    scores, local = market_scores(popularity, country, catalogue.by_id), popularity.in_country(country)
    products = [
        product for product in catalogue.products
        if (category is None or product.category == category) and (gift_for is None or gift_for in product.gift_for)
    ]
    products.sort(key=lambda product: -scores[product.id])
    return tuple(_suggestion(product, country, gift_for, scores[product.id], local) for product in products)


def _suggestion(
    product: Product, country: str | None, gift_for: str | None, share: float, local: Mapping[str, int]
) -> Suggestion:
    if gift_for is not None:
        return Suggestion(product, "gift", share, country)
    if local.get(product.id, 0) > 0:
        return Suggestion(product, "market", share, country)
    return Suggestion(product, "world", share, None)


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
