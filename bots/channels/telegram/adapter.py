"""The Telegram channel: polls for updates, answers each at least once, in order per chat, and confirms what is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import stamina
import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import AnswerCallbackQuery, DeleteWebhook, GetMe, SendMessage, SetMyCommands
from aiogram.types import InlineKeyboardButton, Update
from aiogram.utils.token import TokenValidationError
from pydantic import ValidationError

from bots.channels.channel import TELEGRAM, Capabilities, Unreachable
from bots.channels.lanes import Lanes
from bots.channels.rate import Rate
from bots.channels.telegram.budget import BOT, CHAT, GROUP, SendBudget
from bots.channels.telegram.commands import DEFAULT_LANGUAGE, bot_commands, deep_link, notice, table
from bots.channels.telegram.delivery import Delivery, worth_retrying
from bots.channels.telegram.render import Place, keyboard
from bots.channels.telegram.session import PUBLIC_API, LeanSession, RawUpdates, redacted
from bots.channels.telegram.updates import ALLOWED_UPDATES, BotName, chat_of, turn_of
from bots.channels.telegram.window import Window
from bots.messages import Answer, BadTurn, Conversation, Reply, Turn

log = structlog.get_logger(__name__)

BATCH = 100
"""Bot API, getUpdates: at most 100 updates a call."""
HTTP_GRACE = 15
CONFLICT_PAUSE = 3.0


class TelegramRefused(RuntimeError):
    """Telegram does not accept the bot's token; the message does not contain it."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """`account` names the bot in turn keys (default: its id). Times are seconds.

    `repoll` is the pause between polls while answers are under way, `patience` how long an outage of Telegram or a
    chat's `retry_after` is waited out before an answer counts as undeliverable, `attempts` how often a failing
    conversation is asked again, `stop` how long a stopping adapter lets answers finish.
    """

    account: str | None = None
    public_url: str | None = None
    long_poll: int = 25
    repoll: float = 0.2
    chats_at_once: int = 32
    patience: float = 600.0
    attempts: int = 4
    stop: float = 10.0
    bot_rate: Rate = field(default=BOT)
    chat_rate: Rate = field(default=CHAT)
    group_rate: Rate = field(default=GROUP)


DEFAULTS = TelegramSettings()


class TelegramChannel:
    """Fulfils bots.channels.channel.Channel. `picture_file` gives the local file of a picture's address, if any.

    Raises TelegramRefused for a token that cannot be one.
    """

    name = "telegram"
    capabilities: Capabilities = TELEGRAM

    def __init__(
        self, conversation: Conversation, token: str, picture_file: Callable[[str], Path | None],
        settings: TelegramSettings = DEFAULTS, api: str = PUBLIC_API,
    ) -> None:
        try:
            self._bot = Bot(token, session=LeanSession(api))
        except TokenValidationError:
            raise TelegramRefused("telegram token: not of the form 123456:ABC...") from None
        self._conversation = conversation
        self._settings = settings
        self._me = BotName(settings.account or str(self._bot.id), "")
        self._budget = SendBudget(settings.bot_rate, settings.chat_rate, settings.group_rate)
        self._delivery = Delivery(self._bot, self._budget, picture_file, settings.patience)
        self._window = Window()
        self._progress = asyncio.Event()
        self._side_tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Receive updates and answer them until cancelled; then finish what is begun and confirm what is done.

        Raises TelegramRefused where the token is not accepted (any more).
        """
        lanes: Lanes[Update] = Lanes(self._settings.chats_at_once, self._handle)
        try:
            await self._introduce()
            while True:
                for update in await self._fresh_updates():
                    self._acknowledge(update)
                    lanes.put(chat_of(update), update)
                await self._pause()
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TelegramRefused("telegram token: refused by the Bot API") from None
        finally:
            await self._finish(lanes)

    async def send(self, buyer: str, answer: Answer) -> None:
        """Write to a buyer unasked; what is meant for a room is left out. Raises Unreachable."""
        if not buyer.isascii() or not buyer.isdecimal():
            raise Unreachable(f"{buyer!r:.80} is no Telegram user id")
        private = [reply for reply in answer.replies if reply.audience == "buyer"]
        await self._delivery.deliver(answer.id, private, self._place(int(buyer), answer))

    async def close(self) -> None:
        """Close the connections of an adapter that only sends; `run` closes its own."""
        await self._bot.session.close()

    async def _introduce(self) -> None:
        """Learn our name, make polling possible, show the command menu in each language."""
        async for attempt in stamina.retry_context(on=worth_retrying, attempts=None, timeout=None):
            with attempt:
                me = await self._bot(GetMe())
                await self._bot(DeleteWebhook(drop_pending_updates=False))
        self._me = BotName(self._me.account, me.username or "")
        log.info("telegram.connected", bot=self._me.username, account=self._me.account)
        for language in table().languages:
            code = None if language == DEFAULT_LANGUAGE else language
            try:
                await self._bot(SetMyCommands(commands=bot_commands(language), language_code=code))
            except TelegramAPIError as error:
                # A menu that is not there keeps nobody from shopping.
                log.warning("telegram.commands_not_set", language=language, reason=error.message)

    async def _fresh_updates(self) -> list[Update]:
        """Updates not seen before. One that cannot be read is confirmed unanswered: it would come back for ever."""
        busy = self._window.busy
        wait = 0 if busy else self._settings.long_poll
        method = RawUpdates(
            offset=self._window.offset, limit=BATCH, timeout=wait, allowed_updates=ALLOWED_UPDATES
        )
        self._progress.clear()
        fresh: list[Update] = []
        for raw in await self._poll(method, wait + HTTP_GRACE):
            update_id = raw["update_id"]
            if not self._window.admit(update_id):
                continue
            try:
                fresh.append(Update.model_validate(raw))
            except ValidationError as error:
                log.error("telegram.unreadable_update", update=update_id, errors=error.error_count())
                self._window.finish(update_id)
        return fresh

    async def _poll(self, method: RawUpdates, seconds: int) -> list[dict[str, Any]]:
        async for attempt in stamina.retry_context(on=_poll_again, attempts=None, timeout=None):
            with attempt:
                return await self._bot(method, request_timeout=seconds)
        raise AssertionError("retry_context ends by returning or raising")

    async def _pause(self) -> None:
        """While answers are under way the next poll repeats them: wait for the first that is done, but not long."""
        if self._window.busy:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._progress.wait(), self._settings.repoll)

    def _acknowledge(self, update: Update) -> None:
        """Stop the pressed button's spinner at once, whatever the answer takes."""
        if update.callback_query is not None:
            task = asyncio.create_task(self._answer_callback(update.callback_query.id))
            self._side_tasks.add(task)
            task.add_done_callback(self._side_tasks.discard)

    async def _answer_callback(self, query_id: str) -> None:
        try:
            await self._bot(AnswerCallbackQuery(callback_query_id=query_id))
        except AiogramError as error:
            # A redelivered press is too old to be acknowledged; its answer goes out all the same.
            log.debug("telegram.callback_not_acknowledged", reason=self._safe(error))

    async def _handle(self, update: Update) -> None:
        """Answer one update; leaving without an error means that it need not come again."""
        try:
            turn = turn_of(update, self._me)
            if turn is not None:
                await self._answer(turn, update)
        except Unreachable:
            log.info("telegram.unreachable", update=update.update_id)
        except AiogramError as error:
            log.error("telegram.undeliverable", update=update.update_id, reason=self._safe(error))
        except Exception as error:
            log.error("telegram.turn_failed", update=update.update_id, error=self._safe(error))
            await self._apologise(update)
        self._window.finish(update.update_id)
        self._progress.set()

    async def _apologise(self, update: Update) -> None:
        asked = update.message or update.callback_query
        chat = chat_of(update)
        if asked is None or asked.from_user is None or chat is None:
            return
        with suppress(Unreachable, AiogramError):
            sorry = notice("sorry", asked.from_user.language_code)
            await self._delivery.post(SendMessage(chat_id=chat, text=sorry), chat)

    async def _answer(self, turn: Turn, update: Update) -> None:
        answer = await self._ask(turn)
        room = [reply for reply in answer.replies if turn.room and reply.audience == "room"]
        if room:
            under = update.message.message_id if update.message else None
            place = self._place(int(turn.room or 0), answer, room=True, reply_to=under)
            try:
                await self._delivery.deliver(answer.id, room, place)
            except Unreachable:
                log.info("telegram.room_unreachable", room=turn.room)
        private = [reply for reply in answer.replies if reply.audience == "buyer" or not turn.room]
        if private:
            await self._answer_privately(turn, answer, private)

    async def _ask(self, turn: Turn) -> Answer:
        """A turn that failed left nothing behind, so it may be asked again."""
        attempts = self._settings.attempts
        async for attempt in stamina.retry_context(on=_ask_again, attempts=attempts, timeout=None):
            with attempt:
                return await self._conversation.answer(turn)
        raise AssertionError("retry_context ends by returning or raising")

    async def _answer_privately(self, turn: Turn, answer: Answer, replies: list[Reply]) -> None:
        """To the buyer's own chat; one who never opened it gets the way to it in the room, and nothing more."""
        try:
            await self._delivery.deliver(answer.id, replies, self._place(int(turn.buyer), answer))
        except Unreachable:
            if not turn.room:
                raise
            button = InlineKeyboardButton(text=notice("open", turn.locale), url=deep_link(self._me.username))
            invitation = SendMessage(
                chat_id=int(turn.room), text=notice("private", turn.locale), reply_markup=keyboard([button])
            )
            await self._delivery.post(invitation, int(turn.room))

    def _place(self, chat: int, answer: Answer, *, room: bool = False, reply_to: int | None = None) -> Place:
        return Place(chat, answer.direction, room, reply_to, self._settings.public_url)

    def _safe(self, error: Exception) -> str:
        return redacted(f"{type(error).__name__}: {error}", self._bot.token)

    async def _finish(self, lanes: Lanes[Update]) -> None:
        await lanes.close(self._settings.stop)
        await asyncio.gather(*self._side_tasks, return_exceptions=True)
        if self._window.offset is not None:
            # Confirms what is done; what comes back is not begun and comes again after the next start.
            with suppress(AiogramError):
                confirm = RawUpdates(offset=self._window.offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES)
                await self._bot(confirm, request_timeout=HTTP_GRACE)
        await self._bot.session.close()
        log.info("telegram.stopped")


def _ask_again(error: BaseException) -> bool:
    # A cancellation reaches this hook too, and must not be asked again.
    return isinstance(error, Exception) and not isinstance(error, BadTurn)


def _poll_again(error: Exception) -> bool | float:
    """Another poller of the same token (409) is usually the old process of a deployment on its way out."""
    if isinstance(error, TelegramConflictError):
        return CONFLICT_PAUSE
    return True if isinstance(error, ClientDecodeError) else worth_retrying(error)
