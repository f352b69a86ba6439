"""The Discord channel when things go wrong: repeats, dropped connections, floods, outages, closed doors, forgeries, expiry."""

from __future__ import annotations

import asyncio
import logging

import pytest
import structlog

from bots.channels.channel import Unreachable
from bots.channels.discord.adapter import DiscordChannel, DiscordRefused, DiscordSettings
from bots.channels.discord.connection import keep_secret, redacted
from bots.channels.rate import Rate
from bots.messages import Action, Answer, BadTurn, Choices, Reply, Text
from tests.peers.discord_rest import DiscordServer
from tests.peers.discord_script import SETTINGS, SHOP, played, running
from tests.peers.telegram_script import ADD, CARD, Script


def test_a_resumed_session_repeats_and_each_turn_is_answered_once() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script()
        ana = discord.user("Ana")
        async with running(discord, script):
            first = await ana.says("one")
            await discord.settled()
            await discord.redeliver(first)
            await discord.gateway.drop()
            await ana.says("two")
            await ana.uses("shop")
            await discord.settled()
            assert discord.gateway.resumed == 1
            await discord.gateway.ask_to_reconnect()
            await discord.until(lambda: discord.gateway.resumed == 2)
            await ana.says("three")
            await discord.settled()
        # "is thinking" is shown at once, so that a command's answer may stand above that of words said just before.
        assert sorted(seen.text for seen in ana.sees()) == ["Action(verb='start', args={})", "You said one", "You said three", "You said two"]
        assert len(script.asked) == 4

    played(scene)


def test_a_forgotten_session_begins_anew() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        async with running(discord, Script()):
            await discord.gateway.forget_session()
            await discord.gateway.drop()
            await discord.until(lambda: len(discord.gateway.identified) == 2)
            assert [seen.text for seen in await ana.asks("hola")] == ["You said hola"]

    played(scene)


def test_after_a_restart_a_repeat_is_the_same_message() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script(lambda turn: (Reply((Text("one"),)), Reply((CARD,))))
        ana = discord.user("Ana")
        async with running(discord, script):
            numbers = [await ana.says("hola"), await ana.uses("shop")]
            await discord.settled()
            shown = ana.sees()
        async with running(discord, script):
            for number in numbers:
                await discord.redeliver(number)
            await discord.settled()
        assert (len(script.asked), len(script.effects), ana.sees()) == (4, 2, shown)

    played(scene, breaches=True)


def test_a_send_whose_answer_is_lost_is_not_a_second_message() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        async with running(discord, Script()):
            discord.fail(503, method="POST", part="/messages", after_effect=True)
            assert [seen.text for seen in await ana.asks("x")] == ["You said x"]
            discord.fail(503, method="PATCH", part="@original", after_effect=True)
            assert len(await ana.commands("shop")) == 1
        posts = discord.calls("POST", "/messages")
        assert [post.status for post in posts] == [503, 200]
        assert posts[0].body["nonce"] == posts[1].body["nonce"]
        assert len(posts[0].body["nonce"]) == 25

    played(scene)


def test_flood_control_is_waited_out_and_holds_up_no_one_else() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana, bea = discord.user("Ana"), discord.user("Bea")
        script = Script(lambda turn: (Reply((Text("one"),)), Reply((Text("two"),))))
        async with running(discord, script):
            discord.flood(0.6, part=f"channels/{discord.direct_channel(ana.id)}/messages")
            await ana.says("x")
            await bea.says("x")
            await discord.until(lambda: len(bea.sees()) == 2)
            assert ana.sees() == []
            await discord.settled()
        assert [seen.text for seen in ana.sees()] == ["one", "two"]
        refused, sent = [call for call in discord.calls("POST", "/messages") if str(discord.direct_channel(ana.id)) in call.path][:2]
        assert (refused.status, sent.status) == (429, 200)
        assert 0.6 <= sent.at - refused.at < 5.0

    played(scene)


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (403, 50001)])
def test_an_interaction_that_was_not_acknowledged_is_answered_in_direct_messages(status: int, code: int) -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live")
        ana = discord.user("Ana")
        async with running(discord, Script()):
            discord.fail(status, code, "Unknown interaction", part="/callback")
            assert await ana.commands("shop", at=channel) == []
            assert [seen.text for seen in ana.sees()] == ["Action(verb='start', args={})"]

    played(scene)


