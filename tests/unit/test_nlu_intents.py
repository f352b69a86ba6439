"""What is decided about intents beside the trained engine."""

import pytest

from nlu.folding import fold
from nlu.intents import bare_value, basket_change, clauses, in_scope, priced_to_the_door, private, settle
from nlu.reading import Intent
from tests.trained_understanding import understanding


def test_the_first_sure_request_is_the_intent_and_the_others_follow() -> None:
    whole = (("ask_shipping", 0.87), ("add_to_cart", 0.1))
    parts = [("greet", 0.99), ("add_to_cart", 0.9), ("ask_shipping", 0.8), ("ask_price", 0.3)]
    assert settle(whole, parts) == (Intent("add_to_cart", 0.9), (Intent("ask_shipping", 0.8),))


def test_politeness_is_not_a_request_of_its_own() -> None:
    assert settle((("track_order", 0.7),), [("thank", 0.99), ("track_order", 0.8)]) == (Intent("track_order", 0.7), ())


def test_a_request_beside_a_greeting_is_the_intent() -> None:
    assert settle((("greet", 0.6),), [("greet", 0.99), ("ask_price", 0.8)]) == (Intent("ask_price", 0.8), ())


def test_what_nothing_explains_is_out_of_scope() -> None:
    assert in_scope(Intent("ask_price", 0.19)) == Intent("out_of_scope", 0.19)
    assert in_scope(Intent("ask_price", 0.21)) == Intent("ask_price", 0.21)


def test_a_doubtful_claim_outside_a_room_is_something_else() -> None:
    ranking = (("release_claim", 0.5), ("cancel_order", 0.4), ("live_claim", 0.05))
    assert private(ranking) == (("cancel_order", 0.4), ("release_claim", 0.5), ("live_claim", 0.05))
    assert private((("live_claim", 0.9), ("add_to_cart", 0.1)))[0] == ("live_claim", 0.9)


def test_a_price_asked_with_a_destination_is_a_question_of_shipping() -> None:
    assert priced_to_the_door(Intent("ask_price", 0.4), ["parcel"]) == Intent("ask_shipping", 0.6)
    assert priced_to_the_door(Intent("ask_price", 0.4), ["home"]) == Intent("ask_price", 0.4)
    assert priced_to_the_door(Intent("ask_duties", 0.9), ["parcel"]) == Intent("ask_duties", 0.9)


def test_a_change_of_number_without_an_order_is_meant_for_the_basket() -> None:
    change = Intent("change_order", 0.7)
    assert basket_change(change, ["quantity"], ["change"]) == Intent("add_to_cart", 0.7)
    assert basket_change(change, ["quantity"], ["change", "order"]) == change
    assert basket_change(change, ["quantity", "order_id"], []) == change


def test_a_bare_value_names_its_intent() -> None:
    assert bare_value(["country", "city"], 0) == Intent("set_country", 0.9)
    assert bare_value(["country"], 1) is None
    assert bare_value(["country", "currency"], 0) is None
    assert bare_value(["sku"], 0) is None


def test_clauses_end_at_marks_and_begin_at_words_such_as_also() -> None:
    text = "i want A12, do you ship to chile? 38.5 please"
    assert clauses(fold(text), {}) == ["i want a12", "do you ship to chile", "38.5 please"]
    assert clauses(fold("one clause only"), {}) == []


