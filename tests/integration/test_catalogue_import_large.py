"""Fifty thousand rows: in steps too short for a conversation beside them to notice, in memory that does not grow with them."""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from commerce_core.domain.catalogue_file.table_file import read_csv
from commerce_core.domain.roles import COMMAND_LINE
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.catalogue_import import import_catalogue
from tests.peers.small_shop import small_shop

ROWS = 50_000
LONGEST_STEP = 0.5
"""Seconds; a step takes about 5 ms on an idle machine, and this one need not be idle."""


class Rows(io.RawIOBase):
    """A file that is never whole in memory."""

    def __init__(self) -> None:
        self._lines = self._written()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        line = next(self._lines, b"")
        buffer[: len(line)] = line
        return len(line)

    def _written(self) -> Iterator[bytes]:
        yield b"product,code,category,title_en,sku,option_size,price,weight_g,stock\n"
        for number in range(ROWS // 2):
            for size in "ML":
                yield f"thing-{number},XT{number},kitchen,Thing {number},XT{number}-{size},{size},10.50,100,7\n".encode()


@pytest.mark.soak
def test_fifty_thousand_rows_in_short_steps_and_little_memory() -> None:
    core, steps = small_shop(), list[float]()
    before = len(core.ask(ShowCatalogue()).products)

    def timed(command: object) -> object:
        begun = time.perf_counter()
        result = core.do(command)
        steps.append(time.perf_counter() - begun)
        return result

    drafts = read_csv(io.BufferedReader(Rows()), lambda sku: None)
    report = import_catalogue(drafts, COMMAND_LINE, timed, core.ask, True, lambda name: name, lambda name: None)
    assert (report.counts["added"], len(report.changes), len(steps)) == (ROWS // 2, 1_000, ROWS // 2 // 100 + 1)
    assert max(steps) < LONGEST_STEP
    assert len(core.ask(ShowCatalogue()).products) == before + ROWS // 2


@pytest.mark.soak
def test_reading_alone_keeps_one_product_at_a_time() -> None:
    tracemalloc.start()
    try:
        for _ in read_csv(io.BufferedReader(Rows()), lambda sku: None):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 2**20
