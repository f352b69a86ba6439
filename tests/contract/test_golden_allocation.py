"""Every example of allocation, rounding, conversion and refund in the cross-border data."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commerce_core.domain.landed_cost import Refund, parse_request, quote, refund, shipped_facts
from commerce_core.domain.money import Money, allocate, cash_round, net_of_tax
from commerce_core.domain.rates import NoRate, Rate
from commerce_core.domain.reference import display_decimals

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = [json.loads(line) for line in (GOLDEN / "golden_allocation.jsonl").read_text(encoding="utf-8").splitlines()]


def no_rate(base: str, quoted: str, day: date) -> Rate:
    raise NoRate(base, quoted, day)


def cases(kind: str) -> pytest.MarkDecorator:
    found = [case for case in CASES if case["kind"] == kind]
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


def test_no_example_is_left_out() -> None:
    kinds = {"allocate", "tax_once", "convert", "cash_round", "net_of_tax", "refund"}
    assert {case["kind"] for case in CASES} == kinds
    assert len(CASES) == 14


@cases("allocate")
def test_allocate(case: dict[str, Any]) -> None:
    weights = [int(Decimal(weight) * 100) for weight in case["weights"]]
    assert allocate(case["total_minor"], weights) == case["expect"]


@cases("tax_once")
def test_tax_is_rounded_once_on_the_sum(case: dict[str, Any]) -> None:
    total = sum(map(Decimal, case["bases"])) * Decimal(case["rate"]) / 100
    assert Money.round(total, "EUR").text == case["expect"]


@cases("convert")
def test_convert(case: dict[str, Any]) -> None:
    converted = Money.round(Decimal(case["amount"]) * Decimal(case["rate"]), case["to"])
    assert converted.text == case["expect"]
    shown = round(converted.decimal, display_decimals(case["to"]))
    assert str(shown) == case["expect_display"]


@cases("cash_round")
def test_cash_round(case: dict[str, Any]) -> None:
    rounded = cash_round(Money.parse(case["amount"], case["currency"]), Decimal(case["step"]))
    assert rounded.text == case["expect"]


@cases("net_of_tax")
def test_net_of_tax(case: dict[str, Any]) -> None:
    assert net_of_tax(Money.parse(case["gross"], case["currency"]), Decimal(case["rate"])).text == case["expect"]


@cases("refund")
def test_refund(case: dict[str, Any]) -> None:
    lines = (GOLDEN / "golden_quotes.jsonl").read_text(encoding="utf-8").splitlines()
    asked = next(row["request"] for row in map(json.loads, lines) if row["id"] == case["of"])
    request = parse_request(asked)
    quoted = quote(request, shipped_facts(), no_rate)
    parts = refund(quoted, request, {row["line"]: row["quantity"] for row in case["return"]})
    found = {name: getattr(parts, name).text for name in case["expect"]}
    assert found == case["expect"]


def test_a_whole_order_that_comes_back_is_refunded_to_the_cent() -> None:
    lines = (GOLDEN / "golden_quotes.jsonl").read_text(encoding="utf-8").splitlines()
    request = parse_request(next(row["request"] for row in map(json.loads, lines) if row["id"] == "E04"))
    quoted = quote(request, shipped_facts(), no_rate)
    parts = refund(quoted, request, {0: 2, 1: 1, 2: 1})
    euro = [Money(minor, "EUR") for minor in (10_000, 900, 2_160, 800)]
    assert parts == Refund(*euro)
    assert parts.total == quoted.total


@pytest.mark.parametrize("returned", [{3: 1}, {0: 3}, {0: 0}, {-1: 1}])
def test_what_was_not_bought_is_not_refunded(returned: dict[int, int]) -> None:
    lines = (GOLDEN / "golden_quotes.jsonl").read_text(encoding="utf-8").splitlines()
    request = parse_request(next(row["request"] for row in map(json.loads, lines) if row["id"] == "E04"))
    quoted = quote(request, shipped_facts(), no_rate)
    with pytest.raises(ValueError, match="were not bought"):
        refund(quoted, request, returned)
