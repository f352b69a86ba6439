"""Whatever a program sends, the shop answers or refuses with a code of the contract: no verb ever raises, nothing half-done stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.dialogue.moment import verbs
from bots.messages import Answer, BadTurn, Turn, answer_from_json
from bots.runtime.house import House
from commerce_core.domain.refusals import CODES
from tests.shop_in_memory import a_house, answered, stock_is_conserved

CONTRACT_VERBS = ["start", "help", "browse", "search", "recommend", "page", "show", "choose", "add", "set_quantity", "remove", "basket", "coupon", "set_country", "set_currency", "set_language", "quote", "why", "checkout", "address", "tax_id", "shipping", "incoterm", "pay", "order", "track", "cancel", "change", "return", "withdraw", "subscribe", "unsubscribe", "human", "rate"]
NAMES = ["sku", "product", "quantity", "line", "category", "text", "n", "code", "country", "currency", "language", "charge", "field", "value", "kind", "option", "method", "outcome", "lines", "address", "order", "stars", "topic", "items", "color", "size", "price_max", "price_min", "name", "street_address", "city", "country_area", "postal_code", "country_code", "phone", "email", "gift_for", "quiet"]
LIKELY = st.sampled_from([
    "A1", "A7", "B4", "chef-knife", "a12-red-m", "kitchen", "tea", "DE", "us", "EUR", "XXX", "es", "zh", "fr", "post", "courier", "DDP",
    "sandbox", "decline", "late", "CPF", "529.982.247-25", "duty", "TW-00000000-0", "red", "M", "10", "1e3", "-1", "--1", "٣", "", " ",
    "\x00", "\u202e", "x" * 300, "🎁", "' OR 1=1 --", "Springfield", "IL", "62704", "Dubai", "../../etc/passwd", "{x}", "%s",
])
PIECES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.integers(-3, 12), st.floats(), LIKELY, st.text(max_size=20),
)
VALUES = st.recursive(PIECES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=6)
ARGS = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=6), VALUES, max_size=4)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A shop with a buyer who has a basket, an order and a form open; every example goes on from where the last one ended."""
    with a_house() as house:
        for number, action in enumerate((
            {"verb": "set_country", "args": {"country": "GB"}}, {"verb": "add", "args": {"sku": "A7"}},
            {"verb": "address", "args": {"name": "Ada", "street_address": "1 Row", "city": "London", "postal_code": "SW1Y 4JH"}},
            {"verb": "shipping", "args": {"option": "post"}}, {"verb": "pay", "args": {"method": "sandbox"}},
            {"verb": "add", "args": {"sku": "E4", "quantity": 2}},
        )):
            answered(house, Turn.from_json({"id": f"begin{number}", "buyer": "ana", "action": action}))
        yield house


_COUNT = iter(range(10**9))


def sent(house: House, buyer: str, **content: Any) -> Answer | None:
    """The answer; None where it could not be a turn."""
    try:
        turn = Turn.from_json({"id": str(next(_COUNT)), "buyer": buyer, **content})
    except BadTurn:
        return None
    return answered(house, turn)


def check(answer: Answer) -> None:
    body = json.loads(json.dumps(answer.as_json(), allow_nan=False))
    assert answer_from_json(body) == answer
    assert answer.texts
    assert all(text.strip() for text in answer.texts)
    if answer.refused is not None:
        assert set(answer.refused) == {"code", "data"}
        assert answer.refused["code"] in CODES


def test_every_verb_of_the_contract_has_a_skill() -> None:
    assert set(CONTRACT_VERBS) - verbs() == set()


@given(verb=st.sampled_from([*CONTRACT_VERBS, *CONTRACT_VERBS, "region", "which", "new_address", "leave_form", "ask_again", "ships_to",
                             "affirm", "deny", "return_policy", "payment_methods", "unreadable", "claim", "release"]) | st.text(min_size=1, max_size=8),
       args=ARGS, buyer=st.sampled_from(["ana", "ben", "eve"]))
@example(verb="region", args={"country_area": "SP"}, buyer="new to us")
@example(verb="set_quantity", args={"line": "--1", "quantity": 1}, buyer="ana")
@example(verb="search", args={"text": "tea", "size": {}}, buyer="ana")
@example(verb="address", args={"name": {"a": 1}}, buyer="ana")
@example(verb="address", args={"country_code": ""}, buyer="ana")
@example(verb="address", args={"country_code": "ZZ", "name": "x"}, buyer="ana")
@example(verb="why", args={"charge": [1]}, buyer="ana")
@example(verb="return", args={"lines": [True]}, buyer="ana")
@example(verb="change", args={"address": {"name": []}}, buyer="ana")
def test_no_verb_with_any_arguments_ever_raises(house: House, verb: str, args: dict[str, Any], buyer: str) -> None:
    answer = sent(house, buyer, action={"verb": verb, "args": args})
    if answer is not None:
        check(answer)


@given(text=st.text(max_size=60) | LIKELY | st.sampled_from(["cancel", "2", "yes", "no", "stop", "pagar", "取消", "نعم"]),
       buyer=st.sampled_from(["ana", "ben", "eve"]))
def test_no_text_ever_raises(house: House, text: str, buyer: str) -> None:
    answer = sent(house, buyer, text=text)
    assert answer is not None
    check(answer)


@pytest.mark.parametrize("text", [
    "", " ", "\x00", "\ud800", "\u202etxet", "\u200b\u200b", "a" * 100_000, "?" * 100_000, "\U0001f381" * 5_000, "1" * 5_000, "（" * 999,
    "show me " + "red " * 20_000 + "shoes", "10**12", "quiero 1000000000000 de la A7", "-1 A7", "0 A7", "1e3 A7", "{}", "<b>x</b>", "%(x)s",
])
def test_a_text_of_any_shape_is_answered(house: House, text: str) -> None:
    answer = sent(house, "mallory", text=text)
    assert answer is not None
    check(answer)


def test_after_all_that_the_stock_is_conserved(house: House) -> None:
    assert stock_is_conserved(house)
