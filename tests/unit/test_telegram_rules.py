"""The stand-in Bot API refuses what the real one refuses, in its words: else the tests against it prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.peers.telegram_rules import Refused, Written, commands, keyboard, parsed, photo_size


def text(value: object, limit: int = 4096, what: str = "text", mode: str | None = "HTML") -> Written:
    return parsed(value, mode, limit, what)


def button(**parts: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **parts}]]}


def picture(width: int, height: int, kind: str = "JPEG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, kind)
    return file.getvalue()


def test_entities_are_measured_in_utf_16() -> None:
    assert text("😀 <b>a &amp; 😀</b> &lt;i&gt; & x") == Written(
        "😀 a & 😀 <i> & x", [{"type": "bold", "offset": 3, "length": 6}])


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: text("<b>x"), "can't parse entities: Can't find end tag corresponding to start tag b"),
        (lambda: text("x</b>"), "can't parse entities: Unmatched end tag at byte offset 1"),
        (lambda: text("<b><i>x</b></i>"), "can't parse entities: Unmatched end tag at byte offset 7"),
        (lambda: text("<h1>x</h1>"), 'can\'t parse entities: Unsupported start tag "h1" at byte offset 0'),
        (lambda: text("a < b"), 'can\'t parse entities: Unsupported start tag "<" at byte offset 2'),
        (lambda: text("<b></b>"), "message text is empty"),
        (lambda: text(" \u200b"), "message text is empty"),
        (lambda: text("😀" * 2049), "message is too long"),
        (lambda: text("x" * 1025, 1024, "caption"), "message caption is too long"),
        (lambda: text("x", mode="Fancy"), "unsupported parse_mode"),
        (lambda: text(5), "text must be a string"),
        (lambda: text("a\x00"), "strings must be encoded in UTF-8"),
        (lambda: keyboard(button(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
        (lambda: keyboard(button(callback_data="")), "BUTTON_DATA_INVALID"),
        (lambda: keyboard(button()), "exactly one optional field is expected"),
        (lambda: keyboard(button(callback_data="x", url="https://a.example")), "exactly one optional field is expected"),
        (lambda: keyboard(button(url="http://localhost/x")), "URL 'http://localhost/x' is invalid: Wrong HTTP URL"),
        (lambda: keyboard(button(url="javascript:alert(1)")), "is invalid: Wrong HTTP URL"),
        (lambda: keyboard({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}), "text buttons are unallowed"),
        (lambda: keyboard({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}), "reply markup is too long"),
        (lambda: keyboard([]), "object expected as reply markup"),
        (lambda: photo_size(b"<svg/>"), "IMAGE_PROCESS_FAILED"),
        (lambda: photo_size(picture(9, 9, "GIF")), "IMAGE_PROCESS_FAILED"),
        (lambda: photo_size(picture(2100, 100)), "PHOTO_INVALID_DIMENSIONS"),
        (lambda: commands([{"command": "País", "description": "x"}], "es"), "BOT_COMMAND_INVALID"),
        (lambda: commands([{"command": "pais", "description": ""}], "es"), "BOT_COMMAND_DESCRIPTION_INVALID"),
        (lambda: commands([], "zh-Hans"), "invalid language code specified"),
    ],
)
def test_refusals(check: Callable[[], object], words: str) -> None:
    with pytest.raises(Refused) as raised:
        check()
    assert raised.value.status == 400
    assert raised.value.description.startswith("Bad Request: ") and words in raised.value.description


def test_what_is_taken() -> None:
    assert len(text("😀" * 2048).text) == 2048
    assert keyboard(button(callback_data="é" * 32)) == button(callback_data="é" * 32)
    assert keyboard(None) is None
    assert photo_size(picture(1280, 640)) == (1280, 640)
    assert commands([{"command": "pais", "description": "País"}], "es") == [{"command": "pais", "description": "País"}]
