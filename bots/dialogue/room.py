"""A live room in words: what a comment claims, the private answer to its viewer, and the public lines that everybody reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bots.dialogue.cards import options_text, variant_title
from bots.dialogue.moment import Args, Moment, whole_arg
from bots.dialogue.words import Words
from bots.messages import Action, Block, Button, Choices, Text, Turn
from commerce_core.domain.claims import Claim
from commerce_core.domain.product import Catalogue
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.show import shown_name
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.live import MyClaims, Outcome, OwnClaim, Result, Said, Wanted
from nlu.reading import Reading

MOST_ITEMS = 20
CLAIMING = frozenset({"claim", "release"})
_MOST_NAMES = 8


def said_by(moment: Moment, turn: Turn, reading: Reading) -> Said:
    """A turn of a room as the core takes it: the button's items, else what the claim grammar read."""
    label, items = "none", tuple[Wanted, ...]()
    if turn.action is not None and turn.action.verb in CLAIMING:
        label, items = turn.action.verb, wanted_items(turn.action.args, turn.action.verb == "claim")
    elif turn.action is None and reading.claim is not None:
        label = reading.claim.label
        items = tuple(Wanted(each.sku, each.quantity, each.variant) for each in reading.claim.items)
    text = turn.text if turn.text is not None else _spoken(label, items)
    return Said(turn.key, moment.buyer, turn.name or "", text, turn.at or moment.tx.now, label, items)


def wanted_items(args: Args, needed: bool) -> tuple[Wanted, ...]:
    """`items: [{sku, quantity, variant?}]` of the claim and release verbs. Raises Refusal(missing | invalid)."""
    given = args.get("items")
    if given is None or given == []:
        if needed:
            raise Refusal("missing", field="items")
        return ()
    if not isinstance(given, list | tuple) or len(given) > MOST_ITEMS:
        raise Refusal("invalid", field="items")
    return tuple(_wanted(each, needed) for each in given)


def _wanted(given: object, needed: bool) -> Wanted:
    if not isinstance(given, Mapping) or not isinstance(sku := given.get("sku"), str) or not 0 < len(sku) <= 60:
        raise Refusal("invalid", field="items")
    quantity = whole_arg(given, "quantity", 1) if needed or given.get("quantity") is not None else None
    if quantity is not None and quantity < 1:
        raise Refusal("invalid", field="quantity")
    variant = given.get("variant")
    if variant is not None and (not isinstance(variant, str) or len(variant) > 60):
        raise Refusal("invalid", field="variant")
    return Wanted(sku, quantity, variant)


def _spoken(label: str, items: Sequence[Wanted]) -> str:
    """How a pressed button looks among the comments."""
    sign = "-" if label == "release" else "+"
    return ", ".join(f"{each.sku.upper()} {sign}{each.quantity}" if each.quantity else f"{each.sku.upper()} {sign}" for each in items)


def private_blocks(moment: Moment, outcome: Outcome) -> list[Block]:
    """What a viewer is told of their own comment; nothing for one that claimed nothing."""
    catalogue: Catalogue = moment.tx.ask(ShowCatalogue())
    mine: dict[str, OwnClaim] = {each.variant.sku: each for each in moment.tx.ask(MyClaims(moment.buyer))} if outcome.results else {}
    blocks = [_told(moment, catalogue, each, mine) for each in outcome.results]
    if any(each.kind in {"held", "waiting"} and each.held for each in outcome.results):
        moment.memory.offer = Action("checkout").as_json()
    return blocks


def _told(moment: Moment, catalogue: Catalogue, result: Result, mine: Mapping[str, OwnClaim]) -> Block:
    if result.kind == "which":
        return _which(moment, catalogue, result)
    if result.kind == "nothing":
        return moment.text("live-nothing")
    if result.kind == "not_on_sale":
        moment.refused = Refusal("not_found", field="sku", value=result.code).as_json()
        return moment.text("live-not-on-sale", code=result.code)
    if result.kind == "too_many":
        moment.refused = Refusal("quantity_exceeded", field="quantity", limit=result.limit).as_json()
        return moment.text("live-too-many", count=result.limit)
    assert result.sku is not None
    product = variant_title(moment, *catalogue.variants[result.sku.upper()])
    if result.kind == "released":
        return moment.text("live-released", quantity=result.wanted, product=product)
    back = moment.button("button-release", "release", {"items": [{"sku": result.sku}]})
    if not result.held:
        return Choices(moment.say("live-waiting", product=product, waiting=result.waiting, place=result.place), (back,))
    assert result.ends_at is not None
    kept = _minutes(moment, datetime.fromisoformat(result.ends_at))
    pay = moment.button("button-checkout", "checkout")
    if result.waiting:
        some = moment.say(
            "live-held-some", quantity=result.held, product=product, minutes=kept, waiting=result.waiting, place=result.place)
        return Choices(some, (pay, back))
    price = moment.words.money(mine[result.sku].unit) if result.sku in mine else ""
    return Choices(moment.say("live-held", quantity=result.held, product=product, price=price, minutes=kept), (pay, back))


