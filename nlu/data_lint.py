"""Reads the training data as a strict editor would: faults that spoil a model, and doubts worth a second look."""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from nlu.examples import DATA, Annotation, DataFault, Example, read_examples, synonyms, training_files
from nlu.vocabulary import ENTITIES, INTENTS, LANGUAGES, VALUE_SHAPES

Tables = dict[str, dict[str, dict[str, str]]]
"""Synonyms: entity -> language -> words as written -> value."""

MINIMUM_PER_INTENT = 20
LEAST_SHARE_OF_MEDIAN = 0.5
"""A language with fewer examples than this share of what languages have in the middle would be read visibly worse."""

ALWAYS_MARKED_FROM = 3
"""Words marked this often, and left bare at most a tenth as often, count as always marked."""

_BARE_PER_MARKED = 0.1
_UPPER_CASE = frozenset({"sku", "order_id", "coupon", "size"})
_UNSPACED = frozenset({"zh-Hans", "zh-Hant", "ja", "th"})
_SIGN_OF_NUMBER = re.compile(r"(?<!\w)-(?=\d)")
_WORD = r"[\w\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u0e00-\u0e7f]"
"""A letter, digit or vowel sign: the signs of Arabic, Hindi and Thai are no `\\w` in Python, yet belong to the word."""


def problems(folder: Path = DATA) -> list[str]:
    """Every fault in the example files of `folder`, one line each, naming file and words; empty when the data is fit to train on.

    Faults: a file that cannot be read, an unknown language, intent or entity, a mark left open, a value that does not have the
    shape contracts/nlu.md gives it, entities in `out_of_scope`, the same message twice, one message or one surface with two
    meanings in a language, fewer than MINIMUM_PER_INTENT examples of an intent, a language far smaller than the others.
    """
    by_language, found = _read(folder)
    if not by_language and not found:
        return [f"{folder}: no example files (*.yml)"]
    try:
        tables = synonyms(folder)
    except DataFault as fault:
        return [*found, str(fault)]
    for language, examples in by_language.items():
        found += [f"{language}.yml: {line}" for line in _language_problems(language, examples, tables)]
    return found + list(_imbalance(by_language))


def doubts(folder: Path = DATA) -> list[str]:
    """What may be meant but deserves a look: words left bare that are marked elsewhere, messages that languages read differently."""
    by_language, _ = _read(folder)
    found = []
    for language, examples in by_language.items():
        found += [f"{language}.yml: {line}" for line in _left_bare(language, examples)]
    return found + list(_read_differently(by_language))


def _read(folder: Path) -> tuple[dict[str, list[Example]], list[str]]:
    by_language: dict[str, list[Example]] = {}
    found = []
    for path in training_files(folder):
        try:
            by_language[path.stem] = read_examples(path)
        except DataFault as fault:
            found.append(str(fault))
    return by_language, found


def _language_problems(language: str, examples: list[Example], tables: Tables) -> Iterator[str]:
    if language not in LANGUAGES:
        yield f"{language!r} is not one of our languages"
    counts = Counter(example.intent for example in examples)
    for intent in sorted(counts.keys() - set(INTENTS)):
        yield f"unknown intent {intent!r}"
    for intent in INTENTS:
        if counts[intent] < MINIMUM_PER_INTENT:
            yield f"intent {intent} has {counts[intent]} examples, fewer than {MINIMUM_PER_INTENT}"
    for example in examples:
        yield from _example_problems(example, tables)
    yield from _repeated(examples)
    yield from _two_meanings(examples, tables)


def _example_problems(example: Example, tables: Tables) -> Iterator[str]:
    here = f"{example.intent}: {example.text!r}"
    if not example.text.strip():
        yield f"{example.intent}: an empty example"
    if re.search(r"[\[\]{}]", example.text):
        yield f"{here} has a mark that was not closed"
    if example.intent == "out_of_scope" and example.annotations:
        yield f"{here} is out_of_scope and carries entities"
    for mark in example.annotations:
        if mark.entity not in ENTITIES:
            yield f"{here} marks the unknown entity {mark.entity!r}"
        elif mark.text != mark.text.strip():
            yield f"{here} marks {mark.text!r} with a space at its edge"
        elif not VALUE_SHAPES[mark.entity].fullmatch(value := _value(mark, example.language, tables)):
            yield f"{here} gives {mark.text!r} the {mark.entity} {value!r}, which is no such value"


