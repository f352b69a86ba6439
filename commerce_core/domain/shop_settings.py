"""The shop's settings one by one: each has a key, a form it is written in, and one clear error when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from commerce_core.domain.landed_cost import shipped_facts
from commerce_core.domain.money import exponents
from commerce_core.domain.reference import country_names
from commerce_core.domain.shop import shop_from_json

CHANNELS = ("default", "console", "telegram", "discord", "web", "twitch", "youtube", "agent")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_REGISTRATION = re.compile(r"[A-Z0-9][A-Z0-9 ./-]{2,38}[A-Z0-9]")
_SAMPLE = re.compile(r"SAMPLE-[A-Z0-9-]{1,30}")
_REGISTRATION_FORMS = {
    # name: (form, in words); source: each authority's own registration page, general knowledge, unconfirmed
    "IOSS": (re.compile(r"IM[0-9]{10}"), "IM and 10 digits"),
    "GB-VAT": (re.compile(r"(?:GB)?[0-9]{9}(?:[0-9]{3})?"), "GB and 9 or 12 digits"),
    "NO-VOEC": (re.compile(r"(?:VOEC)?[0-9]{7}"), "7 digits"),
    "AU-GST": (re.compile(r"[0-9]{11,12}"), "11 or 12 digits"),
}
_MOST_MINUTES, _MOST_HOURS, _MOST_DAYS, _MOST_QUANTITY = 10_080, 720, 365, 10_000
_LONGEST_POLICY = 4_000
_MOST_LANGUAGES = 6


class BadSetting(ValueError):
    """A key that there is not, or a value that it does not take; the message names the key."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SettingValue:
    """One setting as it is: `value` is what `changed` reads back, `takes` says in English what may be written."""

    key: str
    value: str
    takes: str


@dataclass(frozen=True, slots=True)
class _Field:
    """`read` gives what is stored, None to take the entry away; `write` is its inverse."""

    takes: str
    read: Callable[[str, str], Any]
    write: Callable[[Any], str] = str
    family: bool = False


def changed(settings: Mapping[str, Any], key: str, text: str) -> tuple[dict[str, Any], str | None, str | None]:
    """(the settings with one changed, how it was written before, how it is now). Raises BadSetting."""
    name, _, member = key.partition(".")
    field = _FIELDS.get(name)
    if field is None or field.family != bool(member):
        raise BadSetting(key, f"there is no such setting; there are {', '.join(_KEYS)}")
    new = deepcopy(dict(settings))
    value = field.read(key, text.strip())
    holder, slot = (new.setdefault(name, {}), member) if member else (new, name)
    before = field.write(holder[slot]) if slot in holder else None
    if member and value is None:
        holder.pop(slot, None)
    else:
        holder[slot] = value
    _whole(key, new)
    return new, before, field.write(value) if slot in holder else None


def shown(settings: Mapping[str, Any]) -> tuple[SettingValue, ...]:
    """Every setting that can be changed, in the order of the table; members by name."""
    found = []
    for name, field in _FIELDS.items():
        stored = settings.get(name)
        if field.family:
            members = sorted((stored or {}).items(), key=lambda pair: (pair[0] != "default", pair[0]))
            found += [SettingValue(f"{name}.{member}", field.write(value), field.takes) for member, value in members]
        else:
            found.append(SettingValue(name, field.write(stored), field.takes))
    return tuple(found)


@cache
def registration_names() -> tuple[str, ...]:
    """The registrations that change what a quote charges, by name."""
    rules = shipped_facts().destinations.values()
    return tuple(sorted({name for rule in rules for regime in rule.regimes for name in regime.when.registrations}))


def _text(limit: int) -> Callable[[str, str], str]:
    def read(key: str, text: str) -> str:
        if not text or len(text) > limit or not all(sign.isprintable() or sign == "\n" for sign in text):
            raise BadSetting(key, f"must be text of 1 to {limit} signs")
        return text

    return read


def _country(key: str, text: str) -> str:
    if text.upper() not in country_names():
        raise BadSetting(key, f"{text!r} is not an ISO 3166-1 country code, such as HK")
    return text.upper()


