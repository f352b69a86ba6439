"""What lies on the disk is its owner's alone: the folder, the key, the database and what SQLite keeps beside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bots.runtime.house import open_house
from bots.runtime.settings import Settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has access lists in place of modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_on_the_machine_can_read_a_new_shop(tmp_path: Path) -> None:
    """Comments of live rooms, past customers and password hashes lie in it as they are: the key does not cover them."""
    before = os.umask(0o022)
    try:
        house = open_house(Settings(data_dir=tmp_path / "shop"), sample=False)
        try:
            found = {path.name: mode(path) for path in (tmp_path / "shop").iterdir()}
        finally:
            house.close()
    finally:
        os.umask(before)
    assert mode(tmp_path / "shop") == 0o700
    assert found == dict.fromkeys(("secret.key", "shop.db", "shop.db-wal", "shop.db-shm"), 0o600)


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o750)
    open_house(Settings(data_dir=tmp_path / "shared"), sample=False).close()
    assert mode(tmp_path / "shared") == 0o750
