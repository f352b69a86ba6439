"""Between a reply and a channel: nothing is dropped, and a number means the same to the reader and to the shop."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bots.channels.channel import CAPABILITIES
from bots.channels.degrade import all_buttons, buttons_of, degrade, shown_text
from bots.messages import (
    Action,
    Answer,
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    OrderCard,
    OrderLine,
    PayOption,
    Picture,
    ProductCard,
    Progress,
    Receipt,
    ReceiptLine,
    Reply,
    Text,
    TrackingStep,
    answer_from_json,
)
from commerce_core.domain.money import Money

EUR = Money(4127, "EUR")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADD, WHY, PAY, GO = Action("add", {"sku": "A1"}), Action("why", {"charge": 0}), Action("pay", {"method": "sandbox"}), Action("checkout")
BLOCKS: tuple[Block, ...] = (
    Text("Hello"),
    ProductCard("pot", "B3", "Moka pot", EUR, "€41.27", ("steel", "red"), "/pictures/pot.webp", "A pot", (Button("Add", ADD), Button("Price", Action("quote")))),
    Choices("Which?", (Button("This", Action("show")),)),
    Receipt({}, (ReceiptLine("1 × Pot", EUR, "€41.27", "fixed"), ReceiptLine("VAT", EUR, "€7", "estimate", WHY)), EUR, "Total", "€48", "estimate", "Why?", (Button("Check out", GO),)),
    Invoice("TW-1", "Order TW-1", EUR, "To pay: €48", AT, "until noon", (PayOption("sandbox", "Pay €48", action=PAY), PayOption("card", "Card", url="https://pay.example/1"))),
    OrderCard("TW-1", "Order TW-1", "confirmed", "captured", "handed_over", "On its way", (OrderLine("B3", "Pot", 1, EUR, "€41.27"),), EUR, "Total: €48",
              (TrackingStep(AT, "noon · Left", "Hong Kong"), TrackingStep(AT, "later · Arrived", "")), (Button("Track", Action("track")),)),
    Document("invoice.pdf", "application/pdf", "https://shop.example/1.pdf"),
    Picture("https://shop.example/a.webp", "A picture"),
    Progress("One moment"),
)
REPLY = Reply(BLOCKS)
CONSOLE = """\
Hello

🖼 A pot

Moka pot · €41.27
steel
red
1. Add
2. Price

Which?
3. This

1 × Pot: €41.27
VAT: €7
Total: €48
4. Why? VAT
5. Check out

Order TW-1
To pay: €48
until noon
6. Pay €48
Card: https://pay.example/1

Order TW-1
On its way
1 × Pot · €41.27
Total: €48
noon · Left · Hong Kong
later · Arrived
7. Track

invoice.pdf: https://shop.example/1.pdf

🖼 A picture: https://shop.example/a.webp

One moment"""


def test_the_console_sees_everything_as_numbered_lines() -> None:
    assert shown_text(REPLY, "console") == CONSOLE


def test_a_number_is_the_button_of_that_place() -> None:
    assert [button.label for button in all_buttons(REPLY)] == ["Add", "Price", "This", "Why? VAT", "Check out", "Pay €48", "Track"]
    for number, button in enumerate(all_buttons(REPLY), 1):
        assert f"{number}. {button.label}" in CONSOLE.splitlines()


@pytest.mark.parametrize("channel", sorted(CAPABILITIES))
def test_no_word_and_no_button_is_lost(channel: str) -> None:
    shown = degrade(REPLY, CAPABILITIES[channel])
    text = shown_text(REPLY, channel)
    for word in ("Hello", "Moka pot", "€41.27", "steel", "Which?", "VAT", "€48", "To pay", "On its way", "Hong Kong", "invoice.pdf", "One moment"):
        assert word in text
    if CAPABILITIES[channel].numbered_choices:
        assert not any(buttons_of(block) for block in shown.blocks)
    else:
        assert [button.action for block in shown.blocks for button in buttons_of(block)] == [button.action for button in all_buttons(REPLY)]


def test_a_channel_with_cards_gets_them_unchanged() -> None:
    assert degrade(REPLY, CAPABILITIES["web"]) is REPLY


def test_whom_it_is_for_stays() -> None:
    reply = Reply((Text("x"),), "room", "7", "8")
    assert degrade(reply, CAPABILITIES["telegram"]) == reply


def test_blocks_without_words_are_no_empty_lines() -> None:
    assert shown_text(Reply((Text(""), Text("a"), Choices("", (Button("Go", GO),)))), "console") == "a\n\n1. Go"
    assert shown_text(Reply(()), "console") == ""


def test_every_block_comes_back_from_its_json() -> None:
    answer = Answer("1", (REPLY, Reply((Text("x"),), "room", "7", "8")), ("a", "b"), None, {"cart": []}, {"code": "invalid", "data": {}}, "rtl")
    assert answer_from_json(answer.as_json()) == answer
