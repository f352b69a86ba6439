"""A whole purchase on Discord with the real shop: every update comes twice, every effect happens once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bots.channels.discord.adapter import Shop
from bots.messages import Action, Turn
from bots.runtime.house import House
from bots.runtime.messengers import local_picture, suggested_products
from bots.web.address_form import address_form
from tests.peers.discord_people import MARKS, Person, Seen
from tests.peers.discord_rest import DiscordServer
from tests.peers.discord_script import SETTINGS, running
from tests.shop_in_memory import a_house, rows, stock_is_conserved

ADDRESS = {"name": "Ana Ruiz", "street_address": "Calle Mayor 4", "city": "Madrid", "postal_code": "28013", "country_area": "Madrid",
           "phone": "+34911234567"}


@asynccontextmanager
async def open_on(discord: DiscordServer, house: House) -> AsyncIterator[None]:
    async def suggest(typed: str, locale: str | None) -> Sequence[tuple[str, str]]:
        return await suggested_products(house.writer, typed, locale)

    async with running(discord, house.conversation, SETTINGS, Shop(local_picture, suggest, address_form)) as channel:
        house.channels["discord"] = channel
        yield


class Buyer:
    """A person all of whose updates come again at once; `at` is a server's channel, else the direct messages."""

    def __init__(self, discord: DiscordServer, person: Person, at: int | None) -> None:
        self.discord, self.person, self.at = discord, person, at
        self.updates: list[int] = []

    async def _twice(self, number: int) -> list[Seen]:
        new = await self.person.news(self.at)
        self.updates.append(number)
        await self.discord.redeliver(number)
        assert await self.person.news(self.at) == []
        return new

    async def uses(self, command: str, value: str | None = None) -> list[Seen]:
        return await self._twice(await self.person.uses(command, value, at=self.at))

    async def presses(self, verb: str) -> list[Seen]:
        """The newest button that does this."""
        for message in reversed(self.person.sees(self.at)):
            for label, target in message.buttons:
                if target.split("|")[0] == verb:
                    return await self._twice(await self.person.press(label.strip(MARKS), at=self.at))
        raise AssertionError(f"no button for {verb}: {[message.buttons for message in self.person.sees(self.at)]}")

    async def fills_in(self) -> list[Seen]:
        form = next(label for message in reversed(self.person.sees(self.at)) for label, target in message.buttons if target.startswith("open_form"))
        fields = await self.person.opens(form, at=self.at)
        sent = await self.person.sends({name: ADDRESS[name] for name in fields.values()}, at=self.at)
        return await self._twice(sent)


async def buy(buyer: Buyer) -> list[Seen]:
    """From the first word to the payment."""
    await buyer.uses("shop")
    names = await buyer.person.types("product", "rutas", at=buyer.at)
    assert names, "nothing suggested in Spanish"
    await buyer.uses("country", "España")
    [card] = await buyer.uses("product", buyer.person.suggested[0][1])
    assert names[0] in card.text
    assert card.picture == "attachment://picture.webp"
    await buyer.presses("add")
    await buyer.presses("checkout")
    _, ways = await buyer.fills_in()
    assert all(target.startswith("shipping|e:") for _, target in ways.buttons)
    receipt, invoice = await buyer.presses("shipping")
    assert any(word.startswith("Total") for word in receipt.bold)
    assert "in (" in invoice.text, "the invoice counts down"
    return await buyer.presses("pay")


@pytest.mark.parametrize("server", [False, True], ids=["direct messages", "a server"])
def test_a_purchase(server: bool) -> None:
    async def scene(house: House) -> None:
        async with DiscordServer() as discord:
            at = discord.guild("Mercado", locale="es-ES") if server else None
            ana, bea = discord.user("Ana", locale="es-ES"), discord.user("Bea")
            async with open_on(discord, house):
                buyer = Buyer(discord, ana, at)
                [paid] = await buy(buyer)
                assert "TW-" in paid.text and "€" in paid.text
                turn = Turn("look", str(ana.id), "discord", "shop", action=Action("help"))
                state = (await house.conversation.answer(turn)).state
            assert (state["order"]["order"], state["order"]["payment"], state["cart"]) == ("confirmed", "captured", [])
            counted = rows(house)
            assert (counted["orders"], counted["payment"]) == (1, 1)
            assert stock_is_conserved(house)
            assert all(message.active == () for message in ana.sees(at))
            assert all(message.alone for message in ana.sees(at)) == server
            assert not server or bea.sees(at) == []
            assert discord.breaches == []

    with a_house() as house:
        asyncio.run(scene(house))


def test_after_a_restart_everything_delivered_again_changes_nothing() -> None:
    async def scene(house: House) -> None:
        async with DiscordServer() as discord:
            ana = discord.user("Ana", locale="es-ES")
            async with open_on(discord, house):
                buyer = Buyer(discord, ana, None)
                await buy(buyer)
            before, shown = rows(house), ana.sees()
            async with open_on(discord, house):
                for number in buyer.updates:
                    await discord.redeliver(number)
                await discord.settled()
            assert rows(house) == before
            assert ana.sees() == shown
            assert discord.breaches == [f"POST interactions/{number}/{ana.interaction(number).token}/callback: Interaction has already been acknowledged." for number in buyer.updates]

    with a_house() as house:
        asyncio.run(scene(house))


def test_what_happens_later_is_told_in_the_direct_messages() -> None:
    async def scene(house: House) -> None:
        async with DiscordServer() as discord:
            at = discord.guild("Mercado")
            ana = discord.user("Ana", locale="es-ES")
            async with open_on(discord, house):
                await buy(Buyer(discord, ana, at))
                order = (await house.conversation.answer(Turn("look", str(ana.id), "discord", "shop", action=Action("help")))).state["order"]["code"]
                with house.database.write(house.clock.now()) as work:
                    found = work.orders.by_code(order)
                _, _, handle, answer = await house.conversation.tell("tell:1", found.id, "shipped")
                await house.channels["discord"].send(handle, answer)
                await house.channels["discord"].send(handle, answer)
                [told] = ana.sees()
            assert order in told.text
            assert not told.alone

    with a_house() as house:
        asyncio.run(scene(house))
