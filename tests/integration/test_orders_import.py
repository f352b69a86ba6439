"""Past orders end to end: from a file into the history, all of it or nothing, beside a shop that goes on selling."""

from __future__ import annotations

import io
import json
import lzma
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bots.runtime.commands import orders as orders_command
from commerce_core.api import Core
from commerce_core.domain.past_orders.account import Report
from commerce_core.domain.past_orders.faults import BadOrderFile
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import StorageFailed
from commerce_core.sample_shop.seed import seed
from commerce_core.services import past_orders
from commerce_core.services.administration import MoveSandboxClock
from commerce_core.services.history import (
    BeginImport,
    CompleteImport,
    RecordPastSales,
    ShowImports,
    ShowPopularity,
    ShowRecorded,
    SweepImports,
)
from commerce_core.services.past_orders import OrderFile, import_past_orders
from commerce_core.services.recommend import MarketTaste, Recommend
from commerce_core.storage.sqlite import SqliteDatabase
from tests.peers.small_shop import FixedRates, PlainSeal, SetClock

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
ROWS = """\
1,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
1,71053,LANTERN,2,2010-12-01 08:26:00,3.395,17850.0,United Kingdom
C2,85123a,HEART,-1,2010-12-02 09:00:00,2.55,17850.0,United Kingdom
3,85123A,HEART RED,4,2010-12-03 10:00:00,2.55,,EIRE
3,85123A,HEART,4,2010-12-03 10:00:00,2.55,,EIRE
4,POST,POSTAGE,1,2010-12-04 10:00:00,18,12583.0,France
5,moka-pot,MOKA,3,2010-12-05 10:00:00,39.00,12583.0,France
5,71053,LANTERN,1,2010-12-05 10:00:00,3.39,12583.0,Channel Islands
6,71053,,-9,2010-12-06 10:00:00,0.0,,United Kingdom
A7,B,Adjust bad debt,1,2010-12-07 10:00:00,-11062.06,,United Kingdom
8,71053,LANTERN,1e3,2010-12-08 10:00:00,3.39,,United Kingdom
"""
FILE = (HEADER + ROWS).encode()
LONGEST_IMPORT_SECONDS = 60.0
LONGEST_STEP_CPU_SECONDS = 0.1


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = SqliteDatabase(tmp_path / "shop.db", PlainSeal(), FixedRates())
    yield opened
    opened.close()


@pytest.fixture
def core(database: SqliteDatabase) -> Core:
    shop = Core(database, SetClock(NOW))
    seed(shop, NOW)
    return shop


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_orders, "ROWS_PER_STEP", 2)


def brought_in(core: Core, data: bytes = FILE, source: str = "old-shop", **how: Any) -> Report:
    return import_past_orders(io.BufferedReader(io.BytesIO(data)), OrderFile(source, **how), core.do, core.ask)


def rows_of(database: SqliteDatabase, table: str) -> list[tuple[Any, ...]]:
    return database._writer.execute(f"SELECT * FROM {table}").fetchall()


def imported_rows(database: SqliteDatabase, table: str) -> list[tuple[Any, ...]]:
    """All but the invented sales of the sample shop, which are import 1."""
    return [row[1:] for row in rows_of(database, table) if row[0] != 1]


def history(core: Core) -> object:
    return core.ask(ShowPopularity()).units, core.ask(ShowImports())


def test_sales_returns_names_and_demand_are_stored(core: Core, database: SqliteDatabase) -> None:
    report = brought_in(core)
    second = 1_000_000
    day = 86_400 * second
    first = 1_291_161_600 * second  # 2010-12-01
    assert imported_rows(database, "past_sale") == [
        (2, "1", "sale", "85123A", 6, "2.55", "GBP", "17850", "GB", first + 30_360 * second),
        (3, "1", "sale", "71053", 2, "3.395", "GBP", "17850", "GB", first + 30_360 * second),
        (4, "C2", "return", "85123A", 1, "2.55", "GBP", "17850", "GB", first + day + 32_400 * second),
        (5, "3", "sale", "85123A", 4, "2.55", "GBP", None, "IE", first + 2 * day + 36_000 * second),
        (6, "3", "sale", "85123A", 4, "2.55", "GBP", None, "IE", first + 2 * day + 36_000 * second),
        (8, "5", "sale", "moka-pot", 3, "39.00", "GBP", "12583", "FR", first + 4 * day + 36_000 * second),
        (9, "5", "sale", "71053", 1, "3.39", "GBP", "12583", None, first + 4 * day + 36_000 * second),
    ]
    assert imported_rows(database, "demand") == [
        ("FR", "moka-pot", 3, 1), ("GB", "71053", 2, 1), ("GB", "85123A", 5, 2), ("IE", "85123A", 8, 1)]
    assert imported_rows(database, "past_product") == [("71053", "LANTERN"), ("85123A", "HEART"), ("moka-pot", "MOKA")]
    assert report.imported["own_products"] == 1


