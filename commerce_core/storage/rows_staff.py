"""Rows of those who run the shop: logins, second factors, open sessions, and what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy import insert as plain_insert

from commerce_core.ports import Seal
from commerce_core.ports.staff import AuditEntry, Staff, StaffSession
from commerce_core.storage.codec import instant, moment
from commerce_core.storage.statements import Driver, Statement, insert, upsert
from commerce_core.storage.tables import audit, recovery_code, staff, staff_session

_COLUMNS = (staff.c.name, staff.c.role, staff.c.password_hash, staff.c.totp_confirmed)
_STAFF = Statement(select(*_COLUMNS).where(staff.c.name == bindparam("name_")))
_ALL_STAFF = Statement(select(*_COLUMNS).order_by(staff.c.name))
_PUT_STAFF = upsert(staff, "name", "role", "password_hash")
_COUNT_STAFF = Statement(select(func.count()).select_from(staff))
_REMOVE_STAFF = Statement(delete(staff).where(staff.c.name == bindparam("name_")))
_TOTP = Statement(select(staff.c.totp, staff.c.totp_confirmed, staff.c.totp_step).where(staff.c.name == bindparam("name_")))
_PUT_TOTP = Statement(
    update(staff).where(staff.c.name == bindparam("name_"))
    .values(totp=bindparam("totp_"), totp_confirmed=bindparam("confirmed_"), totp_step=bindparam("step_"))
)
_ADD_RECOVERY = insert(recovery_code, ignore=True)
_FORGET_RECOVERY = Statement(delete(recovery_code).where(recovery_code.c.name == bindparam("name_")))
_USE_RECOVERY = Statement(
    delete(recovery_code).where(recovery_code.c.name == bindparam("name_"), recovery_code.c.digest == bindparam("digest_"))
)
_RECOVERY_LEFT = Statement(
    select(func.count()).select_from(recovery_code).where(recovery_code.c.name == bindparam("name_"))
)


class StaffTable:
    """Implements ports_staff.StaffRows."""

    def __init__(self, driver: Driver, seal: Seal) -> None:
        self._driver = driver
        self._seal = seal

    def get(self, name: str) -> Staff | None:
        row = self._driver.one(_STAFF, {"name_": name})
        return Staff(row[0], row[1], row[2], bool(row[3])) if row else None

    def put(self, staff: Staff) -> None:
        self._driver.run(_PUT_STAFF, {"name": staff.name, "role": staff.role, "password_hash": staff.password_hash})

    def count(self) -> int:
        row = self._driver.one(_COUNT_STAFF)
        return int(row[0]) if row else 0

    def all(self) -> tuple[Staff, ...]:
        return tuple(Staff(row[0], row[1], row[2], bool(row[3])) for row in self._driver.all(_ALL_STAFF))

    def remove(self, name: str) -> None:
        for statement in (_FORGET_RECOVERY, _END_ALL):
            self._driver.run(statement, {"name_": name, "but_": ""})
        self._driver.run(_REMOVE_STAFF, {"name_": name})

    def totp(self, name: str) -> tuple[bytes, bool, int] | None:
        row = self._driver.one(_TOTP, {"name_": name})
        if row is None or row[0] is None:
            return None
        return self._seal.open(row[0], f"staff:{name}"), bool(row[1]), int(row[2])

    def put_totp(self, name: str, secret: bytes | None, confirmed: bool, step: int) -> None:
        sealed = None if secret is None else self._seal.close(secret, f"staff:{name}")
        self._driver.run(_PUT_TOTP, {"name_": name, "totp_": sealed, "confirmed_": int(confirmed), "step_": step})

    def put_recovery(self, name: str, digests: Sequence[str]) -> None:
        self._driver.run(_FORGET_RECOVERY, {"name_": name})
        self._driver.many(_ADD_RECOVERY, [{"name": name, "digest": digest} for digest in digests])

    def use_recovery(self, name: str, digest: str) -> bool:
        return self._driver.run(_USE_RECOVERY, {"name_": name, "digest_": digest}) == 1

    def recovery_left(self, name: str) -> int:
        row = self._driver.one(_RECOVERY_LEFT, {"name_": name})
        return int(row[0]) if row else 0


_ADD_SESSION = insert(staff_session)
_SESSION = Statement(select(*staff_session.columns).where(staff_session.c.id == bindparam("id_")))
_SESSIONS = Statement(
    select(*staff_session.columns).where(or_(bindparam("name_") == "", staff_session.c.name == bindparam("name_")))
    .order_by(staff_session.c.seen_at.desc(), staff_session.c.id)
)
_SEEN = Statement(update(staff_session).where(staff_session.c.id == bindparam("id_")).values(seen_at=bindparam("at_")))
_END = Statement(delete(staff_session).where(staff_session.c.id == bindparam("id_")))
_END_ALL = Statement(
    delete(staff_session).where(staff_session.c.name == bindparam("name_"), staff_session.c.id != bindparam("but_"))
)
_SWEEP = Statement(delete(staff_session).where(staff_session.c.ends_at <= bindparam("before_")))


class SessionTable:
    """Implements ports_staff.SessionRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, session: StaffSession) -> None:
        self._driver.run(_ADD_SESSION, {
            "id": session.id, "name": session.name, "device": session.device, "opened_at": instant(session.opened_at),
            "seen_at": instant(session.seen_at), "ends_at": instant(session.ends_at),
        })

    def get(self, session_id: str) -> StaffSession | None:
        row = self._driver.one(_SESSION, {"id_": session_id})
        return _session(row) if row else None

    def of(self, name: str | None) -> tuple[StaffSession, ...]:
        return tuple(_session(row) for row in self._driver.all(_SESSIONS, {"name_": name or ""}))

    def seen(self, session_id: str, at: datetime) -> None:
        self._driver.run(_SEEN, {"id_": session_id, "at_": instant(at)})

    def end(self, session_id: str) -> None:
        self._driver.run(_END, {"id_": session_id})

    def end_all(self, name: str, but: str = "") -> None:
        self._driver.run(_END_ALL, {"name_": name, "but_": but})

    def sweep(self, before: datetime) -> None:
        self._driver.run(_SWEEP, {"before_": instant(before)})


def _session(row: Sequence[object]) -> StaffSession:
    id_, name, device, opened_at, seen_at, ends_at = row
    assert isinstance(opened_at, int) and isinstance(seen_at, int) and isinstance(ends_at, int)
    return StaffSession(str(id_), str(name), str(device), moment(opened_at), moment(seen_at), moment(ends_at))


_ADD_AUDIT = Statement(
    plain_insert(audit).values({name: bindparam(name) for name in ("at", "actor", "what", "before", "after")})
)
_LATEST = Statement(
    select(*audit.columns).where(audit.c.id < bindparam("below_")).order_by(audit.c.id.desc()).limit(bindparam("limit_"))
)
_NO_BOUND = 2**62


class AuditTable:
    """Implements ports_staff.AuditRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, at: datetime, actor: str, what: str, before: str | None, after: str | None) -> None:
        self._driver.run(
            _ADD_AUDIT, {"at": instant(at), "actor": actor, "what": what, "before": before, "after": after}
        )

    def latest(self, limit: int, below: int | None = None) -> tuple[AuditEntry, ...]:
        rows = self._driver.all(_LATEST, {"below_": _NO_BOUND if below is None else below, "limit_": limit})
        return tuple(AuditEntry(row[0], moment(row[1]), *row[2:]) for row in rows)
