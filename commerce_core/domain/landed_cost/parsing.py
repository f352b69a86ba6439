"""A request of the contract, already decoded from JSON, read into a QuoteRequest or refused with the field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from commerce_core.domain.landed_cost.reading import shipped_facts
from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.landed_cost.request import Attribute, Destination, Discount, QuoteLine, QuoteRequest
from commerce_core.domain.money import BadAmount, Money, UnknownCurrency, exponent_of

LONGEST_TEXT = 2_000
_Item = TypeVar("_Item")
_REQUEST = frozenset(
    {
        "id", "date", "origin", "destination", "currency", "delivery_terms", "carrier_class", "registrations", "lines",
        "discounts", "shipping", "rates", "parameters",
    }
)
_LINE = frozenset(
    {"sku", "description", "hs_code", "origin", "quantity", "unit_price", "weight_g", "tax_class", "attributes"}
)
_DESTINATION = frozenset({"country", "region", "postal_code"})
_DISCOUNT = frozenset({"amount", "funded_by"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATE = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def parse_request(value: object, parameters: Mapping[str, str] | None = None) -> QuoteRequest:
    """Decoded JSON -> QuoteRequest. Raises QuoteRefused, and nothing else, whatever it is given.

    `parameters` says which request parameters exist, and whether each is an `amount` or a `fraction` (the shipped
    facts' by default). Numbers with a point must have been decoded as Decimal; as floats they are refused like any
    other number where an amount belongs.
    """
    request = _object(value, None)
    _only(request, _REQUEST)
    known = shipped_facts().parameters if parameters is None else parameters
    name = _optional_text(request, "id")
    day = _date(request.get("date"))
    origin = _code(request, "origin", "missing_origin")
    destination = _destination(request.get("destination"))
    currency = _currency(request)
    return QuoteRequest(
        id=name,
        date=day,
        origin=origin,
        destination=destination,
        currency=currency,
        delivery_terms=_optional_text(request, "delivery_terms") or "DAP",
        carrier_class=_text(request.get("carrier_class"), "carrier_class"),
        registrations=frozenset(_each(request, "registrations", _text, optional=True)),
        lines=_each(request, "lines", lambda line, path: _line(line, path, currency)),
        discounts=_each(request, "discounts", lambda row, path: _discount(row, path, currency), optional=True),
        shipping=_amount(request.get("shipping"), "shipping", currency),
        rates=_rates(request.get("rates"), currency),
        parameters=_parameters(request.get("parameters"), currency, known),
    )


def _object(value: object, path: str | None) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise QuoteRefused("bad_request", path, "must be an object")
    return value


def _only(value: Mapping[str, Any], known: Collection[str], prefix: str = "") -> None:
    for key in value:
        if key not in known:
            raise QuoteRefused("unknown_field", f"{prefix}{shown_name(key)}", "is not a field of the contract")


def shown_name(key: object) -> str:
    """A key as it can be repeated in an error: short, and without signs that no terminal shows."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(key)[:60])


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise QuoteRefused("bad_request", path, "is missing" if value is None else "must be text")
    if len(value) > LONGEST_TEXT:
        raise QuoteRefused("bad_request", path, f"must not be longer than {LONGEST_TEXT} characters")
    if not (value.isascii() and value.isprintable()) and _UNPRINTABLE.search(value):
        raise QuoteRefused("bad_request", path, "must not hold control characters or lone surrogates")
    return value


def _optional_text(holder: Mapping[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return None if value is None else _text(value, key)


def _code(holder: Mapping[str, Any], key: str, missing: str) -> str:
    """A text whose absence has an error code of its own."""
    value = holder.get(key)
    if value is None or value == "":
        raise QuoteRefused(missing, key, "is missing")
    return _text(value, key)


def _each(
    holder: Mapping[str, Any], key: str, read: Callable[[object, str], _Item], optional: bool = False
) -> tuple[_Item, ...]:
    value = holder.get(key)
    if value is None and optional:
        return ()
    if not isinstance(value, list):
        raise QuoteRefused("bad_request", key, "is missing" if value is None else "must be a list")
    return tuple(read(item, f"{key}[{position}]") for position, item in enumerate(value))


def _currency(request: Mapping[str, Any]) -> str:
    value = request.get("currency")
    try:
        exponent_of(value if isinstance(value, str) else "")
    except UnknownCurrency:
        raise QuoteRefused("unknown_currency", "currency", "must be an ISO 4217 currency code") from None
    return str(value)


def _amount(value: object, path: str, currency: str) -> Money:
    if not isinstance(value, str):
        problem = "is missing" if value is None else "must be decimal text, not a JSON number"
        raise QuoteRefused("bad_amount", path, problem)
    try:
        return Money.parse(value, currency)
    except BadAmount:
        raise QuoteRefused(
            "bad_amount", path,
            f"must be digits with at most one point, no sign, no exponent and at most {exponent_of(currency)} decimals",
        ) from None


def _date(value: object) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise QuoteRefused("bad_request", "date", "must be a day such as 2026-11-22")


def _destination(value: object) -> Destination:
    place = _object(value, "destination")
    _only(place, _DESTINATION, "destination.")
    try:
        return Destination(
            country=_text(place.get("country"), "country"),
            region=_optional_text(place, "region"),
            postal_code=_optional_text(place, "postal_code"),
        )
    except QuoteRefused as refused:
        raise refused.within("destination") from None


def _line(value: object, path: str, currency: str) -> QuoteLine:
    line = _object(value, path)
    _only(line, _LINE, f"{path}.")
    try:
        return QuoteLine(
            sku=_text(line.get("sku"), "sku"),
            description=_text(line.get("description"), "description"),
            hs_code=_hs_code(line.get("hs_code")),
            origin=_code(line, "origin", "missing_origin"),
            quantity=line.get("quantity", 0),
            unit_price=_amount(line.get("unit_price"), "unit_price", currency),
            weight_g=line.get("weight_g"),
            tax_class=_optional_text(line, "tax_class") or "standard",
            attributes=_attributes(line.get("attributes")),
        )
    except QuoteRefused as refused:
        raise refused.within(path) from None


def _hs_code(value: object) -> str:
    return value if isinstance(value, str) else ""


def _attributes(value: object) -> dict[str, Attribute]:
    if value is None:
        return {}
    facts: dict[str, Attribute] = {}
    for name, fact in _object(value, "attributes").items():
        path = f"attributes.{shown_name(name)}"
        if isinstance(fact, list):
            facts[name] = tuple(_text(item, path) for item in fact)
        elif isinstance(fact, str):
            facts[name] = _text(fact, path)
        elif isinstance(fact, bool | int | Decimal):
            facts[name] = fact
        else:
            raise QuoteRefused("bad_request", path, "must be text, a number, true, false or a list of texts")
    return facts


def _discount(value: object, path: str, currency: str) -> Discount:
    discount = _object(value, path)
    _only(discount, _DISCOUNT, f"{path}.")
    try:
        return Discount(
            _amount(discount.get("amount"), "amount", currency), _text(discount.get("funded_by"), "funded_by")
        )
    except QuoteRefused as refused:
        raise refused.within(path) from None


def _rates(value: object, currency: str) -> dict[str, Decimal] | None:
    if value is None:
        return None
    rates: dict[str, Decimal] = {}
    for code, rate in _object(value, "rates").items():
        path = f"rates.{shown_name(code)}"
        try:
            exponent_of(code)
        except UnknownCurrency:
            raise QuoteRefused("unknown_currency", path, "is not an ISO 4217 currency code") from None
        rates[code] = _number(rate, path)
        if rates[code] == 0 or (code == currency and rates[code] != 1):
            raise QuoteRefused("bad_amount", path, f"must be {'1' if code == currency else 'above 0'}")
    return rates


def _number(value: object, path: str) -> Decimal:
    if not isinstance(value, str) or not _RATE.fullmatch(value):
        raise QuoteRefused("bad_amount", path, "must be decimal text: digits with at most one point")
    return Decimal(value)


def _parameters(value: object, currency: str, known: Mapping[str, str]) -> dict[str, Money | Decimal]:
    if value is None:
        return {}
    given = _object(value, "parameters")
    _only(given, known, "parameters.")
    found: dict[str, Money | Decimal] = {}
    for name, fact in given.items():
        path = f"parameters.{name}"
        if known[name] == "amount":
            found[name] = _amount(fact, path, currency)
            continue
        found[name] = fraction = _number(fact, path)
        if fraction >= 1:
            raise QuoteRefused("bad_amount", path, "must be a fraction below 1, such as 0.17")
    return found
