"""Every setting is explained in the reference and in .env.example, and both say what the code does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from bots.runtime.settings import Settings
from tests.architecture.project_tree import PACKAGES, ROOT, project_files, text_of

ASSIGNMENT = re.compile(r"^# ([A-Z_]+)=(.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def generated() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs/generate.py"))


def test_the_generated_pages_are_up_to_date(generated: dict[str, Any]) -> None:
    stale = [str(path.relative_to(ROOT)) for path, text in generated["pages"]().items() if path.read_text("utf-8") != text]
    assert stale == [], "run `make docs`"


def test_the_example_names_each_setting_once_and_the_page_explains_it() -> None:
    named = [name for name, _ in ASSIGNMENT.findall((ROOT / ".env.example").read_text("utf-8"))]
    page = (ROOT / "docs/reference/configuration.md").read_text("utf-8")
    assert len(named) == len(set(named)) == len(Settings.model_fields)
    assert [name for name in named if f"| `{name}`" not in page] == []


def test_a_copied_example_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, _ in ASSIGNMENT.findall((ROOT / ".env.example").read_text("utf-8")):
        monkeypatch.delenv(name, raising=False)
    copied = tmp_path / ".env"
    copied.write_text((ROOT / ".env.example").read_text("utf-8"), "utf-8")
    assert Settings(_env_file=copied) == Settings(_env_file=None)  # type: ignore[call-arg]


def test_every_line_of_the_example_may_be_used_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    used = tmp_path / ".env"
    used.write_text("\n".join(f"{name}={value}" for name, value in ASSIGNMENT.findall(example)), "utf-8")
    for name, _ in ASSIGNMENT.findall(example):
        monkeypatch.delenv(name, raising=False)
    assert Settings(_env_file=used) == Settings(_env_file=None)  # type: ignore[call-arg]


def test_the_page_explains_every_variable_that_the_code_names() -> None:
    sources = "\n".join(text_of(path) or "" for path in project_files() if path.suffix == ".py" and path.parts[0] in PACKAGES)
    page = (ROOT / "docs/reference/configuration.md").read_text("utf-8")
    assert {name for name in re.findall(r"\bTRADEWIND_[A-Z_]*[A-Z]\b", sources) if f"`{name}`" not in page} == set()


def test_the_image_sets_only_settings_that_exist(generated: dict[str, Any]) -> None:
    set_by_image = set(re.findall(r"\b(TRADEWIND_\w+)=", (ROOT / "Dockerfile").read_text("utf-8")))
    known = {name for field, info in Settings.model_fields.items() for name in generated["names"](field, info)}
    assert set_by_image - known == set()
    assert set_by_image == {"TRADEWIND_DATA_DIR", "TRADEWIND_HOST", "TRADEWIND_PORT"}


def test_an_up_to_date_project_passes_the_check(generated: dict[str, Any]) -> None:
    assert generated["main"](["--check"]) == 0
