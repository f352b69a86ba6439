"""Discord's own OpenAPI document as a judge of request bodies, where TRADEWIND_PUBLIC_DATA has it."""

from __future__ import annotations

import json
import lzma
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]
FILE = "discord/openapi.json.xz"


@cache
def specification() -> Json | None:
    """The document; None where the public data is not there."""
    folder = os.environ.get("TRADEWIND_PUBLIC_DATA")
    if not folder:
        return None
    found: Json = json.loads(lzma.decompress((Path(folder) / FILE).read_bytes()))
    return found


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    document = specification()
    assert document is not None
    paths = sorted(document["paths"], key=lambda path: path.count("{"))
    return tuple((re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + r"\Z"), path) for path in paths)


@cache
def _validator(path: str, method: str) -> Draft202012Validator | None:
    document = specification()
    assert document is not None
    body = document["paths"][path][method].get("requestBody")
    if body is None:
        return None
    pointer = "/".join(("#", "paths", path.replace("~", "~0").replace("/", "~1"), method, "requestBody/content/application~1json/schema"))
    return Draft202012Validator({"$ref": pointer, "paths": document["paths"], "components": document["components"]})


def faults(method: str, path: str, body: Any) -> list[str]:
    """What Discord's document says against a JSON body; nothing where the document is not there."""
    if specification() is None:
        return []
    template = next((template for pattern, template in _templates() if pattern.match(path)), None)
    if template is None or method.lower() not in specification()["paths"][template]:  # type: ignore[index]
        return [f"{method} {path}: no such operation"]
    validator = _validator(template, method.lower())
    if validator is None:
        return [] if body is None else [f"{method} {template}: takes no body"]
    return [f"{method} {template} {'.'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in validator.iter_errors(body)]
