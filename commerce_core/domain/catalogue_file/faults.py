"""What is wrong with a catalogue file: the whole of it, or one place named by row and column."""

from __future__ import annotations

from dataclasses import dataclass


class BadCatalogueFile(Exception):
    """A file that cannot be read at all; the message says where it is wrong and, if known, what to do about it."""


class Wrong(ValueError):
    """A value that its column does not take; the message completes "row 7: price: ..."."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong place. `row` is as a spreadsheet counts (the header is row 1) or the line of a JSON Lines file."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.column}: {self.reason}"

    def as_json(self) -> dict[str, int | str]:
        return {"row": self.row, "column": self.column, "reason": self.reason}
