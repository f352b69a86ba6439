"""A listing of another platform as drafts: names that fit, what is left out, and what is not named at all."""

from __future__ import annotations

import pytest

from commerce_core.domain.catalogue_file.listed import Listing
from commerce_core.domain.listing import ListedProduct, ListedVariant
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue


def listing() -> Listing:
    return Listing("medusa", Catalogue(1, (), ()), lambda sku: "old-mug" if sku == "OLD-1" else None, "USD")


def variant(sku: str = "A-1", **more: object) -> ListedVariant:
    given = {"id": "v1", "sku": sku, "options": {}, "prices": {"USD": Money(500, "USD")}, "stock": None, "weight_g": None}
    return ListedVariant(**(given | more))  # type: ignore[arg-type]


def product(*variants: ListedVariant, **more: object) -> ListedProduct:
    given = {"id": "prod_1", "handle": "camp-mug", "titles": {"en": "Camp mug"}, "descriptions": {}, "category": None, "pictures": (),
             "alt": {}, "hs_code": None, "origin": None, "variants": variants or (variant(),)}
    return ListedProduct(**(given | more))  # type: ignore[arg-type]


def test_a_new_product_gets_id_code_shelf_and_weight() -> None:
    draft, left_out = listing().draft(1, product(), None)
    assert (draft.values, draft.faults, left_out) == (
        {"product": "camp-mug", "category": "Unsorted", "code": "A-1", "title_en": "Camp mug"}, (), ())
    assert [each.values for each in draft.variants] == [{"sku": "A-1", "price": "5.00", "weight_g": 0}]


def test_a_known_product_keeps_what_was_arranged_here() -> None:
    draft, _ = listing().draft(1, product(variant("OLD-1"), category="Elsewhere"), None)
    assert draft.values == {"product": "old-mug", "title_en": "Camp mug"}
    assert [each.values for each in draft.variants] == [{"sku": "OLD-1", "price": "5.00"}]


@pytest.mark.parametrize(("handle", "titles", "id_"), [
    ("Càmp_Mug!", {"en": "x"}, "camp-mug"), ("马克杯", {"en": "Tin Mug"}, "tin-mug"), ("", {"zh-Hans": "马克杯"}, "medusa-prod-1"),
    ("a" * 200, {"en": "x"}, "a" * 80),
])
def test_ids_are_made_of_what_there_is(handle: str, titles: dict[str, str], id_: str) -> None:
    assert listing().draft(1, product(handle=handle, titles=titles), None)[0].values["product"] == id_


def test_no_two_products_get_the_same_code() -> None:
    several, pair = listing(), (variant("A-1"), variant("A-2", options={"Size": "L"}))
    codes = [several.draft(n, product(*pair, handle="summer-dress-with-pockets"), None)[0].values["code"] for n in (1, 2, 3)]
    assert codes == ["SUMMER-DRESS-WIT", "SUMMER-DRES-2", "SUMMER-DRES-3"]


@pytest.mark.parametrize(("hs_code", "kept", "reason"), [
    ("7323.93", "732393", None), ("6911100000123", "6911100000", None), ("mug", None, "'mug' is not an HS code: 6 to 10 digits, such as 691110"),
    ("123", None, "'123' is not an HS code: 6 to 10 digits, such as 691110"), ("990000", None, "'990000' is no known HS code: there is no chapter 99"),
])
def test_an_hs_code_that_is_none_is_left_out_and_its_product_is_not(hs_code: str, kept: str | None, reason: str | None) -> None:
    draft, left_out = listing().draft(4, product(hs_code=hs_code), None)
    assert (draft.values.get("hs_code"), draft.faults) == (kept, ())
    assert [str(fault) for fault in left_out] == ([f"row 4: hs_code: {reason}"] if reason else [])


@pytest.mark.parametrize(("name", "column"), [
    ("Color", "option_color"), ("Colour of lid", "option_colour_of_lid"), ("颜色", "option_option_1"), ("3D", "option_option_1"),
])
def test_options_get_names_that_a_column_can_have(name: str, column: str) -> None:
    draft, _ = listing().draft(1, product(variant(options={name: "red"})), None)
    assert draft.variants[0].values[column] == "red"


@pytest.mark.parametrize("wrong", [{"sku": "a b"}, {"sku": "-"}, {"options": {"Color": "x" * 61}}, {"stock": 10**9}, {"weight_g": 10**9}])
def test_a_variant_with_a_wrong_value_is_left_out_alone(wrong: dict[str, object]) -> None:
    spoiled = variant(**{"sku": "B-1", **wrong})  # type: ignore[arg-type]
    draft, left_out = listing().draft(1, product(variant("A-1"), spoiled), None)
    assert ([each.values["sku"] for each in draft.variants], len(left_out), draft.faults) == (["A-1"], 1, ())


def test_a_picture_is_called_the_same_however_its_product_is_renamed() -> None:
    names = {listing().picture_stem(product(handle=handle)) for handle in ("camp-mug", "renamed", "马克杯")}
    assert names == {"medusa-7973e20ca5"}
    assert listing().picture_stem(product(id="prod_2")) not in names
