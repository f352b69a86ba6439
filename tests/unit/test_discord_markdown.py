"""Discord's Markdown: what a buyer or a product says is drawn as written; only we make bold and countdowns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.channels.discord.markdown import countdown, escaped, markdown, measure
from bots.channels.lines import Line, units
from tests.peers.discord_rules import drawn


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moka pot, 6 cups", "Moka pot, 6 cups"),
        ("1.1 kg", "1.1 kg"),
        ("*_~`|<>[]\\", r"\*\_\~\`\|\<\>\[\]" + "\\\\"),
        ("# big", r"\# big"),
        ("- one", r"\- one"),
        ("-# small", r"\-# small"),
        ("12. twelfth", r"12\. twelfth"),
        ("a-b #c", "a-b #c"),
        ("https://evil.example/x_y", r"https:\//evil.example/x\_y"),
        ("discord.gg/free", r"discord\.gg/free"),
        ("<@1> <t:0:R> <:a:1>", r"\<@1\> \<t:0:R\> \<:a:1\>"),
        ("\u200f- بند", "\u200f\\- بند"),
    ],
)
def test_escaping(text: str, expected: str) -> None:
    assert escaped(text) == expected
    assert drawn(expected).text == text
    assert drawn(expected).active == ()


def test_bold_is_closed_on_its_line() -> None:
    source = markdown([Line("Total *net*", bold=True), Line(""), Line("x", bold=False), Line("", bold=True)])
    assert source == "**Total \\*net\\***\n\nx\n"
    assert drawn(source).bold == ("Total *net*",)


def test_a_countdown_is_a_relative_time_stamp() -> None:
    assert countdown(datetime(2026, 3, 1, 12, 0, 0, 900_000, tzinfo=UTC)) == "<t:1772366400:R>"
    assert drawn("<t:1772366400:R>").times == (1772366400,)


@given(st.text(max_size=300).map(lambda text: text.replace("\n", " ")))
def test_any_line_is_drawn_as_written_and_never_longer_than_measured(text: str) -> None:
    assert drawn(escaped(text)).text == text
    assert drawn(escaped(text)).active == ()
    assert units(escaped(text)) <= measure(text)


@given(st.text(alphabet="*_~`|<>[]()#-+.:/@\\ 1ahtps", max_size=60))
def test_any_mixture_of_markup_is_inert(text: str) -> None:
    assert drawn(escaped(text)).text == text
    assert units(escaped(text)) <= measure(text)
