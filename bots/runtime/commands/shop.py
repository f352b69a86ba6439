"""`tradewind shop`: the shop's settings, shown and changed one at a time."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from bots.runtime.commands.opening import failed, opened
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.roles import COMMAND_LINE
from commerce_core.services.settings import ChangeSetting, ShowSettings

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
Data = Annotated[str | None, typer.Option(help="Folder of the shop.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_LONGEST_SHOWN = 100


@app.callback()
def shop() -> None:
    """The shop's settings: dispatch, registrations, markets, holds, policies."""


@app.command()
def show(as_json: AsJson = False, data: Data = None) -> None:
    """Every setting: its key, its value, and what it takes."""
    with opened(data) as house:
        found = house.core.ask(ShowSettings(COMMAND_LINE))
    if as_json:
        sys.stdout.write(json.dumps({each.key: each.value for each in found}, ensure_ascii=False, indent=2) + "\n")
        return
    width = max(len(each.key) for each in found)
    for each in found:
        plain = " ".join(each.value.split())
        typer.echo(f"{each.key:<{width}}  {plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 1] + '…'}")


@app.command("set")
def set_(
    key: Annotated[str, typer.Argument(help="Such as dispatch_city, registrations.IOSS, markets.DE, hold_minutes.web, return_policy.en.", show_default=False)],
    value: Annotated[str, typer.Argument(help="The new value. Empty takes a registration, market, hold time or policy away.", show_default=False)],
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Change one setting. It counts at once, in a running shop too, and stays on record."""
    with opened(data) as house:
        try:
            now = house.core.do(ChangeSetting(COMMAND_LINE, key, value))
        except Refusal as refused:
            raise failed(f"{refused.data.get('field')}: {refused.data.get('reason', refused.code)}", 2) from None
    if as_json:
        sys.stdout.write(json.dumps({"key": key, "value": now.value if now else None}, ensure_ascii=False) + "\n")
    else:
        typer.echo(f"{key} is now {now.value}" if now else f"{key} is taken away")
