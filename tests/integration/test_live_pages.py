"""The live room's pages over the real house: the stage, comments, claims, the pay link, and the host's desk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bots.runtime.house import House
from bots.web.app import create_app
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.domain.money import Money
from commerce_core.ports.staff import Staff
from commerce_core.services.administration import password_hash
from commerce_core.services.catalogue import SetStock, ShowStock
from commerce_core.services.hosting import AddShowItem, CloseShow, OpenShow, PinItem, ShowBoard, ShowRoom
from tests.peers.console_pages import token_of
from tests.peers.scripted_conversation import healthy
from tests.shop_in_memory import a_house


@pytest.fixture
def house() -> Iterator[House]:
    with a_house() as house:
        with house.database.write(house.clock.now()) as work:
            for name, role in (("lena", "live_host"), ("olga", "owner"), ("otto", "orders"), ("sam", "support")):
                work.staff.put(Staff(name, role, password_hash("a long pass phrase")))
        house.core.do(SetStock("A7", 3, "olga"))
        house.core.do(OpenShow("main", "Sunday <market>", "lena"))
        house.core.do(AddShowItem("main", "A7", "lena", price=Money(2400, "USD")))
        house.core.do(PinItem("main", "A7", "lena"))
        yield house


class Pages:
    """Browsers of viewers and staff on one application."""

    def __init__(self, house: House, tmp_path: Path) -> None:
        self.links = LoginLinks()
        self.house = house
        self.app = create_app(WebServices(
            conversation=house.conversation, announcements=house.bus, health=healthy, pictures=tmp_path, secret=b"k" * 32,
            history=house.conversation.said, console=house.writer, rooms=house.writer, login_links=self.links))

    def viewer(self, language: str = "en-GB") -> TestClient:
        client = TestClient(self.app, headers={"accept-language": language})
        assert client.get("/room").status_code == 200
        return client

    def staff(self, name: str) -> TestClient:
        client = TestClient(self.app, headers={"accept-language": "en"})
        client.get(f"/console/login?token={self.links.issue(name, datetime.now(UTC))}")
        return client


@pytest.fixture
def pages(house: House, tmp_path: Path) -> Pages:
    return Pages(house, tmp_path)


NUMBER = iter(range(1, 10_000))


def says(client: TestClient, text: str | None = None, name: str | None = "ana", **more: Any) -> Any:
    body = {"id": f"m{next(NUMBER)}", "name": name} | ({"text": text} if text is not None else {}) | more
    return client.post("/api/room/main/turn", json=body)


def test_a_viewer_sees_the_stage_claims_and_owns(pages: Pages) -> None:
    ana = pages.viewer()
    page = ana.get("/room").text
    config = json.loads(unescape(re.search(r'data-config="([^"]*)"', page)[1]))
    assert (config["room"], config["language"], config["state"]["title"]) == ("main", "en", "Sunday <market>")
    assert "<market>" not in page
    [item] = config["state"]["items"]
    assert (item["code"], item["left"], item["sku"], item["price_text"][0], item["tag_text"][0]) == ("A7", 3, "A7", "£", "£")
    answer = says(ana, "A7 x2").json()
    assert answer["replies"][0]["text"].startswith("Yours: 2 × Hammered Gold-Tone Bangle")
    state = ana.get("/api/room/main").json()
    assert [(own["code"], own["held"], own["waiting"]) for own in state["mine"]] == [("A7", 2, 0)]
    assert (state["items"][0]["left"], [(c["name"], c["text"]) for c in state["comments"]]) == (1, [("ana", "A7 x2")])
    other = pages.viewer("es-MX").get("/api/room/main").json()
    assert (other["mine"], other["pay"], other["items"][0]["title"]) == ([], None, "Brazalete dorado martillado")


@pytest.mark.parametrize(("language", "claimed"), [
    ("en", "Wrap Midi Dress red · M"), ("ar", "فستان ملفوف متوسط الطول أحمر · M"),
])
def test_the_host_reads_the_colour_in_their_language(pages: Pages, language: str, claimed: str) -> None:
    pages.house.core.do(AddShowItem("main", "A12", "lena"))
    says(pages.viewer(), "A12-RED-M")
    page = pages.staff("lena").get("/console/live", headers={"accept-language": language}).text
    assert claimed in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_buttons_claim_and_give_back(pages: Pages) -> None:
    ana = pages.viewer()
    says(ana, action={"verb": "claim", "args": {"items": [{"sku": "A7", "quantity": 3}]}})
    bo = pages.viewer()
    assert says(bo, action={"verb": "claim", "args": {"items": [{"sku": "A7", "quantity": 1}]}}, name="bo").json()["replies"][0]["text"].startswith(
        "Hammered Gold-Tone Bangle is all taken right now. You are number 1 in line for 1.")
    says(ana, action={"verb": "release", "args": {"items": [{"sku": "A7"}]}})
    assert [(own["held"], own["waiting"]) for own in bo.get("/api/room/main").json()["mine"]] == [(1, 0)]


@pytest.mark.parametrize(("body", "status", "field"), [
    ({"id": "1", "text": "A7", "name": 7}, 400, "name"), ({"id": "1", "text": "A7", "name": "x" * 81}, 400, "name"),
    ({"id": "1", "action": {"verb": "checkout"}}, 400, "action"), ({"id": "1", "text": "A7", "room": "other"}, 400, "room"),
    ({"id": "1", "text": "A7", "buyer": "bo"}, 400, "buyer"), ([], 400, ""), ({"id": "1"}, 400, "text"),
])
def test_what_cannot_be_a_comment_is_refused_by_field(pages: Pages, body: object, status: int, field: str) -> None:
    response = pages.viewer().post("/api/room/main/turn", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (status, field)
    assert pages.house.core.ask(ShowRoom("main")).comments == ()


def test_rooms_that_cannot_be_and_rooms_without_a_show(pages: Pages) -> None:
    ana = pages.viewer()
    assert ana.get("/room/no%20room").status_code == 404
    assert ana.get("/api/room/..%2Fmain").status_code == 404
    assert ana.get("/api/room/quiet").json() == {
        "status": "none", "title": "", "version": 0, "pinned": None, "items": [], "comments": [], "mine": [], "total_text": None, "pay": None}
    assert TestClient(pages.app).post("/api/room/main/turn", json={"id": "1", "text": "A7"}).status_code == 401
    assert TestClient(pages.app).get("/api/room/main/events").status_code == 401


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u202etxt.exe", "@everyone", "\u200b\u200b", "=1+1"])
def test_hostile_names_and_texts_stay_text(pages: Pages, name: str) -> None:
    ana = pages.viewer()
    says(ana, f"{name} A7 hello \u202e\u2066", name=name)
    page = pages.viewer().get("/room").text
    assert "<script>alert" not in page
    [comment] = pages.viewer().get("/api/room/main").json()["comments"]
    assert not set(comment["name"] + comment["text"]) & set("\u202e\u2066\u200b")
    assert not set(comment["name"]) & set("<>@")
    board = pages.staff("lena").get("/console/live").text
    assert "<script>alert" not in board
    assert "\u202e" not in board


def test_the_pay_link_opens_the_same_basket_elsewhere(pages: Pages) -> None:
    ana = pages.viewer()
    says(ana, "A7 x2")
    link = ana.get("/api/room/main").json()["pay"]
    phone = TestClient(pages.app, headers={"accept-language": "es-MX"})
    page = phone.get(link)
    assert (page.status_code, "2 × Brazalete dorado martillado" in page.text) == (200, True)
    assert "tradewind_buyer" not in phone.cookies
    gone = phone.post(link, follow_redirects=False)
    assert (gone.status_code, gone.headers["location"]) == (303, "/")
    assert phone.get("/api/room/main").json()["mine"][0]["held"] == 2
    last = phone.get("/api/chat/history").json()["turns"][-1]
    assert last["turn"]["action"]["verb"] == "checkout"
    forged = link[:-2] + ("AA" if link[-2:] != "AA" else "BB")
    assert phone.get(forged).status_code == 403
    stranger = TestClient(pages.app)
    assert stranger.post(forged, follow_redirects=False).headers["location"] == forged
    assert "tradewind_buyer" not in stranger.cookies
    assert stranger.post(link, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_pay_link_lets_one_device_in(pages: Pages) -> None:
    """It opens the buyer's whole conversation, address and all: whoever finds it later finds it spent."""
    ana = pages.viewer()
    says(ana, "A7")
    link = ana.get("/api/room/main").json()["pay"]
    phone, finder = TestClient(pages.app), TestClient(pages.app)
    assert phone.post(link, follow_redirects=False).headers["location"] == "/"
    assert phone.post(link, follow_redirects=False).headers["location"] == "/"
    assert (finder.get(link).status_code, finder.post(link, follow_redirects=False).headers["location"]) == (403, link)
    assert "tradewind_buyer" not in finder.cookies


