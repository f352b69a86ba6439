"""Four storefronts on loopback that answer with the shapes of their platforms' documentation, keep orders, and fail when told to."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.peers.loopback_server import served

RECORDED = Path(__file__).parents[1] / "fixtures" / "storefronts"
TOKEN = "shpat_0123456789:secret-half"
SECRET = "hush-webhooks"
AUTHORISED = {
    "shopify": ("x-shopify-access-token", TOKEN),
    "woocommerce": ("authorization", "Basic c2hwYXRfMDEyMzQ1Njc4OTpzZWNyZXQtaGFsZg=="),
    "vendure": ("authorization", f"Bearer {TOKEN}"),
    "medusa": ("authorization", "Basic c2hwYXRfMDEyMzQ1Njc4OTpzZWNyZXQtaGFsZjo="),
}


def recorded(platform: str, name: str) -> Any:
    return json.loads((RECORDED / platform / f"{name}.json").read_text("utf-8"))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 150), (180, 40, 30)).save(out, "PNG")
    return out.getvalue()


@dataclass(slots=True)
class Storefront:
    """One platform's stand-in. `instead` are answers given in place of the next ones (None lets one through); with
    `losing` the next writing is done, but its answer comes too late."""

    platform: str
    per_page: int = 2
    instead: deque[Response | None] = field(default_factory=deque)
    losing: threading.Event = field(default_factory=threading.Event)
    late_by: float = 1.5
    origin: str = ""
    asked: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    """(method, path, query, JSON body) of every request."""
    orders: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, Response] = field(default_factory=lambda: {"mug.png": Response(picture(), media_type="image/png")})
    headers: list[dict[str, str]] = field(default_factory=list)
    products: Any = None

    def __post_init__(self) -> None:
        self.products = recorded(self.platform, "products")

    async def answer(self, request: Request) -> Response:
        raw = await request.body()
        body = json.loads(raw) if raw else None
        path, query = request.url.path, dict(request.query_params)
        self.asked.append((request.method, path, query, body))
        self.headers.append(dict(request.headers))
        if path.startswith("/media/"):
            return self.pictures.get(path.removeprefix("/media/"), Response(status_code=404))
        if self.instead and (first := self.instead.popleft()) is not None:
            return first
        header, wanted = AUTHORISED[self.platform]
        if request.headers.get(header) != wanted:
            return JSONResponse(recorded(self.platform, "refused"), 200 if self.platform == "vendure" else 401)
        before = len(self.orders), json.dumps(self.orders)
        found: Response = getattr(self, f"_{self.platform}")(request.method, path, query, body)
        if self.losing.is_set() and (len(self.orders), json.dumps(self.orders)) != before:
            self.losing.clear()
            await asyncio.sleep(self.late_by)
        return found

    def _json(self, value: Any, headers: dict[str, str] | None = None) -> Response:
        return Response(json.dumps(value).replace("{origin}", self.origin), headers=headers, media_type="application/json")

    # Shopify: one GraphQL endpoint; errors stand beside the data

    def _shopify(self, method: str, path: str, query: dict[str, str], body: Any) -> Response:
        assert (method, path) == ("POST", "/admin/api/2026-10/graphql.json")
        text, variables = body["query"], body["variables"]
        if "query Products" in text:
            return self._shopify_products(variables)
        if "query FindOrder" in text:
            key = variables["query"].removeprefix("source_identifier:'").removesuffix("'")
            rows = [{"id": each["id"], "sourceIdentifier": each["sourceIdentifier"]} for each in self.orders]
            # the search index has not seen the orders yet; the newest ones are there at once
            return self._json({"data": {"found": {"nodes": []}, "newest": {"nodes": rows}}, "extensions": {"key": key}})
        if "query FindVariants" in text:
            variants = [each for node in self.products["data"]["products"]["nodes"] for each in node["variants"]["nodes"]]
            return self._json({"data": {"productVariants": {"nodes": [{"id": each["id"], "sku": each["sku"]} for each in variants]}}})
        assert "mutation CreateOrder" in text
        order = {"id": f"gid://shopify/Order/{9000 + len(self.orders)}", **variables["order"]}
        self.orders.append(order)
        return self._json({"data": {"orderCreate": {"order": {"id": order["id"]}, "userErrors": []}}})

    def _shopify_products(self, variables: dict[str, Any]) -> Response:
        answer = deepcopy(self.products)
        connection = answer["data"]["products"]
        since = (variables["changed"] or "").removeprefix("updated_at:>='").removesuffix("'")
        every = connection["nodes"]
        rows = [position for position, each in enumerate(every) if each is None or each["updatedAt"] >= since]
        start = int(variables["after"] or 0)
        shown = rows[start:start + min(self.per_page, variables["first"])]
        connection["nodes"] = [every[position] for position in shown]
        end = start + len(shown)
        connection["pageInfo"] = {"hasNextPage": end < len(rows), "endCursor": str(end)}
        errors = []
        for each in answer.get("errors", []):
            if each["path"][2] in shown:
                errors.append({**each, "path": ["products", "nodes", shown.index(each["path"][2]), *each["path"][3:]]})
        answer.pop("errors", None)
        return self._json(answer | ({"errors": errors} if errors else {}))

    # WooCommerce: REST; the number of pages is a header

    def _woocommerce(self, method: str, path: str, query: dict[str, str], body: Any) -> Response:
        path = path.removeprefix("/wp-json/wc/v3/")
        if path in (settings := recorded("woocommerce", "settings")):
            return self._json(settings[path])
        if path == "orders" and method == "POST":
            order = {"id": 9000 + len(self.orders), **body}
            self.orders.append(order)
            return self._json(order)
        if path == "orders":
            return self._paged([{"id": each["id"], "meta_data": each["meta_data"]} for each in reversed(self.orders)], query)
        variations = recorded("woocommerce", "variations")
        if path.endswith("/variations"):
            return self._paged(variations[path.split("/")[1]], query)
        assert path == "products"
        if sku := query.get("sku"):
            rows = [each for each in [*self.products, *chain(*variations.values())] if each["sku"] == sku]
            return self._paged(rows, query)
        since = query.get("modified_after", "").rstrip("Z")
        assert not since or query["dates_are_gmt"] == "true"
        return self._paged([each for each in self.products if each["date_modified_gmt"] >= since], query)

    def _paged(self, rows: list[Any], query: dict[str, str]) -> Response:
        at, size = int(query.get("page", "1")), self.per_page
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(max(1, -(-len(rows) // size)))}
        return self._json(rows[(at - 1) * size:at * size], headers)

    # Vendure: GraphQL; an order is a draft that is filled, arranged and paid

    def _vendure(self, method: str, path: str, query: dict[str, str], body: Any) -> Response:
        assert (method, path) == ("POST", "/admin-api")
        text, variables = body["query"], body["variables"]
        name = text.split("(")[0].split()[1]
        if name == "Products":
            options, answer = variables["options"], deepcopy(self.products)
            since = options["filter"].get("updatedAt", {}).get("after")
            rows = [
                each for each in answer["data"]["products"]["items"]
                if since is None or datetime.fromisoformat(each["updatedAt"]) > datetime.fromisoformat(since)]
            answer["data"]["products"] = {
                "totalItems": len(rows), "items": rows[options["skip"]:options["skip"] + min(self.per_page, options["take"])]}
            return self._json(answer)
        return self._json({"data": self._vendure_order(name, variables)})

    def _vendure_order(self, name: str, variables: dict[str, Any]) -> dict[str, Any]:
        order = next((each for each in self.orders if each["id"] == variables.get("id")), {})
        if name == "FindOrder":
            found = [each for each in self.orders if each["key"] == variables["key"]]
            return {"orders": {"items": found}}
        if name == "FindVariant":
            variants = [each for row in self.products["data"]["products"]["items"] for each in row["variants"]]
            return {"productVariants": {"items": [each for each in variants if each["sku"] == variables["sku"]]}}
        if name == "Methods":
            return {"eligibleShippingMethodsForDraftOrder": [{"id": "2", "priceWithTax": 900}, {"id": "1", "priceWithTax": 500}]}
        if name == "Create":
            self.orders.append({"id": str(9000 + len(self.orders)), "key": None, "state": "Draft", "lines": [], "customer": None,
                                "shippingLines": [], "payments": []})
            return {"createDraftOrder": {"id": self.orders[-1]["id"], "state": "Draft"}}
        if name == "Mark":
            given = variables["input"]
            next(each for each in self.orders if each["id"] == given["id"])["key"] = given["customFields"]["tradewindKey"]
            return {"setOrderCustomFields": {"id": given["id"]}}
        if name == "Add":
            variants = [each for row in self.products["data"]["products"]["items"] for each in row["variants"]]
            sku = next(each["sku"] for each in variants if each["id"] == variables["input"]["productVariantId"])
            order["lines"].append({"quantity": variables["input"]["quantity"], "productVariant": {"sku": sku}})
        elif name == "Customer":
            order["customer"] = {"id": "5", **variables["input"]}
        elif name == "Address":
            order["address"] = variables["input"]
        elif name == "Ship":
            order["shippingLines"] = [{"id": variables["method"]}]
        elif name == "Arrange":
            order["state"] = "ArrangingPayment"
        else:
            assert name == "Pay"
            given = variables["input"]
            order = next(each for each in self.orders if each["id"] == given["orderId"])
            order["payments"].append({"transactionId": given["transactionId"]})
            order["state"] = "PaymentSettled"
        return {name: {"__typename": "Order"}}

    # Medusa: REST; an order is a draft that is converted

    def _medusa(self, method: str, path: str, query: dict[str, str], body: Any) -> Response:
        if path == "/admin/products":
            since = query.get("updated_at[$gte]", "")
            rows = [each for each in self.products["products"] if each["updated_at"] >= since.rstrip("Z")]
            offset = int(query["offset"])
            return self._json({"products": rows[offset:offset + self.per_page], "count": len(rows), "offset": offset, "limit": self.per_page})
        if path == "/admin/regions":
            return self._json(recorded("medusa", "regions"))
        if path == "/admin/shipping-options":
            return self._json(recorded("medusa", "shipping_options"))
        if path == "/admin/product-variants":
            variants = [each for row in self.products["products"] for each in row["variants"] if each["sku"] == query["sku"]]
            return self._json({"variants": variants, "count": len(variants), "offset": 0, "limit": 5})
        if path.endswith("/convert-to-order"):
            order = next(each for each in self.orders if each["id"] == path.split("/")[3])
            order["draft"] = False
            return self._json({"order": order})
        if method == "POST":
            order = {"id": f"order_{9000 + len(self.orders)}", "draft": True, **body}
            self.orders.append(order)
            return self._json({"draft_order": order})
        drafts = path == "/admin/draft-orders"
        rows = [{"id": each["id"], "metadata": each["metadata"]} for each in self.orders if each["draft"] is drafts]
        return self._json({"draft_orders" if drafts else "orders": rows, "count": len(rows), "offset": 0, "limit": 100})


@contextmanager
def standing(platform: str) -> Iterator[Storefront]:
    """A platform's stand-in on a free loopback port; its address is `origin`."""
    peer = Storefront(platform)
    app = Starlette(routes=[Route("/{path:path}", peer.answer, methods=["GET", "POST"])])
    with served(app) as origin:
        peer.origin = origin
        yield peer
