"""Past orders read from a table: columns, countries, kinds of rows, and money that adds up to the last decimal."""

from __future__ import annotations

import gzip
import io
import lzma
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from commerce_core.domain.history import PastSale, Recorded
from commerce_core.domain.past_orders.account import Account, Part
from commerce_core.domain.past_orders.columns import find_columns, parse_map
from commerce_core.domain.past_orders.countries import country_code
from commerce_core.domain.past_orders.faults import BadOrderFile
from commerce_core.domain.past_orders.lines import Kind, Line, LineReader, Sorting, Unreadable, time_reader
from commerce_core.domain.past_orders.table import LONGEST_LINE, Unparsed, read_table, unpacked

UCI = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
GOOD = ["536365", "85123A", "WHITE HEART", "6", "2010-12-01 08:26:00", "2.55", "17850.0", "United Kingdom"]
READER = LineReader(find_columns(UCI, {}), time_reader(None))
SORTING = Sorting("GBP", {"MOKA-1": "moka-pot"})


def row(**changes: str) -> list[str]:
    return [changes.get(name, value) for name, value in zip(UCI, GOOD, strict=True)]


def kind(**changes: str) -> Kind:
    line = READER.read(2, row(**changes))
    assert isinstance(line, Line), line
    return SORTING.kind(line)


def table(text: str | bytes, **how: str) -> list[tuple[int, object]]:
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return [(number, fields) for number, fields in read_table(stream, **how)]


# --- columns


def test_the_uci_header_is_recognised_with_its_currency() -> None:
    columns = find_columns(UCI, {})
    assert (columns.invoice, columns.product, columns.description, columns.quantity) == (0, 1, 2, 3)
    assert (columns.time, columns.price, columns.customer, columns.country, columns.width) == (4, 5, 6, 7, 8)
    assert columns.currency == "GBP"
    second = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"]
    assert find_columns(second, {}).currency == "GBP"


def test_given_columns_win_and_other_headers_have_no_currency() -> None:
    header = ["no", "sku", "n", "price", "Price before", "who", "where", "when"]
    given = parse_map(["invoice=no,quantity=n,price=Price before", "customer=who,country=where,time=when"])
    columns = find_columns(header, given)
    assert (columns.invoice, columns.product, columns.quantity, columns.price) == (0, 1, 2, 4)
    assert (columns.customer, columns.country, columns.time, columns.description) == (5, 6, 7, None)
    assert columns.currency is None


def test_a_file_may_say_that_it_has_no_customers() -> None:
    header = ["invoice", "sku", "qty", "price", "country", "date"]
    columns = find_columns(header, parse_map(["customer="]))
    assert (columns.customer, columns.country) == (None, 4)
    with pytest.raises(BadOrderFile, match=r"^the header has no column for customer: it holds 'invoice', 'sku'"):
        find_columns(header, {})


@pytest.mark.parametrize(("text", "message"), [
    ("invoice", "--map: 'invoice' is not FIELD=COLUMN"),
    ("colour=Farbe", "--map: 'colour' is not one of invoice, product, quantity, price, customer, country, time, description"),
    ("invoice=a,invoice=b", "--map: invoice is given twice"),
    ("price=", "--map: price needs a column"),
])
def test_a_map_that_is_none_is_told(text: str, message: str) -> None:
    with pytest.raises(BadOrderFile) as told:
        parse_map([text])
    assert str(told.value) == message


@pytest.mark.parametrize(("given", "message"), [
    ({"invoice": "Nr"}, "--map invoice: the header has no column 'Nr': it holds 'InvoiceNo', 'StockCode', "),
    ({"invoice": "StockCode"}, "the column 'StockCode' is mapped to two fields"),
])
def test_a_map_that_does_not_fit_the_header_is_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadOrderFile) as told:
        find_columns(UCI, given)
    assert str(told.value).startswith(message)


def test_a_column_that_stands_twice_cannot_be_meant() -> None:
    with pytest.raises(BadOrderFile, match=r"^--map invoice: the header has 2 columns called 'InvoiceNo'"):
        find_columns([*UCI, "InvoiceNo"], {"invoice": "InvoiceNo"})


# --- countries


@pytest.mark.parametrize(("name", "code"), [
    ("United Kingdom", "GB"), ("EIRE", "IE"), ("RSA", "ZA"), ("USA", "US"), ("Hong Kong", "HK"), ("Czech Republic", "CZ"),
    ("Germany", "DE"), ("Deutschland", "DE"), ("España", "ES"), ("Espana", "ES"), ("日本", "JP"), ("中国", "CN"),
    ("المغرب", "MA"), ("de", "DE"), ("GB", "GB"), ("UK", "GB"), ("Korea", "KR"), ("Türkiye", "TR"), ("Turkey", "TR"),
    ("Saint Lucia", "LC"), ("St. Lucia", "LC"), ("Bosnia & Herzegovina", "BA"), ("Côte d’Ivoire", "CI"),
    ("Channel Islands", None), ("European Community", None), ("Unspecified", None), ("West Indies", None), ("EU", None),
    ("", None), ("Narnia", None),
])
def test_countries_as_shops_write_them(name: str, code: str | None) -> None:
    assert country_code(name) == code


