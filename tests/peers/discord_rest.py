"""A small Discord on a loopback port: its REST API, strict as the real one, its gateway, and people who use both.

    async with DiscordServer() as discord:
        channel = DiscordChannel(conversation, discord.token, shop, settings, api=discord.url)
        ana = discord.user("Ana", locale="es-ES")
        seen = await ana.commands("shop")            # a slash command; what is new once the bot has nothing left to do
        seen = await ana.presses("Añadir")           # the newest button of that label; picks(...) for an option
        seen = await ana.fills("Rellenar", city="Madrid")   # opens the form behind a button and sends it
        seen[-1].text, seen[-1].labels, ana.sees(), ana.link("Pay by card")

Every request body is held against the house's rules (tests/peers/discord_rules.py), and against Discord's own OpenAPI document
where TRADEWIND_PUBLIC_DATA has it; what either says is kept in `breaches`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.peers import discord_openapi, discord_rules
from tests.peers.discord_gateway import Gateway
from tests.peers.discord_people import Person, Seen, seen
from tests.peers.discord_rules import Refused

Json = dict[str, Any]
TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAx.Stand.in-token-of-no-bot-AAAAAAAAAAAAAAAAA"
APPLICATION = 1_000_000_000_000_000_001
EPHEMERAL = 64
CALLBACK_SECONDS, TOKEN_SECONDS = 3.0, 900.0


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the bot and what it got. `body` is the JSON of it, `files` its uploads."""

    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    status: int
    at: float


@dataclass(slots=True)
class Failure:
    """What the next `times` calls of a method to a path with `part` in it get instead of an answer."""

    status: int
    code: int
    message: str
    times: int
    method: str | None
    part: str
    after_effect: bool
    more: Json = field(default_factory=dict)


@dataclass(slots=True)
class Interaction:
    """What the platform knows of one interaction: how it was first answered, and what "is thinking" became."""

    id: int
    token: str
    user: int
    channel: int
    guild: int | None
    at: float
    kind: int | None = None
    ephemeral: bool = False
    original: int | None = None
    data: Json = field(default_factory=dict)


