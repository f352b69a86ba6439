"""Blocks made of what the core answers: product cards, receipts, order cards."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bots.dialogue.memory import Shown
from bots.dialogue.moment import Moment
from bots.messages import Action, Button, OrderCard, OrderLine, ProductCard, Receipt, ReceiptLine, TrackingStep
from commerce_core.domain.money import Money
from commerce_core.domain.order import Order
from commerce_core.domain.order import OrderLine as SoldLine
from commerce_core.domain.product import Product, Variant
from commerce_core.ports import Shipment
from commerce_core.services.catalogue import PriceIn, ShowCatalogue
from commerce_core.services.pricing import DoorPrice


def price_of(moment: Moment, variant: Variant) -> Money:
    """A variant's price in the buyer's currency."""
    price: Money = moment.tx.ask(PriceIn(variant, moment.buyer.currency))
    return price


def product_card(
    moment: Moment, product: Product, variant: Variant | None = None, why: str | None = None, left: int | None = None
) -> ProductCard:
    """A product as it is shown in a list: price, a reason or description, its choices, and what can be done with it.

    `left` is how many there are where they are few.
    """
    chosen = variant or min(product.variants, key=lambda each: each.price.minor)
    price = price_of(moment, chosen)
    # The same card is shown to everybody who asks in the same language and market: drawn once, kept with its product.
    key = (id(product), chosen.sku, variant is None, price, moment.words.locale, why, left)
    kept = _drawn.get(key)
    if kept is None or kept[0] is not product:
        if len(_drawn) > _CARDS_KEPT:
            _drawn.clear()
        kept = _drawn[key] = product, _draw(moment, product, chosen, variant, price, why, left)
    return kept[1]


_CARDS_KEPT = 20_000
_drawn: dict[tuple[Any, ...], tuple[Product, ProductCard]] = {}


def _draw(
    moment: Moment, product: Product, chosen: Variant, variant: Variant | None, price: Money, why: str | None, left: int | None
) -> ProductCard:
    language = moment.words.language
    several = len({each.price.minor for each in product.variants}) > 1 and variant is None
    amount = moment.words.money(price)
    facts = [why] if why else []
    facts.append(product.description(language))
    if variant is None:
        facts += option_facts(moment, product)
    elif variant.options:
        facts.append(options_text(moment, variant))
    if left is not None:
        facts.append(moment.say("stock-left", count=left) if left else moment.say("stock-none"))
    ready = variant is not None or len(product.variants) == 1
    add = moment.button("button-add", "add", {"sku": chosen.sku, "quantity": 1})
    choose = moment.button("button-choose", "show", {"product": product.id})
    return ProductCard(
        product=product.id, sku=chosen.sku, title=f"{product.title(language)} · {product.code}", price=price,
        price_text=moment.say("price-from", price=amount) if several else amount, facts=tuple(facts),
        picture=f"/pictures/{product.picture}" if product.picture else None, alt=product.alt.get(language) or product.title(language),
        actions=(add if ready else choose, moment.button("button-door-price", "quote", {"sku": shown(product, variant).sku})),
    )


def shown(product: Product, variant: Variant | None = None) -> Shown:
    """What the memory keeps of it: the SKU where there is no choice left, else the product's code."""
    only = product.variants[0] if len(product.variants) == 1 else variant
    return Shown(product.id, only.sku if only else product.code)


def option_facts(moment: Moment, product: Product) -> list[str]:
    """One line per kind of choice: colours, sizes."""
    found: dict[str, list[str]] = {}
    for variant in product.variants:
        for name, value in variant.options.items():
            if value not in found.setdefault(name, []):
                found[name].append(value)
    return [
        moment.say(f"option-{name}", values=moment.words.listed(option_value(moment, name, value) for value in values))
        for name, values in found.items()
        if moment.words.has(f"option-{name}")
    ]


def option_value(moment: Moment, name: str, value: str) -> str:
    """A colour in the buyer's language; sizes as they are sold."""
    message = f"color-{value}"
    return moment.say(message) if name == "color" and moment.words.has(message) else value


def options_text(moment: Moment, variant: Variant) -> str:
    return " · ".join(option_value(moment, name, value) for name, value in variant.options.items())


