"""Landed cost: one request in, one quote out, every amount with its rule. No clock, no network, no hidden state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from commerce_core.domain.landed_cost.assessment import Assessment, assess
from commerce_core.domain.landed_cost.consignment import consign
from commerce_core.domain.landed_cost.duty import duty_of
from commerce_core.domain.landed_cost.exchange import Exchange
from commerce_core.domain.landed_cost.facts import DestinationRules, Facts
from commerce_core.domain.landed_cost.fees import fees_of, without_waived
from commerce_core.domain.landed_cost.quote import Caution, Charge, Quote, weakest
from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.landed_cost.regimes import pick_regime
from commerce_core.domain.landed_cost.request import QuoteRequest
from commerce_core.domain.landed_cost.screening import screen_goods, screen_place
from commerce_core.domain.landed_cost.tax import tax_of
from commerce_core.domain.money import Money
from commerce_core.domain.rates import RateLookup

STALE_AFTER = timedelta(days=7)
"""A reference rate further than this from the day of entry gets a caution."""


def quote(request: QuoteRequest, facts: Facts, rates: RateLookup) -> Quote:
    """The landed cost of a request. Raises QuoteRefused, and nothing else.

    `rates(base, quote, day)` gives units of `quote` for one unit of `base`; it is asked only for what is needed and
    only when the request pins no rates. Order and rounding: data README, "Order of computation and rounding". The
    same request, facts and rates always give the same quote.
    """
    cautions = screen_place(request.destination, facts)
    rules = facts.destinations.get(request.destination.country)
    if rules is None:
        code = request.destination.country
        raise QuoteRefused("unknown_country", "destination.country", f"the data has no destination {code[:60]!r}")
    cautions += screen_goods(request, facts)
    consignment = consign(request)
    exchange = Exchange(request, rates)
    regime = pick_regime(rules, facts, consignment, exchange)
    assessment = assess(facts, rules, regime, consignment, exchange)
    duty = duty_of(assessment)
    tax = tax_of(assessment, duty)
    levied = without_waived(assessment, [*duty.charges, *tax.charges])
    fees = fees_of(assessment, levied)
    charges = [*levied, *fees.charges]
    cautions += fees.cautions
    if request.delivery_terms == "DDP":
        charges, not_prepaid = _prepaid(charges, rules, request.carrier_class)
        cautions += not_prepaid
    cautions += _not_an_import(request, rules, facts)
    cautions += [_unknown_caution(charge) for charge in charges if charge.amount is None]
    cautions += _stale_rates(exchange)
    used = (regime.evidence, *duty.used, *tax.used)
    certainty = weakest(
        {charge.certainty for charge in charges} | {"fixed" if known.sure else "estimate" for known in used}
    )
    return _written(assessment, charges, cautions, certainty)


def _prepaid(charges: list[Charge], rules: DestinationRules, carrier_class: str) -> tuple[list[Charge], list[Caution]]:
    """Delivered duty paid: what is due on delivery moves to checkout where the carrier class can be prepaid."""
    if all(charge.due == "checkout" for charge in charges):
        return charges, []
    if carrier_class not in rules.prepaid:
        message = f"charges on delivery to {rules.country} by {carrier_class} cannot be prepaid: DAP applies"
        return charges, [Caution("not_prepaid", message)]
    return [replace(charge, due="checkout") for charge in charges], []


def _not_an_import(request: QuoteRequest, rules: DestinationRules, facts: Facts) -> list[Caution]:
    """Goods that never leave the destination's customs territory pay no import charges; the data has no other rules."""
    dispatch = facts.destinations.get(request.origin)
    same_bloc = dispatch is not None and dispatch.bloc is not None and dispatch.bloc == rules.bloc
    if request.origin != rules.country and not same_bloc:
        return []
    message = f"{request.origin} and {rules.country} are one customs territory: the import charges shown may not apply"
    return [Caution("not_an_import", message)]


def _unknown_caution(charge: Charge) -> Caution:
    message = f"{charge.kind} ({charge.name}) is due, its amount is not known: the total is without it"
    return Caution("unknown_amount", message, charge.lines, charge.rule)


def _stale_rates(exchange: Exchange) -> list[Caution]:
    return [
        Caution("stale_rate", f"the rate {exchange.currency}/{currency} is of {rate.as_of.isoformat()}")
        for currency, rate in exchange.used.items()
        if abs(exchange.day - rate.as_of) > STALE_AFTER
    ]


def _written(
    assessment: Assessment, charges: Sequence[Charge], cautions: Sequence[Caution], certainty: str
) -> Quote:
    consignment = assessment.consignment
    request, currency = consignment.request, assessment.exchange.currency
    at_checkout, on_delivery = consignment.paid + request.shipping.minor, 0
    for charge in charges:
        if charge.amount and charge.due == "checkout":
            at_checkout += charge.amount.minor
        elif charge.amount:
            on_delivery += charge.amount.minor
    return Quote(
        id=request.id,
        regime=assessment.regime.id,
        currency=currency,
        goods=Money(consignment.paid, currency),
        shipping=request.shipping,
        charges=tuple(charges),
        due_at_checkout=Money(at_checkout, currency),
        due_on_delivery=Money(on_delivery, currency),
        total=Money(at_checkout + on_delivery, currency),
        certainty=certainty,
        warnings=tuple(cautions),
        valid_until=datetime.combine(request.date + timedelta(days=1), time(), UTC),
        dataset=assessment.facts.dataset,
        discounts=consignment.discounts,
        rates=dict(assessment.exchange.used),
    )

