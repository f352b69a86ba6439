"""Webhooks of a storefront are taken only when they are signed with the secret that the merchant gave, compared in constant time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from commerce_core.ports import Declined, Forged

SECRET_SETTING = "TRADEWIND_STOREFRONT_WEBHOOK_SECRET"  # noqa: S105 (the name of a setting)
MOST_BYTES = 2 * 2**20


def signed(name: str, headers: Mapping[str, str], header: str, body: bytes, secret: str) -> str:
    """Check an HMAC of SHA-256 over the body, in base64 (Shopify's and WooCommerce's way), and tell the webhook's key.

    The key is made of the body alone, because the signature covers nothing else: a captured message sent again under
    another delivery id has the same key. Raises Forged.
    """
    wanted = base64.b64encode(hmac.digest(_checked(secret), _bounded(body), "sha256"))
    given = _header(headers, header)
    if not hmac.compare_digest(given.encode(), wanted):
        raise Forged(f"{header} does not fit the body and {SECRET_SETTING}")
    return _key(name, body)


def carrying(name: str, headers: Mapping[str, str], header: str, body: bytes, secret: str) -> str:
    """Check a header that carries the secret itself (for platforms that sign nothing), and tell the webhook's key. Raises Forged."""
    wanted = _checked(secret)
    if not hmac.compare_digest(_header(headers, header).encode(), wanted):
        raise Forged(f"{header} is not {SECRET_SETTING}")
    return _key(name, _bounded(body))


def message(body: bytes) -> Any:
    """The JSON of a verified webhook. Raises Declined."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Declined("the webhook is not JSON") from None


def _key(name: str, body: bytes) -> str:
    return f"{name}:{hashlib.sha256(body).hexdigest()}"


def _header(headers: Mapping[str, str], wanted: str) -> str:
    found = next((value for name, value in headers.items() if name.lower() == wanted.lower()), None)
    if not found:
        raise Forged(f"{wanted} is missing")
    return found


def _checked(secret: str) -> bytes:
    if not secret:
        raise Forged(f"{SECRET_SETTING} is not set: no webhook can be told from a forged one")
    return secret.encode()


def _bounded(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise Forged(f"larger than {MOST_BYTES:,} bytes")
    return body
