"""Short exchanges in four languages: what is said, and exactly what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bots.runtime.house import House
from tests.dialogue.purchase import (
    Chat,
    asks,
    cart,
    do,
    goes_to,
    never_says,
    offers,
    order,
    priced_in,
    refused,
    says,
    shows,
    silent,
    speaks,
)
from tests.shop_in_memory import a_house, stock_is_conserved


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with a_house() as house:
        yield house
        assert stock_is_conserved(house)


_NUMBER = iter(range(10_000))


def chat(house: House, locale: str | None = None, channel: str = "console", **platform: Any) -> Chat:
    """A new buyer, whom nobody has met."""
    hints = {"locale": locale} if locale else {}
    return Chat(house, f"buyer{next(_NUMBER)}", channel, **hints, **platform)


# References to what was just shown

@pytest.mark.parametrize(("locale", "script"), [
    ("en-US", [("what's popular?",), ("the third one", shows("travel-chess")), ("two of those", cart(F6=2)), ("make it three", cart(F6=3)),
               ("remove it", cart())]),
    ("es-ES", [("¿qué es lo más popular?",), ("el último", shows("wrap-dress")), ("quiero el negro, talla M", cart(A12_BLACK_M=1)),
               ("mejor que sean dos", cart(A12_BLACK_M=2)), ("quítalo", cart())]),
    ("zh-CN", [("热门推荐",), ("第三个", shows("gongfu-tea-set")), ("来两套", cart(B7=2)), ("改成三套", cart(B7=3))]),
    ("ar-AE", [("ماذا تنصحني لأمي؟",), ("الثاني", shows("hammered-bangle")), ("أضف قطعتين", cart(A7=2)), ("خليها ثلاثة", cart(A7=3))]),
    ("en-GB", [("show me mugs", shows("ceramic-mugs")), ("the green ones", cart(B1_GREEN=1)), ("add the blue one", cart(B1_GREEN=1, B1_BLUE=1))]),
    ("en-GB", [("what's popular?",), ("the ninth one", says("Which of these do you mean?"), cart())]),
    ("en-GB", [("a red dress", shows("wrap-dress")), ("size M please", says("red · M")), ]),
])
def test_references(house: House, locale: str, script: list[tuple[Any, ...]]) -> None:
    chat(house, locale).play(*script)


# Two things in one message

def test_a_second_clause_is_answered_too(house: House) -> None:
    chat(house, "es-MX").play(
        ("quiero 2 de la A7, ¿envían a Chile?", cart(A7=2), goes_to("CL", "likely"), priced_in("CLP"),
         says("Agregado a tu carrito: 2 × Brazalete dorado martillado.", "Chile")),
    )
    chat(house, "en-GB").play(
        ("add A7, and where is my order?", cart(A7=1), says("Added: 1 × Hammered Gold-Tone Bangle.", "You have no orders yet.")),
    )
    chat(house, "en-GB").play(
        ("hello, do you have green tea?", shows("longjing-tea"), never_says("Hello!")),
    )


# Chips: country, currency, language

@pytest.mark.parametrize(("text", "country", "status", "currency"), [
    ("I live in Canada", "CA", "known", "CAD"), ("vivo en México", "MX", "known", "MXN"),
    ("envíalo a España", "ES", "known", "EUR"), ("我在新加坡", "SG", "known", "SGD"),
    ("أعيش في الكويت", "KW", "known", "KWD"),
])
def test_a_country_said_is_where_it_goes(house: House, text: str, country: str, status: str, currency: str) -> None:
    chat(house).play((text, goes_to(country, status), priced_in(currency), offers("recommend", "browse")))


@pytest.mark.parametrize(("locale", "named", "country"), [
    ("en-GB", "mexico", "MX"), ("en-GB", "UK", "GB"), ("en-GB", "united states", "US"), ("es-MX", "alemania", "DE"), ("es-MX", "Germany", "DE"), ("zh-CN", "日本", "JP"),
    ("ar-AE", "مصر", "EG"), ("en-GB", "ae", "AE"), ("en-GB", "Narnia", None),
])
def test_a_country_may_be_sent_by_its_name(house: House, locale: str, named: str, country: str | None) -> None:
    talk = chat(house, locale)
    talk.play((do("help"),), (do("set_country", country=named), goes_to(country, "known") if country else refused("not_found", "country")))


def test_a_number_that_may_be_a_postal_code_moves_nobody(house: House) -> None:
    chat(house, "en-GB").play(
        ("hi", goes_to("GB", "guess")),
        ("10115", goes_to("GB", "guess"), priced_in("GBP")),
    )


@pytest.mark.parametrize(("text", "currency", "words"), [
    ("show prices in euros", "EUR", "Euro"), ("precios en dólares", "USD", "dólar estadounidense"), ("用日元显示价格", "JPY", "日元"),
    ("الأسعار بالدرهم الإماراتي", "AED", "درهم إماراتي"),
])
def test_a_currency_said_is_what_prices_are_in(house: House, text: str, currency: str, words: str) -> None:
    chat(house).play((text, priced_in(currency), says(words)))


def test_a_language_asked_for_is_kept(house: House) -> None:
    chat(house, "en-GB").play(
        ("can we speak Spanish?", speaks("es"), says("¡Claro que sí! Sigamos en español.")),
        ("what's popular?", speaks("es"), says("Lo que más gusta")),
        (do("set_language", language="ar"), speaks("ar"), says("بكل سرور، نكمل بالعربية.")),
        (do("set_language", language="zh"), speaks("zh-Hans"), says("好的，接下来我们用中文聊。")),
        (do("set_language", language="tlh"), speaks("zh-Hans"), refused("unsupported", "language"), says("English", "español", "العربية", "简体中文")),
    )


# The language of a chat

@pytest.mark.parametrize(("locale", "first", "language"), [
    ("es-MX", "hola", "es"), ("zh-CN", "你好", "zh-Hans"), ("ar-EG", "مرحبا", "ar"), ("en-US", "hello there", "en"),
])
@pytest.mark.parametrize("word", ["STOP", "ok", "OK", "👍", "A7", "Berlin", "SP", "Hauptstraße 5", "Rua Augusta 1200", "iPhone", "?", "7", "TW-00000000-0"])
def test_a_neutral_word_does_not_change_the_language(house: House, locale: str, first: str, language: str, word: str) -> None:
    chat(house, locale).play((first, speaks(language)), (word, speaks(language), never_says("I answer in English")))


@pytest.mark.parametrize(("first", "then", "language"), [
    ("hello there", "¿tienen tazas azules?", "es"), ("hola, buenas", "do you have blue mugs?", "en"), ("hello there", "有没有蓝色的杯子", "zh-Hans"),
    ("hello there", "هل عندكم أكواب؟", "ar"), ("你好", "what do you sell?", "en"), ("hola, buenas", "为什么？", "zh-Hans"),
])
def test_a_sentence_changes_the_language(house: House, first: str, then: str, language: str) -> None:
    chat(house).play((first,), (then, speaks(language)))


def test_other_languages_get_english_and_are_told_once(house: House) -> None:
    told = says("I can read your language, but for now I answer in English.")
    not_told = never_says("for now I answer in English")
    chat(house, "fr-FR").play(
        ("bonjour, je cherche une robe rouge", speaks("en"), told, goes_to("FR", "guess")),
        ("combien ça coûte ?", speaks("en"), not_told),
        ("merci beaucoup", speaks("en"), not_told, says("You’re welcome!")),
    )


# Decency

@pytest.mark.parametrize(("locale", "text", "words"), [
    ("en-GB", "STOP", "You won’t get any more offers from us."), ("es-MX", "BAJA", "ya no te enviaremos ofertas"),
    ("zh-CN", "退订", ""), ("ar-AE", "إلغاء الاشتراك", "لن تصلك عروض"),
    ("en-GB", "I want to talk to a person", "I’ve told our team."), ("es-MX", "quiero hablar con una persona", "Ya avisé a nuestro equipo."),
    ("zh-CN", "转人工", "已经通知我们的同事"), ("ar-AE", "أريد التحدث مع موظف", "أبلغنا فريقنا"),
    ("en-GB", "this is terrible, my parcel arrived broken", "I’m sorry about that."), ("es-MX", "mi paquete llegó roto, qué mal servicio", "Lamento mucho"),
    ("en-GB", "what's the weather like tomorrow?", "That’s beyond me"), ("es-MX", "¿quién ganó el partido ayer?", "Con eso no puedo ayudarte"),
    ("en-GB", "thanks", "You’re welcome!"), ("zh-CN", "谢谢", "不客气"), ("ar-AE", "شكرا", "على الرحب والسعة"), ("es-ES", "adiós", "¡Hasta pronto"),
    ("en-GB", "help", "Here is what you can say:"), ("es-MX", "ayuda", "Puedes escribirme cosas"), ("zh-CN", "帮助", ""), ("ar-AE", "مساعدة", "إليك أمثلة"),
])
def test_being_decent(house: House, locale: str, text: str, words: str) -> None:
    chat(house, locale).play((text, says(words), cart(), refused(None)))


@pytest.mark.parametrize(("locale", "text"), [("es-MX", "correo"), ("en-GB", "01305-100"), ("en-GB", "cancel"), ("zh-CN", "再见了朋友们吗")])
def test_nothing_is_done_on_a_hunch(house: House, locale: str, text: str) -> None:
    talk = chat(house, locale)
    talk.play((text, never_says("Ya avisé a nuestro equipo", "I’ve told our team"), cart()))
    assert talk.turns[-1][1].state["order"] is None


# Forms

def ready(house: House, locale: str, country: str) -> Chat:
    talk = chat(house, locale)
    talk.play((do("set_country", country=country),), (do("add", sku="E4", quantity=1), cart(E4=1)), (do("checkout"), asks("address", "name")))
    return talk


@pytest.mark.parametrize(("locale", "out"), [
    ("en-GB", "cancel"), ("en-GB", "Go back"), ("en-GB", "never mind"), ("en-GB", "STOP"), ("es-MX", "cancelar"), ("es-MX", "Atrás"),
    ("es-MX", "olvídalo"), ("zh-CN", "取消"), ("zh-CN", "算了"), ("zh-CN", "返回"), ("ar-AE", "إلغاء"), ("ar-AE", "الغاء"), ("ar-AE", "رجوع"),
    ("es-MX", "stop"), ("ar-AE", "cancel"), ("en-GB", "cancel my order please"),
])
def test_the_way_out_of_a_form(house: House, locale: str, out: str) -> None:
    talk = ready(house, locale, "GB")
    talk.play((out, asks(None), cart(E4=1), refused(None), offers("checkout", "basket")))


@pytest.mark.parametrize(("locale", "question", "words"), [
    ("en-GB", "how long does shipping take?", "days"), ("es-MX", "¿cuánto tarda el envío?", "días"), ("zh-CN", "要几天才能到？", "天"),
    ("ar-AE", "كم يوم يستغرق الشحن؟", "يوم"),
])
def test_a_question_inside_a_form_is_answered_and_the_form_goes_on(house: House, locale: str, question: str, words: str) -> None:
    talk = ready(house, locale, "GB")
    talk.play((question, says(words), asks("address", "name"), cart(E4=1)), ("Ada", asks("address", "street_address")))


def test_a_form_takes_what_it_is_given(house: House) -> None:
    """A name that is a word of the shop, a street with another country's name: they belong to the field."""
    talk = ready(house, "en-GB", "GB")
    talk.play(
        ("Red Dress", asks("address", "street_address")), ("12 Mexico Street", asks("address", "city"), goes_to("GB", "known")),
        ("Berlin", asks("address", "postal_code"), goes_to("GB", "known"), speaks("en")),
        ("I want to talk to a person", asks(None), says("I’ve told our team.")),
        ("checkout", asks("address", "postal_code")), ("SW1Y 4JH", asks(None), says("How should it travel?")),
    )


