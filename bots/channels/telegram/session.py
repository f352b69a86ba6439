"""aiogram's HTTP session, made lean: JSON bodies where no file is sent, tolerant decoding, no token in any error."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, SendPhoto, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import ClientError, ClientTimeout

PUBLIC_API = "https://api.telegram.org"
_SURROGATES = re.compile("[\ud800-\udfff]")
_JSON = {"Content-Type": "application/json"}


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, each update left as JSON: one that aiogram cannot read must not hold up all that come with it."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class LeanSession(AiohttpSession):
    """Sends what needs no upload as one JSON document (the Bot API takes both); a form costs twice the CPU."""

    def __init__(self, api: str = PUBLIC_API) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api), json_loads=loads)

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        """As aiogram's, with errors free of the token. Raises its exceptions."""
        try:
            if _uploads(method):
                return await super().make_request(bot, method, timeout)
            return await self._post(bot, method, self.timeout if timeout is None else timeout)
        except TelegramNetworkError as error:
            message = redacted(error.message, bot.token)
        except (TimeoutError, ClientError, OSError) as error:
            message = redacted(f"{type(error).__name__}: {error}", bot.token)
        # Raised outside the handlers: an error's cause and context would carry the address with the token in it.
        raise TelegramNetworkError(method=method, message=message)

    async def _post(self, bot: Bot, method: TelegramMethod[TelegramType], seconds: float) -> TelegramType:
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        async with session.post(
            url, data=body_of(method), headers=_JSON, timeout=ClientTimeout(total=seconds)
        ) as response:
            content = await response.read()
        checked = self.check_response(bot, method, response.status, cast(str, content))
        return cast(TelegramType, checked.result)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str | bytes
    ) -> Response[TelegramType]:
        """As aiogram's, but a gateway's HTML page is an outage, not an answer that cannot be decoded."""
        if status_code >= 500 and content.lstrip()[:1] not in {"{", b"{"}:
            raise TelegramServerError(method=method, message=f"HTTP {status_code}")
        return super().check_response(bot, method, status_code, cast(str, content))


def _uploads(method: TelegramMethod[Any]) -> bool:
    return isinstance(method, SendPhoto) and isinstance(method.photo, InputFile)


def body_of(method: TelegramMethod[Any]) -> bytes:
    """The JSON of a method that uploads nothing: only what was set, nothing null."""
    return orjson.dumps(method.model_dump(exclude_unset=True, exclude_none=True, warnings=False))


def loads(content: str | bytes) -> Any:
    """JSON as Telegram sends it; a lone surrogate, which orjson refuses, becomes the replacement sign."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return _whole(json.loads(content))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value


def redacted(text: str, token: str) -> str:
    """The text without the bot's token, for logs and errors."""
    return text.replace(token, "<token>").replace(token.partition(":")[2], "<token>")
