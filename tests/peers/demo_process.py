"""`tradewind demo` in a process of its own, with a shop of its own, as a stranger starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nlu.engines.embedded import load_or_train


@dataclass(frozen=True)
class Demo:
    """A running demo: its process, what it printed until it was open, and the seconds that took."""

    process: subprocess.Popen[str]
    printed: str
    seconds: float

    @property
    def address(self) -> str:
        """Where the shop is, without a slash at the end."""
        [found] = re.findall(r"Shop \(chat\) +(http://127\.0\.0\.1:\d+)/", self.printed)
        return found

    @property
    def login_link(self) -> str:
        """The console's one-time login."""
        [found] = re.findall(r"Sign in once with +(http://\S+)", self.printed)
        return found

    def stop(self) -> tuple[int, str, float]:
        """Exit status, standard error, and the seconds it took to stop at Ctrl-C."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=15)
        return self.process.returncode, errors, time.monotonic() - began


@contextmanager
def running_demo(folder: Path, **environment: str) -> Iterator[Demo]:
    """A new sample shop under `folder` on a free port; its end is seen to."""
    load_or_train()  # as `make install` does
    own = {name: value for name, value in os.environ.items() if not name.startswith("TRADEWIND_")}
    began = time.monotonic()
    process = subprocess.Popen(
        [Path(sys.executable).parent / "tradewind", "demo", "--port", "0"], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**own, "TRADEWIND_DATA_DIR": str(folder / "data"), "PYTHONUNBUFFERED": "1", **environment},
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
