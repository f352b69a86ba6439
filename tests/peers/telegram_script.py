"""A scripted conversation behind the Telegram channel, run against the stand-in: what its tests share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from bots.channels.rate import Rate
from bots.channels.telegram.adapter import TelegramChannel, TelegramSettings
from bots.messages import (
    Action,
    Answer,
    Block,
    Button,
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
