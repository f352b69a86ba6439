"""What keeps a shopper's chat theirs: headers, cookies, origin, sizes, paths, and no markup out of anybody's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.buyers import COOKIE
from bots.web.services import WebServices
from bots.web.signing import Signer
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, draw_pictures, healthy

START = {"id": "t1", "action": {"verb": "start", "args": {}}}
HOSTILE = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"


@pytest.fixture
def talk() -> ScriptedConversation:
    return ScriptedConversation()


@pytest.fixture
def services(talk: ScriptedConversation, tmp_path: Path) -> WebServices:
    (tmp_path / "secret.txt").write_text("not a picture")
    return WebServices(
        conversation=talk, announcements=ScriptedAnnouncements(), health=healthy, secret=b"k" * 32,
        pictures=draw_pictures(tmp_path / "pictures"), history=talk.history, shop_name=HOSTILE)


@pytest.fixture
def client(services: WebServices) -> Iterator[TestClient]:
    with TestClient(create_app(services)) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", "/health", "/metrics", "/pictures/TEAPOT-SAND.png", "/nowhere", "/api/chat/history"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_https_gets_hsts_and_a_secure_cookie(services: WebServices) -> None:
    with TestClient(create_app(services), base_url="https://shop.example") as client:
        page = client.get("/")
        assert page.headers["strict-transport-security"] == "max-age=31536000"
        assert "; Secure" in page.headers["set-cookie"]


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_a_hostile_shop_name_stays_a_name(client: TestClient) -> None:
    page = client.get("/").text
    assert "<script>alert(1)</script>" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_scripts_never_build_markup_from_text() -> None:
    folder = Path(__file__).parents[2] / "bots" / "web" / "static"
    sources = sorted(folder.rglob("*.js"))
    assert len(sources) > 10
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc")
    assert [path.name for path in sources if forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_the_cookie_is_out_of_reach(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize("forged", ["", "ada", "YWRh..x", "a" * 4000])
def test_a_forged_cookie_is_nobody(client: TestClient, talk: ScriptedConversation, forged: str) -> None:
    client.cookies.set(COOKIE, forged)
    assert client.post("/api/chat/turn", json=START).status_code == 401
    assert client.get("/api/chat/history").json() == {"turns": []}
    assert client.get("/api/chat/events").status_code == 401
    assert talk.turns == []


def test_a_cookie_signed_for_another_purpose_or_with_a_wrong_id_is_nobody(client: TestClient) -> None:
    for signed in (Signer(b"k" * 32, "login").sign("A" * 22), Signer(b"k" * 32, "buyer").sign("x:y")):
        client.cookies.set(COOKIE, signed)
        assert client.post("/api/chat/turn", json=START).status_code == 401


@pytest.mark.parametrize("headers", [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": ""}, {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:81"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
])
def test_another_site_cannot_speak_for_the_buyer(
    client: TestClient, talk: ScriptedConversation, headers: dict[str, str]
) -> None:
    client.get("/")
    answer = client.post("/api/chat/turn", json=START, headers=headers)
    assert (answer.status_code, answer.json()["error"]["field"]) == (403, "origin")
    assert talk.turns == []


@pytest.mark.parametrize("headers", [
    {}, {"origin": "http://testserver"}, {"origin": "https://testserver"}, {"sec-fetch-site": "same-origin"},
])
def test_our_own_page_and_plain_clients_can(client: TestClient, headers: dict[str, str]) -> None:
    client.get("/")
    assert client.post("/api/chat/turn", json=START, headers=headers).status_code == 200


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_cannot_be_a_turn(client: TestClient, media_type: str) -> None:
    client.get("/")
    answer = client.post("/api/chat/turn", content=b'{"id": "1", "text": "x"}', headers={"content-type": media_type})
    assert (answer.status_code, answer.json()["error"]["field"]) == (415, "content-type")


def test_a_body_over_the_limit_is_refused_announced_or_not(client: TestClient, talk: ScriptedConversation) -> None:
    client.get("/")
    body = b'{"id": "1", "text": "' + b"x" * (256 * 1024) + b'"}'
    kind = {"content-type": "application/json"}
    announced = client.post("/api/chat/turn", content=body, headers=kind)
    pieces = (body[start:start + 10_000] for start in range(0, len(body), 10_000))
    unannounced = client.post("/api/chat/turn", content=pieces, headers=kind)
    for answer in (announced, unannounced):
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert client.post("/api/chat/turn", content=b"{}", headers=kind | {"content-length": "-5"}).status_code == 413
    assert talk.turns == []
    long = {"id": "2", "text": "x" * 100_000}
    assert client.post("/api/chat/turn", json=long).status_code == 200
    assert talk.turns[0].text == "x" * 100_000


@pytest.mark.parametrize("path", [
    "/pictures/../secret.txt", "/pictures/..%2fsecret.txt", "/pictures/%2e%2e/secret.txt", "/pictures//etc/passwd",
    "/static/../app.py", "/docs", "/openapi.json", "/redoc", "/static/nothing/chat/main.js",
])
def test_no_way_out_of_the_folders_and_no_generated_pages(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_methods_are_closed(client: TestClient) -> None:
    assert client.get("/api/chat/turn").status_code == 405
    assert client.put("/api/chat/turn", json=START).status_code == 405


def test_the_words_of_a_page_cannot_be_read_from_elsewhere(client: TestClient) -> None:
    headers = client.get("/api/chat/history").headers
    assert "access-control-allow-origin" not in headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
