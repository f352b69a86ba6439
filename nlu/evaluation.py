"""Scores an engine on labelled lines: language, intent, entities, calibration, out-of-scope recall and time, per language."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nlu.reading import Hints, Live, Reading
from nlu.request import BadRequest, hints_from, live_from
from nlu.vocabulary import LANGUAGES

HINT_SEED = 20
CALIBRATION_BINS = 10
OUT_OF_SCOPE = "out_of_scope"
NOT_SCORED = ("ordinal",)
"""Entities that transcripts score, not this table (contracts/nlu.md)."""


class Reader(Protocol):
    """Anything that reads a message as Understanding does."""

    def read(self, text: str, hints: Hints = ..., history: Sequence[str] = ..., live: Live | None = ...) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled message; `entities` as a multiset of (entity, value)."""

    text: str
    language: str
    intent: str
    entities: Counter[tuple[str, str]]
    hints: Hints
    live: Live | None


@dataclass(slots=True)
class Tally:
    """Running counts of one language."""

    lines: int = 0
    languages_right: int = 0
    intents_right: int = 0
    answers: list[tuple[str, str]] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    entities_right: int = 0
    entities_found: int = 0
    entities_wanted: int = 0
    product_right: int = 0
    product_found: int = 0
    product_wanted: int = 0
    microseconds: list[float] = field(default_factory=list)


def read_lines(path: Path) -> list[Line]:
    """The labelled lines of a JSON-lines file; raises BadRequest naming the line and field."""
    return [
        parse_line(text, number) for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if text.strip()
    ]


def parse_line(text: str, number: int) -> Line:
    """One labelled line; raises BadRequest naming the line and field."""
    try:
        line = json.loads(text)
        if not isinstance(line, dict):
            raise BadRequest("not an object")
        for name in ("text", "lang", "intent"):
            if not isinstance(line.get(name), str):
                raise BadRequest(f"{name}: text is required")
        wanted = Counter((str(one["entity"]), str(one["value"])) for one in line.get("entities", []))
        hints, live = hints_from(line.get("hints")), live_from(line.get("live"))
    except (ValueError, KeyError, TypeError) as fault:
        raise BadRequest(f"line {number}: {fault}") from fault
    return Line(line["text"], line["lang"], line["intent"], wanted, hints, live)


def evaluate(reader: Reader, lines: Iterable[Line], hint_noise: float | None = None) -> dict[str, Any]:
    """The table of contracts/nlu.md: overall figures and one row per language.

    With `hint_noise`, each line's language is given as the client locale, replaced by another one with that probability
    (seeded). Time is wall time of the whole parse, one message at a time.
    """
    chance = random.Random(HINT_SEED)  # noqa: S311
    tallies: dict[str, Tally] = {}
    for line in lines:
        hints = line.hints if hint_noise is None else noisy(line, hint_noise, chance)
        begun = time.perf_counter()
        reading = reader.read(line.text, hints, (), line.live)
        spent = (time.perf_counter() - begun) * 1e6
        _count(tallies.setdefault(line.language, Tally()), line, reading, spent)
    rows = {language: _row(tally) for language, tally in sorted(tallies.items())}
    return {"all": _row(_sum(tallies.values())), "mean": _mean(rows), "languages": rows}


def noisy(line: Line, noise: float, chance: random.Random) -> Hints:
    """The line's hints with its language as the locale, wrong with probability `noise`."""
    true = line.language
    wrong = chance.random() < noise
    locale = chance.choice([language for language in LANGUAGES if language != true]) if wrong else true
    return Hints(locale, line.hints.country, line.hints.phone, line.hints.timezone, line.hints.currency)


def _count(tally: Tally, line: Line, reading: Reading, microseconds: float) -> None:
    right = reading.intent.name == line.intent
    tally.lines += 1
    tally.languages_right += reading.language.code == line.language
    tally.intents_right += right
    tally.answers.append((line.intent, reading.intent.name))
    tally.confidences.append((reading.intent.confidence, right))
    tally.microseconds.append(microseconds)
    found = Counter((one.entity, str(one.value)) for one in reading.entities if one.entity not in NOT_SCORED)
    for entity, count in found.items():
        _entity(tally, entity[0], "found", count)
        _entity(tally, entity[0], "right", min(count, line.entities[entity]))
    for entity, count in line.entities.items():
        if entity[0] not in NOT_SCORED:
            _entity(tally, entity[0], "wanted", count)


def _entity(tally: Tally, kind: str, what: str, count: int) -> None:
    name = f"{'product' if kind == 'product' else 'entities'}_{what}"
    setattr(tally, name, getattr(tally, name) + count)


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for name in Tally.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    return whole


def _row(tally: Tally) -> dict[str, Any]:
    times = sorted(tally.microseconds) or [0.0]
    lines = max(tally.lines, 1)
    return {
        "lines": tally.lines,
        "language_accuracy": round(tally.languages_right / lines, 4),
        "intent_accuracy": round(tally.intents_right / lines, 4),
        "macro_f1": round(macro_f1(tally.answers), 4),
        "entity_f1": _f1(tally.entities_right, tally.entities_found, tally.entities_wanted),
        "product_f1": _f1(tally.product_right, tally.product_found, tally.product_wanted),
        "calibration_error": round(calibration_error(tally.confidences), 4),
        "out_of_scope_recall": _recall(tally.answers, OUT_OF_SCOPE),
        "ms_median": round(times[len(times) // 2] / 1e3, 4),
        "ms_mean": round(sum(times) / len(times) / 1e3, 4),
    }


def _mean(rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Each figure's mean over languages, every language counting the same."""
    if not rows:
        return {}
    means = {}
    for name in next(iter(rows.values())):
        values = [row[name] for row in rows.values() if row[name] is not None]
        means[name] = round(sum(values) / len(values), 4) if values else None
    return means


def macro_f1(answers: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the intents that occur in the labels of (label, answer) pairs."""
    labels = {label for label, _ in answers}
    if not labels:
        return 0.0
    right = Counter(label for label, answer in answers if label == answer)
    wanted, given = Counter(label for label, _ in answers), Counter(answer for _, answer in answers)
    return sum(2 * right[label] / (wanted[label] + given[label]) for label in labels) / len(labels)


def calibration_error(confidences: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten equal bins of confidence (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in confidences:
        bins.setdefault(min(int(confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1), []).append((confidence, right))
    total = max(len(confidences), 1)
    return sum(abs(sum(c for c, _ in group) - sum(r for _, r in group)) for group in bins.values()) / total


def _f1(right: int, found: int, wanted: int) -> float | None:
    return round(2 * right / (found + wanted), 4) if found + wanted else None


def _recall(answers: Sequence[tuple[str, str]], intent: str) -> float | None:
    wanted = [answer for label, answer in answers if label == intent]
    return round(wanted.count(intent) / len(wanted), 4) if wanted else None
