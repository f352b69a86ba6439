"""An Action as short readable text and back, exactly, for the data behind a button; anything else is refused by name.

The form is `verb|key:text|key#number|key=json`. Arguments of the reply contract have one-letter keys, any other is
spelled out, so every action has a form and buttons in old messages outlive a deployment. A letter is never reused.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from bots.messages import Action

KEYS = {
    "category": "c", "text": "t", "color": "o", "size": "z", "price_max": "x", "n": "n", "product": "p", "sku": "s",
    "line": "l", "quantity": "q", "code": "d", "country": "y", "currency": "u", "language": "g", "charge": "h",
    "kind": "k", "value": "v", "option": "e", "method": "m", "outcome": "f", "address": "a", "lines": "i",
    "items": "j", "topic": "b", "order": "r", "stars": "w",
}
_NAMES = {key: name for name, key in KEYS.items()}
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_ARGUMENT = re.compile(r"([a-z][a-z0-9_]*)([:#=])(.*)\Z", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]{1,18}\Z")
_QUOTED = 64
"""Characters of foreign data that an error repeats."""


class CodecError(ValueError):
    """Data that is no action of ours, or an action that data cannot carry."""


def encode(action: Action) -> str:
    """The data of an action, of any length. Raises CodecError naming the verb, or the argument that is at fault."""
    if not _NAME.match(action.verb):
        raise CodecError(f"verb: {action.verb!r} is not a name")
    data = "|".join([action.verb, *(_argument(name, value) for name, value in action.args.items())])
    try:
        data.encode()
    except UnicodeEncodeError:
        raise CodecError(f"{action.verb}: an argument holds a lone surrogate") from None
    return data


def _argument(name: str, value: Any) -> str:
    # An unlisted one-letter name would be read back as the name its letter stands for.
    if not isinstance(name, str) or not _NAME.match(name) or (name in _NAMES and name not in KEYS):
        raise CodecError(f"argument: {name!r} is not a name that an argument can have")
    key = KEYS.get(name, name)
    if isinstance(value, str):
        return f"{key}:{_quoted(value)}"
    if isinstance(value, int) and not isinstance(value, bool) and _NUMBER.match(str(value)):
        return f"{key}#{value}"
    try:
        text = orjson.dumps(value).decode()
        same = orjson.loads(text) == value
    except (TypeError, ValueError):
        same = False
    if not same:
        raise CodecError(f"{name}: {value!r:.40} has no JSON")
    return f"{key}={_quoted(text)}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\p")


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "|" if found[1] == "p" else found[1], text, flags=re.DOTALL)


def decode(data: str) -> Action:
    """The action of a button's data. Raises CodecError on anything that `encode` would not have written."""
    verb, *parts = data.split("|")
    args: dict[str, Any] = {}
    for part in parts:
        found = _ARGUMENT.match(part)
        if not found:
            raise CodecError(f"{data[:_QUOTED]!r} is no action of ours")
        name = _NAMES.get(found[1], found[1])
        args[name] = _value(found[2], _unquoted(found[3]))
    action = Action(verb, args)
    # Data comes from the buyer's client and can be forged: only the one canonical spelling is read.
    if encode(action) != data:
        raise CodecError(f"{data[:_QUOTED]!r} is no action of ours")
    return action


def _value(kind: str, text: str) -> Any:
    if kind == ":":
        return text
    try:
        return int(text) if kind == "#" else orjson.loads(text)
    except ValueError:
        raise CodecError(f"{text[:_QUOTED]!r} is not a value") from None
