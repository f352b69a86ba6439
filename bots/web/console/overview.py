"""The first page of the console: what was sold, where, what waits to be done, what runs low; and its live line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bots.web.console.figures import Figures
from bots.web.console.frame import Frame
from bots.web.console.sessions import Visitor
from bots.web.console.states import MOODS, channel_name
from bots.web.events import Streams
from bots.web.refusals import refusal
from commerce_core.domain.product import Catalogue, Stock
from commerce_core.ports import OrderSummary
from commerce_core.services.catalogue import ShowCatalogue, ShowStock
from commerce_core.services.insight import ListOrders, Overview, Takings

PERIODS = {1: "overview.day", 7: "overview.week", 30: "overview.month"}
LATEST, LOW_STOCK, LOW_ROWS = 8, 5, 8
COUNTED = 500


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a breakdown: `share` is its orders in percent of the row with most orders."""

    name: str
    orders: int
    paid: str
    share: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Builds the overview from the core's queries."""

    frame: Frame
    streams: Streams

    async def show(self, request: Request, visitor: Visitor) -> Response:
        asked = request.query_params.get("days", "1")
        days = int(asked) if asked in map(str, PERIODS) else 1
        ask, actor = self.frame.gateway.ask, visitor.name
        takings: tuple[Takings, ...] = await ask(Overview(actor, days))
        sees_orders = visitor.role != "catalogue"
        orders: tuple[OrderSummary, ...] = await ask(ListOrders(actor, limit=LATEST)) if sees_orders else ()
        open_orders = await ask(ListOrders(actor, status="confirmed", limit=COUNTED)) if sees_orders else ()
        unpaid = await ask(ListOrders(actor, status="placed", limit=COUNTED)) if sees_orders else ()
        low = low_stock(await ask(ShowCatalogue()), await ask(ShowStock()))
        figures = Figures(self.frame.language(request))
        return self.frame.render(
            request, "overview.html", visitor, days=days, periods=PERIODS, orders=orders, low=low,
            moods=MOODS, channel_name=channel_name, paid=sum(row.orders for row in takings), revenue=figures.sums(row.paid for row in takings),
            to_ship=sum(row.fulfilment == "none" for row in open_orders), waiting=len(unpaid),
            markets=shares(takings, lambda row: figures.country(row.country), figures),
            channels=shares(takings, lambda row: channel_name(row.channel), figures),
        )

    async def events(self, request: Request) -> Response:
        """What happens to orders, as it happens: `{"kind", "subject", "data": {"code", "country", "channel"}}`."""
        visitor = await self.frame.visitor(request)
        if visitor is None:
            return refusal(401, "unauthorised", "", "sign in first")
        return self.streams.answer("console", f"staff:{visitor.session}", "console")


def routes(desk: Desk) -> APIRouter:
    """GET /console and GET /console/events."""
    router = APIRouter()
    router.add_api_route("/console", desk.frame.page(desk.show), methods=["GET"], response_model=None)
    router.add_api_route("/console/events", desk.events, methods=["GET"], response_model=None)
    return router


def shares(takings: Sequence[Takings], name_of: Callable[[Takings], str], figures: Figures) -> list[Share]:
    """Takings grouped by a name, most orders first."""
    groups: dict[str, list[Takings]] = {}
    for row in takings:
        groups.setdefault(name_of(row), []).append(row)
    counts = {name: sum(row.orders for row in rows) for name, rows in groups.items()}
    most = max(counts.values(), default=1)
    return [
        Share(name, counts[name], " · ".join(figures.sums(row.paid for row in groups[name])), 100 * counts[name] // most)
        for name in sorted(groups, key=lambda name: (-counts[name], name))
    ]


def low_stock(catalogue: Catalogue, stock: Mapping[str, Stock]) -> list[tuple[str, str, int]]:
    """(SKU, product id, available) of what is nearly sold out, least first; what was never stocked is not low."""
    rows = [
        (sku, catalogue.variants[sku.upper()][0].id, units.available)
        for sku, units in stock.items()
        if sku.upper() in catalogue.variants and units.received and units.available <= LOW_STOCK
    ]
    return sorted(rows, key=lambda row: (row[2], row[0]))[:LOW_ROWS]
