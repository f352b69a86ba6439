"""Where a parcel goes and where the buyer lives: two posteriors over countries, with the evidence that moved them."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlu.language import locale_region
from nlu.reading import CountryGuess, Hints

UNNAMED = 40.0
"""Odds mass of all the countries that no evidence names, so that one weak sign does not make certainty."""

LIKELY, GUESS = 0.75, 0.2
"""Posterior from which a country is likely, or worth a guess; below it the buyer is asked."""

# Natural-log odds per piece of evidence. Signals of one family say the same thing and count once.
STATED = "stated"
WEIGHTS = {
    "country_name": (STATED, 6.3), "city": (STATED, 5.2), "postal_code": (STATED, 3.0),
    "phone": ("account", 5.5), "platform_country": ("account", 5.0),
    "locale": ("device", 3.2), "timezone": ("device", 3.0),
    "currency": ("money", 3.2), "platform_currency": ("money", 2.6),
    "variant": ("speech", 2.6), "language": ("speech", 2.6),
}  # fmt: skip
SHOWN = 5
SMALLEST = 0.01

_ONE_COUNTRY = {
    "it": "IT", "pl": "PL", "uk": "UA", "tr": "TR", "hi": "IN", "id": "ID", "vi": "VN", "th": "TH", "ja": "JP", "ko": "KR",
    "zh-Hant": "TW",
}  # fmt: skip
"""Languages that mostly one country speaks; the others say nothing about a country by themselves."""
_VARIANTS = {"pt-BR": "BR", "pt-PT": "PT", "es-ES": "ES"}

_POSTAL = (
    (re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}", re.I), "GB"),
    (re.compile(r"[a-z]\d[a-z] ?\d[a-z]\d", re.I), "CA"),
    (re.compile(r"\d{5}-\d{3}"), "BR"),
    (re.compile(r"\d{5}-\d{4}"), "US"),
    (re.compile(r"\d{3}-\d{4}"), "JP"),
    (re.compile(r"\d{4}-\d{3}"), "PT"),
    (re.compile(r"\d{2}-\d{3}"), "PL"),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence: its kind (a key of WEIGHTS), what was seen, and the countries it names."""

    kind: str
    seen: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A country, city, postal code or currency said in a message; `role` is home, parcel or empty where it is not said."""

    kind: str
    seen: str
    countries: tuple[str, ...]
    role: str = ""


def conclude(signs: Iterable[Sign], declared: bool = False) -> CountryGuess:
    """The posterior of these signs; `declared` where the buyer said it of themselves, which makes it known.

    Each family adds the strongest of its signs for a country; a sign that names several shares its odds among them.
    From speech alone the status is at most `guess`.
    """
    families: dict[str, dict[str, float]] = {}
    weighed: list[tuple[float, Sign]] = []
    for sign in signs:
        if not sign.countries:
            continue
        family, weight = WEIGHTS[sign.kind]
        share = weight - math.log(len(sign.countries))
        if share <= 0:
            continue
        scores = families.setdefault(family, {})
        for country in sign.countries:
            scores[country] = max(scores.get(country, 0.0), share)
        weighed.append((share, sign))
    if not families:
        return CountryGuess()
    ranking = _posterior(families)
    code, confidence = ranking[0]
    status = _status(confidence, declared and code in families.get(STATED, {}), set(families))
    weighed.sort(key=lambda pair: -pair[0])
    evidence = tuple(dict.fromkeys((sign.kind, sign.seen) for _, sign in weighed))
    return CountryGuess(None if status == "ask" else code, status, confidence, ranking, evidence)


def _posterior(families: dict[str, dict[str, float]]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = {}
    for scores in families.values():
        for country, score in scores.items():
            total[country] = total.get(country, 0.0) + score
    odds = {country: math.exp(min(score, 30.0)) for country, score in total.items()}
    mass = sum(odds.values()) + UNNAMED
    ranked = sorted(((country, value / mass) for country, value in odds.items()), key=lambda pair: (-pair[1], pair[0]))
    return (ranked[0], *(pair for pair in ranked[1:SHOWN] if pair[1] >= SMALLEST))


def _status(confidence: float, declared: bool, families: set[str]) -> str:
    if declared:
        return "known"
    if confidence >= LIKELY and families != {"speech"}:
        return "likely"
    return "guess" if confidence >= GUESS else "ask"


def verified(code: str, seen: str) -> CountryGuess:
    """The guess that a verified address makes: known, whatever else was said."""
    return CountryGuess(code, "known", 1.0, ((code, 1.0),), (("address", seen),))


def read_countries(
    places: Sequence[Place],
    hints: Hints,
    language: str,
    variant: str | None = None,
    declares: bool = False,
    currencies: Sequence[str] = (),
) -> tuple[CountryGuess, CountryGuess]:
    """`concluded`, kept: most messages name no place, and a chat's hints stay the same."""
    return concluded(tuple(places), hints, language, variant, declares, tuple(currencies))


