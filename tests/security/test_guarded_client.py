"""The way out: where it may not go, what it does not follow, what it never says."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.responses import Response

from commerce_core.ports import Declined, Unavailable, Unknown
from connectors.http import Bounds, Busy, GuardedClient, seconds_until
from tests.peers.storefronts import Storefront, standing

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def peer() -> Iterator[Storefront]:
    with standing("medusa") as storefront:
        yield storefront


def sent(url: str, bounds: Bounds = Bounds(seconds=2, loopback_http=True), method: str = "GET", safe: bool = True, **more: Any) -> Any:  # noqa: B008
    async def run() -> Any:
        client = GuardedClient(bounds, ("top-secret",))
        try:
            return await client.send(method, url, safe=safe, **more)
        finally:
            await client.close()

    return asyncio.run(run())


@pytest.mark.parametrize("url", [
    "https://10.0.0.1/", "https://192.168.1.1/", "https://172.16.9.9/", "https://169.254.169.254/latest/meta-data/", "https://0.0.0.0/",
    "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/", "https://100.64.0.1/", "https://224.0.0.1/", "https://2130706433/", "https://127.1/", "https://0x7f.1/",
])
def test_addresses_inside_a_network_are_not_asked(url: str) -> None:
    with pytest.raises(Declined, match="inside a private network"):
        sent(url, Bounds(seconds=2))


@pytest.mark.parametrize("url", ["ftp://shop.example/", "file:///etc/passwd", "https://", "//shop.example", "https://user:pw@shop.example/",
                                 "https://shop.example:99999/", "javascript:alert(1)", ""])
def test_what_is_no_https_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Declined) as refused:
        sent(url)
    assert "pw" not in str(refused.value)


def test_plain_http_is_spoken_to_this_machine_alone_and_only_when_allowed(peer: Storefront) -> None:
    assert sent(f"{peer.origin}/media/mug.png").status == 200
    with pytest.raises(Declined, match="only https"):
        sent(f"{peer.origin}/media/mug.png", Bounds(seconds=2))
    with pytest.raises(Declined, match="only https"):
        sent("http://93.184.215.14/")


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(*args: Any, **more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in ("93.184.215.14", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", rows)
    with pytest.raises(Declined, match="inside a private network"):
        sent("https://shop.example/")


def test_the_number_that_was_checked_is_the_one_connected_to(peer: Storefront, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def rows(host: Any, *args: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "shop.test" else host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rows)
    port = peer.origin.rpartition(":")[2]
    assert sent(f"http://shop.test:{port}/media/mug.png").status == 200
    assert asked.count("shop.test") == 1
    assert peer.headers[-1]["host"] == f"shop.test:{port}"


def test_a_redirect_is_followed_only_to_the_same_origin(peer: Storefront) -> None:
    peer.instead.append(Response(status_code=301, headers={"Location": "/media/mug.png"}))
    assert sent(f"{peer.origin}/old").status == 200
    for target in ("https://elsewhere.example/", "http://169.254.169.254/", f"{peer.origin}0/", "//evil.example/x"):
        peer.instead.append(Response(status_code=302, headers={"Location": target}))
        with pytest.raises(Declined, match="sends us on"):
            sent(f"{peer.origin}/old")
    peer.instead.append(Response(status_code=307, headers={"Location": "/media/mug.png"}))
    with pytest.raises(Declined, match="sends us on"):
        sent(f"{peer.origin}/old", method="POST", safe=False)


def test_redirects_without_end_end(peer: Storefront) -> None:
    peer.instead.extend(Response(status_code=302, headers={"Location": "/round"}) for _ in range(9))
    with pytest.raises(Declined, match="round and round"):
        sent(f"{peer.origin}/round")
    assert len(peer.asked) == 4


def test_no_error_tells_a_query_a_header_or_a_secret(peer: Storefront) -> None:
    peer.instead.append(Response(status_code=500))
    with pytest.raises(Unavailable) as failed:
        sent(f"{peer.origin}/top-secret?key=top-secret", headers={"Authorization": "Bearer top-secret"})
    assert str(failed.value) == f"GET {peer.origin}/[hidden] failed (HTTP 500)"
    assert failed.value.__cause__ is None
    client = GuardedClient(Bounds(), ("top-secret",))
    assert client.plain("it said\n\x1b[31m top-secret!") == "it said [31m [hidden]!"
    assert len(client.plain("x" * 999)) == 201


def test_what_was_never_sent_is_unavailable_and_what_broke_off_is_unknown(peer: Storefront) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with pytest.raises(Unavailable, match="cannot be reached"):
            sent(closed, method="POST", safe=False)
        free.listen()
        with pytest.raises(Unknown, match=r"no answer|ReadTimeout"):
            sent(closed, Bounds(seconds=0.2, loopback_http=True), method="POST", safe=False)
        with pytest.raises(Unavailable, match=r"no answer|ReadTimeout"):
            sent(closed, Bounds(seconds=0.2, loopback_http=True))
    peer.instead.append(Response(status_code=503))
    with pytest.raises(Unknown):
        sent(f"{peer.origin}/", method="POST", safe=False)
    peer.instead.append(Response(status_code=429, headers={"Retry-After": "7"}))
    with pytest.raises(Busy) as busy:
        sent(f"{peer.origin}/", method="POST", safe=False)
    assert busy.value.retry_after == 7.0


@pytest.mark.parametrize(("header", "seconds"), [
    (None, None), ("120", 120.0), ("0.5", 0.5), ("-3", 0.0), ("Mon, 02 Mar 2026 10:01:30 GMT", 90.0), ("Mon, 02 Mar 2026 09:00:00 GMT", 0.0),
    ("soon", None), ("nan", None), ("inf", None), ("", None),
])
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert seconds_until(header, NOW) == seconds
