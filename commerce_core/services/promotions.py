"""Messages to those who asked for them, and to nobody else: draft, look at the audience, send, pause, stop at once.

Each buyer gets a promotion at most once. A message that may or may not have been sent (we died in between) is never
sent again: platforms have no key for that, so it is counted as unknown and shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

from commerce_core.domain.buyer import Buyer
from commerce_core.domain.ids import new_id
from commerce_core.domain.product import Product, Texts
from commerce_core.domain.promotion import PER_SECOND, TEXT_LIMIT, Audience, Progress, Promotion
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles
from commerce_core.services.permission import allowed

_LOST_AFTER = timedelta(minutes=10)
_ROLE = "live_host"


@dataclass(frozen=True, slots=True)
class DraftPromotion:
    """Write a promotion, or rewrite one that was not sent yet. Raises Refusal(missing | invalid | not_found | conflict)."""

    actor: str
    texts: Texts
    product: str | None = None
    promotion_id: str | None = None


@handles(DraftPromotion)
def draft_promotion(work: UnitOfWork, command: DraftPromotion) -> Promotion:
    allowed(work, command.actor, _ROLE)
    texts = {language: text.strip() for language, text in command.texts.items() if text.strip()}
    if not texts:
        raise Refusal("missing", field="text")
    if too_long := [language for language, text in texts.items() if len(text) > TEXT_LIMIT]:
        raise Refusal("invalid", field=f"text.{too_long[0]}", limit=TEXT_LIMIT)
    product = None
    if command.product:
        found = work.catalogue.current().find(command.product)
        if found is None:
            raise Refusal("not_found", field="product", value=command.product)
        product = found[0].id
    if command.promotion_id is None:
        promotion = Promotion(new_id(), texts, product, "draft", 0, command.actor, work.now)
        work.promotions.add(promotion)
        return promotion
    promotion = _known(work, command.promotion_id)
    if promotion.status != "draft":
        raise Refusal("conflict", status=promotion.status)
    promotion = replace(promotion, texts=texts, product=product)
    work.promotions.save(promotion)
    return promotion


@dataclass(frozen=True, slots=True)
class DryRun:
    """Whom a promotion would reach now, and how long that would take. Nothing is sent, nothing is written."""

    actor: str
    promotion_id: str


@handles(DryRun)
def dry_run(work: UnitOfWork, query: DryRun) -> Audience:
    allowed(work, query.actor, _ROLE)
    promotion = _known(work, query.promotion_id)
    reached: dict[str, dict[str, int]] = defaultdict(dict)
    silent = 0
    foreign: dict[str, int] = defaultdict(int)
    for channel, language, subscribed, people in work.promotions.audience():
        if not subscribed or channel not in PER_SECOND:
            silent += people
            continue
        reached[channel][language] = people
        if language not in promotion.texts:
            foreign[language] += people
    return Audience(dict(reached), silent, dict(foreign))


@dataclass(frozen=True, slots=True)
class SendPromotion:
    """Begin sending, or go on after a pause. A second click is the same sending. Raises Refusal(conflict) when it is done."""

    actor: str
    promotion_id: str


@handles(SendPromotion)
def send_promotion(work: UnitOfWork, command: SendPromotion) -> Promotion:
    allowed(work, command.actor, _ROLE)
    promotion = _known(work, command.promotion_id)
    if promotion.status == "sending":
        return promotion
    if promotion.status == "done":
        raise Refusal("conflict", status=promotion.status)
    if promotion.status == "draft":
        for channel in PER_SECOND:
            work.promotions.queue(promotion.id, channel)
    promotion = replace(promotion, status="sending", runs=promotion.runs + 1)
    work.promotions.save(promotion)
    for channel in PER_SECOND:
        key = f"promotion:{promotion.id}:{channel}:{promotion.runs}"
        work.jobs.add("promotion.send", key, work.now, {"promotion": promotion.id, "channel": channel})
    work.outbox.add("promotion_sending", promotion.id, {"actor": command.actor}, work.now)
    return promotion


@dataclass(frozen=True, slots=True)
class PausePromotion:
    """Send no more for now; what is under way at this moment still arrives. Idempotent."""

    actor: str
    promotion_id: str


@handles(PausePromotion)
def pause_promotion(work: UnitOfWork, command: PausePromotion) -> Promotion:
    allowed(work, command.actor, _ROLE)
    promotion = _known(work, command.promotion_id)
    if promotion.status == "sending":
        promotion = replace(promotion, status="paused")
        work.promotions.save(promotion)
    return promotion


@dataclass(frozen=True, slots=True)
class TakeDeliveries:
    """The next buyers of a channel to write to, marked as being written to; who said STOP meanwhile is left out."""

    promotion_id: str
    channel: str
    limit: int


@handles(TakeDeliveries)
def take_deliveries(work: UnitOfWork, command: TakeDeliveries) -> tuple[str, ...]:
    promotion = _known(work, command.promotion_id)
    work.promotions.give_up_lost(promotion.id, command.channel, work.now - _LOST_AFTER)
    if promotion.status != "sending":
        return ()
    taken: list[str] = []
    while not taken and (queued := work.promotions.next_queued(promotion.id, command.channel, command.limit)):
        for buyer_id, subscribed in queued:
            work.promotions.settle(promotion.id, buyer_id, "sending" if subscribed else "stopped", work.now)
            if subscribed:
                taken.append(buyer_id)
    return tuple(taken)


@dataclass(frozen=True, slots=True)
class SettleDelivery:
    """What became of one message: sent, stopped, unreachable or failed. Who blocked us is not written to again."""

    promotion_id: str
    buyer_id: str
    status: str


@handles(SettleDelivery)
def settle_delivery(work: UnitOfWork, command: SettleDelivery) -> None:
    work.promotions.settle(command.promotion_id, command.buyer_id, command.status, work.now)
    if command.status == "unreachable":
        work.buyers.update(replace(work.buyers.get(command.buyer_id), subscribed=False))


@dataclass(frozen=True, slots=True)
class EndChannel:
    """A channel has nobody left to write to; when the last one is through, the promotion is done."""

    promotion_id: str


@handles(EndChannel)
def end_channel(work: UnitOfWork, command: EndChannel) -> None:
    promotion = _known(work, command.promotion_id)
    counts = work.promotions.counts(promotion.id)
    if promotion.status == "sending" and not counts.get("queued") and not counts.get("sending"):
        work.promotions.save(replace(promotion, status="done"))
        work.outbox.add("promotion_done", promotion.id, {"counts": counts}, work.now)


@dataclass(frozen=True, slots=True)
class PromotionFor:
    """A promotion and one buyer it goes to; None when they said STOP in the meantime."""

    promotion_id: str
    buyer_id: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is written to one buyer; the product is None where the promotion names none (any more)."""

    buyer: Buyer
    promotion: Promotion
    product: Product | None


