"""People with the Telegram app: they write, press, forge, block, and read what the bot has sent them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.peers.telegram_server import TelegramServer

Json = dict[str, Any]
MARKS = "\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as its reader sees it."""

    id: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    photo: str | None
    bold: tuple[str, ...]
    reply_to: int | None

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.buttons)


def seen(message: Json) -> Seen:
    text = message.get("text", message.get("caption", ""))
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    encoded = text.encode("utf-16-le")
    entities = message.get("entities") or message.get("caption_entities") or []
    bold = tuple(
        encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities if e["type"] == "bold"
    )
    return Seen(
        message["message_id"], text, tuple((b["text"], b.get("callback_data") or b.get("url", "")) for row in rows for b in row),
        message["photo"][-1]["file_id"] if "photo" in message else None, bold, message.get("_reply_to"),
    )


class Person:
    """Someone with the Telegram app."""

    def __init__(self, server: TelegramServer, number: int, name: str, language_code: str | None) -> None:
        self._server, self.id, self._name = server, number, name
        self.language_code = language_code
        self._read = 0

    @property
    def _as_user(self) -> Json:
        user = {"id": self.id, "is_bot": False, "first_name": self._name}
        return user | ({"language_code": self.language_code} if self.language_code else {})

    async def says(self, text: str, *, group: int | None = None) -> int:
        """Write; gives the update's id."""
        return await self.sends(group=group, text=text)

    async def sends(self, *, group: int | None = None, **content: Any) -> int:
        """A message of any content (a contact, a location, a sticker); gives the update's id."""
        chat = group or self.id
        message = {"message_id": self._server.next_message_id(), "date": int(time.time()),
                   "chat": self._server.chat(chat), "from": self._as_user, **content}
        self._server.record(chat, message)
        return await self._server.push(message=message)

    async def presses(self, label: str, *, group: int | None = None) -> int:
        """Press the newest button with this label; gives the update's id."""
        chat = group or self.id
        message, target = self._button(label, chat)
        assert target is not None, f"{label!r} is a link"
        return await self.forges(target, message, group=group)

    async def forges(self, data: str, message: Seen | None = None, *, group: int | None = None) -> int:
        """A callback with any data, as a changed client may send it."""
        chat = group or self.id
        message = message or self._server.messages(chat)[-1]
        query = f"cb{self._server._next_update}"
        self._server.open_callback(query)
        original = {name: part for name, part in self._server.written(chat, message.id).items() if name[0] != "_"}
        return await self._server.push(callback_query={
            "id": query, "from": self._as_user, "chat_instance": str(chat), "data": data, "message": original,
        })

    async def asks(self, text: str) -> list[Seen]:
        """Write, wait until the bot has confirmed everything, and give what is new."""
        await self.says(text)
        return await self._news()

    async def taps(self, label: str) -> list[Seen]:
        """Press, wait until the bot has confirmed everything, and give what is new."""
        await self.presses(label)
        return await self._news()

    async def _news(self) -> list[Seen]:
        await self._server.settled()
        seen = self.sees()
        news, self._read = seen[self._read :], len(seen)
        return news

    def sees(self) -> list[Seen]:
        """Every message of the bot in the private chat, as it reads now."""
        return self._server.messages(self.id)

    def link(self, label: str) -> str:
        """Where the newest link button with this label leads."""
        message, _ = self._button(label, self.id, link=True)
        return next(target for text, target in message.buttons if text.strip(MARKS) == label.strip(MARKS))

    def blocks(self) -> None:
        self._server.close_to_bot(self.id)

    def _button(self, label: str, chat: int, *, link: bool = False) -> tuple[Seen, str | None]:
        for message in reversed(self._server.messages(chat)):
            for text, target in message.buttons:
                if text.strip(MARKS) == label.strip(MARKS):
                    is_link = target.startswith(("http://", "https://"))
                    assert is_link == link, f"{label!r} is {'a link' if is_link else 'no link'}"
                    return message, target
        labels = [button for message in self._server.messages(chat) for button in message.labels]
        raise AssertionError(f"no button {label!r}; there are {labels}")
