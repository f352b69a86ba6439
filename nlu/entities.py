"""Decides what each candidate is, tags product phrases, and returns entities with normalised values and original offsets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlu.candidates import Candidate, Sighting
from nlu.engines.linear import Linear, Tagger
from nlu.folding import Folded, is_unspaced
from nlu.reading import Entity

NONE = "none"
WHOLE_NUMBERS = ("quantity", "ordinal")
AS_WRITTEN = ("city", "postal_code", "product")
OUTSIDE, BEGIN, INSIDE = "O", "B", "I"
MAX_TAGGED = 120
"""Tokens of a message that are searched for product phrases."""

DOLLARS = frozenset(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "ARS", "COP", "UYU", "DOP"])


@dataclass(frozen=True, slots=True)
class Extractor:
    """The two trained models: what a candidate is (`slots`), and where product phrases begin and go on (`products`)."""

    slots: Linear
    products: Linear

    def decisions(self, folded: Folded, sighting: Sighting, intent: str) -> list[tuple[Candidate, str]]:
        """The candidates that are entities, each with its kind, in the order of the text."""
        kinds = (
            (candidate, self.decide(folded, sighting, at, intent)) for at, candidate in enumerate(sighting.candidates)
        )
        return [(candidate, kind) for candidate, kind in kinds if kind != NONE]

    def entities(
        self,
        folded: Folded,
        sighting: Sighting,
        intent: str,
        decided: Sequence[tuple[Candidate, str]],
        currency: str | None,
    ) -> tuple[Entity, ...]:
        """The decided entities and the product phrases, in the order of the text; `currency` tells which dollar `$` is."""
        found = [entity(folded, candidate, kind, currency) for candidate, kind in decided]
        taken = {at for candidate, _ in decided for at in range(candidate.first, candidate.last)}
        found += self._products(folded, sighting, intent, taken)
        found.sort(key=lambda one: one.start)
        return tuple(found)

    def decide(self, folded: Folded, sighting: Sighting, at: int, intent: str) -> str:
        """The kind of the candidate at this place, or `none`."""
        candidate = sighting.candidates[at]
        scores = self.slots.scores(slot_features(folded, sighting, at, intent))
        possible = {NONE, *(kind for kind, _ in candidate.meanings)}
        ranked = [(score, kind) for kind, score in zip(self.slots.labels, scores, strict=True) if kind in possible]
        return max(ranked, default=(0.0, NONE))[1]

    def _products(self, folded: Folded, sighting: Sighting, intent: str, taken: set[int]) -> list[Entity]:
        tags = self.tags(folded, sighting, intent, taken)
        found = []
        start: int | None = None
        for at, tag in enumerate([*tags, OUTSIDE]):
            if start is not None and tag != INSIDE:
                found.append(_product(folded, start, at))
                start = None
            if tag == BEGIN:
                start = at
        return found

    def tags(self, folded: Folded, sighting: Sighting, intent: str, taken: set[int]) -> list[str]:
        """O, B or I for each token: the best path in which nothing is inside without a beginning (Viterbi)."""
        if intent in _NAMES_NOTHING or not {OUTSIDE, BEGIN, INSIDE} <= set(self.products.labels):
            return []
        scores = _tagger(self.products).scores
        outside, begun, inside = 0.0, NEVER, NEVER
        back = []
        for at, features in enumerate(product_features(folded, sighting, intent)):
            out, begin, go_on = scores(features)
            if at in taken or folded.tokens[at].text in _BREAKS:
                begin = go_on = NEVER
            # Where the best path came from: outside (0), begun (1) or inside (2), the earlier one of equals.
            phrase, within = (begun, 1) if begun >= inside else (inside, 2)
            before_out, come_out = (outside, 0) if outside >= phrase else (phrase, within)
            before_begin, come_begin = (outside, 0) if outside >= phrase + AGAIN else (phrase + AGAIN, within)
            back.append((come_out, come_begin, within))
            outside, begun, inside = before_out + out, before_begin + begin, phrase + go_on
        phrase, within = (begun, 1) if begun >= inside else (inside, 2)
        state = 0 if outside >= phrase else within
        path = []
        for pointer in reversed(back):
            path.append((OUTSIDE, BEGIN, INSIDE)[state])
            state = pointer[state]
        return path[::-1]


NEVER = -1e9
AGAIN = -0.5
"""What beginning another phrase right after one costs."""
_NAMES_NOTHING = frozenset(("greet", "goodbye", "thank", "affirm", "deny", "help", "unsubscribe", "out_of_scope"))
"""Intents whose messages name no goods (contract: labelling conventions)."""


@lru_cache(maxsize=8)
def _tagger(products: Linear) -> Tagger:
    return Tagger(products, (OUTSIDE, BEGIN, INSIDE))


_BREAKS = frozenset(".,!?;:¿¡()[]/\"'\n+")


def entity(folded: Folded, candidate: Candidate, kind: str, currency: str | None = None) -> Entity:
    """The entity a candidate is, once its kind is decided."""
    start, end = folded.span(candidate.start, candidate.end)
    text = folded.original[start:end]
    value: str | int = candidate.value(kind)
    if kind in AS_WRITTEN:
        value = text
    elif kind in WHOLE_NUMBERS:
        value = int(value)
    elif kind == "currency" and text == "$" and currency in DOLLARS:
        value = currency
    return Entity(kind, start, end, text, value)


def _product(folded: Folded, first: int, last: int) -> Entity:
    start, end = folded.span(folded.tokens[first].start, folded.tokens[last - 1].end)
    text = folded.original[start:end]
    return Entity("product", start, end, text, text)


def _near(cues: dict[int, tuple[str, ...]], places: Sequence[int], side: str) -> list[str]:
    seen = ((distance, name) for distance, place in enumerate(places) for name in cues.get(place, ()))
    return [f"{side}{distance} {name}" for distance, name in seen if name not in _NO_CUE]


_NO_CUE = frozenset(("determiner", "clause"))


def slot_features(folded: Folded, sighting: Sighting, at: int, intent: str) -> list[str]:
    """What tells one kind of candidate from another: its shape, its neighbours, the cues on both sides, the intent."""
    candidate = sighting.candidates[at]
    tokens = folded.tokens
    first, last = candidate.first, candidate.last
    words = [
        tokens[place].text if 0 <= place < len(tokens) else "^" for place in (first - 2, first - 1, last, last + 1)
    ]
    coarse = candidate.shape.split(" ")[0]
    kinds = "/".join(kind for kind, _ in candidate.meanings)
    left = _near(sighting.cue_ends, (first, first - 1, first - 2, first - 3), "l")
    right = _near(sighting.cue_starts, (last, last + 1, last + 2), "r")
    own = [f"c {name}" for name in sighting.cue_starts.get(first, ())]
    before = sighting.candidates[at - 1] if at else None
    after = sighting.candidates[at + 1] if at + 1 < len(sighting.candidates) else None
    features = [
        "bias", f"s {candidate.shape}", f"k {kinds}", f"i {intent}", f"i {intent} s {candidate.shape}", f"i {intent} k {coarse}",
        f"w-1 {words[1]}", f"w+1 {words[2]}", f"w-2 {words[0]} {words[1]}", f"w+2 {words[2]} {words[3]}", f"k {coarse} w-1 {words[1]}",
        f"k {coarse} w+1 {words[2]}", f"own {folded.text[candidate.start : candidate.end]}",
        f"alone {first == 0 and last == len(tokens)} {coarse}",
        _neighbour("b", before, first - before.last if before else 9), _neighbour("a", after, after.first - last if after else 9),
    ]  # fmt: skip
    for cue in (*left, *right, *own):
        features += [cue, f"{cue} {coarse}", f"{cue} s {candidate.shape}"]
    if not left and not right:
        features.append(f"uncued {coarse}")
    return list(dict.fromkeys(features))


def _neighbour(side: str, other: Candidate | None, distance: int) -> str:
    if other is None:
        return f"{side} -"
    return f"{side} {other.shape.split(' ')[0]} {min(distance, 3)}"


def product_features(folded: Folded, sighting: Sighting, intent: str) -> list[list[str]]:
    """For each of the first MAX_TAGGED tokens, what tells the words of a product phrase from others."""
    tokens = folded.tokens[:MAX_TAGGED]
    covered: dict[int, str] = {}
    for candidate in sighting.candidates:
        kind = candidate.shape.split(" ")[0]
        covered.update(dict.fromkeys(range(candidate.first, candidate.last), kind))
    texts = ["^^", "^", *(_tagged(token.text, covered.get(at)) for at, token in enumerate(tokens)), "$", "$$"]
    goods, of_intent = sighting.goods, f"i {intent}"
    near = [_neighbouring(text) for text in texts]
    features = []
    for at in range(2, len(texts) - 2):
        two_before, before, word, after, two_after = texts[at - 2 : at + 3]
        own = at - 2 in goods
        one = [
            near[at][0], near[at - 1][1], near[at + 1][2], f"pp {two_before} {before}", f"nn {after} {two_after}",
            f"pw {before} {word}", f"wn {word} {after}", of_intent, near[at - 2][3], near[at + 2][4],
            *_among_goods(at - 3 in goods, own, at - 1 in goods, intent), f"gp {own} {before}",
        ]  # fmt: skip
        if not is_unspaced(word[0]):
            one += [*near[at][5:], f"i {intent} p {before}"]
        else:
            one += [f"t {before}{word}{after}", f"ip {intent} {before}"]
        features.append(one)
    return features


@lru_cache(maxsize=16_384)
def _neighbouring(word: str) -> tuple[str, ...]:
    """What a word says of itself, of the word after it and before it, of those two away, and by its ends and beginning."""
    return (
        f"w {word}", f"p {word}", f"n {word}", f"p2 {word}", f"n2 {word}",
        f"e1 {word[-1]}", f"e2 {word[-2:]}", f"e3 {word[-3:]}", f"b3 {word[:3]}",
    )  # fmt: skip


@lru_cache(maxsize=1_024)
def _among_goods(before: bool, own: bool, after: bool, intent: str) -> tuple[str, str]:
    """Which of a word and its neighbours belong to a word for goods."""
    return f"g {before} {own} {after}", f"gi {own} {intent}"


def _tagged(text: str, kind: str | None) -> str:
    if kind is not None:
        return f"<{kind}>"
    return "0" if text[0].isdigit() else text
