"""The decisions about intents that are not learnt: exact commands, bare values, second clauses, what is out of scope."""

import re
from collections.abc import Sequence
from itertools import pairwise

from nlu.folding import UNSPACED, Folded
from nlu.lexicon import Lexicon
from nlu.reading import Intent, Ranked

OUT_OF_SCOPE = "out_of_scope"
SOCIAL = frozenset(("greet", "goodbye", "thank", "affirm", "deny", OUT_OF_SCOPE))
"""Intents that a shop assistant does not act on while the message asks for something else as well."""

COMMAND_CONFIDENCE = 0.99
BARE_CONFIDENCE = 0.9
IN_SCOPE = 0.2
"""A message whose best intent is less probable than this is out of scope (chosen on the held-out split)."""

LIVE = ("live_claim", "release_claim")
LIVE_IN_PRIVATE = 0.6

CLAUSE = 0.6
"""A clause counts as a request of its own from this probability."""
MAX_CLAUSES = 4
HINT = 0.4
"""From this confidence on a clause beside a greeting is what the message is about."""
SHORTEST_CLAUSE = 2

_BARE = {
    "country": "set_country", "city": "set_country", "postal_code": "set_country", "currency": "set_currency",
    "language": "set_language", "ordinal": "product_detail", "color": "product_detail", "size": "product_detail",
    "order_id": "track_order",
}  # fmt: skip
_BOUNDARY = re.compile(rf"[?!;\n。！？；؟،，、]+|[.,]+(?=\s|$)|(?<=[{UNSPACED}])[.,]+|[.,]+(?=[{UNSPACED}])")
_MARKS = re.compile(r"[\W_]+")


def command(folded: Folded, commands: Lexicon, language: str) -> Intent | None:
    """The intent of a message that is nothing but a known command, sign or emoji; None for any other.

    A phrase of another language counts too, unless the message's own language has it for something else.
    """
    if len(folded.tokens) > 8:
        return None
    for phrase in (_joined(folded.tokens), _joined(folded.tokens, drop_marks=True)):
        senses = commands.phrases.get(phrase)
        if senses:
            base = language.split("-", maxsplit=1)[0]
            own = [name for name, _, languages in senses if base in languages.split() or "mul" in languages.split()]
            return Intent((own or [senses[0][0]])[0], COMMAND_CONFIDENCE)
    return None


def _joined(tokens: Sequence[object], drop_marks: bool = False) -> str:
    texts = (str(getattr(token, "text", "")) for token in tokens)
    return " ".join(text for text in texts if not (drop_marks and _MARKS.fullmatch(text)))


def bare_value(kinds: Sequence[str], others: int) -> Intent | None:
    """The intent of a message that is nothing but one kind of value, such as a country's name; `others` counts other words."""
    if not kinds or others:
        return None
    intents = {_BARE.get(kind) for kind in kinds}
    name = intents.pop()
    return Intent(name, BARE_CONFIDENCE) if name and not intents else None


def clauses(folded: Folded, starts: dict[int, tuple[str, ...]]) -> list[str]:
    """The parts of a message between full stops, question marks, commas and words such as `also`; at most MAX_CLAUSES.

    Returns nothing for a message of one clause.
    """
    text = folded.text
    cuts = [found.end() for found in _BOUNDARY.finditer(text)]
    cuts += [folded.tokens[at].start for at, cues in starts.items() if "clause" in cues and at > 0]
    edges = [0, *sorted(cuts), len(text)]
    pieces = [text[first:last].strip(" .,;!?。！？；،，、؟") for first, last in pairwise(edges)]
    pieces = [piece for piece in pieces if len(piece) >= SHORTEST_CLAUSE]
    return pieces[:MAX_CLAUSES] if len(pieces) > 1 else []


def settle(whole: Ranked, parts: Sequence[tuple[str, float]]) -> tuple[Intent, tuple[Intent, ...]]:
    """(intent, also) of a message from its ranking as a whole and the best intent of each clause, in order.

    The first sure request is what an assistant acts on first; the others follow, most certain first.
    """
    name, confidence = whole[0]
    requests: dict[str, float] = {}
    for part, sure in parts:
        if part not in SOCIAL and sure >= CLAUSE:
            requests[part] = max(requests.get(part, 0.0), sure)
    first = next(iter(requests), None)
    if first is not None and first != name and (name in requests or name in SOCIAL):
        name, confidence = first, requests[first]
    if name in SOCIAL and first is None:  # "Hello, anything nice for the kitchen?": unsure, but surely not only a greeting
        wanted = max(((sure, part) for part, sure in parts if part not in SOCIAL), default=(0.0, ""))
        if wanted[0] >= HINT:
            name, confidence = wanted[1], wanted[0]
    also = sorted(((part, sure) for part, sure in requests.items() if part != name), key=lambda pair: -pair[1])
    return Intent(name, confidence), tuple(Intent(part, sure) for part, sure in also)


def private(ranking: Ranked) -> Ranked:
    """The ranking outside a live room, where there is nothing to claim: claims count only where they are all but sure."""
    if ranking[0][0] not in LIVE or ranking[0][1] >= LIVE_IN_PRIVATE or len(ranking) < 2:
        return ranking
    others = [pair for pair in ranking if pair[0] not in LIVE]
    return (*others, *(pair for pair in ranking if pair[0] in LIVE)) if others else ranking


def priced_to_the_door(intent: Intent, roles: Sequence[str]) -> Intent:
    """A price or a total asked together with a destination (`how much is it to Chile`) is the question of shipping."""
    if intent.name in ("ask_price", "view_cart") and "parcel" in roles:
        return Intent("ask_shipping", max(intent.confidence, CLAUSE))
    return intent


def basket_change(intent: Intent, kinds: Sequence[str], concepts: Sequence[str]) -> Intent:
    """A change that names a number and no order (`make it four`) is meant for the basket, not for a placed order."""
    if intent.name == "change_order" and set(kinds) == {"quantity"} and not _PLACED.intersection(concepts):
        return Intent("add_to_cart", max(intent.confidence, CLAUSE))
    return intent


_PLACED = frozenset(("order", "address", "track", "cancel"))


def in_scope(intent: Intent) -> Intent:
    """The intent itself, or out of scope where nothing is probable enough."""
    if intent.confidence >= IN_SCOPE or intent.name == OUT_OF_SCOPE:
        return intent
    return Intent(OUT_OF_SCOPE, intent.confidence)
