"""After a price to the door: "it" is what was priced, a charge is explained by its name, and layers of duty are told apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bots.dialogue.cues import charge_named
from bots.dialogue.words import words_for
from commerce_core.services.catalogue import ShowCatalogue
from tests.dialogue.purchase import Chat, cart, never_says, says
from tests.shop_in_memory import a_house

AUTUMN = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""When the EU's flat duty and three layers of duty in the United States are in force."""


def test_it_is_what_was_just_priced_and_not_the_whole_list() -> None:
    with a_house(AUTUMN) as house:
        chat = Chat(house, locale="en-GB")
        chat.does("set_country", country="DE")
        assert len(chat.does("recommend").blocks("product")) == 5
        chat.does("quote", sku="B7")
        chat.play(("I'll take it", cart(B7=1)))


def test_a_variant_is_asked_for_when_the_price_named_none() -> None:
    with a_house(AUTUMN) as house:
        chat = Chat(house, locale="en-GB")
        chat.does("set_country", country="DE")
        chat.does("quote", sku="C1")
        chat.play(("two of them please", cart(), says("Wireless")), ("white", cart(C1_WHITE=2)))


@pytest.mark.parametrize(("question", "explained", "other"), [
    ("¿por qué tengo que pagar IVA?", "Impuesto de importación: es el mismo", "Aranceles: los cobra"),
    ("¿por qué hay aranceles?", "Aranceles: los cobra", "Impuesto de importación: es el mismo"),
])
def test_the_charge_that_was_named_is_explained_alone(question: str, explained: str, other: str) -> None:
    with a_house(AUTUMN) as house:
        chat = Chat(house, locale="es-ES")
        chat.does("set_country", country="ES")
        chat.does("quote", sku="B7")
        chat.play((question, says(explained), never_says(other)))


def test_layers_of_one_kind_of_duty_carry_their_rates() -> None:
    with a_house(AUTUMN) as house:
        chat = Chat(house, locale="en-US")
        chat.does("set_country", country="US")
        [receipt] = chat.does("quote", sku="D5").blocks("receipt")
        duties = [line["label"] for line in receipt["lines"] if line["label"].startswith("Customs duty")]
        assert duties == ["Customs duty, 26%", "Customs duty, 7.5%", "Customs duty, 12.5%"]
        why = chat.does("why", charge="duty").text
        assert why.count("How it is worked out:") == 3
        assert " ; " not in why


@pytest.mark.parametrize(("text", "kind"), [
    ("why is there VAT?", "import_vat"), ("¿y los aranceles?", "duty"), ("为什么要收关税？", "duty"), ("لماذا أدفع ضريبة؟", "import_vat"),
    ("duty and VAT?", None), ("why so much?", None),
])
def test_a_charge_is_known_by_its_name_in_every_language(text: str, kind: str | None) -> None:
    assert charge_named(text) == kind


def test_arithmetic_is_written_with_the_language_s_decimal_sign() -> None:
    assert words_for("es", "ES").arithmetic("17.28 x 21%") == "17,28 × 21%"
    assert words_for("en", "GB").arithmetic("1 x 3.00") == "1 × 3.00"


def test_a_shelf_is_found_by_its_name() -> None:
    with a_house(AUTUMN) as house:
        heard = Chat(house, locale="en-GB").says("something nice for my kitchen under 15 pounds")
        shelf = {product.id for product in house.core.ask(ShowCatalogue()).products if product.category == "kitchen"}
        found = [block["product"] for block in heard.blocks("product")]
        assert found
        assert set(found) <= shelf


def test_a_question_that_is_nearly_out_of_scope_is_answered_as_what_it_likely_means() -> None:
    with a_house(AUTUMN) as house:
        chat = Chat(house, locale="es-ES")
        chat.says("hola, quiero una lámpara barata")
        heard = chat.says("¿cuánto cuesta enviada a Madrid?")
        assert heard.text.startswith("Sí, hacemos envíos a España:")
        assert heard.blocks("product") == []  # and no goods whose names merely look like "cuánto cuesta"
