"""Replies as Bot API methods: one message per thought, captions, keyboards in rows, links, and what does not fit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import BufferedInputFile, InlineKeyboardButton

from bots.channels.telegram.render import Place, keyboard, pictures_of, render
from bots.messages import (
    Action,
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    PayOption,
    Picture,
    ProductCard,
    Reply,
    Text,
)
from commerce_core.domain.money import Money

EUR = Money(4127, "EUR")
ADD = Button("Add", Action("add", {"sku": "MOKA-6", "quantity": 1}))
CARD = ProductCard("moka-pot", "MOKA-6", "Moka <pot>", EUR, "€41.27", ("in stock",), "/pictures/moka-pot.webp", "A red pot", (ADD,))
PREVIEW_OFF = {"is_disabled": True}


def shown(*blocks: Block, place: Place | None = None, media: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    methods = render(Reply(blocks), place or Place(7), media or {})
    return [{"method": type(method).__name__} | method.model_dump(exclude_unset=True, exclude_none=True) for method in methods]


def labels(message: dict[str, Any]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]


def test_texts_and_choices_in_a_row_are_one_message() -> None:
    assert shown(Text("Hello & <welcome>"), Text("Second"), Choices("Which?", (ADD,))) == [{
        "method": "SendMessage", "chat_id": 7, "text": "Hello &amp; &lt;welcome&gt;\n\nSecond\n\nWhich?", "parse_mode": "HTML",
        "link_preview_options": PREVIEW_OFF,
        "reply_markup": {"inline_keyboard": [[{"text": "Add", "callback_data": "add|s:MOKA-6|q#1"}]]},
    }]


def test_a_product_is_a_photo_with_its_text_as_caption() -> None:
    assert shown(Text("Look:"), CARD, media={"/pictures/moka-pot.webp": "FILE_ID"}) == [
        {"method": "SendMessage", "chat_id": 7, "text": "Look:", "parse_mode": "HTML", "link_preview_options": PREVIEW_OFF},
        {
            "method": "SendPhoto", "chat_id": 7, "photo": "FILE_ID", "caption": "<b>Moka &lt;pot&gt; · €41.27</b>\nin stock", "parse_mode": "HTML",
            "reply_markup": {"inline_keyboard": [[{"text": "Add", "callback_data": "add|s:MOKA-6|q#1"}]]},
        },
    ]


def test_a_local_picture_is_the_upload_and_a_public_one_its_address() -> None:
    file = BufferedInputFile(b"jpeg", "moka-pot.jpg")
    [method] = render(Reply((CARD,)), Place(7), {"/pictures/moka-pot.webp": file})
    assert method.photo is file  # type: ignore[union-attr]
    [message] = shown(CARD, place=Place(7, public_url="https://shop.example/"))
    assert message["photo"] == "https://shop.example/pictures/moka-pot.webp"
    [message] = shown(CARD)
    assert message["method"] == "SendMessage" and message["text"] == "<b>Moka &lt;pot&gt; · €41.27</b>\nin stock"


def test_a_picture_alone_says_what_it_shows() -> None:
    assert shown(Picture("https://shop.example/a.jpg", "The workshop")) == [
        {"method": "SendPhoto", "chat_id": 7, "photo": "https://shop.example/a.jpg", "caption": "The workshop", "parse_mode": "HTML"}]
    [message] = shown(Picture("/pictures/none.webp", "The workshop"))
    assert (message["method"], message["text"]) == ("SendMessage", "The workshop")


def test_a_caption_that_is_too_long_follows_its_photo() -> None:
    long = ProductCard("p", "S", "Pot", EUR, "€41.27", ("😀" * 520,), "/p.webp", "A pot", (ADD,))
    photo, text = shown(long, media={"/p.webp": "F"})
    assert photo == {"method": "SendPhoto", "chat_id": 7, "photo": "F", "caption": "A pot", "parse_mode": "HTML"}
    assert text["text"] == "<b>Pot · €41.27</b>\n" + "😀" * 520
    assert labels(text) == [["Add"]]
    fits = ProductCard("p", "S", "Pot", EUR, "€41.27", ("😀" * 505,), "/p.webp", "A pot", (ADD,))
    assert [message["method"] for message in shown(fits, media={"/p.webp": "F"})] == ["SendPhoto"]


def test_the_keyboard_hangs_under_the_last_part() -> None:
    first, second = shown(Choices("x" * 4000 + "\n\n" + "y" * 4000, (ADD,)))
    assert (first["text"], "reply_markup" in first) == ("x" * 4000, False)
    assert (second["text"], labels(second)) == ("y" * 4000, [["Add"]])


def test_ways_to_pay() -> None:
    invoice = Invoice("7K4M", "Invoice 7K4M", EUR, "€49.94", datetime(2026, 3, 1, tzinfo=UTC), "Pay by noon", (
        PayOption("card", "Card", url="https://pay.example/7K4M"), PayOption("cash", "Cash", action=Action("pay", {"method": "cash"})),
        PayOption("local", "Here", url="http://localhost:8000/pay"), PayOption("page", "Page", url="/pay/7K4M"),
    ))
    [message] = shown(invoice, place=Place(7, public_url="https://shop.example"))
    assert message["text"] == "<b>Invoice 7K4M</b>\n€49.94\nPay by noon\nHere: http://localhost:8000/pay"
    assert message["reply_markup"]["inline_keyboard"] == [[
        {"text": "Card", "url": "https://pay.example/7K4M"}, {"text": "Cash", "callback_data": "pay|m:cash"},
        {"text": "Page", "url": "https://shop.example/pay/7K4M"},
    ]]


def test_a_document_is_a_link_where_it_can_be_opened() -> None:
    [message] = shown(Document("Invoice.pdf", "application/pdf", "/d/1.pdf"), place=Place(7, public_url="https://shop.example"))
    assert message["text"] == "Invoice.pdf"
    assert message["reply_markup"]["inline_keyboard"] == [[{"text": "Invoice.pdf", "url": "https://shop.example/d/1.pdf"}]]
    [message] = shown(Document("Invoice.pdf", "application/pdf", "/d/1.pdf"))
    assert message["text"] == "Invoice.pdf: /d/1.pdf"


def test_a_button_without_room_for_its_data_is_a_line() -> None:
    [message] = shown(Choices("Pick", (Button("Long <one>", Action("search", {"text": "x" * 60})), ADD)))
    assert message["text"] == "Pick\n· Long &lt;one&gt;"
    assert labels(message) == [["Add"]]


def test_buttons_without_words_still_have_a_message() -> None:
    [message] = shown(Choices("", (ADD,)))
    assert message["text"] == "…"


def test_more_buttons_than_a_keyboard_holds() -> None:
    buttons = tuple(Button(f"{n}", Action("show", {"product": f"p{n}"})) for n in range(201))
    messages = shown(Choices("All", buttons))
    assert [message["text"] for message in messages] == ["All", "…", "…"]
    assert [sum(map(len, labels(message))) for message in messages] == [100, 100, 1]


def test_a_room_reply_answers_under_the_message_without_mentions() -> None:
    first, second = shown(Text("@ana has two"), CARD, place=Place(-100, room=True, reply_to=9))
    assert first["text"] == "@\u2060ana has two"
    assert first["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}
    assert "reply_parameters" not in second


def test_arabic_lines_read_from_the_right() -> None:
    [message] = shown(Text("أهلًا\nMoka pot"), Choices("اختر", (Button("Moka", Action("basket")),)), place=Place(7, "rtl"))
    assert message["text"] == "أهلًا\n\u200fMoka pot\n\nاختر"
    assert labels(message) == [["\u200fMoka"]]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["1", "2", "3", "4", "5", "6", "7", "8", "9"], [8, 1]),
        (["Add to basket", "Details"], [2]),
        (["Yes", "No", "Maybe"], [3]),
        (["Why? Import VAT, 19 %", "Why? Customs duty", "Check out"], [1, 2]),
        (["加入购物车", "查看详情", "更多"], [3]),
        (["加入购物车并结算", "查看商品详情"], [2]),
        (["A very long label for one product"] * 2, [1, 1]),
        ([], []),
    ],
)
def test_rows(texts: list[str], rows: list[int]) -> None:
    board = keyboard([InlineKeyboardButton(text=text, callback_data="x") for text in texts])
    assert [len(row) for row in board.inline_keyboard] == rows if board else rows == []


def test_pictures_of_a_reply() -> None:
    assert pictures_of(Reply((Text("x"), CARD, Picture("https://a.example/b.jpg", ""), CARD))) == [
        "/pictures/moka-pot.webp", "https://a.example/b.jpg", "/pictures/moka-pot.webp"]
