"""The rate of duty of one line under one layer, as the tariff of a day states it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from commerce_core.domain.landed_cost.exact import percent
from commerce_core.domain.landed_cost.facts import (
    CountryRate,
    Evidence,
    Facts,
    FixedRate,
    LayerRate,
    MarkRate,
    MfnRate,
    OnLayer,
    RateFact,
    TableRate,
)
from commerce_core.domain.landed_cost.request import QuoteLine

_FREE = percent(Decimal(0))


def line_rate(facts: Facts, rate: LayerRate, line: QuoteLine, day: date) -> RateFact:
    """The rate of a line; its `percent` None where the tariff does not tell (then the duty is unknown)."""
    match rate:
        case FixedRate() | OnLayer():
            return rate.fact
        case MfnRate():
            return mfn_rate(facts, rate.schedule, line.hs_code)
        case TableRate():
            return _table_rate(facts, rate, line, day)
        case CountryRate():
            return _country_rate(facts, rate, line, day)
        case MarkRate():
            return _mark_rate(facts, rate, line, day)


def mfn_rate(facts: Facts, schedule: str, hs_code: str) -> RateFact:
    """The most-favoured-nation rate: by the first six digits, else by the longest prefix, else unknown."""
    rates = facts.schedules.get(schedule)
    if rates is not None:
        if found := rates.by_hs6.get(hs_code[:6]):
            return found
        for length in range(min(rates.longest, len(hs_code)), 0, -1):
            if found := rates.by_prefix.get(hs_code[:length]):
                return found
    return _not_known(facts)


@lru_cache(maxsize=8)
def _not_known(facts: Facts) -> RateFact:
    return RateFact(None, Evidence((), False, facts.dataset))


@lru_cache(maxsize=8)
def _free(facts: Facts) -> RateFact:
    return RateFact(_FREE, Evidence((), True, facts.dataset))


def _table_rate(facts: Facts, table: TableRate, line: QuoteLine, day: date) -> RateFact:
    for length in range(min(table.longest, len(line.hs_code)), 0, -1):
        if found := table.by_prefix.get(line.hs_code[:length]):
            return line_rate(facts, found, line, day)
    return table.default.fact


def _country_rate(facts: Facts, rate: CountryRate, line: QuoteLine, day: date) -> RateFact:
    table = facts.country_tables[rate.table]
    for row in table.by_origin.get(line.origin, ()):
        if not row.period.covers(day):
            continue
        if not row.net_of_mfn:
            return row.fact
        return _net_of_mfn(row.fact, mfn_rate(facts, rate.schedule, line.hs_code))
    return _free(facts) if table.absent_is_zero else _not_known(facts)


@lru_cache(maxsize=4096)
def _net_of_mfn(cap: RateFact, mfn: RateFact) -> RateFact:
    """max(0, cap - MFN): the two together reach the cap, never more. Unknown where the MFN rate is."""
    if cap.percent is None or mfn.percent is None:
        return RateFact(None, mfn.evidence)
    rest = max(Decimal(0), Decimal(cap.percent.text) - Decimal(mfn.percent.text))
    known = Evidence(
        cap.evidence.sources + mfn.evidence.sources,
        cap.evidence.sure and mfn.evidence.sure,
        min(cap.evidence.as_of, mfn.evidence.as_of),
    )
    return RateFact(percent(rest), known)


def _mark_rate(facts: Facts, rate: MarkRate, line: QuoteLine, day: date) -> RateFact:
    if line.origin != rate.origin:
        return _free(facts)
    mark = facts.marks.get(rate.mark, {}).get(line.hs_code[:6])
    if mark is None:
        return _not_known(facts)
    if mark.since is not None and day < mark.since:
        return mark.before or RateFact(None, mark.fact.evidence)
    return mark.fact
