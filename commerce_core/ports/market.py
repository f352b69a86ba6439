"""What demand and promotions need of the rows of a unit of work; `ports` has the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from commerce_core.domain.history import Demand, PastImport, PastSale, Popularity, Recorded
from commerce_core.domain.promotion import Promotion


class HistoryRows(Protocol):
    def begin(self, source: str) -> int:
        """A new open import; open ones of the same name, or begun more than a day ago, are given up."""
        ...

    def is_open(self, number: int) -> bool: ...

    def add_sales(self, number: int, sales: Sequence[PastSale]) -> None: ...

    def add_names(self, number: int, names: Mapping[str, str]) -> None:
        """Product -> what it is called in the import."""
        ...

    def add_demand(self, number: int, demand: Sequence[Demand]) -> None: ...

    def count_demand(self, number: int) -> tuple[Demand, ...]:
        """Units and invoices per country and product of the import's sales."""
        ...

    def recorded(self, number: int) -> Recorded: ...

    def complete(self, number: int, report: Mapping[str, Any] | None) -> None:
        """The import counts from now on; the one of the same name that did before does not any more."""
        ...

    def give_up(self, number: int) -> None:
        """An open import will not be finished; any other is left alone."""
        ...

    def sweep(self, limit: int) -> bool:
        """Delete up to `limit` rows of imports that do not count any more; False when none is left."""
        ...

    def imports(self) -> tuple[PastImport, ...]:
        """The complete ones, by name."""
        ...

    def popularity(self) -> Popularity:
        """Of complete imports and paid orders; may be a minute old."""
        ...


class PromotionRows(Protocol):
    def add(self, each: Promotion) -> None: ...

    def get(self, promotion_id: str) -> Promotion | None: ...

    def newest(self, limit: int) -> tuple[Promotion, ...]: ...

    def save(self, each: Promotion) -> None:
        """Write texts, product, status and runs."""
        ...

    def audience(self) -> tuple[tuple[str, str, bool, int], ...]:
        """(channel, language, subscribed, buyers)."""
        ...

    def queue(self, promotion_id: str, channel: str) -> int:
        """One delivery per subscribed buyer of a channel; how many."""
        ...

    def next_queued(self, promotion_id: str, channel: str, limit: int) -> Sequence[tuple[str, bool]]:
        """(buyer, still subscribed)."""
        ...

    def settle(self, promotion_id: str, buyer_id: str, status: str, at: datetime) -> None: ...

    def give_up_lost(self, promotion_id: str, channel: str, before: datetime) -> None:
        """Messages begun before then and never settled are unknown from now on."""
        ...

    def counts(self, promotion_id: str) -> dict[str, int]: ...
