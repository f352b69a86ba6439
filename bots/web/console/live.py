"""The host's desk: start a show, put items on sale, pin and price them, see comments and claims as they come, end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.figures import BadFigure, Figures, read_amount
from bots.web.console.frame import Frame, refusal_words, wants_json
from bots.web.console.products import picture_address
from bots.web.console.sessions import Visitor
from bots.web.refusals import as_json
from commerce_core.domain.claims import Claim
from commerce_core.domain.product import Catalogue
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.show import is_room
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.hosting import (
    AddShowItem,
    BoardView,
    CloseShow,
    HideComment,
    OpenShow,
    PinItem,
    SetShowPrice,
    ShowBoard,
)

MAIN = "main"
PAGE = "/console/live"
_MOST_KEYS = 9
"""Items that a digit key pins."""


@dataclass(frozen=True, slots=True)
class Line:
    """A claim as the host reads it: who, what, and whether it is held or waits."""

    name: str
    code: str
    title: str
    options: str
    held: int
    waiting: int


@dataclass(frozen=True, slots=True)
class HostDesk:
    """The pages of `/console/live`; who may host is decided by the core."""

    frame: Frame

    async def show(self, request: Request, visitor: Visitor) -> Response:
        return await self._board(request, visitor)

    async def start(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        title = fields.get("title", "").strip() or self.frame.say(request, "host.title")
        return await self._act(request, visitor, fields, OpenShow(_room(fields), title, visitor.name))

    async def close(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._act(request, visitor, fields, CloseShow(_room(fields), visitor.name))

    async def add(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Put what was typed (a code, an id or a SKU) on sale, at a price of the show's own where one was typed."""
        shop, typed = await self.frame.gateway.ask(ShowShop()), fields.get("price", "").strip()
        try:
            price = read_amount(typed, shop.currency) if typed else None
        except BadFigure as bad:
            return await self._board(request, visitor, self.frame.say(request, bad.word, **bad.parts))
        command = AddShowItem(_room(fields), fields.get("product", "")[:100], visitor.name, price=price)
        return await self._act(request, visitor, fields, command)

    async def pin(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        code = fields.get("code", "")[:20] or None
        return await self._act(request, visitor, fields, PinItem(_room(fields), code, visitor.name))

    async def price(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """The show's price of an item; an empty field goes back to the price tag."""
        shop, typed = await self.frame.gateway.ask(ShowShop()), fields.get("price", "").strip()
        try:
            price = read_amount(typed, shop.currency) if typed else None
            await self.frame.gateway.do(SetShowPrice(_room(fields), fields.get("sku", "")[:20], price, visitor.name))
        except BadFigure as bad:
            return await self._wrong(request, visitor, self.frame.say(request, bad.word, **bad.parts))
        except Refusal as refused:
            if refused.code == "forbidden":
                raise
            name, parts = refusal_words(refused)
            return await self._wrong(request, visitor, self.frame.say(request, name, **parts))
        if wants_json(request):
            return as_json({"value": price.text if price else "", "message": self.frame.say(request, "products.saved")})
        return RedirectResponse(PAGE, 303)

    async def hide(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        number = fields.get("number", "")
        if not number.isdecimal() or len(number) > 9:
            return await self._board(request, visitor, self.frame.say(request, "error.not_found"))
        return await self._act(request, visitor, fields, HideComment(_room(fields), int(number), visitor.name))

    async def _act(self, request: Request, visitor: Visitor, fields: Mapping[str, str], command: object) -> Response:
        """Do it and show the board again; a "no" stands above it."""
        try:
            await self.frame.gateway.do(command)
        except Refusal as refused:
            if refused.code == "forbidden":
                raise
            words = {"not_found": "host.not_found", "conflict": "host.conflict", "invalid": "host.invalid"}
            return await self._board(request, visitor, self.frame.say(request, words.get(refused.code, "error.other")))
        return RedirectResponse(PAGE if _room(fields) == MAIN else f"{PAGE}?room={_room(fields)}", 303)

    async def _wrong(self, request: Request, visitor: Visitor, message: str) -> Response:
        if wants_json(request):
            return as_json({"error": {"code": "bad_request", "field": "price", "message": message}}, 400)
        return await self._board(request, visitor, message)

    async def _board(self, request: Request, visitor: Visitor, trouble: str = "") -> Response:
        room = _room(request.query_params)
        board: BoardView = await self.frame.gateway.ask(ShowBoard(room, visitor.name))
        catalogue: Catalogue = await self.frame.gateway.ask(ShowCatalogue())
        shop = await self.frame.gateway.ask(ShowShop())
        language = self.frame.language(request)
        on_air = board.show is not None and board.show.status != "closed"
        tallies = {each.sku: each for each in board.tallies}
        sums = {
            item.code: (
                sum(tallies[each.variant.sku].held for each in item.variants if each.variant.sku in tallies),
                sum(tallies[each.variant.sku].waiting for each in item.variants if each.variant.sku in tallies),
            )
            for item in board.items
        }
        return self.frame.render(
            request, "live.html", visitor, 400 if trouble else 200, trouble=trouble, room=room, board=board, on_air=on_air,
            sums=sums, claims=[_line(each, catalogue, language) for each in board.claims], currency=shop.currency,
            picture=picture_address, language_of=language, most_keys=_MOST_KEYS, hosts=visitor.role in {"owner", "live_host"},
            held=sum(held for held, _ in sums.values()), waiting=sum(waits for _, waits in sums.values()),
        )


def routes(desk: HostDesk) -> APIRouter:
    """GET /console/live; POST start, close, add, pin, price and hide under it."""
    router = APIRouter()
    router.add_api_route(PAGE, desk.frame.page(desk.show), methods=["GET"], response_model=None)
    for name, handler in (
        ("start", desk.start), ("close", desk.close), ("add", desk.add), ("pin", desk.pin), ("price", desk.price), ("hide", desk.hide),
    ):
        router.add_api_route(f"{PAGE}/{name}", desk.frame.form(handler), methods=["POST"], response_model=None)
    return router


def _room(asked: Mapping[str, str]) -> str:
    room = asked.get("room", MAIN)
    return room if is_room(room) else MAIN


def _line(claim: Claim, catalogue: Catalogue, language: str) -> Line:
    found = catalogue.variants.get(claim.sku.upper())
    title = found[0].title(language) if found else claim.sku
    options = Figures(language).options(found[1]) if found and len(found[0].variants) > 1 else ""
    return Line(claim.name, claim.code, title, options, claim.held, claim.waiting)
