"""Folding, tokens and numbers."""

from decimal import Decimal

import pytest

from nlu.folding import MAX_READ, fold, fold_words
from nlu.numbers import parse_chinese, parse_digits, plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ａ１２ ＋１", "a 12 + 1"),
        ("¿Envían a Perú?", "¿ envian a peru ?"),
        ("فُسْتاناً أحمر ٥٠", "فستانا احمر 50"),
        ("红色T恤", "红 色 t 恤"),
        ("don’t", "don't"),
        ("ＣＡＦÉ\u200b", "cafe"),
        ("e\u0301x", "ex"),
        ("\ud800ok\x00", "ok"),
        ("", ""),
    ],
)
def test_a_text_is_folded_to_plain_tokens(text: str, folded: str) -> None:
    assert fold_words(text) == folded


def test_offsets_lead_back_to_the_original_code_points() -> None:
    text = "👍🏽 e\u0301toile Ａ１２ ﬁn"
    folded = fold(text)
    spans = {token.text: folded.span(token.start, token.end) for token in folded.tokens}
    assert {word: text[slice(*span)] for word, span in spans.items()} == {
        "👍": "👍",
        "🏽": "🏽",
        "etoile": "e\u0301toile",
        "a": "Ａ",
        "12": "１２",
        "fin": "ﬁn",
    }


def test_only_the_first_part_of_an_endless_text_is_read() -> None:
    folded = fold("a " * 50_000)
    assert (len(folded.original), len(folded.tokens)) == (100_000, MAX_READ // 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,299", "1299"), ("1.299,50", "1299.5"), ("99,50", "99.5"), ("1.000", "1000"), ("38.5", "38.5"),
        ("12.345.678", "12345678"), ("0.125", "0.125"), ("1000", "1000"),
    ],
)  # fmt: skip
def test_digits_with_either_separator(text: str, value: str) -> None:
    assert plain(parse_digits(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2), ("十二", 12), ("二十", 20), ("二十五", 25), ("两百", 200), ("一百二", 120), ("一百零二", 102),
        ("三千五", 3500), ("一万二", 12000), ("红", None),
    ],
)  # fmt: skip
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert parse_chinese(text) == value


def test_plain_decimal_text_has_no_exponent() -> None:
    assert [plain(Decimal(text)) for text in ("1E+3", "50.00", "0.10")] == ["1000", "50", "0.1"]
