"""Products of a file in the shop: a dry run writes nothing, a product lands whole or not at all, every fault has its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commerce_core.api import Core
from commerce_core.domain.catalogue_file.faults import BadCatalogueFile
from commerce_core.domain.money import Money
from commerce_core.domain.product import Stock
from commerce_core.domain.refusals import Refusal
from commerce_core.services.catalogue import FindProduct, ShowCatalogue, ShowStock
from commerce_core.services.catalogue_import import EndImport, ImportProducts, Taken
from tests.peers.merchant_files import brought_in, exported, faults
from tests.peers.small_shop import small_shop

HEADER = "product,code,category,title_en,title_es,hs_code,customs_description,origin,sku,option_color,price,weight_g,stock\n"
MUG = "field-mug,XF1,kitchen,Field mug,Taza de campo,7323.93,Steel mug,CN,XF1-RED,red,14.00,210,40\n"
BLUE = "field-mug,,,,,,,,XF1-BLUE,blue,14.50,220,25\n"
BOARD = "oak-board,XF2,Garden & Oak,Oak board,,,Oak board,PL,XF2,,32.5,900,\n"


@pytest.fixture
def core() -> Core:
    return small_shop()


def counts(report: object) -> tuple[int, int, int, int]:
    each = report.counts  # type: ignore[attr-defined]
    return each["added"], each["changed"], each["unchanged"], each["wrong"]


def test_new_products_land_with_variants_texts_stock_and_a_new_shelf(core: Core) -> None:
    shelves = len(core.ask(ShowCatalogue()).categories)
    report = brought_in(core, HEADER + MUG + BLUE + BOARD)
    assert (counts(report), report.categories) == ((2, 0, 0, 0), {"garden-oak": "Garden & Oak"})
    product, variant = core.ask(FindProduct("xf1-blue"))
    assert (product.id, product.code, product.category, product.titles) == (
        "field-mug", "XF1", "kitchen", {"en": "Field mug", "es": "Taza de campo"})
    assert (product.hs_code, product.origin, product.tax_class) == ("732393", "CN", "standard")
    assert (variant.options, variant.price, variant.weight_g) == ({"color": "blue"}, Money(1450, "USD"), 220)
    stock = core.ask(ShowStock())
    assert (stock["XF1-RED"], stock["XF2"]) == (Stock("XF1-RED", 40, 40, 0, 0), Stock("XF2", 0, 0, 0, 0))
    catalogue = core.ask(ShowCatalogue())
    assert [each.id for each in catalogue.products[-2:]] == ["field-mug", "oak-board"]
    assert len(catalogue.categories) == shelves + 1


def test_a_dry_run_says_the_same_and_writes_nothing(core: Core) -> None:
    before = exported(core, lines=True), core.ask(ShowCatalogue()).version
    report = brought_in(core, HEADER + MUG + BOARD, apply=False)
    assert (counts(report), report.applied) == ((2, 0, 0, 0), False)
    assert (exported(core, lines=True), core.ask(ShowCatalogue()).version) == before


def test_a_change_is_told_field_by_field_and_leaves_the_rest(core: Core) -> None:
    brought_in(core, HEADER + MUG + BLUE)
    report = brought_in(core, "sku,price,stock,title_es,title_pt\nXF1-RED,15.00,38,,Caneca\n")
    assert [(each.field, each.before, each.after) for each in report.changes[0].changes] == [
        ("title_es", "Taza de campo", None), ("XF1-RED: price", "14.00", "15.00"), ("XF1-RED: stock", "40", "38"),
        ("title_pt", None, "Caneca")]
    product, variant = core.ask(FindProduct("XF1-BLUE"))
    assert (variant.price, product.titles) == (Money(1450, "USD"), {"en": "Field mug", "pt": "Caneca"})
    assert core.ask(ShowStock())["XF1-RED"] == Stock("XF1-RED", 38, 38, 0, 0)


def test_the_same_file_again_changes_nothing(core: Core) -> None:
    brought_in(core, HEADER + MUG + BLUE + BOARD)
    assert counts(brought_in(core, HEADER + MUG + BLUE + BOARD)) == (0, 0, 2, 0)


def test_one_wrong_row_keeps_its_whole_product_out_and_no_other(core: Core) -> None:
    report = brought_in(core, HEADER + MUG + BLUE.replace("14.50", "1e3") + BOARD)
    assert (counts(report), faults(report)) == ((1, 0, 0, 1), ["row 3: price: '1e3' is not a decimal amount"])
    with pytest.raises(Refusal):
        core.ask(FindProduct("XF1-RED"))
    assert core.ask(FindProduct("XF2"))[0].id == "oak-board"


@pytest.mark.parametrize(("old", "new", "told"), [
    ("14.00", "1e3", "row 2: price: '1e3' is not a decimal amount"),
    ("14.00", "-1", "row 2: price: '-1' is not a decimal amount"),
    ("14.00", "14.005", "row 2: price: '14.005' has more than the 2 decimals of USD"),
    ("14.00", "", "row 2: price: is missing: the variant is new"),
    ("14.00", "9" * 14, f"row 2: price: '{'9' * 14}' is more than a price can be"),
    (",40\n", ",-4\n", "row 2: stock: '-4' is not a whole number of units from 0 up"),
    (",40\n", ",4.0\n", "row 2: stock: '4.0' is not a whole number of units from 0 up"),
    (",40\n", ",1000001\n", "row 2: stock: '1000001' is not from 0 to 1000000 units"),
    (",210,", ",,", "row 2: weight_g: is missing: the variant is new"),
    ("7323.93", "73", "row 2: hs_code: '73' is not an HS code: 6 to 10 digits, such as 691110"),
    ("7323.93", "777777", "row 2: hs_code: '777777' is no known HS code: there is no chapter 77"),
    ("7323.93", "981234", "row 2: hs_code: '981234' is no known HS code: there is no chapter 98"),
    (",CN,", ",XX,", "row 2: origin: 'XX' is not an ISO 3166-1 country code, such as CN"),
    ("field-mug", "Field Mug", "row 2: product: 'Field Mug' is not a product id: small letters a-z, digits and single "
                               "hyphens, such as ceramic-mugs"),
    (",XF1,", ",XF 1,", "row 2: code: 'XF 1' is not a claim code: up to 16 letters A-Z, digits and hyphens, such as B1"),
    (",XF1,", ",B1,", "row 2: code: B1 is already the code of ceramic-mugs"),
    (",XF1,", ",b1-blue,", "row 2: code: B1-BLUE is already a SKU of ceramic-mugs"),
    ("XF1-RED", "B1-BLUE", "row 2: sku: B1-BLUE already belongs to ceramic-mugs"),
    ("XF1-RED", "", "row 2: sku: is missing"),
    ("kitchen", "", "row 2: category: is missing: the product is new"),
    ("Field mug,Taza de campo", ",", "row 2: title_en: is missing: a product needs a title in at least one language"),
    ("Field mug", "Field\0mug", "row 2: title_en: holds the sign U+0000, which cannot be shown"),
    (",40\n", ",40,5\n", "row 2: row: has 14 fields where the header has 13"),
])
def test_what_is_wrong_is_named_by_row_and_column(core: Core, old: str, new: str, told: str) -> None:
    report = brought_in(core, HEADER + MUG.replace(old, new, 1))
    assert (faults(report), counts(report)) == ([told], (0, 0, 0, 1))


def test_names_that_the_file_uses_twice_are_the_first_ones(core: Core) -> None:
    again = MUG.replace("field-mug", "other-mug").replace("XF1-RED", "xf1-red")
    report = brought_in(core, HEADER + MUG + again + BOARD + BLUE)
    assert faults(report) == [
        "row 3: code: XF1 is already the code of the product on row 2", "row 3: sku: xf1-red is already on row 2",
        "row 5: product: field-mug was already on row 2: rows of one product stand together"]
    assert counts(report) == (2, 0, 0, 2)


def test_variants_that_nobody_could_tell_apart_are_refused(core: Core) -> None:
    report = brought_in(core, HEADER + MUG + BLUE.replace("blue", "red"))
    assert faults(report) == ["row 3: sku: XF1-BLUE has the same options as XF1-RED: nobody could tell them apart"]


def test_rows_of_a_product_that_contradict_each_other_are_refused(core: Core) -> None:
    report = brought_in(core, HEADER + MUG + BLUE.replace("field-mug,,,,", "field-mug,,,Another mug,"))
    assert faults(report) == ["row 3: title_en: is not what row 2 says of the same product"]


def test_a_price_in_another_currency_is_not_taken_for_the_shop_s_own(core: Core) -> None:
    assert faults(brought_in(core, "sku,price,currency\nB1-BLUE,20,EUR\n")) == [
        "row 2: currency: EUR is not the shop's own: USD"]


@pytest.mark.parametrize(("content", "told"), [
    ("", "the file is empty"),
    ("\n", "row 1 is empty: the header belongs there"),
    ("sku;price\nB1-BLUE;3\n", "row 1: the columns are not separated by ',' but by ';': say so with --delimiter"),
    ("sku\tprice\nB1-BLUE\t3\n", "row 1: the columns are not separated by ',' but by a tab: say so with --delimiter"),
    ("sku,prise\n", "row 1: there is no column 'prise'; did you mean 'price'?"),
    ("sku,title_English\n", "row 1: there is no column 'title_English': after title_ comes a language, such as title_en or title_zh-Hans"),
    ("sku,price,price\n", "row 1: the column 'price' is there twice"),
    ("price\n3\n", "row 1: the column 'sku' is missing"),
    ("sku,price\n".encode("utf-16"), "line 1: the file is not UTF-8 but looks like UTF-16; say so with --encoding utf-16"),
    ("sku,title_es\nB1-BLUE,Tazón\n".encode("latin-1"),
     "line 2: the byte 0xF3 is not UTF-8; name the file's encoding, such as --encoding latin-1"),
    (b"PK\x03\x04 a workbook", "the file is a zip archive or an Excel workbook: save the table as CSV"),
])
def test_a_file_that_is_no_catalogue_gets_one_clear_error(core: Core, content: str | bytes, told: str) -> None:
    with pytest.raises(BadCatalogueFile) as wrong:
        brought_in(core, content)
    assert str(wrong.value) == told


def test_marks_delimiters_and_encodings_of_spreadsheets_are_read(core: Core) -> None:
    table = "sku,title_es\nB1-BLUE,Tazón\n"
    for content, how in (
        ("\ufeff" + table, {}), (table.replace(",", ";"), {"delimiter": ";"}), (table.encode("utf-16"), {"encoding": "utf-16"}),
        (table.encode("latin-1"), {"encoding": "latin-1"}), (table.replace("\n", "\r\n"), {}),
    ):
        report = brought_in(core, content, apply=False, **how)
        assert (counts(report), report.changes[0].changes[0].after) == ((0, 1, 0, 0), "Tazón"), how


def test_a_row_that_quotes_wrongly_keeps_out_the_product_it_may_belong_to(core: Core) -> None:
    broken = HEADER + MUG + 'field-mug,,,"a"b,,,,,XF1-X,x,1,1,1\n' + BLUE + BOARD
    report = brought_in(core, broken)
    assert [each.partition(":")[0] for each in faults(report)] == ["row 3"]
    assert counts(report) == (1, 0, 0, 1)


LINE = {
    "product": "field-mug", "code": "XF1", "category": "kitchen", "titles": {"en": "Field mug"}, "search_words": {"en": ["mug"]},
    "attributes": {"un": ["UN3481"], "battery_wh": 95, "radio_tx": True, "cell_wh": "3"}, "gift_for": ["mother"],
    "variants": [{"sku": "XF1-RED", "options": {"color": "red"}, "price": "14.00", "weight_g": 210, "stock": 40}],
}


def test_json_lines_say_the_same(core: Core) -> None:
    assert counts(brought_in(core, json.dumps(LINE) + "\n\n", lines=True)) == (1, 0, 0, 0)
    product, variant = core.ask(FindProduct("XF1-RED"))
    assert product.attributes == {"un": ("UN3481",), "battery_wh": 95, "radio_tx": True, "cell_wh": "3"}
    assert (product.search_words, product.gift_for, variant.price) == ({"en": ("mug",)}, ("mother",), Money(1400, "USD"))
    assert counts(brought_in(core, json.dumps(LINE), lines=True)) == (0, 0, 1, 0)


@pytest.mark.parametrize(("change", "told"), [
    ({"hs_code": 90210}, "row 1: hs_code: write the HS code as text: a number loses its leading zero"),
    ({"titles": "Mug"}, "row 1: titles: must be an object"),
    ({"titles": {"english": "Mug"}}, "row 1: title_english: there is no such column"),
    ({"attributes": {"blade": {}}}, "row 1: attribute_blade: must be text, a whole number, true, false or a list of texts"),
    ({"attributes": {"cell_wh": 3.7}}, "row 1: attribute_cell_wh: write a number with decimals, or a very long one, as text"),
    ({"variants": [{"sku": "X1", "price": 14.0, "weight_g": 1}]}, "row 1: variants[0].price: must be text"),
    ({"variants": [{"sku": "X1", "price": "14", "weight_g": True}]},
     "row 1: variants[0].weight_g: True is not a whole number of grams from 0 up"),
    ({"variants": {}}, "row 1: variants: must be a list of at most 1000 objects"),
    ({"prise": "1"}, "row 1: prise: there is no such column"),
])
def test_json_lines_are_checked_as_strictly(core: Core, change: dict[str, object], told: str) -> None:
    assert faults(brought_in(core, json.dumps(LINE | change), lines=True))[0] == told


def test_a_line_that_is_no_json_is_one_fault_but_the_first_ends_it(core: Core) -> None:
    report = brought_in(core, json.dumps(LINE) + "\n{not json\n[]\n", lines=True)
    assert [each.split(":")[:2] for each in faults(report)] == [["row 2", " line"], ["row 3", " line"]]
    assert counts(report) == (1, 0, 0, 2)
    with pytest.raises(BadCatalogueFile, match="for a table say --format csv"):
        brought_in(core, HEADER + MUG, lines=True)


def test_a_long_import_is_written_in_steps_and_shown_at_its_end(core: Core) -> None:
    rows = [f"thing-{n},T{n},kitchen,Thing {n},,,,,T{n},,1.00,10,1\n" for n in range(250)]
    versions = [core.ask(ShowCatalogue()).version]
    report = brought_in(core, HEADER + "".join(rows))
    versions.append(core.ask(ShowCatalogue()).version)
    assert (counts(report), versions[1] - versions[0]) == ((250, 0, 0, 0), 1)
    assert [each.id for each in core.ask(ShowCatalogue()).products[-2:]] == ["thing-248", "thing-249"]


def test_products_before_the_place_where_reading_ends_have_landed(core: Core) -> None:
    rows = "".join(f"thing-{n},T{n},kitchen,Thing {n},,,,,T{n},,1.00,10,1\n" for n in range(150))
    with pytest.raises(BadCatalogueFile):
        brought_in(core, (HEADER + rows).encode() + b"x-\xff,X1,kitchen,X,,,,,X1,,1,1,1\n")
    assert core.ask(FindProduct("T99"))[0].id == "thing-99"


def test_who_may_not_change_the_catalogue_imports_nothing(core: Core) -> None:
    for command in (ImportProducts("otto", (), Taken()), EndImport("sam")):
        with pytest.raises(Refusal) as refused:
            core.do(command)
        assert refused.value.code == "forbidden"


def test_a_picture_is_copied_once_under_a_name_of_its_content(core: Core, tmp_path: Path) -> None:
    from PIL import Image

    beside, kept = tmp_path / "pictures", tmp_path / "shop"
    beside.mkdir()
    Image.new("RGB", (400, 300), "navy").save(beside / "Blue Mug.png")
    table = "sku,picture\nB1-BLUE,Blue Mug.png\n"
    assert counts(brought_in(core, table, apply=False, pictures=beside, kept=kept)) == (0, 1, 0, 0)
    assert not kept.exists()
    brought_in(core, table, pictures=beside, kept=kept)
    name = core.ask(FindProduct("B1-BLUE"))[0].picture
    assert name.startswith("blue-mug-") and [each.name for each in kept.iterdir()] == [name]
    assert counts(brought_in(core, table, pictures=beside, kept=kept)) == (0, 0, 1, 0)
    assert counts(brought_in(core, f"sku,picture\nB1-BLUE,{name}\n")) == (0, 0, 1, 0)
