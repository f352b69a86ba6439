"""Duty: flat per item line, percentages in layers, bands of the whole parcel, or what is above an allowance."""

from __future__ import annotations

from dataclasses import dataclass

from commerce_core.domain.landed_cost.assessment import Assessment, Reason
from commerce_core.domain.landed_cost.exact import ONE, Percent, Ratio, half_up, whole
from commerce_core.domain.landed_cost.facts import (
    AdValoremDuty,
    BandDuty,
    Evidence,
    ExcessDuty,
    FlatDuty,
    Layer,
    OnLayer,
    UnknownDuty,
)
from commerce_core.domain.landed_cost.quote import Charge
from commerce_core.domain.landed_cost.tariff import line_rate
from commerce_core.domain.money import allocate, amount_text, exponent_of


@dataclass(frozen=True, slots=True)
class DutyBill:
    """The duty of a parcel. `local` and `own` are each line's known duty in minor units of the computing and of the
    request's currency; `unknown` the lines whose duty is not (wholly) known; `used` the evidence of every rate, zero included."""

    charges: tuple[Charge, ...]
    local: tuple[int, ...]
    own: tuple[int, ...]
    unknown: frozenset[int]
    used: tuple[Evidence, ...]


@dataclass(slots=True)
class _Tally:
    """The bill while it is being drawn up."""

    charges: list[Charge]
    local: list[int]
    own: list[int]
    unknown: set[int]
    used: list[Evidence]

    def bill(self) -> DutyBill:
        return DutyBill(
            tuple(self.charges), tuple(self.local), tuple(self.own), frozenset(self.unknown), tuple(self.used)
        )

    def add(self, charge: Charge, local: list[int]) -> None:
        """A known charge and the shares of its lines in the computing currency."""
        self.charges.append(charge)
        for line, share, own in zip(charge.lines, local, charge.shares, strict=True):
            self.local[line] += share
            self.own[line] += own

    def add_unknown(self, charge: Charge) -> None:
        self.charges.append(charge)
        self.unknown.update(charge.lines)


def duty_of(assessment: Assessment) -> DutyBill:
    """Every duty charge of the parcel, and what each line bears of it (data README, "duty"). Raises QuoteRefused."""
    count = len(assessment.consignment.net)
    tally = _Tally([], [0] * count, [0] * count, set(), [])
    match assessment.regime.duty:
        case None:
            pass
        case UnknownDuty():
            tally.add_unknown(assessment.unknown(_reason(assessment, "duty", "customs value"), range(count)))
        case FlatDuty() as flat:
            _flat(assessment, flat, tally)
        case AdValoremDuty() as layered:
            _layered(assessment, layered, tally)
        case BandDuty() as bands:
            _banded(assessment, bands, tally)
        case ExcessDuty() as excess:
            _on_excess(assessment, excess, tally)
    return tally.bill()


def _reason(
    assessment: Assessment, name: str, base: str, *evidence: Evidence, rate: str = "not known", formula: str = "not known"
) -> Reason:
    """Why a duty of the regime row is what it is; without a rate it is not known."""
    rule = f"{assessment.regime.id}/{name}"
    return Reason("duty", name, base, rate, formula, rule, (*evidence, assessment.regime.evidence))


def _flat(assessment: Assessment, flat: FlatDuty, tally: _Tally) -> None:
    """amount x distinct item lines; lines of one item line share its amount by their value.

    Regulation (EU) 2026/382: EUR 3 per item of a consignment, whatever the quantity (sources of the row).
    """
    items = list(assessment.consignment.item_lines().values())
    amount = flat.amount * len(items)
    if amount == 0:
        return
    reason = Reason(
        kind="duty",
        name="flat",
        base=f"{len(items)} item line{'s' if len(items) > 1 else ''}",
        rate=f"{flat.currency} {flat.amount_text} per item line",
        formula=f"{len(items)} x {amount_text(flat.amount, exponent_of(flat.currency))}",
        rule=flat.rule,
        evidence=(flat.evidence,),
    )
    values = assessment.consignment.net
    own = _by_item(assessment.exchange.back(flat.currency, amount), items, values)
    local = own
    if assessment.foreign:
        per_unit = assessment.ratio / assessment.exchange.ratio(flat.currency)
        local = _by_item(half_up(per_unit.times(amount)), items, values)
    tally.add(assessment.charge(reason, amount, flat.currency, lines=range(len(own)), bases=own, shares=own), local)


def _by_item(amount: int, items: list[list[int]], values: tuple[int, ...]) -> list[int]:
    """Each item line bears the same; within one, its lines bear it by value."""
    shares = [0] * len(values)
    for item, part in zip(items, allocate(amount, [1] * len(items)), strict=True):
        for line, share in zip(item, allocate(part, [values[line] for line in item]), strict=True):
            shares[line] = share
    return shares


@dataclass(slots=True)
class _Group:
    """Lines of one layer that bear the same rate."""

    percent: Percent | None
    lines: list[int]
    evidence: list[Evidence]


