"""The only door into the business: commands that change it, queries that ask it, and transactions of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from commerce_core.ports import Batch, Clock, Database, Opening, UnitOfWork
from commerce_core.services.dispatch import dispatch


class Transaction:
    """One open unit of work: what happens here is written together when it closes, or not at all."""

    __slots__ = ("_work", "key")

    def __init__(self, work: UnitOfWork, key: str) -> None:
        self._work = work
        self.key = key

    @property
    def now(self) -> datetime:
        """The time of the whole transaction, aware UTC."""
        return self._work.now

    def under(self, key: str) -> Transaction:
        """The same unit of work for another key: several turns that are answered together."""
        return Transaction(self._work, key)

    def do(self, command: object) -> Any:
        """Run a command. Raises Refusal."""
        return dispatch(self._work, command)

    def ask(self, query: object) -> Any:
        """Run a query. Raises Refusal."""
        return dispatch(self._work, query)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what happens inside when it raises, and only that."""
        with self._work.attempt():
            yield

    def open_turn(self, chat: str, channel: str, account: str, handle: str) -> Opening:
        """What this transaction's key was answered before, what the chat remembers, and who its buyer is."""
        return self._work.inbox.open_turn(self.key, chat, channel, account, handle)

    def stored_reply(self) -> bytes | None:
        """What this transaction's key was answered before; None when it never was."""
        return self._work.inbox.reply(self.key)

    def remember_reply(self, chat: str, said: bytes, reply: bytes) -> None:
        """Keep what was said in a chat and the answer under the key, with the effects it tells of."""
        self._work.inbox.store(self.key, chat, said, reply, self.now)

    def said_in(self, chat: str, limit: int) -> tuple[tuple[bytes, bytes], ...]:
        """The last turns of a chat, oldest first: (said, answered), both JSON."""
        return self._work.inbox.said_in(chat, limit)

    def replace_reply(self, reply: bytes) -> None:
        """The answer grew (a payment came through) after it was first kept."""
        self._work.inbox.replace(self.key, reply)

    def memory(self, chat: str) -> bytes | None:
        return self._work.memory.load(chat)

    def remember(self, chat: str, buyer_id: str, data: bytes) -> None:
        """Keep what the conversation needs to go on."""
        self._work.memory.save(chat, buyer_id, data, self.now)


class Core:
    """The business over one database. Synchronous; safe to call from any thread (one writes at a time)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self.clock = clock

    def do(self, command: object) -> Any:
        """One command in a transaction of its own. Raises Refusal, StorageFailed."""
        with self._database.write(self.clock.now()) as work:
            return dispatch(work, command)

    def ask(self, query: object) -> Any:
        """One query on a snapshot. Raises Refusal."""
        with self._database.read(self.clock.now()) as work:
            return dispatch(work, query)

    @contextmanager
    def transaction(self, key: str, at: datetime | None = None) -> Iterator[Transaction]:
        """A unit of work of its own, committed when it closes, undone when it raises."""
        with self._database.write(at or self.clock.now()) as work:
            yield Transaction(work, key)

    @contextmanager
    def batch(self) -> Iterator[TransactionBatch]:
        """Many transactions with one commit at the end. Raises BatchLost when nothing of it was written."""
        with self._database.batch() as batch:
            yield TransactionBatch(batch, self.clock)

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """A consistent view to ask several queries of; nothing may be written."""
        with self._database.read(self.clock.now()) as work:
            yield Transaction(work, "")

    def lease_jobs(self, at: datetime, until: datetime, limit: int, key: str | None = None) -> tuple[Any, ...]:
        """Due jobs, leased to the caller. See ports.JobRows.lease."""
        with self._database.write(at) as work:
            return work.jobs.lease(at, until, limit, key)

    def next_due(self) -> datetime | None:
        """When the next job is due; None when there is none."""
        with self._database.read(self.clock.now()) as work:
            return work.jobs.next_due()

    def publish(self, limit: int) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
        """Outbox events not handed on yet, marked as handed on when this returns."""
        with self._database.write(self.clock.now()) as work:
            events = work.outbox.unpublished(limit)
            work.outbox.mark_published([event[0] for event in events], work.now)
            return events

    def finish_job(self, job_id: int, at: datetime, *commands: object) -> Any:
        """The effect of a job and its end, together; the last command's result."""
        result = None
        with self._database.write(at) as work:
            for command in commands:
                result = dispatch(work, command)
            work.jobs.finish(job_id)
        return result

    def postpone_job(self, job_id: int, at: datetime, due_at: datetime, error: str) -> None:
        with self._database.write(at) as work:
            work.jobs.postpone(job_id, due_at, error)


class TransactionBatch:
    """Transactions that share one commit, each undone alone when it raises."""

    __slots__ = ("_batch", "_clock")

    def __init__(self, batch: Batch, clock: Clock) -> None:
        self._batch = batch
        self._clock = clock

    @contextmanager
    def transaction(self, key: str, at: datetime | None = None) -> Iterator[Transaction]:
        with self._batch.unit(at or self._clock.now()) as work:
            yield Transaction(work, key)
