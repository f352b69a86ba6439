"""`tradewind nlu` keeps contracts/nlu.md: one answer a line in the contract's shape, errors in place, exit status 2 at the end."""

import json
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bots.runtime.commands.nlu import answer_line, app
from tests.trained_understanding import understanding

CACHE = str(Path(tempfile.gettempdir()) / "tradewind-test-nlu")
EXAMPLE = "quiero 2 de la A12 roja, ¿envían a Chile?"


def run(*arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(app, [arguments[0], "--cache", CACHE, *arguments[1:]], input=text)


def test_the_contracts_example() -> None:
    answer = json.loads(run("parse", text=json.dumps({"text": EXAMPLE})).stdout)
    assert list(answer) == [
        "text", "language", "country", "home", "intent", "also", "intent_ranking", "entities", "claim", "engine",
    ]  # fmt: skip
    assert (answer["text"], answer["claim"], answer["engine"]) == (EXAMPLE, None, "embedded")
    assert (answer["language"]["code"], answer["language"]["variant"], answer["language"]["evidence"]) == (
        "es",
        None,
        ["words", "script"],
    )
    assert list(answer["language"]) == ["code", "variant", "confidence", "ranking", "evidence"]
    assert answer["country"] == {
        "code": "CL", "status": "likely", "confidence": 0.9316, "ranking": [["CL", 0.9316]], "evidence": [["country_name", "Chile"]],
    }  # fmt: skip
    assert answer["home"] == {"code": None, "status": "ask", "confidence": 0.0, "ranking": [], "evidence": []}
    assert (answer["intent"]["name"], [one["name"] for one in answer["also"]]) == ("add_to_cart", ["ask_shipping"])
    assert answer["intent_ranking"][0] == answer["intent"]
    assert answer["entities"] == [
        {"entity": "quantity", "start": 7, "end": 8, "text": "2", "value": 2},
        {"entity": "sku", "start": 15, "end": 18, "text": "A12", "value": "A12"},
        {"entity": "color", "start": 19, "end": 23, "text": "roja", "value": "red"},
        {"entity": "country", "start": 35, "end": 40, "text": "Chile", "value": "CL"},
    ]


def test_lines_are_answered_in_order_and_bad_ones_in_their_place() -> None:
    lines = [
        '{"text": "hola"}',
        "nope",
        '{"text": 1}',
        '{"text": "+1", "live": {"codes": ["A12"], "pinned": "A12"}}',
        '{"text": "hi", "mood": 1}',
    ]
    result = run("parse", text="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert answers[0]["intent"]["name"] == "greet"
    assert answers[1:3] == [{"error": "the line is not JSON"}, {"error": "text: text is required"}]
    assert answers[3]["claim"] == {"label": "claim", "items": [{"sku": "A12", "quantity": 1, "variant": None}]}
    assert answers[4] == {"error": "mood: unknown field; known are text, hints, history, live"}


def test_good_lines_alone_exit_with_zero() -> None:
    assert run("parse", text='{"text": ""}\n\n{"text": "ok", "history": ["es"]}\n').exit_code == 0


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b'{"text": "a", "hints": []}', "hints: an object is required"),
        (b'{"text": "a", "hints": {"locale": 1}}', "hints.locale: text is required"),
        (b'{"text": "a", "history": "es"}', "history: a list of texts is required"),
        (b'{"text": "a", "live": {}}', "live: an object with codes is required"),
        (b'{"text": "a", "live": {"codes": [1]}}', "live.codes: a list of texts is required"),
        (b'{"text": "a", "live": {"codes": [], "pinned": 1}}', "live.pinned: text is required"),
        (b"[1]", "a request is a JSON object"),
        (b"\xff\xfe", "the line is not UTF-8"),
        (b"[" * 100_000, "the line is not JSON"),
    ],
)
def test_the_field_that_is_wrong_is_named(line: bytes, error: str) -> None:
    assert answer_line(understanding(), line) == {"error": error}


def test_a_lone_surrogate_comes_back_as_it_came() -> None:
    result = run("parse", text='{"text": "\\ud800 hola"}\n')
    assert (result.exit_code, json.loads(result.stdout)["text"]) == (0, "\ud800 hola")


def test_eval_prints_the_table_and_names_faults(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"text": "hola", "lang": "es", "intent": "greet", "entities": []}\n', encoding="utf-8")
    table = json.loads(run("eval", str(file), "--json", "--hint-noise", "0.15").stdout)
    assert (table["languages"]["es"]["intent_accuracy"], table["engine"], table["hint_noise"]) == (
        1.0,
        "embedded",
        0.15,
    )
    assert run("eval", str(file)).stdout.splitlines()[1].startswith("es ")
    assert run("eval", str(tmp_path / "absent.jsonl")).exit_code == 1
    assert run("eval", str(file), "--engine", "oracle").exit_code == 2
    file.write_text("{}\n", encoding="utf-8")
    failed = run("eval", str(file))
    assert (failed.exit_code, failed.stderr.strip()) == (2, "line 1: text: text is required")


def test_train_says_what_it_made() -> None:
    understanding()
    result = json.loads(run("train", "--json").stdout)
    assert (result["trained"], result["intents"], Path(result["artefact"]).parent) == (False, 33, Path(CACHE))


def test_bench_trains_on_any_two_column_file(tmp_path: Path) -> None:
    train, test = tmp_path / "train.csv", tmp_path / "test.csv"
    train.write_text(
        "sentence,label\n"
        + "".join(f"{verb} it {number},{verb}\n" for verb in ("open", "close") for number in "abcdefghij"),
        encoding="utf-8",
    )
    test.write_text("sentence,label\nopen it z,open\nclose it z,close\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["bench", "--train", str(train), "--test", str(test), "--json"])
    assert (
        done.exit_code,
        json.loads(done.stdout)["in_scope_accuracy"],
        json.loads(done.stdout)["out_of_scope_recall"],
    ) == (0, 1.0, None)
    absent = CliRunner().invoke(app, ["bench", "--train", str(tmp_path / "no.csv"), "--test", str(test)])
    assert (absent.exit_code, absent.stderr.strip()) == (1, f"{tmp_path / 'no.csv'}: No such file or directory")
