"""`tradewind bench chat`: CPU of one whole turn of the embedded shop, interleaved with the frozen idempotent floor."""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bots.messages import Action, Answer, Turn
from bots.runtime.bench.floors import figure, floor_round
from bots.runtime.house import House, open_house
from bots.runtime.settings import Settings
from commerce_core.domain.buyer import Buyer, Place
from commerce_core.services.administration import Hire
from commerce_core.services.catalogue import SetStock, ShowCatalogue
from commerce_core.services.pricing import DoorPrice, QuoteItem

TURNS, CHATS, AT_ONCE, MOST_UNITS, UNITS = 2_000, 500, 50, 4, 100_000
_FLOOR = "turn_idempotent_cpu_us"
_SAID = {  # what a buyer of each language says when neither ordering nor asking for a total: of goods, or with a digit
    "en": ("what's popular {digit}", "do you have {goods}", "show me {goods} under {digit}0", "thanks {digit}", "I'm looking for {goods} please"),
    "es": ("qué me recomiendas {digit}", "busco {goods}", "¿tienen {goods} por menos de {digit}0?", "gracias {digit}", "quiero ver {goods} por favor"),
    "zh-Hans": ("有什么推荐 {digit}", "我想买{goods}", "有没有{digit}0以下的{goods}", "谢谢 {digit}", "请给我看看{goods}"),
    "ar": ("ماذا تنصحني {digit}", "أريد {goods}", "هل عندكم {goods} بأقل من {digit}0؟", "شكرا {digit}", "أبحث عن {goods} من فضلك"),
}
_ASKED = {
    "en": "how much is {code} shipped to Germany? {digit}", "es": "¿cuánto cuesta {code} con envío a Alemania? {digit}",
    "zh-Hans": "{code}寄到德国多少钱 {digit}", "ar": "كم سعر {code} مع الشحن إلى ألمانيا؟ {digit}",
}
_LOCALES = {"en": "en-GB", "es": "es-MX", "zh-Hans": "zh-SG", "ar": "ar-AE"}
_ADDRESS = {"name": "Ana Weber", "street_address": "Hauptstr. 1", "city": "Berlin", "postal_code": "10115"}
_HOW = (
    f"process CPU of turn -> answer, all threads; {TURNS} turns a round over {CHATS * 9 // 10 + TURNS // 10} chats in "
    f"four languages, {AT_ONCE} at once, 10 % place an order, 20 % ask for a landed cost, the rest browse; goods, units and digits vary; SQLite WAL FULL, "
    f"at most {AT_ONCE} turns per commit, every turn with inbox row, memory and stored encrypted reply"
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is said, and what each chat that will order has in its basket."""

    turns: tuple[Turn, ...]
    baskets: dict[str, tuple[str, int]]


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
        plan = plan_of(house)
        await prepare(house, plan)
        house.settle()
        waited: list[float] = []
        answers: list[Answer] = []
        begun = time.process_time()
        for start in range(0, TURNS, AT_ONCE):
            answers += await _together(house, plan.turns[start : start + AT_ONCE], waited)
        cpu = (time.process_time() - begun) / TURNS * 1e6
        check(answers)
        return cpu, waited
    finally:
        house.close()


def plan_of(house: House) -> _Plan:
    """The seeded turns of a round, over all goods of the sample shop."""
    chance = random.Random(12)  # noqa: S311
    goods = house.core.ask(ShowCatalogue()).products
    mailed = [variant.sku for product in goods for variant in product.variants if _goes_by_post(house, variant.sku)]
    turns, baskets = [], {}
    for number in range(TURNS):
        # A chat stays in its language.
        language, product = tuple(_SAID)[number % CHATS // 10 % len(_SAID)], chance.choice(goods)
        if number % 10 == 0:
            buyer = f"orders-{number}"
            baskets[buyer] = chance.choice(mailed), chance.randint(1, MOST_UNITS)
            turns.append(Turn(f"t{number}", buyer, action=Action("shipping", {"option": "post"}), locale=_LOCALES[language]))
        else:
            text = _ASKED[language] if number % 10 < 3 else chance.choice(_SAID[language])
            said = text.format(goods=product.title(language), code=product.code, digit=chance.randint(2, 9))
            turns.append(Turn(f"t{number}", f"b{number % CHATS}", text=said, locale=_LOCALES[language]))
    return _Plan(tuple(turns), baskets)


def _goes_by_post(house: House, sku: str) -> bool:
    known = Place("DE", "known")
    buyer = Buyer("nobody", "console", "main", "nobody", "en", "EUR", known, known)
    prices: tuple[DoorPrice, ...] = house.core.ask(QuoteItem(buyer, sku, MOST_UNITS))
    return any(price.offer.option.id == "post" for price in prices)


async def prepare(house: House, plan: _Plan) -> None:
    """Chats that are under way: every one has spoken; those that will order have a basket and an address."""
    await house.writer.do(Hire("bench", "bench-password"))
    for sku in {sku for sku, _ in plan.baskets.values()}:
        await house.writer.do(SetStock(sku, UNITS, "bench"))
    for turn in plan.turns[:CHATS]:
        await house.conversation.answer(Turn(f"p{turn.id}", turn.buyer, text="hello", locale="en-GB"))
    for buyer, (sku, quantity) in plan.baskets.items():
        for step in (
            Action("set_country", {"country": "DE"}), Action("address", _ADDRESS), Action("add", {"sku": sku, "quantity": quantity}),
        ):
            await house.conversation.answer(Turn(f"{step.verb}-{buyer}", buyer, action=step))


async def _together(house: House, turns: Sequence[Turn], waited: list[float]) -> list[Answer]:
    async def one(turn: Turn) -> Answer:
        begun = time.perf_counter()
        answer = await house.conversation.answer(turn)
        waited.append((time.perf_counter() - begun) * 1e3)
        return answer

    return list(await asyncio.gather(*(one(turn) for turn in turns)))


def check(answers: Sequence[Answer]) -> None:
    """The work was really done: orders placed, totals told, goods shown, nobody left without an answer."""
    types = [block.type for answer in answers for reply in answer.replies for block in reply.blocks]
    assert types.count("invoice") == TURNS // 10, f"{types.count('invoice')} orders were placed"
    assert types.count("receipt") >= TURNS * 3 // 10, f"{types.count('receipt')} totals were told"
    assert types.count("product") >= TURNS, f"{types.count('product')} cards were shown"
    assert all(answer.replies[0].blocks for answer in answers), "a turn was not answered"
