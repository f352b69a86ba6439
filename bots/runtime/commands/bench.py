"""`tradewind bench`: measured figures, each beside its floor in the same run."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from bots.runtime.commands.opening import failed

NAMES = ("chat", "nlu", "quote")
_MODULES = {"chat": ("chat", "telegram"), "nlu": ("nlu",), "quote": ("quote",)}


def bench(
    name: Annotated[str, typer.Argument(help=" ".join(NAMES))],
    rounds: Annotated[int, typer.Option(min=5, help="Rounds of each figure, after one that warms up.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Measure one part of the shop; a figure and its floor run in turns, ratios are medians of the rounds' ratios."""
    if name not in _MODULES:
        raise failed(f"no bench called {name}; there are {', '.join(NAMES)}", 2)
    found: list[dict[str, Any]] = []
    for module in _MODULES[name]:
        found += import_module(f"bots.runtime.bench.{module}").figures(rounds=rounds)
    if as_json:
        machine = {"cpus": os.cpu_count(), "python": platform.python_version()}
        typer.echo(json.dumps({"bench": name, "machine": machine, "figures": found}))
        return
    for row in found:
        floor = f"  {row['ratio']} x {row['floor']['name']} ({row['floor']['value']})" if row["floor"] else ""
        typer.echo(f"{row['name']:24} {row['value']:>10} {row['unit']:4} ({row['min']} to {row['max']}){floor}")
        typer.echo(f"{'':24} {row['detail']}", file=sys.stdout)
