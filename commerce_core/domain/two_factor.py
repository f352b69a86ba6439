"""Codes beside a password: time-based ones (RFC 6238) that work once, and recovery codes for a lost phone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
DRIFT_STEPS = 1
"""A phone's clock may be half a minute off either way (RFC 6238, 5.2)."""
RECOVERY_CODES = 10
_RECOVERY_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _IN_A_GROUP = 4, 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def secret_text(secret: bytes) -> str:
    """As people type it into an authenticator: base32 in groups of four."""
    plain = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def enrolment_address(secret: bytes, shop: str, name: str) -> str:
    """What an authenticator opens or scans (the Key Uri Format of the authenticator apps)."""
    plain = base64.b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/{quote(shop)}:{quote(name)}?secret={plain}&issuer={quote(shop)}&digits={DIGITS}&period={STEP_SECONDS}"


def code_of(secret: bytes, step: int) -> str:
    """RFC 4226, 5.3, over the number of the step."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}d}"


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def accepted_step(secret: bytes, typed: str, at: datetime, last_step: int) -> int | None:
    """The step whose code was typed, None for a wrong one. A step up to `last_step` never counts again (no replay).

    Every candidate is compared in full and in constant time, whichever fits.
    """
    plain = "".join(typed.split()).encode("utf-8", "surrogatepass")
    found: int | None = None
    for step in range(step_of(at) - DRIFT_STEPS, step_of(at) + DRIFT_STEPS + 1):
        same = hmac.compare_digest(code_of(secret, step).encode(), plain)
        if same and step > last_step and found is None:
            found = step
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 80 random bits, in groups that can be read aloud (Crockford's base32)."""
    return tuple(
        "-".join("".join(secrets.choice(_RECOVERY_SIGNS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
        for _ in range(RECOVERY_CODES)
    )


def recovery_digest(name: str, typed: str) -> str:
    """What is kept of a recovery code: nothing that opens anything. 80 random bits need no slow hash."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    return hashlib.sha256(f"{name}\0{plain}".encode("utf-8", "surrogatepass")).hexdigest()


def looks_like_recovery(typed: str) -> bool:
    return sum(sign.isalnum() for sign in typed) == _GROUPS * _IN_A_GROUP
