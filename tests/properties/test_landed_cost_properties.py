"""What holds for every parcel: parts add up, nothing comes from an unknown, order does not matter, and nothing crashes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.runtime.commands.quote import answer
from commerce_core.domain.landed_cost import Quote, QuoteRefused, parse_request, quote, shipped_facts
from commerce_core.domain.money import allocate
from commerce_core.domain.rates import Rate
from tests.quoting import asked, line

COUNTRIES = sorted(shipped_facts().destinations)
REGIONS = {"CA": ["ON", "QC", "BC", "NS", "AB"], "BR": ["SP", "MG", "RJ"]}
SCHEMES = ["IOSS", "GB-VAT", "AU-GST", "NZ-GST", "NO-VOEC", "CH-VAT", "SG-OVR", "MY-LVG", "BR-PRC", "CL-VAT", "CN-CBEC"]
HS_CODES = ["610910", "640411", "330499", "420221", "691200", "900410", "490199", "950300", "999999", "210690"]
CURRENCIES = ["EUR", "USD", "JPY", "KWD", "GBP"]
EXPONENTS = {"JPY": 0, "KWD": 3}
THOROUGH = settings(max_examples=8 * settings().max_examples)
"""Seventy-one destinations need more examples than one rule does, in a quick run as in a soak."""


def any_rate(base: str, quoted: str, day: date) -> Rate:
    """A rate for every pair, fixed by their names."""
    return Rate(Decimal(1 + sum(map(ord, base + quoted)) % 97) / 7, "test", day)


def amounts(currency: str, most: int = 300_000) -> st.SearchStrategy[str]:
    exponent = EXPONENTS.get(currency, 2)
    return st.integers(0, most).map(lambda minor: f"{Decimal(minor).scaleb(-exponent):f}")


@st.composite
def requests(draw: st.DrawFn, discounts: bool = True) -> dict[str, Any]:
    country, currency = draw(st.sampled_from(COUNTRIES)), draw(st.sampled_from(CURRENCIES))
    lines = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "sku": st.just("S"), "description": st.sampled_from(["Thing", "Other thing"]),
                    "hs_code": st.sampled_from(HS_CODES), "origin": st.sampled_from(["CN", "JP", "DE", "US", "ZW"]),
                    "quantity": st.integers(1, 9), "unit_price": amounts(currency),
                    "tax_class": st.sampled_from(["standard", "books", "children_clothing", "food"]),
                }
            ),
            min_size=1, max_size=6,
        )
    )
    off = [{"amount": draw(amounts(currency, 500)), "funded_by": who} for who in ("seller", "platform")]
    place = {"country": country} | ({"region": draw(st.sampled_from(REGIONS[country]))} if country in REGIONS else {})
    return asked(
        destination=place, currency=currency, lines=lines, shipping=draw(amounts(currency, 9_000)),
        date=(date(2026, 7, 1) + timedelta(days=draw(st.integers(0, 500)))).isoformat(),
        origin=draw(st.sampled_from(["CN", "HK", "US", "DE"])), carrier_class=draw(st.sampled_from(["post", "courier"])),
        registrations=draw(st.lists(st.sampled_from(SCHEMES), unique=True)),
        discounts=off if discounts else [], delivery_terms=draw(st.sampled_from(["DAP", "DDP"])),
    )


def priced(request: dict[str, Any]) -> Quote | None:
    try:
        return quote(parse_request(request), shipped_facts(), any_rate)
    except QuoteRefused as refused:
        assert refused.code in ("bad_amount", "sanctioned_destination", "date_out_of_range"), refused
        return None


@THOROUGH
@given(requests())
def test_totals_equal_their_parts(request_: dict[str, Any]) -> None:
    found = priced(request_)
    if found is None:
        return
    known = [charge for charge in found.charges if charge.amount]
    assert found.total.minor == found.goods.minor + found.shipping.minor + sum(row.amount.minor for row in known if row.amount)
    assert found.due_at_checkout + found.due_on_delivery == found.total
    on_delivery = sum(row.amount.minor for row in known if row.amount and row.due == "delivery")
    assert found.due_on_delivery.minor == on_delivery
    assert all(row.amount is not None and row.amount.minor >= 0 for row in known)


@THOROUGH
@given(requests())
def test_every_column_of_the_lines_adds_up_to_its_total(request_: dict[str, Any]) -> None:
    found = priced(request_)
    if found is None:
        return
    rows = found.line_allocations
    assert len(rows) == len(request_["lines"])
    off = sum(Decimal(row["amount"]) for row in request_["discounts"])
    assert sum(row.discount.decimal for row in rows) == off
    for kind, column in (("duty", "duty"), ("import_vat", "tax")):
        total = sum(row.amount.minor for row in found.charges if row.kind == kind and row.amount)
        shares = [getattr(row, column) for row in rows]
        assert sum(share.minor for share in shares if share) == total
    for row in found.charges:
        assert row.amount is None or not row.shares or sum(row.shares) == row.amount.minor


@THOROUGH
@given(requests())
def test_nothing_comes_from_an_unknown(request_: dict[str, Any]) -> None:
    found = priced(request_)
    if found is None:
        return
    rule = {row.id: row for row in shipped_facts().destinations[request_["destination"]["country"]].regimes}[found.regime]
    unknown = {line_ for row in found.charges if row.kind == "duty" and row.amount is None for line_ in row.lines}
    for row in found.charges:
        assert (row.amount is None) == (row.certainty == "unknown")
        if row.kind == "import_vat" and row.amount is not None and getattr(rule.tax, "on_duty", False):
            assert unknown.isdisjoint(row.lines)
    has_unknown = any(row.amount is None for row in found.charges)
    assert has_unknown == (found.certainty == "unknown")
    assert has_unknown == any(row.code == "unknown_amount" for row in found.warnings)


@given(requests(discounts=False), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(request_: dict[str, Any], chance: Any) -> None:
    """Lines of different value: with equal ones a last cent goes to the first of them, by the contract."""
    distinct = {Decimal(row["unit_price"]) * row["quantity"]: row for row in request_["lines"]}
    first = request_ | {"lines": list(distinct.values())}
    second = request_ | {"lines": chance.sample(first["lines"], len(first["lines"]))}
    one, other = priced(first), priced(second)
    if one is None or other is None:
        assert one is other
        return
    assert (one.total, one.due_at_checkout, one.regime) == (other.total, other.due_at_checkout, other.regime)
    assert sorted((row.rule, row.rate, row.amount and row.amount.minor) for row in one.charges) == sorted(
        (row.rule, row.rate, row.amount and row.amount.minor) for row in other.charges
    )


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.sampled_from(HS_CODES[:8]))
def test_splitting_a_quantity_over_identical_lines_keeps_the_flat_duty(parts: list[int], hs_code: str) -> None:
    whole = [line(hs_code=hs_code, unit_price="2.00", quantity=sum(parts))]
    split = [line(hs_code=hs_code, unit_price="2.00", quantity=units) for units in parts]
    found = [priced(asked(registrations=["IOSS"], lines=lines)) for lines in (whole, split)]
    duties = [answer_.sum_of("duty") for answer_ in found if answer_]
    assert [duty.text for duty in duties if duty] == ["3.00", "3.00"]


@given(st.integers(0, 100_000), st.integers(0, 100_000), st.sampled_from(["DE", "GB", "CH", "NO", "AU"]))
def test_dearer_goods_of_one_regime_never_pay_less(one: int, other: int, country: str) -> None:
    lower, higher = sorted((one, other))
    found = [
        priced(asked(country, lines=[line(unit_price=f"{Decimal(minor).scaleb(-2):f}")])) for minor in (lower, higher)
    ]
    cheap, dear = found
    assert cheap is not None
    assert dear is not None
    if cheap.regime == dear.regime:
        assert cheap.total <= dear.total


@given(st.integers(-10_000, 10_000), st.lists(st.integers(0, 5_000), min_size=1, max_size=12))
def test_allocation_is_exact_and_fair(total: int, weights: list[int]) -> None:
    shares = allocate(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        ideal = Decimal(total * weight) / whole if whole else Decimal(total) / len(weights)
        assert abs(share - ideal) < 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.decimals(allow_nan=True) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = sorted({*asked(), "id", "rates", "parameters", "delivery_terms"})


@given(st.sampled_from(FIELDS), JSON)
def test_a_wrong_field_never_raises_anything_but_a_refusal(name: str, value: Any) -> None:
    priced_or_refused(asked(**{name: value}))


@given(st.sampled_from([*line(), "weight_g", "tax_class", "attributes"]), JSON)
def test_a_wrong_line_never_raises_anything_but_a_refusal(name: str, value: Any) -> None:
    priced_or_refused(asked(lines=[line(**{name: value})]))


@given(JSON)
def test_anything_at_all_never_raises_anything_but_a_refusal(value: Any) -> None:
    priced_or_refused(value)


def priced_or_refused(value: object) -> None:
    try:
        quote(parse_request(value), shipped_facts(), any_rate)
    except QuoteRefused as refused:
        assert refused.message
        assert refused.as_json()["error"]["code"] == refused.code


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_line_gets_an_answer(text: str | bytes) -> None:
    assert set(answer(text)) == {"error"}
