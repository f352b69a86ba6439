"""A live show in the small shop: a host `lena`, an item with few units, viewers who comment."""

from __future__ import annotations

from datetime import timedelta

from commerce_core.api import Core
from commerce_core.domain.buyer import Buyer
from commerce_core.domain.money import Money
from commerce_core.ports.staff import Staff
from commerce_core.services.administration import password_hash
from commerce_core.services.catalogue import SetStock
from commerce_core.services.hosting import AddShowItem, OpenShow, PinItem
from commerce_core.services.live import ClaimBatch, ExpireClaims, Outcome, Said, Wanted
from commerce_core.services.profile import Meet
from tests.peers.small_shop import PASSWORD, SetClock

ROOM = "main"
SHOW_PRICE = Money(2400, "USD")


def on_air(core: Core, units: int = 5) -> None:
    """A show with the bangle A7 (one variant, at a price of its own, pinned) and the dress A12 (several variants)."""
    with core._database.write(core.clock.now()) as work:
        work.staff.put(Staff("lena", "live_host", password_hash(PASSWORD)))
    core.do(SetStock("A7", units, "olga"))
    core.do(OpenShow(ROOM, "Sunday market", "lena"))
    core.do(AddShowItem(ROOM, "A7", "lena", price=SHOW_PRICE))
    core.do(AddShowItem(ROOM, "A12", "lena"))
    core.do(PinItem(ROOM, "A7", "lena"))


def viewer(core: Core, name: str, channel: str = "web") -> Buyer:
    buyer: Buyer = core.do(Meet(channel, "main", name, "en"))
    return buyer


def said(core: Core, name: str, number: int, *items: Wanted, label: str = "claim", text: str = "") -> Said:
    """A comment of a viewer; `number` makes its message id."""
    return Said(f"web:main:{name}-{number}", viewer(core, name), name, text or f"{label} {number}", core.clock.now(), label, items)


def comments(core: Core, *batch: Said) -> tuple[Outcome, ...]:
    outcomes: tuple[Outcome, ...] = core.do(ClaimBatch(ROOM, batch))
    return outcomes


def claims(core: Core, name: str, number: int, quantity: int = 1, sku: str = "A7") -> Outcome:
    return comments(core, said(core, name, number, Wanted(sku, quantity)))[0]


def later(core: Core, minutes: int) -> None:
    """The clock goes on, and the holds that are over end."""
    assert isinstance(core.clock, SetClock)
    core.clock.at += timedelta(minutes=minutes)
    core.do(ExpireClaims())
