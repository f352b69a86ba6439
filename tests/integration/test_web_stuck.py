"""Stuck work is shown with its reason and can be tried at once; nothing is shown to who may not see orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.api import Core
from commerce_core.services.administration import Hire
from commerce_core.services.insight import ShowStuck
from tests.peers.console_pages import SignedIn
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import CoreGateway, buy, small_shop


@pytest.fixture
def core() -> Core:
    """A shop whose warehouse job failed three times."""
    found = small_shop()
    found.do(Hire("sue", "a long password", "support"))
    found.do(Hire("cato", "a long password", "catalogue"))
    buy(found, "eva", "DE", "A1-WHITE-M")
    now = found.clock.now() + timedelta(days=1)
    for _ in range(3):
        for job in found.lease_jobs(now, now + timedelta(seconds=1), 20):
            found.postpone_job(job.id, now, now, "Unavailable('<b>no answer</b>')")
        now += timedelta(minutes=1)
    return found


@pytest.fixture
def signed_in(core: Core, tmp_path: Path) -> Iterator[SignedIn]:
    links, opened = LoginLinks(), []
    app = create_app(WebServices(
        conversation=ScriptedConversation(), announcements=ScriptedAnnouncements(), health=healthy, pictures=tmp_path,
        secret=b"k" * 32, console=CoreGateway(core), login_links=links))

    def sign_in(name: str) -> TestClient:
        client = TestClient(app, headers={"accept-language": "en"})
        opened.append(client)
        assert client.get(f"/console/login?token={links.issue(name, core.clock.now())}").status_code == 200
        return client

    yield sign_in
    for client in opened:
        client.close()


def test_stuck_work_says_why_and_is_tried_now(core: Core, signed_in: SignedIn) -> None:
    client = signed_in("sue")
    page = client.get("/console/stuck").text
    stuck = core.ask(ShowStuck("sue"))
    assert stuck and stuck[0].attempts == 3
    assert "Unavailable(&#39;&lt;b&gt;no answer&lt;/b&gt;&#39;)" in page
    token = re.search(r'name="token" value="([^"]+)">\s*<input type="hidden" name="job"', page)
    assert token
    assert client.post("/console/stuck/retry", data={"token": token[1], "job": str(stuck[0].id)}).status_code == 200
    hurried = {each.id: each.due_at for each in core.ask(ShowStuck("sue"))}
    assert abs(hurried[stuck[0].id] - core.clock.now()) < timedelta(minutes=1)
    assert client.post("/console/stuck/retry", data={"token": token[1], "job": "0"}).status_code == 404
    assert client.post("/console/stuck/retry", data={"token": token[1], "job": "x"}).status_code == 400


def test_who_may_not_see_orders_sees_no_stuck_work(signed_in: SignedIn) -> None:
    assert signed_in("cato").get("/console/stuck").status_code == 403
