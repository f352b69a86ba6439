"""A product as flat text, field by field, and what one version says differently from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commerce_core.domain.catalogue_file.values import LIST_SIGN, attribute_cell
from commerce_core.domain.product import Product, Variant


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field; None where there is nothing. A variant's fields are called `SKU: column`."""

    field: str
    before: str | None
    after: str | None

    def as_json(self) -> dict[str, str | None]:
        return {"field": self.field, "before": self.before, "after": self.after}


def product_cells(product: Product) -> Iterator[tuple[str, str]]:
    """(column, text) of everything the product itself says; empty texts are left out."""
    yield "product", product.id
    yield "code", product.code
    yield "category", product.category
    for prefix, texts in (("title_", product.titles), ("description_", product.descriptions)):
        yield from ((f"{prefix}{language}", each) for language, each in texts.items())
    yield from ((f"search_words_{language}", _listed(words)) for language, words in product.search_words.items())
    yield "picture", product.picture or ""
    yield from ((f"alt_{language}", each) for language, each in product.alt.items())
    yield "hs_code", product.hs_code
    yield "customs_description", product.customs_description
    yield "origin", product.origin
    yield "tax_class", product.tax_class
    yield from ((f"attribute_{name}", attribute_cell(value)) for name, value in product.attributes.items())
    yield "gift_for", _listed(product.gift_for)


def variant_cells(variant: Variant, available: int) -> Iterator[tuple[str, str]]:
    """(column, text) of everything one variant says; `available` units can be sold now."""
    yield "sku", variant.sku
    yield from ((f"option_{name}", value) for name, value in variant.options.items())
    yield "price", variant.price.text
    yield "currency", variant.price.currency
    yield "weight_g", str(variant.weight_g)
    yield "stock", str(available)


def differences(
    before: Product | None, after: Product, units_before: Mapping[str, int], units_after: Mapping[str, int]
) -> tuple[FieldChange, ...]:
    """Every field that is not the same, in the order of the columns; all of them for a new product."""
    was = _fields(before, units_before) if before else {}
    now = _fields(after, units_after)
    names = dict.fromkeys([*was, *now])
    return tuple(
        FieldChange(name, was.get(name) or None, now.get(name) or None)
        for name in names if (was.get(name) or None) != (now.get(name) or None)
    )


def _fields(product: Product, units: Mapping[str, int]) -> dict[str, str]:
    found = dict(product_cells(product))
    for variant in product.variants:
        found |= {f"{variant.sku}: {name}": cell for name, cell in variant_cells(variant, units.get(variant.sku, 0))}
    return found


def _listed(words: tuple[str, ...]) -> str:
    return f" {LIST_SIGN} ".join(words)
