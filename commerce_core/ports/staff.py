"""What running the shop needs of the rows of a unit of work: staff, sessions, the record of changes; `ports` has the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody with a login; `two_factor` when a code is asked for beside the password."""

    name: str
    role: str
    password_hash: str
    two_factor: bool = False


@dataclass(frozen=True, slots=True)
class StaffSession:
    """An open console in one browser; `id` is a digest of the browser's secret."""

    id: str
    name: str
    device: str
    opened_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Somebody changed something of the shop itself; None where there was or is nothing."""

    number: int
    at: datetime
    actor: str
    what: str
    before: str | None
    after: str | None


class StaffRows(Protocol):
    def get(self, name: str) -> Staff | None: ...

    def put(self, staff: Staff) -> None:
        """Name, role and password; two-factor login stays as it is."""
        ...

    def count(self) -> int: ...

    def all(self) -> tuple[Staff, ...]:
        """By name."""
        ...

    def remove(self, name: str) -> None:
        """With their sessions, secret and recovery codes."""
        ...

    def totp(self, name: str) -> tuple[bytes, bool, int] | None:
        """(secret, confirmed, last step used); None without one."""
        ...

    def put_totp(self, name: str, secret: bytes | None, confirmed: bool, step: int) -> None: ...

    def put_recovery(self, name: str, digests: Sequence[str]) -> None:
        """These in place of all earlier ones."""
        ...

    def use_recovery(self, name: str, digest: str) -> bool:
        """Whether it was there; it is not any more."""
        ...

    def recovery_left(self, name: str) -> int: ...


class SessionRows(Protocol):
    def add(self, session: StaffSession) -> None: ...

    def get(self, session_id: str) -> StaffSession | None: ...

    def of(self, name: str | None) -> tuple[StaffSession, ...]:
        """Somebody's, or everybody's; the last seen first."""
        ...

    def seen(self, session_id: str, at: datetime) -> None: ...

    def end(self, session_id: str) -> None: ...

    def end_all(self, name: str, but: str = "") -> None: ...

    def sweep(self, before: datetime) -> None:
        """Forget those that ended before."""
        ...


class AuditRows(Protocol):
    def add(self, at: datetime, actor: str, what: str, before: str | None, after: str | None) -> None: ...

    def latest(self, limit: int, below: int | None = None) -> tuple[AuditEntry, ...]:
        """The newest first; only numbers below one for the page after."""
        ...
