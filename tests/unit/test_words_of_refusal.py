"""Every refusal of the contract in words, in each language: a whole sentence, no code, no raw id, its own script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bots.dialogue.memory import Form, Memory
from bots.dialogue.moment import Moment
from bots.dialogue.refusing import words_of_refusal
from bots.dialogue.words import words_for
from bots.messages import Action, Block, Choices, Text, Turn
from bots.runtime.house import House
from commerce_core.domain.buyer import Buyer, Place
from commerce_core.domain.refusals import CODES, Refusal
from tests.shop_in_memory import a_house

USD = {"minor": 2000, "currency": "USD"}
REFUSALS = [
    Refusal("missing", field="stars"), Refusal("missing", field="basket"), Refusal("invalid", field="quantity"), Refusal("invalid", field="kind"),
    Refusal("out_of_stock", sku="A7", product="hammered-bangle"), Refusal("low_stock", sku="A7", product="hammered-bangle", available=1),
    Refusal("low_stock", sku="A7", product="hammered-bangle", available=3), Refusal("quantity_exceeded", field="quantity", limit=50),
    Refusal("payment_declined", order="TW-00000000-0"), Refusal("requires_3ds"), Refusal("coupon_invalid", code="X"), Refusal("coupon_expired", code="X"),
    Refusal("minimum_not_met", code="X", minimum=USD), Refusal("region_restricted", field="weight", country="DE"), Refusal("region_restricted", field="country_code", country="DE"),
    Refusal("region_restricted", field="country_area", country="DE"), Refusal("region_restricted", field="date"), Refusal("region_restricted", field="option", country="DE"),
    Refusal("age_verification_required"), Refusal("not_found", field="order", value="x"), Refusal("not_found", field="order"), Refusal("not_found", field="country", value="x"),
    Refusal("not_found", field="currency", value="x"), Refusal("not_found", field="product", value="x"), Refusal("not_found", field="option", value="x"),
    Refusal("not_found", field="method", value="x"), Refusal("not_found", field="line", value=1), Refusal("not_found", field="charge", value=1), Refusal("not_found", field="lines"),
    Refusal("conflict", status="expired"), Refusal("rate_limited"), Refusal("expired", field="order", code="x"), Refusal("expired", field="quote"),
    Refusal("expired", field="return", days=30), Refusal("unsupported", field="verb", value="x"), Refusal("unsupported", field="language", value="x"),
    Refusal("unsupported", field="currency", value="x"), Refusal("prohibited_item", sku="E1", field="lines[0]"), Refusal("prohibited_item", field="lines"),
    Refusal("sanctioned_destination", field="destination.country"), Refusal("forbidden"),
]
SCRIPTS = {"en": "[a-z]", "es": "[a-záéíóúñ]", "zh-Hans": "[\u4e00-\u9fff]", "ar": "[\u0600-\u06ff]"}


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with a_house() as house:
        yield house


def said(house: House, refusal: Refusal, language: str, memory: Memory | None = None) -> tuple[list[Block], Moment]:
    buyer = Buyer("0" * 32, "console", "main", "ana", language, "EUR", destination=Place("DE", "known"))
    with house.core.snapshot() as tx:
        moment = Moment(tx, Turn("1", "ana"), buyer, memory or Memory(), words_for(language, "DE"))
        return words_of_refusal(moment, refusal, Action("x")), moment


def texts(blocks: list[Block]) -> str:
    return "\n".join(block.text if isinstance(block, Text) else block.prompt for block in blocks if isinstance(block, Text | Choices))


def test_every_code_is_among_them() -> None:
    assert {refusal.code for refusal in REFUSALS} == CODES


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: f"{each.code}-{each.data.get('field', '')}")
def test_a_refusal_in_words(house: House, refusal: Refusal, language: str) -> None:
    blocks, moment = said(house, refusal, language)
    text = texts(blocks)
    assert re.search(SCRIPTS[language], text)
    assert not re.search(r"[{}_]|None|refused|hammered-bangle|\bA7\b", text), text
    if language in {"zh-Hans", "ar"}:
        assert not re.search("[A-Za-z]{4}", text.replace("Tradewind", "").replace("USD", "")), text
    assert moment.refused == refusal.as_json()


def test_some_sentences_to_the_letter(house: House) -> None:
    assert texts(said(house, REFUSALS[5], "en")[0]) == "Hammered Gold-Tone Bangle: only one is left."
    assert texts(said(house, REFUSALS[6], "es")[0]) == "Brazalete dorado martillado: quedan solo 3 unidades."
    assert texts(said(house, Refusal("minimum_not_met", minimum=USD), "en")[0]) == "That code needs a basket of at least 20,00\u00a0US$."
    assert texts(said(house, Refusal("out_of_stock", sku="A7"), "zh-Hans")[0]) == "很抱歉，锤纹镀金手镯已经售罄。"


@pytest.mark.parametrize(("field", "form"), [("country", None), ("region", "region")])
def test_what_is_asked_for_instead_is_no_refusal(house: House, field: str, form: str | None) -> None:
    blocks, moment = said(house, Refusal("missing", field=field), "en")
    assert (moment.refused, moment.memory.pending) == (None, {"verb": "x", "args": {}})
    assert (moment.memory.form.name if moment.memory.form else None) == form
    assert texts(blocks).endswith("?") or "country" in texts(blocks)


def test_in_a_form_the_field_is_asked_for_again(house: House) -> None:
    for form, question in (
        (Form("tax_id", "CPF", "BR"), "Customs in Brazil"), (Form("region", "country_area", "BR"), "Tax in Brazil depends"),
        (Form("address", "postal_code", "DE"), "Postal code? For example"), (Form("change", "street_address", "DE"), "Street and number?"),
    ):
        field = "tax_id" if form.name == "tax_id" else form.field
        blocks, _ = said(house, Refusal("invalid", field=field), "en", Memory(form=form))
        assert texts(blocks).startswith("That doesn’t look right. Could you check it and write it again?\n" + question)
