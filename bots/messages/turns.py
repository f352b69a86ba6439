"""Turn and Action: what comes in from any channel, read from its JSON with one clear error for what cannot be a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

CHANNELS = frozenset({"console", "telegram", "discord", "twitch", "youtube", "web", "agent"})
Json = dict[str, Any]
_IDS_OF_STRANGERS = frozenset({"web"})
MAX_ID = 200
MAX_DEPTH = 8
"""Levels of lists and objects that an action's arguments may nest."""
_WHOLE = range(-(2**63), 2**63)
_TIMES = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class BadTurn(ValueError):
    """A message that cannot be a turn; `field` names what is wrong with it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message

    def as_json(self) -> Json:
        return {"error": {"code": "bad_request", "field": self.field, "message": self.message}}


@dataclass(frozen=True, slots=True)
class Action:
    """A pressed button, slash command, typed number or claim: a verb of the reply contract with its arguments."""

    verb: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> Json:
        return {"verb": self.verb, "args": dict(self.args)}

    @classmethod
    def from_json(cls, value: object) -> Action:
        """Raises BadTurn."""
        if not isinstance(value, Mapping) or not isinstance(value.get("verb"), str) or not value["verb"]:
            raise BadTurn("action", "an action is an object with a verb")
        if unknown := sorted(map(str, set(value) - {"verb", "args"})):
            raise BadTurn(f"action.{unknown[0][:MAX_ID]}", "an action has a verb and args, nothing else")
        args = value.get("args")
        if args is not None and not isinstance(args, Mapping):
            raise BadTurn("action.args", "args is an object")
        return cls(_clean(value["verb"][:MAX_ID]), _plain(args or {}, MAX_DEPTH))


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or action of a buyer. (channel, account, id) names it for ever: delivered again, it is the same turn.

    On the web the browser makes the id up, so there it names a turn among those of its buyer only.
    """

    id: str
    buyer: str
    channel: str = "console"
    account: str = "main"
    text: str | None = None
    action: Action | None = None
    locale: str | None = None
    country: str | None = None
    phone: str | None = None
    timezone: str | None = None
    public: bool = False
    room: str | None = None
    at: datetime | None = None
    name: str | None = None

    @property
    def key(self) -> str:
        """The inbox key. Nobody can take a turn of somebody else's in a channel whose ids come from strangers."""
        whose = f"{self.buyer}:" if self.channel in _IDS_OF_STRANGERS else ""
        return f"{self.channel}:{self.account}:{whose}{self.id}"

    @property
    def chat(self) -> str:
        """The private conversation of this buyer on this channel: what the memory belongs to."""
        return f"{self.channel}:{self.account}:{self.buyer}"

    @classmethod
    def from_json(cls, value: object, default_id: str = "") -> Turn:
        """A turn from its contract JSON; `id` may be left out where the caller numbers lines. Raises BadTurn."""
        if not isinstance(value, Mapping):
            raise BadTurn("", "a turn is a JSON object")
        if unknown := sorted(map(str, set(value) - _TURN_FIELDS)):
            name = _clean(unknown[0][:MAX_ID])
            raise BadTurn(name, f"unknown field {name}")
        turn_id = default_id if value.get("id") is None else value["id"]
        if isinstance(turn_id, int) and not isinstance(turn_id, bool):
            turn_id = str(turn_id)
        channel = _text(value, "channel") or "console"
        if channel not in CHANNELS:
            raise BadTurn("channel", f"unknown channel {channel}")
        text, action = value.get("text"), value.get("action")
        if text is not None and not isinstance(text, str):
            raise BadTurn("text", "text is a string")
        if text is None and action is None:
            raise BadTurn("text", "a turn has a text or an action")
        if not isinstance(turn_id, str) or not 0 < len(turn_id) <= MAX_ID:
            raise BadTurn("id", f"id is 1 to {MAX_ID} characters")
        buyer = value.get("buyer")
        if isinstance(buyer, int) and not isinstance(buyer, bool):
            buyer = str(buyer)
        if not isinstance(buyer, str) or not 0 < len(buyer) <= MAX_ID:
            raise BadTurn("buyer", f"buyer is 1 to {MAX_ID} characters")
        public = value.get("public", False)
        if public is not None and not isinstance(public, bool):
            raise BadTurn("public", "public is true or false")
        account = _text(value, "account") or "main"
        if ":" in account:  # it parts the account from what follows in every key
            raise BadTurn("account", "account has no colon")
        return cls(
            id=_clean(turn_id), buyer=_clean(buyer), channel=channel, account=account,
            text=None if text is None else _clean(text), action=None if action is None else Action.from_json(action),
            locale=_text(value, "locale"), country=_text(value, "country"), phone=_text(value, "phone"),
            timezone=_text(value, "timezone"), public=bool(public), room=_text(value, "room"), at=_time(value.get("at")),
            name=_text(value, "name"),
        )


_TURN_FIELDS = {f.name for f in fields(Turn)} | {"raw", "attachments", "hints"}


def _clean(text: str) -> str:
    """Lone surrogates cannot be stored or sent in UTF-8, NUL not in PostgreSQL: both become the replacement sign."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            # A pair that came as two halves is one character again; a half alone is none.
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\x00", "\ufffd")


def _plain(args: Mapping[str, Any], depth: int) -> Json:
    """Arguments that can be stored: clean text, whole numbers of 64 bits, no endless nesting. Raises BadTurn."""
    return {_clean(str(name)): _plain_value(value, depth - 1, str(name)) for name, value in args.items()}


def _plain_value(value: object, depth: int, name: str) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, int) and not isinstance(value, bool) and value not in _WHOLE:
        raise BadTurn(f"action.args.{_clean(name[:MAX_ID])}", "a number is at most 64 bits long")
    if isinstance(value, Mapping | list | tuple):
        if depth == 0:
            raise BadTurn(f"action.args.{_clean(name[:MAX_ID])}", f"at most {MAX_DEPTH} levels")
        if isinstance(value, Mapping):
            return _plain(value, depth)
        return [_plain_value(each, depth - 1, name) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    raise BadTurn(f"action.args.{_clean(name[:MAX_ID])}", "not a JSON value")


def _text(value: Mapping[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is None:
        return None
    if not isinstance(found, str) or len(found) > MAX_ID:
        raise BadTurn(name, f"{name} is a string of at most {MAX_ID} characters")
    return _clean(found)


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None:
        raise BadTurn("at", "at is an ISO 8601 time")
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if not _TIMES[0] <= at < _TIMES[1]:
        raise BadTurn("at", f"at is between the years {_TIMES[0].year} and {_TIMES[1].year}")
    return at.astimezone(UTC)
