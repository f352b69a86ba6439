"""The web application end to end over its HTTP face: the chat's turns, history and stream, health, metrics, pictures."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from bots.web.app import BUYER_BURST, create_app
from bots.web.events import Streams
from bots.web.health import Metrics
from bots.web.services import WebServices
from tests.peers.loopback_server import served
from tests.peers.scripted_conversation import (
    EXPLAINED,
    ScriptedAnnouncements,
    ScriptedConversation,
    draw_pictures,
    healthy,
)

START = {"id": "t1", "action": {"verb": "start", "args": {}}}


@pytest.fixture
def talk() -> ScriptedConversation:
    return ScriptedConversation()


@pytest.fixture
def services(talk: ScriptedConversation, tmp_path: Path) -> WebServices:
    return WebServices(
        conversation=talk, announcements=ScriptedAnnouncements(), health=healthy, pictures=draw_pictures(tmp_path),
        secret=b"k" * 32, history=talk.history)


@pytest.fixture
def client(services: WebServices) -> Iterator[TestClient]:
    with TestClient(create_app(services), headers={"accept-language": "es-MX,en;q=0.5"}) as opened:
        yield opened


def test_the_page_speaks_the_browsers_language_and_hands_out_a_buyer(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="es" dir="ltr">' in page.text
    assert 'placeholder="Pide lo que quieras…"' in page.text
    assert len(client.cookies) == 1
    static = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(static) > 10
    assert {client.get(address).status_code for address in static} == {200}
    assert client.get(static[0]).headers["cache-control"] == "public, max-age=31536000, immutable"


def test_an_arabic_page_is_mirrored(client: TestClient) -> None:
    page = client.get("/", headers={"accept-language": "ar-EG"})
    assert '<html lang="ar" dir="rtl">' in page.text


def test_a_turn_is_answered_by_the_contract_and_ours_to_attribute(client: TestClient, talk: ScriptedConversation) -> None:
    client.get("/")
    answer = client.post("/api/chat/turn", json=START)
    assert answer.status_code == 200
    assert set(answer.json()) == {"id", "replies", "understood", "state", "direction"}
    assert [block["type"] for block in answer.json()["replies"][0]["blocks"]] == ["text", "choices"]
    turn = talk.turns[0]
    assert (turn.id, turn.channel, turn.account, turn.locale, turn.public, turn.room, turn.at) == (
        "t1", "web", "main", "es-MX", False, None, None)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", turn.buyer)


def test_the_same_turn_twice_is_the_same_answer(client: TestClient) -> None:
    client.get("/")
    said = {"id": "t2", "action": {"verb": "add", "args": {"sku": "TEAPOT-SAND", "quantity": 2}}}
    first, again = client.post("/api/chat/turn", json=said), client.post("/api/chat/turn", json=said)
    assert first.json() == again.json()
    assert first.json()["state"]["cart"][0]["quantity"] == 2
    assert len(client.get("/api/chat/history").json()["turns"]) == 1


def test_a_crash_may_be_sent_again_as_the_same_turn(services: WebServices, talk: ScriptedConversation) -> None:
    talk.fail_next = 1
    with TestClient(create_app(services)) as client:
        client.get("/")
        broken = client.post("/api/chat/turn", json=START)
        assert broken.status_code == 500
        assert broken.json()["error"]["code"] == "internal"
        assert "content-security-policy" in broken.headers
        assert client.post("/api/chat/turn", json=START).status_code == 200


def test_two_browsers_are_two_buyers(services: WebServices, talk: ScriptedConversation) -> None:
    app = create_app(services)
    with TestClient(app) as one, TestClient(app) as other:
        one.get("/")
        other.get("/")
        one.post("/api/chat/turn", json=START)
        other.post("/api/chat/turn", json=START)
        assert talk.turns[0].buyer != talk.turns[1].buyer
        assert len(one.get("/api/chat/history").json()["turns"]) == 1


def test_a_reload_keeps_the_buyer_and_what_was_said(client: TestClient, talk: ScriptedConversation) -> None:
    client.get("/")
    client.post("/api/chat/turn", json=START)
    client.post("/api/chat/turn", json={"id": "t2", "action": {"verb": "set_language", "args": {"language": "ar"}}})
    assert '<html lang="ar" dir="rtl">' in client.get("/").text
    turns = client.get("/api/chat/history").json()["turns"]
    assert [entry["turn"] for entry in turns] == [
        {"id": "t1", "text": None, "action": {"verb": "start", "args": {}}},
        {"id": "t2", "text": None, "action": {"verb": "set_language", "args": {"language": "ar"}}},
    ]
    assert turns[1]["answer"]["direction"] == "rtl"
    client.post("/api/chat/turn", json={"id": "t3", "text": "x"})
    assert talk.turns[0].buyer == talk.turns[2].buyer


def test_without_a_store_the_page_is_told_to_remember_by_itself(services: WebServices) -> None:
    with TestClient(create_app(replace(services, history=None))) as client:
        client.get("/")
        assert client.get("/api/chat/history").json() == {"turns": None}


@pytest.mark.parametrize(("body", "field"), [
    (b"{", ""), (b"[]", ""), (b"\xff", ""), (b"[" * 50_000, ""), (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', ""),
    (b'{"id": "1"}', "text"), (b'{"text": "x"}', "id"), (b'{"id": "", "text": "x"}', "id"),
    (b'{"id": "1", "text": 5}', "text"), (b'{"id": "1", "action": "start"}', "action"),
    (b'{"id": "1", "action": {"verb": "add", "args": []}, "x": 1}', "x"),
    (b'{"id": "1", "action": {"verb": "add", "args": [1]}}', "action.args"),
    (b'{"id": "1", "action": {"verb": "add", "args": {"sku": "\\ud800"}}}', "action.args"),
    (b'{"id": "1", "text": "x", "action": {"verb": "help"}}', "action"),
    (b'{"id": "1", "text": "x", "buyer": "someone else"}', "buyer"),
    (b'{"id": "1", "text": "x", "channel": "telegram"}', "channel"),
    (b'{"id": "1", "text": "x", "locale": "de"}', "locale"), (b'{"id": "1", "text": "x", "at": "2020-01-01"}', "at"),
])
def test_bad_input_names_its_field(client: TestClient, talk: ScriptedConversation, body: bytes, field: str) -> None:
    client.get("/")
    answer = client.post("/api/chat/turn", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["field"]) == ("bad_request", field)
    assert error["message"]
    assert talk.turns == []


def test_text_that_cannot_be_stored_is_mended_not_refused(client: TestClient, talk: ScriptedConversation) -> None:
    client.get("/")
    body = b'{"id": "1", "text": "a\\ud800b\\u0000c \\u202e"}'
    assert client.post("/api/chat/turn", content=body, headers={"content-type": "application/json"}).status_code == 200
    assert talk.turns[0].text == "a\ufffdb\ufffdc \u202e"


def test_forms_and_words_in_a_language(client: TestClient) -> None:
    form = client.get("/api/chat/address-form", params={"country": "DE", "language": "es"}).json()
    assert [row["label"] for row in form["fields"]][:3] == ["Nombre y apellidos", "Calle y número", "Código postal"]
    assert client.get("/api/chat/address-form", params={"country": "Germany"}).json()["error"]["field"] == "country"
    words = client.get("/api/chat/words", params={"language": "ar"}).json()
    assert (words["direction"], words["words"]["chat.send"]) == ("rtl", "إرسال")


def test_amounts_are_written_as_the_conversation_writes_them(client: TestClient) -> None:
    def texts(amounts: str, language: str = "en", country: str = "DE") -> object:
        query = {"language": language, "country": country, "amounts": amounts}
        return client.get("/api/chat/money", params=query).json().get("texts")

    assert texts("2596EUR,1200JPY") == ["25,96\xa0€", "1.200\xa0JP¥"]
    assert texts("2596EUR", country="US") == ["€25.96"]
    assert texts("2596EUR", language="xx", country="../x") == ["€25.96"]
    assert texts("-500USD", country="US") == ["-$5.00"]
    for wrong in ("", "2596", "25.96EUR", "1XXQ", "1EUR,", "9" * 16 + "EUR", ",".join(["1EUR"] * 101)):
        assert texts(wrong) is None, wrong


def test_too_many_turns_are_told_when_to_come_back(client: TestClient) -> None:
    client.get("/")
    codes = [client.post("/api/chat/turn", json=START).status_code for _ in range(BUYER_BURST)]
    assert codes == [200] * BUYER_BURST
    refused = client.post("/api/chat/turn", json=START)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json()["error"]["code"] == "rate_limited"


def test_health_says_which_part_fails(services: WebServices) -> None:
    async def ill() -> dict[str, bool]:
        return {"database": False, "jobs": True}

    async def stuck() -> dict[str, bool]:
        raise OSError("no such host")

    with TestClient(create_app(services)) as client:
        assert client.get("/health").json() == {"live": True, "ready": True, "parts": {"database": True, "jobs": True}}
    with TestClient(create_app(replace(services, health=ill))) as client:
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["parts"]) == (503, {"database": False, "jobs": True})
    with TestClient(create_app(replace(services, health=stuck))) as client:
        assert client.get("/health").json() == {"live": True, "ready": False, "parts": {"probe": False}}


def test_metrics_count_by_route_and_may_want_a_token(services: WebServices) -> None:
    with TestClient(create_app(replace(services, metrics_token="m" * 20))) as client:
        client.get("/")
        client.post("/api/chat/turn", json=START)
        client.get("/nowhere/at/all")
        assert client.get("/metrics").status_code == 401
        text = client.get("/metrics", headers={"authorization": "Bearer " + "m" * 20}).text
    assert 'tradewind_web_requests_total{method="POST",route="/api/chat/turn",status="200"} 1.0' in text
    assert 'tradewind_web_requests_total{method="GET",route="other",status="404"} 1.0' in text
    assert "tradewind_web_turn_seconds_count 1.0" in text


def test_pictures_are_kept_and_revalidated(client: TestClient) -> None:
    picture = client.get("/pictures/TEAPOT-SAND.png")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.headers["cache-control"] == "public, max-age=86400"
    again = client.get("/pictures/TEAPOT-SAND.png", headers={"if-none-match": picture.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/pictures/none.png").status_code == 404


def test_a_secret_too_short_is_refused(services: WebServices) -> None:
    with pytest.raises(ValueError, match="secret: at least 32 bytes"):
        create_app(replace(services, secret=b"short"))


def frames_of(publish: list[bytes], count: int, **settings: float) -> list[bytes]:
    async def run() -> list[bytes]:
        bus = ScriptedAnnouncements()
        frames = Streams(bus, Metrics(), **settings).frames("web:main:ada")
        seen = [await anext(frames)]
        for message in publish:
            bus.publish("web:main:ada", message)
        seen += [await anext(frames) for _ in range(count)]
        await frames.aclose()
        assert bus.readers["web:main:ada"] == []
        return seen

    return asyncio.run(run())


def test_a_burst_becomes_one_frame_then_the_line_stays_open() -> None:
    frames = frames_of([b'{"id":\n"1"}', b'{"id": "2"}'], 2, frame_seconds=0.01, heartbeat_seconds=0.05)
    assert frames[0] == b"retry: 2000\nevent: open\ndata: []\n\n"
    assert frames[1] == b'event: said\ndata: [{"id": "1"},{"id": "2"}]\n\n'
    assert frames[2] == b": still here\n\n"


def test_a_flood_asks_the_page_to_load_anew() -> None:
    frames = frames_of([b"{}"] * 500, 1, frame_seconds=0.01)
    assert frames[1] == b"event: reload\ndata: []\n\n"


def test_what_is_said_unasked_reaches_its_buyer_only(services: WebServices, talk: ScriptedConversation) -> None:
    bus = services.announcements
    assert isinstance(bus, ScriptedAnnouncements)
    with served(create_app(services)) as address, httpx2.Client(base_url=address, timeout=10) as client:
        assert client.get("/api/chat/events").status_code == 401
        client.get("/")
        client.post("/api/chat/turn", json=START)
        with client.stream("GET", "/api/chat/events") as stream:
            assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
            lines = stream.iter_lines()
            assert [next(lines) for _ in range(4)] == ["retry: 2000", "event: open", "data: []", ""]
            told = {"id": "paid-1", "text": EXPLAINED}
            assert bus.publish("web:main:nobody", b'{"id": "not yours"}') == 0
            assert bus.publish(talk.turns[0].chat, json.dumps(told).encode()) == 1
            assert next(lines) == "event: said"
            assert json.loads(next(lines).removeprefix("data: ")) == [told]
        # the server notices that the reader left and forgets the subscription
        deadline = time.monotonic() + 5
        while bus.readers[talk.turns[0].chat] and time.monotonic() < deadline:
            time.sleep(0.02)
        assert bus.readers[talk.turns[0].chat] == []


def test_one_reader_opens_eight_streams_at_most(services: WebServices) -> None:
    streams = Streams(services.announcements, Metrics())
    streams.open["ada"] = 8
    assert streams.answer("web:main:ada", "ada", "chat").status_code == 429
    assert streams.answer("web:main:bob", "bob", "chat").status_code == 200
