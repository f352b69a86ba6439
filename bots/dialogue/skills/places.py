"""Where the parcel goes, in which money and language, what it costs to the door, and why."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bots.dialogue.cards import receipt, shown, variant_title
from bots.dialogue.memory import Form
from bots.dialogue.moment import Args, Moment, answers, needed_text, text_arg, whole_arg
from bots.dialogue.words import LANGUAGES, spoken, words_for
from bots.messages import Action, Block, Button, Choices, Text
from commerce_core.domain.buyer import Place
from commerce_core.domain.money import Money
from commerce_core.domain.reference import sources
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import ShowShop
from commerce_core.services.basket import Basket, ViewBasket
from commerce_core.services.catalogue import ConvertTo, FindProduct
from commerce_core.services.pricing import DoorPrice, QuoteBasket, QuoteItem
from commerce_core.services.profile import SetCountry, SetCurrency, SetLanguage, SetRegion

_CHIPS = 6
_LANGUAGES = {code.casefold(): code for code in LANGUAGES} | {
    "zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"
}


@answers("set_country", takes="country quiet")
def set_country(moment: Moment, args: Args) -> list[Block]:
    """The buyer says where the parcel goes; what waited for that goes on."""
    named = text_arg(args, "country", 60)
    if named is None:
        return [ask_country(moment, moment.buyer.destination)]
    before = moment.buyer.destination
    moment.became(moment.tx.do(SetCountry(moment.buyer, moment.words.country_called(named))))
    if before.code != moment.buyer.destination.code:
        moment.memory.option = moment.memory.terms = None
    if moment.memory.form is not None:
        moment.memory.form = None
    if args.get("quiet"):  # said along with a wish, which is answered next
        return []
    country = moment.words.country(moment.buyer.destination.code or "")
    currency = moment.words.currency(moment.buyer.currency)
    if _resume(moment):
        return [moment.text("country-set", country=country, currency=currency)]
    return [
        Choices(
            moment.say("country-set", country=country, currency=currency),
            (moment.button("button-recommend", "recommend"), moment.button("button-browse", "browse")),
        )
    ]


def _resume(moment: Moment) -> bool:
    """Go on with what waited, once; whether something did."""
    pending, moment.memory.pending = moment.memory.pending, None
    if pending is not None:
        moment.then = Action.from_json(pending)
    return pending is not None


@answers("set_currency", takes="currency quiet")
def set_currency(moment: Moment, args: Args) -> list[Block]:
    """Prices in a currency from now on; with none named, offer the likely ones."""
    if text_arg(args, "currency", 10) is None:
        return [_ask_currency(moment)]
    moment.became(moment.tx.do(SetCurrency(moment.buyer, needed_text(args, "currency", 10))))
    if args.get("quiet"):  # said along with a price that was asked for
        return []
    return [moment.text("currency-set", currency=moment.words.currency(moment.buyer.currency))]


def _ask_currency(moment: Moment) -> Choices:
    """The buyer's own, the destination's, the shop's, and two that travel."""
    shop = moment.tx.ask(ShowShop())
    market = shop.currency_for(moment.buyer.destination.code)
    codes = dict.fromkeys((moment.buyer.currency, market, shop.currency, "EUR", "USD"))
    buttons = tuple(Button(moment.words.currency(code), Action("set_currency", {"currency": code})) for code in codes)
    return Choices(moment.say("which-currency"), buttons)


@answers("set_language", takes="language")
def set_language(moment: Moment, args: Args) -> list[Block]:
    """Answer in a language from now on; with none named, offer those we speak."""
    wanted = text_arg(args, "language", 20)
    if wanted is None:
        chips = tuple(
            Button(words_for(code).language_name(code), Action("set_language", {"language": code})) for code in spoken()
        )
        return [Choices(moment.say("which-language"), chips)]
    code = _LANGUAGES.get(wanted.casefold().replace("_", "-"), wanted)
    if code not in LANGUAGES:
        raise Refusal("unsupported", field="language", value=wanted)
    moment.memory.spoke(code)
    moment.memory.language_chosen = True
    moment.became(moment.tx.do(SetLanguage(moment.buyer, code)))
    return [Choices(moment.say("language-set"), (moment.button("button-recommend", "recommend"),))]


