"""Claims in a live room: a batch of ordered comments is one command; arrival order decides, and everyone is told their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from commerce_core.domain.buyer import Buyer
from commerce_core.domain.claims import Claim, Ledger, Standing
from commerce_core.domain.money import Money
from commerce_core.domain.product import Catalogue, Product, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.shop import Shop
from commerce_core.domain.show import Show, ShowItem, item_named, shown_name, shown_text, variants_meant
from commerce_core.ports import UnitOfWork
from commerce_core.ports.live import NewComment
from commerce_core.services.catalogue import price_for_money
from commerce_core.services.claiming import CLAIM_LINES, keep_ledger, open_ledger, tell_claim
from commerce_core.services.dispatch import handles

_ENDED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item of a claim: a code on sale or a SKU; `quantity` None gives all of it back."""

    sku: str
    quantity: int | None = 1
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it was understood: `label` is claim, release or none. `key` names the message for ever."""

    key: str
    buyer: Buyer
    name: str
    text: str
    at: datetime
    label: str = "none"
    items: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one item of a comment.

    `kind`: held (all of it) | waiting (some or all of it, at `place`) | released | nothing (there was none to give back) |
    which (several variants fit: `choices`) | not_on_sale | too_many (over `limit`).
    """

    kind: str
    code: str
    sku: str | None = None
    wanted: int = 0
    held: int = 0
    waiting: int = 0
    place: int | None = None
    left: int = 0
    ends_at: str | None = None
    limit: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a comment brought about, with its number in the room's stream; a repeated one is told the first outcome."""

    number: int
    results: tuple[Result, ...]
    repeated: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number, "results": [asdict(each) for each in self.results]}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Outcome:
        """A stored outcome, as it is told to a message that comes again."""
        results = tuple(Result(**(each | {"choices": tuple(each["choices"])})) for each in stored["results"])
        return cls(stored["number"], results, repeated=True)


@dataclass(frozen=True, slots=True)
class ClaimBatch:
    """Comments of a room in the order they came. A message taken before has no effect and gets its first outcome.

    Raises Refusal(unsupported) where no show is open in the room.
    """

    room: str
    comments: tuple[Said, ...]


@handles(ClaimBatch)
def claim_batch(work: UnitOfWork, command: ClaimBatch) -> tuple[Outcome, ...]:
    show = open_show_in(work, command.room)
    outcomes = {key: Outcome.of(each) for key, each in work.live.seen(show.id, [said.key for said in command.comments]).items()}
    fresh: dict[str, Said] = {}
    for said in command.comments:
        if said.key not in outcomes:
            fresh.setdefault(said.key, said)
    if fresh:
        outcomes |= _settle(work, show, list(fresh.values()))
    answers, told = [], set[str]()
    for said in command.comments:
        outcome = outcomes[said.key]
        first = said.key in fresh and said.key not in told
        told.add(said.key)
        answers.append(outcome if first else Outcome(outcome.number, outcome.results, repeated=True))
    return tuple(answers)


def open_show_in(work: UnitOfWork, room: str) -> Show:
    """The show that is on air in a room. Raises Refusal(unsupported)."""
    show = work.live.current(room)
    if show is None or show.status != "open":
        raise Refusal("unsupported", field="room", value=room)
    return show


