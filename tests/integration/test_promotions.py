"""A promotion reaches those who asked for it, once, in their language, and nobody who said stop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from bots.messages import Action, Turn
from bots.runtime.clock import SetClock
from bots.runtime.house import House, open_house
from bots.runtime.settings import Settings
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import Hire
from commerce_core.services.promotions import (
    DraftPromotion,
    DryRun,
    PausePromotion,
    SendPromotion,
    ShowPromotion,
    TakeDeliveries,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXTS = {"en": "Tea week: this Longjing, fresh in.", "es": "Semana del té: llegó este Longjing."}


@pytest.fixture
def house() -> Iterator[House]:
    opened = open_house(Settings(data_dir=Path("unused")), in_memory=True, clock=SetClock(NOON))
    opened.core.do(Hire("ana", "a long password"))
    opened.core.do(Hire("luis", "a long password", "orders"))
    yield opened
    opened.close()


async def _says(house: House, buyer: str, text: str, locale: str, turn: str) -> None:
    await house.conversation.answer(Turn(id=turn, buyer=buyer, channel="web", text=text, locale=locale))


async def _audience(house: House) -> None:
    """Two who asked for offers in English and Spanish, one in Chinese, one who never asked, one who stopped."""
    for at, (buyer, text, locale, asks) in enumerate((
        ("bo", "hello there", "en-GB", True), ("eva", "hola, buenas tardes", "es-MX", True),
        ("li", "你好，请问有什么", "zh-CN", True), ("nobody", "hello there", "en-GB", False), ("off", "hello there", "en-GB", True),
    )):
        await _says(house, buyer, text, locale, f"hello-{at}")
        if asks:
            action = Action("subscribe", {})
            await house.conversation.answer(Turn(id=f"yes-{at}", buyer=buyer, channel="web", action=action))
    await _says(house, "off", "STOP", "en-GB", "stop")


async def _drain(house: House) -> None:
    for _ in range(50):
        if not await house.worker.run_due(house.core.clock.now()):
            return


def test_a_dry_run_counts_and_sends_nothing(house: House) -> None:
    asyncio.run(_audience(house))
    promotion = house.core.do(DraftPromotion("ana", TEXTS, "B2"))
    audience = house.core.ask(DryRun("ana", promotion.id))
    assert audience.reached == {"web": {"en": 1, "es": 1, "zh-Hans": 1}}
    assert (audience.people, audience.not_asked_for, audience.seconds) == (3, 2, 1)
    assert audience.without_own_language == {"zh-Hans": 1}
    assert house.core.ask(ShowPromotion("ana", promotion.id)).counts == {}


def test_it_reaches_each_subscriber_once_in_their_language(house: House) -> None:
    async def run() -> dict[str, list[bytes]]:
        await _audience(house)
        promotion = house.core.do(DraftPromotion("ana", TEXTS, "B2"))
        got: dict[str, list[bytes]] = {"bo": [], "eva": [], "nobody": [], "off": []}

        async def listen(buyer: str) -> None:
            async with house.bus.subscribe(f"web:main:{buyer}") as messages:
                async for message in messages:
                    got[buyer].append(message)

        listening = [asyncio.create_task(listen(buyer)) for buyer in got]
        await asyncio.sleep(0)
        house.core.do(SendPromotion("ana", promotion.id))
        house.core.do(SendPromotion("ana", promotion.id))
        await _drain(house)
        await asyncio.sleep(0.05)
        for task in listening:
            task.cancel()
        progress = house.core.ask(ShowPromotion("ana", promotion.id))
        assert (progress.promotion.status, progress.counts) == ("done", {"sent": 3})
        with pytest.raises(Refusal, match="conflict"):
            house.core.do(SendPromotion("ana", promotion.id))
        said = await house.conversation.said("web:main:eva", 10)
        assert (said[-1]["turn"]["text"], said[-1]["turn"]["action"]) == (None, None)
        return got

    got = asyncio.run(run())
    assert {buyer: len(messages) for buyer, messages in got.items()} == {"bo": 1, "eva": 1, "nobody": 0, "off": 0}
    blocks = orjson.loads(got["eva"][0])["replies"][0]["blocks"]
    assert [block["type"] for block in blocks] == ["text", "product", "choices"]
    assert blocks[0]["text"] == TEXTS["es"]
    assert blocks[1]["title"] == "Té verde Longjing, 100 g · B2"
    assert blocks[2]["actions"] == [{"label": "No más ofertas", "action": {"verb": "unsubscribe", "args": {}}}]


def test_stop_between_the_queue_and_the_sending_is_honoured(house: House) -> None:
    async def run() -> dict[str, int]:
        await _audience(house)
        promotion = house.core.do(DraftPromotion("ana", TEXTS))
        house.core.do(SendPromotion("ana", promotion.id))
        await _says(house, "bo", "STOP", "en-GB", "late-stop")
        await _drain(house)
        return dict(house.core.ask(ShowPromotion("ana", promotion.id)).counts)

    assert asyncio.run(run()) == {"sent": 2, "stopped": 1}


def test_a_pause_keeps_the_rest_for_later(house: House) -> None:
    async def run() -> None:
        await _audience(house)
        promotion = house.core.do(DraftPromotion("ana", TEXTS))
        house.core.do(SendPromotion("ana", promotion.id))
        house.core.do(PausePromotion("ana", promotion.id))
        await _drain(house)
        assert house.core.ask(ShowPromotion("ana", promotion.id)).counts == {"queued": 3}
        house.core.do(SendPromotion("ana", promotion.id))
        await _drain(house)
        assert house.core.ask(ShowPromotion("ana", promotion.id)).counts == {"sent": 3}

    asyncio.run(run())


def test_a_message_that_may_have_been_sent_is_never_sent_again(house: House) -> None:
    async def run() -> None:
        await _audience(house)
        promotion = house.core.do(DraftPromotion("ana", TEXTS))
        house.core.do(SendPromotion("ana", promotion.id))
        assert len(house.core.do(TakeDeliveries(promotion.id, "web", 2))) == 2  # and then the process dies
        assert isinstance(house.clock, SetClock)
        house.clock.move_to(datetime(2026, 11, 22, 13, tzinfo=UTC))
        await _drain(house)
        progress = house.core.ask(ShowPromotion("ana", promotion.id))
        assert (progress.promotion.status, progress.counts) == ("done", {"sent": 1, "unknown": 2})

    asyncio.run(run())


@pytest.mark.parametrize(
    ("actor", "texts", "product", "code", "field"),
    [
        ("luis", TEXTS, None, "forbidden", None), ("nobody", TEXTS, None, "forbidden", None),
        ("ana", {}, None, "missing", "text"), ("ana", {"en": " "}, None, "missing", "text"),
        ("ana", {"en": "x" * 901}, None, "invalid", "text.en"), ("ana", TEXTS, "Z99", "not_found", "product"),
    ],
)
def test_what_cannot_be_drafted_is_refused(
    house: House, actor: str, texts: dict[str, str], product: str | None, code: str, field: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        house.core.do(DraftPromotion(actor, texts, product))
    assert (refused.value.code, refused.value.data.get("field")) == (code, field)
