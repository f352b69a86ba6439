"""What the live room needs of the rows of a unit of work; `ports` has the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from commerce_core.domain.claims import Claim, Shelf
from commerce_core.domain.show import Comment, Show, ShowItem


@dataclass(frozen=True, slots=True)
class NewComment:
    """A line of a room's stream to be kept: `key` names the message for ever, `outcome` is what it brought about."""

    number: int
    key: str
    buyer_id: str
    name: str
    text: str
    language: str
    at: datetime
    outcome: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a SKU comes to in one show: units held, units waiting, people waiting."""

    sku: str
    held: int
    waiting: int
    people: int


class LiveRows(Protocol):
    """Shows, their comments and the claims on their items."""

    def current(self, room: str) -> Show | None:
        """The room's show that is not closed."""
        ...

    def last(self, room: str) -> Show | None:
        """The room's newest show, closed or not."""
        ...

    def rooms(self) -> tuple[Show, ...]:
        """Every show that is not closed, by room."""
        ...

    def add(self, show: Show) -> None: ...

    def save(self, show: Show) -> None:
        """Write title, status, pin, count of comments, times; its version goes up."""
        ...

    def count_comments(self, show_id: str, more: int) -> int:
        """The number of the last comment before these; the show is locked until the transaction ends."""
        ...

    def items(self, show_id: str) -> Mapping[str, ShowItem]:
        """By code, in the order they are shown."""
        ...

    def put_item(self, show_id: str, item: ShowItem) -> None: ...

    def seen(self, show_id: str, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The outcomes of messages that were taken before."""
        ...

    def add_comments(self, show_id: str, comments: Sequence[NewComment]) -> None: ...

    def comments(self, show_id: str, limit: int) -> tuple[Comment, ...]:
        """The newest, oldest first."""
        ...

    def withdraw(self, show_id: str, key: str, how: str, at: datetime) -> int | None:
        """Mark a comment edited or deleted; its number, None when there is none or it was marked before."""
        ...

    def key_of(self, show_id: str, number: int) -> str | None:
        """The message behind a comment."""
        ...

    def claims_of(self, show_id: str, buyer_ids: Sequence[str]) -> tuple[Claim, ...]:
        """The open claims of these viewers in a show."""
        ...

    def open_claims(self, buyer_id: str) -> tuple[Claim, ...]:
        """All that a buyer has open, in every show, oldest first."""
        ...

    def all_claims(self, show_id: str, limit: int) -> tuple[Claim, ...]:
        """The open claims of a show, newest first."""
        ...

    def claim(self, show_id: str, buyer_id: str, sku: str) -> Claim | None:
        """What a buyer has or had of a SKU in a show."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[Claim, ...]:
        """Claims whose hold is over, earliest end first."""
        ...

    def shelves(self, skus: Iterable[str]) -> dict[str, Shelf]:
        """Free units and people waiting, per SKU; the stock is locked until the transaction ends."""
        ...

    def queue(self, sku: str) -> tuple[Claim, ...]:
        """The waiting claims of a SKU in every show, in order."""
        ...

    def write(self, claims: Iterable[Claim], ended: str) -> None:
        """Claims with their holds; one without units left is over as `ended` says (ordered, released, expired)."""
        ...

    def move_stock(self, taken: Mapping[str, int]) -> None:
        """Units from available to held per SKU; negative ones go back. Raises StorageFailed when there are not enough."""
        ...

    def pass_hold(self, claim: Claim, order_id: str, units: int, ends_at: datetime) -> bool:
        """The claim's hold, of exactly so many units, is the order's from now on; False when it is not there."""
        ...

    def tally(self, show_id: str) -> tuple[Tally, ...]:
        """Per SKU claimed in a show."""
        ...
