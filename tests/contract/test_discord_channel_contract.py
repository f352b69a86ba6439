"""The channel contract, held by Discord: rendered, held against its rules, and read back as its app draws it."""

from __future__ import annotations

from typing import Literal

from bots.channels.channel import DISCORD
from bots.channels.discord.custom_id import decode
from bots.channels.discord.render import Message, Place, render
from bots.channels.lines import units
from bots.messages import Action, Reply
from tests.contract.channel_contract import ChannelContract, Shown
from tests.peers import discord_openapi
from tests.peers import discord_rules as rules
from tests.peers.discord_people import seen

MESSAGES = "/channels/1/messages"


class TestDiscord(ChannelContract):
    def show(self, reply: Reply, direction: Literal["ltr", "rtl"] = "ltr") -> list[Shown]:
        place = Place(direction, room=reply.audience == "room", public_url="https://shop.example")
        return [_shown(message) for message in render(reply, place, {})]


def _shown(message: Message) -> Shown:
    rules.message(message.body, {}, created=True)
    assert discord_openapi.faults("POST", MESSAGES, message.body) == []
    drawn = seen({"id": "1", "content": "", "embeds": [], "components": [], "_for": None} | message.body)
    assert drawn.active == (), "text that acts"
    size = max([units(message.body.get("content", "")), *(units(embed.get("description", "")) - 2096 for embed in message.body.get("embeds", []))])
    buttons: list[tuple[str, Action | str]] = [
        (label, target if target.startswith("http") else decode(target)) for label, target in drawn.buttons]
    buttons += [(label, decode(value)) for label, value, _ in drawn.options]
    return Shown(
        drawn.text, size, rules.CONTENT, tuple(buttons), (drawn.picture,) if drawn.picture else (), tuple(drawn.active),
        label_limit=DISCORD.button_label_limit,
    )
