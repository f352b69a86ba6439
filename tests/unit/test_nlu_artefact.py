"""The trained artefact: deterministic, whole or absent, rebuilt when damaged, read without scikit-learn."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from nlu.engines.embedded import artefact_name, load_or_train
from nlu.examples import DataFault
from nlu.folding import fold

EXAMPLES = {
    "en": {"greet": ["hi", "hello there", "good morning"], "search_product": ["any [red](color) [socks](product)", "show me [mugs](product)", "i need a [lamp](product)"]},
    "es": {"greet": ["hola", "buenas tardes", "qué tal"], "search_product": ["busco [tazas](product)", "hay [calcetines](product) [rojos]{\"entity\": \"color\", \"value\": \"red\"}", "una [lámpara](product)"]},
}  # fmt: skip


def write_examples(folder: Path) -> Path:
    for language, intents in EXAMPLES.items():
        blocks = [
            f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {line}\n" for line in lines)
            for intent, lines in intents.items()
        ]
        (folder / f"{language}.yml").write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return write_examples(folder)


def intent(cache: Path, data: Path, text: str) -> str:
    engine = load_or_train(cache, data)
    folded = fold(text)
    return engine.classify(folded, engine.sight(folded, "en"))[0][0]


def test_training_twice_writes_the_same_bytes(data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        load_or_train(tmp_path / name, data)
    name = artefact_name(data)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_it_learns_from_the_files_alone(data: Path, tmp_path: Path) -> None:
    assert [intent(tmp_path, data, text) for text in ("hello", "show me socks")] == ["greet", "search_product"]


def test_other_data_is_another_artefact(data: Path) -> None:
    before = artefact_name(data)
    with (data / "en.yml").open("a") as file:
        file.write("    - any hats\n")
    assert artefact_name(data) != before


@pytest.mark.parametrize("keep", [0, 100, 5_000])
def test_a_damaged_artefact_is_built_again(data: Path, tmp_path: Path, keep: int) -> None:
    load_or_train(tmp_path, data)
    path = tmp_path / artefact_name(data)
    whole = path.read_bytes()
    path.write_bytes(whole[:keep])
    assert intent(tmp_path, data, "hello") == "greet"
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_stops_nothing(data: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.touch()
    assert intent(blocked, data, "hello") == "greet"
    assert blocked.read_bytes() == b""


def test_nothing_is_ever_unpickled(data: Path, tmp_path: Path) -> None:
    load_or_train(tmp_path, data)
    path = tmp_path / artefact_name(data)
    np.savez(path, **{"intents.labels": np.array([{"a": 1}], dtype=object)})  # an object array needs pickle to be read
    assert intent(tmp_path, data, "hello") == "greet"


def test_starts_at_the_same_time_do_not_disturb_each_other(data: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: intent(tmp_path / "shared", data, "hello"), range(4)))
    assert answers == ["greet"] * 4
    assert [path.name for path in (tmp_path / "shared").iterdir()] == [artefact_name(data)]


def test_reading_imports_no_training_library(data: Path, tmp_path: Path) -> None:
    load_or_train(tmp_path, data)
    program = (
        "import sys; from pathlib import Path; from nlu.engines.embedded import load_or_train; from nlu.understand import Understanding;"
        "from nlu.identifiers import identifier;"
        f"engine = load_or_train(Path({str(tmp_path)!r}), Path({str(data)!r}));"
        "Understanding(engine, identifier()).read('hello, any socks?');"
        "print(sorted({'sklearn', 'scipy', 'yaml', 'babel'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nlu: [", "not YAML"), ("nlu: 3", "no list under `nlu:`"), ("nlu:\n- intent: greet\n", "no `examples: |` text"),
        ("nlu:\n- intent: greet\n  examples: |\n    hello\n", "does not start with `- `"),
        ('nlu:\n- intent: greet\n  examples: |\n    - [a]{"value": 1}\n', "is not an entity object"),
    ],
)  # fmt: skip
def test_a_bad_data_file_is_named(data: Path, tmp_path: Path, text: str, fault: str) -> None:
    (data / "fr.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFault, match="fr") as raised:
        load_or_train(tmp_path, data)
    assert fault in str(raised.value)