def test_an_answer_that_comes_too_late_goes_into_direct_messages() -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live")
        ana = discord.user("Ana")
        script = Script(delay=lambda _: 0.2)
        async with running(discord, script):
            number = await ana.uses("shop", at=channel)
            await discord.until(lambda: ana.interaction(number).kind)
            discord.expire(ana.interaction(number))
            await discord.settled()
            assert [seen.text for seen in ana.sees()] == ["Action(verb='start', args={})"]

    played(scene)


def test_who_allows_no_direct_messages_is_invited_where_they_wrote() -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live", locale="es-ES")
        ana, bea = discord.user("Ana", locale="es-ES"), discord.user("Bea")
        async with running(discord, Script(lambda turn: [CARD])) as adapter:
            ana.closes_messages()
            number = await ana.says("precio", at=channel)
            [invitation] = await ana.news(channel)
            assert invitation.text == ("Tengo una respuesta para ti, pero no puedo escribirte por mensaje directo. "
                                       "Pulsa el botón: solo tú verás lo que conteste.")
            assert (invitation.labels, invitation.reply_to, invitation.alone) == (("Abrir la tienda",), number, False)
            [card] = await ana.presses("Abrir la tienda", at=channel)
            assert card.alone
            await ana.says("again, in private")
            assert [seen.text for seen in await bea.asks("x")] == ["Moka pot · €41.27\nin stock"]
            answer = Answer("a", (Reply((Text("Paid"),)), Reply((Text("room"),), "room")), ("", ""), None, {})
            for buyer in (str(ana.id), "999", "nobody"):
                with pytest.raises(Unreachable):
                    await adapter.send(buyer, answer)
            await adapter.send(str(bea.id), answer)
            assert bea.sees()[-1].text == "Paid"

    played(scene, breaches=True)


def test_where_the_bot_may_not_write_the_one_who_asked_sees_it() -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live")
        ana, bea = discord.user("Ana"), discord.user("Bea")
        async with running(discord, Script(lambda turn: (Reply((Text("Claimed"),), "room"),))):
            discord.close_to_bot(channel, 50013, "Missing Permissions")
            assert [(seen.text, seen.alone) for seen in await ana.commands("shop", at=channel)] == [("Claimed", True)]
            assert bea.sees(channel) == []

    played(scene)


def test_a_forged_button_is_a_turn_and_no_crash() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        script = Script(lambda turn: [CARD])
        async with running(discord, script):
            await ana.commands("shop")
            for custom_id in ("pay|m:card|m:card", "", "\x00", "open_form|name:passwords|y:ES|field:name|g:en", "💥" * 100):
                await ana.forges({"component_type": 2, "custom_id": custom_id})
            await ana.forges({"component_type": 3, "custom_id": "pick0", "values": []})
            await ana.forges({"component_type": 3, "custom_id": "x", "values": ["pay|m:card|m:card"]})
            await ana.uses("of-an-old-version")
            await discord.settled()
        assert [turn.action for turn in script.asked[1:]] == [Action("unreadable")] * 5 + [Action("pick0")] + [Action("unreadable")] * 2

    played(scene)


def test_a_form_of_a_country_that_has_none_is_not_shown() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        async with running(discord, Script(lambda turn: [CARD])):
            await ana.commands("shop")
            number = await ana.forges({"component_type": 2, "custom_id": "open_form|name:address|y:XX|field:name|g:en"})
            await discord.settled()
            assert ana.interaction(number).kind is None
            assert len(await ana.commands("shop")) == 1

    played(scene)


def test_a_failing_conversation_is_asked_again_and_then_excused() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana", locale="es-419")
        script = Script()
        async with running(discord, script):
            script.errors = [RuntimeError("busy")]
            assert [seen.text for seen in await ana.commands("shop")] == ["Action(verb='start', args={})"]
            script.errors = [RuntimeError("busy"), RuntimeError("busy")]
            assert [seen.text for seen in await ana.commands("shop")] == ["Algo falló de nuestro lado. Vuelve a intentarlo en un minuto."]
            script.errors = [BadTurn("text", "no")]
            assert [seen.text for seen in await ana.asks("x")] == ["Something went wrong on our side. Please try again in a minute."]
            assert script.errors == []
            assert [seen.text for seen in await ana.asks("y")] == ["You said y"]

    played(scene)


