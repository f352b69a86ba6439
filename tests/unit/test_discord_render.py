"""Replies as Discord messages: words, cards with pictures, buttons, lists, links, forms, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bots.channels.discord.pictures import PictureFile, shown_file
from bots.channels.discord.render import Message, Place, pictures_of, render
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
    Receipt,
    ReceiptLine,
    Reply,
    Text,
)
from commerce_core.domain.money import Money
from tests.peers import discord_rules as rules

EUR = Money(4127, "EUR")
ADD = Button("Add", Action("add", {"sku": "MOKA-6", "quantity": 1}))
CARD = ProductCard("moka-pot", "MOKA-6", "Moka *pot*", EUR, "€41.27", ("in stock",), "/pictures/moka-pot.webp", "A red pot", (ADD,))
FILE = PictureFile("picture.webp", "image/webp", b"RIFF")
NO_MENTIONS = {"parse": [], "replied_user": False}
ADD_ROW = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Add", "custom_id": "add|s:MOKA-6|q#1"}]}


def messages(*blocks: Block, place: Place | None = None, media: dict[str, PictureFile] | None = None) -> list[Message]:
    found = render(Reply(blocks), place or Place(), media or {})
    for message in found:
        assert message.body["allowed_mentions"] == NO_MENTIONS
        if not message.files:
            rules.message(message.body, {}, created=True)
    return found


def bodies(*blocks: Block, **more: Any) -> list[dict[str, Any]]:
    return [{name: part for name, part in message.body.items() if name != "allowed_mentions"} for message in messages(*blocks, **more)]


def labels(body: dict[str, Any]) -> list[list[str]]:
    return [[part["label"] for part in row["components"]] for row in body["components"]]


def test_texts_and_choices_in_a_row_are_one_message() -> None:
    assert bodies(Text("Hello *there*"), Text("Second"), Choices("Which?", (ADD,))) == [
        {"content": "Hello \\*there\\*\n\nSecond\n\nWhich?", "components": [ADD_ROW]}]


def test_a_product_is_an_embed_under_the_words_before_it() -> None:
    [message] = messages(Text("Look:"), CARD, media={"/pictures/moka-pot.webp": FILE})
    assert message.body == {
        "content": "Look:", "allowed_mentions": NO_MENTIONS, "components": [ADD_ROW],
        "embeds": [{"title": "Moka \\*pot\\* · €41.27", "description": "in stock", "image": {"url": "attachment://picture.webp"}}],
    }
    assert [(each.file, each.alt) for each in message.files] == [(FILE, "A red pot")]


def test_each_card_stands_with_its_own_buttons() -> None:
    assert [labels(body) for body in bodies(CARD, CARD, Text("after"))[:2]] == [[["Add"]], [["Add"]]]
    assert bodies(CARD, Text("after"))[1] == {"content": "after"}


def test_a_picture_without_a_file_is_its_address_or_its_words() -> None:
    [body] = bodies(CARD, place=Place(public_url="https://shop.example/"))
    assert body["embeds"][0]["image"] == {"url": "https://shop.example/pictures/moka-pot.webp"}
    [body] = bodies(CARD)
    assert "image" not in body["embeds"][0]
    assert bodies(Picture("https://a.example/b.jpg", "The workshop")) == [
        {"embeds": [{"description": "The workshop", "image": {"url": "https://a.example/b.jpg"}}]}]
    assert bodies(Picture("/none.webp", "The workshop")) == [{"content": "The workshop"}]
    assert bodies(Picture("/none.webp", "")) == [{"content": "…"}]


def test_a_receipt_ends_in_bold() -> None:
    receipt = Receipt({}, (ReceiptLine("Goods", EUR, "€41.27", "exact", Action("why", {"charge": 0})),), EUR, "Total", "€41.27", "exact", "Why?")
    [body] = bodies(receipt)
    assert body["embeds"] == [{"description": "Goods: €41.27\n**Total: €41.27**"}]
    assert labels(body) == [["Why? Goods"]]


def test_an_invoice_counts_down_and_links_where_a_link_can_be_opened() -> None:
    invoice = Invoice("7K4M", "Invoice 7K4M", EUR, "€49.94", datetime(2026, 3, 1, tzinfo=UTC), "Pay by noon", (
        PayOption("card", "Card", url="https://pay.example/7K4M"), PayOption("cash", "Cash", action=Action("pay", {"method": "cash"})),
        PayOption("local", "Here", url="http://localhost:8000/pay"), PayOption("page", "Page", url="/pay/7K4M"),
        PayOption("long", "Long", url="https://pay.example/" + "x" * 500),
    ))
    [body] = bodies(invoice, place=Place(public_url="https://shop.example"))
    assert body["embeds"] == [{"title": "Invoice 7K4M", "description": "€49.94\nPay by noon\nHere: http:\\//localhost:8000/pay\n"
                               f"Long: https:\\//pay.example/{'x' * 500}\n<t:1772323200:R>"}]
    assert body["components"] == [{"type": 1, "components": [
        {"type": 2, "style": 5, "label": "Card", "url": "https://pay.example/7K4M"},
        {"type": 2, "style": 3, "label": "Cash", "custom_id": "pay|m:cash"},
        {"type": 2, "style": 5, "label": "Page", "url": "https://shop.example/pay/7K4M"}]}]


def test_a_document_is_a_link_where_it_can_be_opened() -> None:
    [body] = bodies(Document("Invoice.pdf", "application/pdf", "/d/1.pdf"), place=Place(public_url="https://shop.example"))
    assert (body["content"], body["components"][0]["components"][0]["url"]) == ("Invoice.pdf", "https://shop.example/d/1.pdf")
    assert bodies(Document("Invoice.pdf", "application/pdf", "/d/1.pdf")) == [{"content": "Invoice.pdf: /d/1.pdf"}]


def test_a_long_list_is_a_select() -> None:
    buttons = tuple(Button(f"Land {n}", Action("set_country", {"country": f"{n:02}"})) for n in range(27))
    [body] = bodies(Choices("Which country?", buttons))
    first, second = (row["components"][0] for row in body["components"])
    assert (first["custom_id"], second["custom_id"], first["placeholder"]) == ("pick0", "pick1", "Which country?")
    assert (len(first["options"]), len(second["options"])) == (25, 2)
    assert first["options"][3] == {"label": "Land 3", "value": "set_country|y:03"}
    assert labels(bodies(Choices("Which?", buttons[:5]))[0]) == [["Land 0", "Land 1", "Land 2", "Land 3", "Land 4"]]


def test_more_than_a_message_holds_goes_on_in_the_next() -> None:
    many = replace(CARD, picture=None, actions=tuple(Button(str(n), Action("show", {"product": f"p{n}"})) for n in range(27)))
    first, second = bodies(many)
    assert [len(row) for row in labels(first)] == [5, 5, 5, 5, 5]
    assert (second["content"], labels(second)) == ("…", [["25", "26"]])


def test_equal_actions_in_one_message_have_ids_of_their_own() -> None:
    [body] = bodies(Choices("Pick", (ADD, Button("Add again", ADD.action))))
    assert [part["custom_id"] for part in body["components"][0]["components"]] == ["add|s:MOKA-6|q#1", "1!add|s:MOKA-6|q#1"]


def test_a_button_without_room_for_its_action_is_a_line() -> None:
    [body] = bodies(Choices("Pick", (Button("Long _one_", Action("search", {"text": "x" * 100})), ADD)))
    assert (body["content"], labels(body)) == ("Pick\n· Long \\_one\\_", [["Add"]])
    [body] = bodies(replace(CARD, picture=None, actions=(Button("Long", Action("search", {"text": "x" * 100})),)))
    assert body["embeds"][0]["description"] == "in stock\n· Long"


def test_buttons_hang_under_the_last_part_of_a_long_text() -> None:
    first, second = bodies(Choices("x" * 1900 + "\n\n" + "y" * 1900, (ADD,)))
    assert (first, second["content"], labels(second)) == ({"content": "x" * 1900}, "y" * 1900, [["Add"]])


def test_a_long_card_is_more_than_one_embed_and_its_picture_stands_in_the_first() -> None:
    card = replace(CARD, facts=tuple("word " * 150 for _ in range(12)), title="t" * 300)
    found = messages(card, media={"/pictures/moka-pot.webp": FILE})
    assert len(found) == 3
    assert [bool(message.files) for message in found] == [True, False, False]
    assert "title" not in found[0].body["embeds"][0]
    assert ["components" in message.body for message in found] == [False, False, True]


def test_the_form_hangs_under_the_last_message() -> None:
    form = Button("Fill in the form", Action("open_form", {"name": "address"}))
    assert labels(bodies(Text("Where to?"), place=Place(form=form))[0]) == [["Fill in the form"]]
    assert [labels(body) for body in bodies(CARD, place=Place(form=form))] == [[["Add"]], [["Fill in the form"]]]


def test_a_room_reply_answers_under_the_message_and_mentions_nobody() -> None:
    first, second = bodies(Text("@ana has two"), CARD, CARD, place=Place(room=True, reply_to=9))
    assert first["content"] == "@\u2060ana has two"
    assert first["message_reference"] == {"message_id": "9", "fail_if_not_exists": False}
    assert "message_reference" not in second


def test_arabic_lines_read_from_the_right() -> None:
    [body] = bodies(Text("أهلًا\nMoka pot"), Choices("اختر", (Button("Moka", Action("basket")),)), place=Place("rtl"))
    assert (body["content"], labels(body)) == ("أهلًا\n\u200fMoka pot\n\nاختر", [["\u200fMoka"]])


def test_pictures_of_a_reply() -> None:
    assert pictures_of(Reply((Text("x"), CARD, Picture("https://a.example/b.jpg", "")))) == ["/pictures/moka-pot.webp", "https://a.example/b.jpg"]


@pytest.mark.parametrize(("kind", "name"), [("WEBP", "picture.webp"), ("PNG", "picture.png"), ("BMP", "picture.jpg")])
def test_a_picture_is_sent_as_it_is_where_discord_draws_it(tmp_path: Path, kind: str, name: str) -> None:
    Image.new("RGBA", (1500, 300), (255, 0, 0, 128)).save(tmp_path / "pot", kind)
    found = shown_file(tmp_path / "pot")
    assert found.name == name
    rules.picture(found.name, found.data)
    assert (found.data == (tmp_path / "pot").read_bytes()) == (kind != "BMP")


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pot.webp").write_text("<svg/>")
    with pytest.raises(OSError, match="cannot identify"):
        shown_file(tmp_path / "pot.webp")
