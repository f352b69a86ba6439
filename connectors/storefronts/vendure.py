"""A Vendure shop through its Admin API: products with their translations, orders written step by step under our own key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from commerce_core.domain.buyer import Address
from commerce_core.domain.listing import ListedProduct, ListedVariant, ListingPage, OutgoingOrder
from commerce_core.domain.money import Money
from commerce_core.ports import Declined
from connectors.http import GuardedClient
from connectors.storefronts import reading, signing
from connectors.storefronts.asking import GraphAnswer, Platform
from connectors.storefronts.reading import Faults, member, objects

PRODUCTS_PER_PAGE = 50
KEY_FIELD = "tradewindKey"
"""A custom field of orders that the merchant adds (docs/howto/bring-a-storefront.md): the only place to find an order by."""
PAYMENT_METHOD = "tradewind"
SECRET_HEADER = "X-Tradewind-Secret"  # noqa: S105 (the name of a header)
HS_FACETS, ORIGIN_FACETS, WEIGHT_FACETS = ("hs-code", "hs_code"), ("origin", "country-of-origin"), ("weight-g", "weight_g")
_PATH = "/admin-api"
_PRODUCTS = """
query Products($options: ProductListOptions) {
  activeChannel { pricesIncludeTax defaultLanguageCode }
  globalSettings { serverConfig { moneyStrategyPrecision } }
  products(options: $options) {
    totalItems
    items {
      id slug updatedAt translations { languageCode name description }
      featuredAsset { preview } assets { preview } collections { name } facetValues { code name facet { code } }
      variants {
        id sku enabled prices { price currencyCode } options { name group { name } }
        trackInventory stockLevels { stockOnHand stockAllocated } facetValues { code name facet { code } }
      }
    }
  }
}
"""
_FIND_ORDER = """
query FindOrder($key: String!) {
  orders(options: { filter: { tradewindKey: { eq: $key } }, take: 1 }) {
    items { id state customer { id } shippingLines { id } lines { quantity productVariant { sku } } payments { transactionId } }
  }
}
"""
_FIND_VARIANT = """
query FindVariant($sku: String!) { productVariants(options: { filter: { sku: { eq: $sku } }, take: 1 }) { items { id sku } } }
"""
_METHODS = "query Methods($id: ID!) { eligibleShippingMethodsForDraftOrder(orderId: $id) { id priceWithTax } }"
_CREATE = "mutation Create { createDraftOrder { id state } }"
_MARK = "mutation Mark($input: UpdateOrderInput!) { setOrderCustomFields(input: $input) { id } }"
_ADD = """
mutation Add($id: ID!, $input: AddItemToDraftOrderInput!) {
  addItemToDraftOrder(orderId: $id, input: $input) { __typename ... on ErrorResult { errorCode message } }
}
"""
_CUSTOMER = """
mutation Customer($id: ID!, $input: CreateCustomerInput) {
  setCustomerForDraftOrder(orderId: $id, input: $input) { __typename ... on ErrorResult { errorCode message } }
}
"""
_ADDRESS = "mutation Address($id: ID!, $input: CreateAddressInput!) { setDraftOrderShippingAddress(orderId: $id, input: $input) { id } }"
_SHIP = """
mutation Ship($id: ID!, $method: ID!) {
  setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $method) { __typename ... on ErrorResult { errorCode message } }
}
"""
_ARRANGE = """
mutation Arrange($id: ID!) {
  transitionOrderToState(id: $id, state: "ArrangingPayment") {
    __typename ... on OrderStateTransitionError { errorCode message transitionError }
  }
}
"""
_PAY = """
mutation Pay($input: ManualPaymentInput!) {
  addManualPaymentToOrder(input: $input) { __typename ... on ErrorResult { errorCode message } }
}
"""


class Vendure:
    """Implements ports.Storefronts. The token is a bearer token of an administrator; webhooks carry the secret in a header."""

    name = "vendure"

    def __init__(self, root: str, token: str, client: GuardedClient, *, webhook_secret: str = "") -> None:
        self._platform = Platform("Vendure", root, client, {"Authorization": f"Bearer {token}"})
        self._webhook_secret = webhook_secret

    async def page(self, cursor: str | None, since: datetime | None) -> ListingPage:
        skip = _number(cursor)
        filters: dict[str, Any] = {"enabled": {"eq": True}}
        if since:
            # `after` leaves out the moment itself, so it is a second earlier
            filters["updatedAt"] = {"after": reading.instant(since - timedelta(seconds=1))}
        answer = await self._asked(_PRODUCTS, {
            "options": {"skip": skip, "take": PRODUCTS_PER_PAGE, "sort": {"id": "ASC"}, "filter": filters}})
        listed = member(answer.data, "products")
        if not isinstance(listed, Mapping):
            raise self._platform.refused(f"no products were sent: {self._platform.said(answer.errors)}")
        faults, products = Faults(), []
        if member(answer.data, "activeChannel", "pricesIncludeTax"):
            faults.add("prices", "include tax in that shop; here they are without any: check them before you sell")
        places = reading.number(member(answer.data, "globalSettings", "serverConfig", "moneyStrategyPrecision"))
        rows = list(reading.items(listed.get("items")))
        for position, row in enumerate(rows):
            if isinstance(member(row, "id"), str):
                products.append(_product(row, int(places) if places is not None else 2))
            else:
                faults.add(f"product {position + 1} of the page", f"was not sent: {self._platform.said(answer.errors)}")
        total = reading.number(listed.get("totalItems")) or 0
        following = skip + len(rows)
        return ListingPage(tuple(products), str(following) if rows and following < total else None, faults.taken())

    async def place(self, order: OutgoingOrder) -> str:
        """Every step is begun only when the order does not show it yet, so asking again carries on where it broke off."""
        found = next(objects(member((await self._complete(_FIND_ORDER, {"key": order.key})).data, "orders", "items")), None)
        if found is None:
            made = member((await self._do(_CREATE, {})).data, "createDraftOrder")
            id_ = str(member(made, "id"))
            # until it is marked the draft is empty and holds nothing: one that is lost here does no harm
            await self._do(_MARK, {"input": {"id": id_, "customFields": {KEY_FIELD: order.key}}})
            found = {"id": id_, "state": "Draft"}
        id_ = str(found["id"])
        if found.get("state") == "Draft":
            await self._fill(id_, found, order)
            await self._do(_ARRANGE, {"id": id_})
        paid = any(each.get("transactionId") == order.key for each in objects(found.get("payments")))
        if found.get("state") in {"Draft", "ArrangingPayment"} and not paid:
            await self._do(_PAY, {"input": {
                "orderId": id_, "method": PAYMENT_METHOD, "transactionId": order.key,
                "metadata": {"code": order.code, "paid": order.total.text, "currency": order.total.currency,
                             "shipping": order.shipping.text, "tax": order.tax.text}}})
        return id_

    def verify(self, headers: Mapping[str, str], body: bytes) -> str:
        return signing.carrying(self.name, headers, SECRET_HEADER, body, self._webhook_secret)

    def changed(self, body: bytes) -> tuple[str, ...]:
        told = signing.message(body)
        id_ = member(told, "productId") or member(told, "product", "id") or member(told, "entity", "id")
        if isinstance(id_, bool) or not isinstance(id_, int | str):
            raise Declined("the webhook names no product: send productId")
        return (str(id_),)

    async def _fill(self, id_: str, found: Mapping[str, Any], order: OutgoingOrder) -> None:
        there = {str(member(each, "productVariant", "sku")) for each in objects(found.get("lines"))}
        for line in order.lines:
            if line.sku not in there:
                await self._do(_ADD, {"id": id_, "input": {
                    "productVariantId": await self._variant_id(line.sku), "quantity": line.quantity}})
        if not found.get("customer"):
            await self._do(_CUSTOMER, {"id": id_, "input": _customer(order)})
        await self._do(_ADDRESS, {"id": id_, "input": _address(order.address)})
        if not found.get("shippingLines"):
            methods = list(objects((await self._complete(_METHODS, {"id": id_})).data.get("eligibleShippingMethodsForDraftOrder")))
            if not methods:
                raise self._platform.refused(f"no shipping method there goes to {order.address.country_code}")
            cheapest = min(methods, key=lambda each: reading.number(each.get("priceWithTax")) or Decimal(0))
            await self._do(_SHIP, {"id": id_, "method": cheapest["id"]})

    async def _variant_id(self, sku: str) -> str:
        answer = await self._complete(_FIND_VARIANT, {"sku": sku})
        found = next((each for each in objects(member(answer.data, "productVariants", "items")) if each.get("sku") == sku), None)
        if found is None:
            raise self._platform.refused(f"there is no product with the SKU {sku}")
        return str(found["id"])

    async def _asked(self, query: str, variables: Mapping[str, Any]) -> GraphAnswer:
        async def ask() -> GraphAnswer:
            return await self._platform.graph(_PATH, query, variables, safe=True)

        return self._let_in(await self._platform.client.retrying(ask))

    async def _complete(self, query: str, variables: Mapping[str, Any]) -> GraphAnswer:
        answer = await self._asked(query, variables)
        if answer.errors:
            raise self._platform.refused(self._platform.said(answer.errors))
        return answer

    async def _do(self, mutation: str, variables: Mapping[str, Any]) -> GraphAnswer:
        """One step. Raises Unknown when it may have happened, Declined when Vendure says no."""
        answer = self._let_in(await self._platform.graph(_PATH, mutation, variables, safe=False))
        if answer.errors:
            raise self._platform.refused(self._platform.said(answer.errors))
        for result in answer.data.values():
            if member(result, "errorCode"):
                raise self._platform.refused(str(member(result, "transitionError") or member(result, "message")))
        return answer

    def _let_in(self, answer: GraphAnswer) -> GraphAnswer:
        if any(member(each, "extensions", "code") in {"FORBIDDEN", "UNAUTHENTICATED"} for each in answer.errors):
            raise self._platform.not_let_in(self._platform.said(answer.errors))
        return answer


def _product(row: Mapping[str, Any], places: int) -> ListedProduct:
    faults, variants = Faults(), []
    for position, each in enumerate(reading.items(row.get("variants"))):
        if not isinstance(each, Mapping):
            faults.add(f"variant {position + 1}", "was not sent")
        elif each.get("enabled") is not False and (found := _variant(each, row, places, faults)) is not None:
            variants.append(found)
    titles, descriptions = {}, {}
    for text in objects(row.get("translations")):
        code = reading.language(text.get("languageCode"))
        if title := reading.plain(text.get("name")):
            titles[code] = title
        if words := reading.prose(text.get("description")):
            descriptions[code] = words
    pictures = [member(row, "featuredAsset", "preview"), *(each.get("preview") for each in objects(row.get("assets")))]
    facets = [each for owner in (row, *objects(row.get("variants"))) for each in objects(owner.get("facetValues"))]
    category = next((name for each in objects(row.get("collections")) if (name := reading.plain(each.get("name")))), None)
    return ListedProduct(
        row["id"], reading.plain(row.get("slug")), titles, descriptions, category,
        tuple(dict.fromkeys(each for each in pictures if isinstance(each, str) and each)), {},
        _facet(facets, HS_FACETS), _facet(facets, ORIGIN_FACETS), tuple(variants), faults.taken(), reading.moment(row.get("updatedAt")),
    )


def _variant(row: Mapping[str, Any], product: Mapping[str, Any], places: int, faults: Faults) -> ListedVariant | None:
    sku = reading.plain(row.get("sku"))
    options = {
        name: value for each in objects(row.get("options"))
        if (name := reading.plain(member(each, "group", "name"))) and (value := reading.plain(each.get("name")))
    }
    if not sku:
        faults.add(" / ".join(options.values()) or f"id {row.get('id')}", "has no SKU")
        return None
    prices: dict[str, Money] = {}
    for each in objects(row.get("prices")):
        stored = reading.number(each.get("price"))
        amount = None if stored is None else stored.scaleb(-places)
        if found := reading.price(amount, each.get("currencyCode"), f"{sku}: price", faults):
            prices[found.currency] = found
    if not prices:
        if not any(fault.place == f"{sku}: price" for fault in faults.found):
            faults.add(f"{sku}: price", "is missing")
        return None
    levels = list(objects(row.get("stockLevels")))
    free = sum(
        (reading.number(each.get("stockOnHand")) or Decimal(0)) - (reading.number(each.get("stockAllocated")) or Decimal(0))
        for each in levels)
    counted = bool(levels) and row.get("trackInventory") != "FALSE"
    facets = [*objects(row.get("facetValues")), *objects(product.get("facetValues"))]
    return ListedVariant(
        str(row.get("id")), sku, options, prices, reading.units(free, f"{sku}: stock", faults) if counted else None,
        reading.grams(_facet(facets, WEIGHT_FACETS), "g", f"{sku}: weight", faults),
    )


def _facet(values: list[Mapping[str, Any]], names: tuple[str, ...]) -> str | None:
    """Customs facts have no field of their own in Vendure; facets are what every Vendure shop can keep them in."""
    found = (reading.plain(each.get("name")) for each in values if member(each, "facet", "code") in names)
    return next((each for each in found if each), None)


def _customer(order: OutgoingOrder) -> dict[str, str]:
    first, _, last = order.address.name.rpartition(" ")
    # Vendure knows customers by their address; a buyer who gave none gets one that leads nowhere (RFC 2606)
    email = order.address.email or f"{order.code.lower()}@buyer.invalid"
    return {"firstName": first, "lastName": last, "emailAddress": email, "phoneNumber": order.address.phone}


def _address(address: Address) -> dict[str, str]:
    return {
        "fullName": address.name, "company": address.company_name, "streetLine1": address.street_address, "streetLine2": address.city_area,
        "city": address.city, "province": address.country_area, "postalCode": address.postal_code, "countryCode": address.country_code,
        "phoneNumber": address.phone,
    }


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()):
        raise Declined(f"{cursor[:40]!r} is not a cursor of Vendure")
    return int(cursor)
