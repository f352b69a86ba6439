"""What goes back to the buyer when goods come back: their price, and what the seller still holds of the charges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commerce_core.domain.landed_cost.consignment import Consignment, consign
from commerce_core.domain.landed_cost.exact import Ratio, half_up
from commerce_core.domain.landed_cost.quote import Charge, Quote
from commerce_core.domain.landed_cost.request import QuoteRequest
from commerce_core.domain.money import Money


@dataclass(frozen=True, slots=True)
class Refund:
    """The parts of a refund, in the quote's currency and at the quote's own rates."""

    goods: Money
    duty: Money
    import_vat: Money
    shipping: Money

    @property
    def total(self) -> Money:
        return self.goods + self.duty + self.import_vat + self.shipping


def refund(quote: Quote, request: QuoteRequest, returned: Mapping[int, int]) -> Refund:
    """The refund for `returned` units per line (index -> units) of a quoted request.

    Goods at what was paid for them; tax that the seller collected on those goods; duty that the seller collected only
    for lines (and item lines) of which nothing is kept. Shipping, and the tax on it, only when everything comes back.
    What a carrier or customs collected is not the seller's to give back. Raises ValueError on a line or a number of
    units that was not bought.
    """
    for line, units in returned.items():
        if not 0 <= line < len(request.lines) or not 0 < units <= request.lines[line].quantity:
            raise ValueError(f"line {line}: {units} units were not bought")
    consignment = consign(request)
    gone = {line for line, units in returned.items() if units == request.lines[line].quantity}
    everything = len(gone) == len(request.lines)
    money = quote.currency
    vat = sum(_tax(charge, consignment, returned, everything) for charge in _held(quote, "import_vat"))
    duty = sum(_duty(charge, consignment, gone) for charge in _held(quote, "duty"))
    return Refund(
        goods=Money(sum(_paid(consignment, line, units) for line, units in returned.items()), money),
        duty=Money(duty, money),
        import_vat=Money(vat, money),
        shipping=Money(request.shipping.minor if everything else 0, money),
    )


def _held(quote: Quote, kind: str) -> list[Charge]:
    """Known charges of a kind that the seller collected at checkout."""
    return [
        charge
        for charge in quote.charges
        if charge.kind == kind and charge.amount and charge.collected_by == "seller" and charge.due == "checkout"
    ]


def _paid(consignment: Consignment, line: int, units: int) -> int:
    bought = consignment.request.lines[line]
    paid = bought.unit_price.minor * bought.quantity - consignment.discounts[line]
    return half_up(Ratio(paid * units, bought.quantity))


def _tax(charge: Charge, consignment: Consignment, returned: Mapping[int, int], everything: bool) -> int:
    """The tax on the returned goods: the charge by their part of its base."""
    assert charge.amount is not None
    if everything:
        return charge.amount.minor
    lines, whole = consignment.request.lines, sum(charge.bases)
    part = Ratio(0, 1)
    for line in charge.lines:
        part += Ratio(consignment.net[line] * returned.get(line, 0), lines[line].quantity)
    return half_up(part * Ratio(charge.amount.minor, whole)) if whole else 0


def _duty(charge: Charge, consignment: Consignment, gone: set[int]) -> int:
    """The shares of lines that came back whole, unless a kept line stands on the same item line."""
    kept = {
        line for lines in consignment.item_lines().values() if not gone.issuperset(lines) for line in lines
    }
    return sum(share for line, share in zip(charge.lines, charge.shares, strict=True) if line not in kept)
