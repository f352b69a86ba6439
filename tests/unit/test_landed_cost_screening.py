"""What may not be sent, what only under conditions, and what a person must look at."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.quoting import asked, line, quoted, refused, warned

PERFUME = {"description": "Eau de parfum", "hs_code": "330300"}


def parcel(country: str = "GB", carrier: str = "post", **changes: Any) -> dict[str, Any]:
    """One changed line to a country without rules for every product."""
    return asked(country, "GBP" if country == "GB" else "USD", carrier_class=carrier, lines=[line(**changes)])


@pytest.mark.parametrize(
    "changes",
    [
        {"hs_code": "8507600090"},
        {"attributes": {"un": "UN3480"}},
        {"attributes": {"un": "un 3480"}},
        {"attributes": {"un": "3480"}},
        {"attributes": {"un": ["UN1993", "UN3480"]}},
        {"description": "Power bank 10,000 mAh"},
        {"description": "POWERBANK"},
        {"description": "power\u200bbank"},
        {"description": "ｐｏｗｅｒｂａｎｋ"},
        {"attributes": {"un": "UN3481", "packing": "with_equipment"}},
        {**PERFUME, "attributes": {"flash_c": "17"}},
        {**PERFUME, "attributes": {"flash_c": 59}},
        {"attributes": {"abv": Decimal("70.1")}},
        {"attributes": {"brand_authorised": False}},
        {"hs_code": "930400", "description": "Toy gun"},
    ],
)
def test_forbidden_by_post(changes: dict[str, Any]) -> None:
    assert refused(parcel(**changes)) == ("prohibited_item", "lines[0]")


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "Powerbanking guide, printed", "hs_code": "490199"},
        {"description": "Case for a bank card"},
        {"attributes": {"abv": 70}},
        {"attributes": {"brand_authorised": True}},
        {"attributes": {"rx": True}},
        {"attributes": {"used": True}},
    ],
)
def test_allowed_without_a_word(changes: dict[str, Any]) -> None:
    assert {code for code, _ in warned(quoted(parcel(**changes)))} == {"unknown_amount"}


@pytest.mark.parametrize(
    ("country", "carrier", "changes", "rule"),
    [
        ("GB", "post", PERFUME, "dg.perfume"),
        ("GB", "post", {**PERFUME, "attributes": {"flash_c": "low"}}, "dg.perfume"),
        ("GB", "courier", {"attributes": {"un": "UN3481"}}, "dg.li_ion.with"),
        ("US", "post", {}, "xinjiang"),
    ],
)
def test_what_cannot_be_decided_goes_to_a_person(country: str, carrier: str, changes: dict[str, Any], rule: str) -> None:
    assert ("needs_review", rule) in warned(quoted(parcel(country, carrier, **changes)))


@pytest.mark.parametrize(
    ("country", "carrier", "changes", "caution"),
    [
        ("GB", "courier", {"attributes": {"un": "UN3480"}}, ("restriction_require", "dg.li_ion.loose.x")),
        ("GB", "courier", {"description": "Power bank"}, ("restriction_require", "dg.powerbank.cn")),
        ("GB", "courier", PERFUME, ("restriction_require", "dg.perfume.x")),
        ("GB", "post", {**PERFUME, "attributes": {"flash_c": "60"}}, ("restriction_require", "cosm.eu")),
        ("GB", "post", {"attributes": {"radio_tx": True}}, ("restriction_require", "radio")),
        (
            "GB", "post",
            {"attributes": {"un": "UN3481", "packing": "in_equipment", "cell_wh": "11.1", "battery_wh": 95, "count": 1}},
            ("restriction_require", "dg.li_ion.in"),
        ),
    ],
)
def test_conditions_to_be_met(country: str, carrier: str, changes: dict[str, Any], caution: tuple[str, str]) -> None:
    assert caution in warned(quoted(parcel(country, carrier, **changes)))


def test_rules_have_dates_and_destinations() -> None:
    def cautions(country: str, day: str) -> list[str | None]:
        return [rule for _, rule in warned(quoted(asked(country, date=day, registrations=["IOSS"])))]

    assert cautions("DE", "2026-10-31") == ["gpsr.any"]
    assert cautions("DE", "2026-11-01") == ["gpsr.any", "eu.pid"]


def test_one_caution_per_rule_names_all_its_lines() -> None:
    answer = quoted(asked(registrations=["IOSS"], lines=[line(), line(sku="b"), line(sku="c")]))
    assert [(row.rule, row.lines, row.message) for row in answer.warnings] == [
        ("gpsr.any", (0, 1, 2), "before shipping: EU_responsible_person_name_address"),
        ("eu.pid", (0, 1, 2), "before shipping: M_PID, NS_PID, S_PID or Y081"),
    ]


def test_the_first_forbidden_line_is_named_with_the_reason() -> None:
    request = asked(lines=[line(), line(hs_code="850760"), line(hs_code="930400")])
    assert refused(request) == ("prohibited_item", "lines[1]")
