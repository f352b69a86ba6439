"""`tradewind chat`: the shop in a terminal, and the same conversation as JSON lines for programs."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, BinaryIO

import orjson
import typer

from bots.messages import Answer, BadTurn, Turn
from bots.runtime.clock import SetClock
from bots.runtime.commands.opening import opened
from bots.runtime.house import House

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of a line that is still read; a longer one is answered with an error."""


def chat(
    name: Annotated[str, typer.Option("--as", help="Who you are in this conversation.")] = "you",
    locale: Annotated[str | None, typer.Option(help="What a messenger would say of your language, such as es-MX.")] = None,
    jsonl: Annotated[bool, typer.Option(help="One turn per input line, one reply per output line (contracts: reply).")] = False,
    clock: Annotated[str, typer.Option(help="`input`: the time is each turn's own `at`.")] = "real",
    data: Annotated[str | None, typer.Option(help="Folder of the shop; without one, the sample shop in memory.")] = None,
) -> None:
    """Talk to the shop. Without a shop of your own it is the sample shop, in memory."""
    if clock not in {"real", "input"}:
        raise typer.BadParameter("real or input", param_hint="--clock")
    set_clock = SetClock(datetime(2026, 1, 1, tzinfo=UTC)) if clock == "input" else None
    with opened(data, in_memory_without_shop=True, clock=set_clock) as house:
        if jsonl:
            broken = asyncio.run(_lines(house, set_clock, sys.stdin.buffer, sys.stdout.buffer))
            if broken:
                raise typer.Exit(2)
            return
        asyncio.run(_terminal(house, name, locale))


async def _lines(house: House, clock: SetClock | None, given: BinaryIO, answers: BinaryIO) -> bool:
    """Answer every line in order; whether one of them could not be a turn."""
    broken = False
    for number, line in enumerate(_read(given), 1):
        if not line.strip():
            continue
        try:
            turn = Turn.from_json(_object(line), str(number))
            reply = (await _turn(house, clock, turn)).as_json()
        except BadTurn as bad:
            broken, reply = True, bad.as_json()
        answers.write(orjson.dumps(reply) + b"\n")
        answers.flush()
    await house.bus.stop()
    return broken


async def _turn(house: House, clock: SetClock | None, turn: Turn) -> Answer:
    """One turn on the clock of the run: what was due before it happens first."""
    if clock is not None:
        at = turn.at or clock.now()
        await house.worker.run_until(max(at, clock.now()), clock.move_to)
    else:
        await house.worker.run_due(house.core.clock.now())
    return await house.conversation.answer(turn)


def _read(given: BinaryIO) -> Iterator[bytes]:
    """Lines up to the limit; the rest of a longer one is passed over, and the line given as one that cannot be read."""
    while line := given.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := given.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            line = b"\xff"
        yield line


def _object(line: bytes) -> object:
    """The JSON of a line, lone surrogates and all. Raises BadTurn."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadTurn("", "the line is not a JSON object") from None


async def _terminal(house: House, name: str, locale: str | None) -> None:
    """A conversation for people: what happens meanwhile (a parcel moved) is printed when it happens."""
    from rich.console import Console
    from rich.panel import Panel

    console = Console()
    console.print(Panel("Write in your own language. A number picks a choice; Ctrl-D ends.", title="Tradewind"))
    chat_key = f"console:main:{name}"
    told = asyncio.create_task(_told(house, chat_key, console.print))
    working = asyncio.create_task(house.worker.run())
    try:
        while (line := await _input()) is not None:
            if line.strip():
                turn = Turn(id=f"{datetime.now(UTC).timestamp():.6f}", buyer=name, text=line, locale=locale)
                answer = await house.conversation.answer(turn)
                console.print("\n\n".join(answer.texts), markup=False, highlight=False)
    finally:
        for task in (told, working):
            task.cancel()
        await asyncio.gather(told, working, return_exceptions=True)
        await house.bus.stop()


async def _input() -> str | None:
    try:
        return await asyncio.to_thread(input, "\n> ")
    except (EOFError, KeyboardInterrupt):
        return None


async def _told(house: House, chat_key: str, show: object) -> None:
    while True:  # the bus lets its listeners go when it was emptied
        async with house.bus.subscribe(chat_key) as messages:
            async for message in messages:
                for reply in orjson.loads(message)["replies"]:
                    show(reply["text"], markup=False, highlight=False)  # type: ignore[operator]
