"""Arguments of every verb, forged: each verb with each wrong kind of value for each of its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bots.runtime.house import House
from tests.dialogue.purchase import Chat
from tests.shop_in_memory import a_house

TAKES = {
    "browse": ["category"], "search": ["text", "color", "size", "price_max", "price_min"], "page": ["n"], "show": ["product"],
    "choose": ["sku"], "add": ["sku", "quantity"], "set_quantity": ["line", "quantity"], "remove": ["line"], "coupon": ["code"],
    "set_country": ["country"], "set_currency": ["currency"], "set_language": ["language"], "quote": ["sku", "quantity"], "why": ["charge"],
    "address": ["name", "city"], "tax_id": ["kind", "value"], "shipping": ["option"], "incoterm": ["value"], "pay": ["method", "outcome"],
    "order": ["code"], "track": ["code"], "cancel": ["code"], "change": ["code", "address"], "return": ["code", "lines"], "withdraw": ["code"],
    "rate": ["order", "stars"],
}
RIGHT = {"sku": "A7", "line": 1, "quantity": 1, "stars": 5, "value": "x", "code": "TW-00000000-0"}
FORGED: list[Any] = [{}, {"a": 1}, [1], True, 1.5, "x" * 300]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with a_house() as house:
        yield house


@pytest.mark.parametrize(("verb", "name"), [(verb, name) for verb, names in TAKES.items() for name in names])
def test_a_forged_argument_is_refused(house: House, verb: str, name: str) -> None:
    """A list, an object, a truth value, a fraction or an endless text is no argument of ours."""
    chat = Chat(house, buyer=f"{verb}-{name}")
    chat.does("set_country", country="GB")
    chat.does("add", sku="A7", quantity=2)
    chat.does("quote")
    for value in FORGED:
        if (verb, name) in {("search", "text"), ("return", "lines"), ("change", "address")} and isinstance(value, str | list | dict):
            continue
        args = {other: RIGHT.get(other, "x") for other in TAKES[verb] if other != name and verb not in {"address", "search"}}
        heard = chat.does(verb, **args, **{name: value})
        assert heard.refused, (value, heard.text)
        assert heard.refused["code"] in {"invalid", "not_found"}, (value, heard.refused)
        assert heard.state["cart"] == [
            {"line": 1, "sku": "A7", "title": "Hammered Gold-Tone Bangle", "quantity": 2, "unit": {"minor": 2166, "currency": "GBP"}}
        ]


@pytest.mark.parametrize("verb", [*TAKES, "start", "help", "recommend", "basket", "checkout", "subscribe", "human"])
def test_an_unknown_argument_is_refused(house: House, verb: str) -> None:
    heard = Chat(house, buyer=f"{verb}?").does(verb, colour="red")
    if verb == "search":
        assert heard.refused is None  # what can be searched by is open
    else:
        assert heard.refused == {"code": "invalid", "data": {"field": "colour"}}


@pytest.mark.parametrize(("quantity", "code"), [
    (0, "invalid"), (-1, "invalid"), ("1e3", "invalid"), (10**12, "invalid"), (2.0, "invalid"), ("", "invalid"), (51, "quantity_exceeded"),
    (1000, "quantity_exceeded"), ("two", "invalid"), ("--1", "invalid"),
])
def test_quantities_that_cannot_be(house: House, quantity: object, code: str) -> None:
    heard = Chat(house, buyer=f"q{quantity}").does("add", sku="A7", quantity=quantity)
    assert heard.refused is not None
    assert heard.refused["code"] == code
    assert heard.refused["data"]["field"] == "quantity"
    assert heard.state["cart"] == []
    assert heard.text.strip()


@pytest.mark.parametrize(("verb", "says"), [
    ("search", "This is what we have."), ("browse", "This is what we have."), ("set_country", "Which country should it go to?"),
    ("set_currency", "Which currency would you like"), ("set_language", "Which language would you like?"), ("order", "You have no orders yet."),
    ("track", "You have no orders yet."), ("recommend", "Our favourites right now:"), ("page", "This is what we have."),
    ("why", "Ask me for the price to your door first."),
])
def test_without_arguments_it_asks_or_lists(house: House, verb: str, says: str) -> None:
    heard = Chat(house, buyer=f"{verb}!").does(verb)
    assert says in heard.text
    assert heard.refused is None
    assert heard.actions or verb == "why"


def test_the_refusal_of_an_unknown_verb(house: House) -> None:
    for verb in ("unreadable", "payout", "__class__", "x" * 500):
        heard = Chat(house, buyer=verb[:50]).does(verb)
        assert heard.refused == {"code": "unsupported", "data": {"field": "verb", "value": verb[:60]}}
        assert heard.text.startswith("I can’t do that here.")
