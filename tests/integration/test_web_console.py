"""The merchant console over the real core: log in, look, ship, refund, change prices and stock."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.api import Core
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order
from commerce_core.services.administration import Hire
from commerce_core.services.catalogue import FindProduct, SetStock, ShowStock
from commerce_core.services.insight import ShowOrder
from tests.peers.console_pages import SignedIn, token_of, words_on
from tests.peers.loopback_server import served
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import PASSWORD, buy, deliver


def status_of(core: Core, order: Order) -> tuple[str, str, str]:
    found = core.ask(ShowOrder("olga", order.code)).order
    return found.order, found.payment, found.fulfilment


def test_name_and_password_open_the_page_that_was_asked_for(services: WebServices) -> None:
    with TestClient(create_app(services), headers={"accept-language": "en"}) as client:
        page = client.get("/console/orders?status=placed")
        assert page.url.path == "/console/login"
        fields = {"token": token_of(page.text, "/console/login"), "next": "/console/orders?status=placed", "name": "olga"}
        wrong = client.post("/console/login", data=fields | {"password": "wrong"})
        assert (wrong.status_code, "do not belong together" in wrong.text) == (403, True)
        right = client.post("/console/login", data=fields | {"password": PASSWORD})
        assert (right.status_code, str(right.url)) == (200, "http://testserver/console/orders?status=placed")


def test_signing_out_ends_the_session_even_for_a_copy_of_the_cookie(signed_in: SignedIn) -> None:
    client = signed_in()
    copy = dict(client.cookies)
    page = client.get("/console")
    client.post("/console/logout", data={"token": token_of(page.text, "/console/logout")})
    assert client.get("/console").url.path == "/console/login"
    client.cookies.update(copy)
    assert client.get("/console").url.path == "/console/login"


def test_a_new_password_ends_every_session(signed_in: SignedIn, core: Core) -> None:
    client = signed_in("otto")
    assert client.get("/console").url.path == "/console"
    core.do(Hire("otto", "another long phrase", "orders"))
    assert client.get("/console").url.path == "/console/login"


def test_the_overview_adds_up_by_market_and_channel(signed_in: SignedIn, core: Core) -> None:
    buy(core, "anna", "DE", "A1-WHITE-M", 2)
    buy(core, "ada", "GB", "A1-WHITE-M", channel="telegram")
    buy(core, "bert", "DE", "A1-WHITE-M", channel="telegram")
    buy(core, "luc", "FR", "A1-WHITE-M", pays=False)
    core.do(SetStock("A1-WHITE-S", 2, "olga"))
    page = words_on(signed_in().get("/console").text)
    assert "Paid orders 3" in page
    assert "To ship 3 Waiting for payment 1" in page
    assert re.search(r"By market Germany 2 €78\.40 United Kingdom 1 £", page)
    assert re.search(r"By channel Telegram 2 €27\.95 · £\S+ Web 1 €50\.45", page)
    assert "A1-WHITE-S 2 left" in page
    arabic = signed_in(language="ar-EG").get("/console").text
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "ألمانيا" in arabic


def test_orders_are_found_by_code_country_name_and_status(signed_in: SignedIn, core: Core) -> None:
    anna, luc = buy(core, "anna", "DE", "A1-WHITE-M"), buy(core, "luc", "FR", "A1-WHITE-M", pays=False)
    client = signed_in()

    def codes(query: str) -> list[str]:
        return re.findall(r"<bdi>(TW-[0-9A-Z-]+)</bdi>", client.get(f"/console/orders{query}").text)

    assert codes("") == [luc.code, anna.code]
    assert codes(f"?text={anna.code.lower()}") == [anna.code]
    assert codes("?text=France") == [luc.code]
    assert codes("?status=placed") == [luc.code]
    assert codes("?status=confirmed&text=germany") == [anna.code]
    assert codes("?status=nonsense") == [luc.code, anna.code]
    assert "No order matches" in client.get("/console/orders?text=zzz").text


def test_an_order_shows_all_that_happened(signed_in: SignedIn, core: Core) -> None:
    order = buy(core, "anna", "DE", "A1-WHITE-M", 2)
    deliver(core, order)
    page = words_on(signed_in().get(f"/console/orders/{order.code}").text)
    for expected in (
        "Heavyweight Cotton T-Shirt white · M · A1-WHITE-M 2 €17.01 €34.02", "Goods €34.02 Shipping €5.85",
        "Customs duty EUR 3 per item line · at checkout €3.00", "Total €50.45", "Anna Müller Lindenstr. 4 50667 KÖLN Germany",
        "Sandbox Post · Tracking code TRACK-1", "At customs", "Order placed", "Packed, carrier asked", "by olga", "PAY-anna",
    ):
        assert expected in page
    assert signed_in().get("/console/orders/TW-00000000-0").status_code == 404


@pytest.mark.parametrize(("language", "facts"), [
    ("en", "Shipping Tracked post Terms Duty and taxes on delivery (DAP)"),
    ("es", "Envío Correo con seguimiento Condiciones Aranceles e impuestos a la entrega (DAP)"),
    ("zh-Hans", "配送方式 邮政挂号 贸易条款 签收时缴纳关税和税费（DAP）"),
    ("ar", "طريقة الشحن بريد مع تتبّع شروط التسليم تُدفع الرسوم والضرائب عند التسليم (DAP)"),
])
def test_the_way_and_the_terms_are_words(signed_in: SignedIn, core: Core, language: str, facts: str) -> None:
    order = buy(core, "anna", "DE", "A1-WHITE-M")
    assert facts in words_on(signed_in(language=language).get(f"/console/orders/{order.code}").text)


def test_shipping_an_order(signed_in: SignedIn, core: Core) -> None:
    order = buy(core, "anna", "DE", "A1-WHITE-M")
    client, action = signed_in("otto"), f"/console/orders/{order.code}/ship"
    token = token_of(client.get(f"/console/orders/{order.code}").text, action)
    shipped = client.post(action, data={"token": token})
    assert (shipped.status_code, "The carrier is being booked." in shipped.text) == (200, True)
    assert status_of(core, order) == ("confirmed", "captured", "booked")
    assert client.post(action, data={"token": token}).status_code == 200
    assert status_of(core, order) == ("confirmed", "captured", "booked")


def test_an_unpaid_order_cannot_be_shipped(signed_in: SignedIn, core: Core) -> None:
    paid, unpaid = buy(core, "anna", "DE", "A1-WHITE-M"), buy(core, "luc", "FR", "A1-WHITE-M", pays=False)
    client = signed_in()
    assert f'action="/console/orders/{unpaid.code}/ship"' not in client.get(f"/console/orders/{unpaid.code}").text
    stolen = token_of(client.get(f"/console/orders/{paid.code}").text, f"/console/orders/{paid.code}/ship")
    assert client.post(f"/console/orders/{unpaid.code}/ship", data={"token": stolen}).status_code == 403
    assert status_of(core, unpaid) == ("placed", "none", "none")


def test_a_part_is_refunded_once_then_the_rest(signed_in: SignedIn, core: Core) -> None:
    order = buy(core, "anna", "DE", "A1-WHITE-M", 2)
    client, action = signed_in(), f"/console/orders/{order.code}/refund"
    page = client.get(f"/console/orders/{order.code}").text
    fields = {"token": token_of(page, action), "kind": "part", "amount": "10,50", "reason": "torn <b>sleeve</b>"}
    fields["key"] = re.search(r'name="key" value="([^"]+)"', page)[1]  # type: ignore[index]
    first, again = client.post(action, data=fields), client.post(action, data=fields)
    assert (first.status_code, again.status_code) == (200, 200)
    assert core.ask(ShowOrder("olga", order.code)).order.refunded == Money(1050, "EUR")
    assert "Refund of €10.50 asked for" in first.text
    assert "torn &lt;b&gt;sleeve&lt;/b&gt;" in first.text
    card = re.search(r'id="live-payments">.*?</section>', first.text, re.DOTALL)
    assert card and "Partly refunded" in words_on(card[0])
    whole = client.post(action, data={"token": fields["token"], "key": "second", "kind": "full"})
    card = re.search(r'id="live-payments">.*?</section>', whole.text, re.DOTALL)
    assert card and "€50.45 Refunded" in words_on(card[0])
    found = core.ask(ShowOrder("olga", order.code)).order
    assert (found.refunded, found.payment) == (Money(5045, "EUR"), "refunded")


@pytest.mark.parametrize(("amount", "message"), [
    ("1e3", "Write an amount such as 12.50: digits only, with at most 2 decimals."),
    ("-5", "Write an amount such as 12.50: digits only, with at most 2 decimals."),
    ("", "Write an amount such as 12.50: digits only, with at most 2 decimals."),
    ("0", "The amount must be more than zero."), ("50.46", "At most €50.45 can be refunded."),
    ("<script>", "Write an amount such as 12.50: digits only, with at most 2 decimals."),
])
def test_a_wrong_refund_says_what_is_wrong_and_keeps_what_was_typed(
    signed_in: SignedIn, core: Core, amount: str, message: str
) -> None:
    order = buy(core, "anna", "DE", "A1-WHITE-M", 2)
    client, action = signed_in(), f"/console/orders/{order.code}/refund"
    token = token_of(client.get(f"/console/orders/{order.code}").text, action)
    answer = client.post(action, data={"token": token, "key": "k", "kind": "part", "amount": amount})
    assert answer.status_code == 400
    assert answer.text.count(message) == 1
    assert "<script>alert" not in answer.text
    assert status_of(core, order) == ("confirmed", "captured", "none")


def test_prices_and_stock_change_in_place(signed_in: SignedIn, core: Core) -> None:
    client = signed_in("cleo")
    page = client.get("/console/products?text=cotton").text
    price, stock = "/console/products/price", "/console/products/stock"
    plain = {"accept": "application/json"}
    fields = {"token": token_of(page, price), "sku": "A1-WHITE-M"}
    saved = client.post(price, data=fields | {"price": "19,90"}, headers=plain)
    assert saved.json() == {"sku": "A1-WHITE-M", "value": "19.90", "message": "Saved"}
    assert core.ask(FindProduct("A1-WHITE-M"))[1].price == Money(1990, "USD")
    fields["token"] = token_of(page, stock)
    assert client.post(stock, data=fields | {"available": "7"}, headers=plain).json()["value"] == "7"
    assert core.ask(ShowStock())["A1-WHITE-M"].available == 7
    without_script = client.post(stock, data=fields | {"available": "9", "next": "/console/products?text=cotton"})
    assert str(without_script.url) == "http://testserver/console/products?text=cotton#A1-WHITE-M"
    assert core.ask(ShowStock())["A1-WHITE-M"].available == 9


@pytest.mark.parametrize(("field", "typed", "message"), [
    ("price", "1e3", "Write an amount such as 12.50: digits only, with at most 2 decimals."),
    ("price", "0", "The amount must be more than zero."), ("price", "12.345", "Write an amount such as 12.50"),
    ("available", "-1", "Write a whole number from 0 to 1000000."), ("available", "1.5", "Write a whole number"),
])
def test_a_wrong_price_or_count_changes_nothing(
    signed_in: SignedIn, core: Core, field: str, typed: str, message: str
) -> None:
    client = signed_in()
    action = "/console/products/price" if field == "price" else "/console/products/stock"
    fields = {"token": token_of(client.get("/console/products").text, action), "sku": "A1-WHITE-M", field: typed}
    before = core.ask(FindProduct("A1-WHITE-M"))[1], core.ask(ShowStock())["A1-WHITE-M"]
    told = client.post(action, data=fields, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error"]["field"]) == (400, field)
    assert message in told.json()["error"]["message"]
    plain = client.post(action, data=fields)
    assert plain.status_code == 400
    assert f'value="{typed}"' in plain.text
    assert message in plain.text
    assert (core.ask(FindProduct("A1-WHITE-M"))[1], core.ask(ShowStock())["A1-WHITE-M"]) == before


@pytest.mark.parametrize(("name", "path", "status"), [
    ("sam", "/console/orders", 200), ("sam", "/console/products", 200), ("cleo", "/console/orders", 403),
    ("cleo", "/console", 200), ("otto", "/console/orders", 200),
])
def test_roles_see_what_is_theirs(signed_in: SignedIn, name: str, path: str, status: int) -> None:
    assert signed_in(name).get(path).status_code == status


def test_what_a_role_may_not_do_is_neither_offered_nor_done(signed_in: SignedIn, core: Core) -> None:
    order = buy(core, "anna", "DE", "A1-WHITE-M")
    sam = signed_in("sam")
    page = sam.get(f"/console/orders/{order.code}").text
    assert "/ship" not in page and "/refund" not in page
    assert "data-inline" not in sam.get("/console/products").text
    action = f"/console/orders/{order.code}/refund"
    assert sam.post(action, data={"token": "x", "kind": "full"}).status_code == 403
    assert status_of(core, order) == ("confirmed", "captured", "none")


def test_the_language_is_chosen_and_kept(signed_in: SignedIn) -> None:
    client = signed_in()
    chosen = client.get("/console/language?code=es&next=/console/products")
    assert chosen.url.path == "/console/products"
    assert '<html lang="es" dir="ltr">' in chosen.text
    client.get("/console/language?code=xx")
    assert '<html lang="es" dir="ltr">' in client.get("/console").text


def test_no_console_without_a_gateway(services: WebServices, tmp_path: Path) -> None:
    bare = WebServices(ScriptedConversation(), ScriptedAnnouncements(), healthy, tmp_path, b"k" * 32)
    with TestClient(create_app(bare)) as client:
        assert client.get("/console").status_code == 404


def test_what_happens_is_told_to_staff_only(services: WebServices, links: LoginLinks, core: Core) -> None:
    bus = services.announcements
    assert isinstance(bus, ScriptedAnnouncements)
    with served(create_app(services)) as address, httpx2.Client(base_url=address, timeout=10, follow_redirects=True) as client:
        assert client.get("/console/events").status_code == 401
        client.get(f"/console/login?token={links.issue('olga', core.clock.now())}")
        with client.stream("GET", "/console/events") as stream:
            lines = stream.iter_lines()
            assert [next(lines) for _ in range(4)] == ["retry: 2000", "event: open", "data: []", ""]
            bus.publish("console", b'{"kind": "order_paid", "data": {"code": "TW-1"}}')
            assert next(lines) == "event: said"
            assert json.loads(next(lines).removeprefix("data: ")) == [{"kind": "order_paid", "data": {"code": "TW-1"}}]
