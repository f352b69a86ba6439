"""Who is logged in: sessions kept by the core and named by signed cookies, one token per form, sign-in links that work once."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bots.web.signing import Signer
from commerce_core.ports.staff import Staff

COOKIE = "tradewind_console"
DOOR_COOKIE = "tradewind_door"
SESSION_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(hours=12)
HALF_LASTS = timedelta(minutes=5)
MOST_LINKS = 100


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member of staff with an open session; `session` is what the core calls it."""

    name: str
    role: str
    session: str


@dataclass(slots=True)
class LoginLinks:
    """Sign-in links for `/console/login?token=...`, in this process: each works once, within twelve hours.

    Only a digest is kept, so that a dump of the memory opens nothing.
    """

    _waiting: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def issue(self, name: str, now: datetime) -> str:
        """A new token for a member of staff. Beyond a hundred unused ones the oldest stops working."""
        while len(self._waiting) >= MOST_LINKS:
            del self._waiting[next(iter(self._waiting))]
        token = secrets.token_urlsafe(32)
        self._waiting[_digest(token)] = (name, now + LINK_LASTS)
        return token

    def redeem(self, token: str, now: datetime) -> str | None:
        """The name the token was issued for, once; None for any other token."""
        name, until = self._waiting.pop(_digest(token), (None, now))
        return name if name is not None and now < until else None


@dataclass(frozen=True, slots=True)
class Sessions:
    """Cookies and form tokens. The core knows which sessions are open; a stolen copy of its rows opens none."""

    cookies: Signer
    forms: Signer

    def start(self, response: Response, request: Request, now: datetime) -> str:
        """Set a new session's cookie (httponly, for the console only); what the core is to call the session."""
        secret = secrets.token_urlsafe(32)
        self._set(response, request, COOKIE, self.cookies.sign(secret, now + SESSION_LASTS))
        return _digest(secret)

    def claimed(self, request: Request, now: datetime) -> str | None:
        """The session of a cookie that we signed and that has not ended; whether it is open the core knows."""
        secret = self.cookies.read(request.cookies.get(COOKIE), now)
        return None if secret is None else _digest(secret)

    def leave(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(COOKIE, path="/console")

    def half(self, staff: Staff, door: str, now: datetime) -> str:
        """What a browser brings along with its second factor: that the first was right, here, a moment ago."""
        return self.forms.sign(json.dumps(["half", staff.name, _fingerprint(staff), door]), now + HALF_LASTS)

    def half_name(self, signed: str, door: str, now: datetime) -> tuple[str, str] | None:
        """(name, fingerprint of the password) of such a ticket, when it belongs to this browser."""
        value = self.forms.read(signed, now)
        if value is None or not value.startswith('["half", '):
            return None
        _, name, fingerprint, of_door = json.loads(value)
        return (name, fingerprint) if secrets.compare_digest(of_door.encode(), door.encode()) else None

    def same_password(self, staff: Staff, fingerprint: str) -> bool:
        return secrets.compare_digest(_fingerprint(staff), fingerprint)

    def form_token(self, session: str, path: str, now: datetime) -> str:
        """What a form of this session that posts to `path` must bring along."""
        return self.forms.sign(f"{session}|{path}", now + SESSION_LASTS)

    def form_fits(self, token: str, session: str, path: str, now: datetime) -> bool:
        return self.forms.read(token, now) == f"{session}|{path}"

    def door(self, request: Request) -> str:
        """A random name for a browser that is not logged in: its login form is bound to it."""
        return request.cookies.get(DOOR_COOKIE) or secrets.token_urlsafe(16)

    def keep_door(self, response: Response, request: Request, door: str) -> None:
        self._set(response, request, DOOR_COOKIE, door)

    def _set(self, response: Response, request: Request, name: str, value: str) -> None:
        response.set_cookie(
            name, value, max_age=int(SESSION_LASTS.total_seconds()), httponly=True, samesite="lax",
            secure=request.url.scheme == "https", path="/console",
        )


def _fingerprint(staff: Staff) -> str:
    """Changes with the password, tells nothing of it."""
    return hashlib.sha256(staff.password_hash.encode()).hexdigest()[:16]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
