"""What carriers, customs and authorities ask for handling the parcel, and which small charges are not levied at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commerce_core.domain.landed_cost.assessment import Assessment
from commerce_core.domain.landed_cost.exact import ONE, Ratio, half_up, whole
from commerce_core.domain.landed_cost.facts import Fee
from commerce_core.domain.landed_cost.quote import Caution, Charge, weakest
from commerce_core.domain.landed_cost.regimes import within
from commerce_core.domain.money import Money, amount_text, exponent_of


def without_waived(assessment: Assessment, charges: Sequence[Charge]) -> list[Charge]:
    """The charges without those that are too small to be levied (`waive_up_to`); unknown ones are never waived."""
    waiver = assessment.regime.waiver
    concerned = [charge for charge in charges if waiver and charge.kind in waiver.kinds]
    if waiver is None or any(charge.amount is None for charge in concerned):
        return list(charges)
    if waiver.currency == assessment.currency:
        amounts = (charge.local or charge.amount for charge in concerned)
        total = sum(amount.minor for amount in amounts if amount)
    else:
        own = sum(charge.amount.minor for charge in concerned if charge.amount)
        total = half_up(assessment.exchange.into(waiver.currency, own))
    return [charge for charge in charges if charge not in concerned] if total <= waiver.limit else list(charges)


@dataclass(frozen=True, slots=True)
class FeeBill:
    """The fees that are due, and cautions about fees that may be."""

    charges: tuple[Charge, ...]
    cautions: tuple[Caution, ...]


def fees_of(assessment: Assessment, levied: Sequence[Charge]) -> FeeBill:
    """Fees of the regime row and of the destination; `levied` are duty and tax after waivers. Raises QuoteRefused."""
    at_border = assessment.regime.at_border and any(charge.amount is None or charge.amount.minor for charge in levied)
    charges, cautions = [], []
    for fee in (*assessment.regime.fees, *assessment.rules.fees):
        if not _applies(fee, assessment, at_border):
            continue
        if fee.confirmed:
            charges.append(_charge(fee, assessment))
        else:
            lines = tuple(range(len(assessment.consignment.net)))
            cautions.append(Caution("unconfirmed_fee", fee.note or f"{fee.id} may be due", lines, fee.id))
    return FeeBill(tuple(charges), tuple(cautions))


def _applies(fee: Fee, assessment: Assessment, at_border: bool) -> bool:
    request = assessment.consignment.request
    return (
        (at_border or not fee.only_with_border_charges)
        and request.carrier_class in fee.carrier_classes
        and fee.period.covers(request.date)
        and (fee.threshold is None or within(fee.threshold, assessment.consignment, assessment.exchange))
    )


def _charge(fee: Fee, assessment: Assessment) -> Charge:
    given = assessment.consignment.request.parameters.get(fee.parameter or "")
    if isinstance(given, Money):
        rate = f"{given.currency} {given.text}"
        return _written(fee, assessment, given, rate=rate, formula=given.text, certainty="fixed")
    if fee.amount is None or fee.currency is None:
        return _written(fee, assessment, None, rate="not known", formula="not known", certainty="unknown")
    count = len(assessment.consignment.item_lines()) if fee.per_item_line else 1
    each = amount_text(fee.amount, exponent_of(fee.currency))
    formula = f"{count} x {each}"
    exact: Ratio = whole(fee.amount * count)
    if fee.plus_tax:
        exact *= ONE + fee.plus_tax.ratio
        formula += f" x (1 + {fee.plus_tax.text}%)"
    minor = half_up(exact)
    own = Money(assessment.exchange.back(fee.currency, minor), assessment.exchange.currency)
    local = None if fee.currency == own.currency else Money(minor, fee.currency)
    certainty = weakest({fee.certainty, "estimate" if assessment.exchange.uncertain(fee.currency) else "fixed"})
    rate = f"{fee.currency} {each}"
    return _written(fee, assessment, own, rate=rate, formula=formula, certainty=certainty, local=local)


def _written(
    fee: Fee, assessment: Assessment, amount: Money | None, *, rate: str, formula: str, certainty: str,
    local: Money | None = None,
) -> Charge:
    lines = tuple(range(len(assessment.consignment.net)))
    return Charge(
        kind=fee.kind,
        name=fee.id,
        amount=amount,
        local=local,
        base="item lines" if fee.per_item_line else "consignment",
        rate=rate,
        formula=formula,
        lines=lines,
        shares=(),
        bases=(),
        collected_by=fee.collected_by,
        due=fee.due,
        certainty=certainty,
        rule=fee.id,
        sources=fee.evidence.sources,
        as_of=fee.evidence.as_of,
    )
