"""What the benches share: a round of a frozen floor in its own process, and a figure held beside it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "benchmarks" / "floors"


def floor_round(script: str, name: str) -> list[float]:
    """One round of a floor, in a process of its own; nothing where its script is not at hand."""
    file = FOLDER / script
    if not file.exists():
        return []
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(file), "--json", "--rounds", "1"], capture_output=True, check=True, text=True, timeout=120
    )
    return [float(row["value"]) for row in json.loads(ran.stdout)["figures"] if row["name"] == name]


def figure(
    name: str, unit: str, values: Sequence[float], detail: str, floor: tuple[str, Sequence[float]] | None = None
) -> dict[str, Any]:
    """A figure as the command-line contract writes it: medians, and the median of each round's ratio to its floor."""
    floors = floor[1] if floor else []
    ratios = [value / beside for value, beside in zip(values, floors, strict=False)]
    return {
        "name": name, "value": round(statistics.median(values), 2), "unit": unit, "min": round(min(values), 2),
        "max": round(max(values), 2),
        "floor": {"name": floor[0], "value": round(statistics.median(floors), 2)} if floor and floors else None,
        "ratio": round(statistics.median(ratios), 2) if ratios else None, "detail": detail,
    }
