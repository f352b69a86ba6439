"""A Shopify shop through its Admin GraphQL API: products read within its query budget, orders written under our own key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from commerce_core.domain.buyer import Address
from commerce_core.domain.listing import ListedProduct, ListedVariant, ListingPage, OutgoingOrder
from commerce_core.ports import Declined
from connectors.http import Busy, GuardedClient
from connectors.storefronts import reading, signing
from connectors.storefronts.asking import GraphAnswer, Platform
from connectors.storefronts.reading import Faults, member, objects

API_VERSION = "2026-10"
"""Supported for a year from its release (shopify.dev, API versioning)."""
PRODUCTS_PER_PAGE, VARIANTS_PER_PRODUCT, LOCATIONS, MOST_COUNTRIES = 10, 50, 10, 6
_PATH = f"/admin/api/{API_VERSION}/graphql.json"
_LOCALES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""Languages that Shopify calls by a country."""
_DEFAULT_OPTION = "Title"
"""What Shopify calls the only option of a product that has none; its value is `Default Title`."""
_VARIANT = """
fragment sold on ProductVariant {
  id sku price selectedOptions { name value } inventoryQuantity
  inventoryItem {
    tracked harmonizedSystemCode countryCodeOfOrigin measurement { weight { unit value } }
    inventoryLevels(first: %(locations)d) { nodes { quantities(names: ["available"]) { name quantity } } pageInfo { hasNextPage } }
  }
  %(contextual)s
}
"""
_PRODUCTS = """
query Products($first: Int!, $after: String, $changed: String, $variants: Int!) {
  shop { currencyCode taxesIncluded }
  shopLocales(published: true) { locale primary }
  products(first: $first, after: $after, query: $changed, sortKey: ID) {
    nodes {
      id handle title descriptionHtml updatedAt productType category { name }
      media(first: 5) { nodes { alt mediaContentType preview { image { url(transform: { maxWidth: 1600 }) } } } }
      variants(first: $variants) { nodes { ...sold } pageInfo { hasNextPage endCursor } }
      %(translated)s
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_MORE_VARIANTS = """
query MoreVariants($product: ID!, $after: String!, $variants: Int!) {
  product(id: $product) { variants(first: $variants, after: $after) { nodes { ...sold } pageInfo { hasNextPage endCursor } } }
}
"""
_FIND_ORDER = """
query FindOrder($query: String!) {
  found: orders(first: 5, query: $query) { nodes { id sourceIdentifier } }
  newest: orders(first: 50, sortKey: CREATED_AT, reverse: true) { nodes { id sourceIdentifier } }
}
"""
_FIND_VARIANTS = """
query FindVariants($query: String!) { productVariants(first: 100, query: $query) { nodes { id sku } } }
"""
_CREATE_ORDER = """
mutation CreateOrder($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
  orderCreate(order: $order, options: $options) { order { id } userErrors { field message } }
}
"""


class Shopify:
    """Implements ports.Storefronts. `countries` are asked for their own prices (one of each currency that matters)."""

    name = "shopify"

    def __init__(
        self, root: str, token: str, client: GuardedClient, *, webhook_secret: str = "", countries: Sequence[str] = (),
        languages: Sequence[str] = (), sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._platform = Platform("Shopify", root, client, {"X-Shopify-Access-Token": token})
        self._webhook_secret = webhook_secret
        self._countries = [each for each in countries if each.isalpha() and len(each) == 2][:MOST_COUNTRIES]
        self._languages = [_LOCALES.get(each, each) for each in languages if each.replace("-", "").isalpha()]
        self._sleep = sleep
        self._first = PRODUCTS_PER_PAGE
        self._pause = 0.0

    async def page(self, cursor: str | None, since: datetime | None) -> ListingPage:
        changed = f"updated_at:>='{reading.instant(since)}'" if since else None
        answer = await self._products(cursor, changed)
        connection = member(answer.data, "products")
        if not isinstance(connection, Mapping):
            raise self._platform.refused(f"no products were sent: {self._platform.said(answer.errors)}")
        faults, why = Faults(), _reasons(answer)
        if member(answer.data, "shop", "taxesIncluded"):
            faults.add("prices", "include tax in that shop; here they are without any: check them before you sell")
        currency = member(answer.data, "shop", "currencyCode")
        primary = next((each.get("locale") for each in objects(member(answer.data, "shopLocales")) if each.get("primary")), "en")
        products = []
        for position, node in enumerate(reading.items(connection.get("nodes"))):
            if isinstance(node, Mapping) and isinstance(node.get("id"), str):
                products.append(await self._product(node, currency, reading.language(primary), why, f"products.nodes.{position}"))
            else:
                faults.add(f"product {position + 1} of the page", _why(why, f"products.nodes.{position}", "was not sent"))
        more = member(connection, "pageInfo", "hasNextPage") is True
        following = member(connection, "pageInfo", "endCursor")
        if more and not isinstance(following, str):
            raise self._platform.refused("there are more products, but no cursor to them")
        return ListingPage(tuple(products), following if more else None, faults.taken())

    async def place(self, order: OutgoingOrder) -> str:
        wanted = f"source_identifier:'{order.key}'"
        found = await self._graph(_FIND_ORDER, {"query": wanted})
        _complete(self._platform, found)
        # the search index may lag behind by seconds, so the newest orders are looked through as well
        for each in (*objects(member(found.data, "found", "nodes")), *objects(member(found.data, "newest", "nodes"))):
            if each.get("sourceIdentifier") == order.key and isinstance(each.get("id"), str):
                return str(each["id"])
        variants = await self._variant_ids([line.sku for line in order.lines])
        await self._wait()
        made = await self._platform.graph(
            _PATH, _CREATE_ORDER, {"order": _order(order, variants), "options": {"inventoryBehaviour": "DECREMENT_IGNORING_POLICY"}},
            safe=False)
        self._heed(made)
        _complete(self._platform, made)
        if errors := tuple(objects(member(made.data, "orderCreate", "userErrors"))):
            raise self._platform.refused(self._platform.said(errors))
        id_ = member(made.data, "orderCreate", "order", "id")
        if not isinstance(id_, str):
            raise self._platform.refused("the order was sent but no id came back")
        return id_

    def verify(self, headers: Mapping[str, str], body: bytes) -> str:
        return signing.signed(self.name, headers, "X-Shopify-Hmac-Sha256", body, self._webhook_secret)

    def changed(self, body: bytes) -> tuple[str, ...]:
        told = signing.message(body)
        id_ = member(told, "admin_graphql_api_id") or member(told, "id")
        if isinstance(id_, bool) or not isinstance(id_, int | str):
            raise Declined("the webhook names no product: subscribe to the topics products/create, products/update, products/delete")
        return (id_ if isinstance(id_, str) else f"gid://shopify/Product/{id_}",)

    async def _products(self, cursor: str | None, changed: str | None) -> GraphAnswer:
        """A page as large as the query budget of one request lets it be; smaller from then on where it was too dear."""
        while True:
            variables = {"first": self._first, "after": cursor, "changed": changed, "variants": VARIANTS_PER_PRODUCT}
            query = (_PRODUCTS % {"translated": _translated(self._languages)}) + self._variant_fragment()
            answer = await self._graph(query, variables)
            if "MAX_COST_EXCEEDED" not in _codes(answer) or self._first == 1:
                return answer
            self._first = max(1, self._first // 2)

    async def _graph(self, query: str, variables: Mapping[str, Any]) -> GraphAnswer:
        async def ask() -> GraphAnswer:
            await self._wait()
            answer = await self._platform.graph(_PATH, query, variables, safe=True)
            self._heed(answer)
            return answer

        answer = await self._platform.client.retrying(ask)
        if not answer.data and "ACCESS_DENIED" in _codes(answer):
            raise self._platform.not_let_in(self._platform.said(answer.errors))
        return answer

    async def _wait(self) -> None:
        pause, self._pause = self._pause, 0.0
        if pause:
            await self._sleep(pause)

    def _heed(self, answer: GraphAnswer) -> None:
        """Leave time for the bucket to fill up to what the last query cost. Raises Busy when this one was throttled."""
        cost = member(answer.extensions, "cost")
        status = member(cost, "throttleStatus")
        asked, left, rate = (
            float(reading.number(each) or 0)
            for each in (member(cost, "requestedQueryCost"), member(status, "currentlyAvailable"), member(status, "restoreRate"))
        )
        pause = (asked - left) / rate if status is not None and rate > 0 and asked > left else 0.0
        if "THROTTLED" in _codes(answer):
            raise Busy("Shopify: the query budget is used up", pause or None)
        self._pause = pause

    async def _product(
        self, node: Mapping[str, Any], currency: Any, primary: str, why: Mapping[str, str], path: str
    ) -> ListedProduct:
        faults = Faults()
        variants: list[ListedVariant] = []
        first: Mapping[str, Any] = {}
        connection, prefix = node.get("variants"), f"{path}.variants.nodes"
        if not isinstance(connection, Mapping):
            faults.add("variants", _why(why, path, "were not sent"))
        while isinstance(connection, Mapping):
            for position, each in enumerate(reading.items(connection.get("nodes"))):
                if not isinstance(each, Mapping):
                    faults.add(f"variant {position + 1}", _why(why, f"{prefix}.{position}", "was not sent"))
                    continue
                first = first or each
                if (found := _variant(each, currency, self._countries, faults, _why(why, f"{prefix}.{position}", ""))) is not None:
                    variants.append(found)
            if member(connection, "pageInfo", "hasNextPage") is not True:
                break
            after = member(connection, "pageInfo", "endCursor")
            more = await self._graph(_MORE_VARIANTS + self._variant_fragment(), {
                "product": node["id"], "after": after, "variants": VARIANTS_PER_PRODUCT})
            why, prefix, connection = _reasons(more), "product.variants.nodes", member(more.data, "product", "variants")
            if not isinstance(connection, Mapping) or member(connection, "pageInfo", "endCursor") == after:
                faults.add("variants", _why(why, "product", "were not all sent"))
                break
        texts = _texts(node, primary, self._languages)
        media = [each for each in objects(member(node, "media", "nodes")) if member(each, "preview", "image", "url")]
        item = first.get("inventoryItem")
        return ListedProduct(
            node["id"], reading.plain(node.get("handle")), *texts,
            reading.plain(member(node, "category", "name")) or reading.plain(node.get("productType")) or None,
            tuple(str(member(each, "preview", "image", "url")) for each in media),
            {primary: alt} if media and (alt := reading.plain(media[0].get("alt"))) else {},
            reading.plain(member(item, "harmonizedSystemCode")) or None, reading.plain(member(item, "countryCodeOfOrigin")) or None,
            tuple(variants), faults.taken(), reading.moment(node.get("updatedAt")),
        )

    def _variant_fragment(self) -> str:
        contextual = "\n  ".join(
            f"in{each.upper()}: contextualPricing(context: {{country: {each.upper()}}}) {{ price {{ amount currencyCode }} }}"
            for each in self._countries)
        return _VARIANT % {"locations": LOCATIONS, "contextual": contextual}

    async def _variant_ids(self, skus: Sequence[str]) -> dict[str, str]:
        query = " OR ".join(f'sku:"{sku}"' for sku in dict.fromkeys(skus))
        answer = await self._graph(_FIND_VARIANTS, {"query": query})
        _complete(self._platform, answer)
        return {
            each["sku"]: each["id"] for each in objects(member(answer.data, "productVariants", "nodes"))
            if isinstance(each.get("sku"), str) and isinstance(each.get("id"), str)
        }


def _variant(
    node: Mapping[str, Any], currency: Any, countries: Sequence[str], faults: Faults, why: str
) -> ListedVariant | None:
    sku = reading.plain(node.get("sku")) or reading.plain(member(node, "inventoryItem", "sku"))
    options = {
        name: reading.plain(each.get("value")) for each in objects(node.get("selectedOptions"))
        if (name := reading.plain(each.get("name"))) and (name, each.get("value")) != (_DEFAULT_OPTION, "Default Title")
    }
    place = sku or " / ".join(options.values()) or str(node.get("id"))
    if not sku:
        faults.add(place, "has no SKU")
        return None
    own = node.get("price")
    if own is None and why:
        faults.add(f"{sku}: price", why)
        return None
    first = reading.price(own, currency, f"{sku}: price", faults)
    if first is None:
        return None
    prices = {first.currency: first}
    for each in countries:
        there = member(node, f"in{each.upper()}", "price")
        if there is not None and (found := reading.price(
                member(there, "amount"), member(there, "currencyCode"), f"{sku}: price in {each}", faults)):
            prices.setdefault(found.currency, found)
    item = node.get("inventoryItem")
    weight = member(item, "measurement", "weight")
    return ListedVariant(
        str(node.get("id")), sku, options, prices, _stock(node, f"{sku}: stock", faults),
        reading.grams(member(weight, "value"), str(member(weight, "unit") or ""), f"{sku}: weight", faults) if weight else None,
    )


def _stock(node: Mapping[str, Any], place: str, faults: Faults) -> int | None:
    """Units available over all locations; Shopify's own sum where there are more locations than one page holds."""
    item = node.get("inventoryItem")
    if member(item, "tracked") is False:
        return None
    levels = member(item, "inventoryLevels")
    if levels is None or member(levels, "pageInfo", "hasNextPage") is True:
        return reading.units(node.get("inventoryQuantity"), place, faults)
    available = [
        reading.number(each.get("quantity")) or 0
        for level in objects(member(levels, "nodes")) for each in objects(level.get("quantities")) if each.get("name") == "available"
    ]
    return reading.units(sum(available), place, faults)


