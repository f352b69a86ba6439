"""Finds every piece of a message that may be an entity (words of the lexicon, numbers, codes), with all it may mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nlu.folding import Folded, Token, is_unspaced
from nlu.lexicon import Lexicon, Match
from nlu.numbers import CHINESE_NUMERALS, parse_chinese, parse_digits, plain

CONFUSABLE = str.maketrans("авсеёнкмортухіјѕԁαβεζηικμνορτυχ", "abceehkmoptyxijsdabeznikmvoptux")
"""Cyrillic and Greek letters that look like Latin ones, folded; used only inside codes."""

PRICES = ("price_max", "price_min")
MAX_CANDIDATES = 60

_CODE = re.compile(r"(?<![a-z0-9])[a-z0-9]+(?:-[a-z0-9]+)*(?![a-z0-9])")
_HAS_DIGIT, _HAS_LETTER = re.compile(r"\d"), re.compile(r"[a-z]")
_NOT_CODE = re.compile(r"x\d{1,4}|\d{1,4}x|\d+(?:st|nd|rd|th)|\d{1,2}(?:am|pm|h)|\d+(?:[.,]\d+)?[a-z]{1,3}")
_SKU = re.compile(r"[a-z]{1,3}-?\d{1,4}[a-z]?|\d{2,4}[a-z]")
_COUPON = re.compile(r"[a-z0-9]{3,20}")
_POSTAL = re.compile(
    r"(?<![a-z0-9-])(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|\d{5}-\d{3,4}|\d{2}-\d{3}|\d{3}-\d{4}|\d{4}-\d{3})(?![a-z0-9-])"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [first, last) at folded offsets [start, end), each kind it may be with its value, and its written shape."""

    first: int
    last: int
    start: int
    end: int
    meanings: tuple[tuple[str, str], ...]
    shape: str

    def value(self, kind: str) -> str:
        return next(value for known, value in self.meanings if known == kind)