def test_the_report_prints_both_sides_of_the_money(core: Core) -> None:
    report = brought_in(core)
    assert report.as_json()["money"] == {
        "file": "-10883.730", "sales": "162.880", "returns": "2.55", "service": "18.00", "zero_price": "0.00",
        "negative_price": "-11062.06", "unclear": "0.00", "unreadable": "0.00", "accounted": "-10883.730",
        "balanced": True, "rows_without": 1,
    }
    assert report.as_json()["rows_by_kind"] == {
        "sale": 6, "return": 1, "service": 1, "zero_price": 1, "negative_price": 1, "unclear": 0, "unreadable": 1}


def test_the_report_is_kept_with_the_import(core: Core) -> None:
    report = brought_in(core)
    kept = core.ask(ShowImports())
    assert [(each.source, each.started_at) for each in kept] == [("old-shop", NOW), ("sample", NOW)]
    assert kept[0].report == report.as_json()


def test_the_same_file_again_ends_in_the_same_history(core: Core, database: SqliteDatabase) -> None:
    assert brought_in(core).replaced is False
    before = core.ask(ShowPopularity()).units, imported_rows(database, "past_sale"), imported_rows(database, "demand")
    assert brought_in(core).replaced is True
    core.clock.at = NOW.replace(hour=12)  # type: ignore[attr-defined]
    assert (core.ask(ShowPopularity()).units, imported_rows(database, "past_sale"), imported_rows(database, "demand")) == before


def test_imports_of_two_names_add_up(core: Core) -> None:
    brought_in(core)
    brought_in(core, source="other-shop")
    assert core.ask(ShowPopularity()).in_country("IE")["85123A"] == 16


def test_what_a_market_buys_comes_from_the_file(core: Core) -> None:
    data = FILE + b"9,85123A,HEART,5000,2010-12-09 10:00:00,2.55,,Germany\n"
    assert core.ask(MarketTaste("DE", 1)) == (("moka-pot", 70),)
    brought_in(core, data)
    assert core.ask(MarketTaste("DE", 2)) == (("85123A", 5000), ("moka-pot", 70))


@pytest.mark.usefixtures("small_steps")
def test_nothing_is_seen_before_the_end_and_the_shop_goes_on_between_steps(core: Core) -> None:
    before, steps = history(core), []

    def do(command: object) -> Any:
        if not isinstance(command, CompleteImport | SweepImports):
            assert history(core) == before
        if isinstance(command, RecordPastSales):
            steps.append(len(command.sales))
            core.do(MoveSandboxClock(1))
        return core.do(command)

    import_past_orders(io.BufferedReader(io.BytesIO(FILE)), OrderFile("old-shop"), do, core.ask)
    assert steps == [2, 2, 2, 1]
    assert history(core) != before


class Crash(BaseException):
    """The process is gone: not even tidying up happens."""


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("fatal", range(1, 12))
def test_a_crash_at_any_step_leaves_the_history_as_it_was(core: Core, database: SqliteDatabase, fatal: int) -> None:
    brought_in(core, FILE[: FILE.index(b"\nC2") + 1])
    before, calls = history(core), 0

    def do(command: object) -> Any:
        nonlocal calls
        calls += 1
        if calls >= fatal:
            raise Crash
        return core.do(command)

    with pytest.raises(Crash):
        import_past_orders(io.BufferedReader(io.BytesIO(FILE)), OrderFile("old-shop"), do, core.ask)
    completed = fatal > 10  # the tenth step completes the import, the eleventh sweeps
    assert (history(core) == before) is not completed
    brought_in(core)
    assert core.ask(ShowPopularity()).in_country("IE") == {"85123A": 8} | _sample_ireland(core)
    assert len(imported_rows(database, "past_sale")) == 7


def _sample_ireland(core: Core) -> dict[str, int]:
    return {product: units for product, units in core.ask(ShowPopularity()).in_country("IE").items() if product != "85123A"}


@pytest.mark.usefixtures("small_steps")
def test_a_fault_in_the_last_row_undoes_the_whole_import(core: Core, database: SqliteDatabase) -> None:
    before = history(core)
    with pytest.raises(BadOrderFile, match=r"^line 13: the byte 0xA3 is not UTF-8"):
        brought_in(core, FILE + b"9,X,\xa3,1,2010-12-09,1,,France\n")
    assert history(core) == before
    assert imported_rows(database, "past_sale") == []
    assert [row[2] for row in rows_of(database, "past_import")] == ["complete", "swept"]


