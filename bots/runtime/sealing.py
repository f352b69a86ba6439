"""Encryption at rest with one key that lives in the data folder, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES, _NONCE_BYTES = 32, 12


class AesSeal:
    """Implements ports.Seal: AES-256-GCM, a random nonce per value, the owner as associated data."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, plain: bytes, owner: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, owner.encode())

    def open(self, sealed: bytes, owner: str) -> bytes:
        """Raises ValueError when the key is another one, or the value was moved to another owner."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode())
        except InvalidTag:
            raise ValueError("a sealed value cannot be opened: the key file is not the one it was written with") from None


def derived_key(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose (RFC 5869)."""
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def secret_of(folder: Path) -> bytes:
    """The shop's secret, made at the first start. Raises ValueError when the file is not one."""
    file = folder / "secret.key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        found = file.read_bytes()
        if len(found) != _KEY_BYTES:
            raise ValueError(f"{file}: not a key of {_KEY_BYTES} bytes") from None
        return found
    with os.fdopen(handle, "wb") as opened:
        made = secrets.token_bytes(_KEY_BYTES)
        opened.write(made)
    return made