def test_signs_nobody_sees_are_no_part_of_an_address(house: House) -> None:
    talk = ready(house, "en-GB", "GB")
    talk.play(
        ("\u202eAda\u202c\u200b Lovelace\ufeff", asks("address", "street_address")), ("\u200b", asks("address", "street_address"), refused("missing", "street_address")),
        ("a" * 201, asks("address", "street_address"), refused("invalid", "street_address")), ("1 Row", asks("address", "city")),
    )


def test_a_region_form_gives_way_to_another_wish(house: House) -> None:
    talk = chat(house, "en-GB")
    talk.play(
        ("how much is A7 to Brazil?", asks("region", "country_area")), ("Atlantis", asks("region", "country_area"), refused("invalid", "country_area")),
        ("what's in my basket?", asks("region", "country_area"), says("Your basket is empty.", "Tax in Brazil depends on the region.")),
        ("show me mugs", asks(None), shows("ceramic-mugs")), ("how much is A7 to Brazil?", asks("region", "country_area")),
        ("Rio de Janeiro", asks(None), says("To your door in Brazil:")),
    )


def test_numbers_count_choices_or_what_is_shown(house: House) -> None:
    chat(house, "en-GB").play(("what's popular?",), ("2", says("Which country should it go to?")))
    chat(house, "en-GB", "telegram").play(("what's popular?", shows("tea-roads-book", "ceramic-mugs", "longjing-tea", "cotton-pillowcases", "ginger-infusion")),
                                           ("2", shows("ceramic-mugs")), ("3", cart(B1_BLUE=1)))


