"""From what was understood to what is to be done: intents and entities, seen with what was just shown, become actions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bots.dialogue.cues import (
    ADDRESS_WORDS,
    CHEAPER,
    CONDITION,
    DISCOUNT,
    IS_PROGRAM,
    charge_named,
    delivery_terms,
    folded,
    gift_for,
    is_question,
    is_way_out,
    is_why,
    makes_it,
    picks,
    says,
    tries_again,
    way_of_shipping,
)
from bots.dialogue.memory import Form
from bots.dialogue.moment import Moment
from bots.dialogue.referring import READ, SKU, Referred, option_said, quantity_said, referred
from bots.messages import Action
from commerce_core.domain.addresses import area_code
from commerce_core.domain.ids import parse_order_code
from commerce_core.domain.product import Catalogue
from commerce_core.services.basket import ViewBasket
from commerce_core.services.catalogue import SearchProducts, ShowCatalogue
from nlu.reading import Reading

_CLEAR = 0.7
"""From this confidence on an intent is followed even where the words could mean a choice."""
_LABEL_LIMIT = 60
_SURE = 0.35
"""Below this confidence a second clause is not acted on."""
_NAMING = r"[\u4e00-\u9fff]{2}|[^\W\d_\u4e00-\u9fff]{4,}"
"""Words of a shelf's name that are long enough to mean it."""
_NAMING_NOTHING = frozenset({"small", "care"})
_COURTESIES = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "out_of_scope"})
_BELONGS_TO_FORM = frozenset({"affirm", "thank", "greet", "out_of_scope"})
_HUNCH = 0.5
_SAME_NAME = 0.85
_CONTENT_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[^\W\d_\u4e00-\u9fff]{4,}")
_CAREFUL = frozenset({
    "human_agent", "complaint", "cancel_order", "change_order", "subscribe", "unsubscribe", "remove_from_cart",
    "release_claim", "live_claim", "checkout", "return_refund", "set_language", "set_currency", "set_country", "goodbye",
    "greet", "thank",
})
_PLAIN = 0.95
_LEAVES_FORM = frozenset({"human_agent", "view_cart", "track_order", "unsubscribe", "browse_catalogue"})
"""Wishes that leave an open form behind when they are said as plainly as a command."""


def wishes(moment: Moment) -> list[Action]:
    """What the buyer's text asks for: one action, or two where they asked two things."""
    reading, turn = moment.reading, moment.turn
    assert reading is not None and turn.text is not None
    text = turn.text.strip()
    if not turn.public:  # what was asked in private is not answered where others read
        if moment.memory.form is not None and (answered := _in_form(moment, text)):
            return answered
        if (picked := _picked(moment, reading, text)) is not None:
            return [picked]
    if (sought := _goods_beside_courtesy(moment, reading)) is not None:
        return [sought]
    intents = [_certain(moment, reading), *(intent.name for intent in reading.also if intent.confidence >= _SURE)]
    # "Hello, I'm looking for ..." asks one thing: courtesies are answered only where nothing else was said.
    asked = [name for name in intents if name not in _COURTESIES] or intents[:1]
    found: list[Action] = []
    for name in asked:
        wish = _wish(moment, reading, name)
        if all(wish.verb != other.verb for other in found):
            found.append(wish)
    return _country_first(moment, _currency_first(moment, _place_first(found[:2])))


def _currency_first(moment: Moment, actions: list[Action]) -> list[Action]:
    """ "How much in dollars?" is answered in dollars; a currency beside a price limit only says what the limit is in."""
    reading = moment.reading
    assert reading is not None
    said = reading.first("currency")
    limits = reading.first("price_max") is not None or reading.first("price_min") is not None
    asks_price = any(action.verb in {"quote", "show"} for action in actions)
    if said is None or limits or not asks_price or str(said.value) == moment.buyer.currency:
        return actions
    return [Action("set_currency", {"currency": str(said.value), "quiet": True}), *actions]


