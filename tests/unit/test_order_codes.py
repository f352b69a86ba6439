"""Order codes: read aloud, typed in a hurry, and never taken for another order's."""

from __future__ import annotations

import random

import pytest

from commerce_core.domain.ids import new_id, order_code, parse_order_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = [order_code() for _ in range(30)] + ["TW-00000000-0", "TW-ZZZZZZZZ-" + "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[0]]


def valid(code: str) -> bool:
    return parse_order_code(code) is not None


def test_a_new_code_reads_as_itself() -> None:
    for _ in range(1_000):
        code = order_code()
        assert parse_order_code(code) == code
        assert (len(code), code[:3], code[11]) == (13, "TW-", "-")


def test_two_known_codes() -> None:
    assert parse_order_code("TW-00000000-0") == "TW-00000000-0"
    assert parse_order_code("TW-7K3M9QX2-T") == "TW-7K3M9QX2-T"
    assert parse_order_code("TW-7K3M9QX2-4") is None


@pytest.mark.parametrize("typed", [
    "tw-7k3m9qx2-t", " TW-7K3M9QX2-T ", "#TW-7K3M9QX2-T", "7K3M9QX2T", "TW7K3M9QX2T", "tw 7k3m 9qx2 t", "7k3m-9qx2-t",
])
def test_forgiven_ways_to_type_it(typed: str) -> None:
    assert parse_order_code(typed) == "TW-7K3M9QX2-T"


def test_letters_that_look_like_digits() -> None:
    assert parse_order_code("TW-OOOOOOOO-O") == "TW-00000000-0"
    code = next(code for code in (order_code() for _ in range(10_000)) if "1" in code[3:])
    assert parse_order_code(code.replace("1", "I")) == parse_order_code(code.replace("1", "l")) == code


@pytest.mark.parametrize("typed", ["", "TW", "TW-7K3M9QX2", "TW-7K3M9QX2-TM", "TW-7K3M9QU2-T", "TW-7K3M9QX2-ß", "TW-٧K3M9QX2-T", "\x00"])
def test_what_is_no_code(typed: str) -> None:
    assert parse_order_code(typed) is None


def test_a_code_may_begin_like_its_prefix() -> None:
    code = next(code for code in (f"TW-TW{n:06d}-{check}" for n in range(20) for check in ALPHABET) if valid(code))
    assert parse_order_code(code.replace("-", "")) == code
    assert parse_order_code(code.removeprefix("TW-")) == code


def test_every_single_wrong_character_is_found() -> None:
    for code in CODES[:30]:
        body = code[3:11] + code[12]
        for at, right in enumerate(body):
            for wrong in ALPHABET:
                if wrong != right:
                    assert not valid(body[:at] + wrong + body[at + 1 :]), (code, at, wrong)


def test_every_swap_of_two_neighbours_is_found() -> None:
    for code in CODES[:30]:
        body = code[3:11] + code[12]
        for at in range(8):
            swapped = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
            assert swapped == body or not valid(swapped), (code, at)


def test_a_guess_is_right_once_in_thirty_two() -> None:
    dice = random.Random(7)
    guesses = ["".join(dice.choices(ALPHABET, k=9)) for _ in range(32_000)]
    assert 850 < sum(map(valid, guesses)) < 1_150


def test_ids_sort_by_time() -> None:
    ids = [new_id() for _ in range(100)]
    assert ids == sorted(ids)
    assert len({*ids}) == 100
    assert all(len(each) == 32 and each[12] == "7" for each in ids)
