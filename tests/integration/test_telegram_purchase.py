"""A whole purchase on Telegram with the real house: Spanish words and pressed buttons, every update delivered twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bots.channels.telegram.adapter import TelegramChannel, TelegramSettings
from bots.channels.telegram.budget import Rate
from bots.runtime.clock import SetClock
from bots.runtime.house import House
from tests.peers.telegram_people import Person, Seen
from tests.peers.telegram_script import no_picture, played
from tests.peers.telegram_server import TelegramServer
from tests.shop_in_memory import a_house, contents, rows, stock_is_conserved

SETTINGS = TelegramSettings(repoll=0.01, chat_rate=Rate(0.0, 1), bot_rate=Rate(0.0, 1), account="shop")


class Running:
    """The channel with the house behind it, for as long as the block lasts."""

    def __init__(self, telegram: TelegramServer, house: House) -> None:
        self._channel = TelegramChannel(house.conversation, telegram.token, no_picture, SETTINGS, api=telegram.url)
        house.channels["telegram"] = self._channel

    async def __aenter__(self) -> TelegramChannel:
        self._task = asyncio.create_task(self._channel.run())
        return self._channel

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


def words(seen: list[Seen]) -> str:
    return "\n".join(each.text for each in seen)


async def lives(house: House, **time: float) -> None:
    clock = house.clock
    assert isinstance(clock, SetClock)
    await house.worker.run_until(clock.now() + timedelta(**time), clock.move_to)


async def buys(ana: Person, house: House) -> None:
    """From hello to the door."""
    hello = await ana.asks("hola")
    assert words(hello).startswith("¡Hola! Te damos la bienvenida a Tradewind Harbour.")
    assert hello[-1].labels == ("Lo más popular", "Ver todo", "Ayuda")
    shelves = await ana.taps("Ver todo")
    assert shelves[-1].labels[0] == "👗 Ropa y accesorios"
    kitchen = await ana.taps("🍵 Cocina y té")
    assert len([each for each in kitchen if each.bold]) == 5
    found = await ana.asks("busco una lámpara naranja por menos de 60 dólares")
    assert found[-1].labels == ("Agregar al carrito", "Precio final a casa")
    added = await ana.taps("Agregar al carrito")
    assert "Agregado a tu carrito: 1 × Lámpara de mesa hongo (naranja)." in words(added)
    assert "2 × Lámpara de mesa hongo (naranja)" in words(await ana.asks("mejor que sean dos"))
    assert "¿A qué país lo enviamos?" in words(await ana.taps("Precio final a casa"))
    price = await ana.asks("España")
    assert "Total hasta tu puerta" in words(price)
    assert "Impuesto de importación: es el mismo que pagarías" in words(await ana.asks("¿por qué?"))
    assert "¿A nombre de quién va el paquete?" in words(await ana.taps("Finalizar compra"))
    for said, asked in (("Ana Núñez", "¿Calle y número?"), ("Calle Mayor 5", "¿Cuál es el código postal?"), ("28013", "¿En qué ciudad"),
                        ("Madrid", "¿En qué provincia?")):
        assert asked in words(await ana.asks(said))
    ways = await ana.asks("Madrid")
    assert "¿Cómo prefieres que te lo enviemos?" in words(ways)
    invoice = await ana.taps(next(label for label in ways[-1].labels if label.startswith("Correo con seguimiento")))
    pay = next(label for label in invoice[-1].labels if label.startswith("Pagar"))
    paid = await ana.taps(pay)
    assert "¡Gracias! Recibimos tu pago" in words(paid)
    again = await ana.taps(pay)
    assert "¡Gracias! Recibimos tu pago" in words(again)
    assert rows(house)["payment"] == 1
    await lives(house, hours=8)
    assert "¡Buenas noticias!" in ana.sees()[-2].text + ana.sees()[-1].text
    assert "En camino" in words(await ana.asks("¿dónde está mi pedido?"))
    await lives(house, days=25)
    assert "Entregado · Madrid" in words(await ana.asks("/pedidos"))
    assert "Ya avisé a nuestro equipo" in words(await ana.asks("/persona"))


def test_a_purchase_by_words_and_buttons_every_update_twice() -> None:
    async def scene(telegram: TelegramServer) -> None:
        with a_house() as house:
            ana = telegram.user("Ana", language_code="es")
            async with Running(telegram, house):
                await buys(ana, house)
                before, seen = contents(house), len(ana.sees())
                updates = sorted(telegram._all)
                for update in updates:
                    await telegram.redeliver(update)
                await telegram.settled(30)
            assert contents(house) == before
            assert rows(house)["orders"] == rows(house)["payment"] == 1
            assert len(updates) > 20
            assert len(ana.sees()) >= seen
            assert stock_is_conserved(house)

    played(scene)


def test_after_a_restart_old_updates_change_nothing() -> None:
    """A new process of the same bot gets everything once more: the answers are sent again, the shop stays as it was."""
    async def scene(telegram: TelegramServer) -> None:
        with a_house() as house:
            ana = telegram.user("Ana", language_code="es")
            async with Running(telegram, house):
                await ana.asks("quiero dos de la A7")
                await ana.asks("envíalo a España")
            before = contents(house)
            async with Running(telegram, house):
                for update in sorted(telegram._all):
                    await telegram.redeliver(update)
                await telegram.settled()
                assert contents(house) == before
                assert "2 × Brazalete dorado martillado" in words(await ana.asks("/carrito"))

    played(scene)


def test_start_with_a_payload_and_buttons_nobody_offered() -> None:
    async def scene(telegram: TelegramServer) -> None:
        with a_house() as house:
            ana = telegram.user("Ana", language_code="es")
            async with Running(telegram, house):
                assert "Cuchillo" in words(await ana.asks("/start show_B4"))
                assert words(await ana.asks("/start")).startswith("¡Hola!")
                assert words(await ana.asks("/start nonsense_%%%")).startswith("¡Hola!")
                await ana.asks("hola")
                await ana.forges("forged data that no button has")
                await telegram.settled()
                assert "Eso no lo puedo hacer aquí." in ana.sees()[-1].text
                for command, said in (("/pais", "¿A qué país"), ("/moneda", "¿En qué moneda"), ("/idioma", "¿En qué idioma"), ("/search", "Esto es lo que tenemos"),
                                      ("/pedidos", "Todavía no tienes pedidos"), ("/track", "Todavía no tienes pedidos"), ("/browse", "Esto es lo que tenemos")):
                    assert said in words(await ana.asks(command)), command

    played(scene)


def test_a_group_hears_nothing_of_its_small_talk() -> None:
    async def scene(telegram: TelegramServer) -> None:
        with a_house() as house:
            ana = telegram.user("Ana", language_code="es")
            group = telegram.group("Amigos")
            async with Running(telegram, house):
                for text in ("hola a todos", "jajaja", "sí", "2"):
                    await ana.says(text, group=group)
                await telegram.settled()
                assert (telegram.messages(group), ana.sees()) == ([], [])
                await ana.says("¿cuánto cuesta la cafetera?", group=group)
                await telegram.settled()
                assert telegram.messages(group) == []
                assert "Cafetera" in words(ana.sees())

    played(scene)
