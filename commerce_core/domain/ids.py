"""Identifiers: UUIDv7 for rows, and order codes that people can read aloud."""

from __future__ import annotations

import secrets

import uuid_utils

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
_READ = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
PREFIX = "TW"
_DIGITS = 8
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as 32 hexadecimal digits: unique and in order of time."""
    return uuid_utils.uuid7().hex


def order_code() -> str:
    """A new order code such as `TW-7K3M9QX2-T`: 40 random bits and a check character over GF(32).

    Crockford's own check alphabet (modulo 37) has signs that nobody can say. Weights that are powers of a generator of
    the field with 32 elements keep the check character among the 32 signs and find every single wrong character and
    every swap of two neighbours (Reed and Solomon 1960, with one check symbol).
    """
    number = secrets.randbits(5 * _DIGITS)
    digits = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_DIGITS)))
    return f"{PREFIX}-{digits}-{_check(digits)}"


def parse_order_code(text: str) -> str | None:
    """The canonical code of what somebody typed (case, hyphens, O for 0, I or L for 1 forgiven), or None."""
    body = text.strip().lstrip("#").upper().translate(_READ)
    if len(body) == len(PREFIX) + _DIGITS + 1:
        body = body.removeprefix(PREFIX)
    if len(body) != _DIGITS + 1 or any(sign not in _ALPHABET for sign in body):
        return None
    digits, check = body[:-1], body[-1]
    return f"{PREFIX}-{digits}-{check}" if _check(digits) == check else None


def _check(digits: str) -> str:
    """The sign that makes the sum of all nine, each times its power of two in GF(32), come to nothing."""
    total = 0
    for sign in digits:
        total ^= _ALPHABET.index(sign)
        total = total << 1 ^ (_POLYNOMIAL if total & 0b10000 else 0)
    return _ALPHABET[total]
