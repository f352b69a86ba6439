"""What keeps other sites out: response headers, the origin check on everything that changes something, plain errors."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web.refusals import refusal

CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
))
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # not no-referrer: browsers then send "Origin: null" with our own forms
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shield:
    """Adds the security headers to every answer, refuses cross-site writes, and turns a crash into a plain 500."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def shielded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(MutableHeaders(scope=message), https=scope.get("scheme") == "https")
            await send(message)

        if not same_origin(scope["method"], Headers(scope=scope)):
            answer = refusal(403, "forbidden", "origin", "this request came from another site")
            await answer(scope, receive, shielded)
            return
        try:
            await self.app(scope, receive, shielded)
        except Exception:
            # the route's template where there is one: the address of a pay link is the key to a conversation
            _log.exception("request failed: %s %s", scope["method"], getattr(scope.get("route"), "path", scope["path"]))
            if started:
                raise
            await _crashed(scope["path"])(scope, receive, shielded)


def same_origin(method: str, headers: Headers) -> bool:
    """Whether a request may change something.

    Browsers send `Origin` with every write and `Sec-Fetch-Site` with every request (Fetch standard, 3.2 and Fetch
    Metadata); a client that sends neither is no browser and carries nobody's cookies but its own.
    """
    if method in SAFE_METHODS:
        return True
    origin = headers.get("origin")
    if origin is not None:
        return bool(origin) and urlsplit(origin).netloc == headers.get("host")
    return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def _add_headers(headers: MutableHeaders, https: bool) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if https:
        headers.setdefault("strict-transport-security", "max-age=31536000")


def _crashed(path: str) -> Response:
    if path.startswith("/api/"):
        return refusal(500, "internal", "", "something went wrong on our side; the same turn may be sent again")
    return PlainTextResponse("Something went wrong on our side. Please try again.", 500)