def _place_first(actions: list[Action]) -> list[Action]:
    """Where somebody lives, said along with a wish, is noted before the wish is answered."""
    places = [Action("set_country", {**action.args, "quiet": True}) for action in actions if action.verb == "set_country"]
    others = [action for action in actions if action.verb != "set_country"]
    return [*places, *others] if places and others else actions


def _picked(moment: Moment, reading: Reading, text: str) -> Action | None:
    """One of the choices just offered, by its number or its words, or the colour or size that was asked for."""
    choices = moment.memory.choices
    if text.isdecimal() and len(text) < 3 and (counted := _counted(moment, int(text))) is not None:
        return counted
    if len(text) > _LABEL_LIMIT:
        return None
    question = is_question(text, moment.words.language)
    if not question and (way := _way_offered(choices, text) or _terms_offered(choices, reading, text)) is not None:
        return way
    if (nth := _nth_offered(choices, reading)) is not None:
        return nth
    if moment.memory.receipt and is_why(text):
        return Action("why")
    if (offer := moment.memory.offer) and offer["verb"] == "pay" and tries_again(text):
        return Action.from_json(offer)
    at = picks(text, [choice["label"] for choice in choices])
    unsure = reading.intent.name == "out_of_scope" or reading.intent.confidence < _CLEAR
    several_words = len(folded(text).split()) > 1 and not question
    if at is not None and (unsure or several_words or folded(text) == folded(choices[at]["label"])):
        return Action.from_json(choices[at]["action"])
    choosing = moment.memory.choosing
    if choosing and choosing["asked"] and (reading.first("color") or reading.first("size")):
        named = reading.first("product")
        if named is None and reading.first("sku") is None and not question:
            return _add(moment, reading)
    return None


def _nth_offered(choices: list[dict[str, Any]], reading: Reading) -> Action | None:
    """ "The first one" among ways of shipping or terms of delivery, while we ask which."""
    offered = [choice["action"] for choice in choices if choice["action"]["verb"] in {"shipping", "incoterm"}]
    ordinal = reading.first("ordinal")
    if ordinal is None or not offered or reading.first("product") is not None:
        return None
    at = int(ordinal.value) - 1 if int(ordinal.value) > 0 else len(offered) + int(ordinal.value)
    return Action.from_json(offered[at]) if 0 <= at < len(offered) else None


def _way_offered(choices: list[dict[str, Any]], text: str) -> Action | None:
    """A way of shipping in the buyer's own words, while we ask which."""
    asked = any(choice["action"]["verb"] == "shipping" for choice in choices)
    way = way_of_shipping(text) if asked else None
    return Action("shipping", {"option": way}) if way else None


def _terms_offered(choices: list[dict[str, Any]], reading: Reading, text: str) -> Action | None:
    """Everything now or the rest on delivery, while we ask which; "no" is no to paying now."""
    if not any(choice["action"]["verb"] == "incoterm" for choice in choices):
        return None
    terms = "DAP" if reading.intent.name == "deny" else delivery_terms(text)
    return Action("incoterm", {"value": terms}) if terms else None


def _counted(moment: Moment, number: int) -> Action | None:
    """What a bare number means: the choice of that number, or the product where choices have no numbers."""
    choices, shown = moment.memory.choices, moment.memory.shown
    cards = sum(choice["action"]["verb"] == "quote" and "sku" in choice["action"]["args"] for choice in choices)
    if not moment.numbered and cards > 1:
        return Action("show", {"sku": shown[number - 1].sku}) if 0 < number <= len(shown) else None
    return Action.from_json(choices[number - 1]["action"]) if 0 < number <= len(choices) else None


def _goods_beside_courtesy(moment: Moment, reading: Reading) -> Action | None:
    """ "And how about a chef's knife?" may sound like a greeting; where that is in doubt, goods that we have are meant."""
    if reading.intent.name not in _COURTESIES or reading.intent.confidence >= _CLEAR or _runner_up(reading) is not None:
        return None
    language = moment.words.language
    named = [
        word for word in _CONTENT_WORD.findall(reading.text[:READ])
        if any(hit.score > _CLEAR for hit in moment.tx.ask(SearchProducts(text=word, language=language, limit=1)))
    ]
    return Action("search", {"text": " ".join(named)}) if named else None


