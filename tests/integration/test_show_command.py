"""`tradewind show`: a show run from the terminal, and one clear line for each thing that cannot be."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from bots.runtime.cli import command_line
from bots.runtime.house import open_house
from bots.runtime.settings import Settings
from commerce_core.services.administration import Hire
from tests.trained_understanding import understanding


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    with patch("bots.runtime.house.load", understanding):
        house = open_house(Settings(data_dir=tmp_path))
        house.core.do(Hire("merchant", "a long pass phrase"))
        house.core.do(Hire("otto", "a long pass phrase", "orders"))
        house.close()
    return tmp_path


def run(shop: Path, *words: str) -> tuple[int, str, str]:
    with patch("bots.runtime.house.load", understanding):
        result = CliRunner().invoke(command_line(["show"]), ["show", *words, "--data", str(shop)])
    return result.exit_code, result.stdout, result.stderr


def test_a_show_from_start_to_end(shop: Path) -> None:
    status, printed, _ = run(shop, "start", "Sunday market", "--item", "A7=24.00", "--item", "A12-RED-M")
    assert status == 0
    assert printed.splitlines()[0] == "Sunday market · room main · open"
    assert [line.split()[:3] for line in printed.splitlines()[1:]] == [["*", "A7", "24.00"], ["A12", "38.90", "USD"]]
    assert run(shop, "pin", "A12")[1].splitlines()[2].startswith(" * A12")
    assert run(shop, "price", "A12", "30.50")[1].splitlines()[2].split()[2] == "30.50"
    assert run(shop, "price", "A12", "none")[1].splitlines()[2].split()[2] == "38.90"
    assert run(shop, "close")[1].splitlines()[0] == "Sunday market · room main · closed"


@pytest.mark.parametrize(("words", "status", "error"), [
    (("pin", "A12"), 1, "room: nothing by that name"),
    (("start", "Mine", "--as", "otto"), 1, "this member of staff may not host (see --as)"),
    (("start", "Mine", "--item", "nothing"), 1, "product: nothing by that name"),
    (("start", "Mine", "--item", "A7=free"), 2, "price: 'free' is not a decimal amount"),
    (("start", "Mine", "--room", "no room"), 1, "room: invalid"),
])
def test_each_no_is_one_line(shop: Path, words: tuple[str, ...], status: int, error: str) -> None:
    assert run(shop, *words)[::2] == (status, f"tradewind: {error}\n")
