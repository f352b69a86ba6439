"""The sample shop as typed values: every file checked once, and the first fault named by product and field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from commerce_core.domain.money import BadAmount, Money, UnknownCurrency

LANGUAGES = ("en", "es", "pt", "zh-Hans", "ja", "ar")
COLORS = frozenset({
    "black", "white", "grey", "red", "blue", "green", "yellow", "orange", "pink", "purple", "brown", "beige", "gold",
    "silver",
})
TAX_CLASSES = frozenset({"standard", "books", "children_clothing", "food"})
HANDLING = frozenset({"battery", "liquid", "food", "blade"})
# A Telegram invoice refuses longer ones, so no product of the shop has them.
TITLE_LIMIT = 32
DESCRIPTION_LIMIT = 255
# The facts that the restriction rules of `reference/restrictions.json` test; any other name would test nothing.
RULE_FACTS = frozenset({
    "un", "packing", "cell_wh", "battery_wh", "count", "li_g", "flash_c", "abv", "field", "rx", "material", "blade",
    "species", "brand_authorised", "age_years", "precious", "radio_tx", "origin_region", "used",
})

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Z][1-9][0-9]?")
_HS_CODE = re.compile(r"[0-9]{6,10}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SHOP_FIELDS = frozenset({
    "sample", "name", "dispatch_country", "dispatch_city", "dispatch_address", "currency", "registrations", "markets",
    "hold_minutes", "shipping", "return_days", "return_policy", "responsible_person", "auto_fulfil_hours",
    "max_quantity",
})

Texts = Mapping[str, str]


class BadSampleData(ValueError):
    """A sample file that cannot be used; the message names the product (or file) and the field."""


@dataclass(frozen=True, slots=True)
class SampleVariant:
    """One SKU: options (`color`, `size`), price in the shop's currency without tax, weight in grams, units on hand."""

    sku: str
    options: Mapping[str, str]
    price: Money
    weight_g: int
    stock: int


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """One product. `attributes` are facts for the restriction rules; `handling` says what a packer must know.

    Numbers in `attributes` are plain decimal text in the unit of the rule they answer: `blade` inches, `flash_c`
    degrees Celsius, `cell_wh` and `battery_wh` watt-hours.
    """

    id: str
    code: str
    category: str
    titles: Texts
    descriptions: Texts
    search_words: Mapping[str, tuple[str, ...]]
    picture: str
    alt: Texts
    hs_code: str
    customs_description: str
    origin: str
    tax_class: str
    attributes: Mapping[str, str | bool]
    handling: tuple[str, ...]
    gift_for: tuple[str, ...]
    variants: tuple[SampleVariant, ...]

    @property
    def main_variant(self) -> SampleVariant:
        """The first variant, which is the one in the picture."""
        return self.variants[0]


@dataclass(frozen=True, slots=True)
class SampleCategory:
    """A shelf of the shop, in the order it is shown."""

    id: str
    titles: Texts
    emoji: str


@dataclass(frozen=True, slots=True)
class SampleShop:
    """The shop's settings and shelves. `settings` is the JSON of `commerce_core.domain.shop.shop_from_json`."""

    name: str
    dispatch_country: str
    dispatch_city: str
    currency: str
    markets: tuple[str, ...]
    responsible_person: Mapping[str, str]
    settings: Mapping[str, Any]
    categories: tuple[SampleCategory, ...]


