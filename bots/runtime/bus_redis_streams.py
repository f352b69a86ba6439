"""Streams and leases in Redis: every step is one script, so that a crash or an emptied Redis leaves nothing half done."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable
from typing import Any

import structlog

from bots.runtime.bus import (
    NOT_ACKNOWLEDGED,
    BusUnavailable,
    DeadLetter,
    Delivery,
    StreamFull,
    StreamLimits,
    checked_names,
    milliseconds,
    partition_of,
)
from bots.runtime.bus_redis_link import RedisLink
from bots.runtime.bus_redis_scripts import ACKNOWLEDGE, ACQUIRE, APPEND, CLAIM, FORGET, GIVE_BACK, RELEASE, RENEW, TAKE

log = structlog.get_logger()
_LOOK_AGAIN = 0.5
"""Seconds after which a waiting reader looks even if nothing was appended: another may have let go of a partition."""
_CONSUMER_FORGOTTEN = 3_600_000
"""Milliseconds without a sign of a consumer that holds nothing, after which Redis need not know its name."""
_TOKEN_REMEMBERED = 7 * 86_400_000
"""Milliseconds that a lease's last token outlives it: tokens follow the clock, and this guards against one set back."""


class RedisStreams:
    """Implements bots.runtime.bus.Streams. Needs Redis 6.2 or newer."""

    def __init__(self, link: RedisLink, prefix: str, limits: StreamLimits) -> None:
        self._link = link
        self._prefix = prefix
        self._limits = limits
        self._handing_back: set[asyncio.Task[None]] = set()

    async def append(self, stream: str, key: str, payload: bytes) -> str:
        checked_names(stream)
        at = partition_of(key, self._limits.partitions)
        id_ = await self._link.run(APPEND, [self._partition(stream, at)], self._limits.unfinished, key, payload)
        if id_ is None:
            raise StreamFull(f"{stream}: {self._limits.unfinished} messages wait in partition {at}")
        return f"{at}:{id_.decode()}"

    async def read(
        self, stream: str, group: str, consumer: str, *, count: int = 100, block: float = 0.0
    ) -> tuple[Delivery, ...]:
        checked_names(stream, group, consumer)
        end = time.monotonic() + block
        while True:
            taken, tails = await self._take(stream, group, consumer, count)
            left = end - time.monotonic()
            if taken or left <= 0:
                return taken
            await self._appended(stream, tails, min(left, _LOOK_AGAIN, self._link.patience / 2))

    async def acknowledge(self, *deliveries: Delivery) -> int:
        done = 0
        for (stream, group, consumer), ids in _by_holder(deliveries).items():
            places = [part for id_ in ids for part in id_.split(":", 1)]
            keys = [*self._partitions(stream), self._reasons(stream, group)]
            done += await self._link.run(ACKNOWLEDGE, keys, group, consumer, *places)
        return done

    async def give_back(self, delivery: Delivery, reason: str = "") -> bool:
        stream, group = delivery.stream, delivery.group
        at, id_ = delivery.id.split(":", 1)
        keys = [self._partition(stream, int(at)), self._reasons(stream, group), self._dead(stream, group)]
        limits = self._limits
        done = await self._link.run(
            GIVE_BACK, keys, group, delivery.consumer, id_, reason, limits.deliveries, limits.dead_letters, limits.unfinished, at
        )
        return bool(done)

    async def claim(
        self, stream: str, group: str, consumer: str, *, idle: float, count: int = 100
    ) -> tuple[Delivery, ...]:
        checked_names(stream, group, consumer)
        rows = await self._link.run(
            CLAIM, [*self._partitions(stream), self._reasons(stream, group), self._dead(stream, group)],
            group, consumer, milliseconds("idle", idle), count, self._any_partition(),
            self._limits.deliveries, self._limits.dead_letters, NOT_ACKNOWLEDGED, _CONSUMER_FORGOTTEN,
        )
        return tuple(_delivery(stream, group, consumer, row, row[4]) for row in rows)

    async def dead_letters(self, stream: str, group: str, limit: int = 100) -> tuple[DeadLetter, ...]:
        checked_names(stream, group)
        rows = await self._link.command("XRANGE", self._dead(stream, group), "-", "+", "COUNT", limit)
        found = [fields for _, fields in rows]
        return tuple(
            DeadLetter(
                each[b"id"].decode(), each[b"k"].decode(), each[b"p"], int(each[b"attempts"]), each[b"reason"].decode()
            )
            for each in found
        )

    async def forget(self, stream: str, group: str) -> None:
        checked_names(stream, group)
        await self._link.run(FORGET, [*self._partitions(stream), self._reasons(stream, group)], group)

    async def settle(self) -> None:
        """Wait until what cancelled readers had taken is handed back."""
        await asyncio.gather(*self._handing_back)

    async def _take(
        self, stream: str, group: str, consumer: str, count: int
    ) -> tuple[tuple[Delivery, ...], list[bytes]]:
        asked = asyncio.ensure_future(
            self._link.run(TAKE, self._partitions(stream), group, consumer, count, self._any_partition())
        )
        try:
            rows, tails = await asyncio.shield(asked)
        except asyncio.CancelledError:
            handing = asyncio.create_task(self._hand_back(asked, stream, group, consumer))
            self._handing_back.add(handing)
            handing.add_done_callback(self._handing_back.discard)
            raise
        return tuple(_delivery(stream, group, consumer, row, 1) for row in rows), tails

    async def _hand_back(self, asked: Awaitable[Any], stream: str, group: str, consumer: str) -> None:
        """What a cancelled reader was about to get: its partitions must not wait until somebody claims them by time."""
        try:
            rows, _ = await asked
            firsts = {row[0]: _delivery(stream, group, consumer, row, 1) for row in reversed(rows)}
            for delivery in firsts.values():
                await self.give_back(delivery)
        except BusUnavailable as error:
            log.warning("bus.not_handed_back", stream=stream, error=str(error))

    async def _appended(self, stream: str, tails: list[bytes], seconds: float) -> None:
        """Wait until something is appended after the given ends, or the time is over."""
        block = milliseconds("block", seconds)
        await self._link.command("XREAD", "COUNT", 1, "BLOCK", block, "STREAMS", *self._partitions(stream), *tails)

    def _any_partition(self) -> int:
        return random.randrange(self._limits.partitions)  # noqa: S311 # fairness, not a secret

    def _partitions(self, stream: str) -> list[str]:
        return [self._partition(stream, at) for at in range(self._limits.partitions)]

    def _partition(self, stream: str, at: int) -> str:
        return f"{self._prefix}:{{{stream}}}:{at}"

    def _reasons(self, stream: str, group: str) -> str:
        return f"{self._prefix}:{{{stream}}}:reasons:{group}"

    def _dead(self, stream: str, group: str) -> str:
        return f"{self._prefix}:{{{stream}}}:dead:{group}"


