"""`tradewind bench nlu`: CPU of understanding one message, of telling its language, start-up and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bots.runtime.bench.floors import figure, floor_round
from nlu import examples
from nlu.folding import fold
from nlu.language import identify
from nlu.training import held_out
from nlu.understand import load

_FLOOR = "parse_cpu_us"
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
        floors += floor_round("nlu.py", _FLOOR)
    detail = f"process CPU, one at a time, {len(messages)} real examples of {sum(map(len, messages)) / len(messages):.0f} characters a round"
    return [
        figure("parse_cpu_us", "us", parse[1:], f"{detail}; text in, whole reading out", (_FLOOR, floors[1:])),
        figure("language_cpu_us", "us", language[1:], f"{detail}; folded text in, language out"),
        figure(
            "start_ms", "ms", [start["start_ms"] for start in starts[1:]],
            "wall time in a new process: imports, artefact, one message",
        ),
        figure(
            "rss_mb", "MB", [start["rss_mb"] for start in starts[1:]],
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
