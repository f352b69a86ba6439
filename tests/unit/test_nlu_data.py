"""The shipped training data is fit to train on, the blind messages are apart from it, and the linter sees each kind of fault."""

import json
from collections import Counter
from pathlib import Path

import pytest

from nlu.data_lint import MINIMUM_PER_INTENT, doubts, main, problems
from nlu.examples import DATA, read_examples, synonyms, training_files
from nlu.vocabulary import COLORS, ENTITIES, INTENTS, LANGUAGES, VALUE_SHAPES

BLIND = sorted((Path(__file__).parents[1] / "nlu_blind").glob("*.jsonl"))


def block(intent: str, lines: list[str]) -> str:
    return f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {line}\n" for line in lines)


def write(folder: Path, language: str = "en", **changed: list[str]) -> Path:
    """A faultless file with as many examples as are asked, but for the intents whose lines are given."""
    plain = {intent: [f"{intent} message {at}" for at in range(MINIMUM_PER_INTENT)] for intent in INTENTS}
    blocks = [block(intent, lines) for intent, lines in (plain | changed).items()]
    (folder / f"{language}.yml").write_text('version: "3.1"\nnlu:\n' + "".join(blocks), "utf-8")
    return folder


def enough(*lines: str) -> list[str]:
    """The lines, filled up with plain ones that no other intent of the file has."""
    letters = "".join(sign for sign in lines[0] if sign.isalpha())
    return [*lines, *(f"filler {at} of {letters}" for at in range(MINIMUM_PER_INTENT - len(lines)))]


def test_the_shipped_data_has_no_problems() -> None:
    assert problems() == []