def receipt(
    moment: Moment, price: DoorPrice, goods_lines: tuple[tuple[str, int, Money], ...], actions: tuple[Button, ...],
    written: dict[str, Any] | None = None,
) -> Receipt:
    """A door price line by line, each charge with its why; remembers the charges so that "why" can explain them.

    `written` is the price's quote as JSON where it is there already.
    """
    quote, words = price.quote, moment.words
    found = written or quote.as_json()
    moment.memory.charged(found["charges"], moment.buyer.destination.code)
    lines = [
        ReceiptLine(f"{quantity} × {title}", amount, words.money(amount), "fixed") for title, quantity, amount in goods_lines
    ]
    discount = sum((line[2].minor for line in goods_lines), 0) - quote.goods.minor
    if discount > 0:
        off = Money(-discount, quote.goods.currency)
        lines.append(ReceiptLine(moment.say("line-discount"), off, words.money(off), "fixed"))
    days = moment.say("days", shortest=price.offer.days[0], longest=price.offer.days[1])
    title = price.offer.option.titles.get(words.language) or price.offer.option.titles["en"]
    lines.append(ReceiptLine(f"{title} ({days})", price.shipping, words.money(price.shipping), "fixed"))
    times = Counter(charge["kind"] for charge in found["charges"])
    lines += [charge_line(moment, at, charge, times[charge["kind"]] > 1) for at, charge in enumerate(found["charges"])]
    total = words.money(quote.total)
    if any(charge["amount"] is None for charge in found["charges"]):
        total = moment.say("total-plus-unknown", total=total)
    return Receipt(
        quote=found, lines=tuple(lines), total=quote.total, total_label=moment.say("line-total"), total_text=total,
        certainty=quote.certainty, why_label=moment.say("button-why"), actions=actions,
    )


def charge_line(moment: Moment, at: int, charge: dict[str, Any], with_rate: bool) -> ReceiptLine:
    """One charge; its rate tells layers of the same kind apart."""
    label = moment.say(f"charge-{charge['kind'].replace('_', '-')}")
    if with_rate and str(charge.get("rate", "")).endswith("%"):
        label = moment.say("charge-rated", charge=label, rate=charge["rate"])
    if charge["due"] == "delivery":
        label = moment.say("charge-on-delivery", charge=label)
    why = Action("why", {"charge": at})
    if charge["amount"] is None:
        return ReceiptLine(label, None, moment.say("amount-unknown"), "unknown", why)
    amount = Money.parse(charge["amount"], charge["currency"])
    text = moment.words.money(amount)
    if charge["certainty"] == "estimate":
        text = moment.say("amount-estimate", amount=text)
    return ReceiptLine(label, amount, text, charge["certainty"], why)


def order_card(moment: Moment, order: Order, shipment: Shipment | None) -> OrderCard:
    """An order with its state in words, its parcel's journey, and what can still be done with it."""
    words = moment.words
    tracking = None
    if shipment is not None:
        # A country code is a place only to a machine.
        tracking = tuple(
            TrackingStep(
                step.at, f"{words.time(step.at, moment.turn.timezone)} · {moment.say('parcel-' + step.status.replace('_', '-'))}",
                words.country(step.place) if len(step.place) == 2 else step.place,
            )
            for step in shipment.events
        )
    return OrderCard(
        code=order.code, title=moment.say("order-title", code=order.code), order=order.order, payment=order.payment,
        fulfilment=order.fulfilment, status_text=moment.say(status_message(order)),
        lines=tuple(
            OrderLine(line.sku, _line_title(moment, line), line.quantity, line.amount, words.money(line.amount))
            for line in order.lines
        ),
        total=order.total, total_text=moment.say("order-total", total=words.money(order.total)), tracking=tracking,
        actions=order_actions(moment, order),
    )


def _line_title(moment: Moment, line: SoldLine) -> str:
    """The product in the buyer's language with the options they chose; as it was sold, if it is gone from the shop."""
    found = moment.tx.ask(ShowCatalogue()).variants.get(line.sku.upper())
    return variant_title(moment, *found) if found else line.title


def variant_title(moment: Moment, product: Product, variant: Variant) -> str:
    """The product's title with the chosen options."""
    title = product.title(moment.words.language)
    return f"{title} ({options_text(moment, variant)})" if len(product.variants) > 1 else title


def status_message(order: Order) -> str:
    """The message that says where an order stands, most telling status first."""
    if order.order in {"cancelled", "expired"}:
        refunded = "-refunded" if order.payment in {"refunded", "partly_refunded"} else ""
        return f"status-{order.order}{refunded}"
    if order.payment in {"refunded", "partly_refunded"}:
        return f"status-{order.payment.replace('_', '-')}"
    if order.fulfilment != "none":
        return f"status-{order.fulfilment.replace('_', '-')}"
    return {"captured": "status-paid", "failed": "status-payment-failed", "none": "status-placed"}.get(
        order.payment, "status-payment-pending"
    )


def order_actions(moment: Moment, order: Order) -> tuple[Button, ...]:
    code = {"code": order.code}
    found = []
    if order.order == "placed" and order.payment in {"none", "failed"}:
        found.append(moment.button("button-pay", "pay", {"method": "sandbox", **code}))
    if order.fulfilment in {"booked", "handed_over", "delivered"}:
        found.append(moment.button("button-track", "track", code))
    if order.order in {"placed", "confirmed"} and order.fulfilment == "none":
        found.append(moment.button("button-cancel-order", "cancel", code))
    if order.fulfilment == "delivered" and order.payment == "captured":
        found.append(moment.button("button-return", "return", code))
    return tuple(found)
