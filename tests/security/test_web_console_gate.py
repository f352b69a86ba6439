"""Nobody gets into the console, or acts in it, who should not: guessing, forged tokens, other sites, hostile words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.console.sessions import COOKIE, LoginLinks
from bots.web.services import WebServices
from bots.web.signing import Signer
from commerce_core.api import Core
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import Hire, SignIn
from commerce_core.services.catalogue import ShowCatalogue, StockCatalogue
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import PASSWORD, CoreGateway, buy, small_shop

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"
PAGES = ("/console", "/console/orders", "/console/orders/TW-1", "/console/products",
         "/console/products/power-bank", "/console/settings", "/console/staff", "/console/audit", "/console/account")
FORMS = ("/console/logout", "/console/orders/TW-1/ship", "/console/orders/TW-1/refund", "/console/products/price",
         "/console/products/stock", "/console/products/power-bank/hs", "/console/settings", "/console/staff/add",
         "/console/staff/role", "/console/staff/password", "/console/staff/remove", "/console/staff/reset",
         "/console/account/password", "/console/account/begin", "/console/account/confirm", "/console/account/off",
         "/console/account/session")


@pytest.fixture
def core() -> Core:
    return small_shop()


@pytest.fixture
def links() -> LoginLinks:
    return LoginLinks()


@pytest.fixture
def services(core: Core, links: LoginLinks, tmp_path: Path) -> WebServices:
    return WebServices(
        conversation=ScriptedConversation(), announcements=ScriptedAnnouncements(), health=healthy, pictures=tmp_path,
        secret=b"k" * 32, console=CoreGateway(core), login_links=links)


@pytest.fixture
def client(services: WebServices) -> Iterator[TestClient]:
    with TestClient(create_app(services), headers={"accept-language": "en"}, follow_redirects=False) as opened:
        yield opened


def enter(client: TestClient, links: LoginLinks, core: Core, name: str = "olga") -> None:
    assert client.get(f"/console/login?token={links.issue(name, core.clock.now())}").headers["location"] == "/console"


def try_to_sign_in(client: TestClient, name: str, password: str) -> int:
    page = client.get("/console/login").text
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    return client.post("/console/login", data={"token": token[1], "name": name, "password": password}).status_code


@pytest.mark.parametrize("path", PAGES)
def test_strangers_are_sent_to_the_login(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/console/login")


@pytest.mark.parametrize("path", FORMS)
def test_strangers_change_nothing(client: TestClient, path: str) -> None:
    assert client.post(path, data={}).status_code == 303
    assert client.post(path, data={}, headers={"accept": "application/json"}).status_code == 401


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_own_token_changes_nothing(
    client: TestClient, links: LoginLinks, core: Core, path: str
) -> None:
    enter(client, links, core)
    other = re.search(r'action="/console/logout".*?value="([^"]+)"', client.get("/console").text, re.DOTALL)
    assert other
    tokens = ["", "forged", Signer(b"k" * 32, "buyer").sign("x")] + ([other[1]] if path != "/console/logout" else [])
    for token in tokens:
        answer = client.post(path, data={"token": token, "sku": "A1-WHITE-M", "price": "1", "available": "1"})
        assert answer.status_code == 403
        assert "Nothing was changed" in answer.text


def test_a_token_of_another_session_is_refused(services: WebServices, links: LoginLinks, core: Core) -> None:
    app, path = create_app(services), "/console/products/price"
    with TestClient(app) as mine, TestClient(app) as theirs:
        for client in (mine, theirs):
            client.get(f"/console/login?token={links.issue('olga', core.clock.now())}")
        token = re.search(rf'action="{path}".*?name="token" value="([^"]+)"', theirs.get("/console/products").text, re.DOTALL)
        assert token
        answer = mine.post(path, data={"token": token[1], "sku": "A1-WHITE-M", "price": "1"})
        assert answer.status_code == 403


def test_another_site_cannot_post_even_with_the_cookie(client: TestClient, links: LoginLinks, core: Core) -> None:
    enter(client, links, core)
    answer = client.post("/console/logout", data={}, headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["error"]["field"]) == (403, "origin")


def test_guessing_is_slowed_down_and_then_refused_even_with_the_right_password(client: TestClient) -> None:
    assert [try_to_sign_in(client, "olga", f"guess {n}") for n in range(5)] == [403] * 5
    assert try_to_sign_in(client, "olga", PASSWORD) == 429
    assert try_to_sign_in(client, "otto", PASSWORD) == 303


class SlowDoor(CoreGateway):
    """Refuses every password, and notes how many it was asked about at the same time."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self.under_way = self.most = 0

    async def ask(self, query: object) -> Any:
        if not isinstance(query, SignIn):
            return await super().ask(query)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.05)
        self.under_way -= 1
        raise Refusal("forbidden")