def test_a_log_holds_no_pay_link(pages: Pages, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = pages.viewer()
    says(ana, "A7")
    link = ana.get("/api/room/main").json()["pay"]

    async def broken(query: object) -> Any:
        raise OSError("disk I/O error")

    monkeypatch.setattr(pages.house.writer, "ask", broken)
    assert TestClient(pages.app, raise_server_exceptions=False).get(link).status_code == 500
    assert "request failed: GET /pay/{token}" in caplog.text
    assert link.removeprefix("/pay/") not in caplog.text


def test_the_check_out_button_leads_to_the_chat(pages: Pages) -> None:
    ana = pages.viewer()
    says(ana, "+1")
    assert ana.post("/room/main/checkout", follow_redirects=False).headers["location"] == "/"
    assert ana.get("/api/chat/history").json()["turns"][-1]["turn"]["action"]["verb"] == "checkout"


def test_the_host_runs_a_show_from_the_console(pages: Pages) -> None:
    lena, core = pages.staff("lena"), pages.house.core

    def act(name: str, **fields: str) -> Any:
        page = lena.get("/console/live").text
        return lena.post(f"/console/live/{name}", data={"token": token_of(page, f"/console/live/{name}"), "room": "main"} | fields)

    assert act("add", product="A12-RED-M", price="30.50").status_code == 200
    assert act("pin", code="A12").status_code == 200
    assert act("price", sku="A12", price="29").status_code == 200
    board = core.ask(ShowBoard("main", "lena"))
    assert (board.show.pinned, board.items[1].price, board.items[1].sku) == ("A12", Money(2900, "USD"), "A12-RED-M")
    ana = pages.viewer()
    says(ana, "+1")
    page = lena.get("/console/live").text
    assert "held <bdi>A12</bdi> ×1" in page
    assert act("hide", number="1").status_code == 200
    assert ana.get("/api/room/main").json()["mine"] == []
    wrong = act("add", product="nothing like it")
    assert (wrong.status_code, "There is no product or item by that name." in wrong.text) == (400, True)
    assert act("price", sku="A12", price="free").status_code == 400
    assert act("close").status_code == 200
    assert core.ask(ShowRoom("main")).show.status == "closed"
    assert act("start", title="Second").status_code == 200
    assert core.ask(ShowRoom("main")).show.title == "Second"


@pytest.mark.parametrize("name", ["otto", "sam"])
def test_others_of_the_staff_may_not_host(pages: Pages, name: str) -> None:
    client = pages.staff(name)
    assert client.get("/console/live").status_code == (200 if name == "sam" else 403)
    host = pages.staff("lena").get("/console/live").text
    for action in ("close", "add", "pin", "price", "hide"):
        stolen = client.post(f"/console/live/{action}", data={"token": token_of(host, f"/console/live/{'add' if action == 'hide' else action}"), "room": "main"})
        assert stolen.status_code == 403
    assert pages.house.core.ask(ShowRoom("main")).show.status == "open"


def test_a_closed_show_leaves_what_is_held(pages: Pages) -> None:
    ana = pages.viewer()
    says(ana, "A7 x2")
    pages.house.core.do(CloseShow("main", "lena"))
    state = ana.get("/api/room/main").json()
    assert (state["status"], state["items"], state["mine"][0]["held"]) == ("closed", [], 2)
    assert says(ana, action={"verb": "release", "args": {}}).json()["replies"][0]["text"].startswith("Done, given back")
    assert pages.house.core.ask(ShowStock())["A7"].available == 3


def test_an_id_that_another_viewer_used_is_a_comment_of_ones_own(pages: Pages) -> None:
    """Ids come from browsers: nobody is answered in another's place, and nobody can break a room's batches with one."""
    first, second = pages.viewer(), pages.viewer()
    for viewer, name in ((first, "Ana"), (second, "Eve")):
        answer = viewer.post("/api/room/main/turn", json={"id": "the-same", "text": "A7 +1", "name": name})
        assert (answer.status_code, len(answer.json()["replies"])) == (200, 1)
    assert [(each.name, each.held) for each in pages.house.core.ask(ShowBoard("main", "olga")).claims] == [("Eve", 1), ("Ana", 1)]
