"""The parcel in numbers: every line after its discounts, with its share of the freight."""

from __future__ import annotations

from dataclasses import dataclass

from commerce_core.domain.landed_cost.request import QuoteRequest
from commerce_core.domain.money import allocate


@dataclass(frozen=True, slots=True)
class Consignment:
    """Minor units of the request's currency per line.

    `net` is the customs value (after seller-funded discounts), `freight` each line's share of the shipping,
    `discounts` all discounts, whoever funds them. `goods` and `paid` are the sums before freight: customs value, and
    what the buyer pays.
    """

    request: QuoteRequest
    net: tuple[int, ...]
    freight: tuple[int, ...]
    discounts: tuple[int, ...]
    goods: int
    paid: int

    def values(self, with_freight: bool) -> tuple[int, ...]:
        """Line values without freight (`fob`, `intrinsic`) or with it (`cif`)."""
        if not with_freight:
            return self.net
        return tuple(value + share for value, share in zip(self.net, self.freight, strict=True))

    def total(self, with_freight: bool) -> int:
        """The whole consignment without or with freight."""
        return self.goods + self.request.shipping.minor if with_freight else self.goods

    def item_lines(self) -> dict[tuple[str, str, str], list[int]]:
        """Distinct (first six HS digits, description without case and outer spaces, origin) -> their lines."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for position, line in enumerate(self.request.lines):
            key = (line.hs_code[:6], line.description.strip().casefold(), line.origin)
            found.setdefault(key, []).append(position)
        return found


def consign(request: QuoteRequest) -> Consignment:
    """Spread the order's discounts and shipping over its lines (data README, "Order of computation" 2 and 3).

    Seller-funded discounts go by line value, platform-funded ones by the value left; shipping by the value after
    seller-funded discounts.
    """
    gross = [line.unit_price.minor * line.quantity for line in request.lines]
    funded = {"seller": 0, "platform": 0}
    for discount in request.discounts:
        funded[discount.funded_by] += discount.amount.minor
    net, seller = _take_off(funded["seller"], gross)
    left, platform = _take_off(funded["platform"], net)
    return Consignment(
        request=request,
        net=tuple(net),
        freight=tuple(allocate(request.shipping.minor, net)),
        discounts=tuple(a + b for a, b in zip(seller, platform, strict=True)),
        goods=sum(net),
        paid=sum(left),
    )


def _take_off(discount: int, values: list[int]) -> tuple[list[int], list[int]]:
    """Values after a discount, and each one's share of it."""
    if discount == 0:
        return values, [0] * len(values)
    shares = allocate(discount, values)
    return [value - share for value, share in zip(values, shares, strict=True)], shares
