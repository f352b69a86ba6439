"""The console's promotion page over the real core: draft, look at the audience, send, pause; nobody else may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.api import Core
from commerce_core.services.administration import Hire
from commerce_core.services.profile import Meet, Subscribe
from commerce_core.services.promotions import ShowPromotions
from tests.peers.console_pages import SignedIn
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import CoreGateway, small_shop


@pytest.fixture
def core() -> Core:
    found = small_shop()
    found.do(Hire("lena", "a long password", "live_host"))
    found.do(Hire("cato", "a long password", "catalogue"))
    buyer = found.do(Meet("web", "main", "eva", "es"))
    found.do(Subscribe(buyer, True))
    found.do(Meet("web", "main", "bo", "en"))
    return found


@pytest.fixture
def signed_in(core: Core, tmp_path: Path) -> Iterator[SignedIn]:
    links, opened = LoginLinks(), []
    app = create_app(WebServices(
        conversation=ScriptedConversation(), announcements=ScriptedAnnouncements(), health=healthy, pictures=tmp_path,
        secret=b"k" * 32, console=CoreGateway(core), login_links=links))

    def sign_in(name: str, language: str = "en") -> TestClient:
        client = TestClient(app, headers={"accept-language": language})
        opened.append(client)
        assert client.get(f"/console/login?token={links.issue(name, core.clock.now())}").status_code == 200
        return client

    yield sign_in
    for client in opened:
        client.close()


def _token(page: str, action: str) -> str:
    found = re.search(rf'action="{re.escape(action)}".*?name="token" value="([^"]+)"', page, re.DOTALL)
    assert found, action
    return found[1]


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def _draft(client: TestClient, **fields: str) -> tuple[int, str]:
    page = client.get("/console/promotions").text
    sent = {"token": _token(page, "/console/promotions/draft"), **fields}
    answer = client.post("/console/promotions/draft", data=sent)
    return answer.status_code, answer.text


def test_a_draft_shows_whom_it_reaches_before_it_can_be_sent(core: Core, signed_in: SignedIn) -> None:
    client = signed_in("lena")
    status, page = _draft(client, **{"text.en": "Tea week <b>now</b>", "text.es": "Semana del té"})
    assert status == 200
    words = _words(page)
    assert "Buyers it reaches: 1, in about 1 s" in words
    assert "Never asked for offers (not written to) 1" in words
    assert "Tea week &lt;b&gt;now&lt;/b&gt;" in page
    promotion = core.ask(ShowPromotions("lena"))[0].promotion
    sent = {"token": _token(page, "/console/promotions/send"), "promotion": promotion.id}
    page = client.post("/console/promotions/send", data=sent).text
    assert core.ask(ShowPromotions("lena"))[0].counts == {"queued": 1}
    page = client.post("/console/promotions/pause", data={
        "token": _token(page, "/console/promotions/pause"), "promotion": promotion.id}).text
    assert core.ask(ShowPromotions("lena"))[0].promotion.status == "paused"
    assert "Go on sending" in page


def test_a_draft_that_reaches_nobody_says_so_and_cannot_be_sent(core: Core, signed_in: SignedIn) -> None:
    core.do(Subscribe(core.do(Meet("web", "main", "eva", "es")), False))
    _, page = _draft(signed_in("lena"), **{"text.en": "Tea week"})
    assert "Buyers it reaches: 0" in _words(page)
    assert "Nobody has asked for offers yet, so there is no one to send it to." in _words(page)
    assert 'action="/console/promotions/send"' not in page


def test_languages_without_a_text_are_named_before_sending(signed_in: SignedIn) -> None:
    _, page = _draft(signed_in("lena"), **{"text.en": "Tea week"})
    words = _words(page)
    assert "No text in Spanish: 1 read it in English or the first language." in words
    assert "No text in Arabic: whoever reads that language would get it in English or in the first language." in words
    assert "No text in English" not in words
    assert re.search(r'<time datetime="[0-9T:.+-]+" data-local>', page)


def test_an_empty_draft_is_one_clear_message_and_keeps_what_was_typed(core: Core, signed_in: SignedIn) -> None:
    status, page = _draft(signed_in("lena"), **{"text.en": "x" * 901, "text.es": "Semana del té"})
    assert status == 400
    assert 'role="alert"' in page and "Semana del té" in page
    assert core.ask(ShowPromotions("lena")) == ()


@pytest.mark.parametrize("language", ["en", "es", "zh-Hans", "ar"])
def test_the_page_speaks_the_reader_s_language(signed_in: SignedIn, language: str) -> None:
    page = signed_in("lena", language).get("/console/promotions").text
    title = {"en": "Promotions", "es": "Promociones", "zh-Hans": "推广消息", "ar": "رسائل العروض"}[language]
    assert f"<h1>{title}</h1>" in page
    assert "promotions." not in _words(page)


def test_who_may_not_promote_is_told_so(core: Core, signed_in: SignedIn) -> None:
    assert signed_in("cato").get("/console/promotions").status_code == 403


def test_a_form_without_its_token_changes_nothing(core: Core, signed_in: SignedIn) -> None:
    assert signed_in("lena").post("/console/promotions/draft", data={"text.en": "hello"}).status_code == 403
    assert core.ask(ShowPromotions("lena")) == ()
