"""A turn that dies at any of its statements leaves nothing half-written, and comes out right when it is delivered again."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from bots.messages import Answer, Turn
from commerce_core.ports import StorageFailed
from tests.shop_in_memory import Snapshot, a_house, answered, contents, failing_at, stock_is_conserved, wait

ADDRESS = {"name": "Ada", "street_address": "1 Row", "city": "London", "postal_code": "SW1Y 4JH"}


class PowerCut(Exception):
    pass


def turn(number: int, said: str | tuple[str, dict[str, Any]]) -> Turn:
    content = {"text": said} if isinstance(said, str) else {"action": {"verb": said[0], "args": said[1]}}
    return Turn.from_json({"id": str(number), "buyer": "ana", "locale": "en-GB", **content})


PURCHASE = [
    "two of A7", ("set_country", {"country": "GB"}), "how much is it?", ("address", ADDRESS), ("shipping", {"option": "post"}),
    ("pay", {"method": "sandbox"}), "cancel my order",
]


def standing(answer: Answer) -> tuple[str, str, str] | None:
    order = answer.state["order"]
    return order and (order["order"], order["payment"], order["fulfilment"])


def counted(tables: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(rows) for name, rows in tables.items()}


@pytest.mark.parametrize("error", [PowerCut("off"), sqlite3.OperationalError("disk I/O error")], ids=["fault", "storage"])
def test_every_statement_of_every_turn_may_fail(error: Exception) -> None:
    """What fails before the turn's commit is undone as a whole; what fails after it is made good by the job's next try."""
    with a_house() as house:
        tried = 0
        for number, said in enumerate(PURCHASE):
            asked = turn(number, said)
            before = Snapshot(house)
            right = answered(house, asked)
            after = contents(house)
            for at in range(1, 1_000):
                before.restore()
                try:
                    with failing_at(at, error) as statements:
                        answered(house, asked)
                except (PowerCut, StorageFailed):
                    assert contents(house) == before.contents, (said, at)
                if statements[0] < at:
                    break
                tried += 1
                again = answered(house, asked)
                if standing(again) != standing(right):  # the turn was kept, and the payment left for later
                    assert standing(again) == ("placed", "pending", "none"), (said, at)
                    wait(house, minutes=20)
                    again = answered(house, turn(99, ("order", {})))
                    assert standing(again) == ("confirmed", "captured", "none"), (said, at)
                    continue
                assert counted(contents(house)) == counted(after), (said, at)
                assert stock_is_conserved(house)
            before.restore()
            answered(house, asked)
            before.close()
        assert tried > 150


def test_a_failed_turn_says_so_and_the_next_one_is_served() -> None:
    with a_house() as house:
        with failing_at(3, sqlite3.OperationalError("database or disk is full")), pytest.raises(StorageFailed, match="database or disk is full"):
            answered(house, turn(1, "two of A7"))
        assert answered(house, turn(1, "two of A7")).state["cart"][0]["quantity"] == 2