# What is not there, and what is not ours

def test_what_is_not_there(house: House) -> None:
    chat(house, "en-GB").play(
        ("add Z99", refused("not_found", "product"), says("I can’t find that product."), cart()),
        ("do you have unicorns?", says("I have nothing like “unicorns”. Perhaps one of these?")),
        ("where is my order TW-00000000-0?", refused("not_found", "order"), says("I can’t find an order with that code among yours.")),
        ("a green dress under 5 euros", says("Nothing fits all of that, but these come close")),
        (do("quote", sku="E1", quantity=1), says("Which country")),
        (do("set_country", country="KP"), refused("sanctioned_destination", "destination.country"), says("because of sanctions")),
        (do("set_country", country="XX"), refused("not_found", "country")),
        (do("set_currency", currency="XXX"), refused("not_found", "currency")),
        (do("set_currency", currency="YER"), refused("unsupported", "currency"), priced_in("USD")),
        (do("set_currency", currency="???"), refused("not_found", "currency")),
    )


def test_somebody_elses_order_is_not_found(house: House) -> None:
    talk = ready(house, "en-GB", "GB")
    code = talk.play(
        (do("address", name="Ada", street_address="1 Row", city="London", postal_code="SW1Y 4JH"),),
        (do("shipping", option="post"), order("placed", "none", "none")),
    ).state["order"]["code"]
    thief = chat(house, "en-GB")
    for verb in ("order", "track", "cancel", "change", "return", "withdraw", "pay"):
        thief.play((do(verb, code=code), refused("not_found", "order"), says("I can’t find an order with that code among yours.")))
    thief.play((do("rate", order=code, stars=5), refused("not_found", "order")), (f"cancel order {code}", refused("not_found", "order")))
    talk.play((do("order", code=code.lower().replace("-", " ")), order("placed", "none", "none")))


