"""From basket to invoice to payment: address, tax number, way of shipping, terms; nothing known is asked again."""

from __future__ import annotations

from bots.dialogue.cards import receipt, variant_title
from bots.dialogue.memory import Form
from bots.dialogue.moment import Args, Moment, address_values, answers, needed_text, text_arg
from bots.dialogue.skills.orders import news_of
from bots.dialogue.skills.places import days_text, total_text, way_title
from bots.messages import Action, Block, Button, Choices, Invoice, PayOption, Text
from commerce_core.domain.addresses import address_form
from commerce_core.domain.buyer import ADDRESS_FIELDS
from commerce_core.domain.order import Order
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.tax_ids import tax_id_kinds
from commerce_core.ports import StoredQuote
from commerce_core.services.basket import Basket, ViewBasket
from commerce_core.services.ordering import MyOrder, MyOrders, PlaceOrder
from commerce_core.services.paying import PaymentStarted, StartPayment
from commerce_core.services.pricing import DoorPrice, FreezeQuote, QuoteBasket, QuoteOption, ddp_possible
from commerce_core.services.profile import AddressOf, FillAddress, Filled, HasTaxId, SetTaxId

_RECENT = 5


@answers("checkout")
def checkout(moment: Moment, args: Args) -> list[Block]:
    """Go on with whatever is missing for an order; with an empty basket, the order that waits for its payment."""
    basket: Basket = moment.tx.ask(ViewBasket(moment.buyer))
    if not basket.items:
        return _waiting_invoice(moment)
    if not moment.buyer.destination.sure:
        raise Refusal("missing", field="country")
    if (step := _ask_address(moment)) or (step := _ask_tax_id(moment)):
        return step
    moment.memory.form = None
    if moment.memory.option is None:
        return _ask_shipping(moment, basket)
    if step := _ask_terms(moment):
        return step
    return _invoice(moment, basket)


def _waiting_invoice(moment: Moment) -> list[Block]:
    if moment.memory.order:
        order: Order = moment.tx.ask(MyOrder(moment.buyer, moment.memory.order))
        if order.order == "placed" and order.expires_at > moment.tx.now:
            moment.memory.offer = Action("pay", {"method": "sandbox", "code": order.code}).as_json()
            return [invoice(moment, order)]
    raise Refusal("missing", field="basket")


def _invoice_again(moment: Moment) -> list[Block] | None:
    """A second click on the step that placed the order finds the basket empty: it gets the same invoice."""
    if moment.memory.order is None or moment.tx.ask(ViewBasket(moment.buyer)).items:
        return None
    return _waiting_invoice(moment)


def _ask_address(moment: Moment) -> list[Block] | None:
    country = moment.buyer.destination.code
    assert country is not None
    address = moment.tx.ask(AddressOf(moment.buyer))
    form = address_form(country)
    missing = form.next_missing(address) if address else form.fields[0]
    if missing is None:
        return None
    first = moment.memory.form is None or moment.memory.form.name != "address"
    moment.memory.form = Form("address", missing, country)
    question = field_question(moment, missing, country)
    return [Text(f"{moment.say('address-intro', country=moment.words.country(country))}\n{question}" if first else question)]


def field_question(moment: Moment, name: str, country: str) -> str:
    """What is asked for one field of an address, in the words of its country (state, province, emirate ...)."""
    form = address_form(country)
    if name == "country_area" and moment.words.has(f"ask-area-{form.area_type}"):
        return moment.say(f"ask-area-{form.area_type}")
    if name == "postal_code" and form.postal_code_example:
        return moment.say("ask-field-postal-code", example=form.postal_code_example)
    return moment.say(f"ask-field-{name.replace('_', '-')}")


