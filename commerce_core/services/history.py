"""Past sales brought in from elsewhere: recorded in chunks that nobody sees, and made to count in one step at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commerce_core.domain.history import Demand, PastImport, PastSale, Popularity, Recorded
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles


@dataclass(frozen=True, slots=True)
class BeginImport:
    """Open an import under a name; the result is its number. An unfinished one of the same name is given up.

    Nothing of it is seen before CompleteImport.
    """

    source: str


@handles(BeginImport)
def begin_import(work: UnitOfWork, command: BeginImport) -> int:
    return work.history.begin(command.source)


@dataclass(frozen=True, slots=True)
class RecordPastSales:
    """One chunk of an open import. Raises Refusal(conflict) when a newer import of the same name took over."""

    number: int
    sales: tuple[PastSale, ...]


@handles(RecordPastSales)
def record_past_sales(work: UnitOfWork, command: RecordPastSales) -> None:
    _still_open(work, command.number)
    work.history.add_sales(command.number, command.sales)


@dataclass(frozen=True, slots=True)
class NamePastProducts:
    """What products of an open import are called. Raises Refusal(conflict)."""

    number: int
    names: Mapping[str, str]


@handles(NamePastProducts)
def name_past_products(work: UnitOfWork, command: NamePastProducts) -> None:
    _still_open(work, command.number)
    work.history.add_names(command.number, command.names)


@dataclass(frozen=True, slots=True)
class CountDemand:
    """A query: units per country and product of an import's sales; sales to no known country are left out."""

    number: int


@handles(CountDemand)
def count_demand(work: UnitOfWork, query: CountDemand) -> tuple[Demand, ...]:
    return work.history.count_demand(query.number)


@dataclass(frozen=True, slots=True)
class RecordDemand:
    """One chunk of what CountDemand found. Raises Refusal(conflict)."""

    number: int
    demand: tuple[Demand, ...]


@handles(RecordDemand)
def record_demand(work: UnitOfWork, command: RecordDemand) -> None:
    _still_open(work, command.number)
    work.history.add_demand(command.number, command.demand)


@dataclass(frozen=True, slots=True)
class ShowRecorded:
    """A query: the money that lies in an import's rows, to be held against its file."""

    number: int


@handles(ShowRecorded)
def show_recorded(work: UnitOfWork, query: ShowRecorded) -> Recorded:
    return work.history.recorded(query.number)


@dataclass(frozen=True, slots=True)
class CompleteImport:
    """From here on the import counts, in place of the earlier one of its name. Raises Refusal(conflict)."""

    number: int
    report: Mapping[str, Any] | None = None


@handles(CompleteImport)
def complete_import(work: UnitOfWork, command: CompleteImport) -> None:
    _still_open(work, command.number)
    work.history.complete(command.number, command.report)


@dataclass(frozen=True, slots=True)
class GiveUpImport:
    """An import that will not be finished; a complete one is left as it is."""

    number: int


@handles(GiveUpImport)
def give_up_import(work: UnitOfWork, command: GiveUpImport) -> None:
    work.history.give_up(command.number)


@dataclass(frozen=True, slots=True)
class SweepImports:
    """Delete up to `limit` rows of imports that were replaced or given up; the result is whether more may be left."""

    limit: int


@handles(SweepImports)
def sweep_imports(work: UnitOfWork, command: SweepImports) -> bool:
    return work.history.sweep(command.limit)


@dataclass(frozen=True, slots=True)
class ShowImports:
    """The imports that count, by name."""


@handles(ShowImports)
def show_imports(work: UnitOfWork, query: ShowImports) -> tuple[PastImport, ...]:
    return work.history.imports()


@dataclass(frozen=True, slots=True)
class ShowPopularity:
    """Units per country and product from every complete import and the shop's own paid orders."""


@handles(ShowPopularity)
def show_popularity(work: UnitOfWork, query: ShowPopularity) -> Popularity:
    return work.history.popularity()


def _still_open(work: UnitOfWork, number: int) -> None:
    if not work.history.is_open(number):
        raise Refusal("conflict", field="import", value=number)
