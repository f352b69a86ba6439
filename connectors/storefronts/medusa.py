"""A Medusa shop (version 2) through its Admin API: products with prices per currency, orders written as drafts and converted."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from commerce_core.domain.buyer import Address
from commerce_core.domain.listing import ListedProduct, ListedVariant, ListingPage, OutgoingOrder
from commerce_core.domain.money import Money
from commerce_core.ports import Declined
from connectors.http import GuardedClient
from connectors.storefronts import reading, signing
from connectors.storefronts.asking import Platform
from connectors.storefronts.reading import Faults, member, objects

PRODUCTS_PER_PAGE, ORDERS_PER_PAGE, MOST_ORDER_PAGES = 50, 100, 10
KEY_META = "tradewind_key"
SECRET_HEADER = "X-Tradewind-Secret"  # noqa: S105 (the name of a header)
_FIELDS = (
    "id,handle,title,description,hs_code,origin_country,weight,thumbnail,updated_at,*images,*categories,*type,*translations,"
    "*variants,*variants.prices,*variants.options,*variants.options.option,*variants.inventory_items.inventory.location_levels"
)


class Medusa:
    """Implements ports.Storefronts. The token is a secret API key; webhooks carry the secret in a header.

    Medusa keeps weights without a unit: grams here. A product has one language, and others where translations are on.
    """

    name = "medusa"

    def __init__(self, root: str, token: str, client: GuardedClient, *, webhook_secret: str = "", language: str = "en") -> None:
        login = base64.b64encode(f"{token}:".encode()).decode()
        self._platform = Platform("Medusa", root, client, {"Authorization": f"Basic {login}"})
        self._webhook_secret = webhook_secret
        self._language = reading.language(language)

    async def page(self, cursor: str | None, since: datetime | None) -> ListingPage:
        offset = _number(cursor)
        changed = {"updated_at[$gte]": reading.instant(since)} if since else {}
        answer = (await self._platform.get(
            "/admin/products", fields=_FIELDS, limit=str(PRODUCTS_PER_PAGE), offset=str(offset), order="id",
            **{"status[]": "published"}, **changed)).json()
        listed = member(answer, "products")
        if not isinstance(listed, list):
            raise self._platform.refused("no products were sent")
        faults, products = Faults(), []
        for position, row in enumerate(listed):
            if isinstance(member(row, "id"), str):
                products.append(_product(row, self._language))
            else:
                faults.add(f"product {position + 1} of the page", "has no id")
        following = offset + len(listed)
        more = bool(listed) and following < (reading.number(member(answer, "count")) or 0)
        return ListingPage(tuple(products), str(following) if more else None, faults.taken())

    async def place(self, order: OutgoingOrder) -> str:
        if (there := await self._written("/admin/orders", "orders", order.key)) is not None:
            return there
        draft = await self._written("/admin/draft-orders", "draft_orders", order.key)
        if draft is None:
            made = await self._platform.post("/admin/draft-orders", await self._draft(order))
            draft = member(made, "draft_order", "id")
            if not isinstance(draft, str):
                raise self._platform.refused("the draft order was sent but no id came back")
        done = await self._platform.post(f"/admin/draft-orders/{draft}/convert-to-order", {})
        return str(member(done, "order", "id") or draft)

    def verify(self, headers: Mapping[str, str], body: bytes) -> str:
        return signing.carrying(self.name, headers, SECRET_HEADER, body, self._webhook_secret)

    def changed(self, body: bytes) -> tuple[str, ...]:
        told = signing.message(body)
        id_ = member(told, "data", "id") or member(told, "id")
        if not isinstance(id_, str):
            raise Declined("the webhook names no product: send the event with data.id")
        return (id_,)

    async def _draft(self, order: OutgoingOrder) -> dict[str, Any]:
        currency = order.total.currency.lower()
        items = [
            {"variant_id": await self._variant_id(line.sku), "title": line.title, "quantity": line.quantity, "unit_price": line.unit.text}
            for line in order.lines
        ]
        answer = (await self._platform.get("/admin/shipping-options", limit="1", fields="id,name")).json()
        ways = [
            {"option_id": each["id"], "name": reading.plain(each.get("name")) or "Shipping", "amount": order.shipping.text}
            for each in objects(member(answer, "shipping_options")) if isinstance(each.get("id"), str)
        ]
        return {
            # orders are known by an address; a buyer who gave none gets one that leads nowhere (RFC 2606)
            "email": order.address.email or f"{order.code.lower()}@buyer.invalid", "region_id": await self._region(order),
            "currency_code": currency, "items": items, "shipping_methods": ways, "shipping_address": _address(order.address),
            "metadata": {KEY_META: order.key, "tradewind_code": order.code, "tradewind_paid": order.total.text,
                         "tradewind_tax": order.tax.text},
        }

    async def _region(self, order: OutgoingOrder) -> str:
        """The region of the order's currency that has its country, else any of that currency."""
        answer = (await self._platform.get("/admin/regions", limit="100", fields="id,currency_code,*countries")).json()
        currency, country = order.total.currency.lower(), order.address.country_code.lower()
        fit = [each for each in objects(member(answer, "regions")) if str(each.get("currency_code")).lower() == currency]
        fit.sort(key=lambda region: all(each.get("iso_2") != country for each in objects(region.get("countries"))))
        if not fit:
            raise self._platform.refused(f"there is no region with the currency {order.total.currency}")
        return str(fit[0]["id"])

    async def _variant_id(self, sku: str) -> str:
        answer = (await self._platform.get("/admin/product-variants", sku=sku, fields="id,sku", limit="5")).json()
        found = next((each for each in objects(member(answer, "variants")) if each.get("sku") == sku), None)
        if found is None:
            raise self._platform.refused(f"there is no product with the SKU {sku}")
        return str(found["id"])

    async def _written(self, path: str, name: str, key: str) -> str | None:
        """What has our key, among the newest thousand: Medusa cannot be asked for an order by its metadata."""
        for at in range(MOST_ORDER_PAGES):
            answer = (await self._platform.get(
                path, fields="id,metadata", order="-created_at", limit=str(ORDERS_PER_PAGE), offset=str(at * ORDERS_PER_PAGE))).json()
            rows = list(objects(member(answer, name)))
            if found := next((each for each in rows if member(each, "metadata", KEY_META) == key), None):
                return str(found["id"])
            if (at + 1) * ORDERS_PER_PAGE >= (reading.number(member(answer, "count")) or 0):
                return None
        return None


