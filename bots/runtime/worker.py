"""Work that is due: asking providers, ending holds, following parcels, telling buyers. Each step has its own key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from commerce_core.api import Core
from commerce_core.domain.money import Money
from commerce_core.ports import Carriers, Job, Payments, StorageFailed, Unavailable, Unknown
from commerce_core.services.fulfilment import FulfilOrder, HandOver, ParcelOf, RecordParcelEvents, ShipmentOf
from commerce_core.services.live import ExpireClaims
from commerce_core.services.ordering import ExpireOrder
from commerce_core.services.paying import PaymentToAsk, RefundDone, SettlePayment
from commerce_core.services.promotions import EndChannel, SettleDelivery, TakeDeliveries

log = structlog.get_logger()
Tell = Callable[[str, str, str], Awaitable[None]]
"""(job key, order id, what happened): write to the buyer."""

Promote = Callable[[str, str], Awaitable[str]]
"""(promotion, buyer): write to them; sent, stopped, unreachable or failed."""
TellClaim = Callable[[str, Mapping[str, Any]], Awaitable[None]]
"""(job key, show, buyer, sku, kind and units of a live claim): write to the viewer."""
_MESSAGES_AT_ONCE = 30
_LEASE = timedelta(seconds=60)
_AT_ONCE = 20
_TRACK_EVERY = timedelta(hours=1)
_LONGEST_WAIT = timedelta(minutes=10)
_DOUBLINGS = 10
"""A parcel is looked up hundreds of times: its attempts say nothing about how long to wait."""
_WHEN_IDLE, _AFTER_FAILURE = 0.5, 5.0
"""Seconds."""


class Worker:
    """Runs jobs on the core's clock. Safe beside others: a job is leased, and its effect and its end are one commit."""

    def __init__(
        self, core: Core, payments: Payments, carriers: Carriers, tell: Tell, promote: Promote, tell_claim: TellClaim
    ) -> None:
        self._core = core
        self._payments = payments
        self._carriers = carriers
        self._tell = tell
        self._promote = promote
        self._tell_claim = tell_claim
        self._kinds: Mapping[str, Callable[[Job, datetime], Awaitable[list[object]]]] = {
            "payment.ask": self._ask_payment, "payment.look_up": self._look_up_payment, "payment.refund": self._refund,
            "order.expire": self._expire, "order.fulfil": self._fulfil, "parcel.book": self._book,
            "parcel.track": self._track, "buyer.tell": self._tell_buyer, "promotion.send": self._send_promotion,
            "claims.expire": self._expire_claims, "claim.tell": self._tell_of_claim,
        }

    async def run(self) -> None:
        """Do what is due, then wait for the next, until cancelled."""
        while True:
            try:
                wait = 0.0 if await self.run_due(self._core.clock.now()) else _WHEN_IDLE
            except StorageFailed as error:  # a full disk is made room on; the work is still there
                log.error("worker.storage_failed", error=str(error))
                wait = _AFTER_FAILURE
            await asyncio.sleep(wait)

    async def run_due(self, at: datetime) -> int:
        """Everything due at a time, once; how many jobs that were."""
        jobs: tuple[Job, ...] = await asyncio.to_thread(self._core.lease_jobs, at, at + _LEASE, _AT_ONCE)
        for job in jobs:
            await self._perform(job, at)
        return len(jobs)

    async def run_until(self, at: datetime, move: Callable[[datetime], None]) -> None:
        """Live through the time up to `at`, job by job at the moment each is due; `move` sets the clock."""
        while (due := await asyncio.to_thread(self._core.next_due)) is not None and due <= at:
            move(due)
            if not await self.run_due(max(due, self._core.clock.now())):
                break
        move(at)

    async def run_job(self, key: str) -> bool:
        """One job now, if it is due and nobody else has it; whether it was done here."""
        now = self._core.clock.now()
        jobs: tuple[Job, ...] = await asyncio.to_thread(self._core.lease_jobs, now, now + _LEASE, 1, key)
        for job in jobs:
            await self._perform(job, now)
        return bool(jobs)

    async def _perform(self, job: Job, at: datetime) -> None:
        try:
            commands = await self._kinds[job.kind](job, at)
            await asyncio.to_thread(self._core.finish_job, job.id, at, *commands)
        except _Again as again:
            await asyncio.to_thread(self._core.postpone_job, job.id, at, again.due_at, "")
        except Exception as error:  # one job's fault must not stop the others; it is kept and tried again
            wait = min(timedelta(seconds=2 ** min(job.attempts, _DOUBLINGS)), _LONGEST_WAIT)
            log.warning("job.postponed", kind=job.kind, attempts=job.attempts, error=repr(error))
            await asyncio.to_thread(self._core.postpone_job, job.id, at, at + wait, repr(error))

    async def _ask_payment(self, job: Job, at: datetime) -> list[object]:
        key = job.payload["payment"]
        asked = await asyncio.to_thread(self._core.ask, PaymentToAsk(key))
        if asked is None:
            return []
        request, _ = asked
        if job.attempts > 1:  # we may have asked before and died: look first, ask again only if it was never seen
            return await self._look_up_payment(job, at)
        try:
            return [SettlePayment(key, await self._payments.pay(request))]
        except Unknown:
            return [SettlePayment(key, None)]

    async def _look_up_payment(self, job: Job, at: datetime) -> list[object]:
        key = job.payload["payment"]
        asked = await asyncio.to_thread(self._core.ask, PaymentToAsk(key))
        if asked is None:
            return []
        request, asked_at = asked
        result = await self._payments.look_up(request, asked_at, at)
        if result is None:
            result = await self._payments.pay(request)
        return [SettlePayment(key, result)]

    async def _refund(self, job: Job, at: datetime) -> list[object]:
        told: Mapping[str, Any] = job.payload
        await self._payments.refund(told["refund"], told["reference"] or "", Money(told["minor"], told["currency"]))
        return [RefundDone(told["refund"], told["order"])]

    async def _expire(self, job: Job, at: datetime) -> list[object]:
        return [ExpireOrder(job.payload["order"])]

    async def _fulfil(self, job: Job, at: datetime) -> list[object]:
        return [FulfilOrder(job.payload["order"])]

    async def _book(self, job: Job, at: datetime) -> list[object]:
        order = job.payload["order"]
        parcel = await asyncio.to_thread(self._core.ask, ParcelOf(order))
        try:
            booking = await self._carriers.book(parcel, at)
        except Unknown as error:
            raise Unavailable(str(error)) from error  # booking twice under one key is booking once
        return [HandOver(order, booking)]

    async def _track(self, job: Job, at: datetime) -> list[object]:
        order = job.payload["order"]
        shipment = await asyncio.to_thread(self._core.ask, ShipmentOf(order))
        parcel = await asyncio.to_thread(self._core.ask, ParcelOf(order))
        events = tuple(await self._carriers.track(shipment.tracking_code, shipment.handed_over_at, parcel, at))
        record = RecordParcelEvents(order, events)
        if any(event.status == "delivered" for event in events):
            return [record]
        await asyncio.to_thread(self._core.do, record)
        raise _Again(at + _TRACK_EVERY)

    async def _send_promotion(self, job: Job, at: datetime) -> list[object]:
        """Some messages of one channel, then the same job again until nobody is left; the channel keeps its own pace."""
        promotion, channel = job.payload["promotion"], job.payload["channel"]
        buyers = await asyncio.to_thread(self._core.do, TakeDeliveries(promotion, channel, _MESSAGES_AT_ONCE))
        if not buyers:
            return [EndChannel(promotion)]
        outcomes = await asyncio.gather(*(self._promote(promotion, buyer) for buyer in buyers))
        for buyer, outcome in zip(buyers, outcomes, strict=True):
            await asyncio.to_thread(self._core.do, SettleDelivery(promotion, buyer, outcome))
        raise _Again(at)

    async def _tell_buyer(self, job: Job, at: datetime) -> list[object]:
        await self._tell(job.key, job.payload["order"], job.payload["kind"])
        return []

    async def _expire_claims(self, job: Job, at: datetime) -> list[object]:
        return [ExpireClaims()]

    async def _tell_of_claim(self, job: Job, at: datetime) -> list[object]:
        await self._tell_claim(job.key, job.payload)
        return []


class _Again(Exception):
    """The job is not over: the same again at a time."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(str(due_at))
        self.due_at = due_at