def _runner_up(reading: Reading) -> str | None:
    """What a message that hardly sounds like none of our business likely means instead, if answering it undoes nothing."""
    if reading.intent.name != "out_of_scope" or reading.intent.confidence >= _CLEAR:
        return None
    nearly = [each.name for each in reading.intent_ranking[1:] if each.confidence >= _SURE]
    return next((name for name in nearly if name not in _COURTESIES | _CAREFUL and name != "add_to_cart"), None)


def _certain(moment: Moment, reading: Reading) -> str:
    """The intent, unless it would do or give up something on a mere hunch."""
    intent = reading.intent
    if intent.name == "out_of_scope" and (meant := _runner_up(reading)) is not None:
        return meant
    if intent.name == "add_to_cart" and intent.confidence < _HUNCH and not _names_anything(reading):
        return "out_of_scope"
    if intent.name in _CAREFUL and intent.confidence < _HUNCH and _order_named(reading) is None:
        found = moment.tx.ask(SearchProducts(text=reading.text[:_LABEL_LIMIT], language=moment.words.language, limit=1))
        return "search_product" if found and found[0].score > _CLEAR else "out_of_scope"
    return intent.name


def _in_form(moment: Moment, text: str) -> list[Action]:
    """The text belongs to the field that was asked for, unless it is plainly a way out; then the form may be empty."""
    form, reading = moment.memory.form, moment.reading
    assert form is not None and reading is not None
    if is_way_out(text, moment.words.language) or _gives_up(reading):
        return [Action("leave_form")]
    if is_question(text, moment.words.language) and reading.intent.name not in _BELONGS_TO_FORM:
        return [_wish(moment, reading, reading.intent.name), Action("ask_again")]
    if _leaves(form, reading, text):
        moment.memory.form = moment.memory.pending = None
        return []
    if form.name == "address":
        return [Action("address", {form.field: text})]
    if form.name == "change":
        return [Action("change", {"code": moment.memory.order, "address": {form.field: text}})]
    if form.name == "region":
        return [Action("region", {"country_area": text})]
    return [Action("tax_id", {"value": text})]


def _gives_up(reading: Reading) -> bool:
    """ "Cancel that order" in the middle of a form speaks of the order being made."""
    return reading.intent.name == "cancel_order" and reading.intent.confidence >= _PLAIN and _order_named(reading) is None


def _leaves(form: Form, reading: Reading, text: str) -> bool:
    """Whether somebody goes on to something else: a plain wish that cannot be what the field asks for."""
    intent = reading.intent
    if form.name == "region":
        another = intent.confidence >= _CLEAR and intent.name not in _BELONGS_TO_FORM | {"set_country"}
        return another and area_code(form.country or "", text) is None
    return intent.name in _LEAVES_FORM and intent.confidence >= _PLAIN and not any(sign.isdecimal() for sign in text)


def _country_first(moment: Moment, actions: list[Action]) -> list[Action]:
    """A country said along with a wish ("... to Chile?") is where the parcel goes, before the wish is answered."""
    reading = moment.reading
    assert reading is not None
    said = reading.first("country")
    if said is None or any(action.verb == "set_country" for action in actions):
        return actions
    if str(said.value) != moment.buyer.destination.code:
        return [Action("set_country", {"country": said.value, "quiet": True}), *actions]
    return actions


def _wish(moment: Moment, reading: Reading, intent: str) -> Action:
    if intent == "human_agent" and says(IS_PROGRAM, reading.text):
        return Action("about_us")
    maker = _MAKERS.get(intent)
    return maker(moment, reading) if maker else Action(_VERBS.get(intent, "out_of_scope"))


