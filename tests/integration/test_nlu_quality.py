"""How well the language layer reads what it was not trained on: the held-out examples, and public data where it is at hand."""

import json
import lzma
import os
from collections import Counter
from pathlib import Path

import pytest

from nlu.benchmark import bench, read_rows
from nlu.engines.embedded import load_or_train, store
from nlu.evaluation import Line, evaluate
from nlu.examples import all_examples
from nlu.folding import fold
from nlu.identifiers import identifier
from nlu.language import LANGUAGES, identify
from nlu.reading import Hints
from nlu.training import build, held_out
from nlu.understand import Understanding
from tests.trained_understanding import understanding

AS_WRITTEN = ("product", "city", "postal_code")
OUR_LANGUAGES = {language.split("-")[0] for language in LANGUAGES}


def public(path: str) -> Path:
    folder = os.environ.get("TRADEWIND_PUBLIC_DATA")
    if not folder:
        pytest.skip("TRADEWIND_PUBLIC_DATA is not set; docs/howto tells where to get the data")
    return Path(folder) / path


def test_held_out_examples_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = all_examples()
    path = tmp_path / "model.npz"
    store(path, build(messages=[one for one in examples if not held_out(one.text)]))
    monkeypatch.setattr("nlu.engines.embedded.artefact_name", lambda data: path.name)
    reader = Understanding(load_or_train(tmp_path), identifier())
    lines = [
        Line(one.text, one.language, one.intent, Counter((m.entity, m.value or (m.text if m.entity in AS_WRITTEN else m.text.upper() if m.entity in ("sku", "size", "coupon", "order_id") else m.text)) for m in one.annotations), Hints(), None)
        for one in examples if held_out(one.text)
    ]  # fmt: skip
    table = evaluate(reader, lines)
    assert table["mean"]["intent_accuracy"] >= 0.83
    assert min(row["intent_accuracy"] for row in table["languages"].values()) >= 0.80
    assert table["mean"]["entity_f1"] >= 0.91
    assert table["mean"]["out_of_scope_recall"] >= 0.70
    assert table["all"]["calibration_error"] <= 0.05
    assert table["mean"]["language_accuracy"] >= 0.94


@pytest.mark.public_data
def test_a_retail_chatbots_real_messages() -> None:
    result = bench(
        read_rows(public("nlu/hint3_sofmattress/train.csv")), read_rows(public("nlu/hint3_sofmattress/test.csv"))
    )
    assert result["in_scope_accuracy"] >= 0.70
    assert result["best_mcc"] >= 0.55


@pytest.mark.public_data
def test_languages_of_short_public_texts() -> None:
    engine, backend = understanding().engine, identifier()
    with lzma.open(public("lid/short_texts_dev.jsonl.xz"), "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if row["words"] in ("1", "2", "3") and row["lang"] in OUR_LANGUAGES][::4]
    told = {
        locale: sum(
            identify(fold(row["text"]), engine.words, backend, row["lang"] if locale else None).code.split("-")[0]
            == row["lang"]
            for row in rows
        )
        for locale in (False, True)
    }
    assert told[False] / len(rows) >= 0.905
    assert told[True] / len(rows) >= 0.97
