"""A draft against the shop: the product it would make and every field that changes, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commerce_core.domain.catalogue_file.differing import FieldChange, differences
from commerce_core.domain.catalogue_file.drafts import Draft, VariantDraft
from commerce_core.domain.catalogue_file.faults import Fault, Wrong
from commerce_core.domain.catalogue_file.values import code as read_code
from commerce_core.domain.money import BadAmount, Money
from commerce_core.domain.product import Catalogue, Category, Product, Variant

_TEXTS = {"titles": "title_", "descriptions": "description_", "alt": "alt_"}
_HIGHEST_PRICE = 10**12
"""Minor units."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a draft comes to: `product` as it would be, `units` to set as available per SKU, a shelf to open with it.

    With faults nothing of it is done.
    """

    row: int
    product: Product | None
    new: bool = False
    changes: tuple[FieldChange, ...] = ()
    units: Mapping[str, int] = field(default_factory=dict)
    category: Category | None = None
    picture: str | None = None
    """The file to bring in as the product's picture; None when it is there already."""
    faults: tuple[Fault, ...] = ()

    @property
    def outcome(self) -> str:
        if self.faults:
            return "wrong"
        return "added" if self.new else "changed" if self.changes else "unchanged"


@dataclass(slots=True)
class Taken:
    """What the earlier products of the same file are called: value -> the row that has it."""

    products: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    skus: dict[str, int] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Against:
    """The shop as a draft meets it. `pictures` tells the stored name of a picture file, or raises Wrong."""

    catalogue: Catalogue
    available: Mapping[str, int]
    currency: str
    pictures: Mapping[str, str | Wrong]


def plan(draft: Draft, shop: Against, taken: Taken) -> Plan:
    """Compare and check; the draft's names count as taken from then on, whether it is right or wrong."""
    if draft.faults and not draft.values:
        return Plan(draft.row, None, faults=draft.faults)
    faults = list(draft.faults)
    id_ = draft.values.get("product")
    if id_ is not None and (row := taken.products.setdefault(id_, draft.row)) != draft.row:
        again = draft.fault("product", f"{id_} was already on row {row}: rows of one product stand together")
        return Plan(draft.row, None, faults=(again,))
    if id_ is None and not any(fault.column == "product" for fault in faults):
        faults.append(draft.fault("product", "is missing, and the SKU is not known"))
    before = shop.catalogue.by_id.get(id_ or "")
    faults += _claimed(draft, id_, before, shop.catalogue, taken)
    category = _category(draft, shop.catalogue, taken)
    picture, wrong = _picture(draft, before, shop)
    faults += _needed(draft, before) + _mispriced(draft, shop.currency) + wrong
    if faults:
        return Plan(draft.row, None, faults=_once(faults))
    assert id_ is not None
    variants, same = _variants(draft, id_, before, shop.currency)
    faults += same
    product = _product(draft, id_, before, variants, category.id if category else None, picture)
    faults += _whole(draft, product)
    if faults:
        return Plan(draft.row, None, faults=_once(faults))
    was = {each.sku: shop.available.get(each.sku, 0) for each in product.variants}
    units = _units(draft, product, was, before)
    now = was | units
    opened = category if category and not _stands(shop.catalogue, category) else None
    bring = draft.values.get("picture") if picture != (before.picture if before else None) else None
    return Plan(draft.row, product, before is None, differences(before, product, was, now), units, opened, bring)


def _claimed(draft: Draft, id_: str | None, before: Product | None, catalogue: Catalogue, taken: Taken) -> list[Fault]:
    """Faults of names that are somebody else's; whoever came first in the file keeps them."""
    faults = []
    name = _code_of(draft, before)
    if name is not None:
        owner = catalogue.by_code.get(name)
        sold = catalogue.variants.get(name)
        if (row := taken.codes.setdefault(name, draft.row)) != draft.row:
            faults.append(draft.fault("code", f"{name} is already the code of the product on row {row}"))
        elif owner is not None and owner.id != id_:
            faults.append(draft.fault("code", f"{name} is already the code of {owner.id}"))
        elif sold is not None and sold[0].id != id_:
            faults.append(draft.fault("code", f"{name} is already a SKU of {sold[0].id}"))
    for each in draft.variants:
        faults += _claimed_sku(each, draft, id_, catalogue, taken)
    return faults