@answers("address", takes=" ".join(ADDRESS_FIELDS))
def address(moment: Moment, args: Args) -> list[Block]:
    """One field or all of them; the next missing one is asked for."""
    before = moment.buyer.destination.code
    if before is None and not args.get("country_code"):
        raise Refusal("missing", field="country")
    filled: Filled = moment.tx.do(FillAddress(moment.buyer, address_values(args)))
    moment.became(filled.buyer)
    if before != filled.buyer.destination.code:  # other ways of shipping, other terms
        moment.memory.option = moment.memory.terms = None
    if filled.wanted is not None:
        country = filled.buyer.destination.code or ""
        moment.memory.form = Form("address", filled.wanted, country)
        if filled.refused is not None:
            moment.refused = filled.refused.as_json()
            if "area" in filled.refused.data:
                moment.note("refused-field-area", code=filled.refused.data["value"], area=filled.refused.data["area"])
            else:
                moment.note("refused-field")
        return [Text(field_question(moment, filled.wanted, country))]
    moment.memory.form = None
    return [] if _goes_on(moment) else [moment.text("address-kept")]


def _goes_on(moment: Moment) -> bool:
    """The next step of the checkout follows by itself while there is something in the basket."""
    if not moment.tx.ask(ViewBasket(moment.buyer)).items:
        return False
    moment.then = Action("checkout")
    return True


def _ask_tax_id(moment: Moment) -> list[Block] | None:
    country = moment.buyer.destination.code or ""
    kinds = tax_id_kinds(country)
    if not kinds or moment.tx.ask(HasTaxId(moment.buyer)):
        return None
    moment.memory.form = Form("tax_id", kinds[0].kind, country)
    return [Text(tax_id_question(moment, country))]


def tax_id_question(moment: Moment, country: str) -> str:
    """Which number customs in a country asks for, with an example. The country must ask for one."""
    kinds = tax_id_kinds(country)
    names = " / ".join(_kind_name(moment, each.kind) for each in kinds)
    return moment.say("ask-tax-id", kind=names, example=kinds[0].example, country=moment.words.country(country))


def _kind_name(moment: Moment, kind: str) -> str:
    """Numbers are called what the destination calls them; those with a name of their own in our languages, by that."""
    message = f"tax-id-{kind.lower()}"
    return moment.say(message) if moment.words.has(message) else kind


@answers("tax_id", takes="kind value")
def tax_id(moment: Moment, args: Args) -> list[Block]:
    moment.tx.do(SetTaxId(moment.buyer, needed_text(args, "value", 60), text_arg(args, "kind", 20)))
    moment.memory.form = None
    return [] if _goes_on(moment) else [moment.text("tax-id-kept")]


def _ask_shipping(moment: Moment, basket: Basket) -> list[Block]:
    prices: tuple[DoorPrice, ...] = moment.tx.ask(QuoteBasket(moment.buyer))
    buttons = tuple(
        Button(
            moment.say("way", way=way_title(moment, each), days=days_text(moment, each), total=total_text(moment, each)),
            Action("shipping", {"option": each.offer.option.id}),
        )
        for each in prices
    )
    moment.memory.offer = buttons[0].action.as_json() if len(buttons) == 1 else None
    goods = tuple((variant_title(moment, i.product, i.variant), i.quantity, i.amount) for i in basket.items)
    return [receipt(moment, prices[0], goods, ()), Choices(moment.say("ask-shipping"), buttons)]


@answers("shipping", takes="option")
def shipping(moment: Moment, args: Args) -> list[Block]:
    """Choose the way of shipping. Raises Refusal(not_found | region_restricted)."""
    option = needed_text(args, "option", 40)
    if waiting := _invoice_again(moment):
        return waiting
    price: DoorPrice = moment.tx.ask(QuoteOption(moment.buyer, option))
    moment.memory.option = price.offer.option.id
    moment.then = Action("checkout")
    return []


