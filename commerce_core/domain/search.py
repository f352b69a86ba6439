"""Finding products by words, in any of their languages, forgiving endings, accents and slips of the finger."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from commerce_core.domain.product import Catalogue, Product

ENOUGH = 0.3
"""The least score of a product that counts as found at all."""
_ALIKE = 0.6
"""From this likeness on (Dice coefficient of character pairs) two words are taken for the same."""
_ALIKE_INSIDE = 0.7
"""The same for words that begin differently: a car (`coche`) is no night (`noche`)."""
_PLURAL = 0.9
_SHORT = 3
"""Words of so few letters are only like themselves: tea (`té`) is no T-shirt (`tee`)."""
_OTHER_LANGUAGE = 0.9
LONGEST_QUERY, _MOST_WORDS = 200, 12
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_CJK = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))


class SearchIndex:
    """All names of all products, by character pairs. Immutable once built; one per catalogue version."""

    __slots__ = ("_names", "_numbers", "_pairs", "_uses", "_words")

    def __init__(self, catalogue: Catalogue) -> None:
        self._words: list[int] = []  # number of pairs of each known word
        self._numbers: dict[str, int] = {}  # known word -> its number
        self._pairs: dict[str, list[int]] = defaultdict(list)  # pair -> words that have it
        self._uses: list[list[int]] = []  # word -> names it stands in
        self._names: list[tuple[str, str, int]] = []  # name -> (product, language, words in it)
        known = self._numbers
        for product in catalogue.products:
            for language, name in _names_of(product):
                words = words_of(name)
                at = len(self._names)
                self._names.append((product.id, language, len(words)))
                for word in words:
                    if word not in known:
                        known[word] = self._add(word)
                    self._uses[known[word]].append(at)

    def _add(self, word: str) -> int:
        number = len(self._words)
        pairs = pairs_of(word)
        self._words.append(len(pairs))
        self._uses.append([])
        for pair in pairs:
            self._pairs[pair].append(number)
        return number

    def scores(self, text: str, language: str) -> dict[str, float]:
        """Product -> 0 to 1: how many of the words asked for its best name has, and how much of that name they are."""
        asked = words_of(text[:LONGEST_QUERY])[:_MOST_WORDS]
        if not asked:
            return {}
        likeness: dict[int, float] = defaultdict(float)
        matched: Counter[int] = Counter()
        for word in asked:
            best: dict[int, float] = {}
            for number, alike in _alike(self, word):
                for name in self._uses[number]:
                    best[name] = max(best.get(name, 0.0), alike)
            for name, alike in best.items():
                likeness[name] += alike
                matched[name] += 1
        found: dict[str, float] = {}
        for name, total in likeness.items():
            product, spoken, length = self._names[name]
            score = 0.7 * total / len(asked) + 0.3 * matched[name] / length
            found[product] = max(found.get(product, 0.0), score if spoken == language else score * _OTHER_LANGUAGE)
        return {product: score for product, score in found.items() if score >= ENOUGH}

    def alike(self, word: str) -> list[tuple[int, float]]:
        """The known words that are taken for this one, by number, and how like it they are."""
        pairs = pairs_of(word)
        shared = Counter(number for pair in pairs for number in self._pairs.get(pair, ()))
        close = ((number, 2 * count / (len(pairs) + self._words[number])) for number, count in shared.items())
        if _is_cjk(word[0]):
            return [(number, alike) for number, alike in close if alike >= _ALIKE]
        if len(word) <= _SHORT:  # and more than one of it: mug, mugs
            exact = [(number, alike) for number, alike in close if alike == 1.0]
            plural = [(self._numbers[form], _PLURAL) for form in (f"{word}s", f"{word}es") if form in self._numbers]
            return exact + plural
        same_start = frozenset(self._pairs.get(f" {word[0]}", ()))
        return [(number, alike) for number, alike in close if alike >= (_ALIKE if number in same_start else _ALIKE_INSIDE)]


@lru_cache(maxsize=20_000)
def _alike(index: SearchIndex, word: str) -> list[tuple[int, float]]:
    """`SearchIndex.alike`, kept: words come again in other searches. Not to be changed."""
    return index.alike(word)


def _names_of(product: Product) -> list[tuple[str, str]]:
    found = [(language, name) for language, name in product.titles.items()]
    found += [(language, name) for language, names in product.search_words.items() for name in names]
    return [*found, ("", product.code)]


@lru_cache(maxsize=50_000)
def pairs_of(word: str) -> frozenset[str]:
    """Pairs of neighbouring characters, with the word's edges; a Chinese or Japanese piece has none."""
    padded = word if _is_cjk(word[0]) else f" {word} "
    return frozenset(padded[at : at + 2] for at in range(max(1, len(padded) - 1)))


def words_of(text: str) -> list[str]:
    """Folded words; scripts without spaces are cut into pairs of signs, which overlap."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_ARABIC)
    spaced = "".join(sign if sign.isalnum() else "" if unicodedata.combining(sign) else " " for sign in plain)
    found: list[str] = []
    for word in unicodedata.normalize("NFC", spaced).split():
        if _is_cjk(word[0]):
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            found.append(_without_article(word))
    return found


def _without_article(word: str) -> str:
    """Arabic writes "the" and "for the" onto the word."""
    for article in ("لل", "ال"):
        if word.startswith(article) and len(word) > 4:
            return word[len(article) :]
    return word


def _is_cjk(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _CJK)


@lru_cache(maxsize=10_000)
def scores(catalogue: Catalogue, text: str, language: str) -> Mapping[str, float]:
    """`SearchIndex.scores`, kept: the same words are asked for again and again. Not to be changed."""
    return index_of(catalogue).scores(text, language)


@lru_cache(maxsize=4)
def index_of(catalogue: Catalogue) -> SearchIndex:
    """The index of a catalogue, built at its first search."""
    return SearchIndex(catalogue)
