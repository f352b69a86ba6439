"""Every turn of a purchase twice, at once and shuffled: the same answer to the byte, not a row more. One effect per click."""

from __future__ import annotations

import random
from typing import Any

import orjson
import pytest

from bots.messages import Turn
from bots.runtime.house import House
from tests.dialogue.purchase import Chat, do, order
from tests.shop_in_memory import a_house, answered, contents, live_until, rows, stock_is_conserved, wait

GB = {"name": "Ada Lovelace", "street_address": "1 Row", "city": "London", "postal_code": "SW1Y 4JH"}
PURCHASES: dict[str, list[Any]] = {
    "verbs": [
        do("set_country", country="GB"), do("add", sku="A7", quantity=2), do("quote"), do("why"), do("address", **GB),
        do("shipping", option="courier"), do("pay", method="sandbox", outcome="decline"), do("pay", method="sandbox", outcome="success"),
        do("order"), do("cancel"),
    ],
    "en": ["hello", "two of A7", "to the UK", "checkout", "Ada", "1 Row", "London", "SW1Y 4JH", "express", "yes", "where is my order?"],
    "es": ["hola", "quiero dos de la A7", "envíalo a España", "pagar", "Ana", "Calle Mayor 5", "28013", "Madrid", "Madrid", "mensajería",
           "sí", "cancela mi pedido"],
    "zh-Hans": ["你好", "我要两个A7", "寄到新加坡", "结账", "陈小明", "乌节路 238 号", "238851", "快递", "付款", "我的包裹到哪了？"],
    "ar": ["مرحبا", "أريد قطعتين من A7", "الشحن إلى الإمارات", "إتمام الشراء", "سارة", "شارع 7", "دبي", "سريع", "لا، عند التسليم", "ادفع", "أين طلبي؟"],
}


def played(house: House, steps: list[Any]) -> Chat:
    chat = Chat(house)
    chat.play(*((step,) for step in steps))
    return chat


@pytest.mark.parametrize("name", PURCHASES)
def test_each_turn_again_at_once(name: str) -> None:
    with a_house() as house:
        chat = Chat(house)
        for step in PURCHASES[name]:
            chat.play((step,))
            turn, answer = chat.turns[-1]
            before = contents(house)
            assert orjson.dumps(answered(house, turn).as_json()) == orjson.dumps(answer.as_json())
            assert contents(house) == before
        assert chat.turns[-1][1].state["order"]["payment"] in {"captured", "refunded"}
        assert stock_is_conserved(house)


@pytest.mark.parametrize("name", PURCHASES)
def test_all_turns_again_in_any_order_and_much_later(name: str) -> None:
    with a_house() as house:
        chat = played(house, PURCHASES[name])
        wait(house, days=3)
        before = contents(house)
        again = [*chat.turns, *chat.turns]
        random.Random(name).shuffle(again)
        for turn, answer in again:
            assert orjson.dumps(answered(house, turn).as_json()) == orjson.dumps(answer.as_json())
        assert contents(house) == before
        assert stock_is_conserved(house)


def test_a_turn_is_known_by_channel_account_and_id() -> None:
    """The same id elsewhere is another turn; another text under the same id is not."""
    with a_house() as house:
        def add(**where: str) -> int:
            turn = Turn.from_json({"id": "1", "buyer": "ana", "action": {"verb": "add", "args": {"sku": "A7"}}, **where})
            return int(answered(house, turn).state["cart"][0]["quantity"])

        assert [add(), add(channel="web"), add(account="other"), add()] == [1, 1, 1, 1]
        changed = Turn.from_json({"id": "1", "buyer": "ana", "text": "what's popular?"})
        assert answered(house, changed).state["cart"][0]["quantity"] == 1
        assert rows(house)["inbox"] == 3


def ordered(house: House, buyer: str = "ana", sku: str = "A7", quantity: int = 1) -> Chat:
    chat = Chat(house, buyer)
    chat.play((do("set_country", country="GB"),), (do("add", sku=sku, quantity=quantity),), (do("address", **GB),),
              (do("shipping", option="post"), order("placed", "none", "none")))
    return chat


EFFECTS = ("orders", "order_line", "hold", "payment", "refund", "quote", "effect", "shipment")


def effects(house: House) -> dict[str, int]:
    counted = rows(house)
    return {name: counted[name] for name in EFFECTS}


def test_a_double_click_on_shipping_places_one_order() -> None:
    with a_house() as house:
        chat = ordered(house)
        before, code = effects(house), chat.turns[-1][1].state["order"]["code"]
        heard = chat.does("shipping", option="post")
        assert (heard.blocks("invoice")[0]["order"], heard.refused) == (code, None)
        assert effects(house) == before


def test_a_double_click_on_pay_is_one_payment() -> None:
    with a_house() as house:
        chat = ordered(house)
        chat.does("pay", method="sandbox")
        before = effects(house)
        heard = chat.does("pay", method="sandbox")
        assert (heard.state["order"]["payment"], heard.refused) == ("captured", None)
        assert effects(house) == before
        assert before["payment"] == 1


def test_a_double_click_while_the_payment_is_unknown_is_the_same_attempt() -> None:
    with a_house() as house:
        chat = ordered(house)
        assert chat.does("pay", method="sandbox", outcome="timeout").state["order"]["payment"] == "unknown"
        assert chat.does("pay", method="sandbox", outcome="success").state["order"]["payment"] == "unknown"
        assert effects(house)["payment"] == 1
        wait(house, minutes=1)
        assert chat.does("order").state["order"]["payment"] == "captured"
        assert effects(house)["payment"] == 1


def test_a_double_click_on_cancel_is_one_refund() -> None:
    with a_house() as house:
        chat = ordered(house)
        chat.does("pay", method="sandbox")
        chat.does("cancel")
        before = effects(house)
        assert chat.does("cancel").state["order"] == chat.turns[-2][1].state["order"]
        assert effects(house) == before
        assert (before["refund"], before["payment"]) == (1, 1)
        assert stock_is_conserved(house)


def test_the_tenth_attempt_is_found_again() -> None:
    """Nine declined payments in the same second, and one that nobody knows of: a click asks about that one."""
    with a_house() as house:
        chat = ordered(house)
        for _ in range(10):
            chat.does("pay", method="sandbox", outcome="decline")
        assert chat.does("pay", method="sandbox", outcome="timeout").state["order"]["payment"] == "unknown"
        assert chat.does("pay", method="sandbox").refused is None
        assert effects(house)["payment"] == 11


def test_two_clicks_on_add_are_two_units() -> None:
    with a_house() as house:
        chat = Chat(house)
        chat.does("add", sku="A7")
        assert chat.does("add", sku="A7").state["cart"][0]["quantity"] == 2


def test_a_new_basket_after_an_order_is_another_order() -> None:
    with a_house() as house:
        chat = ordered(house)
        chat.play((do("add", sku="A7"),), (do("shipping", option="post"), order("placed", "none", "none")))
        assert effects(house)["orders"] == 2
        assert chat.turns[-1][1].state["order"]["code"] != chat.turns[3][1].state["order"]["code"]


def test_a_redelivered_turn_does_not_wait_for_the_worker() -> None:
    """The answer to `pay` with its outcome is what comes back, also after the order went on."""
    with a_house() as house:
        chat = ordered(house)
        chat.does("pay", method="sandbox")
        turn, answer = chat.turns[-1]
        assert answer.state["order"]["payment"] == "captured"
        live_until(house, house.clock.now().replace(year=2027))
        assert answered(house, turn) == answer
