"""Every setting takes what it says it takes; anything else is one error that names the key."""

from __future__ import annotations

import pytest

from commerce_core.domain.shop import shop_from_json
from commerce_core.domain.shop_settings import BadSetting, changed, registration_names, shown
from commerce_core.sample_shop.load import load_shop

SETTINGS = load_shop().settings


@pytest.mark.parametrize(("key", "value", "before", "after"), [
    ("name", " Tea & Co ", "Tradewind Harbour", "Tea & Co"),
    ("dispatch_country", "cn", "HK", "CN"),
    ("dispatch_city", "Shenzhen", "Hong Kong", "Shenzhen"),
    ("max_quantity", "99", "50", "99"),
    ("return_days", "0", "30", "0"),
    ("auto_fulfil_hours", "off", "6", "off"),
    ("hold_minutes.web", "45", "20", "45"),
    ("hold_minutes.web", "", "20", None),
    ("registrations.IOSS", "IM1234567890", "SAMPLE-IOSS-0001", "IM1234567890"),
    ("registrations.IOSS", "", "SAMPLE-IOSS-0001", None),
    ("markets.DE", "EUR de, en", "EUR de en", "EUR de en"),
    ("markets.IS", "isk is en", None, "ISK is en"),
    ("markets.US", "", "USD en es", None),
    ("return_policy.de", "Rückgabe in 30 Tagen.", None, "Rückgabe in 30 Tagen."),
])
def test_a_setting_is_changed_alone(key: str, value: str, before: str | None, after: str | None) -> None:
    new, was, now = changed(SETTINGS, key, value)
    assert (was, now) == (before, after)
    shop_from_json(new)
    old, fresh = ({each.key: each.value for each in shown(settings)} for settings in (SETTINGS, new))
    assert {name for name in old.keys() | fresh.keys() if old.get(name) != fresh.get(name)} <= {key}
    assert fresh.get(key) == after


@pytest.mark.parametrize(("key", "value", "told"), [
    ("colour", "red", "colour: there is no such setting; there are name, dispatch_country, dispatch_city, max_quantity, "
                      "return_days, auto_fulfil_hours, hold_minutes.NAME, registrations.NAME, markets.NAME, return_policy.LANGUAGE"),
    ("currency", "EUR", "currency: there is no such setting"),
    ("name.x", "x", "name.x: there is no such setting"),
    ("markets", "x", "markets: there is no such setting"),
    ("name", "", "name: must be text of 1 to 60 signs"),
    ("name", "a\0b", "name: must be text of 1 to 60 signs"),
    ("dispatch_country", "Hongkong", "dispatch_country: 'Hongkong' is not an ISO 3166-1 country code, such as HK"),
    ("max_quantity", "0", "max_quantity: '0' is not a whole number of units from 1 to 10000"),
    ("max_quantity", "1e3", "max_quantity: '1e3' is not a whole number"),
    ("return_days", "-1", "return_days: '-1' is not a whole number of days from 0 to 365"),
    ("auto_fulfil_hours", "", "auto_fulfil_hours: '' is not a whole number of hours from 0 to 720 or off"),
    ("hold_minutes.fax", "5", "hold_minutes.fax: there is no channel 'fax'"),
    ("hold_minutes.web", "٥", "hold_minutes.web: '٥' is not a whole number of minutes from 1 to 10080"),
    ("hold_minutes.default", "", "hold_minutes.default: must stay"),
    ("registrations.EU-VAT", "1", "registrations.EU-VAT: no market knows it; there are AU-GST"),
    ("registrations.IOSS", "DE123", "registrations.IOSS: 'DE123' is not its number: IM and 10 digits"),
    ("registrations.GB-VAT", "<script>", "registrations.GB-VAT: '<script>' is not its number: GB and 9 or 12 digits"),
    ("markets.XX", "EUR de", "markets.XX: 'XX' is not an ISO 3166-1 country code in capitals, such as DE"),
    ("markets.DE", "de", "markets.DE: 'de' is not an ISO 4217 currency; write it first"),
    ("markets.DE", "EUR", "markets.DE: write the currency and 1 to 6 languages"),
    ("markets.DE", "EUR german", "markets.DE: 'german' is not a language, such as en or zh-Hans"),
    ("return_policy.deutsch", "x", "return_policy.deutsch: 'deutsch' is not a language"),
    ("return_policy.en", "x" * 4001, "return_policy.en: must be text of 1 to 4000 signs"),
])
def test_a_wrong_one_is_named(key: str, value: str, told: str) -> None:
    with pytest.raises(BadSetting) as bad:
        changed(SETTINGS, key, value)
    assert str(bad.value).startswith(told)


def test_what_is_shown_reads_back_as_no_change() -> None:
    for each in shown(SETTINGS):
        _, before, after = changed(SETTINGS, each.key, each.value)
        assert before == after == each.value, each.key


def test_the_last_market_and_the_last_policy_stay() -> None:
    lone = {**SETTINGS, "markets": {"DE": SETTINGS["markets"]["DE"]}, "return_policy": {"en": "x"}}
    for key in ("markets.DE", "return_policy.en"):
        with pytest.raises(BadSetting):
            changed(lone, key, "")


def test_the_registrations_are_those_that_the_rules_know() -> None:
    assert set(registration_names()) >= {"IOSS", "GB-VAT", "AU-GST", "CH-VAT", "NO-VOEC"}
