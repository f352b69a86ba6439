"""Lines in Telegram's HTML."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from bots.channels.lines import Line


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return escape(text, quote=False)


def html(lines: Iterable[Line]) -> str:
    """The lines in Telegram's HTML; every sign that could be markup is escaped, every entity closed on its line."""
    return "\n".join(f"<b>{_escaped(line.text)}</b>" if line.bold and line.text else _escaped(line.text) for line in lines)