def _ask_terms(moment: Moment) -> list[Block] | None:
    """Who pays what is due on delivery, where there is a choice: the buyer at the door, or everything now."""
    assert moment.memory.option is not None
    if moment.memory.terms == "DAP":
        return None
    later: DoorPrice = moment.tx.ask(QuoteOption(moment.buyer, moment.memory.option, "DAP"))
    if not ddp_possible(later):
        moment.memory.terms = "DAP"
        return None
    now: DoorPrice = moment.tx.ask(QuoteOption(moment.buyer, moment.memory.option, "DDP"))
    if ddp_possible(now):  # asked for, but the carrier cannot prepay there
        moment.memory.terms = "DAP"
    if moment.memory.terms is not None:
        return None
    moment.memory.offer = Action("incoterm", {"value": "DDP"}).as_json()
    # "Everything" would be a promise where a carrier's fee is still unknown.
    terms, total = {"value": "DDP"}, moment.words.money(now.quote.due_at_checkout)
    if any(charge.amount is None for charge in now.quote.charges):
        prepaid = moment.button("button-ddp-partly", "incoterm", terms, total=total)
    else:
        prepaid = moment.button("button-ddp", "incoterm", terms, total=total)
    return [
        Choices(
            moment.say("ask-terms"),
            (
                prepaid,
                moment.button("button-dap", "incoterm", {"value": "DAP"}, now=moment.words.money(later.quote.due_at_checkout)),
            ),
        )
    ]


@answers("incoterm", takes="value")
def incoterm(moment: Moment, args: Args) -> list[Block]:
    value = needed_text(args, "value", 10).upper()
    if value not in {"DAP", "DDP"}:
        raise Refusal("invalid", field="incoterm", value=value)
    if waiting := _invoice_again(moment):
        return waiting
    moment.memory.terms = value
    moment.then = Action("checkout")
    return []


def _invoice(moment: Moment, basket: Basket) -> list[Block]:
    """Freeze the price, place the order, hold its units, and ask to be paid."""
    option, terms = moment.memory.option or "", moment.memory.terms or "DAP"
    price: DoorPrice = moment.tx.ask(QuoteOption(moment.buyer, option, terms))
    stored: StoredQuote = moment.tx.do(FreezeQuote(moment.buyer, option, terms))
    order: Order = moment.tx.do(PlaceOrder(moment.buyer, stored.id, str(moment.memory.draft)))
    moment.memory.draft += 1
    moment.memory.order = order.code
    moment.memory.option = moment.memory.terms = None
    moment.memory.offer = Action("pay", {"method": "sandbox", "code": order.code}).as_json()
    goods = tuple((variant_title(moment, i.product, i.variant), i.quantity, i.amount) for i in basket.items)
    return [receipt(moment, price, goods, (), dict(stored.quote)), invoice(moment, order)]


def invoice(moment: Moment, order: Order) -> Invoice:
    """What is to be paid now and until when; the rest, if any, is said to be due on delivery."""
    words = moment.words
    due = words.money(order.due)
    total = moment.say("invoice-total", due=due)
    if order.due.minor != order.total.minor or any(charge["amount"] is None for charge in order.quote["charges"]):
        total = moment.say("invoice-total-later", due=due)
    action = Action("pay", {"method": "sandbox", "code": order.code})
    pay = PayOption("sandbox", moment.say("button-pay-amount", amount=due), action=action)
    return Invoice(
        order=order.code, title=moment.say("order-title", code=order.code), total=order.due, total_text=total,
        expires_at=order.expires_at,
        expires_text=moment.say("invoice-until", time=words.time(order.expires_at, moment.turn.timezone)), pay=(pay,),
    )


@answers("pay", takes="method outcome code")
def pay(moment: Moment, args: Args) -> list[Block]:
    """Ask to be paid. The provider is called after the commit; its outcome is in this answer when it comes at once.

    Without a code it is for the order spoken of last, or for one that still waits for its payment.
    """
    code = text_arg(args, "code", 40) or _order_to_pay(moment)
    method, outcome = text_arg(args, "method", 40) or "sandbox", text_arg(args, "outcome", 20)
    started: PaymentStarted = moment.tx.do(StartPayment(moment.buyer, code, method, outcome))
    moment.memory.order = started.order.code
    moment.memory.offer = None
    moment.follow_up = started.job
    return news_of(moment, started.order)


def _order_to_pay(moment: Moment) -> str | None:
    """The order spoken of last, unless it is settled and another one waits."""
    orders: tuple[Order, ...] = moment.tx.ask(MyOrders(moment.buyer, _RECENT))
    waiting = [each.code for each in orders if each.order == "placed" and each.expires_at > moment.tx.now]
    spoken_of = moment.memory.order
    return waiting[0] if waiting and spoken_of not in waiting else spoken_of
