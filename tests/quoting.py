"""Requests and answers for tests of landed cost: a parcel that can be quoted, and what to change in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from commerce_core.domain.landed_cost import Quote, QuoteRefused, parse_request, quote, shipped_facts
from commerce_core.domain.rates import NoRate, Rate

SHIRT: dict[str, Any] = {
    "sku": "S-1", "description": "Cotton T-shirt", "hs_code": "610910", "origin": "CN", "quantity": 1,
    "unit_price": "40.00",
}


def no_rate(base: str, quoted: str, day: date) -> Rate:
    """Rates for a test in which none may be needed."""
    raise NoRate(base, quoted, day)


def fixed_rates(**values: str) -> Any:
    """`fixed_rates(USD="1.10")`: units for one unit of whatever the base is, of the day that is asked for."""

    def look_up(base: str, quoted: str, day: date) -> Rate:
        if quoted not in values:
            raise NoRate(base, quoted, day)
        return Rate(Decimal(values[quoted]), "test", day)

    return look_up


def line(**changes: Any) -> dict[str, Any]:
    return SHIRT | changes


def asked(country: str = "DE", currency: str = "EUR", **changes: Any) -> dict[str, Any]:
    """A request of the contract, dispatched from China by post; `changes` replace its fields, None removes one."""
    value = {
        "date": "2026-11-22", "origin": "CN", "destination": {"country": country}, "currency": currency,
        "carrier_class": "post", "registrations": [], "lines": [line()], "discounts": [], "shipping": "5.00",
    } | changes
    return {key: field for key, field in value.items() if field is not None}


def quoted(request: dict[str, Any], rates: Any = no_rate) -> Quote:
    return quote(parse_request(request), shipped_facts(), rates)


def refused(request: object, rates: Any = no_rate) -> tuple[str, str | None]:
    """(code, field) of the refusal."""
    try:
        answer = quote(parse_request(request), shipped_facts(), rates)
    except QuoteRefused as refusal:
        assert refusal.message
        return refusal.code, refusal.field
    raise AssertionError(f"quoted as {answer.regime}")


def charges(answer: Quote) -> list[tuple[str, str, str | None]]:
    """(kind, rule, amount) of every charge."""
    return [(row.kind, row.rule, row.amount.text if row.amount else None) for row in answer.charges]


def warned(answer: Quote) -> list[tuple[str, str | None]]:
    """(code, rule) of every caution."""
    return [(row.code, row.rule) for row in answer.warnings]
