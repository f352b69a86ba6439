"""The chat page in a real browser: what a shopper sees, taps, loses and gets back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bots.web.app import create_app
from bots.web.services import WebServices
from tests.peers.loopback_server import served
from tests.peers.scripted_conversation import (
    EXPLAINED,
    ScriptedAnnouncements,
    ScriptedConversation,
    draw_pictures,
    healthy,
)

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
pytestmark = pytest.mark.browser


@dataclass
class Shop:
    address: str
    talk: ScriptedConversation
    bus: ScriptedAnnouncements
    browser: Browser
    troubles: list[str] = field(default_factory=list)

    def open(self, locale: str = "en-GB", width: int = 1280) -> Page:
        """A new shopper's page; whatever the browser complains about is kept in `troubles`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, locale=locale, reduced_motion="reduce")
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.goto(self.address)
        expect(page.locator(".theirs").first).to_be_visible()
        return page


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def shop(browser: Browser, tmp_path: Path) -> Iterator[Shop]:
    talk, bus = ScriptedConversation(), ScriptedAnnouncements()
    services = WebServices(
        conversation=talk, announcements=bus, health=healthy, pictures=draw_pictures(tmp_path), secret=b"k" * 32,
        history=talk.history)
    with served(create_app(services)) as address:
        opened = Shop(address, talk, bus, browser)
        yield opened
        for context in browser.contexts:
            context.close()


