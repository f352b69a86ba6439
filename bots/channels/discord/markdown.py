"""Lines in Discord's Markdown: whatever a buyer or a product says is drawn as it was written and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from bots.channels.lines import Line, units

_ALWAYS = re.compile(r"[\\*_~`|<>\[\]]")
"""What begins emphasis, spoilers, code, quotes, masked links, mentions, custom emoji and time stamps anywhere."""
_AT_LINE_START = re.compile("^([ \t\u200e\u200f]*)([#+-])")
_NUMBERED = re.compile("^([ \t\u200e\u200f]*[0-9]+)([.)])(?= )")
_ADDRESS = re.compile("://")
_INVITATION = re.compile(r"(?i)(discord(?:app)?)\.(?=gg|com)")
_COUNTED_TWICE = frozenset("\\*_~`|<>[]#+-.):")
BOLD_ROOM = 16
"""Characters kept free for the asterisks of bold lines, which `measure` does not see: at most four in one text."""


def measure(text: str) -> int:
    """The most that a text can be after escaping, in UTF-16 units (Discord counts characters: never more)."""
    return units(text) + sum(sign in _COUNTED_TWICE for sign in text)


@lru_cache(maxsize=4096)
def escaped(line: str) -> str:
    """One line in which no sign is markup. A backslash before any punctuation is not drawn (Discord's own parser).

    Addresses and invitations are drawn but lead nowhere and unfold nothing: only our buttons are links.
    """
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _AT_LINE_START.sub(r"\1\\\2", line)
    line = _NUMBERED.sub(r"\1\\\2", line)
    line = _ADDRESS.sub(r":\//", line)
    return _INVITATION.sub(r"\1\\.", line)


def markdown(lines: Iterable[Line]) -> str:
    """The lines, escaped; bold is opened and closed on its line."""
    return "\n".join(f"**{escaped(line.text)}**" if line.bold and line.text else escaped(line.text) for line in lines)


def countdown(moment: datetime) -> str:
    """A time that every reader's client counts down to in their own language and zone."""
    return f"<t:{int(moment.timestamp())}:R>"
