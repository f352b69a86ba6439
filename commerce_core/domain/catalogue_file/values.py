"""One value of a catalogue file each: a cell of a table or a value of JSON in, what the shop keeps out, or Wrong."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Any

from commerce_core.domain.catalogue_file.faults import Wrong
from commerce_core.domain.landed_cost.request import TAX_CLASSES
from commerce_core.domain.reference import country_names

Read = Callable[[Any], Any]
LIST_SIGN = "|"
MOST_IN_A_LIST = 50
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_WORD, LONGEST_ATTRIBUTE = 200, 4000, 100, 500
MAX_UNITS, MAX_GRAMS = 1_000_000, 1_000_000
_PRODUCT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,14}[A-Z0-9])?")
_SKU = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,62}[A-Za-z0-9])?")
_HS_CODE = re.compile(r"[0-9]{6,10}")
_WHOLE = re.compile(r"[0-9]{1,12}")
_NO_CHAPTERS = frozenset({"00", "77"})
_LAST_CHAPTER = 97
_UNSHOWN = frozenset({"Cc", "Cs"})
_EXACT_IN_JSON = 2**53


def text(limit: int) -> Read:
    """Text without signs that cannot be shown, trimmed; None for none."""

    def read(value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise Wrong("must be text")
        plain = value.replace("\r\n", "\n").strip()
        if bad := next((sign for sign in plain if unicodedata.category(sign) in _UNSHOWN and sign not in "\n\t"), None):
            raise Wrong(f"holds the sign U+{ord(bad):04X}, which cannot be shown")
        if len(plain) > limit:
            raise Wrong(f"has {len(plain)} signs; {limit} is the most")
        return plain or None

    return read


def matching(pattern: re.Pattern[str], form: str, upper: bool = False) -> Read:
    """Text of one form, told in words when it is not."""

    def read(value: Any) -> str | None:
        plain = text(200)(value)
        if plain is None:
            return None
        plain = plain.upper() if upper else plain
        if not pattern.fullmatch(plain):
            raise Wrong(f"{plain!r} is not {form}")
        return str(plain)

    return read


product_id = matching(_PRODUCT, "a product id: small letters a-z, digits and single hyphens, such as ceramic-mugs")
code = matching(_CODE, "a claim code: up to 16 letters A-Z, digits and hyphens, such as B1", upper=True)
sku = matching(_SKU, "a SKU: up to 64 letters, digits and the signs . _ / -, such as B1-BLUE")


def hs_code(value: Any) -> str | None:
    """Six to ten digits of a chapter that the Harmonized System has (1 to 97 without 77); points and spaces are left out."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise Wrong("write the HS code as text: a number loses its leading zero")
    plain = text(40)(value)
    if plain is None:
        return None
    digits = re.sub(r"[ .]", "", plain)
    if not _HS_CODE.fullmatch(digits):
        raise Wrong(f"{plain!r} is not an HS code: 6 to 10 digits, such as 691110")
    if digits[:2] in _NO_CHAPTERS or int(digits[:2]) > _LAST_CHAPTER:
        raise Wrong(f"{plain!r} is no known HS code: there is no chapter {digits[:2]}")
    return digits


def country(value: Any) -> str | None:
    plain = text(40)(value)
    if plain is not None and plain.upper() not in country_names():
        raise Wrong(f"{plain!r} is not an ISO 3166-1 country code, such as CN")
    return plain.upper() if plain else None


def choice(allowed: Collection[str]) -> Read:
    def read(value: Any) -> str | None:
        plain = text(60)(value)
        if plain is not None and plain not in allowed:
            raise Wrong(f"{plain!r} is not one of {', '.join(allowed)}")
        return str(plain) if plain else None

    return read


tax_class = choice(TAX_CLASSES)


def whole(most: int, unit: str) -> Read:
    """A whole number from 0 up: digits, or a JSON number."""

    def read(value: Any) -> int | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            number = value
        elif isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
            number = int(value)
        else:
            raise Wrong(f"{value!r} is not a whole number of {unit} from 0 up")
        if not 0 <= number <= most:
            raise Wrong(f"{value!r} is not from 0 to {most} {unit}")
        return number

    return read


def words(value: Any) -> tuple[str, ...] | None:
    """Several short texts: `mugs | cups` in a table, a list in JSON; none twice."""
    given = value.split(LIST_SIGN) if isinstance(value, str) else value
    if given is None:
        return None
    if not isinstance(given, list):
        raise Wrong("must be a list of texts")
    read = text(LONGEST_WORD)
    found = tuple(dict.fromkeys(word for each in given if (word := read(each))))
    if len(found) > MOST_IN_A_LIST:
        raise Wrong(f"has {len(found)} entries; {MOST_IN_A_LIST} is the most")
    if any(LIST_SIGN in word for word in found):
        raise Wrong(f"an entry holds {LIST_SIGN}, which separates entries")
    return found or None


def attribute(value: Any) -> str | int | bool | tuple[str, ...] | None:
    """A fact for the restriction rules: text, whole number, true or false, or a list of texts."""
    if value is None or value == "":
        return None
    if isinstance(value, list):
        if not all(isinstance(each, str) for each in value):
            raise Wrong("a list holds texts only")
        return tuple(str(text(LONGEST_ATTRIBUTE)(each) or "") for each in value) or None
    if isinstance(value, str):
        return str(text(LONGEST_ATTRIBUTE)(value) or "") or None
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > _EXACT_IN_JSON):
        raise Wrong("write a number with decimals, or a very long one, as text")
    if isinstance(value, bool | int):
        return value
    raise Wrong("must be text, a whole number, true, false or a list of texts")


def attribute_cell(value: str | int | bool | tuple[str, ...] | list[str]) -> str:
    """The inverse of `attribute` for a cell."""
    if isinstance(value, str) and of_cell(value) is value:
        return value
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def of_cell(cell: str) -> Any:
    """What a cell says as JSON (`true`, `95`, `["UN3481"]`); the cell itself where that is nothing an attribute can be."""
    try:
        found = json.loads(cell, parse_float=str)
    except (ValueError, RecursionError):
        return cell
    return cell if isinstance(found, dict) or found is None or (isinstance(found, float)) else found
