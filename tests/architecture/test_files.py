"""What holds for every file: no address of a package registry, no file too long to read, no name that says nothing."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.project_tree import project_files, text_of

LONGEST_PYTHON_FILE = 600
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
# in pieces, so that this file does not hold what it forbids
REGISTRY_HOSTS = tuple(".".join(labels) for labels in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("deb", "debian", "org"),
    ("security", "debian", "org"), ("archive", "ubuntu", "com"), ("docker", "io"), ("docker", "com"), ("ghcr", "io"),
    ("quay", "io"), ("gcr", "io"), ("mcr", "microsoft", "com"), ("crates", "io"), ("proxy", "golang", "org"),
    ("conda", "anaconda", "org"), ("rubygems", "org"), ("maven", "org"),
))
# a run of letters before or after makes another name ("crates.iot"); a label before is a host below it
HOST = re.compile(r"(?<![\w-])(?:[\w-]+\.)*(?:" + "|".join(map(re.escape, REGISTRY_HOSTS)) + r")(?![\w-])", re.IGNORECASE)


def python_files() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".py"]


def registry_hosts_in(text: str) -> list[str]:
    return [found.group() for found in HOST.finditer(text)]


def test_a_registry_host_is_recognised_wherever_it_stands() -> None:
    host = ".".join(("pypi", "org"))
    assert registry_hosts_in(f"--index-url https://{host}/simple") == [host]
    assert registry_hosts_in(f"FROM mirror.{host}/python") == [f"mirror.{host}"]
    assert registry_hosts_in(f"my{host} {host}anic python:3.11-slim") == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = {str(path): hosts for path in project_files() if (text := text_of(path)) and (hosts := registry_hosts_in(text))}
    assert found == {}


def test_no_python_file_is_too_long_to_read() -> None:
    lengths = {str(path): (text_of(path) or "").count("\n") for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_PYTHON_FILE} == {}


def test_every_module_and_folder_has_a_name_that_says_what_it_holds() -> None:
    named = {str(path) for path in python_files() if NAMES_THAT_SAY_NOTHING & {*path.parent.parts, path.stem}}
    assert named == set()


def test_no_two_test_files_share_a_name() -> None:
    names = [path.name for path in python_files() if path.name.startswith("test_")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_text_file_ends_its_lines_with_a_newline_alone() -> None:
    texts = {path: text for path in project_files() if path.suffix in {".py", ".md", ".toml", ".yml", ".ftl"}
             and (text := text_of(path))}
    assert [str(path) for path, text in texts.items() if "\r" in text or not text.endswith("\n")] == []
