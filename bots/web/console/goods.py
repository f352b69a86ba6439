"""One product for staff: its customs facts, suggested tariff codes to confirm, and what markets would refuse about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.frame import Frame
from bots.web.console.products import picture_address
from bots.web.console.sessions import Visitor
from commerce_core.domain.catalogue_lint import Finding
from commerce_core.domain.hs_suggestions import titles
from commerce_core.domain.product import Catalogue
from commerce_core.domain.refusals import Refusal
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.catalogue_care import LintProduct, SetHsCode, SuggestHs


@dataclass(frozen=True, slots=True)
class Group:
    """What is wrong with some fields for one reason, and the markets or channels that mind."""

    kind: str
    blocks: bool
    fields: tuple[str, ...]
    detail: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goods:
    """The page of one product."""

    frame: Frame

    async def shown(self, request: Request, visitor: Visitor) -> Response:
        return await self._product(request, visitor)

    async def coded(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Confirm a tariff code, a suggested or another one."""
        id_ = str(request.path_params["product"])
        try:
            await self.frame.gateway.do(SetHsCode(visitor.name, id_, fields.get("hs_code", "")[:40]))
        except Refusal as refused:
            if refused.code != "invalid":
                raise
            return await self._product(request, visitor, 400, self.frame.say(request, "product.bad_code"))
        return RedirectResponse(f"/console/products/{id_}?done=saved", 303)

    async def _product(self, request: Request, visitor: Visitor, status: int = 200, message: str = "") -> Response:
        id_, ask = str(request.path_params["product"]), self.frame.gateway.ask
        suggestions = await ask(SuggestHs(visitor.name, id_))
        catalogue: Catalogue = await ask(ShowCatalogue())
        product = catalogue.by_id[id_]
        return self.frame.render(
            request, "product.html", visitor, status, product=product, suggestions=suggestions, message=message,
            done="products.saved" if request.query_params.get("done") == "saved" else "",
            findings=grouped(await ask(LintProduct(visitor.name, id_))), hs_title=titles().get(product.hs_code[:6], ""),
            picture=picture_address(product.picture), action=f"/console/products/{id_}/hs")


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Findings of one kind and reason as one row, refusals first."""
    rows: dict[tuple[bool, str, str], list[Finding]] = {}
    for each in findings:
        rows.setdefault((not each.blocks, each.kind, each.detail), []).append(each)
    return [
        Group(kind, not caution, tuple(each.field for each in found), detail,
              tuple(dict.fromkeys(place for each in found for place in each.where)))
        for (caution, kind, detail), found in sorted(rows.items(), key=lambda row: row[0][0])
    ]


def routes(goods: Goods) -> APIRouter:
    """GET /console/products/{product}, POST /console/products/{product}/hs."""
    router, frame = APIRouter(), goods.frame
    router.add_api_route("/console/products/{product}", frame.page(goods.shown), methods=["GET"], response_model=None)
    router.add_api_route("/console/products/{product}/hs", frame.form(goods.coded), methods=["POST"], response_model=None)
    return router
