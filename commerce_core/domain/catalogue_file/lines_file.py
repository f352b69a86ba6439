"""A catalogue as JSON Lines: one product per line, its variants inside."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from commerce_core.domain.catalogue_file.drafts import Draft, VariantDraft, read_values
from commerce_core.domain.catalogue_file.faults import BadCatalogueFile, Fault
from commerce_core.domain.catalogue_file.table_file import MOST_VARIANTS, OwnerOf
from commerce_core.domain.past_orders.faults import BadOrderFile
from commerce_core.domain.past_orders.table import TextLines, unpacked

FAMILIES = {
    "titles": "title_", "descriptions": "description_", "search_words": "search_words_", "alt": "alt_",
    "attributes": "attribute_", "options": "option_",
}
"""Object in JSON -> how its members are called as columns."""


def read_json_lines(stream: io.BufferedReader, owner_of: OwnerOf) -> Iterator[Draft]:
    """The products of a file, one after the other. Raises BadCatalogueFile for what ends all reading."""
    try:
        yield from _drafts(stream, owner_of)
    except BadOrderFile as wrong:
        raise BadCatalogueFile(str(wrong)) from None


def _drafts(stream: io.BufferedReader, owner_of: OwnerOf) -> Iterator[Draft]:
    seen = False
    for number, line in enumerate(TextLines(unpacked(stream), "utf-8"), start=1):
        if not line.strip():
            continue
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError as broken:
            if not seen:
                raise BadCatalogueFile(f"line {number}: not JSON ({broken}); for a table say --format csv") from None
            yield Draft(number, {}, (), (Fault(number, "line", f"not JSON: {broken}"),))
            continue
        seen = True
        yield _draft(number, value, owner_of)
    if not seen:
        raise BadCatalogueFile("the file is empty")


def _draft(number: int, value: Any, owner_of: OwnerOf) -> Draft:
    if not isinstance(value, dict):
        return Draft(number, {}, (), (Fault(number, "line", "must be a JSON object"),))
    given = dict(value)
    variants, faults = _variants(number, given.pop("variants", None))
    cells, wrong = _flat(number, "", given)
    values, also_wrong = read_values(number, "", cells)
    if values.get("product") is None:
        owners = (owner_of(sku) for each in variants if (sku := each.values.get("sku")))
        values["product"] = next((owner for owner in owners if owner), None)
    return Draft(number, values, variants, (*faults, *wrong, *also_wrong))


def _variants(number: int, given: Any) -> tuple[tuple[VariantDraft, ...], list[Fault]]:
    if given is None:
        return (), []
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given) or len(given) > MOST_VARIANTS:
        return (), [Fault(number, "variants", f"must be a list of at most {MOST_VARIANTS} objects")]
    found, faults = [], []
    for position, each in enumerate(given):
        at = f"variants[{position}]."
        cells, wrong = _flat(number, at, each)
        values, also_wrong = read_values(number, at, cells)
        found.append(VariantDraft(number, at, values))
        faults += wrong + also_wrong
    return tuple(found), faults


def _flat(number: int, at: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The members of an object by column name."""
    cells: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        if name in FAMILIES and isinstance(value, dict):
            cells |= {f"{FAMILIES[name]}{key}": each for key, each in value.items()}
        elif name in FAMILIES:
            faults.append(Fault(number, at + name, "must be an object"))
        else:
            cells[name] = value
    return cells, faults