MESSAGES = [
    ("en", "hi", "greet"), ("en", "what do you sell?", "browse_catalogue"), ("en", "show me a red dress under 50 euros", "search_product"),
    ("en", "something for my mother", "recommend"), ("en", "the second one", "product_detail"), ("en", "how much is the second one", "ask_price"),
    ("en", "how much is it shipped to Mexico?", "ask_shipping"), ("en", "add it to my cart", "add_to_cart"), ("en", "two of those", "add_to_cart"),
    ("en", "make it three", "add_to_cart"), ("en", "checkout", "checkout"), ("en", "I live in Germany", "set_country"), ("en", "why duty?", "ask_duties"),
    ("en", "where is my order", "track_order"), ("en", "cancel it", "cancel_order"), ("en", "thanks", "thank"), ("en", "yes", "affirm"),
    ("en", "I want to talk to a real person", "human_agent"), ("en", "you are an idiot", "out_of_scope"), ("en", "what's the weather like", "out_of_scope"),
    ("es", "hola", "greet"), ("es", "¿qué venden?", "browse_catalogue"), ("es", "muéstrame un vestido rojo por menos de 50 euros", "search_product"),
    ("es", "algo para mi madre", "recommend"), ("es", "el segundo", "product_detail"), ("es", "cuánto cuesta el segundo", "ask_price"),
    ("es", "¿cuánto cuesta con envío a Chile?", "ask_shipping"), ("es", "añádelo al carrito", "add_to_cart"), ("es", "dos de esos", "add_to_cart"),
    ("es", "que sean tres", "add_to_cart"), ("es", "quiero pagar", "checkout"), ("es", "vivo en Chile", "set_country"),
    ("es", "por qué tengo que pagar aranceles", "ask_duties"), ("es", "dónde está mi pedido", "track_order"), ("es", "cancela mi pedido", "cancel_order"),
    ("es", "gracias", "thank"), ("es", "sí", "affirm"), ("es", "quiero hablar con una persona", "human_agent"), ("es", "eres un idiota", "out_of_scope"),
    ("es", "qué tiempo hace hoy", "out_of_scope"),
    ("zh-Hans", "你好", "greet"), ("zh-Hans", "你们卖什么？", "browse_catalogue"), ("zh-Hans", "有没有50欧元以下的红色连衣裙", "search_product"),
    ("zh-Hans", "送妈妈的礼物", "recommend"), ("zh-Hans", "第二个", "product_detail"), ("zh-Hans", "第二个多少钱", "ask_price"),
    ("zh-Hans", "寄到上海多少钱", "ask_shipping"), ("zh-Hans", "加入购物车", "add_to_cart"), ("zh-Hans", "来两件", "add_to_cart"), ("zh-Hans", "改成三个", "add_to_cart"),
    ("zh-Hans", "结账", "checkout"), ("zh-Hans", "我住在德国", "set_country"), ("zh-Hans", "为什么要交关税", "ask_duties"),
    ("zh-Hans", "我的订单到哪了", "track_order"), ("zh-Hans", "取消订单", "cancel_order"), ("zh-Hans", "谢谢", "thank"), ("zh-Hans", "是的", "affirm"),
    ("zh-Hans", "我要找人工客服", "human_agent"), ("zh-Hans", "你是傻子吗", "out_of_scope"), ("zh-Hans", "今天天气怎么样", "out_of_scope"),
    ("ar", "مرحبا", "greet"), ("ar", "ماذا تبيعون؟", "browse_catalogue"), ("ar", "أريد فستان أحمر تحت ٥٠ يورو", "search_product"),
    ("ar", "هدية لوالدتي", "recommend"), ("ar", "الثاني", "product_detail"), ("ar", "كم سعر الثاني", "ask_price"),
    ("ar", "كم يكلف الشحن إلى دبي", "ask_shipping"), ("ar", "أضفه إلى السلة", "add_to_cart"), ("ar", "أريد اثنين منها", "add_to_cart"),
    ("ar", "أريد أن أدفع", "checkout"), ("ar", "أعيش في ألمانيا", "set_country"), ("ar", "لماذا الجمارك؟", "ask_duties"),
    ("ar", "أين طلبي", "track_order"), ("ar", "ألغ طلبي", "cancel_order"), ("ar", "شكرا", "thank"), ("ar", "نعم", "affirm"),
    ("ar", "أريد التحدث مع شخص", "human_agent"), ("ar", "أنت غبي", "out_of_scope"), ("ar", "كيف الطقس اليوم", "out_of_scope"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "intent"), MESSAGES)
def test_what_buyers_say_most_is_understood(language: str, text: str, intent: str) -> None:
    reading = understanding().read(text)
    assert (reading.language.code, reading.intent.name) == (language, intent)


@pytest.mark.parametrize("text", ["", "   ", "...", "?!.", "\x00", "\u200b", "—"])
def test_nothing_said_is_out_of_scope_without_confidence(text: str) -> None:
    reading = understanding().read(text)
    assert (reading.intent, reading.entities, reading.claim) == (Intent("out_of_scope", 0.0), (), None)


@pytest.mark.parametrize(
    ("sign", "intent"),
    [
        ("👍", "affirm"),
        ("👍🏽", "affirm"),
        ("👎", "deny"),
        ("✅", "affirm"),
        ("🙏", "thank"),
        ("👋", "greet"),
        ("🛒", "view_cart"),
    ],
)
def test_known_signs_speak(sign: str, intent: str) -> None:
    assert understanding().read(sign).intent.name == intent
