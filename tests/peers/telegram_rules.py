"""What the real Bot API refuses, with its own words: lengths, HTML entities, keyboards, photos, commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, UnidentifiedImageError

TEXT_LIMIT, CAPTION_LIMIT, CALLBACK_TEXT_LIMIT, MAX_BUTTONS = 4096, 1024, 200, 100
_TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough",
         "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link"}
_TOKEN = re.compile(r"<(/?)([a-zA-Z0-9]*)([^<>]*)>|&(#[0-9]+|#x[0-9a-fA-F]+|lt|gt|amp|quot);|([<>])|([^<>&]+)|(&)", re.DOTALL)
_BUTTON_KINDS = {"url", "callback_data", "web_app", "login_url", "switch_inline_query", "pay", "copy_text"}


class Refused(Exception):
    """The API's answer to a request it does not take."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass(frozen=True, slots=True)
class Written:
    """A text after entity parsing."""

    text: str
    entities: list[dict[str, Any]]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parsed(text: object, parse_mode: str | None, limit: int, what: str) -> Written:
    """The text and entities of what was sent. Raises Refused as the API does."""
    if not isinstance(text, str):
        raise Refused(400, f"Bad Request: {what} must be a string")
    if parse_mode is not None and parse_mode.upper() != "HTML":
        raise Refused(400, "Bad Request: unsupported parse_mode")
    written = _html(text) if parse_mode else Written(text, [])
    if units(written.text) > limit:
        raise Refused(400, "Bad Request: message is too long" if what == "text" else "Bad Request: message caption is too long")
    if what == "text" and not written.text.strip("\u200e\u200f\u2060\u200b\n\t "):
        raise Refused(400, "Bad Request: message text is empty")
    if any("\ud800" <= sign <= "\udfff" or sign == "\x00" for sign in written.text):
        raise Refused(400, "Bad Request: strings must be encoded in UTF-8")
    return written


def _html(source: str) -> Written:
    out: list[str] = []
    entities: list[dict[str, Any]] = []
    stack: list[tuple[str, int]] = []
    at = counted = 0
    for found in _TOKEN.finditer(source):
        closing, tag, attributes, reference, stray, plain, _ = found.groups()
        at += 0 if len(out) == counted else units(out[-1])
        counted = len(out)
        if plain is not None:
            out.append(plain)
        elif reference is not None:
            out.append(unescape(f"&{reference};"))
        elif stray is not None or tag is None or tag.lower() not in _TAGS:
            if stray is None and tag is None:
                out.append("&")
                continue
            raise Refused(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{(tag or stray)}" at byte offset {found.start()}')
        elif closing:
            if not stack or stack[-1][0] != tag.lower():
                raise Refused(400, f"Bad Request: can't parse entities: Unmatched end tag at byte offset {found.start()}")
            name, start = stack.pop()
            if at > start:
                entities.append({"type": _TAGS[name], "offset": start, "length": at - start})
        else:
            if attributes.strip() and tag.lower() not in {"a", "code", "blockquote"}:
                raise Refused(400, "Bad Request: can't parse entities: unexpected attribute")
            stack.append((tag.lower(), at))
    if stack:
        raise Refused(400, f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag {stack[-1][0]}")
    return Written("".join(out), entities)


def keyboard(markup: object) -> dict[str, Any] | None:
    """An inline keyboard that Telegram would draw. Raises Refused."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not isinstance(rows := markup.get("inline_keyboard"), list):
        raise Refused(400, "Bad Request: object expected as reply markup")
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS or any(len(row) > 8 for row in rows):
        raise Refused(400, "Bad Request: reply markup is too long")
    for button in buttons:
        _check_button(button)
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    if len(_BUTTON_KINDS & set(button)) != 1:
        raise Refused(400, "Bad Request: can't parse inline keyboard button: exactly one optional field is expected")
    data, url = button.get("callback_data"), button.get("url")
    if data is not None and (not isinstance(data, str) or not 1 <= len(data.encode()) <= 64):
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https", "tg"} or "." not in (parts.hostname or "") or " " in url:
            raise Refused(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def photo_size(data: bytes) -> tuple[int, int]:
    """Width and height of an upload that is a photo. Raises Refused."""
    if len(data) > 10_000_000:
        raise Refused(413, "Request Entity Too Large")
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.load()
            width, height = picture.size
            kind = picture.format
    except (UnidentifiedImageError, OSError):
        raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
    if kind not in {"JPEG", "PNG", "WEBP"}:
        raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return width, height


def commands(value: object, language: object) -> list[dict[str, str]]:
    """A command menu. Raises Refused."""
    if not isinstance(value, list) or len(value) > 100:
        raise Refused(400, "Bad Request: too many commands")
    if language not in (None, "") and (not isinstance(language, str) or not re.fullmatch(r"[a-z]{2}", language)):
        raise Refused(400, "Bad Request: invalid language code specified")
    for command in value:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    return value
