"""An exchange rate as a dated fact: what one unit of a currency is worth in another, who says so, and of which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of the quote currency for ONE unit of the base currency, as `source` published it for `as_of`."""

    value: Decimal
    source: str
    as_of: date


class NoRate(Exception):
    """No rate between two currencies is known for a day."""

    def __init__(self, base: str, quote: str, on: date) -> None:
        super().__init__(f"no rate from {base} to {quote} for {on.isoformat()}")
        self.base = base
        self.quote = quote
        self.on = on


RateLookup = Callable[[str, str, date], Rate]
"""(base, quote, day) -> Rate; raises NoRate. What the quote engine needs of any source of rates."""
