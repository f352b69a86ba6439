"""The whole sale in the real demo: a shopper's browser and the merchant's, one process, nothing scripted behind the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.peers.demo_process import Demo, running_demo

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
OPEN_WITHIN = 5.0
"""Seconds, as promised; a machine that runs the rest of the suite beside it is given SLACK more."""
SLACK = 10.0
PATIENCE = 15_000
"""Milliseconds that a busy machine may take for an answer."""
ORDER_CODE = re.compile(r"TW-[0-9A-Z]{8}-[0-9A-Z]")

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Open]:
    """Opens an address as a new person; when the test ends, no page may have failed at a script or a rule of its own."""
    troubles: list[str] = []

    def open_page(address: str, locale: str, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    expect.set_options(timeout=PATIENCE)
    yield open_page
    expect.set_options(timeout=5_000)
    for context in browser.contexts:
        context.close()
    assert troubles == []


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """What is done inside gets an answer, and that is waited for."""
    before = page.locator(".theirs").count()
    yield
    expect(page.locator(".theirs").nth(before)).to_be_visible()


def say(page: Page, text: str) -> None:
    with answered(page):
        page.locator("#message").fill(text)
        page.keyboard.press("Enter")


def fill_address(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        page.locator(f"#address-{name}").fill(value)
    page.locator(".address-form button[type=submit]").click()
    expect(page.locator(".address-form")).to_have_count(0)


def test_a_sale_from_the_first_word_to_the_refund(demo: Demo, opened: Open) -> None:
    assert demo.seconds < OPEN_WITHIN + SLACK
    page = opened(f"{demo.address}/", "es-ES")
    expect(page.locator(".theirs").first).to_be_visible()

    say(page, "Hola, busco un regalo para mi mamá")
    expect(page.locator(".card")).to_have_count(5)
    say(page, "busco un antifaz de seda")
    say(page, "¿Cuánto cuesta enviado a España?")
    receipt = page.locator(".receipt").last
    expect(receipt.locator("tbody th")).to_have_count(4)
    total = receipt.locator("tfoot .amount")
    expect(total).to_have_text(re.compile(r"\d+,\d\d\s€"))
    receipt.locator(".why").first.click()
    expect(receipt.locator(".because:visible p")).to_contain_text("eu-flat-duty-2026")

    say(page, "lo quiero")
    with answered(page):
        page.locator(".choices").last.get_by_role("button", name="morado").click()
    expect(page.locator("#basket")).to_contain_text("Antifaz de seda para dormir")
    say(page, "pagar")
    expect(page.locator("#address-country_area option", has_text="Cádiz")).to_have_count(1)
    page.locator("#address-country_area").select_option(label="Madrid")
    fill_address(page, {
        "name": "Ana López", "street_address": "Calle Mayor 5", "postal_code": "28013", "city": "Madrid",
        "phone": "+34 612 345 678",
    })
    ways = page.locator(".choices").last.get_by_role("button")
    expect(ways).to_have_count(2)
    ways.first.click()
    invoice = page.locator(".invoice")
    expect(invoice.get_by_role("timer")).to_contain_text(re.compile(r"1\d:\d\d|20:00"))
    assert total.inner_text() in invoice.locator(".total").inner_text()

    merchant = opened(demo.login_link, "en-GB")
    expect(merchant.locator(".tiles dd").first).to_have_text("0")
    invoice.locator(".pay .button").click()
    expect(page.locator(".order .stages .done")).to_have_text(["Pedido", "Pagado"])
    [code] = ORDER_CODE.findall(page.locator(".order .code").inner_text())

    expect(merchant.get_by_text(f"Order {code} is paid")).to_be_visible()
    expect(merchant.locator(".tiles dd").first).to_have_text("1")
    merchant.locator(".orders").get_by_role("link", name=code).click()
    expect(merchant.get_by_text("Ana López")).to_be_visible()
    merchant.get_by_role("button", name="Mark as shipped").click()
    expect(page.locator(".order").last.locator(".stages .done")).to_have_text(["Pedido", "Pagado", "Enviado"])
    expect(page.locator(".tracking").last).to_contain_text("Hong Kong")
    merchant.locator(".refund summary").click()
    merchant.get_by_role("button", name="Refund").click()
    expect(page.locator(".order .status").last).to_have_text("Reembolsado")
    expect(merchant.locator("#live-states")).to_contain_text("Refunded")

    page.reload()
    expect(page.locator(".mine .bubble").first).to_have_text("Hola, busco un regalo para mi mamá")
    expect(page.locator(".order")).to_have_count(3)
    assert page.request.get(demo.login_link).status == 403


def test_a_sale_in_arabic_on_a_phone(demo: Demo, opened: Open) -> None:
    page = opened(f"{demo.address}/", "ar-AE", 390)
    expect(page.locator(".theirs").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    say(page, "أبحث عن هدية لأمي")
    expect(page.locator(".card")).to_have_count(5)
    say(page, "أبحث عن عطر")
    card = page.locator(".card").last
    expect(card).to_contain_text("عطر الورد والعود")
    with answered(page):
        card.get_by_role("button", name="إضافة إلى السلة").click()
    say(page, "كم المجموع مع الشحن إلى دبي؟")
    receipt = page.locator(".receipt").last
    expect(receipt.locator("tfoot")).to_contain_text("د.إ.")
    row = receipt.locator("tbody tr").first
    figure, label = row.locator(".amount").bounding_box(), row.locator("th").bounding_box()
    assert figure and label and figure["x"] < label["x"]
    total, named = receipt.locator("tfoot .amount").bounding_box(), receipt.locator("tfoot th").bounding_box()
    assert total and named and total["x"] == named["x"] and total["y"] > named["y"]  # a sentence has the whole width
    receipt.locator(".why").first.click()
    expect(receipt.locator(".because:visible p")).to_contain_text("ae-")
    say(page, "إتمام الشراء")
    page.locator("#address-country_area").select_option(label="دبي")
    fill_address(page, {"name": "مريم العلي", "street_address": "شارع الشيخ زايد 10", "phone": "+971501234567"})
    page.get_by_role("button", name="شحن سريع").click()
    page.get_by_role("button", name="دفع الرسوم الآن").click()
    page.locator(".invoice .pay .button").click()
    expect(page.locator(".order .stages .done")).to_have_text(["تم الطلب", "تم الدفع"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
