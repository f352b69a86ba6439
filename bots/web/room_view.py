"""What a room's page is given: stage, stream and one's own claims, worded and priced for the viewer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bots.dialogue.words import Words
from bots.messages import Json
from commerce_core.domain.money import Money
from commerce_core.domain.product import Variant, pick
from commerce_core.domain.show import Comment
from commerce_core.services.hosting import RoomView, StageItem
from commerce_core.services.live import OwnClaim


def room_json(view: RoomView, claims: Sequence[OwnClaim], spoken: Words, pay: str | None) -> Json:
    """`{"status", "title", "version", "pinned", "items", "comments", "mine", "total_text", "pay"}`; amounts as texts.

    `status` is none, draft, open or closed; `pay` an address for another device, null while nothing is held.
    """
    show = view.show
    held = [each for each in claims if each.held]
    return {
        "status": show.status if show else "none", "title": show.title if show else "", "version": show.version if show else 0,
        "pinned": show.pinned if show else None,
        "items": [item_json(each, spoken) for each in view.items] if show and show.status == "open" else [],
        "comments": comments_json(view.comments),
        "mine": [_own(each, spoken) for each in claims],
        "total_text": spoken.money(_sum(each.unit * each.held for each in held)) if held else None,
        "pay": pay,
    }


def comments_json(comments: Iterable[Comment]) -> list[Json]:
    return [
        {"number": each.number, "name": each.name, "text": each.text, "withdrawn": each.withdrawn is not None} for each in comments
    ]


def item_json(item: StageItem, spoken: Words) -> Json:
    """`sku` is what a claim without words takes, null where the viewer must choose."""
    product = item.product
    only = item.variants[0].variant.sku if len(item.variants) == 1 else item.sku
    return {
        "code": item.code, "title": product.title(spoken.language), "text": product.description(spoken.language),
        "picture": f"/pictures/{product.picture}" if product.picture else None, "alt": pick(product.alt, spoken.language),
        "price_text": spoken.money(item.price), "tag_text": spoken.money(item.tag) if item.tag else None,
        "left": item.left, "people": item.people, "sku": only,
        "variants": [
            {"sku": each.variant.sku, "label": _label(each.variant, spoken), "left": each.left} for each in item.variants
        ],
    }


def _label(variant: Variant, spoken: Words) -> str:
    """The options in the viewer's language; sizes as they are sold."""
    parts = [
        spoken.say(f"color-{value}") if name == "color" and spoken.has(f"color-{value}") else value
        for name, value in variant.options.items()
    ]
    return " · ".join(parts)


def _own(claim: OwnClaim, spoken: Words) -> dict[str, Any]:
    return {
        "code": claim.code, "sku": claim.variant.sku, "title": claim.product.title(spoken.language),
        "label": _label(claim.variant, spoken) if len(claim.product.variants) > 1 else "",
        "held": claim.held, "waiting": claim.waiting, "place": claim.place,
        "ends_at": claim.ends_at.isoformat() if claim.ends_at and claim.held else None,
        "amount_text": spoken.money(claim.unit * claim.held) if claim.held else None,
    }


def _sum(amounts: Iterable[Money]) -> Money:
    found = list(amounts)
    return Money(sum(each.minor for each in found), found[0].currency)
