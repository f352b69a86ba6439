"""A storefront's products in the shop: a dry run writes nothing, faults keep out only what they must, the next time reads on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.responses import Response
from typer.testing import CliRunner

from bots.runtime.commands.catalogue import app
from bots.runtime.commands.catalogue_storefront import bring_storefront
from bots.runtime.settings import Settings
from bots.runtime.storefronts import Opened, is_address, open_storefront, platform_of
from commerce_core.api import Core
from commerce_core.domain.money import Money
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import Declined, Unavailable
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import FindProduct, ShowCatalogue, ShowStock
from commerce_core.services.catalogue_import import Report
from tests.peers.merchant_files import exported
from tests.peers.small_shop import small_shop
from tests.peers.storefronts import TOKEN, Storefront, standing

PLATFORMS = ("shopify", "woocommerce", "vendure", "medusa")


@pytest.fixture
def core() -> Core:
    return small_shop()


@pytest.fixture(params=PLATFORMS)
def peer(request: pytest.FixtureRequest) -> Iterator[Storefront]:
    with standing(request.param) as storefront:
        yield storefront


@pytest.fixture
def shopify() -> Iterator[Storefront]:
    with standing("shopify") as storefront:
        yield storefront


def opened(core: Core, peer: Storefront) -> Opened:
    settings = Settings(storefront_token=TOKEN, storefront_loopback=True)  # type: ignore[arg-type]
    return open_storefront(peer.platform, peer.origin, settings, core.ask(ShowShop()), "en")


def brought(core: Core, peer: Storefront, kept: Path, *, apply: bool = True, again: bool = False) -> Report:
    return bring_storefront(core, opened(core, peer), kept, None, apply=apply, again=again)


def test_products_land_with_variants_stock_customs_and_a_checked_picture(core: Core, peer: Storefront, tmp_path: Path) -> None:
    report = brought(core, peer, tmp_path)
    assert (report.counts["added"], report.counts["wrong"]) == (3, 0)
    product, variant = core.ask(FindProduct("mug-blue"))
    assert (product.id, product.titles["en"], product.category, product.hs_code, product.origin) == (
        "field-mug", "Field mug", "mugs", "732393", "CN")
    assert (variant.options, variant.price, variant.weight_g) == ({"color": "blue"}, Money(1450, "USD"), 220)
    assert (core.ask(ShowStock())["MUG-RED"].available, core.ask(ShowStock())["HOST-1"].available) == (40, 0)
    assert product.picture is not None and (tmp_path / product.picture).read_bytes() == peer.pictures["mug.png"].body
    assert core.ask(FindProduct("HOST-1"))[0].code == "HOST-1"
    assert core.ask(FindProduct("MUG-RED"))[0].code == "FIELD-MUG"


def test_a_variant_without_a_price_is_left_out_and_named_by_the_product_it_belongs_to(core: Core, peer: Storefront, tmp_path: Path) -> None:
    report = brought(core, peer, tmp_path)
    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "oak-board: OAK-2: price")]
    assert report.fault_count == 1
    assert [each.sku for each in core.ask(FindProduct("OAK-1"))[0].variants] == ["OAK-1"]


def test_a_dry_run_says_the_same_and_writes_nothing(core: Core, peer: Storefront, tmp_path: Path) -> None:
    before = exported(core, lines=True)
    report = brought(core, peer, tmp_path, apply=False)
    assert (report.counts["added"], report.applied, exported(core, lines=True)) == (3, False, before)
    assert list(tmp_path.iterdir()) == []
    assert brought(core, peer, tmp_path).counts["added"] == 3


def test_the_next_time_reads_only_what_changed_and_all_reads_everything(core: Core, peer: Storefront, tmp_path: Path) -> None:
    brought(core, peer, tmp_path)
    once_more = brought(core, peer, tmp_path)
    assert (once_more.counts["unchanged"], once_more.counts["changed"]) == (1, 0)  # what changed at that very moment is read again
    assert brought(core, peer, tmp_path, again=True).counts == {"added": 0, "changed": 0, "unchanged": 3, "wrong": 0}


def test_what_the_merchant_arranged_here_is_not_undone(core: Core, shopify: Storefront, tmp_path: Path) -> None:
    brought(core, shopify, tmp_path)
    nodes = shopify.products["data"]["products"]["nodes"]
    nodes[0] |= {"category": {"name": "Elsewhere"}, "handle": "renamed", "title": "Camp mug", "updatedAt": "2026-03-09T00:00:00Z"}
    nodes[0]["variants"]["nodes"][0]["inventoryItem"]["harmonizedSystemCode"] = None
    report = brought(core, shopify, tmp_path)
    assert [(each.field, each.after) for each in report.changes[0].changes] == [("title_en", "Camp mug")]
    product = core.ask(FindProduct("MUG-RED"))[0]
    assert (product.id, product.category, product.hs_code) == ("field-mug", "mugs", "732393")


def test_a_refused_product_is_read_again_the_next_time(core: Core, shopify: Storefront, tmp_path: Path) -> None:
    nodes = shopify.products["data"]["products"]["nodes"]
    nodes[0]["title"] = "x" * 201
    report = brought(core, shopify, tmp_path)
    assert report.counts == {"added": 2, "changed": 0, "unchanged": 0, "wrong": 1}
    assert str(report.faults[0]) == "row 1: field-mug: title_en: has 201 signs; 200 is the most"
    nodes[0]["title"] = "Field mug"
    assert brought(core, shopify, tmp_path).counts["added"] == 1


def test_a_picture_that_is_none_keeps_its_product(core: Core, peer: Storefront, tmp_path: Path) -> None:
    peer.pictures["mug.png"] = Response(b"<svg onload=alert(1)>" * 20, media_type="image/png")
    report = brought(core, peer, tmp_path)
    assert report.counts["added"] == 3
    assert [(fault.column, "is no JPEG, PNG or WebP picture" in fault.reason) for fault in report.faults if fault.row == 1] == [
        ("field-mug: picture", True)]
    assert core.ask(FindProduct("MUG-RED"))[0].picture is None
    assert list(tmp_path.iterdir()) == []


def test_a_picture_elsewhere_is_fetched_without_the_token(core: Core, peer: Storefront, tmp_path: Path) -> None:
    brought(core, peer, tmp_path)
    media = [headers for (_, path, _, _), headers in zip(peer.asked, peer.headers, strict=True) if path.startswith("/media/")]
    assert len(media) == 1
    assert {"authorization", "x-shopify-access-token"} & media[0].keys() == set()


def test_a_reading_that_breaks_off_writes_nothing(core: Core, peer: Storefront, tmp_path: Path) -> None:
    before = exported(core, lines=True)
    storefront = opened(core, peer)
    storefront.client.bounds = replace(storefront.client.bounds, attempts=1)
    asked_for_first_page = {"shopify": 1, "woocommerce": 6, "vendure": 1, "medusa": 1}[peer.platform]
    peer.instead.extend([*[None] * asked_for_first_page, Response(status_code=502)])
    with pytest.raises(Unavailable, match="HTTP 502"):
        bring_storefront(core, storefront, tmp_path, None, apply=True, again=False)
    assert exported(core, lines=True) == before
    with pytest.raises(Refusal):
        core.ask(FindProduct("MUG-RED"))


def test_prices_in_another_currency_alone_leave_the_variant_out(core: Core, shopify: Storefront, tmp_path: Path) -> None:
    shopify.products["data"]["shop"]["currencyCode"] = "CAD"
    report = brought(core, shopify, tmp_path, apply=False)
    assert "row 3: hostile: HOST-1: price: is not given in USD, only in CAD" in [str(fault) for fault in report.faults]
    assert report.counts["added"] == 0


def test_products_of_our_own_that_are_called_the_same_are_not_touched(core: Core, shopify: Storefront, tmp_path: Path) -> None:
    own = core.ask(ShowCatalogue()).products[0]
    shopify.products["data"]["products"]["nodes"][2]["handle"] = own.id
    brought(core, shopify, tmp_path)
    assert core.ask(FindProduct("HOST-1"))[0].id == f"{own.id}-shopify"
    assert core.ask(ShowCatalogue()).by_id[own.id] == own


# the command


def run(*arguments: str, token: str = TOKEN, loopback: str = "true") -> tuple[int, str, str]:
    environment = {"TRADEWIND_STOREFRONT_TOKEN": token, "TRADEWIND_STOREFRONT_LOOPBACK": loopback}
    result = CliRunner().invoke(app, ["import", *arguments], env=environment)
    return result.exit_code, result.stdout, result.stderr


def test_the_command_tells_what_would_change_and_says_where_it_is_wrong(shopify: Storefront, tmp_path: Path) -> None:
    status, out, _ = run(shopify.origin, "--format", "shopify", "--json", "--data", str(tmp_path))
    told = json.loads(out)
    assert (status, told["added"], told["applied"]) == (2, 3, False)
    assert told["faults"] == [
        {"row": 2, "column": "oak-board: OAK-2: price", "reason": "was not sent: The price could not be resolved"}]


@pytest.mark.parametrize(("arguments", "token", "loopback", "message"), [
    (("--format", "shopify"), "", "true", "TRADEWIND_STOREFRONT_TOKEN is not set"),
    (("--format", "shopify"), "wrong", "true", "Shopify does not accept TRADEWIND_STOREFRONT_TOKEN (HTTP 401)"),
    (("--format", "woocommerce"), "half", "true", "TRADEWIND_STOREFRONT_TOKEN: WooCommerce needs the consumer key"),
    (("--format", "shopify"), TOKEN, "false", "only https is spoken to other machines"),
    (("--format", "magento"), TOKEN, "true", "--format: say which platform"),
    ((), TOKEN, "true", "--format: say which platform"),
])
def test_what_is_wrong_is_one_line(
    shopify: Storefront, tmp_path: Path, arguments: tuple[str, ...], token: str, loopback: str, message: str
) -> None:
    status, out, err = run(shopify.origin, *arguments, "--data", str(tmp_path), token=token, loopback=loopback)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert "Traceback" not in err


def test_an_address_tells_its_platform_where_it_can() -> None:
    assert [platform_of(each) for each in ("https://a.myshopify.com", "https://a.myshopify.com.evil.example", "https://shop.example")] == [
        "shopify", None, None]
    assert [is_address(each) for each in ("https://x", "HTTP://x", "products.csv", "http.csv")] == [True, True, False, False]


@pytest.mark.parametrize("address", ["https://me:pw@shop.example", "https://shop.example/?key=1", "https://", "ftp://shop.example", "https://["])
def test_an_address_with_more_than_a_host_is_refused(core: Core, address: str) -> None:
    settings = Settings(storefront_token=TOKEN)  # type: ignore[arg-type]
    with pytest.raises(Declined, match="the address of a storefront is https:// and its host"):
        open_storefront("medusa", address, settings, core.ask(ShowShop()), "en")
