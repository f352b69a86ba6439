"""The way to Redis: pooled connections, short retries over a restart, and one name for every failure."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import EqualJitterBackoff
from redis.exceptions import ConnectionError as Unreached
from redis.exceptions import NoScriptError, RedisError

from bots.runtime.bus import BusUnavailable

PATIENCE = 3.0
"""Seconds for an answer of Redis, for a connection, and for a place in the pool."""
_CONNECTIONS = 64
_RETRIES = 4
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.05, 0.5
_QUIET_CONNECTION = 30
"""Seconds after which an idle connection is tried before it is used."""


@dataclass(frozen=True, slots=True)
class Script:
    """A Lua script, and the hash that Redis knows it by."""

    text: str
    hash: str


def script(text: str) -> Script:
    return Script(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


class RedisLink:
    """Every call may be repeated when a connection breaks, so each must bear being done twice."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self.patience = patience
        pool: Any = BlockingConnectionPool.from_url(
            url, max_connections=_CONNECTIONS, timeout=patience, socket_timeout=patience, socket_connect_timeout=patience,
            protocol=2, client_name="tradewind", health_check_interval=_QUIET_CONNECTION,
            retry=Retry(EqualJitterBackoff(_LONGEST_PAUSE, _SHORTEST_PAUSE), _RETRIES, supported_errors=(Unreached,)),
        )
        self._client: Any = Redis.from_pool(pool)

    async def command(self, *parts: str | bytes | int) -> Any:
        """One command's answer. Raises BusUnavailable."""
        with _named():
            return await self._client.execute_command(*parts)

    async def commands(self, asked: Sequence[Sequence[str | bytes | int]]) -> list[Any]:
        """Many commands in one round trip, not as a transaction. Raises BusUnavailable when any failed."""
        with _named():
            async with self._client.pipeline(transaction=False) as pipe:
                for parts in asked:
                    pipe.execute_command(*parts)
                answers: list[Any] = await pipe.execute()
                return answers

    async def run(self, asked: Script, keys: Sequence[str], *arguments: str | bytes | int) -> Any:
        """A script's answer. Raises BusUnavailable."""
        with _named():
            try:
                return await self._client.execute_command("EVALSHA", asked.hash, len(keys), *keys, *arguments)
            except NoScriptError:  # a new or restarted Redis learns it by this
                return await self._client.execute_command("EVAL", asked.text, len(keys), *keys, *arguments)

    async def close(self) -> None:
        """Give the connections back. Idempotent; a later call would connect again."""
        with contextlib.suppress(RedisError, OSError):
            await self._client.aclose(close_connection_pool=True)


@contextlib.contextmanager
def _named() -> Iterator[None]:
    """Every failure as BusUnavailable, and a cancellation as one.

    redis-py sends through asyncio.wait_for, which before Python 3.12 loses a cancellation that comes as it ends.
    """
    task = asyncio.current_task()
    assert task is not None
    cancelled_before = task.cancelling()
    try:
        yield
    except (RedisError, OSError) as error:
        if task.cancelling() > cancelled_before:
            raise asyncio.CancelledError from error
        raise BusUnavailable(f"Redis: {error}") from error
    if task.cancelling() > cancelled_before:
        raise asyncio.CancelledError
