"""What the pages say of the shop, kept as it is now: a changed setting shows within a second, without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bots.web.services import Front
from commerce_core.domain.shop import Shop
from commerce_core.services.administration import ShowShop

_LOOK_EVERY = 1.0


class ShopFront:
    """Follows the shop's settings from the day it was made; `now` is what it saw last."""

    def __init__(self, shop: Shop) -> None:
        self._front = front_of(shop)

    def now(self) -> Front:
        return self._front

    async def look(self, ask: Callable[[object], Awaitable[Any]]) -> None:
        """Look once. Nothing changes when there is no shop to be seen."""
        shop: Shop | None = await ask(ShowShop())
        if shop is not None:
            self._front = front_of(shop)

    async def follow(self, ask: Callable[[object], Awaitable[Any]]) -> None:
        """Look every second, until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            await self.look(ask)


def front_of(shop: Shop) -> Front:
    currencies = sorted({shop.currency, *(market.currency for market in shop.markets.values())})
    return Front(shop.name, tuple(shop.markets), tuple(currencies))