@lru_cache(maxsize=8_192)
def concluded(
    places: tuple[Place, ...], hints: Hints, language: str, variant: str | None, declares: bool, currencies: tuple[str, ...]
) -> tuple[CountryGuess, CountryGuess]:
    """(`country`: where the parcel goes, `home`: where the buyer lives).

    A place said as home is home; one said as a destination, or without a role, is where the parcel goes. Without a
    destination the parcel goes home. What is said outweighs what the platform says: signs for other countries are then
    left out. `declares`: the message is there to say where the sender lives. `currencies`: ISO 4217 codes said in it.
    """
    background = [*hint_signs(hints), *_speech(language, variant)]
    background += [Sign("currency", code, currency_countries(code)) for code in currencies]
    home_said = [_sign(place) for place in places if place.role == "home" or (declares and place.role != "parcel")]
    sent_to = [_sign(place) for place in places if place.role != "home"]
    home = conclude([*home_said, *_agreeing(home_said, background)], declared=bool(home_said))
    destination = sent_to or home_said
    declared = declares and bool(destination)
    return conclude([*destination, *_agreeing(destination, background)], declared), home


def _agreeing(said: Sequence[Sign], background: Sequence[Sign]) -> list[Sign]:
    named = {country for sign in said for country in sign.countries}
    return [sign for sign in background if not named or named.intersection(sign.countries)]


def _sign(place: Place) -> Sign:
    return Sign(place.kind, place.seen, place.countries)


def hint_signs(hints: Hints) -> list[Sign]:
    """The signs in what the platform says; a hint that cannot be read says nothing."""
    signs = []
    if hints.phone and (found := _phone_region(hints.phone)):
        signs.append(Sign("phone", found[1], (found[0],)))
    if hints.country and re.fullmatch("[A-Za-z]{2}", hints.country):
        signs.append(Sign("platform_country", hints.country.upper(), (hints.country.upper(),)))
    region = locale_region(hints.locale)
    if region and len(region) == 2:
        signs.append(Sign("locale", hints.locale or "", (region,)))
    if hints.timezone and (territory := _zone_territory(hints.timezone)):
        signs.append(Sign("timezone", hints.timezone, (territory,)))
    if hints.currency:
        signs.append(Sign("platform_currency", hints.currency.upper(), currency_countries(hints.currency.upper())))
    return signs


def _speech(language: str, variant: str | None) -> list[Sign]:
    if variant in _VARIANTS:
        return [Sign("variant", variant, (_VARIANTS[variant],))]
    if language in _ONE_COUNTRY:
        return [Sign("language", language, (_ONE_COUNTRY[language],))]
    return []


def postal_countries(code: str) -> tuple[str, ...]:
    """The country whose postal codes alone are written like this, or nothing."""
    return tuple(country for pattern, country in _POSTAL if pattern.fullmatch(code.strip()))[:1]


@lru_cache(maxsize=1_024)
def _phone_region(phone: str) -> tuple[str, str] | None:
    """(country, calling code) of an international number, or None."""
    import phonenumbers

    try:
        number = phonenumbers.parse(phone if phone.startswith("+") else f"+{phone}")
    except phonenumbers.NumberParseException:
        return None
    region = phonenumbers.region_code_for_number(number)
    if region is None and number.country_code is not None:
        region = phonenumbers.region_code_for_country_code(number.country_code)
    if region is None or not region.isalpha() or region == "ZZ":
        return None
    return str(region), f"+{number.country_code}"


@lru_cache(maxsize=1_024)
def _zone_territory(zone: str) -> str | None:
    from babel.core import get_global

    territory = get_global("zone_territories").get(zone)
    return str(territory) if territory and len(territory) == 2 else None


@lru_cache(maxsize=1_024)
def currency_countries(currency: str) -> tuple[str, ...]:
    """The country that issues a currency (its code begins with the country's), else those where it is legal tender (CLDR)."""
    from babel.core import get_global

    found = []
    for territory, currencies in get_global("territory_currencies").items():
        for code, _, end, tender in currencies:
            if code == currency and end is None and tender and len(territory) == 2:
                found.append(territory)
    countries = set(found) - {"EU", "EA", "IC", "AC", "CP", "DG", "TA"}
    issuer = currency[:2]
    return (issuer,) if issuer in countries else tuple(sorted(countries))
