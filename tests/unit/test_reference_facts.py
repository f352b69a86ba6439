"""The dated facts: complete, as they were collected, and refused with one clear error when a file is wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commerce_core.domain.landed_cost import read_facts, shipped_facts
from commerce_core.domain.landed_cost.facts import Facts
from commerce_core.domain.reference import (
    SCHEMAS,
    BadReference,
    Entry,
    country_names,
    dataset,
    display_decimals,
    document,
    payment_methods,
    rate_supplement,
)

FILES = ("destinations", "duty_rates", "restrictions")


def changed(file: str, change: Callable[[Any], None]) -> Facts:
    entries = [document(name) for name in FILES]
    value = copy.deepcopy(entries[FILES.index(file)].value)
    change(value)
    entries[FILES.index(file)] = Entry(file, "", value)
    return read_facts(*entries)


def test_everything_is_there() -> None:
    facts = shipped_facts()
    assert len(facts.destinations) == 71
    assert sum(rules.bloc == "EU" for rules in facts.destinations.values()) == 27
    assert facts.dataset == dataset() == "2026-11-22"
    assert (facts.days.first, facts.days.last) == (date(2025, 1, 1), date(2027, 12, 31))
    assert facts.parameters == {"carrier_fee": "amount", "br_icms_rate": "fraction"}
    assert len(facts.restrictions) == 46
    assert facts is shipped_facts()


def test_every_member_of_the_bloc_shares_its_rules() -> None:
    rules = shipped_facts().destinations
    assert rules["DE"].regimes is rules["FR"].regimes
    assert [row.id for row in rules["DE"].regimes] == [
        "eu-ioss", "eu-low-value", "eu-ioss-2021", "eu-low-value-2021", "eu-standard",
    ]


def test_every_source_is_explained() -> None:
    explained = set(document("destinations").value["sources"])
    facts = shipped_facts()
    used = {
        source for rules in facts.destinations.values() for regime in rules.regimes for source in regime.evidence.sources
    }
    used |= {source for rule in facts.restrictions for source in rule.evidence.sources}
    assert used - explained == set()


def test_payment_methods_rates_and_names() -> None:
    assert payment_methods()["BR"][0] == "Pix"
    assert set(payment_methods()) <= set(country_names())
    assert rate_supplement().as_of == date(2026, 9, 29)
    assert rate_supplement().per_euro["AED"] == Decimal("4.1722245")
    assert len(rate_supplement().per_euro) == 58
    assert country_names()["DE"] == "Germany"
    assert len(country_names()) == 250
    assert {"EU", "UK", "ZZ"}.isdisjoint(country_names())
    assert (display_decimals("HUF"), display_decimals("EUR"), display_decimals("JPY")) == (0, 2, 0)


def path_to(value: Any, *keys: Any) -> Any:
    for key in keys:
        value = value[key]
    return value


DE, US, CA = 10, 27, 28


@pytest.mark.parametrize(
    ("file", "keys", "key", "wrong", "path", "problem"),
    [
        ("destinations", ("dates",), "from", "soon", "dates.from", "'soon' is not a date"),
        ("destinations", ("destinations", DE), "colour", 1, f"destinations[{DE}]", "has the unknown key 'colour'"),
        ("destinations", ("destinations", DE), "currency", "DEM", f"destinations[{DE}].currency",
         "'DEM' is not an ISO 4217 currency"),
        ("destinations", ("destinations", DE), "country", "US", f"destinations[{US}].country", "US is listed twice"),
        ("destinations", ("destinations", DE, "tax_rates", 0), "rate", 19, f"destinations[{DE}].tax_rates[0].rate",
         "must be text"),
        ("destinations", ("destinations", DE, "tax_rates", 0), "rate", "-19", f"destinations[{DE}].tax_rates[0].rate",
         "'-19' is not a decimal number from 0 up"),
        ("destinations", ("destinations", US, "regimes", 0), "due", "later", f"destinations[{US}].regimes[0].due",
         "'later' is not one of checkout, delivery"),
        ("destinations", ("destinations", US, "regimes", 0, "duty"), "method", "guess",
         f"destinations[{US}].regimes[0].duty.method", "'guess' is not one of"),
        ("destinations", ("destinations", US, "regimes", 0, "when"), "moon", "full",
         f"destinations[{US}].regimes[0].when", "has the unknown key 'moon'"),
        ("destinations", ("destinations", US, "regimes", 0), "effective_to", "2024-01-01",
         f"destinations[{US}].regimes[0]", "ends before it begins"),
        ("destinations", ("destinations", US, "regimes", 5, "duty", "layers", 0), "schedule", "XX", "the file",
         "regime us-entry names the schedule 'XX'"),
        ("destinations", ("destinations", US, "regimes", 5, "duty", "layers", 2), "table", "none", "the file",
         "regime us-entry names the table 'none'"),
        ("destinations", ("destinations", US, "regimes", 5, "duty", "layers", 1), "rate_from", "magic",
         f"destinations[{US}].regimes[5].duty.layers[1].rate_from", "is not mfn, table, country_table or a mark"),
        ("destinations", ("destinations", CA, "regimes", 0, "when", "thresholds", 0), "amount", "40.001",
         f"destinations[{CA}].regimes[0].when.thresholds[0].amount", "has more decimals than CAD"),
        ("destinations", ("destinations", CA, "regimes", 0, "fees", 0), "currency", None,
         f"destinations[{CA}].regimes[0].fees[0]", "has an amount without a currency"),
        ("duty_rates", ("rows", 0), "hs6", "610990", "rows[1].hs6", "610990 is listed twice"),
        ("duty_rates", ("rows", 0, "mfn"), "EU", {"source": ["K"], "confidence": "low"}, "rows[0].mfn.EU",
         "states no rate"),
        ("restrictions", ("rules", 0), "effect", "maybe", "rules[0].effect", "'maybe' is not one of"),
        ("restrictions", ("rules", 0), "match", {}, "rules[0].match", "matches nothing"),
        ("restrictions", ("rules", 0, "match"), "attr", {"wh": "<many"}, "rules[0].match.attr.wh",
         "starts a comparison without a number"),
    ],
)
def test_a_wrong_fact_is_named(file: str, keys: tuple[Any, ...], key: str, wrong: Any, path: str, problem: str) -> None:
    with pytest.raises(BadReference) as caught:
        changed(file, lambda value: path_to(value, *keys).__setitem__(key, wrong))
    assert str(caught.value).startswith(f"{file}.json: {path}: {problem}")


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(BadReference, match=r"destinations\.json: blocs\.EU\.regimes\[0\]\.due: is missing"):
        changed("destinations", lambda value: value["blocs"]["EU"]["regimes"][0].pop("due"))


def test_a_new_country_is_a_row() -> None:
    """No country stands in code: Moldova joins by data alone."""

    def join(value: Any) -> None:
        row = copy.deepcopy(value["destinations"][DE])
        value["destinations"].append(row | {"country": "MD", "name": "Moldova", "currency": "MDL"})

    assert changed("destinations", join).destinations["MD"].currency == "MDL"


def test_a_file_that_is_not_there_or_of_another_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadReference, match=r"^no_such_file\.json: the file: is absent$"):
        document("no_such_file")
    monkeypatch.setitem(SCHEMAS, "currencies", "crossborder-currencies/2")
    with pytest.raises(BadReference, match=r"^currencies\.json: schema: 'crossborder-currencies/1' is not"):
        document.__wrapped__("currencies")
