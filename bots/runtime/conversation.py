"""A turn from any channel to its answer: understood, then one transaction, then what it set off and can finish at once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import orjson
import structlog

from bots.dialogue.memory import Memory
from bots.dialogue.talk import Taken, Talk
from bots.messages import Answer, Json, Turn
from bots.runtime.live import LiveRooms, Publish
from bots.runtime.writer import Writer
from commerce_core.api import Core

log = structlog.get_logger()
RunJob = Callable[[str], Coroutine[Any, Any, bool]]
PATIENCE = 2.5
"""Seconds that an answer waits for a provider; after that it says that the payment is being processed."""
_CHATS_KEPT = 20_000


class ShopConversation:
    """Implements bots.messages.Conversation over one writer."""

    def __init__(
        self, talk: Talk, core: Core, writer: Writer, run_job: RunJob, publish: Publish, patience: float = PATIENCE
    ) -> None:
        """`publish` hands what happens in live rooms to their pages."""
        self._talk = talk
        self._core = core
        self._writer = writer
        self._run_job = run_job
        self._patience = patience
        self._running: set[asyncio.Task[bool]] = set()
        self._under_way: dict[str, asyncio.Event] = {}
        self._languages: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self.rooms = LiveRooms(talk, core, writer, publish, self._history)

    async def answer(self, turn: Turn) -> Answer:
        while (before := self._under_way.get(turn.key)) is not None:  # delivered twice at once: one outcome for both
            await before.wait()
        finished = self._under_way[turn.key] = asyncio.Event()
        try:
            return await self._answer(turn)
        finally:
            del self._under_way[turn.key]
            finished.set()

    async def _answer(self, turn: Turn) -> Answer:
        if turn.room is not None and turn.public and (in_room := await self.rooms.answer(turn)) is not None:
            return in_room.answer
        history = await self._history(turn.chat)
        reading = self._talk.read(turn, history)
        taken = await self._writer.run(turn.key, lambda tx: self._talk.take(tx, turn, reading))
        if not taken.repeated:
            self._languages[turn.chat] = taken.languages
        if taken.follow_up is not None:
            return await self._finish(turn, taken, taken.follow_up)
        return taken.answer

    async def said(self, chat: str, limit: int) -> Sequence[Json]:
        """The last turns of a chat, oldest first: `{"turn", "answer"}`."""

        def read() -> tuple[tuple[bytes, bytes], ...]:
            with self._core.snapshot() as tx:
                return tx.said_in(chat, limit)

        rows = await asyncio.to_thread(read)
        return [{"turn": orjson.loads(said), "answer": orjson.loads(answer)} for said, answer in rows]

    async def tell(self, key: str, order_id: str, kind: str) -> tuple[str, str, str, Answer]:
        """(channel, account, handle, message) for something that happened to an order; the memory knows what it offers."""

        buyer, answer = await self._writer.run(key, lambda tx: self._talk.tell(tx, order_id, kind))
        return buyer.channel, buyer.account, buyer.handle, answer

    async def tell_claim(self, key: str, claim: Mapping[str, Any]) -> tuple[str, str, str, Answer] | None:
        """(channel, account, handle, message) for a live claim that changed by itself; None where that is over already."""
        found = await self._writer.run(
            key,
            lambda tx: self._talk.tell_claim(tx, claim["show"], claim["buyer"], claim["sku"], claim["kind"], claim["units"]),
        )
        if found is None:
            return None
        buyer, answer = found
        return buyer.channel, buyer.account, buyer.handle, answer

    async def promote(self, promotion_id: str, buyer_id: str) -> tuple[str, str, str, Answer] | None:
        """(channel, account, handle, message) of a promotion for one buyer; None when they want none any more."""
        key = f"promotion:{promotion_id}:{buyer_id}"
        found = await self._writer.run(key, lambda tx: self._talk.promote(tx, promotion_id, buyer_id))
        if found is None:
            return None
        buyer, answer = found
        return buyer.channel, buyer.account, buyer.handle, answer

    async def _finish(self, turn: Turn, taken: Taken, job: str) -> Answer:
        """Let the job that the turn asked for run, and answer with its outcome; without it when it takes too long.

        The turn is kept whatever happens here: a provider that is slow is not interrupted, and what fails is told later.
        """
        running = asyncio.create_task(self._run_job(job))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        try:
            if not await asyncio.wait_for(asyncio.shield(running), self._patience):
                return taken.answer
            return await self._writer.run(turn.key, lambda tx: self._talk.complete(tx, turn, taken))
        except TimeoutError:
            return taken.answer
        except Exception as error:  # raised, it would seem as if the turn had not been taken
            log.error("turn.outcome_later", job=job, error=repr(error))
            return taken.answer

    async def _history(self, chat: str) -> tuple[str, ...]:
        """The languages of a chat's earlier messages, from memory, else from the database."""
        found = self._languages.get(chat)
        if found is None:
            found = self._languages[chat] = await asyncio.to_thread(self._stored_languages, chat)
            if len(self._languages) > _CHATS_KEPT:
                self._languages.popitem(last=False)
        else:
            self._languages.move_to_end(chat)
        return found

    def _stored_languages(self, chat: str) -> tuple[str, ...]:
        with self._core.snapshot() as tx:
            return tuple(Memory.load(tx.memory(chat)).languages)
