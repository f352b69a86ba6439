"""Reads one parse request (contracts/nlu.md) and names the field that is wrong in a bad one."""

from dataclasses import dataclass
from typing import Any

from nlu.reading import Hints, Live

_HINTS = ("locale", "country", "phone", "timezone", "currency")
_FIELDS = ("text", "hints", "history", "live")


class BadRequest(ValueError):
    """A request that cannot be read; the message names the field."""


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of `Understanding.read`."""

    text: str
    hints: Hints
    history: tuple[str, ...]
    live: Live | None


def request_from(value: Any) -> Request:
    """A checked request from a decoded JSON value; raises BadRequest."""
    if not isinstance(value, dict):
        raise BadRequest("a request is a JSON object")
    unknown = sorted(set(map(str, value)) - set(_FIELDS))
    if unknown:
        raise BadRequest(f"{unknown[0]}: unknown field; known are {', '.join(_FIELDS)}")
    text = value.get("text")
    if not isinstance(text, str):
        raise BadRequest("text: text is required")
    return Request(
        text, hints_from(value.get("hints")), _texts(value.get("history"), "history"), live_from(value.get("live"))
    )


def hints_from(value: Any) -> Hints:
    """The `hints` object; absent or null fields are None. Raises BadRequest."""
    if value is None:
        return Hints()
    if not isinstance(value, dict):
        raise BadRequest("hints: an object is required")
    for name, hint in value.items():
        if name not in _HINTS:
            raise BadRequest(f"hints.{name}: unknown field; known are {', '.join(_HINTS)}")
        if hint is not None and not isinstance(hint, str):
            raise BadRequest(f"hints.{name}: text is required")
    return Hints(*(value.get(name) for name in _HINTS))


def live_from(value: Any) -> Live | None:
    """The `live` object, or None where it is absent. Raises BadRequest."""
    if value is None:
        return None
    if not isinstance(value, dict) or "codes" not in value:
        raise BadRequest("live: an object with codes is required")
    pinned = value.get("pinned")
    if pinned is not None and not isinstance(pinned, str):
        raise BadRequest("live.pinned: text is required")
    return Live(_texts(value["codes"], "live.codes"), pinned)


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadRequest(f"{name}: a list of texts is required")
    return tuple(value)