def _whole_number(least: int, most: int, unit: str, none: str | None = None) -> Callable[[str, str], int | None]:
    """`none` is the word for no value; an empty text takes a member of a family away."""

    def read(key: str, text: str) -> int | None:
        if none is not None and text.casefold() == none:
            return None
        if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
            other = f" or {none}" if none else ""
            raise BadSetting(key, f"{text!r} is not a whole number of {unit} from {least} to {most}{other}")
        return int(text)

    return read


def _registration(key: str, text: str) -> str | None:
    name, plain = key.partition(".")[2], text.upper()
    if name not in registration_names():
        raise BadSetting(key, f"no market knows it; there are {', '.join(registration_names())}")
    if not plain:
        return None
    form, told = _REGISTRATION_FORMS.get(name, (_REGISTRATION, "4 to 40 letters and digits"))
    if not form.fullmatch(plain.replace(" ", "") if name in _REGISTRATION_FORMS else plain) and not _SAMPLE.fullmatch(plain):
        raise BadSetting(key, f"{text!r} is not its number: {told}")
    return plain


def _market(key: str, text: str) -> dict[str, Any] | None:
    country = key.partition(".")[2]
    if country not in country_names():
        raise BadSetting(key, f"{country!r} is not an ISO 3166-1 country code in capitals, such as DE")
    if not text:
        return None
    currency, _, rest = text.partition(" ")
    if currency.upper() not in exponents():
        raise BadSetting(key, f"{currency!r} is not an ISO 4217 currency; write it first, then the languages: EUR de en")
    languages = list(dict.fromkeys(re.split(r"[\s,]+", rest.strip()))) if rest.strip() else []
    if not 1 <= len(languages) <= _MOST_LANGUAGES:
        raise BadSetting(key, f"write the currency and 1 to {_MOST_LANGUAGES} languages, most common first: EUR de en")
    if wrong := [each for each in languages if not LANGUAGE.fullmatch(each)]:
        raise BadSetting(key, f"{wrong[0]!r} is not a language, such as en or zh-Hans")
    return {"currency": currency.upper(), "languages": languages}


def _hold(key: str, text: str) -> int | None:
    channel = key.partition(".")[2]
    if channel not in CHANNELS:
        raise BadSetting(key, f"there is no channel {channel!r}; there are {', '.join(CHANNELS)}")
    return None if not text else _whole_number(1, _MOST_MINUTES, "minutes")(key, text)


def _policy(key: str, text: str) -> str | None:
    language = key.partition(".")[2]
    if not LANGUAGE.fullmatch(language):
        raise BadSetting(key, f"{language!r} is not a language, such as en or zh-Hans")
    return _text(_LONGEST_POLICY)(key, text.replace("\r\n", "\n")) if text else None


def _whole(key: str, new: Mapping[str, Any]) -> None:
    """What a change must leave behind."""
    if not new["markets"]:
        raise BadSetting(key, "the shop must serve at least one market")
    if "default" not in new["hold_minutes"]:
        raise BadSetting(key, "must stay: it holds for every channel without its own")
    if not new["return_policy"]:
        raise BadSetting(key, "must stay: the shop needs its policy in at least one language")
    shop_from_json(new)


_FIELDS = {
    "name": _Field("text", _text(60)),
    "dispatch_country": _Field("ISO country code", _country),
    "dispatch_city": _Field("text", _text(80)),
    "max_quantity": _Field(f"units, 1 to {_MOST_QUANTITY}", _whole_number(1, _MOST_QUANTITY, "units")),
    "return_days": _Field(f"days, 0 to {_MOST_DAYS}", _whole_number(0, _MOST_DAYS, "days")),
    "auto_fulfil_hours": _Field(
        f"hours, 0 to {_MOST_HOURS}, or off", _whole_number(0, _MOST_HOURS, "hours", "off"),
        lambda value: "off" if value is None else str(value),
    ),
    "hold_minutes": _Field(f"minutes, 1 to {_MOST_MINUTES}; empty takes it away", _hold, family=True),
    "registrations": _Field("the number; empty takes it away", _registration, family=True),
    "markets": _Field(
        "currency and languages, such as EUR de en; empty takes it away", _market,
        lambda value: " ".join((value["currency"], *value["languages"])), family=True,
    ),
    "return_policy": _Field("text; empty takes it away", _policy, family=True),
}
_KEYS = tuple(f"{name}.{'LANGUAGE' if name == 'return_policy' else 'NAME'}" if field.family else name for name, field in _FIELDS.items())
