"""The Telegram channel against the stand-in Bot API: duplicates, floods, blocks, restarts, order and side by side."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
import structlog
from aiogram.exceptions import TelegramNetworkError
from PIL import Image

from bots.channels.channel import Unreachable
from bots.channels.telegram.adapter import TelegramChannel, TelegramRefused, TelegramSettings
from bots.channels.telegram.budget import Rate
from bots.messages import (
    Action,
    Answer,
    BadTurn,
    Block,
    Button,
    Choices,
    Invoice,
    PayOption,
    ProductCard,
    Reply,
    Text,
    Turn,
)
from commerce_core.domain.money import Money
from tests.peers.telegram_server import TelegramServer

FAST = Rate(0.0, 1)
SETTINGS = TelegramSettings(account="shop", repoll=0.02, bot_rate=FAST, chat_rate=FAST, group_rate=FAST, attempts=2, stop=2.0)
EUR = Money(4127, "EUR")
ADD = Button("Add", Action("add", {"sku": "MOKA-6", "quantity": 1}))
CARD = ProductCard("moka-pot", "MOKA-6", "Moka pot", EUR, "€41.27", ("in stock",), "/pictures/moka-pot.webp", "A pot", (ADD,))

Play = Callable[[Turn], "list[Block] | tuple[Reply, ...]"]


def echo(turn: Turn) -> list[Block]:
    return [Text(f"You said {turn.text}" if turn.text is not None else f"{turn.action}")]


class Script:
    """A conversation that plays a function; it keeps answers by turn key, as the real one does."""

    def __init__(self, play: Play = echo, delay: Callable[[Turn], float] = lambda _: 0.0) -> None:
        self.play, self.delay = play, delay
        self.asked: list[Turn] = []
        self.effects: dict[str, Answer] = {}
        self.errors: list[Exception] = []
        self.at_once = self.most_at_once = 0
        self.direction: Literal["ltr", "rtl"] = "ltr"

    async def answer(self, turn: Turn) -> Answer:
        self.asked.append(turn)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.delay(turn))
        self.at_once -= 1
        if self.errors:
            raise self.errors.pop(0)
        if turn.key not in self.effects:
            played = self.play(turn)
            replies = (Reply(tuple(played)),) if isinstance(played, list) else played
            self.effects[turn.key] = Answer(turn.id, replies, ("",) * len(replies), None, {}, None, self.direction)
        return self.effects[turn.key]


def no_picture(_: str) -> Path | None:
    return None


@asynccontextmanager
async def running(
    telegram: TelegramServer, script: Script, settings: TelegramSettings = SETTINGS, pictures: Callable[[str], Path | None] = no_picture,
) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(script, telegram.token, pictures, settings, api=telegram.url)
    task = asyncio.create_task(channel.run())
    try:
        yield channel
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def played(scene: Callable[[TelegramServer], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with TelegramServer() as telegram:
            await scene(telegram)

    asyncio.run(whole())


def test_a_purchase_in_small() -> None:
    def shop(turn: Turn) -> list[Block]:
        if turn.action == ADD.action:
            return [Choices("In your basket.", (Button("Check out", Action("checkout")),))]
        if turn.action == Action("checkout"):
            pay = (PayOption("card", "Card", url="https://pay.example/7K4M"), PayOption("test", "Test", action=Action("pay", {"method": "test"})))
            return [Invoice("7K4M", "Invoice 7K4M", EUR, "€41.27", datetime(2026, 3, 1, tzinfo=UTC), "by noon", pay)]
        return [Text(f"Hola, {turn.name}"), CARD] if turn.text else [Text(f"paid by {turn.action.args['method']}" if turn.action else "")]

    async def scene(telegram: TelegramServer) -> None:
        script = Script(shop)
        async with running(telegram, script):
            ana = telegram.user("Ana", language_code="es")
            hello, card = await ana.asks("hola")
            assert (hello.text, card.text, card.bold, card.labels) == ("Hola, Ana", "Moka pot · €41.27\nin stock", ("Moka pot · €41.27",), ("Add",))
            assert [seen.text for seen in await ana.taps("Add")] == ["In your basket."]
            [invoice] = await ana.taps("Check out")
            assert (invoice.text, invoice.labels) == ("Invoice 7K4M\n€41.27\nby noon", ("Card", "Test"))
            assert ana.link("Card") == "https://pay.example/7K4M"
            assert [seen.text for seen in await ana.taps("Test")] == ["paid by test"]
            assert [(turn.id, turn.buyer, turn.account, turn.locale) for turn in script.asked] == \
                [(str(1000 + n), str(ana.id), "shop", "es") for n in range(4)]
        assert len(telegram.callbacks_answered) == 3
        assert telegram.webhook == ""
        assert set(telegram.menus) == {"", "es", "zh", "ar"}
        assert telegram.menus["es"][2] == {"command": "cesta", "description": "Tu cesta"}
        assert telegram.offset == 1004

    played(scene)


def test_a_duplicate_is_answered_once_and_after_a_restart_by_the_stored_answer() -> None:
    async def scene(telegram: TelegramServer) -> None:
        script = Script()
        ana = telegram.user("Ana")
        async with running(telegram, script):
            first = await ana.says("hola")
            await telegram.settled()
            await telegram.redeliver(first)
            await telegram.settled()
            assert (len(script.asked), len(ana.sees())) == (1, 1)
        async with running(telegram, script):
            await telegram.redeliver(first)
            await telegram.settled()
        assert (len(script.asked), len(script.effects)) == (2, 1)
        assert [seen.text for seen in ana.sees()] == ["You said hola", "You said hola"]

    played(scene)


def test_a_stop_between_receiving_and_sending_loses_nothing() -> None:
    async def scene(telegram: TelegramServer) -> None:
        slow = Script(delay=lambda turn: 30 if turn.text == "slow" else 0)
        ana, bea = telegram.user("Ana"), telegram.user("Bea")
        async with running(telegram, slow, TelegramSettings(repoll=0.02, stop=0.05)):
            await ana.says("slow")
            await bea.says("quick")
            await telegram.until(bea.sees)
        assert (telegram.offset, ana.sees()) == (1000, [])
        script = Script()
        async with running(telegram, script):
            await telegram.settled()
        assert [seen.text for seen in ana.sees()] == ["You said slow"]
        assert {turn.text for turn in script.asked} == {"slow", "quick"}
        assert telegram.offset == 1002

    played(scene)


def test_a_graceful_stop_finishes_what_is_begun_and_confirms_it() -> None:
    async def scene(telegram: TelegramServer) -> None:
        script = Script(delay=lambda _: 0.1)
        ana = telegram.user("Ana")
        async with running(telegram, script):
            await ana.says("one")
            await ana.says("two")
            await telegram.until(lambda: len(telegram.calls("getUpdates")) > 1)
        assert [seen.text for seen in ana.sees()] == ["You said one"]
        assert (telegram.offset, len(script.asked)) == (1001, 1)

    played(scene)


def test_order_in_a_chat_and_side_by_side_across_chats() -> None:
    async def scene(telegram: TelegramServer) -> None:
        script = Script(delay=lambda turn: 0.3 if turn.text == "0" else 0.0)
        people = [telegram.user(f"P{n}") for n in range(6)]
        async with running(telegram, script):
            for text in "0123":
                await people[0].says(text)
            for person in people[1:]:
                await person.says("0")
            await telegram.settled()
        assert [seen.text for seen in people[0].sees()] == [f"You said {n}" for n in range(4)]
        assert all(len(person.sees()) == 1 for person in people[1:])
        assert script.most_at_once == 6

    played(scene)


def test_no_more_chats_at_once_than_set() -> None:
    async def scene(telegram: TelegramServer) -> None:
        script = Script(delay=lambda _: 0.02)
        async with running(telegram, script, TelegramSettings(repoll=0.02, chats_at_once=3, bot_rate=FAST)):
            for n in range(12):
                await telegram.user(f"P{n}").says("x")
            await telegram.settled()
        assert (len(script.effects), script.most_at_once) == (12, 3)

    played(scene)


def test_more_updates_than_one_poll_carries() -> None:
    async def scene(telegram: TelegramServer) -> None:
        people = [telegram.user(f"P{n}") for n in range(4)]
        for n in range(250):
            await people[n % 4].says(str(n))
        script = Script()
        async with running(telegram, script):
            await telegram.settled()
        assert len(script.asked) == len(script.effects) == 250
        assert [seen.text for seen in people[1].sees()] == [f"You said {n}" for n in range(1, 250, 4)]

    played(scene)


def test_flood_control_is_waited_out_in_its_chat_only() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana, bea = telegram.user("Ana"), telegram.user("Bea")
        script = Script(lambda turn: (Reply((Text("one"),)), Reply((Text("two"),))))
        async with running(telegram, script):
            telegram.flood(1, chat=ana.id)
            await ana.says("x")
            await bea.says("x")
            await telegram.until(lambda: len(bea.sees()) == 2)
            assert ana.sees() == [] and telegram.offset <= 1000
            await telegram.settled()
        assert [seen.text for seen in ana.sees()] == ["one", "two"]
        refused, sent = [call for call in telegram.calls("sendMessage") if call.params["chat_id"] == ana.id][:2]
        assert (refused.status, sent.status) == (429, 200)
        assert 1.0 <= sent.at - refused.at < 2.5
        assert telegram.offset == 1002

    played(scene)


def test_outages_are_waited_out_and_nothing_is_sent_twice_without_need() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script()
        async with running(telegram, script):
            telegram.fail(502, "Bad Gateway", method="sendMessage", html=True)
            telegram.fail(500, "Internal Server Error", method="getUpdates")
            await ana.says("x")
            await telegram.settled()
        assert [seen.text for seen in ana.sees()] == ["You said x"]
        assert len(script.asked) == 1

    played(scene)


def test_who_blocked_the_bot_holds_nobody_up() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana, bea = telegram.user("Ana"), telegram.user("Bea")
        async with running(telegram, Script()) as channel:
            ana.blocks()
            await ana.says("x")
            await bea.says("x")
            await telegram.settled()
            assert (ana.sees(), len(bea.sees())) == ([], 1)
            answer = Answer("a", (Reply((Text("Paid"),)), Reply((Text("room"),), "room")), ("", ""), None, {})
            for buyer in (str(ana.id), "999", "nobody"):
                with pytest.raises(Unreachable):
                    await channel.send(buyer, answer)
            await channel.send(str(bea.id), answer)
            assert [seen.text for seen in bea.sees()] == ["You said x", "Paid"]

    played(scene)


def test_in_a_group_the_answer_is_private_or_an_invitation() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana, bea = telegram.user("Ana"), telegram.user("Bea", language_code="zh-hans", started=False)
        group = telegram.group("Live")
        script = Script(lambda turn: (Reply((Text("A12: @ana 2"),), "room"), Reply((Text("Your basket"),))))
        async with running(telegram, script):
            await ana.says("A12 x2", group=group)
            await telegram.settled()
            await bea.says("A12 x2", group=group)
            await telegram.settled()
        first, second, invitation = telegram.messages(group)
        assert first.text == second.text == "A12: @\u2060ana 2"
        assert first.reply_to == 1
        assert [seen.text for seen in ana.sees()] == ["Your basket"]
        assert (invitation.text, invitation.buttons) == ("我有一条回复，想私下发给你。", (("打开私聊", "https://t.me/tradewind_bot?start=hello"),))
        assert [(turn.public, turn.room) for turn in script.asked] == [(True, str(group))] * 2

    played(scene)


def test_a_forged_button_is_a_turn_and_no_crash() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script(lambda turn: [CARD])
        async with running(telegram, script):
            await ana.asks("x")
            await ana.forges("pay|m:card|m:card")
            await telegram.settled()
        assert script.asked[1].action == Action("unreadable")

    played(scene)


def test_a_failing_conversation_is_asked_again_and_then_excused() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana", language_code="es")
        script = Script()
        async with running(telegram, script):
            script.errors = [RuntimeError("busy")]
            assert [seen.text for seen in await ana.asks("x")] == ["You said x"]
            script.errors = [RuntimeError("busy"), RuntimeError("busy")]
            sorry = "Algo ha fallado por nuestra parte. Vuelve a intentarlo en un minuto."
            assert [seen.text for seen in await ana.asks("y")] == [sorry]
            script.errors = [BadTurn("text", "too long")]
            assert [seen.text for seen in await ana.asks("z")] == [sorry]
        assert [turn.text for turn in script.asked] == ["x", "x", "y", "y", "z"]

    played(scene)


def test_an_update_that_cannot_be_read_stops_nothing() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        async with running(telegram, Script()):
            await telegram.push(message={"message_id": "three", "chat": 5})
            await telegram.push(message=None)
            assert [seen.text for seen in await ana.asks("half \ud83d")] == ["You said half \ufffd"]
        assert telegram.offset == 1003

    played(scene)


def test_pictures_are_uploaded_once_and_fall_back_to_words(tmp_path: Path) -> None:
    Image.new("RGB", (800, 600), "red").save(tmp_path / "moka-pot.webp")

    def picture_file(url: str) -> Path | None:
        return tmp_path / Path(url).name if url.startswith("/pictures/") else None

    remote = ProductCard("p", "S", "Pot", EUR, "€1", (), "https://shop.example/a&b.jpg", "A pot")

    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script(lambda turn: [remote if turn.text == "remote" else CARD])
        async with running(telegram, script, pictures=picture_file):
            [first] = await ana.asks("a")
            [second] = await ana.asks("b")
            assert first.photo == second.photo == "AgACAgIAAx0001"
            assert (first.text, first.labels) == ("Moka pot · €41.27\nin stock", ("Add",))
            assert [upload[:3] for upload in telegram.uploads] == [b"\xff\xd8\xff"]
            telegram.forget_files()
            [third] = await ana.asks("c")
            assert (third.photo, len(telegram.uploads)) == ("AgACAgIAAx0002", 2)
            telegram.break_url("https://shop.example/a&b.jpg")
            [words] = await ana.asks("remote")
            assert (words.photo, words.text) == (None, "Pot · €1\nhttps://shop.example/a&b.jpg")

    played(scene)


def test_refused_markup_is_sent_plain() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script(lambda turn: [Choices("<b>A & B</b>", (ADD,))])
        async with running(telegram, script):
            telegram.fail(400, "Bad Request: can't parse entities: unexpected end", method="sendMessage")
            [seen] = await ana.asks("x")
            assert (seen.text, seen.labels) == ("<b>A & B</b>", ())

    played(scene)


def test_a_message_refused_for_good_does_not_swallow_the_next() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script(lambda turn: (Reply((Text("first"),)), Reply((Text("second"),))))
        async with running(telegram, script):
            telegram.fail(400, "Bad Request: something new", method="sendMessage", times=2)
            assert [seen.text for seen in await ana.asks("x")] == ["second"]

    played(scene)


def test_a_room_that_threw_us_out_does_not_keep_the_private_answer() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        group = telegram.group("Live")
        script = Script(lambda turn: (Reply((Text("room"),), "room"), Reply((Text("private"),))))
        async with running(telegram, script):
            telegram.close_to_bot(group, "Forbidden: bot was kicked from the supergroup chat")
            await ana.says("A12", group=group)
            await telegram.settled()
        assert ([seen.text for seen in ana.sees()], telegram.messages(group)) == (["private"], [])

    played(scene)


def test_a_reply_that_replaces_edits_the_earlier_message() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")

        def play(turn: Turn) -> tuple[Reply, ...]:
            if turn.text == "same":
                return (Reply((Choices("Page 1", (ADD,)),), replaces="1000"),)
            return (Reply((Choices(f"Page {int(turn.id) - 999}", (ADD,)),), replaces="1000" if turn.text == "next" else "unknown"),)

        async with running(telegram, Script(play)):
            assert [seen.text for seen in await ana.asks("first")] == ["Page 1"]
            await ana.asks("same")
            assert [seen.text for seen in ana.sees()] == ["Page 1"]
            await ana.asks("next")
            assert [(seen.text, seen.labels) for seen in ana.sees()] == [("Page 3", ("Add",))]
            telegram.fail(400, "Bad Request: message can't be edited", method="editMessageText")
            assert [seen.text for seen in await ana.asks("next")] == ["Page 4"]

    played(scene)


def test_a_chat_is_sent_to_smoothly() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script(lambda turn: tuple(Reply((Text(str(n)),)) for n in range(5)))
        async with running(telegram, script, TelegramSettings(repoll=0.02, chat_rate=Rate(0.1, 2))):
            await ana.asks("x")
        times = [call.at for call in telegram.calls("sendMessage")]
        assert [seen.text for seen in ana.sees()] == list("01234")
        assert times[1] - times[0] < 0.08
        assert 0.28 <= times[4] - times[0] < 1.0

    played(scene)


def test_a_callback_is_acknowledged_before_the_answer() -> None:
    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script(lambda turn: [CARD], delay=lambda turn: 0.3 if turn.action else 0)
        async with running(telegram, script):
            await ana.asks("x")
            pressed = time.monotonic()
            await ana.taps("Add")
        [acknowledged] = telegram.calls("answerCallbackQuery")
        assert acknowledged.at - pressed < 0.25
        assert acknowledged.at < telegram.calls("sendMessage")[-1].at

    played(scene)


def test_a_second_poller_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.channels.telegram.adapter.CONFLICT_PAUSE", 0.05)

    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        telegram.fail(409, "Conflict: terminated by other getUpdates request", method="getUpdates", times=2)
        async with running(telegram, Script()):
            assert [seen.text for seen in await ana.asks("x")] == ["You said x"]

    played(scene)


def test_a_wrong_token_is_one_clear_error() -> None:
    async def scene(telegram: TelegramServer) -> None:
        channel = TelegramChannel(Script(), "42:WRONG", no_picture, SETTINGS, api=telegram.url)
        with pytest.raises(TelegramRefused, match=r"^telegram token: refused by the Bot API$") as raised:
            await channel.run()
        assert raised.value.__cause__ is None and raised.value.__suppress_context__

    played(scene)
    with pytest.raises(TelegramRefused, match=r"^telegram token: not of the form 123456:ABC\.\.\.$"):
        TelegramChannel(Script(), "no token", no_picture)


def test_the_token_is_in_no_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    async def scene(telegram: TelegramServer) -> None:
        ana = telegram.user("Ana")
        script = Script()
        async with running(telegram, script) as channel:
            script.errors = [RuntimeError("x")] * 2
            telegram.fail(500, "x", method="sendMessage")
            await ana.asks("x")
            assert telegram.token not in repr(vars(channel))
        channel = TelegramChannel(Script(), telegram.token, no_picture, TelegramSettings(patience=0.01), api="ftp://127.0.0.1")
        answer = Answer("a", (Reply((Text("x"),)),), ("",), None, {})
        with pytest.raises(TelegramNetworkError, match=r"^HTTP Client says - NonHttpUrlClientError: ftp://127.0.0.1/bot<token>/sendMessage") as raised:
            await channel.send("7", answer)
        error: BaseException | None = raised.value
        while error is not None:
            assert "stand-in-token" not in f"{error!r} {error}"
            error = error.__cause__ or error.__context__
        await channel.close()

    with structlog.testing.capture_logs() as logs:
        played(scene)
    assert any(entry["event"] == "telegram.turn_failed" for entry in logs)
    assert "stand-in-token" not in repr(logs) + caplog.text
