"""`tradewind demo` as a stranger runs it: open within seconds, and gone at Ctrl-C even while a page is open."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from nlu.engines.embedded import load_or_train

OPEN_WITHIN = 5.0
"""Seconds, as promised; a machine that runs the rest of the suite beside it is given SLACK more."""
SLACK = 10.0


@dataclass(frozen=True)
class Demo:
    process: subprocess.Popen[str]
    printed: str
    seconds: float

    @property
    def address(self) -> str:
        [found] = re.findall(r"Shop \(chat\) +(http://127\.0\.0\.1:\d+)/", self.printed)
        return found

    def stop(self) -> tuple[int, str, float]:
        """Exit status, standard error, and the seconds it took to stop at Ctrl-C."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=15)
        return self.process.returncode, errors, time.monotonic() - began


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    load_or_train()  # as `make install` does
    own = {name: value for name, value in os.environ.items() if not name.startswith("TRADEWIND_")}
    began = time.monotonic()
    process = subprocess.Popen(
        [Path(sys.executable).parent / "tradewind", "demo", "--port", "0"], cwd=tmp_path, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**own, "TRADEWIND_DATA_DIR": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    printed = ""
    while "Ctrl-C" not in printed and (line := process.stdout.readline()):
        printed += line
    try:
        yield Demo(process, printed, time.monotonic() - began)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_it_opens_in_seconds_says_where_it_is_and_ends_at_once_with_a_page_open(demo: Demo) -> None:
    assert demo.seconds < OPEN_WITHIN + SLACK
    assert re.search(r"Merchant console +http://127\.0\.0\.1:\d+/console\n", demo.printed)
    assert re.search(r"or as +merchant / \S{16} ", demo.printed)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    assert browser.open(f"{demo.address}/health", timeout=5).status == 200
    assert b"<!doctype html>" in browser.open(demo.address, timeout=5).read()
    stream = browser.open(f"{demo.address}/api/chat/events", timeout=5)
    assert stream.readline() == b"retry: 2000\n"
    status, errors, seconds = demo.stop()
    assert (status, errors) == (0, "")
    assert seconds < SLACK