@handles(PromotionFor)
def promotion_for(work: UnitOfWork, query: PromotionFor) -> Addressed | None:
    buyer = work.buyers.get(query.buyer_id)
    if not buyer.subscribed:
        return None
    promotion = _known(work, query.promotion_id)
    product = work.catalogue.current().by_id.get(promotion.product) if promotion.product else None
    return Addressed(buyer, promotion, product)


@dataclass(frozen=True, slots=True)
class ShowPromotions:
    """The newest promotions with what became of their messages."""

    actor: str
    limit: int = 20


@handles(ShowPromotions)
def show_promotions(work: UnitOfWork, query: ShowPromotions) -> tuple[Progress, ...]:
    allowed(work, query.actor, _ROLE)
    return tuple(Progress(each, work.promotions.counts(each.id)) for each in work.promotions.newest(query.limit))


@dataclass(frozen=True, slots=True)
class ShowPromotion:
    actor: str
    promotion_id: str


@handles(ShowPromotion)
def show_promotion(work: UnitOfWork, query: ShowPromotion) -> Progress:
    allowed(work, query.actor, _ROLE)
    promotion = _known(work, query.promotion_id)
    return Progress(promotion, work.promotions.counts(promotion.id))


def _known(work: UnitOfWork, promotion_id: str) -> Promotion:
    promotion = work.promotions.get(promotion_id)
    if promotion is None:
        raise Refusal("not_found", field="promotion", value=promotion_id)
    return promotion