@cache
def load_shop() -> SampleShop:
    """Settings of `shop.json` and shelves of `categories.json`. Raises BadSampleData naming file and field."""
    value = _read("shop.json")
    _only(value, _SHOP_FIELDS, "shop.json")
    if value["sample"] is not True:
        raise BadSampleData("shop.json: sample must be true, its numbers and addresses are invented")
    for scheme, number in value["registrations"].items():
        if not number.startswith("SAMPLE-"):
            raise BadSampleData(f"shop.json: registrations.{scheme} must start with SAMPLE-")
    for country, market in value["markets"].items():
        if not _COUNTRY.fullmatch(country) or not market.get("languages"):
            raise BadSampleData(f"shop.json: markets.{country} needs a two-letter country and a language")
    _texts(value["return_policy"], "shop.json: return_policy")
    return SampleShop(
        name=value["name"],
        dispatch_country=value["dispatch_country"],
        dispatch_city=value["dispatch_city"],
        currency=value["currency"],
        markets=tuple(value["markets"]),
        responsible_person={k: v for k, v in value["responsible_person"].items() if k != "sample"},
        settings=value,
        categories=tuple(_category(row) for row in _read("categories.json")),
    )


@cache
def load_products() -> tuple[SampleProduct, ...]:
    """Every product of `products/<category>.json`, shelf after shelf. Raises BadSampleData naming product and field."""
    return parse_products(read_rows(), load_shop())


def read_rows() -> list[dict[str, Any]]:
    """The rows of every shelf's file as they are written, unchecked, in the order of the shelves.

    Raises BadSampleData where a file is not JSON or holds a product of another shelf.
    """
    rows: list[dict[str, Any]] = []
    for category in load_shop().categories:
        name = f"products/{category.id}.json"
        found = _read(name)
        for row in found:
            if row.get("category") != category.id:
                raise BadSampleData(f"{name}: product {row.get('id', '?')}: category must be {category.id}")
        rows += found
    return rows


def parse_products(rows: list[dict[str, Any]], shop: SampleShop) -> tuple[SampleProduct, ...]:
    """Rows of JSON -> products; ids, codes and SKUs are unique. Raises BadSampleData naming product and field."""
    shelves = {category.id for category in shop.categories}
    products = tuple(_product(row, shelves, shop.currency) for row in rows)
    _unique("id", [(product.id, product.id) for product in products])
    _unique("code", [(product.id, product.code) for product in products])
    _unique("sku", [(product.id, variant.sku) for product in products for variant in product.variants])
    return products


def picture_file(name: str) -> Traversable:
    """The committed picture of a product, such as `moka-pot.webp` (640 x 640)."""
    return resources.files("commerce_core.sample_shop").joinpath("pictures", name)


def _read(name: str) -> Any:
    text = resources.files("commerce_core.sample_shop").joinpath(*name.split("/")).read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        raise BadSampleData(f"{name}: not JSON at line {broken.lineno}") from None


def _category(row: Mapping[str, Any]) -> SampleCategory:
    _only(row, _fields_of(SampleCategory), "categories.json")
    return SampleCategory(row["id"], _texts(row["titles"], f"category {row['id']}: titles"), row["emoji"])


def _product(row: Mapping[str, Any], shelves: set[str], currency: str) -> SampleProduct:
    where = f"product {row.get('id', '?')}"
    _only(row, _fields_of(SampleProduct), where)
    _matches(_ID, row["id"], f"{where}: id")
    _matches(_CODE, row["code"], f"{where}: code")
    _matches(_HS_CODE, row["hs_code"], f"{where}: hs_code")
    _matches(_COUNTRY, row["origin"], f"{where}: origin")
    _among(row["category"], shelves, f"{where}: category")
    _among(row["tax_class"], TAX_CLASSES, f"{where}: tax_class")
    for name in row["attributes"]:
        _among(name, RULE_FACTS, f"{where}: attributes")
    for name in row["handling"]:
        _among(name, HANDLING, f"{where}: handling")
    if row["picture"] != f"{row['id']}.webp":
        raise BadSampleData(f"{where}: picture must be {row['id']}.webp")
    if not row["customs_description"].isascii():
        raise BadSampleData(f"{where}: customs_description must be plain English, customs systems take no other")
    return SampleProduct(
        id=row["id"],
        code=row["code"],
        category=row["category"],
        titles=_texts(row["titles"], f"{where}: titles", TITLE_LIMIT),
        descriptions=_texts(row["descriptions"], f"{where}: descriptions", DESCRIPTION_LIMIT),
        search_words=_words(row["search_words"], f"{where}: search_words"),
        picture=row["picture"],
        alt=_texts(row["alt"], f"{where}: alt"),
        hs_code=row["hs_code"],
        customs_description=row["customs_description"],
        origin=row["origin"],
        tax_class=row["tax_class"],
        attributes=dict(row["attributes"]),
        handling=tuple(row["handling"]),
        gift_for=tuple(row["gift_for"]),
        variants=_variants(row, where, currency),
    )