@dataclass(frozen=True, slots=True)
class Sighting:
    """The candidates of a message in order, the cues by the token they end before and start at, the concepts it speaks of,
    and the tokens that belong to a word for goods.
    """

    candidates: tuple[Candidate, ...]
    cue_ends: dict[int, tuple[str, ...]]
    cue_starts: dict[int, tuple[str, ...]]
    concepts: tuple[str, ...]
    goods: frozenset[int]

    def kinds(self) -> tuple[str, ...]:
        """The coarse kinds seen, for the intent: a lexicon kind, `number` or `code`."""
        seen = dict.fromkeys(candidate.shape.split(" ")[0] for candidate in self.candidates)
        return tuple(kind for kind in seen if kind != "word")


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Everything looked up: words for values, cues beside them, concepts, and what multiplies a price."""

    values: Lexicon
    cues: Lexicon
    concepts: Lexicon
    multipliers: Lexicon


def sight(folded: Folded, lexicons: Lexicons, language: str) -> Sighting:
    """All candidates of a message, not overlapping, from left to right; at most MAX_CANDIDATES."""
    tokens, values, multipliers = folded.tokens, lexicons.values, lexicons.multipliers
    starts, ends = _cues(lexicons.cues.matches(tokens, language))
    meant = lexicons.concepts.everywhere(tokens, language)
    taken: set[int] = set()
    found = list(_codes(folded, taken))
    for match in values.matches(tokens, language):
        if not taken.intersection(range(match.first, match.last)) and not _part_of_goods(tokens, match, meant):
            taken.update(range(match.first, match.last))
            found.append(_named(tokens, match))
    found += _numbers(tokens, taken, starts, multipliers, language)
    found += _coupon_words(folded, taken, ends)
    found.sort(key=lambda candidate: candidate.start)
    concepts = dict.fromkeys(sense[0] for match in meant for sense in match.senses)
    goods = [range(match.first, match.last) for match in meant if any(sense[0] == "goods" for sense in match.senses)]
    return Sighting(
        tuple(found[:MAX_CANDIDATES]), ends, starts, tuple(concepts), frozenset(at for span in goods for at in span)
    )


def _part_of_goods(tokens: Sequence[Token], match: Match, meant: Sequence[Match]) -> bool:
    """Whether a value is only a sign of a longer name of goods: the blue of `蓝牙耳机` is no colour."""
    return is_unspaced(tokens[match.first].text) and any(
        other.first <= match.first and match.last <= other.last and other.last - other.first > match.last - match.first
        for other in meant
        if any(sense[0] == "goods" for sense in other.senses)
    )


def _cues(matches: Sequence[Match]) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    starts, ends = {}, {}
    for match in matches:
        names = tuple(sense[0] for sense in match.senses)
        starts[match.first], ends[match.last] = names, names
    return starts, ends


def _codes(folded: Folded, taken: set[int]) -> Sequence[Candidate]:
    """Runs of Latin letters and digits with both in them; look-alike letters of other scripts count as Latin."""
    if not _HAS_DIGIT.search(folded.text):
        return ()
    text = folded.text if folded.text.isascii() else folded.text.translate(CONFUSABLE)
    index = _token_index(folded.tokens)
    found = []
    spans = [(m.start(), m.end(), "postal_code") for m in _POSTAL.finditer(text)]
    spans += [(m.start(), m.end(), "code") for m in _CODE.finditer(text) if _is_code(m[0])]
    for start, end, shape in spans:
        first, last = index.get(start), index.get(-end)
        if first is None or last is None or taken.intersection(range(first, last + 1)):
            continue
        taken.update(range(first, last + 1))
        found.append(
            Candidate(
                first, last + 1, start, end, _code_meanings(text[start:end], shape), _code_shape(shape, text[start:end])
            )
        )
    return found


def _is_code(run: str) -> bool:
    if not (_HAS_DIGIT.search(run) and _HAS_LETTER.search(run)) or len(run) > 24 or _NOT_CODE.fullmatch(run):
        return False
    return all(_HAS_DIGIT.search(part) for part in run.split("-")[1:])


def _code_meanings(run: str, shape: str) -> tuple[tuple[str, str], ...]:
    upper = run.upper()
    kinds = [shape] if shape == "postal_code" else []
    if _SKU.fullmatch(run):
        kinds.append("sku")
    if len(run) >= 5 and " " not in run:
        kinds.append("order_id")
    if _COUPON.fullmatch(run):
        kinds.append("coupon")
    return tuple((kind, upper) for kind in kinds)


def _code_shape(shape: str, run: str) -> str:
    return f"{shape} {re.sub('[a-z]', 'a', re.sub('[0-9]', '9', run))}"


def _token_index(tokens: Sequence[Token]) -> dict[int, int]:
    """Token numbers by their start, and by their negated end."""
    index = {token.start: at for at, token in enumerate(tokens)}
    index.update({-token.end: at for at, token in enumerate(tokens)})
    return index


def _named(tokens: Sequence[Token], match: Match) -> Candidate:
    meanings = tuple((kind, value) for kind, value, _ in match.senses)
    kind = meanings[0][0]
    if kind == "quantity":
        meanings += tuple((price, meanings[0][1]) for price in PRICES)
    start, end = tokens[match.first].start, tokens[match.last - 1].end
    return Candidate(match.first, match.last, start, end, meanings, f"{kind} word")


def _numbers(
    tokens: Sequence[Token],
    taken: set[int],
    cue_starts: dict[int, tuple[str, ...]],
    multipliers: Lexicon,
    language: str,
) -> Sequence[Candidate]:
    found = []
    at = 0
    while at < len(tokens):
        text = tokens[at].text
        if at not in taken and text[0].isdigit() and text[0].isascii():
            candidate = _digits(tokens, at, taken, cue_starts, multipliers, language)
        elif at not in taken and text in CHINESE_NUMERALS:
            candidate = _chinese(tokens, at, taken, cue_starts)
        else:
            at += 1
            continue
        if candidate is None:
            at += 1
            continue
        taken.update(range(candidate.first, candidate.last))
        found.append(candidate)
        at = candidate.last
    return found


def _digits(
    tokens: Sequence[Token],
    at: int,
    taken: set[int],
    cue_starts: dict[int, tuple[str, ...]],
    multipliers: Lexicon,
    language: str,
) -> Candidate | None:
    text = tokens[at].text
    if len(text) > 15:
        return None
    value = parse_digits(text)
    first, last, shape = at, at + 1, f"number {len(text)}"
    before, after = _text(tokens, at - 1), _text(tokens, at + 1)
    if before == "x" and tokens[at - 1].end == tokens[at].start and at - 1 not in taken:
        first, shape = at - 1, "number x"
    elif after == "x" and tokens[at + 1].start == tokens[at].end:
        last, shape = at + 2, "number x"
    elif before == "+" and tokens[at - 1].end == tokens[at].start:
        first, shape = at - 1, "number plus"
    elif after in multipliers.phrases and (factor := _factor(multipliers, after, language)):
        value, last, shape = value * factor, at + 2, "number times"
    elif "classifier" in cue_starts.get(at + 1, ()) and tokens[at + 1].start == tokens[at].end and not after.isascii():
        last, shape = at + 2, "number classifier"
    return Candidate(
        first, last, tokens[first].start, tokens[last - 1].end, _number_meanings(text, value, shape), shape
    )


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _factor(multipliers: Lexicon, word: str, language: str) -> Decimal | None:
    values = [value for _, value, languages in multipliers.phrases[word]]
    return Decimal(values[0]) if values else None


@lru_cache(maxsize=4_096)
def _number_meanings(text: str, value: Decimal, shape: str) -> tuple[tuple[str, str], ...]:
    kinds = {price: plain(value) for price in PRICES}
    whole = value == value.to_integral_value()
    if whole and 0 < value < 10_000:
        kinds["quantity"] = plain(value)
    if shape in ("number x", "number plus", "number classifier"):
        kinds = {"quantity": kinds["quantity"]} if "quantity" in kinds else {}
    if shape.split(" ")[1].isdigit():
        if 0 < value <= 150 and (whole or value % 1 == Decimal("0.5")):
            kinds["size"] = plain(value)
        if text.isdigit():
            kinds |= {"sku": text} if 2 <= len(text) <= 4 else {}
            kinds |= {"order_id": text} if len(text) >= 4 else {}
            kinds |= {"postal_code": text} if 3 <= len(text) <= 8 else {}
    return tuple(kinds.items())


def _chinese(
    tokens: Sequence[Token], at: int, taken: set[int], cue_starts: dict[int, tuple[str, ...]]
) -> Candidate | None:
    last = at
    while last < len(tokens) and last not in taken and tokens[last].text in CHINESE_NUMERALS and last - at < 12:
        last += 1
    value = parse_chinese("".join(token.text for token in tokens[at:last]))
    if not value:
        return None
    shape = "number chinese"
    meanings = [("quantity", str(value)), *((price, str(value)) for price in PRICES)]
    if "classifier" in cue_starts.get(last, ()):
        last, shape, meanings = last + 1, "number classifier", meanings[:1]
    elif value == 1:
        return None
    return Candidate(at, last, tokens[at].start, tokens[last - 1].end, tuple(meanings), shape)


def _coupon_words(folded: Folded, taken: set[int], cue_ends: dict[int, tuple[str, ...]]) -> Sequence[Candidate]:
    """Words without digits that may be a coupon: in capitals, or right after a word for it."""
    cued_ends = {end for end, names in cue_ends.items() if "coupon" in names}
    if not cued_ends and folded.original == folded.original.lower():
        return ()
    found = []
    shouting = folded.original.isupper()
    for at, token in enumerate(folded.tokens):
        if at in taken or len(token.text) < 3 or not (token.text.isascii() and token.text.isalpha()):
            continue
        start, end = folded.span(token.start, token.end)
        capitals = not shouting and folded.original[start:end].isupper()
        cued = not cued_ends.isdisjoint((at, at - 1, at - 2))
        if capitals or cued:
            shape = "word capitals" if capitals else "word small"
            found.append(Candidate(at, at + 1, token.start, token.end, (("coupon", token.text.upper()),), shape))
    return found
