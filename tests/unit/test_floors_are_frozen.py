"""The floors beside which our figures are printed are the shared ones, to the byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

OURS = Path(__file__).parents[2] / "benchmarks" / "floors"
SHARED = Path(os.environ.get("TRADEWIND_SHARED", Path(__file__).parents[3] / "shared")) / "floors"
NAMES = (
    "README.md", "chat.py", "claims.py", "claims_postgres.py", "fanout.py", "measure.py", "nlu.py", "order.py",
    "order_postgres.py", "quote.py",
)


def test_every_floor_is_here() -> None:
    assert sorted(file.name for file in OURS.iterdir() if file.is_file()) == sorted(NAMES)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared floors are not at hand")
@pytest.mark.parametrize("name", NAMES)
def test_a_floor_is_copied_unchanged(name: str) -> None:
    assert (OURS / name).read_bytes() == (SHARED / name).read_bytes()
