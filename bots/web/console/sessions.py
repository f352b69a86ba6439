"""Who is logged in: sessions in signed cookies that end, one token per form, and sign-in links that work once."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bots.web.signing import Signer
from commerce_core.ports import Staff

COOKIE = "tradewind_console"
DOOR_COOKIE = "tradewind_door"
SESSION_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(hours=12)
MOST_LINKS = 100


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member of staff with an open session; `session` is its random name."""

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
    """Opens, reads and ends sessions. A new password, a dismissal or signing out ends them."""

    cookies: Signer
    forms: Signer
    ended: dict[str, datetime] = field(default_factory=dict)

    def open(self, response: Response, request: Request, staff: Staff, now: datetime) -> None:
        """Set the session's cookie: httponly, for the console only."""
        value = json.dumps([staff.name, secrets.token_urlsafe(16), _fingerprint(staff)])
        self._set(response, request, COOKIE, self.cookies.sign(value, now + SESSION_LASTS))

    def claimed(self, request: Request, now: datetime) -> tuple[str, str, str] | None:
        """(name, session, fingerprint) of a cookie that we signed and that has not ended."""
        value = self.cookies.read(request.cookies.get(COOKIE), now)
        if value is None:
            return None
        name, session, fingerprint = json.loads(value)
        return None if session in self.ended else (name, session, fingerprint)

    def visitor(self, claimed: tuple[str, str, str], staff: Staff) -> Visitor | None:
        """The visitor, if the staff's password is still the one the session was opened with."""
        name, session, fingerprint = claimed
        return Visitor(name, staff.role, session) if secrets.compare_digest(fingerprint, _fingerprint(staff)) else None

    def end(self, response: Response, visitor: Visitor, now: datetime) -> None:
        """Sign out: the cookie goes, and a copy of it is worth nothing in this process."""
        for session in [session for session, until in self.ended.items() if until <= now]:
            del self.ended[session]
        self.ended[visitor.session] = now + SESSION_LASTS
        response.delete_cookie(COOKIE, path="/console")

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
