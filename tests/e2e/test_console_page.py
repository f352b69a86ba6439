"""The merchant console in a real browser: log in, see an order arrive by itself, ship it, refund a part, edit in place."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bots.web.app import create_app
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.api import Core
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order
from commerce_core.services.catalogue import FindProduct, ShowStock
from commerce_core.services.insight import ShowOrder
from tests.peers.loopback_server import served
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import PASSWORD, CoreGateway, buy, small_shop

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PICTURES = Path(__file__).parents[2] / "commerce_core" / "sample_shop" / "pictures"
pytestmark = pytest.mark.browser


@dataclass
class Shop:
    address: str
    core: Core
    bus: ScriptedAnnouncements
    links: LoginLinks
    browser: Browser
    troubles: list[str] = field(default_factory=list)

    def open(self, locale: str = "en-GB", width: int = 1280) -> Page:
        """A page that is signed in as the owner; scripts that fail are kept in `troubles`."""
        page = self.browser.new_context(viewport={"width": width, "height": 800}, locale=locale).new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self.troubles.append(message.text) if "Security Policy" in message.text else None)
        page.goto(f"{self.address}/console/login?token={self.links.issue('olga', self.core.clock.now())}")
        expect(page.locator(".tiles")).to_be_visible()
        return page

    def announce(self, kind: str, order: Order) -> None:
        told = {"kind": kind, "subject": order.id, "data": {"code": order.code, "country": order.country}}
        deadline = time.monotonic() + 5
        while not self.bus.publish("console", json.dumps(told).encode()) and time.monotonic() < deadline:
            time.sleep(0.05)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def shop(browser: Browser) -> Iterator[Shop]:
    core, bus, links = small_shop(), ScriptedAnnouncements(), LoginLinks()
    services = WebServices(
        conversation=ScriptedConversation(), announcements=bus, health=healthy, pictures=PICTURES, secret=b"k" * 32,
        console=CoreGateway(core), login_links=links)
    with served(create_app(services)) as address:
        yield Shop(address, core, bus, links, browser)
        for context in browser.contexts:
            context.close()


def test_a_merchant_signs_in_with_a_password_and_out_again(shop: Shop) -> None:
    page = shop.browser.new_context(locale="en-GB").new_page()
    page.goto(f"{shop.address}/console/orders")
    page.get_by_label("Name").fill("olga")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("That name and password do not belong together.")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Orders")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to the console")).to_be_visible()


def test_an_order_appears_by_itself_and_is_shipped_and_partly_refunded(shop: Shop) -> None:
    page = shop.open()
    expect(page.get_by_text("No orders yet.")).to_be_visible()
    order = buy(shop.core, "anna", "DE", "A1-WHITE-M", 2)
    shop.announce("order_paid", order)
    expect(page.get_by_text(f"Order {order.code} is paid")).to_be_visible()
    expect(page.locator(".tiles dd").first).to_have_text("1")
    page.locator(".orders").get_by_role("link", name=order.code).click()

    page.get_by_role("button", name="Mark as shipped").click()
    expect(page.get_by_role("status").filter(has_text="The carrier is being booked.")).to_be_visible()
    expect(page.locator("#live-states")).to_contain_text("Packed")
    page.locator(".refund summary").click()
    page.get_by_label("Amount in EUR").fill("51")
    expect(page.get_by_label("A part")).to_be_checked()
    page.get_by_role("button", name="Refund").click()
    expect(page.get_by_role("alert")).to_have_text("At most €50.45 can be refunded.")
    page.get_by_label("Amount in EUR").fill("10.45")
    page.get_by_role("button", name="Refund").click()
    expect(page.locator("#live-history li").first).to_contain_text("Refund of €10.45 asked for")
    assert shop.core.ask(ShowOrder("olga", order.code)).order.refunded == Money(1045, "EUR")
    assert shop.troubles == []


def test_prices_and_stock_are_edited_in_place_by_keyboard(shop: Shop) -> None:
    page = shop.open()
    page.get_by_role("link", name="Products").click()
    price = page.get_by_label("Price of A1-WHITE-M")
    price.fill("1e3")
    price.press("Enter")
    row = page.locator("#A1-WHITE-M")
    expect(row.get_by_role("status").first).to_have_text(
        "Write an amount such as 12.50: digits only, with at most 2 decimals.")
    expect(price).to_have_attribute("aria-invalid", "true")
    price.fill("19.9")
    price.press("Enter")
    expect(row.get_by_role("status").first).to_have_text("Saved")
    expect(price).to_have_value("19.90")
    units = page.get_by_label("Available units of A1-WHITE-M")
    units.fill("5")
    row.get_by_role("button", name="Save").last.click()
    expect(row.get_by_role("status").last).to_have_text("Saved")
    assert shop.core.ask(FindProduct("A1-WHITE-M"))[1].price == Money(1990, "USD")
    assert shop.core.ask(ShowStock())["A1-WHITE-M"].available == 5
    page.reload()
    expect(price).to_have_value("19.90")
    assert shop.troubles == []


@pytest.mark.parametrize(("locale", "width"), [("en-GB", 320), ("en-GB", 768), ("ar-EG", 390), ("zh-CN", 1600)])
def test_no_page_sticks_out_sideways(shop: Shop, locale: str, width: int) -> None:
    order = buy(shop.core, "anna", "DE", "A1-WHITE-M", 2)
    page = shop.open(locale, width)
    for path in ("/console", "/console/orders", f"/console/orders/{order.code}", "/console/products",
                 "/console/products/power-bank", "/console/settings", "/console/staff", "/console/audit", "/console/account"):
        page.goto(shop.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert shop.troubles == []
