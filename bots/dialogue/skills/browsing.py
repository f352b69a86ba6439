"""Finding something: greeting, shelves, search, suggestions, one product."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.dialogue.cards import option_value, product_card, shown
from bots.dialogue.moment import Args, Moment, answers, needed_text, text_arg, whole_arg
from bots.messages import Action, Block, Button, Choices, Text
from commerce_core.domain.money import BadAmount, Money, UnknownCurrency, exponent_of
from commerce_core.domain.product import Product, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import ShowShop
from commerce_core.services.catalogue import (
    ConvertTo,
    FindProduct,
    Found,
    SearchProducts,
    ShowCatalogue,
    ShowScarce,
)
from commerce_core.services.recommend import Recommend, Suggestion

_PAGE = 5
_TEXT_LIMIT = 200
_WISHES = ("category", "color", "size", "price_min", "price_max", "currency", "sort")


@answers("start", takes="product", reads_only=True)
def start(moment: Moment, args: Args) -> list[Block]:
    """Say who we are and what can be asked; a deep link may name a product."""
    if product := text_arg(args, "product"):
        return show(moment, {"product": product})
    moment.memory.greeted = True
    shop_name = moment.tx.ask(ShowShop()).name
    return [Choices(moment.say("greeting", shop=shop_name), _first_steps(moment))]


def _first_steps(moment: Moment) -> tuple[Button, ...]:
    return (
        moment.button("button-recommend", "recommend"),
        moment.button("button-browse", "browse"),
        moment.button("button-help", "help"),
    )


@answers("help", reads_only=True)
def help_(moment: Moment, args: Args) -> list[Block]:
    """What can be said here, with examples."""
    return [Choices(moment.say("help"), _first_steps(moment))]


@answers("browse", takes="category", reads_only=True)
def browse(moment: Moment, args: Args) -> list[Block]:
    """The shelves, or what stands on one."""
    category = text_arg(args, "category")
    catalogue = moment.tx.ask(ShowCatalogue())
    if category is None:
        shelves = tuple(
            Button(f"{each.emoji} {each.title(moment.words.language)}", Action("browse", {"category": each.id}))
            for each in catalogue.categories
        )
        return [Choices(moment.say("shelves"), shelves)]
    shelf = next((each for each in catalogue.categories if each.id == category), None)
    if shelf is None:
        raise Refusal("not_found", field="category", value=category)
    # A market's favourites first: the same order in which they would be recommended.
    liked = moment.tx.ask(Recommend(moment.buyer.destination.code, category=category, limit=100))
    products = [each.product for each in liked]
    heading = f"{shelf.emoji} {shelf.title(moment.words.language)}"
    return _listing(moment, heading, products, {"verb": "browse", "args": {"category": category}}, 0)


@answers("search", takes="*", reads_only=True)
def search(moment: Moment, args: Args) -> list[Block]:
    """Products by words, colour, size and price limits; the nearest ones where nothing fits."""
    return _search(moment, args, 0)


def _search(moment: Moment, args: Args, start_at: int) -> list[Block]:
    text = (text_arg(args, "text", 100_000) or "").strip()[:_TEXT_LIMIT]
    if not text and not set(args) - {"text", "language"}:
        return browse(moment, {})
    query = SearchProducts(
        text=text, language=moment.words.language, category=text_arg(args, "category"), color=text_arg(args, "color"),
        size=text_arg(args, "size"), price_min=_limit(moment, args, "price_min"), price_max=_limit(moment, args, "price_max"),
        limit=40,
    )
    found: tuple[Found, ...] = moment.tx.ask(query)
    if text_arg(args, "sort") == "price":
        found = tuple(sorted(found, key=lambda hit: hit.product.from_price.minor))
    wish = {"verb": "search", "args": {name: args[name] for name in _WISHES if args.get(name) is not None} | {"text": text}}
    if not found:
        return _nothing(moment, query)
    if len(found) == 1 and (query.color or query.size):
        wished = {"color": query.color, "size": query.size}
        moment.memory.choosing = {"product": found[0].product.id, "quantity": 1, "asked": False, **wished}
    heading = moment.say("found", count=len(found), text=text) if text else moment.say("found-plain", count=len(found))
    return _listing(moment, heading, [hit.product for hit in found], wish, start_at, [_picked(query, hit) for hit in found])


def _picked(query: SearchProducts, hit: Found) -> Variant | None:
    """The variant to show when the search itself chose one."""
    if len(hit.product.variants) == 1:
        return hit.variant
    fitting = [
        each for each in hit.product.variants
        if (not query.color or each.options.get("color") == query.color)
        and (not query.size or each.options.get("size", "").upper() == query.size.upper())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _nothing(moment: Moment, query: SearchProducts) -> list[Block]:
    """Say what was not found; loosen colour, size and price before giving up, and say so."""
    loose: tuple[Found, ...] = ()
    if query.text and (query.color or query.size or query.price_max or query.price_min):
        loose = moment.tx.ask(SearchProducts(text=query.text, language=query.language, limit=_PAGE))
    if loose:
        wish = {"verb": "search", "args": {"text": query.text}}
        return _listing(moment, moment.say("found-nearest", text=query.text), [hit.product for hit in loose], wish, 0)
    liked = moment.tx.ask(Recommend(moment.buyer.destination.code, limit=3))
    heading = moment.say("found-nothing", text=query.text) if query.text else moment.say("found-nothing-plain")
    return _listing(moment, heading, [each.product for each in liked], None, 0)


def _limit(moment: Moment, args: Args, name: str) -> Money | None:
    """A price bound as the buyer said it (their currency unless named) in the shop's. Raises Refusal(invalid)."""
    said = text_arg(args, name)
    if said is None:
        return None
    currency = (text_arg(args, "currency") or moment.buyer.currency).upper()
    try:
        whole, _, fraction = said.partition(".")
        places = exponent_of(currency)
        money = Money.parse(f"{whole}.{fraction[:places]}" if places and fraction else whole, currency)
    except (BadAmount, UnknownCurrency):
        raise Refusal("invalid", field=name, value=said) from None
    limit: Money = moment.tx.ask(ConvertTo(money))
    return limit


