"""What markets and channels will refuse about the products as they are: found before a buyer finds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commerce_core.domain.landed_cost import Destination, Facts, QuoteLine, QuoteRefused, QuoteRequest
from commerce_core.domain.landed_cost.screening import screen_goods, screen_place
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Product
from commerce_core.domain.shop import Shop

TITLE_LIMIT, DESCRIPTION_LIMIT = 32, 255
"""Signs in the title and description of a Telegram invoice (Bot API, sendInvoice)."""
CHOICE_LIMIT = 100
"""Signs in an entry of a Discord select menu (Discord API, select option structure)."""
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_UNKNOWN_HS = "999999"
_NO = "\0"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is or will be refused, or that a person must look at.

    `blocks` tells a refusal from a caution; `where` are the markets (country codes), languages or channels concerned.
    """

    product: str
    kind: str
    blocks: bool
    field: str
    where: tuple[str, ...] = ()
    detail: str = ""

    def as_json(self) -> dict[str, object]:
        return {"product": self.product, "kind": self.kind, "blocks": self.blocks, "field": self.field,
                "where": list(self.where), "detail": self.detail}


def lint(
    catalogue: Catalogue, shop: Shop, facts: Facts, today: date, products: tuple[Product, ...] | None = None
) -> Iterator[Finding]:
    """Every finding, of all products in shelf order or of these. The restrictions are those of a quote made today."""
    codes = _codes(catalogue)
    speakers = _speakers(shop)
    cases: dict[tuple[object, ...], tuple[Finding, ...]] = {}
    for product in catalogue.products if products is None else products:
        yield from _customs(product)
        yield from _lengths(product)
        yield from _numbers(product)
        yield from _codes_alike(product, codes)
        if product.picture is None:
            yield Finding(product.id, "no_picture", False, "picture")
        yield from _translations(product, speakers)
        yield from _restrictions(product, shop, facts, today, cases)


def _customs(product: Product) -> Iterator[Finding]:
    """Without these no market's duty and tax can be worked out, so nothing can be quoted."""
    for field, value in (("hs_code", product.hs_code), ("origin", product.origin)):
        if not value:
            yield Finding(product.id, f"no_{field}", True, field)
    if not product.customs_description:
        yield Finding(product.id, "no_customs_description", False, "customs_description")


def _lengths(product: Product) -> Iterator[Finding]:
    for field, texts, limit, channel in (
        ("title", product.titles, TITLE_LIMIT, "telegram"), ("title", product.titles, CHOICE_LIMIT, "discord"),
        ("description", product.descriptions, DESCRIPTION_LIMIT, "telegram"),
    ):
        for language, text in texts.items():
            if len(text) > limit:
                yield Finding(product.id, f"{field}_too_long", True, f"{field}_{language}", (channel,),
                              f"{len(text)} signs; {limit} is the most")


def _numbers(product: Product) -> Iterator[Finding]:
    for variant in product.variants:
        if variant.price.minor == 0:
            yield Finding(product.id, "price_zero", True, f"{variant.sku}: price")
        if variant.weight_g == 0:
            yield Finding(product.id, "weight_zero", True, f"{variant.sku}: weight_g")


def _codes(catalogue: Catalogue) -> Mapping[str, list[str]]:
    """Claim codes as people hear and mistype them -> the products that are called so."""
    found: dict[str, list[str]] = defaultdict(list)
    for product in catalogue.products:
        found[_spoken(product.code)].append(product.id)
    return found


def _spoken(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum()).translate(_LOOK_ALIKE)


def _codes_alike(product: Product, codes: Mapping[str, list[str]]) -> Iterator[Finding]:
    others = [each for each in codes[_spoken(product.code)] if each != product.id]
    if others:
        yield Finding(product.id, "codes_alike", True, "code", (), f"{product.code} reads like the code of {', '.join(others[:5])}")
    if product.code.isdigit():
        yield Finding(product.id, "code_is_number", True, "code", (), f"a viewer who writes {product.code} may mean a quantity")


def _speakers(shop: Shop) -> Mapping[str, tuple[str, ...]]:
    """Language -> the markets where buyers write it first."""
    found: dict[str, list[str]] = defaultdict(list)
    for market in shop.markets.values():
        for language in market.languages[:1]:
            found[language].append(market.country)
    return {language: tuple(countries) for language, countries in sorted(found.items())}


def _translations(product: Product, speakers: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for field, texts in (("title", product.titles), ("description", product.descriptions)):
        for language, countries in speakers.items():
            if language not in texts:
                yield Finding(product.id, f"no_{field}", False, f"{field}_{language}", countries)


def _restrictions(
    product: Product, shop: Shop, facts: Facts, today: date, cases: dict[tuple[object, ...], tuple[Finding, ...]]
) -> Iterator[Finding]:
    """Markets where it may not be sent by any of the shop's ways, or only after a person looked."""
    facts_of = tuple(sorted((name, str(value)) for name, value in product.attributes.items()))
    key = (product.hs_code, product.customs_description, facts_of)
    if key not in cases:
        cases[key] = tuple(_screened(product, shop, facts, today))
    for each in cases[key]:
        yield Finding(product.id, each.kind, each.blocks, each.field, each.where, each.detail)


def _screened(product: Product, shop: Shop, facts: Facts, today: date) -> Iterator[Finding]:
    found: dict[tuple[str, bool, str], list[str]] = defaultdict(list)
    ways = sorted({option.carrier_class for option in shop.shipping})
    for country in shop.markets:
        verdicts = {way: _verdicts(product, shop, facts, today, country, way) for way in ways}
        refusals = {way: each.removeprefix(_NO) for way, told in verdicts.items() for each in told if each.startswith(_NO)}
        if ways and len(refusals) == len(ways):
            found["restricted", True, "; ".join(sorted(set(refusals.values())))].append(country)
            continue
        for way in ways:
            if way in refusals:
                found["not_by", False, f"not by {way}: {refusals[way]}"].append(country)
            else:
                for caution in verdicts[way]:
                    found["needs_review", False, caution].append(country)
    for (kind, blocks, reason), countries in found.items():
        yield Finding("", kind, blocks, "attributes", tuple(dict.fromkeys(countries)), reason)


def _verdicts(product: Product, shop: Shop, facts: Facts, today: date, country: str, way: str) -> tuple[str, ...]:
    """What the screening says: one refusal (which begins with `_NO`), or its cautions, each with its rule."""
    line = QuoteLine(
        product.code, product.customs_description, product.hs_code or _UNKNOWN_HS, product.origin or shop.dispatch_country, 1,
        Money(1, shop.currency), 1, product.tax_class, product.attributes,
    )
    request = QuoteRequest(
        date=today, origin=shop.dispatch_country, destination=Destination(country), currency=shop.currency,
        carrier_class=way, lines=(line,), shipping=Money(0, shop.currency),
    )
    try:
        screen_place(request.destination, facts)
        cautions = screen_goods(request, facts)
    except QuoteRefused as no:
        return (_NO + no.message,)
    return tuple(f"{each.rule}: {each.message}" for each in cautions)
