"""The page's words: every language says everything, places in braces included, and the right language is chosen."""

import json
import re
from importlib import resources

import pytest

from bots.web.buyers import preferred_locales
from bots.web.services import LANGUAGES
from bots.web.words import all_countries, direction, language_for, language_names, worded_languages, words

OWN_SCRIPT = {"zh-Hans": re.compile("[\u4e00-\u9fff]"), "ar": re.compile("[\u0600-\u06ff]")}


def own(language: str) -> dict[str, str]:
    return json.loads(resources.files("bots.web").joinpath("words", "chat", f"{language}.json").read_text(encoding="utf-8"))


def test_the_four_languages_have_words() -> None:
    assert worded_languages() == set(LANGUAGES)


@pytest.mark.parametrize("language", ["es", "zh-Hans", "ar"])
def test_each_language_says_all_that_english_says(language: str) -> None:
    english, spoken = own("en"), own(language)
    assert set(spoken) == set(english)
    for name, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", spoken[name])) == sorted(re.findall(r"\{\w+\}", text)), name


@pytest.mark.parametrize("language", ["zh-Hans", "ar"])
def test_words_are_in_the_language_s_own_script(language: str) -> None:
    sayings = {name: text for name, text in own(language).items() if re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text))}
    assert set(sayings) <= {"page.noscript"}
    shown = {name for name, text in own(language).items() if not OWN_SCRIPT[language].search(text)}
    assert shown <= {"chip.guessed"}


def test_a_language_without_words_speaks_english() -> None:
    assert words("sw")["chat.send"] == "Send"
    assert words("../en") == words("en")


@pytest.mark.parametrize(("header", "locales"), [
    ("es-MX,es;q=0.9,en;q=0.8", ("es-MX", "es", "en")),
    ("en;q=0.5, ar", ("ar", "en")),
    ("fr;q=0, de", ("de",)),
    ("*, <script>, de;q=x, pt;level=1", ()),
    (None, ()),
    ("zh-Hant-TW", ("zh-Hant-TW",)),
])
def test_accept_language(header: str | None, locales: tuple[str, ...]) -> None:
    assert preferred_locales(header) == locales


@pytest.mark.parametrize(("locales", "language"), [
    (("es-MX", "en"), "es"), (("zh-CN",), "zh-Hans"), (("zh-TW",), "zh-Hans"), (("fr", "ar-EG"), "ar"), ((), "en"),
    (("sw",), "en"), (("zh-Hans-CN",), "zh-Hans"),
])
def test_the_first_language_we_speak_is_chosen(locales: tuple[str, ...], language: str) -> None:
    assert language_for(locales, LANGUAGES) == language


def test_directions_and_names() -> None:
    assert [direction(language) for language in (*LANGUAGES, "fa", "he")] == ["ltr", "ltr", "ltr", "rtl", "rtl", "rtl"]
    assert language_names(LANGUAGES) == {"en": "English", "es": "Español", "zh-Hans": "中文 (简体)", "ar": "العربية"}


def test_countries_are_countries() -> None:
    countries = all_countries()
    assert {"DE", "BR", "AE", "CN", "XK"} <= set(countries)
    assert not {"EU", "UN", "ZZ", "QO", "001"} & set(countries)
    assert len(countries) == 250