def _settle(work: UnitOfWork, show: Show, comments: list[Said]) -> dict[str, Outcome]:
    number = work.live.count_comments(show.id, len(comments))
    items, catalogue = work.live.items(show.id), work.catalogue.current()
    known = work.live.claims_of(show.id, sorted({said.buyer.id for said in comments if said.label != "none"}))
    skus = {claim.sku for claim in known} | all_skus(items.values(), catalogue)
    settling = _Settling(show, items, catalogue, work.settings.shop(), open_ledger(work, skus, known))
    outcomes, rows = {}, []
    for at, said in enumerate(comments, number + 1):
        outcome = outcomes[said.key] = Outcome(at, settling.results(said, at))
        rows.append(NewComment(
            at, said.key, said.buyer.id, shown_name(said.name), shown_text(said.text), said.buyer.language, said.at,
            outcome.as_json(),
        ))
    work.live.add_comments(show.id, rows)
    work.outbox.add("comments_taken", show.id, {"count": len(rows)}, work.now)
    keep_ledger(work, settling.ledger)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Settling:
    """One batch while it is settled: the show's items, and the ledger they are claimed in."""

    show: Show
    items: Mapping[str, ShowItem]
    catalogue: Catalogue
    shop: Shop
    ledger: Ledger

    def results(self, said: Said, number: int) -> tuple[Result, ...]:
        if said.label == "claim":
            return tuple(self._claimed(said, each, number) for each in said.items)
        if said.label == "release":
            return self._released(said, number)
        return ()

    def _claimed(self, said: Said, wanted: Wanted, number: int) -> Result:
        item, variants = self._meant(wanted)
        if item is None or not variants:
            return Result("not_on_sale", item.code if item else wanted.sku[:20], wanted=wanted.quantity or 1)
        quantity = wanted.quantity or 1
        if len(variants) > 1:
            return Result("which", item.code, wanted=quantity, choices=tuple(each.sku for each in variants))
        if quantity > self.shop.max_quantity:
            return Result("too_many", item.code, variants[0].sku, quantity, limit=self.shop.max_quantity)
        claim = self._claim(said, item, variants[0])
        return _result("held", claim, quantity, self.ledger.want(claim, quantity, number))

    def _claim(self, said: Said, item: ShowItem, variant: Variant) -> Claim:
        """The viewer's claim on a SKU, new or open; an open one keeps the better of its price and the present one."""
        price = item.price_of(variant)
        claim = self.ledger.claims.get((self.show.id, said.buyer.id, variant.sku))
        if claim is None:
            minutes = self.shop.hold_for(said.buyer.channel)
            return Claim(self.show.id, said.buyer.id, variant.sku, item.code, shown_name(said.name), price, minutes)
        claim.name = shown_name(said.name)
        if not (claim.held or claim.waiting) or price.minor < claim.price.minor:
            claim.price = price
        return claim

    def _released(self, said: Said, number: int) -> tuple[Result, ...]:
        mine = [
            claim for claim in self.ledger.claims.values()
            if claim.buyer_id == said.buyer.id and claim.show_id == self.show.id and (claim.held or claim.waiting)
        ]
        if not said.items:
            found = tuple(self._give_back(claim, None, number) for claim in mine)
            return found or (Result("nothing", ""),)
        results: list[Result] = []
        for wanted in said.items:
            _, variants = self._meant(wanted, own_sku=False)
            skus = {each.sku for each in variants}
            meant = [claim for claim in mine if claim.sku in skus]
            results += [self._give_back(claim, wanted.quantity, number) for claim in meant]
            if not meant:
                results.append(Result("nothing", wanted.sku[:20]))
        return tuple(results)

    def _give_back(self, claim: Claim, quantity: int | None, number: int) -> Result:
        """So many units less, those that wait first; all of them where no number was said."""
        has = claim.held + claim.waiting
        left = 0 if quantity is None else max(0, has - quantity)
        return _result("released", claim, has - left, self.ledger.want(claim, left, number))

    def _meant(self, wanted: Wanted, own_sku: bool = True) -> tuple[ShowItem | None, tuple[Variant, ...]]:
        """The item and the variants that are named; all of them when nothing is said and the item's own does not count."""
        found = item_named(self.items, self.catalogue, wanted.sku)
        product: Product | None = self.catalogue.by_id.get(found[0].product_id) if found else None
        if found is None or product is None:
            return None, ()
        item, sku = found
        words = sku or wanted.variant
        if not own_sku and not words:
            return item, product.variants
        return item, variants_meant(item, product, words)


def _result(kind: str, claim: Claim, wanted: int, now: Standing) -> Result:
    if kind == "held" and now.waiting:
        kind = "waiting"
    return Result(
        kind, claim.code, claim.sku, wanted, now.held, now.waiting, now.place, now.left,
        now.ends_at.isoformat() if now.ends_at else None,
    )


@dataclass(frozen=True, slots=True)
class WithdrawComment:
    """A comment was edited or deleted: what it claimed is given back, unless a later comment spoke of it. Idempotent."""

    room: str
    key: str
    how: str = "deleted"


