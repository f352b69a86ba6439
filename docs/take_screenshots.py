"""Takes the pictures of README.md from the running demo: `python docs/take_screenshots.py` rewrites docs/images/*.png.

It needs the system's Chromium. Nothing is staged: the shoppers write and press as people do, one after another.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.peers.demo_process import Demo, running_demo  # noqa: E402

IMAGES = ROOT / "docs/images"
LARGEST = 250_000
"""Bytes of a picture."""
COLOURS = 256
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
SHOPPERS = (
    ("en-GB", "GB", "B3-RED", "post", {"name": "James Hill", "street_address": "12 Mill Lane", "city": "Leeds", "postal_code": "LS1 4AB"}),
    ("zh-CN", "SG", "B2", "post", {"name": "陈美玲", "street_address": "100 Orchard Road", "postal_code": "238840"}),
    ("ar-AE", "AE", "E1", "courier", {"name": "مريم العلي", "street_address": "شارع الشيخ زايد 10", "country_area": "دبي"}),
    ("es-ES", "ES", "C1-BLACK", "courier", {
        "name": "Ana López", "street_address": "Calle Mayor 5", "postal_code": "28013", "city": "Madrid", "country_area": "Madrid",
    }),
    ("en-US", "US", "A7", "post", {
        "name": "Ruth Cole", "street_address": "85 Pine St", "city": "Portland", "country_area": "OR", "postal_code": "97204",
    }),
)
"""Locale, country, SKU, way of shipping and address of those who fill the console."""


def opened(browser: Browser, address: str, locale: str, width: int, height: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce").new_page()
    page.goto(address)
    return page


def say(page: Page, text: str) -> None:
    before = page.locator(".theirs").count()
    page.locator("#message").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".theirs").nth(before)).to_be_visible()


def buy(page: Page, country: str, sku: str, way: str, address: dict[str, str]) -> None:
    """A paid order, by the turns that the page's buttons would send."""
    expect(page.locator(".theirs").first).to_be_visible()
    steps = (
        ("set_country", {"country": country}), ("add", {"sku": sku, "quantity": 1}), ("checkout", {}),
        ("address", {**address, "country_code": country}), ("shipping", {"option": way}), ("incoterm", {"value": "DAP"}),
        ("pay", {"method": "sandbox"}),
    )
    for at, (verb, args) in enumerate(steps):
        turn = {"id": f"{sku}-{at}", "action": {"verb": verb, "args": args}}
        page.request.post(f"{page.url}api/chat/turn", data=turn)
    page.reload()
    expect(page.locator(".order .stages .done")).to_have_count(2)


def keep(page: Page, name: str) -> None:
    """The visible part of a page; in fewer colours where the file would be too large."""
    page.wait_for_timeout(500)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    IMAGES.mkdir(exist_ok=True)
    drawn.save(IMAGES / name, optimize=True)
    if (IMAGES / name).stat().st_size > LARGEST:
        drawn.quantize(COLOURS).save(IMAGES / name, optimize=True)
    size = (IMAGES / name).stat().st_size
    sys.stderr.write(f"{name}: {size:,} bytes\n")
    if size > LARGEST:
        raise SystemExit(f"{name} is larger than {LARGEST:,} bytes")


def take(browser: Browser, demo: Demo) -> None:
    shop = f"{demo.address}/"
    spanish = opened(browser, shop, "es-ES", 1200, 1000)
    expect(spanish.locator(".theirs").first).to_be_visible()
    say(spanish, "Hola, busco unos auriculares inalámbricos")
    spanish.locator(".card .button.main").first.click()
    spanish.locator(".choices").last.get_by_role("button", name="negro").click()
    expect(spanish.locator("#basket .button")).to_be_visible()
    say(spanish, "¿Cuánto es con envío a España?")
    spanish.locator(".receipt .why").last.click()
    expect(spanish.locator(".because:visible a").first).to_be_visible()
    spanish.locator(".receipt .because:visible").scroll_into_view_if_needed()
    keep(spanish, "chat.png")

    phone = opened(browser, shop, "ar-AE", 390, 844)
    expect(phone.locator(".theirs").first).to_be_visible()
    say(phone, "أبحث عن هدية لأمي")
    phone.locator("#thread").evaluate("thread => { thread.scrollTop = thread.scrollHeight }")
    phone.locator(".mine").last.evaluate("said => said.scrollIntoView()")
    keep(phone, "phone-arabic.png")

    for locale, country, sku, way, address in SHOPPERS:
        buy(opened(browser, shop, locale, 1200, 900), country, sku, way, address)
    console = opened(browser, demo.login_link, "en-GB", 1200, 760)
    expect(console.locator(".tiles dd").first).to_have_text(str(len(SHOPPERS)))
    keep(console, "console.png")


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("no Chromium on this machine (see CONTRIBUTING.md)")
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder)) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        take(browser, demo)
        browser.close()
        demo.stop()


if __name__ == "__main__":
    main()
