"""An installed Tradewind holds every file that its packages read: pages, words, facts, examples, floors."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.project_tree import PACKAGES, ROOT, project_files

INSTALLED_TOO = (*PACKAGES, "benchmarks")
METADATA = ("pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel that is built from a copy, so that nothing is left in the work tree."""
    copy = tmp_path_factory.mktemp("source")
    for path in project_files():
        if path.parts[0] in INSTALLED_TOO or path.as_posix() in METADATA:
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, copy / path)
    build = "from setuptools import build_meta; build_meta.build_wheel('.')"
    run = subprocess.run([sys.executable, "-c", build], cwd=copy, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    [built] = copy.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_every_file_of_the_packages_is_in_the_wheel(wheel: set[str]) -> None:
    expected = {path.as_posix() for path in project_files() if path.parts[0] in INSTALLED_TOO}
    assert expected - wheel == set()


def test_the_wheel_holds_no_tests_and_no_documents(wheel: set[str]) -> None:
    tops = {Path(name).parts[0] for name in wheel}
    assert tops - set(INSTALLED_TOO) == {"tradewind-0.1.0.dist-info"}
