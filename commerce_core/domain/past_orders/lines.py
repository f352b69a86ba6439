"""One row of a file as a checked line, and what kind of line it is: each row is exactly one kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from commerce_core.domain.history import EXACT, PastSale
from commerce_core.domain.past_orders.columns import Columns
from commerce_core.domain.past_orders.countries import country_code
from commerce_core.domain.past_orders.faults import BadOrderFile

LONGEST_FIELD = 200
_QUANTITY = re.compile(r"[+-]?[0-9]{1,9}(?:\.0{1,4})?")
_PRICE = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{0,9})?")
_WHOLE_CUSTOMER = re.compile(r"[0-9]+\.0")
# Postage, manual entries, discounts, fees and vouchers of the UCI set, and the likes of them elsewhere.
_SERVICE = re.compile(
    r"POST|DOT|M|D|C2|C3|S|B|PADS|BANK CHARGES|AMAZONFEE|CRUK|ADJUST[0-9]*|GIFT(?:_.*)?|TEST[0-9_].*|TEST"
)
_CANCELLATION = re.compile(r"[Cc][0-9]+")
_NOWHERE = frozenset({"", "unspecified", "unknown", "none", "null", "nan", "n/a", "-"})
_NOBODY = frozenset({"", "none", "null", "nan", "n/a", "-"})


class Kind(StrEnum):
    """What a row is. Only sales and returns become history; everything else is counted with its money."""

    SALE = "sale"
    RETURN = "return"
    SERVICE = "service"
    ZERO_PRICE = "zero_price"
    NEGATIVE_PRICE = "negative_price"
    UNCLEAR = "unclear"
    """A cancellation with a positive quantity: neither a sale nor a return can be told from it."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Line:
    """A readable row. `product` is the file's code in capitals, `money` quantity x price exactly; a missing customer or
    country is None, `country_name` what the file says of it."""

    row: int
    invoice: str
    product: str
    description: str
    quantity: int
    price: Decimal
    money: Decimal
    customer: str | None
    country: str | None
    country_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that no line can be made of: the column, what is wrong there, and its money where that can be told."""

    row: int
    column: str
    reason: str
    money: Decimal | None


@dataclass(frozen=True, slots=True)
class LineReader:
    """Makes lines of rows after one map of columns. `read_time` raises ValueError for what is no time."""

    columns: Columns
    read_time: Callable[[str], datetime]

    def read(self, row: int, fields: Sequence[str]) -> Line | Unreadable:
        """One row, checked field by field; the first thing wrong is named."""
        at = self.columns
        if len(fields) != at.width:
            return Unreadable(row, "fields", f"has {len(fields)} fields, the header has {at.width}", None)
        quantity, price = _quantity(fields[at.quantity]), _price(fields[at.price])
        if quantity is None or price is None:
            column, text = ("price", fields[at.price]) if quantity is not None else ("quantity", fields[at.quantity])
            return Unreadable(row, column, f"{text[:40]!r} is not a plain number", None)
        money = EXACT.multiply(price, Decimal(quantity))
        try:
            return self._line(row, fields, quantity, price, money)
        except _Wrong as wrong:
            return Unreadable(row, wrong.column, wrong.reason, money)

    def _line(self, row: int, fields: Sequence[str], quantity: int, price: Decimal, money: Decimal) -> Line:
        at = self.columns
        if quantity == 0:
            raise _Wrong("quantity", "is 0")
        customer = "" if at.customer is None else _short("customer", fields[at.customer])
        country = "" if at.country is None else _short("country", fields[at.country])
        try:
            moment = self.read_time(fields[at.time].strip())
        except (ValueError, OverflowError):
            raise _Wrong("time", f"{fields[at.time][:40]!r} is not a time") from None
        return Line(
            row=row, invoice=_named("invoice", fields[at.invoice]), product=_named("product", fields[at.product]).upper(),
            description="" if at.description is None else fields[at.description].strip()[:LONGEST_FIELD],
            quantity=quantity, price=price, money=money,
            customer=_customer(customer), country=country_code(country) if country else None, country_name=country,
            at=moment,
        )


@dataclass(frozen=True, slots=True)
class Sorting:
    """The rules that tell lines apart, and what makes a sale of them."""

    currency: str
    own_products: Mapping[str, str] = field(default_factory=dict)
    """The shop's own SKUs and product ids in capitals -> product id."""

    def kind(self, line: Line) -> Kind:
        """The one kind of a line; the price decides first, because money without a price, or below it, is no trade."""
        if line.price < 0:
            return Kind.NEGATIVE_PRICE
        if not line.price:
            return Kind.ZERO_PRICE
        if is_service(line.product):
            return Kind.SERVICE
        if line.quantity < 0:
            return Kind.RETURN
        return Kind.UNCLEAR if is_cancellation(line.invoice) else Kind.SALE

    def sale(self, line: Line, kind: Kind) -> PastSale:
        """A line of kind sale or return as it is stored."""
        return PastSale(
            line=line.row, invoice=line.invoice, kind=kind.value,
            product=self.own_products.get(line.product, line.product), quantity=abs(line.quantity),
            unit_price=line.price, currency=self.currency, customer=line.customer, country=line.country, at=line.at,
        )


