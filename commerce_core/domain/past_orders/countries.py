"""A country's name as shops write it -> its ISO 3166-1 alpha-2 code."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from commerce_core.domain.reference import country_names

# What CLDR does not call a country by, or no longer.
_ODD = {
    "eire": "IE", "republic of ireland": "IE", "rsa": "ZA", "usa": "US", "u s a": "US", "u s": "US",
    "united states of america": "US", "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB", "holland": "NL", "the netherlands": "NL", "czech republic": "CZ",
    "hong kong": "HK", "macau": "MO", "macao": "MO", "uae": "AE", "u a e": "AE", "ksa": "SA", "korea": "KR",
    "republic of korea": "KR", "russian federation": "RU", "viet nam": "VN", "turkey": "TR", "burma": "MM",
    "swaziland": "SZ", "cape verde": "CV", "macedonia": "MK", "ivory coast": "CI", "slovak republic": "SK",
    "pr china": "CN", "prc": "CN", "mainland china": "CN",
}
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh_Hans", "ar")
_NOT_A_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """The code of a country by code or by name in CLDR's English, German, French, Spanish, Italian, Portuguese, Dutch,
    Chinese or Arabic; None for what is no single country ("Channel Islands", "European Community", "Unspecified").
    """
    code = name.strip().upper()
    if code in country_names():
        return code
    folded = _fold(name)
    return _ODD.get(folded) or _named().get(folded)


@cache
def _named() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        for code in country_names():
            # The first language wins: a name that means another country further down stays what it was.
            names.setdefault(_fold(territories.get(code, code)), code)
    for code, name in country_names().items():
        names.setdefault(_fold(name), code)
    return names


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and ")).replace("st.", "saint")
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_A_LETTER.sub(" ", letters).strip()
