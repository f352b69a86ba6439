"""The shop itself for its owner: settings, staff and what was changed; and everybody's own login."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.frame import Frame, wants_json
from bots.web.console.sessions import Visitor
from bots.web.console.states import channel_name
from bots.web.limits import Bucket
from bots.web.refusals import as_json
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.roles import ROLES
from commerce_core.domain.shop_settings import CHANNELS, SettingValue, registration_names
from commerce_core.domain.two_factor import enrolment_address, secret_text
from commerce_core.services.administration import LEAST_PASSWORD, StaffNamed
from commerce_core.services.settings import MOST_ENTRIES, ChangeSetting, ShowAudit, ShowSettings
from commerce_core.services.staffing import (
    AddStaff,
    BeginTwoFactor,
    ChangeOwnPassword,
    ChangeRole,
    ConfirmTwoFactor,
    EndSession,
    EndTwoFactor,
    ListSessions,
    ListStaff,
    PendingTwoFactor,
    RemoveStaff,
    ResetPassword,
    ResetTwoFactor,
)

_LONGEST_VALUE, _LONGEST_NAME, _LONGEST_PASSWORD = 5_000, 100, 1_024
_SINGLE = ("name", "dispatch_country", "dispatch_city", "max_quantity", "return_days", "auto_fulfil_hours")
_DONE = frozenset({"saved", "added", "role", "password", "removed", "reset", "ended", "off"})


@dataclass(frozen=True, slots=True)
class Group:
    """Settings of one family: `members` by name; `missing` are names that could be added."""

    name: str
    rows: tuple[SettingValue, ...]
    missing: tuple[str, ...] = ()

    def member(self, row: SettingValue) -> str:
        return row.key.partition(".")[2]


def _per_proof() -> Bucket:
    # a code has a million values and three of them fit: five tries, then one a minute
    return Bucket(burst=5, per_second=1 / 60)


@dataclass(frozen=True, slots=True)
class Office:
    """The pages of the shop itself; what a member of staff may do is decided by the core.

    Who holds an open session proves with a password or a code that it is theirs; guessing is slowed down as at the gate.
    """

    frame: Frame
    per_proof: Bucket = field(default_factory=_per_proof)

    async def settings(self, request: Request, visitor: Visitor) -> Response:
        return await self._settings(request, visitor)

    async def set(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Change one setting: `key` (and `member`, for one that is added) to `value`."""
        member = fields.get("member", "").strip()
        key = fields.get("key", "")[:_LONGEST_NAME] + (f".{member[:_LONGEST_NAME]}" if member else "")
        typed = fields.get("value", "")[:_LONGEST_VALUE]
        try:
            now = await self.frame.gateway.do(ChangeSetting(visitor.name, key, typed))
        except Refusal as refused:
            if refused.code != "invalid":
                raise
            message = self._invalid(request, refused)
            if wants_json(request):
                return as_json({"error": {"code": "bad_request", "field": key, "message": message}}, 400)
            return await self._settings(request, visitor, 400, message)
        if wants_json(request):
            value = now.value if now else ""
            return as_json({"key": key, "value": value, "message": self.frame.say(request, "products.saved")})
        return RedirectResponse(f"/console/settings?done=saved#{key.partition('.')[0]}", 303)

    def _invalid(self, request: Request, refused: Refusal) -> str:
        return self.frame.say(
            request, "settings.invalid", key=refused.data.get("field", ""), reason=refused.data.get("reason", ""))

    async def _settings(self, request: Request, visitor: Visitor, status: int = 200, message: str = "") -> Response:
        found: tuple[SettingValue, ...] = await self.frame.gateway.ask(ShowSettings(visitor.name))
        return self.frame.render(
            request, "settings.html", visitor, status, message=message, done=_done(request, "settings"),
            channel_name=channel_name, single=[each for name in _SINGLE for each in found if each.key == name],
            groups={each.name: each for each in (
                _group(found, "hold_minutes", CHANNELS), _group(found, "registrations", registration_names()),
                _group(found, "markets"), _group(found, "return_policy"))})

    async def audit(self, request: Request, visitor: Visitor) -> Response:
        asked = request.query_params.get("below", "")
        below = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
        entries = await self.frame.gateway.ask(ShowAudit(visitor.name, below))
        older = entries[-1].number if len(entries) == MOST_ENTRIES else None
        return self.frame.render(request, "audit.html", visitor, entries=entries, older=older)

    async def staff(self, request: Request, visitor: Visitor) -> Response:
        return await self._staff(request, visitor)

    async def add(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        command = AddStaff(visitor.name, _field(fields, "name"), _field(fields, "role"), _password(fields, "password"))
        return await self._staff_changed(request, visitor, command, "added")

    async def role(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._staff_changed(
            request, visitor, ChangeRole(visitor.name, _field(fields, "name"), _field(fields, "role")), "role")

    async def password(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._staff_changed(
            request, visitor, ResetPassword(visitor.name, _field(fields, "name"), _password(fields, "password")), "password")

    async def remove(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._staff_changed(request, visitor, RemoveStaff(visitor.name, _field(fields, "name")), "removed")

    async def reset(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._staff_changed(request, visitor, ResetTwoFactor(visitor.name, _field(fields, "name")), "reset")

    async def _staff_changed(self, request: Request, visitor: Visitor, command: object, done: str) -> Response:
        try:
            await self.frame.gateway.do(command)
        except Refusal as refused:
            if refused.code not in {"invalid", "conflict"}:
                raise
            status = 400 if refused.code == "invalid" else 409
            return await self._staff(request, visitor, status, self._why(request, refused))
        return RedirectResponse(f"/console/staff?done={done}", 303)

    def _why(self, request: Request, refused: Refusal) -> str:
        return self.frame.say(request, f"staff.{refused.code}.{refused.data.get('field')}", least=LEAST_PASSWORD)

    async def _staff(self, request: Request, visitor: Visitor, status: int = 200, message: str = "") -> Response:
        people = await self.frame.gateway.ask(ListStaff(visitor.name))
        return self.frame.render(
            request, "staff.html", visitor, status, people=people, roles=ROLES, message=message,
            done=_done(request, "staff"), least=LEAST_PASSWORD,
            sessions=await self.frame.gateway.ask(ListSessions(visitor.name)))

    async def account(self, request: Request, visitor: Visitor) -> Response:
        return await self._account(request, visitor)

    async def own_password(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._proved(request, visitor, ChangeOwnPassword(
            visitor.name, _password(fields, "old"), _password(fields, "new"), visitor.session), "password")

    async def begin(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._own(request, visitor, BeginTwoFactor(visitor.name), "")

    async def confirm(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Switch two-factor login on; the answer itself shows the recovery codes, once."""
        try:
            codes = await self.frame.gateway.do(ConfirmTwoFactor(visitor.name, _field(fields, "code"), datetime.now(UTC)))
        except Refusal as refused:
            if refused.code not in {"invalid", "conflict"}:
                raise
            return await self._account(request, visitor, 400, self._why(request, refused))
        return await self._account(request, visitor, codes=codes)

    async def switch_off(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        return await self._proved(
            request, visitor, EndTwoFactor(visitor.name, _field(fields, "code"), datetime.now(UTC)), "off")

    async def end_session(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """End a session of one's own, or, for the owner, anybody's."""
        await self.frame.gateway.do(EndSession(visitor.name, _field(fields, "session")))
        back = "/console/staff" if fields.get("from") == "staff" else "/console/account"
        return RedirectResponse(f"{back}?done=ended", 303)

    async def _proved(self, request: Request, visitor: Visitor, command: object, done: str) -> Response:
        """What a found or stolen session alone must not do: so many wrong proofs, then it waits."""
        if wait := self.per_proof.wait(visitor.name):
            message = self.frame.say(request, "login.too_many", seconds=wait)
            response = await self._account(request, visitor, 429, message)
            response.headers["retry-after"] = str(wait)
            return response
        response = await self._own(request, visitor, command, done)
        if response.status_code == 303:
            self.per_proof.forget(visitor.name)
        return response

    async def _own(self, request: Request, visitor: Visitor, command: object, done: str) -> Response:
        try:
            await self.frame.gateway.do(command)
        except Refusal as refused:
            if refused.code not in {"invalid", "conflict"}:
                raise
            return await self._account(request, visitor, 400, self._why(request, refused))
        return RedirectResponse(f"/console/account?done={done}", 303)

    async def _account(
        self, request: Request, visitor: Visitor, status: int = 200, message: str = "", codes: tuple[str, ...] = ()
    ) -> Response:
        ask = self.frame.gateway.ask
        pending: bytes | None = await ask(PendingTwoFactor(visitor.name))
        sessions: tuple[Any, ...] = await ask(ListSessions(visitor.name))
        return self.frame.render(
            request, "account.html", visitor, status, message=message, codes=codes, least=LEAST_PASSWORD,
            done=_done(request, "account"), two_factor=(await ask(StaffNamed(visitor.name))).two_factor,
            secret=secret_text(pending) if pending else "",
            address=enrolment_address(pending, self.frame.shop(), visitor.name) if pending else "",
            sessions=[each for each in sessions if each.name == visitor.name])


def routes(office: Office) -> APIRouter:
    """/console/settings, /console/audit, /console/staff and /console/account with what their forms post to."""
    router, frame = APIRouter(), office.frame
    for path, page in (
        ("settings", office.settings), ("audit", office.audit), ("staff", office.staff), ("account", office.account),
    ):
        router.add_api_route(f"/console/{path}", frame.page(page), methods=["GET"], response_model=None)
    for path, form in (
        ("settings", office.set), ("staff/add", office.add), ("staff/role", office.role), ("staff/password", office.password),
        ("staff/remove", office.remove), ("staff/reset", office.reset), ("account/password", office.own_password),
        ("account/begin", office.begin), ("account/confirm", office.confirm), ("account/off", office.switch_off),
        ("account/session", office.end_session),
    ):
        router.add_api_route(f"/console/{path}", frame.form(form), methods=["POST"], response_model=None)
    return router


def _group(found: tuple[SettingValue, ...], name: str, known: tuple[str, ...] = ()) -> Group:
    rows = tuple(each for each in found if each.key.startswith(f"{name}."))
    have = {each.key.partition(".")[2] for each in rows}
    return Group(name, rows, tuple(each for each in known if each not in have))


def _done(request: Request, page: str) -> str:
    done = request.query_params.get("done", "")
    return f"{page}.done.{done}" if done in _DONE else ""


def _field(fields: Mapping[str, str], name: str) -> str:
    return fields.get(name, "")[:_LONGEST_NAME]


def _password(fields: Mapping[str, str], name: str) -> str:
    return fields.get(name, "")[:_LONGEST_PASSWORD]
