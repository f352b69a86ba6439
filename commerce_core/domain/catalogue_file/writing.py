"""The catalogue as a file that reads back as no change: a table safe to open in a spreadsheet, or JSON Lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

import orjson

from commerce_core.domain.catalogue_file.columns import COLUMNS
from commerce_core.domain.catalogue_file.differing import product_cells, variant_cells
from commerce_core.domain.catalogue_file.table_file import safe_cell
from commerce_core.domain.product import Catalogue, Product


def csv_lines(catalogue: Catalogue, available: Mapping[str, int]) -> Iterator[str]:
    """The header and one line per variant; columns stand in the order of the schema, families sorted."""
    header = _header(catalogue)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for product in catalogue.products:
        for variant in product.variants:
            cells = dict(product_cells(product)) | dict(variant_cells(variant, available.get(variant.sku, 0)))
            writer.writerow([safe_cell(cells.get(name, "")) for name in header])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def json_lines(catalogue: Catalogue, available: Mapping[str, int]) -> Iterator[str]:
    """One product per line."""
    for product in catalogue.products:
        yield orjson.dumps(_as_json(product, available)).decode() + "\n"


def _header(catalogue: Catalogue) -> list[str]:
    names: set[str] = set()
    for product in catalogue.products:
        names |= {name for name, _ in product_cells(product)}
        for variant in product.variants:
            names |= {name for name, _ in variant_cells(variant, 0)}
    found: list[str] = []
    for column in COLUMNS:
        if column.name.endswith("*"):
            found += sorted(name for name in names if name.startswith(column.name.removesuffix("*")))
        else:
            found.append(column.name)
    return found


def _as_json(product: Product, available: Mapping[str, int]) -> dict[str, object]:
    return {
        "product": product.id, "code": product.code, "category": product.category, "titles": dict(product.titles),
        "descriptions": dict(product.descriptions),
        "search_words": {language: list(words) for language, words in product.search_words.items()},
        "picture": product.picture, "alt": dict(product.alt), "hs_code": product.hs_code,
        "customs_description": product.customs_description, "origin": product.origin, "tax_class": product.tax_class,
        "attributes": {name: list(each) if isinstance(each, tuple) else each for name, each in product.attributes.items()},
        "gift_for": list(product.gift_for),
        "variants": [
            {"sku": each.sku, "options": dict(each.options), "price": each.price.text, "currency": each.price.currency,
             "weight_g": each.weight_g, "stock": available.get(each.sku, 0)}
            for each in product.variants
        ],
    }
