"""The grammar of claims in a live room: which coded items a line takes or gives back; anything doubtful claims nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlu.candidates import CONFUSABLE, Lexicons
from nlu.folding import Folded, Token, fold, is_unspaced
from nlu.lexicon import Lexicon
from nlu.numbers import CHINESE_NUMERALS, parse_chinese
from nlu.reading import Claim, ClaimItem, Live

NOTHING = Claim("none")
MAX_QUANTITY = 99
MAX_BARE_PLUS = 20
MAX_STRANGE_WORDS = 2
MAX_STRANGE_IN_RELEASE = 3
MAX_CLAIM_TOKENS = 60
"""A line longer than this is talk, not a claim."""

# Where one phrase plays several parts, the most cautious one wins.
_CAUTION = ("question", "negation", "release", "take", "want", "each", "all", "replace", "separator", "filler", "to")
_SEPARATORS = frozenset(",;/\n|&")
_EMOTE = re.compile(r":[a-z0-9_]{2,}:|<3+|(?<![a-z0-9])(?:[:;=][-'^o]?[)(dp3*/\\|]|[8x][-'^o]?[)(dp*/\\|])(?![a-z0-9])|\bx+d+\b")
_SCORE = re.compile(r"\d+\s?[:–-]\s?\d+|\d+[.,]\d+|\d+\s?[/%€$£¥]|[€$£¥@]\s?\d+|\bat\s\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a line: its role, its value, and where it stands in the folded text."""

    role: str
    value: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.value)


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """What a line does, and the pieces (`code`, `quantity`, `color`, `size`) it says so with."""

    claim: Claim
    parts: tuple[Part, ...] = ()


def read_claim(folded: Folded, live: Live, lexicons: Lexicons, roles: "Roles", language: str) -> ClaimReading:
    """What a line in a live room claims or gives back.

    A claim needs a code on sale, or a pinned item and a word or sign that takes; a question, a score, a price, a time or
    unknown words make it no claim. Never raises.
    """
    if len(folded.tokens) > MAX_CLAIM_TOKENS:
        return ClaimReading(NOTHING)
    parts = roles.parts(folded, live, lexicons, language)
    claim = _judge(parts, live, language)
    if claim.label == "none":
        return ClaimReading(NOTHING)
    return ClaimReading(
        claim,
        tuple(part for part in parts if part.role in ("code", "quantity", "plus", "minus", "times", "color", "size")),
    )


@dataclass(frozen=True, slots=True)
class Roles:
    """The lexicon of claim words (take, release, filler, question, ...) of every language."""

    lexicon: Lexicon

    def parts(self, folded: Folded, live: Live, lexicons: Lexicons, language: str) -> list[Part]:
        """The line as parts with roles, left to right."""
        text = _EMOTE.sub(lambda found: " " * len(found[0]), folded.text.translate(CONFUSABLE))
        found = [
            Part("code", _key_to_code(live.codes)[_key(m["code"])], m.start(), m.end())
            for m in _pattern(live.codes).finditer(text)
        ]
        found += _not_on_sale(text, found)
        scored = [
            m.span() for m in _SCORE.finditer(text) if not any(p.start < m.end() and m.start() < p.end for p in found)
        ]
        tokens = [token for token in folded.tokens if text[token.start] != " " and not _inside(token, found)]
        return sorted([*found, *self._others(tokens, lexicons, language, scored)], key=lambda part: part.start)

    def _others(
        self, tokens: list[Token], lexicons: Lexicons, language: str, scored: Sequence[tuple[int, int]]
    ) -> list[Part]:
        parts: list[Part] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if any(start <= token.start < end for start, end in scored):
                parts.append(Part("question", token.text, token.start, token.end))
                at += 1
                continue
            length, part = self._one(tokens, at, lexicons, language)
            if part is not None:
                parts.append(part)
            at += length
        return parts

    def _one(self, tokens: list[Token], at: int, lexicons: Lexicons, language: str) -> tuple[int, Part | None]:
        length, part = _quantity(tokens, at, lexicons, language)
        if part is not None:
            return length, part
        match = self.lexicon.at(tokens, at, language)
        value = lexicons.values.at(tokens, at, language)
        named = [sense for sense in value.senses if sense[0] in ("color", "size", "quantity")] if value else []
        if match is not None and not (named and value is not None and value.last > match.last):
            kinds = {sense[0] for sense in match.senses}
            if not (named and kinds <= {"filler"}):
                role = next(role for role in _CAUTION if role in kinds)
                return _spanning(tokens, at, match.last, role, "")
        if value is not None and named:
            kind, word, _ = named[0]
            return _spanning(tokens, at, value.last, kind, word)
        token = tokens[at]
        if token.text in _SEPARATORS:
            return 1, Part("separator", token.text, token.start, token.end)
        if token.text == "?":
            return 1, Part("question", "?", token.start, token.end)
        if token.text[0].isalnum():
            return 1, Part("strange", token.text, token.start, token.end)
        return 1, None