def _product(row: Mapping[str, Any], language: str) -> ListedProduct:
    faults, variants = Faults(), []
    for position, each in enumerate(reading.items(row.get("variants"))):
        if not isinstance(each, Mapping):
            faults.add(f"variant {position + 1}", "was not sent")
        elif (found := _variant(each, row, faults)) is not None:
            variants.append(found)
    titles, descriptions = {}, {}
    translated = ((reading.language(each.get("locale_code")), each.get("translations")) for each in objects(row.get("translations")))
    for code, words in ((language, row), *translated):
        if title := reading.plain(member(words, "title")):
            titles[code] = title
        if prose := reading.prose(member(words, "description")):
            descriptions[code] = prose
    pictures = [row.get("thumbnail"), *(each.get("url") for each in objects(row.get("images")))]
    categories = [*objects(row.get("categories")), {"name": member(row, "type", "value")}]
    category = next((name for each in categories if (name := reading.plain(each.get("name")))), None)
    return ListedProduct(
        row["id"], reading.plain(row.get("handle")), titles, descriptions, category,
        tuple(dict.fromkeys(each for each in pictures if isinstance(each, str) and each)), {},
        _customs(row, "hs_code"), _customs(row, "origin_country"), tuple(variants), faults.taken(), reading.moment(row.get("updated_at")),
    )


def _variant(row: Mapping[str, Any], product: Mapping[str, Any], faults: Faults) -> ListedVariant | None:
    sku = reading.plain(row.get("sku"))
    options = {
        name: value for each in objects(row.get("options"))
        if (name := reading.plain(member(each, "option", "title"))) and (value := reading.plain(each.get("value")))
        and not (name == "Default option" and value == "Default option value")
    }
    if not sku:
        faults.add(reading.plain(row.get("title")) or f"id {row.get('id')}", "has no SKU")
        return None
    prices = _prices(row, sku, faults)
    if not prices:
        if not any(fault.place == f"{sku}: price" for fault in faults.found):
            faults.add(f"{sku}: price", "is missing")
        return None
    weight = row.get("weight") if row.get("weight") is not None else product.get("weight")
    return ListedVariant(
        str(row.get("id")), sku, options, prices, _stock(row, f"{sku}: stock", faults),
        reading.grams(weight, "g", f"{sku}: weight", faults),
    )


def _prices(row: Mapping[str, Any], sku: str, faults: Faults) -> dict[str, Money]:
    """The price of one, per currency: not those of price lists, regions, customer groups or quantities."""
    found: dict[str, Money] = {}
    for each in objects(row.get("prices")):
        special = each.get("price_list_id") or each.get("rules") or reading.number(each.get("rules_count")) or each.get("min_quantity")
        if not special and (amount := reading.price(each.get("amount"), each.get("currency_code"), f"{sku}: price", faults)):
            found[amount.currency] = amount
    counted = row.get("calculated_price")
    if isinstance(counted, Mapping) and (
            amount := reading.price(counted.get("calculated_amount"), counted.get("currency_code"), f"{sku}: price", faults)):
        found.setdefault(amount.currency, amount)
    return found


def _stock(row: Mapping[str, Any], place: str, faults: Faults) -> int | None:
    """Units that can be made up of the scarcest of the things a variant consists of, over all locations."""
    if row.get("manage_inventory") is False:
        return None
    possible = []
    for each in objects(row.get("inventory_items")):
        needed = reading.number(each.get("required_quantity")) or Decimal(1)
        free = sum(
            (reading.number(level.get("stocked_quantity")) or Decimal(0)) - (reading.number(level.get("reserved_quantity")) or Decimal(0))
            for level in objects(member(each, "inventory", "location_levels")))
        possible.append(free // needed if needed > 0 else Decimal(0))
    return reading.units(min(possible) if possible else row.get("inventory_quantity"), place, faults)


def _customs(row: Mapping[str, Any], name: str) -> str | None:
    """A fact of the product, else of its first variant that has it."""
    found = (reading.plain(each.get(name)) for each in (row, *objects(row.get("variants"))))
    return next((each for each in found if each), None)


def _address(address: Address) -> dict[str, str]:
    first, _, last = address.name.rpartition(" ")
    return {
        "first_name": first, "last_name": last, "company": address.company_name, "address_1": address.street_address,
        "address_2": address.city_area, "city": address.city, "province": address.country_area, "postal_code": address.postal_code,
        "country_code": address.country_code.lower(), "phone": address.phone,
    }


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()):
        raise Declined(f"{cursor[:40]!r} is not a cursor of Medusa")
    return int(cursor)
