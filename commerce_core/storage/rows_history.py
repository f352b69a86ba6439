"""Rows of the sales history: imports with their sales and demand, and the popularity counted from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, bindparam, case, delete, func, null, or_, select, update
from sqlalchemy import insert as plain_insert

from commerce_core.domain.history import EXACT, Demand, PastImport, PastSale, Popularity, Recorded
from commerce_core.storage.codec import instant, moment, packed, unpacked
from commerce_core.storage.statements import Driver, Statement, insert
from commerce_core.storage.tables import demand, order_line, orders, past_import, past_product, past_sale

_OPEN, _COMPLETE, _RETIRED, _SWEPT = "open", "complete", "retired", "swept"
_FORGOTTEN_AFTER = timedelta(days=1)
"""An open import begun longer ago than this died: the largest files take minutes."""
_TASTE_IS_FRESH = timedelta(seconds=60)

_GIVE_UP_OTHERS = Statement(
    update(past_import).values(status=_RETIRED)
    .where(
        past_import.c.status == _OPEN,
        or_(past_import.c.source == bindparam("source_"), past_import.c.started_at < bindparam("before_")),
    )
)
_BEGIN = Statement(
    plain_insert(past_import)
    .values(source=bindparam("source_"), status=_OPEN, started_at=bindparam("started_at_"), report=null())
    .returning(past_import.c.number)
)
_STATUS = Statement(
    select(past_import.c.status, past_import.c.source).where(past_import.c.number == bindparam("number_"))
)
_GIVE_UP = Statement(
    update(past_import).values(status=_RETIRED)
    .where(past_import.c.number == bindparam("number_"), past_import.c.status == _OPEN)
)
_same = past_import.alias("same")
_REPLACE = Statement(
    update(past_import).values(status=_RETIRED)
    .where(
        past_import.c.status == _COMPLETE,
        past_import.c.source
        == select(_same.c.source).where(_same.c.number == bindparam("number_")).scalar_subquery(),
    )
)
_COMPLETE_IT = Statement(
    update(past_import).values(status=_COMPLETE, report=bindparam("report_"))
    .where(past_import.c.number == bindparam("number_"))
)
_COMPLETED = Statement(
    select(past_import.c.number, past_import.c.source, past_import.c.started_at, past_import.c.report)
    .where(past_import.c.status == _COMPLETE).order_by(past_import.c.source)
)

_ADD_SALE, _ADD_NAME, _ADD_DEMAND = insert(past_sale), insert(past_product), insert(demand)
_SOLD = case((past_sale.c.kind == "sale", past_sale.c.quantity), else_=-past_sale.c.quantity)
_IN_IMPORT = past_sale.c.import_number == bindparam("number_")
_COUNT_DEMAND = Statement(
    select(past_sale.c.country, past_sale.c.product, func.sum(_SOLD), func.count(past_sale.c.invoice.distinct()))
    .where(_IN_IMPORT, past_sale.c.country.is_not(None))
    .group_by(past_sale.c.country, past_sale.c.product)
)
# Whole units per price: what is left to multiply has no fraction that a database would round.
_BY_PRICE = Statement(
    select(past_sale.c.kind, past_sale.c.unit_price, func.sum(past_sale.c.quantity), func.count())
    .where(_IN_IMPORT).group_by(past_sale.c.kind, past_sale.c.unit_price)
)

_DEMAND = Statement(
    select(demand.c.country, demand.c.product, func.sum(demand.c.units))
    .where(demand.c.import_number.in_(select(past_import.c.number).where(past_import.c.status == _COMPLETE)))
    .group_by(demand.c.country, demand.c.product)
)
_OWN_SALES = Statement(
    select(orders.c.country, order_line.c.product_id, func.sum(order_line.c.quantity))
    .join(order_line, order_line.c.order_id == orders.c.id).where(orders.c.payment_status == "captured")
    .group_by(orders.c.country, order_line.c.product_id)
)


def _delete_some(table: Table, key: str) -> Statement:
    """Delete up to `limit_` rows of one import in the order of their key."""
    some = (
        select(table.c[key]).where(table.c.import_number == bindparam("number_"))
        .group_by(table.c[key]).order_by(table.c[key]).limit(bindparam("limit_"))
    )
    return Statement(delete(table).where(table.c.import_number == bindparam("number_"), table.c[key].in_(some.scalar_subquery())))


_RETIRED_ONES = Statement(select(past_import.c.number).where(past_import.c.status == _RETIRED).order_by(past_import.c.number))
_SWEEPS = (_delete_some(past_sale, "line"), _delete_some(past_product, "product"), _delete_some(demand, "country"))
_ALL_SWEPT = Statement(
    update(past_import).values(status=_SWEPT, report=null()).where(past_import.c.number == bindparam("number_"))
)


class TasteCache:
    """The popularity last counted, and when: a market's taste does not change within a minute."""

    def __init__(self) -> None:
        self.counted_at: datetime | None = None
        self.popularity = Popularity({})


