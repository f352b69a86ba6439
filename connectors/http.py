"""The one way out to other people's servers: only where it may go, only so long, only so much, and no secret in any error."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import math
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx2
import stamina

from commerce_core.ports import Declined, Unavailable, Unknown

MOST_REDIRECTS = 3
LONGEST_QUOTE = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HIDDEN = "[hidden]"
T = TypeVar("T")


class Busy(Unavailable):
    """The other side says when to come again: `retry_after` seconds from now (None: it does not say)."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a client goes: seconds for one exchange, bytes of one answer, times in all, seconds it waits when told to.

    `loopback_http` lets it talk plain http to this very machine, for tests and for a platform that runs beside the shop.
    """

    seconds: float = 20.0
    most_bytes: int = 16 * 2**20
    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 120.0
    loopback_http: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: header names in small letters, the whole body, never more than the bounds allow."""

    where: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON, decimals exact. Raises Declined for what is not JSON."""
        try:
            return json.loads(self.body, parse_float=Decimal, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise Declined(f"{self.where} answered with something that is not JSON") from None


class GuardedClient:
    """HTTP with the house's guards. Only https, only public addresses (each looked up once and then connected to), no
    proxy, no redirect to another origin, a size limit while reading. `secrets` never stand in an error.
    """

    def __init__(self, bounds: Bounds = Bounds(), secrets: tuple[str, ...] = ()) -> None:
        self.bounds = bounds
        self._secrets = tuple(sorted((each for each in secrets if each), key=len, reverse=True))
        self._client: httpx2.AsyncClient | None = None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, params: Mapping[str, str] | None = None,
        content: bytes | None = None, safe: bool,
    ) -> Response:
        """One exchange. `safe` says that asking again does no harm: then no answer is Unavailable, else it is Unknown.

        Raises Busy for 429, and for 503 of a safe request; Unavailable for other 5xx of a safe request, Unknown for those of
        another; Declined for an address it may not go to and for an answer that is too large. Any other status is the
        caller's to judge.
        """
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._exchange(method, url, headers or {}, params, content, safe)
            if response.status not in _REDIRECTS:
                return self._judged(response, safe)
            target = urljoin(url, response.headers.get("location", ""))
            if method != "GET" or _origin(target) != _origin(url):
                raise Declined(f"{response.where} sends us on to {_origin(target)}: give the address it really has")
            url, params = target, None
        raise Declined(f"{_where(method, url)} sends us round and round")

    async def retrying(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask again while it is Unavailable: after what the other side says, else with growing waits. Only for safe asking."""

        def again(error: Exception) -> bool | float:
            if isinstance(error, Busy) and error.retry_after is not None:
                return error.retry_after if error.retry_after <= self.bounds.longest_wait else False
            return isinstance(error, Unavailable)

        attempts = stamina.retry_context(
            on=again, attempts=self.bounds.attempts, timeout=None, wait_initial=self.bounds.first_wait,
            wait_jitter=self.bounds.first_wait, wait_max=30.0,
        )
        async for attempt in attempts:
            with attempt:
                return await ask()
        raise AssertionError("stamina ends with a result or an error")

    def plain(self, words: object) -> str:
        """What the other side says, fit for an error: one short line, no secret of ours."""
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(words)).split())
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"

    def _judged(self, response: Response, safe: bool) -> Response:
        if response.status == 429 or (response.status == 503 and safe):
            after = seconds_until(response.headers.get("retry-after"), datetime.now(UTC))
            raise Busy(f"{response.where} is busy (HTTP {response.status})", after)
        if response.status >= 500:
            message = f"{response.where} failed (HTTP {response.status})"
            raise Unavailable(message) if safe else Unknown(message)
        return response

    async def _exchange(
        self, method: str, url: str, headers: Mapping[str, str], params: Mapping[str, str] | None, content: bytes | None, safe: bool,
    ) -> Response:
        where = self.plain(_where(method, url))
        try:
            async with asyncio.timeout(self.bounds.seconds):
                target, host, name = await self._allowed(url)
                request = self._http().build_request(
                    method, target, params=params, content=content, headers={**headers, "Host": host},
                    extensions={"sni_hostname": name} if name else None,
                )
                return await self._answer(request, where)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
            raise Unavailable(f"{where}: cannot be reached") from None
        except TimeoutError:
            message = f"{where}: no answer in {self.bounds.seconds:g} seconds"
            raise (Unavailable(message) if safe else Unknown(message)) from None
        except httpx2.HTTPError as error:
            message = f"{where}: {type(error).__name__}"
            raise (Unavailable(message) if safe else Unknown(message)) from None
        except httpx2.InvalidURL:
            raise Declined(f"{where}: is not an address") from None

    async def _answer(self, request: httpx2.Request, where: str) -> Response:
        answer = await self._http().send(request, stream=True)
        try:
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > self.bounds.most_bytes:
                    raise Declined(f"{where}: the answer is larger than {self.bounds.most_bytes:,} bytes")
            return Response(where, answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, bytes(body))
        finally:
            await answer.aclose()

    def _http(self) -> httpx2.AsyncClient:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                follow_redirects=False, trust_env=False, timeout=httpx2.Timeout(self.bounds.seconds),
                headers={"User-Agent": "Tradewind", "Accept": "application/json, image/*;q=0.9, */*;q=0.1",
                         "Accept-Encoding": "identity"},
            )
        return self._client

    async def _allowed(self, url: str) -> tuple[str, str, str | None]:
        """(address with the number that was checked, Host header, name for TLS). Raises Declined, Unavailable.

        The number is connected to, not the name: a name that answers differently the second time gains nothing.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise Declined(f"{self.plain(url)!r} is not an address") from None
        if parts.scheme not in {"https", "http"} or not host or parts.username is not None or parts.password is not None:
            raise Declined(f"{self.plain(_bare(url))!r} is not an https address")
        address = await self._number_of(host, port or (443 if parts.scheme == "https" else 80))
        at_home = address.is_loopback and self.bounds.loopback_http
        if parts.scheme == "http" and not at_home:
            raise Declined(f"{self.plain(_origin(url))}: only https is spoken to other machines")
        if not at_home and not _public(address):
            raise Declined(f"{self.plain(_origin(url))} is an address inside a private network: not asked")
        number = f"[{address}]" if address.version == 6 else str(address)
        named = f"[{host}]" if ":" in host else host
        suffix = f":{port}" if port else ""
        target = parts._replace(netloc=number + suffix, fragment="").geturl()
        return target, named + suffix, host if parts.scheme == "https" else None

    async def _number_of(self, host: str, port: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        """The first address of a name; every one of them must be allowed, or a mixed answer could be picked through."""
        try:
            rows = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise Unavailable(f"{self.plain(host)}: there is no such host, or no network") from None
        found = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
        return next((each for each in found if not _public(each)), found[0])


def seconds_until(header: str | None, now: datetime) -> float | None:
    """`Retry-After` in seconds: a number, or a date (RFC 9110, 10.2.3); None where it is missing or cannot be read."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            at = parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Reachable from anywhere: not private, link-local, loopback, multicast or reserved, nor one of those in IPv6 clothes."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inside is not None:
            return _public(inside)
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return _public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "(no address)"
    return f"{parts.scheme}://{parts.hostname}:{port}".removesuffix(":443" if parts.scheme == "https" else ":80")


def _bare(url: str) -> str:
    """Without login and query, which may be secret."""
    return url.partition("?")[0].rpartition("@")[2]


def _where(method: str, url: str) -> str:
    return f"{method} {_origin(url)}{urlsplit(url).path}" if _origin(url) != "(no address)" else f"{method} {_bare(url)}"


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
