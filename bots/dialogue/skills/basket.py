"""The basket in words: put in, change, take out, look."""

from __future__ import annotations

from bots.dialogue.cards import product_card, shown, variant_title
from bots.dialogue.moment import Args, Moment, answers, needed_text, whole_arg
from bots.dialogue.skills.browsing import fits, variant_choices
from bots.messages import Action, Block, Button, Choices
from commerce_core.domain.refusals import Refusal
from commerce_core.services.basket import AddToBasket, ApplyCoupon, Basket, BasketItem, SetQuantity, ViewBasket
from commerce_core.services.catalogue import FindProduct


@answers("add", takes="sku quantity color size")
def add(moment: Moment, args: Args) -> list[Block]:
    """Units of a SKU into the basket; a product with several variants is asked about first."""
    quantity = whole_arg(args, "quantity", 1)
    if quantity < 1:
        raise Refusal("invalid", field="quantity")
    product, variant = moment.tx.ask(FindProduct(needed_text(args, "sku")))
    fitting = [each for each in product.variants if fits(each, args)]
    if variant is None and len(fitting) == 1:
        variant = fitting[0]
    if variant is None:
        moment.memory.show(shown(product))
        return [product_card(moment, product), variant_choices(moment, product, quantity, args)]
    moment.tx.do(AddToBasket(moment.buyer, variant.sku, quantity))
    moment.memory.focus = shown(product, variant)
    moment.memory.offer = Action("checkout").as_json()
    added = moment.say("added", quantity=quantity, product=variant_title(moment, product, variant))
    return [Choices(f"{added}\n{_summary(moment)}", _next_steps(moment))]


@answers("set_quantity", takes="line quantity")
def set_quantity(moment: Moment, args: Args) -> list[Block]:
    moment.tx.do(SetQuantity(moment.buyer, whole_arg(args, "line"), whole_arg(args, "quantity")))
    return basket(moment, {})


@answers("remove", takes="line sku")
def remove(moment: Moment, args: Args) -> list[Block]:
    """A line out of the basket; with a SKU instead of a line, that item's."""
    number = args.get("line")
    if number is None and args.get("sku"):
        product, _ = moment.tx.ask(FindProduct(needed_text(args, "sku")))
        items = moment.tx.ask(ViewBasket(moment.buyer)).items
        number = next((item.number for item in items if item.product.id == product.id), None)
        if number is None:
            raise Refusal("not_found", field="line", product=product.id)
    moment.tx.do(SetQuantity(moment.buyer, whole_arg({"line": number}, "line"), 0))
    return basket(moment, {})


@answers("coupon", takes="code")
def coupon(moment: Moment, args: Args) -> list[Block]:
    found: Basket = moment.tx.do(ApplyCoupon(moment.buyer, needed_text(args, "code", 40)))
    off = moment.say("coupon-applied", code=found.coupon or "", amount=moment.words.money(found.discount))
    return [Choices(f"{off}\n{_summary(moment)}", _next_steps(moment))]


@answers("basket", reads_only=True)
def basket(moment: Moment, args: Args) -> list[Block]:
    """What is in the basket, with a way to change every line."""
    found: Basket = moment.tx.ask(ViewBasket(moment.buyer))
    if not found.items:
        moment.memory.offer = Action("recommend").as_json()
        return [
            Choices(
                moment.say("basket-empty"),
                (moment.button("button-recommend", "recommend"), moment.button("button-browse", "browse")),
            )
        ]
    moment.memory.show(*(shown(item.product, item.variant) for item in found.items))
    moment.memory.offer = Action("checkout").as_json()
    removals = tuple(
        moment.button("button-remove", "remove", {"line": item.number}, product=item.product.title(moment.words.language))
        for item in found.items
    )
    lines = "\n".join(_line(moment, item) for item in found.items)
    if found.discount.minor:
        lines += "\n" + moment.say("coupon-applied", code=found.coupon or "", amount=moment.words.money(found.discount))
    return [Choices(f"{moment.say('basket')}\n{lines}\n{_summary(moment)}", (*_next_steps(moment), *removals))]


def _line(moment: Moment, item: BasketItem) -> str:
    title = variant_title(moment, item.product, item.variant)
    return f"{item.quantity} × {title} · {moment.words.money(item.amount)}"


def _summary(moment: Moment) -> str:
    found: Basket = moment.tx.ask(ViewBasket(moment.buyer))
    units = sum(item.quantity for item in found.items)
    return moment.say("basket-total", count=units, total=moment.words.money(found.goods))


def _next_steps(moment: Moment) -> tuple[Button, ...]:
    return (
        moment.button("button-checkout", "checkout"),
        moment.button("button-door-price", "quote"),
        moment.button("button-keep-shopping", "recommend"),
    )

