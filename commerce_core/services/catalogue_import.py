"""Brings products of a file into the shop in short steps: each product whole or not at all, and nothing in a dry run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from commerce_core.domain.catalogue_file.drafts import Draft
from commerce_core.domain.catalogue_file.faults import Fault, Wrong
from commerce_core.domain.catalogue_file.planning import Against, Plan, Taken, plan
from commerce_core.ports import UnitOfWork
from commerce_core.services.catalogue import SetStock, set_stock
from commerce_core.services.dispatch import handles

PRODUCTS_PER_STEP = 100
"""Products compared or written by one transaction: short enough that a conversation beside it does not notice."""
MOST_LISTED = 1_000
"""Products and faults that a report lists one by one; beyond them it counts."""
Do = Callable[[object], Any]
StoredAs = Callable[[str], str]
"""A picture's file name -> the name the shop keeps it under. Raises Wrong for a file that is no picture to be shown."""


@dataclass(frozen=True, slots=True)
class PlanProducts:
    """What drafts would change. `taken` remembers the names in the file so far; `pictures` are checked file names."""

    actor: str
    drafts: tuple[Draft, ...]
    taken: Taken
    pictures: Mapping[str, str | Wrong] = field(default_factory=dict)


@handles(PlanProducts)
def plan_products(work: UnitOfWork, query: PlanProducts) -> tuple[Plan, ...]:
    stocked = work.stock.all_of([each.sku for draft in query.drafts for each in _known(work, draft)])
    shop = Against(
        work.catalogue.current(), {sku: each.available for sku, each in stocked.items()}, work.settings.shop().currency,
        query.pictures,
    )
    return tuple(plan(draft, shop, query.taken) for draft in query.drafts)


def _known(work: UnitOfWork, draft: Draft) -> Iterable[Any]:
    found = work.catalogue.current().by_id.get(draft.values.get("product") or "")
    return found.variants if found else ()


@dataclass(frozen=True, slots=True)
class ImportProducts:
    """Write the drafts that are right. What changed meanwhile is compared with as it is now. Current after EndImport."""

    actor: str
    drafts: tuple[Draft, ...]
    taken: Taken
    pictures: Mapping[str, str | Wrong] = field(default_factory=dict)


@handles(ImportProducts)
def import_products(work: UnitOfWork, command: ImportProducts) -> tuple[Plan, ...]:
    plans = plan_products(work, PlanProducts(command.actor, command.drafts, command.taken, command.pictures))
    writing = [each for each in plans if each.outcome in {"added", "changed"}]
    products = [each.product for each in writing if each.product is not None]
    if not products:
        return plans
    work.catalogue.merge(products, [each.category for each in writing if each.category is not None])
    known = work.catalogue.current().variants
    for each in writing:
        for sku, units in each.units.items():
            if sku.upper() in known:
                set_stock(work, SetStock(sku, units, command.actor, "import"))
            else:
                work.stock.receive(sku, units)
    return plans


@dataclass(frozen=True, slots=True)
class EndImport:
    """What was imported is what is sold from now on; how many products that are goes on record."""

    actor: str
    products: int = 0


@handles(EndImport)
def end_import(work: UnitOfWork, command: EndImport) -> None:
    work.catalogue.renew()
    work.audit.add(work.now, command.actor, "catalogue import", None, str(command.products))


@dataclass(slots=True)
class Report:
    """An import, or what one would do: counts of products, and the first of them one by one."""

    applied: bool
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "changed": 0, "unchanged": 0, "wrong": 0})
    changes: list[Plan] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    categories: dict[str, str] = field(default_factory=dict)
    """Shelves that are opened: id -> title."""

    def add(self, plans: Iterable[Plan]) -> None:
        for each in plans:
            self.counts[each.outcome] += 1
            self.fault_count += len(each.faults)
            self.faults += each.faults[: MOST_LISTED - len(self.faults)]
            if each.changes and len(self.changes) < MOST_LISTED:
                self.changes.append(each)
            if each.category:
                self.categories[each.category.id] = each.category.titles["en"]

    def as_json(self) -> dict[str, Any]:
        return {
            "applied": self.applied, **self.counts, "categories": self.categories,
            "changes": [
                {"product": each.product.id, "row": each.row, "outcome": each.outcome,
                 "fields": [change.as_json() for change in each.changes]}
                for each in self.changes if each.product is not None
            ],
            "faults": [fault.as_json() for fault in self.faults],
            "not_listed": {
                "changes": self.counts["added"] + self.counts["changed"] - len(self.changes),
                "faults": self.fault_count - len(self.faults),
            },
        }


def import_catalogue(
    drafts: Iterator[Draft], actor: str, do: Do, ask: Do, apply: bool, stored_as: StoredAs, bring: Callable[[str], object],
    progress: Callable[[int], None] = lambda products: None,
) -> Report:
    """Compare a file with the shop and, with `apply`, write it: every product that is right lands, whatever the others are.

    `stored_as` checks a picture file and names it; `bring` copies it, just before its product is written. Raises
    BadCatalogueFile where the file cannot be read on (products before that place have landed), Refusal(forbidden).
    """
    report, taken, written, read = Report(apply), Taken(), False, 0
    try:
        while step := tuple(islice(drafts, PRODUCTS_PER_STEP)):
            pictures = _pictures(step, stored_as)
            if apply:
                for name in [name for name, found in pictures.items() if isinstance(found, str)]:
                    bring(name)
                written = True
                report.add(do(ImportProducts(actor, step, taken, pictures)))
            else:
                report.add(ask(PlanProducts(actor, step, taken, pictures)))
            read += len(step)
            progress(read)
    finally:
        if written:
            do(EndImport(actor, report.counts["added"] + report.counts["changed"]))
    return report


def _pictures(drafts: Iterable[Draft], stored_as: StoredAs) -> dict[str, str | Wrong]:
    found: dict[str, str | Wrong] = {}
    for draft in drafts:
        name = draft.values.get("picture")
        if name and name not in found:
            try:
                found[name] = stored_as(name)
            except Wrong as wrong:
                found[name] = wrong
    return found
