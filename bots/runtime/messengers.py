"""The messengers of a shop: each runs while its token is good; one that is refused says so once and leaves the rest open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import structlog

from bots.dialogue.words import spoken
from bots.runtime.house import House
from bots.runtime.writer import Writer
from bots.web.words import language_for
from commerce_core.domain.product import Catalogue
from commerce_core.services.catalogue import ShowCatalogue
from nlu.folding import fold_words

log = structlog.get_logger()


async def run_telegram(house: House) -> None:
    """The Telegram bot of the settings. aiogram is imported here: a shop without a token starts faster without it."""
    from bots.channels.telegram.adapter import TelegramChannel, TelegramRefused, TelegramSettings

    token = house.settings.telegram_token
    assert token is not None
    try:
        extra = {"api": house.settings.telegram_api} if house.settings.telegram_api else {}
        settings = TelegramSettings(public_url=house.settings.public_url)
        channel = TelegramChannel(house.conversation, token.get_secret_value(), _own_pictures(house), settings, **extra)
        house.channels["telegram"] = channel
        await channel.run()
    except TelegramRefused as refused:
        log.error("telegram.refused", reason=str(refused))
        await asyncio.Event().wait()


async def run_discord(house: House) -> None:
    """The Discord bot of the settings. discord.py is imported here, for the same reason."""
    from bots.channels.discord.adapter import DiscordChannel, DiscordRefused, DiscordSettings, Shop
    from bots.web.address_form import address_form

    token = house.settings.discord_token
    assert token is not None

    async def suggest(typed: str, locale: str | None) -> Sequence[tuple[str, str]]:
        return await suggested_products(house.writer, typed, locale)

    try:
        extra = {"api": house.settings.discord_api} if house.settings.discord_api else {}
        settings = DiscordSettings(public_url=house.settings.public_url)
        shop = Shop(_own_pictures(house), suggest, address_form)
        channel = DiscordChannel(house.conversation, token.get_secret_value(), shop, settings, **extra)
        house.channels["discord"] = channel
        await channel.run()
    except DiscordRefused as refused:
        house.channels.pop("discord", None)
        log.error("discord.refused", reason=str(refused))
        await asyncio.Event().wait()


def _own_pictures(house: House) -> Callable[[str], Path | None]:
    return partial(local_picture, imported=house.settings.data_dir / "pictures")


def local_picture(url: str, imported: Path | None = None) -> Path | None:
    """The file of one of our own pictures, imported or shipped; None for any other address."""
    from commerce_core.sample_shop.load import picture_file

    name = url.removeprefix("/pictures/")
    if not url.startswith("/pictures/") or "/" in name or name.startswith("."):
        return None
    folders = ([imported / name] if imported else []) + [Path(str(picture_file(name)))]
    return next((found for found in folders if found.is_file()), None)


async def suggested_products(writer: Writer, typed: str, locale: str | None) -> Sequence[tuple[str, str]]:
    """(title in the reader's language, product id) of the products whose title has a word that goes on as was typed.

    Those that begin so come first; accents, case and script variants do not matter.
    """
    catalogue: Catalogue = await writer.ask(ShowCatalogue())
    language = language_for([locale or "en"], spoken())
    wanted = fold_words(typed)
    titled = [(product.title(language), product.id) for product in catalogue.products]
    ranked = [(_rank(fold_words(title), wanted), title, product) for title, product in titled]
    return [(title, product) for rank, title, product in sorted(ranked) if rank < _NOT_MEANT]


_NOT_MEANT = 3


def _rank(title: str, wanted: str) -> int:
    if title.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in title else 2 if wanted in title else _NOT_MEANT
