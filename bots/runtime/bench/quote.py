"""`tradewind bench quote`: CPU of a landed-cost quote of five lines, interleaved with the bare Decimal arithmetic."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import orjson

from bots.runtime.bench.floors import figure, floor_round
from bots.runtime.commands.quote import answer
from commerce_core.domain.landed_cost import (
    Destination,
    Discount,
    QuoteLine,
    QuoteRequest,
    quote,
    shipped_facts,
)
from commerce_core.domain.money import Money
from connectors.rates.reference_rates import ReferenceRates

_FLOOR = "quote_5_lines_cpu_us"
GOODS = (  # five duty rates, as in the floor: 16.9, 3, 0, 12 and 4.7 percent
    ("Running shoes", "640411"), ("Leather bag", "420221"), ("Face cream", "330499"), ("Cotton T-shirt", "610910"),
    ("Table lamp", "940521"),
)
DAY = date(2026, 11, 22)
REQUESTS = 500
QUOTES_PER_ROUND = 2_000


def requests() -> list[QuoteRequest]:
    """Seeded requests with the floor's price, quantity, discount and shipping ranges, by courier to Germany."""
    chance = random.Random(5)  # noqa: S311

    def euro(low: int, high: int) -> Money:
        return Money(chance.randint(low, high), "EUR")

    return [
        QuoteRequest(
            date=DAY,
            origin="CN",
            destination=Destination("DE"),
            currency="EUR",
            carrier_class="courier",
            lines=tuple(
                QuoteLine(f"S{at}", description, hs_code, "CN", chance.randint(1, 4), euro(300, 15_000))
                for at, (description, hs_code) in enumerate(GOODS)
            ),
            shipping=euro(490, 2_500),
            discounts=(Discount(euro(500, 1_400), "seller"),),
        )
        for _ in range(REQUESTS)
    ]


def figures(rounds: int = 5) -> list[dict[str, Any]]:
    """The bench's figures as the command-line contract writes them; `rounds` of each, after one that warms up.

    The ratio is the median of each round's ratio to the floor of the same round. Without the floor's script (an
    installation without the project's folder) the floor is None.
    """
    asked = requests()
    lines = [_line(request) for request in asked]
    facts, rates = shipped_facts(), ReferenceRates().rate
    assert len({charge.rate for charge in quote(asked[0], facts, rates).charges if charge.kind == "duty"}) > 1
    values: list[float] = []
    whole: list[float] = []
    floors: list[float] = []
    for _ in range(rounds + 1):
        values.append(_cpu_us(lambda at: quote(asked[at], facts, rates)))
        whole.append(_cpu_us(lambda at: orjson.dumps(answer(lines[at]))))
        floors += floor_round("quote.py", _FLOOR)
    floor = (_FLOOR, floors[1:])
    detail = f"process CPU, {QUOTES_PER_ROUND} quotes a round over {REQUESTS} seeded requests to Germany, no storage"
    return [
        figure("quote_5_lines_cpu_us", "us", values[1:], f"{detail}; typed request in, quote with reasons out", floor),
        figure("quote_line_cpu_us", "us", whole[1:], f"{detail}; the same from JSON line to JSON line", floor),
    ]


def _cpu_us(work: Callable[[int], object]) -> float:
    begun = time.process_time()
    for at in range(QUOTES_PER_ROUND):
        work(at % REQUESTS)
    return (time.process_time() - begun) / QUOTES_PER_ROUND * 1e6


def _line(request: QuoteRequest) -> str:
    """The request as the contract's JSON line."""
    return json.dumps(
        {
            "date": request.date.isoformat(),
            "origin": request.origin,
            "destination": {"country": request.destination.country},
            "currency": request.currency,
            "carrier_class": request.carrier_class,
            "lines": [
                {
                    "sku": line.sku, "description": line.description, "hs_code": line.hs_code, "origin": line.origin,
                    "quantity": line.quantity, "unit_price": line.unit_price.text,
                }
                for line in request.lines
            ],
            "discounts": [{"amount": row.amount.text, "funded_by": row.funded_by} for row in request.discounts],
            "shipping": request.shipping.text,
        }
    )
