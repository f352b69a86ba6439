"""Address forms: each country's own fields, order and names, in the reader's language and script."""

import pytest

from bots.web.address_form import UnknownCountry, address_form
from bots.web.words import all_countries


def fields(country: str, language: str) -> list[tuple[str, str, bool]]:
    return [(row["field"], row["label"], row["required"]) for row in address_form(country, language)]


def test_germany_in_english() -> None:
    assert fields("DE", "en") == [
        ("name", "Full name", True), ("street_address", "Street and number", True), ("postal_code", "Postal code", True),
        ("city", "City", True), ("company_name", "Company", False), ("phone", "Phone", False), ("email", "E-mail", False),
    ]


def test_china_goes_from_large_to_small_for_its_own_readers_only() -> None:
    chinese = [row["field"] for row in address_form("CN", "zh-Hans")]
    assert chinese[:6] == ["name", "postal_code", "country_area", "city", "city_area", "street_address"]
    english = [row["field"] for row in address_form("CN", "en")]
    assert english[:6] == ["name", "street_address", "city_area", "city", "country_area", "postal_code"]


@pytest.mark.parametrize(("country", "language", "first"), [
    ("CN", "zh-Hans", ["安徽省", "安徽省"]), ("CN", "en", ["安徽省", "Anhui Sheng"]), ("AE", "ar", ["أبو ظبي", "أبو ظبي"]),
    ("AE", "es", ["أبو ظبي", "Abu Dhabi"]), ("US", "en", ["AL", "Alabama"]),
])
def test_regions_are_named_in_the_readers_script(country: str, language: str, first: list[str]) -> None:
    area = next(row for row in address_form(country, language) if row["field"] == "country_area")
    assert area["choices"][0] == first
    values = [value for value, _ in area["choices"]]
    assert len(values) == len(set(values))


def test_spanish_provinces_have_their_spanish_names() -> None:
    area = next(row for row in address_form("ES", "es") if row["field"] == "country_area")
    names = [name for _, name in area["choices"]]
    assert names[:4] == ["Álava", "Albacete", "Alicante", "Almería"]
    assert {"La Coruña", "Badajoz", "Cádiz", "Córdoba", "Girona", "Murcia", "Palencia", "Valencia"} <= set(names)
    assert len(names) == 52


@pytest.mark.parametrize(("country", "field", "label"), [
    ("US", "postal_code", "ZIP code"), ("IN", "postal_code", "PIN code"), ("JP", "country_area", "Prefecture"),
    ("AE", "country_area", "Emirate"), ("GB", "city", "Post town"), ("IE", "postal_code", "Eircode"),
])
def test_fields_have_the_country_s_own_names(country: str, field: str, label: str) -> None:
    assert {row["field"]: row["label"] for row in address_form(country, "en")}[field] == label


@pytest.mark.parametrize("language", ["en", "es", "zh-Hans", "ar"])
def test_every_country_has_a_form_in_every_language(language: str) -> None:
    for country in all_countries():
        rows = address_form(country, language)
        assert rows[0]["field"] == "name"
        assert [row["field"] for row in rows[-2:]] == ["phone", "email"]
        assert all(row["label"] and "field." not in row["label"] for row in rows)


@pytest.mark.parametrize("country", ["", "XX", "de", "../DE", "EU"])
def test_no_country_no_form(country: str) -> None:
    with pytest.raises(UnknownCountry):
        address_form(country, "en")
