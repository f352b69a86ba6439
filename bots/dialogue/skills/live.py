"""Claims outside a room: there is nothing to claim there, and everything to give back."""

from __future__ import annotations

from bots.dialogue.cards import variant_title
from bots.dialogue.moment import Args, Moment, answers
from bots.dialogue.room import wanted_items
from bots.messages import Block
from commerce_core.domain.refusals import Refusal
from commerce_core.services.catalogue import ShowCatalogue
from commerce_core.services.live import GiveBack, MyClaims


@answers("claim", takes="items")
def claim(moment: Moment, args: Args) -> list[Block]:
    """Where a show runs the room answers; whoever comes here is not in one. Raises Refusal."""
    wanted_items(args, needed=True)
    raise Refusal("unsupported", field="room")


@answers("release", takes="items")
def release(moment: Moment, args: Args) -> list[Block]:
    """Give live claims back, all or some. Raises Refusal(unsupported) for somebody who has none, not_found for others."""
    names = tuple(each.sku for each in wanted_items(args, needed=False))
    if not moment.tx.ask(MyClaims(moment.buyer)):
        raise Refusal("unsupported", field="room")
    skus = moment.tx.do(GiveBack(moment.buyer, names))
    catalogue = moment.tx.ask(ShowCatalogue())
    titles = [variant_title(moment, *catalogue.variants[sku.upper()]) for sku in skus]
    return [moment.text("live-given-back", products=moment.words.listed(titles))]
