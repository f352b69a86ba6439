"""What every storefront connector promises: the same products, every fault in its place, orders once, webhooks only when signed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from starlette.responses import JSONResponse, Response

from commerce_core.domain.buyer import Address
from commerce_core.domain.listing import ListedProduct, ListingFault, ListingPage, OutgoingLine, OutgoingOrder
from commerce_core.domain.money import Money
from commerce_core.ports import Declined, Forged, Storefronts, Unavailable, Unknown
from connectors.http import Bounds, GuardedClient
from connectors.storefronts.medusa import Medusa
from connectors.storefronts.shopify import Shopify
from connectors.storefronts.vendure import Vendure
from connectors.storefronts.woocommerce import WooCommerce
from tests.peers.storefronts import RECORDED, SECRET, TOKEN, Storefront, recorded, standing

PLATFORMS = ("shopify", "woocommerce", "vendure", "medusa")
QUICK = Bounds(seconds=0.6, attempts=3, first_wait=0.01, most_bytes=200_000, loopback_http=True)
ORDER = OutgoingOrder(
    "tw-key-1", "K7Q2M", datetime(2026, 3, 5, 10, tzinfo=UTC),
    (OutgoingLine("MUG-RED", "Taza de campo", 2, Money(1400, "USD")), OutgoingLine("OAK-1", "Oak board", 1, Money(3200, "USD"))),
    Money(550, "USD"), Money(610, "USD"), Money(7160, "USD"),
    Address(name="Ana María Ruiz", street_address="1 Main St", city="Boston", country_area="MA", postal_code="02108",
            country_code="US", email="ana@example.com"),
)
SIGNATURES = {"shopify": "X-Shopify-Hmac-Sha256", "woocommerce": "X-WC-Webhook-Signature"}
KEPT = {"id", "handle", "slug", "sku", "totalItems", "count", "updatedAt", "date_modified_gmt", "updated_at", "currencyCode",
        "currency_code", "code"}
"""What stays right when everything else is spoiled, so that there is something to read."""
T = TypeVar("T")


@pytest.fixture(params=PLATFORMS)
def peer(request: pytest.FixtureRequest) -> Iterator[Storefront]:
    with standing(request.param) as storefront:
        yield storefront


def connector(peer: Storefront, client: GuardedClient, token: str = TOKEN) -> Storefronts:
    match peer.platform:
        case "shopify":
            return Shopify(peer.origin, token, client, webhook_secret=SECRET, countries=["DE"], languages=["en", "es"])
        case "woocommerce":
            return WooCommerce(peer.origin, token, client, webhook_secret=SECRET)
        case "vendure":
            return Vendure(peer.origin, token, client, webhook_secret=SECRET)
        case _:
            return Medusa(peer.origin, token, client, webhook_secret=SECRET)


def asked(
    peer: Storefront, ask: Callable[[Storefronts], Awaitable[T]], bounds: Bounds = QUICK, token: str = TOKEN
) -> T:
    """What a connector says, its client closed afterwards."""

    async def run() -> T:
        client = GuardedClient(bounds, (token,))
        try:
            return await ask(connector(peer, client, token))
        finally:
            await client.close()

    return asyncio.run(run())


async def every(shop: Storefronts, since: datetime | None = None) -> list[ListingPage]:
    pages = [await shop.page(None, since)]
    while pages[-1].next is not None:
        pages.append(await shop.page(pages[-1].next, since))
    return pages


def products(pages: list[ListingPage]) -> dict[str, ListedProduct]:
    return {product.handle: product for page in pages for product in page.products}


async def first_page(shop: Storefronts) -> ListingPage:
    return await shop.page(None, None)


def test_pages_are_read_to_the_end_each_product_once(peer: Storefront) -> None:
    pages = asked(peer, every)
    assert [[product.handle for product in page.products] for page in pages] == [["field-mug", "oak-board"], ["hostile"]]
    assert [page.faults for page in pages] == [(), ()]


def test_a_product_is_read_with_variants_prices_stock_customs_and_pictures(peer: Storefront) -> None:
    mug = products(asked(peer, every))["field-mug"]
    red, blue = mug.variants
    assert (mug.titles["en"], mug.descriptions["en"]) == ("Field mug", "Steel mug, enamelled.\n350 ml")
    assert (mug.category, mug.hs_code, (mug.origin or "").upper(), mug.faults) == ("Mugs", "732393", "CN", ())
    assert (red.sku, red.options, red.prices["USD"], red.stock, red.weight_g) == (
        "MUG-RED", {"Color": "red"}, Money(1400, "USD"), 40, 210)
    assert (blue.sku, blue.options, blue.prices["USD"], blue.stock, blue.weight_g) == (
        "MUG-BLUE", {"Color": "blue"}, Money(1450, "USD"), 7, 220)
    assert [each.partition("?")[0] for each in mug.pictures] == [f"{peer.origin}/media/mug.png"]
    assert mug.updated_at == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_prices_per_currency_and_texts_per_language_where_the_platform_has_them(peer: Storefront) -> None:
    mug = products(asked(peer, every))["field-mug"]
    several = peer.platform != "woocommerce"
    assert mug.variants[0].prices.get("EUR") == (Money(1300, "EUR") if several else None)
    assert mug.titles.get("es") == ("Taza de campo" if several else None)


def test_a_variant_without_a_price_is_a_fault_and_loses_nothing_else(peer: Storefront) -> None:
    board = products(asked(peer, every))["oak-board"]
    assert [(each.sku, each.prices["USD"], each.stock) for each in board.variants] == [("OAK-1", Money(3200, "USD"), 12)]
    reason = "was not sent: The price could not be resolved" if peer.platform == "shopify" else "is missing"
    assert board.faults == (ListingFault("OAK-2: price", reason),)


def test_hostile_words_are_only_words_and_oversold_stock_is_none(peer: Storefront) -> None:
    hostile = products(asked(peer, every))["hostile"]
    assert hostile.titles["en"] == "<script>alert(1)</script> Robert'); DROP TABLE product;-- \u202etxt"
    only = hostile.variants[0]
    assert (only.sku, only.options, only.prices["USD"], only.stock, only.weight_g) == ("HOST-1", {}, Money(999, "USD"), 0, None)


def test_with_since_only_what_changed_then_or_later(peer: Storefront) -> None:
    found = asked(peer, lambda shop: every(shop, datetime(2026, 3, 2, 8, tzinfo=UTC)))
    assert list(products(found)) == ["oak-board", "hostile"]
    reason = "was not sent: The price could not be resolved" if peer.platform == "shopify" else "is missing"
    assert products(found)["oak-board"].faults == (ListingFault("OAK-2: price", reason),)


def test_too_many_requests_wait_as_long_as_they_are_told(peer: Storefront) -> None:
    peer.instead.append(Response(status_code=429, headers={"Retry-After": "0.3"}))
    begun = time.monotonic()
    assert len(asked(peer, first_page).products) == 2
    assert 0.3 <= time.monotonic() - begun < 3


def test_a_wait_that_is_too_long_is_not_waited_for(peer: Storefront) -> None:
    peer.instead.append(Response(status_code=429, headers={"Retry-After": "86400"}))
    with pytest.raises(Unavailable, match=r"is busy \(HTTP 429\)"):
        asked(peer, first_page)
    assert len(peer.asked) == 1


def test_a_failing_server_is_asked_again_and_then_given_up(peer: Storefront) -> None:
    peer.instead.extend([Response(status_code=502), Response(status_code=500)])
    assert len(asked(peer, first_page).products) == 2
    peer.instead.extend([Response(status_code=502)] * 3)
    peer.asked.clear()
    with pytest.raises(Unavailable, match=r"failed \(HTTP 502\)"):
        asked(peer, first_page)
    assert len(peer.asked) == 3


def test_a_wrong_token_is_one_error_that_names_the_setting_and_not_the_token(peer: Storefront) -> None:
    with pytest.raises(Declined) as refused:
        asked(peer, first_page, token="wrong-token:wrong-secret")
    assert "does not accept TRADEWIND_STOREFRONT_TOKEN" in str(refused.value)
    assert "wrong" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert len(peer.asked) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b"NaN", b'"text"', b'{"products": 1}', b"\xff\xfe", b"<html>busy</html>"])
def test_broken_answers_are_one_clear_refusal(peer: Storefront, body: bytes) -> None:
    peer.instead.append(None if peer.platform == "woocommerce" else Response(body, media_type="application/json"))
    if peer.platform == "woocommerce":
        peer.instead.extend([None, None, Response(body, media_type="application/json")])
    with pytest.raises(Declined):
        asked(peer, first_page)


def test_an_answer_without_end_is_cut_off(peer: Storefront) -> None:
    peer.instead.append(Response(b'{"pad": "' + b"x" * 300_000 + b'"}', media_type="application/json"))
    with pytest.raises(Declined, match="the answer is larger than 200,000 bytes"):
        asked(peer, first_page)


def test_values_of_the_wrong_kind_are_faults_and_not_the_end(peer: Storefront) -> None:
    def spoil(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: each if name in KEPT else spoil(each) for name, each in value.items()}
        if isinstance(value, list):
            return [spoil(each) for each in value]
        return ["?"] if value is not None else None

    peer.products = spoil(peer.products)
    page = asked(peer, first_page)
    assert [product.handle for product in page.products] == ["field-mug", "oak-board"]
    assert all(product.titles == {} for product in page.products)
    assert all(not each.prices or min(price.minor for price in each.prices.values()) >= 0
               for product in page.products for each in product.variants)


def test_an_order_is_written_once_however_often_it_is_asked_for(peer: Storefront) -> None:
    first = asked(peer, lambda shop: shop.place(ORDER))
    assert asked(peer, lambda shop: shop.place(ORDER)) == first
    assert len(peer.orders) == 1
    other = asked(peer, lambda shop: shop.place(replace(ORDER, key="tw-key-2", code="K7Q2N")))
    assert (len(peer.orders), other == first) == (2, False)


def test_the_order_there_is_the_one_sold_here(peer: Storefront) -> None:
    asked(peer, lambda shop: shop.place(ORDER))
    order = peer.orders[0]
    match peer.platform:
        case "shopify":
            assert [(each["variantId"], each["quantity"], each["priceSet"]["shopMoney"]["amount"]) for each in order["lineItems"]] == [
                ("gid://shopify/ProductVariant/1", 2, "14.00"), ("gid://shopify/ProductVariant/3", 1, "32.00")]
            assert (order["sourceIdentifier"], order["transactions"][0]["amountSet"]["shopMoney"]) == (
                "tw-key-1", {"amount": "71.60", "currencyCode": "USD"})
        case "woocommerce":
            assert [(each["product_id"], each["variation_id"], each["quantity"], each["total"]) for each in order["line_items"]] == [
                (8101, 1, 2, "28.00"), (8102, 3, 1, "32.00")]
            assert (order["set_paid"], order["transaction_id"], order["billing"]["last_name"]) == (True, "tw-key-1", "Ruiz")
        case "vendure":
            assert order["lines"] == [
                {"quantity": 2, "productVariant": {"sku": "MUG-RED"}}, {"quantity": 1, "productVariant": {"sku": "OAK-1"}}]
            assert (order["state"], order["payments"], order["shippingLines"], order["key"]) == (
                "PaymentSettled", [{"transactionId": "tw-key-1"}], [{"id": "1"}], "tw-key-1")
        case _:
            assert [(each["variant_id"], each["quantity"], each["unit_price"]) for each in order["items"]] == [
                ("variant_1", 2, "14.00"), ("variant_3", 1, "32.00")]
            assert (order["draft"], order["region_id"], order["metadata"]["tradewind_key"]) == (False, "reg_us", "tw-key-1")


def test_a_lost_answer_is_unknown_and_asking_again_finds_the_order(peer: Storefront) -> None:
    peer.losing.set()
    with pytest.raises(Unknown, match=r"no answer|ReadTimeout"):
        asked(peer, lambda shop: shop.place(ORDER))
    written = asked(peer, lambda shop: shop.place(ORDER))
    # an order of Vendure begins as an empty draft; one whose first answer got lost stays empty and is nobody's
    marked = [each for each in peer.orders if each.get("key", "") is not None]
    assert [str(each["id"]) for each in marked] == [written]
    assert len(peer.orders) == (2 if peer.platform == "vendure" else 1)


def test_a_server_that_fails_while_it_writes_leaves_it_unknown(peer: Storefront) -> None:
    looked_up = {"shopify": 2, "woocommerce": 3, "vendure": 1, "medusa": 6}[peer.platform]
    peer.instead.extend([*[None] * looked_up, Response(status_code=504)])
    with pytest.raises(Unknown, match=r"failed \(HTTP 504\)"):
        asked(peer, lambda shop: shop.place(ORDER))
    assert peer.orders == []


def test_an_unknown_sku_is_refused_or_a_line_of_its_own_where_the_platform_has_those(peer: Storefront) -> None:
    unknown = replace(ORDER, lines=(OutgoingLine("NO-SUCH", "Ghost", 1, Money(100, "USD")),))
    if peer.platform == "shopify":
        asked(peer, lambda shop: shop.place(unknown))
        assert [(each["title"], "variantId" in each) for each in peer.orders[0]["lineItems"]] == [("Ghost", False)]
        return
    with pytest.raises(Declined, match="there is no product with the SKU NO-SUCH"):
        asked(peer, lambda shop: shop.place(unknown))


# webhooks


def headers_of(platform: str, body: bytes, secret: str = SECRET) -> dict[str, str]:
    if platform in SIGNATURES:
        signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        return {SIGNATURES[platform].lower(): signature, "X-Shopify-Webhook-Id": "b54557e4"}
    return {"x-tradewind-secret": secret}


def webhook_of(platform: str) -> tuple[bytes, Storefronts]:
    shop = connector(Storefront(platform, origin="https://shop.example"), GuardedClient())
    return (RECORDED / platform / "webhook.json").read_bytes(), shop


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_signed_webhook_names_the_products_that_changed(platform: str) -> None:
    body, shop = webhook_of(platform)
    assert shop.verify(headers_of(platform, body), body) == f"{platform}:{hashlib.sha256(body).hexdigest()}"
    expected = {"shopify": "gid://shopify/Product/8101", "woocommerce": "8101", "vendure": "8101", "medusa": "prod_8101"}
    assert shop.changed(body) == (expected[platform],)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_webhook_that_comes_again_has_the_same_key_under_any_delivery_id(platform: str) -> None:
    body, shop = webhook_of(platform)
    first = shop.verify(headers_of(platform, body), body)
    assert shop.verify({**headers_of(platform, body), "X-Shopify-Webhook-Id": "another", "X-WC-Webhook-Delivery-ID": "9"}, body) == first
    other = body.replace(b"2026-03-04", b"2026-03-05") + b" "
    assert shop.verify(headers_of(platform, other), other) != first


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_forged_webhook_is_refused(platform: str) -> None:
    body, shop = webhook_of(platform)
    good = headers_of(platform, body)
    forged: list[tuple[dict[str, str], bytes]] = [({}, body), (headers_of(platform, body, "guess"), body), ({next(iter(good)): ""}, body),
                                                  ({next(iter(good)): "ümlaut"}, body)]
    if platform in SIGNATURES:
        forged.append((good, body + b" "))
    for headers, content in forged:
        with pytest.raises(Forged):
            shop.verify(headers, content)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_without_a_secret_no_webhook_is_taken(platform: str) -> None:
    body, _ = webhook_of(platform)
    shop: Storefronts = {"shopify": Shopify, "woocommerce": WooCommerce, "vendure": Vendure, "medusa": Medusa}[platform](
        "https://shop.example", TOKEN, GuardedClient())
    with pytest.raises(Forged, match="TRADEWIND_STOREFRONT_WEBHOOK_SECRET is not set"):
        shop.verify(headers_of(platform, body, ""), body)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"id": true}', b"[" * 5000])
def test_a_webhook_about_nothing_is_refused(platform: str, body: bytes) -> None:
    with pytest.raises(Declined, match="the webhook"):
        webhook_of(platform)[1].changed(body)


# Shopify's own rules


def test_shopify_throttled_queries_wait_until_the_bucket_is_full_enough() -> None:
    waited: list[float] = []

    async def run(peer: Storefront) -> ListingPage:
        client = GuardedClient(QUICK, (TOKEN,))
        try:
            async def sleep(seconds: float) -> None:
                waited.append(seconds)

            shop = Shopify(peer.origin, TOKEN, client, sleep=sleep)
            await shop.page(None, None)
            return await shop.page("2", None)
        finally:
            await client.close()

    with standing("shopify") as peer:
        peer.products["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"] = 62
        assert [each.handle for each in asyncio.run(run(peer)).products] == ["hostile"]
        assert waited == [0.5]  # (112 asked for - 62 left) / 100 a second
        peer.instead.append(JSONResponse(recorded("shopify", "throttled")))
        begun = time.monotonic()
        assert len(asked(peer, first_page).products) == 2
        assert time.monotonic() - begun >= 0.4  # (112 - 72) / 100


def test_shopify_pages_get_smaller_when_a_query_is_too_dear() -> None:
    with standing("shopify") as peer:
        peer.instead.append(JSONResponse(recorded("shopify", "too_dear")))
        assert len(asked(peer, first_page).products) == 2
        assert [each[3]["variables"]["first"] for each in peer.asked] == [10, 5]


def test_shopify_a_product_that_could_not_be_sent_is_a_fault_of_the_page() -> None:
    with standing("shopify") as peer:
        peer.products["data"]["products"]["nodes"][0] = None
        peer.products["errors"] = [{"message": "Timeout", "path": ["products", "nodes", 0]}]
        page = asked(peer, first_page)
        assert [each.handle for each in page.products] == ["oak-board"]
        assert page.faults == (ListingFault("product 1 of the page", "was not sent: Timeout"),)


def test_vendure_carries_on_where_an_order_broke_off() -> None:
    with standing("vendure") as peer:
        # look-up, draft, mark, variant, first line; then the server falls over
        peer.instead.extend([*[None] * 5, Response(status_code=500)])
        with pytest.raises(Unavailable):
            asked(peer, lambda shop: shop.place(ORDER), replace(QUICK, attempts=1))
        assert [each["lines"] for each in peer.orders] == [[{"quantity": 2, "productVariant": {"sku": "MUG-RED"}}]]
        asked(peer, lambda shop: shop.place(ORDER))
        assert [[each["quantity"] for each in order["lines"]] for order in peer.orders] == [[2, 1]]
        assert peer.orders[0]["state"] == "PaymentSettled"


def test_prices_with_tax_are_told() -> None:
    told = ListingFault("prices", "include tax in that shop; here they are without any: check them before you sell")
    with standing("vendure") as peer:
        peer.products["data"]["activeChannel"]["pricesIncludeTax"] = True
        assert asked(peer, first_page).faults == (told,)
    with standing("shopify") as peer:
        peer.products["data"]["shop"]["taxesIncluded"] = True
        assert asked(peer, first_page).faults == (told,)


def test_woocommerce_wants_both_halves_of_its_login() -> None:
    with pytest.raises(Declined, match=r"TRADEWIND_STOREFRONT_TOKEN: .* key:secret"):
        WooCommerce("https://shop.example", "ck_alone", GuardedClient())


def test_the_fixtures_are_json_of_the_shapes_that_are_recorded() -> None:
    assert sorted(path.parent.name for path in RECORDED.glob("*/products.json")) == sorted(PLATFORMS)
    assert all(json.loads(path.read_text("utf-8")) for path in RECORDED.glob("*/*.json"))
