"""What a bus is: announcements to whoever listens, streams that are worked off in order, and leases with fencing tokens."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,199}")
NOT_ACKNOWLEDGED = "never acknowledged; last held by {consumer}"
"""Why a message became a dead letter whose consumers died without saying anything."""


class BusUnavailable(Exception):
    """The bus did not answer. What was asked for may have happened or not; asking again is safe."""


class StreamFull(Exception):
    """A partition holds as many unfinished messages as it may: slow down and append later."""


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """The same in every process of a shop, or messages of one key would meet in two partitions."""

    partitions: int = 16
    unfinished: int = 10_000
    """Most messages of a partition that some group has not acknowledged."""
    deliveries: int = 5
    """After so many, a message is a dead letter."""
    dead_letters: int = 1_000
    """Kept per stream and group; past it (in Redis: somewhat past it) the oldest goes."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that one consumer holds."""

    stream: str
    group: str
    consumer: str
    id: str
    key: str
    payload: bytes
    attempt: int
    """1 for the first time that it is at the head of what its consumer holds."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was given up, and why."""

    id: str
    key: str
    payload: bytes
    attempts: int
    reason: str


class Announcements(Protocol):
    """Ephemeral fan-out: no listener waits for another, and nothing is kept for those who come later."""

    def publish(self, topic: str, message: bytes) -> int:
        """Hand a message to every listener of a topic, in every process; how many there are in this one.

        Never waits and never fails: while the bus cannot be reached, listeners of this process hear it all the same.
        """
        ...

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """What is published on a topic from now on, each message at most once, in each publisher's order.

        A listener that is 200 messages behind loses the oldest. The messages end when the bus is closed, or when some
        may have been lost on the way: read the state anew, then subscribe again.
        """
        ...


class Streams(Protocol):
    """Messages worked off at least once, in the order of their key.

    A stream has partitions, and a key always falls into the same one. Within a group at most one batch of a partition is
    out at a time, so that no consumer meets a message before its forerunners are acknowledged or given up. A group begins,
    at its first `read`, with what the stream still holds; what every group has acknowledged is gone.
    """

    async def append(self, stream: str, key: str, payload: bytes) -> str:
        """Add a message; its id. Raises StreamFull, BusUnavailable (then it may be in the stream, and twice after another try)."""
        ...

    async def read(
        self, stream: str, group: str, consumer: str, *, count: int = 100, block: float = 0.0
    ) -> tuple[Delivery, ...]:
        """Up to `count` new messages, waiting up to `block` seconds for the first. Cancelled, it holds nothing.

        `consumer` names one reader: no two may share a name at the same time.
        """
        ...

    async def acknowledge(self, *deliveries: Delivery) -> int:
        """These are done: how many of them were still their consumer's (another may have claimed one). Idempotent."""
        ...

    async def give_back(self, delivery: Delivery, reason: str = "") -> bool:
        """Hand a message back, and every later one of its partition that its consumer holds: whoever claims next has them.

        With a reason the attempt failed, and the last attempt makes it a dead letter; without one (a consumer that stops)
        it is not counted. False, and nothing done, when the message is no longer the consumer's.
        """
        ...

    async def claim(
        self, stream: str, group: str, consumer: str, *, idle: float, count: int = 100
    ) -> tuple[Delivery, ...]:
        """Take over, in order, what was handed back or has been out for `idle` seconds: whole partitions, until `count`.

        The first message of a partition was in hand when its consumer died: it alone is counted one attempt further, or
        is a dead letter when it had its last. Choose `idle` longer than the longest honest work on a batch.
        """
        ...

    async def dead_letters(self, stream: str, group: str, limit: int = 100) -> tuple[DeadLetter, ...]:
        """What was given up, oldest first."""
        ...

    async def forget(self, stream: str, group: str) -> None:
        """End a group that nobody reads for any more, so that nothing is kept for it. Its dead letters stay."""
        ...


class Leases(Protocol):
    """One holder at a time, for a while. The token guards what the lease cannot: it grows with every new holder, also when
    the bus was emptied in between, so a store that remembers the highest one refuses whoever lost the lease unawares."""

    async def acquire(self, name: str, holder: str, seconds: float) -> int | None:
        """The fencing token, or None while another holds it. Its own holder gets the same token and the time anew."""
        ...

    async def renew(self, name: str, token: int, seconds: float) -> bool:
        """Hold on for so many seconds from now; False when the lease was lost."""
        ...

    async def release(self, name: str, token: int) -> bool:
        """Let go; False when the lease was lost before."""
        ...


class Bus(Announcements, Protocol):
    """All three, for one process on one event loop."""

    @property
    def streams(self) -> Streams: ...

    @property
    def leases(self) -> Leases: ...

    async def check(self) -> str:
        """In words, what answers. Raises BusUnavailable."""
        ...

    def close(self) -> None:
        """End every subscription after what it still holds, and each later one at once. Idempotent."""
        ...

    async def stop(self) -> None:
        """Close, hand over what was published and give connections back. Idempotent."""
        ...


def partition_of(key: str, partitions: int) -> int:
    """The same in every process and version: CRC-32 of the key, modulo the number of partitions."""
    return zlib.crc32(key.encode()) % partitions


def checked_names(stream: str, group: str = "-", consumer: str = "-") -> None:
    """Raises ValueError that names what cannot be part of a bus's name."""
    for field, name in (("stream", stream), ("group", group), ("consumer", consumer)):
        if name != "-" and not _NAME.fullmatch(name):
            raise ValueError(f"{field}: {name!r} is not 1 to 200 letters, digits or . _ : - (beginning with a letter or digit)")


def milliseconds(name: str, seconds: float) -> int:
    """A duration in milliseconds, at least one. Raises ValueError that names it."""
    if not 0 < seconds < 10**8:
        raise ValueError(f"{name}: {seconds} is no duration in seconds")
    return max(1, round(seconds * 1000))
