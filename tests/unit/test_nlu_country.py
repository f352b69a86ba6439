"""Where a parcel goes and where the buyer lives, and on what evidence."""

import pytest

from nlu.country import currency_countries, postal_countries, verified
from nlu.reading import Hints
from tests.trained_understanding import understanding


def concluded(text: str, hints: Hints | None = None) -> tuple[str | None, str, str | None, str]:
    reading = understanding().read(text, hints or Hints())
    return reading.country.code, reading.country.status, reading.home.code, reading.home.status


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("do you ship to Chile?", ("CL", "likely", None, "ask")),
        ("¿envían a México?", ("MX", "likely", None, "ask")),
        ("寄到上海多少钱", ("CN", "likely", None, "ask")),
        ("كم الشحن إلى دبي", ("AE", "likely", None, "ask")),
        ("I live in Germany", ("DE", "known", "DE", "known")),
        ("我住在德国", ("DE", "known", "DE", "known")),
        ("vivo en Alemania", ("DE", "known", "DE", "known")),
        ("أعيش في ألمانيا", ("DE", "known", "DE", "known")),
        ("hello", (None, "ask", None, "ask")),
        ("show me a dress under 50 euros", (None, "ask", None, "ask")),
    ],
)
def test_what_is_said_counts(text: str, wanted: tuple[str | None, str, str | None, str]) -> None:
    assert concluded(text) == wanted


def test_platform_signals_of_one_family_count_once() -> None:
    one = understanding().read("hi", Hints(locale="en-AU")).home
    two = understanding().read("hi", Hints(locale="en-AU", timezone="Australia/Sydney")).home
    assert (one.code, one.status, one.confidence) == ("AU", "guess", two.confidence)


def test_a_phone_number_makes_a_country_likely() -> None:
    home = understanding().read("oi", Hints(phone="+5511987654321", locale="pt-BR")).home
    assert (home.code, home.status, home.evidence[0]) == ("BR", "likely", ("phone", "+55"))


def test_a_language_alone_is_never_more_than_a_guess() -> None:
    reading = understanding().read("赤いワンピースはいくらですか")
    assert (reading.home.code, reading.home.status, reading.home.evidence) == ("JP", "guess", (("language", "ja"),))


def test_a_stated_destination_outweighs_the_platform() -> None:
    hints = Hints(locale="en-US", country="US", phone="+12125550100")
    assert concluded("do you ship to Chile?", hints) == ("CL", "likely", "US", "likely")


@pytest.mark.parametrize(
    "hints", [Hints(phone="not a number"), Hints(country="Narnia"), Hints(timezone="Mars/Base"), Hints(currency="???")]
)
def test_a_hint_that_cannot_be_read_says_nothing(hints: Hints) -> None:
    assert concluded("hello", hints) == (None, "ask", None, "ask")


def test_a_verified_address_is_known() -> None:
    guess = verified("MX", "order TW-1")
    assert (guess.code, guess.status, guess.confidence, guess.evidence) == (
        "MX",
        "known",
        1.0,
        (("address", "order TW-1"),),
    )


def test_currencies_and_postal_codes_name_countries() -> None:
    assert currency_countries("CLP") == ("CL",)
    assert currency_countries("USD") == ("US",)
    assert {"DE", "FR", "ES"} <= set(currency_countries("EUR"))
    assert [postal_countries(code) for code in ("SW1A 1AA", "K1A 0B1", "01310-100", "00-950", "10001")] == [
        ("GB",), ("CA",), ("BR",), ("PL",), (),
    ]  # fmt: skip