class RedisLeases:
    """Implements bots.runtime.bus.Leases, each lease beside the last token that was given for it."""

    def __init__(self, link: RedisLink, prefix: str) -> None:
        self._link = link
        self._prefix = prefix

    async def acquire(self, name: str, holder: str, seconds: float) -> int | None:
        lease = self._lease(name)
        token = await self._link.run(
            ACQUIRE, [lease, f"{lease}:token"], holder, milliseconds("seconds", seconds), _TOKEN_REMEMBERED
        )
        return None if token is None else int(token)

    async def renew(self, name: str, token: int, seconds: float) -> bool:
        return bool(await self._link.run(RENEW, [self._lease(name)], token, milliseconds("seconds", seconds)))

    async def release(self, name: str, token: int) -> bool:
        return bool(await self._link.run(RELEASE, [self._lease(name)], token))

    def _lease(self, name: str) -> str:
        return f"{self._prefix}:lease:{{{name}}}"


def _by_holder(deliveries: tuple[Delivery, ...]) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for each in deliveries:
        found.setdefault((each.stream, each.group, each.consumer), []).append(each.id)
    return found


def _delivery(stream: str, group: str, consumer: str, row: Any, attempt: int) -> Delivery:
    at, id_, key, payload = row[:4]
    return Delivery(stream, group, consumer, f"{at}:{id_.decode()}", key.decode(), payload, attempt)
