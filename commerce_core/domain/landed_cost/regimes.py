"""Which row of a destination's rules a parcel falls under."""

from __future__ import annotations

from commerce_core.domain.landed_cost.consignment import Consignment
from commerce_core.domain.landed_cost.exact import Ratio, half_up
from commerce_core.domain.landed_cost.exchange import Exchange
from commerce_core.domain.landed_cost.facts import Conditions, DestinationRules, Facts, Regime, Threshold
from commerce_core.domain.landed_cost.refused import QuoteRefused


def pick_regime(rules: DestinationRules, facts: Facts, consignment: Consignment, exchange: Exchange) -> Regime:
    """The first row, in file order, that is in force on the day and whose conditions all hold.

    Raises QuoteRefused: date_out_of_range when the data has no such row, no_rate when a limit cannot be compared.
    """
    day = consignment.request.date
    if not facts.days.covers(day):
        covered = f"{facts.days.first.isoformat()} to {facts.days.last.isoformat()}"
        raise QuoteRefused("date_out_of_range", "date", f"the data covers {covered}")
    for regime in rules.regimes:
        if regime.period.covers(day) and _fits(regime.when, consignment, exchange):
            return regime
    raise QuoteRefused("date_out_of_range", "date", f"the data has no rule for this parcel to {rules.country} on that day")


def _fits(when: Conditions, consignment: Consignment, exchange: Exchange) -> bool:
    request = consignment.request
    if not when.registrations <= request.registrations:
        return False
    if when.carrier_classes and request.carrier_class not in when.carrier_classes:
        return False
    if when.dispatch_from and request.origin not in when.dispatch_from:
        return False
    if request.origin in when.dispatch_not_from:
        return False
    return _goods_fit(when, consignment) and all(
        within(limit, consignment, exchange) for limit in when.thresholds
    )


def _goods_fit(when: Conditions, consignment: Consignment) -> bool:
    lines = consignment.request.lines
    if when.line_origins_not and any(line.origin in when.line_origins_not for line in lines):
        return False
    if when.every_hs_prefix and not all(line.hs_code.startswith(when.every_hs_prefix) for line in lines):
        return False
    if when.no_hs_prefix and any(line.hs_code.startswith(when.no_hs_prefix) for line in lines):
        return False
    return when.total_quantity_max is None or sum(line.quantity for line in lines) <= when.total_quantity_max


def within(limit: Threshold, consignment: Consignment, exchange: Exchange) -> bool:
    """Whether the consignment, or every single unit of it, is within a limit.

    Converted to the limit's currency and rounded half up to its minor unit before it is compared (data README,
    "A regime row").
    """
    ratio = exchange.ratio(limit.currency)
    numerator = ratio.numerator * limit.factor.numerator
    denominator = ratio.denominator * limit.factor.denominator
    most = limit.limit - 1 if limit.strict else limit.limit
    if not limit.per_item:
        return half_up(Ratio(consignment.total(limit.with_freight) * numerator, denominator)) <= most
    return all(
        half_up(Ratio(value * numerator, denominator * line.quantity)) <= most
        for value, line in zip(consignment.values(limit.with_freight), consignment.request.lines, strict=True)
    )
