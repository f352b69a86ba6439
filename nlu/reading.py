"""What was understood of one message: plain immutable values, and their JSON form word for word after contracts/nlu.md."""

from dataclasses import dataclass, field
from typing import Any

Ranked = tuple[tuple[str, float], ...]
"""Candidates with their probabilities, most certain first."""

Evidence = tuple[tuple[str, str], ...]
"""(kind of evidence, what was seen), strongest first."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the platform says about the sender; never what we concluded ourselves."""

    locale: str | None = None
    country: str | None = None
    phone: str | None = None
    timezone: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """A live room: the codes on sale now, and the one the host is presenting."""

    codes: tuple[str, ...]
    pinned: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One piece of information in the text; `start` and `end` count Unicode code points of the original text."""

    entity: str
    start: int
    end: int
    text: str
    value: str | int

    def as_json(self) -> dict[str, Any]:
        return {
            "entity": self.entity,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class Intent:
    """What the sender wants, with a calibrated probability."""

    name: str
    confidence: float

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "confidence": round(self.confidence, 4)}


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """The language of a message: one of our twenty, another ISO 639-1 code, or `und`."""

    code: str
    variant: str | None = None
    confidence: float = 0.0
    ranking: Ranked = ()
    evidence: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "variant": self.variant,
            "confidence": _probability(self.confidence),
            "ranking": _ranking(self.ranking),
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class CountryGuess:
    """A country (ISO 3166-1 alpha-2) with `status` known, likely, guess or ask, and what moved it."""

    code: str | None = None
    status: str = "ask"
    confidence: float = 0.0
    ranking: Ranked = ()
    evidence: Evidence = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "status": self.status,
            "confidence": _probability(self.confidence),
            "ranking": _ranking(self.ranking),
            "evidence": [list(piece) for piece in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One code of a claim. `quantity` is None in a release of everything; `variant` as `red M`, or the words as written."""

    sku: str
    quantity: int | None = 1
    variant: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"sku": self.sku, "quantity": self.quantity, "variant": self.variant}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a line in a live room does: `label` is claim, release or none."""

    label: str
    items: tuple[ClaimItem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"label": self.label, "items": [item.as_json() for item in self.items]}


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood of one message."""

    text: str
    language: LanguageGuess
    intent: Intent
    also: tuple[Intent, ...] = ()
    intent_ranking: tuple[Intent, ...] = ()
    entities: tuple[Entity, ...] = ()
    country: CountryGuess = field(default_factory=CountryGuess)
    home: CountryGuess = field(default_factory=CountryGuess)
    claim: Claim | None = None
    engine: str = "embedded"

    def first(self, entity: str) -> Entity | None:
        """The first entity of this kind, or None."""
        return next((found for found in self.entities if found.entity == entity), None)

    def values(self, entity: str) -> tuple[str | int, ...]:
        """The normalised values of every entity of this kind, in the order of the text."""
        return tuple(found.value for found in self.entities if found.entity == entity)

    def as_json(self) -> dict[str, Any]:
        """The answer object of contracts/nlu.md, ready for any JSON encoder."""
        return {
            "text": self.text,
            "language": self.language.as_json(),
            "country": self.country.as_json(),
            "home": self.home.as_json(),
            "intent": self.intent.as_json(),
            "also": [intent.as_json() for intent in self.also],
            "intent_ranking": [intent.as_json() for intent in self.intent_ranking],
            "entities": [entity.as_json() for entity in self.entities],
            "claim": None if self.claim is None else self.claim.as_json(),
            "engine": self.engine,
        }


def _probability(value: float) -> float:
    return round(value, 4)


def _ranking(ranking: Ranked) -> list[list[str | float]]:
    return [[code, round(probability, 4)] for code, probability in ranking]
