"""Identification numbers with their check digits, per destination."""

from __future__ import annotations

import pytest

from commerce_core.domain.refusals import Refusal
from commerce_core.domain.tax_ids import checked_tax_id, tax_id_kinds

COUNTRIES = ["AR", "BR", "CL", "CN", "ID", "IN", "KR"]


def test_who_asks_for_a_number() -> None:
    assert [country for country in ("DE", "US", "GB", "AE", "SG", *COUNTRIES, "", "br") if tax_id_kinds(country)] == COUNTRIES
    assert [kind.kind for kind in tax_id_kinds("BR")] == ["CPF", "CNPJ"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_example_we_show_is_right(country: str) -> None:
    for kind in tax_id_kinds(country):
        assert checked_tax_id(country, kind.example)[0] in {each.kind for each in tax_id_kinds(country)}
        assert checked_tax_id(country, kind.example, kind.kind)[0] == kind.kind


@pytest.mark.parametrize(("country", "written", "kind", "number"), [
    ("BR", "529.982.247-25", "CPF", "52998224725"), ("BR", "52998224725", "CPF", "52998224725"), ("BR", "16.727.230/0001-97", "CNPJ", "16727230000197"),
    ("CL", "12.531.909-2", "RUT", "125319092"), ("KR", "p123456789012", "PCCC", "P123456789012"), ("CN", "360426199101010071", "RIC", "360426199101010071"),
    ("CN", "e12345678", "PASSPORT", "E12345678"), ("AR", "20-05536168-2", "CUIT", "20055361682"),
])
def test_numbers_as_people_write_them(country: str, written: str, kind: str, number: str) -> None:
    assert checked_tax_id(country, written) == (kind, number)


@pytest.mark.parametrize(("country", "written", "kind"), [
    ("BR", "529.982.247-26", None), ("BR", "111.111.111-11", None), ("BR", "", None), ("BR", "CPF", None), ("BR", "x" * 500, None), ("KR", "P12345", None),
    ("CN", "360426199101010072", "RIC"), ("BR", "529.982.247-25", "CNPJ"), ("CN", "PASSPORT", None),
])
def test_wrong_numbers_name_the_kind_and_an_example(country: str, written: str, kind: str | None) -> None:
    with pytest.raises(Refusal) as no:
        checked_tax_id(country, written, kind)
    wanted = next(each for each in tax_id_kinds(country) if kind in (None, each.kind))
    assert (no.value.code, dict(no.value.data)) == ("invalid", {"field": "tax_id", "kind": wanted.kind, "example": wanted.example})


@pytest.mark.parametrize(("country", "kind"), [("DE", None), ("BR", "SSN")])
def test_a_kind_nobody_asks_for(country: str, kind: str | None) -> None:
    with pytest.raises(Refusal) as no:
        checked_tax_id(country, "529.982.247-25", kind)
    assert (no.value.code, no.value.data["field"]) == ("invalid", "kind")