def _claimed_sku(each: VariantDraft, draft: Draft, id_: str | None, catalogue: Catalogue, taken: Taken) -> list[Fault]:
    sku = each.values.get("sku")
    if sku is None:
        return []
    key = sku.upper()
    place = each.row if not each.at else draft.row
    if key in taken.skus:
        return [each.fault("sku", f"{sku} is already on row {taken.skus[key]}")]
    taken.skus[key] = place
    found, coded = catalogue.variants.get(key), catalogue.by_code.get(key)
    if found is not None and found[0].id != id_:
        return [each.fault("sku", f"{sku} already belongs to {found[0].id}")]
    if coded is not None and coded.id != id_:
        return [each.fault("sku", f"{sku} is already the code of {coded.id}")]
    if (row := taken.codes.get(key, draft.row)) != draft.row:
        return [each.fault("sku", f"{sku} is already the code of the product on row {row}")]
    return []


def _code_of(draft: Draft, before: Product | None) -> str | None:
    """The code it will have: as given, else as it was, else the SKU of an only variant."""
    if given := draft.values.get("code"):
        return str(given)
    if before is not None:
        return before.code.upper()
    skus = [each.values.get("sku") for each in draft.variants]
    if len(skus) != 1 or not skus[0]:
        return None
    try:
        return str(read_code(skus[0]))
    except Wrong:
        return None


def _needed(draft: Draft, before: Product | None) -> list[Fault]:
    """What a new product or variant cannot do without."""
    faults = []
    for each in draft.variants:
        if each.values.get("sku") is None:
            faults.append(each.fault("sku", "is missing"))
            continue
        if before is None or not any(known.sku.upper() == each.values["sku"].upper() for known in before.variants):
            faults += [
                each.fault(name, "is missing: the variant is new")
                for name in ("price", "weight_g") if each.values.get(name) is None
            ]
    if before is not None:
        return faults
    if not draft.variants:
        faults.append(draft.fault("variants", "are missing: the product is new"))
    if draft.values.get("category") is None:
        faults.append(draft.fault("category", "is missing: the product is new"))
    if draft.variants and _code_of(draft, None) is None:
        faults.append(draft.fault("code", "is missing: the product is new and its SKU alone cannot stand for it"))
    return faults


def _category(draft: Draft, catalogue: Catalogue, taken: Taken) -> Category | None:
    """The shelf named, by id or by title in any language; a new one for a new name."""
    name = draft.values.get("category")
    if name is None:
        return None
    wanted = str(name).casefold()
    for each in catalogue.categories:
        if wanted == each.id.casefold() or wanted in (title.casefold() for title in each.titles.values()):
            return each
    if wanted not in taken.categories:
        slug = "-".join(re.findall(r"[a-z0-9]+", wanted)) or f"shelf-{len(catalogue.categories) + len(taken.categories) + 1}"
        known = {each.id for each in (*catalogue.categories, *taken.categories.values())}
        id_ = next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, 10_000))) if each not in known)
        position = len(catalogue.categories) + len(taken.categories)
        taken.categories[wanted] = Category(id_, position, {"en": str(name)}, "\N{PACKAGE}")
    return taken.categories[wanted]


def _stands(catalogue: Catalogue, category: Category) -> bool:
    return any(each.id == category.id for each in catalogue.categories)


def _picture(draft: Draft, before: Product | None, shop: Against) -> tuple[str | None, list[Fault]]:
    """The stored name of the picture the product will have."""
    kept = before.picture if before else None
    if "picture" not in draft.values:
        return kept, []
    name = draft.values["picture"]
    if name is None or name == kept:
        return name, []
    found = shop.pictures.get(name, Wrong("pictures cannot be brought in here"))
    if isinstance(found, Wrong):
        return None, [draft.fault("picture", str(found))]
    return found, []


