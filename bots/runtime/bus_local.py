"""The bus of one process: announcements to whoever listens on this event loop, and streams and leases in its memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from bots.runtime.bus import StreamLimits, milliseconds
from bots.runtime.bus_local_streams import LocalStreams

_WAITING = 200
"""Messages a slow listener may fall behind; then the oldest is dropped (pages reload their state anyway)."""


class LocalBus:
    """Implements bots.runtime.bus.Bus."""

    def __init__(self, limits: StreamLimits | None = None) -> None:
        self._announcements = LocalAnnouncements()
        self.streams = LocalStreams(limits or StreamLimits())
        self.leases = LocalLeases()

    def publish(self, topic: str, message: bytes) -> int:
        """Hand a message to every listener of a topic; how many there are."""
        return self._announcements.publish(topic, message)

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        return self._announcements.subscribe(topic)

    async def check(self) -> str:
        return "within this process"

    def close(self) -> None:
        self._announcements.close()

    async def stop(self) -> None:
        self.close()


class LocalAnnouncements:
    """Implements bots.runtime.bus.Announcements on one event loop."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Queue[bytes | None]]] = {}
        self._closed = False

    def publish(self, topic: str, message: bytes) -> int:
        listeners = self._listeners.get(topic, set())
        for waiting in listeners:
            _put(waiting, message)
        return len(listeners)

    def let_go(self) -> None:
        """End every subscription after what it still holds; whoever subscribes later is welcome."""
        for waiting in [each for listeners in self._listeners.values() for each in listeners]:
            _put(waiting, None)

    def close(self) -> None:
        """End every subscription after what it still holds, and each later one at once. Idempotent."""
        self._closed = True
        self.let_go()

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[bytes]]:
        waiting: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING)
        if self._closed:
            _put(waiting, None)
        self._listeners.setdefault(topic, set()).add(waiting)
        try:
            yield _messages(waiting)
        finally:
            self._listeners[topic].discard(waiting)
            if not self._listeners[topic]:
                del self._listeners[topic]


def _put(waiting: asyncio.Queue[bytes | None], message: bytes | None) -> None:
    if waiting.full():
        waiting.get_nowait()
    waiting.put_nowait(message)


async def _messages(waiting: asyncio.Queue[bytes | None]) -> AsyncIterator[bytes]:
    while (message := await waiting.get()) is not None:
        yield message


@dataclass(frozen=True, slots=True)
class _Held:
    holder: str
    token: int
    until: float


class LocalLeases:
    """Implements bots.runtime.bus.Leases. A second process does not see them: what several share needs the Redis bus."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._last_token = 0

    async def acquire(self, name: str, holder: str, seconds: float) -> int | None:
        until = _end(seconds)
        held = self._current(name)
        if held is not None and held.holder != holder:
            return None
        if held is None:
            # time based, so that a restart does not begin again with tokens that were given already
            self._last_token = max(self._last_token + 1, time.time_ns() // 1000)
        token = held.token if held is not None else self._last_token
        self._held[name] = _Held(holder, token, until)
        return token

    async def renew(self, name: str, token: int, seconds: float) -> bool:
        until = _end(seconds)
        held = self._current(name)
        if held is None or held.token != token:
            return False
        self._held[name] = _Held(held.holder, token, until)
        return True

    async def release(self, name: str, token: int) -> bool:
        held = self._current(name)
        if held is None or held.token != token:
            return False
        del self._held[name]
        return True

    def _current(self, name: str) -> _Held | None:
        held = self._held.get(name)
        if held is not None and held.until <= time.monotonic():
            del self._held[name]
            return None
        return held


def _end(seconds: float) -> float:
    return time.monotonic() + milliseconds("seconds", seconds) / 1000
