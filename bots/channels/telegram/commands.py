"""Slash commands, deep links and the adapter's own few words, from one table beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import orjson
from aiogram.types import BotCommand

from bots.messages import Action

DEFAULT_LANGUAGE = "en"
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
"""Bot API, deep linking: A-Z, a-z, 0-9, _ and -, up to 64 characters."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a slash command does: a verb of the reply contract, and the argument that the words after it fill."""

    verb: str
    argument: str | None = None

    def action(self, words: str) -> Action:
        if not self.argument or not words:
            return Action(self.verb)
        # Country and currency codes are written in capitals; a country's name is left for the dialogue to find.
        code = self.argument in {"country", "currency", "code"} and words.isascii() and " " not in words
        return Action(self.verb, {self.argument: words.upper() if code else words})


@dataclass(frozen=True, slots=True)
class Table:
    languages: tuple[str, ...]
    meanings: Mapping[str, Meaning]
    listed: Mapping[str, tuple[tuple[str, str], ...]]
    deep_links: Mapping[str, str]
    notices: Mapping[str, Mapping[str, str]]


@cache
def table() -> Table:
    """The table, read once when first needed."""
    raw = orjson.loads(files("bots.channels.telegram").joinpath("commands.json").read_bytes())
    meanings = {name: Meaning(row["verb"], row.get("argument")) for name, row in raw["unlisted"].items()}
    for row in raw["listed"]:
        meanings |= {name: Meaning(row["verb"], row.get("argument")) for name in row["names"].values()}
    listed = {
        language: tuple(
            (row["names"].get(language, row["names"][DEFAULT_LANGUAGE]), row["descriptions"][language])
            for row in raw["listed"]
        )
        for language in raw["languages"]
    }
    return Table(
        tuple(raw["languages"]), MappingProxyType(meanings), MappingProxyType(listed),
        MappingProxyType(raw["deep_links"]), MappingProxyType(raw["notices"]),
    )


def command_action(name: str, words: str) -> Action | None:
    """The action of `/name words` in any of the languages; None for a command that is not ours."""
    meaning = table().meanings.get(name.lower())
    if meaning is None:
        return None
    if meaning.verb == "start" and words:
        return deep_link_action(words)
    return meaning.action(words)


def deep_link_action(payload: str) -> Action:
    """The action of `/start payload`, where a payload is `verb_value`; a plain `start` for one that is not ours."""
    verb, _, value = payload.partition("_")
    argument = table().deep_links.get(verb)
    return Action(verb, {argument: value}) if argument and value and _PAYLOAD.match(payload) else Action("start")


def deep_link(username: str, action: Action | None = None) -> str:
    """A link that opens the private chat and, after Start, does the action. Raises ValueError where none can say it."""
    address = f"https://t.me/{username}"
    if action is None:
        return f"{address}?start=hello"
    argument = table().deep_links.get(action.verb)
    payload = f"{action.verb}_{action.args.get(argument or '', '')}"
    if set(action.args) != {argument} or not _PAYLOAD.match(payload) or deep_link_action(payload) != action:
        raise ValueError(f"{action.verb}: no deep link can carry {dict(action.args)}")
    return f"{address}?start={payload}"


def bot_commands(language: str) -> list[BotCommand]:
    """The command menu in one language of the table."""
    return [BotCommand(command=name, description=text) for name, text in table().listed[language]]


def notice(name: str, locale: str | None) -> str:
    """One of the adapter's own lines in the language of an IETF tag; English where there is none."""
    words = table().notices[name]
    return words.get((locale or DEFAULT_LANGUAGE).split("-")[0].lower(), words[DEFAULT_LANGUAGE])
