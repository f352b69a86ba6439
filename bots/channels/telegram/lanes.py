"""Updates in order within a chat and side by side across chats, and the offset that confirms only finished ones."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item")

REMEMBERED = 2000


class Window:
    """Which updates are taken, and the lowest that is not finished: getUpdates confirms every id below its offset."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._finished: OrderedDict[int, None] = OrderedDict()
        self._next: int | None = None

    def admit(self, update_id: int) -> bool:
        """Take an update; False where it is in work or was finished lately (Telegram repeats what is unconfirmed)."""
        if update_id in self._open or update_id in self._finished:
            return False
        self._open.add(update_id)
        self._next = max(self._next or 0, update_id + 1)
        return True

    def finish(self, update_id: int) -> None:
        """Its answer was sent, or definitely refused."""
        self._open.remove(update_id)
        self._finished[update_id] = None
        if len(self._finished) > REMEMBERED:
            self._finished.popitem(last=False)

    @property
    def offset(self) -> int | None:
        """The offset for getUpdates; None before anything was seen."""
        return min(self._open) if self._open else self._next

    @property
    def busy(self) -> bool:
        return bool(self._open)


class Lanes(Generic[Item]):
    """One worker per lane with something in it, at most `width` of them at work at the same time."""

    def __init__(self, width: int, work: Callable[[Item], Awaitable[None]]) -> None:
        self._work = work
        self._places = asyncio.Semaphore(width)
        self._waiting: dict[Hashable, deque[Item]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._closed = False

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

    async def close(self, seconds: float) -> None:
        """Begin nothing more; let what is in work end within `seconds`, then cancel it."""
        self._closed = True
        if not self._workers:
            return
        _, late = await asyncio.wait(set(self._workers), timeout=seconds)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)
