"""Trains the embedded engine's classifier on any two-column file and scores it on another: `tradewind nlu bench`."""

import csv
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.engines.linear import Linear
from nlu.features import features
from nlu.folding import fold
from nlu.request import BadRequest
from nlu.training import held_out, train_linear

OUT_OF_SCOPE_LABELS = frozenset(("NO_NODES_DETECTED", "oos", "out_of_scope"))
SENTENCES = ("sentence", "text", "utterance", "message")
LABELS = ("label", "intent", "category", "class")
KEPT = 0.995
"""Share of the rightly answered held-out sentences that the threshold must still answer."""
THRESHOLDS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its label."""

    sentence: str
    label: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a `.csv` or `.tsv` file with a header; the columns are told by their names, else sentence first.

    Raises BadRequest naming the file and row.
    """
    delimiter = "\t" if path.suffix == ".tsv" else ","
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    if not rows:
        raise BadRequest(f"{path}: the file is empty")
    names = [name.strip().lower() for name in rows[0]]
    if len(names) < 2:
        raise BadRequest(
            f"{path}: row 1: two columns are required, separated by {'a tab' if delimiter == chr(9) else 'commas'}"
        )
    sentence = next((names.index(name) for name in SENTENCES if name in names), 0)
    label = next((names.index(name) for name in LABELS if name in names), 1 - sentence)
    found = []
    for number, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) <= max(sentence, label):
            raise BadRequest(f"{path}: row {number}: two columns are required")
        found.append(Row(row[sentence], row[label]))
    return found


def bench(train: Sequence[Row], test: Sequence[Row]) -> dict[str, Any]:
    """Accuracy of the classifier alone.

    `in_scope_accuracy`: in-scope sentences answered right when every sentence is answered. The threshold is chosen on
    held-out training sentences only, so that KEPT of the right answers remain; at it, `in_scope_accuracy_at_threshold`
    counts a refused in-scope sentence as wrong and `out_of_scope_recall` is the share of out-of-scope sentences refused.
    `best_mcc` is the best multi-class Matthews correlation (Gorodkin 2004) over thresholds, as HINT3 reports it.
    """
    train = [row for row in train if row.label not in OUT_OF_SCOPE_LABELS]
    documents = [features(fold(row.sentence)) for row in train]
    dev = [held_out(row.sentence) for row in train]
    labels = [row.label for row in train]
    model = train_linear(documents, labels, dev)
    threshold = _threshold(documents, labels, dev)
    answers, confidences = _answers(model, [features(fold(row.sentence)) for row in test])
    wanted = np.array([row.label if row.label not in OUT_OF_SCOPE_LABELS else "" for row in test])
    inside = wanted != ""
    right = answers == wanted
    answered = confidences >= threshold
    outside = int((~inside).sum())
    return {
        "train": len(train), "test": len(test), "labels": len(model.labels), "out_of_scope_sentences": outside,
        "in_scope_accuracy": _share(right[inside]),
        "threshold": round(threshold, 4),
        "in_scope_accuracy_at_threshold": _share((right & answered)[inside]),
        "out_of_scope_recall": _share(~answered[~inside]) if outside else None,
        "best_mcc": round(best_mcc(wanted, answers, confidences), 4),
    }  # fmt: skip


def _answers(model: Linear, documents: Sequence[list[str]]) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """The best label of each document, and its raw score: how far the document lies inside that label."""
    labels = np.array(model.labels)
    answers, confidences = [], []
    for document in documents:
        scores = model.scores(document)
        best = scores.index(max(scores))
        answers.append(labels[best])
        confidences.append(scores[best])
    return np.array(answers), np.array(confidences)


def _threshold(documents: Sequence[list[str]], labels: Sequence[str], dev: Sequence[bool]) -> float:
    """The confidence that KEPT of the right answers to held-out sentences reach, by a model that has not seen them."""
    seen = [(d, name) for d, name, out in zip(documents, labels, dev, strict=True) if not out]
    unseen = [(d, name) for d, name, out in zip(documents, labels, dev, strict=True) if out]
    if not unseen or len({name for _, name in seen}) < 2:
        return -math.inf
    model = train_linear([d for d, _ in seen], [name for _, name in seen], [False] * len(seen))
    answers, confidences = _answers(model, [d for d, _ in unseen])
    right = confidences[answers == np.array([name for _, name in unseen])]
    return float(np.quantile(right, 1 - KEPT)) if len(right) else -math.inf


def _share(hits: NDArray[np.bool_]) -> float | None:
    return round(float(hits.mean()), 4) if len(hits) else None


def best_mcc(wanted: NDArray[np.str_], answers: NDArray[np.str_], confidences: NDArray[np.float64]) -> float:
    """The best multi-class Matthews correlation when answers below a threshold become out of scope (the empty label)."""
    thresholds = [-math.inf, *np.quantile(confidences, np.linspace(0, 1, THRESHOLDS))]
    return max(mcc(list(wanted), list(np.where(confidences >= threshold, answers, ""))) for threshold in thresholds)


def mcc(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Matthews correlation for several classes (Gorodkin 2004); 0 where either side has one class only."""
    right = sum(a == b for a, b in zip(wanted, given, strict=True))
    total = len(wanted)
    truly, predicted = Counter(wanted), Counter(given)
    overlap = sum(truly[label] * predicted[label] for label in truly)
    spread = (total**2 - sum(n**2 for n in predicted.values())) * (total**2 - sum(n**2 for n in truly.values()))
    return (right * total - overlap) / math.sqrt(spread) if spread else 0.0
