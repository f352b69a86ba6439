"""A "no" of the business in words, and the question or button that leads on from it."""

from __future__ import annotations

from bots.dialogue.moment import Args, Moment, answers
from bots.dialogue.skills.basket import basket
from bots.dialogue.skills.browsing import browse, variant_choices
from bots.dialogue.skills.checkout import field_question, tax_id_question
from bots.dialogue.skills.places import ask_country, ask_region, set_language
from bots.messages import Action, Block, Choices, Text
from commerce_core.domain.money import Money
from commerce_core.domain.refusals import Refusal
from commerce_core.services.basket import ViewBasket
from commerce_core.services.catalogue import FindProduct

_NAMES_PRODUCT = frozenset({"refused-out-of-stock", "refused-low-stock", "refused-prohibited-item"})


def words_of_refusal(moment: Moment, refusal: Refusal, action: Action) -> list[Block]:
    """Say why not, and ask for what is missing. A country or region asked for lets the wish go on afterwards."""
    field = refusal.data.get("field")
    if refusal.code == "missing" and field == "country":
        # Addresses and numbers of people lie encrypted in their own place: the memory keeps none of them.
        moment.memory.pending = None if action.verb in {"address", "tax_id"} else action.as_json()
        return [ask_country(moment, moment.buyer.destination)]
    if refusal.code == "missing" and field == "region":
        moment.memory.pending = action.as_json()
        return ask_region(moment)
    if refusal.code == "missing" and field == "variant":
        product, _ = moment.tx.ask(FindProduct(refusal.data["product"]))
        return [variant_choices(moment, product)]
    moment.refused = refusal.as_json()
    if refusal.code == "missing" and field == "basket":
        return basket(moment, {})
    if (form := moment.memory.form) is not None and field in {form.field, "tax_id", "country_area", "value"}:
        return [Text(moment.say("refused-field")), Text(_question(moment))]
    if refusal.code == "unsupported" and field == "language":
        return [Text(_sentence(moment, refusal)), *set_language(moment, {})]
    if refusal.code == "not_found" and field in {"sku", "product", "category"}:
        return [Text(moment.say("refused-not-found-product")), *browse(moment, {})]
    if field == "option" and refusal.code in {"not_found", "region_restricted"}:
        moment.memory.option = moment.memory.terms = None
        if moment.tx.ask(ViewBasket(moment.buyer)).items:  # asked for once more, with the ways that there are
            moment.then = Action("checkout")
        return [moment.text("refused-not-found-option")]
    if refusal.code in {"out_of_stock", "low_stock"}:
        ways = (moment.button("button-basket", "basket"), moment.button("button-recommend", "recommend"))
        return [Choices(_sentence(moment, refusal), ways)]
    return [Choices(_sentence(moment, refusal), (moment.button("button-help", "help"),))]


def _question(moment: Moment) -> str:
    """What the open form asks, again."""
    form = moment.memory.form
    assert form is not None
    country = form.country or ""
    if form.name == "tax_id":
        return tax_id_question(moment, country)
    if form.name == "region":
        return moment.say("ask-region", country=moment.words.country(country))
    return field_question(moment, form.field, country)


def _sentence(moment: Moment, refusal: Refusal) -> str:
    """The most exact sentence there is for a refusal: by code and field, else by code."""
    field = str(refusal.data.get("field", "")).replace("_", "-")
    exact = f"refused-{refusal.code.replace('_', '-')}-{field}"
    message = exact if field and moment.words.has(exact) else f"refused-{refusal.code.replace('_', '-')}"
    if message == "refused-not-found-order" and "value" not in refusal.data:
        message = "no-orders"
    values = _values(moment, refusal)
    if message in _NAMES_PRODUCT and "product" not in values:
        message = "refused-unsupported"
    return moment.say(message, **values)


def _values(moment: Moment, refusal: Refusal) -> dict[str, object]:
    """What the sentence may name: never a raw id, always a title, an amount, a country."""
    data = refusal.data
    values: dict[str, object] = {}
    if name := data.get("product") or data.get("sku"):
        product, _ = moment.tx.ask(FindProduct(str(name)))
        values["product"] = product.title(moment.words.language)
    if "available" in data:
        values["count"] = data["available"]
    if isinstance(data.get("limit"), int):
        values["count"] = data["limit"]
    if isinstance(data.get("minimum"), dict):
        values["amount"] = moment.words.money(Money(data["minimum"]["minor"], data["minimum"]["currency"]))
    if country := data.get("country") or moment.buyer.destination.code:
        values["country"] = moment.words.country(str(country))
    if "days" in data:
        values["count"] = data["days"]
    return values


@answers("ask_again")
def ask_again(moment: Moment, args: Args) -> list[Block]:
    """After a question in the middle of a form: where we were."""
    return [Text(_question(moment))] if moment.memory.form is not None else []
