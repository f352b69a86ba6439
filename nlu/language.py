"""Which language a message is in: script, words, the identification backend, the client's locale and the chat's memory."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nlu.folding import Folded
from nlu.identifiers import Identifier
from nlu.reading import LanguageGuess
from nlu.vocabulary import LANGUAGES

CHINESE = ("zh-Hans", "zh-Hant")
VARIANTS = ("es-ES", "es-419", "pt-BR", "pt-PT")

# Natural-log odds. A foreign device language says more than English, which is the default of many devices.
OTHER_LANGUAGE = -2.3
LOCALE, LOCALE_ENGLISH = 4.4, 2.6
MEMORY, MEMORY_AGAIN = 3.6, 1.2
WORD = 1.9
WORD_AT_MOST = 6.0
MALAY = -1.0
ARABIC_LETTERS_ONLY = 1.5
LOANS_BESIDE = 0.2
ROMANISED, ROMANISED_DOUBT = frozenset(("hi", "ar")), 2.6
"""Languages also written in Latin letters, which no backend knows: their words alone speak for them."""
NEVER = -30.0
READ_CHARACTERS = 400

_SCRIPTS = (
    "LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI", "THAI", "HANGUL", "HIRAGANA", "KATAKANA", "CJK", "GREEK", "HEBREW",
    "BENGALI", "TAMIL", "TELUGU", "GUJARATI", "GURMUKHI", "KANNADA", "MALAYALAM", "GEORGIAN", "ARMENIAN", "ETHIOPIC",
    "LAO", "KHMER", "MYANMAR", "SINHALA", "ORIYA",
)  # fmt: skip
_SPOKEN_IN: dict[str, frozenset[str]] = {
    "CYRILLIC": frozenset(["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"]),
    "ARABIC": frozenset(["ar", "fa", "ur", "ku", "ps", "ug", "sd"]),
    "DEVANAGARI": frozenset(["hi", "mr", "ne", "sa"]),
    "THAI": frozenset(["th"]), "HANGUL": frozenset(["ko"]), "HIRAGANA": frozenset(["ja"]), "KATAKANA": frozenset(["ja"]),
    "CJK": frozenset(["zh", "ja"]), "GREEK": frozenset(["el"]), "HEBREW": frozenset(["he", "yi"]),
    "BENGALI": frozenset(["bn", "as"]), "TAMIL": frozenset(["ta"]), "TELUGU": frozenset(["te"]),
    "GUJARATI": frozenset(["gu"]), "GURMUKHI": frozenset(["pa"]), "KANNADA": frozenset(["kn"]),
    "MALAYALAM": frozenset(["ml"]), "GEORGIAN": frozenset(["ka"]), "ARMENIAN": frozenset(["hy"]),
    "ETHIOPIC": frozenset(["am", "ti"]), "LAO": frozenset(["lo"]), "KHMER": frozenset(["km"]),
    "MYANMAR": frozenset(["my"]), "SINHALA": frozenset(["si"]), "ORIYA": frozenset(["or"]),
}  # fmt: skip
_NOT_ARABIC = frozenset("پچژگکیۀےہٹڈڑںۆێ")
_NOT_LATIN = frozenset().union(*_SPOKEN_IN.values()) - frozenset(["sr", "ku"])
_REGIONS_419 = frozenset(
    [
        "MX",
        "AR",
        "CL",
        "CO",
        "PE",
        "VE",
        "EC",
        "BO",
        "PY",
        "UY",
        "CR",
        "PA",
        "GT",
        "HN",
        "SV",
        "NI",
        "DO",
        "CU",
        "PR",
        "US",
    ]
)
_TRADITIONAL_REGIONS = frozenset(["TW", "HK", "MO"])


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tell languages apart: folded word -> the languages (or variants, such as `es-ES`) that use it."""

    languages: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, tuple[str, ...]]
    neutral: frozenset[str]


def identify(
    folded: Folded, words: Words, backend: Identifier, locale: str | None = None, history: Sequence[str] = ()
) -> LanguageGuess:
    """The language of one message; `history` holds the languages of the chat's earlier messages, newest last.

    A message that says nothing about its language keeps the chat's, or takes the locale's, or is `und`.
    """
    hinted, hinted_variant = read_locale(locale)
    scripts = _scripts(folded.original[:READ_CHARACTERS])
    telling = [t.text for t in folded.tokens if t.text[0].isalpha() and t.text not in words.neutral]
    if not scripts or not _tells(telling, folded):
        return _kept(history, hinted, hinted_variant)
    script = _leading(scripts)
    if script in ("CJK", "HIRAGANA", "KATAKANA") and scripts.get("HIRAGANA", 0) + scripts.get("KATAKANA", 0):
        script = "HIRAGANA"
    scores, evidence = _evidence(folded, script, telling, words, backend)
    if evidence == ["script"] and script == "LATIN":
        return _kept(history, hinted, hinted_variant)
    _prior(scores, hinted, history, evidence)
    return _conclude(scores, folded, telling, words, hinted, hinted_variant, history, evidence)