_VERBS = {
    "greet": "start", "goodbye": "goodbye", "thank": "thank", "help": "help", "browse_catalogue": "browse",
    "view_cart": "basket", "ask_payment": "payment_methods", "deny": "deny",
    "return_refund": "return_policy", "subscribe": "subscribe", "unsubscribe": "unsubscribe",
    "human_agent": "human", "complaint": "complaint", "out_of_scope": "out_of_scope",
}


def _checkout(moment: Moment, reading: Reading) -> Action:
    """ "Pay" means to pay where an invoice was just shown."""
    offer = moment.memory.offer
    return Action.from_json(offer) if offer and offer["verb"] == "pay" and not moment.turn.public else Action("checkout")


def _affirm(moment: Moment, reading: Reading) -> Action:
    offer = moment.memory.offer
    if offer and offer["verb"] == "add":
        items = moment.tx.ask(ViewBasket(moment.buyer)).items
        if any(item.variant.sku == offer["args"].get("sku") for item in items):
            return Action("checkout")  # it is in the basket already: "yes" goes on
    return Action.from_json(offer) if offer else Action("affirm")


def _search(moment: Moment, reading: Reading) -> Action:
    args: dict[str, Any] = {}
    for name in ("color", "size", "price_max", "price_min", "currency"):
        if (found := reading.first(name)) is not None:
            args[name] = str(found.value)
    product = reading.first("product")
    if product is not None:
        args["text"] = str(product.value)
    elif (shelf := _shelf_named(moment, reading.text)) is not None:
        args["category"] = shelf
    elif not args.keys() - {"currency"}:
        args["text"] = reading.text
    if product is not None and (phrase := _one_name(moment, reading)) is not None:
        args["text"] = phrase
        del args["color"]
    if args.keys() <= {"color", "size"} and args and (shown := referred(moment, reading)):
        return Action("show", {"sku": shown.sku})
    return Action("search", args)


def _one_name(moment: Moment, reading: Reading) -> str | None:
    """A colour and a product that together are a name of ours: green tea is not tea in green."""
    color, product = reading.first("color"), reading.first("product")
    if color is None or product is None:
        return None
    first, then = sorted((color, product), key=lambda each: each.start)
    if then.start - first.end > 1:
        return None
    phrase = reading.text[first.start : then.end]
    hits = moment.tx.ask(SearchProducts(text=phrase, language=moment.words.language, limit=1))
    if not hits or hits[0].score < _SAME_NAME or any("color" in each.options for each in hits[0].product.variants):
        return None
    return phrase


def _recommend(moment: Moment, reading: Reading) -> Action:
    args: dict[str, Any] = {}
    if (who := gift_for(reading.text)) is not None:
        args["gift_for"] = who
    product = reading.first("product")
    if product is not None:
        words = str(product.value)
        if category := _category(moment, words):
            args["category"] = category
        elif moment.tx.ask(SearchProducts(text=words, language=moment.words.language, limit=1)):
            return _search(moment, reading)
    elif any(reading.first(bound) is not None for bound in ("price_max", "price_min")):
        return _search(moment, reading)
    elif (shelf := _shelf_named(moment, reading.text)) is not None:
        args["category"] = shelf
    return Action("recommend", args)


def _category(moment: Moment, words: str) -> str | None:
    """The shelf most of the best matches stand on, when they agree."""
    hits = moment.tx.ask(SearchProducts(text=words, language=moment.words.language, limit=3))
    shelves = {hit.product.category for hit in hits if hit.score > 0.6}
    return shelves.pop() if len(shelves) == 1 and len(hits) > 1 else None


def _shelf_named(moment: Moment, text: str) -> str | None:
    """The shelf one of whose names' words stands in a text ("something for my kitchen")."""
    said = folded(text)
    for shelf in moment.tx.ask(ShowCatalogue()).categories:
        named = re.findall(_NAMING, folded(shelf.title(moment.words.language)))
        if any(word.removeprefix("ال") in said for word in named if word not in _NAMING_NOTHING):
            return str(shelf.id)
    return None


def _detail(moment: Moment, reading: Reading) -> Action:
    found = referred(moment, reading)
    if found is None:
        return Action("which") if reading.first("ordinal") else _search(moment, reading)
    return _shown(moment, found, reading)


