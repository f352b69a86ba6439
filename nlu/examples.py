"""Reads the Rasa 3.1 training files: annotated examples per intent, synonyms and lookup tables, each fault named by file."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

_ANNOTATION = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\((?P<entity>[a-z_]+)\)|(?P<object>\{[^{}]*\}))")


class DataFault(ValueError):
    """A training file that cannot be read; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An entity marked in an example; `value` is None where the words are the value."""

    entity: str
    start: int
    end: int
    text: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One training message without its marks; offsets count its code points."""

    text: str
    language: str
    intent: str
    annotations: tuple[Annotation, ...] = ()


def parse_example(marked: str, language: str, intent: str, source: str = "example") -> Example:
    """Take the marks `[words](entity)` and `[words]{"entity": ..., "value": ...}` out of a message."""
    pieces: list[str] = []
    annotations = []
    length = at = 0
    for found in _ANNOTATION.finditer(marked):
        before = marked[at : found.start()]
        pieces += [before, found["text"]]
        start = length + len(before)
        length = start + len(found["text"])
        entity, value = _mark(found, source)
        annotations.append(Annotation(entity, start, length, found["text"], value))
        at = found.end()
    pieces.append(marked[at:])
    return Example("".join(pieces), language, intent, tuple(annotations))


def _mark(found: re.Match[str], source: str) -> tuple[str, str | None]:
    if found["entity"]:
        return found["entity"], None
    try:
        mark = json.loads(found["object"])
        return str(mark["entity"]), str(mark["value"]) if "value" in mark else None
    except (ValueError, KeyError) as fault:
        raise DataFault(f"{source}: the mark {found[0]!r} is not an entity object: {fault}") from fault


def read_blocks(path: Path) -> list[dict[str, Any]]:
    """The blocks under `nlu:` of one Rasa file; raises DataFault naming the file."""
    import yaml

    try:
        document = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise DataFault(f"{path}: not YAML: {fault}") from fault
    blocks = document.get("nlu") if isinstance(document, dict) else None
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise DataFault(f"{path}: no list under `nlu:`")
    return blocks


def block_lines(block: dict[str, Any], path: Path) -> Iterator[str]:
    """The lines of a block's `examples: |`, without their dash."""
    examples = block.get("examples")
    if not isinstance(examples, str):
        raise DataFault(f"{path}: block {block} has no `examples: |` text")
    for line in examples.splitlines():
        if not line.strip():
            continue
        if not line.lstrip().startswith("- "):
            raise DataFault(f"{path}: example {line!r} does not start with `- `")
        yield line.lstrip()[2:].strip()


def training_files(data: Path = DATA) -> tuple[Path, ...]:
    """The example files, one per language (`en.yml`, `zh-Hans.yml`, ...)."""
    return tuple(sorted(data.glob("*.yml")))


def source_files(data: Path = DATA) -> tuple[Path, ...]:
    """Every file that training reads, in a fixed order."""
    return tuple(sorted(data.glob("**/*.yml")))


def read_examples(path: Path) -> list[Example]:
    """All examples of one language's file, in the order of the file."""
    language = path.stem
    examples = []
    for block in read_blocks(path):
        intent = block.get("intent")
        if intent is None:
            continue
        if not isinstance(intent, str):
            raise DataFault(f"{path}: the intent {intent!r} is not a name")
        source = f"{path.name}, intent {intent}"
        examples += [parse_example(line, language, intent, source) for line in block_lines(block, path)]
    return examples


def all_examples(data: Path = DATA) -> list[Example]:
    """The examples of every language there is a file for."""
    return [example for path in training_files(data) for example in read_examples(path)]


@lru_cache(maxsize=4)
def synonyms(data: Path = DATA) -> dict[str, dict[str, dict[str, str]]]:
    """`synonyms/<entity>/<language>.yml` as entity -> language -> {words as written: value}."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted((data / "synonyms").glob("*/*.yml")):
        table = tables.setdefault(path.parent.name, {}).setdefault(path.stem, {})
        for block in read_blocks(path):
            if "synonym" not in block:
                raise DataFault(f"{path}: block {block} is no `synonym:`")
            table.update({words: str(block["synonym"]) for words in block_lines(block, path)})
    return tables


@lru_cache(maxsize=4)
def lookups(data: Path = DATA) -> dict[str, dict[str, dict[str, list[str]]]]:
    """`lookups/<kind>/<language>.yml` as kind -> language -> {lookup name: words}."""
    tables: dict[str, dict[str, dict[str, list[str]]]] = {}
    for path in sorted((data / "lookups").glob("*/*.yml")):
        table = tables.setdefault(path.parent.name, {}).setdefault(path.stem, {})
        for block in read_blocks(path):
            if "lookup" not in block:
                raise DataFault(f"{path}: block {block} is no `lookup:`")
            table.setdefault(str(block["lookup"]), []).extend(block_lines(block, path))
    return tables
