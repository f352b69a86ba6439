"""The ledger of claims, whatever the wishes: units conserved, each unit with one viewer, nobody passed over in the queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commerce_core.domain.claims import Claim, Ledger, Shelf
from commerce_core.domain.money import Money

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PRICE = Money(1000, "USD")
VIEWERS = "abcde"
Wish = tuple[str, int]
wishes = st.lists(st.tuples(st.sampled_from(VIEWERS), st.integers(0, 4)), max_size=40)


def claim_of(viewer: str) -> Claim:
    return Claim("show", viewer, "A1", "A1", viewer, PRICE, 15)


def opened(units: int) -> Ledger:
    return Ledger(NOW, {"A1": Shelf(units)}, {}, lambda sku: ())


def wished(ledger: Ledger, said: list[Wish], first: int = 1) -> None:
    for number, (viewer, quantity) in enumerate(said, first):
        ledger.want(ledger.claims.get(("show", viewer, "A1")) or claim_of(viewer), quantity, number)


def reopened(before: Ledger) -> Ledger:
    """As the next batch finds it: claims and queue lengths from storage, the queue itself only when asked for."""
    stored = {key: claim for key, claim in before.claims.items() if claim.held or claim.waiting}
    waiting = sorted((claim for claim in stored.values() if claim.waiting), key=lambda claim: claim.order)
    return Ledger(NOW + timedelta(seconds=1), {"A1": Shelf(before.shelves["A1"].free, len(waiting))}, {}, lambda sku: waiting)


def state(ledger: Ledger) -> dict[str, tuple[int, int]]:
    return {claim.buyer_id: (claim.held, claim.waiting) for claim in ledger.claims.values() if claim.held or claim.waiting}


@given(units=st.integers(0, 8), said=wishes)
def test_units_are_conserved_and_free_only_while_nobody_waits(units: int, said: list[Wish]) -> None:
    ledger = opened(units)
    wished(ledger, said)
    shelf, claims = ledger.shelves["A1"], ledger.claims.values()
    assert shelf.free + sum(claim.held for claim in claims) == units
    assert shelf.free >= 0
    assert all(claim.held >= 0 and claim.waiting >= 0 for claim in claims)
    assert shelf.people == sum(1 for claim in claims if claim.waiting)
    assert not (shelf.free and shelf.people)
    assert ledger.taken() == {"A1": units - shelf.free}


@given(units=st.integers(0, 8), said=wishes)
def test_everybody_has_or_waits_for_what_they_said_last(units: int, said: list[Wish]) -> None:
    ledger = opened(units)
    wished(ledger, said)
    assert {viewer: sum(has) for viewer, has in state(ledger).items()} == {
        viewer: quantity for viewer, quantity in dict(said).items() if quantity}


@given(units=st.integers(0, 12), viewers=st.lists(st.integers(1, 3), max_size=12))
def test_the_first_to_come_are_the_winners(units: int, viewers: list[int]) -> None:
    ledger = opened(units)
    places = []
    for number, quantity in enumerate(viewers, 1):
        standing = ledger.want(claim_of(f"viewer {number}"), quantity, number)
        places.append((standing.held, standing.place))
    left, people, expected = units, 0, []
    for quantity in viewers:
        held = min(left, quantity)
        left -= held
        people += quantity > held
        expected.append((held, people if quantity > held else None))
    assert places == expected


@given(units=st.integers(0, 6), said=wishes, cuts=st.lists(st.integers(0, 40), max_size=4))
def test_batches_settle_as_one_stream_would(units: int, said: list[Wish], cuts: list[int]) -> None:
    whole = opened(units)
    wished(whole, said)
    ledger, done = opened(units), 0
    for cut in [*sorted(min(cut, len(said)) for cut in cuts), len(said)]:
        batch = said[done:cut]
        mine = {viewer for viewer, _ in batch}
        after = reopened(ledger)
        after.claims |= {key: claim for key, claim in ledger.claims.items() if key[1] in mine and (claim.held or claim.waiting)}
        wished(after, batch, done + 1)
        after.claims |= {key: claim for key, claim in ledger.claims.items() if key not in after.claims}
        ledger, done = after, cut
    assert state(ledger) == state(whole)
    assert (ledger.shelves["A1"].free, ledger.shelves["A1"].people) == (whole.shelves["A1"].free, whole.shelves["A1"].people)


@given(units=st.integers(1, 6), said=wishes, ended=st.sets(st.sampled_from(VIEWERS)))
def test_what_ends_goes_to_those_who_wait_longest(units: int, said: list[Wish], ended: set[str]) -> None:
    ledger = opened(units)
    wished(ledger, said)
    queue = sorted((each for each in ledger.claims.values() if each.waiting and each.buyer_id not in ended), key=lambda each: each.order)
    wanted = {each.buyer_id: each.waiting for each in queue}
    order = [each.buyer_id for each in queue]
    back = sum(each.held for each in ledger.claims.values() if each.buyer_id in ended) + ledger.shelves["A1"].free
    ledger.given.clear()
    ledger.end([each for each in ledger.claims.values() if each.buyer_id in ended])
    expected = []
    for viewer in order:
        units_now = min(back, wanted[viewer])
        back -= units_now
        if units_now:
            expected.append((viewer, units_now))
    assert [(each.claim.buyer_id, each.units) for each in ledger.given] == expected
    assert ledger.shelves["A1"].free == back


def test_waiting_for_more_goes_to_the_end_for_less_keeps_the_place() -> None:
    ledger = opened(0)
    wished(ledger, [("a", 2), ("b", 1), ("c", 1)])
    fewer = ledger.want(ledger.claims["show", "a", "A1"], 1, 4)
    assert (fewer.waiting, fewer.place) == (1, 1)
    more = ledger.want(ledger.claims["show", "a", "A1"], 3, 5)
    assert (more.waiting, more.place) == (3, 3)
