"""Budgets, windows, lanes, pictures, webhook secrets and the session's redaction: the adapter's parts alone."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from aiogram.types import Chat, Message, PhotoSize
from PIL import Image

from bots.channels.lanes import Lanes
from bots.channels.rate import Rate
from bots.channels.telegram.budget import SendBudget
from bots.channels.telegram.pictures import PictureShelf, jpeg
from bots.channels.telegram.session import body_of, loads, redacted
from bots.channels.telegram.updates import ALLOWED_UPDATES
from bots.channels.telegram.webhook import genuine
from bots.channels.telegram.window import Window


def test_a_chat_gets_its_burst_and_then_one_a_second() -> None:
    budget = SendBudget()
    assert [budget.reserve_chat(7, 100.0) for _ in range(8)] == [0, 0, 0, 0, 0, 1, 2, 3]
    assert budget.reserve_chat(8, 100.0) == 0
    assert [budget.reserve_chat(7, 200.0) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_a_group_gets_twenty_a_minute() -> None:
    budget = SendBudget()
    waits = [budget.reserve_chat(-100, 0.0) for _ in range(23)]
    assert waits[:5] == [0, 0, 0, 3, 6]
    assert waits[22] == 60


def test_the_bot_gets_thirty_a_second() -> None:
    budget = SendBudget(bot=Rate(0.5, 2))
    assert [budget.reserve_bot(10.0) for _ in range(5)] == [0, 0, 0.5, 1.0, 1.5]
    assert budget.reserve_chat(7, 10.0) == 0


def test_a_budget_forgets_idle_chats() -> None:
    budget = SendBudget(bot=Rate(0.0, 1))
    for chat in range(1, 10_000):
        budget.reserve_chat(chat, float(chat))
    assert len(budget._chat_free) <= 4097


def test_the_offset_waits_for_the_oldest_unfinished() -> None:
    window = Window()
    assert (window.offset, window.busy) == (None, False)
    assert [window.admit(number) for number in (5, 6, 7)] == [True, True, True]
    assert (window.offset, window.busy) == (5, True)
    window.finish(6)
    assert (window.offset, window.admit(6), window.admit(7)) == (5, False, False)
    window.finish(5)
    assert window.offset == 7
    window.finish(7)
    assert (window.offset, window.busy) == (8, False)
    assert window.admit(2)
    assert window.offset == 2


def test_lanes_keep_order_and_run_side_by_side() -> None:
    done: list[str] = []
    active = peak = 0

    async def work(item: str) -> None:
        nonlocal active, peak
        active += 1
        peak = max(peak, active)
        await asyncio.sleep(0.02 if item == "a1" else 0.001)
        done.append(item)
        active -= 1

    async def scene() -> None:
        lanes: Lanes[str] = Lanes(3, work)
        for item in ("a1", "a2", "b1", "b2", "c1", "d1"):
            lanes.put(item[0], item)
        while len(done) < 6:
            await asyncio.sleep(0.001)
        await lanes.close(1)

    asyncio.run(scene())
    assert peak == 3
    assert done.index("a1") < done.index("a2") and done.index("b1") < done.index("b2")
    assert done[0] != "a1"


def test_closing_lanes_begins_nothing_and_cancels_what_is_late() -> None:
    events: list[str] = []

    async def work(item: str) -> None:
        events.append(f"begin {item}")
        await asyncio.sleep(0.01 if item == "quick" else 30)
        events.append(f"end {item}")

    async def scene() -> None:
        lanes: Lanes[str] = Lanes(2, work)
        for lane, item in (("a", "quick"), ("a", "queued"), ("b", "slow")):
            lanes.put(lane, item)
        await asyncio.sleep(0.001)
        await lanes.close(0.1)

    asyncio.run(scene())
    assert events == ["begin quick", "begin slow", "end quick"]


def test_a_picture_becomes_a_jpeg_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (2000, 1000), (0, 0, 0, 0)).save(tmp_path / "clear.webp")
    with Image.open(BytesIO(jpeg(tmp_path / "clear.webp"))) as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (1280, 640), "RGB")
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_the_shelf_converts_once_and_then_knows_the_file_id(tmp_path: Path) -> None:
    Image.new("RGB", (10, 10)).save(tmp_path / "a.webp")
    Image.new("RGB", (1000, 10)).save(tmp_path / "thin.webp")
    (tmp_path / "broken.webp").write_text("no picture")
    asked: list[str] = []

    def picture_file(url: str) -> Path | None:
        asked.append(url)
        return tmp_path / url if not url.startswith("https") else None

    sent = Message(
        message_id=1, date=0, chat=Chat(id=7, type="private"),  # type: ignore[arg-type]
        photo=[PhotoSize(file_id=name, file_unique_id=name, width=9, height=9) for name in ("small", "large")],
    )

    async def scene() -> None:
        shelf = PictureShelf(picture_file)
        first, second = await asyncio.gather(shelf.media("a.webp"), shelf.media("a.webp"))
        assert first is second and asked == ["a.webp"]
        shelf.learn("a.webp", sent)
        assert await shelf.media("a.webp") == "large"
        shelf.forget("a.webp")
        assert not isinstance(await shelf.media("a.webp"), str)
        assert [await shelf.media(url) for url in ("https://x.example/a.jpg", "broken.webp", "thin.webp", "gone.webp")] == [None] * 4

    asyncio.run(scene())


@pytest.mark.parametrize(("header", "expected"), [("s3cret", True), ("s3creT", False), ("", False), (None, False), ("é\ud800", False)])
def test_a_webhook_request_is_genuine(header: str | None, expected: bool) -> None:
    assert genuine(header, "s3cret") is expected


@pytest.mark.parametrize("secret", ["", "a b", "x" * 257])
def test_a_webhook_secret_that_is_none(secret: str) -> None:
    with pytest.raises(ValueError, match="telegram webhook secret: 1 to 256 of"):
        genuine("", secret)


def test_json_with_half_a_character() -> None:
    assert loads(b'{"a": "x\\ud83dy", "b": ["\\ud83d"]}') == {"a": "x\ufffdy", "b": ["\ufffd"]}
    assert loads(b'{"a": "\\ud83d\\ude00"}') == {"a": "😀"}
    with pytest.raises(ValueError, match="Expecting value"):
        loads(b"<html>")


def test_the_token_is_taken_out() -> None:
    assert redacted("POST http://x/bot42:SECRET/getMe and 42%3ASECRET", "42:SECRET") == "POST http://x/bot<token>/getMe and 42%3A<token>"


def test_a_body_holds_only_what_was_set() -> None:
    from bots.channels.telegram.session import RawUpdates

    assert body_of(RawUpdates(offset=5, limit=None, allowed_updates=ALLOWED_UPDATES)) == \
        b'{"offset":5,"allowed_updates":["message","callback_query"]}'
