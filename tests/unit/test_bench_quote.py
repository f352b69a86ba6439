"""The quote bench measures a real quote beside its floor and says so in the contract's shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.runtime.bench import floors
from bots.runtime.bench import quote as bench
from commerce_core.domain.landed_cost import quote, shipped_facts
from tests.quoting import no_rate


def test_the_measured_quote_has_the_floor_s_five_rates() -> None:
    requests = bench.requests()
    assert len(requests) == 500
    answer = quote(requests[0], shipped_facts(), no_rate)
    assert [row.rate for row in answer.charges if row.kind == "duty"] == ["16.9%", "3%", "12%", "4.7%"]
    assert requests == bench.requests()


def test_figures_stand_beside_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "QUOTES_PER_ROUND", 20)
    found = bench.figures(rounds=1)
    assert [row["name"] for row in found] == ["quote_5_lines_cpu_us", "quote_line_cpu_us"]
    for row in found:
        assert set(row) == {"name", "value", "unit", "min", "max", "floor", "ratio", "detail"}
        assert row["unit"] == "us"
        assert row["floor"]["name"] == "quote_5_lines_cpu_us"
        assert row["ratio"] == pytest.approx(row["value"] / row["floor"]["value"], rel=0.02)


def test_without_the_floor_s_script_there_is_no_ratio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "QUOTES_PER_ROUND", 20)
    monkeypatch.setattr(floors, "FOLDER", tmp_path)
    assert [(row["floor"], row["ratio"]) for row in bench.figures(rounds=1)] == [(None, None), (None, None)]
