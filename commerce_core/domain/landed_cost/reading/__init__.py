"""The reference files read into rules: checked key by key, parsed once, kept for the life of the process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from commerce_core.domain.landed_cost.facts import (
    AdValoremDuty,
    CountryRate,
    DestinationRules,
    Facts,
    LayerRate,
    MfnRate,
    Period,
    TableRate,
    TaxRule,
)
from commerce_core.domain.landed_cost.reading.destinations import destinations, members_of_blocs
from commerce_core.domain.landed_cost.reading.restrictions import restrictions, sanctions
from commerce_core.domain.landed_cost.reading.tariff import country_tables, marks, schedules
from commerce_core.domain.reference import Entry, document


@cache
def shipped_facts() -> Facts:
    """The facts that come with the program. Raises BadReference naming the file and the place that is wrong."""
    return read_facts(document("destinations"), document("duty_rates"), document("restrictions"))


def read_facts(places: Entry, tariff: Entry, limits: Entry) -> Facts:
    """Facts from the three documents of the data's README. Raises BadReference."""
    blocs = members_of_blocs(places)
    rules = destinations(places)
    days = places.at("dates")
    facts = Facts(
        dataset=places.at("as_of").day().isoformat(),
        days=Period(days.at("from").day(), days.at("to").day()),
        destinations=rules,
        schedules=schedules(tariff),
        country_tables=country_tables(tariff, blocs),
        marks=marks(tariff),
        restrictions=restrictions(limits, blocs),
        sanctions=sanctions(limits),
        parameters=_parameters(rules),
    )
    _check_references(facts, places)
    return facts


def _parameters(rules: dict[str, DestinationRules]) -> dict[str, str]:
    """The names a request's `parameters` may use: fees take an amount, tax rates a fraction."""
    found: dict[str, str] = {}
    for place in rules.values():
        for regime in place.regimes:
            found |= {fee.parameter: "amount" for fee in (*regime.fees, *place.fees) if fee.parameter}
            if isinstance(regime.tax, TaxRule) and regime.tax.rate_parameter:
                found[regime.tax.rate_parameter] = "fraction"
    return found


def _rates(facts: Facts) -> Iterator[tuple[str, LayerRate]]:
    for place in facts.destinations.values():
        for regime in place.regimes:
            if isinstance(regime.duty, AdValoremDuty):
                for layer in regime.duty.layers:
                    yield regime.id, layer.rate
                    if isinstance(layer.rate, TableRate):
                        yield from ((regime.id, rate) for rate in layer.rate.by_prefix.values())


def _check_references(facts: Facts, places: Entry) -> None:
    """Every schedule and table that a regime names exists: found at load, not on the first quote that needs it."""
    for regime, rate in _rates(facts):
        if isinstance(rate, MfnRate) and rate.schedule not in facts.schedules:
            raise places.wrong(f"regime {regime} names the schedule {rate.schedule!r}, which duty_rates.json lacks")
        if isinstance(rate, CountryRate) and rate.table not in facts.country_tables:
            raise places.wrong(f"regime {regime} names the table {rate.table!r}, which duty_rates.json lacks")
