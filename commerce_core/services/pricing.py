"""The total to the door: landed-cost quotes of a basket or a single item, per way of shipping, frozen when ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce_core.domain.buyer import Buyer
from commerce_core.domain.ids import new_id
from commerce_core.domain.landed_cost import (
    Destination,
    Discount,
    Quote,
    QuoteLine,
    QuoteRefused,
    QuoteRequest,
    quote,
    shipped_facts,
)
from commerce_core.domain.money import Money
from commerce_core.domain.product import Product, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop import ShippingOffer, Shop, converted
from commerce_core.ports import StoredQuote, UnitOfWork, rate_value
from commerce_core.services.basket import Basket, ViewBasket, view_basket
from commerce_core.services.catalogue import price_for
from commerce_core.services.dispatch import handles

TERMS = ("DAP", "DDP")


@dataclass(frozen=True, slots=True)
class Item:
    """What is quoted: a variant, how many, and the price of one in the buyer's currency."""

    product: Product
    variant: Variant
    quantity: int
    unit: Money


@dataclass(frozen=True, slots=True)
class DoorPrice:
    """One way to bring it to the door; `price` of shipping is in the buyer's currency, `days` its transit."""

    offer: ShippingOffer
    shipping: Money
    terms: str
    quote: Quote

    @property
    def total(self) -> Money:
        return self.quote.total


@dataclass(frozen=True, slots=True)
class QuoteItem:
    """The total to the door of one SKU alone. Raises Refusal(missing country or region | region_restricted | ...)."""

    buyer: Buyer
    sku: str
    quantity: int = 1


@handles(QuoteItem)
def quote_item(work: UnitOfWork, query: QuoteItem) -> tuple[DoorPrice, ...]:
    found = work.catalogue.current().find(query.sku)
    if found is None:
        raise Refusal("not_found", field="sku", value=query.sku)
    product, variant = found
    variant = variant or min(product.variants, key=lambda each: each.price.minor)
    limit = work.settings.shop().max_quantity
    if not 1 <= query.quantity <= limit:
        raise Refusal("quantity_exceeded" if query.quantity > limit else "invalid", field="quantity", limit=limit)
    item = Item(product, variant, query.quantity, price_for(work, variant, query.buyer.currency))
    return _door_prices(work, query.buyer, (item,), ())


@dataclass(frozen=True, slots=True)
class QuoteBasket:
    """The total to the door of the basket, one per way of shipping, cheapest total first."""

    buyer: Buyer


@handles(QuoteBasket)
def quote_basket(work: UnitOfWork, query: QuoteBasket) -> tuple[DoorPrice, ...]:
    basket = view_basket(work, ViewBasket(query.buyer))
    return _door_prices(work, query.buyer, _items(basket), _discounts(basket))


@dataclass(frozen=True, slots=True)
class QuoteOption:
    """The basket by one way of shipping and one set of delivery terms."""

    buyer: Buyer
    option: str
    terms: str = "DAP"


@handles(QuoteOption)
def quote_option(work: UnitOfWork, query: QuoteOption) -> DoorPrice:
    basket = view_basket(work, ViewBasket(query.buyer))
    if not basket.items:
        raise Refusal("missing", field="basket")
    if query.terms not in TERMS:
        raise Refusal("invalid", field="incoterm", value=query.terms)
    country = _destination(query.buyer)
    offer = work.settings.shop().offer(query.option, country, basket.weight_g)
    return _door_price(work, query.buyer, _items(basket), _discounts(basket), offer, query.terms)


@dataclass(frozen=True, slots=True)
class FreezeQuote:
    """Keep a door price of the basket: what an order may be placed on until it ends."""

    buyer: Buyer
    option: str
    terms: str


@handles(FreezeQuote)
def freeze_quote(work: UnitOfWork, command: FreezeQuote) -> StoredQuote:
    found = quote_option(work, QuoteOption(command.buyer, command.option, command.terms))
    basket = view_basket(work, ViewBasket(command.buyer))
    stored = StoredQuote(
        new_id(), command.buyer.id, found.quote.valid_until, command.option, command.terms, _destination(command.buyer),
        found.quote.as_json(), tuple((item.variant.sku, item.quantity, item.unit.minor) for item in basket.items),
        tuple((item.claim, item.quantity) for item in basket.items if item.claim is not None),
    )
    work.quotes.add(stored, work.now)
    return stored


def _items(basket: Basket) -> tuple[Item, ...]:
    return tuple(Item(item.product, item.variant, item.quantity, item.unit) for item in basket.items)


