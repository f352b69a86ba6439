"""What a claim's words mean, which codes can be typed, and how names and comments look to everybody."""

import pytest

from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Product, Variant
from commerce_core.domain.show import ShowItem, is_code, is_room, item_named, shown_name, shown_text, variants_meant

PRICE = Money(3890, "USD")


def product(**skus: dict[str, str]) -> Product:
    variants = tuple(Variant(sku.replace("_", "-"), "dress", options, PRICE, 300) for sku, options in skus.items())
    return Product(
        "dress", "A12", "clothing", {"en": "Dress"}, {"en": "A dress"}, {}, None, {"en": "A dress"}, "620443", "dress", "CN",
        "standard", {}, (), variants)


DRESS = product(
    A12_RED_S={"color": "red", "size": "S"}, A12_RED_M={"color": "red", "size": "M"}, A12_BLUE_M={"color": "blue", "size": "M"})
LAMP = product(D1={})
ASKED = ShowItem("A12", 0, "dress", None, None)
RED_M = ShowItem("A12", 0, "dress", "A12-RED-M", None)


@pytest.mark.parametrize(("item", "words", "skus"), [
    (ASKED, "red M", ["A12-RED-M"]), (ASKED, "Red m", ["A12-RED-M"]), (ASKED, "blue", ["A12-BLUE-M"]),
    (ASKED, "M", ["A12-RED-M", "A12-BLUE-M"]), (ASKED, None, ["A12-RED-S", "A12-RED-M", "A12-BLUE-M"]),
    (RED_M, None, ["A12-RED-M"]), (RED_M, "red", ["A12-RED-M"]), (RED_M, "blue", ["A12-BLUE-M"]),
    (ASKED, "green", []), (ASKED, "A12-RED-S", ["A12-RED-S"]), (RED_M, "a12-blue-m", ["A12-BLUE-M"]),
])
def test_a_claim_s_words_mean_variants(item: ShowItem, words: str | None, skus: list[str]) -> None:
    assert [each.sku for each in variants_meant(item, DRESS, words)] == skus


def test_the_only_variant_needs_no_words() -> None:
    assert [each.sku for each in variants_meant(ShowItem("D1", 0, "dress", None, None), LAMP, None)] == ["D1"]


def test_an_item_is_named_by_its_code_or_by_a_sku() -> None:
    catalogue = Catalogue(1, (DRESS,), ())
    items = {"S7": ShowItem("S7", 0, "dress", None, None)}
    assert item_named(items, catalogue, " s7 ") == (items["S7"], None)
    assert item_named(items, catalogue, "a12-red-m") == (items["S7"], "A12-RED-M")
    assert item_named(items, catalogue, "A12") is None
    assert item_named({}, catalogue, "A12-RED-M") is None


def test_the_show_s_price_comes_before_the_tag() -> None:
    assert RED_M.price_of(DRESS.variants[0]) == PRICE
    assert ShowItem("A12", 0, "dress", None, Money(2900, "USD")).price_of(DRESS.variants[0]) == Money(2900, "USD")


@pytest.mark.parametrize("code", ["A1", "A12", "AB12", "123", "1234"])
def test_codes_that_can_be_typed(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize("code", ["", "A", "12", "a12", "A-12", "A 12", "ABCDE1", "A12345", "П1", "A12\n"])
def test_codes_that_cannot(code: str) -> None:
    assert not is_code(code)


@pytest.mark.parametrize(("name", "good"), [
    ("main", True), ("Room_7-a", True), ("-100123", True), ("", False), ("a/b", False), ("a b", False), ("x" * 65, False), ("m\n", False)])
def test_rooms_stand_in_addresses(name: str, good: bool) -> None:
    assert is_room(name) is good


@pytest.mark.parametrize(("given", "shown"), [
    ("ana", "ana"), ("@everyone", "everyone"), ("  li \n ming ", "li ming"), ("\u202eevil\u202c", "evil"),
    ("a\u200bb\u2066c", "abc"), ("<b>bo</b>", "bbo/b"), ("x" * 90, "x" * 24), ("\u0627\u0644\u064a", "\u0627\u0644\u064a"), (None, ""), ("\x00\x07", ""),
    ("*_[x](y)", "_x(y)"),
])
def test_names_cannot_act_on_other_people_s_text(given: str | None, shown: str) -> None:
    assert shown_name(given) == shown


def test_comments_are_one_line_and_hide_nothing() -> None:
    assert shown_text("A12\u2028x2\r\nplease\u202e gnp") == "A12 x2 please gnp"
    assert shown_text("z" + "\u0335" * 40) == "z" + "\u0335" * 4
    assert shown_text("x" * 900) == "x" * 500
    assert shown_text("👩\u200d🍳 می\u200cخواهم") == "👩\u200d🍳 می\u200cخواهم"