@answers("recommend", takes="gift_for category", reads_only=True)
def recommend(moment: Moment, args: Args) -> list[Block]:
    """What the buyer's market likes, with the reason."""
    return _recommend(moment, args, 0)


def _recommend(moment: Moment, args: Args, start_at: int) -> list[Block]:
    gift = text_arg(args, "gift_for")
    place = moment.buyer.destination if moment.buyer.destination.code else moment.buyer.home
    found: tuple[Suggestion, ...] = moment.tx.ask(
        Recommend(place.code, gift_for=gift, category=text_arg(args, "category"), limit=40)
    )
    if not found and gift:
        return _recommend(moment, {name: value for name, value in args.items() if name != "gift_for"}, start_at)
    if gift:
        heading = moment.say("recommend-gift")
    elif place.code and any(each.reason == "market" for each in found):
        heading = moment.say("recommend-market", country=moment.words.country(place.code))
    else:
        heading = moment.say("recommend-world")
    wish = {"verb": "recommend", "args": dict(args)}
    return _listing(moment, heading, [each.product for each in found], wish, start_at, reason=lambda at: _reason(moment, at, found[at]))


def _reason(moment: Moment, at: int, each: Suggestion) -> str:
    if each.reason == "market" and each.country:
        country = moment.words.country(each.country)
        return moment.say("reason-first", country=country) if at == 0 else moment.say("reason-market", country=country)
    return moment.say("reason-gift") if each.reason == "gift" else moment.say("reason-world")


@answers("page", takes="n", reads_only=True)
def page(moment: Moment, args: Args) -> list[Block]:
    """Further results of what was listed last."""
    number = whole_arg(args, "n", 2)
    wish = moment.memory.shopping
    if wish is None or number < 1:
        return browse(moment, {})
    start_at = (number - 1) * _PAGE
    if wish["verb"] == "recommend":
        return _recommend(moment, wish["args"], start_at)
    if wish["verb"] == "search":
        return _search(moment, wish["args"], start_at)
    liked = moment.tx.ask(Recommend(moment.buyer.destination.code, category=wish["args"]["category"], limit=100))
    return _listing(moment, moment.say("more"), [each.product for each in liked], wish, start_at)


