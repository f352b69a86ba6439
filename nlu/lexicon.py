"""Words that name a value (colours, sizes, numbers, currencies, countries, cities, languages) and words that point at one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlu import examples
from nlu.folding import Token, fold_words, is_unspaced
from nlu.vocabulary import LANGUAGES

Senses = tuple[tuple[str, str, str], ...]
"""(kind, value, languages separated by spaces) of one phrase."""

ANYWHERE = 5
"""A phrase of this many letters is believed in a message of any language; a shorter one only in its own, or English."""

CURRENCIES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "INR",
    "RUB",
    "KRW",
    "TRY",
    "VND",
    "THB",
    "BRL",
    "MXN",
    "CAD",
    "AUD",
    "NZD",
    "HKD",
    "TWD",
    "SGD",
    "CHF",
    "PLN",
    "UAH",
    "CZK",
    "SEK",
    "NOK",
    "DKK",
    "HUF",
    "RON",
    "BGN",
    "ILS",
    "AED",
    "SAR",
    "EGP",
    "QAR",
    "KWD",
    "BHD",
    "OMR",
    "JOD",
    "MAD",
    "TND",
    "CLP",
    "ARS",
    "COP",
    "PEN",
    "UYU",
    "IDR",
    "MYR",
    "PHP",
    "ZAR",
    "NGN",
    "KES",
    "PKR",
    "BDT",
    "LKR",
]

_NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "AQ", "BV", "HM"]
)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: tokens [first, last) and what it may mean."""

    first: int
    last: int
    senses: Senses


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases keyed by their folded tokens; `lengths` tells for a first token how long its phrases are, longest first.

    `short` holds the phrases that are not believed in every language: their senses in each of their own, and in others ("").
    """

    phrases: Mapping[str, Senses]
    lengths: Mapping[str, tuple[int, ...]]
    short: Mapping[str, Mapping[str, Senses]]

    def at(self, tokens: Sequence[Token], place: int, language: str) -> Match | None:
        """The longest phrase at this token, or None."""
        return self._at(tokens, place, language.split("-", maxsplit=1)[0])

    def matches(self, tokens: Sequence[Token], language: str) -> list[Match]:
        """The longest phrases from left to right, not overlapping, in the senses that fit the language."""
        base = language.split("-", maxsplit=1)[0]
        found: list[Match] = []
        free = 0
        for place in self._begun(tokens):
            if place >= free and (match := self._at(tokens, place, base)) is not None:
                found.append(match)
                free = match.last
        return found

    def everywhere(self, tokens: Sequence[Token], language: str) -> list[Match]:
        """The longest phrase at every token, overlapping ones too."""
        base = language.split("-", maxsplit=1)[0]
        found = (self._at(tokens, place, base) for place in self._begun(tokens))
        return [match for match in found if match is not None]

    def _begun(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens at which a phrase may begin: the first word of one, or Arabic, which may hide it."""
        first_words = self.lengths
        return [at for at, (text, _, _) in enumerate(tokens) if text in first_words or _ALEF <= text[0] <= _YEH]

    def _at(self, tokens: Sequence[Token], place: int, base: str) -> Match | None:
        text = tokens[place].text
        match = self._longest(tokens, place, text, base) if text in self.lengths else None
        if match is None and _ALEF <= text[0] <= _YEH:
            match = self._without_prefix(tokens, place, text, base)
        return match

    def _longest(self, tokens: Sequence[Token], at: int, first: str, base: str) -> Match | None:
        for length in self.lengths[first]:
            if at + length > len(tokens):
                continue
            phrase = first if length == 1 else " ".join([first, *[text for text, _, _ in tokens[at + 1 : at + length]]])
            senses = self.phrases.get(phrase)
            if senses is None:
                continue
            if (by_language := self.short.get(phrase)) is not None:
                senses = by_language.get(base) or by_language[""]
            if senses:
                return Match(at, at + length, senses)
        return None

    def _without_prefix(self, tokens: Sequence[Token], at: int, text: str, base: str) -> Match | None:
        """Arabic writes article, conjunction, prepositions and the accusative onto the word: `بالأحمر`, `للكويت`, `فستانا`."""
        for stem in _stems(text):
            if stem in self.lengths:
                match = self._longest(tokens, at, stem, base)
                if match is not None:
                    return match
        return None


_ALEF, _YEH = "\u0621", "\u064a"
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")


@lru_cache(maxsize=4_096)
def _stems(word: str) -> tuple[str, ...]:
    stems = [word[:-1]] if word.endswith("ا") and len(word) >= 4 else []
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            stem = word[len(prefix) :]
            stems += [stem, "ال" + stem]
    return tuple(stems)


def _short(phrases: Mapping[str, Senses]) -> dict[str, dict[str, Senses]]:
    """Of each phrase too short to be believed anywhere: the senses that a language has, or English, or every language."""
    return {
        phrase: {base: _fitting(senses, base) for base in {"", *(name for sense in senses for name in sense[2].split())}}
        for phrase, senses in phrases.items()
        if len(phrase) < ANYWHERE and not is_unspaced(phrase[0])
    }


