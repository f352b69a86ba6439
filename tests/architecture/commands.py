"""The command line as it is declared: which commands there are, and which options each takes."""

from __future__ import annotations

from functools import cache
from typing import Any

import typer

from bots.runtime.cli import command_line


@cache
def commands() -> dict[str, Any]:
    """Words of the command ("nlu parse") -> the command."""
    return _named(typer.main.get_command(command_line([])), "")


def command_options(name: str) -> set[str]:
    """The options of a command, such as `--role`. Raises KeyError where there is no such command."""
    return {option for parameter in commands()[name].params for option in parameter.opts}


def _named(command: Any, name: str) -> dict[str, Any]:
    below = getattr(command, "commands", {})
    found = {} if not name else {name: command}
    for word, child in below.items():
        found |= _named(child, f"{name} {word}".strip())
    return found
