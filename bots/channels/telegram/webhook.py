"""Whether a webhook request comes from Telegram, decided in constant time."""

from __future__ import annotations

import hmac
import re

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")


def genuine(header: str | None, secret: str) -> bool:
    """True when the request's secret token header equals the one given to setWebhook.

    Raises ValueError for a secret that setWebhook would not take (Bot API: 1-256 of A-Z, a-z, 0-9, _ and -), so that a
    forgotten setting never lets everybody in.
    """
    if not _SECRET.match(secret):
        raise ValueError("telegram webhook secret: 1 to 256 of A-Z, a-z, 0-9, _ and -")
    return header is not None and hmac.compare_digest(header.encode("utf-8", "replace"), secret.encode())
