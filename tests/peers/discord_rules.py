"""What Discord refuses, and what it draws: limits of messages, components, windows and commands; Markdown as a reader sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, UnidentifiedImageError

Json = dict[str, Any]
CONTENT, TITLE, DESCRIPTION, EMBEDS_IN_ALL, FIELDS = 2000, 256, 4096, 6000, 25
ROWS, IN_A_ROW, LABEL, CUSTOM_ID, URL, OPTIONS, OPTION_LABEL, PLACEHOLDER = 5, 5, 80, 100, 512, 25, 100, 150
_TOKEN = re.compile(
    r"\\([^0-9A-Za-z\s])|<t:(-?\d+)(?::([tTdDfFR]))?>|<(@[!&]?\d+|#\d+|a?:\w+:\d+|/[^:>]+:\d+)>|(\*\*|__|~~|\|\||\*|_|`)"
    r"|(https?://[^\s<]+)|(\[[^\]]*\]\([^)]*\))|(?m:^[ \t]*(#{1,3} |-# |>>> |> |[-*] |\d+\. ))|(@everyone|@here)|(.)", re.DOTALL,
)


class Refused(Exception):
    """Discord's answer to a request it does not take: HTTP status, its own code, its words."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status, self.body = status, {"code": code, "message": message, **more}


