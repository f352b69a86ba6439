"""requirements.lock pins and hashes everything that pyproject.toml asks for, and holds no address."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from tests.architecture.project_tree import ROOT

PINNED = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\d\S*)(?: ; .+)?$")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@cache
def locked() -> dict[str, list[str]]:
    """Requirement line (name, version, marker) -> its hashes."""
    text = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    entries = [re.split(r" +(?=--hash)", line.strip()) for line in text.splitlines() if line.strip()]
    return {entry[0].strip(): [part.strip() for part in entry[1:]] for entry in entries}


def test_every_locked_package_has_one_exact_version() -> None:
    assert [entry for entry in locked() if not PINNED.match(entry)] == []


def test_every_locked_package_has_a_hash() -> None:
    assert [entry for entry, hashes in locked().items() if not hashes or not all(map(HASH.fullmatch, hashes))] == []


def test_the_lock_holds_no_address_and_no_option() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert re.findall(r"\w+://\S*|^-.*", text, re.MULTILINE) == []


def test_every_dependency_of_the_project_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", entry)[0]).lower() for entry in asked}  # type: ignore[index]
    assert names - {found.group(1) for entry in locked() if (found := PINNED.match(entry))} == set()
