"""Addresses in the destination's own format: which fields, what is forgiven, what is wrong."""

from __future__ import annotations

import pytest

from commerce_core.domain.addresses import address_form, area_code, checked_address, checked_field, phone_number
from commerce_core.domain.buyer import Address
from commerce_core.domain.refusals import Refusal


def filled(country: str, **values: str) -> Address:
    address = Address(country_code=country)
    for name, value in values.items():
        address = checked_field(country, name, value, address)
    return checked_address(address)


def refusal(country: str, **values: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as no:
        filled(country, **values)
    return no.value.code, no.value.data["field"]


@pytest.mark.parametrize(("country", "asked"), [
    ("US", ["name", "street_address", "city", "country_area", "postal_code"]), ("DE", ["name", "street_address", "postal_code", "city"]),
    ("GB", ["name", "street_address", "city", "postal_code"]), ("SG", ["name", "street_address", "postal_code"]), ("AE", ["name", "street_address", "country_area"]),
    ("CN", ["name", "postal_code", "country_area", "city", "street_address"]), ("JP", ["name", "postal_code", "country_area", "street_address"]),
    ("BR", ["name", "street_address", "city", "country_area", "postal_code"]), ("HK", ["name", "country_area", "street_address"]), ("IE", ["name", "street_address", "city"]),
])
def test_what_is_asked_for_in_the_order_people_write_it(country: str, asked: list[str]) -> None:
    form, address, found = address_form(country), Address(), []
    while (name := form.next_missing(address)) is not None:
        found.append(name)
        address = address.with_(**{name: "x"})
    assert found == asked


@pytest.mark.parametrize("country", ["ZZ", "XX", "EU", "UK", "", " ", "../../x", "DEU", "1A"])
def test_what_is_no_country(country: str) -> None:
    with pytest.raises(Refusal) as no:
        address_form(country)
    assert (no.value.code, no.value.data["field"]) == ("not_found", "country")


@pytest.mark.parametrize(("country", "written", "code"), [
    ("US", "illinois", "IL"), ("US", "il", "IL"), ("US", "New York", "NY"), ("CA", "Quebec", "QC"), ("MX", "Ciudad de Mexico", "CDMX"), ("MX", "cdmx", "CDMX"),
    ("BR", "sao paulo", "SP"), ("BR", "SP", "SP"), ("ES", "Madrid", "M"), ("JP", "Tokyo", "東京都"), ("JP", "東京", "東京都"), ("JP", "京都", "京都府"),
    ("JP", "大阪", "大阪府"), ("CN", "广东", "广东省"), ("CN", "北京", "北京市"), ("CN", "Guangdong", "广东省"), ("CN", "上海市", "上海市"), ("AE", "Dubai", "إمارة دبيّ"),
    ("AE", "دبي", "إمارة دبيّ"), ("AE", "أبوظبي", "أبو ظبي"), ("AE", "ابو ظبي", "أبو ظبي"), ("AE", "Abu Dhabi", "أبو ظبي"), ("KR", "Seoul", "서울특별시"),
    ("KR", "서울", "서울특별시"), ("DE", "Bayern", "Bayern"), ("AE", "Paris", None), ("US", "Bavaria", None), ("US", "a", None), ("CN", "京", None),
])
def test_areas_by_code_or_name_in_any_script(country: str, written: str, code: str | None) -> None:
    assert area_code(country, written) == code


@pytest.mark.parametrize(("country", "written", "kept"), [
    ("GB", "sw1y4jh", "SW1Y 4JH"), ("GB", "m2 5bq", "M2 5BQ"), ("BR", "01305100", "01305-100"), ("BR", "01305-100", "01305-100"), ("JP", "1000001", "100-0001"),
    ("CA", "h3z2y7", "H3Z 2Y7"), ("US", "62704", "62704"), ("SG", "２３８８５１", "238851"), ("NL", "1234ab", "1234 AB"), ("DE", "10115", "10115"), ("PL", "00950", "00-950"),
])
def test_postal_codes_as_their_country_writes_them(country: str, written: str, kept: str) -> None:
    assert checked_field(country, "postal_code", written, Address()).postal_code == kept


@pytest.mark.parametrize(("country", "name", "value", "code"), [
    ("DE", "postal_code", "1011", "invalid"), ("DE", "postal_code", "ABCDE", "invalid"), ("GB", "postal_code", "62704", "invalid"), ("DE", "name", "123", "invalid"),
    ("DE", "name", "   ", "missing"), ("DE", "name", "\u200b\u202e", "missing"), ("DE", "city", "x" * 201, "invalid"), ("AE", "country_area", "باريس", "invalid"),
    ("DE", "email", "ana", "invalid"), ("DE", "email", "ana@host", "invalid"), ("DE", "phone", "abc", "invalid"), ("DE", "phone", "1", "invalid"),
])
def test_what_is_wrong_names_its_field(country: str, name: str, value: str, code: str) -> None:
    assert refusal(country, **{name: value}) == (code, name)


def test_whole_addresses() -> None:
    japan = filled("JP", name="山田太郎", postal_code="1000001", country_area="東京", street_address="千代田1-1")
    assert japan.as_json() == {"name": "山田太郎", "street_address": "千代田1-1", "country_area": "東京都", "postal_code": "100-0001", "country_code": "JP"}
    china = filled("CN", name="李雷", postal_code="518057", country_area="广东", city="深圳市", city_area="南山区", street_address="科技园路1号")
    assert (china.country_area, china.city, china.city_area) == ("广东省", "深圳市", "南山区")
    emirates = filled("AE", name="سارة", street_address="شارع 7", country_area="دبي")
    assert (emirates.country_area, emirates.postal_code) == ("إمارة دبيّ", "")
    brazil = filled("BR", name="João", street_address="Rua 1", city="São Paulo", country_area="São Paulo", postal_code="01305100")
    assert (brazil.country_area, brazil.postal_code, brazil.city) == ("SP", "01305-100", "São Paulo")


def test_parts_that_do_not_fit_together() -> None:
    assert refusal("US", name="A", street_address="1", city="New York", country_area="NY", postal_code="62704") == ("invalid", "postal_code")
    assert refusal("BR", name="A", street_address="1", city="Rio", country_area="SP", postal_code="20040-002") == ("invalid", "postal_code")
    assert refusal("DE", name="A", street_address="1", city="Berlin") == ("missing", "postal_code")


def test_a_right_postal_code_of_another_state_is_told_with_both() -> None:
    with pytest.raises(Refusal) as no:
        filled("MX", name="Ana", street_address="Calle 1", city="Pachuca", country_area="Hidalgo", postal_code="44100")
    assert no.value.data == {"field": "postal_code", "value": "44100", "area": "Hidalgo"}


def test_signs_that_turn_writing_around_are_taken_out() -> None:
    assert checked_field("DE", "name", "\u202eAna\u202c \u200bMaría\ufeff", Address()).name == "Ana María"


@pytest.mark.parametrize(("country", "written", "number"), [
    ("DE", "030 1234567", "+49301234567"), ("MX", "55 1234 5678", "+525512345678"), ("DE", "+1 217 555 0100", "+12175550100"), ("EG", "٠١٠٠١٢٣٤٥٦٧", "+201001234567"),
])
def test_phone_numbers(country: str, written: str, number: str) -> None:
    assert phone_number(country, written) == number
