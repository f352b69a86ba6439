"""Every bus keeps the same promises: in one process, and in Redis between processes."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import pytest
from redis.asyncio import Redis

from bots.runtime import bus_redis_streams
from bots.runtime.bus import Bus, DeadLetter, Delivery, StreamFull, StreamLimits, partition_of
from bots.runtime.bus_local import LocalBus
from bots.runtime.bus_redis import RedisBus
from tests.peers.redis_server import redis_url

SMALL = StreamLimits(partitions=4, unfinished=50, deliveries=3, dead_letters=100)
DEAD_AFTER = 0.5
"""Seconds without acknowledgement after which these tests take a consumer for dead."""
A, B = "key-0", "key-1"
"""Two keys of two partitions."""


@dataclass(frozen=True, slots=True)
class Shop:
    """Opens buses that belong together, each as another process would (the in-process bus: the same one)."""

    process: Callable[[], Bus]


Scene = Callable[[Shop], Awaitable[None]]


class Play(Protocol):
    """Runs a scene on a fresh bus."""

    def __call__(self, scene: Scene, limits: StreamLimits = SMALL) -> None: ...


@pytest.fixture(scope="module")
def redis_address() -> Iterator[str]:
    with redis_url() as address:
        yield address


@pytest.fixture(params=["in process", "Redis"])
def play(request: pytest.FixtureRequest) -> Play:
    address = request.getfixturevalue("redis_address") if request.param == "Redis" else None

    async def played(scene: Scene, limits: StreamLimits) -> None:
        opened = _redis(address, limits) if address else _in_process(limits)
        async with asyncio.timeout(30), opened as shop:
            await scene(shop)

    return lambda scene, limits=SMALL: asyncio.run(played(scene, limits))


@asynccontextmanager
async def _in_process(limits: StreamLimits) -> AsyncIterator[Shop]:
    bus = LocalBus(limits)
    yield Shop(lambda: bus)
    await bus.stop()


@asynccontextmanager
async def _redis(address: str, limits: StreamLimits) -> AsyncIterator[Shop]:
    prefix, opened = f"test-{secrets.token_hex(6)}", list[RedisBus]()

    def process() -> Bus:
        opened.append(RedisBus(address, prefix, limits))
        return opened[-1]

    try:
        yield Shop(process)
    finally:
        for bus in opened:
            await bus.stop()
        client: Any = Redis.from_url(address)
        async for key in client.scan_iter(match=f"{prefix}:*", count=1_000):
            await client.delete(key)
        await client.aclose()


def payloads(deliveries: tuple[Delivery, ...]) -> list[bytes]:
    return [each.payload for each in deliveries]


async def until(found: Callable[[], Awaitable[tuple[Delivery, ...]]]) -> tuple[Delivery, ...]:
    while not (taken := await found()):
        await asyncio.sleep(0.02)
    return taken


# announcements


def test_every_listener_in_every_process_hears_a_topic_in_order(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        speaking, listening = shop.process(), shop.process()
        async with contextlib.AsyncExitStack() as open_:
            heard = [await open_.enter_async_context(bus.subscribe("console")) for bus in (speaking, listening) for _ in range(5)]
            other = await open_.enter_async_context(listening.subscribe("web:main:ana"))
            for number in range(100):
                speaking.publish("console", str(number).encode())
            speaking.publish("web:main:ana", b"\x00\xff\r\n")
            for messages in heard:
                assert [int(await anext(messages)) for _ in range(100)] == list(range(100))
            assert await anext(other) == b"\x00\xff\r\n"

    play(scene)


def test_nothing_is_kept_for_who_comes_later(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        speaking, listening = shop.process(), shop.process()
        assert speaking.publish("console", b"too early") == 0
        async with speaking.subscribe("console") as first:
            speaking.publish("console", b"now")
            assert await anext(first) == b"now"
            async with listening.subscribe("console") as later:
                speaking.publish("console", b"later")
                assert [await anext(first), await anext(later)] == [b"later", b"later"]

    play(scene)


def test_a_slow_listener_loses_the_oldest_and_stops_nobody(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        speaking, listening = shop.process(), shop.process()
        async with listening.subscribe("console") as slow, listening.subscribe("console") as quick:
            for number in range(203):
                speaking.publish("console", str(number).encode())
                assert await anext(quick) == str(number).encode()
            listening.close()
            assert [int(message) async for message in slow] == list(range(4, 203))
            assert [message async for message in quick] == []

    play(scene)


def test_a_closed_bus_lets_everybody_go_and_stopping_twice_is_stopping_once(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        bus = shop.process()
        async with bus.subscribe("console") as messages:
            assert bus.publish("console", b"last") == 1
            bus.close()
            assert [message async for message in messages] == [b"last"]
        await bus.stop()
        await bus.stop()
        async with bus.subscribe("console") as messages:
            assert [message async for message in messages] == []

    play(scene)


# streams


def test_messages_come_in_the_order_of_their_key_with_any_bytes(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        ids = [await streams.append("turns", A, bytes([number, 0, 255, 10])) for number in range(10)]
        taken = await streams.read("turns", "shop", "one")
        assert payloads(taken) == [bytes([number, 0, 255, 10]) for number in range(10)]
        assert taken[0] == Delivery("turns", "shop", "one", ids[0], A, b"\x00\x00\xff\x0a", 1)
        assert [each.id for each in taken] == ids

    play(scene)


def test_a_batch_of_a_partition_is_out_once_until_it_is_acknowledged(play: Play) -> None:
    assert partition_of(A, SMALL.partitions) != partition_of(B, SMALL.partitions)

    async def scene(shop: Shop) -> None:
        one, two = shop.process().streams, shop.process().streams
        for text in (b"1", b"2", b"3"):
            await one.append("turns", A, text)
        first = await one.read("turns", "shop", "one", count=2)
        assert payloads(first) == [b"1", b"2"]
        assert await two.read("turns", "shop", "two") == ()
        await one.append("turns", B, b"other")
        assert payloads(await two.read("turns", "shop", "two")) == [b"other"]
        assert await one.acknowledge(first[0]) == 1
        assert await two.read("turns", "shop", "two") == ()
        assert await one.acknowledge(*first) == 1
        assert payloads(await two.read("turns", "shop", "two")) == [b"3"]

    play(scene)


def test_every_group_gets_everything_and_its_own_order(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        assert await streams.read("turns", "late", "one") == ()
        for number in range(5):
            await streams.append("turns", A, str(number).encode())
        done = await streams.read("turns", "shop", "one")
        assert await streams.acknowledge(*done) == 5
        assert payloads(await streams.read("turns", "late", "one")) == [b"0", b"1", b"2", b"3", b"4"]
        assert await streams.read("turns", "shop", "one") == ()

    play(scene)


def test_a_waiting_reader_is_woken_and_one_that_waits_in_vain_returns(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_redis_streams, "_LOOK_AGAIN", 30.0)

    async def scene(shop: Shop) -> None:
        one, two = shop.process().streams, shop.process().streams
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await one.read("turns", "shop", "one", block=0.1) == ()
        assert 0.1 <= loop.time() - began < 5.0
        waiting = asyncio.create_task(one.read("turns", "shop", "one", block=10))
        await asyncio.sleep(0.05)
        began = loop.time()
        await two.append("turns", A, b"here")
        assert payloads(await waiting) == [b"here"]
        assert loop.time() - began < 1.2  # before it would have looked again by itself

    play(scene)


def test_what_a_dead_consumer_held_is_claimed_in_order_and_no_longer_its_own(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        one, two = shop.process().streams, shop.process().streams
        for text in (b"1", b"2", b"3"):
            await one.append("turns", A, text)
        held = await one.read("turns", "shop", "dies")
        assert await one.acknowledge(held[0]) == 1
        await one.append("turns", A, b"4")
        assert await two.claim("turns", "shop", "heir", idle=DEAD_AFTER) == ()
        await asyncio.sleep(DEAD_AFTER + 0.1)
        assert await two.read("turns", "shop", "heir") == ()
        claimed = await two.claim("turns", "shop", "heir", idle=DEAD_AFTER)
        assert [(each.payload, each.attempt) for each in claimed] == [(b"2", 2), (b"3", 1)]
        assert await two.claim("turns", "shop", "third", idle=DEAD_AFTER) == ()
        assert await one.acknowledge(*held) == 0
        assert await one.give_back(held[1]) is False
        assert await two.acknowledge(*claimed) == 2
        assert payloads(await two.read("turns", "shop", "heir")) == [b"4"]

    play(scene)


def test_work_handed_back_waits_for_nobody_and_takes_its_followers_along(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        one, two = shop.process().streams, shop.process().streams
        for text in (b"1", b"2", b"3"):
            await one.append("turns", A, text)
        held = await one.read("turns", "shop", "stops")
        assert await one.acknowledge(held[0]) == 1
        assert await one.give_back(held[1]) is True
        assert await one.acknowledge(held[2]) == 0
        assert await one.read("turns", "shop", "stops") == ()
        claimed = await two.claim("turns", "shop", "two", idle=60)
        assert [(each.payload, each.attempt, each.consumer) for each in claimed] == [(b"2", 1, "two"), (b"3", 1, "two")]

    play(scene)


def test_the_last_failed_attempt_makes_a_dead_letter_with_its_reason(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        poison = await streams.append("turns", A, b"poison")
        await streams.append("turns", A, b"good")
        taken, attempts = await streams.read("turns", "shop", "one"), list[tuple[bytes, int]]()
        for attempt in (1, 2, 3):
            attempts += [(each.payload, each.attempt) for each in taken]
            assert await streams.give_back(taken[0], f"no price, try {attempt}") is True
            taken = await streams.claim("turns", "shop", "one", idle=60)
        assert attempts == [(b"poison", 1), (b"good", 1), (b"poison", 2), (b"good", 1), (b"poison", 3), (b"good", 1)]
        assert payloads(taken) == [b"good"]
        assert await streams.acknowledge(*taken) == 1
        assert await streams.dead_letters("turns", "shop") == (DeadLetter(poison, A, b"poison", 3, "no price, try 3"),)
        assert await streams.dead_letters("turns", "other") == ()
        await streams.append("turns", A, b"next")
        assert payloads(await streams.read("turns", "shop", "one")) == [b"next"]

    play(scene)


def test_a_message_that_kills_its_consumers_becomes_a_dead_letter_and_its_followers_do_not(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        poison = await streams.append("turns", A, b"poison")
        await streams.append("turns", A, b"good")
        assert len(await streams.read("turns", "shop", "victim-1")) == 2
        for victim in ("victim-2", "victim-3"):
            claimed = await until(lambda victim=victim: streams.claim("turns", "shop", victim, idle=DEAD_AFTER))  # type: ignore[misc]
            assert [each.attempt for each in claimed] == [int(victim[-1]), 1]
        claimed = await until(lambda: streams.claim("turns", "shop", "heir", idle=DEAD_AFTER))
        assert [(each.payload, each.attempt) for each in claimed] == [(b"good", 1)]
        assert await streams.dead_letters("turns", "shop") == (
            DeadLetter(poison, A, b"poison", 3, "never acknowledged; last held by victim-3"),
        )

    play(scene)


def test_a_full_partition_refuses_until_work_is_done(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        for number in range(50):
            await streams.append("turns", A, str(number).encode())
        with pytest.raises(StreamFull, match="turns: 50 messages wait in partition"):
            await streams.append("turns", A, b"too many")
        await streams.append("turns", B, b"elsewhere there is room")
        taken = tuple(each for each in await streams.read("turns", "shop", "one") if each.key == A)
        with pytest.raises(StreamFull):
            await streams.append("turns", A, b"still too many")
        assert await streams.acknowledge(*taken[:20]) == 20
        for number in range(20):
            await streams.append("turns", A, str(number).encode())
        with pytest.raises(StreamFull):
            await streams.append("turns", A, b"full again")

    play(scene)


def test_a_forgotten_group_keeps_nothing_from_going(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        assert await streams.read("turns", "abandoned", "one") == ()
        for number in range(50):
            await streams.append("turns", A, str(number).encode())
        taken = await streams.read("turns", "shop", "one")
        assert await streams.acknowledge(*taken) == 50
        with pytest.raises(StreamFull):
            await streams.append("turns", A, b"kept for the abandoned")
        await streams.forget("turns", "abandoned")
        await streams.forget("turns", "abandoned")
        await streams.append("turns", A, b"room")
        assert payloads(await streams.read("turns", "shop", "one")) == [b"room"]

    play(scene)


def test_many_consumers_that_die_at_any_time_lose_nothing_and_keep_every_keys_order(play: Play) -> None:
    keys, each_key = 12, 10

    async def scene(shop: Shop) -> None:
        begun: dict[str, list[int]] = defaultdict(list)
        acknowledged: dict[str, list[int]] = defaultdict(list)

        async def work(number: int) -> None:
            """Every fifth message the consumer dies with what it holds, and another comes in its place."""
            streams, life, met = shop.process().streams, 0, 0
            while sum(len(done) for done in acknowledged.values()) < keys * each_key:
                name = f"{number}-{life}"
                held = await streams.read("turns", "shop", name, count=7, block=0.02)
                held = held or await streams.claim("turns", "shop", name, idle=0.1, count=7)
                for delivery in held:
                    begun[delivery.key].append(int(delivery.payload))
                    await asyncio.sleep(0.001)
                    met += 1
                    if met % 5 == 0:
                        life += 1
                        break
                    if not await streams.acknowledge(delivery):
                        break  # taken for dead: another has it, and what follows it
                    acknowledged[delivery.key].append(int(delivery.payload))

        async def fill() -> None:
            streams = shop.process().streams
            for number in range(each_key):
                for key in range(keys):
                    await streams.append("turns", f"key-{key}", str(number).encode())

        await asyncio.gather(fill(), *(work(number) for number in range(4)))
        assert acknowledged == {f"key-{key}": list(range(each_key)) for key in range(keys)}
        for order in begun.values():
            assert order == sorted(order)  # again, perhaps, but never before its forerunner
        assert sum(len(order) for order in begun.values()) > keys * each_key  # somebody died in the middle of work
        assert await shop.process().streams.dead_letters("turns", "shop") == ()

    play(scene, replace(SMALL, deliveries=1_000))


def test_a_cancelled_reader_holds_nothing(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        streams = shop.process().streams
        got: list[bytes] = []
        for number in range(40):
            await streams.append("turns", A, str(number).encode())
            for turns in range(4):
                reading = asyncio.create_task(streams.read("turns", "shop", f"{number}-{turns}", block=5))
                await asyncio.sleep(0.0004 * turns)
                reading.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    taken = await reading
                    got += payloads(taken)
                    await streams.acknowledge(*taken)
        while len(got) < 40:
            taken = await streams.read("turns", "shop", "last") or await streams.claim("turns", "shop", "last", idle=60)
            got += payloads(taken)
            assert await streams.acknowledge(*taken) == len(taken)
            await asyncio.sleep(0.001)
        assert got == [str(number).encode() for number in range(40)]

    play(scene)


@pytest.mark.parametrize(("stream", "group", "consumer", "field"), [
    ("", "shop", "one", "stream"), ("a b", "shop", "one", "stream"), ("turns", "{x}", "one", "group"), ("turns", "shop", "-x", "consumer"),
])
def test_a_name_that_cannot_be_is_refused_by_its_field(
    play: Play, stream: str, group: str, consumer: str, field: str
) -> None:
    async def scene(shop: Shop) -> None:
        with pytest.raises(ValueError, match=f"^{field}: "):
            await shop.process().streams.read(stream, group, consumer)

    play(scene)


# leases


def test_a_lease_has_one_holder_until_it_lets_go_or_its_time_is_over(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        one, two = shop.process().leases, shop.process().leases
        first = await one.acquire("room:1", "one", 30)
        assert first is not None
        assert await two.acquire("room:1", "two", 30) is None
        assert await one.acquire("room:1", "one", 30) == first
        other = await two.acquire("room:2", "two", 30)
        assert other is not None
        assert await two.release("room:1", other) is False
        assert await one.release("room:1", first) is True
        assert await one.release("room:1", first) is False
        assert await one.renew("room:1", first, 30) is False
        second = await two.acquire("room:1", "two", 0.5)
        assert second is not None
        assert second > first
        assert await two.renew("room:1", second, 1.2) is True
        await asyncio.sleep(0.6)
        assert await one.acquire("room:1", "one", 30) is None
        await asyncio.sleep(0.7)
        assert await two.renew("room:1", second, 30) is False
        third = await one.acquire("room:1", "one", 30)
        assert third is not None
        assert third > second
        assert await two.release("room:1", second) is False
        assert await one.renew("room:1", third, 30) is True

    play(scene)


def test_of_many_at_once_one_holds_and_the_store_never_sees_an_older_token_after_a_newer(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        tokens: list[int] = []
        holding: set[str] = set()

        async def contend(number: int) -> None:
            leases, holder = shop.process().leases, f"holder-{number}"
            for _ in range(15):
                if (token := await leases.acquire("room", holder, 30)) is None:
                    await asyncio.sleep(0.001)
                    continue
                assert not holding
                holding.add(holder)
                tokens.append(token)
                await asyncio.sleep(0)
                holding.remove(holder)
                assert await leases.release("room", token) is True

        await asyncio.gather(*(contend(number) for number in range(8)))
        assert len(tokens) >= 15
        assert tokens == sorted(set(tokens))

    play(scene)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), 10**9])
def test_a_lease_of_no_duration_is_refused(play: Play, seconds: float) -> None:
    async def scene(shop: Shop) -> None:
        with pytest.raises(ValueError, match=r"^seconds: "):
            await shop.process().leases.acquire("room", "one", seconds)

    play(scene)


def test_a_bus_says_what_answers(play: Play) -> None:
    async def scene(shop: Shop) -> None:
        said = await shop.process().check()
        assert said == "within this process" or said.startswith("Redis ")

    play(scene)
