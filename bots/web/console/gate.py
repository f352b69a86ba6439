"""The way into the console and out: name and password, or a link that works once; guessing is slowed down."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.frame import LANGUAGE_COOKIE, Frame, form_fields, own_page
from bots.web.console.sessions import SESSION_LASTS, LoginLinks, Visitor
from bots.web.limits import Bucket
from commerce_core.domain.refusals import Refusal
from commerce_core.ports.staff import Staff
from commerce_core.services.administration import SignIn, StaffNamed
from commerce_core.services.staffing import EndSession, OpenSession, ProveSecondFactor

LOGIN = "/console/login"
CODE = "/console/login/code"
# in this order: a browser also names those that it descends from
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))
YEAR_SECONDS = 31_536_000


def _per_visitor() -> Bucket:
    return Bucket(burst=5, per_second=1 / 20)


def _per_name() -> Bucket:
    # wider than one visitor's, so that somebody who knows a name can slow its owner down but hardly lock them out
    return Bucket(burst=20, per_second=1 / 5)


def _per_address() -> Bucket:
    # a whole office signs in from one address; who tries a new name each time finds its end here
    return Bucket(burst=20, per_second=1 / 3)


def _at_once() -> asyncio.Semaphore:
    # checking a password costs 32 MiB and some tenths of a second on purpose: never more of it than leaves room for shoppers
    return asyncio.Semaphore(2)


def _per_code() -> Bucket:
    # a code has a million values and three of them fit: five tries, then one a minute
    return Bucket(burst=5, per_second=1 / 60)


@dataclass(frozen=True, slots=True)
class Gate:
    """Login attempts take from three buckets: the visitor's address with the name tried, the address alone, and the
    name alone; two are checked at once, the others wait. Second factors take from one of their own; whoever empties it
    knows the password."""

    frame: Frame
    links: LoginLinks | None
    per_visitor: Bucket = field(default_factory=_per_visitor)
    per_address: Bucket = field(default_factory=_per_address)
    per_name: Bucket = field(default_factory=_per_name)
    per_code: Bucket = field(default_factory=_per_code)
    at_once: asyncio.Semaphore = field(default_factory=_at_once)

    async def show(self, request: Request) -> Response:
        """The login form, or straight in with a sign-in link that was not used yet."""
        token = request.query_params.get("token")
        if token is None:
            if await self.frame.visitor(request) is not None:
                return RedirectResponse(own_page(request.query_params.get("next")), 303)
            return self._form(request)
        name = self.links.redeem(token, datetime.now(UTC)) if self.links else None
        try:
            staff = await self.frame.gateway.ask(StaffNamed(name)) if name else None
        except Refusal:
            staff = None
        if staff is None:
            return self._form(request, 403, self.frame.say(request, "login.link_spent"))
        return await self._let_in(request, staff, "/console")

    async def sign_in(self, request: Request) -> Response:
        fields = await form_fields(request)
        name, password = fields.get("name", "")[:200], fields.get("password", "")[:1024]
        door = self.frame.sessions.door(request)
        if not self.frame.sessions.form_fits(fields.get("token", ""), door, LOGIN, datetime.now(UTC)):
            return self._form(request, 403, self.frame.say(request, "login.stale"), name)
        address = request.client.host if request.client else ""
        if wait := self._wait(address, name):
            message = self.frame.say(request, "login.too_many", seconds=wait)
            response = self._form(request, 429, message, name)
            response.headers["retry-after"] = str(wait)
            return response
        try:
            async with self.at_once:
                staff = await self.frame.gateway.ask(SignIn(name, password))
        except Refusal:
            return self._form(request, 403, self.frame.say(request, "login.wrong"), name)
        self.per_visitor.forget(f"{address} {name}")
        if staff.two_factor:
            return self._ask_code(request, self.frame.sessions.half(staff, door, datetime.now(UTC)), own_page(fields.get("next")))
        return await self._let_in(request, staff, own_page(fields.get("next")))

    def _wait(self, address: str, name: str) -> int:
        """Seconds until this attempt may be made; 0 when it may now."""
        return self.per_visitor.wait(f"{address} {name}") or self.per_address.wait(address) or self.per_name.wait(name)

    async def second_factor(self, request: Request) -> Response:
        """A code of the authenticator, or a recovery code, after the password was right."""
        fields = await form_fields(request)
        now, half = datetime.now(UTC), fields.get("half", "")
        door, next_page = self.frame.sessions.door(request), own_page(fields.get("next"))
        found = self.frame.sessions.half_name(half, door, now)
        if found is None or not self.frame.sessions.form_fits(fields.get("token", ""), door, CODE, now):
            return self._form(request, 403, self.frame.say(request, "login.stale"))
        name, fingerprint = found
        if wait := self.per_code.wait(name):
            message = self.frame.say(request, "login.too_many", seconds=wait)
            response = self._ask_code(request, half, next_page, 429, message)
            response.headers["retry-after"] = str(wait)
            return response
        try:
            staff = await self.frame.gateway.do(ProveSecondFactor(name, fields.get("code", "")[:100], now))
        except Refusal:
            return self._ask_code(request, half, next_page, 403, self.frame.say(request, "login.wrong_code"))
        if not self.frame.sessions.same_password(staff, fingerprint):
            return self._form(request, 403, self.frame.say(request, "login.stale"))
        self.per_code.forget(name)
        return await self._let_in(request, staff, next_page)

    async def sign_out(self, request: Request, visitor: Visitor, _: object) -> Response:
        await self.frame.gateway.do(EndSession(visitor.name, visitor.session))
        response = RedirectResponse(LOGIN, 303)
        self.frame.sessions.leave(response)
        return response

    async def choose_language(self, request: Request) -> Response:
        """Keep the language chosen for the console; anything but a language offered is ignored."""
        response = RedirectResponse(own_page(request.query_params.get("next")), 303)
        chosen = request.query_params.get("code", "")
        if chosen in self.frame.languages:
            response.set_cookie(
                LANGUAGE_COOKIE, chosen, max_age=YEAR_SECONDS, httponly=True, samesite="lax", path="/console",
                secure=request.url.scheme == "https")
        return response

    def _form(self, request: Request, status: int = 200, message: str = "", name: str = "") -> Response:
        door = self.frame.sessions.door(request)
        response = self.frame.render(
            request, "login.html", None, status, message=message, name=name,
            login_token=self.frame.sessions.form_token(door, LOGIN, datetime.now(UTC)),
            next=own_page(request.query_params.get("next")),
        )
        self.frame.sessions.keep_door(response, request, door)
        return response

    def _ask_code(
        self, request: Request, half: str, next_page: str, status: int = 200, message: str = ""
    ) -> Response:
        door = self.frame.sessions.door(request)
        return self.frame.render(
            request, "code.html", None, status, message=message, half=half, next=next_page,
            code_token=self.frame.sessions.form_token(door, CODE, datetime.now(UTC)))

    async def _let_in(self, request: Request, staff: Staff, to: str) -> Response:
        now = datetime.now(UTC)
        response = RedirectResponse(to, 303)
        session = self.frame.sessions.start(response, request, now)
        device = device_of(request.headers.get("user-agent", ""))
        await self.frame.gateway.do(OpenSession(staff.name, session, device, now, now + SESSION_LASTS))
        return response


def device_of(agent: str) -> str:
    """What a browser calls itself, in words people know: `Firefox, Windows`; empty for anything else."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part)


def routes(gate: Gate) -> APIRouter:
    """GET and POST /console/login, POST /console/login/code and /console/logout, GET /console/language."""
    router = APIRouter()
    router.add_api_route(LOGIN, gate.show, methods=["GET"], response_model=None)
    router.add_api_route(LOGIN, gate.sign_in, methods=["POST"], response_model=None)
    router.add_api_route(CODE, gate.second_factor, methods=["POST"], response_model=None)
    router.add_api_route("/console/logout", gate.frame.form(gate.sign_out), methods=["POST"], response_model=None)
    router.add_api_route("/console/language", gate.choose_language, methods=["GET"], response_model=None)
    return router
