"""`duty_rates.json` read into schedules, country tables and marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from commerce_core.domain.landed_cost.facts import CountryRow, CountryTable, Evidence, Mark, RateFact, Schedule
from commerce_core.domain.landed_cost.reading.values import ABOUT, evidence, period, rate
from commerce_core.domain.reference import Entry

_RATE = {"ad_valorem", "min", "max", "text"} | ABOUT
_ROW = {"hs6", "description", "mfn"}
_MARK = _RATE | {"list", "effective_from", "before"}
_COUNTRY_ROW = {"origin", "rate", "cap_net_of_mfn", "effective_from", "effective_to"} | ABOUT


def _rate_fact(entry: Entry, as_of: str) -> RateFact:
    """`ad_valorem`, or the top of a range (then an estimate), or a text that no percentage expresses (unknown)."""
    known = evidence(entry, as_of)
    if entry.has("ad_valorem"):
        return RateFact(rate(entry.at("ad_valorem")), known)
    if entry.has("max"):
        return RateFact(rate(entry.at("max")), replace(known, sure=False))
    if entry.has("text") or entry.has("list"):
        return RateFact(None, known)
    raise entry.wrong("states no rate")


def schedules(entry: Entry) -> dict[str, Schedule]:
    """Schedule (`EU`, `US`, ...) -> its rates."""
    as_of = entry.at("as_of").text()
    by_hs6: defaultdict[str, dict[str, RateFact]] = defaultdict(dict)
    by_prefix: defaultdict[str, dict[str, RateFact]] = defaultdict(dict)
    for row in entry.at("rows").items():
        hs6 = row.at("hs6").text()
        for name, entry_of_schedule in row.at("mfn").members():
            if hs6 in by_hs6[name]:
                raise row.at("hs6").wrong(f"{hs6} is listed twice")
            by_hs6[name][hs6] = _rate_fact(entry_of_schedule.only(_RATE), as_of)
    for name, rows in entry.at("by_prefix").members():
        for row in rows.items():
            fact = _rate_fact(row.only(_RATE | {"hs_prefix"}), as_of)
            by_prefix[name].update(dict.fromkeys(row.at("hs_prefix").texts(), fact))
    return {
        name: Schedule(by_hs6[name], by_prefix[name], max(map(len, by_prefix[name]), default=0))
        for name in sorted(by_hs6.keys() | by_prefix.keys())
    }


def marks(entry: Entry) -> dict[str, dict[str, Mark]]:
    """Mark (`us_section301_CN`) -> HS6 -> the extra rate."""
    as_of = entry.at("as_of").text()
    found: defaultdict[str, dict[str, Mark]] = defaultdict(dict)
    for row in entry.at("rows").items():
        for name, mark in row.members():
            if name in _ROW:
                continue
            fact = _rate_fact(mark.only(_MARK), as_of)
            before, since = mark.maybe("before"), mark.maybe("effective_from")
            if before and since is None:
                raise mark.wrong("has a rate before, without its effective_from")
            found[name][row.at("hs6").text()] = Mark(
                fact, since.day() if since else None, RateFact(rate(before), fact.evidence) if before else None
            )
    return dict(found)


def country_tables(entry: Entry, blocs: Mapping[str, frozenset[str]]) -> dict[str, CountryTable]:
    """Table -> rates by country of manufacture; a bloc stands for each of its members."""
    as_of = entry.at("as_of").text()
    tables = {}
    for name, table in entry.at("country_tables").members():
        table.only({"absent_origin", "rows"})
        by_origin: defaultdict[str, list[CountryRow]] = defaultdict(list)
        for row in table.at("rows").items():
            row.only(_COUNTRY_ROW)
            found = CountryRow(
                period(row), RateFact(rate(row.at("rate")), evidence(row, as_of)), row.at("cap_net_of_mfn").flag()
            )
            for origin in row.at("origin").texts():
                for country in sorted(blocs.get(origin, {origin})):
                    by_origin[country].append(found)
        tables[name] = CountryTable(
            {origin: tuple(rows) for origin, rows in by_origin.items()},
            table.at("absent_origin").choice({"unknown", "zero"}) == "zero",
            Evidence((), True, as_of),
        )
    return tables
