"""What the packages import is what pyproject.toml asks for, no less and no more."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.project_tree import PACKAGES, ROOT, project_files, text_of

USED_WITHOUT_AN_IMPORT = {
    "python-multipart": "FastAPI reads forms with it",
    "python-stdnum": "its modules are loaded by the names that the facts about tax ids give",
}
WITH_ANOTHER = {"starlette": "fastapi", "scipy": "scikit-learn", "aiohttp": "aiogram", "pydantic": "pydantic-settings",
                "yarl": "discord-py"}
"""Imported package -> the dependency that it is an inseparable part of and whose version decides its own."""


def distribution(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def asked() -> frozenset[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return frozenset(distribution(re.split(r"[^\w.-]", entry, maxsplit=1)[0]) for entry in project["dependencies"])


@cache
def imported() -> frozenset[str]:
    """Top-level names that the four packages import from outside themselves and outside the standard library."""
    names: set[str] = set()
    for path in project_files():
        if path.suffix == ".py" and path.parts[0] in PACKAGES:
            for node in ast.walk(ast.parse(text_of(path) or "")):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    return frozenset(names - set(sys.stdlib_module_names) - set(PACKAGES))


@cache
def distributions_of_imports() -> dict[str, frozenset[str]]:
    providers = packages_distributions()
    return {name: frozenset(map(distribution, providers.get(name, ()))) for name in imported()}


def test_every_import_comes_from_a_dependency_that_is_asked_for() -> None:
    missing = {
        name: sorted(found) for name, found in distributions_of_imports().items()
        if not found & asked() and not {WITH_ANOTHER.get(each) for each in found} & asked()
    }
    assert missing == {}


def test_every_dependency_that_is_asked_for_is_imported() -> None:
    used = frozenset().union(*distributions_of_imports().values()) | USED_WITHOUT_AN_IMPORT.keys()
    assert asked() - used == set()
