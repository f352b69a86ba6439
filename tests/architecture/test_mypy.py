"""Strict types in every package."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from tests.architecture.project_tree import PACKAGES, ROOT


def test_mypy_finds_nothing() -> None:
    run = subprocess.run([sys.executable, "-m", "mypy", "--no-error-summary"],
                         cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_all_four_packages_are_checked_strictly_and_say_that_they_are_typed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    assert sorted(settings["packages"]) == sorted(PACKAGES)
    assert [name for name in PACKAGES if not (ROOT / name / "py.typed").is_file()] == []
