"""Brings replies to Discord: in order for each buyer, within the bot's budget, until sent or definitely refused."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar
from weakref import WeakValueDictionary

import stamina
import structlog
from discord import HTTPException

from bots.channels.channel import DISCORD, Unreachable
from bots.channels.discord.calls import Calls, Expired, Token, nonce, worth_retrying
from bots.channels.discord.pictures import PictureFile, PictureShelf
from bots.channels.discord.render import NO_MENTIONS, NOTHING_TO_SAY, Message, Place, pictures_of, render
from bots.channels.lines import units
from bots.channels.rate import Rate, take
from bots.messages import Json, Reply

log = structlog.get_logger(__name__)

BOT = Rate(1 / 50, 50)
"""Discord, rate limits: a bot makes at most 50 requests a second; answers to interactions do not count."""
REMEMBERED = 2000
_BAD_REQUEST = 400
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of ours that a later reply may replace; `token` where only its interaction can change it."""

    channel: int
    message: int
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Interacted:
    """Where an interaction is answered: in direct messages by messages that stay, elsewhere for the one who acted alone."""

    token: Token
    channel: int
    private: bool


class Delivery:
    """One bot's way out. One buyer's replies keep their order and never mix; buyers do not wait for each other."""

    def __init__(
        self, calls: Calls, account: str, picture_file: Callable[[str], Path | None], patience: float, rate: Rate = BOT
    ) -> None:
        self._calls = calls
        self._account = account
        self._patience = patience
        self._rate = rate
        self._free = 0.0
        self._pictures = PictureShelf(picture_file)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._sent: OrderedDict[tuple[int, str], Sent] = OrderedDict()
        self._channels: OrderedDict[int, int] = OrderedDict()

    async def answer(self, buyer: int, answer_id: str, replies: Sequence[Reply], place: Place, where: Interacted) -> None:
        """Answer an interaction: the first message replaces "is thinking", the rest follows.

        Raises Expired where the interaction takes no answer, or no further one, any more.
        """
        async with self._lock(buyer):
            messages = await self._messages(buyer, answer_id, replies, place)
            if not messages:
                # Nothing was said, or all of it went into an earlier message: nobody is thinking any more.
                with suppress(HTTPException):
                    await self._patiently(lambda: self._calls.withdraw(where.token))
                return
            for number, message in enumerate(messages):
                sent = await self._surely(partial(self._part, where, answer_id, number), message)
                self._remember(buyer, answer_id, sent, where.token if not where.private else None)

    async def _part(self, where: Interacted, answer_id: str, number: int, message: Message) -> Json:
        if number == 0:
            return await self._calls.complete(where.token, message)
        if where.private:
            return await self._post(where.channel, answer_id, number, message)
        return await self._calls.follow(where.token, message, ephemeral=True)

    async def write(self, buyer: int, answer_id: str, replies: Sequence[Reply], place: Place, channel: int | None = None) -> None:
        """Write to a channel, by default to the buyer's direct messages. Raises Unreachable."""
        async with self._lock(buyer):
            if channel is None:
                channel = await self._direct_channel(buyer)
            for number, message in enumerate(await self._messages(buyer, answer_id, replies, place)):
                sent = await self._surely(partial(self._post, channel, answer_id, number), message)
                self._remember(buyer, answer_id, sent, None)

    def learn_channel(self, buyer: int, channel: int) -> None:
        """Remember the channel of a buyer's direct messages."""
        self._channels[buyer] = channel
        self._channels.move_to_end(buyer)
        if len(self._channels) > REMEMBERED:
            self._channels.popitem(last=False)

    def _lock(self, buyer: int) -> asyncio.Lock:
        return self._locks.setdefault(buyer, asyncio.Lock())

    async def _direct_channel(self, buyer: int) -> int:
        if buyer not in self._channels:
            await self._budget()
            self.learn_channel(buyer, await self._patiently(lambda: self._calls.direct_channel(buyer)))
        return self._channels[buyer]

    async def _post(self, channel: int, answer_id: str, number: int, message: Message) -> Json:
        await self._budget()
        return await self._calls.post(channel, message, nonce(self._account, answer_id, channel, number))

    async def _messages(self, buyer: int, answer_id: str, replies: Iterable[Reply], place: Place) -> list[Message]:
        """What is left to send after earlier messages were replaced; the form's button hangs under the last reply."""
        found: list[Message] = []
        rows = list(replies)
        for at, reply in enumerate(rows):
            here = replace(place, reply_to=place.reply_to if at == 0 else None, form=place.form if at == len(rows) - 1 else None)
            messages = render(reply, here, await self._media(reply))
            earlier = self._sent.get((buyer, reply.replaces)) if reply.replaces else None
            if earlier and messages and await self._replaced(messages[0], earlier):
                self._keep(buyer, answer_id, earlier)
                messages = messages[1:]
            found += messages
        return found

    async def _media(self, reply: Reply) -> dict[str, PictureFile]:
        found = {url: await self._pictures.file(url) for url in pictures_of(reply)}
        return {url: file for url, file in found.items() if file is not None}

    async def _replaced(self, message: Message, earlier: Sent) -> bool:
        """Give the earlier message the new content; False where it cannot be changed, so that a new one is sent."""
        token = earlier.token

        async def change() -> Json:
            if token is not None:
                return await self._calls.replace(token, earlier.message, message)
            return await self._calls.edit(earlier.channel, earlier.message, message)

        try:
            await self._patiently(change)
        except (HTTPException, Unreachable, Expired):
            return False
        return True

    async def _surely(self, send: Callable[[Message], Awaitable[Json]], message: Message) -> Json | None:
        """Send; what Discord refuses for its form goes out once more as words alone, so that it swallows nothing after it."""
        try:
            return await self._patiently(lambda: send(message))
        except HTTPException as error:
            if error.status != _BAD_REQUEST:
                raise
            log.warning("discord.refused", code=error.code)
        try:
            return await self._patiently(lambda: send(plain(message)))
        except HTTPException as error:
            if error.status != _BAD_REQUEST:
                raise
            log.error("discord.message_lost", code=error.code)
            return None

    async def _patiently(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """One call, again after outages; `retry_after` is waited out inside it. Raises what is refused for good."""
        async for attempt in stamina.retry_context(on=worth_retrying, attempts=None, timeout=self._patience):
            with attempt:
                return await call()
        raise AssertionError("retry_context ends by returning or raising")

    async def _budget(self) -> None:
        now = asyncio.get_running_loop().time()
        start, self._free = take(self._free, self._rate, now)
        await asyncio.sleep(start - now)

    def _remember(self, buyer: int, answer_id: str, sent: Json | None, token: Token | None) -> None:
        if sent and "id" in sent and "channel_id" in sent:
            self._keep(buyer, answer_id, Sent(int(sent["channel_id"]), int(sent["id"]), token))

    def _keep(self, buyer: int, answer_id: str, sent: Sent) -> None:
        self._sent[buyer, answer_id] = sent
        self._sent.move_to_end((buyer, answer_id))
        if len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)


def plain(message: Message) -> Message:
    """The words of a message alone: what is left to try when Discord refused its form."""
    embeds = message.body.get("embeds", ())
    parts = [message.body.get("content", ""), *(embed.get(name, "") for embed in embeds for name in ("title", "description"))]
    text = "\n".join(part for part in parts if part) or NOTHING_TO_SAY
    while units(text) > DISCORD.text_limit:
        text = text[: len(text) * DISCORD.text_limit // units(text)]
    return Message({"content": text, "allowed_mentions": NO_MENTIONS})
