"""Text for Telegram: UTF-16 lengths, page borders, escaping, bidi controls that end where they began."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.channels.lines import (
    Line,
    blank,
    directed,
    label,
    length,
    lines_of,
    pages,
    tame,
    units,
    unmentioned,
)
from bots.channels.telegram.text import html


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("abc", 3), ("ñandú", 5), ("茶", 1), ("😀", 2), ("👨‍👩‍👧", 8)])
def test_units_are_utf_16(text: str, expected: int) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u2068b", "a\u2068b\u2069"),
        ("a\u2069b\u2069", "ab"),
        ("\u2068x\u2069\u202e\u2066y\u2069", "\u2068x\u2069\u2066y\u2069"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00bell\x07", "nulbell"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("lone \ud83d half", "lone  half"),
    ],
)
def test_tame(text: str, expected: str) -> None:
    assert tame(text) == expected


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("Moka pot", "ltr", "Moka pot"),
        ("Moka pot", "rtl", "\u200fMoka pot"),
        ("إبريق Moka", "rtl", "إبريق Moka"),
        ("إبريق Moka", "ltr", "\u200eإبريق Moka"),
        ("\u2068إبريق\u2069 is here", "ltr", "\u2068إبريق\u2069 is here"),
        ("\u2068Moka\u2069 إبريق", "rtl", "\u2068Moka\u2069 إبريق"),
        ("€41.27", "rtl", "\u200f€41.27"),
        ("", "rtl", ""),
    ],
)
def test_directed(text: str, direction: str, expected: str) -> None:
    assert directed(text, direction) == expected


def test_lines_are_clean_and_gaps_short() -> None:
    assert lines_of("\n\n a \r\nb\u2028c\n\n \n\n  d\n\n") == [Line("a "), Line("b"), Line("c"), Line(""), Line("  d")]


def test_bold_lines() -> None:
    lines = lines_of("Title\nfact\nTotal", first_bold=True, last_bold=True)
    assert html(lines) == "<b>Title</b>\nfact\n<b>Total</b>"


def test_html_escapes_what_could_be_markup() -> None:
    assert html(lines_of('<b>&amp; <a href="tg://user?id=1">"x"</a>')) == \
        '&lt;b&gt;&amp;amp; &lt;a href="tg://user?id=1"&gt;"x"&lt;/a&gt;'


def test_a_mention_is_inert() -> None:
    assert unmentioned("@everyone and a@b, @ x") == "@\u2060everyone and a@\u2060b, @ x"


@pytest.mark.parametrize("text", ["", " \n ", "\u200e", "\u2068\u2069", "\u200d"])
def test_blank(text: str) -> None:
    assert blank(lines_of(text))


def test_short_text_is_one_page() -> None:
    lines = lines_of("a\n\nb")
    assert pages(lines, 4096) == [lines]


def test_exactly_the_limit_is_one_page() -> None:
    assert [length(page) for page in pages([Line("x" * 4096)], 4096)] == [4096]
    assert [length(page) for page in pages([Line("😀" * 2048)], 4096)] == [4096]


def test_pages_end_at_paragraphs() -> None:
    lines = lines_of("\n\n".join(letter * 30 for letter in "abcd"))
    assert [[line.text for line in page] for page in pages(lines, 100)] == \
        [["a" * 30, "", "b" * 30, "", "c" * 30], ["d" * 30]]


def test_a_page_never_ends_before_its_second_half() -> None:
    lines = [Line("head"), Line(""), *[Line("x" * 20) for _ in range(8)]]
    found = pages(lines, 100)
    assert [len(page) for page in found] == [6, 4]
    assert found[0][:2] == [Line("head"), Line("")]


def test_a_long_line_is_cut_at_a_space() -> None:
    words = " ".join(["word"] * 100)
    found = pages([Line(words, bold=True)], 100)
    assert all(length(page) <= 100 and page[0].bold for page in found)
    assert " ".join(page[0].text for page in found) == words


@pytest.mark.parametrize("sign", ["😀", "👨‍👩‍👧", "🇪🇸", "👍🏽", "é", "❤️"])
def test_no_character_is_torn(sign: str) -> None:
    found = pages([Line("x" + sign * 200)], 100)
    assert "".join(page[0].text for page in found) == "x" + sign * 200
    for page in found:
        assert units(page[0].text) <= 100
        assert page[0].text.removeprefix("x").replace(sign, "") == ""


def test_isolates_of_a_cut_line_are_closed() -> None:
    found = pages([Line("\u2068" + "إبريق " * 40 + "\u2069")], 100)
    assert len(found) > 1
    for page in found:
        assert page[0].text.count("\u2068") == page[0].text.count("\u2069")


@given(st.lists(st.text(st.sampled_from("ab 😀é\u0301\u2068\u2069\n茶"), max_size=80), max_size=30), st.integers(20, 200))
def test_pages_fit_and_lose_nothing(texts: list[str], limit: int) -> None:
    lines = lines_of("\n".join(texts))
    found = pages(lines, limit)
    assert all(length(page) <= limit for page in found)

    def seen(rows: list[Line]) -> str:
        return "".join(sign for row in rows for sign in row.text if sign not in " \u2068\u2069")

    assert seen([line for page in found for line in page]) == seen(lines)


def test_hostile_lengths_take_no_time() -> None:
    assert len(pages(lines_of("a\n" * 50_000), 4096)) == 25
    assert len(pages(lines_of("é" * 100_000), 4096)) == 25


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Add to basket", 64, "Add to basket"),
        ("two\nlines", 64, "two lines"),
        ("", 64, "…"),
        ("\u200e", 64, "…"),
        ("abcdefghij", 8, "abcde…"),
        ("\u202eevil", 64, "evil"),
    ],
)
def test_label(text: str, limit: int, expected: str) -> None:
    assert label(text, limit) == expected
