"""Announcements within one process: whoever listens to a topic gets what is published on it from then on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_WAITING = 200
"""Messages a slow listener may fall behind; then the oldest is dropped (pages reload their state anyway)."""


class LocalBus:
    """Implements bots.web.services.Announcements and the publishing side, on one event loop."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Queue[bytes | None]]] = {}
        self._closed = False

    def publish(self, topic: str, message: bytes) -> int:
        """Hand a message to every listener of a topic; how many there are."""
        listeners = self._listeners.get(topic, set())
        for waiting in listeners:
            _put(waiting, message)
        return len(listeners)

    def close(self) -> None:
        """End every subscription after what it still holds, and each later one at once. Idempotent."""
        self._closed = True
        for waiting in [each for listeners in self._listeners.values() for each in listeners]:
            _put(waiting, None)

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
