"""What every channel owes a reply: all of it shown, within the platform's limits, and no text acting as markup.

A channel's test subclasses `ChannelContract` and gives it a `show`, which renders a reply and reads it back as the
platform would draw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from bots.channels.degrade import all_buttons
from bots.messages import (
    Action,
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
)
from commerce_core.domain.money import Money

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
EUR = Money(4127, "EUR")
BUTTONS = (
    Button("Add to basket", Action("add", {"sku": "MOKA-6", "quantity": 1})),
    Button("More like this", Action("browse", {"category": "coffee"})),
)
PRODUCT = ProductCard("moka-pot", "MOKA-6", "Moka pot", EUR, "€41.27", ("in stock", "1.1 kg"), "/pictures/moka-pot.webp", "A red pot", BUTTONS)
RECEIPT = Receipt(
    {}, (ReceiptLine("Goods", EUR, "€41.27", "exact"), ReceiptLine("Import VAT", EUR, "€8.67", "exact", Action("why", {"charge": "import_vat"})),
         ReceiptLine("Carrier's fee", None, "told on delivery", "unknown")),
    EUR, "Total", "€49.94 plus the carrier's fee on delivery", "estimate", "Why?", (Button("Check out", Action("checkout")),),
)
INVOICE = Invoice("7K4M", "Invoice 7K4M", EUR, "€49.94", AT, "Pay by noon", (
    PayOption("card", "Pay by card", url="https://pay.example/7K4M"), PayOption("cash", "Pay cash", action=Action("pay", {"method": "cash"}))))
ORDER = OrderCard("7K4M", "Order 7K4M", "placed", "captured", "booked", "Paid, booked", (OrderLine("MOKA-6", "Moka pot", 1, EUR, "€41.27"),), EUR,
                  "€49.94", (TrackingStep(AT, "Left the warehouse", "Hamburg"), TrackingStep(AT, "Booked", "")), (Button("Track", Action("track", {"code": "7K4M"})),))
BLOCKS: tuple[Block, ...] = (
    Text("Hello there"), PRODUCT, Choices("Which one?", BUTTONS), RECEIPT, INVOICE, ORDER,
    Document("Customs invoice", "application/pdf", "https://shop.example/doc/7K4M.pdf"), Picture("https://shop.example/room.jpg", "The workshop"),
    Progress("Waiting for the bank"),
)
WORDS: dict[str, tuple[str, ...]] = {
    "text": ("Hello there",), "product": ("Moka pot", "€41.27", "in stock", "1.1 kg"), "choices": ("Which one?",),
    "receipt": ("Goods", "€41.27", "Import VAT", "€8.67", "told on delivery", "Total", "€49.94 plus the carrier's fee on delivery"),
    "invoice": ("Invoice 7K4M", "€49.94", "Pay by noon"),
    "order": ("Order 7K4M", "Paid, booked", "1 × Moka pot", "Left the warehouse · Hamburg", "Booked"),
    "document": ("Customs invoice",), "picture": ("The workshop",), "progress": ("Waiting for the bank",),
}
LINKS = {"invoice": "https://pay.example/7K4M", "document": "https://shop.example/doc/7K4M.pdf", "picture": "https://shop.example/room.jpg"}
EMPTY: tuple[Block, ...] = (
    Text(""), replace(PRODUCT, facts=(), actions=(), picture=None, alt=""), Choices("", ()), Choices("", BUTTONS),
    replace(RECEIPT, lines=(), actions=()), replace(INVOICE, pay=()), replace(ORDER, lines=(), tracking=None, actions=()),
    replace(ORDER, tracking=()), Picture("https://shop.example/room.jpg", ""), Progress(""), Text(" \n\u200e "),
)
HOSTILE = {
    "html": '</b><b>&amp;<a href="tg://user?id=1">x</a>&lt;', "markdown": "*_`[x](y)~||>#+-=|{}.!\\", "override": "\u202egnp.exe",
    "open isolate": "\u2066\u2068\u202b", "closing isolates": "\u2069\u2069\u202c", "nul": "a\x00b", "lone surrogate": "a\ud83db",
    "mention": "@everyone <@1> @here", "newlines": "\r\n\u2028\n\n\n", "combining": "e" + "\u0301" * 300, "emoji": "👨‍👩‍👧🇪🇸" * 100, "long": "word " * 2000,
    "unbroken": "茶" * 5000, "arabic": "إبريق شاي من الخزف " * 20, "zero width": "\u200b\ufeff", "formula": "=HYPERLINK(1)",
}
FORBIDDEN = set("\x00\u202a\u202b\u202c\u202d\u202e\u200b\ufeff") | {chr(code) for code in range(0xD800, 0xE000)}


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as the platform draws it: `size` and `limit` in its own units; a button is (label, action or link)."""

    text: str
    size: int
    limit: int
    buttons: tuple[tuple[str, Action | str], ...] = ()
    links: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    label_limit: int = 1_000_000


