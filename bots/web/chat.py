"""The shopper's chat: the page, its turns, its history and what is said unasked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson
from fastapi import APIRouter
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bots.dialogue.words import words_for
from bots.messages import BadTurn, Json, Turn
from bots.web import words
from bots.web.address_form import UnknownCountry, address_form
from bots.web.buyers import Buyers, new_buyer, preferred_locales
from bots.web.events import Streams
from bots.web.limits import Bucket
from bots.web.refusals import as_json, refusal
from bots.web.services import WebServices
from commerce_core.domain.money import Money, exponents

HISTORY_TURNS = 60
MOST_AMOUNTS = 100
_AMOUNT = re.compile(r"(-?[0-9]{1,15})([A-Z]{3})")
_COUNTRY = re.compile(r"[A-Z]{2}")
_TURN_FIELDS = frozenset({"id", "text", "action"})
STATIC = Path(__file__).parent / "static"
MODULES = tuple(sorted(str(path.relative_to(STATIC)) for room in ("chat", "page") for path in (STATIC / room).glob("*.js")))


@dataclass(frozen=True, slots=True)
class ChatPage:
    """All the shopper's routes hold on to. The buckets bound a buyer, and an address that makes up many buyers."""

    services: WebServices
    buyers: Buyers
    streams: Streams
    templates: Environment
    static: str
    per_buyer: Bucket
    per_address: Bucket

    def config(self, language: str) -> str:
        """What the page's modules need to know, as JSON in an attribute (the policy allows no inline script)."""
        shop, front = self.services, self.services.shown()
        config = {
            "language": language, "words": dict(words.words(language)),
            "languages": words.language_names(shop.languages), "countries": front.countries or words.all_countries(),
            "currencies": front.currencies, "shop": front.name,
        }
        return orjson.dumps(config).decode()

    async def language(self, request: Request, buyer: str | None) -> str:
        """The conversation's language where there is one, else what the browser prefers."""
        if buyer and self.services.history:
            last = await self.services.history(self.buyers.chat(buyer), 1)
            spoken = last[-1]["answer"]["state"].get("language") if last else None
            if isinstance(spoken, str):
                return spoken
        return words.language_for(preferred_locales(request.headers.get("accept-language")), self.services.languages)

    async def page(self, request: Request) -> Response:
        buyer = self.buyers.known(request)
        language = await self.language(request, buyer)
        template = self.templates.get_template("chat.html")
        body = template.render(
            shop=self.services.shown().name, language=language, direction=words.direction(language),
            words=words.words(language), config=self.config(language), static=self.static, modules=MODULES,
        )
        response = HTMLResponse(body, headers={"cache-control": "no-store", "vary": "accept-language, cookie"})
        self.buyers.keep(response, request, buyer or new_buyer())
        return response

    async def turn(self, request: Request) -> Response:
        """One turn in, its reply out (contract: reply). The same id again returns the stored reply."""
        buyer = self.buyers.known(request)
        if buyer is None:
            return refusal(401, "unauthorised", "buyer", "open the chat page first: it hands out the buyer's cookie")
        address = request.client.host if request.client else ""
        if wait := self.per_buyer.wait(buyer) or self.per_address.wait(address):
            return refusal(429, "rate_limited", "", f"too many messages; wait {wait} s", retry_after=wait)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return refusal(415, "bad_request", "content-type", "a turn is sent as application/json")
        try:
            turn = self.read_turn(await request.body(), buyer, request.headers.get("accept-language"))
        except BadTurn as bad:
            return as_json(bad.as_json(), 400)
        answer = await self.services.conversation.answer(turn)
        return as_json(answer.as_json())

    def read_turn(self, body: bytes, buyer: str, accept_language: str | None) -> Turn:
        """A turn from `{"id", "text" or "action"}`; who writes, and from where, is ours to say. Raises BadTurn."""
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            raise BadTurn("", "the body is not JSON") from None
        if not isinstance(said, Mapping):
            raise BadTurn("", "a turn is a JSON object")
        if unknown := sorted(set(said) - _TURN_FIELDS):
            raise BadTurn(unknown[0], f"unknown field {unknown[0]}")
        if said.get("text") is not None and said.get("action") is not None:
            raise BadTurn("action", "a turn has a text or an action, not both")
        try:
            json.dumps(said.get("action"), ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise BadTurn("action.args", "args holds half of a surrogate pair") from None
        locale = next(iter(preferred_locales(accept_language)), None)
        return Turn.from_json(
            dict(said) | {"buyer": buyer, "channel": "web", "account": self.services.account, "locale": locale})

    async def history(self, request: Request) -> Response:
        """`{"turns": [...]}`, oldest first; null where the shop keeps none for the page to show."""
        buyer = self.buyers.known(request)
        if buyer is None or self.services.history is None:
            return as_json({"turns": None if self.services.history is None else []})
        return as_json({"turns": list(await self.services.history(self.buyers.chat(buyer), HISTORY_TURNS))})

    async def events(self, request: Request) -> Response:
        buyer = self.buyers.known(request)
        if buyer is None:
            return refusal(401, "unauthorised", "buyer", "open the chat page first: it hands out the buyer's cookie")
        return self.streams.answer(self.buyers.chat(buyer), buyer, "chat")


def routes(page: ChatPage) -> APIRouter:
    """GET /, POST /api/chat/turn, GET /api/chat/{history,events,money,words,address-form}."""
    router = APIRouter()
    router.add_api_route("/", page.page, methods=["GET"], response_model=None)
    router.add_api_route("/api/chat/turn", page.turn, methods=["POST"], response_model=None)
    router.add_api_route("/api/chat/history", page.history, methods=["GET"], response_model=None)
    router.add_api_route("/api/chat/events", page.events, methods=["GET"], response_model=None)
    router.add_api_route("/api/chat/money", _money, methods=["GET"], response_model=None)
    router.add_api_route("/api/chat/words", _words, methods=["GET"], response_model=None)
    router.add_api_route("/api/chat/address-form", _address_form, methods=["GET"], response_model=None)
    return router


async def _money(language: str = "en", country: str = "", amounts: str = "") -> Response:
    """Amounts such as `2596EUR,1200JPY` (minor units) as the conversation writes them in a language and market."""
    found = [_AMOUNT.fullmatch(each) for each in amounts.split(",")[: MOST_AMOUNTS + 1]]
    if len(found) > MOST_AMOUNTS or not all(each and each[2] in exponents() for each in found):
        return refusal(400, "bad_request", "amounts", f"up to {MOST_AMOUNTS} amounts such as 2596EUR, with commas between")
    spoken = words_for(language, country if _COUNTRY.fullmatch(country) else None)
    texts = [spoken.money(Money(int(each[1]), each[2])) for each in found if each]
    return as_json({"texts": texts}, headers={"cache-control": "public, max-age=3600"})


async def _words(language: str = "") -> Response:
    """The page's words in a language (English where it has none), and the direction it is written in."""
    found: Json = {"language": language, "direction": words.direction(language), "words": dict(words.words(language))}
    return as_json(found, headers={"cache-control": "public, max-age=3600"})


async def _address_form(country: str = "", language: str = "en") -> Response:
    """The fields of a country's address, labelled in a language."""
    try:
        fields = address_form(country, language if language in words.worded_languages() else words.FALLBACK)
    except UnknownCountry:
        return refusal(400, "bad_request", "country", "country is an ISO 3166-1 code such as DE")
    return as_json(
        {"country": country, "fields": list(fields)}, headers={"cache-control": "public, max-age=3600"})