def invalid(what: str) -> Refused:
    return Refused(400, 50035, f"Invalid Form Body: {what}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A Markdown text as its reader sees it; `active` is every sign of it that did something besides being bold."""

    text: str
    bold: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    times: tuple[int, ...] = ()


def drawn(source: str) -> Drawn:
    """What a reader sees. A time stamp is shown as `in (time)`; markup other than bold is told in `active`."""
    out: list[str] = []
    bold: list[str] = []
    active: list[str] = []
    times: list[int] = []
    opened: int | None = None
    for found in _TOKEN.finditer(source):
        literal, stamp, style, mention, mark, address, link, line_start, everyone, plain = found.groups()
        if literal is not None or plain is not None:
            out.append(literal or plain)
        elif stamp is not None:
            times.append(int(stamp))
            out.append(f"in ({stamp})" if style == "R" else stamp)
        elif mark == "**":
            if opened is None:
                opened = len(out)
            else:
                bold.append("".join(out[opened:]))
                opened = None
        elif everyone is not None:
            out.append(everyone)
        else:
            sign = mention or mark or address or link or line_start
            active.append(sign)
            out.append(sign)
    if opened is not None:
        active.append("**")
    return Drawn("".join(out), tuple(bold), tuple(active), tuple(times))


def visible(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip("\u200e\u200f\u2060\u200b\n\t "))


def message(body: Mapping[str, Any], files: Mapping[str, bytes], *, created: bool) -> None:
    """A message that Discord would show. `created`: not an edit, where leaving all out changes nothing. Raises Refused."""
    content, embeds, components = body.get("content") or "", body.get("embeds") or [], body.get("components") or []
    if len(content) > CONTENT:
        raise invalid("content: Must be 2000 or fewer in length.")
    written = json.dumps(body, ensure_ascii=False)
    if "\\u0000" in written or any("\ud800" <= sign <= "\udfff" for sign in written):
        raise invalid("content: not UTF-8")
    if created and not visible(content) and not embeds and not files:
        raise Refused(400, 50006, "Cannot send an empty message")
    if body.get("allowed_mentions") != {"parse": [], "replied_user": False}:
        raise invalid("allowed_mentions: a shop mentions nobody")
    _embeds(embeds, {each["filename"] for each in body.get("attachments") or [] if "filename" in each})
    _components(components)
    for name, data in files.items():
        picture(name, data)


def _embeds(embeds: list[Json], names: set[str]) -> None:
    if len(embeds) > 10:
        raise invalid("embeds: 10")
    total = 0
    for embed in embeds:
        title, description = embed.get("title", ""), embed.get("description", "")
        if len(title) > TITLE or len(description) > DESCRIPTION or len(embed.get("fields", [])) > FIELDS:
            raise invalid("embeds: too long")
        total += len(title) + len(description)
        url = embed.get("image", {}).get("url", "")
        if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
            raise invalid(f"embeds.image: {url} is not attached")
        if not title and not description and not url:
            raise invalid("embeds: This field is required")
    if total > EMBEDS_IN_ALL:
        raise invalid("embeds: Embed size exceeds maximum size of 6000")


def _components(rows: list[Json]) -> None:
    if len(rows) > ROWS:
        raise invalid("components: 5 rows")
    ids: list[str] = []
    for row in rows:
        parts = row["components"]
        if row["type"] != 1 or not 1 <= len(parts) <= IN_A_ROW:
            raise invalid("components: a row has 1 to 5")
        if any(part["type"] == 3 for part in parts) and len(parts) > 1:
            raise invalid("components: a select stands alone in its row")
        for part in parts:
            ids += _button(part) if part["type"] == 2 else _select(part)
    if len(ids) != len(set(ids)):
        raise invalid("components: Component custom id cannot be duplicated")


def _custom_id(part: Json) -> str:
    custom_id = part.get("custom_id")
    if not isinstance(custom_id, str) or not 1 <= len(custom_id) <= CUSTOM_ID:
        raise invalid("custom_id: 1 to 100")
    return custom_id


def _button(part: Json) -> list[str]:
    if not visible(part.get("label")) or len(part["label"]) > LABEL:
        raise invalid("label: 1 to 80")
    if part["style"] != 5:
        return [_custom_id(part)]
    parts = urlsplit(part.get("url", ""))
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or len(part["url"]) > URL or "custom_id" in part:
        raise invalid("url: Not a well formed URL.")
    return []


def _select(part: Json) -> list[str]:
    options = part.get("options", [])
    values = [option["value"] for option in options]
    if part["type"] != 3 or not 1 <= len(options) <= OPTIONS or len(values) != len(set(values)):
        raise invalid("options: 1 to 25, no two alike")
    if any(not visible(option["label"]) or len(option["label"]) > OPTION_LABEL or not 1 <= len(option["value"]) <= 100 for option in options):
        raise invalid("options: label and value are 1 to 100")
    if len(part.get("placeholder", "")) > PLACEHOLDER:
        raise invalid("placeholder: 150")
    return [_custom_id(part)]


def window(data: Json) -> None:
    """A modal. Raises Refused."""
    parts = [part["component"] if part["type"] == 18 else part["components"][0] for part in data["components"]]
    if not 1 <= len(parts) <= 5 or not 1 <= len(data["title"]) <= 45 or not 1 <= len(data["custom_id"]) <= CUSTOM_ID:
        raise invalid("modal: 1 to 5 fields under a title of 1 to 45")
    ids = [_custom_id(part) for part in parts]
    if len(ids) != len(set(ids)) or any(not 1 <= len(part["label"]) <= 45 for part in data["components"]):
        raise invalid("modal: labels of 1 to 45, no two fields alike")
    for part in parts:
        if part["type"] == 3:
            _select(part)
        elif part["type"] != 4 or part["style"] not in {1, 2} or len(part.get("placeholder", "")) > 100:
            raise invalid("modal: text inputs and selects")


def suggestions(data: Json) -> None:
    """What autocomplete may answer. Raises Refused."""
    choices = data["choices"]
    if len(choices) > 25 or any(not 1 <= len(choice["name"]) <= 100 or not 1 <= len(choice["value"]) <= 100 for choice in choices):
        raise invalid("choices: 25 of 1 to 100")


def commands(rows: Iterable[Json]) -> None:
    """A menu of slash commands. Raises Refused."""
    taken: dict[str, set[str]] = {}
    for row in rows:
        _worded(row)
        for locale, name in {"": row["name"], **row.get("name_localizations", {})}.items():
            if name in taken.setdefault(locale, set()):
                raise invalid(f"name: {name} twice in {locale}")
            taken[locale].add(name)
        for option in row.get("options", []):
            _worded(option)
            if option.get("autocomplete") and option.get("choices"):
                raise invalid("options: autocomplete or choices")


def _worded(row: Json) -> None:
    for name in (row["name"], *row.get("name_localizations", {}).values()):
        # Discord's own pattern is ^[-_\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$; \w is as wide for the scripts we write.
        if not re.fullmatch(r"[-\w]{1,32}", name) or name != name.lower():
            raise invalid(f"name: {name}")
    for text in (row["description"], *row.get("description_localizations", {}).values()):
        if not 1 <= len(text) <= 100:
            raise invalid(f"description: {text}")


def picture(name: str, data: bytes) -> None:
    """An upload that Discord draws in an embed. Raises Refused."""
    if len(data) > 10 * 1024 * 1024:
        raise Refused(413, 40005, "Request entity too large")
    try:
        with Image.open(BytesIO(data)) as opened:
            opened.load()
            kind = opened.format
    except (UnidentifiedImageError, OSError):
        raise invalid(f"{name}: no picture") from None
    if kind not in {"JPEG", "PNG", "WEBP", "GIF"}:
        raise invalid(f"{name}: {kind} is not drawn")
