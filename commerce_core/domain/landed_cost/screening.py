"""What may not be sent, and what may only under conditions: sanctioned places first, then the goods."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from commerce_core.domain.landed_cost.facts import Comparison, Facts, Restriction
from commerce_core.domain.landed_cost.quote import Caution
from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.landed_cost.request import Attribute, Destination, QuoteLine, QuoteRequest

_LEADING_NUMBER = re.compile(r"\s*([0-9]{1,18}(?:\.[0-9]{1,18})?)")


def region_code(destination: Destination) -> str | None:
    """The region without a repeated country (`UA-43` -> `43`), upper case."""
    if destination.region is None:
        return None
    return destination.region.strip().upper().removeprefix(f"{destination.country}-") or None


def screen_place(destination: Destination, facts: Facts) -> list[Caution]:
    """Cautions about the destination. Raises QuoteRefused(sanctioned_destination)."""
    policy, country = facts.sanctions, destination.country
    if country in policy.blocked:
        raise QuoteRefused("sanctioned_destination", "destination.country", f"nothing is sent to {country}")
    region = region_code(destination)
    if region and region.casefold() in policy.blocked_regions.get(country, ()):
        raise QuoteRefused("sanctioned_destination", "destination.region", f"nothing is sent to {country}-{region}")
    if country in policy.review:
        return [Caution("country_review", f"a person must look before anything is sent to {country}")]
    return []


def screen_goods(request: QuoteRequest, facts: Facts) -> list[Caution]:
    """Cautions about the lines, one per rule. Raises QuoteRefused(prohibited_item) naming the first forbidden line.

    A product that a rule identifies while a fact the rule asks for is not given is never passed in silence: it gets a
    caution that a person must look.
    """
    screen = _screen_for(facts, request.destination.country, request.origin, request.carrier_class, request.date)
    met: dict[Restriction, list[int]] = {}
    doubtful: dict[Restriction, list[int]] = {}
    for position, line in enumerate(request.lines):
        for rule, verdict in _verdicts(screen, line):
            if verdict is None:
                doubtful.setdefault(rule, []).append(position)
            elif rule.effect == "forbid":
                raise QuoteRefused("prohibited_item", f"lines[{position}]", _why(rule))
            else:
                met.setdefault(rule, []).append(position)
    return [_condition(rule, lines) for rule, lines in met.items()] + [
        _doubt(rule, lines) for rule, lines in doubtful.items()
    ]


def _why(rule: Restriction) -> str:
    return f"may not be sent ({rule.id}{': ' + rule.note if rule.note else ''})"


def _condition(rule: Restriction, lines: list[int]) -> Caution:
    needs = ", ".join(rule.requires)
    message = f"before shipping: {needs}" if rule.effect == "require" else f"may be held: {needs}"
    return Caution(f"restriction_{rule.effect}", message, tuple(lines), rule.id)


def _doubt(rule: Restriction, lines: list[int]) -> Caution:
    facts = ", ".join(rule.attributes)
    return Caution("needs_review", f"a person must look: {facts} is not given", tuple(lines), rule.id)


@dataclass(frozen=True, slots=True, eq=False)
class _Screen:
    """The rules for one way on one day; `by_attribute` those that a line's attributes alone may bring in."""

    rules: tuple[Restriction, ...]
    by_attribute: tuple[Restriction, ...]


@lru_cache(maxsize=2048)
def _screen_for(facts: Facts, destination: str, origin: str, carrier_class: str, day: date) -> _Screen:
    rules = tuple(
        rule
        for rule in facts.restrictions
        if (rule.destinations is None or destination in rule.destinations)
        and (rule.origins is None or origin in rule.origins)
        and carrier_class in rule.carrier_classes
        and rule.period.covers(day)
    )
    return _Screen(rules, tuple(rule for rule in rules if rule.un_numbers or rule.attributes))


def _folded(description: str) -> str:
    """The description as keywords are looked up in it: compatibility forms, no case, no invisible signs."""
    if description.isascii():
        return description.casefold()
    visible = (sign for sign in unicodedata.normalize("NFKC", description) if unicodedata.category(sign) != "Cf")
    return "".join(visible).casefold()


def _numbers(line: QuoteLine) -> frozenset[str]:
    """The UN numbers of a line: `un3480`, `UN 3480` and `3480` are the same."""
    given = line.attributes.get("un")
    if given is None:
        return frozenset()
    each = given if isinstance(given, tuple) else (str(given),)
    return frozenset(f"UN{text.upper().replace(' ', '').removeprefix('UN')}" for text in each)


def _verdicts(screen: _Screen, line: QuoteLine) -> Sequence[tuple[Restriction, bool | None]]:
    """The rules that apply to the line (True), or may apply: a fact they ask for is not given (None)."""
    by_product = _by_product(screen, line.hs_code, line.description)
    if not line.attributes:
        return by_product
    numbers = _numbers(line)
    found = [rule for rule, _ in by_product]
    found += [
        rule
        for rule in screen.by_attribute
        if rule not in found and (not numbers.isdisjoint(rule.un_numbers) or _only_by_attribute(rule, line))
    ]
    verdicts = [(rule, _attributes_hold(rule, line)) for rule in found]
    return [(rule, verdict) for rule, verdict in verdicts if verdict is not False]


@lru_cache(maxsize=8192)
def _by_product(screen: _Screen, hs_code: str, description: str) -> tuple[tuple[Restriction, bool | None], ...]:
    """By HS code and words alone, no attribute given: the same for every parcel with this product."""
    folded = _folded(description)
    return tuple(
        (rule, None if rule.attributes else True)
        for rule in screen.rules
        if rule.every_product
        or (rule.hs_prefixes and hs_code.startswith(rule.hs_prefixes))
        or (rule.keywords is not None and rule.keywords.search(folded))
    )


def _only_by_attribute(rule: Restriction, line: QuoteLine) -> bool:
    """A rule that names no product applies only to lines that give one of its attributes."""
    if rule.hs_prefixes or rule.un_numbers or rule.keywords or rule.every_product:
        return False
    return all(name in line.attributes for name in rule.attributes)


def _attributes_hold(rule: Restriction, line: QuoteLine) -> bool | None:
    """True or False, or None when an attribute is not given or cannot be compared and none of the others fails."""
    verdicts = [_holds(wanted, line.attributes.get(name)) for name, wanted in rule.attributes.items()]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _holds(wanted: Comparison | str | bool, given: Attribute | None) -> bool | None:
    if given is None:
        return None
    if not isinstance(wanted, Comparison):
        return given == wanted and isinstance(given, bool) == isinstance(wanted, bool)
    number = _number(given)
    if number is None:
        return None
    match wanted.operator:
        case "<=":
            return number <= wanted.number
        case "<":
            return number < wanted.number
        case _:
            return number > wanted.number


def _number(given: Attribute) -> Decimal | None:
    """The number a fact states (`95`, `"95 Wh"`), None where it states none."""
    if isinstance(given, bool | tuple):
        return None
    if isinstance(given, Decimal):
        return given if given.is_finite() else None
    if isinstance(given, int):
        return Decimal(given)
    found = _LEADING_NUMBER.match(given)
    return Decimal(found[1]) if found else None
