"""A small shop's console, and signing in to it as one of its staff."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bots.web.app import create_app
from bots.web.console.sessions import LoginLinks
from bots.web.services import WebServices
from commerce_core.api import Core
from tests.peers.console_pages import SignedIn
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import CoreGateway, small_shop


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
def signed_in(services: WebServices, links: LoginLinks, core: Core) -> Iterator[SignedIn]:
    app, opened = create_app(services), []

    def sign_in(name: str = "olga", language: str = "en") -> TestClient:
        client = TestClient(app, headers={"accept-language": language})
        opened.append(client)
        assert client.get(f"/console/login?token={links.issue(name, core.clock.now())}").status_code == 200
        return client

    yield sign_in
    for client in opened:
        client.close()
