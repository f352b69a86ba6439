"""The whole house in memory on a clock that stands until it is moved, with the understanding that is trained once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import orjson

from bots.messages import Answer, Turn
from bots.runtime.clock import SetClock
from bots.runtime.house import House, open_house
from bots.runtime.settings import Settings
from commerce_core.storage.statements import Driver
from tests.trained_understanding import understanding

MORNING = datetime(2026, 3, 2, 10, tzinfo=UTC)


def opened(at: datetime = MORNING, folder: Path | None = None) -> House:
    """The sample shop, in memory or in a folder; whoever opens it closes it."""
    settings = Settings(data_dir=folder) if folder else Settings()
    with patch("bots.runtime.house.load", understanding):
        return open_house(settings, in_memory=folder is None, clock=SetClock(at))


@contextmanager
def a_house(at: datetime = MORNING, folder: Path | None = None) -> Iterator[House]:
    house = opened(at, folder)
    try:
        yield house
    finally:
        house.close()


def answered(house: House, turn: Turn) -> Answer:
    """What the shop answers to a turn, after everything that its outcome waited for."""
    return asyncio.run(house.conversation.answer(turn))


def live_until(house: House, at: datetime) -> None:
    """Everything that falls due up to a time, each at its own moment; then it is that time."""
    clock = house.clock
    assert isinstance(clock, SetClock)
    asyncio.run(house.worker.run_until(at, clock.move_to))


def wait(house: House, **time: float) -> None:
    """Live through so many `days`, `hours`, `minutes`."""
    live_until(house, house.clock.now() + timedelta(**time))


def told(house: House) -> list[tuple[str, dict[str, Any]]]:
    """From now on, collects what is sent unasked: (topic, answer's JSON)."""
    heard: list[tuple[str, dict[str, Any]]] = []
    publish = house.bus.publish

    def keep(topic: str, message: bytes) -> None:
        heard.append((topic, orjson.loads(message)))
        publish(topic, message)

    house.bus.publish = keep  # type: ignore[method-assign]
    return heard


def rows(house: House) -> dict[str, int]:
    """Rows of every table: what must not change where nothing may happen."""
    with house.database.write(house.clock.now()) as work:
        cursor = work._driver.cursor  # type: ignore[attr-defined]
        names = [row[0] for row in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: cursor.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


UNTOUCHED = {"past_sale", "past_product", "demand", "past_import", "product", "variant", "category"}
"""What no conversation writes to; thousands of rows."""


def contents(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a conversation may write to."""
    with house.database.write(house.clock.now()) as work:
        cursor = work._driver.cursor  # type: ignore[attr-defined]
        names = [row[0] for row in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            name: sorted(map(tuple, cursor.execute(f'SELECT * FROM "{name}"')), key=repr) for name in names if name not in UNTOUCHED
        }


class Snapshot:
    """A house's database and clock at a moment, to go back to as often as wanted."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._at = house.clock.now()
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        house.database._writer.backup(self._copy)
        self.contents = contents(house)

    def restore(self) -> None:
        self._copy.backup(self._house.database._writer)
        self._house.clock._at = self._at  # type: ignore[union-attr]
        self._house.conversation._languages.clear()

    def close(self) -> None:
        self._copy.close()


@contextmanager
def failing_at(number: int, error: Exception) -> Iterator[list[int]]:
    """The statement of that number (counted from one) raises instead of running; gives how many were asked for."""
    asked = [0]

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def run(driver: Driver, *arguments: Any) -> Any:
            asked[0] += 1
            if asked[0] == number:
                raise error
            return method(driver, *arguments)

        return run

    names = ("run", "one", "all", "many")
    with ExitStack() as patches:
        for name in names:
            patches.enter_context(patch.object(Driver, name, counted(getattr(Driver, name))))
        yield asked


def stock_is_conserved(house: House) -> bool:
    """available + held + sold = received for every SKU, and what is held is what open holds hold."""
    with house.database.write(house.clock.now()) as work:
        stock = work.stock.all()
        cursor = work._driver.cursor  # type: ignore[attr-defined]
        held = dict(cursor.execute("SELECT sku, sum(quantity) FROM hold WHERE ended IS NULL GROUP BY sku"))
    return all(
        each.available + each.held + each.sold == each.received and min(each.available, each.held, each.sold) >= 0
        and held.get(sku, 0) == each.held
        for sku, each in stock.items()
    )
