"""discord.py's client, made lean: no caches, nothing privileged, every arrival handed on at once, no secret in its logs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import structlog
import yarl
from discord import Client, Intents, Interaction, MemberCacheFlags, Message, VoiceClient
from discord.gateway import DiscordWebSocket
from discord.http import Route

log = structlog.get_logger(__name__)

Arrival = Interaction[Any] | Message
PUBLIC_API = "https://discord.com/api/v10"
_LOGGERS = ("discord.http", "discord.client", "discord.gateway", "discord.webhook.async_")
_INTERACTION_TOKEN = re.compile(r"/(interactions|webhooks)/(\d+)/[^/?\s]+")


class Connection(Client):
    """One session with Discord: `arrived` gets each interaction and message in the order in which they came."""

    def __init__(self, arrived: Callable[[Arrival], None]) -> None:
        # A shop has no voice; discord.py would warn of that at each start.
        VoiceClient.warn_nacl = VoiceClient.warn_dave = False
        # What mentions us and what is written to us privately comes with its text without a privileged intent.
        intents = Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(
            intents=intents, max_messages=None, member_cache_flags=MemberCacheFlags.none(), chunk_guilds_at_startup=False,
        )
        self._arrived = arrived

    async def on_interaction(self, interaction: Interaction[Any]) -> None:
        self._arrived(interaction)

    async def on_disconnect(self) -> None:
        if not self.is_closed():
            log.info("discord.disconnected")

    async def on_resumed(self) -> None:
        log.info("discord.resumed")

    async def on_message(self, message: Message) -> None:
        self._arrived(message)


def reach(api: str) -> None:
    """Send every call of discord.py to `api`: it keeps the address on a class, so one process has one Discord."""
    Route.BASE = api


async def reach_gateway(connection: Connection, api: str) -> None:
    """Where the API is not Discord's own, it also says where the gateway is."""
    if api != PUBLIC_API:
        _, address, _ = await connection.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)


class _Secrecy(logging.Filter):
    """Takes the bot's token, and the tokens with which anyone could answer in our place, out of a log record."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage(), self._token), None
        return True


def keep_secret(token: str) -> Callable[[], None]:
    """Redact discord.py's own log from now on; what is given back ends it."""
    secrecy = _Secrecy(token)
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(secrecy)

    def end() -> None:
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(secrecy)

    return end


def redacted(text: str, token: str) -> str:
    """The text without the bot's token and without interaction tokens, for logs and errors."""
    return _INTERACTION_TOKEN.sub(r"/\1/\2/<token>", text.replace(token, "<token>") if token else text)