# --- rows


def test_a_row_becomes_a_line_exactly() -> None:
    assert READER.read(7, row()) == Line(
        row=7, invoice="536365", product="85123A", description="WHITE HEART", quantity=6, price=Decimal("2.55"),
        money=Decimal("15.30"), customer="17850", country="GB", country_name="United Kingdom",
        at=datetime(2010, 12, 1, 8, 26, tzinfo=UTC))


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, Kind.SALE),
    ({"InvoiceNo": "C536379", "Quantity": "-1"}, Kind.RETURN),
    ({"Quantity": "-6"}, Kind.RETURN),
    ({"InvoiceNo": "C536379"}, Kind.UNCLEAR),
    ({"InvoiceNo": "CA-2012-124891"}, Kind.SALE),
    ({"UnitPrice": "0.0"}, Kind.ZERO_PRICE),
    ({"UnitPrice": "0", "StockCode": "POST"}, Kind.ZERO_PRICE),
    ({"UnitPrice": "-11062.06", "InvoiceNo": "A563186", "StockCode": "B"}, Kind.NEGATIVE_PRICE),
    ({"StockCode": "POST"}, Kind.SERVICE),
    ({"StockCode": "m", "InvoiceNo": "C1", "Quantity": "-1"}, Kind.SERVICE),
    ({"StockCode": "gift_0001_20"}, Kind.SERVICE),
    ({"StockCode": "BANK CHARGES"}, Kind.SERVICE),
    ({"StockCode": "AMAZONFEE"}, Kind.SERVICE),
    ({"StockCode": "TEST001"}, Kind.SERVICE),
    ({"StockCode": "DCGSSBOY"}, Kind.SALE),
    ({"StockCode": "POSTER"}, Kind.SALE),
    ({"StockCode": "TESTER SET"}, Kind.SALE),
])
def test_every_row_is_one_kind(changes: dict[str, str], expected: Kind) -> None:
    assert kind(**changes) is expected


@pytest.mark.parametrize(("changes", "column", "reason", "money"), [
    ({"Quantity": "1e3"}, "quantity", "'1e3' is not a plain number", None),
    ({"Quantity": "6.5"}, "quantity", "'6.5' is not a plain number", None),
    ({"Quantity": "9999999999"}, "quantity", "'9999999999' is not a plain number", None),
    ({"UnitPrice": "1e3"}, "price", "'1e3' is not a plain number", None),
    ({"UnitPrice": "nan"}, "price", "'nan' is not a plain number", None),
    ({"UnitPrice": "2,55"}, "price", "'2,55' is not a plain number", None),
    ({"UnitPrice": "٢"}, "price", "'٢' is not a plain number", None),
    ({"UnitPrice": ""}, "price", "'' is not a plain number", None),
    ({"Quantity": "0"}, "quantity", "is 0", "0.00"),
    ({"InvoiceDate": "12/1/2010 8:26"}, "time", "'12/1/2010 8:26' is not a time", "15.30"),
    ({"InvoiceDate": "0001-01-01T00:00+10:00"}, "time", "'0001-01-01T00:00+10:00' is not a time", "15.30"),
    ({"InvoiceNo": " "}, "invoice", "is missing", "15.30"),
    ({"StockCode": ""}, "product", "is missing", "15.30"),
    ({"StockCode": "A" * 201}, "product", "is longer than 200 signs", "15.30"),
    ({"InvoiceNo": "1\0"}, "invoice", "holds a NUL sign", "15.30"),
])
def test_an_unreadable_row_names_its_column(
    changes: dict[str, str], column: str, reason: str, money: str | None
) -> None:
    found = READER.read(9, row(**changes))
    assert found == Unreadable(9, column, reason, None if money is None else Decimal(money))


def test_a_row_with_too_few_fields_is_unreadable() -> None:
    assert READER.read(4, GOOD[:3]) == Unreadable(4, "fields", "has 3 fields, the header has 8", None)


@pytest.mark.parametrize(("text", "customer"), [("17850.0", "17850"), ("17850", "17850"), ("A.0", "A.0"), ("", None), ("nan", None)])
def test_customers(text: str, customer: str | None) -> None:
    line = READER.read(2, row(CustomerID=text))
    assert isinstance(line, Line)
    assert line.customer == customer


