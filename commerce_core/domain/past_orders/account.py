"""The account of a file: every row counted under one kind with its money, and what else is worth knowing of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from commerce_core.domain.history import EXACT, Recorded
from commerce_core.domain.money import exponent_of
from commerce_core.domain.past_orders.lines import Kind, Line, Unreadable, is_cancellation, is_nowhere

ROWS_LISTED = 50
NAMES_LISTED = 20
_APART = "\x1f"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind and their money: the sum of quantity x price, signed as in the file."""

    rows: int
    money: Decimal


@dataclass(frozen=True, slots=True)
class ServiceCode:
    code: str
    description: str
    part: Part


@dataclass(frozen=True, slots=True)
class SeveralNames:
    """A code with several descriptions: the most frequent, its rows, and how many others there are."""

    product: str
    description: str
    rows: int
    others: int


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every row. `parts` adds up to `rows`; the money of all parts is the money of the file.

    `marks` count readable rows and overlap: a cancellation may lack its customer too.
    """

    source: str
    currency: str
    rows: int
    empty_lines: int
    file_money: Decimal
    parts: Mapping[Kind, Part]
    recorded: Recorded
    money_unknown: int
    marks: Mapping[str, int]
    imported: Mapping[str, int]
    first: datetime | None
    last: datetime | None
    services: tuple[ServiceCode, ...]
    unreadable: tuple[Unreadable, ...]
    reasons: Mapping[str, int]
    uncoded: Mapping[str, int]
    several_names: int
    names: tuple[SeveralNames, ...]
    replaced: bool

    @property
    def accounted(self) -> Decimal:
        """Recorded sales less recorded returns and every remainder: must be `file_money` to the last decimal."""
        whole = EXACT.subtract(self.recorded.sales_money, self.recorded.returns_money)
        for kind, part in self.parts.items():
            if kind not in (Kind.SALE, Kind.RETURN):
                whole = EXACT.add(whole, part.money)
        return whole

    @property
    def balanced(self) -> bool:
        """Whether both sides agree in money and every row is under one kind, the recorded ones in the database."""
        return (
            self.accounted == self.file_money
            and sum(part.rows for part in self.parts.values()) == self.rows
            and (self.recorded.sales, self.recorded.returns)
            == (self.parts[Kind.SALE].rows, self.parts[Kind.RETURN].rows)
        )

    def amount(self, money: Decimal) -> str:
        """Plain decimal text with every decimal there is, and at least those of the currency."""
        exponent = money.as_tuple().exponent
        assert isinstance(exponent, int)
        return f"{money:.{max(exponent_of(self.currency), -exponent) if money else exponent_of(self.currency)}f}"

    def as_json(self) -> dict[str, Any]:
        """The report for programs: money as plain decimal text."""
        return {
            "source": self.source, "currency": self.currency, "rows": self.rows, "empty_lines": self.empty_lines,
            "money": self._money(), "rows_by_kind": {kind.value: part.rows for kind, part in self.parts.items()},
            "marks": dict(self.marks), "imported": dict(self.imported),
            "first": self.first.isoformat() if self.first else None, "last": self.last.isoformat() if self.last else None,
            "services": [
                {
                    "code": each.code, "description": each.description, "rows": each.part.rows,
                    "money": self.amount(each.part.money),
                }
                for each in self.services
            ],
            "unreadable": {
                "by_column": dict(self.reasons),
                "first": [{"row": each.row, "column": each.column, "reason": each.reason} for each in self.unreadable],
            },
            "countries_without_code": dict(self.uncoded),
            "several_descriptions": {
                "codes": self.several_names,
                "first": [
                    {"product": each.product, "description": each.description, "rows": each.rows, "others": each.others}
                    for each in self.names
                ],
            },
            "replaced": self.replaced,
        }

    def _money(self) -> dict[str, Any]:
        """Both sides: `file`, and `accounted` = sales - returns + every remainder."""
        return {
            "file": self.amount(self.file_money), "sales": self.amount(self.recorded.sales_money),
            "returns": self.amount(self.recorded.returns_money),
            **{
                kind.value: self.amount(part.money)
                for kind, part in self.parts.items() if kind not in (Kind.SALE, Kind.RETURN)
            },
            "accounted": self.amount(self.accounted), "balanced": self.balanced, "rows_without": self.money_unknown,
        }


class Account:
    """Counts while a file is read. The file's own sum is kept apart from the kinds, so that both can disagree."""

    def __init__(self) -> None:
        self.rows = 0
        self.empty_lines = 0
        self.file_money = _NOTHING
        self.money_unknown = 0
        self.marks: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.unreadable: list[Unreadable] = []
        self.uncoded: Counter[str] = Counter()
        self.first: datetime | None = None
        self.last: datetime | None = None
        self._rows_of: Counter[Kind] = Counter()
        self._money_of: dict[Kind, Decimal] = dict.fromkeys(Kind, _NOTHING)
        self._services: dict[str, list[Any]] = {}
        self._descriptions: dict[str, Counter[str]] = defaultdict(Counter)
        self._seen: set[bytes] = set()
        self._invoices: set[str] = set()
        self._customers: set[str] = set()
        self._countries: set[str] = set()
        self._products: set[str] = set()

    def see(self, fields: Sequence[str]) -> None:
        """Count a row as it stands in the file; one that was there before, sign by sign, is a duplicate (and stays)."""
        self.rows += 1
        print_of_row = blake2b(_APART.join(fields).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if print_of_row in self._seen:
            self.marks["duplicate"] += 1
        self._seen.add(print_of_row)

    def add_unreadable(self, row: Unreadable) -> None:
        self._rows_of[Kind.UNREADABLE] += 1
        self.reasons[row.column] += 1
        if len(self.unreadable) < ROWS_LISTED:
            self.unreadable.append(row)
        if row.money is None:
            self.money_unknown += 1
        else:
            self.file_money = EXACT.add(self.file_money, row.money)
            self._money_of[Kind.UNREADABLE] = EXACT.add(self._money_of[Kind.UNREADABLE], row.money)

    def add(self, line: Line, kind: Kind) -> None:
        self.file_money = EXACT.add(self.file_money, EXACT.multiply(line.price, Decimal(line.quantity)))
        self._rows_of[kind] += 1
        self._money_of[kind] = EXACT.add(self._money_of[kind], line.money)
        self._mark(line)
        if line.description:
            self._descriptions[line.product][line.description] += 1
        if kind is Kind.SERVICE:
            service = self._services.setdefault(line.product, [0, _NOTHING])
            service[0] += 1
            service[1] = EXACT.add(service[1], line.money)
        elif kind in (Kind.SALE, Kind.RETURN):
            self._trade(line)

    def _mark(self, line: Line) -> None:
        marks = self.marks
        if line.customer is None:
            marks["without_customer"] += 1
        if line.country is None:
            marks["without_country"] += 1
            if not is_nowhere(line.country_name):
                self.uncoded[line.country_name] += 1
        if line.quantity < 0:
            marks["negative_quantity"] += 1
        if is_cancellation(line.invoice):
            marks["cancellation_invoice"] += 1

    def _trade(self, line: Line) -> None:
        self._invoices.add(line.invoice)
        self._products.add(line.product)
        if line.customer is not None:
            self._customers.add(line.customer)
        if line.country is not None:
            self._countries.add(line.country)
        if self.first is None or line.at < self.first:
            self.first = line.at
        if self.last is None or line.at > self.last:
            self.last = line.at

    @property
    def traded(self) -> int:
        """Rows that became history."""
        return self._rows_of[Kind.SALE] + self._rows_of[Kind.RETURN]

    def names(self) -> dict[str, str]:
        """Every traded product's most frequent description; of equally frequent ones the first in the file."""
        return {
            product: self._descriptions[product].most_common(1)[0][0]
            for product in sorted(self._products) if self._descriptions.get(product)
        }

    def report(self, source: str, currency: str, recorded: Recorded, own: int, replaced: bool) -> Report:
        """The account closed, with what is recorded of it; `own` counts the shop's own products among the traded."""
        several = sorted(
            (SeveralNames(code, *counts.most_common(1)[0], len(counts) - 1) for code, counts in self._descriptions.items()
             if len(counts) > 1 and code not in self._services),
            key=lambda each: (-each.others, each.product),
        )
        return Report(
            source=source, currency=currency, rows=self.rows, empty_lines=self.empty_lines, file_money=self.file_money,
            parts={kind: Part(self._rows_of[kind], self._money_of[kind]) for kind in Kind}, recorded=recorded,
            money_unknown=self.money_unknown,
            marks={name: self.marks[name] for name in (
                "cancellation_invoice", "negative_quantity", "without_customer", "without_country", "duplicate")},
            imported={
                "lines": self.traded, "invoices": len(self._invoices), "customers": len(self._customers),
                "countries": len(self._countries), "products": len(self._products), "own_products": own,
            },
            first=self.first, last=self.last, services=self._service_codes(), unreadable=tuple(self.unreadable),
            reasons=dict(self.reasons), uncoded=dict(self.uncoded.most_common()), several_names=len(several),
            names=tuple(several[:NAMES_LISTED]), replaced=replaced,
        )

    def own(self, own_products: Mapping[str, str]) -> int:
        """How many of the traded products are the shop's own."""
        return len({own_products[code] for code in self._products if code in own_products})

    def _service_codes(self) -> tuple[ServiceCode, ...]:
        codes = [
            ServiceCode(code, next(iter(dict(self._descriptions[code].most_common(1))), ""), Part(rows, money))
            for code, (rows, money) in self._services.items()
        ]
        return tuple(sorted(codes, key=lambda each: (-each.part.rows, each.code)))
