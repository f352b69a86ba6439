"""Finding products by words: four languages, endings, accents, slips of the finger, and nothing where nothing is meant."""

from __future__ import annotations

from functools import cache

import pytest

from commerce_core.domain.product import Catalogue
from commerce_core.domain.search import ENOUGH, SearchIndex, index_of, pairs_of, words_of
from commerce_core.services.catalogue import SearchProducts, ShowCatalogue
from tests.shop_in_memory import a_house


@cache
def catalogue() -> Catalogue:
    with a_house() as house:
        found: Catalogue = house.core.ask(ShowCatalogue())
        return found


@cache
def index() -> SearchIndex:
    return index_of(catalogue())


def best(text: str, language: str) -> str | None:
    scores = index().scores(text, language)
    return max(scores, key=lambda product: scores[product], default=None)


@pytest.mark.parametrize(("language", "text", "product"), [
    ("en", "dress", "wrap-dress"), ("en", "dresses", "wrap-dress"), ("en", "earbuds", "wireless-earbuds"), ("en", "moka pot", "moka-pot"), ("en", "B4", "chef-knife"),
    ("en", "knive", "chef-knife"), ("en", "earbudz", "wireless-earbuds"), ("en", "perfum", "rose-oud-perfume"), ("en", "MUGS", "ceramic-mugs"),
    ("es", "vestido", "wrap-dress"), ("es", "vestidos", "wrap-dress"), ("es", "lampara", "mushroom-lamp"), ("es", "lámpara", "mushroom-lamp"), ("es", "té verde", "longjing-tea"),
    ("es", "audifonos", "wireless-earbuds"), ("es", "cuchiyo", "chef-knife"), ("zh-Hans", "连衣裙", "wrap-dress"), ("zh-Hans", "耳机", "wireless-earbuds"),
    ("zh-Hans", "龙井", "longjing-tea"), ("zh-Hans", "茶具", "gongfu-tea-set"), ("zh-Hans", "香水", "rose-oud-perfume"), ("ar", "فستان", "wrap-dress"),
    ("ar", "الفستان", "wrap-dress"), ("ar", "عطر", "rose-oud-perfume"), ("ar", "العطور", "rose-oud-perfume"), ("ar", "شال", "jaipur-shawl"), ("ar", "سماعات", "wireless-earbuds"),
    # a word of another language is found too
    ("en", "vestido", "wrap-dress"), ("es", "耳机", "wireless-earbuds"), ("zh-Hans", "chess", "travel-chess"),
])
def test_the_best_match(language: str, text: str, product: str) -> None:
    assert best(text, language) == product


@pytest.mark.parametrize("text", ["", " ", "?!", "zzzzzz", "qwertyuiop", "汽车", "سيارة", "\x00", "\u202e"])
def test_nothing_where_nothing_is_meant(text: str) -> None:
    assert index().scores(text, "en") == {}


def test_scores_are_shares_and_the_own_language_goes_first() -> None:
    own, other = index().scores("dress", "en")["wrap-dress"], index().scores("vestido", "en")["wrap-dress"]
    assert 0.9 < own <= 1.0
    assert ENOUGH <= other < own
    assert all(ENOUGH <= score <= 1.0 for score in index().scores("red cotton tea mug lamp", "en").values())


def test_a_long_question_is_cut() -> None:
    assert best("dress " + "zz " * 1_000, "en") in {"wrap-dress", None}
    assert index().scores("x" * 100_000, "en") == {}


def test_words_and_pairs() -> None:
    assert words_of("Té VERDE, por-favor!") == ["te", "verde", "por", "favor"]
    assert words_of("蓝牙耳机") == ["蓝牙", "牙耳", "耳机"]
    assert words_of("茶") == ["茶"]
    assert words_of("الفستان الأحمر") == ["فستان", "احمر"]
    assert pairs_of("tea") == {" t", "te", "ea", "a "}
    assert pairs_of("耳机") == {"耳机"}


def test_filters_and_order() -> None:
    with a_house() as house:
        def found(**query: object) -> list[str]:
            return [hit.product.code for hit in house.core.ask(SearchProducts(**query))]  # type: ignore[arg-type]

        assert found(text="dress", color="blue", size="m") == ["A12"]
        assert found(text="dress", color="green") == []
        assert found(category="beauty") == [f"E{number}" for number in range(1, 13)]
        assert found(category="nowhere") == []
        assert len(found(limit=1000)) == 120
        assert len(found(limit=3)) == 3
