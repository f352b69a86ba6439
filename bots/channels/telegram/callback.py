"""Callback data: an Action as at most 64 bytes of readable text and back, exactly; anything else is refused by name."""

from __future__ import annotations

from bots.channels import action_codec
from bots.channels.action_codec import CodecError
from bots.messages import Action

MAX_BYTES = 64
"""Bot API, InlineKeyboardButton: callback_data is 1-64 bytes."""

CallbackError = CodecError


def encode(action: Action) -> str:
    """The callback data of an action. Raises CallbackError for one that has no place in 64 bytes, or no form at all."""
    data = action_codec.encode(action)
    if (size := len(data.encode())) > MAX_BYTES:
        raise CallbackError(f"{action.verb}: {size} bytes of callback data, {MAX_BYTES} is the limit: {data[:80]}")
    return data


def decode(data: str) -> Action:
    """The action of callback data. Raises CallbackError on anything that `encode` would not have written."""
    if len(data.encode("utf-8", "replace")) > MAX_BYTES:
        raise CallbackError(f"{data[:MAX_BYTES]!r} is not callback data")
    return action_codec.decode(data)
