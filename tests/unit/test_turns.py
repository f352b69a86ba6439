"""A turn from its JSON: what is cleaned, what is refused and under which name, and what its keys keep apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bots.messages import Action, BadTurn, Turn

SAID = {"id": "1", "buyer": "ana", "text": "hola"}


def refused(value: object) -> tuple[str, str]:
    with pytest.raises(BadTurn) as bad:
        Turn.from_json(value)
    return bad.value.field, bad.value.message


def test_what_a_turn_takes_when_the_platform_says_little() -> None:
    turn = Turn.from_json({"buyer": "ana", "text": "hola"}, "7")
    assert turn == Turn(id="7", buyer="ana", channel="console", account="main", text="hola")
    assert (turn.key, turn.chat) == ("console:main:7", "console:main:ana")


def test_on_the_web_an_id_names_a_turn_of_its_buyer_only() -> None:
    """A browser makes its ids up: one that somebody else used already is another turn, in the inbox and in a room."""
    ana, eve = (Turn(id="1", buyer=buyer, channel="web", text="hola") for buyer in ("ana", "eve"))
    assert (ana.key, eve.key) == ("web:main:ana:1", "web:main:eve:1")


def test_everything_a_platform_may_say() -> None:
    turn = Turn.from_json({
        "id": 12, "buyer": 34, "channel": "telegram", "account": "shop", "action": {"verb": "pay", "args": {"method": "sandbox"}},
        "locale": "es-MX", "country": "MX", "phone": "+5255", "timezone": "America/Mexico_City", "public": True, "room": "-1",
        "at": "2026-03-01T12:00:00+02:00", "name": "Ana", "raw": {"any": 1}, "attachments": [], "hints": {},
    })
    assert turn == Turn(
        id="12", buyer="34", channel="telegram", account="shop", action=Action("pay", {"method": "sandbox"}), locale="es-MX",
        country="MX", phone="+5255", timezone="America/Mexico_City", public=True, room="-1",
        at=datetime(2026, 3, 1, 10, tzinfo=UTC), name="Ana",
    )


@pytest.mark.parametrize(("value", "field", "message"), [
    ([], "", "a turn is a JSON object"),
    ("hola", "", "a turn is a JSON object"),
    (None, "", "a turn is a JSON object"),
    (SAID | {"colour": "red"}, "colour", "unknown field colour"),
    (SAID | {"id": ""}, "id", "id is 1 to 200 characters"),
    (SAID | {"id": "x" * 201}, "id", "id is 1 to 200 characters"),
    (SAID | {"id": True}, "id", "id is 1 to 200 characters"),
    (SAID | {"id": None}, "id", "id is 1 to 200 characters"),
    ({"id": "1", "text": "hola"}, "buyer", "buyer is 1 to 200 characters"),
    (SAID | {"buyer": ""}, "buyer", "buyer is 1 to 200 characters"),
    (SAID | {"buyer": {}}, "buyer", "buyer is 1 to 200 characters"),
    (SAID | {"buyer": False}, "buyer", "buyer is 1 to 200 characters"),
    ({"id": "1", "buyer": "ana"}, "text", "a turn has a text or an action"),
    (SAID | {"text": 5}, "text", "text is a string"),
    (SAID | {"channel": "smoke"}, "channel", "unknown channel smoke"),
    (SAID | {"channel": 5}, "channel", "channel is a string of at most 200 characters"),
    (SAID | {"account": "a:b"}, "account", "account has no colon"),
    (SAID | {"locale": "x" * 201}, "locale", "locale is a string of at most 200 characters"),
    (SAID | {"country": []}, "country", "country is a string of at most 200 characters"),
    (SAID | {"phone": 5}, "phone", "phone is a string of at most 200 characters"),
    (SAID | {"timezone": 5}, "timezone", "timezone is a string of at most 200 characters"),
    (SAID | {"room": 5}, "room", "room is a string of at most 200 characters"),
    (SAID | {"name": 5}, "name", "name is a string of at most 200 characters"),
    (SAID | {"public": "yes"}, "public", "public is true or false"),
    (SAID | {"public": 0}, "public", "public is true or false"),
    (SAID | {"at": "yesterday"}, "at", "at is an ISO 8601 time"),
    (SAID | {"at": 1}, "at", "at is an ISO 8601 time"),
    (SAID | {"at": "0001-01-01T00:00:00+14:00"}, "at", "at is between the years 1970 and 2200"),
    (SAID | {"at": "9999-12-31T23:59:59Z"}, "at", "at is between the years 1970 and 2200"),
    (SAID | {"action": "pay"}, "action", "an action is an object with a verb"),
    (SAID | {"action": {}}, "action", "an action is an object with a verb"),
    (SAID | {"action": {"verb": ""}}, "action", "an action is an object with a verb"),
    (SAID | {"action": {"verb": 5}}, "action", "an action is an object with a verb"),
    (SAID | {"action": {"verb": "pay", "arg": 1}}, "action.arg", "an action has a verb and args, nothing else"),
    (SAID | {"action": {"verb": "pay", "args": [1]}}, "action.args", "args is an object"),
    (SAID | {"action": {"verb": "pay", "args": ""}}, "action.args", "args is an object"),
    (SAID | {"action": {"verb": "pay", "args": {"n": 2**63}}}, "action.args.n", "a number is at most 64 bits long"),
    (SAID | {"action": {"verb": "pay", "args": {"n": [[[[[[[[1]]]]]]]]}}}, "action.args.n", "at most 8 levels"),
])
def test_each_fault_names_its_field(value: object, field: str, message: str) -> None:
    assert refused(value) == (field, message)


def test_a_refused_turn_as_json() -> None:
    with pytest.raises(BadTurn) as bad:
        Turn.from_json(SAID | {"text": 5})
    assert bad.value.as_json() == {"error": {"code": "bad_request", "field": "text", "message": "text is a string"}}


@pytest.mark.parametrize(("said", "kept"), [
    ("caf\u00e9 \U0001f600", "caf\u00e9 \U0001f600"),
    ("a\x00b", "a\ufffdb"),
    ("a\ud800b", "a\ufffdb"),
    ("a\udc00", "a\ufffd"),
    ("\ud83d\ude00", "\U0001f600"),
    ("\ude00\ud83d", "\ufffd\ufffd"),
    ("\ud83d", "\ufffd"),
    ("\u202eabc\u200b", "\u202eabc\u200b"),
    ("x" * 100_000, "x" * 100_000),
    ("", ""),
])
def test_text_that_cannot_be_stored_becomes_the_replacement_sign(said: str, kept: str) -> None:
    turn = Turn.from_json({"id": said[:9] or "1", "buyer": "ana", "text": said})
    assert turn.text == kept
    kept.encode()


def test_arguments_are_cleaned_all_the_way_down() -> None:
    args: dict[str, Any] = {"a\x00": ["\ud800", {"b": ("\x00", 1, None, True, 1.5)}], "n": -(2**63)}
    assert Action.from_json({"verb": "x\x00", "args": args}) == Action(
        "x\ufffd", {"a\ufffd": ["\ufffd", {"b": ["\ufffd", 1, None, True, 1.5]}], "n": -(2**63)}
    )


def test_arguments_are_copied() -> None:
    args = {"lines": [1]}
    action = Action.from_json({"verb": "return", "args": args})
    args["lines"].append(2)
    assert action.args == {"lines": [1]}
    assert Action.from_json({"verb": "help", "args": None}) == Action.from_json({"verb": "help"}) == Action("help", {})
