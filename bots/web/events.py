"""Server-sent events: what was announced on a topic, at most five frames a second, with a heartbeat."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from starlette.responses import Response, StreamingResponse

from bots.web.health import Metrics
from bots.web.refusals import refusal
from bots.web.services import Announcements

FRAME_SECONDS = 0.2
HEARTBEAT_SECONDS = 15.0
RECONNECT_MS = 2000
MOST_WAITING = 200
STREAMS_PER_READER = 8


@dataclass(slots=True)
class _Mailbox:
    """What one stream has still to say. Past MOST_WAITING it keeps nothing and asks the page to load anew."""

    messages: list[bytes] = field(default_factory=list)
    overflowed: bool = False
    ended: bool = False
    filled: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, message: bytes) -> None:
        if len(self.messages) >= MOST_WAITING:
            self.messages.clear()
            self.overflowed = True
        if not self.overflowed:
            self.messages.append(message)
        self.filled.set()

    def frame(self) -> bytes:
        """All that waits as one frame: a JSON array of the messages, or the order to load the page's data again."""
        self.filled.clear()
        if self.overflowed:
            self.overflowed = False
            return b"event: reload\ndata: []\n\n"
        # JSON text holds no raw line break but whitespace, and a line break would end the field
        lines = [b" ".join(message.splitlines()) for message in self.messages]
        self.messages = []
        return b"event: said\ndata: [" + b",".join(lines) + b"]\n\n" if lines else b""


@dataclass(frozen=True, slots=True)
class Streams:
    """Opens event streams and counts them: each reader (a buyer, a merchant) has at most eight."""

    announcements: Announcements
    metrics: Metrics
    open: Counter[str] = field(default_factory=Counter)
    frame_seconds: float = FRAME_SECONDS
    heartbeat_seconds: float = HEARTBEAT_SECONDS

    def answer(self, topic: str, reader: str, page: str) -> Response:
        """The stream of a topic as a response; 429 when the reader has too many open."""
        if self.open[reader] >= STREAMS_PER_READER:
            return refusal(429, "rate_limited", "", "too many pages are open at once", retry_after=30)
        return StreamingResponse(
            self._counted(topic, reader, page), media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def _counted(self, topic: str, reader: str, page: str) -> AsyncIterator[bytes]:
        self.open[reader] += 1
        gauge = self.metrics.streams.labels(page)
        gauge.inc()
        try:
            async for frame in self.frames(topic):
                yield frame
        finally:
            gauge.dec()
            self.open[reader] -= 1
            if self.open[reader] <= 0:
                del self.open[reader]

    async def frames(self, topic: str) -> AsyncIterator[bytes]:
        """Frames until the reader leaves: first the reconnect delay, then messages, and a comment when all is quiet."""
        async with self.announcements.subscribe(topic) as messages:
            box = _Mailbox()
            filling = asyncio.create_task(_fill(box, messages))
            try:
                yield f"retry: {RECONNECT_MS}\nevent: open\ndata: []\n\n".encode()
                while not (box.ended and not box.messages):
                    try:
                        async with asyncio.timeout(self.heartbeat_seconds):
                            await box.filled.wait()
                    except TimeoutError:
                        yield b": still here\n\n"
                        continue
                    if frame := box.frame():
                        yield frame
                    await asyncio.sleep(self.frame_seconds)
            finally:
                filling.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await filling


async def _fill(box: _Mailbox, messages: AsyncIterator[bytes]) -> None:
    try:
        async for message in messages:
            box.put(message)
    finally:
        box.ended = True
        box.filled.set()
