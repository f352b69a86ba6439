"""`tradewind doctor`: what is configured, what can be reached, what is missing."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bots.runtime.bus import BusUnavailable
from bots.runtime.commands.opening import opened, settings_of
from bots.runtime.house import bus_of
from bots.runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the shop; `state` is ok, off (not configured, and that is fine) or broken."""

    part: str
    state: str
    detail: str


def doctor(
    data: Annotated[str | None, typer.Option(help="Folder of the shop.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Look at every part; exit status 1 when one is broken."""
    findings = [_database(data), _language(), _rates(), _bus(settings_of(data)), *_messengers(settings_of(data))]
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in findings]))
    else:
        for each in findings:
            typer.echo(f"{each.state:7} {each.part:10} {each.detail}")
    if any(each.state == "broken" for each in findings):
        raise typer.Exit(1)


def _database(data: str | None) -> Finding:
    from commerce_core.services.catalogue import ShowCatalogue

    settings = settings_of(data)
    if not settings.database_path.exists():
        return Finding("database", "off", f"{settings.database_path}: made at the first start")
    try:
        with opened(data) as house:
            products = len(house.core.ask(ShowCatalogue()).products)
            return Finding("database", "ok", f"{settings.database_path}: {products} products")
    except typer.Exit:
        return Finding("database", "broken", str(settings.database_path))


def _language() -> Finding:
    from nlu.understand import load

    reading = load().read("hola, ¿cuánto cuesta el envío a México?")
    good = reading.language.code == "es"
    return Finding("language", "ok" if good else "broken", f"understands {reading.intent.name} in {reading.language.code}")


def _rates() -> Finding:
    from datetime import UTC, datetime

    from connectors.rates.reference_rates import ReferenceRates

    rate = ReferenceRates().rate("EUR", "USD", datetime.now(UTC).date())
    return Finding("rates", "ok", f"EUR to USD {rate.value} of {rate.as_of} ({rate.source})")


def _bus(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return Finding("bus", "off", "within one process; set REDIS_URL for several")
    address = urlsplit(settings.redis_url.get_secret_value())
    place = address.netloc.rpartition("@")[2] or address.path  # without the password
    try:
        return Finding("bus", "ok", f"{asyncio.run(_answered(settings))} at {place}")
    except (BusUnavailable, ValueError) as error:
        return Finding("bus", "broken", f"{place}: {error}")


async def _answered(settings: Settings) -> str:
    bus = bus_of(settings, b"")
    try:
        return await bus.check()
    finally:
        await bus.stop()


def _messengers(settings: Settings) -> list[Finding]:
    tokens = {"Telegram": settings.telegram_token, "Discord": settings.discord_token}
    return [
        Finding(name.lower(), "off", f"set TRADEWIND_{name.upper()}_TOKEN") if token is None
        else Finding(name.lower(), "ok", f"a token is set; `tradewind serve` says whether {name} accepts it")
        for name, token in tokens.items()
    ]
