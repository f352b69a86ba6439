"""The answer to a request: what reaches the door, charge by charge, each with its rule, arithmetic, sources and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce_core.domain.money import Money
from commerce_core.domain.rates import Rate

CERTAINTIES = ("fixed", "estimate", "unknown")
"""From the strongest to the weakest."""


def weakest(certainties: set[str]) -> str:
    """The weakest of some certainties; `fixed` where there is none."""
    for certainty in reversed(CERTAINTIES):
        if certainty in certainties:
            return certainty
    return CERTAINTIES[0]


@dataclass(frozen=True, slots=True)
class Charge:
    """One duty, tax or fee. `amount` None means that it is due and not known.

    `name` is the tax or layer (`VAT`, `mfn`); `local` the amount where it was computed in another currency; `shares`
    are minor units per line of `lines`, `bases` what they were shared by (both empty for a fee).
    """

    kind: str
    name: str
    amount: Money | None
    local: Money | None
    base: str
    rate: str
    formula: str
    lines: tuple[int, ...]
    shares: tuple[int, ...]
    bases: tuple[int, ...]
    collected_by: str
    due: str
    certainty: str
    rule: str
    sources: tuple[str, ...]
    as_of: str

    def as_json(self, currency: str) -> dict[str, Any]:
        """The contract's charge object; `currency` is the quote's."""
        value: dict[str, Any] = {
            "kind": self.kind,
            "amount": self.amount.text if self.amount else None,
            "currency": currency,
            "base": self.base,
            "rate": self.rate,
            "formula": self.formula,
            "lines": list(self.lines),
            "collected_by": self.collected_by,
            "due": self.due,
            "certainty": self.certainty,
            "rule": self.rule,
            "sources": list(self.sources),
            "as_of": self.as_of,
        }
        if self.local:
            value["amount_local"] = self.local.text
            value["currency_local"] = self.local.currency
        return value


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the shop or the buyer must know; `lines` empty means the whole parcel."""

    code: str
    message: str
    lines: tuple[int, ...] = ()
    rule: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "lines": list(self.lines), "rule": self.rule, "message": self.message}


@dataclass(frozen=True, slots=True)
class LineAllocation:
    """A line's share of the discounts, of the duty and of the tax; None where its duty or tax is not known at all."""

    discount: Money
    duty: Money | None
    tax: Money | None

    def as_json(self) -> dict[str, str | None]:
        return {
            "discount": self.discount.text,
            "duty": self.duty.text if self.duty else None,
            "tax": self.tax.text if self.tax else None,
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """A landed-cost quote. `goods` are the lines after every discount: goods + shipping + known charges = `total`.

    `discounts` are the lines' shares of all discounts in minor units; `rates` the exchange rates it used (units of that currency for one of the quote's), to be frozen with it.
    """

    id: str | None
    regime: str
    currency: str
    goods: Money
    shipping: Money
    charges: tuple[Charge, ...]
    due_at_checkout: Money
    due_on_delivery: Money
    total: Money
    certainty: str
    warnings: tuple[Caution, ...]
    valid_until: datetime
    dataset: str
    discounts: tuple[int, ...]
    rates: Mapping[str, Rate]

    @property
    def line_allocations(self) -> tuple[LineAllocation, ...]:
        """Each line's share of discounts, duty and tax; every column adds up exactly to what is known of it."""
        rows = zip(self.discounts, self._column("duty"), self._column("import_vat"), strict=True)
        return tuple(
            LineAllocation(
                Money(discount, self.currency),
                None if duty is None else Money(duty, self.currency),
                None if tax is None else Money(tax, self.currency),
            )
            for discount, duty, tax in rows
        )

    def _column(self, kind: str) -> list[int | None]:
        """Each line's share of the known charges of a kind; None where there are only unknown ones."""
        known: list[int | None] = [0] * len(self.discounts)
        of_kind = [charge for charge in self.charges if charge.kind == kind]
        for charge in of_kind:
            if charge.amount is None:
                for line in charge.lines:
                    known[line] = None
        for charge in of_kind:
            if charge.amount is not None:
                for line, share in zip(charge.lines, charge.shares, strict=True):
                    known[line] = (known[line] or 0) + share
        return known

    def sum_of(self, kind: str) -> Money | None:
        """All charges of a kind; None when one of them is not known."""
        amounts = [charge.amount for charge in self.charges if charge.kind == kind]
        if None in amounts:
            return None
        return Money(sum(amount.minor for amount in amounts if amount), self.currency)

    def as_json(self) -> dict[str, Any]:
        """The contract's quote object."""
        value: dict[str, Any] = {} if self.id is None else {"id": self.id}
        return value | {
            "regime": self.regime,
            "currency": self.currency,
            "goods": self.goods.text,
            "shipping": self.shipping.text,
            "charges": [charge.as_json(self.currency) for charge in self.charges],
            "due_at_checkout": self.due_at_checkout.text,
            "due_on_delivery": self.due_on_delivery.text,
            "total": self.total.text,
            "certainty": self.certainty,
            "warnings": [warning.as_json() for warning in self.warnings],
            "valid_until": self.valid_until.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "dataset": self.dataset,
            "line_allocations": [allocation.as_json() for allocation in self.line_allocations],
        }
