"""Sign-in links work once and for a time; the words of the console exist in every language for every status."""

import json
import re
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from bots.web.console.frame import own_page, spoken
from bots.web.console.sessions import LINK_LASTS, MOST_LINKS, LoginLinks
from commerce_core.domain.order import FULFILMENT, ORDER, PAYMENT

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def words_of(language: str) -> dict[str, str]:
    return json.loads(resources.files("bots.web").joinpath("words", "console", f"{language}.json").read_text("utf-8"))


def test_a_link_works_once() -> None:
    links = LoginLinks()
    token = links.issue("olga", NOW)
    assert [links.redeem(token, NOW), links.redeem(token, NOW)] == ["olga", None]
    assert token not in str(links._waiting)


def test_a_link_is_for_its_time_only() -> None:
    links = LoginLinks()
    early, late = links.issue("olga", NOW), links.issue("olga", NOW)
    assert links.redeem(early, NOW + LINK_LASTS - timedelta(seconds=1)) == "olga"
    assert links.redeem(late, NOW + LINK_LASTS) is None


def test_unused_links_are_bounded() -> None:
    links = LoginLinks()
    tokens = [links.issue("olga", NOW) for _ in range(MOST_LINKS + 1)]
    assert links.redeem(tokens[0], NOW) is None
    assert links.redeem(tokens[1], NOW) == "olga"


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 10_000])
def test_any_other_token_opens_nothing(token: str) -> None:
    assert LoginLinks().redeem(token, NOW) is None


@pytest.mark.parametrize(("address", "goes_to"), [
    ("/console/orders?status=placed", "/console/orders?status=placed"), ("/console", "/console"),
    ("//evil.example", "/console"), ("https://evil.example/console", "/console"), ("/consolevil", "/console"),
    ("/console/\\evil.example", "/console"), ("/", "/console"), (None, "/console"), ("", "/console"),
])
def test_after_the_login_nobody_is_sent_elsewhere(address: str | None, goes_to: str) -> None:
    assert own_page(address) == goes_to


@pytest.mark.parametrize("language", ["es", "zh-Hans", "ar"])
def test_every_language_says_all(language: str) -> None:
    english, spoken_words = words_of("en"), words_of(language)
    assert set(spoken_words) == set(english)
    for name, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", spoken_words[name])) == sorted(re.findall(r"\{\w+\}", text)), name


def test_every_status_has_words() -> None:
    statuses = {f"state.{kind}.{status}" for kind, table in (("order", ORDER), ("payment", PAYMENT), ("fulfilment", FULFILMENT))
                for status in table}
    assert statuses <= set(words_of("en"))


def test_a_status_without_words_stays_readable() -> None:
    assert spoken("es", "event.gift_wrapped", amount="") == "gift wrapped"
    assert spoken("es", "order.by", actor="{title}") == "por {title}"
