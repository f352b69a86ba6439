"""Slash commands in every language of the shop, and the adapter's own few words, from one table beside this file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import orjson

from bots.channels.action_codec import CodecError
from bots.channels.discord.custom_id import decode
from bots.channels.lines import Direction
from bots.messages import Action, Json

DEFAULT_LANGUAGE = "en"
UNDOCUMENTED_LOCALES = frozenset({"ar"})
"""Locales of Discord's OpenAPI document that its reference page does not list: left out where they are refused."""
_STRING_OPTION = 3
_ANYWHERE: Json = {"contexts": [0, 1], "integration_types": [0]}
"""Discord, interaction contexts: in servers (0) and in the bot's own direct messages (1)."""
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_CODE_LENGTHS = {"country": 2, "currency": 3}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a command does: a verb of the reply contract, and the argument that its option fills."""

    verb: str
    argument: str | None = None

    def wish(self, value: str) -> Action | str:
        """The action, or the words themselves where they name what only the understanding of language knows."""
        if not self.argument or not value:
            return Action(self.verb)
        if self.argument == "product":
            return _chosen(value)
        length = _CODE_LENGTHS.get(self.argument)
        if length and not (len(value) == length and value.isascii() and value.isalpha()):
            return value
        return Action(self.verb, {self.argument: value.upper() if length or self.argument == "code" else value})


@dataclass(frozen=True, slots=True)
class Table:
    languages: Mapping[str, tuple[str, ...]]
    rows: tuple[Json, ...]
    meanings: Mapping[str, Meaning]
    notices: Mapping[str, Mapping[str, str]]


@cache
def table() -> Table:
    """The table, read once when first needed."""
    raw = orjson.loads(files("bots.channels.discord").joinpath("commands.json").read_bytes())
    meanings = {
        row["names"][DEFAULT_LANGUAGE]: Meaning(row["verb"], row.get("option", {}).get("argument")) for row in raw["commands"]
    }
    return Table(
        MappingProxyType({language: tuple(locales) for language, locales in raw["languages"].items()}),
        tuple(raw["commands"]), MappingProxyType(meanings), MappingProxyType(raw["notices"]),
    )


def registration(leave_out: frozenset[str] = frozenset()) -> list[Json]:
    """All commands as Discord registers them, localised but for the locales in `leave_out`."""
    return [
        {**_worded(row, leave_out), "type": 1, **_ANYWHERE}
        | ({"options": [_option(row["option"], leave_out)]} if "option" in row else {})
        for row in table().rows
    ]


def _option(option: Json, leave_out: frozenset[str]) -> Json:
    found = {**_worded(option, leave_out), "type": _STRING_OPTION, "required": option["required"]}
    if option.get("autocomplete"):
        return found | {"autocomplete": True}
    if choices := option.get("choices"):
        return found | {"choices": [{"name": name, "value": value} for name, value in choices.items()]}
    return found | {"max_length": 100}


def _worded(row: Json, leave_out: frozenset[str]) -> Json:
    words: dict[str, Any] = {}
    for what, plural in (("name", "names"), ("description", "descriptions")):
        words[what] = row[plural][DEFAULT_LANGUAGE]
        words[f"{what}_localizations"] = {
            locale: row[plural][language] for language, locales in table().languages.items() if language != DEFAULT_LANGUAGE
            for locale in locales if locale not in leave_out
        }
    return words


def command_wish(name: str, options: Iterable[Mapping[str, Any]]) -> Action | str | None:
    """The action of a command as it was sent, or words to understand (`/country Spain`); None for one that is not ours."""
    meaning = table().meanings.get(name)
    if meaning is None:
        return None
    value = next((option.get("value") for option in options), None)
    return meaning.wish(str(value).strip() if value is not None else "")


def _chosen(value: str) -> Action:
    """A suggested product by its id; words that were typed and not chosen are looked for."""
    try:
        action = decode(value)
    except CodecError:
        action = Action("search", {"text": value})
    return action if action.verb == "show" and set(action.args) == {"product"} else Action("search", {"text": value})


def direction_of(locale: str | None) -> Direction:
    """Which way people of an IETF tag read."""
    return "rtl" if (locale or DEFAULT_LANGUAGE).split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def notice(name: str, locale: str | None) -> str:
    """One of the adapter's own lines in the language of an IETF tag; English where there is none."""
    words = table().notices[name]
    return words.get((locale or DEFAULT_LANGUAGE).split("-")[0].lower(), words[DEFAULT_LANGUAGE])
