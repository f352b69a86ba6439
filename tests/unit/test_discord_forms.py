"""The menu of commands in every language, and the forms: what Discord would refuse of them, it refuses here."""

from __future__ import annotations

import pytest

from bots.channels.discord.commands import notice, registration, table
from bots.channels.discord.forms import Form, wanted_form, window
from bots.messages import Action, Button
from bots.web.address_form import address_form
from tests.peers import discord_openapi
from tests.peers import discord_rules as rules


def test_the_menu_is_one_that_discord_takes() -> None:
    rows = registration()
    rules.commands(rows)
    assert discord_openapi.faults("PUT", "/applications/1/commands", rows) == []
    assert [row["name"] for row in rows] == [
        "shop", "browse", "recommend", "search", "product", "basket", "checkout", "orders", "country", "language", "currency", "coupon", "human", "help"]
    assert all(set(row["name_localizations"]) == {"es-ES", "es-419", "zh-CN", "ar"} for row in rows)
    assert all(set(row["description_localizations"]) == {"es-ES", "es-419", "zh-CN", "ar"} for row in rows)
    [basket] = [row for row in rows if row["name"] == "basket"]
    assert basket["name_localizations"] == {"es-ES": "carrito", "es-419": "carrito", "zh-CN": "购物车", "ar": "السلة"}
    assert basket["contexts"] == [0, 1]


def test_product_names_are_completed_and_languages_chosen() -> None:
    options = {row["name"]: row["options"][0] for row in registration() if "options" in row}
    assert options["product"]["autocomplete"] is True
    assert [choice["value"] for choice in options["language"]["choices"]] == ["en", "es", "zh-Hans", "ar"]
    assert [name for name, option in options.items() if not option["required"]] == ["browse", "orders"]


def test_a_locale_that_is_refused_can_be_left_out() -> None:
    assert all("ar" not in row["name_localizations"] for row in registration(frozenset({"ar"})))


@pytest.mark.parametrize("name", table().notices)
def test_our_own_words_in_each_language(name: str) -> None:
    said = {notice(name, locale) for locale in ("en", "es-419", "zh-CN", "ar")}
    assert len(said) == 4
    assert notice(name, None) == notice(name, "pt-BR") == notice(name, "en")


def test_an_answer_that_asks_for_a_form_gets_its_button() -> None:
    state = {"language": "es", "form": {"name": "address", "field": "name", "country": "ES"}}
    assert wanted_form(state) == Button("Rellenar el formulario", Action("open_form", {"name": "address", "country": "ES", "field": "name", "language": "es"}))
    assert wanted_form(state | {"form": None}) is None
    assert wanted_form({}) is None
    assert wanted_form(state | {"form": {"name": "other", "field": "x", "country": "ES"}}) is None


@pytest.mark.parametrize("language", ["en", "es", "zh-Hans", "ar"])
@pytest.mark.parametrize("country", ["DE", "US", "GB", "CN", "AE", "BR", "JP", "ES", "MX", "IE", "KR", "HK"])
def test_a_form_of_each_country_fits_into_a_window(country: str, language: str) -> None:
    data = window(Form("address", country, "name", language), address_form)
    rules.window(data)
    assert discord_openapi.faults("POST", "/interactions/1/t/callback", {"type": 9, "data": data}) == []
    required = [field["field"] for field in address_form(country, language) if field["required"]]
    assert [part["component"]["custom_id"] for part in data["components"]][: len(required)] == required[:5]


def test_a_window_in_the_words_of_its_country() -> None:
    data = window(Form("address", "DE", "name", "en"), address_form)
    assert (data["title"], data["custom_id"]) == ("Delivery address", "fill_form|name:address|y:DE|field:name|g:en")
    assert [(part["label"], part["component"]["required"]) for part in data["components"]] == [
        ("Full name", True), ("Street and number", True), ("Postal code", True), ("City", True), ("Phone", False)]
    assert data["components"][2]["component"] == {
        "type": 4, "style": 1, "custom_id": "postal_code", "required": True, "max_length": 200, "placeholder": "26133"}


def test_a_form_begins_at_what_is_missing() -> None:
    data = window(Form("address", "DE", "city", "en"), address_form)
    assert [part["component"]["custom_id"] for part in data["components"]] == ["city", "phone", "email"]


def test_a_short_list_of_places_is_chosen_from() -> None:
    data = window(Form("address", "AE", "name", "en"), address_form)
    [emirate] = [part["component"] for part in data["components"] if part["component"]["custom_id"] == "country_area"]
    assert emirate["type"] == 3
    assert len(emirate["options"]) == 7
    [state] = [part["component"] for part in window(Form("address", "US", "name", "en"), address_form)["components"]
               if part["component"]["custom_id"] == "country_area"]
    assert state["type"] == 4


def test_a_form_in_arabic_reads_from_the_right() -> None:
    data = window(Form("address", "AE", "name", "ar"), address_form)
    assert [data["title"], *(part["label"] for part in data["components"][:2])] == ["عنوان التوصيل", "الاسم الكامل", "الشارع ورقم المبنى"]


def test_a_tax_number_is_one_field() -> None:
    data = window(Form("tax_id", "BR", "CPF", "en"), address_form)
    rules.window(data)
    assert [(part["label"], part["component"]["custom_id"]) for part in data["components"]] == [("Number for customs", "value")]


def test_a_country_without_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="XX"):
        window(Form("address", "XX", "name", "en"), address_form)
