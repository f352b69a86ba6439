"""Files as merchants write them, brought into a small shop in memory the way the command line does it."""

from __future__ import annotations

import io
from pathlib import Path

from bots.runtime.commands.catalogue import bring_in
from bots.runtime.picture_folder import PictureFolder
from commerce_core.api import Core
from commerce_core.domain.catalogue_file.lines_file import read_json_lines
from commerce_core.domain.catalogue_file.table_file import read_csv
from commerce_core.domain.catalogue_file.writing import csv_lines, json_lines
from commerce_core.services.catalogue import ShowCatalogue, ShowStock
from commerce_core.services.catalogue_import import Report


def stream(content: str | bytes) -> io.BufferedReader:
    data = content.encode() if isinstance(content, str) else content
    return io.BufferedReader(io.BytesIO(data))


def brought_in(
    core: Core, content: str | bytes, *, apply: bool = True, lines: bool = False, pictures: Path | None = None,
    kept: Path = Path("/nonexistent"), delimiter: str = ",", encoding: str = "utf-8",
) -> Report:
    """Import a table (or JSON Lines) into the shop. Raises BadCatalogueFile."""
    folder = PictureFolder(pictures, kept, None)
    if lines:
        return bring_in(core, lambda owner: read_json_lines(stream(content), owner), folder, apply)
    return bring_in(core, lambda owner: read_csv(stream(content), owner, delimiter, encoding), folder, apply)


def exported(core: Core, lines: bool = False) -> str:
    catalogue, stock = core.ask(ShowCatalogue()), core.ask(ShowStock())
    units = {sku: each.available for sku, each in stock.items()}
    return "".join(json_lines(catalogue, units) if lines else csv_lines(catalogue, units))


def faults(report: Report) -> list[str]:
    return [str(each) for each in report.faults]
