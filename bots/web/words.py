"""The pages' own words (buttons, labels, hints) in every language the shop answers in, else in English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from babel import Locale

from bots.messages import Json

FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
CHINESE = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}

# CLDR's regions, and codes ISO 3166-1 only reserves
NOT_COUNTRIES = frozenset({
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
})


@cache
def words(language: str, page: str = "chat") -> Mapping[str, str]:
    """Name -> words of the `chat` or the `console`; what a language's own file lacks comes from the English one."""
    own = _read(page, language) if language in worded_languages() else {}
    return _read(page, FALLBACK) | own


@cache
def worded_languages() -> frozenset[str]:
    """The languages that have files of their own."""
    folder = resources.files("bots.web").joinpath("words", "chat")
    return frozenset(file.name.removesuffix(".json") for file in folder.iterdir() if file.name.endswith(".json"))


def language_for(locales: Iterable[str], offered: Iterable[str]) -> str:
    """The first offered language that one of the platform's locales amounts to, else English."""
    known = tuple(offered)
    for locale in locales:
        base = locale.split("-")[0].lower()
        for candidate in (locale, CHINESE.get(locale, ""), CHINESE.get(base, ""), base):
            if candidate in known:
                return candidate
    return FALLBACK


def direction(language: str) -> str:
    """`rtl` for Arabic and its like, else `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@cache
def language_names(languages: tuple[str, ...]) -> Json:
    """Language -> its name in itself, as people look for it in a list."""
    names = {}
    for language in languages:
        locale = Locale.parse(language, sep="-")
        name = str(locale.get_display_name(locale))
        names[language] = name[:1].upper() + name[1:]
    return names


@cache
def all_countries() -> tuple[str, ...]:
    """Every ISO 3166-1 alpha-2 country CLDR names, without its regions and private codes."""
    codes = (str(code) for code in Locale.parse(FALLBACK).territories)
    return tuple(sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES))


@cache
def _read(page: str, language: str) -> dict[str, str]:
    text = resources.files("bots.web").joinpath("words", page, f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found
