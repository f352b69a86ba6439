"""Who may import whom, as pyproject.toml declares it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.project_tree import PACKAGES, ROOT


def test_every_import_contract_is_kept() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert ", 0 broken." in run.stdout


def test_the_contracts_cover_all_four_packages() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert sorted(declared["root_packages"]) == sorted(PACKAGES)
    assert declared["contracts"][0]["layers"] == ["bots", "connectors | nlu", "commerce_core"]
