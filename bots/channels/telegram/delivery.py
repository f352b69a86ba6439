"""Sends methods to Telegram: within the budgets, in order per chat, until sent or definitely refused."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import stamina
import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import EditMessageCaption, EditMessageText, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, InputFile, Message

from bots.channels.channel import Unreachable
from bots.channels.telegram.budget import SendBudget
from bots.channels.telegram.pictures import PictureShelf
from bots.channels.telegram.render import NOTHING_TO_SAY, PARSE_MODE, Media, Method, Place, pictures_of, render
from bots.messages import Reply

log = structlog.get_logger(__name__)

REMEMBERED_ANSWERS = 2000
_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid", "have no rights to send")
_TAGS = re.compile(r"</?b>")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of ours that a later reply may replace; `photo` is its file id where it is one."""

    chat: int
    message: int
    photo: str | None


def _sent(message: Message) -> Sent:
    return Sent(message.chat.id, message.message_id, message.photo[-1].file_id if message.photo else None)


def worth_retrying(error: Exception) -> bool | float:
    """For stamina: Telegram's own seconds where it names them, its backoff for outages, no for what stays refused."""
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    if isinstance(error, TelegramEntityTooLarge):
        return False
    return isinstance(error, TelegramNetworkError | TelegramServerError)


class Delivery:
    """One bot's way out. Within a chat replies keep their order and never mix; between chats they do not wait."""

    def __init__(
        self, bot: Bot, budget: SendBudget, picture_file: Callable[[str], Path | None], patience: float
    ) -> None:
        self._bot = bot
        self._budget = budget
        self._patience = patience
        self._pictures = PictureShelf(picture_file)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._sent: OrderedDict[tuple[int, str], Sent] = OrderedDict()

    async def deliver(self, answer_id: str, replies: Iterable[Reply], place: Place) -> None:
        """Send replies to one place; one that `replaces` an earlier answer edits its last message where still known.

        Raises Unreachable where the chat takes nothing from us; TelegramAPIError after `patience` seconds of outage.
        """
        async with self._locks.setdefault(place.chat, asyncio.Lock()):
            for reply in replies:
                media = await self._media(reply, place)
                methods = render(reply, place, media)
                earlier = self._sent.get((place.chat, reply.replaces)) if reply.replaces else None
                if earlier and methods and await self._edited(methods[0], earlier):
                    self._remember(place.chat, answer_id, earlier)
                    methods = methods[1:]
                for method in methods:
                    try:
                        sent = await self._sent_message(method, media)
                    except (TelegramBadRequest, TelegramEntityTooLarge) as error:
                        # One message that Telegram will never take must not swallow those after it.
                        log.error("telegram.message_lost", method=type(method).__name__, reason=error.message)
                    else:
                        self._remember(place.chat, answer_id, _sent(sent))

    async def post(self, method: TelegramMethod[Any], chat: int) -> Any:
        """One call within the budgets, tried again after `retry_after` and outages. Raises as `deliver`."""
        async for attempt in stamina.retry_context(on=worth_retrying, attempts=None, timeout=self._patience):
            with attempt:
                await self._turn_of(chat)
                return await self._call(method)
        raise AssertionError("retry_context ends by returning or raising")

    async def _turn_of(self, chat: int) -> None:
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(self._budget.reserve_chat(chat, clock()))
        await asyncio.sleep(self._budget.reserve_bot(clock()))

    async def _call(self, method: TelegramMethod[Any]) -> Any:
        try:
            return await self._bot(method)
        except TelegramMigrateToChat as moved:
            return await self._bot(method.model_copy(update={"chat_id": moved.migrate_to_chat_id}))
        except TelegramForbiddenError as error:
            raise Unreachable(error.message) from None
        except TelegramBadRequest as error:
            if any(sign in error.message.lower() for sign in _GONE):
                raise Unreachable(error.message) from None
            raise

    async def _media(self, reply: Reply, place: Place) -> dict[str, str | InputFile]:
        found = {url: await self._pictures.media(url) or place.link(url) for url in pictures_of(reply)}
        for url in (url for url, media in found.items() if media is None):
            log.warning("telegram.no_picture", url=url)
        return {url: media for url, media in found.items() if media is not None}

    async def _sent_message(self, method: Method, media: Media) -> Message:
        url = next((url for url, item in media.items() if isinstance(method, SendPhoto) and item == method.photo), None)
        try:
            sent: Message = await self.post(method, int(method.chat_id))
        except (TelegramBadRequest, TelegramEntityTooLarge) as error:
            log.warning("telegram.refused", method=type(method).__name__, reason=error.message)
            if isinstance(method, SendPhoto):
                sent = await self._photo_again(method, url)
            else:
                sent = await self.post(plain(method), int(method.chat_id))
        if url is not None:
            self._pictures.learn(url, sent)
        return sent

    async def _photo_again(self, method: SendPhoto, url: str | None) -> Message:
        """A refused photo once more as an upload, where it was a file id or an address; else its text and a link."""
        chat = int(method.chat_id)
        if url is not None and isinstance(method.photo, str):
            self._pictures.forget(url)
            if (media := await self._pictures.media(url)) is not None:
                with suppress(TelegramBadRequest, TelegramEntityTooLarge):
                    uploaded: Message = await self.post(method.model_copy(update={"photo": media}), chat)
                    return uploaded
        written: Message = await self.post(without_photo(method), chat)
        return written

    async def _edited(self, method: Method, earlier: Sent) -> bool:
        """Give the earlier message the new content; False where it cannot be edited, so that a new one is sent."""
        edit = _edit_of(method, earlier)
        if edit is None:
            return False
        try:
            await self.post(edit, earlier.chat)
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True

    def _remember(self, chat: int, answer_id: str, sent: Sent) -> None:
        self._sent[chat, answer_id] = sent
        self._sent.move_to_end((chat, answer_id))
        if len(self._sent) > REMEMBERED_ANSWERS:
            self._sent.popitem(last=False)


def plain(method: SendMessage) -> SendMessage:
    """The message without markup and buttons: what is left to try when Telegram refused them."""
    text = unescape(_TAGS.sub("", method.text))
    return SendMessage(chat_id=method.chat_id, text=text, reply_parameters=method.reply_parameters)


def without_photo(method: SendPhoto) -> SendMessage:
    """A photo's message as text, with the picture's address where it has one."""
    link = method.photo if isinstance(method.photo, str) and method.photo.startswith("http") else ""
    text = "\n".join(part for part in (method.caption, escape(link, quote=False)) if part) or NOTHING_TO_SAY
    return SendMessage(
        chat_id=method.chat_id, text=text, parse_mode=PARSE_MODE, reply_markup=method.reply_markup,
        reply_parameters=method.reply_parameters,
    )


def _edit_of(method: Method, earlier: Sent) -> EditMessageText | EditMessageCaption | None:
    """A text message is edited by text, a photo by a caption for the same photo; other pairs have no edit."""
    markup = method.reply_markup if isinstance(method.reply_markup, InlineKeyboardMarkup) else None
    if isinstance(method, SendMessage) and earlier.photo is None:
        return EditMessageText(
            chat_id=earlier.chat, message_id=earlier.message, text=method.text, parse_mode=PARSE_MODE,
            link_preview_options=method.link_preview_options, reply_markup=markup,
        )
    if isinstance(method, SendPhoto) and method.photo == earlier.photo:
        return EditMessageCaption(
            chat_id=earlier.chat, message_id=earlier.message, caption=method.caption, parse_mode=PARSE_MODE,
            reply_markup=markup,
        )
    return None
