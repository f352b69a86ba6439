"""What every payment provider and carrier must hold to, tried on the sandbox's own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commerce_core.domain.money import Money
from commerce_core.ports import Parcel, PaymentRequest, Unknown
from connectors.carriers.sandbox import SandboxCarrier
from connectors.payments.sandbox import PAYS_LATE_AFTER, SandboxPayments

AT = datetime(2026, 3, 1, tzinfo=UTC)
REQUEST = PaymentRequest("order:1:pay:1", "TW-00000000-0", Money(4127, "EUR"), "sandbox")
PARCEL = Parcel("order:1", "TW-00000000-0", "post", "Hong Kong", "DE", "Berlin", 400, (9, 18))
STATIONS = ["handed_over", "departed", "arrived", "customs", "out_for_delivery", "delivered"]


def asked(outcome: str | None, key: str = REQUEST.key) -> PaymentRequest:
    return replace(REQUEST, outcome=outcome, key=key)


@pytest.mark.parametrize(("outcome", "status", "reason"), [(None, "captured", None), ("success", "captured", None), ("decline", "failed", "card_declined"), ("late", "pending", None)])
def test_asking_twice_is_asking_once(outcome: str | None, status: str, reason: str | None) -> None:
    payments = SandboxPayments()
    first, second = asyncio.run(payments.pay(asked(outcome))), asyncio.run(payments.pay(asked(outcome)))
    assert first == second
    assert (first.status, first.reason) == (status, reason)
    assert asyncio.run(payments.pay(asked(outcome, "other"))).reference != first.reference


def test_what_timed_out_is_found_by_its_key() -> None:
    payments = SandboxPayments()
    with pytest.raises(Unknown, match=r"^no answer for order:1:pay:1$"):
        asyncio.run(payments.pay(asked("timeout")))
    found = asyncio.run(payments.look_up(asked("timeout"), AT, AT))
    assert found is not None
    assert found.status == "captured"


def test_late_money_comes_when_it_said() -> None:
    payments = SandboxPayments()

    def status(after: timedelta) -> str:
        found = asyncio.run(payments.look_up(asked("late"), AT, AT + after))
        assert found is not None
        return found.status

    assert [status(timedelta()), status(PAYS_LATE_AFTER - timedelta(microseconds=1)), status(PAYS_LATE_AFTER)] == ["pending", "pending", "captured"]


def test_looking_up_tells_what_asking_told() -> None:
    payments = SandboxPayments()
    for outcome in ("success", "decline", "late"):
        assert asyncio.run(payments.look_up(asked(outcome), AT, AT)) == asyncio.run(payments.pay(asked(outcome)))


def test_a_refund_has_its_own_key() -> None:
    payments = SandboxPayments()
    one = asyncio.run(payments.refund("refund:1", "sbx_1", Money(100, "EUR")))
    assert one == asyncio.run(payments.refund("refund:1", "sbx_1", Money(100, "EUR")))
    assert (one.status, one.reference == asyncio.run(payments.refund("refund:2", "sbx_1", Money(100, "EUR"))).reference) == ("refunded", False)


def test_booking_twice_is_booking_once() -> None:
    carrier = SandboxCarrier()
    first, second = asyncio.run(carrier.book(PARCEL, AT)), asyncio.run(carrier.book(PARCEL, AT + timedelta(days=1)))
    assert first == second
    assert (first.tracking_code[:3], first.tracking_code[-2:], len(first.tracking_code), first.carrier) == ("TWS", "DE", 15, "sandbox")
    assert asyncio.run(carrier.book(replace(PARCEL, key="order:2"), AT)).tracking_code != first.tracking_code


def test_a_parcel_only_ever_goes_forward_and_arrives_in_its_days() -> None:
    carrier = SandboxCarrier()
    code = asyncio.run(carrier.book(PARCEL, AT)).tracking_code
    before: list[object] = []
    for hours in range(0, 24 * 19, 3):
        events = list(asyncio.run(carrier.track(code, AT, PARCEL, AT + timedelta(hours=hours))))
        assert events[: len(before)] == before
        assert all(event.at <= AT + timedelta(hours=hours) for event in events)
        before = list(events)
    assert [event.status for event in events] == STATIONS
    assert timedelta(days=9) <= events[-1].at - AT <= timedelta(days=18)
    assert [event.place for event in events] == ["Hong Kong", "Hong Kong", "DE", "DE", "Berlin", "Berlin"]


def test_nothing_happens_before_the_carrier_has_it() -> None:
    assert list(asyncio.run(SandboxCarrier().track("TWS0", AT, PARCEL, AT - timedelta(seconds=1)))) == []
