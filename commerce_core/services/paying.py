"""Being paid and paying back: every attempt has a key, every outcome one effect, late money a path of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commerce_core.domain.buyer import Buyer
from commerce_core.domain.money import Money
from commerce_core.domain.order import ORDER, PAYMENT, Order, step
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import Payment, PaymentRequest, PaymentResult, UnitOfWork
from commerce_core.services.claiming import serve_waiting
from commerce_core.services.dispatch import handles
from commerce_core.services.ordering import SYSTEM, announce, notify, own_order

LOOK_UP_AFTER = timedelta(seconds=30)
LATE_LOOK_UP_EVERY = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=3)
_OPEN = {"pending", "unknown"}
_OUTCOMES = frozenset({"success", "decline", "timeout", "late"})


@dataclass(frozen=True, slots=True)
class StartPayment:
    """Ask to be paid for an order. One attempt at a time: a second click is the same attempt.

    Raises Refusal(expired | conflict | not_found | invalid).
    """

    buyer: Buyer
    code: str | None
    method: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentStarted:
    """The order with its payment pending, and the key of the job that asks the provider (None when it is paid)."""

    order: Order
    job: str | None


@handles(StartPayment)
def start_payment(work: UnitOfWork, command: StartPayment) -> PaymentStarted:
    order = own_order(work, command.buyer, command.code)
    if command.method != "sandbox":
        raise Refusal("not_found", field="method", value=command.method)
    if command.outcome is not None and command.outcome not in _OUTCOMES:
        raise Refusal("invalid", field="outcome", value=command.outcome)
    if order.payment in {"captured", "partly_refunded", "refunded"}:
        return PaymentStarted(order, None)
    if order.order == "expired" or (order.order == "placed" and order.expires_at <= work.now):
        raise Refusal("expired", field="order", code=order.code)
    if order.order != "placed":
        raise Refusal("conflict", status=order.order)
    attempts = work.payments.of_order(order.id)
    if waiting := next((each for each in attempts if each.status in _OPEN), None):
        return PaymentStarted(order, _ask_job(waiting.key))
    payment = Payment(
        f"order:{order.id}:pay:{len(attempts) + 1}", order.id, "sandbox", command.method, "pending", order.due, None,
        command.outcome, work.now,
    )
    work.payments.add(payment)
    pending = replace(order, payment=step(PAYMENT, order.payment, "pending"))
    work.orders.save(pending)
    work.orders.record(order.id, "payment_started", work.now, command.buyer.id, {"method": command.method})
    work.jobs.add("payment.ask", _ask_job(payment.key), work.now, {"payment": payment.key})
    return PaymentStarted(pending, _ask_job(payment.key))


def _ask_job(key: str) -> str:
    return f"{key}:ask"


@dataclass(frozen=True, slots=True)
class PaymentToAsk:
    """What to ask the provider for a payment key, and when it was first asked; None when it was settled meanwhile."""

    key: str


@handles(PaymentToAsk)
def payment_to_ask(work: UnitOfWork, query: PaymentToAsk) -> tuple[PaymentRequest, datetime] | None:
    payment = work.payments.get(query.key)
    if payment is None or payment.status not in _OPEN:
        return None
    order = work.orders.get(payment.order_id)
    request = PaymentRequest(payment.key, order.code, payment.amount, payment.method, payment.outcome)
    return request, payment.asked_at


@dataclass(frozen=True, slots=True)
class SettlePayment:
    """What the provider said of an attempt; `result` None means that it timed out and must be looked up. Idempotent."""

    key: str
    result: PaymentResult | None


@handles(SettlePayment)
def settle_payment(work: UnitOfWork, command: SettlePayment) -> Order:
    payment = work.payments.get(command.key)
    if payment is None:
        raise Refusal("not_found", field="payment")
    order = work.orders.get(payment.order_id)
    if payment.status not in _OPEN:
        return order
    result = command.result
    if result is None:
        return _leave_open(work, order, payment, "unknown")
    if result.status == "pending":
        return _leave_open(work, order, payment, "pending")
    work.payments.set_status(payment.key, result.status, result.reference)
    if result.status == "failed":
        return _declined(work, order, result)
    return _captured(work, order, payment)


def _leave_open(work: UnitOfWork, order: Order, payment: Payment, status: str) -> Order:
    work.payments.set_status(payment.key, status, None)
    first = payment.status == "pending" and status == "unknown"
    if first:
        order = replace(order, payment=step(PAYMENT, order.payment, "unknown"))
        work.orders.save(order)
        work.orders.record(order.id, "payment_unknown", work.now, SYSTEM, {"payment": payment.key})
    wait = LOOK_UP_AFTER if status == "unknown" else LATE_LOOK_UP_EVERY
    if work.now < order.placed_at + GIVE_UP_AFTER:
        due = work.now + wait
        work.jobs.add("payment.look_up", f"{payment.key}:look_up:{due.isoformat()}", due, {"payment": payment.key})
    return order


def _declined(work: UnitOfWork, order: Order, result: PaymentResult) -> Order:
    failed = replace(order, payment=step(PAYMENT, order.payment, "failed"))
    work.orders.save(failed)
    work.orders.record(order.id, "payment_failed", work.now, SYSTEM, {"reason": result.reason})
    announce(work, "payment_failed", failed)
    if order.order == "placed":  # what is cancelled or expired is not to be paid again
        notify(work, "payment_failed", failed)
    return failed


def _captured(work: UnitOfWork, order: Order, payment: Payment) -> Order:
    paid = replace(order, payment=step(PAYMENT, order.payment, "captured"))
    if order.order == "placed":
        work.stock.end_holds(order.id, "sold")
        return _confirm(work, paid)
    work.orders.record(order.id, "paid_late", work.now, SYSTEM, {"payment": payment.key, "status": order.order})
    if order.order == "expired" and _hold_again(work, order):
        work.stock.end_holds(order.id, "sold")
        return _confirm(work, paid)
    work.orders.save(paid)
    _ask_refund(work, paid, order.due, f"{payment.key}:late")
    notify(work, "late_money_refunded", paid)
    return work.orders.get(order.id)


def _hold_again(work: UnitOfWork, order: Order) -> bool:
    """Every unit of an expired order again, or none."""
    try:
        with work.attempt():
            for line in order.lines:
                if not work.stock.hold(order.id, line.sku, line.quantity, work.now + LOOK_UP_AFTER):
                    raise Refusal("out_of_stock", sku=line.sku)
    except Refusal:
        return False
    return True


def _confirm(work: UnitOfWork, paid: Order) -> Order:
    confirmed = replace(paid, order=step(ORDER, paid.order, "confirmed"))
    work.orders.save(confirmed)
    work.orders.record(paid.id, "paid", work.now, SYSTEM, {"amount": paid.due.as_json()})
    announce(work, "order_paid", confirmed)
    notify(work, "paid", confirmed)
    hours = work.settings.shop().auto_fulfil_hours
    if hours is not None:
        due = work.now + timedelta(hours=hours)
        work.jobs.add("order.fulfil", f"order:{paid.id}:fulfil", due, {"order": paid.id})
    return confirmed


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """The buyer gives an order up before its parcel is handed over; what was paid is paid back. Idempotent.

    Raises Refusal(conflict) once it is on its way.
    """

    buyer: Buyer
    code: str | None


@handles(CancelOrder)
def cancel_order(work: UnitOfWork, command: CancelOrder) -> Order:
    order = own_order(work, command.buyer, command.code)
    if order.order == "cancelled":
        return order
    if order.fulfilment not in {"none", "held"}:
        raise Refusal("conflict", status=order.order, fulfilment=order.fulfilment)
    return _cancel(work, order, command.buyer.id)


def _cancel(work: UnitOfWork, order: Order, actor: str) -> Order:
    cancelled = replace(order, order=step(ORDER, order.order, "cancelled"))
    work.orders.save(cancelled)
    work.orders.record(order.id, "cancelled", work.now, actor, {})
    work.stock.end_holds(order.id, "released")
    if order.payment in {"captured", "partly_refunded"}:
        for line in order.lines:
            work.stock.take_back(line.sku, line.quantity)
        _ask_refund(work, cancelled, order.due - order.refunded, f"order:{order.id}:cancel")
    serve_waiting(work, (line.sku for line in order.lines))
    announce(work, "order_cancelled", cancelled)
    return work.orders.get(order.id)


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Staff pays back a part or all of what was paid. `key` makes a double click one refund.

    Raises Refusal(invalid) for more than is left, conflict when nothing was paid.
    """

    code: str
    amount: Money | None
    actor: str
    key: str
    reason: str = ""


