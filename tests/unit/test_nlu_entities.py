"""Entities: what is found, its normalised value, and where it stands in the original text."""

import pytest

from nlu.reading import Hints
from tests.trained_understanding import understanding

FOUND = [
    (
        "show me a red dress under 50 euros",
        [("color", "red"), ("product", "dress"), ("price_max", "50"), ("currency", "EUR")],
    ),
    (
        "quiero 2 de la A12 roja, ¿envían a Chile?",
        [("quantity", 2), ("sku", "A12"), ("color", "red"), ("country", "CL")],
    ),
    (
        "有没有50欧元以下的红色连衣裙",
        [("price_max", "50"), ("currency", "EUR"), ("color", "red"), ("product", "连衣裙")],
    ),
    ("أريد فستان أحمر تحت ٥٠ يورو", [("product", "فستان"), ("color", "red"), ("price_max", "50"), ("currency", "EUR")]),
    ("I want two of those", [("quantity", 2)]),
    ("来两件", [("quantity", 2)]),
    ("add А12 to my cart", [("sku", "A12")]),
    ("add Ａ１２ to my cart", [("sku", "A12")]),
    ("the second one", [("ordinal", 2)]),
    ("第二个", [("ordinal", 2)]),
    ("最后一个", [("ordinal", -1)]),
    ("el segundo", [("ordinal", 2)]),
    ("الثاني", [("ordinal", 2)]),
    ("where is order #TW-10482", [("order_id", "TW-10482")]),
    ("¿dónde está mi pedido tw-8841?", [("order_id", "TW-8841")]),
    ("查订单20481", [("order_id", "20481")]),
    ("my promo code is SAVE10", [("coupon", "SAVE10")]),
    ("show prices in dollars", [("currency", "USD")]),
    ("价格用人民币", [("currency", "CNY")]),
    ("speak english please", [("language", "en")]),
    ("请用繁体中文", [("language", "zh-Hant")]),
    ("ships to Dubai?", [("city", "Dubai")]),
    ("do you have navy shoes in size 42", [("color", "blue"), ("product", "shoes"), ("size", "42")]),
    ("earrings under $30", [("product", "earrings"), ("currency", "USD"), ("price_max", "30")]),
    ("a silk scarf for less than 1k inr", [("product", "silk scarf"), ("price_max", "1000"), ("currency", "INR")]),
    ("what's the weather in london", []),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_entities_are_found_with_their_values(text: str, wanted: list[tuple[str, str | int]]) -> None:
    assert [(one.entity, one.value) for one in understanding().read(text).entities] == wanted


def test_offsets_count_code_points_of_the_original_text() -> None:
    text = "👨‍👩‍👧 quiero 2 de la Ａ１２ roja, ¿envían a Perú?"
    found = understanding().read(text).entities
    assert [(one.entity, one.text) for one in found] == [
        ("quantity", "2"),
        ("sku", "Ａ１２"),
        ("color", "roja"),
        ("country", "Perú"),
    ]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


def test_a_bare_dollar_sign_is_the_dollar_of_the_platform() -> None:
    text = "earrings under $30"
    assert understanding().read(text, Hints(currency="MXN")).values("currency") == ("MXN",)
    assert understanding().read(text, Hints(currency="EUR")).values("currency") == ("USD",)


def test_out_of_scope_carries_no_entities() -> None:
    reading = understanding().read("what is the capital of France")
    assert (reading.intent.name, reading.entities) == ("out_of_scope", ())
