"""The Redis bus while Redis is killed, emptied, frozen and cut off: nothing is assumed to be there, and nothing waits for ever."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bots.runtime import bus_redis
from bots.runtime.bus import BusUnavailable, StreamLimits
from bots.runtime.bus_redis import RedisBus
from tests.peers.redis_server import RedisServer, redis_server

LIMITS = StreamLimits(partitions=4, unfinished=1_000, deliveries=20)
SOON = 0.6
"""Seconds of patience where a test waits for it to end."""
DEAD_AFTER = 0.2
Scene = Callable[[RedisServer], Awaitable[None]]


def play(scene: Scene, durable: bool = False) -> None:
    async def played(server: RedisServer) -> None:
        async with asyncio.timeout(40):
            await scene(server)

    with redis_server(durable) as server:
        asyncio.run(played(server))


@asynccontextmanager
async def process(server: RedisServer, patience: float = 5.0) -> AsyncIterator[RedisBus]:
    """A bus as one process has it."""
    bus = RedisBus(server.url, "shop", LIMITS, patience)
    try:
        yield bus
    finally:
        await bus.stop()


async def insisting(ask: Callable[[], Awaitable[str]]) -> str:
    """As a job does: again until it is answered."""
    while True:
        try:
            return await ask()
        except BusUnavailable:
            await asyncio.sleep(0.02)


async def work_off(bus: RedisBus, name: str, done: dict[str, list[int]], enough: Callable[[], bool]) -> None:
    """A consumer that survives whatever happens to Redis, and meets a message again without harm."""
    while not enough():
        try:
            held = await bus.streams.read("turns", "shop", name, count=5, block=0.05)
            held = held or await bus.streams.claim("turns", "shop", name, idle=DEAD_AFTER, count=5)
            for delivery in held:
                number = int(delivery.payload)
                if number not in done[delivery.key]:
                    done[delivery.key].append(number)
                await bus.streams.acknowledge(delivery)
        except BusUnavailable:
            await asyncio.sleep(0.02)


async def flow(server: RedisServer, messages: int, disturb: Callable[[], Awaitable[None]]) -> dict[str, list[int]]:
    """What two consumers did of `messages` numbered messages on three keys, while Redis was disturbed."""
    done: dict[str, list[int]] = defaultdict(list)
    disturbing = asyncio.create_task(disturb())
    async with process(server) as filling, process(server) as one, process(server) as two:

        def enough() -> bool:
            return disturbing.done() and sum(len(each) for each in done.values()) >= messages

        async def fill() -> None:
            for number in range(messages):
                text = str(number).encode()
                await insisting(lambda number=number, text=text: filling.streams.append("turns", f"key-{number % 3}", text))  # type: ignore[misc]
                await asyncio.sleep(0.003)

        await asyncio.gather(fill(), work_off(one, "one", done, enough), work_off(two, "two", done, enough))
    await disturbing
    return done


def in_order(messages: int) -> dict[str, list[int]]:
    return {f"key-{key}": list(range(key, messages, 3)) for key in range(3)}


def test_a_durable_redis_killed_again_and_again_loses_nothing_and_no_order() -> None:
    async def scene(server: RedisServer) -> None:
        async def kill() -> None:
            for _ in range(5):
                await asyncio.sleep(0.25)
                server.kill()
                await asyncio.sleep(0.05)
                await asyncio.to_thread(server.start)

        assert await flow(server, 300, kill) == in_order(300)

    play(scene, durable=True)


def test_connections_cut_all_the_time_lose_nothing_and_no_order() -> None:
    async def scene(server: RedisServer) -> None:
        async def cut() -> None:
            for _ in range(60):
                await asyncio.sleep(0.02)
                server.tell("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")

        assert await flow(server, 300, cut) == in_order(300)

    play(scene)


def test_an_emptied_redis_takes_new_work_at_once_and_old_acknowledgements_calmly() -> None:
    async def scene(server: RedisServer) -> None:
        async with process(server) as bus, process(server) as other:
            streams = bus.streams
            await streams.append("turns", "key", b"1")
            await streams.append("turns", "key", b"2")
            held = await streams.read("turns", "shop", "one")
            waiting = asyncio.create_task(other.streams.read("turns", "shop", "two", block=5))
            await asyncio.sleep(0.05)
            server.tell("FLUSHALL")
            assert await streams.acknowledge(*held) == 0
            assert await streams.give_back(held[1], "failed") is False
            assert await streams.claim("turns", "shop", "one", idle=DEAD_AFTER) == ()
            await streams.append("turns", "key", b"3")
            assert [each.payload for each in await waiting] == [b"3"]
            server.tell("SCRIPT", "FLUSH")
            server.tell("FLUSHALL")
            await streams.append("turns", "key", b"4")
            assert [each.payload for each in await streams.read("turns", "shop", "one")] == [b"4"]

    play(scene)


def test_a_lease_lost_with_everything_else_is_fenced_off_by_a_higher_token() -> None:
    async def scene(server: RedisServer) -> None:
        async with process(server) as one, process(server) as two:
            old = await one.leases.acquire("room", "one", 30)
            assert old is not None
            server.kill()
            with pytest.raises(BusUnavailable):
                await one.leases.renew("room", old, 30)
            server.start()
            new = await two.leases.acquire("room", "two", 30)
            assert new is not None
            assert new > old
            assert await one.leases.renew("room", old, 30) is False
            assert await one.leases.release("room", old) is False
            assert await two.leases.renew("room", new, 30) is True

    play(scene)


def test_announcements_are_heard_here_while_redis_is_away_and_everywhere_afterwards_once() -> None:
    async def scene(server: RedisServer) -> None:
        async with (
            process(server) as speaking,
            process(server) as listening,
            speaking.subscribe("console") as here,
            listening.subscribe("console") as there,
        ):
            speaking.publish("console", b"before")
            assert [await anext(here), await anext(there)] == [b"before", b"before"]
            server.kill()
            assert speaking.publish("console", b"meanwhile") == 1
            assert await anext(here) == b"meanwhile"
            server.start()
            speaking.publish("console", b"after")
            assert await anext(here) == b"after"
            assert [await anext(there), await anext(there)] == [b"meanwhile", b"after"]

    play(scene, durable=True)


def test_announcements_over_cut_connections_come_once_and_in_order() -> None:
    async def scene(server: RedisServer) -> None:
        async with (
            process(server) as speaking,
            process(server) as listening,
            listening.subscribe("console") as there,
        ):
            heard: list[int] = []
            for number in range(150):
                speaking.publish("console", str(number).encode())
                if number % 10 == 5:
                    server.tell("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
                await asyncio.sleep(0.002)
            async with asyncio.timeout(10):
                while len(heard) < 150:
                    heard.append(int(await anext(there)))
            assert heard == list(range(150))

    play(scene)


def test_listeners_are_let_go_when_redis_was_emptied_and_hear_again_when_they_come_back() -> None:
    async def scene(server: RedisServer) -> None:
        async with process(server) as speaking, process(server) as listening:
            async with listening.subscribe("console") as there:
                speaking.publish("console", b"1")
                assert await anext(there) == b"1"
                server.tell("FLUSHALL")
                assert [message async for message in there] == []
            async with listening.subscribe("console") as again:
                speaking.publish("console", b"2")
                assert await anext(again) == b"2"

    play(scene)


def test_listeners_are_let_go_when_more_was_published_than_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus_redis, "_UNSENT", 20)

    async def scene(server: RedisServer) -> None:
        async with process(server) as speaking, process(server) as listening:
            async with listening.subscribe("console") as there:
                speaking.publish("console", b"1")
                assert await anext(there) == b"1"
                server.kill()
                for number in range(2, 24):
                    speaking.publish("console", str(number).encode())
                server.start()
                assert [message async for message in there] == []
            async with listening.subscribe("console") as again:
                speaking.publish("console", b"24")
                heard = [await anext(again)]
                while heard[-1] != b"24":
                    heard.append(await anext(again))
                assert heard == [str(number).encode() for number in range(25 - len(heard), 25)]

    play(scene, durable=True)


def test_a_redis_that_is_not_there_is_told_by_its_name_and_soon() -> None:
    async def scene(server: RedisServer) -> None:
        async with process(server, SOON) as bus:
            server.kill()
            for ask in (
                bus.check,
                lambda: bus.streams.append("turns", "key", b"1"),
                lambda: bus.streams.read("turns", "shop", "one", block=5),
                lambda: bus.leases.acquire("room", "one", 30),
            ):
                began = time.monotonic()
                with pytest.raises(BusUnavailable, match=r"^Redis: .*127\.0\.0\.1"):
                    await ask()
                assert time.monotonic() - began < 8
            async with bus.subscribe("console") as messages:
                assert bus.publish("console", b"within this process") == 1
                assert await anext(messages) == b"within this process"

    play(scene)


def test_a_redis_that_answers_nothing_is_given_up_after_the_patience() -> None:
    async def scene(server: RedisServer) -> None:
        async with process(server, SOON) as bus:
            await bus.streams.append("turns", "key", b"1")
            server.freeze()
            began = time.monotonic()
            with pytest.raises(BusUnavailable):
                await bus.streams.append("turns", "key", b"2")
            assert SOON <= time.monotonic() - began < 8
            server.thaw()
            texts = [each.payload for each in await bus.streams.read("turns", "shop", "one")]
            assert texts in ([b"1"], [b"1", b"2"])  # what was not answered may have happened

    play(scene)


def test_a_full_redis_refuses_by_the_name_of_the_bus() -> None:
    async def scene(server: RedisServer) -> None:
        async with process(server) as bus:
            server.tell("CONFIG", "SET", "maxmemory", "1")
            with pytest.raises(BusUnavailable, match=r"OOM|maxmemory"):
                await bus.streams.append("turns", "key", b"1")
            server.tell("CONFIG", "SET", "maxmemory", "0")
            await bus.streams.append("turns", "key", b"1")

    play(scene)


def test_a_password_is_in_no_error() -> None:
    async def scene(server: RedisServer) -> None:
        bus = RedisBus(server.url.replace("redis://", "redis://someone:much-secret@"), "shop", LIMITS, SOON)
        with pytest.raises(BusUnavailable) as refused:
            await bus.check()
        assert "much-secret" not in str(refused.value)
        await bus.stop()

    play(scene)
