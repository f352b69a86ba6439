"""A small Telegram: the Bot API on a loopback port, strict as the real one, and people who write, press and read.

    async with TelegramServer() as telegram:
        channel = TelegramChannel(conversation, telegram.token, picture_file, api=telegram.url)
        ana = telegram.user("Ana", language_code="es")
        seen = await ana.asks("hola")            # writes, waits until the bot is done, returns what is new
        seen = await ana.taps("Añadir")          # presses the newest button of that label
        seen[-1].text, seen[-1].labels, ana.sees(), ana.link("Pay by card")

A channel with its true send budgets writes to one person once a second after the first five messages; tests that write
more give it `TelegramSettings(repoll=0.02, chat_rate=Rate(0.0, 1))`. Direction marks before a label need not be typed.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.peers.telegram_people import Person, Seen, seen
from tests.peers.telegram_rules import (
    CALLBACK_TEXT_LIMIT,
    CAPTION_LIMIT,
    TEXT_LIMIT,
    Refused,
    commands,
    keyboard,
    parsed,
    photo_size,
)

Json = dict[str, Any]
TOKEN = "4200000001:stand-in-token-AAAAAAAAAAAAAAAAAAAAAAAA"
STRUCTURED = {"reply_markup", "allowed_updates", "commands", "reply_parameters", "link_preview_options", "entities"}


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the bot and what it got."""

    method: str
    params: Json
    status: int
    at: float


@dataclass(slots=True)
class Failure:
    """What the next `times` calls of a method to a chat get instead of an answer."""

    status: int
    description: str
    times: int
    chat: int | None
    method: str | None
    parameters: Json = field(default_factory=dict)
    after_effect: bool = False
    html: bool = False


