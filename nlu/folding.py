"""Text folded for comparison (width, case, accents, zero-width signs), with the way back to the original offsets."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

MAX_READ = 2_000
"""Code points of a message that are read; the rest is ignored, so that no text takes unbounded time."""

_SPECIAL = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": "",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "、": ",", "。": ".", "，": ",", "؟": "?", "،": ",", "؛": ";",
    "×": "x", "✕": "x", "✖": "x",
    "٫": ".", "٬": ",",
}  # fmt: skip
_DROPPED = re.compile(
    "[\u0300-\u036f\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad]"
)

# Scripts written without spaces: every sign is a token of its own.
UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_TOKEN = re.compile(
    rf"[{UNSPACED}]|\d+(?:[.,]\d+)*|[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[\u0900-\u0dff\u093c-\u094d'](?=\w))*[\u0900-\u0dff]*|[^\w\s]|_"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")


class Token(NamedTuple):
    """A word, a number, one sign of an unspaced script, or one punctuation mark; offsets in the folded text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, its tokens, and per folded character the original offset (None: the same)."""

    original: str
    text: str
    tokens: tuple[Token, ...]
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of the folded slice [start, end), which must not be empty."""
        if self.offsets is None:
            return start, end
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last


@lru_cache(maxsize=16_384)
def fold_character(character: str) -> str:
    """One code point folded: empty for marks and invisible signs, several letters for ligatures."""
    if character in _SPECIAL:
        return _SPECIAL[character]
    digit = unicodedata.digit(character, None) if character.isdecimal() else None
    if digit is not None:
        return str(digit)
    if "\ud800" <= character <= "\udfff" or character < " ":
        return " "
    plain = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(_SPECIAL.get(part, part) for part in _DROPPED.sub("", plain))
    return unicodedata.normalize("NFC", kept)


def fold(text: str) -> Folded:
    """Fold the first MAX_READ code points of a text; any string is accepted."""
    read = text[:MAX_READ]
    if read.isascii():
        folded = read.lower().translate(_ASCII_CONTROL)
        return Folded(text, folded, tokenize(folded), None)
    pieces = list(map(fold_character, read))
    folded = "".join(pieces)
    if all(len(piece) == 1 for piece in pieces):
        return Folded(text, folded, tokenize(folded), None)
    offsets = tuple(at for at, piece in enumerate(pieces) for _ in piece)
    return Folded(text, folded, tokenize(folded), offsets)


_ASCII_CONTROL = dict.fromkeys(range(32), " ") | {ord("`"): "'"}


def tokenize(folded: str) -> tuple[Token, ...]:
    """Words, numbers, single signs of unspaced scripts and single punctuation marks of an already folded text."""
    return tuple(Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(folded))


def is_unspaced(token: str) -> bool:
    """Whether a token is one sign of a script written without spaces (Chinese, Japanese, Thai)."""
    return _UNSPACED.match(token) is not None


def fold_words(text: str) -> str:
    """A phrase as its folded tokens joined by one space: the form lexicons and exact commands are keyed by."""
    return " ".join(token.text for token in fold(text).tokens)
