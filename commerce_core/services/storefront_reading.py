"""Up to which change the shop has read each storefront, so that the next time it reads on from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles

_PREFIX = "storefront:"


@dataclass(frozen=True, slots=True)
class ReadUpTo:
    """The last change of a storefront (`shopify shop.example`) that was brought in; None when it was never read."""

    actor: str
    storefront: str


@handles(ReadUpTo)
def read_up_to(work: UnitOfWork, query: ReadUpTo) -> datetime | None:
    kept = work.settings.get(_PREFIX + query.storefront)
    return datetime.fromisoformat(kept) if kept else None


@dataclass(frozen=True, slots=True)
class RememberReading:
    """Everything that changed there before `up_to` is in the shop. Idempotent; an earlier time is taken too."""

    actor: str
    storefront: str
    up_to: datetime


@handles(RememberReading)
def remember_reading(work: UnitOfWork, command: RememberReading) -> None:
    work.settings.put(_PREFIX + command.storefront, command.up_to.isoformat())
