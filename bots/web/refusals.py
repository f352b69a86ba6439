"""How the web says no: one JSON shape for every error, the one of `bots.messages.BadTurn`."""

from __future__ import annotations

import orjson
from starlette.responses import Response

from bots.messages import Json


def refusal(status: int, code: str, field: str, message: str, retry_after: int | None = None) -> Response:
    """`{"error": {"code", "field", "message"}}`; `retry_after` in seconds becomes the header of that name."""
    headers = {"retry-after": str(retry_after)} if retry_after else None
    return as_json({"error": {"code": code, "field": field, "message": message}}, status, headers)


def as_json(value: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer that no cache keeps."""
    return Response(
        orjson.dumps(value), status, {"cache-control": "no-store"} | (headers or {}), media_type="application/json"
    )
