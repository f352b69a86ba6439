"""The figures of `nlu eval` and `nlu bench`, on cases worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from nlu.benchmark import Row, bench, best_mcc, mcc, read_rows
from nlu.evaluation import calibration_error, evaluate, macro_f1, parse_line
from nlu.reading import Entity, Intent, LanguageGuess, Reading
from nlu.request import BadRequest


class Fixed:
    """Reads every message as a Spanish purchase of two, and remembers the locales it was given."""

    def __init__(self) -> None:
        self.locales: list[str | None] = []

    def read(self, text, hints=None, history=(), live=None):
        self.locales.append(hints.locale)
        return Reading(
            text, LanguageGuess("es"), Intent("add_to_cart", 0.8), entities=(Entity("quantity", 0, 1, "2", 2),)
        )


LINES = [
    '{"text": "2", "lang": "es", "intent": "add_to_cart", "entities": [{"entity": "quantity", "value": 2}]}',
    '{"text": "x", "lang": "en", "intent": "out_of_scope", "entities": [{"entity": "sku", "value": "A1"}, {"entity": "ordinal", "value": 1}]}',
]


def test_each_language_counts_its_own_lines() -> None:
    table = evaluate(Fixed(), [parse_line(line, number) for number, line in enumerate(LINES, 1)])
    es, en = table["languages"]["es"], table["languages"]["en"]
    assert (es["language_accuracy"], es["intent_accuracy"], es["entity_f1"], es["out_of_scope_recall"]) == (
        1.0,
        1.0,
        1.0,
        None,
    )
    assert (en["language_accuracy"], en["intent_accuracy"], en["entity_f1"], en["out_of_scope_recall"]) == (
        0.0,
        0.0,
        0.0,
        0.0,
    )
    assert (table["all"]["entity_f1"], table["mean"]["intent_accuracy"], table["all"]["calibration_error"]) == (
        0.5,
        0.5,
        0.3,
    )


def test_hint_noise_gives_the_true_language_or_always_a_wrong_one() -> None:
    lines = [parse_line(LINES[0], 1)] * 50
    true, wrong = Fixed(), Fixed()
    evaluate(true, lines, 0.0)
    evaluate(wrong, lines, 1.0)
    assert set(true.locales) == {"es"}
    assert "es" not in wrong.locales


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nope", "line 3: "), ("[]", "line 3: not an object"), ('{"text": "a", "lang": "en"}', "line 3: intent: text is required"),
        ('{"text": "a", "lang": "en", "intent": "greet", "entities": [{"entity": "sku"}]}', "line 3: 'value'"),
        ('{"text": "a", "lang": "en", "intent": "greet", "hints": {"planet": "x"}}', "line 3: hints.planet: unknown field"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named(line: str, fault: str) -> None:
    with pytest.raises(BadRequest) as raised:
        parse_line(line, 3)
    assert str(raised.value).startswith(fault)


def test_macro_f1_and_calibration_by_hand() -> None:
    assert macro_f1([("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(2 / 3)
    assert calibration_error([(0.95, True), (0.95, False)]) == pytest.approx(0.45)


def test_matthews_correlation_by_hand() -> None:
    assert mcc(["a", "a", "b", "b"], ["a", "a", "b", "a"]) == pytest.approx(1 / 3**0.5)
    assert mcc(["a", "a"], ["a", "a"]) == 0.0
    wanted, answers = np.array(["a", ""]), np.array(["a", "b"])
    assert best_mcc(wanted, answers, np.array([0.9, 0.1])) == 1.0


def test_bench_answers_what_it_was_taught_and_refuses_the_rest() -> None:
    train = [
        Row(f"{verb} the {thing} please", verb)
        for verb in ("open", "close", "paint")
        for thing in ("door", "gate", "box", "window", "lid", "car", "shed", "tin")
    ]
    test = [
        Row("open the barn please", "open"),
        Row("paint the bike please", "paint"),
        Row("qqq zzz", "NO_NODES_DETECTED"),
    ]
    result = bench(train, test)
    assert (result["in_scope_accuracy"], result["out_of_scope_recall"], result["best_mcc"]) == (1.0, 1.0, 1.0)


def test_columns_are_told_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('sentence,label\n"one, two",x\n', encoding="utf-8")
    (tmp_path / "b.tsv").write_text("intent\ttext\nx\tone, two\n", encoding="utf-8")
    assert read_rows(tmp_path / "a.csv") == read_rows(tmp_path / "b.tsv") == [Row("one, two", "x")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        ("sentence;label\n", "row 1: two columns are required"),
        ("a,b\n1,2\nonly\n", "row 3: two columns are required"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest) as raised:
        read_rows(path)
    assert str(raised.value).startswith(f"{path}: {fault}")
