"""Time: the real clock, one that runs ahead for the sandbox, one that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Implements ports.Clock: the real time, plus what the sandbox was moved ahead."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def run_ahead(self, seconds: int) -> None:
        """Be so far ahead of the real time."""
        self._ahead = timedelta(seconds=seconds)


class SetClock:
    """Implements ports.Clock: stands where it was put; never goes back."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move_to(self, at: datetime) -> None:
        self._at = max(self._at, at)
