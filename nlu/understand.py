"""Understands one message: exact command, then claim grammar, then rules, then the engine, else out of scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.candidates import Candidate, Sighting
from nlu.claims import ClaimReading, Part, read_claim
from nlu.country import read_countries
from nlu.engines.embedded import Embedded
from nlu.folding import Folded, fold
from nlu.identifiers import Identifier, identifier
from nlu.intents import (
    OUT_OF_SCOPE,
    bare_value,
    basket_change,
    clauses,
    command,
    in_scope,
    priced_to_the_door,
    private,
    settle,
)
from nlu.language import identify
from nlu.places import places
from nlu.reading import Claim, Entity, Hints, Intent, LanguageGuess, Live, Ranked, Reading

NO_HINTS = Hints()
CLAIMED, RELEASED = 0.97, 0.95
_CLAIM_ENTITIES = {
    "code": "sku",
    "quantity": "quantity",
    "plus": "quantity",
    "minus": "quantity",
    "times": "quantity",
    "color": "color",
    "size": "size",
}


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything loaded that reading a message needs; immutable, safe to share between threads."""

    engine: Embedded
    backend: Identifier

    def read(
        self, text: str, hints: Hints = NO_HINTS, history: Sequence[str] = (), live: Live | None = None
    ) -> Reading:
        """Read one message.

        Any string is a valid message; only its first MAX_READ code points are understood. The same arguments give the
        same reading. `history` holds the languages of the chat's earlier messages, newest last.
        """
        folded = fold(text)
        language = identify(folded, self.engine.words, self.backend, hints.locale, history)
        if not folded.tokens:
            return self._nothing(text, language, hints, live)
        claimed = (
            None if live is None else read_claim(folded, live, self.engine.lexicons, self.engine.roles, language.code)
        )
        sighting = self.engine.sight(folded, language.code)
        ranking = self.engine.classify(folded, sighting)
        if live is None:
            ranking = private(ranking)
        intent, also = self._intent(folded, sighting, ranking, language, claimed)
        decided = _only_pointing(folded, sighting)
        if not decided:
            decided = self.engine.extractor.decisions(folded, sighting, intent.name)
        bare = self._bare(folded, sighting, decided, claimed)
        if bare is not None:
            intent, also = bare, ()
        said = places(folded, sighting, decided)
        intent = priced_to_the_door(intent, [place.role for place in said])
        intent = basket_change(intent, [kind for _, kind in decided], sighting.concepts)
        entities = self._entities(folded, sighting, intent, decided, hints, claimed)
        currencies = [str(one.value) for one in entities if one.entity == "currency"]
        country, home = read_countries(
            said, hints, language.code, language.variant, intent.name == "set_country", currencies
        )
        return Reading(
            text, language, intent, also, _ranked(intent, ranking), entities, country, home,
            None if claimed is None else claimed.claim, self.engine.name,
        )  # fmt: skip

    def _nothing(self, text: str, language: LanguageGuess, hints: Hints, live: Live | None) -> Reading:
        country, home = read_countries((), hints, language.code, language.variant)
        return Reading(
            text, language, Intent(OUT_OF_SCOPE, 0.0), country=country, home=home,
            claim=None if live is None else Claim("none"), engine=self.engine.name,
        )  # fmt: skip

    def _intent(
        self, folded: Folded, sighting: Sighting, ranking: Ranked, language: LanguageGuess, claimed: ClaimReading | None
    ) -> tuple[Intent, tuple[Intent, ...]]:
        if claimed is not None and claimed.claim.label != "none":
            return (
                Intent("live_claim", CLAIMED) if claimed.claim.label == "claim" else Intent("release_claim", RELEASED)
            ), ()
        known = command(folded, self.engine.commands, language.code)
        if known is not None:
            return known, ()
        if not any(character.isalnum() for character in folded.text):
            return Intent(OUT_OF_SCOPE, 0.0), ()
        parts = []
        for clause in clauses(folded, sighting.cue_starts):
            part = fold(clause)
            best = self.engine.classify(part, self.engine.sight(part, language.code))[0]
            exact = command(part, self.engine.commands, language.code)
            parts.append((exact.name, exact.confidence) if exact else best)
        intent, also = settle(ranking, parts)
        return in_scope(intent), also

    def _bare(
        self, folded: Folded, sighting: Sighting, decided: Sequence[tuple[Candidate, str]], claimed: ClaimReading | None
    ) -> Intent | None:
        if claimed is not None and claimed.claim.label != "none":
            return None
        others = _other_words(folded, sighting, [candidate for candidate, _ in decided])
        return bare_value([kind for _, kind in decided], others)

    def _entities(
        self,
        folded: Folded,
        sighting: Sighting,
        intent: Intent,
        decided: Sequence[tuple[Candidate, str]],
        hints: Hints,
        claimed: ClaimReading | None,
    ) -> tuple[Entity, ...]:
        if intent.name == OUT_OF_SCOPE:
            return ()
        if claimed is not None and claimed.claim.label != "none":
            return tuple(_claimed_entity(folded, part) for part in claimed.parts if part.role in _CLAIM_ENTITIES)
        return self.engine.extractor.entities(folded, sighting, intent.name, decided, hints.currency)


def _other_words(folded: Folded, sighting: Sighting, candidates: Sequence[Candidate]) -> int:
    """Words of the message outside these candidates, articles and the like not counted."""
    covered = {at for candidate in candidates for at in range(candidate.first, candidate.last)}
    return sum(
        token.text[0].isalnum() and at not in covered and "determiner" not in sighting.cue_starts.get(at, ())
        for at, token in enumerate(folded.tokens)
    )


def _only_pointing(folded: Folded, sighting: Sighting) -> list[tuple[Candidate, str]]:
    """The ordinals and colours of a message that says nothing else (`the last one`): too little for the engine."""
    kinds = {kind for candidate in sighting.candidates for kind, _ in candidate.meanings}
    if not kinds or not kinds <= {"ordinal", "color"} or _other_words(folded, sighting, sighting.candidates):
        return []
    return [(candidate, candidate.meanings[0][0]) for candidate in sighting.candidates]


def _claimed_entity(folded: Folded, part: Part) -> Entity:
    start, end = folded.span(part.start, part.end)
    kind = _CLAIM_ENTITIES[part.role]
    value: str | int = int(part.value) if kind == "quantity" else part.value
    return Entity(kind, start, end, folded.original[start:end], value)


def _ranked(intent: Intent, ranking: Ranked) -> tuple[Intent, ...]:
    """The ranking with the settled intent first."""
    others = [Intent(name, confidence) for name, confidence in ranking if name != intent.name]
    return (intent, *others)[:5]


def load(cache_dir: Path | None = None, language_backend: str = "eldc") -> Understanding:
    """Load the trained artefact from the cache folder (default: the user's), training it first where it is absent or damaged.

    `language_backend` is `eldc`, `py3langid` or `langdetect`; raises ValueError for another name.
    """
    from nlu.engines.embedded import load_or_train

    return Understanding(load_or_train(cache_dir), identifier(language_backend))
