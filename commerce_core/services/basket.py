"""The basket: lines with their prices in the buyer's currency, and a coupon."""

from __future__ import annotations

from dataclasses import dataclass

from commerce_core.domain.buyer import Buyer
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Product, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop import converted
from commerce_core.ports import UnitOfWork, rate_value
from commerce_core.services.catalogue import price_for, price_for_money
from commerce_core.services.claiming import CLAIM_LINES, change_claim
from commerce_core.services.dispatch import handles


@dataclass(frozen=True, slots=True)
class BasketItem:
    """A line of the basket: price of one unit in the buyer's currency, before discounts and any tax.

    `claim` is the live claim it comes from, at the show's price; its units are held already.
    """

    number: int
    product: Product
    variant: Variant
    quantity: int
    unit: Money
    claim: int | None = None

    @property
    def amount(self) -> Money:
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True)
class Basket:
    """What a buyer is about to buy, in one currency."""

    items: tuple[BasketItem, ...]
    goods: Money
    coupon: str | None
    discount: Money
    discount_funded_by: str

    @property
    def weight_g(self) -> int:
        return sum(item.variant.weight_g * item.quantity for item in self.items)


@dataclass(frozen=True, slots=True)
class ViewBasket:
    buyer: Buyer


@handles(ViewBasket)
def view_basket(work: UnitOfWork, query: ViewBasket) -> Basket:
    # Every step of a checkout looks at the basket; it is the same until something is written.
    key = ("basket", query.buyer.id, query.buyer.currency, work.writes)
    found: Basket | None = work.worked_out.get(key)
    if found is None:
        found = work.worked_out[key] = _basket_of(work, query.buyer)
    return found


def _basket_of(work: UnitOfWork, buyer: Buyer) -> Basket:
    catalogue = work.catalogue.current()
    lines = work.basket.lines(buyer.id)
    items = []
    for line in lines:
        found = catalogue.variants.get(line.sku.upper())
        if found is not None:  # a product taken off the shelf leaves the basket with it
            product, variant = found
            items.append(BasketItem(line.number, product, variant, line.quantity, price_for(work, variant, buyer.currency)))
    items += _claimed(work, buyer, catalogue)
    goods = Money(sum(item.amount.minor for item in items), buyer.currency)
    code = work.basket.coupon(buyer.id) if items else None
    discount, funded_by = Money(0, buyer.currency), "seller"
    if code:
        try:
            discount, funded_by = _discount(work, code, goods)
        except Refusal:  # expired or below its minimum meanwhile: it stays in the basket and takes nothing off
            code = None
    return Basket(tuple(items), goods, code, discount, funded_by)


def _claimed(work: UnitOfWork, buyer: Buyer, catalogue: Catalogue) -> list[BasketItem]:
    """What a live room holds for the buyer: lines like the others, after them."""
    found = []
    for claim in work.live.open_claims(buyer.id):
        if claim.held and claim.id is not None and (sold := catalogue.variants.get(claim.sku.upper())):
            unit = price_for_money(work, claim.price, buyer.currency)
            found.append(BasketItem(CLAIM_LINES + claim.id, *sold, claim.held, unit, claim.id))
    return found


@dataclass(frozen=True, slots=True)
class AddToBasket:
    """So many more units of a SKU. Raises Refusal(not_found | quantity_exceeded | out_of_stock | low_stock)."""

    buyer: Buyer
    sku: str
    quantity: int = 1


@handles(AddToBasket)
def add_to_basket(work: UnitOfWork, command: AddToBasket) -> None:
    _, variant = _variant(work, command.sku)
    have = next((line.quantity for line in work.basket.lines(command.buyer.id) if line.sku == variant.sku), 0)
    _put(work, command.buyer, variant, _whole(command.quantity, 1) + have)


@dataclass(frozen=True, slots=True)
class SetQuantity:
    """Exactly so many units of a line; 0 removes it."""

    buyer: Buyer
    line: int
    quantity: int


@handles(SetQuantity)
def set_quantity(work: UnitOfWork, command: SetQuantity) -> None:
    if command.line > CLAIM_LINES:
        limit = work.settings.shop().max_quantity
        change_claim(work, command.buyer.id, command.line, _whole(command.quantity, 0), limit)
        return
    line = next((each for each in work.basket.lines(command.buyer.id) if each.number == command.line), None)
    if line is None:
        raise Refusal("not_found", field="line", value=command.line)
    _, variant = _variant(work, line.sku)
    _put(work, command.buyer, variant, _whole(command.quantity, 0))


def _put(work: UnitOfWork, buyer: Buyer, variant: Variant, quantity: int) -> None:
    limit = work.settings.shop().max_quantity
    if quantity > limit:
        raise Refusal("quantity_exceeded", field="quantity", limit=limit)
    stock = work.stock.of(variant.sku)
    available = stock.available if stock else 0
    if quantity and available == 0:
        raise Refusal("out_of_stock", sku=variant.sku, product=variant.product_id)
    if quantity > available:
        raise Refusal("low_stock", sku=variant.sku, product=variant.product_id, available=available)
    work.basket.put(buyer.id, variant.sku, quantity)


def _whole(quantity: object, least: int) -> int:
    if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < least:
        raise Refusal("invalid", field="quantity")
    return quantity


def _variant(work: UnitOfWork, sku: str) -> tuple[Product, Variant]:
    found = work.catalogue.current().find(sku)
    if found is None:
        raise Refusal("not_found", field="sku", value=sku)
    product, variant = found
    if variant is None:
        raise Refusal("missing", field="variant", product=product.id)
    return product, variant


@dataclass(frozen=True, slots=True)
class ApplyCoupon:
    """Use a code. Raises Refusal(coupon_invalid | coupon_expired | minimum_not_met)."""

    buyer: Buyer
    code: str


@handles(ApplyCoupon)
def apply_coupon(work: UnitOfWork, command: ApplyCoupon) -> Basket:
    basket = view_basket(work, ViewBasket(command.buyer))
    _discount(work, command.code, basket.goods)
    if not basket.items:
        raise Refusal("missing", field="basket")
    work.basket.set_coupon(command.buyer.id, command.code.upper())
    return view_basket(work, ViewBasket(command.buyer))


def _discount(work: UnitOfWork, code: str, goods: Money) -> tuple[Money, str]:
    """(discount in the basket's currency, who funds it)."""
    coupon = work.coupons.get(code)
    if coupon is None or work.now < coupon.valid_from:
        raise Refusal("coupon_invalid", code=code)
    if work.now >= coupon.valid_until:
        raise Refusal("coupon_expired", code=code)
    if coupon.minimum and goods.minor < _in(work, coupon.minimum, goods.currency).minor:
        raise Refusal("minimum_not_met", code=code, minimum=_in(work, coupon.minimum, goods.currency).as_json())
    if coupon.amount is not None:
        off = min(_in(work, coupon.amount, goods.currency).minor, goods.minor)
    else:
        off = goods.minor * (coupon.percent or 0) // 100
    return Money(off, goods.currency), coupon.funded_by


def _in(work: UnitOfWork, money: Money, currency: str) -> Money:
    return converted(money, currency, rate_value(work.rates, money.currency, currency, work.now.date()))
