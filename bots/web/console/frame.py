"""What every console page shares: who may see it, in which language, its words and figures, and its form tokens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bots.web import words
from bots.web.buyers import preferred_locales
from bots.web.console.figures import BadFigure, Figures
from bots.web.console.sessions import Sessions, Visitor
from bots.web.refusals import as_json, refusal
from bots.web.services import ConsoleGateway
from commerce_core.domain.refusals import Refusal
from commerce_core.services.staffing import NoteSeen, SessionOf

LANGUAGE_COOKIE = "tradewind_console_language"
_STATUS_OF = {"forbidden": 403, "not_found": 404, "conflict": 409}
Page = Callable[[Request, Visitor], Awaitable[Response]]
Form = Callable[[Request, Visitor, Mapping[str, str]], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Frame:
    """Draws pages around their content and lets only staff in."""

    gateway: ConsoleGateway
    sessions: Sessions
    templates: Environment
    static: str
    shop: Callable[[], str]
    languages: tuple[str, ...]

    async def visitor(self, request: Request) -> Visitor | None:
        """Whoever holds a session that is still open; asked of the core every time, so that a dismissal counts at once."""
        now = datetime.now(UTC)
        session = self.sessions.claimed(request, now)
        if session is None:
            return None
        try:
            staff, worth_noting = await self.gateway.ask(SessionOf(session, now))
        except Refusal:
            return None
        if worth_noting:
            await self.gateway.do(NoteSeen(session, now))
        return Visitor(staff.name, staff.role, session)

    def page(self, handler: Page) -> Endpoint:
        """A page for staff; others are sent to the login."""

        async def endpoint(request: Request) -> Response:
            visitor = await self.visitor(request)
            if visitor is None:
                return self.to_login(request)
            try:
                return await handler(request, visitor)
            except Refusal as refused:
                return self.refused(request, visitor, refused)

        return endpoint

    def form(self, handler: Form) -> Endpoint:
        """A form posted by staff: its token must be of this session and this path."""

        async def endpoint(request: Request) -> Response:
            visitor = await self.visitor(request)
            if visitor is None:
                return self.to_login(request)
            fields = await form_fields(request)
            token = fields.get("token", "")
            if not self.sessions.form_fits(token, visitor.session, request.url.path, datetime.now(UTC)):
                return self.said_no(request, visitor, 403, "error.stale_form")
            try:
                return await handler(request, visitor, fields)
            except Refusal as refused:
                return self.refused(request, visitor, refused)

        return endpoint

    def language(self, request: Request) -> str:
        """What the merchant chose, else what the browser prefers."""
        chosen = request.cookies.get(LANGUAGE_COOKIE)
        if chosen in self.languages:
            return chosen
        return words.language_for(preferred_locales(request.headers.get("accept-language")), self.languages)

    def say(self, request: Request, name: str, /, **parts: Any) -> str:
        return spoken(self.language(request), name, **parts)

    def render(
        self, request: Request, template: str, visitor: Visitor | None, status: int = 200, **content: Any
    ) -> HTMLResponse:
        """A page with all it shares with the others."""
        language = self.language(request)

        def say(name: str, /, **parts: Any) -> str:
            return spoken(language, name, **parts)

        def token(path: str) -> str:
            assert visitor is not None
            return self.sessions.form_token(visitor.session, path, datetime.now(UTC))

        body = self.templates.get_template(f"console/{template}").render(
            say=say, token=token, figures=Figures(language), language=language, direction=words.direction(language),
            languages=words.language_names(self.languages), shop=self.shop(), static=self.static, visitor=visitor,
            path=request.url.path, here=here(request), **content,
        )
        return HTMLResponse(body, status, headers={"cache-control": "no-store", "vary": "accept-language, cookie"})

    def to_login(self, request: Request) -> Response:
        if wants_json(request):
            return refusal(401, "unauthorised", "", "sign in first")
        return RedirectResponse(f"/console/login?next={quote(here(request))}", 303)

    def refused(self, request: Request, visitor: Visitor, refused: Refusal) -> Response:
        """The core said no: in words, as a page of its own."""
        return self.said_no(request, visitor, _STATUS_OF.get(refused.code, 400), *refusal_words(refused))

    def said_no(
        self, request: Request, visitor: Visitor, status: int, name: str, parts: Mapping[str, Any] | None = None
    ) -> Response:
        message = self.say(request, name, **(parts or {}))
        if wants_json(request):
            return as_json({"error": {"code": "refused", "field": "", "message": message}}, status)
        return self.render(request, "refused.html", visitor, status, message=message)


def refusal_words(refused: Refusal) -> tuple[str, dict[str, Any]]:
    """Name and parts of the sentence for a refusal of the core."""
    if refused.code in {"forbidden", "not_found", "conflict"}:
        return f"error.{refused.code}", {}
    if refused.code == "invalid":
        return "error.invalid", {"field": refused.data.get("field", "")}
    return "error.other", {}


def figure_words(figure: BadFigure) -> tuple[str, Mapping[str, Any]]:
    return figure.word, figure.parts


def spoken(language: str, name: str, /, **parts: Any) -> str:
    """A sentence of the console; an unknown name is shown as it is, so that a new status of the core stays readable."""
    found = words.words(language, "console").get(name) or words.words(language, "administration").get(name)
    if found is None:
        return name.rsplit(".", 1)[-1].replace("_", " ")
    for part, value in parts.items():
        found = found.replace(f"{{{part}}}", str(value))
    return found


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def here(request: Request) -> str:
    """The page's own address for coming back to it."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query and request.method == "GET" else "")


def own_page(address: str | None) -> str:
    """An address to go on to, if it is a page of the console; else the overview. Never another site."""
    if address and (address == "/console" or address.startswith(("/console/", "/console?"))) and "\\" not in address:
        return address
    return "/console"


async def form_fields(request: Request) -> dict[str, str]:
    """The text fields of a form; files and repeated fields are left out."""
    async with request.form(max_files=0, max_fields=30) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}
