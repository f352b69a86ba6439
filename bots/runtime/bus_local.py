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
        self._listeners: dict[str, set[asyncio.Queue[bytes]]] = {}

    def publish(self, topic: str, message: bytes) -> int:
        """Hand a message to every listener of a topic; how many there are."""
        listeners = self._listeners.get(topic, set())
        for waiting in listeners:
            if waiting.full():
                waiting.get_nowait()
            waiting.put_nowait(message)
        return len(listeners)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[bytes]]:
        waiting: asyncio.Queue[bytes] = asyncio.Queue(_WAITING)
        self._listeners.setdefault(topic, set()).add(waiting)
        try:
            yield _messages(waiting)
        finally:
            self._listeners[topic].discard(waiting)
            if not self._listeners[topic]:
                del self._listeners[topic]


async def _messages(waiting: asyncio.Queue[bytes]) -> AsyncIterator[bytes]:
    while True:
        yield await waiting.get()
