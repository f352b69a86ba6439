"""What a skill works with during one turn, and how skills are found by the verb they answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.dialogue.memory import Memory
from bots.dialogue.words import Words, words_for
from bots.messages import Action, Block, Button, Text, Turn
from commerce_core.api import Transaction
from commerce_core.domain.buyer import Buyer
from commerce_core.domain.refusals import Refusal
from nlu.reading import Reading

Args = Mapping[str, Any]
Skill = Callable[["Moment", Args], list[Block]]


@dataclass(slots=True)
class Moment:
    """One turn while it is answered. Skills change `buyer` and `memory`; the talk writes both."""

    tx: Transaction
    turn: Turn
    buyer: Buyer
    memory: Memory
    words: Words
    reading: Reading | None = None
    numbered: bool = True
    """Whether the channel shows its choices as numbered lines."""
    refused: dict[str, Any] | None = None
    follow_up: str | None = None
    """Key of a job to run at once after the commit, so that its outcome is in this answer."""
    then: Action | None = None
    """What to go on with, as a step of its own: a "no" there does not undo this one."""
    notes: list[str] = field(default_factory=list)

    def say(self, message: str, **values: Any) -> str:
        return self.words.say(message, **values)

    def text(self, message: str, **values: Any) -> Text:
        return Text(self.words.say(message, **values))

    def button(self, message: str, verb: str, args: Args | None = None, **values: Any) -> Button:
        """A button with a message as its label."""
        return Button(self.words.say(message, **values), Action(verb, dict(args or {})))

    def speak(self, language: str) -> None:
        """Go on in another language (and the market's ways of writing numbers)."""
        self.words = words_for(language, self.buyer.destination.code or self.buyer.home.code)

    def became(self, buyer: Buyer) -> None:
        """The buyer as they are now; the words follow."""
        self.buyer = buyer
        self.speak(buyer.language)

    def note(self, message: str, **values: Any) -> None:
        """A sentence that goes before the answer."""
        self.notes.append(self.words.say(message, **values))


_WHOLE = re.compile(r"\s*-?\d{1,9}\s*")
_SKILLS: dict[str, Skill] = {}
_READERS: set[str] = set()
_TAKES: dict[str, frozenset[str]] = {}
ANYTHING = "*"


def answers(*verbs: str, takes: str = "", reads_only: bool = False) -> Callable[[Skill], Skill]:
    """Register a skill for one or more verbs, with the names of the arguments it takes.

    One that only reads has nothing to undo when it says no.
    """

    def register(skill: Skill) -> Skill:
        for verb in verbs:
            assert verb not in _SKILLS, verb
            _SKILLS[verb] = skill
            _TAKES[verb] = frozenset(takes.split())
        if reads_only:
            _READERS.update(verbs)
        return skill

    return register


def skill_for(verb: str) -> Skill:
    """The skill of a verb. Raises Refusal(unsupported)."""
    found = _SKILLS.get(verb)
    if found is None:
        raise Refusal("unsupported", field="verb", value=verb[:60])
    return found


def perform(moment: Moment, action: Action) -> list[Block]:
    """Have an action's skill answer. Raises Refusal: unsupported verb, invalid argument, or what the skill says."""
    skill = skill_for(action.verb)
    takes = _TAKES[action.verb]
    if ANYTHING not in takes and (unknown := sorted(set(action.args) - takes)):
        raise Refusal("invalid", field=unknown[0][:60])
    return skill(moment, action.args)


def reads_only(verb: str) -> bool:
    """Whether the skill of a verb changes nothing in the business."""
    return verb in _READERS


def verbs() -> frozenset[str]:
    """Every verb that a registered skill answers (bots.dialogue.skills registers them)."""
    return frozenset(_SKILLS)


def text_arg(args: Args, name: str, limit: int = 200) -> str | None:
    """An optional text argument. Raises Refusal(invalid)."""
    value = args.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > limit:
        raise Refusal("invalid", field=name)
    return value


def needed_text(args: Args, name: str, limit: int = 200) -> str:
    """Raises Refusal(missing | invalid)."""
    value = text_arg(args, name, limit)
    if value is None:
        raise Refusal("missing", field=name)
    return value


def whole_arg(args: Args, name: str, default: int | None = None) -> int:
    """A whole number, also as text. Raises Refusal(missing | invalid)."""
    value = args.get(name, default)
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if value is None:
        raise Refusal("missing", field=name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**9:
        raise Refusal("invalid", field=name)
    return value


def address_values(args: Args) -> dict[str, str]:
    """Fields of an address as text; one that is neither text nor a number is no part of an address. Raises Refusal."""
    values = {}
    for name, value in args.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
            raise Refusal("invalid", field=name[:60])
        values[name] = "" if value is None else str(value)
    return values
