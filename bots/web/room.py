"""The live room for viewers: the page, what is on stage, comments and claims, and the link that pays on another device."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bots.dialogue.words import words_for
from bots.messages import Action, BadTurn, Json, Turn
from bots.web import words
from bots.web.buyers import new_buyer, preferred_locales
from bots.web.chat import ChatPage
from bots.web.refusals import as_json, refusal
from bots.web.room_view import room_json
from bots.web.services import Announcements, ConsoleGateway
from bots.web.signing import Signer
from commerce_core.domain.buyer import Buyer
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.show import is_room
from commerce_core.services.administration import ShowShop
from commerce_core.services.hosting import RoomView, ShowRoom
from commerce_core.services.live import MyClaims, ViewerOf

MAIN = "main"
LINK_LASTS = timedelta(hours=2)
LONGEST_NAME = 80
STATIC = Path(__file__).parent / "static"
MODULES = tuple(sorted(str(path.relative_to(STATIC)) for folder in ("room", "page") for path in (STATIC / folder).glob("*.js")))


@dataclass(frozen=True, slots=True)
class _Both:
    """Implements bots.web.services.Announcements: what a room hears and what its viewer alone is told, as one stream."""

    announcements: Announcements
    private: str

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        return self._subscribe(topic)

    @asynccontextmanager
    async def _subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[bytes]]:
        async with self.announcements.subscribe(topic) as public, self.announcements.subscribe(self.private) as private:
            waiting: asyncio.Queue[bytes | None] = asyncio.Queue(1)

            async def pass_on(messages: AsyncIterator[bytes]) -> None:
                async for message in messages:
                    await waiting.put(message)
                await waiting.put(None)

            tasks = [asyncio.create_task(pass_on(each)) for each in (public, private)]
            try:
                yield _until_closed(waiting)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


async def _until_closed(waiting: asyncio.Queue[bytes | None]) -> AsyncIterator[bytes]:
    while (message := await waiting.get()) is not None:
        yield message


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The room's routes share the shopper's cookie, conversation and limits with the chat.

    A pay link is followed once: it hands over the whole conversation, and addresses are copied, logged and kept by
    browsers. The room's page makes a new one every time it is asked.
    """

    chat: ChatPage
    gateway: ConsoleGateway
    links: Signer
    followed: dict[str, datetime] = field(default_factory=dict)

    async def page(self, request: Request) -> Response:
        room = _room(request)
        if room is None:
            return PlainTextResponse("There is no room by that name.", 404)
        buyer = self.chat.buyers.known(request)
        language = await self.chat.language(request, buyer)
        kept = buyer or new_buyer()
        state = await self.state_of(request, room, kept, language)
        found = words.words(language, "room")
        config = {"room": room, "language": language, "words": dict(found), "state": state}
        body = self.chat.templates.get_template("room.html").render(
            shop=self.chat.services.shown().name, language=language, direction=words.direction(language), words=found,
            config=orjson.dumps(config).decode(), static=self.chat.static, modules=MODULES,
        )
        response = HTMLResponse(body, headers={"cache-control": "no-store", "vary": "accept-language, cookie"})
        self.chat.buyers.keep(response, request, kept)
        return response

    async def state(self, request: Request) -> Response:
        """What is on stage, said and claimed, in the viewer's language and currency; see room_view.room_json."""
        room = _room(request)
        if room is None:
            return refusal(404, "not_found", "room", "a room's name is letters, digits, - and _")
        buyer = self.chat.buyers.known(request)
        language = await self.chat.language(request, buyer)
        return as_json(await self.state_of(request, room, buyer, language))

    async def state_of(self, request: Request, room: str, buyer: str | None, language: str) -> Json:
        viewer = await self._viewer(buyer)
        country = viewer.destination.code if viewer else _country(request)
        shop = await self.gateway.ask(ShowShop())
        currency = viewer.currency if viewer else shop.currency_for(country)
        view: RoomView = await self.gateway.ask(ShowRoom(room, currency))
        claims = await self.gateway.ask(MyClaims(viewer)) if viewer else ()
        link = self.links.sign(buyer, datetime.now(UTC) + LINK_LASTS) if buyer and any(each.held for each in claims) else None
        return room_json(view, claims, words_for(language, country), f"/pay/{link}" if link else None)

    async def turn(self, request: Request) -> Response:
        """A comment or a pressed button, `{"id", "text" or "action", "name"}`; its private answer (contract: reply)."""
        buyer, room = self.chat.buyers.known(request), _room(request)
        if buyer is None:
            return refusal(401, "unauthorised", "buyer", "open the room's page first: it hands out the viewer's cookie")
        if room is None:
            return refusal(404, "not_found", "room", "a room's name is letters, digits, - and _")
        address = request.client.host if request.client else ""
        if wait := self.chat.per_buyer.wait(buyer) or self.chat.per_address.wait(address):
            return refusal(429, "rate_limited", "", f"too many messages; wait {wait} s", retry_after=wait)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return refusal(415, "bad_request", "content-type", "a turn is sent as application/json")
        try:
            turn = self._read(await request.body(), buyer, request.headers.get("accept-language"), room)
        except BadTurn as bad:
            return as_json(bad.as_json(), 400)
        try:
            answer = await self.chat.services.conversation.answer(turn)
        except Refusal as refused:
            return refusal(429, refused.code, "room", "the room is too busy; send it again", retry_after=2)
        return as_json(answer.as_json())

    def _read(self, body: bytes, buyer: str, accept_language: str | None, room: str) -> Turn:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            raise BadTurn("", "the body is not JSON") from None
        name = said.pop("name", None) if isinstance(said, dict) else None
        if name is not None and (not isinstance(name, str) or len(name) > LONGEST_NAME):
            raise BadTurn("name", f"name is a string of at most {LONGEST_NAME} characters")
        turn = self.chat.read_turn(json.dumps(said).encode(), buyer, accept_language)
        if turn.action is not None and turn.action.verb not in {"claim", "release"}:
            raise BadTurn("action", "in a room one claims and releases")
        clean = name.encode("utf-8", "replace").decode() if name else None
        return replace(turn, room=room, public=True, name=clean)

    async def events(self, request: Request) -> Response:
        """Frames of the room (bots.runtime.live.frame) and what the viewer alone is told (contract: reply), as one stream."""
        buyer, room = self.chat.buyers.known(request), _room(request)
        if buyer is None or room is None:
            return refusal(401, "unauthorised", "buyer", "open the room's page first: it hands out the viewer's cookie")
        both = _Both(self.chat.streams.announcements, self.chat.buyers.chat(buyer))
        return replace(self.chat.streams, announcements=both).answer(f"room:{room}", buyer, "room")

    async def checkout(self, request: Request) -> Response:
        """From the room to the chat, where the checkout has just been asked for."""
        buyer = self.chat.buyers.known(request)
        if buyer is None:
            return RedirectResponse("/", 303)
        await self._ask_checkout(buyer, request)
        return RedirectResponse("/", 303)

    async def offer_link(self, request: Request) -> Response:
        """What a pay link leads to, before anything changes: links are also opened by machines that only look."""
        buyer = self._led_to(request)
        language = await self.chat.language(request, self.chat.buyers.known(request))
        viewer = await self._viewer(buyer)
        claims = [each for each in await self.gateway.ask(MyClaims(viewer)) if each.held] if viewer else []
        spoken = words_for(language, viewer.destination.code if viewer else None)
        lines = [
            (each.held, each.product.title(spoken.language), spoken.money(each.unit * each.held)) for each in claims
        ]
        body = self.chat.templates.get_template("pay.html").render(
            shop=self.chat.services.shown().name, language=language, direction=words.direction(language),
            words=words.words(language, "room"), static=self.chat.static, lines=lines, good=buyer is not None,
            path=request.url.path,
        )
        return HTMLResponse(body, 200 if buyer else 403, headers={"cache-control": "no-store", "vary": "accept-language, cookie"})

    async def follow_link(self, request: Request) -> Response:
        """Go on on this device as the buyer whom the link was made for, straight to the checkout. Once."""
        buyer, now = self._led_to(request), datetime.now(UTC)
        if buyer is None:
            return RedirectResponse(request.url.path, 303)
        for token in [token for token, until in self.followed.items() if until <= now]:
            del self.followed[token]
        self.followed[str(request.path_params["token"])] = now + LINK_LASTS
        await self._ask_checkout(buyer, request)
        response = RedirectResponse("/", 303)
        self.chat.buyers.keep(response, request, buyer)
        return response

    def _led_to(self, request: Request) -> str | None:
        """The buyer of a pay link; None for a forged or old one, and for one that somebody else followed already."""
        token = str(request.path_params["token"])
        buyer = self.links.read(token, datetime.now(UTC))
        return None if token in self.followed and buyer != self.chat.buyers.known(request) else buyer

    async def _ask_checkout(self, buyer: str, request: Request) -> None:
        locale = next(iter(preferred_locales(request.headers.get("accept-language"))), None)
        await self.chat.services.conversation.answer(Turn(
            id=f"checkout-{new_buyer()}", buyer=buyer, channel="web", account=self.chat.services.account,
            action=Action("checkout"), locale=locale))

    async def _viewer(self, buyer: str | None) -> Buyer | None:
        if buyer is None:
            return None
        found: Buyer | None = await self.gateway.ask(ViewerOf("web", self.chat.services.account, buyer))
        return found


