"""One style for every file of the project."""

from __future__ import annotations

import subprocess

from ruff import find_ruff_bin

from tests.architecture.project_tree import ROOT


def test_ruff_finds_nothing() -> None:
    run = subprocess.run([find_ruff_bin(), "check", "--output-format", "concise", "."],
                         cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
