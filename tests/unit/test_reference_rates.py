"""Exchange rates without a network: the shipped history, the supplement, and honest dates on both."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commerce_core.domain.rates import NoRate, Rate
from commerce_core.domain.reference import RateSupplement
from connectors.rates.reference_rates import ECB, ReferenceRates

HISTORY = """Date,USD,JPY,RUB,
2026-10-30,1.10,160.5,N/A,
2026-10-29,1.20,160.0,N/A,
2026-10-02,N/A,150.0,N/A,
2026-09-29,1.25,151.0,N/A,
2022-03-01,1.11,128.2,117.2,
"""
SUPPLEMENT = RateSupplement(date(2026, 9, 29), "market", {"AED": Decimal("4.59"), "SAR": Decimal("4.6875")})


@pytest.fixture
def rates(tmp_path: Path) -> ReferenceRates:
    file = tmp_path / "history.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("history.csv", HISTORY)
    return ReferenceRates(SUPPLEMENT, file)


@pytest.mark.parametrize(
    ("base", "quote", "day", "rate"),
    [
        ("EUR", "USD", date(2026, 10, 30), Rate(Decimal("1.10"), ECB, date(2026, 10, 30))),
        ("EUR", "USD", date(2026, 10, 29), Rate(Decimal("1.20"), ECB, date(2026, 10, 29))),
        ("EUR", "USD", date(2027, 5, 1), Rate(Decimal("1.10"), ECB, date(2026, 10, 30))),
        ("EUR", "JPY", date(2026, 10, 3), Rate(Decimal("150.0"), ECB, date(2026, 10, 2))),
        ("EUR", "USD", date(2026, 10, 3), Rate(Decimal("1.25"), ECB, date(2026, 9, 29))),
        ("USD", "EUR", date(2026, 10, 30), Rate(Decimal("0.909090909091"), ECB, date(2026, 10, 30))),
        ("USD", "JPY", date(2026, 10, 29), Rate(Decimal("133.333333333"), ECB, date(2026, 10, 29))),
        ("EUR", "RUB", date(2022, 3, 5), Rate(Decimal("117.2"), ECB, date(2022, 3, 1))),
        ("EUR", "AED", date(2026, 11, 22), Rate(Decimal("4.59"), "market", date(2026, 9, 29))),
        ("EUR", "AED", date(2025, 2, 1), Rate(Decimal("4.59"), "market", date(2026, 9, 29))),
        ("SAR", "EUR", date(2026, 11, 22), Rate(Decimal("0.213333333333"), "market", date(2026, 9, 29))),
        ("JPY", "JPY", date(1900, 1, 1), Rate(Decimal(1), "identity", date(1900, 1, 1))),
    ],
)
def test_rates(rates: ReferenceRates, base: str, quote: str, day: date, rate: Rate) -> None:
    assert rates.rate(base, quote, day) == rate


def test_a_pair_of_which_one_side_is_only_in_the_supplement_is_of_its_day(rates: ReferenceRates) -> None:
    """The dirham is pegged: 3.672 on the supplement's day, not the 4.17 that two different days would give."""
    assert rates.rate("USD", "AED", date(2026, 10, 30)) == Rate(
        Decimal("3.672"), f"market; {ECB}", date(2026, 9, 29)
    )


@pytest.mark.parametrize(
    ("base", "quote", "day"),
    [
        ("EUR", "USD", date(2022, 2, 28)), ("EUR", "XYZ", date(2026, 10, 30)), ("RUB", "EUR", date(2026, 10, 30)),
        ("EUR", "AED", date(2024, 9, 27)), ("USD", "RUB", date(2026, 10, 30)),
    ],
)
def test_what_nobody_published_is_no_rate(rates: ReferenceRates, base: str, quote: str, day: date) -> None:
    with pytest.raises(NoRate) as caught:
        rates.rate(base, quote, day)
    assert (caught.value.base, caught.value.quote, caught.value.on) == (base, quote, day)
    assert str(caught.value) == f"no rate from {base} to {quote} for {day}"


def test_the_shipped_history_covers_every_destination() -> None:
    from commerce_core.domain.landed_cost import shipped_facts

    shipped = ReferenceRates()
    currencies = {rules.currency for rules in shipped_facts().destinations.values()}
    found = {code: shipped.rate("USD", code, date(2026, 11, 22)).value for code in currencies}
    assert all(value > 0 for value in found.values())
    assert Decimal("3.66") < found["AED"] < Decimal("3.69")


def test_importing_the_connector_reads_nothing() -> None:
    code = (
        "import sys; import connectors.rates.reference_rates as r; r.ReferenceRates();"
        "print('currency_converter' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
