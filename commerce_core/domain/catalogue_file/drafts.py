"""What a file says about one product, each value read and checked by itself; nothing of it is compared with the shop yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commerce_core.domain.catalogue_file.columns import column_named
from commerce_core.domain.catalogue_file.faults import Fault, Wrong


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """Values by column name; None is an empty cell. `at` comes before a column's name in a fault."""

    row: int
    at: str
    values: Mapping[str, Any]

    def fault(self, column: str, reason: str) -> Fault:
        return Fault(self.row, self.at + column, reason)


@dataclass(frozen=True, slots=True)
class Draft:
    """One product of a file: values by column name, its variants, and what is wrong so far."""

    row: int
    values: Mapping[str, Any]
    variants: tuple[VariantDraft, ...]
    faults: tuple[Fault, ...]

    def fault(self, column: str, reason: str) -> Fault:
        return Fault(self.row, column, reason)


def read_values(row: int, at: str, cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Every cell read by its column: (values, faults)."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, cell in cells.items():
        column = column_named(name)
        if column is None:
            faults.append(Fault(row, at + name, "there is no such column"))
            continue
        try:
            found[name] = column.read(cell)
        except Wrong as wrong:
            faults.append(Fault(row, at + name, str(wrong)))
    return found, faults
