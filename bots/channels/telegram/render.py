"""A reply as Bot API methods, purely: degraded to what Telegram shows, escaped, within its limits, nothing left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters

from bots.channels.channel import TELEGRAM
from bots.channels.degrade import degrade, text_of
from bots.channels.lines import Direction, Line, blank, label, length, lines_of, pages, unmentioned
from bots.channels.telegram.callback import CallbackError, encode
from bots.channels.telegram.text import html
from bots.messages import (
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    OrderCard,
    PayOption,
    Picture,
    ProductCard,
    Receipt,
    Reply,
    Text,
)

Method = SendMessage | SendPhoto
Media = Mapping[str, str | InputFile]
"""Per picture URL what Telegram takes for it: a file id, an address it can fetch, or the file."""

PARSE_MODE = "HTML"
MAX_BUTTONS = 100
"""Telegram refuses a larger keyboard ("reply markup is too long"); further buttons follow in a message of their own."""
NOTHING_TO_SAY = "…"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_ROW_WIDTHS = (1000, 18, 11, 7, 5, 4, 3, 2)
"""Widest label, in columns, with which n+1 equal buttons still stand side by side on a narrow phone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes and how it reads there. A `room` is read by others; `public_url` completes relative links."""

    chat: int
    direction: Direction = "ltr"
    room: bool = False
    reply_to: int | None = None
    public_url: str | None = None

    def link(self, url: str) -> str | None:
        """The address as anyone can open it; None where only this machine can."""
        if url.startswith("/") and self.public_url:
            url = self.public_url.rstrip("/") + url
        parts = urlsplit(url)
        return url if parts.scheme in {"http", "https"} and "." in (parts.hostname or "") else None


@dataclass(slots=True)
class _Draft:
    """One message to be: lines, buttons, and the picture above them."""

    lines: list[Line] = field(default_factory=list)
    buttons: list[InlineKeyboardButton] = field(default_factory=list)
    picture: Picture | None = None

    def say(self, lines: Sequence[Line]) -> None:
        """Add a paragraph."""
        if not blank(lines):
            self.lines += [Line(""), *lines] if self.lines else lines


def pictures_of(reply: Reply) -> list[str]:
    """The addresses of all pictures that `render` will ask its media for."""
    urls = (block.picture if isinstance(block, ProductCard) else getattr(block, "url", None)
            for block in reply.blocks if isinstance(block, ProductCard | Picture))
    return [url for url in urls if url]


def render(reply: Reply, place: Place, media: Media) -> list[Method]:
    """The messages of a reply in order; none for a reply without content.

    Texts that follow each other become one message, a keyboard hangs under the last message of its text, and a picture
    carries the text of its block as caption where that fits.
    """
    methods: list[Method] = []
    for draft in _drafts(reply, place):
        methods += _photo(draft, place, media) or _messages(draft, place)
    if methods and place.reply_to is not None:
        under = ReplyParameters(message_id=place.reply_to, allow_sending_without_reply=True)
        methods[0] = methods[0].model_copy(update={"reply_parameters": under})
    return methods


def _drafts(reply: Reply, place: Place) -> Iterable[_Draft]:
    draft = _Draft()
    for block in reply.blocks:
        if isinstance(block, ProductCard | Picture) and draft.lines:
            yield draft
            draft = _Draft()
        for shown in degrade(Reply((block,)), TELEGRAM).blocks:
            _add(draft, shown, block, place)
        if draft.buttons or draft.picture:
            yield draft
            draft = _Draft()
    if draft.lines:
        yield draft


def _add(draft: _Draft, shown: Block, block: Block, place: Place) -> None:
    """Put one degraded block into the message; `block` is what it was before, which says what stands out in it."""
    if isinstance(shown, Picture):
        draft.picture = shown
        return
    if isinstance(shown, Document) and (link := place.link(shown.url)):
        draft.say(_lines(shown.name, place))
        draft.buttons.append(InlineKeyboardButton(text=_label(shown.name, place), url=link))
        return
    draft.say(_lines(text_of(shown), place, block))
    if isinstance(shown, Choices):
        _add_buttons(draft, shown.actions, place)
    elif isinstance(shown, Invoice):
        _add_payment(draft, shown.pay, place)
    else:
        assert isinstance(shown, Text | Document)


def _lines(text: str, place: Place, block: Block | None = None) -> list[Line]:
    titled = isinstance(block, ProductCard | OrderCard | Invoice)
    lines = lines_of(text, place.direction, first_bold=titled, last_bold=isinstance(block, Receipt))
    return [Line(unmentioned(line.text), line.bold) for line in lines] if place.room else lines


def _label(text: str, place: Place) -> str:
    return label(text, TELEGRAM.button_label_limit, place.direction)


def _add_buttons(draft: _Draft, buttons: Iterable[Button], place: Place) -> None:
    """A button whose action has no place in 64 bytes stays readable as a line of the text."""
    for button in buttons:
        try:
            data = encode(button.action)
        except CallbackError:
            draft.lines += _lines(f"· {button.label}", place)
        else:
            draft.buttons.append(InlineKeyboardButton(text=_label(button.label, place), callback_data=data))


def _add_payment(draft: _Draft, options: Iterable[PayOption], place: Place) -> None:
    for option in options:
        if option.url and (link := place.link(option.url)):
            draft.buttons.append(InlineKeyboardButton(text=_label(option.label, place), url=link))
        elif option.action:
            _add_buttons(draft, [Button(option.label, option.action)], place)
        elif option.url:
            draft.lines += _lines(f"{option.label}: {option.url}", place)


def _photo(draft: _Draft, place: Place, media: Media) -> list[Method]:
    """The message as a photo with a caption, a longer text following it; nothing where there is no photo to send."""
    if draft.picture is None:
        return []
    photo = media.get(draft.picture.url) or place.link(draft.picture.url)
    if photo is None:
        return []
    alone = not draft.lines and not draft.buttons
    lines = _lines(draft.picture.alt, place) if alone else draft.lines
    if length(lines) > TELEGRAM.caption_limit or len(draft.buttons) > MAX_BUTTONS:
        caption = pages(_lines(draft.picture.alt, place), TELEGRAM.caption_limit)[0]
        return [_send_photo(photo, caption, None, place), *_messages(_Draft(lines, draft.buttons), place)]
    return [_send_photo(photo, lines, keyboard(draft.buttons), place)]


def _send_photo(photo: str | InputFile, lines: list[Line], markup: InlineKeyboardMarkup | None, place: Place) -> SendPhoto:
    parts: dict[str, object] = {"caption": html(lines), "parse_mode": PARSE_MODE} if not blank(lines) else {}
    if markup:
        parts["reply_markup"] = markup
    return SendPhoto(chat_id=place.chat, photo=photo, **parts)  # type: ignore[arg-type]


def _messages(draft: _Draft, place: Place) -> list[Method]:
    lines = draft.lines
    if blank(lines) and draft.picture is not None:
        lines = _lines(draft.picture.alt, place)
    if blank(lines):
        if not draft.buttons:
            return []
        lines = [Line(NOTHING_TO_SAY)]
    texts = pages(lines, TELEGRAM.text_limit)
    boards = [draft.buttons[at : at + MAX_BUTTONS] for at in range(0, len(draft.buttons), MAX_BUTTONS)]
    texts += [[Line(NOTHING_TO_SAY)]] * (len(boards) - 1)
    plain = len(texts) - len(boards)
    return [
        _send_message(text, keyboard(boards[at - plain]) if at >= plain else None, place)
        for at, text in enumerate(texts)
    ]


def _send_message(lines: list[Line], markup: InlineKeyboardMarkup | None, place: Place) -> SendMessage:
    text = html(lines)
    if markup is None:
        return SendMessage(chat_id=place.chat, text=text, parse_mode=PARSE_MODE, link_preview_options=_NO_PREVIEW)
    return SendMessage(
        chat_id=place.chat, text=text, parse_mode=PARSE_MODE, link_preview_options=_NO_PREVIEW, reply_markup=markup
    )


def keyboard(buttons: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """The buttons in their order, short ones side by side, long ones a row each; None for no button."""
    if not buttons:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    widest = 0
    for button in buttons:
        width = _columns(button.text)
        row = rows[-1] if rows else []
        if row and len(row) < len(_ROW_WIDTHS) and max(widest, width) <= _ROW_WIDTHS[len(row)]:
            row.append(button)
            widest = max(widest, width)
        else:
            rows.append([button])
            widest = width
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