def routes(page: RoomPage) -> APIRouter:
    """GET /room, /room/{room}, /api/room/{room}, /api/room/{room}/events, /pay/{token}; POST turn, checkout, /pay/{token}."""
    router = APIRouter()
    for address in ("/room", "/room/{room}"):
        router.add_api_route(address, page.page, methods=["GET"], response_model=None)
    router.add_api_route("/room/{room}/checkout", page.checkout, methods=["POST"], response_model=None)
    router.add_api_route("/api/room/{room}", page.state, methods=["GET"], response_model=None)
    router.add_api_route("/api/room/{room}/turn", page.turn, methods=["POST"], response_model=None)
    router.add_api_route("/api/room/{room}/events", page.events, methods=["GET"], response_model=None)
    router.add_api_route("/pay/{token}", page.offer_link, methods=["GET"], response_model=None)
    router.add_api_route("/pay/{token}", page.follow_link, methods=["POST"], response_model=None)
    return router


def _room(request: Request) -> str | None:
    room = str(request.path_params.get("room", MAIN))
    return room if is_room(room) else None


def _country(request: Request) -> str | None:
    """The region of the browser's first language that names one: a guess that only chooses how prices are shown."""
    for locale in preferred_locales(request.headers.get("accept-language")):
        region = next((part for part in locale.split("-")[1:] if len(part) == 2 and part.isalpha()), None)
        if region:
            return region.upper()
    return None