class HistoryTable:
    """Implements ports_market.HistoryRows."""

    def __init__(self, driver: Driver, now: datetime, cache: TasteCache) -> None:
        self._driver = driver
        self._now = now
        self._cache = cache

    def begin(self, source: str) -> int:
        now = instant(self._now)
        before = instant(self._now - _FORGOTTEN_AFTER)
        self._driver.run(_GIVE_UP_OTHERS, {"source_": source, "before_": before})
        row = self._driver.one(_BEGIN, {"source_": source, "started_at_": now})
        assert row is not None
        return int(row[0])

    def is_open(self, number: int) -> bool:
        row = self._driver.one(_STATUS, {"number_": number})
        return row is not None and row[0] == _OPEN

    def add_sales(self, number: int, sales: Sequence[PastSale]) -> None:
        self._driver.many(_ADD_SALE, [
            {
                "import_number": number, "line": each.line, "invoice": each.invoice, "kind": each.kind,
                "product": each.product, "quantity": each.quantity, "unit_price": str(each.unit_price),
                "currency": each.currency, "customer": each.customer, "country": each.country,
                "at": instant(each.at),
            }
            for each in sales
        ])

    def add_names(self, number: int, names: Mapping[str, str]) -> None:
        self._driver.many(_ADD_NAME, [
            {"import_number": number, "product": product, "description": name} for product, name in names.items()
        ])

    def add_demand(self, number: int, demand: Sequence[Demand]) -> None:
        self._driver.many(_ADD_DEMAND, [
            {
                "import_number": number, "country": each.country, "product": each.product, "units": each.units,
                "invoices": each.invoices,
            }
            for each in demand
        ])

    def count_demand(self, number: int) -> tuple[Demand, ...]:
        rows = self._driver.all(_COUNT_DEMAND, {"number_": number})
        return tuple(Demand(country, product, int(units), int(invoices)) for country, product, units, invoices in rows)

    def recorded(self, number: int) -> Recorded:
        lines = {"sale": 0, "return": 0}
        money = {"sale": Decimal(0), "return": Decimal(0)}
        for kind, price, units, rows in self._driver.all(_BY_PRICE, {"number_": number}):
            lines[kind] += int(rows)
            money[kind] = EXACT.add(money[kind], EXACT.multiply(Decimal(price), Decimal(int(units))))
        return Recorded(lines["sale"], money["sale"], lines["return"], money["return"])

    def complete(self, number: int, report: Mapping[str, Any] | None) -> None:
        self._driver.run(_REPLACE, {"number_": number})
        text = None if report is None else packed(dict(report))
        self._driver.run(_COMPLETE_IT, {"number_": number, "report_": text})
        self._cache.counted_at = None

    def give_up(self, number: int) -> None:
        self._driver.run(_GIVE_UP, {"number_": number})

    def sweep(self, limit: int) -> bool:
        left = limit
        for (number,) in self._driver.all(_RETIRED_ONES):
            for statement in _SWEEPS:
                left -= self._driver.run(statement, {"number_": number, "limit_": left})
                if left <= 0:
                    return True
            self._driver.run(_ALL_SWEPT, {"number_": number})
        return False

    def imports(self) -> tuple[PastImport, ...]:
        return tuple(
            PastImport(number, source, moment(started_at), None if report is None else unpacked(report))
            for number, source, started_at, report in self._driver.all(_COMPLETED)
        )

    def popularity(self) -> Popularity:
        counted_at = self._cache.counted_at
        if counted_at is None or not counted_at <= self._now < counted_at + _TASTE_IS_FRESH:
            self._cache.popularity, self._cache.counted_at = self._count(), self._now
        return self._cache.popularity

    def _count(self) -> Popularity:
        units: dict[str, dict[str, int]] = defaultdict(dict)
        for country, product, sold in [*self._driver.all(_DEMAND), *self._driver.all(_OWN_SALES)]:
            units[country][product] = units[country].get(product, 0) + int(sold)
        return Popularity(dict(units))
