"""The files that make the project: what a clone would hold, with the work not committed yet."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bots", "connectors", "nlu", "commerce_core")


@cache
def project_files() -> tuple[Path, ...]:
    """Every tracked or not ignored file, relative to the project's root, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()
    names = {Path(name) for name in listed.split("\0") if name}
    return tuple(sorted(path for path in names if (ROOT / path).is_file()))


def text_of(path: Path) -> str | None:
    """The file's text; None when it is not UTF-8 text (a picture, a model)."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return None
