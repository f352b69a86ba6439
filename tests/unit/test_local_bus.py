"""The bus of one process: who listens hears what comes from then on, and closing lets everyone go."""

from __future__ import annotations

import asyncio

from bots.runtime.bus_local import LocalBus


def test_a_listener_hears_its_topic_from_then_on_and_the_end() -> None:
    async def heard() -> tuple[list[bytes], list[int]]:
        bus = LocalBus()
        reached = [bus.publish("console", b"too early")]
        async with bus.subscribe("console") as messages:
            reached += [bus.publish("console", b"one"), bus.publish("another", b"elsewhere"), bus.publish("console", b"two")]
            bus.close()
            found = [message async for message in messages]
        return found, [*reached, bus.publish("console", b"too late")]

    assert asyncio.run(heard()) == ([b"one", b"two"], [0, 1, 0, 1, 0])


def test_who_subscribes_to_a_closed_bus_is_let_go_at_once() -> None:
    async def heard() -> list[bytes]:
        bus = LocalBus()
        bus.close()
        bus.close()
        async with bus.subscribe("console") as messages:
            return [message async for message in messages]

    assert asyncio.run(heard()) == []


def test_a_slow_listener_loses_the_oldest() -> None:
    async def heard() -> list[bytes]:
        bus = LocalBus()
        async with bus.subscribe("console") as messages:
            for number in range(203):
                bus.publish("console", str(number).encode())
            bus.close()
            return [message async for message in messages]

    assert asyncio.run(heard()) == [str(number).encode() for number in range(4, 203)]
