"""An invented order history, marked `sample`: the same sales for the same products, seed and date, market by market."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from commerce_core.domain.money import Money
from commerce_core.sample_shop.load import SampleProduct, SampleVariant
from commerce_core.sample_shop.tastes import TASTES, demand

SOURCE = "sample"
SALES = 6_000
DAYS = 300
_SEED = 20266231
_UNTIL = date(2026, 11, 22)
# One buyer in a market for so many of its invoices, so that some come back.
_INVOICES_PER_BUYER = 3
_LINES = (0.60, 0.88, 1.0)
_QUANTITIES = (0.84, 0.96, 1.0)
# Shoppers write in the evening of their own day; the busiest hours are repeated.
_LOCAL_HOURS = (8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 20, 21, 21, 21, 22, 22, 23)
_MIDDLE_SIZES = frozenset({"M", "L", "40", "42", "116", "6.1"})


@dataclass(frozen=True, slots=True)
class HistoricSale:
    """One line of an invented invoice; `at` is aware UTC, `unit_price` without tax, in the shop's currency."""

    invoice: str
    line: int
    product: str
    sku: str
    quantity: int
    unit_price: Money
    buyer: str
    country: str
    at: datetime
    source: str = SOURCE


@dataclass(frozen=True, slots=True)
class _Invoice:
    at: datetime
    country: str
    lines: int


def sample_orders(
    products: Sequence[SampleProduct],
    *,
    seed: int = _SEED,
    until: date = _UNTIL,
    sales: int = SALES,
    days: int = DAYS,
) -> Iterator[HistoricSale]:
    """Exactly `sales` lines in order of time, over the `days` days that end before midnight UTC of `until`.

    The same arguments always give the same sales. Raises ValueError without products, or for counts below one.
    """
    if not products or sales < 1 or days < 1:
        raise ValueError("a history needs products, at least one sale and at least one day")
    random = Random(seed)  # noqa: S311 a reproducible demo, not a secret
    invoices = sorted(_invoices(random, until, sales, days), key=lambda invoice: (invoice.at, invoice.country))
    trade = Counter(invoice.country for invoice in invoices)
    scales: dict[tuple[str, int], list[float]] = {}
    for number, invoice in enumerate(invoices, start=1):
        key = (invoice.country, invoice.at.month)
        if key not in scales:
            scales[key] = list(accumulate(_pull(product, *key) for product in products))
        buyers = 1 + trade[invoice.country] // _INVOICES_PER_BUYER
        yield from _lines(random, products, scales[key], invoice, number=number, buyers=buyers)


def _invoices(random: Random, until: date, sales: int, days: int) -> Iterator[_Invoice]:
    countries = tuple(TASTES)
    shares = list(accumulate(float(TASTES[country].share) for country in countries))
    calendar = list(accumulate(_trade_on(until - timedelta(days=days - at), at / days) for at in range(days)))
    left = sales
    while left:
        lines = min(left, 1 + _pick(random, _LINES))
        country = countries[_pick(random, shares)]
        day = until - timedelta(days=days - _pick(random, calendar))
        hour = (_LOCAL_HOURS[int(random.random() * len(_LOCAL_HOURS))] - TASTES[country].utc_offset) % 24
        moment = datetime.combine(day, time(hour), UTC) + timedelta(seconds=int(random.random() * 3600))
        yield _Invoice(moment, country, lines)
        left -= lines


def _trade_on(day: date, progress: float) -> float:
    """A young shop that grows by the month, with busier weekends and a busy November and December."""
    return (0.6 + 0.8 * progress) * (1.25 if day.weekday() >= 5 else 1.0) * (1.35 if day.month in {11, 12} else 1.0)


def _lines(
    random: Random,
    products: Sequence[SampleProduct],
    scale: list[float],
    invoice: _Invoice,
    *,
    number: int,
    buyers: int,
) -> Iterator[HistoricSale]:
    # The square favours low numbers: a few buyers come often, most once or twice.
    buyer = f"sample-{invoice.country.lower()}-{1 + int(buyers * random.random() ** 2):03d}"
    taken: set[str] = set()
    for line in range(1, invoice.lines + 1):
        product = products[_pick(random, scale)]
        while product.id in taken and len(taken) < len(products):
            product = products[_pick(random, scale)]
        taken.add(product.id)
        variant = _variant(random, product, TASTES[invoice.country].color)
        yield HistoricSale(
            invoice=f"SAMPLE-{number:05d}",
            line=line,
            product=product.id,
            sku=variant.sku,
            quantity=1 + _pick(random, _QUANTITIES),
            unit_price=variant.price,
            buyer=buyer,
            country=invoice.country,
            at=invoice.at,
        )


def _pull(product: SampleProduct, country: str, month: int) -> float:
    """Weight of a product in a market: its taste, and a little more for what costs less."""
    return demand(country, product.id, month) * math.pow(2000 / product.main_variant.price.minor, 0.3)


def _variant(random: Random, product: SampleProduct, color: str | None) -> SampleVariant:
    weights = [
        (2.5 if variant.options.get("color") == color else 1.0)
        * (1.8 if variant.options.get("size") in _MIDDLE_SIZES else 1.0)
        for variant in product.variants
    ]
    return product.variants[_pick(random, list(accumulate(weights)))]


def _pick(random: Random, scale: Sequence[float]) -> int:
    """An index with the odds of the steps of a rising scale."""
    return min(bisect_right(scale, random.random() * scale[-1]), len(scale) - 1)
