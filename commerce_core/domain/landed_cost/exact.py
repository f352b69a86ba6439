"""Exact fractions of minor units and the one moment each of them is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Ratio:
    """A fraction kept as two whole numbers, so that nothing is rounded before the law says so."""

    numerator: int
    denominator: int

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator * other.denominator, self.denominator * other.numerator)

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )

    def __sub__(self, other: Ratio) -> Ratio:
        return Ratio(
            self.numerator * other.denominator - other.numerator * self.denominator,
            self.denominator * other.denominator,
        )

    def times(self, minor: int) -> Ratio:
        """The fraction of a whole number of minor units."""
        return Ratio(self.numerator * minor, self.denominator)

    def at_most(self, other: Ratio) -> bool:
        return self.numerator * other.denominator <= other.numerator * self.denominator

    def below(self, other: Ratio) -> bool:
        return self.numerator * other.denominator < other.numerator * self.denominator


ONE = Ratio(1, 1)


def ratio_of(number: Decimal) -> Ratio:
    """A Decimal as the fraction it is."""
    return Ratio(*number.as_integer_ratio())


def whole(minor: int) -> Ratio:
    """Minor units as a fraction."""
    return Ratio(minor, 1)


def half_up(amount: Ratio) -> int:
    """The nearest minor unit of an amount that is not negative; halves go up (contract: ROUND_HALF_UP)."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


@dataclass(frozen=True, slots=True)
class Rounding:
    """A statutory rounding: down or up to a step, in minor units of the currency the charge is computed in."""

    up: bool
    step: int

    def of(self, amount: Ratio) -> int:
        """The amount, not negative, rounded to a multiple of the step."""
        step = amount.denominator * self.step
        steps = -(-amount.numerator // step) if self.up else amount.numerator // step
        return steps * self.step


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate in percent: `text` as the data writes it, `ratio` as the fraction to multiply with."""

    text: str
    ratio: Ratio

    @property
    def is_zero(self) -> bool:
        return self.ratio.numerator == 0


def percent(number: Decimal) -> Percent:
    """`Decimal("16.50")` -> 16.5 percent; the same rate always has the same text."""
    return Percent(f"{number.normalize():f}", ratio_of(number) / Ratio(100, 1))

