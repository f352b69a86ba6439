"""Discord in the running shop: the settings' token, product names to complete, a refusal that leaves the rest open."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import pytest
import structlog
from pydantic import SecretStr

from bots.runtime.house import House
from bots.runtime.messengers import local_picture, run_discord, suggested_products
from tests.peers.discord_rest import DiscordServer
from tests.shop_in_memory import a_house


def test_the_shop_answers_on_discord_with_the_token_of_its_settings() -> None:
    async def scene(house: House) -> None:
        async with DiscordServer() as discord:
            settings = house.settings.model_copy(update={"discord_token": SecretStr(discord.token), "discord_api": discord.url})
            running = replace(house, settings=settings)
            task = asyncio.create_task(run_discord(running))
            await discord.until(lambda: discord.gateway.identified)
            ana = discord.user("Ana", locale="ar")
            await ana.uses("shop")
            await discord.until(lambda: [seen for seen in ana.sees() if seen.buttons])
            assert "أهلًا" in ana.sees()[0].text
            assert set(running.channels) == {"discord"}
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            assert discord.breaches == []

    with a_house() as house:
        asyncio.run(scene(house))


def test_a_refused_token_is_said_once_and_leaves_the_shop_open() -> None:
    async def scene(house: House) -> None:
        async with DiscordServer() as discord:
            settings = house.settings.model_copy(update={"discord_token": SecretStr("wrong.token.here"), "discord_api": discord.url})
            refused = replace(house, settings=settings)
            with structlog.testing.capture_logs() as logged:
                task = asyncio.create_task(run_discord(refused))
                await discord.until(lambda: [line for line in logged if line["event"] == "discord.refused"])
                await asyncio.sleep(0)
            assert not task.done()
            assert refused.channels == {}
            assert "wrong.token" not in str(logged)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    with a_house() as house:
        asyncio.run(scene(house))


@pytest.mark.parametrize(
    ("typed", "locale", "first"),
    [("rutas", "es-419", "Las rutas del té, ilustrado"), ("RUTAS DEL TE", "es-ES", "Las rutas del té, ilustrado"),
     ("tea r", "en", "Tea Roads: An Illustrated Book"), ("tea r", "fi", "Tea Roads: An Illustrated Book")],
)
def test_product_names_are_completed_in_the_readers_language(typed: str, locale: str, first: str) -> None:
    with a_house() as house:
        found = asyncio.run(suggested_products(house.writer, typed, locale))
        assert found[0] == (first, "tea-roads-book")
        assert asyncio.run(suggested_products(house.writer, "nothing such", locale)) == []
        assert len(asyncio.run(suggested_products(house.writer, "", None))) > 25


def test_only_our_own_pictures_are_files() -> None:
    assert local_picture("/pictures/../secret.key") is None
    assert local_picture("https://shop.example/pictures/x.webp") is None
    assert local_picture("/pictures/none-such.webp") is None


def test_a_shop_without_tokens_does_not_load_the_messengers_libraries() -> None:
    code = "import sys, bots.runtime.commands.serve; print(sorted({'discord', 'aiogram'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