def _discounts(basket: Basket) -> tuple[Discount, ...]:
    return (Discount(basket.discount, basket.discount_funded_by),) if basket.discount.minor else ()


def _destination(buyer: Buyer) -> str:
    if not buyer.destination.sure or buyer.destination.code is None:
        raise Refusal("missing", field="country")
    return buyer.destination.code


def _door_prices(
    work: UnitOfWork, buyer: Buyer, items: tuple[Item, ...], discounts: tuple[Discount, ...]
) -> tuple[DoorPrice, ...]:
    if not items:
        raise Refusal("missing", field="basket")
    country = _destination(buyer)
    weight = sum(item.variant.weight_g * item.quantity for item in items)
    offers = work.settings.shop().offers(country, weight)
    if not offers:
        raise Refusal("region_restricted", field="weight", country=country)
    found, refused = [], []
    for offer in offers:
        try:
            found.append(_door_price(work, buyer, items, discounts, offer, "DAP"))
        except Refusal as refusal:  # a perfume may go by courier where the post takes none
            refused.append(refusal)
    if not found:
        raise refused[-1]
    return tuple(sorted(found, key=lambda each: each.total.minor))


def _door_price(
    work: UnitOfWork, buyer: Buyer, items: tuple[Item, ...], discounts: tuple[Discount, ...], offer: ShippingOffer, terms: str
) -> DoorPrice:
    # One answer asks for the same total several times: to show it, to choose terms, to freeze it.
    sold = tuple((item.variant.sku, item.quantity, item.unit) for item in items)
    key = ("door price", sold, discounts, offer.option.id, terms, buyer.destination, buyer.region, buyer.currency)
    found: DoorPrice | None = work.worked_out.get(key)
    if found is None:
        found = work.worked_out[key] = _worked_out(work, buyer, items, discounts, offer, terms)
    return found


def _worked_out(
    work: UnitOfWork, buyer: Buyer, items: tuple[Item, ...], discounts: tuple[Discount, ...], offer: ShippingOffer, terms: str
) -> DoorPrice:
    rate = rate_value(work.rates, offer.price.currency, buyer.currency, work.now.date())
    shipping = converted(offer.price, buyer.currency, rate)
    request = _request(work.settings.shop(), buyer, items, discounts, offer, shipping, terms, work.now)
    try:
        return DoorPrice(offer, shipping, terms, quote(request, shipped_facts(), work.rates.rate))
    except QuoteRefused as refused:
        raise _as_refusal(refused, items) from None


def _request(
    shop: Shop, buyer: Buyer, items: tuple[Item, ...], discounts: tuple[Discount, ...], offer: ShippingOffer,
    shipping: Money, terms: str, now: datetime,
) -> QuoteRequest:
    return QuoteRequest(
        date=now.date(), origin=shop.dispatch_country, destination=Destination(_destination(buyer), buyer.region, None),
        currency=buyer.currency, carrier_class=offer.option.carrier_class,
        lines=tuple(
            QuoteLine(
                item.variant.sku, item.product.customs_description, item.product.hs_code, item.product.origin,
                item.quantity, item.unit, item.variant.weight_g, item.product.tax_class, item.product.attributes,
            )
            for item in items
        ),
        shipping=shipping, registrations=frozenset(shop.registrations), discounts=discounts, delivery_terms=terms,
    )


def ddp_possible(price: DoorPrice) -> bool:
    """Whether something is due on delivery that could be paid at checkout instead."""
    return any(charge.due == "delivery" for charge in price.quote.charges)


_SAME = {"sanctioned_destination": "sanctioned_destination", "prohibited_item": "prohibited_item"}


def _as_refusal(refused: QuoteRefused, items: tuple[Item, ...]) -> Refusal:
    """The quote contract's error as a refusal of the reply contract."""
    data: dict[str, Any] = {"field": refused.field}
    if refused.code == "prohibited_item":
        at = "".join(sign for sign in refused.field or "" if sign.isdigit())
        if at and int(at) < len(items):
            data["sku"] = items[int(at)].variant.sku
    if refused.code in _SAME:
        return Refusal(_SAME[refused.code], **data)
    if refused.code == "bad_request" and "region" in (refused.field or ""):
        return Refusal("missing", field="region")
    if refused.code in {"unknown_country", "date_out_of_range"}:
        return Refusal("region_restricted", **data)
    return Refusal("unsupported", **data)


