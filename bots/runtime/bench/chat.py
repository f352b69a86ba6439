"""`tradewind bench chat`: CPU of one whole turn of the embedded shop, interleaved with the frozen idempotent floor."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bots.messages import Action, Answer, Turn
from bots.runtime.bench.floors import figure, floor_round
from bots.runtime.house import House, open_house
from bots.runtime.settings import Settings

TURNS, CHATS, AT_ONCE = 1_000, 500, 50
_FLOOR = "turn_idempotent_cpu_us"
_SAID = {  # what a buyer of each language asks for when neither ordering nor asking for a total
    "en": ("what's popular", "show me something for the kitchen", "do you have wireless earbuds", "thanks"),
    "es": ("qué me recomiendas", "busco un vestido rojo", "¿tienen audífonos inalámbricos?", "gracias"),
    "zh-Hans": ("有什么推荐", "我想买一条红色连衣裙", "有没有绿茶", "谢谢"),
    "ar": ("ماذا تنصحني", "أريد فستان أحمر", "هل عندكم شاي أخضر", "شكرا"),
}
_ASKED = {
    "en": "how much is B2 shipped to Germany?", "es": "¿cuánto cuesta B2 con envío a Alemania?",
    "zh-Hans": "B2寄到德国多少钱", "ar": "كم سعر B2 مع الشحن إلى ألمانيا؟",
}
_LOCALES = {"en": "en-GB", "es": "es-MX", "zh-Hans": "zh-SG", "ar": "ar-AE"}
_ADDRESS = {"name": "Ana Weber", "street_address": "Hauptstr. 1", "city": "Berlin", "postal_code": "10115"}
_HOW = (
    f"process CPU of turn -> answer, all threads; {TURNS} turns a round over {CHATS} chats in four languages, {AT_ONCE} at "
    "once, 10 % place an order, 20 % ask for a landed cost, the rest browse; SQLite WAL FULL, one commit per batch (up "
    "to 50 turns), every turn with inbox row, memory and stored encrypted reply"
)


def figures(rounds: int = 5) -> list[dict[str, Any]]:
    """`turn_cpu_us`, `p50_ms` and `p99_ms` of a turn; `rounds` of each, after one that warms up."""
    spent: list[float] = []
    waits: list[float] = []
    floors: list[float] = []
    for round_ in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            cpu, waited = asyncio.run(_round(Path(folder)))
        floor = floor_round("chat.py", _FLOOR)
        if round_ > 0:
            spent.append(cpu)
            waits += waited
            floors += floor
    ranked = sorted(waits)
    return [
        figure("turn_cpu_us", "us", spent, _HOW, (_FLOOR, floors)),
        figure("p50_ms", "ms", [statistics.median(ranked)], f"wall time of a turn while {AT_ONCE} are under way"),
        figure("p99_ms", "ms", [ranked[len(ranked) * 99 // 100]], f"wall time of a turn while {AT_ONCE} are under way"),
    ]


async def _round(folder: Path) -> tuple[float, list[float]]:
    """(CPU microseconds a turn, wall milliseconds of each turn) in a new shop on the disk."""
    house = open_house(Settings(data_dir=folder))
    try:
        turns = _turns()
        await _prepare(house, turns)
        waited: list[float] = []
        begun = time.process_time()
        answers = [each for start in range(0, TURNS, AT_ONCE) for each in await _together(house, turns[start : start + AT_ONCE], waited)]
        cpu = (time.process_time() - begun) / TURNS * 1e6
        _check(answers)
        return cpu, waited
    finally:
        house.close()


def _turns() -> list[Turn]:
    found = []
    for number in range(TURNS):
        language = tuple(_SAID)[number % len(_SAID)]
        common = {"id": f"t{number}", "buyer": f"b{number % CHATS}", "locale": _LOCALES[language]}
        if number % 10 == 0:
            found.append(Turn(**common, action=Action("shipping", {"option": "post"})))  # type: ignore[arg-type]
        elif number % 10 < 3:
            found.append(Turn(**common, text=_ASKED[language]))  # type: ignore[arg-type]
        else:
            found.append(Turn(**common, text=_SAID[language][number // 10 % len(_SAID[language])]))  # type: ignore[arg-type]
    return found


async def _prepare(house: House, turns: Sequence[Turn]) -> None:
    """Chats that are under way: every one has spoken; those that will order have a basket and an address."""
    from commerce_core.services.administration import Hire
    from commerce_core.services.catalogue import SetStock

    await house.writer.do(Hire("bench", "bench-password"))
    await house.writer.do(SetStock("B2", 100_000, "bench"))
    await asyncio.gather(*(
        house.conversation.answer(Turn(id=f"p{at}", buyer=f"b{at}", text="hello", locale="en-GB")) for at in range(CHATS)
    ))
    for step, action in enumerate((
        Action("set_country", {"country": "DE"}), Action("address", _ADDRESS), Action("add", {"sku": "B2"}),
    )):
        await asyncio.gather(*(
            house.conversation.answer(Turn(id=f"q{step}-{turn.id}", buyer=turn.buyer, action=action))
            for turn in turns if turn.action is not None and int(turn.id[1:]) < CHATS
        ))


async def _together(house: House, turns: Sequence[Turn], waited: list[float]) -> list[Answer]:
    async def one(turn: Turn) -> Answer:
        begun = time.perf_counter()
        answer = await house.conversation.answer(turn)
        waited.append((time.perf_counter() - begun) * 1e3)
        return answer

    return list(await asyncio.gather(*(one(turn) for turn in turns)))


def _check(answers: Sequence[Answer]) -> None:
    """The work was really done: orders placed, totals told, nobody left without an answer."""
    types = [block.type for answer in answers for reply in answer.replies for block in reply.blocks]
    assert types.count("invoice") >= CHATS // 10, f"{types.count('invoice')} orders were placed"
    assert types.count("receipt") >= TURNS // 5, f"{types.count('receipt')} totals were told"
    assert all(answer.replies[0].blocks for answer in answers), "a turn was not answered"