def ask_country(moment: Moment, guess: Place) -> Choices:
    """Where the parcel goes, with the likeliest markets of the buyer's language as one-tap answers."""
    shop = moment.tx.ask(ShowShop())
    likely = [guess.code] if guess.code else []
    likely += [
        code for code, market in shop.markets.items() if moment.words.language in market.languages and code not in likely
    ]
    buttons = tuple(
        Button(moment.words.country(code), Action("set_country", {"country": code})) for code in likely[:_CHIPS]
    )
    return Choices(moment.say("ask-country"), buttons)


def ask_region(moment: Moment) -> list[Block]:
    """The state or province, where tax depends on it."""
    country = moment.buyer.destination.code or ""
    moment.memory.form = Form("region", "country_area", country)
    return [Text(moment.say("ask-region", country=moment.words.country(country)))]


@answers("region", takes="country_area")
def region(moment: Moment, args: Args) -> list[Block]:
    moment.became(moment.tx.do(SetRegion(moment.buyer, needed_text(args, "country_area"))))
    moment.memory.form = None
    _resume(moment)
    return [moment.text("region-set")]


@answers("quote", takes="sku quantity", reads_only=True)
def quote(moment: Moment, args: Args) -> list[Block]:
    """The total to the door: of one item, or of the basket, by each way of shipping."""
    sku = text_arg(args, "sku")
    if sku is None:
        basket: Basket = moment.tx.ask(ViewBasket(moment.buyer))
        if not basket.items:
            focus = moment.memory.focus
            if focus is None:
                raise Refusal("missing", field="basket")
            sku = focus.sku
        else:
            goods = tuple((variant_title(moment, i.product, i.variant), i.quantity, i.amount) for i in basket.items)
            return _receipts(moment, moment.tx.ask(QuoteBasket(moment.buyer)), goods, None)
    quantity = whole_arg(args, "quantity", 1)
    product, asked = moment.tx.ask(FindProduct(sku))
    variant = asked or min(product.variants, key=lambda each: each.price.minor)
    prices: tuple[DoorPrice, ...] = moment.tx.ask(QuoteItem(moment.buyer, variant.sku, quantity))
    moment.memory.focus = shown(product, asked)  # "I'll take it" speaks of what was just priced
    line = (variant_title(moment, product, variant), quantity, prices[0].quote.goods)
    return _receipts(moment, prices, (line,), moment.memory.focus.sku)


def _receipts(
    moment: Moment, prices: tuple[DoorPrice, ...], goods: tuple[tuple[str, int, Money], ...],
    sku: str | None,
) -> list[Block]:
    """The cheapest way in full, the others in a sentence each; `sku` is the item's where it is not the basket."""
    cheapest = prices[0]
    country = moment.words.country(moment.buyer.destination.code or "")
    if sku:
        action = moment.button("button-add", "add", {"sku": sku, "quantity": goods[0][1]})
        moment.memory.offer = action.action.as_json()
    else:
        action = moment.button("button-checkout", "checkout")
        moment.memory.offer = Action("checkout").as_json()
    found: list[Block] = [moment.text("door-price", country=country), receipt(moment, cheapest, goods, (action,))]
    if len(prices) > 1:
        found.append(Text("\n".join(_other_way(moment, price) for price in prices[1:])))
    return found


def _other_way(moment: Moment, price: DoorPrice) -> str:
    return moment.say("other-way", way=way_title(moment, price), total=total_text(moment, price), days=days_text(moment, price))


def way_title(moment: Moment, price: DoorPrice) -> str:
    titles = price.offer.option.titles
    return titles.get(moment.words.language) or titles["en"]


def total_text(moment: Moment, price: DoorPrice) -> str:
    """The total; where a part is unknown it says so in words."""
    total = moment.words.money(price.total)
    unknown = any(charge.amount is None for charge in price.quote.charges)
    return moment.say("total-plus-unknown", total=total) if unknown else total


