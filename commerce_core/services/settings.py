"""The shop's settings for staff: shown, changed one at a time, every change on record and in force at once."""

from __future__ import annotations

from dataclasses import dataclass

from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop_settings import BadSetting, SettingValue, changed, shown
from commerce_core.ports import UnitOfWork
from commerce_core.ports.staff import AuditEntry
from commerce_core.services.dispatch import handles

MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Every setting that can be changed."""

    actor: str


@handles(ShowSettings)
def show_settings(work: UnitOfWork, query: ShowSettings) -> tuple[SettingValue, ...]:
    return shown(work.settings.get("shop") or {})


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Change one. The same value again changes nothing. Raises Refusal(invalid) with the key and the reason in English."""

    actor: str
    key: str
    value: str


@handles(ChangeSetting)
def change_setting(work: UnitOfWork, command: ChangeSetting) -> SettingValue | None:
    stored = work.settings.get("shop")
    if stored is None:
        raise Refusal("not_found", field="shop")
    try:
        new, before, after = changed(stored, command.key, command.value)
    except BadSetting as bad:
        raise Refusal("invalid", field=bad.key, reason=bad.reason) from None
    if before != after:
        work.settings.put("shop", new)
        work.audit.add(work.now, command.actor, f"setting {command.key}", before, after)
    return next((each for each in shown(new) if each.key == command.key), None)


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """What was changed of the shop itself, newest first; `below` the number of the last entry of the page before."""

    actor: str
    below: int | None = None


@handles(ShowAudit)
def show_audit(work: UnitOfWork, query: ShowAudit) -> tuple[AuditEntry, ...]:
    return work.audit.latest(MOST_ENTRIES, query.below)
