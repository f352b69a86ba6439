"""The Discord channel: acknowledges within three seconds, answers each buyer in order, and shows prices to them alone."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import stamina
import structlog
from discord import ConnectionClosed, GatewayNotFound, HTTPException, Interaction, InteractionType, LoginFailure

from bots.channels.channel import DISCORD, Capabilities, Unreachable
from bots.channels.discord.calls import (
    ALREADY_ACKNOWLEDGED,
    AUTOCOMPLETE_RESULT,
    DEFERRED,
    EPHEMERAL,
    MODAL,
    Calls,
    Expired,
    Token,
    worth_retrying,
)
from bots.channels.discord.commands import UNDOCUMENTED_LOCALES, direction_of, notice, registration
from bots.channels.discord.connection import (
    PUBLIC_API,
    Arrival,
    Connection,
    keep_secret,
    reach,
    reach_gateway,
    redacted,
)
from bots.channels.discord.custom_id import encode
from bots.channels.discord.delivery import BOT, Delivery, Interacted
from bots.channels.discord.forms import AddressFields, Form, wanted_form, window
from bots.channels.discord.render import Place
from bots.channels.discord.updates import form_to_open, interaction_turn, message_turn, spoken_locale
from bots.channels.lanes import Lanes
from bots.channels.lines import label
from bots.channels.rate import Rate
from bots.messages import Action, Answer, BadTurn, Button, Choices, Conversation, Reply, Text, Turn

log = structlog.get_logger(__name__)

SuggestProducts = Callable[[str, str | None], Awaitable[Sequence[tuple[str, str]]]]
"""(what was typed, locale) -> (title, product id) of the products meant, best first."""
REMEMBERED, SUGGESTIONS, SUGGESTION_LIMIT = 5000, 25, 100


class DiscordRefused(RuntimeError):
    """Discord does not accept the bot's token or what it asks for; the message does not contain the token."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What the channel asks of the shop besides the conversation: pictures, product names, the forms of countries."""

    picture_file: Callable[[str], Path | None]
    suggest: SuggestProducts
    address_fields: AddressFields


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """`account` names the bot in turn keys (default: its application id). Times are seconds.

    `connecting` is how long a message of our own waits for the first connection, `patience` how long an outage is waited out before an answer counts as undeliverable, `attempts` how often a
    failing conversation is asked again, `stop` how long a stopping adapter lets answers finish.
    """

    account: str | None = None
    public_url: str | None = None
    buyers_at_once: int = 32
    connecting: float = 20.0
    patience: float = 600.0
    attempts: int = 4
    stop: float = 10.0
    rate: Rate = field(default=BOT)


DEFAULTS = DiscordSettings()


@dataclass(frozen=True, slots=True)
class _Asked:
    """An arrival and, for an interaction, whether it could be acknowledged."""

    arrival: Arrival
    acknowledged: asyncio.Task[bool] | None