@handles(WithdrawComment)
def withdraw_comment(work: UnitOfWork, command: WithdrawComment) -> bool:
    """Whether the comment was there and not withdrawn before."""
    show = open_show_in(work, command.room)
    if command.how not in {"edited", "deleted"}:
        raise Refusal("invalid", field="how", value=command.how)
    number = work.live.withdraw(show.id, command.key, command.how, work.now)
    if number is None:
        return False
    claims = [each for each in work.live.all_claims(show.id, _EVERY) if each.said == number]
    ledger = open_ledger(work, {each.sku for each in claims}, claims)
    ledger.end(claims)
    keep_ledger(work, ledger)
    work.outbox.add("comment_withdrawn", show.id, {"number": number}, work.now)
    return True


_EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class ExpireClaims:
    """Holds of claims that were not checked out in time end; their units go to whoever waits. Idempotent."""


@handles(ExpireClaims)
def expire_claims(work: UnitOfWork, command: ExpireClaims) -> int:
    """How many ended now; what is left beyond a batch is asked for again at once."""
    due = work.live.due(work.now, _ENDED_AT_ONCE)
    ledger = open_ledger(work, {each.sku for each in due}, due)
    for claim in due:
        tell_claim(work, claim, "expired", claim.held)
    ledger.end(due)
    keep_ledger(work, ledger, "expired")
    if len(due) == _ENDED_AT_ONCE:
        work.jobs.add("claims.expire", f"claims:expire:more:{work.now.isoformat()}", work.now, {})
    return len(due)


@dataclass(frozen=True, slots=True)
class OwnClaim:
    """A buyer's open claim as they see it: price of one unit in their currency, `place` in the queue of what waits."""

    line: int
    code: str
    product: Product
    variant: Variant
    unit: Money
    held: int
    waiting: int
    place: int | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class MyClaims:
    """What a buyer has open in every room, oldest first."""

    buyer: Buyer


@handles(MyClaims)
def my_claims(work: UnitOfWork, query: MyClaims) -> tuple[OwnClaim, ...]:
    claims, catalogue = work.live.open_claims(query.buyer.id), work.catalogue.current()
    found = []
    for claim in claims:
        product, variant = catalogue.variants[claim.sku.upper()]
        place = None
        if claim.waiting:
            place = [each.key for each in work.live.queue(claim.sku)].index(claim.key) + 1
        assert claim.id is not None
        found.append(OwnClaim(
            claim.id + CLAIM_LINES, claim.code, product, variant, price_for_money(work, claim.price, query.buyer.currency),
            claim.held, claim.waiting, place, claim.ends_at,
        ))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ViewerOf:
    """The buyer behind a handle on a channel; None while they have said nothing."""

    channel: str
    account: str
    handle: str


@handles(ViewerOf)
def viewer_of(work: UnitOfWork, query: ViewerOf) -> Buyer | None:
    return work.buyers.find(query.channel, query.account, query.handle)


@dataclass(frozen=True, slots=True)
class GiveBack:
    """A buyer gives claims back outside a room: those of these codes or SKUs, or all. Raises Refusal(not_found)."""

    buyer: Buyer
    names: tuple[str, ...] = ()


@handles(GiveBack)
def give_back(work: UnitOfWork, command: GiveBack) -> tuple[str, ...]:
    """The SKUs given back."""
    names = {name.strip().upper() for name in command.names}
    claims = [
        each for each in work.live.open_claims(command.buyer.id)
        if not names or each.code.upper() in names or each.sku.upper() in names
    ]
    if not claims:
        raise Refusal("not_found", field="claim")
    ledger = open_ledger(work, {each.sku for each in claims}, claims)
    ledger.end(claims)
    keep_ledger(work, ledger)
    return tuple(each.sku for each in claims)


@dataclass(frozen=True, slots=True)
class ClaimOf:
    """A claim and its buyer, for work that nobody on a channel asked for; None when there is none any more."""

    show_id: str
    buyer_id: str
    sku: str


@handles(ClaimOf)
def claim_of(work: UnitOfWork, query: ClaimOf) -> tuple[Claim, Buyer] | None:
    claim = work.live.claim(query.show_id, query.buyer_id, query.sku)
    return (claim, work.buyers.get(query.buyer_id)) if claim else None


def all_skus(items: Iterable[ShowItem], catalogue: Catalogue) -> set[str]:
    """Every SKU that the items of a show can be claimed as."""
    return {
        variant.sku for item in items if (product := catalogue.by_id.get(item.product_id)) for variant in product.variants
    }
