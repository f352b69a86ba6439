"""What the pages say of the shop follows its settings."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.testclient import TestClient

from bots.runtime.shop_front import ShopFront
from bots.web.app import create_app
from bots.web.services import Front, WebServices
from commerce_core.services.administration import ShowShop
from commerce_core.services.settings import ChangeSetting
from tests.peers.scripted_conversation import ScriptedAnnouncements, ScriptedConversation, healthy
from tests.peers.small_shop import CoreGateway, small_shop


def test_a_changed_setting_is_on_the_next_page(tmp_path: Path) -> None:
    core = small_shop()
    gateway, front = CoreGateway(core), ShopFront(core.ask(ShowShop()))
    services = WebServices(
        conversation=ScriptedConversation(), announcements=ScriptedAnnouncements(), health=healthy, pictures=tmp_path,
        secret=b"k" * 32, console=gateway, front=front.now)
    with TestClient(create_app(services)) as client:
        assert "<title>Tradewind Harbour" in client.get("/").text
        core.do(ChangeSetting("olga", "name", "Tea & Co"))
        core.do(ChangeSetting("olga", "markets.IS", "ISK is en"))
        asyncio.run(front.look(gateway.ask))
        assert "Tea &amp; Co" in client.get("/").text
        assert "Tea &amp; Co" in client.get("/console/login").text
    assert (front.now().name, "IS" in front.now().countries, "ISK" in front.now().currencies) == ("Tea & Co", True, True)


def test_without_a_shop_to_see_it_stays_as_it_was() -> None:
    front = ShopFront(small_shop().ask(ShowShop()))
    before = front.now()

    async def nothing(query: object) -> None:
        return None

    asyncio.run(front.look(nothing))
    assert front.now() == before and isinstance(before, Front)
