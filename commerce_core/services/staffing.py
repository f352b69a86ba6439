"""Who runs the shop: people added and taken away, their roles, passwords, second factors and open sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commerce_core.domain.refusals import Refusal
from commerce_core.domain.roles import COMMAND_LINE, ROLES
from commerce_core.domain.two_factor import (
    accepted_step,
    looks_like_recovery,
    new_recovery_codes,
    new_secret,
    recovery_digest,
)
from commerce_core.ports import UnitOfWork
from commerce_core.ports.staff import Staff, StaffSession
from commerce_core.services.administration import LEAST_PASSWORD, SignIn, password_hash, sign_in
from commerce_core.services.dispatch import handles

_NAME = re.compile(r"[^\W_](?:[\w .@+-]{0,58}[\w])?")
_SEEN_EVERY = timedelta(minutes=5)
_DEVICE_SIGNS = 120


@dataclass(frozen=True, slots=True)
class ListStaff:
    actor: str


@handles(ListStaff)
def list_staff(work: UnitOfWork, query: ListStaff) -> tuple[Staff, ...]:
    return work.staff.all()


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Give somebody a login. Raises Refusal(invalid | conflict): a name is never taken over."""

    actor: str
    name: str
    role: str
    password: str


@handles(AddStaff)
def add_staff(work: UnitOfWork, command: AddStaff) -> Staff:
    name = command.name.strip()
    if not _NAME.fullmatch(name) or name == COMMAND_LINE:
        raise Refusal("invalid", field="name")
    if any(each.name.casefold() == name.casefold() for each in work.staff.all()):
        raise Refusal("conflict", field="name")
    staff = Staff(name, _role(command.role), password_hash(_password(command.password)))
    work.staff.put(staff)
    work.audit.add(work.now, command.actor, f"staff {name}", None, staff.role)
    return staff


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """Give somebody another role, from their next click on. The last owner stays one. Raises Refusal(conflict | ...)."""

    actor: str
    name: str
    role: str


@handles(ChangeRole)
def change_role(work: UnitOfWork, command: ChangeRole) -> Staff:
    staff = _named(work, command.name)
    role = _role(command.role)
    if role != "owner":
        _keep_an_owner(work, staff)
    changed = replace(staff, role=role)
    if changed != staff:
        work.staff.put(changed)
        work.audit.add(work.now, command.actor, f"staff {staff.name}: role", staff.role, role)
    return changed


@dataclass(frozen=True, slots=True)
class ResetPassword:
    """The owner gives somebody a new password: their sessions end."""

    actor: str
    name: str
    password: str


@handles(ResetPassword)
def reset_password(work: UnitOfWork, command: ResetPassword) -> None:
    staff = _named(work, command.name)
    work.staff.put(replace(staff, password_hash=password_hash(_password(command.password))))
    work.sessions.end_all(staff.name)
    work.audit.add(work.now, command.actor, f"staff {staff.name}: password", None, None)


@dataclass(frozen=True, slots=True)
class ChangeOwnPassword:
    """With the old one. Every other session of theirs ends. Raises Refusal(forbidden | invalid)."""

    actor: str
    old: str
    new: str
    session: str = ""


@handles(ChangeOwnPassword)
def change_own_password(work: UnitOfWork, command: ChangeOwnPassword) -> None:
    try:
        staff = sign_in(work, SignIn(command.actor, command.old))
    except Refusal:
        raise Refusal("invalid", field="old_password") from None
    work.staff.put(replace(staff, password_hash=password_hash(_password(command.new))))
    work.sessions.end_all(staff.name, command.session)
    work.audit.add(work.now, command.actor, f"staff {staff.name}: password", None, None)


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Take a login away, with its sessions. The last owner stays. Raises Refusal(conflict | not_found)."""

    actor: str
    name: str


@handles(RemoveStaff)
def remove_staff(work: UnitOfWork, command: RemoveStaff) -> None:
    staff = _named(work, command.name)
    _keep_an_owner(work, staff)
    work.staff.remove(staff.name)
    work.audit.add(work.now, command.actor, f"staff {staff.name}", staff.role, None)


@dataclass(frozen=True, slots=True)
class BeginTwoFactor:
    """A new secret for oneself; nothing is asked for before it is confirmed. Raises Refusal(conflict) when it is on."""

    actor: str


@handles(BeginTwoFactor)
def begin_two_factor(work: UnitOfWork, command: BeginTwoFactor) -> bytes:
    known = work.staff.totp(_named(work, command.actor).name)
    if known is not None and known[1]:
        raise Refusal("conflict", field="two_factor")
    secret = new_secret()
    work.staff.put_totp(command.actor, secret, False, 0)
    return secret


@dataclass(frozen=True, slots=True)
class PendingTwoFactor:
    """The secret that waits to be confirmed, None when there is none."""

    actor: str


@handles(PendingTwoFactor)
def pending_two_factor(work: UnitOfWork, query: PendingTwoFactor) -> bytes | None:
    known = work.staff.totp(query.actor)
    return known[0] if known is not None and not known[1] else None


@dataclass(frozen=True, slots=True)
class ConfirmTwoFactor:
    """With a code of the new secret: from now on it is asked for. Returns the recovery codes, shown this once.

    `at` is the real time, aware UTC: authenticators know no sandbox. Raises Refusal(invalid | conflict).
    """

    actor: str
    code: str
    at: datetime


@handles(ConfirmTwoFactor)
def confirm_two_factor(work: UnitOfWork, command: ConfirmTwoFactor) -> tuple[str, ...]:
    known = work.staff.totp(command.actor)
    if known is None or known[1]:
        raise Refusal("conflict", field="two_factor")
    step = accepted_step(known[0], command.code, command.at, known[2])
    if step is None:
        raise Refusal("invalid", field="code")
    work.staff.put_totp(command.actor, known[0], True, step)
    codes = new_recovery_codes()
    work.staff.put_recovery(command.actor, [recovery_digest(command.actor, each) for each in codes])
    work.audit.add(work.now, command.actor, f"staff {command.actor}: two-factor login", "off", "on")
    return codes


@dataclass(frozen=True, slots=True)
class EndTwoFactor:
    """Switch off one's own, with a code. Raises Refusal(invalid)."""

    actor: str
    code: str
    at: datetime