def test_orders_are_listed_when_there_are_several(house: House) -> None:
    talk = ready(house, "en-GB", "GB")
    talk.play((do("address", name="Ada", street_address="1 Row", city="London", postal_code="SW1Y 4JH"),), (do("shipping", option="post"),),
              (do("order"), offers("pay", "cancel")), (do("add", sku="A7"),), (do("shipping", option="post"), order("placed", "none", "none")),
              (do("order"), says("Your orders:", "Waiting for your payment"), offers("order", "order")),
              ("1", order("placed", "none", "none"), offers("pay", "cancel")))


# In public

@pytest.mark.parametrize("text", ["hello everyone", "lol", "thanks!", "what a day", "2", "yes", "STOP", "hola a todos", "你们好", "مرحبا", "A", "🎉"])
def test_small_talk_in_public_is_not_answered(house: House, text: str) -> None:
    talk = chat(house, "en-GB", "telegram", public=True, room="-100")
    talk.play((text, silent, cart(), goes_to(None, "ask")))


def test_public_words_neither_fill_forms_nor_press_buttons(house: House) -> None:
    talk = ready(house, "en-GB", "GB")
    talk.platform |= {"public": True, "room": "-100"}
    talk.play(("Ada Lovelace", silent, asks("address", "name")), ("how much is the moka pot?", says("Moka Pot"), cart(E4=1)), ("1", silent, cart(E4=1)))
    talk.platform |= {"public": False}
    talk.play(("Ada Lovelace", asks("address", "street_address")))


# Coupons, stock, limits

def test_a_sold_out_size_and_the_last_ones(house: House) -> None:
    chat(house, "en-GB").play(
        (do("add", sku="A7", quantity=50), cart(A7=50)), (do("add", sku="A7", quantity=1), refused("quantity_exceeded", "quantity"), cart(A7=50)),
    )


def test_a_receipt_can_be_asked_about_line_by_line(house: House) -> None:
    talk = chat(house, "en-GB")
    talk.play(("how much is B1-BLUE to France?", says("To your door in France:")), ("why is there VAT?", says("Import tax:")))
