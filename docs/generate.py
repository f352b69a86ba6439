"""Writes the pages that are made from the code: `docs/reference/configuration.md` and `.env.example`.

`python docs/generate.py` writes them; with `--check` it only says which are out of date, and exits with 1 if any is.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bots.runtime.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
COMPUTED_DEFAULTS = {"data_dir": "the platform's user data folder, such as `~/.local/share/tradewind`"}
"""In words, what a default is that depends on the machine."""
KINDS = {str: "text", int: "a whole number", bool: "`true` or `false`", Path: "a path", SecretStr: "a secret"}
INTRODUCTION = """\
# Configuration

<!-- made by `make docs` from bots/runtime/settings.py -->

Tradewind runs without any setting. Each one below is an environment variable; a line of the file `.env` in the working folder does the same,
and the environment wins over the file. `.env.example` holds them all: copy it to `.env` and change what you need. A value that cannot be
is one clear error that names the setting.

| setting | takes | default | what it does |
|---|---|---|---|
"""
THE_REST = """
What belongs to one shop rather than to a process (where it dispatches from, its tax registrations, markets, currencies, languages) is kept in
the shop itself, not here.

## For `tradewind nlu` alone

| variable | takes | what it does |
|---|---|---|
| `TRADEWIND_NLU_CACHE` | a path | Folder of the trained model, like `--cache`. Without it, the platform's cache folder. |
| `TRADEWIND_LANGUAGE_BACKEND` | `eldc`, `py3langid` or `langdetect` | Which library tells languages apart, like `--language-backend`. |

## For tests and measurements

| variable | takes | what it does |
|---|---|---|
| `TRADEWIND_PUBLIC_DATA` | a path | Folder of the public data sets. Without it the tests on them are skipped. |
| `CI` | `true` | A missing Chromium fails the page tests instead of skipping them. |
"""
EXAMPLE_INTRODUCTION = """\
# Made by `make docs` from bots/runtime/settings.py.
# Copy to .env and take the # from the lines that you change: what stands after = is the default.
"""


def names(field: str, info: FieldInfo) -> list[str]:
    """The environment variables that set a field, the one to use first."""
    alias = info.validation_alias
    if alias is None:
        return [f"{Settings.model_config['env_prefix']}{field}".upper()]
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [str(choice).upper() for choice in choices]


def takes(annotation: Any) -> str:
    """In words, what a field of this type accepts. Raises KeyError for a type without words."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in {Union, types.UnionType}:
        return " or ".join(takes(each) for each in get_args(annotation) if each is not type(None))
    return KINDS[annotation]


def shown(value: Any) -> str:
    """A default as it would be written in the environment; nothing for none."""
    if value is None or value is PydanticUndefined:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def default(field: str, info: FieldInfo) -> str:
    if info.default_factory is not None:
        return COMPUTED_DEFAULTS[field]
    return f"`{shown(info.default)}`" if shown(info.default) else "none"


def rows() -> Iterator[str]:
    for field, info in Settings.model_fields.items():
        also = "".join(f" (or `{name}`)" for name in names(field, info)[1:])
        yield f"| `{names(field, info)[0]}`{also} | {takes(info.annotation)} | {default(field, info)} | {info.description} |"


def configuration_page() -> str:
    """The reference page of every setting, in Markdown."""
    return INTRODUCTION + "\n".join(rows()) + "\n" + THE_REST


def environment_example() -> str:
    """A file for `.env` that names every setting and changes none."""
    entries = [
        f"\n# {info.description}\n# {names(field, info)[0]}={shown(info.default)}\n" for field, info in Settings.model_fields.items()
    ]
    return EXAMPLE_INTRODUCTION + "".join(entries)


def pages() -> dict[Path, str]:
    """Each generated file and what it should hold."""
    return {ROOT / "docs/reference/configuration.md": configuration_page(), ROOT / ".env.example": environment_example()}


def main(arguments: list[str]) -> int:
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], "utf-8")
        sys.stderr.write(f"{'out of date' if '--check' in arguments else 'written'}: {path.relative_to(ROOT)}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