def _finds(moment: Moment, reading: Reading) -> bool:
    """Whether the shop has anything by the words of a message."""
    words = reading.first("product")
    text = str(words.value) if words else reading.text[:_LABEL_LIMIT]
    return words is not None or bool(moment.tx.ask(SearchProducts(text=text, language=moment.words.language, limit=1)))


def _shown(moment: Moment, found: Referred, reading: Reading) -> Action:
    return Action("show", {"sku": found.sku} if found.chosen else {"product": found.product, **_options(moment, found, reading)})


def _options(moment: Moment, found: Referred, reading: Reading) -> dict[str, str]:
    """The colour and size wished for while the variant is open."""
    return {name: value for name in ("color", "size") if (value := option_said(moment, found.product, reading, name))}


def _price(moment: Moment, reading: Reading) -> Action:
    """A price to the door where a country is known or said, else the price tag; of everything, where nothing is named."""
    if says(DISCOUNT, reading.text):
        return Action("fixed_prices")
    if says(CHEAPER, reading.text) and (wish := _cheaper(moment)) is not None:
        return wish
    items = moment.tx.ask(ViewBasket(moment.buyer)).items
    focus = moment.memory.focus
    if items and not _names_goods(reading) and (focus is None or any(item.product.id == focus.product for item in items)):
        return Action("quote")
    found = referred(moment, reading)
    if found is None:
        return _search(moment, reading) if reading.first("product") else Action("which")
    if reading.first("country") or moment.buyer.destination.sure:
        return Action("quote", {"sku": found.name, "quantity": quantity_said(reading) or 1})
    return _shown(moment, found, reading)


def _cheaper(moment: Moment) -> Action | None:
    """The shelf of what is being looked at, the least expensive first."""
    catalogue: Catalogue = moment.tx.ask(ShowCatalogue())
    near = moment.memory.focus or next(iter(moment.memory.shown), None)
    product = catalogue.by_id.get(near.product) if near else None
    return Action("search", {"category": product.category, "sort": "price"}) if product else None


def _add(moment: Moment, reading: Reading) -> Action:
    quantity = quantity_said(reading)
    line = _line_in_basket(moment, reading)
    if line is not None and quantity is not None and makes_it(reading.text, moment.words.language):
        return Action("set_quantity", {"line": line, "quantity": quantity})
    found = referred(moment, reading)
    if found is None:
        sought = reading.first("product") or not (moment.memory.shown or reading.first("ordinal"))
        return _search(moment, reading) if sought and _finds(moment, reading) else Action("which")
    choosing = moment.memory.choosing if moment.memory.choosing and moment.memory.choosing["product"] == found.product else {}
    args = {"sku": found.name, "quantity": quantity or choosing.get("quantity") or 1}
    if not found.chosen:
        args |= _options(moment, found, reading)
    return Action("add", args)


def _change_order(moment: Moment, reading: Reading) -> Action:
    """ "Make it three" before checkout speaks of the basket, not of an order."""
    if says(ADDRESS_WORDS, reading.text):  # the number of a house is no number of pieces
        return Action("change", _code(reading))
    quantity, line = quantity_said(reading), _line_in_basket(moment, reading)
    if quantity is not None and line is not None and _order_named(reading) is None:
        return Action("set_quantity", {"line": line, "quantity": quantity})
    if quantity is not None and moment.memory.choosing and _order_named(reading) is None:
        return _add(moment, reading)
    return Action("change", _code(reading))


def _line_in_basket(moment: Moment, reading: Reading) -> int | None:
    """The basket line that a message speaks of: of the product named, of the one in focus, or the only one."""
    items = moment.tx.ask(ViewBasket(moment.buyer)).items
    found = referred(moment, reading)
    for item in items:
        if found is not None and item.product.id == found.product:
            return int(item.number)
    named = reading.first("product") or reading.first("sku") or reading.first("ordinal")
    return int(items[0].number) if len(items) == 1 and named is None else None


