"""Discord's updates as turns: commands, presses, choices, forms and words; what asks nothing of a shop is no turn."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from discord import Client, ClientUser, Intents, Interaction, InteractionType, Message
from discord.channel import DMChannel
from discord.guild import Guild

from bots.channels.discord.forms import Form
from bots.channels.discord.updates import (
    UNREADABLE,
    form_to_open,
    interaction_turn,
    message_turn,
    spoken_locale,
    wish_of,
)
from bots.messages import Action, Turn

ME, ANA = 11, 7
COMMAND, COMPONENT, SUBMIT = InteractionType.application_command, InteractionType.component, InteractionType.modal_submit
USER = {"id": str(ANA), "username": "ana", "global_name": "Ana", "discriminator": "0", "avatar": None}
FORM = {"custom_id": "fill_form|name:address|y:ES|field:name|g:es",
        "components": [{"type": 18, "component": {"type": 4, "custom_id": "city", "value": " Madrid "}}]}


@pytest.fixture(scope="module")
def state() -> Any:
    found = Client(intents=Intents.none())._connection
    found.user = ClientUser(state=found, data=USER | {"id": str(ME), "bot": True})  # type: ignore[arg-type, typeddict-item]
    return found


def interaction(state: Any, kind: InteractionType, data: dict[str, Any], **more: Any) -> Interaction[Any]:
    payload = {
        "id": "900", "application_id": str(ME), "type": kind.value, "data": data, "token": "t", "version": 1, "locale": "es-ES", "entitlements": [],
        "attachment_size_limit": 1, "channel": {"id": "50", "type": 1, "recipients": [USER], "last_message_id": None}, "context": 1, "user": USER, **more,
    }
    return Interaction(data=payload, state=state)  # type: ignore[arg-type]


def message(state: Any, content: str, **more: Any) -> Message:
    payload = {
        "id": "1477636521984000000", "channel_id": "50", "author": USER, "content": content, "timestamp": "2026-03-01T12:00:00+00:00", "edited_timestamp": None,
        "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0, **more,
    }
    channel = DMChannel._from_message(state, 50) if "guild_id" not in more else state._get_guild_channel(payload)[0]
    return Message(state=state, channel=channel, data=payload)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "data", "wish"),
    [
        (COMMAND, {"name": "shop"}, Action("start")),
        (COMMAND, {"name": "browse"}, Action("browse")),
        (COMMAND, {"name": "browse", "options": [{"name": "category", "value": "coffee"}]}, Action("browse", {"category": "coffee"})),
        (COMMAND, {"name": "search", "options": [{"name": "words", "value": " red mug "}]}, Action("search", {"text": "red mug"})),
        (COMMAND, {"name": "product", "options": [{"name": "name", "value": "show|p:moka-pot"}]}, Action("show", {"product": "moka-pot"})),
        (COMMAND, {"name": "product", "options": [{"name": "name", "value": "moka"}]}, Action("search", {"text": "moka"})),
        (COMMAND, {"name": "product", "options": [{"name": "name", "value": "pay|m:sandbox"}]}, Action("search", {"text": "pay|m:sandbox"})),
        (COMMAND, {"name": "orders", "options": [{"name": "code", "value": "tw-7k4m"}]}, Action("order", {"code": "TW-7K4M"})),
        (COMMAND, {"name": "country", "options": [{"name": "country", "value": "es"}]}, Action("set_country", {"country": "ES"})),
        (COMMAND, {"name": "country", "options": [{"name": "country", "value": "España"}]}, "España"),
        (COMMAND, {"name": "currency", "options": [{"name": "currency", "value": "eur"}]}, Action("set_currency", {"currency": "EUR"})),
        (COMMAND, {"name": "language", "options": [{"name": "language", "value": "zh-Hans"}]}, Action("set_language", {"language": "zh-Hans"})),
        (COMMAND, {"name": "of-an-old-version"}, UNREADABLE),
        (COMMAND, {}, UNREADABLE),
        (COMPONENT, {"custom_id": "add|s:A|q#1", "component_type": 2}, Action("add", {"sku": "A", "quantity": 1})),
        (COMPONENT, {"custom_id": "3!add|s:A|q#1", "component_type": 2}, Action("add", {"sku": "A", "quantity": 1})),
        (COMPONENT, {"custom_id": "pick0", "component_type": 3, "values": ["set_country|y:ES"]}, Action("set_country", {"country": "ES"})),
        (COMPONENT, {"custom_id": "pay|m:card|m:card"}, UNREADABLE),
        (COMPONENT, {"custom_id": "\x00"}, UNREADABLE),
        (COMPONENT, {}, UNREADABLE),
        (COMPONENT, {"custom_id": "fill_form|name:address"}, UNREADABLE),
        (COMPONENT, {"custom_id": "open_form|name:passwords|y:ES|field:name|g:es"}, UNREADABLE),
        (SUBMIT, FORM, Action("address", {"city": "Madrid"})),
        (SUBMIT, FORM | {"custom_id": "fill_form|name:tax_id|y:BR|field:CPF|g:pt", "components": [
            {"type": 18, "component": {"type": 4, "custom_id": "value", "value": "529.982.247-25"}}]},
         Action("tax_id", {"value": "529.982.247-25"})),
        (SUBMIT, FORM | {"custom_id": "fill_form|name:address|y:AE|field:name|g:ar", "components": [
            {"type": 18, "component": {"type": 3, "custom_id": "country_area", "values": ["DU"]}},
            {"type": 1, "components": [{"type": 4, "custom_id": "name", "value": "ليلى"}]}]},
         Action("address", {"country_area": "DU", "name": "ليلى"})),
        (SUBMIT, FORM | {"components": []}, UNREADABLE),
        (SUBMIT, FORM | {"custom_id": "checkout"}, UNREADABLE),
        (SUBMIT, {}, UNREADABLE),
        (InteractionType.autocomplete, {"name": "product"}, None),
        (InteractionType.ping, {}, None),
    ],
)
def test_what_an_interaction_amounts_to(kind: InteractionType, data: dict[str, Any], wish: Action | str | None) -> None:
    assert wish_of(kind, data) == wish


def test_an_interaction_in_direct_messages(state: Any) -> None:
    assert interaction_turn(interaction(state, COMMAND, {"name": "basket"}), "shop") == Turn(
        id="900", buyer="7", channel="discord", account="shop", action=Action("basket"), locale="es-ES", name="Ana")


def test_an_interaction_in_a_server_is_public(state: Any) -> None:
    member = {"user": USER, "roles": [], "joined_at": None, "deaf": False, "mute": False, "flags": 0, "nick": "Anita", "permissions": "0"}
    found = interaction(
        state, COMMAND, {"name": "country", "options": [{"name": "country", "value": "Francia"}]}, guild_id="60", guild={"id": "60"}, member=member,
        guild_locale="fr", context=0, channel={"id": "51", "type": 0, "name": "general", "position": 0, "guild_id": "60"}, user=None)
    assert interaction_turn(found, "shop") == Turn(
        id="900", buyer="7", channel="discord", account="shop", text="Francia", locale="es-ES", public=True, room="51", name="Anita")


def test_another_bot_asks_nothing(state: Any) -> None:
    assert interaction_turn(interaction(state, COMMAND, {"name": "basket"}, user=USER | {"bot": True}), "shop") is None


def test_only_a_whole_form_opens(state: Any) -> None:
    def opened(custom_id: str, kind: InteractionType = COMPONENT) -> Form | None:
        return form_to_open(interaction(state, kind, {"custom_id": custom_id, "component_type": 2}))

    assert opened("open_form|name:address|y:ES|field:name|g:es") == Form("address", "ES", "name", "es")
    assert opened("open_form|name:address|y:ES|field:name") is None
    assert opened("open_form|name:address|y:Spain|field:name|g:es") is None
    assert opened("open_form|name:address|y:ES|field#1|g:es") is None
    assert opened("checkout") is None
    assert opened("open_form|name:address|y:ES|field:name|g:es", SUBMIT) is None


def test_a_private_message(state: Any) -> None:
    assert message_turn(message(state, "hola\x00"), ME, "shop") == Turn(
        id="1477636521984000000", buyer="7", channel="discord", account="shop", text="hola\ufffd", at=datetime(2026, 3, 1, 12, tzinfo=UTC), name="Ana")


def test_a_sticker_gets_the_help(state: Any) -> None:
    turn = message_turn(message(state, ""), ME, "shop")
    assert turn is not None
    assert (turn.text, turn.action) == (None, Action("help"))


@pytest.mark.parametrize("content", ["<@11> cuánto cuesta", "<@!11>, cuánto cuesta", "cuánto cuesta <@11>"])
def test_a_mention_in_a_server(state: Any, content: str) -> None:
    state._add_guild(Guild(data={"id": "61", "name": "g", "preferred_locale": "es-419"}, state=state))
    me = USER | {"id": str(ME), "bot": True}
    turn = message_turn(message(state, content, guild_id="61", mentions=[me]), ME, "shop")
    assert turn is not None
    assert (turn.text, turn.public, turn.room, turn.locale) == ("cuánto cuesta", True, "50", "es-419")


def test_what_asks_nothing(state: Any) -> None:
    assert message_turn(message(state, "not to us", guild_id="62"), ME, "shop") is None
    assert message_turn(message(state, "x", author=USER | {"bot": True}), ME, "shop") is None
    assert message_turn(message(state, "x", webhook_id="5"), ME, "shop") is None
    assert message_turn(message(state, "", type=7), ME, "shop") is None


def test_nobody_is_taken_for_an_american() -> None:
    assert [spoken_locale(each) for each in ("en-US", "en-GB", "es-419", "zh-CN", None)] == ["en", "en-GB", "es-419", "zh-CN", None]
