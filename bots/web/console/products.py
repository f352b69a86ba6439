"""Products for staff: every variant with its price and stock, changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.figures import BadFigure, Figures, read_amount, read_units
from bots.web.console.frame import Frame, own_page, refusal_words, wants_json
from bots.web.console.sessions import Visitor
from bots.web.refusals import as_json
from commerce_core.domain.product import Catalogue, Product, Stock, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import SetPrice, SetStock, ShowCatalogue, ShowStock

NOTHING = Stock("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One SKU of the table; `first` where the product's name and picture are shown (its other variants follow)."""

    product: Product
    variant: Variant
    stock: Stock
    options: str
    picture: str
    first: bool
    variants: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one field of one SKU, and what was typed."""

    sku: str
    field: str
    message: str
    typed: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The product pages; what a member of staff may do is decided by the core."""

    frame: Frame

    async def listed(self, request: Request, visitor: Visitor) -> Response:
        return await self._table(request, visitor, request.query_params, None)

    async def priced(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Set the price of `sku` to what was typed, in the shop's currency."""
        sku, typed = fields.get("sku", "")[:100], fields.get("price", "")
        shop = await self.frame.gateway.ask(ShowShop())
        try:
            variant = await self.frame.gateway.do(SetPrice(sku, read_amount(typed, shop.currency), visitor.name))
        except BadFigure as bad:
            return await self._wrong(request, visitor, fields, "price", self.frame.say(request, bad.word, **bad.parts))
        except Refusal as refused:
            return await self._refused(request, visitor, fields, "price", refused)
        return self._saved(request, fields, sku, variant.price.text)

    async def counted(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Set the units of `sku` that can be sold now."""
        sku, typed = fields.get("sku", "")[:100], fields.get("available", "")
        try:
            stock = await self.frame.gateway.do(SetStock(sku, read_units(typed), visitor.name))
        except BadFigure as bad:
            return await self._wrong(request, visitor, fields, "available", self.frame.say(request, bad.word, **bad.parts))
        except Refusal as refused:
            return await self._refused(request, visitor, fields, "available", refused)
        return self._saved(request, fields, sku, str(stock.available))

    def _saved(self, request: Request, fields: Mapping[str, str], sku: str, value: str) -> Response:
        if wants_json(request):
            return as_json({"sku": sku, "value": value, "message": self.frame.say(request, "products.saved")})
        return RedirectResponse(f"{own_page(fields.get('next'))}#{sku}", 303)

    async def _refused(
        self, request: Request, visitor: Visitor, fields: Mapping[str, str], field: str, refused: Refusal
    ) -> Response:
        if refused.code in {"forbidden", "not_found"}:
            raise refused
        name, parts = refusal_words(refused)
        return await self._wrong(request, visitor, fields, field, self.frame.say(request, name, **parts))

    async def _wrong(
        self, request: Request, visitor: Visitor, fields: Mapping[str, str], field: str, message: str
    ) -> Response:
        if wants_json(request):
            return as_json({"error": {"code": "bad_request", "field": field, "message": message}}, 400)
        trouble = Trouble(fields.get("sku", ""), field, message, fields.get(field, "")[:100])
        return await self._table(request, visitor, {"text": trouble.sku}, trouble)

    async def _table(
        self, request: Request, visitor: Visitor, asked: Mapping[str, str], trouble: Trouble | None
    ) -> Response:
        catalogue: Catalogue = await self.frame.gateway.ask(ShowCatalogue())
        stock: Mapping[str, Stock] = await self.frame.gateway.ask(ShowStock())
        shop = await self.frame.gateway.ask(ShowShop())
        figures = Figures(self.frame.language(request))
        text, category = asked.get("text", "").strip()[:100], asked.get("category", "")
        return self.frame.render(
            request, "products.html", visitor, 400 if trouble else 200, trouble=trouble, text=text, category=category,
            rows=rows(catalogue, stock, text, category, figures), currency=shop.currency,
            categories=[(each.id, figures.languages(each.titles)) for each in catalogue.categories],
            may_edit=visitor.role in {"owner", "catalogue"},
        )


def routes(shelf: Shelf) -> APIRouter:
    """GET /console/products, POST /console/products/price, POST /console/products/stock."""
    router = APIRouter()
    frame = shelf.frame
    router.add_api_route("/console/products", frame.page(shelf.listed), methods=["GET"], response_model=None)
    router.add_api_route("/console/products/price", frame.form(shelf.priced), methods=["POST"], response_model=None)
    router.add_api_route("/console/products/stock", frame.form(shelf.counted), methods=["POST"], response_model=None)
    return router


def rows(catalogue: Catalogue, stock: Mapping[str, Stock], text: str, category: str, figures: Figures) -> list[Row]:
    """The variants of every product whose code, SKU or name in any language holds `text`, in shelf order."""
    found = []
    for product in catalogue.products:
        if category and product.category != category:
            continue
        variants = product.variants if _names(product, text) else tuple(
            each for each in product.variants if text.casefold() in each.sku.casefold())
        for at, variant in enumerate(variants):
            found.append(Row(
                product, variant, stock.get(variant.sku, NOTHING), figures.options(variant),
                picture_address(product.picture), at == 0, len(variants)))
    return found


def picture_address(picture: str | None) -> str:
    """Where the page finds a picture: the catalogue holds a file name or a whole address."""
    if not picture or picture.startswith(("/", "https://", "http://")):
        return picture or ""
    return f"/pictures/{picture}"


def _names(product: Product, text: str) -> bool:
    wanted = text.casefold()
    return any(wanted in name.casefold() for name in (product.id, product.code, *product.titles.values()))
