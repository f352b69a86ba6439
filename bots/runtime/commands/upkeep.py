"""Keeping a shop: bring its database up to date, move its sandbox's clock."""

from __future__ import annotations

from typing import Annotated

import typer

from bots.runtime.commands.opening import opened
from commerce_core.services.administration import MoveSandboxClock
from commerce_core.storage.migrations import HEAD

sandbox = typer.Typer(help="Move the sandbox's clock: parcels travel, holds expire.", no_args_is_help=True)
_SECONDS_AN_HOUR = 3600
_MOST_HOURS = 24 * 365


def migrate(data: Annotated[str | None, typer.Option(help="Folder of the shop.")] = None) -> None:
    """Bring the database to the current schema; one that is there already is left as it is."""
    with opened(data, sample=False) as house:
        typer.echo(f"{house.settings.database_path}: schema {HEAD}")


@sandbox.command()
def advance(
    hours: Annotated[float, typer.Option(min=0, max=_MOST_HOURS, help="How far ahead.")],
    data: Annotated[str | None, typer.Option(help="Folder of the shop.")] = None,
) -> None:
    """Move the sandbox's clock ahead; a running shop follows within a second."""
    with opened(data) as house:
        ahead = house.core.do(MoveSandboxClock(int(hours * _SECONDS_AN_HOUR)))
        typer.echo(f"The sandbox is now {ahead / _SECONDS_AN_HOUR:g} hours ahead.")


@sandbox.callback()
def _sandbox() -> None:
    """Keeps `advance` a command of its own."""