def _listing(
    moment: Moment, heading: str, products: list[Product], wish: dict[str, Any] | None, start_at: int,
    variants: list[Variant | None] | None = None, reason: Callable[[int], str] | None = None,
) -> list[Block]:
    """A heading, up to five cards, and a way to more; the memory keeps what was shown."""
    at = range(start_at, min(start_at + _PAGE, len(products)))
    if not at:
        return [Choices(moment.say("no-more"), _first_steps(moment))]
    scarce: Mapping[str, int] = moment.tx.ask(ShowScarce())
    picked = variants or [None] * len(products)
    cards: list[Block] = [
        product_card(
            moment, products[n], picked[n], reason(n) if reason else None,
            scarce.get(products[n].variants[0].sku) if len(products[n].variants) == 1 else None,
        )
        for n in at
    ]
    moment.memory.show(*(shown(products[n], picked[n]) for n in at))
    moment.memory.shopping = wish
    found: list[Block] = [Text(heading), *cards]
    if wish and len(products) > at.stop:
        more = moment.button("button-more", "page", {"n": start_at // _PAGE + 2})
        found.append(Choices(moment.say("more-there", count=len(products) - at.stop), (more,)))
    return found


@answers("show", "choose", takes="product sku color size", reads_only=True)
def show(moment: Moment, args: Args) -> list[Block]:
    """One product with its choices; a SKU shows that variant."""
    name = text_arg(args, "product") or needed_text(args, "sku")
    product, variant = moment.tx.ask(FindProduct(name))
    scarce: Mapping[str, int] = moment.tx.ask(ShowScarce())
    choosing = moment.memory.choosing
    wish = {**(choosing if choosing and choosing["product"] == product.id else {}), **args}
    moment.memory.show(shown(product, variant))
    if variant is not None:
        moment.memory.offer = Action("add", {"sku": variant.sku, "quantity": 1}).as_json()
        return [product_card(moment, product, variant, None, scarce.get(variant.sku))]
    quantity = wish.get("quantity", 1)
    return [product_card(moment, product), variant_choices(moment, product, quantity, wish)]


@answers("which", reads_only=True)
def which(moment: Moment, args: Args) -> list[Block]:
    """Something is wanted, but not said which: one of those just shown, or anything."""
    catalogue = moment.tx.ask(ShowCatalogue())
    known = [catalogue.by_id[each.product] for each in moment.memory.shown if each.product in catalogue.by_id]
    if not known:
        return browse(moment, {})
    buttons = tuple(Button(each.title(moment.words.language), Action("show", {"product": each.id})) for each in known)
    return [Choices(moment.say("which-one"), buttons)]


def fits(variant: Variant, wish: Args) -> bool:
    """Whether a variant has the colour and the size of a wish, as far as it names them."""
    named = ((name, wish.get(name)) for name in ("color", "size"))
    return all(not value or variant.options.get(name, "").upper() == str(value).upper() for name, value in named)


def variant_choices(moment: Moment, product: Product, quantity: int = 1, wish: Args | None = None) -> Choices:
    """The variants that can be bought, one button each; only those of the colour and size wished for, where there are."""
    scarce: Mapping[str, int] = moment.tx.ask(ShowScarce())
    there = [each for each in product.variants if scarce.get(each.sku, 1) > 0]
    wished = {name: str(value) for name, value in (wish or {}).items() if name in {"color", "size"} and value}
    fitting = [each for each in there if fits(each, wished)]
    there = fitting or there
    moment.memory.choosing = {"product": product.id, "quantity": quantity, "asked": True, **(wished if fitting else {})}
    buttons = tuple(
        Button(
            " · ".join(option_value(moment, name, value) for name, value in each.options.items()),
            Action("add", {"sku": each.sku, "quantity": quantity}),
        )
        for each in there
    )
    if not buttons:
        return Choices(moment.say("refused-out-of-stock", product=product.title(moment.words.language)), _first_steps(moment))
    return Choices(moment.say("choose-variant", product=product.title(moment.words.language)), buttons)
