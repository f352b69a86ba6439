"""Checks an actor against the table of roles, once for every command, before its handler runs."""

from __future__ import annotations

from typing import Any

from commerce_core.domain.refusals import Refusal
from commerce_core.domain.roles import COMMAND_LINE, MAY
from commerce_core.ports import UnitOfWork
from commerce_core.ports.staff import Staff


def check(work: UnitOfWork, command: Any) -> None:
    """Nothing for a command that no rule is about. Raises Refusal(forbidden)."""
    roles = MAY.get(type(command).__name__)
    if roles is not None:
        allowed(work, command.actor, *roles)


def allowed(work: UnitOfWork, actor: str, *roles: str) -> Staff:
    """The member of staff, if their role is the owner's or one of these. Raises Refusal(forbidden)."""
    if actor == COMMAND_LINE:
        return Staff(COMMAND_LINE, "owner", "")
    staff = work.staff.get(actor)
    if staff is None or (staff.role != "owner" and staff.role not in roles):
        raise Refusal("forbidden")
    return staff
