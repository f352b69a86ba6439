"""The live room through the real conversation: comments in one stream, private answers, public lines, holds that end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bots.dialogue.room import Happened, public_lines
from bots.dialogue.words import spoken, words_for
from bots.messages import Action, Answer, Turn
from bots.runtime.house import House
from commerce_core.domain.money import Money
from commerce_core.ports.staff import Staff
from commerce_core.services.catalogue import SetStock, ShowStock
from commerce_core.services.hosting import AddShowItem, CloseShow, OpenShow, PinItem, ShowRoom
from commerce_core.services.live import Result
from tests.shop_in_memory import a_house, answered, told, wait


@pytest.fixture
def house() -> Iterator[House]:
    with a_house() as house:
        with house.database.write(house.clock.now()) as work:
            work.staff.put(Staff("lena", "owner", ""))
        house.core.do(SetStock("A7", 3, "lena"))
        house.core.do(OpenShow("main", "Sunday market", "lena"))
        house.core.do(AddShowItem("main", "A7", "lena", price=Money(2400, "USD")))
        house.core.do(AddShowItem("main", "A12", "lena"))
        house.core.do(PinItem("main", "A7", "lena"))
        yield house


class Viewer:
    """Writes in the room, or to the shop alone."""

    def __init__(self, house: House, name: str, locale: str = "en") -> None:
        self.house, self.name, self.locale, self.number = house, name, locale, 0

    def turn(self, text: str | None, action: Action | None = None, room: str | None = "main") -> Turn:
        self.number += 1
        return Turn(
            id=f"{self.name}-{self.number}", buyer=self.name, channel="web", text=text, action=action, locale=self.locale,
            public=room is not None, room=room, name=self.name)

    def says(self, text: str, room: str | None = "main") -> Answer:
        return answered(self.house, self.turn(text, room=room))

    def presses(self, verb: str, room: str | None = "main", **args: Any) -> Answer:
        return answered(self.house, self.turn(None, Action(verb, args), room))


def stock(house: House, sku: str = "A7") -> tuple[int, int]:
    units = house.core.ask(ShowStock())[sku]
    return units.available, units.held


def test_a_claim_is_answered_in_private(house: House) -> None:
    answer = Viewer(house, "ana").says("A7 x2")
    assert answer.texts[0].startswith("Yours: 2 × Hammered Gold-Tone Bangle, $24.00 each. Kept for you for 20 minutes.")
    assert [reply.audience for reply in answer.replies] == ["buyer"]
    assert answer.understood is not None
    assert answer.understood["claim"] == {"label": "claim", "items": [{"sku": "A7", "quantity": 2, "variant": None}]}
    assert [(each["sku"], each["quantity"], each["unit"]) for each in answer.state["cart"]] == [("A7", 2, {"minor": 2400, "currency": "USD"})]
    assert stock(house) == (1, 2)


def test_a_bare_plus_one_claims_what_is_pinned(house: House) -> None:
    assert "Hammered Gold-Tone Bangle" in Viewer(house, "ana").says("+1").texts[0]
    assert stock(house) == (2, 1)


@pytest.mark.parametrize("text", ["is A7 sold out?", "hello everybody", "2-1 what a game", "😍😍", "how much is A12?", "A12 at 8pm?"])
def test_questions_and_chatter_claim_nothing_and_are_not_answered(house: House, text: str) -> None:
    answer = Viewer(house, "ana").says(text)
    assert (answer.replies, answer.texts) == ((), ())
    assert answer.state["cart"] == []
    assert stock(house) == (3, 0)
    assert [each.text for each in house.core.ask(ShowRoom("main")).comments] == [text]


def test_waiting_is_told_its_place_and_then_its_turn(house: House) -> None:
    ana, bo, li = (Viewer(house, name) for name in ("ana", "bo", "li"))
    ana.says("A7 x2")
    assert bo.says("A7 x3").texts[0].startswith(
        "Yours: 1 × Hammered Gold-Tone Bangle, kept for 20 minutes. For 2 more you are number 1 in line.")
    assert li.says("+1").texts[0].startswith("Hammered Gold-Tone Bangle is all taken right now. You are number 2 in line for 1.")
    heard = told(house)
    assert ana.says("pass").texts == ("Given back: 2 × Hammered Gold-Tone Bangle.",)
    wait(house, seconds=1)
    private = [(topic, each["replies"][0]["text"].split("\n")[0]) for topic, each in heard if topic.startswith("web:")]
    assert private == [
        ("web:main:ana", "Given back: 2 × Hammered Gold-Tone Bangle."),
        ("web:main:bo", "It’s your turn: 2 × Hammered Gold-Tone Bangle are yours now, kept for 20 minutes."),
    ]
    assert stock(house) == (0, 3)


def test_a_hold_ends_and_its_viewer_is_told(house: House) -> None:
    ana = Viewer(house, "ana")
    ana.says("A7 x3")
    heard = told(house)
    wait(house, minutes=20)
    assert [each["replies"][0]["text"] for topic, each in heard if topic == "web:main:ana"] == [
        "Time is up: 3 × Hammered Gold-Tone Bangle went to the next in line. Claim again whenever you like."]
    assert stock(house) == (3, 0)


def test_which_variant_is_asked_with_buttons_that_claim(house: House) -> None:
    ana = Viewer(house, "ana")
    answer = ana.says("A12 x2")
    [choices] = answer.replies[0].blocks
    assert choices.prompt.startswith("Which ")
    claimed = answered(house, ana.turn(None, choices.actions[1].action))
    assert [(each["sku"], each["title"], each["quantity"]) for each in claimed.state["cart"]] == [("A12-RED-M", "Wrap Midi Dress (red · M)", 2)]
    assert [each.text for each in house.core.ask(ShowRoom("main")).comments] == ["A12 x2", "A12-RED-M +2"]


def test_claim_and_release_verbs_in_the_room(house: House) -> None:
    ana = Viewer(house, "ana")
    assert ana.presses("claim", items=[{"sku": "A7", "quantity": 2}, {"sku": "A12", "quantity": 1, "variant": "red M"}]).refused is None
    assert stock(house) == (1, 2)
    assert ana.presses("release", items=[{"sku": "A7", "quantity": 1}]).texts == ("Given back: 1 × Hammered Gold-Tone Bangle.",)
    assert ana.presses("release").refused is None
    assert stock(house) == (3, 0)
    assert ana.presses("claim", items=[{"sku": "Z9", "quantity": 1}]).refused == {"code": "not_found", "data": {"field": "sku", "value": "Z9"}}
    assert ana.presses("claim", items=[{"sku": "A7", "quantity": 99}]).refused["code"] == "quantity_exceeded"
    for args, field in (({}, "items"), ({"items": "A7"}, "items"), ({"items": [{"sku": "A7", "quantity": 0}]}, "quantity"),
                        ({"items": [{"sku": 7}]}, "items"), ({"items": [{"sku": "A7", "variant": 1}]}, "variant")):
        assert ana.presses("claim", **args).refused["data"]["field"] == field
    assert stock(house) == (3, 0)


def test_where_no_show_runs_claims_are_refused_in_words(house: House) -> None:
    ana = Viewer(house, "ana")
    for room in ("elsewhere", None):
        answer = ana.presses("claim", room, items=[{"sku": "A7", "quantity": 1}])
        assert answer.refused == {"code": "unsupported", "data": {"field": "room"}}
        assert answer.texts[0].startswith("There is no live show here right now.")
        assert ana.presses("release", room).refused == {"code": "unsupported", "data": {"field": "room"}}
    house.core.do(CloseShow("main", "lena"))
    assert ana.presses("claim", items=[{"sku": "A7", "quantity": 1}]).refused["code"] == "unsupported"
    assert stock(house) == (3, 0)


def test_claims_are_given_back_in_private_too(house: House) -> None:
    ana = Viewer(house, "ana")
    ana.says("A7 x2")
    assert ana.presses("release", None, items=[{"sku": "A12"}]).refused["code"] == "not_found"
    assert ana.presses("release", None).texts == ("Done, given back: Hammered Gold-Tone Bangle.",)
    assert stock(house) == (3, 0)


def test_the_same_turn_again_changes_nothing(house: House) -> None:
    ana = Viewer(house, "ana")
    turn = ana.turn("A7 x2")
    first = answered(house, turn)
    ana.says("A7 x1")
    assert answered(house, turn) == first
    assert stock(house) == (2, 1)


def test_a_crowd_at_once_is_served_in_the_order_it_came(house: House) -> None:
    viewers = [Viewer(house, f"v{n}") for n in range(40)]
    heard = told(house)

    async def crowd() -> list[Answer]:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(house.conversation.answer(each.turn("+1"))) for each in viewers]
        await asyncio.sleep(0.3)
        for _ in range(100):  # a busy machine's frames come later
            if any(each["items"]["A7"]["people"] == 37 for topic, each in heard if topic == "room:main"):
                break
            await asyncio.sleep(0.05)
        return [task.result() for task in tasks]

    answers = asyncio.run(crowd())
    numbers = [each.number for each in house.core.ask(ShowRoom("main")).comments]
    assert numbers == list(range(1, 41))
    order = [each.name for each in house.core.ask(ShowRoom("main")).comments]
    held = {viewers[at].name for at, answer in enumerate(answers) if answer.texts[0].startswith("Yours")}
    assert held == set(order[:3])
    frames = [each for topic, each in heard if topic == "room:main"]
    assert 1 <= len(frames) <= 5
    assert frames[-1]["items"]["A7"] == {"left": 0, "people": 37, "skus": {"A7": 0}}
    lines = [line for each in frames for line in each["lines"].get("en", ())]
    assert lines[0].startswith(f"A7: @{order[0]} @{order[1]} @{order[2]} · all taken · waiting: @{order[3]} #1 @{order[4]} #2")


def test_checkout_in_the_chat_pays_the_show_s_price(house: House) -> None:
    ana = Viewer(house, "ana")
    ana.says("A7 x2")
    ana.presses("set_country", None, country="DE")
    ana.presses("checkout", None)
    ana.presses(
        "address", None, name="Anna Müller", street_address="Lindenstr. 4", city="Köln", postal_code="50667", country_code="DE",
        phone="+4922112345678", email="anna@example.org")
    answer = ana.presses("shipping", None, option="post")
    if answer.state["order"] is None:
        answer = ana.presses("incoterm", None, value="DAP")
    assert answer.state["order"]["order"] == "placed"
    assert stock(house) == (1, 2)
    paid = ana.presses("pay", None, method="sandbox")
    assert paid.state["order"]["payment"] == "captured"
    units = house.core.ask(ShowStock())["A7"]
    assert (units.available, units.held, units.sold) == (1, 0, 2)


def result(kind: str, code: str = "A12", held: int = 0, place: int | None = None, left: int = 0) -> Result:
    return Result(kind, code, f"{code}-X", 1, held, 1 if place else 0, place, left)


def test_public_lines_tell_who_has_it_what_is_left_and_who_waits() -> None:
    events = [
        Happened("ana", (result("held", held=2, left=4),)), Happened("bo", (result("held", held=1, left=3),)),
        Happened("li", (result("waiting", "B3", place=1),)), Happened("", (result("held", held=1, left=2),)),
        Happened("ana", (result("released", left=4),)), Happened("kim", (result("which"),)),
    ]
    assert public_lines(words_for("en"), events) == (
        "B3: all taken · waiting: @li #1", "A12: @bo a viewer · 4 left · given back: @ana")
    assert all(len(public_lines(words_for(language), events)) == 2 for language in spoken())
    many = [Happened(f"v{n}", (result("held", held=1),)) for n in range(11)]
    assert public_lines(words_for("en"), many) == ("A12: @v0 @v1 @v2 @v3 @v4 @v5 @v6 @v7 +3 · all taken",)
