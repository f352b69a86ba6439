"""What a payment may come to, in every order of events: declined, unknown, late, after the hold, after a cancellation."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bots.messages import Answer, Turn
from bots.runtime.house import House
from commerce_core.ports import PaymentRequest, PaymentResult
from commerce_core.services.administration import Hire
from commerce_core.services.catalogue import SetStock
from tests.dialogue.purchase import Chat, Heard, do, order, refused, says
from tests.shop_in_memory import a_house, answered, contents, live_until, rows, stock_is_conserved, told, wait

GB = {"name": "Ada", "street_address": "1 Row", "city": "London", "postal_code": "SW1Y 4JH"}


def ordered(house: House, buyer: str = "ana", quantity: int = 1) -> Chat:
    chat = Chat(house, buyer)
    chat.play((do("set_country", country="GB"),), (do("add", sku="A7", quantity=quantity),), (do("address", **GB),),
              (do("shipping", option="post"), order("placed", "none", "none")))
    return chat


def only_left(house: House, units: int) -> None:
    house.core.do(Hire("owner", "a long password"))
    house.core.do(SetStock("A7", units, "owner"))


def stock(house: House) -> tuple[int, int, int]:
    """(available, held, sold) of A7."""
    with house.database.read(house.clock.now()) as work:
        units = work.stock.of("A7")
        assert units is not None
        return units.available, units.held, units.sold


def look(chat: Chat) -> tuple[str, str, str]:
    code = next(answer.state["order"]["code"] for _, answer in reversed(chat.turns) if answer.state["order"])
    now = chat.does("order", code=code).state["order"]
    return now["order"], now["payment"], now["fulfilment"]


def pay(chat: Chat, outcome: str) -> Heard:
    return chat.does("pay", method="sandbox", outcome=outcome)


def test_success() -> None:
    with a_house() as house:
        only_left(house, 5)
        chat = ordered(house)
        assert stock(house) == (4, 1, 0)
        pay(chat, "success")
        assert (look(chat), stock(house)) == (("confirmed", "captured", "none"), (4, 0, 1))


def test_declined_keeps_the_units_until_the_hold_ends() -> None:
    with a_house() as house:
        only_left(house, 5)
        sent = told(house)
        chat = ordered(house)
        assert pay(chat, "decline").refused == {"code": "payment_declined", "data": {"order": chat.turns[-1][1].state["order"]["code"]}}
        assert stock(house) == (4, 1, 0)
        wait(house, minutes=31)
        assert (look(chat), stock(house)) == (("expired", "failed", "none"), (5, 0, 0))
        chat.play((do("pay", method="sandbox"), refused("expired", "order"), says("This order has expired and its items were released.")))
        assert [answer["replies"][0]["blocks"][0]["text"].partition(" TW")[0] for _, answer in sent] == ["Order"]


def test_timed_out_is_looked_up_and_found_paid() -> None:
    with a_house() as house:
        sent = told(house)
        chat = ordered(house)
        assert pay(chat, "timeout").state["order"]["payment"] == "unknown"
        wait(house, seconds=29)
        assert look(chat) == ("placed", "unknown", "none")
        wait(house, seconds=10)
        assert look(chat) == ("confirmed", "captured", "none")
        [(_, answer)] = sent
        assert answer["replies"][0]["blocks"][0]["text"].startswith("Your payment has arrived: order TW-")


def test_late_money_buys_the_units_again_while_there_are_some() -> None:
    with a_house() as house:
        only_left(house, 5)
        sent = told(house)
        chat = ordered(house, quantity=3)
        assert pay(chat, "late").state["order"]["payment"] == "pending"
        wait(house, minutes=45)
        assert (look(chat), stock(house)) == (("expired", "pending", "none"), (5, 0, 0))
        wait(house, hours=2)
        assert (look(chat), stock(house)) == (("confirmed", "captured", "none"), (2, 0, 3))
        assert [answer["replies"][0]["blocks"][0]["text"].partition(" TW")[0] for _, answer in sent] == [
            "Order", "Your payment has arrived: order",
        ]


def test_late_money_is_paid_back_when_the_units_are_gone() -> None:
    with a_house() as house:
        only_left(house, 3)
        sent = told(house)
        late = ordered(house, quantity=3)
        pay(late, "late")
        wait(house, minutes=45)
        quick = ordered(house, "ben")
        pay(quick, "success")
        wait(house, hours=2)
        assert (look(late), stock(house)) == (("expired", "refunded", "none"), (2, 0, 1))
        assert rows(house)["refund"] == 1
        words = [answer["replies"][0]["blocks"][0]["text"] for topic, answer in sent if topic.endswith(":ana")]
        assert [text.partition(" order")[0].partition(" TW")[0] for text in words] == ["Order", "Your payment for", "We have sent you a refund for"]
        assert stock_is_conserved(house)


@pytest.mark.parametrize("outcome", ["timeout", "late", "decline"])
def test_cancelled_while_the_payment_is_on_its_way(outcome: str) -> None:
    """Money that comes after all goes back; what was declined is not offered again."""
    with a_house() as house:
        only_left(house, 5)
        sent = told(house)
        chat = ordered(house)
        pay(chat, outcome)
        chat.play((do("cancel"), order("cancelled", {"timeout": "unknown", "late": "pending", "decline": "failed"}[outcome], "none")))
        assert stock(house) == (5, 0, 0)
        wait(house, hours=3)
        assert look(chat) == ("cancelled", "failed" if outcome == "decline" else "refunded", "none")
        assert (stock(house), rows(house)["refund"]) == ((5, 0, 0), 0 if outcome == "decline" else 1)
        assert not any("you can try again" in answer["replies"][0]["text"] for _, answer in sent)
        chat.play((do("pay", method="sandbox"), refused(None) if outcome != "decline" else refused("conflict")))
        assert stock_is_conserved(house)


def test_cancelling_a_paid_order_gives_units_and_money_back_once() -> None:
    with a_house() as house:
        only_left(house, 5)
        chat = ordered(house, quantity=2)
        pay(chat, "success")
        chat.play((do("cancel"), order("cancelled", "refunded", "none")), (do("cancel"), order("cancelled", "refunded", "none")))
        wait(house, hours=1)
        assert (stock(house), rows(house)["refund"]) == ((5, 0, 0), 1)
        [refund] = contents(house)["refund"]
        assert "done" in refund


def test_a_parcel_on_its_way_is_not_cancelled() -> None:
    with a_house() as house:
        chat = ordered(house)
        pay(chat, "success")
        wait(house, hours=30)
        chat.play((do("cancel"), refused("conflict"), says("That’s no longer possible at this stage of the order."),
                   order("confirmed", "captured", "handed_over")))
        chat.play((do("change", address={"city": "Leeds"}), refused("conflict")))


@pytest.mark.parametrize("outcome", ["success", "timeout", "late"])
def test_paying_at_the_very_moment_the_hold_ends(outcome: str) -> None:
    """The instant belongs to the expiry: either the order is paid with its units, or it is over without them."""
    with a_house() as house:
        only_left(house, 1)
        chat = ordered(house)
        end = house.clock.now() + timedelta(minutes=30)
        house.clock.move_to(end)  # type: ignore[union-attr]
        chat.play((do("pay", method="sandbox", outcome=outcome), refused("expired", "order")))
        live_until(house, end)
        assert (look(chat), stock(house)) == (("expired", "none", "none"), (1, 0, 0))


@pytest.mark.parametrize("outcome", ["success", "timeout", "late"])
def test_paying_a_moment_before_the_hold_ends(outcome: str) -> None:
    with a_house() as house:
        only_left(house, 1)
        chat = ordered(house)
        house.clock.move_to(house.clock.now() + timedelta(minutes=30) - timedelta(microseconds=1))  # type: ignore[union-attr]
        pay(chat, outcome)
        wait(house, hours=3)
        assert (look(chat)[:2], stock(house)) == (("confirmed", "captured"), (0, 0, 1))
        assert stock_is_conserved(house)


def test_nobody_pays_for_somebody_else() -> None:
    with a_house() as house:
        chat = ordered(house)
        code = chat.turns[-1][1].state["order"]["code"]
        Chat(house, "eve").play((do("pay", method="sandbox", code=code), refused("not_found", "order")))
        assert look(chat) == ("placed", "none", "none")


def test_two_invoices_each_with_its_own_button() -> None:
    with a_house() as house:
        chat = ordered(house)
        first = chat.turns[-1][1].state["order"]["code"]
        chat.play((do("add", sku="E4"),), (do("shipping", option="post"), order("placed", "none", "none")))
        second = chat.turns[-1][1].state["order"]["code"]
        chat.play((do("pay", method="sandbox", code=first), order("confirmed", "captured", "none")))
        assert chat.turns[-1][1].state["order"]["code"] == first
        chat.play((do("pay", method="sandbox"), order("confirmed", "captured", "none")))
        assert chat.turns[-1][1].state["order"]["code"] == second


def test_the_worker_goes_on_however_often_a_job_was_tried() -> None:
    """A parcel is looked up hundreds of times; the wait after a failure must stay finite."""
    with a_house() as house:
        chat = ordered(house)
        pay(chat, "success")
        wait(house, hours=10)
        with house.database.write(house.clock.now()) as work:
            work._driver.cursor.execute("UPDATE job SET attempts = 5000 WHERE kind = 'parcel.track'")  # type: ignore[attr-defined]
            work._driver.cursor.execute("UPDATE shipment SET tracking_code = ''")  # type: ignore[attr-defined]
        carrier = house.worker._carriers
        tracked = carrier.track

        async def broken(*_: object) -> object:
            raise RuntimeError("the carrier's page is down")

        carrier.track = broken  # type: ignore[method-assign,assignment]
        wait(house, hours=5)
        carrier.track = tracked  # type: ignore[method-assign]
        wait(house, days=30)
        assert look(chat) == ("completed", "captured", "delivered")


def test_a_slow_provider_is_not_interrupted() -> None:
    """The answer does not wait for ever; the payment goes on, counts once, and its outcome is told."""
    with a_house() as house:
        sent = told(house)
        chat = ordered(house)
        payments, asked = house.worker._payments, []
        at_once = payments.pay

        async def slowly(request: PaymentRequest) -> PaymentResult:
            asked.append(request.key)
            await asyncio.sleep(0.3)
            return await at_once(request)

        payments.pay = slowly  # type: ignore[method-assign]
        house.conversation._patience = 0.05
        turn = Turn.from_json({"id": "pay", "buyer": "ana", "action": {"verb": "pay", "args": {"method": "sandbox"}}})

        async def scene() -> Answer:
            answer = await house.conversation.answer(turn)
            await asyncio.sleep(0.6)
            return answer

        answer = asyncio.run(scene())
        assert answer.state["order"]["payment"] == "pending"
        assert "Your payment is being processed" in answer.texts[0]
        assert (look(chat), len(asked)) == (("confirmed", "captured", "none"), 1)
        wait(house, minutes=5)
        assert (len(asked), len(sent)) == (1, 1)
        assert sent[0][1]["replies"][0]["blocks"][0]["text"].startswith("Your payment has arrived: order TW-")
        assert answered(house, turn) == answer