class DiscordServer:
    """The platform's side of one bot. Start it with `async with`."""

    def __init__(self) -> None:
        self.token, self.application = TOKEN, APPLICATION
        self.url = ""
        self.requests: list[Request] = []
        self.breaches: list[str] = []
        self.commands: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self.refused_locales: frozenset[str] = frozenset()
        self.idle: Callable[[], bool] = lambda: True
        self.gateway = Gateway(self.token, self._ready, self._guild_events)
        self._next = 2_000_000_000_000_000_000
        self._events: dict[int, tuple[str, Json]] = {}
        self._users: dict[int, Json] = {APPLICATION: {"id": str(APPLICATION), "username": "tradewind", "discriminator": "0", "avatar": None, "bot": True}}
        self._guilds: dict[int, Json] = {}
        self._channels: dict[int, Json] = {}
        self._direct: dict[int, int] = {}
        self._messages: dict[int, list[Json]] = {}
        self._nonces: dict[tuple[int, str], int] = {}
        self._closed: dict[int, tuple[int, int, str]] = {}
        self._failures: list[Failure] = []
        self._open = 0
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> DiscordServer:
        app = web.Application(client_max_size=30_000_000)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_route("*", "/api/v10/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._address = "{}:{}".format(*self._runner.addresses[0][:2])
        self.url = f"http://{self._address}/api/v10"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # What tests do to the platform

    def user(self, name: str, *, locale: str = "en-US", bot: bool = False) -> Person:
        """A person; nobody has to open a bot's direct messages."""
        number = self.next_id()
        self._users[number] = {"id": str(number), "username": name.lower(), "global_name": name, "discriminator": "0", "avatar": None} | (
            {"bot": True} if bot else {})
        channel = self.next_id()
        self._direct[number] = channel
        self._channels[channel] = {"id": str(channel), "type": 1, "last_message_id": None, "recipients": [self._users[number]]}
        self._messages[channel] = []
        return Person(self, number, name, locale)

    def guild(self, name: str, *, locale: str = "en-US") -> int:
        """The id of the one text channel of a new server; make it before the bot connects."""
        guild, channel = self.next_id(), self.next_id()
        self._channels[channel] = {"id": str(channel), "type": 0, "guild_id": str(guild), "name": "general", "position": 0,
                                   "permission_overwrites": [], "topic": None, "nsfw": False, "parent_id": None, "last_message_id": None}
        self._messages[channel] = []
        self._guilds[guild] = {
            "id": str(guild), "name": name, "owner_id": str(APPLICATION), "preferred_locale": locale, "roles": [], "emojis": [], "stickers": [],
            "features": [], "channels": [self._channels[channel]], "threads": [], "members": [], "member_count": 9, "voice_states": [],
            "presences": [], "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [], "large": False,
        }
        return channel

    def fail(
        self, status: int, code: int = 0, message: str = "", *, times: int = 1, method: str | None = None, part: str = "",
        after_effect: bool = False, **more: Any,
    ) -> None:
        """Make the next calls fail; with after_effect the call does its work and only its answer is lost."""
        self._failures.append(Failure(status, code, message, times, method, part, after_effect, more))

    def flood(self, retry_after: float, *, part: str = "", method: str | None = None) -> None:
        """429 with retry_after, as a route's own limit says it."""
        self.fail(429, 0, "You are being rate limited.", method=method, part=part, retry_after=retry_after, **{"global": False})

    def close_to_bot(self, channel: int, code: int = 50007, message: str = "Cannot send messages to this user") -> None:
        self._closed[channel] = (403, code, message)

    def expire(self, interaction: Interaction) -> None:
        """Fifteen minutes later."""
        interaction.at -= TOKEN_SECONDS

    async def push(self, name: str, payload: Json) -> int:
        """An event from the gateway; its id is given."""
        number = int(payload["id"])
        self._events[number] = (name, payload)
        await self.gateway.dispatch(name, payload)
        return number

    async def redeliver(self, number: int) -> None:
        """The same event once more."""
        await self.gateway.dispatch(*self._events[number])

    async def settled(self, seconds: float = 20.0) -> None:
        """Until the bot has read every event and has nothing left to do."""
        async with asyncio.timeout(seconds):
            await self.gateway.heard_all()
            quiet = 0
            while quiet < 3:
                await asyncio.sleep(0.005)
                quiet = quiet + 1 if self.idle() and not self._open else 0

    async def until(self, condition: Callable[[], Any], seconds: float = 20.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.005)

    def calls(self, method: str, part: str = "") -> list[Request]:
        return [request for request in self.requests if request.method == method and part in request.path]

    def seen_by(self, user: int, channel: int) -> list[Seen]:
        """All messages of the bot that a person sees in a channel, as they read now."""
        return [seen(message) for message in self._messages[channel]
                if message["author"]["id"] == str(APPLICATION) and message["_for"] in (None, user)]

    def next_id(self) -> int:
        self._next += 1
        return self._next

    def direct_channel(self, user: int) -> int:
        return self._direct[user]

    def channel(self, number: int) -> Json:
        return self._channels[number]

    def person(self, number: int) -> Json:
        return self._users[number]

    def guild_of(self, channel: int) -> Json | None:
        guild = self._channels[channel].get("guild_id")
        return self._guilds[int(guild)] if guild else None

    def written(self, channel: int, number: int) -> Json:
        return public(next(message for message in self._messages[channel] if message["id"] == str(number)))

    def open_interaction(self, user: int, channel: int) -> Interaction:
        number = self.next_id()
        guild = self._channels[channel].get("guild_id")
        opened = Interaction(number, f"aW50ZXJhY3Rpb246{number}.secret", user, channel, int(guild) if guild else None, time.monotonic())
        self.interactions[opened.token] = opened
        return opened

    def said(self, channel: int, author: int, content: str, **more: Any) -> Json:
        """A person's message, kept as the platform keeps it."""
        return self._store(channel, author, {"content": content, **more}, None)

    # The gateway's payloads

    def _ready(self, session: str) -> Json:
        return {
            "v": 10, "user": self._users[APPLICATION], "guilds": [{"id": str(guild), "unavailable": True} for guild in self._guilds],
            "session_id": session, "resume_gateway_url": f"ws://{self._address}/gateway", "application": {"id": str(APPLICATION), "flags": 0},
        }

    def _guild_events(self) -> list[tuple[str, Json]]:
        return [("GUILD_CREATE", guild) for guild in self._guilds.values()]

    # The REST API

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method, path = request.method, request.match_info["path"]
        self._open += 1
        status, answer, headers = 500, None, {}
        body: Any = None
        files: dict[str, bytes] = {}
        try:
            body, files = await _body(request)
            if request.headers.get("Authorization") != f"Bot {self.token}":
                raise Refused(401, 0, "401: Unauthorized")
            failure = self._failure(method, path)
            if failure and not failure.after_effect:
                raise Refused(failure.status, failure.code, failure.message, **failure.more)
            self.breaches += discord_openapi.faults(method, f"/{path}", body)
            status, answer = self._route(method, path.split("/"), body, files)
            if failure:
                raise Refused(failure.status, failure.code, failure.message, **failure.more)
        except Refused as refused:
            status, answer = refused.status, refused.body
            if status == 400:
                self.breaches.append(f"{method} {path}: {answer['message']}")
            if status == 429:
                headers = {"Via": "1.1 discord", "Retry-After": str(refused.body["retry_after"])}
        finally:
            self._open -= 1
            self.requests.append(Request(method, path, body, files, status, time.monotonic()))
        if answer is None:
            return web.Response(status=204)
        return web.Response(body=json.dumps(answer).encode(), status=status, headers={"Content-Type": "application/json", **headers})

    def _failure(self, method: str, path: str) -> Failure | None:
        for failure in self._failures:
            if failure.times > 0 and failure.method in (None, method) and failure.part in path:
                failure.times -= 1
                return failure
        return None

    def _route(self, method: str, path: list[str], body: Any, files: dict[str, bytes]) -> tuple[int, Any]:
        match method, path:
            case "GET", ["users", "@me"]:
                return 200, self._users[APPLICATION]
            case "GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]:
                return 200, self._own_application()
            case "GET", ["gateway", "bot"]:
                limits = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
                return 200, {"url": f"ws://{self._address}/gateway", "shards": 1, "session_start_limit": limits}
            case "PUT", ["applications", _, "commands"]:
                return 200, self._put_commands(body)
            case "POST", ["users", "@me", "channels"]:
                return 200, self._open_direct(body)
            case "POST", ["channels", channel, "messages"]:
                return 200, self._post(int(channel), body, files)
            case "PATCH", ["channels", channel, "messages", number]:
                return 200, self._edit(int(channel), int(number), body, files)
            case "POST", ["interactions", _, token, "callback"]:
                self._callback(token, body)
                return 204, None
            case "POST", ["webhooks", _, token]:
                return 200, self._follow(token, body, files)
            case "PATCH", ["webhooks", _, token, "messages", number]:
                return 200, self._complete(token, number, body, files)
            case "DELETE", ["webhooks", _, token, "messages", "@original"]:
                self._withdraw(token)
                return 204, None
        raise Refused(404, 0, "404: Not Found")

    def _own_application(self) -> Json:
        return {"id": str(APPLICATION), "name": "Tradewind", "icon": None, "description": "", "bot_public": True, "bot_require_code_grant": False,
                "summary": "", "verify_key": "0" * 64, "flags": 0, "team": None, "owner": self._users[APPLICATION], "rpc_origins": [],
                "interactions_endpoint_url": None}

    def _put_commands(self, rows: list[Json]) -> list[Json]:
        discord_rules.commands(rows)
        named = {locale for row in rows for locale in row.get("name_localizations", {})}
        if named & self.refused_locales:
            raise Refused(400, 50035, "Invalid Form Body: name_localizations")
        self.commands = [row | {"id": str(self.next_id()), "application_id": str(APPLICATION), "version": "1"} for row in rows]
        return self.commands

    def _open_direct(self, body: Json) -> Json:
        channel = self._direct.get(int(body["recipient_id"]))
        if channel is None:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return self._channels[channel]

    def _post(self, channel: int, body: Json, files: dict[str, bytes]) -> Json:
        if channel not in self._channels:
            raise Refused(404, 10003, "Unknown Channel")
        if channel in self._closed:
            status, code, words = self._closed[channel]
            raise Refused(status, code, words)
        discord_rules.message(body, files, created=True)
        if not body.get("enforce_nonce") or not 1 <= len(body.get("nonce", "")) <= 25:
            raise discord_rules.invalid("nonce: a created message is named, so that it can be sent again")
        known = self._nonces.get((channel, body["nonce"]))
        if known is not None:
            return self.written(channel, known)
        message = self._store(channel, APPLICATION, body, files)
        self._nonces[channel, body["nonce"]] = int(message["id"])
        return public(message)

    def _edit(self, channel: int, number: int, body: Json, files: dict[str, bytes]) -> Json:
        discord_rules.message(body, files, created=False)
        found = next((message for message in self._messages[channel] if message["id"] == str(number)), None)
        if found is None or found["author"]["id"] != str(APPLICATION):
            raise Refused(404, 10008, "Unknown Message")
        return public(self._changed(found, body, files))

    def _interaction(self, token: str) -> Interaction:
        found = self.interactions.get(token)
        if found is None or time.monotonic() - found.at > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        if found.kind is None:
            raise Refused(404, 10015, "Unknown Webhook")
        return found

    def _callback(self, token: str, body: Json) -> None:
        found = self.interactions.get(token)
        if found is None or (time.monotonic() - found.at > CALLBACK_SECONDS and found.kind is None):
            raise Refused(404, 10062, "Unknown interaction")
        if found.kind is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        data = body.get("data") or {}
        if body["type"] == 9:
            discord_rules.window(data)
        elif body["type"] == 8:
            discord_rules.suggestions(data)
        elif body["type"] not in {5, 6}:
            raise discord_rules.invalid("type")
        found.kind, found.data, found.ephemeral = body["type"], data, bool(data.get("flags", 0) & EPHEMERAL)
        if found.kind == 5:
            thinking = self._store(found.channel, APPLICATION, {}, {}, found.user if found.ephemeral else None)
            thinking["_thinking"] = True
            found.original = int(thinking["id"])

    def _complete(self, token: str, number: str, body: Json, files: dict[str, bytes]) -> Json:
        found = self._interaction(token)
        discord_rules.message(body, files, created=False)
        wanted = str(found.original) if number == "@original" else number
        message = next((each for each in self._messages[found.channel] if each["id"] == wanted), None)
        if message is None:
            raise Refused(404, 10008, "Unknown Message")
        return public(self._changed(message, body, files))

    def _follow(self, token: str, body: Json, files: dict[str, bytes]) -> Json:
        found = self._interaction(token)
        discord_rules.message(body, files, created=True)
        hidden = found.user if body.get("flags", 0) & EPHEMERAL else None
        return public(self._store(found.channel, APPLICATION, body, files, hidden))

    def _withdraw(self, token: str) -> None:
        found = self._interaction(token)
        self._messages[found.channel] = [each for each in self._messages[found.channel] if each["id"] != str(found.original)]

    def _store(self, channel: int, author: int, body: Json, files: dict[str, bytes] | None, hidden: int | None = None) -> Json:
        message: Json = {
            "id": str(self.next_id()), "channel_id": str(channel), "author": self._users[author], "content": "",
            "timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [],
            "mention_roles": [], "attachments": [], "embeds": [], "components": [], "pinned": False, "type": 0, "_for": hidden,
            "flags": EPHEMERAL if hidden else 0,
        }
        self._messages[channel].append(message)
        return self._changed(message, body, files or {})

    def _changed(self, message: Json, body: Json, files: dict[str, bytes]) -> Json:
        message["_thinking"] = False
        message |= {name: body[name] for name in ("content", "embeds", "mentions", "sticker_items", "webhook_id", "type") if name in body}
        if "components" in body:
            message["components"] = [row | {"components": [part | {"id": at} for at, part in enumerate(row["components"])]} for row in body["components"]]
        if "attachments" in body:
            message["attachments"] = [
                {"id": str(self.next_id()), "filename": each["filename"], "size": len(files[f"files[{each['id']}]"]), "url": "https://cdn.example/x",
                 "proxy_url": "https://cdn.example/x", "description": each.get("description")} for each in body["attachments"]]
        if reference := body.get("message_reference"):
            message["_reply_to"] = int(reference["message_id"])
        return message


def public(message: Json) -> Json:
    return {name: part for name, part in message.items() if not name.startswith("_")}


async def _body(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    files: dict[str, bytes] = {}
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), files
    body: Any = None
    async for part in await request.multipart():
        raw = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(raw)
        else:
            files[part.name or ""] = raw
    return body, files
