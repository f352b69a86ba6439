"""Which updates are taken, and the offset that confirms only finished ones."""

from __future__ import annotations

from collections import OrderedDict

REMEMBERED = 2000


class Window:
    """Which updates are taken, and the lowest that is not finished: getUpdates confirms every id below its offset."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._finished: OrderedDict[int, None] = OrderedDict()
        self._next: int | None = None

    def admit(self, update_id: int) -> bool:
        """Take an update; False where it is in work or was finished lately (Telegram repeats what is unconfirmed)."""
        if update_id in self._open or update_id in self._finished:
            return False
        self._open.add(update_id)
        self._next = max(self._next or 0, update_id + 1)
        return True

    def finish(self, update_id: int) -> None:
        """Its answer was sent, or definitely refused."""
        self._open.remove(update_id)
        self._finished[update_id] = None
        if len(self._finished) > REMEMBERED:
            self._finished.popitem(last=False)

    @property
    def offset(self) -> int | None:
        """The offset for getUpdates; None before anything was seen."""
        return min(self._open) if self._open else self._next

    @property
    def busy(self) -> bool:
        return bool(self._open)
