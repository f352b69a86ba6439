"""Claims over the real core: told exactly what became of them, replaced, given back, expired, checked out at the show's price."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from commerce_core.api import Core
from commerce_core.domain.buyer import Buyer
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order
from commerce_core.domain.product import Stock
from commerce_core.domain.refusals import Refusal
from commerce_core.services.basket import AddToBasket, SetQuantity, ViewBasket
from commerce_core.services.catalogue import SetStock, ShowStock
from commerce_core.services.claiming import CLAIM_LINES
from commerce_core.services.hosting import (
    AddShowItem,
    CloseShow,
    HideComment,
    OnSale,
    OpenShow,
    PinItem,
    SetShowPrice,
    ShowBoard,
    ShowRoom,
)
from commerce_core.services.live import ClaimBatch, GiveBack, MyClaims, Result, Wanted, WithdrawComment
from commerce_core.services.ordering import ExpireOrder, PlaceOrder
from commerce_core.services.paying import CancelOrder
from commerce_core.services.pricing import FreezeQuote, QuoteBasket
from commerce_core.services.profile import FillAddress, SetCountry
from tests.peers.live_show import ROOM, SHOW_PRICE, claims, comments, later, on_air, said, viewer
from tests.peers.small_shop import ADDRESSES, small_shop


@pytest.fixture
def core() -> Core:
    core = small_shop()
    on_air(core)
    return core


def stock(core: Core, sku: str = "A7") -> tuple[int, int, int]:
    found: Stock = core.ask(ShowStock())[sku]
    assert found.available + found.held + found.sold == found.received
    return found.available, found.held, found.sold


def jobs(core: Core, kind: str) -> list[dict[str, object]]:
    with core._database.read(core.clock.now()) as work:
        rows = work._driver.cursor.execute("SELECT payload FROM job WHERE kind = ? ORDER BY id", (kind,)).fetchall()  # type: ignore[attr-defined]
    return [json.loads(row[0]) for row in rows]


def buy_claims(core: Core, name: str, country: str = "DE", draft: str = "1") -> tuple[Buyer, Order]:
    buyer = core.do(SetCountry(viewer(core, name), country))
    buyer = core.do(FillAddress(buyer, ADDRESSES[country])).buyer
    cheapest = core.ask(QuoteBasket(buyer))[0]
    quote = core.do(FreezeQuote(buyer, cheapest.offer.option.id, cheapest.terms))
    return buyer, core.do(PlaceOrder(buyer, quote.id, draft))


def test_a_claim_is_held_until_its_time(core: Core) -> None:
    outcome = claims(core, "ana", 1, 2)
    ends = core.clock.now() + timedelta(minutes=20)
    assert (outcome.number, outcome.repeated) == (1, False)
    assert outcome.results == (Result("held", "A7", "A7", 2, 2, 0, None, 3, ends.isoformat()),)
    assert stock(core) == (3, 2, 0)
    [mine] = core.ask(MyClaims(viewer(core, "ana")))
    assert (mine.code, mine.unit, mine.held, mine.waiting, mine.ends_at) == ("A7", SHOW_PRICE, 2, 0, ends)


def test_what_is_over_waits_and_is_told_its_place(core: Core) -> None:
    claims(core, "ana", 1, 4)
    bo, li = comments(core, said(core, "bo", 1, Wanted("A7", 3)), said(core, "li", 1, Wanted("A7", 1)))
    assert [(r.kind, r.held, r.waiting, r.place, r.left) for r in (*bo.results, *li.results)] == [
        ("waiting", 1, 2, 1, 0), ("waiting", 0, 1, 2, 0)]
    assert stock(core) == (0, 5, 0)


def test_another_number_replaces_and_the_units_go_on(core: Core) -> None:
    claims(core, "ana", 1, 5)
    claims(core, "bo", 1, 2)
    claims(core, "li", 1, 2)
    lowered = claims(core, "ana", 2, 2)
    assert [(r.kind, r.held, r.left) for r in lowered.results] == [("held", 2, 0)]
    assert [(c.buyer_id, c.held, c.waiting) for c in core.ask(ShowBoard(ROOM, "lena")).claims] == [
        (viewer(core, "ana").id, 2, 0), (viewer(core, "li").id, 1, 1), (viewer(core, "bo").id, 2, 0)]
    assert [(each["kind"], each["units"]) for each in jobs(core, "claim.tell")] == [("held", 2), ("held", 1)]
    assert stock(core) == (0, 5, 0)


def test_giving_back_a_part_or_all(core: Core) -> None:
    claims(core, "ana", 1, 3)
    part = comments(core, said(core, "ana", 2, Wanted("A7", 1), label="release"))[0]
    assert [(r.kind, r.wanted, r.held, r.left) for r in part.results] == [("released", 1, 2, 3)]
    rest = comments(core, said(core, "ana", 3, label="release"))[0]
    assert [(r.kind, r.wanted, r.held, r.left) for r in rest.results] == [("released", 2, 0, 5)]
    assert comments(core, said(core, "ana", 4, label="release"))[0].results == (Result("nothing", ""),)
    assert comments(core, said(core, "ana", 5, Wanted("A12", None), label="release"))[0].results == (Result("nothing", "A12"),)
    assert stock(core) == (5, 0, 0)


def test_a_message_that_comes_again_has_no_effect_and_gets_the_first_outcome(core: Core) -> None:
    first = claims(core, "ana", 1, 2)
    claims(core, "ana", 2, 4)
    again = claims(core, "ana", 1, 2)
    assert (again.number, again.results, again.repeated) == (first.number, first.results, True)
    twice = said(core, "bo", 1, Wanted("A7", 1))
    one, other = comments(core, twice, twice)
    assert (one.number, other.number, one.repeated, other.repeated) == (3, 3, False, True)
    assert stock(core) == (0, 5, 0)
    assert len(core.ask(ShowRoom(ROOM)).comments) == 3


@pytest.mark.parametrize(("item", "expected"), [
    (Wanted("A12", 1), ("which", None)), (Wanted("A12", 1, "red M"), ("held", "A12-RED-M")), (Wanted("A12-RED-S", 1), ("held", "A12-RED-S")),
    (Wanted("A12", 1, "green"), ("not_on_sale", None)), (Wanted("B7", 1), ("not_on_sale", None)), (Wanted("A7", 99), ("too_many", "A7")),
])
def test_what_was_meant_must_be_clear(core: Core, item: Wanted, expected: tuple[str, str | None]) -> None:
    [result] = comments(core, said(core, "ana", 1, item))[0].results
    assert (result.kind, result.sku) == expected
    assert (result.kind == "held") == bool(core.ask(MyClaims(viewer(core, "ana"))))
    if result.kind == "which":
        assert result.choices[:4] == ("A12-RED-S", "A12-RED-M", "A12-RED-L", "A12-RED-XL")
        assert len(result.choices) == 12


def test_chatter_is_numbered_and_claims_nothing(core: Core) -> None:
    outcome = comments(core, said(core, "ana", 1, label="none", text="is A7 sold out?"))[0]
    assert (outcome.number, outcome.results) == (1, ())
    assert [(c.number, c.name, c.text) for c in core.ask(ShowRoom(ROOM)).comments] == [(1, "ana", "is A7 sold out?")]
    assert stock(core) == (5, 0, 0)


def test_a_hold_that_is_over_goes_to_whoever_waits(core: Core) -> None:
    claims(core, "ana", 1, 5)
    claims(core, "bo", 1, 2)
    later(core, 19)
    assert stock(core) == (0, 5, 0)
    later(core, 1)
    assert core.ask(MyClaims(viewer(core, "ana"))) == ()
    [bo] = core.ask(MyClaims(viewer(core, "bo")))
    assert (bo.held, bo.waiting, bo.ends_at) == (2, 0, core.clock.now() + timedelta(minutes=20))
    assert stock(core) == (3, 2, 0)
    assert [(each["kind"], each["units"]) for each in jobs(core, "claim.tell")] == [("expired", 5), ("held", 2)]
    assert len(jobs(core, "claims.expire")) == 2


def test_an_edited_or_deleted_comment_gives_back_what_it_claimed(core: Core) -> None:
    claims(core, "ana", 1, 2)
    assert core.do(WithdrawComment(ROOM, "web:main:ana-1", "edited")) is True
    assert stock(core) == (5, 0, 0)
    assert core.do(WithdrawComment(ROOM, "web:main:ana-1")) is False
    assert core.do(WithdrawComment(ROOM, "web:main:nobody-1")) is False
    claims(core, "ana", 2, 1)
    claims(core, "ana", 3, 2)
    core.do(WithdrawComment(ROOM, "web:main:ana-2"))
    assert stock(core) == (3, 2, 0)
    core.do(HideComment(ROOM, 3, "lena"))
    assert stock(core) == (5, 0, 0)
    assert [(c.text, c.name) for c in core.ask(ShowRoom(ROOM)).comments] == [("", "")] * 3
    assert [c.text for c in core.ask(ShowBoard(ROOM, "lena")).comments] == ["claim 1", "claim 2", "claim 3"]


def test_a_restock_wakes_the_queue_in_order(core: Core) -> None:
    claims(core, "ana", 1, 5)
    claims(core, "bo", 1, 2)
    claims(core, "li", 1, 2)
    core.do(SetStock("A7", 3, "olga"))
    assert stock(core) == (0, 8, 0)
    assert [(c.held, c.waiting) for c in core.ask(MyClaims(viewer(core, "li")))] == [(1, 1)]
    core.do(SetStock("A7", 9, "olga"))
    assert stock(core) == (8, 9, 0)


def test_the_hold_passes_to_the_order_and_is_never_free_in_between(core: Core) -> None:
    claims(core, "ana", 1, 3)
    claims(core, "bo", 1, 3)
    buyer, order = buy_claims(core, "ana")
    assert [(line.sku, line.quantity, line.unit) for line in order.lines] == [("A7", 3, Money(2160, "EUR"))]
    assert stock(core) == (0, 5, 0)
    assert core.ask(MyClaims(buyer)) == ()
    assert core.ask(ViewBasket(buyer)).items == ()
    later(core, 19)
    [bo] = core.ask(MyClaims(viewer(core, "bo")))
    assert (bo.held, bo.waiting) == (2, 1)
    core.clock.at = order.expires_at  # type: ignore[attr-defined]
    core.do(ExpireOrder(order.id))
    [bo] = core.ask(MyClaims(viewer(core, "bo")))
    assert (bo.held, bo.waiting) == (3, 0)
    assert stock(core) == (2, 3, 0)


def test_claims_and_basket_lines_are_one_order_each_at_its_price(core: Core) -> None:
    claims(core, "ana", 1, 2)
    buyer = core.do(SetCountry(viewer(core, "ana"), "DE"))
    core.do(AddToBasket(buyer, "A7", 1))
    basket = core.ask(ViewBasket(buyer))
    assert [(item.quantity, item.unit) for item in basket.items] == [(1, Money(2610, "EUR")), (2, Money(2160, "EUR"))]
    assert basket.goods == Money(2610 + 4320, "EUR")
    _, order = buy_claims(core, "ana")
    assert [(line.quantity, line.unit.minor) for line in order.lines] == [(1, 2610), (2, 2160)]
    assert stock(core) == (2, 3, 0)
    core.do(CancelOrder(buyer, order.code))
    assert stock(core) == (5, 0, 0)


def test_a_quote_of_claims_that_changed_meanwhile_places_nothing(core: Core) -> None:
    claims(core, "ana", 1, 2)
    buyer = core.do(SetCountry(viewer(core, "ana"), "DE"))
    buyer = core.do(FillAddress(buyer, ADDRESSES["DE"])).buyer
    option = core.ask(QuoteBasket(buyer))[0].offer.option.id
    quote = core.do(FreezeQuote(buyer, option, "DAP"))
    claims(core, "ana", 2, 1)
    with pytest.raises(Refusal) as refused:
        core.do(PlaceOrder(buyer, quote.id, "1"))
    assert (refused.value.code, dict(refused.value.data)) == ("expired", {"field": "claim"})
    assert stock(core) == (4, 1, 0)


def test_the_basket_changes_a_claim(core: Core) -> None:
    claims(core, "ana", 1, 3)
    claims(core, "bo", 1, 2)
    buyer = viewer(core, "ana")
    [item] = core.ask(ViewBasket(buyer)).items
    assert item.number > CLAIM_LINES
    core.do(SetQuantity(buyer, item.number, 2))
    assert stock(core) == (1, 4, 0)
    core.do(SetQuantity(buyer, item.number, 3))
    assert stock(core) == (0, 5, 0)
    with pytest.raises(Refusal) as refused:
        core.do(SetQuantity(buyer, item.number, 4))
    assert (refused.value.code, refused.value.data["available"]) == ("low_stock", 3)
    with pytest.raises(Refusal) as refused:
        core.do(SetQuantity(viewer(core, "bo"), item.number, 0))
    assert refused.value.code == "not_found"
    core.do(SetQuantity(buyer, item.number, 0))
    assert stock(core) == (3, 2, 0)


def test_claims_are_given_back_outside_the_room(core: Core) -> None:
    claims(core, "ana", 1, 3)
    comments(core, said(core, "ana", 2, Wanted("A12-RED-M", 1)))
    assert core.do(GiveBack(viewer(core, "ana"), ("a7",))) == ("A7",)
    assert core.do(GiveBack(viewer(core, "ana"))) == ("A12-RED-M",)
    with pytest.raises(Refusal, match="not_found"):
        core.do(GiveBack(viewer(core, "ana")))
    assert stock(core) == (5, 0, 0)


def test_the_price_shown_is_kept_unless_it_falls(core: Core) -> None:
    claims(core, "ana", 1)
    core.do(SetShowPrice(ROOM, "A7", Money(2600, "USD"), "lena"))
    claims(core, "ana", 2, 2)
    claims(core, "bo", 1)
    core.do(SetShowPrice(ROOM, "A7", Money(2000, "USD"), "lena"))
    claims(core, "bo", 2, 2)
    prices = {name: core.ask(MyClaims(viewer(core, name)))[0].unit for name in ("ana", "bo")}
    assert prices == {"ana": Money(2400, "USD"), "bo": Money(2000, "USD")}


def test_the_room_shows_stage_and_stream_but_no_buyer(core: Core) -> None:
    claims(core, "ana", 1, 5)
    claims(core, "bo", 1, 1)
    view = core.ask(ShowRoom(ROOM, "EUR"))
    assert (view.show.title, view.show.status, view.show.pinned) == ("Sunday market", "open", "A7")
    bangle, dress = view.items
    assert (bangle.code, bangle.price, bangle.tag, bangle.left, bangle.people) == ("A7", Money(2160, "EUR"), Money(2610, "EUR"), 0, 1)
    assert (dress.code, dress.tag, len(dress.variants), dress.people) == ("A12", None, 12, 0)
    assert viewer(core, "ana").id not in repr(view)
    assert core.ask(ShowRoom("elsewhere")).show is None


def test_opening_twice_is_one_show_and_closing_keeps_what_is_held(core: Core) -> None:
    assert core.do(OpenShow(ROOM, "Another", "lena")).title == "Sunday market"
    assert core.ask(OnSale(ROOM)) == (("A7", "A12"), "A7")
    claims(core, "ana", 1, 5)
    claims(core, "bo", 1, 1)
    assert core.do(CloseShow(ROOM, "lena")).status == "closed"
    assert core.ask(OnSale(ROOM)) is None
    with pytest.raises(Refusal) as refused:
        core.do(ClaimBatch(ROOM, (said(core, "li", 1, Wanted("A7")),)))
    assert (refused.value.code, dict(refused.value.data)) == ("unsupported", {"field": "room", "value": ROOM})
    later(core, 20)
    assert [(c.held, c.waiting) for c in core.ask(MyClaims(viewer(core, "bo")))] == [(1, 0)]
    assert core.do(OpenShow(ROOM, "Second", "lena")).title == "Second"
    assert core.ask(ShowRoom(ROOM)).comments == ()


@pytest.mark.parametrize("actor", ["otto", "cleo", "sam", "nobody", ""])
def test_only_hosts_and_the_owner_run_a_show(core: Core, actor: str) -> None:
    for command in (
        OpenShow("second", "Mine", actor), CloseShow(ROOM, actor), AddShowItem(ROOM, "B7", actor), PinItem(ROOM, "A12", actor),
        SetShowPrice(ROOM, "A7", None, actor), HideComment(ROOM, 1, actor),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            core.do(command)
    if actor != "sam":
        with pytest.raises(Refusal, match="forbidden"):
            core.ask(ShowBoard(ROOM, actor))
    assert core.ask(ShowRoom("second")).show is None


@pytest.mark.parametrize(("command", "code", "field"), [
    (AddShowItem(ROOM, "no such thing", "lena"), "not_found", "product"), (AddShowItem(ROOM, "B7", "lena", code="x-y"), "invalid", "code"),
    (AddShowItem(ROOM, "B7", "lena", code="A7"), "conflict", "code"), (AddShowItem(ROOM, "A7", "lena", code="Z1"), "conflict", "code"),
    (PinItem(ROOM, "Z9", "lena"), "not_found", "code"), (SetShowPrice(ROOM, "A7", Money(0, "USD"), "lena"), "invalid", "price"),
    (SetShowPrice(ROOM, "A7", Money(900, "EUR"), "lena"), "invalid", "currency"), (OpenShow("no/room", "x", "lena"), "invalid", "room"),
    (OpenShow("empty", " \u202e ", "lena"), "invalid", "title"), (CloseShow("empty", "lena"), "not_found", "room"),
    (HideComment(ROOM, 77, "lena"), "not_found", "comment"), (WithdrawComment(ROOM, "k", "eaten"), "invalid", "how"),
])
def test_each_no_names_its_field(core: Core, command: object, code: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        core.do(command)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)
