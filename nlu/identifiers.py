"""Language identification libraries behind one function shape: text -> log-likelihoods per ISO 639-1 code (`zh` undivided)."""

import math
from collections.abc import Callable
from functools import lru_cache

Identifier = Callable[[str], dict[str, float]]

SHARPNESS = 22.0
"""How many natural-log units one whole point of an eldc score is worth; fitted on our own training examples."""

LANGDETECT_SEED = 7


@lru_cache(maxsize=1)
def _eldc() -> Identifier:
    import eldc

    eldc.init()
    instance = eldc.instance()
    instance.set_scores(12)

    def identify(text: str) -> dict[str, float]:
        scores = instance.detect_details(text).scores
        return {_ours(code): SHARPNESS * score for code, score in scores.items() if code != "und"}

    return identify


@lru_cache(maxsize=1)
def _py3langid() -> Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)

    def identify(text: str) -> dict[str, float]:
        ranked = model.rank(text)
        best = max(score for _, score in ranked)
        return {_ours(code): float(score - best) for code, score in ranked[:12]}

    return identify


@lru_cache(maxsize=1)
def _langdetect() -> Identifier:
    from langdetect import DetectorFactory, LangDetectException
    from langdetect.detector_factory import PROFILES_DIRECTORY

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(LANGDETECT_SEED)

    def identify(text: str) -> dict[str, float]:
        detector = factory.create()
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            return {}
        return {_ours(one.lang): math.log(max(one.prob, 1e-9)) for one in found}

    return identify


_BACKENDS: dict[str, Callable[[], Identifier]] = {"eldc": _eldc, "py3langid": _py3langid, "langdetect": _langdetect}


def identifier(name: str = "eldc") -> Identifier:
    """The identification backend of this name (`eldc`, `py3langid`, `langdetect`); raises ValueError for another name."""
    if name not in _BACKENDS:
        raise ValueError(f"language backend {name!r} is not one of {', '.join(_BACKENDS)}")
    return _BACKENDS[name]()


def _ours(code: str) -> str:
    """The code without its region: Chinese is divided by its characters, later."""
    return code.split("-", maxsplit=1)[0]
