"""The order book in a terminal: list, show, export without formulas, ship, refund once per key."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bots.runtime.commands.order_book import harmless
from bots.runtime.commands.orders import app
from bots.runtime.house import open_house
from bots.runtime.settings import Settings
from tests.peers.small_shop import buy


@pytest.fixture
def shop(tmp_path: Path) -> tuple[str, str]:
    """(folder, code of a paid order)."""
    house = open_house(Settings(data_dir=tmp_path))
    order = buy(house.core, "eva", "DE", "A1-WHITE-M", 2)
    house.close()
    return str(tmp_path), order.code


def _run(folder: str, *words: str) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, [*words, "--data", folder])
    return ran.exit_code, ran.stdout.strip(), ran.stderr.strip()


def test_an_order_is_listed_and_shown(shop: tuple[str, str]) -> None:
    folder, code = shop
    _, listed, _ = _run(folder, "list", "--json")
    [row] = json.loads(listed)
    assert (row["code"], row["country"], row["payment"], row["units"]) == (code, "DE", "captured", 2)
    assert code in _run(folder, "list", "de")[1]
    assert _run(folder, "list", "FR")[1] == "No order matches."
    _, shown, _ = _run(folder, "show", code.lower(), "--json")
    whole = json.loads(shown)
    assert [line["sku"] for line in whole["lines"]] == ["A1-WHITE-M"]
    assert [event["type"] for event in whole["events"]] == ["placed", "payment_started", "paid"]
    assert "placed" in _run(folder, "show", code)[1]


def test_the_export_holds_every_line(shop: tuple[str, str]) -> None:
    folder, code = shop
    [row] = list(csv.DictReader(io.StringIO(_run(folder, "export")[1])))
    assert (row["code"], row["sku"], row["quantity"], row["country"]) == (code, "A1-WHITE-M", "2", "DE")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("TW-1") == "TW-1"


def test_ship_and_refund(shop: tuple[str, str]) -> None:
    folder, code = shop
    assert _run(folder, "ship", code)[1] == f"{code}  booked"
    status, line, _ = _run(folder, "refund", code, "--amount", "1.50", "--key", "k1")
    assert (status, line) == (0, f"{code}  partly_refunded  refunded 1.50 EUR")
    assert _run(folder, "refund", code, "--amount", "1.50", "--key", "k1")[1] == line


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("show", "TW-00000000-0"), 1, "tradewind: not found: field order"),
        (("refund", "CODE", "--amount", "1e3"), 2, "--amount: '1e3' is not a decimal amount"),
        (("refund", "CODE", "--amount", "99999"), 1, "tradewind: invalid: field amount"),
    ],
)
def test_what_is_wrong_is_one_line(shop: tuple[str, str], words: tuple[str, ...], status: int, said: str) -> None:
    folder, code = shop
    found, _, error = _run(folder, *(code if word == "CODE" else word for word in words))
    assert found == status
    assert said in error
