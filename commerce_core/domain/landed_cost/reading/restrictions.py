"""`restrictions.json` read into the rules that parcels are screened against."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from commerce_core.domain.landed_cost.facts import Comparison, Restriction, Sanctions
from commerce_core.domain.landed_cost.reading.values import ABOUT, CARRIER_CLASSES, evidence, period
from commerce_core.domain.reference import Entry

_RULE = {
    "id", "match", "origin", "destination", "modes", "effect", "requires", "effective_from", "effective_to",
} | ABOUT
_COMPARISON = re.compile(r"(<=|<|>)\s*([0-9]+(?:\.[0-9]+)?)")


def restrictions(entry: Entry, blocs: Mapping[str, frozenset[str]]) -> tuple[Restriction, ...]:
    """Every rule, in file order."""
    as_of = entry.at("as_of").text()
    return tuple(_rule(rule, blocs, as_of) for rule in entry.at("rules").items())


def sanctions(entry: Entry) -> Sanctions:
    """The country policy. A blocked region is known by its code and by its name."""
    policy = entry.at("sanctions").at("country_policy")
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for row in policy.at("region_block").items():
        regions[row.at("country").text()] |= {row.at("region").text().casefold(), row.at("name").text().casefold()}
    return Sanctions(
        frozenset(policy.at("block").texts()),
        {country: frozenset(names) for country, names in regions.items()},
        frozenset(policy.at("review").texts()),
        policy.at("source").texts(),
    )


def _rule(rule: Entry, blocs: Mapping[str, frozenset[str]], as_of: str) -> Restriction:
    rule.only(_RULE)
    match = rule.at("match").only({"hs", "un", "keywords", "attr", "any"})
    if not match.object():
        raise match.wrong("matches nothing")
    prefixes, numbers, words = (match.maybe(key) for key in ("hs", "un", "keywords"))
    every, attributes, note = match.maybe("any"), match.maybe("attr"), rule.maybe("note")
    return Restriction(
        id=rule.at("id").text(),
        hs_prefixes=prefixes.texts() if prefixes else (),
        un_numbers=frozenset(numbers.texts() if numbers else ()),
        keywords=_whole_words(words.texts()) if words else None,
        every_product=every.flag() if every else False,
        attributes={name: _condition(value) for name, value in attributes.members()} if attributes else {},
        origins=_countries(rule.at("origin"), blocs),
        destinations=_countries(rule.at("destination"), blocs),
        carrier_classes=frozenset(rule.at("modes").choices(CARRIER_CLASSES)),
        period=period(rule),
        effect=rule.at("effect").choice({"forbid", "require", "warn"}),
        requires=rule.at("requires").texts(),
        evidence=evidence(rule, as_of),
        note=note.text() if note else "",
    )


def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((word.casefold() for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _countries(entry: Entry, blocs: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Country codes with blocs opened up; None means all."""
    listed = entry.texts()
    if "*" in listed:
        return None
    return frozenset().union(*(blocs.get(code, {code}) for code in listed))


def _condition(entry: Entry) -> Comparison | str | bool:
    """A comparison where the text starts with one (what follows its number explains it), else the value itself."""
    if isinstance(entry.value, bool):
        return entry.value
    text = entry.text()
    if not text.startswith(("<", ">")):
        return text
    found = _COMPARISON.match(text)
    if found is None:
        raise entry.wrong("starts a comparison without a number")
    return Comparison(found[1], Decimal(found[2]))
