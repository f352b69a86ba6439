"""A database that cannot grow, cannot be read or comes from a newer version: one clear error, nothing half-written."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bots.messages import Answer, Turn
from bots.runtime.house import House
from bots.runtime.settings import Settings
from commerce_core.ports import StorageFailed
from tests.shop_in_memory import a_house, answered, contents, opened, stock_is_conserved


def fill_up(house: House, pages: int = 0) -> None:
    """No more than so many further pages."""
    cursor = house.database._writer.cursor()
    used = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {used + pages}")


def make_room(house: House) -> None:
    house.database._writer.execute("PRAGMA max_page_count = 1000000")


def long_turn(number: int, buyer: str = "ana") -> Turn:
    """Its stored words alone need a page more than there is."""
    return Turn.from_json({"id": str(number), "buyer": buyer, "text": f"two of A7 {number} " + "x" * 20_000})


@pytest.mark.parametrize("on_disk", [False, True], ids=["memory", "file"])
def test_a_full_disk_is_one_clear_error_and_nothing_half_written(on_disk: bool, tmp_path: Path) -> None:
    with a_house(folder=tmp_path if on_disk else None) as house:
        answered(house, Turn.from_json({"id": "first", "buyer": "ana", "text": "hello"}))
        before = contents(house)
        fill_up(house)
        for _ in range(3):
            with pytest.raises(StorageFailed, match=r"^database or disk is full$"):
                answered(house, long_turn(1))
        assert contents(house) == before
        make_room(house)
        answer = answered(house, long_turn(1))
        assert [line["quantity"] for line in answer.state["cart"]] == [2]
        assert answered(house, long_turn(1)) == answer
        assert stock_is_conserved(house)


def test_a_batch_that_is_lost_is_tried_one_by_one() -> None:
    """Twenty turns at once where only some fit: each is either answered and kept, or failed and not there."""
    with a_house() as house:
        fill_up(house, pages=60)

        async def at_once() -> list[Answer | BaseException]:
            turns = [house.conversation.answer(long_turn(number, f"buyer{number}")) for number in range(20)]
            return await asyncio.gather(*turns, return_exceptions=True)

        outcomes = asyncio.run(at_once())
        answers = [each for each in outcomes if isinstance(each, Answer)]
        failures = [each for each in outcomes if not isinstance(each, Answer)]
        assert 0 < len(answers) < 20
        assert {(type(each), str(each)) for each in failures} == {(StorageFailed, "database or disk is full")}
        assert len(contents(house)["inbox"]) == len(contents(house)["basket_line"]) == len(answers)
        make_room(house)
        assert all(isinstance(each, Answer) for each in asyncio.run(at_once()))
        assert len(contents(house)["inbox"]) == len(contents(house)["basket_line"]) == 20


def test_the_worker_outlives_a_full_disk() -> None:
    with a_house() as house:
        async def scene() -> None:
            working = asyncio.create_task(house.worker.run())
            lease = house.core.lease_jobs
            failed = asyncio.Event()

            def full(*_: object) -> object:
                failed.set()
                raise StorageFailed("database or disk is full")

            house.core.lease_jobs = full  # type: ignore[method-assign,assignment]
            async with asyncio.timeout(5):
                while not failed.is_set():
                    await asyncio.sleep(0.01)
            house.core.lease_jobs = lease  # type: ignore[method-assign]
            await asyncio.sleep(0.05)
            assert not working.done()
            working.cancel()

        asyncio.run(scene())


def chat(folder: Path, line: str = '{"buyer": "ana", "text": "hello"}') -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"TRADEWIND_DATA_DIR": str(folder)}
    return subprocess.run([sys.executable, "-m", "bots.runtime.cli", "chat", "--jsonl"], input=line + "\n", capture_output=True, text=True,
                          check=False, env=environment, timeout=60)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    opened(folder=tmp_path).close()
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StorageFailed, match="written by a newer version of Tradewind"):
        opened(folder=tmp_path)
    done = chat(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [f"tradewind: {path}: written by a newer version of Tradewind (schema 9999, this one knows 0001)"]
    assert path.read_bytes() == before


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"not a database" * 100)
    done = chat(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"tradewind: {tmp_path / 'shop.db'}: file is not a database\n"


def test_a_shop_on_disk_is_gone_on_with(tmp_path: Path) -> None:
    """What one process was told, the next one knows; a turn that the first one answered is answered the same."""
    with a_house(folder=tmp_path) as house:
        first = answered(house, Turn.from_json({"id": "a", "buyer": "ana", "text": "two of A7"}))
    done = chat(tmp_path, json.dumps({"id": "a", "buyer": "ana", "text": "two of A7"}) + "\n" + json.dumps({"buyer": "ana", "text": "make it three"}))
    again, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, again) == (0, json.loads(json.dumps(first.as_json())))
    assert [line["quantity"] for line in third["state"]["cart"]] == [3]


def test_a_data_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(data_dir=tmp_path / "file" / "shop")
    with pytest.raises((OSError, StorageFailed)):
        opened(folder=settings.data_dir)
