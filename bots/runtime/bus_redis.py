"""The bus of many processes, in Redis: nothing in it is needed again, so that it may be emptied or restarted at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import OrderedDict, deque
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import islice

import stamina
import structlog

from bots.runtime.bus import BusUnavailable, StreamLimits
from bots.runtime.bus_local import LocalAnnouncements
from bots.runtime.bus_redis_link import PATIENCE, RedisLink
from bots.runtime.bus_redis_streams import RedisLeases, RedisStreams

log = structlog.get_logger()
_UNSENT = 10_000
"""Announcements kept while Redis is away; then the oldest is dropped, and the other processes notice."""
_KEPT = 10_000
"""Announcements that Redis keeps for processes that lost their connection for a moment."""
_AT_ONCE = 200
_ORIGINS = 1_000
"""Publishing processes whose place is remembered."""
_LISTEN = 1.0
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0
_LAST_WORDS = 1.0
"""Seconds that what was published last gets to leave when the bus stops."""


class RedisBus:
    """Implements bots.runtime.bus.Bus. Connects when it is first needed; `prefix` keeps shops on one Redis apart."""

    def __init__(self, url: str, prefix: str, limits: StreamLimits | None = None, patience: float = PATIENCE) -> None:
        self._link = RedisLink(url, patience)
        self._announcements = RedisAnnouncements(self._link, f"{prefix}:announcements")
        self.streams = RedisStreams(self._link, prefix, limits or StreamLimits())
        self.leases = RedisLeases(self._link, prefix)

    def publish(self, topic: str, message: bytes) -> int:
        return self._announcements.publish(topic, message)

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        return self._announcements.subscribe(topic)

    async def check(self) -> str:
        info = await self._link.command("INFO", "server")
        return f"Redis {info['redis_version']}"

    def close(self) -> None:
        self._announcements.close()

    async def stop(self) -> None:
        await self._announcements.stop()
        await self.streams.settle()
        await self._link.close()


class RedisAnnouncements:
    """Implements bots.runtime.bus.Announcements: at once to the listeners here, through one short stream to the others.

    Each process numbers what it publishes. By that number, what is read again after a broken connection is heard once, and
    what was lost is noticed. Then, and when Redis was emptied, every subscription ends, and its page loads anew.
    """

    def __init__(self, link: RedisLink, stream: str) -> None:
        self._link = link
        self._stream = stream
        self._here = LocalAnnouncements()
        self._origin = secrets.token_hex(8)
        self._number = 0
        self._unsent: deque[tuple[int, str, bytes]] = deque(maxlen=_UNSENT)
        self._wanted = asyncio.Event()
        self._sent = asyncio.Event()
        self._sending: asyncio.Task[None] | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._placed = asyncio.Event()
        self._place: bytes | None = None
        self._heard: OrderedDict[bytes, int] = OrderedDict()

    def publish(self, topic: str, message: bytes) -> int:
        self._number += 1
        self._unsent.append((self._number, topic, bytes(message)))
        self._sent.clear()
        self._wanted.set()
        if self._sending is None:
            self._sending = asyncio.get_running_loop().create_task(self._send())
        return self._here.publish(topic, message)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[bytes]]:
        async with self._here.subscribe(topic) as messages:
            if self._hearing is None:
                self._hearing = asyncio.get_running_loop().create_task(self._hear())
            with contextlib.suppress(TimeoutError):  # Redis is away: this process' own announcements are heard all the same
                async with asyncio.timeout(self._link.patience):
                    await self._placed.wait()
            yield messages

    def close(self) -> None:
        self._here.close()

    async def stop(self) -> None:
        self.close()
        if self._sending is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS):
                    await self._sent.wait()
        tasks = [task for task in (self._sending, self._hearing) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._sending = self._hearing = None

    async def _send(self) -> None:
        """Everything published here, in order, to Redis; kept and tried again while it does not answer."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._unsent:
                await self._send_some()
            self._sent.set()

    async def _send_some(self) -> None:
        async for attempt in _for_ever():
            with attempt:
                some = list(islice(self._unsent, _AT_ONCE))
                await self._link.commands([self._entry(*each) for each in some])
        last = some[-1][0]
        while self._unsent and self._unsent[0][0] <= last:
            self._unsent.popleft()

    def _entry(self, number: int, topic: str, message: bytes) -> tuple[str | bytes | int, ...]:
        return (
            "XADD", self._stream, "MAXLEN", "~", _KEPT, "*",
            "origin", self._origin, "number", number, "topic", topic, "message", message,
        )

    async def _hear(self) -> None:
        """Everything published elsewhere, from the moment of the first connection on, over every interruption."""
        while True:
            async for attempt in _for_ever():
                with attempt:
                    await self._hear_some()

    async def _hear_some(self) -> None:
        if self._place is None:
            self._place = await self._end()
            self._placed.set()
        block = round(min(_LISTEN, self._link.patience / 2) * 1000)
        answer = await self._link.command(
            "XREAD", "COUNT", _AT_ONCE, "BLOCK", block, "STREAMS", self._stream, self._place
        )
        for id_, fields in answer[0][1] if answer else ():
            self._place = id_
            self._tell(fields[b"origin"], int(fields[b"number"]), fields[b"topic"].decode(), fields[b"message"])
        if not answer and _moment(await self._end()) < _moment(self._place):
            # emptied: something may have been lost, and what comes now may be numbered below what we wait for
            self._place = b"0-0"
            self._here.let_go()

    async def _end(self) -> bytes:
        newest = await self._link.command("XREVRANGE", self._stream, "+", "-", "COUNT", 1)
        return bytes(newest[0][0]) if newest else b"0-0"

    def _tell(self, origin: bytes, number: int, topic: str, message: bytes) -> None:
        if origin == self._origin.encode():
            return
        last = self._heard.get(origin)
        if last is not None and number <= last:
            return
        self._heard[origin] = number
        self._heard.move_to_end(origin)
        if len(self._heard) > _ORIGINS:
            self._heard.popitem(last=False)
        if last is not None and number > last + 1:
            log.warning("bus.announcements_lost", lost=number - last - 1)
            self._here.let_go()
        self._here.publish(topic, message)


def _moment(id_: bytes) -> tuple[int, int]:
    time, _, number = id_.partition(b"-")
    return int(time), int(number)


def _for_ever() -> AsyncIterable[stamina.Attempt]:
    return stamina.retry_context(
        on=BusUnavailable, attempts=None, timeout=None, wait_initial=_SHORTEST_PAUSE, wait_max=_LONGEST_PAUSE,
        wait_jitter=_SHORTEST_PAUSE,
    )
