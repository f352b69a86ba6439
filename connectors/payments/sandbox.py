"""A payment provider that does as it is told: it takes, declines, times out, or pays late. No money moves."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from commerce_core.domain.money import Money
from commerce_core.ports import PaymentRequest, PaymentResult, Unknown

PAYS_LATE_AFTER = timedelta(hours=2)
"""`late` money arrives so long after it was asked for: after any hold has ended."""


class SandboxPayments:
    """Implements ports.Payments without any state: what it answers follows from the request alone.

    `outcome` of the request: `success` (also when absent), `decline`, `timeout` (it took the money but the answer got
    lost: looking it up finds it captured), `late` (pending, captured two hours later).
    """

    name = "sandbox"

    async def pay(self, request: PaymentRequest) -> PaymentResult:
        match request.outcome:
            case "decline":
                return PaymentResult("failed", _reference(request.key), "card_declined")
            case "timeout":
                raise Unknown(f"no answer for {request.key}")
            case "late":
                return PaymentResult("pending", _reference(request.key))
            case _:
                return PaymentResult("captured", _reference(request.key))

    async def look_up(self, request: PaymentRequest, asked_at: datetime, now: datetime) -> PaymentResult | None:
        if request.outcome == "decline":
            return PaymentResult("failed", _reference(request.key), "card_declined")
        if request.outcome == "late" and now < asked_at + PAYS_LATE_AFTER:
            return PaymentResult("pending", _reference(request.key))
        return PaymentResult("captured", _reference(request.key))

    async def refund(self, key: str, reference: str, amount: Money) -> PaymentResult:
        return PaymentResult("refunded", _reference(key))


def _reference(key: str) -> str:
    """The provider's own id: the same key has the same one."""
    return "sbx_" + hashlib.sha256(key.encode()).hexdigest()[:20]
