"""The conversations printed in the tutorial and in README.md are what the shop really says, turn by turn."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEGAN = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The day of the printed conversations: rates and rules are chosen by it."""
CONVERSATION = re.compile(r"<!-- conversation (\S+) -->")
BLOCK = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
ORDER_CODE = re.compile(r"TW-[0-9A-Z-]*[0-9A-Z]")
ANY = "..."
NO_BREAK = "\u00a0"
"""Stands between a figure and its unit; nobody sees it on a page."""


@dataclass(frozen=True)
class Said:
    """A line of the shopper, and the lines of the answer as they are printed; `...` stands for any number of lines."""

    text: str
    answer: tuple[str, ...]


def conversation(page: str) -> tuple[str, list[Said]]:
    """The locale of a page's conversation and its turns: every block below the mark that begins with a shopper's line."""
    mark = CONVERSATION.search(page)
    assert mark is not None
    said: list[Said] = []
    for block in BLOCK.findall(page, mark.end()):
        if not block.startswith("> "):
            continue
        for part in re.split(r"^> ", block, flags=re.MULTILINE)[1:]:
            text, *answer = part.strip("\n").split("\n")
            said.append(Said(text, tuple(line for line in answer if line)))
    return mark[1], said


def answers(locale: str, texts: list[str], folder: Path) -> list[list[str]]:
    """What `tradewind chat --jsonl` answers to each text, in lines, on the day of the pages."""
    turns = [
        {"id": str(at), "buyer": "reader", "locale": locale, "text": text, "at": (BEGAN + timedelta(minutes=at)).isoformat()}
        for at, text in enumerate(texts)
    ]
    command = [str(Path(sys.executable).parent / "tradewind"), "chat", "--jsonl", "--clock", "input"]
    done = subprocess.run(
        command, input="\n".join(json.dumps(turn) for turn in turns), capture_output=True, text=True, check=True, cwd=folder,
        env={**os.environ, "TRADEWIND_DATA_DIR": str(folder / "none")}, timeout=120,
    )
    replies = [json.loads(line)["replies"] for line in done.stdout.splitlines()]
    lines = [[line for reply in each for line in reply["text"].split("\n") if line] for each in replies]
    return [[line.replace(NO_BREAK, " ") for line in each] for each in lines]


def fits(printed: tuple[str, ...], real: list[str]) -> bool:
    """Whether an answer is as printed, but for the lines that `...` leaves out and for what an order is called."""
    pattern = "".join("(?:.*\n)*" if line == ANY else re.escape(_named(line)) + "\n" for line in printed)
    return re.fullmatch(pattern, "".join(f"{_named(line)}\n" for line in real)) is not None


def _named(line: str) -> str:
    return ORDER_CODE.sub("TW-CODE", line)


@pytest.mark.parametrize("page", ["docs/tutorial/first-cross-border-sale.md", "README.md"])
def test_the_shop_says_what_the_page_says(page: str, tmp_path: Path) -> None:
    locale, said = conversation((ROOT / page).read_text("utf-8"))
    assert len(said) >= 3
    real = answers(locale, [each.text for each in said], tmp_path)
    wrong = {each.text: lines for each, lines in zip(said, real, strict=True) if not fits(each.answer, lines)}
    assert wrong == {}


def test_the_comparison_sees_a_wrong_amount_and_a_missing_line() -> None:
    real = ["Total: 3,00 €", "Order TW-ABC-D", "1. Why?"]
    assert fits(("Total: 3,00 €", "Order TW-XXXX", "1. Why?"), real)
    assert fits(("Total: 3,00 €", "..."), real)
    assert not fits(("Total: 3,01 €", "..."), real)
    assert not fits(("Total: 3,00 €", "1. Why?"), real)
    assert not fits(("Total: 3,00 €",), real)
