"""Every error code of the quote contract, and the field that it names."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commerce_core.domain.landed_cost import (
    Destination,
    Discount,
    QuoteLine,
    QuoteRefused,
    QuoteRequest,
    parse_request,
)
from commerce_core.domain.landed_cost.refused import CODES
from commerce_core.domain.money import Money
from tests.quoting import asked, line, refused

LINE = "lines[0]"


def with_line(**changes: Any) -> dict[str, Any]:
    return asked(lines=[line(**changes)])


def without(key: str) -> dict[str, Any]:
    return asked(lines=[{name: value for name, value in line().items() if name != key}])


CASES: list[tuple[object, str, str | None]] = [
    (None, "bad_request", None),
    ([], "bad_request", None),
    ("text", "bad_request", None),
    ({}, "bad_request", "date"),
    (asked(colour="red"), "unknown_field", "colour"),
    (asked(destination={"country": "DE", "city": "Bonn"}), "unknown_field", "destination.city"),
    (with_line(colour="red"), "unknown_field", "lines[0].colour"),
    (asked(discounts=[{"amount": "1.00", "funded_by": "seller", "code": "X"}]), "unknown_field", "discounts[0].code"),
    (asked(parameters={"carrier_fees": "1.00"}), "unknown_field", "parameters.carrier_fees"),
    (asked(id=7), "bad_request", "id"),
    (asked(id="a\x00"), "bad_request", "id"),
    (asked(id="a\ud800"), "bad_request", "id"),
    (asked(id="a" * 2001), "bad_request", "id"),
    (asked(date=None), "bad_request", "date"),
    (asked(date="22/11/2026"), "bad_request", "date"),
    (asked(date="2026-02-30"), "bad_request", "date"),
    (asked(date="20261122"), "bad_request", "date"),
    (asked(date="2026-W47-7"), "bad_request", "date"),
    (asked(date=20261122), "bad_request", "date"),
    (asked(date="1999-01-01"), "date_out_of_range", "date"),
    (asked(date="2028-01-01"), "date_out_of_range", "date"),
    (asked(date="2025-06-01"), "date_out_of_range", "date"),
    (asked(origin=None), "missing_origin", "origin"),
    (asked(origin=""), "missing_origin", "origin"),
    (asked(origin="XX"), "unknown_country", "origin"),
    (asked(origin="cn"), "unknown_country", "origin"),
    (asked(destination=None), "bad_request", "destination"),
    (asked(destination="DE"), "bad_request", "destination"),
    (asked(destination={}), "bad_request", "destination.country"),
    (asked(destination={"country": 49}), "bad_request", "destination.country"),
    (asked(destination={"country": "ZZ"}), "unknown_country", "destination.country"),
    (asked(destination={"country": "de"}), "unknown_country", "destination.country"),
    (asked(destination={"country": "Germany"}), "unknown_country", "destination.country"),
    (asked(destination={"country": "SY"}), "unknown_country", "destination.country"),
    (asked(destination={"country": "DE", "region": 5}), "bad_request", "destination.region"),
    (asked(destination={"country": "KP"}), "sanctioned_destination", "destination.country"),
    (asked(destination={"country": "RU"}), "sanctioned_destination", "destination.country"),
    (asked(destination={"country": "UA", "region": "43"}), "sanctioned_destination", "destination.region"),
    (asked(destination={"country": "UA", "region": "ua-43"}), "sanctioned_destination", "destination.region"),
    (asked(destination={"country": "UA", "region": "Crimea"}), "sanctioned_destination", "destination.region"),
    (asked(currency=None), "unknown_currency", "currency"),
    (asked(currency="EUX"), "unknown_currency", "currency"),
    (asked(currency="eur"), "unknown_currency", "currency"),
    (asked(currency=978), "unknown_currency", "currency"),
    (asked(delivery_terms="EXW"), "bad_request", "delivery_terms"),
    (asked(carrier_class=None), "bad_request", "carrier_class"),
    (asked(carrier_class="drone"), "bad_request", "carrier_class"),
    (asked(registrations="IOSS"), "bad_request", "registrations"),
    (asked(registrations=["IOSS", 5]), "bad_request", "registrations[1]"),
    (asked(lines=None), "bad_request", "lines"),
    (asked(lines=[]), "bad_request", "lines"),
    (asked(lines={}), "bad_request", "lines"),
    (asked(lines=["shirt"]), "bad_request", LINE),
    (asked(lines=[line(), 3]), "bad_request", "lines[1]"),
    (without("sku"), "bad_request", "lines[0].sku"),
    (without("description"), "bad_request", "lines[0].description"),
    (with_line(description="a" * 100_000), "bad_request", "lines[0].description"),
    (without("hs_code"), "missing_hs_code", "lines[0].hs_code"),
    (with_line(hs_code=""), "missing_hs_code", "lines[0].hs_code"),
    (with_line(hs_code="6109"), "missing_hs_code", "lines[0].hs_code"),
    (with_line(hs_code="6109.10"), "missing_hs_code", "lines[0].hs_code"),
    (with_line(hs_code=610910), "missing_hs_code", "lines[0].hs_code"),
    (without("origin"), "missing_origin", "lines[0].origin"),
    (with_line(origin="China"), "unknown_country", "lines[0].origin"),
    (without("quantity"), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity=0), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity=-1), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity="1"), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity=1.0), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity=Decimal(1)), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity=True), "bad_quantity", "lines[0].quantity"),
    (with_line(quantity=1_000_001), "bad_quantity", "lines[0].quantity"),
    (without("unit_price"), "bad_amount", "lines[0].unit_price"),
    (with_line(unit_price="4e1"), "bad_amount", "lines[0].unit_price"),
    (with_line(unit_price="-1.00"), "bad_amount", "lines[0].unit_price"),
    (with_line(unit_price="40.001"), "bad_amount", "lines[0].unit_price"),
    (with_line(unit_price=40), "bad_amount", "lines[0].unit_price"),
    (with_line(unit_price=True), "bad_amount", "lines[0].unit_price"),
    (with_line(weight_g="200"), "bad_request", "lines[0].weight_g"),
    (with_line(weight_g=-1), "bad_request", "lines[0].weight_g"),
    (with_line(tax_class="toys"), "bad_request", "lines[0].tax_class"),
    (with_line(attributes=[]), "bad_request", "lines[0].attributes"),
    (with_line(attributes={"un": {}}), "bad_request", "lines[0].attributes.un"),
    (with_line(attributes={"wh": 1.5}), "bad_request", "lines[0].attributes.wh"),
    (with_line(description="Lithium cell", hs_code="850760"), "prohibited_item", LINE),
    (asked(discounts={}), "bad_request", "discounts"),
    (asked(discounts=[{"funded_by": "seller"}]), "bad_amount", "discounts[0].amount"),
    (asked(discounts=[{"amount": 5, "funded_by": "seller"}]), "bad_amount", "discounts[0].amount"),
    (asked(discounts=[{"amount": "5.00", "funded_by": "bank"}]), "bad_request", "discounts[0].funded_by"),
    (asked(discounts=[{"amount": "5.00"}]), "bad_request", "discounts[0].funded_by"),
    (asked(discounts=[{"amount": "40.01", "funded_by": "seller"}]), "bad_amount", "discounts"),
    (asked(shipping=None), "bad_amount", "shipping"),
    (asked(shipping=5), "bad_amount", "shipping"),
    (asked(shipping="5,00"), "bad_amount", "shipping"),
    (asked(currency="JPY", lines=[line(unit_price="40")], shipping="5.0"), "bad_amount", "shipping"),
    (asked(rates=[]), "bad_request", "rates"),
    (asked(rates={"EUX": "1"}), "unknown_currency", "rates.EUX"),
    (asked(rates={"USD": 1}), "bad_amount", "rates.USD"),
    (asked(rates={"USD": "0"}), "bad_amount", "rates.USD"),
    (asked(rates={"USD": "-1"}), "bad_amount", "rates.USD"),
    (asked(rates={"EUR": "2"}), "bad_amount", "rates.EUR"),
    (asked("GB", rates={"JPY": "170"}), "no_rate", "rates.GBP"),
    (asked("GB"), "no_rate", "rates.GBP"),
    (asked(parameters={"carrier_fee": 5}), "bad_amount", "parameters.carrier_fee"),
    (asked(parameters={"br_icms_rate": "17"}), "bad_amount", "parameters.br_icms_rate"),
    (asked(parameters={"br_icms_rate": 0.17}), "bad_amount", "parameters.br_icms_rate"),
    (asked("CA", "CAD"), "bad_request", "destination.region"),
    (asked("CA", "CAD", destination={"country": "CA", "region": "XX"}), "bad_request", "destination.region"),
]


@pytest.mark.parametrize(("request_", "code", "field"), CASES, ids=range(len(CASES)))
def test_a_request_that_cannot_be_quoted(request_: object, code: str, field: str | None) -> None:
    before = copy.deepcopy(request_)
    assert refused(request_) == (code, field)
    assert request_ == before


def test_every_code_of_the_contract_is_tested() -> None:
    assert {code for _, code, _ in CASES} == CODES


def test_sanctions_come_before_the_country_and_the_date_after_the_goods() -> None:
    assert refused(asked("KP", date="1999-01-01"))[0] == "sanctioned_destination"
    assert refused(asked("ZZ", lines=[line(hs_code="850760")]))[0] == "unknown_country"
    assert refused(asked(lines=[line(hs_code="850760")], date="1999-01-01"))[0] == "prohibited_item"
    assert refused(asked("KP", shipping=5))[0] == "bad_amount"


def test_an_error_repeats_no_sign_that_a_terminal_obeys() -> None:
    code, field = refused(asked(**{"\x1b[31m" + "a" * 100: 1}))
    assert (code, field) == ("unknown_field", "\N{REPLACEMENT CHARACTER}[31m" + "a" * 55)


def test_null_stands_for_an_optional_field_that_is_absent() -> None:
    optional = dict.fromkeys(("id", "delivery_terms", "registrations", "discounts", "rates", "parameters"))
    request = {**asked(), **optional, "lines": [line(weight_g=None, tax_class=None, attributes=None)]}
    assert parse_request(request) == parse_request(asked())


def shirt(**changes: Any) -> QuoteLine:
    return QuoteLine(
        **{
            "sku": "S", "description": "Shirt", "hs_code": "610910", "origin": "CN", "quantity": 1,
            "unit_price": Money(4000, "EUR"),
        }
        | changes
    )


def typed(**changes: Any) -> QuoteRequest:
    return QuoteRequest(
        **{
            "date": date(2026, 11, 22), "origin": "CN", "destination": Destination("DE"), "currency": "EUR",
            "carrier_class": "post", "lines": (shirt(),), "shipping": Money(500, "EUR"),
        }
        | changes
    )


def test_a_request_made_of_values_is_the_one_that_is_parsed() -> None:
    line_ = shirt(sku="S-1", description="Cotton T-shirt")
    assert typed(lines=(line_,)) == parse_request(asked())


@pytest.mark.parametrize(
    ("make", "code", "field"),
    [
        (lambda: typed(shipping=Money(500, "USD")), "bad_amount", "shipping"),
        (lambda: typed(shipping=Money(-1, "EUR")), "bad_amount", "shipping"),
        (lambda: typed(lines=(shirt(unit_price=Money(1, "USD")),)), "bad_amount", "lines[0].unit_price"),
        (lambda: typed(discounts=(Discount(Money(1, "USD"), "seller"),)), "bad_amount", "discounts[0].amount"),
        (lambda: typed(parameters={"carrier_fee": Money(1, "USD")}), "bad_amount", "parameters.carrier_fee"),
        (lambda: typed(lines=()), "bad_request", "lines"),
        (lambda: typed(currency="EUX"), "unknown_currency", "currency"),
        (lambda: shirt(unit_price=Money(-1, "EUR")), "bad_amount", "unit_price"),
        (lambda: shirt(origin=""), "missing_origin", "origin"),
        (lambda: Discount(Money(-1, "EUR"), "seller"), "bad_amount", "amount"),
    ],
)
def test_values_refuse_what_the_contract_refuses(make: Any, code: str, field: str) -> None:
    with pytest.raises(QuoteRefused) as caught:
        make()
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_refusal_as_json_and_as_text() -> None:
    refusal = QuoteRefused("bad_amount", "amount", "must be text").within("discounts[0]")
    assert refusal.as_json() == {
        "error": {"code": "bad_amount", "field": "discounts[0].amount", "message": "must be text"}
    }
    assert str(refusal) == "bad_amount: discounts[0].amount: must be text"