class DiscordChannel:
    """Fulfils bots.channels.channel.Channel. Raises DiscordRefused for a token that cannot be one."""

    name = "discord"
    capabilities: Capabilities = DISCORD

    def __init__(
        self, conversation: Conversation, token: str, shop: Shop, settings: DiscordSettings = DEFAULTS, api: str = PUBLIC_API,
    ) -> None:
        self._token = token.strip()
        if not self._token or not self._token.isascii() or not self._token.isprintable() or " " in self._token:
            raise DiscordRefused("discord token: empty, or with signs that no token has")
        self._conversation = conversation
        self._shop = shop
        self._settings = settings
        self._api = api
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._side_tasks: set[asyncio.Task[Any]] = set()
        self._lanes: Lanes[_Asked] = Lanes(settings.buyers_at_once, self._handle)
        self._ready = asyncio.Event()
        self._connection: Connection
        self._calls: Calls
        self._delivery: Delivery
        self._application = 0
        self._account = ""

    async def run(self) -> None:
        """Receive and answer until cancelled; then finish what has arrived: Discord brings nothing a second time.

        Raises DiscordRefused where the token is not accepted (any more).
        """
        tell_again = keep_secret(self._token)
        reach(self._api)
        try:
            await self._log_in()
            await self._register()
            log.info("discord.connected", bot=str(self._connection.user), account=self._account)
            await self._connection.connect()
        except LoginFailure:
            raise DiscordRefused("discord token: refused by Discord") from None
        except ConnectionClosed as closed:
            raise DiscordRefused(f"discord gateway: closed with code {closed.code}") from None
        finally:
            await self._finish()
            tell_again()

    async def send(self, buyer: str, answer: Answer) -> None:
        """Write to a buyer unasked; what is meant for a room is left out.

        Raises Unreachable, and TimeoutError where Discord cannot be reached yet (try again later).
        """
        if not buyer.isascii() or not buyer.isdecimal():
            raise Unreachable(f"{buyer!r:.80} is no Discord user id")
        await asyncio.wait_for(self._ready.wait(), self._settings.connecting)
        private = [reply for reply in answer.replies if reply.audience == "buyer"]
        await self._delivery.write(int(buyer), answer.id, private, self._place(answer))

    @property
    def busy(self) -> bool:
        """True while anything that arrived is not yet answered."""
        return self._lanes.busy or bool(self._side_tasks)

    async def _log_in(self) -> None:
        """Learn our name and where the gateway is; an outage is waited out."""
        async for attempt in stamina.retry_context(on=_log_in_again, attempts=None, timeout=None):
            with attempt:
                self._connection = Connection(self._arrived)
                try:
                    await self._connection.login(self._token)
                    await reach_gateway(self._connection, self._api)
                except BaseException:
                    await self._connection.close()
                    raise
        self._application = self._connection.application_id or 0
        self._account = self._settings.account or str(self._application)
        self._calls = Calls(self._connection.http)
        self._delivery = Delivery(
            self._calls, self._account, self._shop.picture_file, self._settings.patience, self._settings.rate
        )
        self._ready.set()

    async def _register(self) -> None:
        """The commands in every language; a shop whose commands are not there can still be written to."""
        for leave_out in (frozenset[str](), UNDOCUMENTED_LOCALES):
            try:
                await self._calls.register(self._application, registration(leave_out))
            except HTTPException as error:
                log.warning("discord.commands_not_set", reason=self._safe(error))
            else:
                return

    def _arrived(self, arrival: Arrival) -> None:
        """Take what is new. A resumed session repeats what was under way; it is answered once."""
        if arrival.id in self._seen:
            return
        self._seen[arrival.id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        if not isinstance(arrival, Interaction):
            self._lanes.put(arrival.author.id, _Asked(arrival, None))
        elif arrival.type is InteractionType.autocomplete:
            self._beside(self._complete_name(arrival))
        elif form := form_to_open(arrival):
            self._beside(self._open(arrival, form))
        else:
            self._lanes.put(arrival.user.id, _Asked(arrival, self._beside(self._acknowledge(arrival))))

    def _beside(self, work: Coroutine[Any, Any, bool]) -> asyncio.Task[bool]:
        task = asyncio.create_task(work)
        self._side_tasks.add(task)
        task.add_done_callback(self._side_tasks.discard)
        return task

    async def _acknowledge(self, interaction: Interaction[Any]) -> bool:
        """Say at once that we are thinking, to the one who acted alone where others read; True when it was heard."""
        data = {"flags": EPHEMERAL} if interaction.guild_id is not None else {}
        try:
            await self._calls.respond(self._token_of(interaction), DEFERRED, data)
        except HTTPException as error:
            # Acknowledged before a restart: its answer can still be put there.
            if error.code == ALREADY_ACKNOWLEDGED:
                return True
            log.info("discord.not_acknowledged", reason=self._safe(error))
            return False
        except OSError as error:
            log.info("discord.not_acknowledged", reason=self._safe(error))
            return False
        return True

    async def _open(self, interaction: Interaction[Any], form: Form) -> bool:
        """Show the form: no turn, for nothing has been said yet."""
        try:
            await self._calls.respond(self._token_of(interaction), MODAL, window(form, self._shop.address_fields))
        except (HTTPException, OSError, ValueError) as error:
            log.warning("discord.form_not_shown", reason=self._safe(error))
            return False
        return True

    async def _complete_name(self, interaction: Interaction[Any]) -> bool:
        """Products whose names go on as was typed; a list that comes too late is none."""
        data: Mapping[str, Any] = interaction.data or {}
        typed = next((str(option.get("value", "")) for option in data.get("options") or () if option.get("focused")), "")
        try:
            locale = spoken_locale(interaction.locale.value)
            found = await self._shop.suggest(typed[:SUGGESTION_LIMIT], locale)
            choices = [
                {"name": label(title, SUGGESTION_LIMIT, direction_of(locale)), "value": encode(Action("show", {"product": product}))}
                for title, product in found[:SUGGESTIONS]
            ]
            await self._calls.respond(self._token_of(interaction), AUTOCOMPLETE_RESULT, {"choices": choices})
        except Exception as error:
            log.info("discord.nothing_suggested", reason=self._safe(error))
            return False
        return True

    async def _handle(self, asked: _Asked) -> None:
        """Answer one arrival; whatever goes wrong with it, the buyer's next one is answered."""
        try:
            turn = self._turn(asked.arrival)
            if turn is not None:
                await self._answer(turn, asked)
        except Unreachable:
            log.info("discord.unreachable", arrival=asked.arrival.id)
        except (HTTPException, Expired, OSError) as error:
            log.error("discord.undeliverable", arrival=asked.arrival.id, reason=self._safe(error))
        except Exception as error:
            log.error("discord.turn_failed", arrival=asked.arrival.id, error=self._safe(error))
            await self._apologise(asked)

    def _turn(self, arrival: Arrival) -> Turn | None:
        if isinstance(arrival, Interaction):
            return interaction_turn(arrival, self._account)
        me = self._connection.user
        return message_turn(arrival, me.id if me else 0, self._account)

    async def _apologise(self, asked: _Asked) -> None:
        turn = self._turn(asked.arrival)
        assert turn is not None
        words = Reply((Text(notice("sorry", turn.locale)),))
        sorry = Answer(f"sorry:{turn.id}", (words,), ("",), None, {}, direction=direction_of(turn.locale))
        with suppress(Unreachable, HTTPException, Expired, OSError):
            await self._answer_privately(turn, asked, sorry, sorry.replies)

    async def _answer(self, turn: Turn, asked: _Asked) -> None:
        answer = await self._ask(turn)
        room = [reply for reply in answer.replies if turn.room and reply.audience == "room"]
        private = [reply for reply in answer.replies if reply.audience == "buyer" or not turn.room]
        if room and not await self._answer_room(turn, asked, answer, room):
            # Where we may not write, the one who asked still gets to see it.
            private = [*room, *private]
        if private or asked.acknowledged is not None:
            await self._answer_privately(turn, asked, answer, private)

    async def _ask(self, turn: Turn) -> Answer:
        """A turn that failed left nothing behind, so it may be asked again."""
        attempts = self._settings.attempts
        async for attempt in stamina.retry_context(on=_ask_again, attempts=attempts, timeout=None):
            with attempt:
                return await self._conversation.answer(turn)
        raise AssertionError("retry_context ends by returning or raising")

    async def _answer_room(self, turn: Turn, asked: _Asked, answer: Answer, replies: Sequence[Reply]) -> bool:
        under = None if isinstance(asked.arrival, Interaction) else asked.arrival.id
        place = self._place(answer, room=True, reply_to=under)
        try:
            await self._delivery.write(int(turn.buyer), f"room:{answer.id}", replies, place, int(turn.room or 0))
        except Unreachable:
            log.info("discord.room_unreachable", room=turn.room)
            return False
        return True

    async def _answer_privately(self, turn: Turn, asked: _Asked, answer: Answer, replies: Sequence[Reply]) -> None:
        """Under the interaction where it still takes an answer, else in the buyer's direct messages."""
        buyer, place = int(turn.buyer), self._place(answer)
        if isinstance(asked.arrival, Interaction) and asked.acknowledged is not None and await asked.acknowledged:
            channel = asked.arrival.channel_id or 0
            private = asked.arrival.context.dm_channel is True
            with suppress(Expired):
                where = Interacted(self._token_of(asked.arrival), channel, private)
                return await self._delivery.answer(buyer, answer.id, replies, place, where)
        elif not isinstance(asked.arrival, Interaction) and not turn.room:
            self._delivery.learn_channel(buyer, asked.arrival.channel.id)
        try:
            await self._delivery.write(buyer, answer.id, replies, place)
        except Unreachable:
            if not turn.room or asked.acknowledged is not None:
                raise
            await self._invite(turn, asked.arrival.id)

    async def _invite(self, turn: Turn, under: int) -> None:
        """To one whose direct messages are closed: a button whose answers nobody else sees."""
        button = Button(notice("open", turn.locale), Action("start"))
        reply = Reply((Choices(notice("closed", turn.locale), (button,)),), "room")
        place = Place(direction_of(turn.locale), room=True, reply_to=under)
        await self._delivery.write(int(turn.buyer), f"invite:{turn.id}", [reply], place, int(turn.room or 0))

    def _place(self, answer: Answer, *, room: bool = False, reply_to: int | None = None) -> Place:
        form = None if room else wanted_form(answer.state)
        return Place(answer.direction, room, reply_to, self._settings.public_url, form)

    def _token_of(self, interaction: Interaction[Any]) -> Token:
        return Token(self._application, interaction.id, interaction.token)

    def _safe(self, error: BaseException) -> str:
        return redacted(f"{type(error).__name__}: {error}", self._token)

    async def _finish(self) -> None:
        await self._lanes.drain(self._settings.stop)
        await asyncio.gather(*self._side_tasks, return_exceptions=True)
        if self._ready.is_set():
            await self._connection.close()
        self._ready.clear()
        log.info("discord.stopped")


def _ask_again(error: BaseException) -> bool:
    # A cancellation reaches this hook too, and must not be asked again.
    return isinstance(error, Exception) and not isinstance(error, BadTurn)


def _log_in_again(error: Exception) -> bool:
    return isinstance(error, GatewayNotFound) or worth_retrying(error)
