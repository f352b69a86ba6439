"""`telegram_cpu_us` of `tradewind bench chat`: CPU from an update's bytes to the bytes of its answer, less dialogue."""

from __future__ import annotations

import statistics
import time
from itertools import cycle, islice
from typing import Any

import orjson
from aiogram.types import Update

from bots.channels.telegram.render import Place, render
from bots.channels.telegram.session import body_of, loads
from bots.channels.telegram.updates import BotName, turn_of
from bots.messages import Action, Block, Button, Choices, ProductCard, Receipt, ReceiptLine, Reply, Text
from commerce_core.domain.money import Money

TURNS_PER_ROUND = 2_000
UPDATES = 500
WARM_UP = 1
BOT = BotName("42", "tradewind_bot")
PRICE = Money(4127, "EUR")


def figures(rounds: int = 5) -> list[dict[str, Any]]:
    """The bench's figures as the command-line contract writes them; `rounds` of each, after one that warms up.

    A turn is what the adapter does for it by itself: JSON, aiogram's Update, the turn, degrading, rendering, aiogram's
    methods, JSON. The conversation is three constant answers in turn (a question, three products, a receipt), so that
    a turn is answered by two requests on average. No socket is opened.
    """
    updates, replies = _updates(), _replies()
    values = [_cpu_us(updates, replies) for _ in range(rounds + WARM_UP)][WARM_UP:]
    return [
        {
            "name": "telegram_cpu_us",
            "value": round(statistics.median(values), 2),
            "unit": "us",
            "min": round(min(values), 2),
            "max": round(max(values), 2),
            "floor": None,
            "ratio": None,
            "detail": f"process CPU, {TURNS_PER_ROUND} turns a round; update bytes in, bytes of two requests out, no socket",
        }
    ]


def _cpu_us(updates: list[bytes], replies: list[Reply]) -> float:
    begun = time.process_time()
    sent = 0
    for raw, reply in islice(zip(cycle(updates), cycle(replies), strict=False), TURNS_PER_ROUND):
        turn = turn_of(Update.model_validate(loads(raw)), BOT)
        assert turn is not None
        for method in render(reply, Place(int(turn.buyer)), PHOTOS):
            sent += len(body_of(method))
    spent = time.process_time() - begun
    assert sent > 0
    return spent / TURNS_PER_ROUND * 1e6


PHOTOS = {f"/pictures/product-{n}.webp": f"AgACAgIAAxkBAAIB{n:044}" for n in range(3)}


def _updates() -> list[bytes]:
    """Texts and presses of 50 buyers, as the Bot API sends them."""
    return [_press(number) if number % 3 == 0 else _text(number) for number in range(UPDATES)]


def _person(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    buyer = 500_000 + number % 50
    named = {"id": buyer, "first_name": "Ana", "last_name": "Ruiz", "username": "anaruiz"}
    return named | {"is_bot": False, "language_code": "es"}, named | {"type": "private"}


def _text(number: int) -> bytes:
    user, chat = _person(number)
    message = {
        "message_id": number, "from": user, "chat": chat, "date": 1_772_000_000 + number,
        "text": "hola, busco una cafetera roja por menos de 40 euros",
    }
    return orjson.dumps({"update_id": number, "message": message})


def _press(number: int) -> bytes:
    user, chat = _person(number)
    pressed = {
        "message_id": number, "date": 1_772_000_000, "chat": chat, "text": "Cafetera moka · 41,27 €",
        "from": {"id": 42, "is_bot": True, "first_name": "Tradewind", "username": "tradewind_bot"},
        "reply_markup": {"inline_keyboard": [[{"text": "Añadir", "callback_data": "add|s:MOKA-6-RED|q#1"}]]},
    }
    query = {
        "id": f"21474836{number}", "from": user, "message": pressed, "chat_instance": "-731", "data": "add|s:MOKA-6-RED|q#1",
    }
    return orjson.dumps({"update_id": number, "callback_query": query})


def _replies() -> list[Reply]:
    buttons = tuple(
        Button(label, action)
        for label, action in (
            ("Añadir", Action("add", {"sku": "MOKA-6-RED", "quantity": 1})), ("Detalles", Action("show", {"product": "moka-pot"})),
        )
    )
    cards = tuple(
        ProductCard(f"product-{n}", f"SKU-{n}", "Cafetera moka", PRICE, "41,27 €", ("En existencias", "1,1 kg"), url, "Cafetera", buttons)
        for n, url in enumerate(PHOTOS)
    )
    lines = tuple(
        ReceiptLine(label, PRICE, "41,27 €", "exact", Action("why", {"charge": charge}))
        for label, charge in (("Productos", "goods"), ("Envío", "shipping"), ("Aranceles", "duty"), ("IVA", "import_vat"))
    )
    receipt = Receipt({}, lines, PRICE, "Total", "165,08 €", "exact", "¿Por qué?", (Button("Comprar", Action("checkout")),))
    answers: tuple[tuple[Block, ...], ...] = (
        (Text("¡Hola! Esto es lo que más gusta en España."), Choices("¿Qué te apetece ver?", buttons)),
        (Text("Estas tres te pueden gustar:"), *cards),
        (receipt,),
    )
    return [Reply(blocks) for blocks in answers]