def _layered(assessment: Assessment, duty: AdValoremDuty, tally: _Tally) -> None:
    """Per layer, lines with the same rate are summed, multiplied once, rounded once, then allocated back by base."""
    values = assessment.consignment.values(duty.with_freight)
    day = assessment.consignment.request.date
    amounts: dict[str, dict[int, int | None]] = {}
    for layer in duty.layers:
        if not layer.period.covers(day):
            continue
        below = amounts.get(layer.rate.layer, {}) if isinstance(layer.rate, OnLayer) else None
        shares = amounts[layer.id] = {}
        for group in _groups(assessment, layer, below):
            if group.percent is None:
                shares.update(dict.fromkeys(group.lines))
                tally.add_unknown(_unknown_layer(assessment, layer, group))
                continue
            tally.used += group.evidence
            bases = [values[line] if below is None else below[line] or 0 for line in group.lines]
            base = whole(sum(bases)) if below is not None else _base(assessment, duty, sum(bases))
            exact = base * group.percent.ratio
            amount = duty.rounding.of(exact) if duty.rounding else half_up(exact)
            local = allocate(amount, bases)
            shares.update(zip(group.lines, local, strict=True))
            if amount:
                reason = _layer_reason(assessment, layer, group, base)
                tally.add(
                    assessment.charge(
                        reason, amount, assessment.currency, lines=group.lines, bases=bases, shares=local
                    ),
                    local,
                )


def _groups(assessment: Assessment, layer: Layer, below: dict[int, int | None] | None) -> list[_Group]:
    """The lines by rate, in order of their first line. A surcharge is unknown where the duty `below` it is."""
    found: dict[str | None, _Group] = {}
    request = assessment.consignment.request
    for position, line in enumerate(request.lines):
        fact = line_rate(assessment.facts, layer.rate, line, request.date)
        rate = fact.percent
        if below is not None:
            if position not in below:
                continue
            rate = rate if below[position] is not None else None
        group = found.get(key := rate.text if rate else None)
        if group is None:
            group = found[key] = _Group(rate, [], [])
        group.lines.append(position)
        if fact.evidence not in group.evidence:
            group.evidence.append(fact.evidence)
    return list(found.values())


def _base(assessment: Assessment, duty: AdValoremDuty, value: int) -> Ratio:
    """The customs value in the computing currency: rounded by statute, or half up where it had to be converted."""
    if not assessment.foreign and duty.goods_factor is ONE and duty.base_rounding is None:
        return whole(value)
    exact = assessment.ratio.times(value) * duty.goods_factor
    if duty.base_rounding:
        return whole(duty.base_rounding.of(exact))
    return whole(half_up(exact)) if assessment.foreign else exact


def _layer_reason(assessment: Assessment, layer: Layer, group: _Group, base: Ratio) -> Reason:
    shown, rate = assessment.shown_exactly(base), f"{group.percent.text}%" if group.percent else "not known"
    currency = assessment.currency
    return _reason(
        assessment, layer.id, f"{currency} {shown}", *group.evidence, rate=rate, formula=f"{shown} x {rate}"
    )


def _unknown_layer(assessment: Assessment, layer: Layer, group: _Group) -> Charge:
    return assessment.unknown(_reason(assessment, layer.id, "customs value", *group.evidence), group.lines)


def _banded(assessment: Assessment, duty: BandDuty, tally: _Tally) -> None:
    """base x rate - deduct of the first band that holds the converted base, rounded once."""
    consignment, exchange = assessment.consignment, assessment.exchange
    value = consignment.total(duty.with_freight)
    compared = half_up(exchange.into(duty.currency, value))
    band = next((band for band in duty.bands if compared <= band.up_to), None)
    if band is None:
        reason = _reason(assessment, "bands", "customs value")
        tally.add_unknown(assessment.unknown(reason, range(len(consignment.net))))
        return
    base = assessment.ratio.times(value)
    deduct = (assessment.ratio / exchange.ratio(duty.currency)).times(band.deduct)
    shown, rate = assessment.shown_exactly(base), f"{band.percent.text}%"
    if band.deduct:
        rate += f" - {duty.currency} {amount_text(band.deduct, exponent_of(duty.currency))}"
    reason = _reason(
        assessment, "bands", f"{assessment.currency} {shown}", rate=rate, formula=f"{shown} x {rate}"
    )
    _whole_parcel(assessment, reason, base * band.percent.ratio - deduct, duty.with_freight, tally)


def _on_excess(assessment: Assessment, duty: ExcessDuty, tally: _Tally) -> None:
    """(base - allowance converted) x rate, not below 0."""
    base = assessment.ratio.times(assessment.consignment.total(duty.with_freight))
    allowance = (assessment.ratio / assessment.exchange.ratio(duty.currency)).times(duty.over)
    shown, rate = assessment.shown_exactly(base), f"{duty.percent.text}%"
    over = f"{duty.currency} {amount_text(duty.over, exponent_of(duty.currency))}"
    reason = _reason(
        assessment, "excess", f"{assessment.currency} {shown}", rate=f"{rate} above {over}",
        formula=f"({shown} - {over}) x {rate}",
    )
    _whole_parcel(assessment, reason, (base - allowance) * duty.percent.ratio, duty.with_freight, tally)


def _whole_parcel(assessment: Assessment, reason: Reason, exact: Ratio, with_freight: bool, tally: _Tally) -> None:
    """One charge on all lines, shared by their value."""
    amount = half_up(exact) if exact.numerator > 0 else 0
    if amount == 0:
        return
    bases = assessment.consignment.values(with_freight)
    local = allocate(amount, bases)
    lines = range(len(bases))
    tally.add(assessment.charge(reason, amount, assessment.currency, lines=lines, bases=bases, shares=local), local)
