"""Products of another platform's listing as drafts of a catalogue file, so that they are compared and written by the same rules."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commerce_core.domain.catalogue_file import values
from commerce_core.domain.catalogue_file.columns import column_named
from commerce_core.domain.catalogue_file.drafts import Draft, VariantDraft, read_values
from commerce_core.domain.catalogue_file.faults import Fault, Wrong
from commerce_core.domain.catalogue_file.table_file import OwnerOf
from commerce_core.domain.listing import ListedProduct, ListedVariant
from commerce_core.domain.product import Catalogue

UNSORTED = "Unsorted"
"""Shelf of a product that stands on none there."""
_MOST_HS_DIGITS = 10
_LONGEST_ID, _LONGEST_CODE = 80, 16


@dataclass(slots=True)
class Listing:
    """Makes drafts of a listing, one after the other: `currency` is the shop's, `taken` the codes given away so far."""

    platform: str
    catalogue: Catalogue
    owner_of: OwnerOf
    currency: str
    taken: set[str] = field(default_factory=set)

    def draft(self, row: int, listed: ListedProduct, picture: str | None) -> tuple[Draft, tuple[Fault, ...]]:
        """The draft, and what was left out of it: faults of single variants and facts, which do not keep the product out.

        What the platform does not know is not named and stays as it is in the shop; so do shelf, code and id of a product
        that the shop has.
        """
        left_out = [Fault(row, each.place, each.reason) for each in listed.faults]
        known = next((owner for each in listed.variants if (owner := self.owner_of(each.sku))), None)
        cells: dict[str, Any] = {"product": known or self._id(listed)}
        if known is None:
            cells |= {"category": (listed.category or UNSORTED)[:60], "code": self._code(listed, str(cells["product"]))}
        cells |= _texts("title_", listed.titles, row, left_out) | _texts("description_", listed.descriptions, row, left_out)
        cells |= _fact("hs_code", _international(listed.hs_code), row, left_out) | _fact("origin", listed.origin, row, left_out)
        if picture is not None:
            cells |= {"picture": picture} | _texts("alt_", listed.alt, row, left_out)
        read, faults = read_values(row, "", {name: cell for name, cell in cells.items() if cell is not None})
        variants = tuple(
            draft for each in listed.variants
            if (draft := self._variant(row, each, new=self.owner_of(each.sku) is None, left_out=left_out)) is not None)
        return Draft(row, read, variants, tuple(faults)), tuple(left_out)

    def picture_stem(self, listed: ListedProduct) -> str:
        """A file name for its picture, the same however the product is renamed, unlike every other product's."""
        return f"{self.platform}-{hashlib.sha256(listed.id.encode()).hexdigest()[:10]}"

    def _variant(self, row: int, each: ListedVariant, *, new: bool, left_out: list[Fault]) -> VariantDraft | None:
        at = f"{each.sku}: "
        if each.prices and self.currency not in each.prices:
            left_out.append(Fault(row, f"{at}price", f"is not given in {self.currency}, only in {', '.join(sorted(each.prices))}"))
            return None
        price = each.prices.get(self.currency)
        cells: dict[str, Any] = {"sku": each.sku, "price": price.text if price else None, "stock": each.stock,
                                 "weight_g": 0 if each.weight_g is None and new else each.weight_g}
        cells |= {f"option_{name}": value for name, value in _options(each.options).items()}
        read, faults = read_values(row, at, {name: cell for name, cell in cells.items() if cell is not None})
        left_out += faults
        return None if faults else VariantDraft(row, at, read)

    def _id(self, listed: ListedProduct) -> str:
        slug = _slug(listed.handle)[:_LONGEST_ID].strip("-") or _slug(listed.titles.get("en", ""))[:_LONGEST_ID].strip("-")
        if not slug:
            slug = f"{self.platform}-{_slug(listed.id.rpartition('/')[2]) or 'product'}"
        # a product of ours that only happens to be called the same is another product
        return slug if slug not in self.catalogue.by_id else f"{slug}-{self.platform}"

    def _code(self, listed: ListedProduct, id_: str) -> str:
        """What buyers call it by: its only SKU where that will do, else the beginning of its name, with a number where taken."""
        only = listed.variants[0].sku if len(listed.variants) == 1 else ""
        try:
            wanted = str(values.code(only) or "") if only else ""
        except Wrong:
            wanted = ""
        wanted = wanted or id_.upper()[:_LONGEST_CODE].strip("-")
        own = {each.sku.upper() for each in listed.variants}
        candidates = (wanted, *(f"{wanted[:_LONGEST_CODE - 5].strip('-')}-{n}" for n in range(2, 10_000)))
        found = next(each for each in candidates if self._free(each, own))
        self.taken |= {found, *own}
        return found

    def _free(self, code: str, own: set[str]) -> bool:
        if code in self.catalogue.by_code or (code in self.catalogue.variants and code not in own):
            return False
        return code not in self.taken


def _texts(prefix: str, texts: Mapping[str, str], row: int, left_out: list[Fault]) -> dict[str, str]:
    """Columns of a family; a text in a language that has no such column, or that its column does not take, is left out.

    A title that is too long is not: its product is refused with the reason, rather than sold under no name.
    """
    found = {}
    for language, text in texts.items():
        name = f"{prefix}{language}"
        if (column := column_named(name)) is None:
            left_out.append(Fault(row, name[:60], "is no language that is known here"))
            continue
        try:
            column.read(text)
        except Wrong as wrong:
            if prefix != "title_":
                left_out.append(Fault(row, name, str(wrong)))
                continue
        found[name] = text
    return found


def _fact(name: str, value: str | None, row: int, left_out: list[Fault]) -> dict[str, str]:
    """A fact that a product can be without: a wrong one is left out."""
    column = column_named(name)
    if value is None or column is None:
        return {}
    try:
        column.read(value)
    except Wrong as wrong:
        left_out.append(Fault(row, name, str(wrong)))
        return {}
    return {name: value}


def _international(hs_code: str | None) -> str | None:
    """A national tariff number cut to the ten digits that are kept; its first six are the same everywhere (HS Convention)."""
    if hs_code is None:
        return None
    digits = re.sub(r"[ .]", "", hs_code)
    return digits[:_MOST_HS_DIGITS] if digits.isascii() and digits.isdigit() else hs_code


def _options(options: Mapping[str, str]) -> dict[str, str]:
    """Options by names that a column can have: `Colour of lid` -> `colour_of_lid`, `颜色` -> `option_1`."""
    found: dict[str, str] = {}
    for position, (name, value) in enumerate(options.items(), start=1):
        slug = _slug(name).replace("-", "_")[:31].strip("_")
        slug = slug if slug and slug[0].isalpha() and slug not in found else f"option_{position}"
        found[slug] = value
    return found


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")
