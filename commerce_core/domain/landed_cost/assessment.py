"""One parcel under one regime: the ground on which its duty, tax and fees are computed, and how a charge is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commerce_core.domain.landed_cost.consignment import Consignment
from commerce_core.domain.landed_cost.exact import Ratio, amount_text
from commerce_core.domain.landed_cost.exchange import Exchange
from commerce_core.domain.landed_cost.facts import DestinationRules, Evidence, Facts, Regime
from commerce_core.domain.landed_cost.quote import Charge
from commerce_core.domain.money import Money, allocate, exponent_of


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a charge is what it is: what it is called, on what, at which rate, by which rule and with what evidence."""

    kind: str
    name: str
    base: str
    rate: str
    formula: str
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """`currency` is the one that duty and tax are computed and rounded in; `ratio` its minor units per request's."""

    facts: Facts
    rules: DestinationRules
    regime: Regime
    consignment: Consignment
    exchange: Exchange
    currency: str
    exponent: int
    ratio: Ratio

    @property
    def foreign(self) -> bool:
        """Whether duty and tax are computed in another currency than the request's."""
        return self.currency != self.exchange.currency

    def shown(self, minor: int) -> str:
        """An amount of the computing currency as text."""
        return amount_text(minor, self.exponent)

    def shown_exactly(self, amount: Ratio) -> str:
        """An amount that need not be a whole number of minor units, to two more digits than the currency has."""
        if amount.numerator % amount.denominator == 0:
            return self.shown(amount.numerator // amount.denominator)
        return amount_text(amount.numerator * 100 // amount.denominator, self.exponent + 2).rstrip("0").rstrip(".")

    def charge(
        self, reason: Reason, amount: int, currency: str, lines: Sequence[int], bases: Sequence[int]
    ) -> Charge:
        """A known charge, in minor units of `currency`: converted half up and shared over its lines by `bases`."""
        own = self.exchange.currency
        converted = self.exchange.back(currency, amount)
        sure = all(known.sure for known in reason.evidence) and not self.exchange.uncertain(currency)
        return Charge(
            kind=reason.kind,
            name=reason.name,
            amount=Money(converted, own),
            local=None if currency == own else Money(amount, currency),
            base=reason.base,
            rate=reason.rate,
            formula=reason.formula,
            lines=tuple(lines),
            shares=tuple(allocate(converted, bases)),
            bases=tuple(bases),
            collected_by=self.regime.collected_by,
            due=self.regime.due,
            certainty="fixed" if sure else "estimate",
            rule=reason.rule,
            sources=_sources(reason.evidence),
            as_of=min(known.as_of for known in reason.evidence),
        )

    def unknown(self, reason: Reason, lines: Sequence[int]) -> Charge:
        """A charge that is due and whose amount the data does not give."""
        return Charge(
            kind=reason.kind,
            name=reason.name,
            amount=None,
            local=None,
            base=reason.base,
            rate=reason.rate,
            formula=reason.formula,
            lines=tuple(lines),
            shares=(),
            bases=(),
            collected_by=self.regime.collected_by,
            due=self.regime.due,
            certainty="unknown",
            rule=reason.rule,
            sources=_sources(reason.evidence),
            as_of=min(known.as_of for known in reason.evidence),
        )


def _sources(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Every source once, the closest to the amount first."""
    return tuple(dict.fromkeys(source for known in evidence for source in known.sources))


def assess(
    facts: Facts, rules: DestinationRules, regime: Regime, consignment: Consignment, exchange: Exchange
) -> Assessment:
    """The ground for one parcel under its regime. Raises QuoteRefused(no_rate)."""
    currency = regime.compute_currency or exchange.currency
    return Assessment(
        facts, rules, regime, consignment, exchange, currency, exponent_of(currency), exchange.ratio(currency)
    )
