"""Products, their variants and categories, as the shop sells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commerce_core.domain.money import Money

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """What is bought: one SKU with its options (`color`, `size`, ...), price without any tax, and weight in grams."""

    sku: str
    product_id: str
    options: Mapping[str, str]
    price: Money
    weight_g: int


@dataclass(frozen=True, slots=True)
class Product:
    """One product with texts per language; `attributes` are the facts the restriction rules ask for."""

    id: str
    code: str
    category: str
    titles: Texts
    descriptions: Texts
    search_words: Mapping[str, tuple[str, ...]]
    picture: str | None
    alt: Texts
    hs_code: str
    customs_description: str
    origin: str
    tax_class: str
    attributes: Mapping[str, Any]
    gift_for: tuple[str, ...]
    variants: tuple[Variant, ...]

    def title(self, language: str) -> str:
        """The title in that language, else in English, else in whichever there is."""
        return pick(self.titles, language)

    def description(self, language: str) -> str:
        return pick(self.descriptions, language)

    @property
    def from_price(self) -> Money:
        """The lowest price among the variants."""
        return min((variant.price for variant in self.variants), key=lambda price: price.minor)


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    position: int
    titles: Texts
    emoji: str

    def title(self, language: str) -> str:
        return pick(self.titles, language)


def pick(texts: Texts, language: str) -> str:
    """The text for a language; English, then any, where it is missing."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Stock:
    """Units of one SKU: available + held + sold = received, always."""

    sku: str
    received: int
    available: int
    held: int
    sold: int


SCARCE = 5
"""So few units, or fewer, are few: buyers are told, staff is warned."""


class Catalogue:
    """All products of the shop at one version, indexed by id, code and SKU. Immutable; shared by every thread."""

    __slots__ = ("by_code", "by_id", "categories", "products", "variants", "version")

    def __init__(self, version: int, products: tuple[Product, ...], categories: tuple[Category, ...]) -> None:
        self.version = version
        self.products = products
        self.categories = categories
        self.by_id = {product.id: product for product in products}
        self.by_code = {product.code.upper(): product for product in products}
        self.variants = {variant.sku.upper(): (product, variant) for product in products for variant in product.variants}

    def find(self, name: str) -> tuple[Product, Variant | None] | None:
        """A product by SKU (with its variant), by code or by id; None where there is none.

        A code of a product with one variant is that variant; with several, the variant is left to be chosen.
        """
        key = name.strip().upper()
        if found := self.variants.get(key):
            return found
        product = self.by_code.get(key) or self.by_id.get(name.strip().lower())
        if product is None:
            return None
        return product, product.variants[0] if len(product.variants) == 1 else None