def test_a_newer_import_of_the_same_name_takes_over(core: Core) -> None:
    older = core.do(BeginImport("old-shop"))
    brought_in(core)
    with pytest.raises(Refusal) as refused:
        core.do(RecordPastSales(older, ()))
    assert refused.value.as_json() == {"code": "conflict", "data": {"field": "import", "value": older}}


def test_a_full_disk_is_one_clear_error_and_changes_nothing(core: Core, database: SqliteDatabase) -> None:
    before = history(core)
    pages = database._writer.execute("PRAGMA page_count").fetchone()[0]
    database._writer.execute(f"PRAGMA max_page_count={pages + 20}")
    many = "".join(f"{n},P{n},NAME,1,2010-12-01,1.00,,Spain\n" for n in range(5_000))
    with pytest.raises(StorageFailed, match="database or disk is full"):
        brought_in(core, (HEADER + many).encode())
    assert history(core) == before
    database._writer.execute("PRAGMA max_page_count=1000000")
    assert brought_in(core, (HEADER + many).encode()).imported["lines"] == 5_000


@pytest.mark.parametrize(("data", "how", "message"), [
    (b"", {}, "the file is empty"),
    (b"\n1,2\n", {}, "row 1 is empty: the header belongs there"),
    (HEADER.encode(), {}, "there are no rows below the header"),
    (FILE.replace(b",", b";"), {}, "row 1: the columns are not separated by ',' but by ';': say so with --delimiter"),
    (FILE.replace(b"UnitPrice", b"Cost"), {},
     "row 1: the header has no column for price: it holds 'InvoiceNo', 'StockCode', 'Description', 'Quantity', "
     "'InvoiceDate', 'Cost', 'CustomerID', 'Country'; name it with --map price=COLUMN"),
    (FILE.replace(b"-", b"/"), {}, "no row holds a sale; row 2: time: '2010/12/01 08:26:00' is not a time"),
    ((HEADER + "1,POST,P,1,2010-12-01,1,,Spain\n").encode(), {}, "none of the 1 rows holds a sale or a return"),
    (FILE, {"currency": "XXP"}, "--currency: 'XXP' is not an ISO 4217 code"),
    (FILE, {"delimiter": ""}, "--delimiter: '' is not one sign"),
    (FILE, {"time_format": "%H"}, "--time-format: '%H' does not read year, month and day"),
    (FILE.decode().encode("utf-16"), {}, "line 1: the file is not UTF-8 but looks like UTF-16; say so with --encoding utf-16"),
])
def test_a_bad_file_is_one_error_and_changes_nothing(core: Core, data: bytes, how: dict[str, Any], message: str) -> None:
    before = history(core)
    with pytest.raises(BadOrderFile) as told:
        brought_in(core, data, **how)
    assert str(told.value) == message
    assert history(core) == before


def test_sales_of_what_the_shop_does_not_have_leave_its_suggestions_alone(core: Core) -> None:
    before = core.ask(Recommend("AT"))
    brought_in(core, HEADER.encode() + b"9,85123A,HEART,900000000,2010-12-09 10:00:00,2.55,,Austria\n")
    assert core.ask(Recommend("AT")) == before


def test_another_table_is_read_with_a_map(core: Core) -> None:
    text = "Bestellung\tArtikel\tAnzahl\tPreis\tKunde\tLand\tDatum\nCA-1\tX\t2\t9.99\tEva\tÖsterreich\t31.12.2025 18:00\n"
    report = brought_in(
        core, text.encode("latin-1"), delimiter="tab", encoding="latin-1", time_format="%d.%m.%Y %H:%M",
        columns={
            "invoice": "Bestellung", "product": "Artikel", "quantity": "Anzahl", "price": "Preis", "customer": "Kunde",
            "country": "Land", "time": "Datum"})
    assert (report.currency, report.file_money, report.first) == (
        "USD", Decimal("19.98"), datetime(2025, 12, 31, 18, 0, tzinfo=UTC))
    assert core.ask(ShowPopularity()).in_country("AT")["X"] == 2


# --- the command


