"""Money as whole minor units of an ISO 4217 currency: exact, never a binary float."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources

_AMOUNT = re.compile(r"[0-9]{1,15}(?:\.[0-9]+)?")


class BadAmount(ValueError):
    """A text that is not an amount of its currency: sign, exponent, too many decimals, not digits."""


class UnknownCurrency(ValueError):
    """A code that ISO 4217 does not list."""


@cache
def exponents() -> dict[str, int]:
    """ISO 4217 code -> number of decimals of its minor unit (`reference/currencies.json`; CLDR's differ for some)."""
    text = resources.files("commerce_core.reference").joinpath("currencies.json").read_text(encoding="utf-8")
    return {code: int(row["exponent"]) for code, row in json.loads(text)["currencies"].items()}


def exponent_of(currency: str) -> int:
    """Decimals of the currency's minor unit. Raises UnknownCurrency."""
    try:
        return exponents()[currency]
    except KeyError:
        raise UnknownCurrency(currency) from None


def amount_text(minor: int, exponent: int) -> str:
    """Minor units as plain decimal text: (4127, 2) -> `41.27`."""
    if exponent == 0:
        return str(minor)
    if minor < 0:
        return f"-{amount_text(-minor, exponent)}"
    major, rest = divmod(minor, 10**exponent)
    return f"{major}.{rest:0{exponent}d}"


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents, yen, fils) of one currency. Arithmetic needs one currency on both sides."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Decimal text without sign or exponent -> Money. Raises BadAmount, UnknownCurrency."""
        places = exponent_of(currency)
        if not isinstance(text, str) or not _AMOUNT.fullmatch(text):
            raise BadAmount(f"{text!r} is not a decimal amount")
        whole, _, fraction = text.partition(".")
        if len(fraction) > places:
            raise BadAmount(f"{text!r} has more than the {places} decimals of {currency}")
        return cls(int(whole + fraction.ljust(places, "0")), currency)

    @classmethod
    def round(cls, amount: Decimal, currency: str) -> Money:
        """The nearest minor unit, halves away from zero (ROUND_HALF_UP, the contract's rounding)."""
        return cls(int(amount.scaleb(exponent_of(currency)).to_integral_value(ROUND_HALF_UP)), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with the currency's own number of decimals."""
        return Decimal(self.minor).scaleb(-exponent_of(self.currency))

    @property
    def text(self) -> str:
        """Plain decimal text, such as `41.27`; not for people (Babel formats for them)."""
        return amount_text(self.minor, exponent_of(self.currency))

    def as_json(self) -> dict[str, int | str]:
        """`{"minor": 4127, "currency": "EUR"}` as in the reply contract."""
        return {"minor": self.minor, "currency": self.currency}

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.minor

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Spread `total` minor units over `weights` by largest remainder; the shares add up to `total` exactly.

    Each share is floored, then the remaining units go to the largest fractions; ties go to the larger weight, then to
    the lower index; weights that sum to zero share equally; a negative total allocates its absolute value and negates
    (contracts: quote, "Arithmetic"). Raises ValueError on no weights or a negative weight.
    """
    if not weights or min(weights) < 0:
        raise ValueError("allocation needs weights, none of them negative")
    if total < 0:
        return [-share for share in allocate(-total, weights)]
    if total == 0 or len(weights) == 1:
        return [total] + [0] * (len(weights) - 1)
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    shares, fractions, left = [], [], total
    for weight in weights:
        share, fraction = divmod(total * weight, whole)
        shares.append(share)
        fractions.append(-fraction)
        left -= share
    if left:
        heaviest_first = sorted(zip(fractions, [-weight for weight in weights], range(len(shares)), strict=True))
        for _, _, at in heaviest_first[:left]:
            shares[at] += 1
    return shares


def cash_round(amount: Money, step: Decimal) -> Money:
    """To the nearest multiple of the smallest coin (CHF 0.05), halves up. For cash on delivery, never for cards."""
    steps = (amount.decimal / step).to_integral_value(ROUND_HALF_UP)
    return Money.round(steps * step, amount.currency)


def net_of_tax(gross: Money, rate: Decimal) -> Money:
    """What a price that includes tax at `rate` percent is without it, half up: gross / (1 + rate / 100)."""
    return Money.round(gross.decimal * 100 / (100 + rate), gross.currency)
