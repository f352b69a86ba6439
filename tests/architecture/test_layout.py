"""The house has the rooms that its design names, and each says what it is for."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.project_tree import PACKAGES, ROOT, project_files, text_of

FOLDERS = (
    "bots", "connectors", "nlu", "commerce_core", "docs", "benchmarks", "tests",
    "bots/channels", "bots/channels/telegram", "bots/channels/web", "bots/channels/console", "bots/dialogue",
    "bots/dialogue/locales", "bots/dialogue/skills", "bots/web", "bots/runtime",
    "commerce_core/domain", "commerce_core/services", "commerce_core/storage/migrations", "commerce_core/reference",
    "nlu/data", "nlu/engines", "connectors/payments", "connectors/carriers", "connectors/rates",
    "docs/tutorial", "docs/howto", "docs/reference", "docs/explanation", "docs/decisions",
    "tests/unit", "tests/contract", "tests/properties", "tests/integration", "tests/e2e", "tests/security",
    "tests/architecture",
)
FILES = (
    "README.md", "Makefile", "pyproject.toml", "requirements.lock", "docker-compose.yml", "Dockerfile", ".env.example",
    ".ci/run", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_folder_exists_and_holds_something(folder: str) -> None:
    assert any(path.as_posix().startswith(f"{folder}/") for path in project_files())


@pytest.mark.parametrize("name", FILES)
def test_the_file_exists_and_says_something(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_every_module_says_in_its_docstring_what_it_promises() -> None:
    modules = [path for path in project_files() if path.suffix == ".py" and path.parts[0] in PACKAGES]
    silent = [str(path) for path in modules if (text := text_of(path)) and not ast.get_docstring(ast.parse(text))]
    assert silent == []
