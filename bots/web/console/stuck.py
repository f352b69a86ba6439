"""What is stuck, for staff: work that keeps failing, why, when it is tried next, and a button to try now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.frame import Frame
from bots.web.console.sessions import Visitor
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import StuckJob
from commerce_core.services.insight import ShowStuck, TryAgain

_KINDS = frozenset({
    "payment.ask", "payment.look_up", "payment.refund", "order.expire", "order.fulfil", "parcel.book", "parcel.track",
    "buyer.tell", "promotion.send",
})


@dataclass(frozen=True, slots=True)
class Stuck:
    """The page of stuck work; who may see it is decided by the core."""

    frame: Frame

    async def listed(self, request: Request, visitor: Visitor) -> Response:
        found: tuple[StuckJob, ...] = await self.frame.gateway.ask(ShowStuck(visitor.name))
        rows = [(each, word_of(each.kind)) for each in found]
        return self.frame.render(request, "stuck.html", visitor, rows=rows)

    async def tried(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        number = fields.get("job", "")
        if not number.isdecimal() or len(number) > 18:
            raise Refusal("invalid", field="job")
        await self.frame.gateway.do(TryAgain(visitor.name, int(number)))
        return RedirectResponse("/console/stuck", 303)


def word_of(kind: str) -> str:
    """The name of what a job does, as the words of the page are keyed."""
    return f"stuck.kind.{kind.replace('.', '_')}" if kind in _KINDS else "stuck.kind.other"


def routes(stuck: Stuck) -> APIRouter:
    """GET /console/stuck, POST /console/stuck/retry."""
    router = APIRouter()
    router.add_api_route("/console/stuck", stuck.frame.page(stuck.listed), methods=["GET"], response_model=None)
    router.add_api_route("/console/stuck/retry", stuck.frame.form(stuck.tried), methods=["POST"], response_model=None)
    return router