def write(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def test_a_shopper_finds_asks_why_pays_and_follows(shop: Shop) -> None:
    page = shop.open()
    write(page, "a teapot for my mother")
    expect(page.locator(".mine .bubble").last).to_have_text("a teapot for my mother")
    expect(page.locator(".card h3")).to_have_text(["Stoneware teapot, 0.8 l", "Linen table runner", "Olive-wood serving board"])
    assert page.locator(".card img").first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 800

    page.locator(".card").first.get_by_role("button", name="Add to basket").click()
    expect(page.locator(".receipt tfoot .amount")).to_have_text("€77.83")
    expect(page.get_by_label("Basket", exact=True).get_by_text("Stoneware teapot")).to_be_visible()
    why = page.get_by_role("button", name="Why? Import VAT, 19 %")
    why.click()
    expect(page.locator(".because:visible p")).to_have_text(EXPLAINED)
    expect(why).to_have_attribute("aria-expanded", "true")
    why.click()
    expect(page.locator(".because:visible")).to_have_count(0)

    page.locator(".receipt").get_by_role("button", name="Check out").click()
    form = page.get_by_role("form", name="Delivery address · Germany")
    expect(form.locator(".wanted label")).to_have_text("Full name")
    form.get_by_role("button", name="Use this address").click()
    expect(form.locator(".error:visible").first).to_have_text("Please fill this in.")
    for label, value in (("Full name", "Anna Müller"), ("Street and number", "Lindenstr. 4"), ("Postal code", "5o667"),
                         ("City", "Köln"), ("Phone", "+49 221 1"), ("E-mail", "a@example.org")):
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Use this address").click()
    expect(form.get_by_label("Postal code")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("Postal code").fill("50667")
    form.get_by_role("button", name="Use this address").click()
    expect(page.locator(".invoice .total")).to_have_text("€77.83")
    expect(page.get_by_role("timer")).to_contain_text("29:")
    expect(form).to_have_count(0)

    page.get_by_role("button", name="Pay by card").click()
    expect(page.locator(".order .stages .done")).to_have_text(["Ordered", "Paid", "Shipped"])
    expect(page.locator(".tracking li").first).to_contain_text("Arrived in the country")
    expect(page.locator(".invoice .settled")).to_have_text("Paid")
    address = next(turn for turn in reversed(shop.talk.turns) if turn.action and turn.action.verb == "address")
    assert address.action is not None
    assert dict(address.action.args) == {
        "name": "Anna Müller", "street_address": "Lindenstr. 4", "postal_code": "50667", "city": "Köln",
        "phone": "+49 221 1", "email": "a@example.org", "country_code": "DE"}
    assert shop.troubles == []


def test_a_reload_brings_everything_back_once(shop: Shop) -> None:
    page = shop.open()
    write(page, "a teapot")
    page.locator(".card").first.get_by_role("button", name="Add to basket").click()
    page.get_by_role("button", name="Why? Customs duty").click()
    expect(page.locator(".because:visible p")).to_have_text(EXPLAINED)
    page.reload()
    expect(page.locator(".mine .bubble")).to_have_text(["a teapot", "Add to basket"])
    expect(page.locator(".card")).to_have_count(3)
    page.get_by_role("button", name="Why? Customs duty").click()
    expect(page.locator(".because:visible p")).to_have_text(EXPLAINED)
    assert [turn.action.verb for turn in shop.talk.turns if turn.action] == ["start", "add", "why"]


def test_an_address_is_not_written_twice(shop: Shop) -> None:
    page = shop.open()
    write(page, "a teapot")
    page.locator(".card").first.get_by_role("button", name="Add to basket").click()
    page.locator(".receipt").get_by_role("button", name="Check out").click()
    form = page.get_by_role("form", name="Delivery address · Germany")
    for label, value in (("Full name", "Anna Müller"), ("Street and number", "Lindenstr. 4"), ("Postal code", "x"), ("City", "Köln")):
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Use this address").click()
    expect(form.get_by_label("Postal code")).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(form.get_by_label("Full name")).to_have_value("Anna Müller")
    expect(form.get_by_label("City")).to_have_value("Köln")
    form.get_by_label("Postal code").fill("50667")
    form.get_by_role("button", name="Use this address").click()
    expect(page.locator(".invoice .total")).to_have_text("€77.83")


def test_a_turn_that_failed_is_sent_again_as_the_same_turn(shop: Shop) -> None:
    page = shop.open()
    shop.talk.fail_next = 3
    write(page, "a teapot")
    page.get_by_role("button", name="Try again").click(timeout=15_000)
    expect(page.locator(".card")).to_have_count(3)
    assert {turn.id for turn in shop.talk.turns if turn.text} == {shop.talk.turns[-1].id}
    assert len([turn for turn in shop.talk.turns if turn.text]) == 4
    expect(page.locator(".mine")).to_have_count(1)


def test_a_slow_answer_shows_that_someone_is_writing(shop: Shop) -> None:
    page = shop.open()
    shop.talk.delay = 1.0
    write(page, "a teapot")
    expect(page.get_by_text("Tradewind is writing…")).to_be_visible()
    expect(page.locator(".mine.waiting .bubble")).to_have_text("a teapot")
    expect(page.locator(".card")).to_have_count(3)
    expect(page.get_by_text("Tradewind is writing…")).to_be_hidden()


def test_chips_correct_a_guess_with_one_tap(shop: Shop) -> None:
    page = shop.open()
    chip = page.locator(".chip", has=page.locator("#chip-country"))
    expect(chip.locator(".value")).to_have_text("Germany?")
    page.locator("#chip-country").select_option("FR")
    expect(chip.locator(".value")).to_have_text("France")
    expect(page.locator(".mine .bubble")).to_have_text("France")
    page.locator("#chip-language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#message")).to_have_attribute("placeholder", "اطلب ما تريد…")
    expect(chip.locator(".value")).to_have_text("فرنسا")
    assert [dict(turn.action.args) for turn in shop.talk.turns[1:] if turn.action] == [{"country": "FR"}, {"language": "ar"}]


def test_what_is_said_unasked_appears_by_itself_and_once(shop: Shop) -> None:
    page = shop.open()
    chat = shop.talk.turns[0].chat
    deadline = time.monotonic() + 5
    told = b'{"id": "paid", "replies": [{"audience": "buyer", "text": "x", "blocks": [{"type": "text", "text": "Paid!"}]}], ' \
        b'"understood": null, "direction": "ltr", "state": {"language": "en", "home": null, "destination": null, ' \
        b'"currency": "EUR", "cart": [], "form": null, "order": null}}'
    while not shop.bus.publish(chat, told) and time.monotonic() < deadline:
        time.sleep(0.05)
    expect(page.get_by_text("Paid!")).to_be_visible()
    shop.bus.publish(chat, told)
    page.wait_for_timeout(500)
    expect(page.get_by_text("Paid!")).to_have_count(1)


def test_hostile_words_are_shown_and_do_nothing(shop: Shop) -> None:
    page = shop.open()
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    write(page, hostile)
    expect(page.locator(".card h3")).to_have_text(hostile)
    expect(page.locator(".thread img")).to_have_count(0)
    expect(page.locator('a[href^="javascript"]')).to_have_count(0)
    page.reload()
    expect(page.locator(".mine .bubble")).to_have_text(hostile)


def test_addresses_in_the_shops_words_are_links_by_the_name_of_their_site(shop: Shop) -> None:
    page = shop.open()
    write(page, "echo See https://rules.example/eu?a=1&b=2 (and http://tax.example/x). javascript:alert(1) http://")
    links = page.locator(".theirs .bubble a")
    expect(links).to_have_text(["rules.example", "tax.example"])
    assert [link.get_attribute("href") for link in links.all()] == ["https://rules.example/eu?a=1&b=2", "http://tax.example/x"]
    assert links.first.get_attribute("rel") == "noopener nofollow"
    expect(page.locator(".theirs .bubble").last).to_have_text(
        "See rules.example (and tax.example). javascript:alert(1) http://")
    expect(page.locator(".mine a")).to_have_count(0)


def test_the_keyboard_is_enough(shop: Shop) -> None:
    page = shop.open()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.locator("#message").focus()
    page.keyboard.type("a teapot")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("in blue")
    page.keyboard.press("Enter")
    expect(page.locator(".mine .bubble")).to_have_text("a teapot\nin blue", use_inner_text=True)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Add to basket":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".receipt")).to_be_visible()


@pytest.mark.parametrize(("locale", "width"), [("en-GB", 320), ("en-GB", 390), ("ar-EG", 390), ("zh-CN", 1600)])
def test_nothing_sticks_out_sideways(shop: Shop, locale: str, width: int) -> None:
    page = shop.open(locale, width)
    page.locator("#message").fill("everything")
    page.keyboard.press("Enter")
    expect(page.locator(".order")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#thread").evaluate("thread => thread.scrollWidth - thread.clientWidth") == 0
    wide = page.locator(".sheet, .bubble, .composer, .choices .button").evaluate_all(
        "parts => parts.filter(part => part.getBoundingClientRect().right > innerWidth + 1 "
        "|| part.getBoundingClientRect().left < -1).length")
    assert wide == 0
    assert shop.troubles == []