class ChannelContract:
    """Subclass it, fulfil `show`. `numbered` is for channels whose actions are numbered lines."""

    numbered = False
    pictures_as_links = False

    def show(self, reply: Reply, direction: Literal["ltr", "rtl"] = "ltr") -> list[Shown]:
        raise NotImplementedError

    def words(self, shown: list[Shown]) -> str:
        return "\n".join(message.text for message in shown)

    def check(self, shown: list[Shown]) -> None:
        for message in shown:
            assert message.size <= message.limit
            assert message.text.strip() or message.links, "an empty message"
            for part in [message.text, *(label for label, _ in message.buttons)]:
                assert not FORBIDDEN & set(part)
                for line in part.split("\n"):
                    assert _balanced(line), line
            assert all(label.strip() and len(label.encode("utf-16-le")) // 2 <= message.label_limit for label, _ in message.buttons)

    def reachable(self, reply: Reply, shown: list[Shown]) -> None:
        """Every action is a button, or a line with its label."""
        targets = [target for message in shown for _, target in message.buttons]
        for number, button in enumerate(all_buttons(reply), start=1):
            assert f"{number}. " in self.words(shown) if self.numbered else button.action in targets

    @pytest.mark.parametrize("block", BLOCKS, ids=[block.type for block in BLOCKS])
    @pytest.mark.parametrize("direction", ["ltr", "rtl"])
    def test_each_block_is_shown_whole(self, block: Block, direction: Literal["ltr", "rtl"]) -> None:
        reply = Reply((block,))
        shown = self.show(reply, direction)
        self.check(shown)
        for words in WORDS[block.type]:
            assert words in self.words(shown)
        self.reachable(reply, shown)
        link = LINKS.get(block.type)
        links = [target for message in shown for _, target in message.buttons] + [link for message in shown for link in message.links]
        assert link is None or link in links or link in self.words(shown)

    def test_all_blocks_together_keep_their_order(self) -> None:
        reply = Reply(BLOCKS)
        shown = self.show(reply)
        self.check(shown)
        words = self.words(shown)
        places = [words.index(WORDS[block.type][0]) for block in BLOCKS]
        assert places == sorted(places)
        self.reachable(reply, shown)

    def test_a_reply_without_blocks_shows_nothing(self) -> None:
        assert self.show(Reply(())) == []

    @pytest.mark.parametrize("block", EMPTY, ids=[f"{at}-{block.type}" for at, block in enumerate(EMPTY)])
    def test_empty_parts(self, block: Block) -> None:
        reply = Reply((block,))
        shown = self.show(reply)
        self.check(shown)
        self.reachable(reply, shown)

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    @pytest.mark.parametrize("direction", ["ltr", "rtl"])
    @pytest.mark.parametrize("audience", ["buyer", "room"])
    def test_hostile_text_anywhere(self, text: str, direction: Literal["ltr", "rtl"], audience: Literal["buyer", "room"]) -> None:
        for block in BLOCKS:
            reply = Reply((_filled(block, text),), audience)
            shown = self.show(reply, direction)
            self.check(shown)
            assert audience == "buyer" or not any(message.mentions for message in shown)

    def test_markup_in_text_is_read_as_written(self) -> None:
        assert self.words(self.show(Reply((Text(HOSTILE["html"]),)))) == HOSTILE["html"]
        assert self.words(self.show(Reply((Text(HOSTILE["markdown"]),)))) == HOSTILE["markdown"]

    def test_a_long_text_is_shown_to_the_end(self) -> None:
        text = "\n\n".join(" ".join(f"{paragraph}.{word}" for word in range(60)) for paragraph in range(200))
        shown = self.show(Reply((Text(text), Choices("Which one?", BUTTONS))))
        self.check(shown)
        assert self.words(shown).split() == [*text.split(), "Which", "one?"]
        assert [target for _, target in shown[-1].buttons] == [button.action for button in BUTTONS] or self.numbered

    def test_many_buttons(self) -> None:
        buttons = tuple(Button(f"Product {n}", Action("show", {"product": f"p{n}"})) for n in range(250))
        reply = Reply((Choices("All", buttons),))
        shown = self.show(reply)
        self.check(shown)
        self.reachable(reply, shown)

    def test_an_action_too_large_for_a_button_is_not_dropped(self) -> None:
        button = Button("The very long one", Action("search", {"text": "x" * 3000}))
        shown = self.show(Reply((Choices("Pick", (button,)),)))
        self.check(shown)
        assert "The very long one" in self.words(shown) + "".join(label for message in shown for label, _ in message.buttons)


def _filled(value: Any, text: str) -> Any:
    """A block with every text a person reads replaced."""
    kept = {"type", "product", "sku", "code", "order", "payment", "fulfilment", "certainty", "quote", "url", "method", "picture", "media_type"}
    changes: dict[str, Any] = {}
    for name in (field.name for field in fields(value)):
        part = getattr(value, name)
        if name in kept:
            continue
        if isinstance(part, str):
            changes[name] = text
        elif isinstance(part, tuple):
            changes[name] = tuple(text if isinstance(item, str) else _filled(item, text) for item in part)
    return replace(value, **changes)


def _balanced(line: str) -> bool:
    depth = 0
    for step in _steps(line):
        depth += step
        if depth < 0:
            return False
    return depth == 0


def _steps(line: str) -> Iterator[int]:
    for sign in line:
        if sign in "\u2066\u2067\u2068":
            yield 1
        elif sign == "\u2069":
            yield -1
