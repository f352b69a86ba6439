"""Conversion between the request's currency and those of the rules, exact until the rule rounds."""

from __future__ import annotations

from datetime import date

from commerce_core.domain.landed_cost.exact import ONE, Ratio, half_up, ratio_of
from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.landed_cost.request import QuoteRequest
from commerce_core.domain.money import exponent_of
from commerce_core.domain.rates import NoRate, Rate, RateLookup


class Exchange:
    """The rates of one quote: pinned by the request, else looked up for its date; each is asked for once and kept.

    `used` holds what was needed, `pinned` whether the caller vouches for it.
    """

    __slots__ = ("_lookup", "_own", "_ratios", "currency", "day", "pinned", "used")

    def __init__(self, request: QuoteRequest, lookup: RateLookup) -> None:
        self.currency = request.currency
        self.day: date = request.date
        self.pinned = request.rates is not None
        self.used: dict[str, Rate] = {}
        self._own = request.rates
        self._lookup = lookup
        self._ratios: dict[str, Ratio] = {request.currency: ONE}

    def ratio(self, currency: str) -> Ratio:
        """Minor units of `currency` for one minor unit of the request's. Raises QuoteRefused(no_rate)."""
        found = self._ratios.get(currency)
        if found is None:
            rate = self._rate(currency)
            self.used[currency] = rate
            scale = Ratio(10 ** exponent_of(currency), 10 ** exponent_of(self.currency))
            found = self._ratios[currency] = ratio_of(rate.value) * scale
        return found

    def _rate(self, currency: str) -> Rate:
        if self._own is not None:
            if currency in self._own:
                return Rate(self._own[currency], "request", self.day)
            problem = f"the request's rates lack {currency}"
        else:
            try:
                return self._lookup(self.currency, currency, self.day)
            except NoRate as missing:
                problem = str(missing)
        raise QuoteRefused("no_rate", f"rates.{currency}", problem)

    def into(self, currency: str, minor: int) -> Ratio:
        """Minor units of the request's currency as an exact amount of minor units of another."""
        return self.ratio(currency).times(minor)

    def back(self, currency: str, minor: int) -> int:
        """Minor units of another currency in the request's: amount / rate, half up."""
        if currency == self.currency:
            return minor
        ratio = self.ratio(currency)
        return half_up(Ratio(minor * ratio.denominator, ratio.numerator))

    def uncertain(self, currency: str | None) -> bool:
        """Whether an amount of that currency was converted at a rate that the caller does not vouch for."""
        return currency is not None and currency != self.currency and not self.pinned