def _spanning(tokens: list[Token], first: int, last: int, role: str, value: str) -> tuple[int, Part]:
    start, end = tokens[first].start, tokens[last - 1].end
    return last - first, Part(role, value, start, end)


def _quantity(tokens: list[Token], at: int, lexicons: Lexicons, language: str) -> tuple[int, Part | None]:
    """`+1` `-1` `x2` `2x` `*3` `2件` `两件` `2 pcs` or a bare number, at this token."""
    text = tokens[at].text
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if text in ("+", "-", "x", "*") and following.isdigit() and len(following) <= 2 and int(following):
        role = {"+": "plus", "-": "minus"}.get(text, "times")
        return 2, Part(role, following, tokens[at].start, tokens[at + 1].end)
    if text in CHINESE_NUMERALS and "classifier" in _cues(tokens, at + 1, lexicons, language):
        return 2, Part("quantity", str(parse_chinese(text) or 1), tokens[at].start, tokens[at + 1].end)
    if not text.isdigit():
        return 1, None
    after = _cues(tokens, at + 1, lexicons, language)
    before = _cues(tokens, at - 1, lexicons, language)
    if ("size" in before or "size_after" in after) and len(text) <= 3:
        return (2 if "size_after" in after else 1), Part("size", text, tokens[at].start, tokens[at].end)
    if len(text) > 2 or not 0 < int(text) <= MAX_QUANTITY or "unit" in after:
        return 1, Part("strange", text, tokens[at].start, tokens[at].end)
    if following == "x" and (at + 2 >= len(tokens) or not tokens[at + 2].text.isdigit()):
        return 2, Part("times", text, tokens[at].start, tokens[at + 1].end)
    if "classifier" in after and (is_unspaced(following[0]) or len(following) > 2):
        return 2, Part("quantity", text, tokens[at].start, tokens[at + 1].end)
    return 1, Part("quantity", text, tokens[at].start, tokens[at].end)


def _cues(tokens: list[Token], at: int, lexicons: Lexicons, language: str) -> tuple[str, ...]:
    if not 0 <= at < len(tokens):
        return ()
    match = lexicons.cues.at(tokens, at, language)
    return tuple(sense[0] for sense in match.senses) if match else ()


def _inside(token: Token, parts: Sequence[Part]) -> bool:
    return any(part.start < token.end and token.start < part.end for part in parts)


def _key(code: str) -> str:
    return re.sub("[^a-z0-9]", "", code.lower())


@lru_cache(maxsize=256)
def _key_to_code(codes: tuple[str, ...]) -> dict[str, str]:
    return {_key(fold(code).text.translate(CONFUSABLE)): code.upper() for code in codes}


