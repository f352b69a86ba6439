"""Promotions for staff: write one in each language, see whom it reaches, send it, hold it, watch how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.frame import Frame, refusal_words
from bots.web.console.sessions import Visitor
from commerce_core.domain.promotion import TEXT_LIMIT, Audience, Progress
from commerce_core.domain.refusals import Refusal
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.promotions import (
    DraftPromotion,
    DryRun,
    PausePromotion,
    SendPromotion,
    ShowPromotions,
)

_TEXT = "text."


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The promotion pages; who may write and send is decided by the core."""

    frame: Frame
    languages: tuple[str, ...]

    async def listed(self, request: Request, visitor: Visitor) -> Response:
        return await self._page(request, visitor)

    async def drafted(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Keep a draft and show whom it would reach."""
        texts = {name.removeprefix(_TEXT): text for name, text in fields.items() if name.startswith(_TEXT)}
        known = {language: text for language, text in texts.items() if language in self.languages}
        try:
            promotion = await self.frame.gateway.do(DraftPromotion(visitor.name, known, fields.get("product") or None))
        except Refusal as refused:
            if refused.code == "forbidden":
                raise
            return await self._page(request, visitor, refused, fields)
        return RedirectResponse(f"/console/promotions?look={promotion.id}", 303)

    async def sent(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        await self.frame.gateway.do(SendPromotion(visitor.name, fields.get("promotion", "")))
        return RedirectResponse("/console/promotions", 303)

    async def paused(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        await self.frame.gateway.do(PausePromotion(visitor.name, fields.get("promotion", "")))
        return RedirectResponse("/console/promotions", 303)

    async def _page(
        self, request: Request, visitor: Visitor, refused: Refusal | None = None, typed: Mapping[str, str] | None = None
    ) -> Response:
        ask = self.frame.gateway.ask
        found: tuple[Progress, ...] = await ask(ShowPromotions(visitor.name))
        look = request.query_params.get("look", "")
        audience: Audience | None = None
        if any(each.promotion.id == look for each in found):
            audience = await ask(DryRun(visitor.name, look))
        language = self.frame.language(request)
        catalogue = await ask(ShowCatalogue())
        name, parts = refusal_words(refused) if refused else ("", {})
        return self.frame.render(
            request, "promotions.html", visitor, 400 if refused else 200, found=found, look=look, audience=audience,
            written=self.languages, typed=typed or {}, limit=TEXT_LIMIT,
            products=[(each.code, each.title(language)) for each in catalogue.products],
            trouble=self.frame.say(request, name, **parts) if refused else "",
        )


def routes(campaigns: Campaigns) -> APIRouter:
    """GET /console/promotions; POST /console/promotions/{draft,send,pause}."""
    router = APIRouter()
    frame = campaigns.frame
    router.add_api_route("/console/promotions", frame.page(campaigns.listed), methods=["GET"], response_model=None)
    for name, handler in (("draft", campaigns.drafted), ("send", campaigns.sent), ("pause", campaigns.paused)):
        router.add_api_route(f"/console/promotions/{name}", frame.form(handler), methods=["POST"], response_model=None)
    return router
