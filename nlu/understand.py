"""Understands one message: exact command, then claim grammar, then rules, then the engine, else out of scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.engines.embedded import Embedded
from nlu.folding import fold
from nlu.identifiers import Identifier
from nlu.language import Words, identify
from nlu.reading import Hints, Intent, Live, Reading


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything loaded that reading a message needs; immutable, safe to share between threads."""

    engine: Embedded
    words: Words
    backend: Identifier

    def read(
        self, text: str, hints: Hints = Hints(), history: Sequence[str] = (), live: Live | None = None
    ) -> Reading:
        """Read one message. Any string is a valid message; the same arguments give the same reading."""
        folded = fold(text)
        language = identify(folded, self.words, self.backend, hints.locale, history)
        sighting = self.engine.sight(folded, language.code)
        ranking = self.engine.classify(folded, sighting)
        intents = tuple(Intent(name, confidence) for name, confidence in ranking)
        entities = self.engine.extractor.read(folded, sighting, intents[0].name, language.code, hints.currency)
        return Reading(text, language, intents[0], (), intents, entities, engine=self.engine.name)


def load(cache_dir: Path | None = None) -> Understanding:
    """Load the trained artefact from the cache folder, training it first where it is absent or damaged."""
    from nlu.engines.embedded import load_or_train
    from nlu.identifiers import identifier

    embedded = load_or_train(cache_dir)
    return Understanding(embedded, embedded.words, identifier())
