"""The ledger of claims over the rows: opened for the SKUs it may touch, written back with its holds, its stock and its news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from commerce_core.domain.claims import Claim, Ledger
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import UnitOfWork

CLAIM_LINES = 1_000_000
"""A claim is the basket line of its own number plus this: never that of anything else, for as long as it lives."""
_SECOND = timedelta(seconds=1)


def open_ledger(work: UnitOfWork, skus: Iterable[str], claims: Iterable[Claim] = ()) -> Ledger:
    """A ledger over these SKUs that knows these claims; the others are read when their turn comes in the queue."""
    return Ledger(work.now, work.live.shelves(sorted(set(skus))), {each.key: each for each in claims}, work.live.queue)


def keep_ledger(work: UnitOfWork, ledger: Ledger, ended: str = "released") -> None:
    """Write what the ledger changed: claims, holds, stock, the job that ends the holds, news for whoever was waiting."""
    touched = list(ledger.touched.values())
    for claim in touched:
        if claim.held and claim.ends_at is not None and claim.stored[1] != claim.ends_at:
            _end_later(work, claim)
    work.live.move_stock(ledger.taken())
    work.live.write(touched, ended)
    for given in ledger.given:
        tell_claim(work, given.claim, "held", given.units)
    if touched:
        shows = sorted({claim.show_id for claim in touched})
        for show in shows:
            work.outbox.add("claims_changed", show, {"skus": sorted({c.sku for c in touched if c.show_id == show})}, work.now)


def _end_later(work: UnitOfWork, claim: Claim) -> None:
    """One job for all holds that end within the same second."""
    assert claim.ends_at is not None
    due = claim.ends_at.replace(microsecond=0)
    due = due if due == claim.ends_at else due + _SECOND
    work.jobs.add("claims.expire", f"claims:expire:{due.isoformat()}", due, {})


def tell_claim(work: UnitOfWork, claim: Claim, kind: str, units: int) -> None:
    """Have the viewer told privately, once, what happened to a claim without their doing."""
    key = f"claim:{claim.show_id}:{claim.buyer_id}:{claim.sku}:{kind}:{work.now.isoformat()}"
    payload = {"show": claim.show_id, "buyer": claim.buyer_id, "sku": claim.sku, "kind": kind, "units": units}
    work.jobs.add("claim.tell", key, work.now, payload)


def serve_waiting(work: UnitOfWork, skus: Iterable[str]) -> None:
    """Units of these SKUs came free (restock, an order that ended): whoever waits gets them, in order."""
    ledger = open_ledger(work, skus)
    ledger.serve([sku for sku in ledger.shelves if ledger.shelves[sku].people])
    keep_ledger(work, ledger)


def change_claim(work: UnitOfWork, buyer_id: str, line: int, quantity: int, limit: int) -> None:
    """Another number of units of a claim, from the basket. Raises Refusal(not_found | quantity_exceeded | low_stock)."""
    claim = next((each for each in work.live.open_claims(buyer_id) if each.id == line - CLAIM_LINES), None)
    if claim is None:
        raise Refusal("not_found", field="line", value=line)
    if quantity > limit:
        raise Refusal("quantity_exceeded", field="quantity", limit=limit)
    ledger = open_ledger(work, [claim.sku], [claim])
    shelf = ledger.shelves[claim.sku]
    others = shelf.people - (1 if claim.waiting else 0)
    available = claim.held + (0 if others else shelf.free)
    if quantity > max(available, claim.held):
        raise Refusal("low_stock", sku=claim.sku, available=available)
    ledger.want(claim, quantity, claim.said)
    keep_ledger(work, ledger)


def pass_to_order(
    work: UnitOfWork, buyer_id: str, claims: Iterable[tuple[int, int]], order: str, until: datetime
) -> dict[str, int]:
    """Give an order the holds of its buyer's claims, never released in between; the units per SKU it has from them.

    Raises Refusal(expired) when one of them does not hold these units any more.
    """
    mine = {each.id: each for each in work.live.open_claims(buyer_id)}
    passed: dict[str, int] = {}
    for claim_id, units in claims:
        claim = mine.get(claim_id)
        if claim is None or claim.held != units or not work.live.pass_hold(claim, order, units, until):
            raise Refusal("expired", field="claim")
        claim.held, claim.ends_at, claim.stored = 0, None, (0, None)
        work.live.write([claim], "ordered")
        work.outbox.add("claims_changed", claim.show_id, {"skus": [claim.sku]}, work.now)
        passed[claim.sku] = passed.get(claim.sku, 0) + units
    return passed
