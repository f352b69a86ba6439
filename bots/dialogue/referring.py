"""What a message speaks of: by code, position, name or colour, or what "it" is, among our goods and what was just shown."""

from __future__ import annotations

import re

from bots.dialogue.memory import Shown
from bots.dialogue.moment import Moment
from commerce_core.domain.product import Catalogue, Product, Variant
from commerce_core.services.catalogue import SearchProducts, ShowCatalogue
from nlu.reading import Reading

SKU = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
READ = 500
"""This many characters of a message are looked through for codes."""


class Referred:
    """What a message speaks of: a product, the SKU that stands for it, and whether that very variant was meant."""

    __slots__ = ("chosen", "product", "sku")

    def __init__(self, product: str, sku: str, chosen: bool) -> None:
        self.product, self.sku, self.chosen = product, sku, chosen

    @property
    def name(self) -> str:
        """The SKU, or the product while its variant is still to be chosen."""
        return self.sku if self.chosen else self.product


def referred(moment: Moment, reading: Reading) -> Referred | None:
    """By code, by position in what was shown, by its name, by its colour among what was shown, or what "it" is."""
    catalogue: Catalogue = moment.tx.ask(ShowCatalogue())
    memory = moment.memory
    if (sku := reading.first("sku")) is not None:
        if found := catalogue.find(str(sku.value)):
            return _narrowed(moment, found[0], found[1], reading)
        return Referred(str(sku.value), str(sku.value), False)  # what is not there is said, not something else taken
    for token in SKU.findall(reading.text[:READ]):
        if found := catalogue.variants.get(token.upper()):
            return Referred(found[0].id, found[1].sku, True)
    if (ordinal := reading.first("ordinal")) is not None and memory.shown:
        at = int(ordinal.value)
        at = at - 1 if at > 0 else len(memory.shown) + at
        return _remembered(moment, catalogue, memory.shown[at], reading) if 0 <= at < len(memory.shown) else None
    if (named := reading.first("product")) is not None and (hit := _named(moment, str(named.value))):
        return _narrowed(moment, hit, None, reading)
    color = reading.first("color")
    if color is not None:
        for each in ([memory.focus] if memory.focus else []) + memory.shown:
            product = catalogue.by_id.get(each.product)
            if product and any(v.options.get("color") == color.value for v in product.variants):
                return _narrowed(moment, product, None, reading)
    if memory.focus is not None:
        return _remembered(moment, catalogue, memory.focus, reading)
    return None


def _named(moment: Moment, words: str) -> Product | None:
    """The best match by name; among equals one that was just shown."""
    hits = moment.tx.ask(SearchProducts(text=words, language=moment.words.language, limit=5))
    if not hits:
        return None
    shown = {each.product for each in moment.memory.shown}
    near = [hit.product for hit in hits if hit.score > hits[0].score * 0.8]
    best: Product = next((product for product in near if product.id in shown), near[0])
    return best


def _remembered(moment: Moment, catalogue: Catalogue, each: Shown, reading: Reading) -> Referred | None:
    found = catalogue.find(each.sku)
    return _narrowed(moment, found[0], found[1], reading) if found else None


def _narrowed(moment: Moment, product: Product, variant: Variant | None, reading: Reading) -> Referred:
    """A product with the colour and size that were said; chosen when only one variant is left."""
    color, size = option_said(moment, product.id, reading, "color"), option_said(moment, product.id, reading, "size")
    fitting = [
        each for each in product.variants
        if (color is None or each.options.get("color") == color)
        and (size is None or each.options.get("size", "").upper() == size.upper())
    ]
    if len(fitting) == 1:
        return Referred(product.id, fitting[0].sku, True)
    if variant is not None and variant in fitting:
        return Referred(product.id, variant.sku, True)
    return Referred(product.id, fitting[0].sku if fitting else product.code, False)


def quantity_said(reading: Reading) -> int | None:
    found = reading.first("quantity")
    return int(found.value) if found is not None else None


def option_said(moment: Moment, product: str, reading: Reading, name: str) -> str | None:
    """A colour or size said now, or earlier while this product's variant was being chosen."""
    said = reading.first(name)
    if said is not None:
        return str(said.value)
    choosing, searched = moment.memory.choosing, moment.memory.shopping
    if choosing and choosing["product"] == product:
        return choosing.get(name)
    listed = searched and searched["verb"] == "search" and any(each.product == product for each in moment.memory.shown)
    return searched["args"].get(name) if searched and listed else None
