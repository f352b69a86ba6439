"""`tradewind orders`: past orders brought in from any table of invoices, and the shop's own order book."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bots.runtime.commands import order_book
from bots.runtime.commands.opening import failed, opened
from bots.runtime.commands.orders_report import print_report
from commerce_core.api import Core
from commerce_core.domain.past_orders.account import Report
from commerce_core.domain.past_orders.columns import FIELDS, parse_map
from commerce_core.domain.past_orders.faults import BadOrderFile
from commerce_core.domain.refusals import Refusal
from commerce_core.sample_shop.history import SOURCE as SAMPLE
from commerce_core.services.past_orders import OrderFile, import_past_orders

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def orders() -> None:
    """Past and present orders."""


order_book.register(app)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A table of invoices as CSV: plain, .xz or .gz.", show_default=False)],
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help=f"FIELD=COLUMN,...: which column holds what ({', '.join(FIELDS)}). Well-known headers need none."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="The name these sales are kept under; the same name again replaces them. Default: the file's name.")] = None,
    currency: Annotated[str | None, typer.Option(help="Of the prices. Default: known for the header, else the shop's own.")] = None,
    delimiter: Annotated[str, typer.Option(help="The sign between columns; `tab` for a tab.")] = ",",
    encoding: Annotated[str, typer.Option(help="How the text is encoded, such as latin-1.")] = "utf-8",
    time_format: Annotated[str | None, typer.Option(help="How times are written, such as '%m/%d/%Y %H:%M'. Default: ISO 8601.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    data: Annotated[str | None, typer.Option(help="Folder of the shop.")] = None,
) -> None:
    """Bring past orders into the shop's history: demand, recommendation and reports come from it.

    Every row is counted in the report, and the file's money on both sides. The same name again replaces what it
    brought in before; a failed or interrupted import changes nothing.
    """
    try:
        settings = OrderFile(
            _own_name(source or source_name(file)), parse_map(columns or []), currency.upper() if currency else None,
            delimiter, encoding, time_format,
        )
        with _open(file) as stream, opened(data) as house:
            report = import_orders(house.core, stream, settings)
    except BadOrderFile as wrong:
        raise failed(f"{file}: {wrong}", 2) from None
    except Refusal:
        raise failed(f"{file}: another import named {settings.source!r} began meanwhile; this one was given up") from None
    except OSError as error:
        raise failed(f"{file}: {error.strerror or error}") from None
    if as_json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        print_report(report)


def import_orders(core: Core, stream: io.BufferedReader, file: OrderFile) -> Report:
    """Import an opened file into an opened shop with progress on standard error. Raises BadOrderFile, Refusal, OSError."""
    with _progress(stream) as progress:
        return import_past_orders(stream, file, core.do, core.ask, progress)


def source_name(file: Path) -> str:
    """A file's name without its endings: `sales.csv.xz` -> `sales`."""
    name = file.name
    for ending in (".xz", ".gz", ".csv", ".tsv", ".txt"):
        if name.lower().endswith(ending) and len(name) > len(ending):
            name = name[: -len(ending)]
    return name


def _own_name(source: str) -> str:
    if source == SAMPLE:
        raise BadOrderFile(f"--source: {source!r} is the sample shop's invented history; give another name")
    return source


@contextmanager
def _open(file: Path) -> Iterator[io.BufferedReader]:
    if file.is_dir():
        raise BadOrderFile("is a folder, not a file")
    try:
        stream = file.open("rb")
    except ValueError:  # a NUL in the name
        raise BadOrderFile("is not the name of a file") from None
    with stream:
        yield stream


@contextmanager
def _progress(stream: io.BufferedReader) -> Iterator[Callable[[int], None]]:
    """A bar of the bytes read, and the rows; of a pipe only the rows are known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    found = os.fstat(stream.fileno())
    size = found.st_size if stat.S_ISREG(found.st_mode) else None
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=Console(stderr=True)
    )
    with bar:
        task = bar.add_task("Reading", total=size)

        def advance(rows: int) -> None:
            bar.update(task, completed=stream.tell() if size else 0, description=f"{rows:,} rows")

        try:
            yield advance
        except BaseException:
            bar.live.transient = True
            raise
        bar.update(task, completed=size or 1, total=size or 1)
