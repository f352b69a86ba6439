"""A catalogue as a table: rows of one product that stand together become one draft."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from commerce_core.domain.catalogue_file.columns import PRODUCT, checked_header, column_named
from commerce_core.domain.catalogue_file.drafts import Draft, VariantDraft, read_values
from commerce_core.domain.catalogue_file.faults import BadCatalogueFile, Fault
from commerce_core.domain.catalogue_file.values import of_cell
from commerce_core.domain.past_orders.faults import BadOrderFile
from commerce_core.domain.past_orders.table import Unparsed, guessed_delimiter, read_table, unpacked

OwnerOf = Callable[[str], str | None]
"""SKU -> the id of the product it belongs to in the shop."""
MOST_VARIANTS = 1_000
_FACT = "attribute_"
# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: such texts get an apostrophe in front. Undone by `plain_cell`."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """The text of a cell, without the apostrophe that `safe_cell` put there."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


@dataclass(slots=True)
class _Group:
    """The rows of one product, as far as they are read."""

    id: str
    row: int
    values: dict[str, Any]
    variants: list[VariantDraft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def draft(self) -> Draft:
        return Draft(self.row, self.values, tuple(self.variants), tuple(self.faults))


def read_csv(stream: io.BufferedReader, owner_of: OwnerOf, delimiter: str = ",", encoding: str = "utf-8") -> Iterator[Draft]:
    """The products of a table, one after the other, in bounded memory. Raises BadCatalogueFile for what ends all reading."""
    try:
        yield from _drafts(stream, owner_of, delimiter, encoding)
    except BadOrderFile as wrong:
        raise BadCatalogueFile(str(wrong)) from None


def _drafts(stream: io.BufferedReader, owner_of: OwnerOf, delimiter: str, encoding: str) -> Iterator[Draft]:
    rows = read_table(unpacked(stream), delimiter, encoding)
    header = _header(next(rows, None), delimiter)
    group: _Group | None = None
    unclear: list[Fault] = []
    for number, fields in rows:
        if isinstance(fields, Unparsed):
            unclear.append(Fault(number, "row", fields.reason))
            continue
        if not any(cell.strip() for cell in fields):
            continue
        product, part = _row(number, fields, header, owner_of)
        if group is not None and product and product == group.id:
            group.faults += unclear  # between two rows of a product: it may be a third
            _join(group, part)
        else:
            if group is not None:
                yield group.draft()
            yield from (Draft(each.row, {}, (), (each,)) for each in unclear)
            group = part
        unclear = []
    if group is not None:
        yield group.draft()
    yield from (Draft(each.row, {}, (), (each,)) for each in unclear)


def _header(first: tuple[int, Sequence[str] | Unparsed] | None, delimiter: str) -> tuple[str, ...]:
    if first is None or not first[1]:
        raise BadCatalogueFile("the file is empty" if first is None else "row 1 is empty: the header belongs there")
    if isinstance(first[1], Unparsed):
        raise BadCatalogueFile(f"row 1: {first[1].reason}")
    try:
        return checked_header(first[1])
    except BadCatalogueFile:
        sign = guessed_delimiter(delimiter.join(first[1]), delimiter)
        if sign is None:
            raise
        raise BadCatalogueFile(
            f"row 1: the columns are not separated by {delimiter!r} but by {sign}: say so with --delimiter"
        ) from None


def _row(number: int, fields: Sequence[str], header: tuple[str, ...], owner_of: OwnerOf) -> tuple[str, _Group]:
    """The product a row belongs to, and the row as a group of its own."""
    faults: list[Fault] = []
    if len(fields) != len(header):
        faults.append(Fault(number, "row", f"has {len(fields)} fields where the header has {len(header)}"))
    cells = {name: plain_cell(cell) for name, cell in zip(header, fields, strict=False)}
    levels: dict[bool, dict[str, Any]] = {True: {}, False: {}}
    for name, cell in cells.items():
        column = column_named(name)
        levels[column is not None and column.level == PRODUCT][name] = of_cell(cell.strip()) if name.startswith(_FACT) else cell
    values, wrong = read_values(number, "", levels[True])
    variant, also_wrong = read_values(number, "", levels[False])
    sku = variant.get("sku")
    product = values.get("product") or (owner_of(sku) if sku else None) or ""
    values["product"] = product or None
    group = _Group(product or f"\0{number}", number, values, [VariantDraft(number, "", variant)], faults + wrong + also_wrong)
    return group.id, group


def _join(group: _Group, part: _Group) -> None:
    """Take another row into its product: what it says about the product must be nothing, or the same again."""
    group.faults += part.faults
    for name, value in part.values.items():
        if value is not None and group.values.get(name) != value:
            group.faults.append(Fault(part.row, name, f"is not what row {group.row} says of the same product"))
    group.variants += part.variants
    if len(group.variants) == MOST_VARIANTS + 1:
        group.faults.append(Fault(part.row, "sku", f"a product has at most {MOST_VARIANTS} variants"))