def test_a_return_is_stored_with_a_positive_quantity_and_the_shops_own_product() -> None:
    line = READER.read(3, row(Quantity="-2", StockCode="moka-1", UnitPrice="2.555", Country="Channel Islands"))
    assert isinstance(line, Line)
    assert SORTING.sale(line, SORTING.kind(line)) == PastSale(
        line=3, invoice="536365", kind="return", product="moka-pot", quantity=2, unit_price=Decimal("2.555"),
        currency="GBP", customer="17850", country=None, at=datetime(2010, 12, 1, 8, 26, tzinfo=UTC))


def test_times_with_a_zone_and_times_by_pattern() -> None:
    assert time_reader(None)("2010-12-01T08:26:00+02:00") == datetime(2010, 12, 1, 6, 26, tzinfo=UTC)
    assert time_reader("%m/%d/%Y %H:%M")("12/1/2010 8:26") == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)


@pytest.mark.parametrize("pattern", ["%H:%M", "%d", "%Q", ""])
def test_a_pattern_that_reads_no_date_is_told(pattern: str) -> None:
    with pytest.raises(BadOrderFile, match=r"^--time-format: "):
        time_reader(pattern)


# --- the account


def account_of(rows: list[list[str]]) -> Account:
    account = Account()
    for number, fields in enumerate(rows, start=2):
        account.see(fields)
        line = READER.read(number, fields)
        if isinstance(line, Unreadable):
            account.add_unreadable(line)
        else:
            account.add(line, SORTING.kind(line))
    return account


ROWS = [
    row(),
    row(),
    row(UnitPrice="2.555", CustomerID="", Description="WHITE HEART BIG"),
    row(InvoiceNo="C1", Quantity="-2"),
    row(StockCode="POST", UnitPrice="18", Description="POSTAGE"),
    row(StockCode="post", UnitPrice="0.001", Quantity="-1", InvoiceNo="C2", Description="POSTAGE"),
    row(UnitPrice="0"),
    row(UnitPrice="-11062.06", Quantity="1", StockCode="B"),
    row(InvoiceNo="C3", Quantity="1"),
    row(InvoiceDate="yesterday", Quantity="10"),
    row(UnitPrice="1e3"),
    row(Country="Channel Islands", StockCode="X"),
    row(Country="Unspecified", StockCode="X"),
]


def test_money_is_conserved_to_the_last_decimal() -> None:
    recorded = Recorded(5, Decimal("76.530"), 1, Decimal("5.10"))
    report = account_of(ROWS).report("test", "GBP", recorded, 0, False)
    assert report.file_money == Decimal("-10854.581")
    assert report.accounted == Decimal("-10854.581")
    assert report.balanced is True
    assert dict(report.parts) == {
        Kind.SALE: Part(5, Decimal("76.530")), Kind.RETURN: Part(1, Decimal("-5.10")),
        Kind.SERVICE: Part(2, Decimal("107.999")), Kind.ZERO_PRICE: Part(1, Decimal(0)),
        Kind.NEGATIVE_PRICE: Part(1, Decimal("-11062.06")), Kind.UNCLEAR: Part(1, Decimal("2.55")),
        Kind.UNREADABLE: Part(2, Decimal("25.50")),
    }
    assert (report.rows, report.money_unknown) == (13, 1)


def test_money_that_is_lost_on_the_way_is_noticed() -> None:
    report = account_of(ROWS).report("test", "GBP", Recorded(5, Decimal("76.53"), 1, Decimal("5.11")), 0, False)
    assert (report.accounted, report.balanced) == (Decimal("-10854.591"), False)
    lost_row = account_of(ROWS).report("test", "GBP", Recorded(4, Decimal("76.53"), 1, Decimal("5.10")), 0, False)
    assert lost_row.balanced is False


def test_what_else_is_counted() -> None:
    report = account_of(ROWS).report("test", "GBP", Recorded(5, Decimal("76.53"), 1, Decimal("5.10")), 0, False)
    assert dict(report.marks) == {
        "cancellation_invoice": 3, "negative_quantity": 2, "without_customer": 1, "without_country": 2, "duplicate": 1}
    assert dict(report.uncoded) == {"Channel Islands": 1}
    assert dict(report.reasons) == {"time": 1, "price": 1}
    assert [(each.row, each.column) for each in report.unreadable] == [(11, "time"), (12, "price")]
    assert [(each.code, each.description, each.part) for each in report.services] == [
        ("POST", "POSTAGE", Part(2, Decimal("107.999")))]
    assert [(each.product, each.description, each.rows, each.others) for each in report.names] == [
        ("85123A", "WHITE HEART", 5, 1)]
    assert dict(report.imported) == {
        "lines": 6, "invoices": 2, "customers": 1, "countries": 1, "products": 2, "own_products": 0}