@lru_cache(maxsize=256)
def _pattern(codes: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the codes on sale, written with or without `#`, a hyphen or a space between letters and digits."""
    written = []
    for key in sorted(filter(None, _key_to_code(codes)), key=len, reverse=True):
        pieces = re.findall("[a-z]+|[0-9]+", key)
        written.append("[ -]?".join(pieces))
    choices = "|".join(written) or "(?!)"
    return re.compile(
        rf"(?<![a-z0-9:€$£¥])(?<!\d[-/.,])(?<!\+)#?(?P<code>{choices})(?!\d)(?![.,:/-]\d)(?!\s?[%€$£¥])(?:(?=x\d)|(?=(?:xx?s|s|m|l|x{{1,3}}l|[2-5]xl)(?![a-z0-9]))|(?![a-z]))"
    )


_CODE_LIKE = re.compile(r"(?<![a-z0-9])#?(?!x\d)[a-z]{1,12}-?\d{1,6}(?![a-z0-9])")


def _not_on_sale(text: str, known: Sequence[Part]) -> list[Part]:
    """Codes that are written like one but are not on sale: what is said of them must not go to another item."""
    spans = [m.span() for m in _CODE_LIKE.finditer(text)]
    free = [span for span in spans if not any(part.start < span[1] and span[0] < part.end for part in known)]
    return [Part("unknown", text[start:end], start, end) for start, end in free]


def _judge(parts: Sequence[Part], live: Live, language: str) -> Claim:
    roles = {part.role for part in parts}
    strange = sum(part.role == "strange" for part in parts)
    has_code = "code" in roles
    if "question" in roles or not parts:
        return NOTHING
    if "release" in roles or (roles & {"minus"} and has_code and "take" not in roles):
        return _release(parts, live) if strange <= (MAX_STRANGE_IN_RELEASE if has_code else 0) else NOTHING
    if "negation" in roles:
        return NOTHING
    taking = bool(roles & {"take", "plus", "times", "each"}) or ("want" in roles and bool(roles & {"code", "quantity"}))
    if has_code:
        return Claim("claim", _items(parts, None)) if _claims_codes(parts, taking, strange) else NOTHING
    if live.pinned is None or strange or "unknown" in roles or _bare_number(parts):
        one = (
            live.pinned is not None
            and language.startswith("zh")
            and [(p.role, p.value) for p in parts] == [("quantity", "1")]
        )
        return Claim("claim", (ClaimItem(_pinned(live), 1),)) if one else NOTHING
    plus = max((part.number for part in parts if part.role == "plus"), default=0)
    if not taking or plus > MAX_BARE_PLUS:
        return NOTHING
    return Claim("claim", _items(parts, _pinned(live)))


def _pinned(live: Live) -> str:
    return (live.pinned or "").upper()


def _bare_number(parts: Sequence[Part]) -> bool:
    return all(part.role in ("quantity", "filler") for part in parts)


def _claims_codes(parts: Sequence[Part], taking: bool, strange: int) -> bool:
    if taking:
        return strange <= MAX_STRANGE_WORDS
    if strange:
        return False
    numeric = [part for part in parts if part.role == "code" and part.value.isdigit()]
    return all(len(part.value) >= 3 for part in numeric)


def _release(parts: Sequence[Part], live: Live) -> Claim:
    """Items given back: with the number that was said, else whole (`quantity` None); no item means everything."""
    codes = [part for part in parts if part.role == "code"]
    counts = [part.number for part in parts if part.role in ("quantity", "minus", "times")]
    if codes:
        amounts: list[int | None] = (
            [*counts] if len(counts) == len(codes) else [counts[0] if len(counts) == 1 else None] * len(codes)
        )
        items = [
            ClaimItem(code.value, amount, _variant(parts) if len(codes) == 1 else None)
            for code, amount in zip(codes, amounts, strict=True)
        ]
        return Claim("release", tuple(items))
    if live.pinned is None or any(part.role == "all" for part in parts):
        return Claim("release")
    return Claim("release", (ClaimItem(_pinned(live), counts[0] if counts else None, _variant(parts)),))


def _variant(parts: Sequence[Part]) -> str | None:
    words = [part.value for role in ("color", "size") for part in parts if part.role == role]
    return " ".join(words) or None


_MEANT = frozenset(("code", "unknown", "quantity", "plus", "times", "color", "size", "separator", "strange"))
_UNKNOWN = "?"


@dataclass(slots=True)
class _Draft:
    """An item being read."""

    code: str
    quantity: int | None = None
    color: str | None = None
    size: str | None = None
    words: tuple[str, ...] = ()

    def item(self, quantity: int | None) -> ClaimItem:
        variant = " ".join(word for word in (self.color, self.size) if word) or " ".join(self.words)
        return ClaimItem(self.code, self.quantity or quantity or 1, variant or None)


def _items(parts: Sequence[Part], pinned: str | None) -> tuple[ClaimItem, ...]:
    """Numbers and variants go to the code beside them: to the next one where the line begins with a number, else to the last."""
    meant = [part for part in parts if part.role in _MEANT]
    first = next((part.role for part in meant if part.role not in ("separator", "strange")), "")
    each = next((part for part in parts if part.role == "each"), None)
    drafts = _before(meant, pinned) if first in ("quantity", "plus", "times") else _after(meant, pinned)
    shared = max((draft.quantity for draft in drafts if draft.quantity), default=None) if each else None
    drafts = [draft for draft in drafts if draft.code]
    merged: dict[tuple[str, str | None], int] = {}
    for draft in drafts:
        item = draft.item(shared)
        key = (item.sku, item.variant)
        merged[key] = max(merged.get(key, 0), item.quantity or 1)
    return tuple(ClaimItem(sku, quantity, variant) for (sku, variant), quantity in merged.items())


def _after(parts: Sequence[Part], pinned: str | None) -> list[_Draft]:
    """`A12 red M x2, blue`: what follows a code belongs to it; a second number, colour or size begins another item of it."""
    drafts: list[_Draft] = []
    waiting = _Draft(pinned or "")
    for part in parts:
        current = drafts[-1] if drafts else waiting
        if part.role in ("code", "unknown"):
            fresh = _Draft(part.value if part.role == "code" else "")
            if not drafts:
                fresh.color, fresh.size, fresh.quantity, fresh.words = (
                    waiting.color,
                    waiting.size,
                    waiting.quantity,
                    waiting.words,
                )
            drafts.append(fresh)
        elif part.role == "separator":
            continue
        else:
            if not drafts and pinned:
                drafts.append(waiting)
            if _full(current, part.role):
                current = _Draft(current.code)
                drafts.append(current)
            _fill(current, part)
    return drafts or [waiting]


def _before(parts: Sequence[Part], pinned: str | None) -> list[_Draft]:
    """`2 A12 red, 1 B3`: a number begins an item, its code and variant follow."""
    drafts: list[_Draft] = []
    for part in parts:
        if part.role == "separator":
            continue
        if part.role in ("quantity", "plus", "times"):
            drafts.append(_Draft("", part.number))
        elif part.role in ("code", "unknown"):
            code = part.value if part.role == "code" else _UNKNOWN
            if not drafts or drafts[-1].code:
                drafts.append(_Draft(code))
            drafts[-1].code = code
        elif drafts:
            if _full(drafts[-1], part.role):
                drafts.append(_Draft(drafts[-1].code))
            _fill(drafts[-1], part)
    known = next((draft.code for draft in drafts if draft.code), pinned or "")
    for draft in drafts:
        known = draft.code = draft.code or known
    return [draft for draft in drafts if draft.code != _UNKNOWN]


def _full(draft: _Draft, role: str) -> bool:
    """Whether this item already has what the next part would give it, so that the part begins another."""
    if role in ("quantity", "plus", "times"):
        return draft.quantity is not None
    if role == "color":
        return draft.color is not None or (draft.quantity is not None and draft.size is not None)
    return role == "size" and draft.size is not None


def _fill(draft: _Draft, part: Part) -> None:
    if part.role in ("quantity", "plus", "times"):
        draft.quantity = part.number
    elif part.role == "color":
        draft.color = part.value
    elif part.role == "size":
        draft.size = part.value
    else:
        draft.words = (*draft.words, part.value)
