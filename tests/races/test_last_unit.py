"""Fifty buyers want five units at once: five orders, forty-five refusals, and the stock adds up."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bots.messages import Answer, Turn
from bots.runtime.house import House
from commerce_core.services.administration import Hire
from commerce_core.services.catalogue import SetStock
from tests.shop_in_memory import a_house, rows, stock_is_conserved

GB = {"name": "Ada", "street_address": "1 Row", "city": "London", "postal_code": "SW1Y 4JH"}
BUYERS, UNITS = 50, 5


def turn(number: int, step: str, verb: str, **args: object) -> Turn:
    return Turn.from_json({"id": f"{step}{number}", "buyer": f"buyer{number}", "action": {"verb": verb, "args": args}})


async def each(house: House, step: str, verb: str, **args: object) -> list[Answer]:
    """The same step of every buyer, all at once, every turn delivered twice."""
    turns = [turn(number, step, verb, **args) for number in range(BUYERS)]
    answers = await asyncio.gather(*(house.conversation.answer(each) for each in [*turns, *turns]))
    assert answers[:BUYERS] == answers[BUYERS:]
    return answers[:BUYERS]


@pytest.mark.parametrize("on_disk", [False, True], ids=["memory", "file"])
def test_the_last_units(on_disk: bool, tmp_path: Path) -> None:
    with a_house(folder=tmp_path if on_disk else None) as house:
        house.core.do(Hire("owner", "a long password"))
        house.core.do(SetStock("A7", UNITS, "owner"))

        async def rush() -> tuple[list[Answer], list[Answer]]:
            await each(house, "country", "set_country", country="GB")
            await each(house, "add", "add", sku="A7", quantity=1)
            await each(house, "address", "address", **GB)
            placed = await each(house, "ship", "shipping", option="post")
            paid = await each(house, "pay", "pay", method="sandbox", outcome="success")
            return placed, paid

        placed, paid = asyncio.run(rush())
        assert Counter(answer.refused["code"] if answer.refused else "placed" for answer in placed) == {"placed": UNITS, "out_of_stock": BUYERS - UNITS}
        assert Counter(answer.state["order"]["payment"] if answer.state["order"] else "none" for answer in paid) == {"captured": UNITS, "none": BUYERS - UNITS}
        assert all("sold out" in answer.texts[0] for answer in placed if answer.refused)
        assert [rows(house)[name] for name in ("orders", "hold", "payment", "basket_line")] == [UNITS, UNITS, UNITS, BUYERS - UNITS]
        with house.database.read(house.clock.now()) as work:
            units = work.stock.of("A7")
            assert units is not None
            assert (units.available, units.held, units.sold) == (0, 0, UNITS)
        assert stock_is_conserved(house)
