"""Brings a file of past orders into the history in small steps: all of it counts at the end, or none of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from commerce_core.domain.history import PastSale
from commerce_core.domain.money import UnknownCurrency, exponent_of
from commerce_core.domain.past_orders.account import Account, Report
from commerce_core.domain.past_orders.columns import Columns, find_columns
from commerce_core.domain.past_orders.faults import BadOrderFile
from commerce_core.domain.past_orders.lines import Kind, LineReader, Sorting, Unreadable, time_reader
from commerce_core.domain.past_orders.table import Row, Unparsed, guessed_delimiter, read_table, unpacked
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.history import (
    BeginImport,
    CompleteImport,
    CountDemand,
    GiveUpImport,
    NamePastProducts,
    RecordDemand,
    RecordPastSales,
    ShowImports,
    ShowRecorded,
    SweepImports,
)

ROWS_PER_STEP = 2_000
"""Rows written by one transaction: short enough that a conversation beside it does not notice."""
Do = Callable[[object], Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OrderFile:
    """How to read a file: the name its sales are kept under, and what its header and its values do not say.

    `columns` maps fields to headers; `currency` None means the one known for the header, else the shop's own.
    """

    source: str
    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    delimiter: str = ","
    encoding: str = "utf-8"
    time_format: str | None = None


def import_past_orders(
    stream: io.BufferedReader, file: OrderFile, do: Do, ask: Do, progress: Callable[[int], None] = lambda rows: None
) -> Report:
    """Read `stream` (plain, .xz or .gz) and make its sales count under `file.source`, in place of an earlier import.

    `do` and `ask` run one command or query each, such as `Core.do` and `Core.ask`; `progress` is told rows read. The
    same file again ends in the same history. Raises BadOrderFile (a row or a column is named), Refusal(conflict) when
    another import of the same name took over; whatever is raised, the history is what it was before.
    """
    rows = read_table(unpacked(stream), _one_sign(file.delimiter), file.encoding)
    columns = _columns(rows, file)
    sorting = Sorting(_currency(file, columns, ask), _own_products(ask))
    reading = _Reading(LineReader(columns, time_reader(file.time_format)), sorting, Account())
    number = do(BeginImport(file.source))
    try:
        report = _recorded(number, reading.sales(_counted(rows, progress)), reading, file, do, ask)
        do(CompleteImport(number, report.as_json()))
    except BaseException:
        do(GiveUpImport(number))
        raise
    finally:
        while do(SweepImports(ROWS_PER_STEP)):
            pass
    return report


@dataclass(frozen=True, slots=True)
class _Reading:
    reader: LineReader
    sorting: Sorting
    account: Account

    def sales(self, rows: Iterable[Row]) -> Iterator[PastSale]:
        """What is sold and returned; everything is counted on the way."""
        account, sorting = self.account, self.sorting
        for number, fields in rows:
            if isinstance(fields, Unparsed):
                account.rows += 1
                account.add_unreadable(Unreadable(number, "row", fields.reason, None))
                continue
            if not fields:
                account.empty_lines += 1
                continue
            account.see(fields)
            line = self.reader.read(number, fields)
            if isinstance(line, Unreadable):
                account.add_unreadable(line)
                continue
            kind = sorting.kind(line)
            account.add(line, kind)
            if kind is Kind.SALE or kind is Kind.RETURN:
                yield sorting.sale(line, kind)


def _recorded(number: int, sales: Iterator[PastSale], reading: _Reading, file: OrderFile, do: Do, ask: Do) -> Report:
    """Write everything of an open import; the report holds what lies in the database against the file."""
    for step in _steps(sales):
        do(RecordPastSales(number, step))
    account, sorting = reading.account, reading.sorting
    if not account.traded:
        raise BadOrderFile(_nothing(account))
    own = sorting.own_products
    for names in _steps(account.names().items()):
        do(NamePastProducts(number, {own.get(product, product): name for product, name in names}))
    for demand in _steps(ask(CountDemand(number))):
        do(RecordDemand(number, demand))
    replaced = any(each.source == file.source for each in ask(ShowImports()))
    report = account.report(file.source, sorting.currency, ask(ShowRecorded(number)), account.own(own), replaced)
    if not report.balanced:
        raise AssertionError(f"the import does not balance: {report.file_money} is not {report.accounted}")
    return report


def _columns(rows: Iterator[Row], file: OrderFile) -> Columns:
    header = next(rows, None)
    if header is None or not header[1]:
        raise BadOrderFile("the file is empty" if header is None else "row 1 is empty: the header belongs there")
    if isinstance(header[1], Unparsed):
        raise BadOrderFile(f"row 1: {header[1].reason}")
    try:
        return find_columns(header[1], file.columns)
    except BadOrderFile as wrong:
        sign = guessed_delimiter(file.delimiter.join(header[1]), file.delimiter)
        told = f"the columns are not separated by {file.delimiter!r} but by {sign}: say so with --delimiter" if sign else wrong
        raise BadOrderFile(f"row 1: {told}") from None


def _currency(file: OrderFile, columns: Columns, ask: Do) -> str:
    shop = ask(ShowShop())
    currency = file.currency or columns.currency or (shop.currency if shop else None)
    if currency is None:
        raise BadOrderFile("--currency: the file does not say it, and there is no shop to take it from")
    try:
        exponent_of(currency)
    except UnknownCurrency:
        raise BadOrderFile(f"--currency: {currency!r} is not an ISO 4217 code") from None
    return currency


def _own_products(ask: Do) -> dict[str, str]:
    catalogue = ask(ShowCatalogue())
    skus = {sku: product.id for sku, (product, _) in catalogue.variants.items()}
    return skus | {product.id.upper(): product.id for product in catalogue.products}


def _one_sign(delimiter: str) -> str:
    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    if len(sign) != 1 or sign in '"\r\n':
        raise BadOrderFile(f"--delimiter: {delimiter!r} is not one sign")
    return sign


def _nothing(account: Account) -> str:
    if not account.rows:
        return "there are no rows below the header"
    if account.unreadable:
        first = account.unreadable[0]
        return f"no row holds a sale; row {first.row}: {first.column}: {first.reason}"
    return f"none of the {account.rows} rows holds a sale or a return"


def _counted(rows: Iterator[Row], progress: Callable[[int], None]) -> Iterator[Row]:
    for at, row in enumerate(rows, start=1):
        if not at % ROWS_PER_STEP:
            progress(at)
        yield row


def _steps(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    each = iter(items)
    while step := tuple(islice(each, ROWS_PER_STEP)):
        yield step
