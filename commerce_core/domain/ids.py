"""Identifiers: UUIDv7 for rows, and order codes that people can read aloud."""

from __future__ import annotations

import secrets

import uuid_utils

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
_READ = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
PREFIX = "TW"
_DIGITS = 8


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as 32 hexadecimal digits: unique and in order of time."""
    return uuid_utils.uuid7().hex


def order_code() -> str:
    """A new order code such as `TW-7K3M9QX2-4`: 40 random bits and a check character modulo 31.

    Crockford's own check alphabet (modulo 37) has signs that nobody can say; a prime modulus below 32 keeps the check
    character in the alphabet and still finds every single wrong character and every swap of two neighbours.
    """
    number = secrets.randbits(5 * _DIGITS)
    digits = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_DIGITS)))
    return f"{PREFIX}-{digits}-{_check(digits)}"


def parse_order_code(text: str) -> str | None:
    """The canonical code of what somebody typed (case, hyphens, O for 0, I or L for 1 forgiven), or None."""
    plain = text.strip().lstrip("#").upper()
    body = plain.removeprefix(PREFIX).translate(_READ)
    if len(body) != _DIGITS + 1 or any(sign not in _ALPHABET for sign in body):
        return None
    digits, check = body[:-1], body[-1]
    return f"{PREFIX}-{digits}-{check}" if _check(digits) == check else None


def _check(digits: str) -> str:
    return _ALPHABET[int.from_bytes(bytes(_ALPHABET.index(sign) for sign in digits), "big") % 31]
