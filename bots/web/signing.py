"""Values a browser may keep but not change: signed with HMAC-SHA256, one key per purpose."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime

SIGNATURE_BYTES = 24


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for one purpose: what is signed for one (a buyer's cookie) is refused by another (a login)."""

    secret: bytes
    purpose: str

    def sign(self, value: str, expires_at: datetime | None = None) -> str:
        """`value` with its expiry (none = never) and signature, in characters a cookie may hold."""
        until = str(int(expires_at.timestamp())) if expires_at else ""
        body = f"{urlsafe_b64encode(value.encode()).decode().rstrip('=')}.{until}"
        return f"{body}.{self._signature(body)}"

    def read(self, signed: str | None, now: datetime) -> str | None:
        """The value, or None when it is missing, was changed, signed for another purpose, or has expired."""
        body, _, signature = (signed or "").rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            return None
        encoded, _, until = body.partition(".")
        if until and now.timestamp() >= int(until):
            return None
        try:
            return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
        except (NotBase64, UnicodeDecodeError):
            return None

    def _signature(self, body: str) -> str:
        key = hmac.digest(self.secret, b"tradewind:web:" + self.purpose.encode(), hashlib.sha256)
        digest = hmac.digest(key, body.encode(), hashlib.sha256)[:SIGNATURE_BYTES]
        return urlsafe_b64encode(digest).decode()
