"""A private Redis for tests: the machine's own binary on a free loopback port, which may be killed, frozen and started again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NO_REDIS = "no redis-server on this machine: nothing was tried on Redis (see CONTRIBUTING.md)"
_START_SECONDS = 10.0
_STARTS = 5


class RedisServer:
    """One server and its folder. With `durable` it remembers every write over a kill, without it nothing."""

    def __init__(self, binary: str, folder: Path, durable: bool) -> None:
        self._command = [
            binary, "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", "--loglevel", "warning",
            "--appendonly", "yes" if durable else "no", "--appendfsync", "always",
        ]
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Until it answers; on the same port when it ran before. Raises RuntimeError when it does not start."""
        for _ in range(_STARTS):
            port = self.port or _free_port()
            self._process = subprocess.Popen(
                [*self._command, "--port", str(port)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if _answers(port, self._process):
                self.port = port
                return
            self.kill()
        raise RuntimeError("redis-server did not start")

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone. Idempotent."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Take connections but answer nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def tell(self, *words: str) -> bytes:
        """A command beside the bus under test, such as FLUSHALL; the first bytes of its answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as link:
            link.sendall(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w.encode()) for w in words))
            return link.recv(65_536)


@contextmanager
def redis_server(durable: bool = False) -> Iterator[RedisServer]:
    """A server of one's own. Without a binary the test is skipped; in CI (CI=true) it fails."""
    binary = shutil.which("redis-server")
    if binary is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_REDIS, pytrace=False)
        pytest.skip(NO_REDIS)
    folder = Path(tempfile.mkdtemp(prefix="redis-"))
    server = RedisServer(binary, folder, durable)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis_url() -> Iterator[str]:
    """The server of REDIS_URL where it is given, else a private one."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    with redis_server() as server:
        yield server.url


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether it is ready (a durable one first reads what it remembers)."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as link:
                link.sendall(b"PING\r\n")
                if link.recv(64).startswith(b"+PONG"):
                    return True
        except OSError:
            pass
        time.sleep(0.01)
    return False
