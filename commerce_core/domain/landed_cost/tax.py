"""Tax on import: the destination's rates on goods, freight and duty, each rate once for all lines that bear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from commerce_core.domain.landed_cost.assessment import Assessment, Reason
from commerce_core.domain.landed_cost.duty import DutyBill
from commerce_core.domain.landed_cost.exact import ONE, Percent, Ratio, half_up, percent, whole
from commerce_core.domain.landed_cost.facts import Evidence, TaxRate, TaxRule, UnknownTax
from commerce_core.domain.landed_cost.quote import Charge
from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.landed_cost.screening import region_code
from commerce_core.domain.money import Money, allocate

_KIND = "import_vat"


@dataclass(frozen=True, slots=True)
class TaxBill:
    """The tax charges of a parcel, and the evidence of every rate that was used, zero included."""

    charges: tuple[Charge, ...]
    used: tuple[Evidence, ...]


@dataclass(slots=True)
class _Group:
    """Lines that bear one tax at one rate; `percent` None when the data has no rate for them."""

    name: str
    percent: Percent | None
    lines: list[int] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def tax_of(assessment: Assessment, duty: DutyBill) -> TaxBill:
    """Every tax charge of the parcel (data README, "tax").

    Raises QuoteRefused(bad_request) when a region is needed and not given or not known.
    """
    rule = assessment.regime.tax
    if rule is None:
        return TaxBill((), ())
    if isinstance(rule, UnknownTax):
        lines = range(len(assessment.consignment.net))
        return TaxBill((_unknown(assessment, _Group("tax", None, list(lines), [assessment.regime.evidence])),), ())
    charges: list[Charge] = []
    used: list[Evidence] = []
    for group in _groups(assessment, rule):
        if group.percent is not None and group.percent.is_zero:
            used += group.evidence
        elif group.percent is None or (rule.on_duty and not duty.unknown.isdisjoint(group.lines)):
            charges.append(_unknown(assessment, group))
        else:
            used += group.evidence
            charges += _charges(assessment, rule, group, group.percent, duty)
    return TaxBill(tuple(charges), tuple(used))


def _groups(assessment: Assessment, rule: TaxRule) -> list[_Group]:
    """The lines by tax and rate, in the order of their first line."""
    rows_of: dict[str, list[TaxRate]] = {}
    found: dict[tuple[str, str | None], _Group] = {}
    given = _given_rate(assessment, rule)
    for position, line in enumerate(assessment.consignment.request.lines):
        rows = rows_of.get(line.tax_class)
        if rows is None:
            rows = rows_of[line.tax_class] = [given] if given else _rows(assessment, line.tax_class)
        if not rows:
            nothing = found.setdefault(("tax", None), _Group("tax", None, evidence=[assessment.regime.evidence]))
            nothing.lines.append(position)
        for row in rows:
            key = (row.name, row.percent.text)
            group = found.get(key)
            if group is None:
                group = found[key] = _Group(row.name, row.percent)
            group.lines.append(position)
            if row.evidence not in group.evidence:
                group.evidence.append(row.evidence)
    return list(found.values())


def _given_rate(assessment: Assessment, rule: TaxRule) -> TaxRate | None:
    """The rate that the request's parameters put in the place of the table's; the caller vouches for it."""
    fraction = assessment.consignment.request.parameters.get(rule.rate_parameter or "")
    if fraction is None or isinstance(fraction, Money):
        return None
    rows = assessment.rules.tax_rates.get("standard", ())
    vouched = Evidence(("request",), True, assessment.facts.dataset)
    shown = (fraction * 100).normalize()
    return TaxRate(rows[0].name if rows else "tax", None, assessment.regime.period, percent(shown), vouched)


def _rows(assessment: Assessment, tax_class: str) -> list[TaxRate]:
    """The rates of a class of goods, one per tax; of `standard` where the class has none in force in the region."""
    rules = assessment.rules
    region = region_code(assessment.consignment.request.destination)
    if rules.region_required and region is None:
        raise QuoteRefused("bad_request", "destination.region", f"is needed: tax in {rules.country} depends on it")
    for name in dict.fromkeys((tax_class, "standard")):
        in_force = [
            row
            for row in rules.tax_rates.get(name, ())
            if row.region in (None, region) and row.period.covers(assessment.consignment.request.date)
        ]
        if in_force:
            return list({row.name: row for row in sorted(in_force, key=lambda row: row.region is not None)}.values())
    if rules.region_required:
        raise QuoteRefused("bad_request", "destination.region", f"{region} is not a region of {rules.country} with a tax rate")
    return []


def _base(assessment: Assessment, rule: TaxRule, lines: Sequence[int], duty: DutyBill) -> Ratio:
    """Goods, and freight and duty where they are taxed, in the computing currency."""
    consignment = assessment.consignment
    goods = sum([consignment.net[line] for line in lines])
    freight = sum([consignment.freight[line] for line in lines]) if rule.on_shipping else 0
    duties = sum([duty.local[line] for line in lines]) if rule.on_duty else 0
    if not assessment.foreign and rule.goods_factor is ONE and rule.base_rounding is None:
        return whole(goods + freight + duties)
    exact = (rule.goods_factor.times(goods) + whole(freight)) * assessment.ratio + whole(duties)
    if rule.base_rounding:
        return whole(rule.base_rounding.of(exact))
    return whole(half_up(exact)) if assessment.foreign else exact


def _weights(assessment: Assessment, rule: TaxRule, lines: Sequence[int], duty: DutyBill) -> list[int]:
    """Each line's part of the base, in minor units of the request's currency."""
    consignment, factor = assessment.consignment, rule.goods_factor
    return [
        consignment.net[line] * factor.numerator
        + factor.denominator
        * ((consignment.freight[line] if rule.on_shipping else 0) + (duty.own[line] if rule.on_duty else 0))
        for line in lines
    ]


def _charges(
    assessment: Assessment, rule: TaxRule, group: _Group, rate: Percent, duty: DutyBill
) -> list[Charge]:
    base = _base(assessment, rule, group.lines, duty)
    weights = _weights(assessment, rule, group.lines, duty)
    shown, fraction = assessment.shown_exactly(base), rate.ratio
    formula = f"{shown} x {rate.text}%"
    if rule.factor:
        fraction *= rule.factor.ratio
        formula += f" x {rule.factor.text}%"
    if rule.gross_up:
        fraction /= ONE - fraction
        formula = f"{shown} / (1 - {rate.text}%) x {rate.text}%"
    estimated = rule.on_duty and any(
        charge.certainty != "fixed" and not set(charge.lines).isdisjoint(group.lines) for charge in duty.charges
    )
    charges = []
    for name, amount, arithmetic in _parts(assessment, rule, group.name, base * fraction, formula):
        if amount:
            reason = _reason(assessment, group, name, shown, arithmetic, estimated)
            shares = allocate(amount, weights)
            charges.append(
                assessment.charge(
                    reason, amount, assessment.currency, lines=group.lines, bases=weights, shares=shares
                )
            )
    return charges


def _parts(
    assessment: Assessment, rule: TaxRule, name: str, exact: Ratio, formula: str
) -> list[tuple[str, int, str]]:
    """(name, rounded amount, formula) of the tax, or of its national and its local part."""

    def rounded(amount: Ratio) -> int:
        return rule.rounding.of(amount) if rule.rounding else half_up(amount)

    if rule.national_part is None:
        return [(name, rounded(exact), formula)]
    part = rule.national_part
    national = rounded(exact * part.ratio)
    local = rounded((ONE - part.ratio) / part.ratio * whole(national))
    rest = f"{100 - int(part.text)}/{part.text}" if part.text.isdigit() else f"(100 - {part.text})/{part.text}"
    return [
        (f"{name}, national part", national, f"{formula} x {part.text}%"),
        (f"{name}, local part", local, f"{assessment.shown(national)} x {rest}"),
    ]


def _reason(assessment: Assessment, group: _Group, name: str, shown: str, formula: str, estimated: bool) -> Reason:
    part = name.removeprefix(group.name)
    rate = f"{group.name} {group.percent.text}%{part}" if group.percent else "not known"
    return Reason(
        _KIND, name, f"{assessment.currency} {shown}", rate, formula, assessment.regime.id,
        (*group.evidence, assessment.regime.evidence), estimated,
    )


def _unknown(assessment: Assessment, group: _Group) -> Charge:
    rate = f"{group.name} {group.percent.text}%" if group.percent else "not known"
    reason = Reason(
        _KIND, group.name, "goods", rate, "not known", assessment.regime.id,
        (*group.evidence, assessment.regime.evidence),
    )
    return assessment.unknown(reason, group.lines)