def days_text(moment: Moment, price: DoorPrice) -> str:
    return moment.say("days", shortest=price.offer.days[0], longest=price.offer.days[1])


_SOURCES_SHOWN = 2


def _sources(moment: Moment, ids: list[str]) -> str:
    """Where a rule can be looked up: addresses of pages; knowledge that no page confirms is called that."""
    known = sources()
    # A source may name several pages and what stands on them; the first address is enough to look it up.
    named = [known[each].split()[0].rstrip(";,") for each in ids if known.get(each, "").startswith("http")]
    one_per_site = {urlsplit(address).netloc: address for address in reversed(named)}
    return " · ".join([*reversed(one_per_site.values())][:_SOURCES_SHOWN]) or moment.say("source-general")


@answers("why", takes="charge", reads_only=True)
def why(moment: Moment, args: Args) -> list[Block]:
    """Why a charge of the receipt shown last is what it is: rule, arithmetic, source, date, certainty."""
    quoted = moment.memory.last_receipt()
    if quoted is None:
        return [moment.text("why-nothing")]
    charges: list[dict[str, Any]] = quoted["charges"]
    if not charges:
        return [moment.text("why-no-charges", country=moment.words.country(quoted["country"]))]
    at = args.get("charge")
    if at is None:
        return [Text("\n\n".join(_explained(moment, charge) for charge in charges))]
    if isinstance(at, int) and not isinstance(at, bool):
        asked = charges[at : at + 1] if at >= 0 else []
    else:
        asked = [charge for charge in charges if charge["kind"] == at]
    if not asked:
        raise Refusal("not_found", field="charge", value=at)
    return [Text("\n\n".join(_explained(moment, charge) for charge in asked))]


def _explained(moment: Moment, charge: dict[str, Any]) -> str:
    kind = charge["kind"].replace("_", "-")
    lines = [moment.say(f"why-{kind}")]
    if charge["amount"] is None:
        lines.append(moment.say("why-unknown"))
    else:
        amount = moment.words.money(Money.parse(charge["amount"], charge["currency"]))
        lines.append(moment.say("why-arithmetic", formula=moment.words.arithmetic(charge["formula"]), amount=amount))
        if "amount_local" in charge:
            local = moment.words.money(Money.parse(charge["amount_local"], charge["currency_local"]))
            lines.append(moment.say("why-local", amount=local))
    lines.append(moment.say("why-who", who=moment.say(f"collector-{charge['collected_by']}")))
    lines.append(moment.say(f"why-due-{charge['due']}"))
    day = moment.words.day(date.fromisoformat(charge["as_of"]))
    lines.append(moment.say("why-rule", rule=charge["rule"], date=day, source=_sources(moment, charge["sources"])))
    if charge["certainty"] == "estimate":
        lines.append(moment.say("why-estimate"))
    return "\n".join(lines)




@answers("ask_country", reads_only=True)
def ask_country_skill(moment: Moment, args: Args) -> list[Block]:
    """Where the parcel goes, when that was meant but not said."""
    return [ask_country(moment, moment.buyer.destination)]


@answers("ships_to", reads_only=True)
def ships_to(moment: Moment, args: Args) -> list[Block]:
    """Whether and how we ship to where the buyer is, with nothing chosen yet."""
    place = moment.buyer.destination
    if not place.sure or place.code is None:
        raise Refusal("missing", field="country")
    shop = moment.tx.ask(ShowShop())
    offers = shop.offers(place.code, 500)
    if not offers:
        raise Refusal("region_restricted", field="country", country=place.code)
    lines = []
    for offer in offers:
        price: Money = moment.tx.ask(ConvertTo(offer.price, moment.buyer.currency))
        way = offer.option.titles.get(moment.words.language) or offer.option.titles["en"]
        days = moment.say("days", shortest=offer.days[0], longest=offer.days[1])
        lines.append(moment.say("ships-way", way=way, price=moment.words.money(price), days=days))
    heading = moment.say("ships-to", country=moment.words.country(place.code))
    return [Choices("\n".join([heading, *lines]), (moment.button("button-recommend", "recommend"),))]