def _variants(row: Mapping[str, Any], where: str, currency: str) -> tuple[SampleVariant, ...]:
    rows = row["variants"]
    if not rows:
        raise BadSampleData(f"{where}: variants must not be empty")
    variants = tuple(_variant(each, where, currency) for each in rows)
    for variant in variants:
        alone = len(variants) == 1
        if variant.sku != row["code"] if alone else not variant.sku.startswith(row["code"] + "-"):
            raise BadSampleData(f"{where}: sku {variant.sku} must be {row['code']}{'' if alone else '-...'}")
    _unique(f"{where}: options", [(v.sku, json.dumps(dict(v.options), sort_keys=True)) for v in variants])
    return variants


def _variant(row: Mapping[str, Any], where: str, currency: str) -> SampleVariant:
    where = f"{where}: variant {row.get('sku', '?')}"
    _only(row, _fields_of(SampleVariant), where)
    for name, value in row["options"].items():
        _among(name, frozenset({"color", "size"}), f"{where}: options")
        if name == "color":
            _among(value, COLORS, f"{where}: options.color")
    for name, least in (("weight_g", 1), ("stock", 0)):
        if type(row[name]) is not int or row[name] < least:
            raise BadSampleData(f"{where}: {name} must be a whole number of at least {least}")
    try:
        price = Money.parse(row["price"], currency)
    except (BadAmount, UnknownCurrency) as bad:
        raise BadSampleData(f"{where}: price {bad}") from None
    return SampleVariant(row["sku"], dict(row["options"]), price, row["weight_g"], row["stock"])


def _fields_of(value: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(value))


def _only(row: Mapping[str, Any], expected: frozenset[str], where: str) -> None:
    if missing := sorted(expected - row.keys()):
        raise BadSampleData(f"{where}: {missing[0]} is missing")
    if unknown := sorted(row.keys() - expected):
        raise BadSampleData(f"{where}: {unknown[0]} is not a field")


def _matches(pattern: re.Pattern[str], value: Any, where: str) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadSampleData(f"{where} {value!r} is not of the form {pattern.pattern}")


def _among(value: str, known: frozenset[str] | set[str], where: str) -> None:
    if value not in known:
        raise BadSampleData(f"{where} {value!r} is not one of {', '.join(sorted(known))}")


def _texts(value: Mapping[str, str], where: str, limit: int | None = None) -> Texts:
    if tuple(value) != LANGUAGES:
        raise BadSampleData(f"{where} must be given in {', '.join(LANGUAGES)}, in this order")
    for language, text in value.items():
        if not text or text != text.strip() or (limit and len(text) > limit):
            raise BadSampleData(f"{where}.{language} must be text of 1 to {limit or 'any number of'} signs, trimmed")
    return dict(value)


def _words(value: Mapping[str, list[str]], where: str) -> Mapping[str, tuple[str, ...]]:
    if tuple(value) != LANGUAGES or not all(value.values()):
        raise BadSampleData(f"{where} must be given in {', '.join(LANGUAGES)}, at least one each")
    return {language: tuple(words) for language, words in value.items()}


def _unique(what: str, named: list[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for owner, value in named:
        if value in seen:
            raise BadSampleData(f"{what} {value} is used by both {seen[value]} and {owner}")
        seen[value] = owner
