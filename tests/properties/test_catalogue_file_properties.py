"""What the shop writes as a file, it reads back as no change, whatever its products are called."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from commerce_core.domain.catalogue_file.lines_file import read_json_lines
from commerce_core.domain.catalogue_file.planning import Against, Taken, plan
from commerce_core.domain.catalogue_file.table_file import plain_cell, read_csv, safe_cell
from commerce_core.domain.catalogue_file.writing import csv_lines, json_lines
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Category, Product, Variant
from tests.peers.merchant_files import stream

SIGNS = st.characters(exclude_categories=("Cc", "Cs"), include_characters="=+-@'\"|,;\n")
WORDS = st.text(SIGNS, min_size=1, max_size=20).map(str.strip).filter(bool)
ENTRIES = WORDS.map(lambda word: word.replace("|", "/").strip()).filter(bool)
LANGUAGES = st.sampled_from(["en", "es", "zh-Hans", "ar", "pt-BR"])
FACTS = st.one_of(WORDS, st.booleans(), st.integers(-(2**53), 2**53), st.lists(WORDS, min_size=1, max_size=3).map(tuple))


@st.composite
def products(draw: st.DrawFn, number: int) -> Product:
    variants = tuple(
        Variant(f"P{number}-{at}", f"product-{number}", {"size": f"{at}"} | draw(st.dictionaries(st.just("color"), WORDS)),
                Money(draw(st.integers(0, 10**9)), "USD"), draw(st.integers(0, 10**6)))
        for at in range(draw(st.integers(1, 3)))
    )
    return Product(
        id=f"product-{number}", code=f"C{number}", category="shelf", titles=draw(st.dictionaries(LANGUAGES, WORDS, min_size=1)),
        descriptions=draw(st.dictionaries(LANGUAGES, WORDS)), picture=None, alt=draw(st.dictionaries(LANGUAGES, WORDS)),
        search_words=draw(st.dictionaries(LANGUAGES, st.lists(ENTRIES, min_size=1, max_size=3, unique=True).map(tuple))),
        hs_code=draw(st.sampled_from(["", "691110", "0902101000"])), customs_description=draw(st.one_of(st.just(""), WORDS)),
        origin=draw(st.sampled_from(["", "CN"])), tax_class="standard", gift_for=(), variants=variants,
        attributes=draw(st.dictionaries(st.sampled_from(["material", "battery_wh", "un"]), FACTS)),
    )


CATALOGUES = st.integers(1, 3).flatmap(lambda many: st.tuples(*(products(n) for n in range(many)))).map(
    lambda each: Catalogue(1, each, (Category("shelf", 0, {"en": "Shelf"}, ""),)))


@given(CATALOGUES, st.integers(0, 1000))
def test_what_is_written_reads_back_as_no_change(catalogue: Catalogue, units: int) -> None:
    available = {variant.sku: units for _, variant in catalogue.variants.values()}
    for text, read in (("".join(csv_lines(catalogue, available)), read_csv), ("".join(json_lines(catalogue, available)), read_json_lines)):
        taken, shop = Taken(), Against(catalogue, available, "USD", {})
        plans = [plan(draft, shop, taken) for draft in read(stream(text), lambda sku: None)]
        assert [(each.outcome, each.faults, each.changes) for each in plans] == [("unchanged", (), ())] * len(catalogue.products)
        assert [each.product for each in plans] == list(catalogue.products)


@given(CATALOGUES)
def test_an_empty_shop_takes_over_all_that_another_has(catalogue: Catalogue) -> None:
    text = "".join(csv_lines(catalogue, {}))
    taken, shop = Taken(), Against(Catalogue(0, (), catalogue.categories), {}, "USD", {})
    plans = [plan(draft, shop, taken) for draft in read_csv(stream(text), lambda sku: None)]
    assert [each.product for each in plans] == list(catalogue.products)


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_every_cell_reads_back(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(CATALOGUES)
def test_a_spreadsheet_finds_no_formula_in_an_export(catalogue: Catalogue) -> None:
    rows = list(csv.reader(io.StringIO("".join(csv_lines(catalogue, {})), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


@given(st.binary(max_size=200))
def test_any_bytes_end_in_drafts_or_one_error(content: bytes) -> None:
    from commerce_core.domain.catalogue_file.faults import BadCatalogueFile

    for read in (read_csv, read_json_lines):
        try:
            list(read(stream(content), lambda sku: None))
        except BadCatalogueFile as wrong:
            assert str(wrong)


@given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5) | st.integers(-(2**60), 2**60),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["product", "titles", "variants", "sku", "price", "attributes", "en"]), inner, max_size=4)))
def test_any_json_ends_in_a_plan(value: object) -> None:
    from commerce_core.domain.catalogue_file.faults import BadCatalogueFile

    shop = Against(Catalogue(0, (), ()), {}, "USD", {})
    try:
        drafts = list(read_json_lines(stream(json.dumps({"product": "x", "variants": value})), lambda sku: None))
    except BadCatalogueFile:
        return
    assert {plan(draft, shop, Taken()).outcome for draft in drafts} <= {"wrong", "added"}
