"""Strict types in every package."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

from tests.architecture.project_tree import PACKAGES, ROOT


def mypy(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mypy", "--no-error-summary", *options],
                          cwd=ROOT, capture_output=True, text=True, check=False)


def test_mypy_finds_nothing() -> None:
    run = mypy()
    if run.returncode:  # two runs at once can leave a cache that finds what is not there
        run = mypy("--cache-dir", os.devnull)
    assert run.returncode == 0, run.stdout + run.stderr


def test_all_four_packages_are_checked_strictly_and_say_that_they_are_typed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    assert sorted(settings["packages"]) == sorted(PACKAGES)
    assert [name for name in PACKAGES if not (ROOT / name / "py.typed").is_file()] == []