def _remove(moment: Moment, reading: Reading) -> Action:
    line = _line_in_basket(moment, reading)
    if line is not None:
        return Action("remove", {"line": line})
    found = referred(moment, reading)
    named = reading.first("product") or reading.first("sku") or reading.first("ordinal")
    return Action("remove", {"sku": found.product}) if found and named else Action("basket")


def _coupon(moment: Moment, reading: Reading) -> Action:
    code = reading.first("coupon")
    return Action("coupon", {"code": str(code.value)} if code else {})


def _shipping(moment: Moment, reading: Reading) -> Action:
    """What shipping costs is told with the whole total: of the item, or of the basket."""
    found = referred(moment, reading)
    if found is not None and (reading.first("product") or reading.first("sku") or reading.first("ordinal")):
        return Action("quote", {"sku": found.name, "quantity": quantity_said(reading) or 1})
    if moment.tx.ask(ViewBasket(moment.buyer)).items:
        return Action("quote")
    return Action("quote", {"sku": found.name}) if found else Action("ships_to")


def _duties(moment: Moment, reading: Reading) -> Action:
    if (receipt := moment.memory.last_receipt()) is None:
        about = referred(moment, reading) or moment.tx.ask(ViewBasket(moment.buyer)).items
        return _shipping(moment, reading) if about else Action("why")
    kind = charge_named(reading.text)
    known = kind and any(charge["kind"] == kind for charge in receipt["charges"])
    return Action("why", {"charge": kind} if known else {})


def _track(moment: Moment, reading: Reading) -> Action:
    return Action("track", _code(reading))


def _cancel(moment: Moment, reading: Reading) -> Action:
    """A question about cancelling is told, not done. With no order to speak of, only what was named leaves the basket."""
    if is_question(reading.text, moment.words.language) or says(CONDITION, reading.text):
        return Action("return_policy")
    if _order_named(reading) is None and moment.memory.order is None:
        return _remove(moment, reading) if _names_goods(reading) else Action("leave_form")
    return Action("cancel", _code(reading))


def _names_anything(reading: Reading) -> bool:
    """Goods, or what chooses among goods that were shown."""
    return _names_goods(reading) or any(reading.first(kind) is not None for kind in ("quantity", "color", "size"))


def _names_goods(reading: Reading) -> bool:
    return any(reading.first(kind) is not None for kind in ("product", "sku", "ordinal"))


def _order_named(reading: Reading) -> str | None:
    """The order code in a message: as it was understood, else whatever reads as one of ours."""
    said = reading.first("order_id")
    if said is not None:
        return str(said.value)
    return next((code for token in SKU.findall(reading.text[:READ]) if (code := parse_order_code(token))), None)


def _code(reading: Reading) -> dict[str, Any]:
    code = _order_named(reading)
    return {"code": code} if code else {}


def _said(verb: str, entity: str) -> Callable[[Moment, Reading], Action]:
    def make(moment: Moment, reading: Reading) -> Action:
        found = reading.first(entity)
        return Action(verb, {entity: str(found.value)} if found else {})

    return make


def _set_country(moment: Moment, reading: Reading) -> Action:
    """The country named, or the one a city or postal code speaks for."""
    found = reading.first("country")
    place = next((each for each in (reading.country, reading.home) if each.status in {"known", "likely"}), None)
    code = str(found.value) if found else place.code if place else None
    return Action("set_country", {"country": code} if code else {})


_MAKERS: dict[str, Callable[[Moment, Reading], Action]] = {
    "affirm": _affirm, "checkout": _checkout, "search_product": _search, "recommend": _recommend, "product_detail": _detail,
    "ask_price": _price, "add_to_cart": _add, "live_claim": _add, "remove_from_cart": _remove,
    "release_claim": _remove, "apply_coupon": _coupon, "ask_shipping": _shipping, "ask_duties": _duties,
    "track_order": _track, "change_order": _change_order, "cancel_order": _cancel, "set_country": _set_country,
    "set_currency": _said("set_currency", "currency"), "set_language": _said("set_language", "language"),
}