def test_the_first_four_languages_are_shipped() -> None:
    assert {"en", "es", "zh-Hans", "ar"} <= {path.stem for path in training_files()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_intent_has_the_examples_promised(language: str) -> None:
    counts = Counter(example.intent for example in read_examples(DATA / f"{language}.yml"))
    assert set(counts) == set(INTENTS)
    assert {intent: count for intent, count in counts.items() if count < 28} == {}
    assert counts["out_of_scope"] >= 60


@pytest.mark.parametrize("path", BLIND, ids=lambda path: path.stem)
def test_blind_messages_are_apart_from_the_training_examples(path: Path) -> None:
    trained = {example.text.casefold() for example in read_examples(DATA / path.with_suffix(".yml").name)}
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [row["text"] for row in rows if row["text"].casefold() in trained] == []


@pytest.mark.parametrize("path", BLIND, ids=lambda path: path.stem)
def test_blind_messages_keep_the_contract(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert {row["lang"] for row in rows} == {path.stem}
    assert {intent: count for intent, count in Counter(row["intent"] for row in rows).items() if count < 5} == {}
    assert {row["intent"] for row in rows} == set(INTENTS)
    found = [(row["text"], one) for row in rows for one in row["entities"]]
    assert [(text, one) for text, one in found if one["entity"] not in ENTITIES] == []
    assert [(text, one) for text, one in found if not VALUE_SHAPES[one["entity"]].fullmatch(str(one["value"]))] == []
    assert [row["text"] for row in rows if row["intent"] == "out_of_scope" and row["entities"]] == []


def test_the_vocabulary_is_the_contract() -> None:
    assert (len(INTENTS), len(ENTITIES), len(COLORS), len(LANGUAGES)) == (33, 15, 14, 20)
    assert len(set(INTENTS)) == 33


def test_a_faultless_folder_has_no_problems(tmp_path: Path) -> None:
    assert problems(write(tmp_path)) == []


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path}: no example files (*.yml)"]


def test_a_file_that_is_not_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text("nlu: [", "utf-8")
    (found,) = problems(tmp_path)
    assert found.startswith(f"{tmp_path / 'en.yml'}: not YAML: ")


def test_a_language_we_do_not_answer_in_is_named(tmp_path: Path) -> None:
    assert problems(write(tmp_path, "eo")) == ["eo.yml: 'eo' is not one of our languages"]


@pytest.mark.parametrize(
    ("intent", "lines", "expected"),
    [
        ("haggle", enough("lower please"), "unknown intent 'haggle'"),
        ("greet", ["hi"], "intent greet has 1 examples, fewer than 20"),
        ("greet", enough("[hi](mood)"), "greet: 'hi' marks the unknown entity 'mood'"),
        ("greet", enough("hi [you"), "greet: 'hi [you' has a mark that was not closed"),
        ("greet", enough("hi", "Hi"), "'hi' stands 2 times"),
        ("deny", enough("greet message 3!"), "'greet message 3' stands in deny and greet"),
        ("out_of_scope", enough("rain in [Rome](city)"), "out_of_scope: 'rain in Rome' is out_of_scope and carries entities"),
        ("greet", enough("a [mug ](product)"), "greet: 'a mug ' marks 'mug ' with a space at its edge"),
        (
            "greet",
            enough('[teal]{"entity": "color", "value": "teal"} one'),
            "greet: 'teal one' gives 'teal' the color 'teal', which is no such value",
        ),
        (
            "greet",
            enough('under [5k]{"entity": "price_max", "value": "5k"}'),
            "greet: 'under 5k' gives '5k' the price_max '5k', which is no such value",
        ),
        ("greet", enough("[zero](quantity) of it"), "greet: 'zero of it' gives 'zero' the quantity 'zero', which is no such value"),
        (
            "greet",
            enough('[cream]{"entity": "color", "value": "beige"} one', '[Cream]{"entity": "color", "value": "white"} two'),
            "'cream' is the color beige and white",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named(tmp_path: Path, intent: str, lines: list[str], expected: str) -> None:
    assert problems(write(tmp_path, **{intent: lines})) == [f"en.yml: {expected}"]


def test_a_mark_that_is_not_an_object_is_named(tmp_path: Path) -> None:
    (found,) = problems(write(tmp_path, greet=enough('[red]{"entity" "color"}')))
    assert found.startswith('en.yml, intent greet: the mark \'[red]{"entity" "color"}\' is not an entity object: ')


def test_a_sign_tells_a_claim_from_a_release(tmp_path: Path) -> None:
    folder = write(tmp_path, live_claim=enough("mine", "+1 [A12](sku)"), release_claim=enough("pass", "-1 [A12](sku)"))
    assert problems(folder) == []


def test_words_without_a_value_take_it_from_the_synonyms(tmp_path: Path) -> None:
    write(tmp_path, greet=enough("the [rojo](color) one"))
    assert problems(tmp_path) == ["en.yml: greet: 'the rojo one' gives 'rojo' the color 'rojo', which is no such value"]
    table = tmp_path / "synonyms" / "color" / "en.yml"
    table.parent.mkdir(parents=True)
    table.write_text('version: "3.1"\nnlu:\n- synonym: red\n  examples: |\n    - rojo\n', "utf-8")
    synonyms.cache_clear()
    assert problems(tmp_path) == []


def test_a_language_with_too_few_examples_is_named(tmp_path: Path) -> None:
    write(tmp_path, "en", greet=[f"hello number {at}" for at in range(2040)])
    found = ["es.yml: 660 examples, less than half of the languages' median 1670"]
    assert problems(write(tmp_path, "es")) == found


def test_words_marked_elsewhere_and_left_bare_are_a_doubt(tmp_path: Path) -> None:
    marked = [f"send {at} to [Lima](city)" for at in ("one", "two", "three")]
    folder = write(tmp_path, ask_shipping=enough(*marked), ask_duties=enough("and to lima?", "no limabeans"))
    assert problems(folder) == []
    assert doubts(folder) == ["en.yml: ask_duties: 'and to lima?' leaves 'lima' bare, elsewhere a city"]


def test_a_message_two_languages_read_differently_is_a_doubt(tmp_path: Path) -> None:
    for language, intent in (("en", "out_of_scope"), ("es", "goodbye")):
        own = {name: [f"{language} {name} {at}" for at in range(MINIMUM_PER_INTENT)] for name in INTENTS}
        write(tmp_path, language, **(own | {intent: ["88", *own[intent]]}))
    assert doubts(tmp_path) == ["'88': en out_of_scope, es goodbye"]


def test_the_command_says_whether_there_are_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path))]) == 0
    assert capsys.readouterr().out == ""
    assert main([str(write(tmp_path, greet=["hi"]))]) == 1
    assert capsys.readouterr().out == "fault  en.yml: intent greet has 1 examples, fewer than 20\n"
