"""Trains the embedded engine from the example files with scikit-learn, deterministically, in a few seconds."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlu import examples
from nlu.engines.linear import Floats, Linear, pack
from nlu.features import features
from nlu.folding import fold

DEV_SHARE = 5
"""One example in five is held out for calibration; decided by a hash of its words, so that it never moves."""

SVM_C = 0.5
MIN_DOCUMENTS = 1


def held_out(text: str) -> bool:
    """Whether an example belongs to the development split; stable across machines, orders and other examples."""
    return hashlib.sha256(text.casefold().encode("utf-8", "replace")).digest()[0] % DEV_SHARE == 0


def train_linear(documents: Sequence[list[str]], labels: Sequence[str], dev: Sequence[bool]) -> Linear:
    """A linear one-against-rest SVM over presence-idf features, its temperature fitted where `dev` is true.

    The temperature is fitted on a model that has not seen the held-out documents; the shipped weights see all of them.
    """
    fitted = _fit([d for d, out in zip(documents, dev, strict=True) if not out],
                  [name for name, out in zip(labels, dev, strict=True) if not out])  # fmt: skip
    outside = [(d, name) for d, name, out in zip(documents, labels, dev, strict=True) if out and name in fitted.labels]
    temperature = _temperature(fitted, outside) if outside else 4.0
    whole = _fit(documents, labels)
    return Linear(whole.labels, whole.rows, whole.weights, whole.idf, whole.bias, temperature)


def _fit(documents: Sequence[list[str]], labels: Sequence[str]) -> Linear:
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize
    from sklearn.svm import LinearSVC

    counts = Counter(feature for document in documents for feature in document)
    vocabulary = sorted(feature for feature, count in counts.items() if count >= MIN_DOCUMENTS and "\n" not in feature)
    rows = {feature: at for at, feature in enumerate(vocabulary)}
    idf = np.array([math.log((1 + len(documents)) / (1 + counts[name])) + 1 for name in vocabulary], np.float32)
    columns = [rows[feature] for document in documents for feature in document if feature in rows]
    ends = np.cumsum([0] + [sum(feature in rows for feature in document) for document in documents])
    matrix = normalize(csr_matrix((idf[columns], columns, ends), shape=(len(documents), len(rows))))
    names = tuple(sorted(set(labels)))
    model = LinearSVC(C=SVM_C, random_state=0).fit(matrix, list(labels))
    weights, bias = model.coef_, model.intercept_
    if len(names) == 2:
        weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
    return Linear(names, rows, weights.T.astype(np.float32), idf, bias.astype(np.float32), 1.0)


def _temperature(model: Linear, outside: Sequence[tuple[list[str], str]]) -> float:
    """The softmax temperature of least log loss on held-out documents (Guo et al. 2017, "On calibration")."""
    scores = np.stack([model.scores(document) for document, _ in outside])
    answers = np.array([model.labels.index(label) for _, label in outside])
    candidates = np.geomspace(1.0, 20.0, 40)
    return float(min(candidates, key=lambda heat: _log_loss(scores * heat, answers)))


def _log_loss(scores: Floats, answers: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> float:
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(answers)), answers].mean())


def build(data: Path = examples.DATA) -> dict[str, Any]:
    """Train on every language there is a file for and return the arrays of the artefact; deterministic."""
    messages = examples.all_examples(data)
    documents = [features(fold(message.text)) for message in messages]
    intents = train_linear(
        documents, [message.intent for message in messages], [held_out(message.text) for message in messages]
    )
    words = {"languages": telling_words(data), "variants": {}, "neutral": []}
    return {
        **pack(intents, "intents"),
        "words": np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8),
    }


def telling_words(data: Path) -> dict[str, list[str]]:
    """Word -> the languages whose examples use it, where those are at most two."""
    spoken: dict[str, Counter[str]] = {}
    for message in examples.all_examples(data):
        for token in fold(message.text).tokens:
            if token.text[0].isalpha() and len(token.text) > 1:
                spoken.setdefault(token.text, Counter())[message.language.split("-")[0]] += 1
    return {word: sorted(languages) for word, languages in sorted(spoken.items()) if len(languages) <= 2}
