"""The REST calls of the Discord channel: which route, which body, what an error means, without any waiting of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import ClientError
from discord import DiscordServerError, HTTPException
from discord.http import HTTPClient, Route

from bots.channels.channel import Unreachable
from bots.channels.discord.render import Attachment, Message
from bots.messages import Json

EPHEMERAL = 64
"""Message flag: only the person who acted sees it."""
DEFERRED, AUTOCOMPLETE_RESULT, MODAL = 5, 8, 9
"""Interaction callback types."""
ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION = 40060, 10062
_EXPIRED = frozenset({10015, 10008, 50027, UNKNOWN_INTERACTION})
"""Unknown webhook, unknown message, invalid webhook token, unknown interaction: nothing can be answered there any more."""
_GONE = frozenset({10003, 10013, 50001, 50007, 50013, 50033, 50278})
"""Unknown channel or user, missing access or permission, direct messages closed, no server in common."""
_NONCE_LENGTH = 25


class Expired(Exception):
    """The interaction's token is no longer taken (15 minutes), or it was never acknowledged in time (3 seconds)."""


@dataclass(frozen=True, slots=True)
class Token:
    """What answers an interaction: our application's id and the interaction's token."""

    application: int
    interaction: int
    token: str


class Calls:
    """One bot's calls through discord.py's HTTP client, which keeps to each route's bucket and obeys `retry_after`."""

    def __init__(self, http: HTTPClient) -> None:
        self._http = http

    async def register(self, application: int, commands: Sequence[Json]) -> None:
        """Replace all global commands by these; the same again changes nothing."""
        await self._call("PUT", "/applications/{application}/commands", application=application, json=list(commands))

    async def respond(self, token: Token, kind: int, data: Json) -> None:
        """The first response to an interaction. Raises HTTPException: 40060 where there was one already."""
        await self._call(
            "POST", "/interactions/{webhook_id}/{webhook_token}/callback", webhook_id=token.interaction,
            webhook_token=token.token, json={"type": kind, "data": data},
        )

    async def complete(self, token: Token, message: Message) -> Json:
        """Put a message where "is thinking" stands; again, it is the same message. Raises Expired."""
        return await self._answer("PATCH", "/messages/@original", token, message, {})

    async def follow(self, token: Token, message: Message, ephemeral: bool) -> Json:
        """One more message to the one who acted. Raises Expired. (Discord takes no nonce here.)"""
        return await self._answer("POST", "?wait=true", token, message, {"flags": EPHEMERAL} if ephemeral else {})

    async def replace(self, token: Token, message_id: int, message: Message) -> Json:
        """Give an answer of this interaction new content. Raises Expired."""
        return await self._answer("PATCH", f"/messages/{message_id}", token, emptied(message), {})

    async def withdraw(self, token: Token) -> None:
        """Take "is thinking" away."""
        await self._call(
            "DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhook_id=token.application,
            webhook_token=token.token,
        )

    async def _answer(self, method: str, path: str, token: Token, message: Message, more: Json) -> Json:
        try:
            found: Json = await self._send(
                method, "/webhooks/{webhook_id}/{webhook_token}" + path, message, more, webhook_id=token.application,
                webhook_token=token.token,
            )
        except HTTPException as error:
            if error.code in _EXPIRED:
                raise Expired(error.text) from None
            raise
        return found

    async def post(self, channel: int, message: Message, nonce: str) -> Json:
        """A message in a channel; sent again with the same nonce within minutes it is not a second one. Raises Unreachable."""
        more = {"nonce": nonce, "enforce_nonce": True}
        found: Json = await self._reaching(self._send("POST", "/channels/{channel_id}/messages", message, more, channel_id=channel))
        return found

    async def edit(self, channel: int, message_id: int, message: Message) -> Json:
        """Give a message of ours new content. Raises Unreachable."""
        sending = self._send(
            "PATCH", "/channels/{channel_id}/messages/{message_id}", emptied(message), {}, channel_id=channel, message_id=message_id
        )
        found: Json = await self._reaching(sending)
        return found

    async def direct_channel(self, user: int) -> int:
        """The channel of the direct messages with a person. Raises Unreachable."""
        found = await self._reaching(self._call("POST", "/users/@me/channels", json={"recipient_id": str(user)}))
        return int(found["id"])

    async def _reaching(self, call: Any) -> Any:
        try:
            return await call
        except HTTPException as error:
            if error.code in _GONE or error.status == 403:
                raise Unreachable(error.text) from None
            raise

    async def _send(self, method: str, path: str, message: Message, more: Json, **where: Any) -> Any:
        body = message.body | more
        if not message.files:
            return await self._call(method, path, json=body, **where)
        return await self._call(method, path, form=_form(body, message.files), **where)

    async def _call(
        self, method: str, path: str, *, json: Any = None, form: list[dict[str, Any]] | None = None, **where: Any
    ) -> Any:
        route = Route(method, path, **where)
        if form is not None:
            return await self._http.request(route, form=form)
        return await (self._http.request(route) if json is None else self._http.request(route, json=json))


def _form(body: Json, files: Sequence[Attachment]) -> list[dict[str, Any]]:
    listed = [
        {"id": str(at), "filename": each.file.name} | ({"description": each.alt} if each.alt else {}) for at, each in enumerate(files)
    ]
    payload = orjson.dumps(body | {"attachments": listed}).decode()
    parts: list[dict[str, Any]] = [{"name": "payload_json", "value": payload, "content_type": "application/json"}]
    for at, each in enumerate(files):
        parts.append({
            "name": f"files[{at}]", "value": each.file.data, "filename": each.file.name, "content_type": each.file.media_type,
        })
    return parts


def emptied(message: Message) -> Message:
    """The message with every part named, for an edit: what is not named would stay as it was."""
    kept = {"content": "", "embeds": [], "components": []} | ({} if message.files else {"attachments": []})
    return Message(kept | message.body, message.files)


def nonce(account: str, answer_id: str, channel: int, number: int) -> str:
    """What names one message of one answer in one channel: 25 characters, the most that Discord takes."""
    named = f"{account}\n{answer_id}\n{channel}\n{number}".encode()
    return hashlib.blake2b(named, digest_size=13).hexdigest()[:_NONCE_LENGTH]


def worth_retrying(error: Exception) -> bool:
    """Outages, and a ban at the edge of Discord's network (429 without its own words); not what stays refused."""
    if isinstance(error, HTTPException):
        return isinstance(error, DiscordServerError) or error.status >= 500 or error.status == 429
    return isinstance(error, ClientError | OSError | TimeoutError)
