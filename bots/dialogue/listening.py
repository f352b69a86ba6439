"""Before a turn is answered: which language to answer in, and whether a message written where others read is for us."""

from __future__ import annotations

from bots.dialogue.memory import Memory
from bots.dialogue.words import FALLBACK, spoken
from bots.messages import Turn
from nlu.language import read_locale
from nlu.reading import Reading

_SURE = 0.8
"""Below this confidence a message does not change the language of a chat."""
_LETTERS_ALONE = 3
"""Words that a guess by letters alone needs: names and streets look like any language."""
_LATIN_ENDS = "\u024f"
_MEANT = 0.6
_NOT_FOR_US = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "out_of_scope", "complaint", "subscribe", "unsubscribe"})
"""What people say to each other in a room as well as to a shop."""


def language_of(turn: Turn, reading: Reading, memory: Memory) -> str:
    """The language to go on in: the message's own where it is plain, else the chat's, at first the platform's.

    "STOP", "ok", a name or a street says nothing about what somebody reads.
    """
    text, code = turn.text or "", reading.language.code
    before = memory.language or read_locale(turn.locale)[0]
    if before is None:
        return code if code != "und" else FALLBACK
    if code in {before, "und"} or reading.language.confidence < _SURE:
        return before
    if all(sign <= _LATIN_ENDS for sign in text if sign.isalpha()):
        words = sum(any(sign.isalpha() for sign in word) for word in text.split())
        if "words" not in reading.language.evidence and words < _LETTERS_ALONE:
            return before
        # One foreign word ("Berlin") does not turn a chat to the language we fall back on.
        if words == 1 and code not in spoken() and before in spoken():
            return before
    return code


def meant_for_us(turn: Turn, reading: Reading) -> bool:
    """Whether to answer at all. In public only a plain wish to the shop is; small talk among others is not."""
    if not turn.public or turn.action is not None:
        return True
    return reading.intent.name not in _NOT_FOR_US and reading.intent.confidence >= _MEANT