def test_a_new_name_for_each_guess_is_slowed_down_too(services: WebServices, core: Core) -> None:
    """Each check costs 32 MiB and tenths of a second: names made up by the hundred would leave nothing for shoppers."""
    with TestClient(create_app(replace(services, console=SlowDoor(core)))) as client:
        assert [try_to_sign_in(client, f"nobody {n}", "a long guess") for n in range(20)] == [403] * 20
        assert try_to_sign_in(client, "nobody 20", "a long guess") == 429


def test_only_two_passwords_are_checked_at_once(services: WebServices, core: Core) -> None:
    door = SlowDoor(core)
    with TestClient(create_app(replace(services, console=door))) as client, ThreadPoolExecutor(8) as browsers:
        token = re.search(r'name="token" value="([^"]+)"', client.get("/console/login").text)
        assert token
        tries = [{"token": token[1], "name": f"nobody {n}", "password": "a long guess"} for n in range(8)]
        answers = list(browsers.map(lambda fields: client.post("/console/login", data=fields).status_code, tries))
    assert (answers, door.most) == ([403] * 8, 2)


def test_a_wrong_name_looks_like_a_wrong_password(client: TestClient) -> None:
    pages = []
    for name in ("olga", "nobody"):
        token = re.search(r'name="token" value="([^"]+)"', client.get("/console/login").text)
        assert token
        answer = client.post("/console/login", data={"token": token[1], "name": name, "password": "wrong"})
        pages.append((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))
    assert pages[0] == pages[1]


def test_a_login_form_of_another_browser_is_refused(services: WebServices) -> None:
    app = create_app(services)
    with TestClient(app) as mine, TestClient(app) as theirs:
        token = re.search(r'name="token" value="([^"]+)"', theirs.get("/console/login").text)
        assert token
        answer = mine.post("/console/login", data={"token": token[1], "name": "olga", "password": PASSWORD})
        assert answer.status_code == 403
        assert COOKIE not in mine.cookies


def test_a_sign_in_link_works_once(client: TestClient, links: LoginLinks, core: Core) -> None:
    token = links.issue("olga", core.clock.now())
    assert client.get(f"/console/login?token={token}").status_code == 303
    client.cookies.clear()
    spent = client.get(f"/console/login?token={token}")
    assert (spent.status_code, COOKIE in client.cookies) == (403, False)
    assert client.get("/console/login?token=guess").status_code == 403


def test_a_link_for_somebody_who_left_opens_nothing(client: TestClient, links: LoginLinks, core: Core) -> None:
    assert client.get(f"/console/login?token={links.issue('gone', core.clock.now())}").status_code == 403


def test_the_cookie_is_out_of_reach_and_for_the_console_only(services: WebServices, links: LoginLinks, core: Core) -> None:
    with TestClient(create_app(services), base_url="https://shop.example", follow_redirects=False) as client:
        answer = client.get(f"/console/login?token={links.issue('olga', core.clock.now())}")
        cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(COOKIE))
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/console", "Max-Age=43200"} <= set(cookie.split("; "))
        assert client.get("/console").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("forged", [
    "", "x", Signer(b"k" * 32, "buyer").sign('["olga","s","f"]'), Signer(b"x" * 32, "console").sign('["olga","s","f"]'),
    Signer(b"k" * 32, "console").sign('["olga","s","0000000000000000"]'),
])
def test_a_forged_session_is_nobody(client: TestClient, forged: str) -> None:
    client.cookies.set(COOKIE, forged, path="/console")
    assert client.get("/console").status_code == 303


def test_hostile_words_are_shown_as_words(services: WebServices, links: LoginLinks, core: Core) -> None:
    catalogue = core.ask(ShowCatalogue())
    first = catalogue.products[0]
    hostile = replace(first, titles={"en": HOSTILE}, picture='x" onerror="alert(3)')
    core.do(StockCatalogue((hostile,), catalogue.categories, {}))
    core.do(Hire(HOSTILE, PASSWORD, "owner"))
    order = buy(core, "anna", "DE", first.variants[0].sku)
    with TestClient(create_app(replace(services, shop_name=HOSTILE))) as client:
        enter_page = client.get(f"/console/login?token={links.issue(HOSTILE, core.clock.now())}")
        pages = [enter_page.text] + [client.get(path).text for path in (
            f"/console/orders/{order.code}", "/console/products", f"/console/orders?text={HOSTILE}",
            f"/console/products?text={HOSTILE}", "/console/orders/<script>alert(1)</script>", "/console/login?next=" + HOSTILE)]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'x" onerror=' not in page
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[1]
    assert "{{ 7*7 }}" in pages[1]


def test_a_form_of_files_or_of_a_thousand_fields_is_refused(client: TestClient, links: LoginLinks, core: Core) -> None:
    enter(client, links, core)
    files = client.post("/console/logout", files={"token": ("t.txt", b"x")})
    many = client.post("/console/logout", data={f"f{n}": "x" for n in range(1000)})
    assert (files.status_code, many.status_code) == (400, 400)
