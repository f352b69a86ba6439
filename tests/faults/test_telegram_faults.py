"""The Telegram channel when things go wrong: duplicates, floods, outages, blocks, restarts, forgeries, refused tokens."""

from __future__ import annotations

import pytest
import structlog
from aiogram.exceptions import TelegramNetworkError

from bots.channels.channel import Unreachable
from bots.channels.telegram.adapter import TelegramChannel, TelegramRefused, TelegramSettings
from bots.messages import (
    Action,
    Answer,
    BadTurn,
    Choices,
    Reply,
    Text,
)
from tests.peers.telegram_script import ADD, CARD, SETTINGS, Script, no_picture, played, running
from tests.peers.telegram_server import TelegramServer


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
            sorry = "Algo falló de nuestro lado. Vuelve a intentarlo en un minuto."
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
