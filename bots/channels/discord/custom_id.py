"""Custom ids: an Action as at most 100 characters and back, exactly, so that a button outlives every restart."""

from __future__ import annotations

import re

from bots.channels import action_codec
from bots.channels.action_codec import CodecError
from bots.channels.lines import units
from bots.messages import Action

MAX_LENGTH = 100
"""Discord, component reference: custom_id and the value of a select option have 1 to 100 characters."""
_PLACE = re.compile(r"([1-9][0-9]?)!")


def encode(action: Action, place: int = 0) -> str:
    """The custom id of an action; `place` (0 to 99) tells equal actions of one message apart, as Discord demands.

    Raises CodecError for an action that has no form, or none of 100 characters.
    """
    assert 0 <= place < 100
    data = action_codec.encode(action)
    custom_id = f"{place}!{data}" if place else data
    # UTF-16 units are never fewer than the characters that Discord counts.
    if (size := units(custom_id)) > MAX_LENGTH:
        raise CodecError(f"{action.verb}: a custom id of {size} characters, {MAX_LENGTH} is the limit: {data[:80]}")
    return custom_id


def decode(custom_id: str) -> Action:
    """The action of a custom id. Raises CodecError on anything that `encode` would not have written."""
    found = _PLACE.match(custom_id)
    place = int(found[1]) if found else 0
    action = action_codec.decode(custom_id[found.end() :] if found else custom_id)
    if encode(action, place) != custom_id:
        raise CodecError(f"{custom_id[:MAX_LENGTH]!r} is no custom id of ours")
    return action