def test_what_discord_refuses_goes_out_as_words() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        async with running(discord, Script(lambda turn: [Choices("Which *one*?", (ADD,)), CARD])):
            discord.fail(400, 50035, "Invalid Form Body", method="PATCH", part="@original")
            first, second = await ana.commands("shop")
            assert (first.text, first.labels, second.labels) == ("Which *one*?", (), ("Add",))
            discord.fail(400, 50035, "Invalid Form Body", method="POST", part="/messages", times=2)
            assert [seen.labels for seen in await ana.asks("x")] == [("Add",)]

    played(scene, breaches=True)


def test_a_locale_that_discord_does_not_know_costs_no_other_command() -> None:
    async def scene(discord: DiscordServer) -> None:
        discord.refused_locales = frozenset({"ar"})
        ana = discord.user("Ana")
        async with running(discord, Script()):
            assert len(await ana.commands("shop")) == 1
        assert {locale for row in discord.commands for locale in row["name_localizations"]} == {"es-ES", "es-419", "zh-CN"}

    played(scene, breaches=True)


def test_an_outage_at_the_start_is_waited_out() -> None:
    async def scene(discord: DiscordServer) -> None:
        discord.fail(503, part="users/@me")
        discord.fail(503, part="gateway/bot")
        ana = discord.user("Ana")
        async with running(discord, Script()):
            assert len(await ana.commands("shop")) == 1

    played(scene)


@pytest.mark.parametrize("token", ["", "  ", "not a token", "t\u00f6ken"])
def test_a_token_that_cannot_be_one(token: str) -> None:
    with pytest.raises(DiscordRefused, match="discord token: empty, or with signs that no token has"):
        DiscordChannel(Script(), token, SHOP)


def test_a_refused_token_ends_the_channel_and_is_told_nowhere(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    async def scene(discord: DiscordServer) -> None:
        caplog.set_level(logging.DEBUG)
        wrong = DiscordChannel(Script(), "MTA.wrong.token-of-somebody", SHOP, SETTINGS, api=discord.url)
        with structlog.testing.capture_logs() as logged, pytest.raises(DiscordRefused, match="discord token: refused by Discord"):
            await wrong.run()
        discord.gateway.refuse_with = 4004
        revoked = DiscordChannel(Script(), discord.token, SHOP, SETTINGS, api=discord.url)
        with pytest.raises(DiscordRefused, match="discord gateway: closed with code 4004"):
            await revoked.run()
        told = f"{logged}{caplog.text}{capsys.readouterr()}"
        assert "MTA.wrong" not in told
        assert discord.token not in told

    played(scene)


def test_no_secret_is_logged_while_things_go_wrong(caplog: pytest.LogCaptureFixture) -> None:
    async def scene(discord: DiscordServer) -> None:
        caplog.set_level(logging.INFO)
        ana = discord.user("Ana")
        with structlog.testing.capture_logs() as logged:
            async with running(discord, Script()):
                discord.flood(0.05, part="@original")
                discord.fail(500, part="/callback")
                await ana.commands("shop")
        told = f"{logged}{caplog.text}"
        assert "429" in told
        assert discord.token not in told
        assert not [token for token in discord.interactions if token in told]

    played(scene)


def test_secrets_are_taken_out_of_a_log_record() -> None:
    assert redacted("POST /webhooks/1/aW5.x_y-z/messages with Bot T0K.en", "T0K.en") == "POST /webhooks/1/<token>/messages with Bot <token>"
    end = keep_secret("T0K.en")
    record = logging.LogRecord("discord.http", logging.WARNING, "", 0, "%s said %s", ("/interactions/5/abc/callback", "T0K.en"), None)
    assert logging.getLogger("discord.http").filter(record)
    assert record.getMessage() == "/interactions/5/<token>/callback said <token>"
    end()
    assert logging.getLogger("discord.http").filters == []


def test_a_message_of_ours_does_not_wait_for_ever_for_a_connection() -> None:
    async def scene() -> None:
        channel = DiscordChannel(Script(), "a.b.c", SHOP, DiscordSettings(connecting=0.01, rate=Rate(0.0, 1)))
        with pytest.raises(TimeoutError):
            await channel.send("7", Answer("a", (Reply((Text("x"),)),), ("",), None, {}))

    asyncio.run(scene())
