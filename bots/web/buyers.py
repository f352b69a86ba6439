"""Who is at the other end of a web chat: a random id in a signed cookie, nothing more."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bots.web.signing import Signer

COOKIE = "tradewind_buyer"
KEPT_FOR = timedelta(days=180)
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Buyers:
    """Reads and writes the buyer's cookie (httponly, same-site; secure where the page came over https)."""

    signer: Signer
    account: str

    def known(self, request: Request) -> str | None:
        """The buyer's id, or None without a valid cookie."""
        buyer = self.signer.read(request.cookies.get(COOKIE), datetime.now(UTC))
        return buyer if buyer and _ID.fullmatch(buyer) else None

    def chat(self, buyer: str) -> str:
        """The key of the buyer's private conversation: `bots.messages.Turn.chat`."""
        return f"web:{self.account}:{buyer}"

    def keep(self, response: Response, request: Request, buyer: str) -> None:
        """Set the cookie for another 180 days."""
        response.set_cookie(
            COOKIE, self.signer.sign(buyer, datetime.now(UTC) + KEPT_FOR), max_age=int(KEPT_FOR.total_seconds()),
            httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/",
        )


def new_buyer() -> str:
    """128 random bits in 22 characters: not guessable, never used twice."""
    return secrets.token_urlsafe(16)


def preferred_locales(header: str | None) -> tuple[str, ...]:
    """The language tags of an Accept-Language header, most wanted first (RFC 9110, 12.5.4); nonsense is left out."""
    wanted: list[tuple[float, str]] = []
    for part in (header or "")[:500].split(","):
        tag, _, weight = part.strip().partition(";")
        quality = _quality(weight)
        if _LANGUAGE_TAG.fullmatch(tag.strip()) and quality > 0:
            wanted.append((-quality, tag.strip()))
    return tuple(tag for _, tag in sorted(wanted, key=lambda pair: pair[0]))


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
