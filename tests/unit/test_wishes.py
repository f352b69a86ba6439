"""From a reading, made by hand, to what is to be done: one wish at a time, seen with what was just shown and asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bots.dialogue.memory import Form, Memory, Shown
from bots.dialogue.moment import Moment
from bots.dialogue.wishes import wishes
from bots.dialogue.words import words_for
from bots.messages import Turn
from bots.runtime.house import House
from commerce_core.domain.buyer import Buyer, Place
from nlu.reading import CountryGuess, Entity, Intent, LanguageGuess, Reading
from tests.shop_in_memory import a_house

TWO = [Shown("ceramic-mugs", "B1"), Shown("moka-pot", "B3")]
WAYS = [{"label": "Tracked post", "action": {"verb": "shipping", "args": {"option": "post"}}}, {"label": "Courier", "action": {"verb": "shipping", "args": {"option": "courier"}}}]
TERMS = [{"label": "All now", "action": {"verb": "incoterm", "args": {"value": "DDP"}}}, {"label": "Rest later", "action": {"verb": "incoterm", "args": {"value": "DAP"}}}]
CARDS = [{"label": "Price", "action": {"verb": "quote", "args": {"sku": sku}}} for sku in ("B1", "B3")]
PAY = {"verb": "pay", "args": {"method": "sandbox"}}


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with a_house() as house:
        yield house


def wished(house: House, text: str, intent: str, sure: float = 0.9, memory: Memory | None = None, *, entities: dict[str, Any] | None = None,
           also: tuple[tuple[str, float], ...] = (), public: bool = False, numbered: bool = True, country: CountryGuess | None = None) -> list[tuple[str, dict[str, Any]]]:
    found = tuple(Entity(kind, 0, 0, str(value), value) for kind, value in (entities or {}).items())
    reading = Reading(text, LanguageGuess("en", None, 1.0), Intent(intent, sure), tuple(Intent(*each) for each in also), entities=found, country=country or CountryGuess())
    buyer = Buyer("0" * 32, "console", "main", "ana", "en", "EUR", destination=Place("DE", "known"))
    with house.core.snapshot() as tx:
        moment = Moment(tx, Turn("1", "ana", text=text, public=public), buyer, memory or Memory(), words_for("en", "DE"), reading, numbered=numbered)
        return [(action.verb, dict(action.args)) for action in wishes(moment)]


@pytest.mark.parametrize(("text", "intent", "extra", "wanted"), [
    ("hi", "greet", {}, [("start", {})]),
    ("hi, tea please", "greet", {"also": (("search_product", 0.6),), "entities": {"product": "tea"}}, [("search", {"text": "tea"})]),
    ("the second one", "product_detail", {"memory": Memory(shown=TWO), "entities": {"ordinal": 2}}, [("show", {"product": "moka-pot"})]),
    ("the last one", "product_detail", {"memory": Memory(shown=TWO), "entities": {"ordinal": -1}}, [("show", {"product": "moka-pot"})]),
    ("the ninth one", "product_detail", {"memory": Memory(shown=TWO), "entities": {"ordinal": 9}}, [("which", {})]),
    ("two of the second", "add_to_cart", {"memory": Memory(shown=TWO), "entities": {"ordinal": 2, "quantity": 2}}, [("add", {"sku": "moka-pot", "quantity": 2})]),
    ("the red one", "add_to_cart", {"memory": Memory(shown=TWO), "entities": {"color": "red"}}, [("add", {"sku": "B3-RED", "quantity": 1})]),
    ("it", "add_to_cart", {"memory": Memory(focus=Shown("chef-knife", "B4"))}, [("add", {"sku": "B4", "quantity": 1})]),
    ("add Z99", "add_to_cart", {"entities": {"sku": "Z99"}, "memory": Memory(focus=Shown("chef-knife", "B4"))}, [("add", {"sku": "Z99", "quantity": 1})]),
    ("B1-BLUE please", "add_to_cart", {}, [("add", {"sku": "B1-BLUE", "quantity": 1})]),
    ("2", "out_of_scope", {"memory": Memory(choices=WAYS)}, [("shipping", {"option": "courier"})]),
    ("3", "out_of_scope", {"memory": Memory(choices=WAYS)}, [("out_of_scope", {})]),
    ("2", "out_of_scope", {"memory": Memory(choices=CARDS, shown=TWO), "numbered": False}, [("show", {"sku": "B3"})]),
    ("2", "out_of_scope", {"memory": Memory(choices=CARDS, shown=TWO)}, [("quote", {"sku": "B3"})]),
    ("the cheapest", "out_of_scope", {"memory": Memory(choices=WAYS)}, [("shipping", {"option": "post"})]),
    ("no", "deny", {"memory": Memory(choices=TERMS)}, [("incoterm", {"value": "DAP"})]),
    ("all of it now", "checkout", {"memory": Memory(choices=TERMS)}, [("incoterm", {"value": "DDP"})]),
    ("yes", "affirm", {"memory": Memory(offer=PAY)}, [("pay", {"method": "sandbox"})]),
    ("yes", "affirm", {}, [("affirm", {})]),
    ("pay", "checkout", {"memory": Memory(offer=PAY)}, [("pay", {"method": "sandbox"})]),
    ("pay", "checkout", {"memory": Memory(offer=PAY), "public": True}, [("checkout", {})]),
    ("try again", "out_of_scope", {"memory": Memory(offer=PAY)}, [("pay", {"method": "sandbox"})]),
    ("why?", "out_of_scope", {"memory": Memory(receipt='{"charges": []}')}, [("why", {})]),
    ("why?", "out_of_scope", {}, [("out_of_scope", {})]),
    ("person", "human_agent", {"sure": 0.4}, [("out_of_scope", {})]),
    ("a person please", "human_agent", {"sure": 0.9}, [("human", {})]),
    ("10115", "set_country", {"country": CountryGuess("DE", "guess", 0.3)}, [("set_country", {})]),
    ("Berlin", "set_country", {"country": CountryGuess("DE", "likely", 0.9)}, [("set_country", {"country": "DE"})]),
    ("to Chile?", "ask_shipping", {"entities": {"country": "CL"}}, [("set_country", {"country": "CL", "quiet": True}), ("ships_to", {})]),
    ("cancel order TW-00000000-0", "cancel_order", {}, [("cancel", {"code": "TW-00000000-0"})]),
    ("cancel it", "cancel_order", {"memory": Memory(order="TW-00000000-0")}, [("cancel", {})]),
    ("cancel it", "cancel_order", {}, [("leave_form", {})]),
    ("where is it", "track_order", {"entities": {"order_id": "TW-1"}}, [("track", {"code": "TW-1"})]),
    ("Ada", "out_of_scope", {"memory": Memory(form=Form("address", "name", "DE"))}, [("address", {"name": "Ada"})]),
    ("Ada", "search_product", {"memory": Memory(form=Form("address", "name", "DE")), "public": True}, [("search", {"text": "Ada"})]),
    ("cancel", "cancel_order", {"memory": Memory(form=Form("address", "name", "DE"))}, [("leave_form", {})]),
    ("how long?", "ask_shipping", {"memory": Memory(form=Form("address", "name", "DE"))}, [("ships_to", {}), ("ask_again", {})]),
    ("529", "out_of_scope", {"memory": Memory(form=Form("tax_id", "CPF", "BR"))}, [("tax_id", {"value": "529"})]),
    ("SP", "out_of_scope", {"memory": Memory(form=Form("region", "country_area", "BR"))}, [("region", {"country_area": "SP"})]),
    ("my basket", "view_cart", {"memory": Memory(form=Form("region", "country_area", "BR"))}, [("basket", {})]),
    ("5 New Row", "out_of_scope", {"memory": Memory(form=Form("change", "street_address", "GB"), order="TW-1")},
     [("change", {"code": "TW-1", "address": {"street_address": "5 New Row"}})]),
])
def test_what_is_to_be_done(house: House, text: str, intent: str, extra: dict[str, Any], wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert wished(house, text, intent, **extra) == wanted
