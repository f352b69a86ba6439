"""Identification numbers that a destination asks of the buyer, with their check digits."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources

from commerce_core.domain.refusals import Refusal

_PCCC = re.compile(r"P[0-9]{12}")  # personal customs clearance code: its last digit follows no published rule
_PASSPORT = re.compile(r"[A-Z0-9]{6,12}")


@dataclass(frozen=True, slots=True)
class TaxIdKind:
    """One kind of number a country accepts; `check` is how it is verified."""

    kind: str
    check: str
    example: str


@cache
def _countries() -> dict[str, tuple[bool, tuple[TaxIdKind, ...]]]:
    text = resources.files("commerce_core.reference").joinpath("tax_ids.json").read_text(encoding="utf-8")
    return {
        country: (row["required"], tuple(TaxIdKind(k["kind"], k["check"], k["example"]) for k in row["kinds"]))
        for country, row in json.loads(text)["countries"].items()
    }


def tax_id_kinds(country: str) -> tuple[TaxIdKind, ...]:
    """The kinds a destination accepts, most common first; empty where it asks for none."""
    return _countries().get(country, (False, ()))[1]


def checked_tax_id(country: str, value: str, kind: str | None = None) -> tuple[str, str]:
    """(kind, compact number) of what the buyer wrote. Raises Refusal(invalid) with the kind and an example.

    With no `kind` given, the first kind whose check digits agree is meant.
    """
    kinds = tax_id_kinds(country)
    if kind is not None:
        kinds = tuple(each for each in kinds if each.kind == kind.upper())
    if not kinds:
        raise Refusal("invalid", field="kind")
    for each in kinds:
        if (number := _number(each, value)) is not None:
            return each.kind, number
    raise Refusal("invalid", field="tax_id", kind=kinds[0].kind, example=kinds[0].example)


def _number(kind: TaxIdKind, value: str) -> str | None:
    plain = re.sub(r"[\s.\-/]", "", value).upper()
    if kind.check == "pccc":
        return plain if _PCCC.fullmatch(plain) else None
    if kind.check == "passport":
        return plain if _PASSPORT.fullmatch(plain) and any(sign.isdigit() for sign in plain) else None
    if len(set(plain)) == 1:  # 111.111.111-11 adds up, but no office gives it out
        return None
    module = import_module(kind.check.replace("stdnum:", "stdnum."))
    return str(module.compact(value)) if module.is_valid(value) else None
