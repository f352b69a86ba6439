"""Tariff codes from words: the right one first, with its reason; nothing for words that name nothing."""

from __future__ import annotations

import re

import pytest

from commerce_core.domain.hs_suggestions import headings, suggest, titles, words_of
from commerce_core.sample_shop.load import load_products


@pytest.mark.parametrize(("words", "first"), [
    ("cotton t-shirt", "610910"), ("T-Shirts, 100% polyester", "610990"), ("Porcelain mugs, set of two", "691110"),
    ("stoneware mug", "691200"), ("leather phone wallet", "420231"), ("silicone phone case", "392690"), ("Chef's knife", "821192"),
    ("cashmere sweater", "611012"), ("women's cotton jeans", "620462"), ("a book about tea", "490199"), ("power bank", "850760"),
    ("Café: coffee beans", "090121"), ("kitchen knives", "821192"),
])
def test_the_best_code_comes_first(words: str, first: str) -> None:
    assert suggest(words)[0].hs6 == first


def test_each_place_has_its_reason() -> None:
    assert [(each.hs6, each.reason) for each in suggest("cotton t-shirt")] == [
        ("610910", "named by t-shirt, cotton"), ("610990", "named by t-shirt; not of cotton")]


@pytest.mark.parametrize("words", ["", "   ", "flux capacitor", "تيشيرت", "💎", "cotton", "\0" * 500])
def test_words_that_name_no_goods_suggest_nothing(words: str) -> None:
    assert suggest(words) == ()


def test_a_list_is_short_and_a_text_may_be_long() -> None:
    assert len(suggest("mug bowl lamp pen toy book ring knife towel soap", 3)) == 3
    assert suggest("x " * 100_000) == ()


def test_every_heading_is_a_subheading_and_is_named_once() -> None:
    assert all(re.fullmatch("[0-9]{6}", each.hs6) and each.kinds and each.title for each in headings())
    assert len(titles()) == len(headings()) > 180


def test_most_of_the_sample_shop_is_found_among_the_first_five() -> None:
    goods = load_products()
    found = [each.id for each in goods if each.hs_code in [s.hs6 for s in suggest(f"{each.customs_description}")]]
    assert len(found) / len(goods) > 0.8


def test_words_lose_case_accents_hyphens_and_plurals() -> None:
    assert words_of("T-Shirts, Knives, Brushes & Batteries' dress glass Café") == (
        "tshirt", "knife", "brush", "battery", "dress", "glass", "cafe")