@lru_cache(maxsize=1_024)
def read_locale(locale: str | None) -> tuple[str | None, str | None]:
    """(language code of ours or ISO 639-1, variant) of a BCP 47 or POSIX locale; (None, None) where it is neither."""
    if not locale:
        return None, None
    parts = locale.replace("_", "-").split(".")[0].split("-")
    language = {"in": "id", "iw": "he", "nb": "no", "nn": "no", "fil": "tl"}.get(parts[0].lower(), parts[0].lower())
    if not (language.isascii() and language.isalpha() and len(language) == 2):
        return None, None
    region = locale_region(locale)
    if language == "zh":
        traditional = any(part.lower() == "hant" for part in parts) or (
            region in _TRADITIONAL_REGIONS and not any(part.lower() == "hans" for part in parts)
        )
        return ("zh-Hant" if traditional else "zh-Hans"), None
    if language == "es" and region is not None:
        return language, "es-419" if region in _REGIONS_419 or region == "419" else "es-ES" if region == "ES" else None
    if language == "pt" and region is not None:
        return language, "pt-BR" if region == "BR" else "pt-PT"
    return language, None


def locale_region(locale: str | None) -> str | None:
    """The region of a locale (`BR` of `pt_BR.UTF-8`, `419` of `es-419`), or None."""
    for part in (locale or "").replace("_", "-").split(".")[0].split("-")[1:]:
        if (len(part) == 2 and part.isascii() and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            return part.upper()
    return None


def _tells(telling: Sequence[str], folded: Folded) -> bool:
    """Whether any word says something about the language: codes such as `a12` or `xl` do not."""
    if not telling:
        return False
    if len(telling) == 1 and len(telling[0]) <= 3 and telling[0].isascii():
        return not any(token.text[0].isdigit() for token in folded.tokens)
    return True


def _kept(history: Sequence[str], hinted: str | None, variant: str | None) -> LanguageGuess:
    if history:
        return LanguageGuess(history[-1], None, 0.9, ((history[-1], 0.9),), ("memory",))
    if hinted:
        return LanguageGuess(hinted, variant, 0.7, ((hinted, 0.7),), ("locale",))
    return LanguageGuess("und")


@lru_cache(maxsize=16_384)
def _script(character: str) -> str | None:
    if not character.isalpha():
        return None
    name = unicodedata.name(character, "")
    if name.startswith("FULLWIDTH"):
        return "LATIN"
    return next((script for script in _SCRIPTS if name.startswith(script)), None)


def _scripts(text: str) -> dict[str, int]:
    """Letters per script; Chinese and kana signs count threefold, being words or syllables."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return {"LATIN": letters} if letters else {}
    counts: dict[str, int] = {}
    for character in text:
        script = _script(character)
        if script is not None:
            counts[script] = counts.get(script, 0) + (3 if script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") else 1)
    return counts


def _leading(scripts: Mapping[str, int]) -> str:
    """The script that tells the language: Latin letters in a message of another script are mostly loans and codes."""
    others = {script: count for script, count in scripts.items() if script != "LATIN"}
    if others and sum(others.values()) >= LOANS_BESIDE * sum(scripts.values()):
        return max(others, key=others.__getitem__)
    return max(scripts, key=scripts.__getitem__)


def _evidence(
    folded: Folded, script: str, telling: Sequence[str], words: Words, backend: Identifier
) -> tuple[dict[str, float], list[str]]:
    """Log-likelihoods per language from script, backend and telling words."""
    spoken = _SPOKEN_IN.get(script)
    evidence: list[str] = []
    found = backend(_readable(folded.original))
    lengths = _sharpness(sum(map(len, telling)))
    floor = min(found.values(), default=0.0) - 4.0
    scores = dict.fromkeys(_single(), NEVER)
    scores.update(dict.fromkeys(_possible(script), floor * lengths))
    for language, score in found.items():
        possible = language in spoken if spoken else language not in _NOT_LATIN
        scores[language] = score * lengths if possible else NEVER
    if "ms" in found and script == "LATIN":
        scores["id"] = max(scores["id"], scores["ms"])
        scores["ms"] += MALAY
    if script == "ARABIC" and not _NOT_ARABIC.intersection(folded.original[:READ_CHARACTERS]):
        scores["ar"] += ARABIC_LETTERS_ONLY
    if spoken is not None and len(spoken) == 1:
        scores[next(iter(spoken))] = max(scores.values()) + 8.0
    bonus = _word_votes(telling, words)
    best = max(scores.values())
    for language, gained in bonus.items():
        if scores.get(language, NEVER) > NEVER:
            scores[language] += min(gained, WORD_AT_MOST)
        elif script == "LATIN" and language in ROMANISED and _mostly(language, telling, words):
            scores[language] = best + min(gained, WORD_AT_MOST) - ROMANISED_DOUBT
    if bonus:
        evidence.append("words")
    elif found:
        evidence.append("letters")
    evidence.append("script")
    return scores, evidence


@cache
def _possible(script: str) -> tuple[str, ...]:
    """Those of our languages that a script is used for; Latin letters and scripts unknown to us for what has no other."""
    spoken = _SPOKEN_IN.get(script)
    return tuple(language for language in _single() if (language in spoken if spoken else language not in _NOT_LATIN))


def _word_votes(telling: Sequence[str], words: Words) -> dict[str, float]:
    votes: dict[str, float] = {}
    for word in telling:
        spoken = words.languages.get(word, ())
        for language in spoken:
            votes[language] = votes.get(language, 0.0) + WORD / len(spoken)
    return votes


def _mostly(language: str, telling: Sequence[str], words: Words) -> bool:
    """Whether at least half of the telling words are this language's, and no other language has as many."""
    owned = [words.languages.get(word, ()) for word in telling]
    mine = sum(language in spoken for spoken in owned)
    rivals: dict[str, int] = {}
    for spoken in owned:
        for other in spoken:
            rivals[other] = rivals.get(other, 0) + (other != language)
    return 2 * mine >= len(telling) and mine > max(rivals.values(), default=0)


@cache
def _single() -> tuple[str, ...]:
    return tuple(dict.fromkeys(language.split("-")[0] for language in LANGUAGES))


def _readable(text: str) -> str:
    return "".join(c if c.isalpha() or unicodedata.category(c)[0] == "M" else " " for c in text[:READ_CHARACTERS])


def _sharpness(letters: int) -> float:
    """Longer texts separate languages more than the backend's mean score says."""
    return math.sqrt(max(letters, 2) / 8)


def _prior(scores: dict[str, float], hinted: str | None, history: Sequence[str], evidence: list[str]) -> None:
    for language in scores.keys() - _single():
        scores[language] += OTHER_LANGUAGE
    if history:
        for position, language in enumerate(reversed(history[-5:])):
            code = language.split("-")[0]
            if code in scores:
                scores[code] += MEMORY if position == 0 else MEMORY_AGAIN / position
        evidence.append("memory")
    elif hinted:
        code = hinted.split("-")[0]
        scores[code] = scores.get(code, min(scores.values())) + (LOCALE_ENGLISH if code == "en" else LOCALE)
        evidence.append("locale")


def _conclude(
    scores: dict[str, float],
    folded: Folded,
    telling: Sequence[str],
    words: Words,
    hinted: str | None,
    hinted_variant: str | None,
    history: Sequence[str],
    evidence: list[str],
) -> LanguageGuess:
    best = max(scores.values())
    powers = {language: math.exp(score - best) for language, score in scores.items() if score > best - 12}
    total = sum(powers.values())
    ranked = sorted(((code, power / total) for code, power in powers.items()), key=lambda pair: (-pair[1], pair[0]))
    chinese = _chinese(folded, hinted, history) if any(code == "zh" for code, _ in ranked) else "zh-Hans"
    ranking = tuple((chinese if code == "zh" else code, share) for code, share in ranked[:3] if share >= 0.005)
    code, confidence = ranking[0]
    variant = _variant(code, telling, words, hinted, hinted_variant)
    return LanguageGuess(code, variant, confidence, ranking, tuple(evidence))


@lru_cache(maxsize=8_192)
def _chinese_script(character: str) -> int:
    """+1 for a sign of simplified Chinese only, -1 for traditional only: in GB 2312 but not Big5, or the reverse."""
    if not "\u3400" <= character <= "\u9fff":
        return 0
    return _encodes(character, "gb2312") - _encodes(character, "big5")


def _encodes(character: str, codec: str) -> int:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return 0
    return 1


def _chinese(folded: Folded, hinted: str | None, history: Sequence[str]) -> str:
    balance = sum(map(_chinese_script, folded.original[:READ_CHARACTERS]))
    if balance:
        return "zh-Hans" if balance > 0 else "zh-Hant"
    earlier = next((code for code in reversed(history) if code in CHINESE), hinted)
    return "zh-Hant" if earlier == "zh-Hant" else "zh-Hans"


def _variant(
    code: str, telling: Sequence[str], words: Words, hinted: str | None, hinted_variant: str | None
) -> str | None:
    votes: dict[str, int] = {}
    for word in telling:
        for variant in words.variants.get(word, ()):
            if variant.startswith(code + "-"):
                votes[variant] = votes.get(variant, 0) + 1
    if len(set(votes.values())) == 1 and len(votes) > 1:
        votes = {}
    if votes:
        return max(sorted(votes), key=votes.__getitem__)
    return hinted_variant if hinted == code else None
