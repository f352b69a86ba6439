"""Tariff codes for words: a short ranked list with the reason for each place. A suggestion; the merchant confirms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from commerce_core.domain.reference import document

MOST_SUGGESTED = 5
LONGEST_TEXT = 300
_KIND, _MORE_OF_KIND, _IS_THE_THING, _MADE_OF, _MADE_OF_ELSE = 10, 4, 3, 3, -4
_AFTER_THE_THING = re.compile(r"\s(?:of|for|with|about|in|from|by)\s|[,;(:]", re.IGNORECASE)
_UNCOUNTED = frozenset({"glass", "brass", "dress", "canvas", "glasses", "sunglasses", "trousers", "headphones", "earphones"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A six-digit subheading, the phrases that name its goods (with their words), the materials it is about (none: any)."""

    hs6: str
    title: str
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    materials: frozenset[str]


@dataclass(frozen=True, slots=True)
class HsSuggestion:
    """`matched` are the words that speak for it, `missed` the materials that speak against; a higher score fits better."""

    hs6: str
    title: str
    score: int
    matched: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def reason(self) -> str:
        """In English, why it stands where it does."""
        against = f"; not of {', '.join(self.missed)}" if self.missed else ""
        return f"named by {', '.join(self.matched)}{against}"

    def as_json(self) -> dict[str, object]:
        return {"hs6": self.hs6, "title": self.title, "score": self.score, "reason": self.reason}


def suggest(text: str, limit: int = MOST_SUGGESTED) -> tuple[HsSuggestion, ...]:
    """The subheadings whose names stand in `text` (English), best first; none where nothing is named.

    A longer phrase beats a shorter one (phone case before phone); the last word before "of", "for" or a comma is likely
    what the thing is (English puts it there); a matching material lifts and another one lowers.
    """
    plain = text[:LONGEST_TEXT]
    known = frozenset(words_of(plain))
    thing = words_of(_AFTER_THE_THING.split(plain.strip(), maxsplit=1)[0])[-1:]
    named = known & _materials()
    found = [each for heading in headings() if (each := _fit(heading, known, named, thing))]
    return tuple(sorted(found, key=lambda each: (-each.score, each.hs6))[:limit])


def _fit(
    heading: Heading, known: frozenset[str], named: frozenset[str], thing: tuple[str, ...]
) -> HsSuggestion | None:
    best, phrase, its_words = 0, "", frozenset[str]()
    for kind, words in heading.kinds:
        if known.issuperset(words):
            score = _KIND + _MORE_OF_KIND * (len(words) - 1) + (_IS_THE_THING if words[-1:] == thing else 0)
            if score > best:
                best, phrase, its_words = score, kind, frozenset(words)
    if not best:
        return None
    spoken = named - its_words
    same = sorted(spoken & heading.materials)
    other = sorted(spoken - heading.materials) if heading.materials and not same else []
    score = best + _MADE_OF * len(same) + (_MADE_OF_ELSE if other else 0)
    return HsSuggestion(heading.hs6, heading.title, score, (phrase, *same), tuple(other))


@cache
def headings() -> tuple[Heading, ...]:
    """`reference/heading_words.json`, with every other subheading that has duty rates under its own description."""
    known = {}
    for entry in document("heading_words").at("headings").items():
        hs6 = entry.at("hs6").text()
        kinds = tuple((kind, words_of(kind)) for kind in entry.at("kinds").texts())
        of = entry.maybe("of")
        materials = frozenset(word for each in (of.texts() if of else ()) for word in words_of(each))
        known[hs6] = Heading(hs6, entry.at("title").text(), kinds, materials)
    for entry in document("duty_rates").at("rows").items():
        hs6, title = entry.at("hs6").text(), entry.at("description").text()
        known.setdefault(hs6, Heading(hs6, title, ((title, words_of(title.partition(",")[0])),), frozenset()))
    return tuple(known.values())


@cache
def titles() -> Mapping[str, str]:
    """Six digits -> what the subheading is about, in English."""
    return {heading.hs6: heading.title for heading in headings()}


@cache
def _materials() -> frozenset[str]:
    return frozenset(word for heading in headings() for word in heading.materials)


def words_of(text: str) -> tuple[str, ...]:
    """Words without case, accents, hyphens and plural endings: `T-Shirts` -> `tshirt`, `Knives` -> `knife`."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"(?<=\w)['’]s?\b", "", plain)
    return tuple(_singular(word) for word in re.findall(r"\w+", plain.replace("-", "")))


def _singular(word: str) -> str:
    if word in _UNCOUNTED or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    for ending, single in (("ives", "ife"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss")):
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word.removesuffix("s")
