"""Whatever is written, a message is read in bounded time, its entities stand where they say, and its JSON can be written."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.folding import fold
from nlu.numbers import parse_chinese
from nlu.reading import Hints, Live
from nlu.vocabulary import INTENTS, VALUE_SHAPES
from tests.trained_understanding import understanding

ROOM = Live(("A12", "B3", "105"), "A12")
WORDS = st.sampled_from(
    ["quiero", "2", "de", "la", "A12", "roja", "envían", "a", "Chile", "+1", "x3", "mine", "粉", "白", "两件", "不要了", "كم", "سعر", "٥٠", "ريال", "under", "$30", "€", "1,299.50", "size", "XL", "#TW-10482", "SAVE10", "the", "second", "one", "Ａ１２", "А12", "👍🏽", "\u200b", "\u202e", "\x00", "�", "é", "ﷺ", "½", "²", "Ⅷ", "一", "万", "，", "？", "-1", "2-1", "10k", "SW1A", "1AA"]
)
MESSAGES = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(st.one_of(WORDS, st.text(max_size=5)), max_size=10).map("".join),
)
VERY_LONG = [
    "a" * 100_000, "1" * 100_000, "e\u0301" * 50_000, "\u0301" * 100_000, "👨‍👩‍👧" * 20_000, "\u202e\u200b" * 50_000, "A12 " * 25_000, "红" * 100_000,
    "+1 A12, " * 12_500, "\ud800" * 100_000, "\x00" * 100_000, "a1-" * 33_333, "ال" * 50_000, "1,1.1" * 20_000, "?" * 100_000, "一万" * 50_000, "x1" * 50_000,
]  # fmt: skip


@given(MESSAGES)
@settings(max_examples=400, deadline=None)
def test_any_message_is_read(text: str) -> None:
    reading = understanding().read(text)
    assert reading.intent.name in INTENTS
    assert 0.0 <= reading.intent.confidence <= 1.0
    assert [one.start for one in reading.entities] == sorted(one.start for one in reading.entities)
    for one in reading.entities:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert VALUE_SHAPES[one.entity].fullmatch(str(one.value)), one
    json.dumps(reading.as_json())
    assert reading == understanding().read(text)


@given(
    MESSAGES,
    st.one_of(st.none(), st.text(max_size=12)),
    st.lists(st.sampled_from(["es", "zh-Hant", "sw", "und"]), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_any_hint_and_any_room_line_is_read(text: str, hint: str | None, history: list[str]) -> None:
    reading = understanding().read(text, Hints(hint, hint, hint, hint, hint), history, ROOM)
    assert reading.claim is not None
    assert (reading.claim.label == "claim") == any(
        item.quantity is not None for item in reading.claim.items
    ) or reading.claim.label == "release"
    for item in reading.claim.items:
        assert item.sku in ROOM.codes
        assert item.quantity is None or 1 <= item.quantity <= 99


@pytest.mark.parametrize("text", VERY_LONG, ids=range(len(VERY_LONG)))
def test_a_very_long_message_takes_bounded_time(text: str) -> None:
    begun = time.process_time()
    reading = understanding().read(text, live=ROOM)
    assert time.process_time() - begun < 1.0
    assert reading.text == text


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numerals_come_back(number: int) -> None:
    signs = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = (("" if tens == 1 else signs[tens]) + "十" if tens else "") + (signs[ones] if ones else "")
    assert parse_chinese(written) == number
