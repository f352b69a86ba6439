"""A live show in real browsers: a host and two viewers, claims, the line, what comes free, and paying for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.peers.demo_process import Demo, running_demo

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PATIENCE = 20_000
pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture
def opened(chromium: str) -> Iterator[Open]:
    """Opens an address as somebody new; no page may have failed at a script or a rule of its own."""
    troubles: list[str] = []
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)

        def open_page(address: str, locale: str = "en-GB", width: int = 1280) -> Page:
            context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale, reduced_motion="reduce")
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda message: troubles.append(message.text) if "Security Policy" in message.text else None)
            page.goto(address)
            return page

        expect.set_options(timeout=PATIENCE)
        yield open_page
        expect.set_options(timeout=5_000)
        browser.close()
    assert troubles == []


def says(page: Page, text: str) -> None:
    page.locator("#message").fill(text)
    page.keyboard.press("Enter")


def test_a_small_show_is_claimed_waited_for_and_paid(demo: Demo, opened: Open) -> None:
    room = re.search(r"Live room +(http://\S+)", demo.printed)
    assert room
    host = opened(demo.login_link)
    host.goto(f"{demo.address}/console/products?text=A7")
    stock = host.locator("tr", has_text="A7").first.locator("input[name=available]")
    stock.fill("2")
    stock.press("Enter")
    expect(host.get_by_text("Saved")).to_be_visible()
    host.goto(f"{demo.address}/console/live")
    host.keyboard.press("2")
    expect(host.get_by_role("button", name="On stage")).to_have_attribute("data-key", "2")

    ana, li = opened(room[1], "en-GB"), opened(room[1], "ar-AE", 390)
    ana.locator("#name").fill("ana")
    expect(ana.locator(".pinned h2")).to_have_text("Hammered Gold-Tone Bangle")
    expect(ana.locator(".pinned .leftover")).to_have_text("Left: 2")
    expect(li.locator("html")).to_have_attribute("dir", "rtl")
    assert li.evaluate("document.documentElement.scrollWidth <= innerWidth")
    says(ana, "is it real gold?")
    expect(li.locator(".stream li").last).to_contain_text("is it real gold?")

    ana.get_by_role("button", name="Claim two").click()
    expect(ana.locator(".word")).to_contain_text("Yours: 2 × Hammered Gold-Tone Bangle")
    expect(ana.locator("#mine .timer b")).to_have_text(re.compile(r"^(20:00|19:\d\d)$"))
    expect(li.locator(".pinned .leftover")).to_have_text("حُجزت كل القطع")
    expect(li.locator(".news").last).to_contain_text("@ana ×2")

    li.locator(".pinned .main").click()
    expect(li.locator(".word")).to_contain_text("دورك رقم")
    expect(li.locator("#mine .line")).to_contain_text("دورك رقم 1")
    expect(ana.locator(".news").last).to_contain_text("waiting: a viewer #1")
    expect(host.locator("#live-claims tbody tr")).to_have_count(2)

    says(ana, "A7 x1")
    expect(ana.locator("#mine li strong")).to_have_text("1 × Hammered Gold-Tone Bangle")
    expect(li.locator("#mine li strong")).to_contain_text("1 ×")
    expect(li.locator(".word")).to_contain_text("حان دورك")

    ana.locator("#mine").get_by_role("button", name="Check out").click()
    expect(ana).to_have_url(f"{demo.address}/")
    expect(ana.get_by_label("Basket", exact=True).get_by_text("Hammered Gold-Tone Bangle")).to_be_visible()
    ana.locator("#chip-country").select_option("GB")
    for name, value in (("name", "Ada King"), ("street_address", "12 Mill Lane"), ("city", "York"), ("postal_code", "YO1 7HH"),
                        ("phone", "+44 1904 123456")):
        ana.locator(f"#address-{name}").fill(value)
    ana.locator(".address-form button[type=submit]").click()
    expect(ana.locator(".address-form")).to_have_count(0)
    ana.locator(".choices").last.get_by_role("button").first.click()
    ana.locator(".invoice .pay .button").last.click()
    expect(ana.locator(".order .stages .done")).to_have_text(["Ordered", "Paid"])
    expect(host.locator("#live-claims tbody tr")).to_have_count(1)

    host.get_by_role("button", name="End the show").click()
    expect(host.get_by_role("button", name="Start")).to_be_visible()
    expect(li.locator(".curtain")).to_contain_text("انتهى هذا البث")
    expect(li.locator("#mine li strong")).to_contain_text("1 ×")
