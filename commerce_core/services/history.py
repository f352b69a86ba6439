"""Past sales brought in from elsewhere, in chunks, and the demand counted from them."""

from __future__ import annotations

from dataclasses import dataclass

from commerce_core.domain.history import PastSale, Popularity
from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles


@dataclass(frozen=True, slots=True)
class ForgetHistory:
    """Everything an import of this name brought in; the first chunk of a new import of the same name."""

    source: str


@handles(ForgetHistory)
def forget_history(work: UnitOfWork, command: ForgetHistory) -> None:
    work.history.forget_source(command.source)


@dataclass(frozen=True, slots=True)
class RecordPastSales:
    """One chunk of an import; lines are numbered by the caller, each number once per source."""

    sales: tuple[PastSale, ...]


@handles(RecordPastSales)
def record_past_sales(work: UnitOfWork, command: RecordPastSales) -> None:
    work.history.add_sales(command.sales)


@dataclass(frozen=True, slots=True)
class CountDemand:
    """Count units per product and country of a source again, from its sales."""

    source: str


@handles(CountDemand)
def count_demand(work: UnitOfWork, command: CountDemand) -> Popularity:
    work.history.refresh_demand(command.source)
    return work.history.popularity()


@dataclass(frozen=True, slots=True)
class ShowPopularity:
    """Units per country and product from every import and the shop's own paid orders."""


@handles(ShowPopularity)
def show_popularity(work: UnitOfWork, query: ShowPopularity) -> Popularity:
    return work.history.popularity()
