"""One parcel under one regime: the ground on which its duty, tax and fees are computed, and how a charge is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from commerce_core.domain.landed_cost.consignment import Consignment
from commerce_core.domain.landed_cost.exact import Ratio
from commerce_core.domain.landed_cost.exchange import Exchange
from commerce_core.domain.landed_cost.facts import DestinationRules, Evidence, Facts, Regime
from commerce_core.domain.landed_cost.quote import Charge
from commerce_core.domain.money import Money, allocate, amount_text, exponent_of


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
    on_estimate: bool = False
    """Whether the base itself holds an estimate."""


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
        self, reason: Reason, amount: int, currency: str, *, lines: Sequence[int], bases: Sequence[int],
        shares: Sequence[int],
    ) -> Charge:
        """A known charge, in minor units of `currency`, shared over its lines by `bases` as `shares` of that currency.

        In the request's currency it is converted half up, then shared again.
        """
        own = self.exchange.currency
        converted, local = amount, None
        if currency != own:
            converted, local = self.exchange.back(currency, amount), Money(amount, currency)
            shares = allocate(converted, bases)
        ground = _ground(reason.evidence)
        sure = ground.sure and not reason.on_estimate and not self.exchange.uncertain(currency)
        return Charge(
            kind=reason.kind,
            name=reason.name,
            amount=Money(converted, own),
            local=local,
            base=reason.base,
            rate=reason.rate,
            formula=reason.formula,
            lines=tuple(lines),
            shares=tuple(shares),
            bases=tuple(bases),
            collected_by=self.regime.collected_by,
            due=self.regime.due,
            certainty="fixed" if sure else "estimate",
            rule=reason.rule,
            sources=ground.sources,
            as_of=ground.as_of,
        )

    def unknown(self, reason: Reason, lines: Sequence[int]) -> Charge:
        """A charge that is due and whose amount the data does not give."""
        ground = _ground(reason.evidence)
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
            sources=ground.sources,
            as_of=ground.as_of,
        )


@lru_cache(maxsize=4096)
def _ground(evidence: tuple[Evidence, ...]) -> Evidence:
    """Several pieces of evidence as one: every source once, the closest to the amount first; as sure as the weakest,
    as fresh as the oldest."""
    return Evidence(
        sources=tuple(dict.fromkeys(source for known in evidence for source in known.sources)),
        sure=all(known.sure for known in evidence),
        as_of=min(known.as_of for known in evidence),
    )


def assess(
    facts: Facts, rules: DestinationRules, regime: Regime, consignment: Consignment, exchange: Exchange
) -> Assessment:
    """The ground for one parcel under its regime. Raises QuoteRefused(no_rate)."""
    currency = regime.compute_currency or exchange.currency
    return Assessment(
        facts, rules, regime, consignment, exchange, currency, exponent_of(currency), exchange.ratio(currency)
    )