@pytest.fixture
def command(core: Core, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`tradewind orders import ...` in an opened shop."""

    @contextmanager
    def opened(data: str | None) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(core=core)

    monkeypatch.setattr(orders_command, "opened", opened)
    return lambda *words: CliRunner().invoke(orders_command.app, ["import", *map(str, words)])


def test_the_command_prints_the_report_for_programs(command: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "old orders.csv.xz"
    file.write_bytes(lzma.compress(FILE))
    done = command(file, "--json")
    assert (done.exit_code, json.loads(done.stdout)["source"], json.loads(done.stdout)["rows"]) == (0, "old orders", 11)


def test_the_command_prints_both_sides_for_people(command: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(FILE + b"9,X,\x1b[31m[red],1,2010-12-09,1,,Atlantis\n")
    done = command(file, "--map", "invoice=InvoiceNo,product=StockCode", "--map", "price=UnitPrice", "--source", "first")
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert done.stdout.startswith("Imported as 'first': 12 rows, 2010-12-01 to 2010-12-09.")
    assert ["Sales", "7", "163.880"] in lines
    assert ["Returns", "1", "-2.550"] in lines
    assert ["Accounted", "for", "12", "-10,882.730"] in lines
    assert ["The", "file", "(equal)", "12", "-10,882.730"] in lines
    assert ["12", "quantity", "'1e3'", "is", "not", "a", "plain", "number"] in lines
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(("name", "words", "status", "message"), [
    ("absent.csv", (), 1, "No such file or directory"),
    ("folder", (), 2, "is a folder, not a file"),
    ("empty.csv", (), 2, "the file is empty"),
    ("orders.csv", ("--source", "sample"), 2, "--source: 'sample' is the sample shop's invented history; give another name"),
    ("orders.csv", ("--map", "colour=x"), 2, "--map: 'colour' is not one of"),
    ("orders.csv", ("--map", "price=Cost"), 2, "row 1: --map price: the header has no column 'Cost'"),
    ("orders.csv", ("--delimiter", "tab"), 2, "say so with --delimiter"),
    ("orders.csv", ("--encoding", "utf-16"), 2, "line 1: the text is not UTF-16"),
])
def test_the_command_fails_with_one_line(
    command: Callable[..., Result], core: Core, tmp_path: Path, name: str, words: tuple[str, ...], status: int, message: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "orders.csv").write_bytes(FILE)
    before = history(core)
    done = command(tmp_path / name, *words)
    assert (done.exit_code, done.stdout) == (status, "")
    told = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(told) == 1
    assert told[0].startswith(f"tradewind: {tmp_path / name}: ")
    assert message in told[0]
    assert history(core) == before


def test_an_import_that_was_taken_over_says_so(command: Callable[..., Result], core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(FILE)
    do = core.do

    def meddling(step: object) -> Any:
        if isinstance(step, RecordPastSales):
            do(BeginImport("orders"))
        return do(step)

    monkeypatch.setattr(core, "do", meddling)
    done = command(file)
    assert (done.exit_code, "another import named 'orders' began meanwhile" in done.stderr) == (1, True)


# --- the real file


@pytest.mark.public_data
def test_the_real_file_is_accounted_for_exactly(core: Core, database: SqliteDatabase, public_data: Path) -> None:
    steps: list[float] = []

    def do(command: object) -> Any:
        began = time.thread_time()
        result = core.do(command)
        steps.append(time.thread_time() - began)
        return result

    began = time.perf_counter()
    with (public_data / "online_retail" / "online_retail_to_2011-09-30.csv.xz").open("rb") as stream:
        report = import_past_orders(stream, OrderFile("online-retail"), do, core.ask)
    assert time.perf_counter() - began < LONGEST_IMPORT_SECONDS
    # Nineteen of twenty: a collection of garbage may fall into any step.
    assert sorted(steps)[len(steps) * 19 // 20] < LONGEST_STEP_CPU_SECONDS
    told = report.as_json()
    assert told["money"] == {
        "file": "6781619.004", "sales": "7091524.44", "returns": "235594.72", "service": "-52186.596",
        "zero_price": "0.00", "negative_price": "-22124.12", "unclear": "0.00", "unreadable": "0.00",
        "accounted": "6781619.004", "balanced": True, "rows_without": 0,
    }
    assert told["rows_by_kind"] == {
        "sale": 360_567, "return": 6_214, "service": 2_191, "zero_price": 1_957, "negative_price": 2, "unclear": 0,
        "unreadable": 0,
    }
    assert (told["rows"], told["currency"], told["first"], told["last"]) == (
        370_931, "GBP", "2010-12-01T08:26:00+00:00", "2011-09-30T17:22:00+00:00")
    assert told["marks"] == {
        "cancellation_invoice": 6_652, "negative_quantity": 7_675, "without_customer": 98_056,
        "without_country": 1_029, "duplicate": 2_848,
    }
    assert told["imported"] == {
        "lines": 366_781, "invoices": 16_782, "customers": 3_648, "countries": 34, "products": 3_651, "own_products": 0}
    assert told["countries_without_code"] == {"Channel Islands": 575, "European Community": 61}
    assert told["several_descriptions"]["codes"] == 377
    assert told["several_descriptions"]["first"][0] == {
        "product": "23084", "description": "RABBIT NIGHT LIGHT", "rows": 314, "others": 6}
    recorded = core.ask(ShowRecorded(2))
    assert (recorded.sales_money - recorded.returns_money) == Decimal("6855929.72")
    assert core.ask(MarketTaste("IE", 2)) == (("21212", 1512), ("17084R", 1440))
    assert len(imported_rows(database, "past_sale")) == 366_781
