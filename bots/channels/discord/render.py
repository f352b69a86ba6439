"""A reply as Discord messages, purely: degraded to what Discord shows, escaped, within its limits, nothing left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bots.channels.channel import DISCORD
from bots.channels.degrade import degrade, text_of
from bots.channels.discord.components import Board, Component, link_button
from bots.channels.discord.markdown import BOLD_ROOM, countdown, escaped, markdown, measure
from bots.channels.discord.pictures import PictureFile
from bots.channels.lines import Direction, Line, blank, label, lines_of, pages, unmentioned
from bots.messages import (
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    Json,
    OrderCard,
    PayOption,
    Picture,
    ProductCard,
    Receipt,
    Reply,
)

Media = Mapping[str, PictureFile]
"""Per picture URL the file to attach, where there is a local one."""

TITLE_LIMIT, DESCRIPTION_LIMIT = 256, 4096
"""Discord, embed limits; one embed a message keeps it below 6000 in all."""
ALT_LIMIT = 1024
COUNTDOWN_ROOM = 32
NOTHING_TO_SAY = "…"
NO_MENTIONS: Json = {"parse": [], "replied_user": False}
_EMBEDDED = (ProductCard, Receipt, Invoice, OrderCard, Picture)


@dataclass(frozen=True, slots=True)
class Place:
    """How a reply reads where it goes. A `room` is read by others; `public_url` completes relative links.

    `form` is a button that opens the form which the reply asks for; it hangs under the last message.
    """

    direction: Direction = "ltr"
    room: bool = False
    reply_to: int | None = None
    public_url: str | None = None
    form: Button | None = None

    def link(self, url: str) -> str | None:
        """The address as anyone can open it; None where only this machine can."""
        if url.startswith("/") and self.public_url:
            url = self.public_url.rstrip("/") + url
        parts = urlsplit(url)
        return url if parts.scheme in {"http", "https"} and "." in (parts.hostname or "") else None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file and what it shows, for those who cannot see it."""

    file: PictureFile
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The JSON of one message, without flags and nonce, and the files that it shows."""

    body: Json
    files: tuple[Attachment, ...] = ()


@dataclass(slots=True)
class _Draft:
    """One message to be: words above, an embed with its picture, buttons below."""

    direction: Direction
    words: list[Line] = field(default_factory=list)
    card: list[Line] = field(default_factory=list)
    titled: bool = False
    ending: str = ""
    picture: Picture | None = None
    board: Board = field(init=False)

    def __post_init__(self) -> None:
        self.board = Board(self.direction)

    @property
    def full(self) -> bool:
        """True when nothing may follow in the same message without standing above what came before it."""
        return bool(self.card or self.picture or self.board)


def pictures_of(reply: Reply) -> list[str]:
    """The addresses of all pictures that `render` will ask its media for."""
    urls = (block.picture if isinstance(block, ProductCard) else getattr(block, "url", None)
            for block in reply.blocks if isinstance(block, ProductCard | Picture))
    return [url for url in urls if url]


def render(reply: Reply, place: Place, media: Media) -> list[Message]:
    """The messages of a reply in order; none for a reply without content.

    Texts that follow each other are one message; a card is an embed with its picture under the words before it; buttons
    hang under the last message of their block.
    """
    messages = [message for draft in _drafts(reply, place) for message in _messages(draft, place, media)]
    if messages and place.reply_to is not None:
        reference = {"message_id": str(place.reply_to), "fail_if_not_exists": False}
        messages[0] = Message(messages[0].body | {"message_reference": reference}, messages[0].files)
    return messages


def _drafts(reply: Reply, place: Place) -> Iterable[_Draft]:
    draft = _Draft(place.direction)
    for block in reply.blocks:
        for shown in degrade(Reply((block,)), DISCORD).blocks:
            _add(draft, shown, block, place)
        if draft.full:
            yield draft
            draft = _Draft(place.direction)
    if place.form is not None:
        draft.board.add([place.form])
    if draft.words or draft.full:
        yield draft


def _add(draft: _Draft, shown: Block, block: Block, place: Place) -> None:
    """Put one degraded block into the message; `block` is what it was before, which says how it looks."""
    if isinstance(shown, Picture):
        draft.picture = shown
        return
    if isinstance(shown, Document) and (button := _link(shown.name, shown.url, draft, place)):
        _say(draft, _lines(shown.name, place))
        draft.board.put(button)
        return
    lines = _lines(text_of(shown), place, last_bold=isinstance(block, Receipt))
    if isinstance(block, _EMBEDDED):
        draft.card = [] if blank(lines) else lines
        draft.titled = not isinstance(block, Receipt)
    else:
        _say(draft, lines)
    if isinstance(shown, Choices):
        _too_long(draft, draft.board.add(shown.actions, listed=isinstance(block, Choices), prompt=shown.prompt), place)
    elif isinstance(shown, Invoice):
        draft.ending = countdown(shown.expires_at)
        _add_payment(draft, shown.pay, place)


def _say(draft: _Draft, lines: Sequence[Line]) -> None:
    if not blank(lines):
        draft.words += [Line(""), *lines] if draft.words else lines


def _lines(text: str, place: Place, *, last_bold: bool = False) -> list[Line]:
    lines = lines_of(text, place.direction, last_bold=last_bold)
    return [Line(unmentioned(line.text), line.bold) for line in lines] if place.room else lines


def _too_long(draft: _Draft, labels: Iterable[str], place: Place) -> None:
    """A button whose action has no place in a custom id stays readable as a line."""
    lines = [line for label in labels for line in _lines(f"· {label}", place)]
    if draft.card:
        draft.card += lines
    else:
        draft.words += lines


def _link(text: str, url: str, draft: _Draft, place: Place) -> Component | None:
    link = place.link(url)
    return link_button(text, link, draft.direction) if link else None


def _add_payment(draft: _Draft, options: Iterable[PayOption], place: Place) -> None:
    for option in options:
        if option.url and (button := _link(option.label, option.url, draft, place)):
            draft.board.put(button)
        elif option.action:
            _too_long(draft, draft.board.add([Button(option.label, option.action)]), place)
        elif option.url:
            draft.card += _lines(f"{option.label}: {option.url}", place)


def _messages(draft: _Draft, place: Place, media: Media) -> list[Message]:
    """Words that fit stand above the card, longer ones go before it; all buttons stand under the last message."""
    bodies: list[Json] = [{"content": markdown(page)} for page in pages(draft.words, DISCORD.text_limit - BOLD_ROOM, measure)
                          ] if not blank(draft.words) else []
    embeds = _embeds(draft)
    image = _image(draft, place, media)
    files = (_attachment(image, draft),) if isinstance(image, PictureFile) else ()
    if image is None and draft.picture is not None and not embeds:
        alt = _lines(draft.picture.alt, place)
        bodies.append({"content": NOTHING_TO_SAY if blank(alt) else markdown(pages(alt, DISCORD.text_limit, measure)[0])})
    if image is not None:
        embeds = embeds or [_alone(draft, place)]
        embeds[0]["image"] = {"url": f"attachment://{image.name}" if isinstance(image, PictureFile) else image}
    first_card = len(bodies)
    for at, embed in enumerate(embeds):
        if at == 0 and len(bodies) == 1:
            bodies[0]["embeds"], first_card = [embed], 0
        else:
            bodies.append({"embeds": [embed]})
    boards = draft.board.rows()
    if boards and not bodies:
        bodies.append({"content": NOTHING_TO_SAY})
    for at, rows in enumerate(boards):
        if at:
            bodies.append({"content": NOTHING_TO_SAY})
        bodies[-1]["components"] = rows
    return [
        Message(body | {"allowed_mentions": NO_MENTIONS}, files if files and at == first_card else ())
        for at, body in enumerate(bodies)
    ]


def _embeds(draft: _Draft) -> list[Json]:
    lines, title = draft.card, ""
    if draft.titled and lines and not blank(lines[:1]) and measure(lines[0].text) <= TITLE_LIMIT:
        title, lines = escaped(lines[0].text), lines[1:]
    texts = [markdown(page) for page in pages(lines, DESCRIPTION_LIMIT - BOLD_ROOM - COUNTDOWN_ROOM, measure)
             ] if not blank(lines) else []
    if draft.ending:
        texts[-1:] = [f"{texts[-1]}\n{draft.ending}" if texts else draft.ending]
    embeds: list[Json] = [{"description": text} for text in texts]
    if title:
        embeds = embeds or [{}]
        embeds[0]["title"] = title
    return embeds


def _alone(draft: _Draft, place: Place) -> Json:
    """A picture without a card says what it shows."""
    assert draft.picture is not None
    alt = _lines(draft.picture.alt, place)
    return {} if blank(alt) else {"description": markdown(pages(alt, ALT_LIMIT, measure)[0])}


def _image(draft: _Draft, place: Place, media: Media) -> PictureFile | str | None:
    if draft.picture is None:
        return None
    return media.get(draft.picture.url) or place.link(draft.picture.url)


def _attachment(file: PictureFile, draft: _Draft) -> Attachment:
    alt = draft.picture.alt if draft.picture else ""
    return Attachment(file, label(alt, ALT_LIMIT, draft.direction) if alt.strip() else "")
