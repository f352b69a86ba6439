"""What a classifier sees of a message: a set of character n-grams, words, word pairs and the kinds of entities found."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from nlu.folding import Folded, is_unspaced

MAX_CONCEPTS = 24
MAX_FEATURES = 1_500
"""Features of one message at most, so that scoring is bounded."""

SPEAKS_OF_NOTHING = "c none"
"""The feature of a message with no word of a known meaning: most small talk, hardly any shop talk."""


def features(folded: Folded, kinds: Iterable[str] = (), concepts: Sequence[str] = ()) -> list[str]:
    """Distinct features of a folded message; `kinds` are the entity kinds found in it, `concepts` what it speaks of.

    Character n-grams of 2 to 5 inside padded words; single signs, pairs and triples in scripts without spaces;
    words (`w `), word pairs (`p `), entity kinds (`e `), concepts (`c `, one of its own where there is none) and their pairs (`b `).
    """
    found: dict[str, None] = {}
    words = _words(folded)
    previous = "^"
    for word in words:
        if word.isdigit():
            name = "0"
            found["w 0"] = None
        elif is_unspaced(word[0]):
            name = word[-1]
            _add_signs(word, found)
        else:
            name = word
            found.update(_of_word(word))
        if not is_unspaced(word[0]):
            found[f"p {previous} {name}"] = None
        previous = name
        if len(found) > MAX_FEATURES:
            break
    for kind in kinds:
        found[f"e {kind}"] = None
    if not concepts:
        found[SPEAKS_OF_NOTHING] = None
    for at, concept in enumerate(concepts[:MAX_CONCEPTS]):
        found[f"c {concept}"] = None
        for other in concepts[at + 1 : MAX_CONCEPTS]:
            found[f"b {concept} {other}" if concept < other else f"b {other} {concept}"] = None
    return list(found)


def weight(feature: str) -> float:
    """How much a feature counts beside a character n-gram (chosen by cross-validation of the examples)."""
    return _WEIGHTS.get(feature[:2], 1.0) if len(feature) > 2 else 1.0


_WEIGHTS = {"c ": 1.5, "e ": 2.0, "w ": 1.5, "p ": 1.5}


def _words(folded: Folded) -> list[str]:
    """Tokens, with neighbouring signs of unspaced scripts joined into one run."""
    words: list[str] = []
    end = -1
    run = False
    for token in folded.tokens:
        unspaced = is_unspaced(token.text)
        if unspaced and run and token.start == end:
            words[-1] += token.text
        else:
            words.append("0" if token.text[0].isdigit() else token.text)
        run, end = unspaced, token.end
    return words


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> dict[str, None]:
    """The n-grams of a padded word, and the word itself. Never changed: words come again in other messages."""
    padded = f" {word} "
    length = len(padded)
    found = {padded[at : at + size]: None for size in (2, 3, 4, 5) for at in range(length - size + 1)}
    found[f"w {word}"] = None
    return found


def _add_signs(run: str, found: dict[str, None]) -> None:
    length = len(run)
    padded = f"^{run}$"
    for at in range(length):
        found[run[at]] = None
    for size in (2, 3):
        for at in range(length + 2 - size + 1):
            found[padded[at : at + size]] = None
