"""Callback data: every action of the reply contract there and back, within 64 bytes, and nothing else read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.channels.action_codec import KEYS
from bots.channels.telegram.callback import MAX_BYTES, CallbackError, decode, encode
from bots.messages import Action

LINE = "0191f7a2-8c3e-7d41-9b5a-6f2e1c0d9a88"
CONTRACT = [
    (Action("start"), "start"),
    (Action("help"), "help"),
    (Action("browse", {"category": "coffee-tea"}), "browse|c:coffee-tea"),
    (Action("search", {"text": "red mug", "color": "red", "size": "XL", "price_max": 20}), "search|t:red mug|o:red|z:XL|x#20"),
    (Action("search", {"price_max": {"minor": 2000, "currency": "EUR"}}), 'search|x={"minor":2000,"currency":"EUR"}'),
    (Action("recommend"), "recommend"),
    (Action("page", {"n": 2}), "page|n#2"),
    (Action("show", {"product": "moka-pot"}), "show|p:moka-pot"),
    (Action("choose", {"sku": "MOKA-6-RED"}), "choose|s:MOKA-6-RED"),
    (Action("add", {"sku": "MOKA-6-RED", "quantity": 1}), "add|s:MOKA-6-RED|q#1"),
    (Action("set_quantity", {"line": LINE, "quantity": 12}), f"set_quantity|l:{LINE}|q#12"),
    (Action("remove", {"line": LINE}), f"remove|l:{LINE}"),
    (Action("basket"), "basket"),
    (Action("coupon", {"code": "SPRING|10"}), r"coupon|d:SPRING\p10"),
    (Action("set_country", {"country": "ES"}), "set_country|y:ES"),
    (Action("set_currency", {"currency": "EUR"}), "set_currency|u:EUR"),
    (Action("set_language", {"language": "zh-Hans"}), "set_language|g:zh-Hans"),
    (Action("quote", {"sku": "MOKA-6-RED", "quantity": 2}), "quote|s:MOKA-6-RED|q#2"),
    (Action("quote"), "quote"),
    (Action("why", {"charge": "import_vat"}), "why|h:import_vat"),
    (Action("checkout"), "checkout"),
    (Action("address", {"city": "北京", "postal_code": "100000"}), "address|city:北京|postal_code:100000"),
    (Action("tax_id", {"kind": "cpf", "value": "529.982.247-25"}), "tax_id|k:cpf|v:529.982.247-25"),
    (Action("shipping", {"option": "standard"}), "shipping|e:standard"),
    (Action("incoterm", {"value": "DDP"}), "incoterm|v:DDP"),
    (Action("pay", {"method": "card", "outcome": "decline"}), "pay|m:card|f:decline"),
    (Action("order", {"code": "7K4M-2QXA"}), "order|d:7K4M-2QXA"),
    (Action("track", {"code": "7K4M-2QXA"}), "track|d:7K4M-2QXA"),
    (Action("cancel", {"code": "7K4M-2QXA"}), "cancel|d:7K4M-2QXA"),
    (Action("change", {"code": "7K4M", "lines": [{"line": 1, "quantity": 2}]}), 'change|d:7K4M|i=[{"line":1,"quantity":2}]'),
    (Action("return", {"code": "7K4M", "lines": [1, 2]}), "return|d:7K4M|i=[1,2]"),
    (Action("withdraw", {"code": "7K4M-2QXA"}), "withdraw|d:7K4M-2QXA"),
    (Action("claim", {"items": [{"sku": "A12", "quantity": 2}]}), 'claim|j=[{"sku":"A12","quantity":2}]'),
    (Action("release", {"items": [{"sku": "A12"}]}), 'release|j=[{"sku":"A12"}]'),
    (Action("subscribe", {"topic": "live"}), "subscribe|b:live"),
    (Action("unsubscribe"), "unsubscribe"),
    (Action("human"), "human"),
    (Action("rate", {"order": "7K4M-2QXA", "stars": 5}), "rate|r:7K4M-2QXA|w#5"),
]


@pytest.mark.parametrize(("action", "data"), CONTRACT, ids=[data.split("|")[0] for _, data in CONTRACT])
def test_each_verb_of_the_contract(action: Action, data: str) -> None:
    assert encode(action) == data
    assert decode(data) == action


def test_no_key_means_two_things() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
    assert all(len(key) == 1 for key in KEYS.values())


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2), max_leaves=3,
)


@given(
    st.from_regex(r"\A[a-z][a-z_]{0,11}\Z"),
    st.dictionaries(st.sampled_from([*KEYS, "city", "name"]) | st.from_regex(r"\A[a-z][a-z_]{1,6}\Z"), _values, max_size=3),
)
@example("add", {"sku": "a|b\\p|", "quantity": -0})
@example("add", {"sku": "true", "quantity": True})
@example("add", {"sku": "\n\t\x00", "text": ""})
def test_what_fits_comes_back_the_same(verb: str, args: dict[str, object]) -> None:
    try:
        data = encode(Action(verb, args))
    except CallbackError as error:
        assert str(error).startswith(f"{verb}: ") and f"{MAX_BYTES} is the limit" in str(error)
        return
    assert 1 <= len(data.encode()) <= 64
    back = decode(data)
    assert back.verb == verb and dict(back.args) == args
    assert [type(value) for value in back.args.values()] == [type(value) for value in args.values()]


@given(st.text(max_size=64))
@example("add|s:A|s:B")
@example("add|sku:A")
@example("add|q#007")
@example("add|q=7")
@example('add|s="A"')
@example("add|s:A\\")
@example("add|q#１")
@example("add|i=[[[[[[[[[[[[[[[[[[[[")
@example("")
@example("|")
@example("Add")
@example("add|i=1e400")
def test_any_data_is_one_action_or_refused(data: str) -> None:
    try:
        action = decode(data)
    except CallbackError:
        return
    assert encode(action) == data


@pytest.mark.parametrize("data", ["add|s:A|s:B", "add|sku:A", "add|q#007", "add|q=7", 'add|s="A"', "add|s:A\\", "", "|", "Add", "add|", "add|q#"])
def test_a_second_spelling_is_refused(data: str) -> None:
    with pytest.raises(CallbackError):
        decode(data)


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (Action("add", {"sku": "X" * 60}), "add: 66 bytes of callback data, 64 is the limit: add|s:" + "X" * 60),
        (Action("search", {"text": "茶" * 20}), "search: 69 bytes of callback data, 64 is the limit: search|t:" + "茶" * 20),
        (Action("Not a verb"), "verb: 'Not a verb' is not a name"),
        (Action("add", {"s": 1}), "argument: 's' is not a name that an argument can have"),
        (Action("add", {"sku": float("nan")}), "sku: nan has no JSON"),
        (Action("add", {"sku": (1, 2)}), "sku: (1, 2) has no JSON"),
        (Action("add", {"sku": "\ud800"}), "add: an argument holds a lone surrogate"),
        (Action("add", {"lines": ["\ud800"]}), "lines: ['\\ud800'] has no JSON"),
    ],
)
def test_what_does_not_fit_is_named(action: Action, message: str) -> None:
    with pytest.raises(CallbackError) as raised:
        encode(action)
    assert str(raised.value) == message


def test_the_limit_itself_fits() -> None:
    action = Action("add", {"sku": "X" * 58})
    assert len(encode(action).encode()) == 64
    assert decode(encode(action)) == action