def _texts(node: Mapping[str, Any], primary: str, languages: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    titles = {primary: title} if (title := reading.plain(node.get("title"))) else {}
    descriptions = {primary: text} if (text := reading.prose(node.get("descriptionHtml"))) else {}
    for each in languages:
        for row in objects(node.get(_alias(each))):
            code = reading.language(each)
            if row.get("key") == "title" and (found := reading.plain(row.get("value"))):
                titles[code] = found
            elif row.get("key") == "body_html" and (found := reading.prose(row.get("value"))):
                descriptions[code] = found
    return titles, descriptions


def _translated(languages: Sequence[str]) -> str:
    return "\n      ".join(f'{_alias(each)}: translations(locale: "{each}") {{ key value }}' for each in languages)


def _alias(language: str) -> str:
    return "text_" + language.replace("-", "_")


def _order(order: OutgoingOrder, variants: Mapping[str, str]) -> dict[str, Any]:
    currency = order.total.currency

    def bag(text: str) -> dict[str, Any]:
        return {"shopMoney": {"amount": text, "currencyCode": currency}}

    lines = [
        {"title": line.title, "sku": line.sku, "quantity": line.quantity, "priceSet": bag(line.unit.text),
         "requiresShipping": True, "taxable": False}
        | ({"variantId": variants[line.sku]} if line.sku in variants else {})
        for line in order.lines
    ]
    return {
        "currency": currency, "sourceIdentifier": order.key, "sourceName": "tradewind", "name": order.code,
        "processedAt": reading.instant(order.placed_at), "email": order.address.email or None, "tags": ["tradewind"],
        "lineItems": lines, "shippingAddress": _address(order.address), "taxesIncluded": False,
        "shippingLines": [{"title": "Shipping", "priceSet": bag(order.shipping.text)}],
        "taxLines": [{"title": "Duty and tax", "rate": 0, "priceSet": bag(order.tax.text)}] if order.tax.minor else [],
        "transactions": [{"kind": "SALE", "status": "SUCCESS", "gateway": "tradewind", "amountSet": bag(order.total.text)}],
    }


def _address(address: Address) -> dict[str, Any]:
    first, _, last = address.name.rpartition(" ")
    return {
        "firstName": first or None, "lastName": last, "company": address.company_name or None, "address1": address.street_address,
        "address2": address.city_area or None, "city": address.city, "provinceCode": address.country_area or None,
        "zip": address.postal_code, "countryCode": address.country_code, "phone": address.phone or None,
    }


def _codes(answer: GraphAnswer) -> set[str]:
    found = {str(member(each, "extensions", "code")) for each in answer.errors}
    return found | {"THROTTLED" for each in answer.errors if each.get("message") == "Throttled"}


def _complete(platform: Platform, answer: GraphAnswer) -> None:
    if answer.errors:
        raise platform.refused(platform.said(answer.errors))


def _reasons(answer: GraphAnswer) -> dict[str, str]:
    """Path of the data that an error took away -> what the platform says of it."""
    return {
        ".".join(map(str, path)): reading.plain(each.get("message"))[:200]
        for each in answer.errors if isinstance(path := each.get("path"), list)
    }


def _why(reasons: Mapping[str, str], path: str, otherwise: str) -> str:
    """The reason of an error at a path or below it (a missing value takes what holds it away)."""
    found = next((said for at, said in reasons.items() if at == path or at.startswith(f"{path}.")), None)
    return f"was not sent: {found}" if found else otherwise
