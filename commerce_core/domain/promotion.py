"""A message to those who asked for offers: what it says, whom it reaches, how far it got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commerce_core.domain.product import Texts, pick

PER_SECOND = {"telegram": 30, "discord": 50, "web": 1_000, "console": 1_000}
"""Messages a second that a channel's platform permits one bot (contracts: channels); channels not here are not written to."""

TEXT_LIMIT = 900
"""So that text, card and the way out fit one caption of the narrowest channel (Telegram: 1024)."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """`status` is draft, sending, paused or done; `runs` counts how often sending was begun."""

    id: str
    texts: Texts
    product: str | None
    status: str
    runs: int
    created_by: str
    created_at: datetime

    def text(self, language: str) -> str:
        """In the buyer's language, else in English, else as it was first written."""
        return pick(self.texts, language)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would get it: buyers by channel and language, and how many seconds the slowest channel needs for its own."""

    reached: Mapping[str, Mapping[str, int]]
    not_asked_for: int
    without_own_language: Mapping[str, int]

    @property
    def people(self) -> int:
        return sum(sum(languages.values()) for languages in self.reached.values())

    @property
    def seconds(self) -> int:
        """At the platforms' permitted rates, channels side by side."""
        return max((-(-sum(each.values()) // PER_SECOND[channel]) for channel, each in self.reached.items()), default=0)


@dataclass(frozen=True, slots=True)
class Progress:
    """Deliveries by what became of them: queued, sending, sent, stopped, unreachable, failed, unknown."""

    promotion: Promotion
    counts: Mapping[str, int]
