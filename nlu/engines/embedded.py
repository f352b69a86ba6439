"""The default engine: a linear model in the process, from one artefact that is trained where it is absent."""

import hashlib
import json
import logging
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlu import examples
from nlu.candidates import Lexicons, Sighting, sight
from nlu.claims import Roles
from nlu.engines.linear import Linear, unpack
from nlu.entities import Extractor
from nlu.features import features
from nlu.folding import Folded
from nlu.language import Words
from nlu.lexicon import Lexicon, restored
from nlu.reading import Ranked

RANKED = 5


@dataclass(frozen=True, slots=True)
class Embedded:
    """Answers from one linear model over character and word n-grams."""

    intents: Linear
    extractor: Extractor
    lexicons: Lexicons
    words: Words
    roles: Roles
    commands: Lexicon
    name: str = "embedded"

    def sight(self, folded: Folded, language: str) -> Sighting:
        """Everything in the message that may be an entity."""
        return sight(folded, self.lexicons, language)

    def classify(self, folded: Folded, sighting: Sighting) -> Ranked:
        """The most probable intents with calibrated probabilities, at most RANKED of them."""
        probabilities = self.intents.probabilities(features(folded, sighting.kinds(), sighting.concepts))
        best = sorted(range(len(probabilities)), key=probabilities.__getitem__, reverse=True)[:RANKED]
        return tuple((self.intents.labels[at], probabilities[at]) for at in best)


def default_cache() -> Path:
    """The platform's cache folder for this program."""
    from platformdirs import user_cache_path

    return user_cache_path("tradewind") / "nlu"


def artefact_name(data: Path = examples.DATA) -> str:
    """`model-<hash>.npz`: the hash of every data file and of the code that trains from them."""
    digest = hashlib.sha256()
    code = Path(__file__).parent.parent
    sources = [code / name for name in _TRAINING_CODE]
    for path in (*examples.source_files(data), *sources):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"model-{digest.hexdigest()[:16]}.npz"


_TRAINING_CODE = (
    "training.py", "features.py", "folding.py", "examples.py", "candidates.py", "entities.py", "lexicon.py", "numbers.py",
    "language.py", "vocabulary.py", "engines/linear.py",
)  # fmt: skip


def load_or_train(cache_dir: Path | None = None, data: Path = examples.DATA) -> Embedded:
    """The engine of this data and code; trains and stores it where the artefact is absent or damaged.

    Two processes that start together both train and write the same bytes; the rename is atomic, so neither reads a half.
    Where the folder cannot be written, the engine serves from memory and says so in the log.
    """
    folder = cache_dir or default_cache()
    path = folder / artefact_name(data)
    try:
        return _load(path)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
        arrays = _trained(data)
    try:
        store(path, arrays)
    except OSError as fault:
        logging.getLogger(__name__).warning("the trained language model was not kept: %s", fault)
    return assembled(arrays)


def store(path: Path, arrays: dict[str, Any]) -> None:
    """Write an artefact beside its name and rename it into place, so that a reader sees a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _trained(data: Path) -> dict[str, Any]:
    from nlu.training import build

    return build(data)


def _load(path: Path) -> Embedded:
    with np.load(path, allow_pickle=False) as arrays:
        return assembled(arrays)


def assembled(arrays: Mapping[str, Any]) -> Embedded:
    """The engine of an artefact's arrays; raises KeyError or ValueError where they are not one."""
    texts = json.loads(arrays["texts"].tobytes())
    words = texts["words"]
    return Embedded(
        intents=unpack(arrays, "intents"),
        extractor=Extractor(unpack(arrays, "slots"), unpack(arrays, "products")),
        lexicons=Lexicons(*(restored(texts[name]) for name in ("values", "cues", "concepts", "multipliers"))),
        words=Words(
            {word: tuple(languages) for word, languages in words["languages"].items()},
            {word: tuple(variants) for word, variants in words["variants"].items()},
            frozenset(words["neutral"]["neutral"]),
        ),
        roles=Roles(restored(texts["roles"])),
        commands=restored(texts["commands"]),
    )
