"""The Makefile sets up a fresh machine, says clearly when it cannot, and does nothing twice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bots.runtime.commands.bench import NAMES
from tests.architecture.project_tree import ROOT

TARGETS = ("help", "demo", "test", "install", "lint", "bench", "soak", "docs", "lock", "clean")
NEWER_THAN_3_81 = r"\.ONESHELL|\.SHELLFLAGS|\.RECIPEPREFIX|\$\(file |&:|!=|::=|\$\(let |\$\(intcmp |^undefine|^load "
INSTALLED = ".venv/installed"

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine: the Makefile was not tried")


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    without_outer_make = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "PYTHON"}}
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False, env=without_outer_make)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with what `make install` reads, and nothing installed."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_help_names_every_target() -> None:
    assert re.findall(r"^  make (\w+)", make(ROOT, "help").stdout, re.MULTILINE) == list(TARGETS)


def test_every_target_is_more_than_a_file_name() -> None:
    declared = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert declared is not None
    assert sorted(declared[1].split()) == sorted(TARGETS)


def test_every_figure_that_can_be_measured_is() -> None:
    [benches] = re.findall(r"^BENCHES \?= (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert tuple(benches.split()) == NAMES


def test_it_uses_nothing_that_make_3_81_lacks() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    rules = "\n".join(line for line in text.splitlines() if not line.startswith(("\t", "#")))
    assert re.findall(NEWER_THAN_3_81, rules, re.MULTILINE) == []


def test_an_old_python_gets_one_clear_error(project: Path) -> None:
    old = program(project / "bin" / "python3", "exit 1")
    run = make(project, "demo", f"PYTHON={old}")
    assert run.returncode == 2
    assert run.stderr.splitlines()[:3] == [
        f"Tradewind needs Python 3.11 or newer with its venv module; tried: {old}.",
        "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)",
        "or say where it is: make demo PYTHON=/path/to/python3",
    ]
    assert not (project / ".venv").exists()


def installing(project: Path) -> list[str]:
    """What `make install` runs in the environment, when one is there already."""
    program(project / ".venv/bin/python", 'echo "$@" >> .venv/ran')
    run = make(project, "install")
    assert run.returncode == 0, run.stderr
    return [line for line in (project / ".venv/ran").read_text("utf-8").splitlines() if "pip" in line]


def test_everything_is_installed_by_hash_and_the_project_without_asking_for_more(project: Path) -> None:
    build_tools, packages, itself = installing(project)
    assert "--require-hashes -r .venv/build.lock" in build_tools
    assert "--require-hashes --no-build-isolation" in packages and packages.endswith("-r requirements.lock")
    assert itself.endswith("install --no-deps --no-build-isolation --editable .")
    build_lock = (project / ".venv/build.lock").read_text("utf-8")
    assert re.findall(r"^(\S+)==", build_lock, re.MULTILINE) == ["setuptools"]
    assert build_lock.count("--hash=sha256:") == 2


def test_a_second_run_installs_nothing_until_the_lock_changes(project: Path) -> None:
    installing(project)
    assert make(project, "--question", INSTALLED).returncode == 0
    later = (project / INSTALLED).stat().st_mtime + 10
    os.utime(project / "requirements.lock", (later, later))
    assert make(project, "--question", INSTALLED).returncode == 1


def test_an_interrupted_installation_is_done_again(project: Path) -> None:
    program(project / ".venv/bin/python", 'case "$*" in *"-r requirements.lock"*) exit 1;; esac')
    assert make(project, "install").returncode == 2
    assert not (project / INSTALLED).exists()
    assert len(installing(project)) == 3
