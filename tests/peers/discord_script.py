"""A scripted conversation behind the Discord channel, run against the stand-in: what its tests share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bots.channels.discord.adapter import DiscordChannel, DiscordSettings, Shop
from bots.channels.rate import Rate
from bots.messages import Conversation
from bots.web.address_form import address_form
from tests.peers.discord_rest import DiscordServer

SETTINGS = DiscordSettings(account="shop", attempts=2, stop=2.0, rate=Rate(0.0, 1))
PRODUCTS = (("Moka pot", "moka-pot"), ("Stoneware teapot", "teapot"))


def no_picture(_: str) -> Path | None:
    return None


async def suggest(typed: str, locale: str | None) -> Sequence[tuple[str, str]]:
    return [(title, product) for title, product in PRODUCTS if typed.lower() in title.lower()]


SHOP = Shop(no_picture, suggest, address_form)


@asynccontextmanager
async def running(
    discord: DiscordServer, conversation: Conversation, settings: DiscordSettings = SETTINGS, shop: Shop = SHOP,
) -> AsyncIterator[DiscordChannel]:
    channel = DiscordChannel(conversation, discord.token, shop, settings, api=discord.url)
    identified = len(discord.gateway.identified)
    discord.idle = lambda: not channel.busy
    task = asyncio.create_task(channel.run())
    try:
        await discord.until(lambda: task.done() or len(discord.gateway.identified) > identified)
        yield channel
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def played(scene: Callable[[DiscordServer], Coroutine[Any, Any, None]], *, breaches: bool = False) -> None:
    """Play a scene; afterwards nothing that was sent may have broken a rule, unless the scene provokes it."""

    async def whole() -> None:
        async with DiscordServer() as discord:
            await scene(discord)
            assert breaches or discord.breaches == []

    asyncio.run(whole())
