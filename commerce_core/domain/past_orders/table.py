"""Bytes of a delimited text, plain or compressed, as numbered rows; what is not such a text is named at once."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from commerce_core.domain.past_orders.faults import BadOrderFile

LONGEST_LINE = 1 << 20
"""Bytes; a longer line is no row of a table."""
_DELIMITERS = {",": "','", ";": "';'", "\t": "a tab", "|": "'|'"}
_BYTE_ORDER_MARK = "\ufeff"
_XZ, _GZIP, _ZIP = b"\xfd7zXZ\x00", b"\x1f\x8b", b"PK\x03\x04"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A row that the quotation marks or the line itself spoil."""

    reason: str


Row = tuple[int, Sequence[str] | Unparsed]
"""Its number as a spreadsheet shows it (the header is row 1), and its fields; no fields for an empty line."""


def unpacked(stream: io.BufferedReader) -> BinaryIO:
    """The text inside a plain, .xz or .gz stream, told apart by its first bytes. Raises BadOrderFile for an archive."""
    first = stream.peek(len(_XZ))
    if first.startswith(_ZIP):
        raise BadOrderFile("the file is a zip archive or an Excel workbook: save the table as CSV")
    if first.startswith(_XZ):
        return cast(BinaryIO, lzma.open(stream))
    return cast(BinaryIO, gzip.open(stream)) if first.startswith(_GZIP) else stream


def read_table(stream: BinaryIO, delimiter: str = ",", encoding: str = "utf-8") -> Iterator[Row]:
    """The rows of a table, the header first. Raises BadOrderFile, naming the row, for what ends all reading."""
    lines = TextLines(stream, encoding)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        begun = lines.number
        try:
            yield number, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if lines.number - begun > 1:
                raise BadOrderFile(f"row {number}: a quotation mark is opened on line {begun + 1} and not closed rightly") from None
            yield number, Unparsed(f"not a row of a table: {error}")


def guessed_delimiter(header: str, delimiter: str) -> str | None:
    """How to write the sign that separates more of the header than `delimiter` does; None when there is none."""
    best = max(_DELIMITERS, key=header.count)
    return _DELIMITERS[best] if header.count(best) > header.count(delimiter) else None


class TextLines:
    """The decoded lines of a stream, counted."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.number = 0
        self._stream = stream
        self._encoding = _checked(encoding)
        self._wide = len("a".encode(self._encoding)) > 1
        self._text = io.TextIOWrapper(stream, self._encoding, newline="") if self._wide else None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number += 1
        try:
            line = self._text.readline(LONGEST_LINE) if self._text else self._stream.readline(LONGEST_LINE)
            if self.number == 1 and isinstance(line, bytes) and self._encoding == "utf-8":
                _refuse_wide(line)
            text = line if isinstance(line, str) else line.decode(self._encoding)
        except UnicodeError as wrong:
            raise BadOrderFile(self._undecodable(wrong)) from None
        except (lzma.LZMAError, zlib.error, gzip.BadGzipFile, EOFError):
            raise BadOrderFile(f"line {self.number}: the compressed file is damaged or cut off here") from None
        if len(line) >= LONGEST_LINE:
            raise BadOrderFile(f"line {self.number} is longer than {LONGEST_LINE} bytes")
        if not text:
            raise StopIteration
        return text.removeprefix(_BYTE_ORDER_MARK) if self.number == 1 else text

    def _undecodable(self, wrong: UnicodeError) -> str:
        what = f"the byte 0x{wrong.object[wrong.start]:02X}" if isinstance(wrong, UnicodeDecodeError) else "the text"
        name = self._encoding.upper()
        return f"line {self.number}: {what} is not {name}; name the file's encoding, such as --encoding latin-1"


def _checked(encoding: str) -> str:
    try:
        "a".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise BadOrderFile(f"--encoding: {encoding!r} is not the name of an encoding") from None


def _refuse_wide(line: bytes) -> None:
    if line.startswith(_UTF_16) or b"\0" in line:
        raise BadOrderFile("line 1: the file is not UTF-8 but looks like UTF-16; say so with --encoding utf-16")
