"""The Telegram channel against the stand-in Bot API: a purchase, order, many chats at once, groups, pictures, edits."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from bots.channels.rate import Rate
from bots.channels.telegram.adapter import TelegramSettings
from bots.messages import (
    Action,
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
from tests.peers.telegram_script import ADD, CARD, EUR, FAST, Script, played, running
from tests.peers.telegram_server import TelegramServer


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
        assert telegram.menus["es"][2] == {"command": "carrito", "description": "Tu carrito"}
        assert telegram.offset == 1004

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
        assert (invitation.text, invitation.buttons) == ("回复已准备好，请在私聊中查看。", (("打开私聊", "https://t.me/tradewind_bot?start=hello"),))
        assert [(turn.public, turn.room) for turn in script.asked] == [(True, str(group))] * 2

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
