"""The stand-in's own rules: it refuses what Discord refuses, so that a green test means something."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.peers import discord_openapi
from tests.peers import discord_rules as rules

QUIET = {"allowed_mentions": {"parse": [], "replied_user": False}}


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Add", "custom_id": "add"} | more


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def select(*values: str, **more: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "pick", "options": [{"label": value or "x", "value": value} for value in values]} | more


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001}, {"content": ""}, {"content": "\u200b"}, {"embeds": [{}]}, {"embeds": [{"title": "x" * 257}]},
        {"embeds": [{"description": "x" * 4097}]}, {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3001}]},
        {"embeds": [{"title": "x", "image": {"url": "attachment://a.png"}}]}, {"content": "x", "components": [row(button())] * 6},
        {"content": "x", "components": [row()]}, {"content": "x", "components": [row(button(), button())]},
        {"content": "x", "components": [row(*(button(custom_id=str(n)) for n in range(6)))]},
        {"content": "x", "components": [row(button(label="x" * 81))]}, {"content": "x", "components": [row(button(custom_id="x" * 101))]},
        {"content": "x", "components": [row(button(style=5, url="javascript:x"))]}, {"content": "x", "components": [row(select(*map(str, range(26))))]},
        {"content": "x", "components": [row(select("a", "a"))]}, {"content": "x", "components": [row(select("a"), button())]},
        {"content": "x", "components": [row(select("x" * 101))]}, {"content": "x", "allowed_mentions": {"parse": ["everyone"]}},
        {"content": "x", "allowed_mentions": None}, {"content": "a\ud83d"},
    ],
)
def test_a_message_that_discord_would_not_take(body: dict[str, Any]) -> None:
    with pytest.raises(rules.Refused):
        rules.message(QUIET | body, {}, created=True)


def test_a_message_that_it_takes() -> None:
    link = {"type": 2, "style": 5, "label": "Pay", "url": "https://pay.example/1"}
    body = {"content": "x" * 2000, "embeds": [{"title": "t", "description": "d" * 4096}], "components": [row(button(), link), row(select("a", "b"))]}
    rules.message(QUIET | body, {}, created=True)
    assert discord_openapi.faults("POST", "/channels/1/messages", QUIET | body) == []


@pytest.mark.parametrize(
    ("source", "text", "active"),
    [
        ("a **b** c", "a b c", ()),
        (r"\*a\* \_", "*a* _", ()),
        ("<@1> @everyone", "@1 @everyone", ("@1",)),
        ("see https://a.example/x", "see https://a.example/x", ("https://a.example/x",)),
        ("[x](https://a.example)", "[x](https://a.example)", ("[x](https://a.example)",)),
        ("# big", "# big", ("# ",)),
        ("a_b_", "a_b_", ("_", "_")),
        ("**a", "a", ("**",)),
        ("<t:5:R>", "in (5)", ()),
    ],
)
def test_what_is_drawn(source: str, text: str, active: tuple[str, ...]) -> None:
    assert (rules.drawn(source).text, rules.drawn(source).active) == (text, active)


def test_pictures_that_are_none() -> None:
    for data in (b"<svg/>", b"", b"x" * (10 * 1024 * 1024 + 1)):
        with pytest.raises(rules.Refused):
            rules.picture("a.png", data)
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "BMP")
    with pytest.raises(rules.Refused, match="BMP is not drawn"):
        rules.picture("a.png", file.getvalue())


@pytest.mark.parametrize("name", ["Basket", "my basket", "", "x" * 33])
def test_command_names(name: str) -> None:
    with pytest.raises(rules.Refused):
        rules.commands([{"name": name, "description": "d"}])


@pytest.mark.public_data
def test_discords_own_document_sees_what_is_wrong() -> None:
    assert discord_openapi.faults("POST", "/channels/1/messages", {"content": 5}) == [
        "POST /channels/{channel_id}/messages content: 5 is not of type 'string', 'null'"]
    assert discord_openapi.faults("POST", "/nowhere", {}) == ["POST /nowhere: no such operation"]
    [fault] = discord_openapi.faults("POST", "/users/@me/channels", {"recipient_id": "x"})
    assert fault.startswith("POST /users/@me/channels recipient_id: 'x' is not valid")
