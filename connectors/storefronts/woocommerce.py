"""A WooCommerce shop through its REST API, version 3: products with their variations, orders written with our key in their meta."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commerce_core.domain.buyer import Address
from commerce_core.domain.listing import ListedProduct, ListedVariant, ListingPage, OutgoingOrder
from commerce_core.ports import Declined
from connectors.http import GuardedClient, Response
from connectors.storefronts import reading, signing
from connectors.storefronts.asking import TOKEN_SETTING, Platform
from connectors.storefronts.reading import Faults, member, objects

PRODUCTS_PER_PAGE, VARIATIONS_PER_PAGE, ORDERS_PER_PAGE, MOST_ORDER_PAGES = 50, 100, 100, 10
KEY_META = "_tradewind_key"
_PATH = "/wp-json/wc/v3"
_HS_META = ("hs_code", "_hs_code", "_wc_hs_code", "harmonized_code", "_harmonized_code", "_tariff_code")
_ORIGIN_META = ("origin", "_origin", "country_of_origin", "_country_of_origin", "origin_country", "_origin_country", "_wc_country_of_origin")


class WooCommerce:
    """Implements ports.Storefronts. The token is `key:secret`. WooCommerce has one currency and one language."""

    name = "woocommerce"

    def __init__(self, root: str, token: str, client: GuardedClient, *, webhook_secret: str = "", language: str = "en") -> None:
        key, colon, secret = token.partition(":")
        if not (key and colon and secret):
            raise Declined(f"{TOKEN_SETTING}: WooCommerce needs the consumer key and the consumer secret as key:secret")
        login = base64.b64encode(token.encode()).decode()
        self._platform = Platform("WooCommerce", root, client, {"Authorization": f"Basic {login}"})
        self._webhook_secret = webhook_secret
        self._language = reading.language(language)
        self._shop: tuple[str, str, bool] | None = None

    async def page(self, cursor: str | None, since: datetime | None) -> ListingPage:
        at = _number(cursor)
        currency, weight_unit, taxed = await self._settings()
        changed = {"modified_after": reading.instant(since), "dates_are_gmt": "true"} if since else {}
        response = await self._platform.get(
            f"{_PATH}/products", page=str(at), per_page=str(PRODUCTS_PER_PAGE), orderby="id", order="asc", status="publish", **changed)
        faults, products = Faults(), []
        if taxed:
            faults.add("prices", "include tax in that shop; here they are without any: check them before you sell")
        for position, row in enumerate(_rows(response)):
            if isinstance(member(row, "id"), int):
                products.append(await self._product(row, currency, weight_unit))
            else:
                faults.add(f"product {position + 1} of the page", "has no id")
        return ListingPage(tuple(products), str(at + 1) if at < _pages(response) else None, faults.taken())

    async def place(self, order: OutgoingOrder) -> str:
        if (there := await self._written(order.key)) is not None:
            return there
        lines = [await self._line(line.sku, line.title, line.quantity, (line.unit * line.quantity).text) for line in order.lines]
        made = await self._platform.post(f"{_PATH}/orders", {
            "status": "processing", "set_paid": True, "currency": order.total.currency, "payment_method": "tradewind",
            "payment_method_title": "Tradewind", "transaction_id": order.key, "line_items": lines,
            "billing": _address(order.address, with_email=True), "shipping": _address(order.address, with_email=False),
            "shipping_lines": [{"method_id": "tradewind", "method_title": "Shipping", "total": order.shipping.text}],
            "fee_lines": [{"name": "Duty and tax", "total": order.tax.text, "tax_status": "none"}] if order.tax.minor else [],
            "meta_data": [{"key": KEY_META, "value": order.key}, {"key": "_tradewind_code", "value": order.code}],
        })
        if not isinstance(member(made, "id"), int):
            raise self._platform.refused("the order was sent but no id came back")
        return str(made["id"])

    def verify(self, headers: Mapping[str, str], body: bytes) -> str:
        return signing.signed(self.name, headers, "X-WC-Webhook-Signature", body, self._webhook_secret)

    def changed(self, body: bytes) -> tuple[str, ...]:
        told = signing.message(body)
        parent, id_ = member(told, "parent_id"), member(told, "id")
        found = parent if isinstance(parent, int) and parent else id_
        if isinstance(found, bool) or not isinstance(found, int):
            raise Declined("the webhook names no product: choose the topics Product created, updated and deleted")
        return (str(found),)

    async def _settings(self) -> tuple[str, str, bool]:
        """(currency, unit of weights, whether prices include tax); asked once."""
        if self._shop is None:
            currency = (await self._platform.get(f"{_PATH}/data/currencies/current")).json()
            weight = (await self._platform.get(f"{_PATH}/settings/products/woocommerce_weight_unit")).json()
            taxed = (await self._platform.get(f"{_PATH}/settings/tax/woocommerce_prices_include_tax")).json()
            self._shop = (str(member(currency, "code")), str(member(weight, "value") or "kg"), member(taxed, "value") == "yes")
        return self._shop

    async def _product(self, row: Mapping[str, Any], currency: str, weight_unit: str) -> ListedProduct:
        faults, variants = Faults(), []
        rows = await self._variations(row["id"], faults) if row.get("type") == "variable" else [row]
        for each in rows:
            if (found := _variant(each, row, currency, weight_unit, faults)) is not None:
                variants.append(found)
        title, text = reading.plain(row.get("name")), reading.prose(row.get("description")) or reading.prose(row.get("short_description"))
        images = [each for each in objects(row.get("images")) if isinstance(each.get("src"), str)]
        alt = reading.plain(images[0].get("alt")) if images else ""
        category = next((name for each in objects(row.get("categories")) if (name := reading.plain(each.get("name")))), None)
        return ListedProduct(
            str(row["id"]), reading.plain(row.get("slug")), {self._language: title} if title else {},
            {self._language: text} if text else {}, category, tuple(each["src"] for each in images),
            {self._language: alt} if alt else {}, _meta(row, _HS_META), _meta(row, _ORIGIN_META), tuple(variants), faults.taken(),
            reading.moment(row.get("date_modified_gmt")),
        )

    async def _variations(self, product: int, faults: Faults) -> list[Mapping[str, Any]]:
        """All of them; what a page of them costs is a fault of this product alone when it is refused for good."""
        found: list[Mapping[str, Any]] = []
        at = pages = 1
        while at <= pages:
            try:
                response = await self._platform.get(
                    f"{_PATH}/products/{product}/variations", page=str(at), per_page=str(VARIATIONS_PER_PAGE), orderby="id",
                    order="asc", status="publish")
                found += _rows(response)
            except Declined as refused:
                faults.add("variations", str(refused))
                break
            pages = _pages(response)
            at += 1
        return found

    async def _written(self, key: str) -> str | None:
        """The order with our key, among the newest thousand: WooCommerce cannot be asked for an order by its meta."""
        for at in range(1, MOST_ORDER_PAGES + 1):
            response = await self._platform.get(
                f"{_PATH}/orders", page=str(at), per_page=str(ORDERS_PER_PAGE), orderby="date", order="desc", status="any",
                _fields="id,transaction_id,meta_data")
            for row in _rows(response):
                metas = objects(row.get("meta_data"))
                if any(each.get("key") == KEY_META and each.get("value") == key for each in metas):
                    return str(row["id"])
            if at >= _pages(response):
                return None
        return None

    async def _line(self, sku: str, title: str, quantity: int, total: str) -> dict[str, Any]:
        rows = _rows(await self._platform.get(f"{_PATH}/products", sku=sku, _fields="id,parent_id,sku"))
        found = next((each for each in rows if each.get("sku") == sku), None)
        line: dict[str, Any] = {"name": title, "quantity": quantity, "subtotal": total, "total": total}
        if found is None:
            raise self._platform.refused(f"there is no product with the SKU {sku}")
        parent = found.get("parent_id")
        return line | ({"product_id": parent, "variation_id": found["id"]} if parent else {"product_id": found["id"]})


def _variant(
    row: Mapping[str, Any], product: Mapping[str, Any], currency: str, weight_unit: str, faults: Faults
) -> ListedVariant | None:
    options = {
        name: value for each in objects(row.get("attributes"))
        if (name := reading.plain(each.get("name"))) and (value := reading.plain(each.get("option")))
    }
    sku = reading.plain(row.get("sku"))
    if not sku or (row is not product and sku == reading.plain(product.get("sku"))):
        faults.add(" / ".join(options.values()) or f"id {row.get('id')}", "has no SKU of its own")
        return None
    amount = row.get("price") or row.get("regular_price")
    found = reading.price(amount, currency, f"{sku}: price", faults)
    if found is None:
        return None
    # `manage_stock` of a variation may be `parent`: the units are then counted for all of them together
    counted = row.get("manage_stock") is True
    stock = reading.units(row.get("stock_quantity"), f"{sku}: stock", faults) if counted else None
    if not counted and row.get("stock_status") == "outofstock":
        stock = 0
    weight = reading.grams(row.get("weight") or product.get("weight"), weight_unit, f"{sku}: weight", faults)
    return ListedVariant(str(row.get("id")), sku, options, {found.currency: found}, stock, weight)


def _meta(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Customs facts have no field of their own in WooCommerce; these are the names that plugins keep them under."""
    values = {str(each.get("key")).lower(): reading.plain(each.get("value")) for each in objects(row.get("meta_data"))}
    return next((values[name] for name in names if values.get(name)), None)


def _address(address: Address, *, with_email: bool) -> dict[str, str]:
    first, _, last = address.name.rpartition(" ")
    found = {
        "first_name": first, "last_name": last, "company": address.company_name, "address_1": address.street_address,
        "address_2": address.city_area, "city": address.city, "state": address.country_area, "postcode": address.postal_code,
        "country": address.country_code, "phone": address.phone,
    }
    return found | ({"email": address.email} if with_email and address.email else {})


def _rows(response: Response) -> list[Mapping[str, Any]]:
    answer = response.json()
    if not isinstance(answer, list):
        raise Declined(f"{response.where} answered with something that is no list")
    return [each if isinstance(each, Mapping) else {} for each in answer]


def _pages(response: Response) -> int:
    given = response.headers.get("x-wp-totalpages", "1")
    return int(given) if given.isascii() and given.isdigit() else 1


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 1
    if not (cursor.isascii() and cursor.isdigit()):
        raise Declined(f"{cursor[:40]!r} is not a cursor of WooCommerce")
    return int(cursor)