def _which(moment: Moment, catalogue: Catalogue, result: Result) -> Block:
    """The variants that fit as buttons, each claiming as many as were asked for."""
    found = [catalogue.variants[sku.upper()] for sku in result.choices]
    buttons = tuple(
        Button(options_text(moment, variant) or variant.sku, Action("claim", {"items": [{"sku": variant.sku, "quantity": result.wanted}]}))
        for _, variant in found
    )
    return Choices(moment.say("live-which", product=found[0][0].title(moment.words.language)), buttons)


def _minutes(moment: Moment, until: datetime) -> str:
    """Whole minutes left, rounded to the nearest."""
    return moment.say("live-minutes", count=max(1, round((until - moment.tx.now).total_seconds() / 60)))


def told_of_claim(moment: Moment, claim: Claim, kind: str, units: int) -> list[Block]:
    """What a viewer is written when a claim changed without their doing; nothing where it changed again since."""
    catalogue: Catalogue = moment.tx.ask(ShowCatalogue())
    product = variant_title(moment, *catalogue.variants[claim.sku.upper()])
    if kind == "held":
        if not claim.held or claim.ends_at is None:
            return []
        moment.memory.offer = Action("checkout").as_json()
        text = moment.say("live-told-held", quantity=units, product=product, minutes=_minutes(moment, claim.ends_at))
        back = moment.button("button-release", "release", {"items": [{"sku": claim.sku}]})
        return [Choices(text, (moment.button("button-checkout", "checkout"), back))]
    return [Text(moment.say("live-told-expired", quantity=units, product=product))]


@dataclass(frozen=True, slots=True)
class Happened:
    """One comment's results with the name it may be shown under: what public lines are made of."""

    name: str
    results: tuple[Result, ...]


def happened(turn: Turn, outcome: Outcome) -> Happened:
    return Happened(shown_name(turn.name), () if outcome.repeated else outcome.results)


def public_lines(words: Words, events: Iterable[Happened]) -> tuple[str, ...]:
    """The news of a batch, one line an item: who has it, what is left, who waits. Items that ran out come first.

    The last word of each viewer counts; beyond eight names the rest is counted.
    """
    last: dict[str, dict[int, tuple[str, Result]]] = {}
    anonymous = 0
    for event in events:
        for result in event.results:
            if result.kind not in {"held", "waiting", "released"}:
                continue
            rows = last.setdefault(result.code, {})
            anonymous += 1
            same = next((at for at, (name, _) in rows.items() if name and name == event.name), anonymous)
            rows.pop(same, None)
            rows[same] = event.name, result
    lines = [(min(result.left for _, result in rows.values()), _line(words, code, list(rows.values()))) for code, rows in last.items()]
    return tuple(line for _, line in sorted(lines, key=lambda each: each[0] > 0))


def _line(words: Words, code: str, rows: list[tuple[str, Result]]) -> str:
    held = [f"{_name(words, name)} ×{each.held}" if each.held > 1 else _name(words, name) for name, each in rows if each.held]
    waiting = [f"{_name(words, name)} #{each.place}" for name, each in rows if each.waiting]
    back = [_name(words, name) for name, each in rows if each.kind == "released" and not each.held]
    left = rows[-1][1].left
    parts = [words.say("live-list-left", count=left) if left else words.say("live-list-gone")]
    if waiting:
        parts.append(words.say("live-list-waiting", names=_names(waiting)))
    if back:
        parts.append(words.say("live-list-back", names=_names(back)))
    if held:
        parts.insert(0, _names(held))
    return words.say("live-list", code=code, names=" · ".join(parts))


def _name(words: Words, name: str) -> str:
    return f"@{name}" if name else words.say("live-somebody")


def _names(names: list[str]) -> str:
    return " ".join(names[:_MOST_NAMES]) + (f" +{len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else "")
