"""`tradewind catalogue`: products in and out as a file, tariff codes from words, and what the markets would refuse."""

from __future__ import annotations

import contextlib
import io
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bots.runtime.commands.catalogue_report import print_findings, print_report, print_suggestions
from bots.runtime.commands.opening import failed, opened
from bots.runtime.picture_folder import PictureFolder
from bots.runtime.storefronts import PLATFORMS, is_address, open_storefront, platform_of
from commerce_core.api import Core
from commerce_core.domain.catalogue_file.drafts import Draft
from commerce_core.domain.catalogue_file.faults import BadCatalogueFile
from commerce_core.domain.catalogue_file.lines_file import read_json_lines
from commerce_core.domain.catalogue_file.table_file import OwnerOf, read_csv
from commerce_core.domain.catalogue_file.writing import csv_lines, json_lines
from commerce_core.domain.hs_suggestions import suggest
from commerce_core.domain.roles import COMMAND_LINE
from commerce_core.ports import Declined, Unavailable
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import ShowCatalogue, ShowStock
from commerce_core.services.catalogue_care import LintCatalogue
from commerce_core.services.catalogue_import import Report, import_catalogue

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
FORMATS = ("csv", "jsonl")
_JSON_ENDINGS = (".jsonl", ".ndjson", ".json")
Data = Annotated[str | None, typer.Option(help="Folder of the shop.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def catalogue() -> None:
    """What the shop sells."""


@app.command("import")
def import_(
    source: Annotated[str, typer.Argument(
        metavar="FILE|URL", help="Products as CSV or JSON Lines, or the address of a shop.", show_default=False)],
    format_: Annotated[str | None, typer.Option(
        "--format", help="csv, jsonl, shopify, woocommerce, vendure or medusa. Default: by the name.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write it. Without it nothing is written.")] = False,
    pictures: Annotated[Path | None, typer.Option(help="Folder of the pictures. Default: `pictures` beside the file.")] = None,
    delimiter: Annotated[str, typer.Option(help="The sign between the columns of a table; `tab` for a tab.")] = ",",
    encoding: Annotated[str, typer.Option(help="How the text of a table is encoded.")] = "utf-8",
    again: Annotated[bool, typer.Option("--all", help="Read a whole shop, not only what changed since the last import.")] = False,
    language: Annotated[str, typer.Option(help="Language of a shop that does not say (WooCommerce, Medusa).")] = "en",
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Say what a file or another shop of yours would change; with --apply, change it.

    A product lands whole or not at all; what is wrong is named by row and column, and the other products still land.
    Exit status 2 when anything is wrong.
    """
    if format_ in PLATFORMS or is_address(source):
        report = _of_storefront(source, format_, apply, again, language, data)
    else:
        report = _of_file(Path(source), format_, apply, pictures, delimiter, encoding, data)
    if as_json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        print_report(report)
    if report.fault_count:
        raise typer.Exit(2)


def _of_file(
    file: Path, format_: str | None, apply: bool, pictures: Path | None, delimiter: str, encoding: str, data: str | None
) -> Report:
    try:
        kind = _format(file, format_)
        with _opened_file(file) as stream, opened(data) as house:
            folder = PictureFolder(_pictures_beside(file, pictures), house.settings.data_dir / "pictures", _shipped())

            def read(owner_of: OwnerOf) -> Iterator[Draft]:
                return read_json_lines(stream, owner_of) if kind == "jsonl" else read_csv(
                    stream, owner_of, _one_sign(delimiter), encoding)

            with _progress() as progress:
                return bring_in(house.core, read, folder, apply, progress)
    except BadCatalogueFile as wrong:
        raise failed(f"{file}: {wrong}", 2) from None
    except OSError as error:
        raise failed(f"{file}: {error.strerror or error}") from None


def _of_storefront(address: str, format_: str | None, apply: bool, again: bool, language: str, data: str | None) -> Report:
    from bots.runtime.commands.catalogue_storefront import bring_storefront

    platform = format_ or platform_of(address)
    if platform not in PLATFORMS:
        raise failed(f"--format: say which platform {address} runs on: {', '.join(PLATFORMS)}", 2)
    try:
        with opened(data) as house, _progress() as progress:
            storefront = open_storefront(platform, address, house.settings, house.core.ask(ShowShop()), language)
            return bring_storefront(
                house.core, storefront, house.settings.data_dir / "pictures", _shipped(), apply=apply, again=again, progress=progress)
    except Declined as refused:
        raise failed(str(refused), 2) from None
    except Unavailable as unavailable:
        raise failed(f"{unavailable}; nothing was written, try again later") from None
    except OSError as error:
        raise failed(f"the pictures cannot be kept: {error.strerror or error}") from None


def bring_in(
    core: Core, read: Callable[[OwnerOf], Iterator[Draft]], folder: PictureFolder, apply: bool,
    progress: Callable[[int], None] = lambda products: None,
) -> Report:
    """Import opened products into an opened shop. Raises BadCatalogueFile, OSError."""
    variants = core.ask(ShowCatalogue()).variants

    def owner_of(sku: str) -> str | None:
        found = variants.get(sku.upper())
        return found[0].id if found else None

    return import_catalogue(
        read(owner_of), COMMAND_LINE, core.do, core.ask, apply, folder.stored_as, folder.bring, progress)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write; `-` for standard output.", show_default=False)],
    format_: Annotated[str | None, typer.Option("--format", help="csv or jsonl. Default: by the file's name.")] = None,
    data: Data = None,
) -> None:
    """Write every product as a file that `catalogue import` reads back without a change. A table is safe to open in a spreadsheet."""
    try:
        kind = _format(file, format_)
    except BadCatalogueFile as wrong:
        raise failed(str(wrong), 2) from None
    with opened(data) as house, house.core.snapshot() as view:
        catalogue, stock = view.ask(ShowCatalogue()), view.ask(ShowStock())
        units = {sku: each.available for sku, each in stock.items()}
        lines = json_lines(catalogue, units) if kind == "jsonl" else csv_lines(catalogue, units)
        try:
            _write(file, lines)
        except OSError as error:
            raise failed(f"{file}: {error.strerror or error}") from None
    if str(file) != "-":
        typer.echo(f"{len(catalogue.products):,} products with {len(catalogue.variants):,} variants are in {file}.", err=True)


@app.command()
def lint(as_json: AsJson = False, data: Data = None) -> None:
    """Say what each market and each channel would refuse about the products, and what a person must look at."""
    with opened(data) as house:
        findings = house.core.ask(LintCatalogue(COMMAND_LINE))
    if as_json:
        sys.stdout.write(json.dumps([each.as_json() for each in findings], ensure_ascii=False, indent=2) + "\n")
    else:
        print_findings(findings)


@app.command("suggest-hs")
def suggest_hs(
    words: Annotated[str, typer.Argument(help='What it is, in English, such as "cotton t-shirt".', show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Rank customs tariff codes for words, each with its reason. A suggestion: confirm it against the official schedule."""
    found = suggest(words)
    if as_json:
        sys.stdout.write(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=2) + "\n")
    else:
        print_suggestions(words, found)


def _write(file: Path, lines: Iterator[str]) -> None:
    """All of it or nothing: the file appears when it is whole."""
    if str(file) == "-":
        for line in lines:
            sys.stdout.write(line.replace("\r\n", "\n"))
        return
    partial = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with partial.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        partial.replace(file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            partial.unlink()


def _format(file: Path, named: str | None) -> str:
    if named is not None and named not in FORMATS:
        raise BadCatalogueFile(f"--format: {named!r} is not one of {', '.join(FORMATS)}")
    return named or ("jsonl" if file.name.lower().removesuffix(".gz").removesuffix(".xz").endswith(_JSON_ENDINGS) else "csv")


def _one_sign(delimiter: str) -> str:
    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    if len(sign) != 1 or sign in '"\r\n':
        raise BadCatalogueFile(f"--delimiter: {delimiter!r} is not one sign")
    return sign


def _pictures_beside(file: Path, named: Path | None) -> Path | None:
    if named is not None and not named.is_dir():
        raise BadCatalogueFile(f"--pictures: {named} is not a folder")
    folder = named or file.parent / "pictures"
    return folder if folder.is_dir() else None


def _shipped() -> Path:
    from commerce_core import sample_shop

    return Path(sample_shop.__file__).parent / "pictures"


@contextmanager
def _opened_file(file: Path) -> Iterator[io.BufferedReader]:
    if file.is_dir():
        raise BadCatalogueFile("is a folder, not a file")
    try:
        stream = file.open("rb")
    except ValueError:  # a NUL in the name
        raise BadCatalogueFile("is not the name of a file") from None
    with stream:
        yield stream


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Products read, on a terminal's standard error; silence elsewhere."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal or os.environ.get("TERM") == "dumb":
        yield lambda products: None
        return
    with console.status("Reading") as status:
        yield lambda products: status.update(f"{products:,} products")
