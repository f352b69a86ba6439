"""Each way a destination charges, worked out by hand: the amounts, the rule, the arithmetic shown, and who is paid when."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commerce_core.domain.landed_cost import Quote, parse_request, quote, read_facts
from commerce_core.domain.money import Money
from commerce_core.domain.rates import Rate
from commerce_core.domain.reference import Entry, document
from tests.quoting import asked, charges, fixed_rates, line, no_rate, quoted, refused, warned

UNKNOWN_FEE = ("carrier_fee", "carrier-fee-unknown", None)
THREE_LINES = [
    line(quantity=2, unit_price="10.00"),
    line(sku="S-2", description="  COTTON t-shirt ", unit_price="30.00"),
    line(sku="S-3", description="Mug", hs_code="691200", unit_price="9.99"),
]


def arithmetic(answer: Quote) -> list[str]:
    return [f"{row.rate}: {row.formula}" for row in answer.charges]


def allocations(answer: Quote, column: str) -> list[str | None]:
    return [row.as_json()[column] for row in answer.line_allocations]


def test_the_quote_of_the_contract_word_for_word() -> None:
    answer = quoted(asked(id="E01", registrations=["IOSS"])).as_json()
    vat = answer["charges"].pop()
    assert answer.pop("warnings")
    assert answer == {
        "id": "E01", "regime": "eu-ioss", "currency": "EUR", "goods": "40.00", "shipping": "5.00",
        "charges": [
            {
                "kind": "duty", "amount": "3.00", "currency": "EUR", "base": "1 item line",
                "rate": "EUR 3 per item line", "formula": "1 x 3.00", "lines": [0], "collected_by": "seller",
                "due": "checkout", "certainty": "fixed", "rule": "eu-flat-duty-2026",
                "sources": ["BM1", "BM2", "E3TEST", "SOLE24", "EPEU"], "as_of": "2026-11-22",
            }
        ],
        "due_at_checkout": "56.55", "due_on_delivery": "0.00", "total": "56.55", "certainty": "estimate",
        "valid_until": "2026-11-23T00:00:00Z", "dataset": "2026-11-22",
        "line_allocations": [{"discount": "0.00", "duty": "3.00", "tax": "8.55"}],
    }
    assert vat == {
        "kind": "import_vat", "amount": "8.55", "currency": "EUR", "base": "EUR 45.00", "rate": "VAT 19%",
        "formula": "45.00 x 19%", "lines": [0], "collected_by": "seller", "due": "checkout", "certainty": "estimate",
        "rule": "eu-ioss", "sources": ["EUVAT", "BM1", "BM2", "EAS", "E3TEST"], "as_of": "2026-11-22",
    }


def test_flat_duty_counts_item_lines_not_units_and_is_shared_by_value() -> None:
    answer = quoted(asked(registrations=["IOSS"], lines=THREE_LINES))
    assert charges(answer) == [("duty", "eu-flat-duty-2026", "6.00"), ("import_vat", "eu-ioss", "12.35")]
    assert answer.charges[0].base == "2 item lines"
    assert allocations(answer, "duty") == ["1.20", "1.80", "3.00"]
    assert allocations(answer, "tax") == ["4.12", "6.17", "2.06"]


def test_flat_duty_in_another_currency_is_converted_once() -> None:
    answer = quoted(asked("RO", "RON", lines=THREE_LINES, registrations=["IOSS"], rates={"EUR": "0.2"}))
    duty, vat, levy = (row.as_json("RON") for row in answer.charges)
    assert (duty["amount"], duty["amount_local"], duty["currency_local"]) == ("30.00", "6.00", "EUR")
    assert duty["certainty"] == "fixed"
    assert (vat["amount"], "amount_local" in vat) == ("13.65", False)
    assert (levy["kind"], levy["amount"], levy["due"]) == ("levy", "25.00", "delivery")
    assert (answer.due_at_checkout.text, answer.due_on_delivery.text) == ("108.64", "25.00")


def test_a_shipped_rate_makes_an_estimate_and_an_old_one_a_caution() -> None:
    def old(base: str, quote: str, day: date) -> Rate:
        return Rate(Decimal("0.2"), "test", date(2026, 11, 14))

    request = asked("RO", "RON", registrations=["IOSS"])
    assert quoted(request, fixed_rates(EUR="0.2")).charges[0].certainty == "estimate"
    answer = quoted(request, old)
    assert ("stale_rate", None) in warned(answer)
    assert answer.rates == {"EUR": Rate(Decimal("0.2"), "test", date(2026, 11, 14))}
    assert ("stale_rate", None) not in warned(quoted(request, fixed_rates(EUR="0.2")))


@pytest.mark.parametrize(
    ("day", "fees"),
    [("2026-02-28", []), ("2026-03-01", ["4.00"]), ("2026-06-30", ["4.00"]), ("2026-07-01", [])],
)
def test_a_fee_per_item_line_within_its_own_dates(day: str, fees: list[str]) -> None:
    answer = quoted(asked("FR", date=day, lines=THREE_LINES, registrations=["IOSS"]))
    assert [amount for kind, _, amount in charges(answer) if kind == "levy"] == fees


def test_a_fee_stops_at_its_threshold() -> None:
    request = asked("FR", date="2026-05-01", lines=[line(unit_price="150.01")])
    assert [kind for kind, _, _ in charges(quoted(request))] == ["duty", "import_vat", "carrier_fee"]


def test_an_unconfirmed_fee_is_a_caution_and_no_charge() -> None:
    answer = quoted(asked("IT", registrations=["IOSS"]))
    assert ("unconfirmed_fee", "it-small-parcel-fee") in warned(answer)
    assert [kind for kind, _, _ in charges(answer)] == ["duty", "import_vat"]


def test_an_unknown_fee_is_null_counted_nowhere_and_weakens_the_quote() -> None:
    answer = quoted(asked())
    assert charges(answer) == [("duty", "eu-flat-duty-2026", "3.00"), ("import_vat", "eu-low-value", "9.12"), UNKNOWN_FEE]
    assert answer.charges[2].as_json("EUR")["amount"] is None
    assert (answer.total.text, answer.due_on_delivery.text, answer.certainty) == ("57.12", "12.12", "unknown")
    assert ("unknown_amount", "carrier-fee-unknown") in warned(answer)


def test_the_caller_s_fee_takes_the_place_of_the_unknown_one_only_where_a_fee_is_due() -> None:
    fee = {"carrier_fee": "6.00"}
    answer = quoted(asked(parameters=fee))
    assert charges(answer)[2] == ("carrier_fee", "carrier-fee-unknown", "6.00")
    assert (answer.charges[2].certainty, answer.due_on_delivery.text) == ("fixed", "18.12")
    assert all(kind != "carrier_fee" for kind, _, _ in charges(quoted(asked(registrations=["IOSS"], parameters=fee))))
    canada = asked("CA", "CAD", destination={"country": "CA", "region": "ON"}, parameters=fee)
    assert charges(quoted(canada))[-1] == ("carrier_fee", "canada-post-handling", "6.00")


def test_delivered_duty_paid_moves_everything_due_on_delivery_where_the_carrier_can_be_prepaid() -> None:
    answer = quoted(asked(delivery_terms="DDP", carrier_class="courier", parameters={"carrier_fee": "6.00"}))
    assert {row.due for row in answer.charges} == {"checkout"}
    assert (answer.due_at_checkout.text, answer.due_on_delivery.text) == ("63.12", "0.00")


def test_delivered_duty_paid_by_post_changes_nothing_and_says_so() -> None:
    answer = quoted(asked(delivery_terms="DDP"))
    assert (answer.due_at_checkout.text, answer.due_on_delivery.text) == ("45.00", "12.12")
    assert ("not_prepaid", None) in warned(answer)
    prepaid_anyway = quoted(asked(delivery_terms="DDP", registrations=["IOSS"]))
    assert ("not_prepaid", None) not in warned(prepaid_anyway)


def test_us_layers_by_origin_with_unknown_marks_and_unlisted_goods() -> None:
    answer = quoted(
        asked(
            "US", "USD", carrier_class="courier",
            lines=[
                line(unit_price="60.00"),
                line(sku="b", description="Sofa", hs_code="940161", unit_price="100.00"),
                line(sku="c", description="Cream", hs_code="330499", origin="JP", unit_price="50.00"),
                line(sku="d", description="Thing", hs_code="999999", origin="ZW", unit_price="50.00"),
            ],
        )
    )
    assert [(row.rule, row.amount and row.amount.text, row.lines) for row in answer.charges] == [
        ("us-entry/mfn", "9.90", (0,)),
        ("us-entry/mfn", None, (1, 3)),
        ("us-entry/section301-cn", "4.50", (0,)),
        ("us-entry/section301-cn", None, (1,)),
        ("us-entry/forced-labour-301", "26.25", (0, 1, 2)),
        ("us-entry/forced-labour-301", None, (3,)),
        ("carrier-fee-unknown", None, (0, 1, 2, 3)),
    ]
    assert allocations(answer, "duty") == ["21.90", "12.50", "6.25", None]
    assert answer.sum_of("duty") is None
    assert answer.due_on_delivery.text == "40.65"


@pytest.mark.parametrize(
    ("origin", "rate", "amount"),
    [("DE", "0%", None), ("TW", "0%", None), ("JP", "0%", None), ("GB", "10%", "6.00"), ("CH", "0%", None)],
)
def test_a_cap_net_of_mfn_is_never_below_zero(origin: str, rate: str, amount: str | None) -> None:
    """A T-shirt bears 16.5 % MFN, more than any cap: only the rates that come on top remain."""
    answer = quoted(asked("US", "USD", lines=[line(origin=origin, unit_price="60.00")]))
    extra = [row for row in answer.charges if row.name == "forced-labour-301"]
    assert [row.amount and row.amount.text for row in extra] == ([amount] if amount else [])
    assert all(row.rate == rate for row in extra)


def test_brazilian_goods_bear_their_own_section_301() -> None:
    answer = quoted(asked("US", "USD", origin="BR", lines=[line(origin="BR", unit_price="60.00")]))
    assert charges(answer) == [
        ("duty", "us-post/mfn", "9.90"), ("duty", "us-post/forced-labour-301", None),
        ("duty", "us-post/section301-br", "15.00"),
    ]


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2025-04-30", []),
        ("2025-09-01", [("duty", "us-post-ieepa/ieepa", "18.00")]),
        ("2025-12-01", [("duty", "us-post-ieepa/ieepa", "12.00")]),
        ("2026-02-23", [("duty", "us-post-ieepa/ieepa", "12.00")]),
        ("2026-02-24", [("duty", "us-post-s122/section122", "6.00")]),
        ("2026-07-23", [("duty", "us-post-s122/section122", "6.00")]),
    ],
)
def test_us_post_by_day(day: str, rows: list[tuple[str, str, str]]) -> None:
    assert charges(quoted(asked("US", "USD", date=day, lines=[line(unit_price="60.00")]))) == rows


def test_a_day_without_any_fitting_row_is_out_of_range() -> None:
    assert refused(asked("US", "USD", date="2025-06-01")) == ("date_out_of_range", "date")


def test_a_surcharge_on_a_duty() -> None:
    answer = quoted(asked("IN", "INR", lines=[line(unit_price="3500.00")], shipping="0.00"))
    assert arithmetic(answer)[:3] == [
        "10%: 3500.00 x 10%", "10%: 350.00 x 10%", "IGST 18%: 3885.00 x 18%",
    ]
    assert [amount for _, _, amount in charges(answer)] == ["350.00", "35.00", "699.30", None]


def test_duty_on_what_is_above_an_allowance() -> None:
    answer = quoted(asked("AR", "USD", lines=[line(unit_price="80.00")]))
    assert charges(answer) == [("duty", "ar-post-excess/excess", "15.00"), UNKNOWN_FEE]
    assert answer.charges[0].formula == "(80.00 - USD 50.00) x 50%"
    free = quoted(asked("AR", "USD", lines=[line(unit_price="50.00")]))
    assert (free.regime, charges(free)) == ("ar-post-free", [])


@pytest.mark.parametrize(
    ("price", "duty", "icms"),
    [("45.00", "10.00", "12.29"), ("45.01", "10.01", "12.29"), ("46.00", "10.60", "12.62")],
)
def test_bands_and_a_tax_inside_its_own_base(price: str, duty: str, icms: str) -> None:
    request = asked(
        "BR", "USD", destination={"country": "BR", "region": "SP"}, registrations=["BR-PRC"],
        lines=[line(unit_price=price)],
    )
    assert [amount for _, _, amount in charges(quoted(request))] == [duty, icms]


def test_bands_in_the_buyer_s_currency_convert_the_deduction() -> None:
    request = asked(
        "BR", "BRL", destination={"country": "BR", "region": "br-sp"}, registrations=["BR-PRC"],
        lines=[line(unit_price="350.00")], rates={"USD": "0.19"},
    )
    answer = quoted(request)
    assert [amount for _, _, amount in charges(answer)] == ["107.74", "94.78"]
    assert arithmetic(answer) == [
        "60% - USD 20.00: 355.00 x 60% - USD 20.00", "ICMS 17%: 462.74 / (1 - 17%) x 17%",
    ]


def test_statutory_rounding_and_a_split_tax_in_the_destination_s_currency() -> None:
    answer = quoted(
        asked(
            "JP", "USD", rates={"JPY": "150"},
            lines=[
                line(description="Food shirt", unit_price="200.00", hs_code="620520", tax_class="food"),
                line(unit_price="50.00", hs_code="900410"),
            ],
        )
    )
    assert [(row.amount and row.amount.text, row.local and row.local.text) for row in answer.charges] == [
        ("12.00", "1800"), ("1.33", "200"), ("7.33", "1100"), ("2.00", "300"), ("2.00", "300"), ("1.33", "200"),
    ]
    assert [row.formula for row in answer.charges[2:4]] == ["19000 x 8% x 78%", "1100 x 22/78"]
    assert answer.charges[3].rate == "consumption tax 8%, local part"
    assert allocations(answer, "tax") == ["9.33", "2.00"]


def test_a_base_is_rounded_in_the_request_s_own_currency_too() -> None:
    """The Japanese row without its factor of 0.6: 18,999 is charged as 18,000."""
    places = copy.deepcopy(document("destinations").value)
    japan = next(row for row in places["destinations"] if row["country"] == "JP")
    for block in (japan["regimes"][1]["duty"], japan["regimes"][1]["tax"]):
        del block["goods_factor"]
    facts = read_facts(Entry("destinations", "", places), document("duty_rates"), document("restrictions"))
    request = asked("JP", "JPY", lines=[line(hs_code="900410", unit_price="18999")], shipping="0")
    answer = quote(parse_request(request), facts, no_rate)
    assert [(row.base, row.amount and row.amount.text) for row in answer.charges[:2]] == [
        ("JPY 18000", "900"), ("JPY 19000", "1400"),
    ]


def test_several_rates_are_summed_per_rate_in_the_computing_currency() -> None:
    answer = quoted(
        asked(
            "KR", "USD", rates={"KRW": "1350"},
            lines=[
                line(unit_price="151.00"),
                line(sku="b", unit_price="33.33", hs_code="330499"),
                line(sku="c", unit_price="20.00", hs_code="490199", tax_class="books"),
            ],
        )
    )
    assert [(row.base, row.local and row.local.text) for row in answer.charges[:3]] == [
        ("KRW 208832", "27140"), ("KRW 46103", "2990"), ("KRW 285064", "28500"),
    ]
    assert answer.sum_of("duty") == Money(2231, "USD")
    assert answer.sum_of("import_vat") == Money(2111, "USD")


def test_rounding_up_to_a_step() -> None:
    answer = quoted(asked("ID", "USD", carrier_class="courier", rates={"IDR": "16500"}, lines=[line(hs_code="900410")]))
    assert [row.local and row.local.text for row in answer.charges] == ["56000.00", "88000.00", None]


def test_a_waiver_up_to_its_limit() -> None:
    def parcel(price: str) -> dict[str, Any]:
        return asked("CN", "CNY", origin="HK", lines=[line(unit_price=price, origin="JP")])

    assert charges(quoted(parcel("250.00"))) == []
    assert charges(quoted(parcel("250.03"))) == [("duty", "cn-parcel-hk-mo-tw/parcel-tax", "50.01"), UNKNOWN_FEE]
    dollars = asked("CN", "USD", lines=[line(unit_price="35.00", origin="JP")], rates={"CNY": "7.14"})
    assert charges(quoted(dollars)) == []


def test_two_taxes_on_the_same_base() -> None:
    answer = quoted(
        asked(
            "CA", "CAD", destination={"country": "CA", "region": "QC"},
            lines=[
                line(unit_price="60.00"),
                line(sku="t", description="Tea", hs_code="210690", unit_price="20.00", tax_class="food"),
            ],
        )
    )
    assert [(row.rate, row.amount and row.amount.text, row.lines) for row in answer.charges[2:4]] == [
        ("GST 5%", "3.54", (0,)), ("QST 9.975%", "7.06", (0,)),
    ]
    assert allocations(answer, "tax") == ["10.60", "0.00"]


def test_tax_on_a_factor_of_the_goods() -> None:
    answer = quoted(asked("ZA", "ZAR", lines=[line(unit_price="400.00")]))
    assert [amount for _, _, amount in charges(answer)] == ["80.00", "78.00", None]
    assert answer.charges[1].base == "ZAR 520.00"


def test_tax_is_unknown_where_the_duty_in_its_base_is() -> None:
    answer = quoted(asked(lines=[line(unit_price="200.00", hs_code="999999")]))
    assert charges(answer) == [
        ("duty", "eu-standard/mfn", None), ("import_vat", "eu-standard", None), UNKNOWN_FEE,
    ]
    assert answer.total == Money(20_500, "EUR")
    assert answer.line_allocations[0].as_json() == {"discount": "0.00", "duty": None, "tax": None}


def test_a_tax_on_an_estimated_duty_is_an_estimate() -> None:
    answer = quoted(asked(lines=[line(unit_price="180.00")]))
    assert [row.certainty for row in answer.charges] == ["estimate", "estimate", "unknown"]
    settled = quoted(asked("GB", "GBP", registrations=["GB-VAT"]))
    assert ([row.certainty for row in settled.charges], settled.certainty) == (["fixed"], "fixed")


def test_a_regime_without_rules_is_unknown_throughout() -> None:
    answer = quoted(asked("VN", "VND", lines=[line(unit_price="400000")], shipping="0"))
    assert charges(answer) == [("duty", "vn-import/duty", None), ("import_vat", "vn-import", None), UNKNOWN_FEE]
    assert answer.total == Money(400_000, "VND")


def test_discounts_by_funder() -> None:
    both = [{"amount": "10.00", "funded_by": "seller"}, {"amount": "5.00", "funded_by": "platform"}]
    answer = quoted(asked(registrations=["IOSS"], lines=THREE_LINES, discounts=both))
    assert answer.goods.text == "44.99"
    assert answer.sum_of("import_vat") == Money(1045, "EUR")
    assert allocations(answer, "discount") == ["5.00", "7.50", "2.50"]
    assert answer.total.text == "66.44"


def test_item_limits_are_tested_per_unit() -> None:
    two = quoted(asked("NO", "NOK", registrations=["NO-VOEC"], lines=[line(quantity=2, unit_price="2999.99")]))
    assert two.regime == "no-voec"
    one = quoted(asked("NO", "NOK", registrations=["NO-VOEC"], lines=[line(unit_price="3000.00")]))
    assert one.regime == "no-import"
    food = quoted(asked("NO", "NOK", registrations=["NO-VOEC"], lines=[line(hs_code="210690")]))
    assert food.regime == "no-import"


def test_goods_that_never_cross_a_customs_border_get_a_caution() -> None:
    assert ("not_an_import", None) in warned(quoted(asked(origin="FR")))
    assert ("not_an_import", None) in warned(quoted(asked("US", "USD", origin="US")))
    assert ("not_an_import", None) not in warned(quoted(asked()))


def test_free_goods_cost_nothing_to_import() -> None:
    answer = quoted(asked("GB", "GBP", lines=[line(unit_price="0.00")], shipping="0.00"))
    assert (charges(answer), answer.total.text) == ([], "0.00")
