"""Which language to go on in, and whether a message among others is for the shop: on readings made by hand."""

from __future__ import annotations

import pytest

from bots.dialogue.listening import language_of, meant_for_us
from bots.dialogue.memory import Memory
from bots.messages import Action, Turn
from nlu.reading import Intent, LanguageGuess, Reading


def reading(text: str, code: str, confidence: float, evidence: tuple[str, ...] = ("words", "script"), intent: str = "search_product", sure: float = 0.9) -> Reading:
    return Reading(text, LanguageGuess(code, None, confidence, (), evidence), Intent(intent, sure))


@pytest.mark.parametrize(("before", "text", "code", "confidence", "evidence", "language"), [
    ([], "hola", "es", 0.9, ("words",), "es"), ([], "?", "und", 0.0, (), "en"), ([], "bonjour", "fr", 0.99, ("words",), "fr"),
    (["es"], "STOP", "en", 0.73, ("letters",), "es"), (["es"], "hello there", "en", 0.79, ("words",), "es"), (["es"], "hello there", "en", 0.8, ("words",), "en"),
    (["es"], "Rua Augusta 1200", "pt", 0.97, ("letters",), "es"), (["es"], "quero dois vestidos vermelhos", "pt", 0.97, ("letters",), "pt"),
    (["es"], "Berlin", "de", 0.93, ("words",), "es"), (["es"], "yes", "en", 0.99, ("words",), "en"), (["es"], "为什么", "zh-Hans", 0.92, ("letters",), "zh-Hans"),
    (["es"], "A12", "und", 0.0, (), "es"), (["fr"], "Berlin", "de", 0.93, ("words",), "de"), (["en"], "hola", "es", 0.98, ("words",), "es"),
])
def test_the_language_to_go_on_in(before: list[str], text: str, code: str, confidence: float, evidence: tuple[str, ...], language: str) -> None:
    assert language_of(Turn("1", "ana", text=text), reading(text, code, confidence, evidence), Memory(languages=before)) == language


@pytest.mark.parametrize(("locale", "text", "code", "confidence", "language"), [
    ("es-MX", "STOP", "en", 0.73, "es"), ("es-MX", "hello there", "en", 0.9, "en"), ("zh-CN", "ok", "und", 0.0, "zh-Hans"), (None, "STOP", "en", 0.73, "en"),
    ("nonsense", "STOP", "en", 0.73, "en"), ("fr-FR", "Berlin", "de", 0.9, "de"),
])
def test_a_first_word_that_says_little_takes_the_platforms_language(locale: str | None, text: str, code: str, confidence: float, language: str) -> None:
    assert language_of(Turn("1", "ana", text=text, locale=locale), reading(text, code, confidence), Memory()) == language


@pytest.mark.parametrize(("public", "intent", "sure", "meant"), [
    (False, "greet", 0.99, True), (True, "greet", 0.99, False), (True, "out_of_scope", 0.99, False), (True, "affirm", 0.99, False), (True, "complaint", 0.99, False),
    (True, "ask_price", 0.9, True), (True, "ask_price", 0.59, False), (True, "search_product", 0.6, True), (True, "help", 0.99, True),
])
def test_what_is_meant_for_us(public: bool, intent: str, sure: float, meant: bool) -> None:
    assert meant_for_us(Turn("1", "ana", text="x", public=public), reading("x", "en", 1.0, (), intent, sure)) is meant


def test_a_pressed_button_is_always_meant_for_us() -> None:
    assert meant_for_us(Turn("1", "ana", action=Action("help"), public=True), reading("", "en", 0.0, (), "out_of_scope", 0.0))
