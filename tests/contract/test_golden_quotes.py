"""Every golden quote and refusal of the cross-border data, compared field by field as its README says."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commerce_core.domain.landed_cost import QuoteRefused, parse_request, quote, shipped_facts
from commerce_core.domain.rates import NoRate, Rate

GOLDEN = Path(__file__).parents[1] / "golden" / "golden_quotes.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
SUMS = ("duty", "import_vat", "levy", "carrier_fee", "customs_fee")
FREE_WHEN_ZERO = ("duty", "import_vat")


def no_shipped_rate(base: str, quoted: str, day: date) -> Rate:
    """No golden case may need a rate that it does not bring."""
    raise NoRate(base, quoted, day)


def summed(answer: dict[str, Any], kind: str) -> Decimal | str | None:
    """The known sum of a kind; "unknown" when one of its charges is null; None when there is no such charge."""
    amounts = [charge["amount"] for charge in answer["charges"] if charge["kind"] == kind]
    if None in amounts:
        return "unknown"
    return sum(map(Decimal, amounts)) if amounts else None


def expected(wanted: dict[str, Any], kind: str) -> Decimal | str | None:
    if kind not in wanted:
        return None
    if wanted[kind] is None:
        return "unknown"
    amount = Decimal(wanted[kind])
    return None if kind in FREE_WHEN_ZERO and amount == 0 else amount


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_golden_quote(case: dict[str, Any]) -> None:
    wanted = case["expect"]
    try:
        answer = quote(parse_request(case["request"]), shipped_facts(), no_shipped_rate).as_json()
    except QuoteRefused as refused:
        assert refused.code == wanted.get("error"), refused
        return
    assert "error" not in wanted
    assert answer["id"] == case["id"]
    for kind in SUMS:
        assert summed(answer, kind) == expected(wanted, kind), kind
    for total in ("due_at_checkout", "due_on_delivery", "total"):
        assert answer[total] == wanted[total], total
    if "line_allocations" in wanted:
        assert answer["line_allocations"] == wanted["line_allocations"]


def test_the_golden_file_is_whole() -> None:
    assert len(CASES) == 64
    assert sum("error" in case["expect"] for case in CASES) == 16
