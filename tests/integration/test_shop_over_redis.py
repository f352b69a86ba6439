"""A shop of several processes: what one says through Redis, the pages of the others hear; another shop does not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from bots.runtime.bus_local import LocalBus
from bots.runtime.bus_redis import RedisBus
from bots.runtime.cli import command_line
from bots.runtime.commands.serve import _publish
from bots.runtime.house import House, open_house
from bots.runtime.settings import Settings
from tests.peers.redis_server import RedisServer, redis_server


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    with redis_server() as server:
        monkeypatch.setenv("REDIS_URL", server.url)
        yield server


@pytest.fixture
def opened() -> Iterator[Callable[[Path], House]]:
    houses: list[House] = []

    def open_(folder: Path) -> House:
        houses.append(open_house(Settings(data_dir=folder), sample=False))
        return houses[-1]

    yield open_
    for house in houses:
        house.close()


def doctor(folder: Path, *arguments: str) -> tuple[int, dict[str, str]]:
    """The exit status, and what is said of the bus."""
    ran = CliRunner().invoke(command_line([]), ["doctor", "--data", str(folder), "--json", *arguments])
    return ran.exit_code, next(each for each in json.loads(ran.stdout) if each["part"] == "bus")


@pytest.mark.usefixtures("redis")
def test_an_event_of_the_worker_reaches_the_console_of_the_web_process_alone(
    opened: Callable[[Path], House], tmp_path: Path
) -> None:
    worker, web, other_shop = opened(tmp_path / "shop"), opened(tmp_path / "shop"), opened(tmp_path / "other")

    async def heard() -> dict[str, object]:
        async with web.bus.subscribe("console") as here, other_shop.bus.subscribe("console") as there:
            publishing = asyncio.create_task(_publish(worker))
            with worker.database.write(worker.clock.now()) as work:
                work.outbox.add("order_paid", "order-1", {"code": "TW-1"}, worker.clock.now())
            async with asyncio.timeout(10):
                found: dict[str, object] = orjson.loads(await anext(here))
            publishing.cancel()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await anext(there)
            for house in (worker, web, other_shop):
                await house.bus.stop()
            return found

    assert asyncio.run(heard()) == {"kind": "order_paid", "subject": "order-1", "data": {"code": "TW-1"}}


@pytest.mark.usefixtures("redis")
def test_the_setting_chooses_the_bus_and_a_shop_in_memory_needs_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def kind(in_memory: bool) -> type[object]:
        house = open_house(Settings(data_dir=tmp_path / "shop"), in_memory=in_memory, sample=False)
        house.close()
        return type(house.bus)

    assert [kind(in_memory=False), kind(in_memory=True)] == [RedisBus, LocalBus]
    monkeypatch.delenv("REDIS_URL")
    assert kind(in_memory=False) is LocalBus


def test_the_doctor_says_whether_redis_answers_and_never_the_password(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    status, bus = doctor(tmp_path)
    assert (status, bus["state"]) == (0, "ok")
    assert bus["detail"].startswith("Redis ")
    assert bus["detail"].endswith(f" at 127.0.0.1:{redis.port}")
    monkeypatch.setenv("REDIS_URL", redis.url.replace("//", "//:much-secret@"))
    redis.kill()
    status, bus = doctor(tmp_path)
    assert (status, bus["state"]) == (1, "broken")
    assert bus["detail"].startswith(f"127.0.0.1:{redis.port}: Redis: ")
    assert "much-secret" not in str(bus)
    monkeypatch.delenv("REDIS_URL")
    assert doctor(tmp_path)[1] == {"part": "bus", "state": "off", "detail": "within one process; set REDIS_URL for several"}


@pytest.mark.parametrize("url", ["http://127.0.0.1", "127.0.0.1:6379", "redis://127.0.0.1:many"])
def test_a_url_that_cannot_be_is_one_line_that_names_the_setting(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    ran = CliRunner().invoke(command_line([]), ["serve", "--data", str(tmp_path)])
    assert ran.exit_code in {1, 2}
    assert len(ran.stderr.splitlines()) == 1
    assert "REDIS_URL: " in ran.stderr
