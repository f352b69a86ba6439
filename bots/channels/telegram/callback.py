"""Callback data: an Action as at most 64 bytes of readable text and back, exactly; anything else is refused by name.

The form is `verb|key:text|key#number|key=json`. Arguments of the reply contract have one-letter keys, any other is
spelled out, so every action has a form and buttons in old messages outlive a deployment. A letter is never reused.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from bots.messages import Action

MAX_BYTES = 64
"""Bot API, InlineKeyboardButton: callback_data is 1-64 bytes."""

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


class CallbackError(ValueError):
    """Data that is no action of ours, or an action that has no place in 64 bytes."""


def encode(action: Action) -> str:
    """The callback data of an action. Raises CallbackError naming the verb, or the argument that is at fault."""
    if not _NAME.match(action.verb):
        raise CallbackError(f"verb: {action.verb!r} is not a name")
    data = "|".join([action.verb, *(_argument(name, value) for name, value in action.args.items())])
    try:
        size = len(data.encode())
    except UnicodeEncodeError:
        raise CallbackError(f"{action.verb}: an argument holds a lone surrogate") from None
    if size > MAX_BYTES:
        raise CallbackError(f"{action.verb}: {size} bytes of callback data, {MAX_BYTES} is the limit: {data[:80]}")
    return data


def _argument(name: str, value: Any) -> str:
    # An unlisted one-letter name would be read back as the name its letter stands for.
    if not isinstance(name, str) or not _NAME.match(name) or (name in _NAMES and name not in KEYS):
        raise CallbackError(f"argument: {name!r} is not a name that callback data can carry")
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
        raise CallbackError(f"{name}: {value!r:.40} has no JSON")
    return f"{key}={_quoted(text)}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\p")


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "|" if found[1] == "p" else found[1], text, flags=re.DOTALL)


def decode(data: str) -> Action:
    """The action of callback data. Raises CallbackError on anything that `encode` would not have written."""
    verb, *parts = data.split("|")
    args: dict[str, Any] = {}
    for part in parts:
        found = _ARGUMENT.match(part)
        if not found:
            raise CallbackError(f"{data[:MAX_BYTES]!r} is not callback data")
        name = _NAMES.get(found[1], found[1])
        args[name] = _value(found[2], _unquoted(found[3]))
    action = Action(verb, args)
    # Data comes from the buyer's client and can be forged: only the one canonical spelling is read.
    if encode(action) != data:
        raise CallbackError(f"{data[:MAX_BYTES]!r} is not callback data")
    return action


def _value(kind: str, text: str) -> Any:
    if kind == ":":
        return text
    try:
        return int(text) if kind == "#" else orjson.loads(text)
    except ValueError:
        raise CallbackError(f"{text[:MAX_BYTES]!r} is not a value") from None
