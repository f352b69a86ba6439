"""Work in order within a lane (one chat, one buyer) and side by side across lanes, with a graceful end."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """One worker per lane with something in it, at most `width` of them at work at the same time."""

    def __init__(self, width: int, work: Callable[[Item], Awaitable[None]]) -> None:
        self._work = work
        self._places = asyncio.Semaphore(width)
        self._waiting: dict[Hashable, deque[Item]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def busy(self) -> bool:
        """True while anything waits or is in work."""
        return bool(self._waiting)

    def put(self, lane: Hashable, item: Item) -> None:
        """Queue an item behind the others of its lane."""
        waiting = self._waiting.get(lane)
        if waiting is not None:
            waiting.append(item)
            return
        self._waiting[lane] = deque([item])
        worker = asyncio.create_task(self._run(lane))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _run(self, lane: Hashable) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting and not self._closed:
                async with self._places:
                    if not self._closed:
                        await self._work(waiting.popleft())
        finally:
            del self._waiting[lane]

    async def drain(self, seconds: float) -> None:
        """Let all that is queued end within `seconds`, then cancel it: for a platform that brings nothing a second time."""
        if self._workers:
            await asyncio.wait(set(self._workers), timeout=seconds)
        await self.close(0)

    async def close(self, seconds: float) -> None:
        """Begin nothing more; let what is in work end within `seconds`, then cancel it."""
        self._closed = True
        if not self._workers:
            return
        _, late = await asyncio.wait(set(self._workers), timeout=seconds)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)
