"""What a conversation keeps from one turn to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

_LANGUAGES_KEPT = 6
_SHOWN_KEPT = 12


@dataclass(slots=True)
class Shown:
    """A product that the buyer was just shown, and which variant of it."""

    product: str
    sku: str


@dataclass(slots=True)
class Form:
    """Something being filled in: which one, which field is asked for now, for which country."""

    name: str
    field: str
    country: str | None = None


@dataclass(slots=True)
class Memory:
    """Changed in place during one turn, written once at its end."""

    languages: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    focus: Shown | None = None
    choices: list[dict[str, Any]] = field(default_factory=list)
    """What was offered last, `{"label", "action"}`, in the order numbered choices count them."""
    choosing: dict[str, Any] | None = None
    """A product whose variant is still open: `product`, what is known (`color`, `size`, `quantity`), and whether we `asked`."""
    offer: dict[str, Any] | None = None
    """What a bare "yes" would do."""
    pending: dict[str, Any] | None = None
    """What to go on with once the country (or region) is known."""
    form: Form | None = None
    order: str | None = None
    option: str | None = None
    terms: str | None = None
    draft: int = 0
    """Counts baskets ordered: the effect key of the next order."""
    shopping: dict[str, Any] | None = None
    """The last search or suggestion, so that "more" goes on with it."""
    receipt: str | None = None
    """The receipt shown last, so that "why" can explain its charges; JSON text, because few turns ask for it."""
    language_chosen: bool = False
    greeted: bool = False
    told_english: bool = False

    @classmethod
    def load(cls, data: bytes | None) -> Memory:
        """From stored bytes; fields that a newer or older version does not know are left out."""
        if data is None:
            return cls()
        values = orjson.loads(data)
        for unknown in values.keys() - cls.__dataclass_fields__.keys():
            del values[unknown]
        memory = cls(**values)
        memory.shown = [Shown(**each) for each in values.get("shown", ())]
        memory.focus = Shown(**values["focus"]) if values.get("focus") else None
        memory.form = Form(**values["form"]) if values.get("form") else None
        return memory

    def dump(self) -> bytes:
        return orjson.dumps(self)

    def spoke(self, language: str) -> None:
        """Add the language of the buyer's message to those of the conversation, newest last."""
        self.languages = [*self.languages, language][-_LANGUAGES_KEPT:]

    def show(self, *products: Shown) -> None:
        """These were shown now; one alone is what "it" means from now on."""
        self.shown = list(products[:_SHOWN_KEPT])
        self.focus = products[0] if len(products) == 1 else None
        if self.choosing is not None and all(each.product != self.choosing["product"] for each in products):
            self.choosing = None

    def charged(self, charges: list[dict[str, Any]], country: str | None) -> None:
        """A receipt with these charges was shown for a parcel to a country."""
        self.receipt = orjson.dumps({"charges": charges, "country": country}).decode()

    def last_receipt(self) -> dict[str, Any] | None:
        """`charges` and `country` of the receipt shown last."""
        return None if self.receipt is None else orjson.loads(self.receipt)

    @property
    def language(self) -> str | None:
        return self.languages[-1] if self.languages else None