@handles(RefundOrder)
def refund_order(work: UnitOfWork, command: RefundOrder) -> Order:
    order = work.orders.by_code(command.code)
    if order is None:
        raise Refusal("not_found", field="order", value=command.code)
    key = f"order:{order.id}:refund:{command.key}"
    if work.effects.result(key) is not None:
        return order
    if order.payment not in {"captured", "partly_refunded"}:
        raise Refusal("conflict", status=order.payment)
    left = order.due - order.refunded
    amount = command.amount or left
    if amount.currency != left.currency or not 0 < amount.minor <= left.minor:
        raise Refusal("invalid", field="amount", limit=left.as_json())
    work.effects.store(key, {"order": order.id}, work.now)
    work.orders.record(order.id, "refund_asked", work.now, command.actor, {"amount": amount.as_json(), "reason": command.reason})
    _ask_refund(work, order, amount, key)
    return work.orders.get(order.id)


def _ask_refund(work: UnitOfWork, order: Order, amount: Money, key: str) -> None:
    """Book the refund and have the provider asked; the same key is one refund."""
    if amount.minor <= 0 or not work.payments.add_refund(key, order.id, amount, work.now):
        return
    refunded = order.refunded + amount
    status = "refunded" if refunded.minor >= order.due.minor else "partly_refunded"
    work.orders.save(replace(order, refunded=refunded, payment=step(PAYMENT, order.payment, status)))
    paid = next(each for each in work.payments.of_order(order.id) if each.status == "captured")
    work.jobs.add("payment.refund", f"{key}:ask", work.now, {
        "refund": key, "order": order.id, "reference": paid.reference, "minor": amount.minor, "currency": amount.currency,
    })


@dataclass(frozen=True, slots=True)
class RefundDone:
    """The provider paid back. Idempotent."""

    key: str
    order_id: str


@handles(RefundDone)
def refund_done(work: UnitOfWork, command: RefundDone) -> Order:
    order = work.orders.get(command.order_id)
    done = f"{command.key}:done"
    if work.effects.result(done) is None:
        work.effects.store(done, {}, work.now)
        work.payments.set_refund_status(command.key, "done")
        work.orders.record(order.id, "refunded", work.now, SYSTEM, {"refunded": order.refunded.as_json()})
        announce(work, "order_refunded", order)
        notify(work, "refunded", order)
    return order