def _variants(draft: Draft, id_: str, before: Product | None, currency: str) -> tuple[tuple[Variant, ...], list[Fault]]:
    """The variants it will have: the shop's own in their order, changed where the file names them, then the new ones."""
    faults: list[Fault] = []
    known = {each.sku.upper(): each for each in before.variants} if before else {}
    for each in draft.variants:
        key = each.values["sku"].upper()
        known[key] = _variant(each, id_, known.get(key), currency)
    seen: dict[tuple[tuple[str, str], ...], str] = {}
    for sold in known.values():
        options = tuple(sorted(sold.options.items()))
        if (other := seen.setdefault(options, sold.sku)) != sold.sku:
            at = next((each for each in draft.variants if each.values["sku"].upper() == sold.sku.upper()), draft.variants[0])
            faults.append(at.fault("sku", f"{sold.sku} has the same options as {other}: nobody could tell them apart"))
    return tuple(known.values()), faults


def _variant(given: VariantDraft, id_: str, known: Variant | None, currency: str) -> Variant:
    values = given.values
    named, weight = values.get("price"), values.get("weight_g")
    price = Money.parse(named, currency) if named is not None else known.price if known else None
    weight = known.weight_g if weight is None and known else weight
    assert price is not None and weight is not None
    options = _merged(known.options if known else {}, "option_", values)
    return Variant(known.sku if known else values["sku"], id_, options, price, weight)


def _mispriced(draft: Draft, currency: str) -> list[Fault]:
    faults = []
    for each in draft.variants:
        named, price = each.values.get("currency"), each.values.get("price")
        if named is not None and named.upper() != currency:
            faults.append(each.fault("currency", f"{named} is not the shop's own: {currency}"))
        try:
            money = Money.parse(price, currency) if price is not None else None
        except BadAmount as bad:
            faults.append(each.fault("price", str(bad)))
            continue
        if money is not None and money.minor > _HIGHEST_PRICE:
            faults.append(each.fault("price", f"{price!r} is more than a price can be"))
    return faults


def _product(
    draft: Draft, id_: str, before: Product | None, variants: tuple[Variant, ...], category: str | None, picture: str | None
) -> Product:
    values = draft.values
    kept = {name: getattr(before, name) if before else {} for name in ("titles", "descriptions", "alt", "search_words", "attributes")}
    texts = {name: _merged(kept[name], prefix, values) for name, prefix in _TEXTS.items()}

    def plain(name: str) -> str:
        return str(values[name] or "") if name in values else str(getattr(before, name)) if before else ""

    code = _code_of(draft, before) or ""
    return Product(
        id=id_, code=before.code if before and before.code.upper() == code else code, category=category or (before.category if before else ""),
        titles=texts["titles"], descriptions=texts["descriptions"], alt=texts["alt"],
        search_words=_merged(kept["search_words"], "search_words_", values), picture=picture,
        hs_code=plain("hs_code"), customs_description=plain("customs_description"), origin=plain("origin"),
        tax_class=values.get("tax_class") or (before.tax_class if before else "standard"),
        attributes=_merged(kept["attributes"], "attribute_", values),
        gift_for=(values["gift_for"] or ()) if "gift_for" in values else before.gift_for if before else (),
        variants=variants,
    )


def _whole(draft: Draft, product: Product) -> list[Fault]:
    return [] if product.titles else [draft.fault("title_en", "is missing: a product needs a title in at least one language")]


def _merged(kept: Mapping[str, Any], prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A family of columns over what there was; an empty cell takes its entry away."""
    found = dict(kept)
    for name, value in values.items():
        key = name.removeprefix(prefix)
        if not name.startswith(prefix):
            continue
        if value is None:
            found.pop(key, None)
        else:
            found[key] = value
    return found


def _units(draft: Draft, product: Product, was: Mapping[str, int], before: Product | None) -> dict[str, int]:
    """Available units to set: only those that differ, and 0 for every variant that is new."""
    named = {each.values["sku"].upper(): each.values.get("stock") for each in draft.variants}
    old = {each.sku for each in before.variants} if before else set()
    found = {}
    for variant in product.variants:
        wanted = named.get(variant.sku.upper())
        if variant.sku not in old:
            found[variant.sku] = wanted or 0
        elif wanted is not None and wanted != was[variant.sku]:
            found[variant.sku] = wanted
    return found


def _once(faults: list[Fault]) -> tuple[Fault, ...]:
    """The first thing that is wrong with each place is enough."""
    first: dict[tuple[int, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.row, fault.column), fault)
    return tuple(first.values())
