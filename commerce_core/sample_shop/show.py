"""Puts a first live show on air in a shop whose room never had one, so that the room is alive when somebody looks in."""

from __future__ import annotations

from commerce_core.api import Core, Transaction
from commerce_core.domain.money import Money
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.hosting import AddShowItem, OpenShow, PinItem, ShowRoom

ROOM, TITLE = "main", "Harbour finds, live"
ITEMS = (("A12-RED-M", "32.00"), ("A7", "24.00"), ("B7", "38.00"), ("D1-ORANGE", "27.50"), ("F5-M", None))
"""(product or the SKU that a bare claim takes, price in the show); the first is on stage."""


def open_sample_show(core: Core, actor: str) -> bool:
    """True when a show was opened; False, with nothing changed, where the room had one before. Raises Refusal(forbidden)."""
    with core.transaction("sample-show") as transaction:
        if transaction.ask(ShowRoom(ROOM, comments=0)).show is not None:
            return False
        transaction.do(OpenShow(ROOM, TITLE, actor))
        codes = [_add(transaction, name, price, actor) for name, price in ITEMS if transaction.ask(ShowCatalogue()).find(name)]
        if codes:
            transaction.do(PinItem(ROOM, codes[0], actor))
    return True


def _add(transaction: Transaction, name: str, price: str | None, actor: str) -> str:
    currency = transaction.ask(ShowShop()).currency
    item = transaction.do(AddShowItem(ROOM, name, actor, price=Money.parse(price, currency) if price else None))
    return str(item.code)
