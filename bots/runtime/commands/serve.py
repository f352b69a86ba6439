"""`tradewind demo` and `tradewind serve`: the web pages, the worker and the messengers in one process."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import orjson
import structlog
import typer

from bots.runtime.clock import SandboxClock
from bots.runtime.commands.opening import failed, opened, settings_of
from bots.runtime.house import House
from bots.runtime.logs import set_up_logs
from bots.runtime.messengers import run_discord, run_telegram
from bots.runtime.shop_front import ShopFront
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.domain.refusals import Refusal
from commerce_core.sample_shop.show import open_sample_show
from commerce_core.services.administration import Hire, ShowShop, StaffCount
from commerce_core.services.administration import SandboxClock as ClockAhead

log = structlog.get_logger()
_PUBLISH_EVERY = 0.2
_EVENTS_AT_ONCE = 200
_LAST_ANSWERS = 2
"""Seconds that open requests get when the shop closes."""
DEMO_FOLDER = "demo"
ROLES = ("all", "web", "worker", "telegram", "discord")


def demo(
    port: Annotated[int | None, typer.Option(help="Port of the web pages.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin with a new sample shop; the old one is kept beside it.")] = False,
) -> None:
    """The whole sample shop in one process, with no token and no server: web chat, console, worker."""
    folder = settings_of(None).data_dir / DEMO_FOLDER
    if fresh and folder.exists():
        folder.rename(folder.with_name(f"{DEMO_FOLDER}-{secrets.token_hex(4)}"))
    _serve(str(folder), port, sample_show=True)


def serve(
    role: Annotated[str, typer.Option(help=f"{', '.join(ROLES[:-1])} or {ROLES[-1]}.")] = "all",
    port: Annotated[int | None, typer.Option(help="Port of the web pages.")] = None,
    data: Annotated[str | None, typer.Option(help="Folder of the shop.")] = None,
) -> None:
    """Run the shop: every role in this process, or one of them."""
    if role not in ROLES:
        raise typer.BadParameter(f"{', '.join(ROLES[:-1])} or {ROLES[-1]}", param_hint="--role")
    _serve(data, port, role)


def _serve(data: str | None, port: int | None, role: str = "all", sample_show: bool = False) -> None:
    with opened(data) as house:
        set_up_logs(house.settings.log_level, house.settings.log_json)
        chosen = house.settings.port if port is None else port
        house.settle()
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(house, chosen, role, sample_show))


async def _run(house: House, port: int, role: str, sample_show: bool) -> None:
    """Every part until one fails or we are told to stop."""
    links, password = LoginLinks(), await _first_login(house)
    if sample_show:
        await asyncio.to_thread(_open_sample_show, house)
    parts: list[Coroutine[Any, Any, None]] = []
    if role in {"all", "worker"}:
        parts += [house.worker.run(), _publish(house), _keep_time(house)]
    if role in {"all", "telegram"} and house.settings.telegram_token is not None:
        parts.append(run_telegram(house))
    if role in {"all", "discord"} and house.settings.discord_token is not None:
        parts.append(run_discord(house))
    if role in {"all", "web"}:
        parts.append(_web(house, port, links, password))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_, stop.set)
    tasks = [asyncio.create_task(part) for part in parts]
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
    for task in [*tasks, stopping]:
        task.cancel()
    await asyncio.gather(*tasks, stopping, return_exceptions=True)
    await house.bus.stop()
    for task in done - {stopping}:
        if error := task.exception():
            raise failed(str(error) or repr(error))


async def _first_login(house: House) -> str | None:
    """A console login for a shop that has none; the password, when it was made here."""
    if await house.writer.ask(StaffCount()):
        return None
    given = house.settings.console_password
    password = given.get_secret_value() if given else secrets.token_urlsafe(12)
    await house.writer.do(Hire(house.settings.console_user, password))
    return None if given else password


def _open_sample_show(house: House) -> None:
    """A room that never had a show gets one; a demo whose first login was taken away goes without."""
    with contextlib.suppress(Refusal):
        open_sample_show(house.core, house.settings.console_user)


async def _web(house: House, port: int, links: LoginLinks, password: str | None) -> None:
    import uvicorn

    from bots.web.app import create_app

    front = ShopFront(await house.writer.ask(ShowShop()))
    app = create_app(_services(house, links, front))
    config = uvicorn.Config(
        app, host=house.settings.host, port=port, log_level="warning", access_log=False, lifespan="on",
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined] # ours end every part, not only this one
    serving = asyncio.create_task(server.serve())
    while not server.started:
        if serving.done():
            raise failed(f"port {port} cannot be used")
        await asyncio.sleep(0.01)
    actual = server.servers[0].sockets[0].getsockname()[1]
    following = asyncio.create_task(front.follow(house.writer.ask))
    await _announce(house, f"http://{house.settings.host}:{actual}", links, password)
    try:
        await asyncio.shield(serving)  # cancelled itself, it would drop open requests with a traceback
    except asyncio.CancelledError:
        following.cancel()
        server.should_exit = True
        house.bus.close()  # a page's event stream would otherwise stay open for ever
        await serving


def _services(house: House, links: LoginLinks, front: ShopFront) -> WebServices:
    token = house.settings.metrics_token
    from commerce_core import sample_shop

    async def health() -> Mapping[str, bool]:
        try:
            return {"database": await house.writer.ask(ShowShop()) is not None}
        except Exception:  # whatever it is, the shop cannot work
            return {"database": False}

    return WebServices(
        conversation=house.conversation, announcements=house.bus, health=health,
        pictures=Path(sample_shop.__file__).parent / "pictures", secret=house.secret, shop_name=front.now().name,
        history=house.conversation.said, front=front.now, console=house.writer, rooms=house.writer,
        login_links=links, own_pictures=house.settings.data_dir / "pictures",
        metrics_token=token.get_secret_value() if token else None,
    )


async def _announce(house: House, address: str, links: LoginLinks, password: str | None) -> None:
    """Where everything is, for people."""
    user = house.settings.console_user
    link = f"{address}/console/login?token={links.issue(user, datetime.now(UTC))}"
    typer.echo(f"\nTradewind is open.\n\n  Shop (chat)        {address}/\n  Live room          {address}/room\n"
               f"  Merchant console   {address}/console")
    typer.echo(f"  Sign in once with  {link}")
    if password:
        typer.echo(f"  or as              {user} / {password}   (shown only now)")
    if house.settings.telegram_token is None:
        typer.echo("  Telegram           off: set TRADEWIND_TELEGRAM_TOKEN to a bot's token")
    if house.settings.discord_token is None:
        typer.echo("  Discord            off: set TRADEWIND_DISCORD_TOKEN to a bot's token")
    typer.echo("\nCtrl-C ends it.\n")


async def _publish(house: House) -> None:
    """Hand outbox events to whoever watches, oldest first."""
    while True:
        events = await asyncio.to_thread(house.core.publish, _EVENTS_AT_ONCE)
        for _, kind, subject, data in events:
            house.bus.publish("console", orjson.dumps({"kind": kind, "subject": subject, "data": dict(data)}))
            await house.conversation.rooms.changed(kind, subject)
        if not events:
            await asyncio.sleep(_PUBLISH_EVERY)


async def _keep_time(house: House) -> None:
    """Follow the sandbox's clock when the command line moves it."""
    while isinstance(house.clock, SandboxClock):
        house.clock.run_ahead(await house.writer.ask(ClockAhead()))
        await asyncio.sleep(timedelta(seconds=1).total_seconds())
