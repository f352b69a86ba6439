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
from nlu.candidates import Candidate, Lexicons, Sighting, sight
from nlu.engines.linear import Floats, Linear, pack
from nlu.entities import BEGIN, INSIDE, NONE, OUTSIDE, product_features, slot_features
from nlu.examples import Example
from nlu.features import features, weight
from nlu.folding import Folded, fold
from nlu.language import VARIANTS
from nlu.lexicon import (
    claim_entries,
    command_entries,
    compiled,
    concept_entries,
    cue_entries,
    multiplier_entries,
    value_entries,
)

DEV_SHARE = 5
"""One example in five is held out for calibration; decided by a hash of its words, so that it never moves."""

SVM_C = 1.0
SELDOM = 2
"""Features of fewer documents than this are left out of the two large models: half the memory for a loss within noise."""


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


def _fit(documents: Sequence[list[str]], labels: Sequence[str], weighted: bool = True, least: int = SELDOM) -> Linear:
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        return _constant(names or (NONE,))

    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize
    from sklearn.svm import LinearSVC

    counts = Counter(feature for document in documents for feature in document)
    vocabulary = sorted(feature for feature, count in counts.items() if count >= least and "\n" not in feature)
    rows = {feature: at for at, feature in enumerate(vocabulary)}
    idf = np.array(
        [_rarity(name, counts[name], len(documents)) if weighted else 1.0 for name in vocabulary], np.float32
    )
    columns = [rows[feature] for document in documents for feature in document if feature in rows]
    ends = np.cumsum([0] + [sum(feature in rows for feature in document) for document in documents])
    matrix = normalize(csr_matrix((idf[columns], columns, ends), shape=(len(documents), len(rows))))
    model = LinearSVC(C=SVM_C, random_state=0).fit(matrix, list(labels))
    weights, bias = model.coef_, model.intercept_
    if len(names) == 2:
        weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
    return Linear(names, rows, weights.T.astype(np.float32), idf, bias.astype(np.float32), 1.0)


def _constant(names: tuple[str, ...]) -> Linear:
    """The model of data that has nothing to tell apart: always the one label there is."""
    nothing = np.zeros((1, 1), np.float32)
    return Linear(names, {"": 0}, nothing, nothing[0], np.ones(1, np.float32), 1.0)


def _rarity(feature: str, documents: int, all_documents: int) -> float:
    """The weight of a feature: its kind's, times the smoothed inverse document frequency (as scikit-learn's)."""
    return weight(feature) * (math.log((1 + all_documents) / (1 + documents)) + 1)


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


def build(data: Path = examples.DATA, messages: Sequence[Example] | None = None) -> dict[str, Any]:
    """Train on every language there is a file for (or on `messages` alone); the arrays of the artefact; deterministic."""
    messages = examples.all_examples(data) if messages is None else messages
    lexicons = Lexicons(
        compiled(value_entries(data)), compiled(cue_entries(data)),
        compiled(concept_entries(data)), compiled(multiplier_entries(data)),
    )  # fmt: skip
    read = [_sighted(message, lexicons) for message in messages]
    dev = [held_out(message.text) for message in messages]
    documents = [features(folded, sighting.kinds(), sighting.concepts) for folded, sighting in read]
    intents = train_linear(documents, [message.intent for message in messages], dev)
    stored = {
        "values": lexicons.values.phrases,
        "cues": lexicons.cues.phrases,
        "concepts": lexicons.concepts.phrases,
        "multipliers": lexicons.multipliers.phrases,
        "roles": compiled(claim_entries(data)).phrases,
        "commands": compiled(command_entries(data)).phrases,
        "words": telling_words(messages, data),
    }
    return {
        **pack(intents, "intents"),
        **pack(train_slots(messages, read), "slots"),
        **pack(train_products(messages, read), "products"),
        "texts": np.frombuffer(json.dumps(stored, ensure_ascii=False).encode(), np.uint8),
    }


def _sighted(message: Example, lexicons: Lexicons) -> tuple[Folded, Sighting]:
    folded = fold(message.text)
    return folded, sight(folded, lexicons, message.language)


def train_slots(messages: Sequence[Example], read: Sequence[tuple[Folded, Sighting]]) -> Linear:
    """The model of what a candidate is, from whether and how the annotators marked it; small, so that it keeps every feature."""
    documents, labels = [], []
    for message, (folded, sighting) in zip(messages, read, strict=True):
        for at, candidate in enumerate(sighting.candidates):
            documents.append(slot_features(folded, sighting, at, message.intent))
            labels.append(_marked(message, folded, candidate))
    return _fit(documents, labels, weighted=False, least=1)


def _marked(message: Example, folded: Folded, candidate: Candidate) -> str:
    """The kind an annotation gives a candidate that it overlaps, or `none`."""
    start, end = folded.span(candidate.start, candidate.end)
    for mark in message.annotations:
        if mark.start < end and start < mark.end and any(kind == mark.entity for kind, _ in candidate.meanings):
            return mark.entity
    return NONE


def train_products(messages: Sequence[Example], read: Sequence[tuple[Folded, Sighting]]) -> Linear:
    """The model of product phrases: a label O, B or I for every token."""
    documents: list[list[str]] = []
    labels: list[str] = []
    for message, (folded, sighting) in zip(messages, read, strict=True):
        rows = product_features(folded, sighting, message.intent)
        documents += rows
        labels += product_tags(message, folded)[: len(rows)]
    return _fit(documents, labels, weighted=False, least=SELDOM)


def product_tags(message: Example, folded: Folded) -> list[str]:
    """O, B or I for each token of an annotated message."""
    spans = [(mark.start, mark.end) for mark in message.annotations if mark.entity == "product"]
    tags = []
    for token in folded.tokens:
        start, _ = folded.span(token.start, token.end)
        span = next(((first, last) for first, last in spans if first <= start < last), None)
        tags.append(OUTSIDE if span is None else BEGIN if start == span[0] else INSIDE)
    return tags


def telling_words(messages: Sequence[Example], data: Path) -> dict[str, dict[str, list[str]]]:
    """Words that tell languages and variants apart: the listed ones, and those of one language's examples alone."""
    languages: dict[str, list[str]] = {}
    variants: dict[str, list[str]] = {}
    neutral: list[str] = []
    for names in examples.lookups(data).get("words", {}).values():
        for name, words in names.items():
            for word in {token.text for phrase in words for token in fold(phrase).tokens}:
                if name == "neutral":
                    neutral.append(word)
                elif name in VARIANTS:
                    variants.setdefault(word, []).append(name)
                elif name.split("-")[0] not in languages.setdefault(word, []):
                    languages[word].append(name.split("-")[0])
    for word, spoken in sorted(_used_words(messages).items()):
        if len(spoken) == 1 and word not in languages and word not in neutral:
            languages[word] = sorted(spoken)
    return {"languages": languages, "variants": variants, "neutral": {"neutral": sorted(neutral)}}


def _used_words(messages: Sequence[Example]) -> dict[str, set[str]]:
    used: dict[str, Counter[str]] = {}
    for message in messages:
        marked = {word.casefold() for mark in message.annotations for word in mark.text.split()}
        for token in fold(message.text).tokens:
            if token.text[0].isalpha() and len(token.text) > 2 and token.text not in marked:
                used.setdefault(token.text, Counter())[message.language.split("-")[0]] += 1
    return {word: set(languages) for word, languages in used.items() if sum(languages.values()) > 1 or len(word) >= 6}
