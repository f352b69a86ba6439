"""The command line: one command, `tradewind`; only the module of the subcommand that is called gets imported."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

_COMMANDS = {
    # name: (module, attribute)
    "bench": ("bench", "bench"),
    "catalogue": ("catalogue", "app"),
    "chat": ("chat", "chat"),
    "demo": ("serve", "demo"),
    "doctor": ("doctor", "doctor"),
    "migrate": ("upkeep", "migrate"),
    "nlu": ("nlu", "app"),
    "orders": ("orders", "app"),
    "promote": ("promote", "app"),
    "quote": ("quote", "quote"),
    "sandbox": ("upkeep", "sandbox"),
    "serve": ("serve", "serve"),
    "shop": ("shop", "app"),
    "show": ("show", "app"),
}


def main() -> None:
    """Entry point. Exit status: 0 done, 1 could not be done, 2 bad usage or input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command_line(sys.argv[1:2])(prog_name="tradewind")


def command_line(first: list[str]) -> typer.Typer:
    """The application with the command that the first argument names; with all of them when it names none."""
    app = typer.Typer(
        name="tradewind", add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
        help="Tradewind: a shop that answers in the buyer's language and tells the total to their door.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_no_command)
    wanted = [name for name in _COMMANDS if name in first] or list(_COMMANDS)
    for name in wanted:
        module, attribute = _COMMANDS[name]
        found = getattr(import_module(f"bots.runtime.commands.{module}"), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def _no_command() -> None:
    """Keeps one registered command from becoming the whole application."""


if __name__ == "__main__":
    main()
