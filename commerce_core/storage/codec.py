"""How values lie in columns: times as whole microseconds, structures as JSON text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def instant(at: datetime) -> int:
    """Microseconds since 1970 UTC of an aware time."""
    return (at - _START) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The inverse of `instant`."""
    return _START + timedelta(microseconds=stored)


def packed(value: Any) -> str:
    """JSON text with sorted keys, so that equal values are equal texts."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def unpacked(text: str | bytes) -> Any:
    return orjson.loads(text)