def _value(mark: Annotation, language: str, tables: Tables) -> str:
    if mark.value is not None:
        return mark.value
    if mark.entity in _UPPER_CASE and mark.text.isascii():
        return mark.text.upper()
    by_language = tables.get(mark.entity, {})
    words = mark.text.casefold()
    return next(
        (table[words] for name in (language, "mul") if words in (table := by_language.get(name, {}))), mark.text
    )


def _repeated(examples: list[Example]) -> Iterator[str]:
    """A message twice in one intent, to the letter, or in two intents, punctuation left aside."""
    exact = Counter(example.text.casefold() for example in examples)
    for text, times in exact.items():
        if times > 1:
            yield f"{text!r} stands {times} times"
    for text, intents in _intents_by_words(examples).items():
        if len(intents) > 1:
            yield f"{text!r} stands in {' and '.join(sorted(intents))}"


def _intents_by_words(examples: Iterable[Example]) -> dict[str, set[str]]:
    intents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        intents[_without_punctuation(example.text) or example.text].add(example.intent)
    return intents


def _without_punctuation(text: str) -> str:
    # Symbols stay (currencies, emoji, the plus of "+1"), and so does the minus of "-1": they change the meaning.
    kept = _SIGN_OF_NUMBER.sub("\N{MINUS SIGN}", text.casefold())
    return " ".join("".join(" " if unicodedata.category(sign)[0] == "P" else sign for sign in kept).split())


def _two_meanings(examples: list[Example], tables: Tables) -> Iterator[str]:
    """Words that one language gives two values of one entity, among its examples."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for example in examples:
        for mark in example.annotations:
            # What a price multiplies by, and how a product is written, depends on the message.
            if mark.entity not in {"price_max", "price_min", "product"}:
                values[mark.entity, mark.text.casefold()].add(_value(mark, example.language, tables))
    for (entity, words), given in values.items():
        if len(given) > 1 and len({value.casefold() for value in given}) > 1:
            yield f"{words!r} is the {entity} {' and '.join(sorted(given))}"


def _imbalance(by_language: dict[str, list[Example]]) -> Iterator[str]:
    middle = median(len(examples) for examples in by_language.values()) if by_language else 0
    for language, examples in by_language.items():
        if len(examples) < LEAST_SHARE_OF_MEDIAN * middle:
            yield f"{language}.yml: {len(examples)} examples, less than half of the languages' median {middle:g}"


def _left_bare(language: str, examples: list[Example]) -> Iterator[str]:
    marked = Counter(
        (mark.text.casefold(), mark.entity)
        for example in examples
        for mark in example.annotations
        if not mark.text.isdecimal()
    )
    often = {
        words: entity for (words, entity), times in marked.items() if times >= ALWAYS_MARKED_FROM and len(words) > 1
    }
    if not often:
        return
    pattern = _any_of(often, bounded=language not in _UNSPACED)
    bare: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.intent != "out_of_scope":
            for words in pattern.findall(_without_marks(example)):
                bare[words].append(example)
    for words, places in sorted(bare.items()):
        if len(places) <= max(1, _BARE_PER_MARKED * marked[words, often[words]]):
            for example in places:
                yield f"{example.intent}: {example.text!r} leaves {words!r} bare, elsewhere a {often[words]}"


def _any_of(words: Iterable[str], bounded: bool) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!{_WORD})(?:{alternatives})(?!{_WORD})" if bounded else alternatives)


def _without_marks(example: Example) -> str:
    pieces = list(example.text)
    for mark in example.annotations:
        pieces[mark.start : mark.end] = "\0" * (mark.end - mark.start)
    return "".join(pieces).casefold()


def _read_differently(by_language: dict[str, list[Example]]) -> Iterator[str]:
    """Messages that one language files under one intent and another language under a different one."""
    readings: dict[str, dict[str, str]] = defaultdict(dict)
    for language, examples in by_language.items():
        for example in examples:
            readings[example.text.casefold()][language] = example.intent
    for text, intents in readings.items():
        if len(set(intents.values())) > 1:
            yield f"{text!r}: " + ", ".join(f"{language} {intent}" for language, intent in intents.items())


def main(arguments: list[str]) -> int:
    """Write faults and doubts of the folder named by the first argument (the shipped data without one); 1 when there are faults."""
    folder = Path(arguments[0]) if arguments else DATA
    faults = problems(folder)
    for line in faults:
        sys.stdout.write(f"fault  {line}\n")
    for line in doubts(folder):
        sys.stdout.write(f"doubt  {line}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
