"""Streams in the memory of one process, with the same promises as in Redis but that of outliving the process."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bots.runtime.bus import (
    NOT_ACKNOWLEDGED,
    DeadLetter,
    Delivery,
    StreamFull,
    StreamLimits,
    checked_names,
    milliseconds,
    partition_of,
)

_NOBODY = ""
_LONG_AGO = float("-inf")


@dataclass(frozen=True, slots=True)
class _Message:
    number: int
    key: str
    payload: bytes


@dataclass(slots=True)
class _Out:
    """A message that somebody holds, or nobody who has handed it back."""

    consumer: str
    since: float
    attempts: int
    reason: str = ""


@dataclass(slots=True)
class _Group:
    """How far a group is in one partition: the last message handed out, and those not acknowledged, in order."""

    last: int = 0
    out: dict[int, _Out] = field(default_factory=dict)


@dataclass(slots=True)
class _Partition:
    messages: OrderedDict[int, _Message] = field(default_factory=OrderedDict)
    groups: dict[str, _Group] = field(default_factory=dict)
    last: int = 0

    def group(self, name: str) -> _Group:
        """A group, which begins with what is still here."""
        if name not in self.groups:
            self.groups[name] = _Group(next(iter(self.messages), self.last + 1) - 1)
        return self.groups[name]

    def tidy(self) -> None:
        """Drop what every group has acknowledged."""
        if self.groups:
            first = min(next(iter(group.out), group.last + 1) for group in self.groups.values())
            while self.messages and next(iter(self.messages)) < first:
                self.messages.popitem(last=False)


@dataclass(slots=True)
class _Stream:
    partitions: tuple[_Partition, ...]
    dead: dict[str, deque[DeadLetter]] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    turn: int = 0

    def wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def in_turn(self) -> Iterator[tuple[int, _Partition]]:
        """Every partition once, each time another first, so that a busy one does not starve the rest."""
        self.turn += 1
        for step in range(len(self.partitions)):
            at = (self.turn + step) % len(self.partitions)
            yield at, self.partitions[at]


class LocalStreams:
    """Implements bots.runtime.bus.Streams on one event loop. Nothing is handed out between two awaits of its caller."""

    def __init__(self, limits: StreamLimits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._streams: dict[str, _Stream] = {}

    async def append(self, stream: str, key: str, payload: bytes) -> str:
        found = self._stream(stream)
        at = partition_of(key, self._limits.partitions)
        partition = found.partitions[at]
        if len(partition.messages) >= self._limits.unfinished:
            raise StreamFull(f"{stream}: {self._limits.unfinished} messages wait in partition {at}")
        partition.last += 1
        partition.messages[partition.last] = _Message(partition.last, key, bytes(payload))
        found.wake()
        return f"{at}:{partition.last}"

    async def read(
        self, stream: str, group: str, consumer: str, *, count: int = 100, block: float = 0.0
    ) -> tuple[Delivery, ...]:
        checked_names(stream, group, consumer)
        found, end = self._stream(stream), self._now() + block
        while not (taken := self._take(found, stream, group, consumer, count)) and (left := end - self._now()) > 0:
            try:
                async with asyncio.timeout(left):
                    await found.changed.wait()
            except TimeoutError:
                return ()
        return taken

    async def acknowledge(self, *deliveries: Delivery) -> int:
        return sum(self._acknowledge(each) for each in deliveries)

    async def give_back(self, delivery: Delivery, reason: str = "") -> bool:
        found = self._stream(delivery.stream)
        partition, number = _place(found, delivery.id)
        held = _held(partition, delivery, number)
        if held is None:
            return False
        for later, out in partition.groups[delivery.group].out.items():
            if later >= number and out.consumer == delivery.consumer:
                out.consumer, out.since = _NOBODY, _LONG_AGO
        held.reason = reason or held.reason
        if not reason:
            held.attempts -= 1
        elif held.attempts >= self._limits.deliveries:
            self._bury(found, partition, delivery.group, number, reason)
        found.wake()
        return True

    async def claim(
        self, stream: str, group: str, consumer: str, *, idle: float, count: int = 100
    ) -> tuple[Delivery, ...]:
        checked_names(stream, group, consumer)
        found, before = self._stream(stream), self._now() - milliseconds("idle", idle) / 1000
        taken: list[Delivery] = []
        for at, partition in found.in_turn():
            out = partition.groups[group].out if group in partition.groups else {}
            if len(taken) < count and out and all(each.since <= before for each in out.values()):
                self._count_head(found, partition, group)
                for number, each in out.items():
                    each.consumer, each.since, each.attempts = consumer, self._now(), max(each.attempts, 1)
                    message = partition.messages[number]
                    taken.append(_delivery(stream, group, consumer, at, message, each.attempts))
        return tuple(taken)

    async def dead_letters(self, stream: str, group: str, limit: int = 100) -> tuple[DeadLetter, ...]:
        return tuple(self._stream(stream).dead.get(group, ()))[:limit]

    async def forget(self, stream: str, group: str) -> None:
        found = self._stream(stream)
        for partition in found.partitions:
            if partition.groups.pop(group, None) is not None:
                partition.tidy()
        found.wake()

    def _stream(self, name: str) -> _Stream:
        checked_names(name)
        if name not in self._streams:
            self._streams[name] = _Stream(tuple(_Partition() for _ in range(self._limits.partitions)))
        return self._streams[name]

    def _take(self, found: _Stream, stream: str, group: str, consumer: str, count: int) -> tuple[Delivery, ...]:
        taken: list[Delivery] = []
        for at, partition in found.in_turn():
            mine = partition.group(group)
            if mine.out or mine.last == partition.last:
                continue
            for number in range(mine.last + 1, partition.last + 1):
                if len(taken) == count:
                    break
                mine.last = number
                if (message := partition.messages.get(number)) is not None:
                    mine.out[number] = _Out(consumer, self._now(), 1)
                    taken.append(_delivery(stream, group, consumer, at, message, 1))
        return tuple(taken)

    def _acknowledge(self, delivery: Delivery) -> bool:
        found = self._stream(delivery.stream)
        partition, number = _place(found, delivery.id)
        if _held(partition, delivery, number) is None:
            return False
        del partition.groups[delivery.group].out[number]
        partition.tidy()
        found.wake()
        return True

    def _count_head(self, found: _Stream, partition: _Partition, group: str) -> None:
        """One attempt more for the first message, which was in hand; the last attempt was the last."""
        number, head = next(iter(partition.groups[group].out.items()))
        if head.attempts >= self._limits.deliveries:
            self._bury(found, partition, group, number, head.reason or NOT_ACKNOWLEDGED.format(consumer=head.consumer))
        else:
            head.attempts += 1

    def _bury(self, found: _Stream, partition: _Partition, group: str, number: int, reason: str) -> None:
        held, message = partition.groups[group].out.pop(number), partition.messages[number]
        letters = found.dead.setdefault(group, deque(maxlen=self._limits.dead_letters))
        at = partition_of(message.key, self._limits.partitions)
        letters.append(DeadLetter(f"{at}:{number}", message.key, message.payload, held.attempts, reason))
        partition.tidy()
        found.wake()


def _place(found: _Stream, id_: str) -> tuple[_Partition, int]:
    at, _, number = id_.partition(":")
    return found.partitions[int(at)], int(number)


def _held(partition: _Partition, delivery: Delivery, number: int) -> _Out | None:
    """What is out, while it is still the delivery's consumer's."""
    group = partition.groups.get(delivery.group)
    held = group.out.get(number) if group else None
    return held if held is not None and held.consumer == delivery.consumer else None


def _delivery(stream: str, group: str, consumer: str, at: int, message: _Message, attempt: int) -> Delivery:
    return Delivery(stream, group, consumer, f"{at}:{message.number}", message.key, message.payload, attempt)
