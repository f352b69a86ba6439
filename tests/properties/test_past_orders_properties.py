"""Whatever a file of past orders holds: every row is one kind, and not a fraction of its money is lost."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from commerce_core.domain.history import PastSale, Recorded
from commerce_core.domain.past_orders.account import Account
from commerce_core.domain.past_orders.columns import find_columns
from commerce_core.domain.past_orders.lines import Kind, LineReader, Sorting, Unreadable, time_reader
from commerce_core.domain.past_orders.table import Unparsed, read_table

HEADER = ["invoice", "sku", "quantity", "price", "customer", "country", "date", "title"]
NUMBERS = st.one_of(
    st.integers(-10**9 + 1, 10**9 - 1).map(str),
    st.decimals(-10**12 + 1, 10**12 - 1, allow_nan=False, places=9).map("{:f}".format),
    st.sampled_from(["0", "-0", "0.0", "1e3", "nan", "inf", "", "1,5", "+2", "3.", ".5", "١", "7.000"]),
)
WORDS = st.one_of(st.sampled_from(["C1", "C77", "5", "POST", "M", "A1", "Spain", "EIRE", "Channel Islands", ""]), st.text(max_size=6))
TIMES = st.sampled_from(["2010-12-01 08:26:00", "2010-12-01", "yesterday", ""])
ROWS = st.lists(st.one_of(
    st.tuples(WORDS, WORDS, NUMBERS, NUMBERS, WORDS, WORDS, TIMES, WORDS).map(list),
    st.lists(WORDS, max_size=9),
), max_size=20)


def plain(text: str, places: int) -> Decimal | None:
    """A number as the rules have it, told apart without the reader's own means."""
    number = text.strip()
    whole, _, fraction = (number[1:] if number[:1] in ("+", "-") else number).partition(".")
    digits = whole + fraction
    return Decimal(number) if whole and digits.isascii() and digits.isdigit() and len(fraction) <= places else None


def worth(fields: list[str]) -> Decimal:
    if len(fields) != len(HEADER):
        return Decimal(0)
    quantity, price = plain(fields[2], 4), plain(fields[3], 9)
    if quantity is None or price is None or quantity != int(quantity) or fields[2].strip().endswith("."):
        return Decimal(0)
    if abs(quantity) >= 10**9 or len(fields[2].strip().lstrip("+-").partition(".")[0]) > 9:
        return Decimal(0)
    return quantity * price if len(fields[3].strip().lstrip("+-").partition(".")[0]) <= 12 else Decimal(0)


def read(rows: list[list[str]]) -> tuple[Account, list[PastSale], list[list[str]]]:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    data = read_table(io.BytesIO(text.getvalue().encode("utf-8", "replace")))
    next(data)
    reader, sorting = LineReader(find_columns(HEADER, {}), time_reader(None)), Sorting("EUR")
    account, sales, seen = Account(), [], []
    for number, fields in data:
        assert not isinstance(fields, Unparsed)
        if not fields:
            continue
        seen.append(list(fields))
        account.see(fields)
        line = reader.read(number, fields)
        if isinstance(line, Unreadable):
            account.add_unreadable(line)
            continue
        kind = sorting.kind(line)
        account.add(line, kind)
        if kind in (Kind.SALE, Kind.RETURN):
            sales.append(sorting.sale(line, kind))
    return account, sales, seen


@given(ROWS)
def test_both_sides_are_equal_to_the_last_decimal(rows: list[list[str]]) -> None:
    with localcontext(prec=80):
        account, sales, seen = read(rows)
        money = {kind: sum((each.unit_price * each.quantity for each in sales if each.kind == kind), Decimal(0))
                 for kind in ("sale", "return")}
        counts = Counter(each.kind for each in sales)
        recorded = Recorded(counts["sale"], money["sale"], counts["return"], money["return"])
        report = account.report("file", "EUR", recorded, 0, False)
        assert report.file_money == sum((worth(fields) for fields in seen), Decimal(0))
        assert report.accounted == report.file_money
        assert report.balanced
        assert report.rows == len(seen) == sum(part.rows for part in report.parts.values())


@given(ROWS)
def test_what_is_recorded_can_be_stored(rows: list[list[str]]) -> None:
    for sale in read(rows)[1]:
        assert sale.quantity > 0
        assert sale.unit_price > 0
        assert sale.at.tzinfo is not None
        assert sale.country is None or (len(sale.country) == 2 and sale.country.isupper())
        assert sale.customer is None or sale.customer
        assert "\0" not in sale.invoice + sale.product
