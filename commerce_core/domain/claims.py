"""Claims on scarce units: arrival order decides, what is given back goes to whoever waits longest. Pure.

One `Ledger` takes the wishes of a batch one after another and says what became of each; it needs to know only the
claims, free units and queue lengths they touch. Invariants: free + held is constant, nobody is passed over in the queue,
units are free only while nobody waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commerce_core.domain.money import Money


@dataclass(slots=True)
class Claim:
    """What one viewer has of one SKU in one show.

    `since` and `number` are the place in the queue of what still waits; `said` is the comment that spoke of it last.
    """

    show_id: str
    buyer_id: str
    sku: str
    code: str
    name: str
    price: Money
    hold_minutes: int
    held: int = 0
    waiting: int = 0
    number: int = 0
    said: int = 0
    since: datetime | None = None
    ends_at: datetime | None = None
    id: int | None = None
    stored: tuple[int, datetime | None] = (0, None)
    """Units held and until when, as the database has it."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.show_id, self.buyer_id, self.sku

    @property
    def order(self) -> tuple[datetime, int]:
        assert self.since is not None
        return self.since, self.number


@dataclass(slots=True)
class Shelf:
    """Units of a SKU nobody holds, and how many people wait for one."""

    free: int
    people: int = 0
    queue: list[Claim] | None = None
    """The waiting claims in order, read only when units come back."""


@dataclass(frozen=True, slots=True)
class Given:
    """Units that reached somebody who waited."""

    claim: Claim
    units: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What one wish left its claim with: units held until `ends_at`, units waiting at `place` (1 = next), units left."""

    held: int
    waiting: int
    place: int | None
    left: int
    ends_at: datetime | None
    given_back: int = 0


QueueOf = Callable[[str], Sequence[Claim]]
"""The waiting claims of a SKU, in order."""


@dataclass(slots=True)
class Ledger:
    """The state that wishes change, in memory; what was touched is written back at the end."""

    now: datetime
    shelves: dict[str, Shelf]
    claims: dict[tuple[str, str, str], Claim]
    queue_of: QueueOf
    touched: dict[tuple[str, str, str], Claim] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    free_before: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.free_before = {sku: shelf.free for sku, shelf in self.shelves.items()}

    def taken(self) -> dict[str, int]:
        """Units that went from free to held per SKU since the ledger was opened; negative where more came back."""
        return {sku: self.free_before[sku] - shelf.free for sku, shelf in self.shelves.items()}

    def want(self, claim: Claim, quantity: int, number: int) -> Standing:
        """Have `quantity` units of a claim's SKU from now on, as the comment `number` says; zero gives all back.

        Fewer than held gives units back. More takes what is free, if nobody waits before; the rest waits. Waiting for no
        more than before keeps the place, for more it is that of this comment.
        """
        claim = self.claims.setdefault(claim.key, claim)
        self.touched[claim.key] = claim
        shelf = self.shelves[claim.sku]
        given_back = max(0, claim.held - quantity)
        if given_back:
            self._give_back(claim, shelf, given_back)
        self._take(claim, shelf, quantity)
        joined = self._wait(claim, shelf, max(0, quantity - claim.held), number)
        claim.said = number
        if given_back:
            self._serve(claim.sku, shelf)
        return self.standing(claim, given_back, joined)

    def end(self, claims: Iterable[Claim]) -> None:
        """The time of these claims is over: all of them go back first, and only then on to whoever waits."""
        ended = [self.claims.setdefault(claim.key, claim) for claim in claims]
        for claim in ended:
            shelf = self.shelves[claim.sku]
            self.touched[claim.key] = claim
            self._leave_queue(claim, shelf)
            claim.waiting = 0
            self._give_back(claim, shelf, claim.held)
        self.serve(sorted({claim.sku for claim in ended}))

    def serve(self, skus: Iterable[str]) -> None:
        """Hand free units of these SKUs to whoever waits for them, in order."""
        for sku in skus:
            self._serve(sku, self.shelves[sku])

    def standing(self, claim: Claim, given_back: int = 0, joined: bool = False) -> Standing:
        """How a claim stands now; one that has just joined the queue is the last in it."""
        shelf = self.shelves[claim.sku]
        place = None
        if claim.waiting:
            place = shelf.people if joined else self._place(claim, shelf)
        return Standing(claim.held, claim.waiting, place, shelf.free, claim.ends_at if claim.held else None, given_back)

    def _give_back(self, claim: Claim, shelf: Shelf, units: int) -> None:
        claim.held -= units
        shelf.free += units

    def _take(self, claim: Claim, shelf: Shelf, quantity: int) -> None:
        """Units from the shelf, unless somebody else waits for them."""
        others = shelf.people - (1 if claim.waiting else 0)
        units = 0 if others else max(0, min(shelf.free, quantity - claim.held))
        if units:
            shelf.free -= units
            claim.held += units
            claim.ends_at = self.now + timedelta(minutes=claim.hold_minutes)

    def _wait(self, claim: Claim, shelf: Shelf, units: int, number: int) -> bool:
        """Have so many units wait; whether that puts the claim behind everybody who is there already."""
        joins = units > claim.waiting
        if joins or not units:
            self._leave_queue(claim, shelf)
        claim.waiting = units
        if joins:
            claim.since, claim.number = self.now, number
            shelf.people += 1
            if shelf.queue is not None:
                shelf.queue.append(claim)
        return joins

    def _leave_queue(self, claim: Claim, shelf: Shelf) -> None:
        if claim.waiting:
            shelf.people -= 1
            if shelf.queue is not None:
                shelf.queue = [each for each in shelf.queue if each.key != claim.key]

    def _queue(self, sku: str, shelf: Shelf) -> list[Claim]:
        """The queue as it is now: read once, with the claims of this batch in place of their stored rows."""
        if shelf.queue is None:
            stored = [each for each in self.queue_of(sku) if each.key not in self.claims]
            mine = [each for each in self.claims.values() if each.sku == sku and each.waiting]
            shelf.queue = sorted([*stored, *mine], key=lambda each: each.order)
        return shelf.queue

    def _place(self, claim: Claim, shelf: Shelf) -> int:
        return [each.key for each in self._queue(claim.sku, shelf)].index(claim.key) + 1

    def _serve(self, sku: str, shelf: Shelf) -> None:
        if not shelf.free or not shelf.people:
            return
        queue = self._queue(sku, shelf)
        served = 0
        for claim in queue:
            units = min(shelf.free, claim.waiting)
            if not units:
                break
            self.claims.setdefault(claim.key, claim)
            self.touched[claim.key] = claim
            shelf.free -= units
            claim.held += units
            claim.waiting -= units
            claim.ends_at = self.now + timedelta(minutes=claim.hold_minutes)
            self.given.append(Given(claim, units))
            served += not claim.waiting
        del queue[:served]
        shelf.people -= served