def _fitting(senses: Senses, base: str) -> Senses:
    wanted = {base, "mul", "en"}
    return tuple(sense for sense in senses if not wanted.isdisjoint(sense[2].split()))


def compiled(entries: Iterable[tuple[str, str, str, str]]) -> Lexicon:
    """A lexicon of (phrase, kind, value, language) entries; the first value of a kind in a language stays."""
    senses: dict[str, dict[tuple[str, str], list[str]]] = {}
    for phrase, kind, value, language in entries:
        key = fold_words(phrase)
        if not key:
            continue
        meanings = senses.setdefault(key, {})
        base = language.split("-")[0]
        if any(known == kind and base in spoken and other != value for (known, other), spoken in meanings.items()):
            continue
        spoken = meanings.setdefault((kind, value), [])
        if base not in spoken:
            spoken.append(base)
    phrases = {
        key: tuple((kind, value, " ".join(spoken)) for (kind, value), spoken in meanings.items())
        for key, meanings in senses.items()
    }
    return Lexicon(phrases, _lengths(phrases), _short(phrases))


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        lengths.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def restored(phrases: Mapping[str, list[list[str]]]) -> Lexicon:
    """The lexicon whose `phrases` were stored as JSON."""
    kept: dict[str, Senses] = {
        phrase: tuple((kind, value, languages) for kind, value, languages in senses)
        for phrase, senses in phrases.items()
    }
    return Lexicon(kept, _lengths(kept), _short(kept))


def value_entries(data: Path = examples.DATA) -> list[tuple[str, str, str, str]]:
    """Every (phrase, kind, value, language): the written synonyms first, then cities, then CLDR's names."""
    entries = [
        (phrase, kind, value, language)
        for kind, languages in examples.synonyms(data).items()
        for language, table in languages.items()
        for phrase, value in table.items()
    ]
    entries += [
        (city, "city", name.removeprefix("city_"), language)
        for language, table in examples.lookups(data).get("city", {}).items()
        for name, cities in table.items()
        for city in cities
    ]
    return entries + list(_cldr_entries())


def _cldr_entries() -> Iterable[tuple[str, str, str, str]]:
    """Names of countries, currencies and languages in each of our languages, from CLDR (through Babel)."""
    from babel import Locale

    for language in LANGUAGES:
        locale = Locale.parse(language.replace("-", "_"))
        for code, name in sorted(locale.territories.items()):
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                yield name, "country", code, language
        for code in CURRENCIES:
            for name in _currency_names(locale, code):
                yield name, "currency", code, language
        for code in LANGUAGES:
            name = locale.languages.get(code.replace("-", "_")) or locale.languages.get(code)
            if name:
                yield name, "language", code, language


def _currency_names(locale: object, code: str) -> set[str]:
    from babel.numbers import get_currency_name

    return {get_currency_name(code, count, locale) for count in (None, 1, 2, 5)}  # type: ignore[arg-type]


def cue_entries(data: Path = examples.DATA) -> list[tuple[str, str, str, str]]:
    """Every (phrase, cue, "", language): words that tell what a number or code beside them is."""
    return [
        (phrase, cue, "", language)
        for language, table in examples.lookups(data).get("cue", {}).items()
        for cue, phrases in table.items()
        for phrase in phrases
    ]


def claim_entries(data: Path = examples.DATA) -> list[tuple[str, str, str, str]]:
    """Every (phrase, role in a claim, "", language)."""
    return [
        (phrase, role, "", language)
        for language, table in examples.lookups(data).get("claim", {}).items()
        for role, phrases in table.items()
        for phrase in phrases
    ]


def command_entries(data: Path = examples.DATA) -> list[tuple[str, str, str, str]]:
    """Every (whole message, intent, "", language) that means one thing wherever it is the whole message."""
    return [
        (phrase, intent, "", language)
        for language, table in examples.lookups(data).get("command", {}).items()
        for intent, phrases in table.items()
        for phrase in phrases
    ]


def concept_entries(data: Path = examples.DATA) -> list[tuple[str, str, str, str]]:
    """Every (phrase, concept, "", language): words of one meaning in every language, so that examples help each other."""
    tables = examples.lookups(data)
    return [
        (phrase, concept, "", language)
        for kind in ("concept", "goods")
        for language, table in tables.get(kind, {}).items()
        for concept, phrases in table.items()
        for phrase in phrases
    ]


def multiplier_entries(data: Path = examples.DATA) -> list[tuple[str, str, str, str]]:
    """Every (sign or word, "factor", what it multiplies a price by, language)."""
    return [
        (phrase, "factor", factor, language)
        for language, table in examples.lookups(data).get("multiplier", {}).items()
        for factor, phrases in table.items()
        for phrase in phrases
    ]
