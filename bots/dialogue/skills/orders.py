"""Orders after they are placed: see, track, cancel, change, send back, rate."""

from __future__ import annotations

from bots.dialogue.cards import order_card, status_message
from bots.dialogue.memory import Form
from bots.dialogue.moment import Args, Moment, address_values, answers, text_arg, whole_arg
from bots.messages import Action, Block, Button, Choices, Text
from commerce_core.domain.order import Order
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import ShowShop
from commerce_core.services.fulfilment import ShipmentOf
from commerce_core.services.ordering import ChangeAddress, MyOrder, MyOrders, RateOrder, RequestReturn
from commerce_core.services.paying import CancelOrder

_LISTED = 8


def order_blocks(moment: Moment, order: Order) -> list[Block]:
    """The order as it stands now."""
    return [order_card(moment, order, moment.tx.ask(ShipmentOf(order.id)))]


def news_of(moment: Moment, order: Order) -> list[Block]:
    """What has just become of an order, and the order itself."""
    card = order_card(moment, order, moment.tx.ask(ShipmentOf(order.id)))
    if order.payment == "failed" and order.order == "placed":
        again = moment.button("button-pay-again", "pay", {"method": "sandbox", "code": order.code})
        moment.memory.offer = again.action.as_json()
        return [card, Choices(moment.say("refused-payment-declined"), (again,))]
    if order.order == "confirmed" and order.fulfilment == "none":
        return [Text(moment.say("paid", code=order.code)), card]
    return [card]


@answers("order", takes="code", reads_only=True)
def order_(moment: Moment, args: Args) -> list[Block]:
    """One order by its code; without one the buyer's orders, newest first."""
    orders: tuple[Order, ...] = moment.tx.ask(MyOrders(moment.buyer, _LISTED))
    if text_arg(args, "code", 40) is not None or len(orders) < 2:
        return track(moment, args)
    buttons = tuple(
        Button(f"{each.code} · {moment.say(status_message(each))}", Action("order", {"code": each.code})) for each in orders
    )
    return [Choices(moment.say("your-orders"), buttons)]


@answers("track", takes="code", reads_only=True)
def track(moment: Moment, args: Args) -> list[Block]:
    """Where an order is, by its code; the newest without one."""
    code = text_arg(args, "code", 40)
    if code is None and not moment.tx.ask(MyOrders(moment.buyer, 1)):
        return [
            Choices(
                moment.say("no-orders"),
                (moment.button("button-recommend", "recommend"), moment.button("button-browse", "browse")),
            )
        ]
    order: Order = moment.tx.ask(MyOrder(moment.buyer, code))
    moment.memory.order = order.code
    return order_blocks(moment, order)


@answers("cancel", takes="code")
def cancel(moment: Moment, args: Args) -> list[Block]:
    order: Order = moment.tx.do(CancelOrder(moment.buyer, text_arg(args, "code", 40)))
    moment.memory.order = order.code
    moment.memory.offer = None
    return order_blocks(moment, order)


@answers("change", takes="code address lines")
def change(moment: Moment, args: Args) -> list[Block]:
    """Another address for an order that is not packed yet; without one, say what can be changed."""
    code = text_arg(args, "code", 40)
    values = args.get("address")
    if args.get("lines") is not None:  # other goods are another quote: the order is cancelled and placed anew
        raise Refusal("unsupported", field="lines")
    if values is None:
        order: Order = moment.tx.ask(MyOrder(moment.buyer, code))
        return [Choices(moment.say("change-how", code=order.code), _change_buttons(moment, order))]
    if not isinstance(values, dict) or not values:
        raise Refusal("invalid", field="address")
    changed: Order = moment.tx.do(ChangeAddress(moment.buyer, code, address_values(values)))
    moment.memory.form = None
    moment.memory.order = changed.code
    return [moment.text("address-changed", code=changed.code), *order_blocks(moment, changed)]


def _change_buttons(moment: Moment, order: Order) -> tuple[Button, ...]:
    if order.order not in {"placed", "confirmed"} or order.fulfilment != "none":
        return (moment.button("button-human", "human"),)
    return (
        moment.button("button-change-address", "new_address", {"code": order.code}),
        moment.button("button-cancel-order", "cancel", {"code": order.code}),
    )


@answers("new_address", takes="code")
def new_address(moment: Moment, args: Args) -> list[Block]:
    """Ask for the street of an order's new address; the answer is the form's."""
    order: Order = moment.tx.ask(MyOrder(moment.buyer, text_arg(args, "code", 40)))
    moment.memory.order = order.code
    moment.memory.form = Form("change", "street_address", order.country)
    return [moment.text("ask-field-street-address")]


@answers("return", "withdraw", takes="code lines")
def return_(moment: Moment, args: Args) -> list[Block]:
    """Send back what arrived. Before it is packed, taking an order back is cancelling it."""
    code = text_arg(args, "code", 40)
    order: Order = moment.tx.ask(MyOrder(moment.buyer, code))
    if order.fulfilment == "none" and order.order in {"placed", "confirmed"}:
        return cancel(moment, {"code": order.code})
    lines = args.get("lines") or ()
    if not isinstance(lines, list | tuple) or not all(type(each) is int for each in lines):
        raise Refusal("invalid", field="lines")
    returned: Order = moment.tx.do(RequestReturn(moment.buyer, order.code, tuple(lines)))
    return [moment.text("return-noted", code=returned.code), *order_blocks(moment, returned)]


@answers("return_policy", reads_only=True)
def return_policy(moment: Moment, args: Args) -> list[Block]:
    """What the shop's rules for returns are, and the order they may be about."""
    policy = moment.tx.ask(ShowShop()).return_policy
    found: list[Block] = [Text(policy.get(moment.words.language) or policy["en"])]
    orders = moment.tx.ask(MyOrders(moment.buyer, 1))
    if orders and orders[0].fulfilment in {"handed_over", "delivered"}:
        code = orders[0].code
        button = Button(moment.say("button-return"), Action("return", {"code": code}))
        found.append(Choices(moment.say("return-which", code=code), (button,)))
    return found


@answers("rate", takes="order stars")
def rate(moment: Moment, args: Args) -> list[Block]:
    moment.tx.do(RateOrder(moment.buyer, text_arg(args, "order", 40), whole_arg(args, "stars")))
    return [moment.text("rated")]
