"""`create_app`: the whole web side of the shop (pages, their data, health, metrics) around what it is given."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bots.web import chat, health, room
from bots.web.buyers import Buyers
from bots.web.console import administration, gate, goods, live, orders, overview, products, promotions, stuck
from bots.web.console.frame import Frame
from bots.web.console.sessions import Sessions
from bots.web.events import Streams
from bots.web.limits import BodyLimit, Bucket
from bots.web.refusals import refusal
from bots.web.security import Shield
from bots.web.services import MIN_SECRET_BYTES, WebServices
from bots.web.signing import Signer

HERE = Path(__file__).parent
STATIC = HERE / "static"
YEAR = 31_536_000
DAY = 86_400
# a shopper types a line every few seconds and taps a few buttons at once
BUYER_BURST, BUYER_PER_SECOND = 20, 1.0
# an office, a school or a mobile carrier shares one address
ADDRESS_BURST, ADDRESS_PER_SECOND = 300, 20.0


class CachedFiles(StaticFiles):
    """Files of one folder, or of one `beside` it first, with an ETag (Starlette's) and a time to keep them."""

    def __init__(self, directory: Path, seconds: int, immutable: bool = False, beside: Path | None = None) -> None:
        super().__init__(directory=directory, check_dir=False)
        if beside is not None:
            self.all_directories = [beside, *self.all_directories]
        self._kept = f"public, max-age={seconds}" + (", immutable" if immutable else "")

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = self._kept
        return response


def create_app(services: WebServices) -> FastAPI:
    """The web application. Raises ValueError where `services.secret` is under 32 bytes."""
    if len(services.secret) < MIN_SECRET_BYTES:
        raise ValueError(f"secret: at least {MIN_SECRET_BYTES} bytes")
    # the generated API pages load scripts from another host, which the policy forbids
    app = FastAPI(title=services.shop_name, openapi_url=None, docs_url=None, redoc_url=None)
    metrics = health.Metrics()
    static = f"/static/{_version(STATIC)}"
    streams = Streams(services.announcements, metrics)
    app.include_router(health.routes(services, metrics))
    chat_page = chat.ChatPage(
        services=services, buyers=Buyers(Signer(services.secret, "buyer"), services.account), streams=streams,
        templates=templates(), static=static, per_buyer=Bucket(BUYER_BURST, BUYER_PER_SECOND),
        per_address=Bucket(ADDRESS_BURST, ADDRESS_PER_SECOND),
    )
    app.include_router(chat.routes(chat_page))
    if services.rooms is not None:
        app.include_router(room.routes(room.RoomPage(chat_page, services.rooms, Signer(services.secret, "pay"))))
    if services.console is not None:
        _add_console(app, services, static, streams)
    app.mount(static, CachedFiles(STATIC, YEAR, immutable=True))
    app.mount("/pictures", CachedFiles(services.pictures, DAY, beside=services.own_pictures))
    app.add_exception_handler(HTTPException, _plain_error)
    app.add_middleware(BodyLimit)
    app.add_middleware(health.Counted, metrics=metrics)
    app.add_middleware(Shield)
    return app


def _add_console(app: FastAPI, services: WebServices, static: str, streams: Streams) -> None:
    assert services.console is not None
    frame = Frame(
        gateway=services.console,
        sessions=Sessions(Signer(services.secret, "console"), Signer(services.secret, "console-form")),
        templates=templates(), static=static, shop=lambda: services.shown().name, languages=services.languages,
    )
    app.include_router(gate.routes(gate.Gate(frame, services.login_links)))
    app.include_router(overview.routes(overview.Desk(frame, streams)))
    app.include_router(orders.routes(orders.OrderDesk(frame)))
    app.include_router(products.routes(products.Shelf(frame)))
    app.include_router(goods.routes(goods.Goods(frame)))
    app.include_router(administration.routes(administration.Office(frame)))
    app.include_router(live.routes(live.HostDesk(frame)))
    app.include_router(promotions.routes(promotions.Campaigns(frame, services.languages)))
    app.include_router(stuck.routes(stuck.Stuck(frame)))


def templates() -> Environment:
    """Everything is escaped; a name the page forgot is an error, not an empty place."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )


def _version(folder: Path) -> str:
    """A name that changes with any file of the folder, so that browsers may keep its files for ever."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


async def _plain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/api/"):
        return refusal(error.status_code, "not_found" if error.status_code == 404 else "bad_request", "", error.detail)
    return PlainTextResponse(error.detail, error.status_code, headers=error.headers)
