"""The schema of a catalogue file: every column, where JSON Lines keeps it, what it takes and what it means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from commerce_core.domain.catalogue_file import values
from commerce_core.domain.catalogue_file.faults import BadCatalogueFile
from commerce_core.domain.catalogue_file.values import Read
from commerce_core.domain.landed_cost.request import TAX_CLASSES

PRODUCT, VARIANT = "product", "variant"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` ends in `_*` for a family (one column per language, option or attribute); `json` is its place in JSON.

    `stays` marks what an empty cell leaves as it is; an empty cell of any other column empties it.
    """

    name: str
    json: str
    level: str
    read: Read
    takes: str
    meaning: str
    stays: bool = False
    new: bool = False
    """A new product needs it."""


COLUMNS = (
    Column("product", "product", PRODUCT, values.product_id, "`a-z`, digits, single hyphens",
           "the product's id; rows with the same id are its variants and stand together. May be left out where the SKU is known", True, True),
    Column("code", "code", PRODUCT, values.code, "up to 16 of `A-Z`, digits, hyphens",
           "what buyers call it by in a live show; unlike every other code and SKU. A new product with one variant takes its SKU", True),
    Column("category", "category", PRODUCT, values.text(60), "text",
           "id or title of its shelf; a new name opens a new shelf", True, True),
    Column("title_*", "titles.*", PRODUCT, values.text(values.LONGEST_TITLE), f"up to {values.LONGEST_TITLE} signs",
           "name in a language, such as `title_en` or `title_zh-Hans`; at least one", new=True),
    Column("description_*", "descriptions.*", PRODUCT, values.text(values.LONGEST_DESCRIPTION),
           f"up to {values.LONGEST_DESCRIPTION} signs", "what it is, in a language"),
    Column("search_words_*", "search_words.*", PRODUCT, values.words, "list", "other words buyers of a language look for it by"),
    Column("picture", "picture", PRODUCT, values.text(120), "a file name",
           "picture in the folder beside the file, or one the shop has already: JPEG, PNG or WebP"),
    Column("alt_*", "alt.*", PRODUCT, values.text(500), "up to 500 signs", "what the picture shows, for people who do not see it"),
    Column("hs_code", "hs_code", PRODUCT, values.hs_code, "6 to 10 digits", "customs tariff code; `691110` and `6911.10` are the same"),
    Column("customs_description", "customs_description", PRODUCT, values.text(200), "up to 200 signs",
           "what the goods are, in plain English, for customs papers"),
    Column("origin", "origin", PRODUCT, values.country, "ISO country code", "where the goods were made"),
    Column("tax_class", "tax_class", PRODUCT, values.tax_class, " ".join(f"`{each}`" for each in TAX_CLASSES),
           "which tax rate it falls under; `standard` when a new product names none", True),
    Column("attribute_*", "attributes.*", PRODUCT, values.attribute, "text, whole number, `true`, `false` or a JSON list",
           "a fact that restriction rules ask for, such as `attribute_battery_wh` or `attribute_material`"),
    Column("gift_for", "gift_for", PRODUCT, values.words, "list", "whom it suits as a present, such as mother and friend"),
    Column("sku", "variants[].sku", VARIANT, values.sku, "up to 64 letters, digits, `. _ / -`", "what is bought: one row each", True, True),
    Column("option_*", "variants[].options.*", VARIANT, values.text(60), "up to 60 signs",
           "what sets the variant apart, such as `option_color` or `option_size`"),
    Column("price", "variants[].price", VARIANT, values.text(40), "decimal text, such as `22.00`",
           "of one, before any tax, in the shop's currency", True, True),
    Column("currency", "variants[].currency", VARIANT, values.text(3), "ISO currency code", "of the price; must be the shop's own", True),
    Column("weight_g", "variants[].weight_g", VARIANT, values.whole(values.MAX_GRAMS, "grams"), "whole grams",
           "weight packed for sending", True, True),
    Column("stock", "variants[].stock", VARIANT, values.whole(values.MAX_UNITS, "units"), "whole units",
           "units that can be sold now (held ones are not among them); 0 when a new variant names none", True),
)
_EXACT = {column.name: column for column in COLUMNS if not column.name.endswith("*")}
_FAMILIES = {column.name.removesuffix("*"): column for column in COLUMNS if column.name.endswith("*")}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_PER_LANGUAGE = frozenset({"title_", "description_", "search_words_", "alt_"})


@cache
def column_named(name: str) -> Column | None:
    """The column or family that a header names; None for no such one."""
    if name in _EXACT:
        return _EXACT[name]
    for prefix, column in _FAMILIES.items():
        if name.startswith(prefix):
            form = _LANGUAGE if prefix in _PER_LANGUAGE else _NAME
            return column if form.fullmatch(name.removeprefix(prefix)) else None
    return None


def checked_header(names: Iterable[str]) -> tuple[str, ...]:
    """The header of a table, trimmed. Raises BadCatalogueFile naming a column that is unknown, twice there or missing."""
    header = tuple(name.strip() for name in names)
    for at, name in enumerate(header):
        if column_named(name) is None:
            raise BadCatalogueFile(f"row 1: there is no column {name!r}{_meant(name)}")
        if name in header[:at]:
            raise BadCatalogueFile(f"row 1: the column {name!r} is there twice")
    if "sku" not in header:
        raise BadCatalogueFile("row 1: the column 'sku' is missing")
    return header


def _meant(name: str) -> str:
    prefix = next((each for each in _PER_LANGUAGE if name.startswith(each)), None)
    if prefix:
        return f": after {prefix} comes a language, such as {prefix}en or {prefix}zh-Hans"
    known = [*_EXACT, *(f"{each}en" for each in _PER_LANGUAGE), "option_color", "option_size"]
    close = difflib.get_close_matches(name.lower(), known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