def test_the_most_frequent_description_names_a_product_and_the_first_of_equals() -> None:
    account = account_of([
        row(Description="?"), row(Description="LAMP "), row(Description="LAMP"), row(StockCode="A1", Description="ONE"),
        row(StockCode="a1", Description="TWO"), row(StockCode="A2", Description=""),
    ])
    assert account.names() == {"85123A": "LAMP", "A1": "ONE"}


def test_a_sum_that_does_not_fit_is_never_rounded() -> None:
    account = account_of([row(Quantity="999999999", UnitPrice="999999999999.999999999"), row(Quantity="1", UnitPrice="0.000000001")])
    assert account.file_money == Decimal("999999998999999999999.000000002")


def test_amounts_show_every_decimal_and_at_least_the_currencys() -> None:
    report = account_of(ROWS).report("test", "GBP", Recorded(5, Decimal("76.530"), 1, Decimal("5.10")), 0, False)
    assert [report.amount(Decimal(text)) for text in ("2", "2.5", "2.555", "0E-9", "-0.001")] == [
        "2.00", "2.50", "2.555", "0.00", "-0.001"]
    assert report.as_json()["money"] == {
        "file": "-10854.581", "sales": "76.530", "returns": "5.10", "service": "107.999", "zero_price": "0.00",
        "negative_price": "-11062.06", "unclear": "2.55", "unreadable": "25.50", "accounted": "-10854.581",
        "balanced": True, "rows_without": 1,
    }


# --- the table


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    assert table('a,b\n1,"x\ny"\n\n3,4\n') == [(1, ["a", "b"]), (2, ["1", "x\ny"]), (3, []), (4, ["3", "4"])]


def test_a_byte_order_mark_is_no_part_of_the_header() -> None:
    assert table(b"\xef\xbb\xbfa,b\r\n") == [(1, ["a", "b"])]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1", "utf-32"])
def test_other_encodings_are_read_when_named(encoding: str) -> None:
    assert table("a;b\n£;2\n".encode(encoding), delimiter=";", encoding=encoding) == [(1, ["a", "b"]), (2, ["£", "2"])]


@pytest.mark.parametrize(("data", "message"), [
    ("a,b\n1,£\n".encode("latin-1"), "line 2: the byte 0xA3 is not UTF-8; name the file's encoding, such as --encoding latin-1"),
    ("a,b\n".encode("utf-16"), "line 1: the file is not UTF-8 but looks like UTF-16; say so with --encoding utf-16"),
    ("a,b\n".encode("utf-16-le"), "line 1: the file is not UTF-8 but looks like UTF-16; say so with --encoding utf-16"),
    (b'a,b\n1,"2\n3,4\n5,6\n', "row 2: a quotation mark is opened on line 2 and not closed rightly"),
    (b"a,b\n" + b"x" * LONGEST_LINE, f"line 2 is longer than {LONGEST_LINE} bytes"),
])
def test_what_ends_all_reading_names_its_place(data: bytes, message: str) -> None:
    with pytest.raises(BadOrderFile) as told:
        table(data)
    assert str(told.value) == message


def test_a_row_with_a_broken_quotation_is_passed_over() -> None:
    assert table('a,b\n1,"x"y\n3,4\n') == [(1, ["a", "b"]), (2, Unparsed("not a row of a table: ',' expected after '\"'")), (3, ["3", "4"])]


@pytest.mark.parametrize("encoding", ["klingon", "hex", ""])
def test_an_unknown_encoding_is_told(encoding: str) -> None:
    with pytest.raises(BadOrderFile, match=r"^--encoding: "):
        table("a,b\n", encoding=encoding)


@pytest.mark.parametrize("pack", [bytes, lzma.compress, gzip.compress])
def test_compressed_files_are_told_by_their_first_bytes(pack: type[bytes]) -> None:
    stream = unpacked(io.BufferedReader(io.BytesIO(pack(b"a,b\n1,2\n"))))
    assert list(read_table(stream)) == [(1, ["a", "b"]), (2, ["1", "2"])]


@pytest.mark.parametrize("pack", [lzma.compress, gzip.compress])
def test_a_cut_off_archive_is_told(pack: type[bytes]) -> None:
    whole = pack(b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * 7919 % 10_007) for n in range(5_000)))
    stream = unpacked(io.BufferedReader(io.BytesIO(whole[:-40])))
    with pytest.raises(BadOrderFile, match=r"the compressed file is damaged or cut off here$"):
        list(read_table(stream))


def test_a_workbook_is_told() -> None:
    with pytest.raises(BadOrderFile, match="Excel workbook: save the table as CSV"):
        unpacked(io.BufferedReader(io.BytesIO(b"PK\x03\x04rest")))
