"""What markets and channels would refuse is found product by product, with the field, the reason and the places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commerce_core.domain.catalogue_lint import Finding, lint
from commerce_core.domain.landed_cost import shipped_facts
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Product, Variant
from commerce_core.domain.shop import Market, shop_from_json
from commerce_core.sample_shop.load import load_shop

TODAY = date(2026, 11, 22)
SHOP = replace(
    shop_from_json(load_shop().settings),
    markets={"DE": Market("DE", "EUR", ("de", "en")), "US": Market("US", "USD", ("en", "es"))})
MUG = Product(
    id="mug", code="B1", category="kitchen", titles={"en": "Mug", "de": "Becher"}, descriptions={"en": "A mug", "de": "Ein Becher"},
    search_words={}, picture="mug.webp", alt={}, hs_code="691110", customs_description="Porcelain mug", origin="CN",
    tax_class="standard", attributes={}, gift_for=(), variants=(Variant("B1-RED", "mug", {}, Money(1400, "USD"), 200),))


def found(*products: Product) -> list[Finding]:
    return list(lint(Catalogue(1, products, ()), SHOP, shipped_facts(), TODAY))


def told(*products: Product) -> list[tuple[str, bool, str, tuple[str, ...]]]:
    return [(each.kind, each.blocks, each.field, each.where) for each in found(*products) if each.kind != "needs_review"]


def test_a_product_that_lacks_nothing_has_nothing_but_what_a_person_must_look_at() -> None:
    assert told(MUG) == []
    assert {each.detail.partition(":")[0] for each in found(MUG)} == {"gpsr.any", "eu.pid"}
    assert {each.where for each in found(MUG)} == {("DE",)}


@pytest.mark.parametrize(("change", "finding"), [
    ({"hs_code": ""}, ("no_hs_code", True, "hs_code", ())),
    ({"origin": ""}, ("no_origin", True, "origin", ())),
    ({"customs_description": ""}, ("no_customs_description", False, "customs_description", ())),
    ({"picture": None}, ("no_picture", False, "picture", ())),
    ({"titles": {"en": "Mug"}}, ("no_title", False, "title_de", ("DE",))),
    ({"descriptions": {"de": "Ein Becher"}}, ("no_description", False, "description_en", ("US",))),
    ({"titles": {"en": "M" * 33, "de": "B" * 32}}, ("title_too_long", True, "title_en", ("telegram",))),
    ({"descriptions": {"en": "x" * 255, "de": "x" * 256}}, ("description_too_long", True, "description_de", ("telegram",))),
    ({"variants": (Variant("B1-RED", "mug", {}, Money(0, "USD"), 200),)}, ("price_zero", True, "B1-RED: price", ())),
    ({"variants": (Variant("B1-RED", "mug", {}, Money(1, "USD"), 0),)}, ("weight_zero", True, "B1-RED: weight_g", ())),
    ({"code": "12"}, ("code_is_number", True, "code", ())),
])
def test_each_lack_is_found_once(change: dict[str, object], finding: tuple[object, ...]) -> None:
    assert told(replace(MUG, **change)) == [finding]


@pytest.mark.parametrize("code", ["b1", "B-1", "BI", "BL"])
def test_codes_that_sound_or_look_alike_collide(code: str) -> None:
    cup = replace(MUG, id="cup", code=code, variants=(replace(MUG.variants[0], sku="CUP", product_id="cup"),))
    assert told(MUG, cup) == [("codes_alike", True, "code", ()), ("codes_alike", True, "code", ())]
    assert told(MUG, replace(cup, code="B2")) == []


def test_goods_that_no_way_may_carry_are_refused_and_those_that_one_may_are_told() -> None:
    bank = replace(MUG, id="bank", hs_code="850760", customs_description="Lithium-ion power bank", attributes={"un": ("UN3480",)})
    assert told(bank) == [("not_by", False, "attributes", ("DE", "US"))]


def test_only_the_products_asked_for_are_looked_at() -> None:
    cup = replace(MUG, id="cup", code="B2", picture=None)
    assert [each.product for each in lint(Catalogue(1, (MUG, cup), ()), SHOP, shipped_facts(), TODAY, (cup,))
            if each.kind == "no_picture"] == ["cup"]
