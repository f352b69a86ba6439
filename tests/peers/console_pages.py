"""What console tests read off a page, and the type of their signing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

SignedIn = Callable[..., TestClient]
"""A name and a language in, a client with that staff member's session out."""


def token_of(page: str, action: str) -> str:
    found = re.search(rf'action="{re.escape(action)}".*?name="token" value="([^"]+)"', page, re.DOTALL)
    assert found, action
    return found[1]


def words_on(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
