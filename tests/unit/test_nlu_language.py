"""Telling languages: script, words, locale, memory, variants; the three backends keep one promise."""

import pytest

from nlu.folding import fold
from nlu.identifiers import identifier
from nlu.language import identify, locale_region, read_locale
from tests.trained_understanding import understanding

SENTENCES = [
    ("en", "show me a red dress please"), ("es", "quiero un vestido rojo por favor"), ("zh-Hans", "请问这件衣服多少钱"),
    ("zh-Hant", "請問這件衣服多少錢"), ("ar", "كم سعر هذا الفستان"), ("fr", "je cherche une robe rouge s'il vous plaît"),
    ("de", "ich möchte ein rotes Kleid kaufen"), ("pt", "quanto custa o vestido vermelho com frete"),
    ("it", "vorrei comprare questo vestito rosso"), ("nl", "wat kost deze rode jurk met verzending"),
    ("pl", "ile kosztuje ta czerwona sukienka"), ("ru", "сколько стоит это красное платье"), ("uk", "скільки коштує ця червона сукня"),
    ("tr", "bu kırmızı elbise ne kadar"), ("hi", "यह लाल ड्रेस कितने की है"), ("id", "berapa harga gaun merah ini kak"),
    ("vi", "váy đỏ này giá bao nhiêu"), ("th", "ชุดเดรสสีแดงราคาเท่าไหร่"), ("ja", "赤いワンピースはいくらですか"),
    ("ko", "빨간 원피스 얼마예요"),
]  # fmt: skip


def told(text: str, locale: str | None = None, history: tuple[str, ...] = (), backend: str = "eldc") -> str:
    return identify(fold(text), understanding().engine.words, identifier(backend), locale, history).code


@pytest.mark.parametrize("backend", ["eldc", "py3langid", "langdetect"])
@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_every_backend_tells_the_twenty_languages(backend: str, language: str, text: str) -> None:
    assert told(text, backend=backend) == language


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(ValueError, match="'guess' is not one of eldc, py3langid, langdetect"):
        identifier("guess")


@pytest.mark.parametrize("text", ["A12 x2", "ok", "👍", "", "123", "+1", "...", "no"])
def test_a_message_that_says_nothing_keeps_the_chats_language_then_the_locales(text: str) -> None:
    assert [told(text, history=("en", "zh-Hant")), told(text, "es-MX"), told(text)] == ["zh-Hant", "es", "und"]


@pytest.mark.parametrize(
    ("text", "locale", "language"),
    [
        ("hola, quiero comprar un vestido", "en-US", "es"), ("hola", "de-DE", "es"), ("where is my order", "es-MX", "en"),
        ("你好", "zh-TW", "zh-Hant"), ("你好", "zh-CN", "zh-Hans"), ("你好", None, "zh-Hans"), ("謝謝", "zh-CN", "zh-Hant"),
    ],
)  # fmt: skip
def test_the_locale_is_a_hint_that_words_outweigh(text: str, locale: str | None, language: str) -> None:
    assert told(text, locale) == language


def test_a_chat_switches_when_the_words_are_sure() -> None:
    assert told("sorry, can we speak about my order in English please", history=("es", "es")) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mujhe lal dress chahiye kitne ka hai", "hi"),
        ("3ayez fostan ahmar bkam da", "ar"),
        ("καλημέρα σας", "el"),
        ("jag vill köpa en röd klänning", "sv"),
    ],
)
def test_romanised_hindi_and_arabic_and_other_languages_are_told(text: str, language: str) -> None:
    assert told(text) == language


@pytest.mark.parametrize(
    ("text", "locale", "variant"),
    [
        ("quiero un vestido", "es-MX", "es-419"), ("quiero un vestido", "es-ES", "es-ES"), ("quiero un vestido", None, None),
        ("¿vosotros tenéis vestidos?", "es-MX", "es-ES"), ("você tem vestido vermelho? qual o frete?", None, "pt-BR"),
        ("quanto custa o vestido", "pt_PT.UTF-8", "pt-PT"), ("where is it", "es-ES", None),
    ],
)  # fmt: skip
def test_variants(text: str, locale: str | None, variant: str | None) -> None:
    assert identify(fold(text), understanding().engine.words, identifier(), locale).variant == variant


@pytest.mark.parametrize(
    ("locale", "read", "region"),
    [
        ("pt-BR", ("pt", "pt-BR"), "BR"), ("zh_Hant_TW", ("zh-Hant", None), "TW"), ("zh-HK", ("zh-Hant", None), "HK"),
        ("zh-Hans-HK", ("zh-Hans", None), "HK"), ("es-419", ("es", "es-419"), "419"), ("en_US.UTF-8", ("en", None), "US"),
        ("in", ("id", None), None), ("C", (None, None), None), ("💥", (None, None), None), (None, (None, None), None),
    ],
)  # fmt: skip
def test_locales_are_read(locale: str | None, read: tuple[str | None, str | None], region: str | None) -> None:
    assert (read_locale(locale), locale_region(locale)) == (read, region)
