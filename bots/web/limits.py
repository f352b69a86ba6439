"""How much one visitor may ask for: a bound on the size of a request and a token bucket per visitor."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web.refusals import refusal

MAX_BODY = 256 * 1024


@dataclass(slots=True)
class Bucket:
    """Token buckets by key, in this process: `burst` at once, then `per_second`. The least recently seen key is
    forgotten beyond `most` keys, so that a flood of made-up visitors cannot fill the memory."""

    burst: int
    per_second: float
    most: int = 20_000
    clock: Callable[[], float] = time.monotonic
    _levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, key: str) -> int:
        """Take one token: 0, or how many whole seconds to wait before one is there (none is taken then)."""
        now = self.clock()
        level, at = self._levels.pop(key, (float(self.burst), now))
        level = min(float(self.burst), level + (now - at) * self.per_second)
        taken = level >= 1
        self._levels[key] = (level - 1 if taken else level, now)
        while len(self._levels) > self.most:
            self._levels.popitem(last=False)
        return 0 if taken else math.ceil((1 - level) / self.per_second)

    def forget(self, key: str) -> None:
        """Give the key its whole burst back."""
        self._levels.pop(key, None)


class _TooLarge(Exception):
    pass


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Answers 413 to a body over `most` bytes, announced or not, before it is held in memory."""

    app: ASGIApp
    most: int = MAX_BODY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > self.most:
            await self._refuse()(scope, receive, send)
            return
        seen, started = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooLarge:
            if not started:
                await self._refuse()(scope, receive, send)

    def _refuse(self) -> Response:
        return refusal(413, "too_large", "", f"a request is at most {self.most // 1024} kB")