@lru_cache(maxsize=65_536)
def is_service(code: str) -> bool:
    """Whether a code (in capitals) stands for postage, a fee, a discount or a voucher instead of a product."""
    return _SERVICE.fullmatch(code) is not None


def is_cancellation(invoice: str) -> bool:
    """`C` and digits, as the UCI set numbers the invoices that take another one back."""
    return _CANCELLATION.fullmatch(invoice) is not None


def time_reader(pattern: str | None) -> Callable[[str], datetime]:
    """Text -> aware UTC time, by a strptime pattern or else ISO 8601; a time without a zone is UTC.

    Raises BadOrderFile for a pattern that reads no date; the reader itself raises ValueError.
    """
    if pattern is not None:
        try:
            probe = datetime.strptime(datetime(2010, 12, 1, tzinfo=UTC).strftime(pattern), pattern)  # noqa: DTZ007
        except ValueError:
            probe = None
        if probe is None or (probe.year, probe.month, probe.day) != (2010, 12, 1):
            raise BadOrderFile(f"--time-format: {pattern!r} does not read year, month and day")

    # The lines of one invoice carry one time.
    @lru_cache(maxsize=1024)
    def read(text: str) -> datetime:
        naive = datetime.fromisoformat(text) if pattern is None else datetime.strptime(text, pattern)  # noqa: DTZ007
        return naive.replace(tzinfo=UTC) if naive.tzinfo is None else naive.astimezone(UTC)

    return read


class _Wrong(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


def _quantity(text: str) -> int | None:
    found = _QUANTITY.fullmatch(text.strip())
    return int(found[0].partition(".")[0]) if found else None


def _price(text: str) -> Decimal | None:
    found = _PRICE.fullmatch(text.strip())
    return Decimal(found[0]) if found else None


def _named(column: str, text: str) -> str:
    short = _short(column, text)
    if not short:
        raise _Wrong(column, "is missing")
    return short


def _short(column: str, text: str) -> str:
    stripped = text.strip()
    if len(stripped) > LONGEST_FIELD or "\0" in stripped:
        raise _Wrong(column, f"is longer than {LONGEST_FIELD} signs" if len(stripped) > LONGEST_FIELD else "holds a NUL sign")
    return stripped


@lru_cache(maxsize=65_536)
def _customer(text: str) -> str | None:
    """The customer's number; spreadsheets make `17850.0` of 17850."""
    if text.casefold() in _NOBODY:
        return None
    return text[:-2] if _WHOLE_CUSTOMER.fullmatch(text) else text


def is_nowhere(country: str) -> bool:
    """Whether a country field says nothing, rather than naming what has no code."""
    return country.casefold() in _NOWHERE
