"""All that the web pages are given from outside, as small protocols: they name no database and no provider."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bots.messages import Conversation, Json
from bots.web.console.sessions import LoginLinks

MIN_SECRET_BYTES = 32
LANGUAGES = ("en", "es", "zh-Hans", "ar")
CURRENCIES = (
    "EUR", "USD", "GBP", "JPY", "CNY", "AED", "AUD", "BRL", "CAD", "CHF", "CLP", "COP", "CZK", "DKK", "EGP", "HKD", "IDR",
    "ILS", "INR", "KRW", "KWD", "MAD", "MXN", "MYR", "NOK", "NZD", "PEN", "PHP", "PLN", "QAR", "SAR", "SEK", "SGD", "THB",
    "TRY", "TWD", "VND", "ZAR",
)


class Announcements(Protocol):
    """What happens without being asked for. Topics: a chat's key (`web:main:<buyer>`) and `console`."""

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Messages published on the topic from now on, each one JSON document: on a chat's topic a reply (contract:
        reply), on `console` an event of the core, `{"kind", "subject", "data"}`. Leaving the context ends the subscription."""
        ...


class History(Protocol):
    """What was said in a chat, as stored."""

    async def __call__(self, chat: str, limit: int) -> Sequence[Json]:
        """The last `limit` turns of the chat `channel:account:buyer`, oldest first, each
        `{"turn": {"id", "text", "action"} or null, "answer": reply contract}`; null for what was said unasked."""
        ...


class HealthProbe(Protocol):
    """Asks each part the shop cannot work without."""

    async def __call__(self) -> Mapping[str, bool]:
        """Part -> whether it works, such as `{"database": True}`."""
        ...


class ConsoleGateway(Protocol):
    """The way to the business (`commerce_core.api.Core`) from asynchronous code. Who may do what is decided there:
    every command of staff carries its `actor`."""

    async def do(self, command: object) -> Any:
        """Run a command in a transaction of its own. Raises Refusal."""
        ...

    async def ask(self, query: object) -> Any:
        """Run a query on a snapshot. Raises Refusal."""
        ...


@dataclass(frozen=True, slots=True)
class Front:
    """What pages say of the shop: its name, and what a buyer may choose from."""

    name: str
    countries: tuple[str, ...]
    currencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebServices:
    """What `create_app` needs. `secret` signs every cookie (at least 32 random bytes, kept over restarts)."""

    conversation: Conversation
    announcements: Announcements
    health: HealthProbe
    pictures: Path
    secret: bytes
    shop_name: str = "Tradewind"
    account: str = "main"
    history: History | None = None
    languages: tuple[str, ...] = LANGUAGES
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes the buyer may choose from; empty = every country CLDR names."""
    currencies: tuple[str, ...] = CURRENCIES
    console: ConsoleGateway | None = None
    """None = this process serves no console."""
    rooms: ConsoleGateway | None = None
    """Where the live rooms are asked for; None = this process serves none."""
    login_links: LoginLinks | None = None
    front: Callable[[], Front] | None = None
    """The shop as it is now; None = for ever as `shop_name`, `countries` and `currencies` say."""
    own_pictures: Path | None = None
    """Folder of the pictures that came with imported products; looked into before `pictures`."""
    metrics_token: str | None = None
    """When set, /metrics wants it as a bearer token."""

    def shown(self) -> Front:
        """The shop as pages show it at this moment."""
        return self.front() if self.front else Front(self.shop_name, self.countries, self.currencies)
