"""`tradewind bench nlu`: CPU of understanding one message, of telling its language, start-up and memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nlu import examples
from nlu.folding import fold
from nlu.language import identify
from nlu.training import held_out
from nlu.understand import load

FLOOR = Path(__file__).parents[3] / "benchmarks" / "floors" / "nlu.py"
FLOOR_NAME = "parse_cpu_us"
MESSAGES_PER_ROUND = 1_000
START = """
import json, resource, sys, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
from nlu.understand import load
load().read("hello, do you ship to Chile?")
spent = time.perf_counter() - begun
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"start_ms": spent * 1e3, "rss_mb": after / 1024, "grown_mb": (after - before) / 1024}))
"""


def figures(rounds: int = 5) -> list[dict[str, Any]]:
    """The bench's figures as the command-line contract writes them; `rounds` of each, after one that warms up.

    Messages are the held-out training examples of every language there is, in the order of their files. Start-up is wall
    time of a new process whose artefact exists: imports, loading, one message.
    """
    understanding = load()
    messages = [one.text for one in examples.all_examples() if held_out(one.text)][:MESSAGES_PER_ROUND]
    folded = [fold(text) for text in messages]
    engine, backend = understanding.engine, understanding.backend
    parse: list[float] = []
    language: list[float] = []
    starts: list[dict[str, float]] = []
    floors: list[float] = []
    for _ in range(rounds + 1):
        parse.append(_cpu_us(lambda at: understanding.read(messages[at]), len(messages)))
        language.append(_cpu_us(lambda at: identify(folded[at], engine.words, backend), len(messages)))
        starts.append(_start())
        floors += _floor()
    detail = f"process CPU, one at a time, {len(messages)} real examples of {sum(map(len, messages)) / len(messages):.0f} characters a round"
    return [
        _figure("parse_cpu_us", "us", parse[1:], floors[1:], f"{detail}; text in, whole reading out"),
        _figure("language_cpu_us", "us", language[1:], [], f"{detail}; folded text in, language out"),
        _figure(
            "start_ms",
            "ms",
            [start["start_ms"] for start in starts[1:]],
            [],
            "wall time in a new process: imports, artefact, one message",
        ),
        _figure(
            "rss_mb",
            "MB",
            [start["rss_mb"] for start in starts[1:]],
            [],
            "peak resident memory of that process, interpreter and numpy included",
        ),
    ]


def _cpu_us(work: Callable[[int], object], count: int) -> float:
    begun = time.process_time()
    for at in range(count):
        work(at)
    return (time.process_time() - begun) / max(count, 1) * 1e6


def _start() -> dict[str, float]:
    ran = subprocess.run([sys.executable, "-c", START], capture_output=True, check=True, text=True, timeout=120)  # noqa: S603
    measured: dict[str, float] = json.loads(ran.stdout)
    return measured


def _floor() -> list[float]:
    """One round of the floor in a process of its own; nothing where its script is not at hand."""
    if not FLOOR.exists():
        return []
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(FLOOR), "--json", "--rounds", "1"], capture_output=True, check=True, text=True, timeout=120
    )
    return [float(row["value"]) for row in json.loads(ran.stdout)["figures"] if row["name"] == FLOOR_NAME]


def _figure(name: str, unit: str, values: Sequence[float], floors: Sequence[float], detail: str) -> dict[str, Any]:
    ratios = [value / floor for value, floor in zip(values, floors, strict=False)]
    return {
        "name": name,
        "value": round(statistics.median(values), 2),
        "unit": unit,
        "min": round(min(values), 2),
        "max": round(max(values), 2),
        "floor": {"name": FLOOR_NAME, "value": round(statistics.median(floors), 2)} if floors else None,
        "ratio": round(statistics.median(ratios), 2) if ratios else None,
        "detail": detail,
    }
