"""Live rooms: one ordered stream of comments per room, worked off in batches that commit together; arrival order decides."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog

from bots.dialogue.room import Happened, public_lines
from bots.dialogue.talk import Taken, Talk
from bots.dialogue.words import spoken, words_for
from bots.messages import Turn
from bots.runtime.writer import Writer
from commerce_core.api import Core
from commerce_core.domain.refusals import Refusal
from commerce_core.services.hosting import OnSale, RoomOf, RoomView, ShowRoom
from nlu.reading import Live, Reading

log = structlog.get_logger()
MOST_IN_A_BATCH = 200
MOST_WAITING = 20_000
"""Comments that may wait in one room; past it, a comment is asked to come again."""
FRAME_SECONDS = 0.2
History = Callable[[str], Awaitable[tuple[str, ...]]]
Publish = Callable[[str, bytes], object]


def topic_of(room: str) -> str:
    """Where the pages of a room listen."""
    return f"room:{room}"


@dataclass(slots=True)
class _Waiting:
    turn: Turn
    future: asyncio.Future[Taken]


@dataclass(slots=True)
class _Room:
    """A room's stream, and what its pages have not been told yet."""

    stream: deque[_Waiting] = field(default_factory=deque)
    consumer: asyncio.Task[None] | None = None
    news: list[Happened] = field(default_factory=list)
    changed: bool = False
    teller: asyncio.Task[None] | None = None


class LiveRooms:
    """Takes the comments of every room, in the order they come, and tells the rooms' pages at most five times a second."""

    def __init__(self, talk: Talk, core: Core, writer: Writer, publish: Publish, history: History) -> None:
        self._talk = talk
        self._core = core
        self._writer = writer
        self._publish = publish
        self._history = history
        self._rooms: dict[str, _Room] = {}

    async def answer(self, turn: Turn) -> Taken | None:
        """The answer to a comment after its batch has committed; None where no show is on air in its room.

        Raises Refusal(rate_limited) when the room has more waiting than it can take.
        """
        assert turn.room is not None
        if await asyncio.to_thread(self._core.ask, OnSale(turn.room)) is None:
            return None
        room = self._rooms.setdefault(turn.room, _Room())
        if len(room.stream) >= MOST_WAITING:
            raise Refusal("rate_limited", field="room")
        waiting = _Waiting(turn, asyncio.get_running_loop().create_future())
        room.stream.append(waiting)
        if room.consumer is None or room.consumer.done():
            room.consumer = asyncio.create_task(self._drain(turn.room, room))
        try:
            return await waiting.future
        except _Closed:
            return None

    async def changed(self, kind: str, show: str) -> None:
        """An event of the core, from this process or another: pages of its room show the stage anew."""
        if kind in {"show_changed", "claims_changed", "comments_taken", "comment_withdrawn"}:
            rooms = await asyncio.to_thread(self._core.ask, RoomOf())
            for name in [rooms[show]] if show in rooms else list(self._rooms):
                self._tell_soon(name)

    async def stop(self) -> None:
        """Finish what waits; nothing is accepted from then on."""
        tasks = [task for room in self._rooms.values() for task in (room.consumer, room.teller) if task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drain(self, name: str, room: _Room) -> None:
        while room.stream:
            batch = [room.stream.popleft() for _ in range(min(len(room.stream), MOST_IN_A_BATCH))]
            try:
                await self._settle(name, room, batch)
            except Exception as error:  # one comment's fault must not cost the others their place: each alone, in order
                log.warning("live.batch_failed", room=name, comments=len(batch), error=repr(error))
                for each in batch:
                    await self._alone(name, room, each)

    async def _alone(self, name: str, room: _Room, waiting: _Waiting) -> None:
        try:
            await self._settle(name, room, [waiting])
        except Exception as error:  # it belongs to whoever wrote the comment
            if not waiting.future.done():
                waiting.future.set_exception(error)

    async def _settle(self, name: str, room: _Room, batch: list[_Waiting]) -> None:
        """Understand a batch, commit it as one transaction, answer everybody in it, and keep the news for the pages."""
        on_sale = await asyncio.to_thread(self._core.ask, OnSale(name))
        if on_sale is None:
            for each in batch:
                _resolve(each, error=_Closed())
            return
        histories = [await self._history(each.turn.chat) for each in batch]
        readings = await asyncio.to_thread(self._read, batch, histories, Live(*on_sale))
        turns = [(each.turn, reading) for each, reading in zip(batch, readings, strict=True)]
        try:
            taken, news = await self._writer.run(batch[0].turn.key, lambda tx: self._talk.take_room(tx, name, turns))
        except Refusal as refusal:
            if refusal.code != "unsupported":
                raise
            for each in batch:
                _resolve(each, error=_Closed())
            return
        for each, done in zip(batch, taken, strict=True):
            _resolve(each, done)
            if done.answer.replies and not done.repeated:  # the viewer's other pages
                self._publish(each.turn.chat, orjson.dumps(done.answer.as_json()))
        room.news += news
        self._tell_soon(name)

    def _read(self, batch: Sequence[_Waiting], histories: Sequence[tuple[str, ...]], live: Live) -> list[Reading]:
        return [self._talk.read(each.turn, history, live) for each, history in zip(batch, histories, strict=True)]

    def _tell_soon(self, name: str) -> None:
        room = self._rooms.setdefault(name, _Room())
        room.changed = True
        if room.teller is None or room.teller.done():
            room.teller = asyncio.create_task(self._tell(name, room))

    async def _tell(self, name: str, room: _Room) -> None:
        """Frames while there is something to tell: comments, the news in every language, what is left of each item."""
        while room.changed:
            room.changed = False
            news, room.news = room.news, []
            view: RoomView = await asyncio.to_thread(self._core.ask, ShowRoom(name, comments=_SHOWN))
            self._publish(topic_of(name), orjson.dumps(frame(view, news)))
            await asyncio.sleep(FRAME_SECONDS)


_SHOWN = 40
"""Comments in a frame: the newest; a page that missed more loads the room anew."""


class _Closed(Exception):
    """The show ended while a comment was waiting."""


def frame(view: RoomView, news: Sequence[Happened]) -> dict[str, Any]:
    """What the pages of a room are told: the newest comments, lines per language, the stage's numbers and version."""
    show = view.show
    return {
        "status": show.status if show else "none", "version": show.version if show else 0, "pinned": show.pinned if show else None,
        "items": {
            item.code: {"left": item.left, "people": item.people, "skus": {each.variant.sku: each.left for each in item.variants}}
            for item in view.items
        },
        "comments": [
            {"number": each.number, "name": each.name, "text": each.text, "withdrawn": each.withdrawn is not None}
            for each in view.comments
        ],
        "lines": {language: list(public_lines(words_for(language), news)) for language in spoken()} if news else {},
    }


def _resolve(waiting: _Waiting, taken: Taken | None = None, error: Exception | None = None) -> None:
    if waiting.future.done():  # whoever wrote it has gone; the claim stands all the same
        return
    if error is not None:
        waiting.future.set_exception(error)
    else:
        assert taken is not None
        waiting.future.set_result(taken)

