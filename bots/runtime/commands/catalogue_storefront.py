"""Brings the products of a storefront into the shop by the rules of a file: a diff first, then all or nothing per product."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bots.runtime.picture_folder import MOST_BYTES, PictureFolder
from bots.runtime.storefronts import Opened
from commerce_core.api import Core
from commerce_core.domain.catalogue_file.drafts import Draft
from commerce_core.domain.catalogue_file.faults import Fault, Wrong
from commerce_core.domain.catalogue_file.listed import Listing
from commerce_core.domain.listing import ListedProduct
from commerce_core.domain.roles import COMMAND_LINE
from commerce_core.ports import Declined, Unavailable
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.catalogue_import import MOST_LISTED, Report, import_catalogue
from commerce_core.services.storefront_reading import ReadUpTo, RememberReading
from connectors.http import GuardedClient

PICTURES_AT_ONCE = 6
Progress = Callable[[int], None]


@dataclass(slots=True)
class _Gathered:
    """What was read: products in their order, each once, and faults that belong to none of them (row 0)."""

    products: list[ListedProduct] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def bring_storefront(
    core: Core, opened: Opened, kept: Path, shipped: Path | None, *, apply: bool, again: bool, progress: Progress = lambda count: None
) -> Report:
    """Read what changed since the last time (`again`: everything), compare it and, with `apply`, write and remember it.

    Nothing is written when the storefront cannot be read to its end. Raises Unavailable, Declined, OSError, Refusal.
    """
    since = None if again else core.ask(ReadUpTo(COMMAND_LINE, opened.key))
    with TemporaryDirectory(prefix="tradewind-pictures-") as made:
        folder = PictureFolder(Path(made), kept, shipped)
        catalogue = core.ask(ShowCatalogue())
        variants = catalogue.variants
        listing = Listing(
            opened.shop.name, catalogue, lambda sku: found[0].id if (found := variants.get(sku.upper())) else None,
            core.ask(ShowShop()).currency)
        gathered, pictures, missing = asyncio.run(_fetched(opened, since, listing, folder, progress))
        left_out: list[Fault] = [*gathered.faults, *missing]

        def drafts() -> Iterator[Draft]:
            for row, product in enumerate(gathered.products, start=1):
                draft, faults = listing.draft(row, product, pictures.get(row))
                left_out.extend(faults)
                yield draft

        report = import_catalogue(drafts(), COMMAND_LINE, core.do, core.ask, apply, folder.stored_as, folder.bring, progress)
    if apply and (up_to := _up_to(gathered.products, report, since)) is not None:
        core.do(RememberReading(COMMAND_LINE, opened.key, up_to))
    _name_places(report, left_out, gathered.products)
    return report


async def _fetched(
    opened: Opened, since: datetime | None, listing: Listing, folder: PictureFolder, progress: Progress
) -> tuple[_Gathered, dict[int, str], list[Fault]]:
    try:
        gathered = await _read(opened, since, progress)
        pictures, faults = await _pictures(opened.client, gathered.products, listing, folder)
        return gathered, pictures, faults
    finally:
        await opened.client.close()


async def _read(opened: Opened, since: datetime | None, progress: Progress) -> _Gathered:
    found, seen, cursors = _Gathered(), set[str](), set[str]()
    cursor: str | None = None
    while True:
        page = await opened.shop.page(cursor, since)
        found.faults += [Fault(0, each.place, each.reason) for each in page.faults]
        for product in page.products:
            if product.id not in seen:  # one that moved to a later page while we read
                seen.add(product.id)
                found.products.append(product)
        progress(len(found.products))
        cursor = page.next
        if cursor is None:
            found.faults = list(dict.fromkeys(found.faults))
            return found
        if cursor in cursors:
            raise Declined("the storefront sends the same page again and again")
        cursors.add(cursor)


async def _pictures(
    client: GuardedClient, products: Sequence[ListedProduct], listing: Listing, folder: PictureFolder
) -> tuple[dict[int, str], list[Fault]]:
    """The first picture of each product in the source folder: (name by row, what could not be had). No token goes along."""
    assert folder.source is not None
    bounded = GuardedClient(replace(client.bounds, most_bytes=MOST_BYTES, attempts=3))
    gate, names, faults = asyncio.Semaphore(PICTURES_AT_ONCE), dict[int, str](), list[Fault]()

    async def fetch(row: int, product: ListedProduct, source: Path) -> None:
        name = listing.picture_stem(product)
        async with gate:
            try:
                answer = await bounded.retrying(lambda: bounded.send("GET", product.pictures[0], safe=True))
                if answer.status != 200:
                    raise Wrong(f"cannot be had (HTTP {answer.status})")
                (source / name).write_bytes(answer.body)
                folder.stored_as(name)
                names[row] = name
            except (Wrong, Declined, Unavailable) as wrong:
                faults.append(Fault(row, "picture", str(wrong)))

    try:
        await asyncio.gather(*(
            fetch(row, each, folder.source) for row, each in enumerate(products, start=1) if each.pictures))
    finally:
        await bounded.close()
    return names, sorted(faults, key=lambda fault: fault.row)


def _up_to(products: Sequence[ListedProduct], report: Report, since: datetime | None) -> datetime | None:
    """Where to read on: after the last change, but not past a product that was refused, which is to be seen again."""
    if report.fault_count > len(report.faults):
        return since
    refused = [products[row - 1].updated_at for row in {fault.row for fault in report.faults}]
    known = [each for each in refused if each is not None]
    if len(known) < len(refused):
        return since
    changed = [each.updated_at for each in products if each.updated_at is not None]
    if known:
        return min(known)
    return max([*changed, *([since] if since else [])], default=None)


def _name_places(report: Report, left_out: Sequence[Fault], products: Sequence[ListedProduct]) -> None:
    """Faults by what the product is called there: nobody knows its row."""
    report.fault_count += len(left_out)
    every = sorted([*report.faults, *left_out], key=lambda fault: fault.row)[:MOST_LISTED]
    names = {row: each.handle or each.id for row, each in enumerate(products, start=1)}
    report.faults = [
        replace(each, column=f"{names[each.row]}: {each.column}") if each.row in names else each for each in every
    ]
