"""A live show: what is on stage, who commented, and how a claim names one of its items."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Product, Variant

SHOW = {"draft": {"open", "closed"}, "open": {"closed"}, "closed": set[str]()}
LONGEST_NAME = 24
LONGEST_TEXT = 500
_ROOM = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CODE = re.compile(r"[A-Z]{1,4}[0-9]{1,4}|[0-9]{3,6}")
_HANDLE_SIGNS = re.compile(r"[@#<>*`|\\\[\]{}]")


@dataclass(frozen=True, slots=True)
class Show:
    """One show in one room: at most one that is not closed. `comments` numbers its single ordered stream."""

    id: str
    room: str
    title: str
    status: str
    pinned: str | None
    comments: int
    version: int
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShowItem:
    """A product on sale under a code. `sku` is what a claim takes that names no variant (None: the viewer is asked).

    `price` is the show's own price of one unit in the shop's currency, None where the price tag counts.
    """

    code: str
    position: int
    product_id: str
    sku: str | None
    price: Money | None

    def price_of(self, variant: Variant) -> Money:
        return self.price or variant.price


@dataclass(frozen=True, slots=True)
class Comment:
    """A line of the room's stream as it is shown; `name` is empty for a viewer who hides it."""

    number: int
    name: str
    text: str
    at: datetime
    withdrawn: str | None
    outcome: Mapping[str, Any]
    language: str = ""


def is_room(name: str) -> bool:
    """Whether a text can name a room (it stands in addresses and topics)."""
    return _ROOM.fullmatch(name) is not None


def is_code(code: str) -> bool:
    """Whether viewers can type it as the code of an item: letters and then digits, or at least three digits."""
    return _CODE.fullmatch(code) is not None


def shown_name(name: str | None) -> str:
    """A viewer's name as everybody may see it: no control, bidi or invisible sign, no mark a messenger acts on."""
    return _HANDLE_SIGNS.sub("", shown_text(name or "", 4 * LONGEST_NAME)).strip()[:LONGEST_NAME].strip()


def shown_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """A comment as everybody may see it: one line, without signs that hide, reorder or pile up on other text."""
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text[: 4 * longest]):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if kind in {"Zl", "Zp"} or sign in "\n\r\t\v\f":
            kept.append(" ")
        elif sign in _JOINERS or (kind not in {"Cc", "Cf", "Cs", "Co", "Cn"} and marks <= _MOST_MARKS):
            kept.append(sign)
    return " ".join("".join(kept).split())[:longest]


_JOINERS = "\u200c\u200d"
"""They shape Persian, Hindi and emoji sequences and turn nothing around."""
_MOST_MARKS = 4
"""Combining signs on one letter: Vietnamese and Thai need two, stacks of more only cover other lines."""


def variants_meant(item: ShowItem, product: Product, words: str | None) -> tuple[Variant, ...]:
    """The variants that a claim's words (`red M`, a SKU, or nothing) can mean; one where it is clear which.

    Nothing said means the item's own SKU where it has one; words that fit no variant mean none.
    """
    said = (words or "").casefold().split()
    fitting = tuple(each for each in product.variants if not said or _fits(each, said))
    own = next((each for each in fitting if each.sku == item.sku), None)
    return (own,) if own is not None else fitting


def _fits(variant: Variant, said: list[str]) -> bool:
    options = {value.casefold() for value in variant.options.values()}
    return all(word in options for word in said) or said == [variant.sku.casefold()]


def item_named(items: Mapping[str, ShowItem], catalogue: Catalogue, name: str) -> tuple[ShowItem, str | None] | None:
    """The item on sale under a code, or that a SKU belongs to (then with the SKU as the words for its variant)."""
    key = name.strip().upper()
    if key in items:
        return items[key], None
    found = catalogue.variants.get(key)
    if found is None:
        return None
    item = next((each for each in items.values() if each.product_id == found[0].id), None)
    return (item, found[1].sku) if item else None