class TelegramServer:
    """The platform's side of one bot. Start it with `async with`."""

    def __init__(self, first_update: int = 1000, username: str = "tradewind_bot") -> None:
        self.token, self.username = TOKEN, username
        self.url = ""
        self.requests: list[Request] = []
        self.menus: dict[str, list[dict[str, str]]] = {}
        self.callbacks_answered: dict[str, str] = {}
        self.uploads: list[bytes] = []
        self.offset = 0
        self.webhook = "https://old.example/hook"
        self._next_update, self._next_message = first_update, 1
        self._pending: deque[Json] = deque()
        self._handed: set[int] = set()
        self._all: dict[int, Json] = {}
        self._chats: dict[int, Json] = {}
        self._messages: dict[int, list[Json]] = {}
        self._closed_to_us: dict[int, str] = {}
        self._files: dict[str, Json] = {}
        self._unreachable_urls: set[str] = set()
        self._callbacks: dict[str, bool] = {}
        self._failures: list[Failure] = []
        self._changed = asyncio.Condition()
        self._poller: object | None = None
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> TelegramServer:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = "http://{}:{}".format(*self._runner.addresses[0][:2])
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # What tests do to the platform

    def user(self, name: str, *, language_code: str | None = None, started: bool = True) -> Person:
        """A person who has opened the bot's private chat, or, with started=False, has not."""
        number = 500_000 + len(self._chats)
        self._chats[number] = {"id": number, "type": "private", "first_name": name}
        self._messages[number] = []
        if not started:
            self._closed_to_us[number] = "Forbidden: bot can't initiate conversation with a user"
        return Person(self, number, name, language_code)

    def group(self, title: str) -> int:
        """A group's chat id."""
        number = -1_000_000 - len(self._chats)
        self._chats[number] = {"id": number, "type": "supergroup", "title": title}
        self._messages[number] = []
        return number

    def fail(
        self, status: int, description: str, *, times: int = 1, chat: int | None = None, method: str | None = None,
        after_effect: bool = False, html: bool = False, **parameters: Any,
    ) -> None:
        """Make the next calls fail; with after_effect the call does its work and only its answer is lost."""
        self._failures.append(Failure(status, description, times, chat, method, parameters, after_effect, html))

    def flood(self, retry_after: int, *, times: int = 1, chat: int | None = None, method: str | None = "sendMessage") -> None:
        """429 with retry_after, as flood control says it."""
        self.fail(429, f"Too Many Requests: retry after {retry_after}", times=times, chat=chat, method=method, retry_after=retry_after)

    def close_to_bot(self, chat: int, description: str = "Forbidden: bot was blocked by the user") -> None:
        self._closed_to_us[chat] = description

    def forget_files(self) -> None:
        """Every file id is wrong from now on."""
        self._files.clear()

    def break_url(self, url: str) -> None:
        self._unreachable_urls.add(url)

    async def push(self, **content: Any) -> int:
        """A raw update; its id is given."""
        update = {"update_id": self._next_update, **content}
        self._next_update += 1
        self._all[update["update_id"]] = update
        await self._put(update)
        return int(update["update_id"])

    async def redeliver(self, update_id: int) -> None:
        """The same update once more, though it was confirmed."""
        await self._put(self._all[update_id])

    async def _put(self, update: Json) -> None:
        async with self._changed:
            self._pending.append(update)
            self._handed.discard(update["update_id"])
            self._changed.notify_all()

    async def settled(self, timeout: float = 10.0) -> None:
        """Until the bot has confirmed every update."""
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: not self._pending)

    async def until(self, condition: Any, timeout: float = 10.0) -> None:
        """Until a condition over the platform's state holds; looked at after each request."""
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(condition)

    def calls(self, method: str) -> list[Request]:
        return [request for request in self.requests if request.method == method]

    def messages(self, chat: int) -> list[Seen]:
        """All messages of the bot in a chat, as they read now."""
        return [seen(message) for message in self._messages[chat] if message["from"]["is_bot"]]

    def next_message_id(self) -> int:
        self._next_message += 1
        return self._next_message - 1

    def chat(self, number: int) -> Json:
        return self._chats[number]

    def written(self, chat: int, message_id: int) -> Json:
        return next(message for message in self._messages[chat] if message["message_id"] == message_id)

    def open_callback(self, query_id: str) -> None:
        self._callbacks[query_id] = False

    # The Bot API

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await _params(request)
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            failure = self._failure(method, params)
            if failure and failure.html:
                self.requests.append(Request(method, params, failure.status, time.monotonic()))
                return web.Response(status=failure.status, text="<html>Bad Gateway</html>", content_type="text/html")
            if failure and not failure.after_effect:
                raise Refused(failure.status, failure.description, **failure.parameters)
            handler = getattr(self, f"_do_{method.lower()}", None)
            if handler is None:
                raise Refused(404, "Not Found")
            result = await handler(params)
            if failure:
                raise Refused(failure.status, failure.description, **failure.parameters)
            status, body = 200, {"ok": True, "result": result}
        except Refused as refused:
            status = refused.status
            body = {"ok": False, "error_code": status, "description": refused.description}
            if refused.parameters:
                body["parameters"] = refused.parameters
        self.requests.append(Request(method, params, status, time.monotonic()))
        async with self._changed:
            self._changed.notify_all()
        return web.json_response(body, status=status)

    def _failure(self, method: str, params: Json) -> Failure | None:
        chat = params.get("chat_id")
        for failure in self._failures:
            fits = failure.method in (None, method) and failure.chat in (None, int(chat) if chat is not None else None)
            if failure.times > 0 and fits:
                failure.times -= 1
                return failure
        return None

    async def _do_getme(self, _: Json) -> Json:
        return {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": "Tradewind", "username": self.username,
                "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _do_deletewebhook(self, _: Json) -> bool:
        self.webhook = ""
        return True

    async def _do_setmycommands(self, params: Json) -> bool:
        self.menus[params.get("language_code") or ""] = commands(params.get("commands"), params.get("language_code"))
        return True

    async def _do_getupdates(self, params: Json) -> list[Json]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        me = self._poller = object()
        offset, limit = int(params.get("offset") or 0), int(params.get("limit") or 100)
        allowed = params.get("allowed_updates")
        async with self._changed:
            self.offset = max(self.offset, offset)
            # An update is confirmed by a higher offset only after it was handed out: a redelivered one is older.
            self._pending = deque(u for u in self._pending if u["update_id"] >= offset or u["update_id"] not in self._handed)
            self._changed.notify_all()
            try:
                async with asyncio.timeout(min(int(params.get("timeout") or 0), 50)):
                    await self._changed.wait_for(lambda: self._pending or self._poller is not me)
            except TimeoutError:
                pass
            if self._poller is not me:
                raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            ready = [update for update in self._pending if allowed is None or set(update) - {"update_id"} <= set(allowed)]
            self._pending = deque(sorted(ready, key=lambda update: update["update_id"]))
            self._handed |= {update["update_id"] for update in list(self._pending)[:limit]}
            return list(self._pending)[:limit]

    async def _do_sendmessage(self, params: Json) -> Json:
        chat = self._open_chat(params)
        written = parsed(params.get("text"), params.get("parse_mode"), TEXT_LIMIT, "text")
        return self._post(chat, params, text=written.text, entities=written.entities)

    async def _do_sendphoto(self, params: Json) -> Json:
        chat = self._open_chat(params)
        written = parsed(params.get("caption") or "", params.get("parse_mode"), CAPTION_LIMIT, "caption")
        photo = self._photo(params.get("photo"), params)
        return self._post(chat, params, photo=photo, caption=written.text, caption_entities=written.entities)

    def _photo(self, photo: object, params: Json) -> list[Json]:
        if isinstance(photo, str) and photo.startswith("attach://"):
            upload = params[photo.removeprefix("attach://")]
            width, height = photo_size(upload)
            self.uploads.append(upload)
            file_id = f"AgACAgIAAx{len(self.uploads):04}"
            self._files[file_id] = {"file_id": file_id, "file_unique_id": f"u{len(self.uploads)}", "width": width, "height": height}
            return [{"file_id": f"{file_id}s", "file_unique_id": "s", "width": 90, "height": 90}, self._files[file_id]]
        if isinstance(photo, str) and photo in self._files:
            return [self._files[photo]]
        if isinstance(photo, str) and photo.startswith(("http://", "https://")):
            if photo in self._unreachable_urls:
                raise Refused(400, "Bad Request: failed to get HTTP URL content")
            file_id = f"AgACURL{len(self._files):04}"
            self._files[file_id] = {"file_id": file_id, "file_unique_id": file_id, "width": 640, "height": 640}
            return [self._files[file_id]]
        raise Refused(400, "Bad Request: wrong file identifier/HTTP URL specified")

    async def _do_editmessagetext(self, params: Json) -> Json:
        written = parsed(params.get("text"), params.get("parse_mode"), TEXT_LIMIT, "text")
        return self._edit(params, "text", text=written.text, entities=written.entities)

    async def _do_editmessagecaption(self, params: Json) -> Json:
        written = parsed(params.get("caption") or "", params.get("parse_mode"), CAPTION_LIMIT, "caption")
        return self._edit(params, "photo", caption=written.text, caption_entities=written.entities)

    async def _do_editmessagereplymarkup(self, params: Json) -> Json:
        return self._edit(params, "message_id")

    async def _do_answercallbackquery(self, params: Json) -> bool:
        query = params.get("callback_query_id", "")
        if self._callbacks.get(query, True):
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(params.get("text") or "") > CALLBACK_TEXT_LIMIT:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self._callbacks[query] = True
        self.callbacks_answered[query] = params.get("text") or ""
        return True

    def _open_chat(self, params: Json) -> int:
        number = int(params.get("chat_id") or 0)
        if number not in self._chats:
            raise Refused(400, "Bad Request: chat not found")
        if number in self._closed_to_us:
            raise Refused(403, self._closed_to_us[number])
        return number

    def _post(self, chat: int, params: Json, **content: Any) -> Json:
        markup = keyboard(params.get("reply_markup"))
        message: Json = {
            "message_id": self.next_message_id(), "date": int(time.time()), "chat": self._chats[chat],
            "from": {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": "Tradewind"}, **content,
        }
        if markup:
            message["reply_markup"] = markup
        if under := params.get("reply_parameters"):
            message["_reply_to"] = under["message_id"]
        self._messages[chat].append(message)
        return {name: part for name, part in message.items() if not name.startswith("_")}

    def _edit(self, params: Json, needs: str, **content: Any) -> Json:
        chat = self._open_chat(params)
        found = [message for message in self._messages[chat] if message["message_id"] == int(params.get("message_id") or 0)]
        if not found or not found[0]["from"]["is_bot"]:
            raise Refused(400, "Bad Request: message to edit not found")
        message = found[0]
        if needs not in message:
            raise Refused(400, f"Bad Request: there is no {needs} in the message to edit")
        markup = keyboard(params.get("reply_markup"))
        changed = message | content | {"reply_markup": markup or {"inline_keyboard": []}}
        if changed == {"reply_markup": {"inline_keyboard": []}} | message:
            raise Refused(400, "Bad Request: message is not modified: specified new message content and reply markup are "
                               "exactly the same as a current content and reply markup of the message")
        message.update(changed)
        return {name: part for name, part in message.items() if not name.startswith("_")}

    def record(self, chat: int, message: Json) -> None:
        self._messages[chat].append(message)


async def _params(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    params: Json = dict(request.query)
    if request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            raw = await part.read()
            params[part.name or ""] = bytes(raw) if part.filename else raw.decode()
    else:
        params |= dict(await request.post())
    return {name: json.loads(value) if name in STRUCTURED and isinstance(value, str) else value for name, value in params.items()}
