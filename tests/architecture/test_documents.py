"""What the pages for people name exists: commands, options, make targets, files behind links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.commands import command_options, commands
from tests.architecture.project_tree import ROOT, project_files, text_of
from tests.architecture.test_makefile import TARGETS

FENCED = re.compile(r"^```(?:console|sh|bash|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
PROGRAM = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?(?:docker compose exec tradewind )?(make|tradewind)(?: (.+?))?(?:\s+#.*| [|<>].*)?$")


def pages() -> list[Path]:
    """Pages about this version; the changelog and decisions also speak of what was or will be."""
    return [path for path in project_files() if path.suffix == ".md" and path.parts[:2] != ("docs", "decisions")
            and path.name != "CHANGELOG.md"]


def named_commands(program: str, text: str) -> Iterator[str]:
    """The words after `program` wherever the text shows a command line: in a console block or in backquotes."""
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()] + QUOTED.findall(text)
    for line in lines:
        found = PROGRAM.match(line.strip())
        if found and found[1] == program and found[2]:
            yield found[2]


def unknown(words: str) -> str | None:
    """What of `tradewind WORDS` does not exist, or None."""
    name = next((known for known in sorted(commands(), key=len, reverse=True) if f"{words} ".startswith(f"{known} ")), None)
    if name is None:
        return None if words.startswith("-") else f"tradewind {words}"
    options = {word.partition("=")[0] for word in words.split() if word.startswith("--")} - {"--help", "--"}
    wrong = options - command_options(name)
    return f"tradewind {name}: {sorted(wrong)}" if wrong else None


def test_a_command_line_is_found_in_blocks_and_in_backquotes() -> None:
    text = "Type `make demo`, then:\n```console\n$ tradewind chat --jsonl < turns.jsonl\nmake test      # the suite\n```\n`make it so, please`"
    assert list(named_commands("make", text)) == ["test", "demo", "it so, please"]
    assert list(named_commands("tradewind", text)) == ["chat --jsonl"]


def test_every_make_target_that_is_named_exists() -> None:
    named = {(str(path), words.split()[0]) for path in pages() for words in named_commands("make", text_of(path) or "")}
    assert {(page, word) for page, word in named if word not in TARGETS} == set()
    assert {("README.md", "demo"), ("README.md", "test")} <= named


def test_every_command_that_is_named_exists_with_its_options() -> None:
    wrong = {str(path): missing for path in pages() for words in named_commands("tradewind", text_of(path) or "")
             if (missing := unknown(words))}
    assert wrong == {}


def test_every_file_behind_a_link_exists() -> None:
    links = [(path, target) for path in pages() for target in LINK.findall(text_of(path) or "")]
    assert [(str(path), target) for path, target in links if not (ROOT / path.parent / target).exists()] == []