@handles(EndTwoFactor)
def end_two_factor(work: UnitOfWork, command: EndTwoFactor) -> None:
    if not _code_fits(work, command.actor, command.code, command.at):
        raise Refusal("invalid", field="code")
    _switch_off(work, command.actor, command.actor)


@dataclass(frozen=True, slots=True)
class ResetTwoFactor:
    """The owner switches off somebody's who lost phone and codes. Raises Refusal(not_found)."""

    actor: str
    name: str


@handles(ResetTwoFactor)
def reset_two_factor(work: UnitOfWork, command: ResetTwoFactor) -> None:
    _switch_off(work, command.actor, _named(work, command.name).name)


def _switch_off(work: UnitOfWork, actor: str, name: str) -> None:
    work.staff.put_totp(name, None, False, 0)
    work.staff.put_recovery(name, [])
    work.audit.add(work.now, actor, f"staff {name}: two-factor login", "on", "off")


@dataclass(frozen=True, slots=True)
class ProveSecondFactor:
    """The second half of a login, after `SignIn`. A time-based code and a recovery code each work once.

    Raises Refusal(forbidden).
    """

    name: str
    code: str
    at: datetime


@handles(ProveSecondFactor)
def prove_second_factor(work: UnitOfWork, command: ProveSecondFactor) -> Staff:
    staff = work.staff.get(command.name)
    if staff is None or not _code_fits(work, command.name, command.code, command.at):
        raise Refusal("forbidden")
    return staff


def _code_fits(work: UnitOfWork, name: str, typed: str, at: datetime) -> bool:
    known = work.staff.totp(name)
    if known is None or not known[1]:
        return False
    step = accepted_step(known[0], typed, at, known[2])
    if step is not None:
        work.staff.put_totp(name, known[0], True, step)
        return True
    if looks_like_recovery(typed) and work.staff.use_recovery(name, recovery_digest(name, typed)):
        work.audit.add(work.now, name, f"staff {name}: recovery code used", None, str(work.staff.recovery_left(name)))
        return True
    return False


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Remember an open console; `session_id` is a digest of the browser's secret. Raises Refusal(forbidden)."""

    name: str
    session_id: str
    device: str
    at: datetime
    ends_at: datetime


@handles(OpenSession)
def open_session(work: UnitOfWork, command: OpenSession) -> None:
    if work.staff.get(command.name) is None:
        raise Refusal("forbidden")
    work.sessions.sweep(command.at)
    device = "".join(sign for sign in command.device if sign.isprintable())[:_DEVICE_SIGNS]
    work.sessions.add(
        StaffSession(command.session_id, command.name, device, command.at, command.at, command.ends_at)
    )


@dataclass(frozen=True, slots=True)
class SessionOf:
    """Who holds a session, and whether it is time to note that they were seen. Raises Refusal(forbidden)."""

    session_id: str
    at: datetime


@handles(SessionOf)
def session_of(work: UnitOfWork, query: SessionOf) -> tuple[Staff, bool]:
    session = work.sessions.get(query.session_id)
    staff = work.staff.get(session.name) if session and session.ends_at > query.at else None
    if session is None or staff is None:
        raise Refusal("forbidden")
    return staff, query.at - session.seen_at >= _SEEN_EVERY


@dataclass(frozen=True, slots=True)
class NoteSeen:
    session_id: str
    at: datetime


@handles(NoteSeen)
def note_seen(work: UnitOfWork, command: NoteSeen) -> None:
    work.sessions.seen(command.session_id, command.at)


@dataclass(frozen=True, slots=True)
class ListSessions:
    """One's own open sessions; the owner sees everybody's."""

    actor: str


@handles(ListSessions)
def list_sessions(work: UnitOfWork, query: ListSessions) -> tuple[StaffSession, ...]:
    return work.sessions.of(None if _named(work, query.actor).role == "owner" else query.actor)


@dataclass(frozen=True, slots=True)
class EndSession:
    """End one's own session; the owner may end anybody's. One that is over is over. Raises Refusal(forbidden)."""

    actor: str
    session_id: str


@handles(EndSession)
def end_session(work: UnitOfWork, command: EndSession) -> None:
    session = work.sessions.get(command.session_id)
    if session is None:
        return
    if session.name != command.actor and _named(work, command.actor).role != "owner":
        raise Refusal("forbidden")
    work.sessions.end(session.id)


def _named(work: UnitOfWork, name: str) -> Staff:
    if name == COMMAND_LINE:
        return Staff(COMMAND_LINE, "owner", "")
    staff = work.staff.get(name)
    if staff is None:
        raise Refusal("not_found", field="name", value=name)
    return staff


def _keep_an_owner(work: UnitOfWork, staff: Staff) -> None:
    if staff.role == "owner" and sum(each.role == "owner" for each in work.staff.all()) == 1:
        raise Refusal("conflict", field="last_owner")


def _role(role: str) -> str:
    if role not in ROLES:
        raise Refusal("invalid", field="role", value=role)
    return role


def _password(password: str) -> str:
    if len(password) < LEAST_PASSWORD:
        raise Refusal("invalid", field="password", least=LEAST_PASSWORD)
    return password
