"""Opening a shop for a command, with every failure as one clear line and the exit status of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from pydantic import ValidationError

from bots.runtime.clock import SetClock
from bots.runtime.house import House, open_house
from bots.runtime.settings import Settings
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import StorageFailed


def settings_of(data: str | None) -> Settings:
    """The environment's settings, with the data folder of the command line."""
    try:
        return Settings(data_dir=Path(data)) if data else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise failed(f"setting TRADEWIND_{name}: {first['msg']}", 2) from None


@contextmanager
def opened(
    data: str | None, *, in_memory_without_shop: bool = False, clock: SetClock | None = None, sample: bool = True
) -> Iterator[House]:
    """The shop of a data folder; where there is none yet, a new one (in memory, for commands that only look)."""
    settings = settings_of(data)
    try:
        in_memory = in_memory_without_shop and not settings.database_path.exists()
        house = open_house(settings, in_memory=in_memory, clock=clock, sample=sample)
    except (StorageFailed, ValueError, OSError) as error:
        raise failed(str(error)) from None
    try:
        yield house
    except StorageFailed as error:
        raise failed(str(error)) from None
    finally:
        house.close()


@contextmanager
def shop_of(data: str | None) -> Iterator[House]:
    """The shop of a data folder for work on it; a refusal is one line and exit status 1."""
    with opened(data) as house:
        try:
            yield house
        except Refusal as refusal:
            details = ", ".join(f"{name} {value}" for name, value in refusal.data.items())
            raise failed(f"{refusal.code.replace('_', ' ')}{': ' if details else ''}{details}") from None


def failed(message: str, status: int = 1) -> typer.Exit:
    """One line on standard error; raise what this returns."""
    typer.echo(f"tradewind: {message}", err=True)
    return typer.Exit(status)
