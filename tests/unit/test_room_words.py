"""The live room's words: every language says everything, in its own script, with the same places in braces."""

import json
import re
from importlib import resources

import pytest

from bots.web.words import worded_languages

OWN_SCRIPT = {"zh-Hans": re.compile("[\u4e00-\u9fff]"), "ar": re.compile("[\u0600-\u06ff]")}
LANGUAGES = sorted(worded_languages() - {"en"})


def own(language: str) -> dict[str, str]:
    return json.loads(resources.files("bots.web").joinpath("words", "room", f"{language}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", [each for each in LANGUAGES if resources.files("bots.web").joinpath("words", "room", f"{each}.json").is_file()])
def test_each_language_says_all_that_english_says(language: str) -> None:
    english, spoken = own("en"), own(language)
    assert list(spoken) == list(english)
    for name, text in english.items():
        assert sorted(set(re.findall(r"\{\w+\}", spoken[name]))) == sorted(set(re.findall(r"\{\w+\}", text))), name


@pytest.mark.parametrize("language", OWN_SCRIPT)
def test_words_are_in_the_language_s_own_script(language: str) -> None:
    foreign = {name for name, text in own(language).items() if re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text))}
    assert foreign <= {"noscript"}
    assert {name for name, text in own(language).items() if not OWN_SCRIPT[language].search(text)} == set()


def test_the_four_first_languages_are_there() -> None:
    assert {"en", "es", "zh-Hans", "ar"} <= {
        file.name.removesuffix(".json") for file in resources.files("bots.web").joinpath("words", "room").iterdir()}
