"""Small words that steer a conversation: ways out, questions, "make it three", why, ways of shipping, when to pay, gifts."""

from __future__ import annotations

import pytest

from bots.dialogue.cues import (
    delivery_terms,
    folded,
    gift_for,
    is_question,
    is_way_out,
    is_why,
    makes_it,
    picks,
    tries_again,
    way_of_shipping,
)


@pytest.mark.parametrize(("text", "plain"), [
    ("  ¡HOLA! ", "hola"), ("Atrás", "atras"), ("ÇÁ", "ca"), ("إلغاء", "الغاء"), ("Ｓtop．", "stop"), ("取消。", "取消"), ("مُدُن", "مدن"), ("", ""),
])
def test_folding(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(("text", "language", "out"), [
    ("cancel", "en", True), ("Cancel.", "en", True), ("STOP", "es", True), ("cancelar", "es", True), ("Atras", "es", True), ("取消", "zh-Hans", True),
    ("الغاء", "ar", True), ("إلغاء!", "ar", True), ("cancelar", "en", False), ("cancel street 5", "en", False), ("Nolan", "en", False), ("", "en", False),
])
def test_ways_out(text: str, language: str, out: bool) -> None:
    assert is_way_out(text, language) is out


@pytest.mark.parametrize(("text", "language", "asks"), [
    ("how long does it take", "en", True), ("Main Street 5", "en", False), ("5?", "en", True), ("¿cuánto", "es", True), ("cuanto tarda", "es", True),
    ("Calle Quevedo 5", "es", False), ("多少钱", "zh-Hans", True), ("南京路5号", "zh-Hans", False), ("كم يوم", "ar", True), ("شارع كمال", "ar", False),
    ("why؟", "ar", True), ("什么时候到？", "en", True), ("Which Way 7", "fr", False),
])
def test_questions(text: str, language: str, asks: bool) -> None:
    assert is_question(text, language) is asks


@pytest.mark.parametrize(("text", "language", "replaces"), [
    ("make it three", "en", True), ("three more", "en", False), ("only 2", "en", True), ("mejor que sean tres", "es", True), ("tres más", "es", False),
    ("改成三个", "zh-Hans", True), ("再来三个", "zh-Hans", False), ("خليها ثلاثة", "ar", True), ("ثلاثة أخرى", "ar", False),
])
def test_make_it(text: str, language: str, replaces: bool) -> None:
    assert makes_it(text, language) is replaces


@pytest.mark.parametrize(("text", "why"), [
    ("why?", True), ("Why", True), ("but why??", True), ("why so much?", True), ("¿por qué?", True), ("¿y por qué tanto?", True), ("为什么？", True),
    ("为什么这么贵？", True), ("ليش؟", True), ("لماذا", True), ("why not a dress", False), ("por qué no llega mi pedido", False), ("", False),
])
def test_why(text: str, why: bool) -> None:
    assert is_why(text) is why


@pytest.mark.parametrize(("text", "way"), [
    ("the cheapest one", "post"), ("express please", "courier"), ("por correo", "post"), ("la más rápida", "courier"), ("快递", "courier"),
    ("最便宜的", "post"), ("سريع", "courier"), ("الأرخص", "post"), ("cheap and fast", None), ("hello", None), ("", None),
])
def test_ways_of_shipping(text: str, way: str | None) -> None:
    assert way_of_shipping(text) == way


@pytest.mark.parametrize(("text", "terms"), [
    ("everything now", "DDP"), ("pay later", "DAP"), ("the rest on delivery", "DAP"), ("todo ahora", "DDP"), ("al recibir", "DAP"), ("现在付清", "DDP"),
    ("签收时付", "DAP"), ("كل شيء الآن", "DDP"), ("عند التسليم", "DAP"), ("pay some now and the rest later", "DAP"), ("hm", None),
])
def test_when_to_pay(text: str, terms: str | None) -> None:
    assert delivery_terms(text) == terms


@pytest.mark.parametrize(("text", "again"), [
    ("try again", True), ("otra vez", True), ("reinténtalo", True), ("再试一次", True), ("حاول مرة أخرى", True), ("pay", False), ("against", False),
    ("again " + "x" * 60, False),
])
def test_try_again(text: str, again: bool) -> None:
    assert tries_again(text) is again


@pytest.mark.parametrize(("text", "who"), [
    ("something for my mother", "mother"), ("para mi papá", "father"), ("送妈妈", "mother"), ("لأمي", "mother"), ("para mi novia", "partner"),
    ("给孩子的礼物", "child"), ("for a friend", "friend"), ("for my boss", "colleague"), ("motherboard", None), ("a lamp", None),
])
def test_who_a_gift_is_for(text: str, who: str | None) -> None:
    assert gift_for(text) == who


def test_picking_a_choice_by_its_words() -> None:
    labels = ["Tracked post, 9–18 days: €5", "Express courier, 3–6 days: €9", "Help"]
    assert picks("express courier", labels) == 1
    assert picks("courier", labels) == 1
    assert picks("help", labels) == 2
    assert picks("days", labels) is None
    assert picks("", labels) is None
    assert picks("e", labels) is None
    assert picks("ayuda", labels) is None
