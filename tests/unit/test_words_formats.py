"""Money, countries, lists, dates and counted things, exactly as people in a market read them."""

from datetime import UTC, date, datetime

import pytest

from bots.dialogue.words import words_for
from commerce_core.domain.money import Money

NBSP, RLM = "\u00a0", "\u200f"
OPEN, CLOSE = "\u2068", "\u2069"
LRI, PDI = "\u2066", "\u2069"


@pytest.mark.parametrize(("language", "country", "money", "text"), [
    ("es", "MX", Money(123456, "MXN"), "$1,234.56"),
    ("es", "ES", Money(1234567, "EUR"), f"12.345,67{NBSP}€"),
    ("es", "CL", Money(1234567, "CLP"), "$1.234.567"),
    ("es", "AR", Money(1234567, "ARS"), "$12.345,67"),
    ("zh-Hans", "SG", Money(123456, "SGD"), "$1,234.56"),
    ("zh-Hans", "CN", Money(1999, "CNY"), "¥19.99"),
    ("zh-Hans", "MY", Money(1999, "MYR"), f"MYR{NBSP}19.99"),
    ("ar", "AE", Money(123456, "AED"), f"{RLM}1,234.56{NBSP}د.إ.{RLM}"),
    ("ar", "EG", Money(123456, "EGP"), f"{RLM}1,234.56{NBSP}ج.م.{RLM}"),
    ("ar", "KW", Money(1234567, "KWD"), f"{RLM}1,234.567{NBSP}د.ك.{RLM}"),
    ("ar", "AE", Money(6646, "GBP"), f"{RLM}66.46{NBSP}{LRI}UK£{PDI}"),
    ("ar", "MX", Money(106262, "MXN"), f"{RLM}1,062.62{NBSP}{LRI}MX${PDI}"),
    ("ar", "SA", Money(-500, "USD"), f"{RLM}-5.00{NBSP}{LRI}US${PDI}"),
    ("ar", "AE", Money(1999, "CHF"), f"{RLM}19.99{NBSP}{LRI}CHF{PDI}"),
    ("ar", "AE", Money(1999, "EUR"), f"{RLM}19.99{NBSP}€"),
    ("en", "JP", Money(1234567, "JPY"), "¥1,234,567"),
    ("en", "KW", Money(1234567, "KWD"), f"KWD{NBSP}1,234.567"),
    ("en", "US", Money(-500, "USD"), "-$5.00"),
])
def test_money(language: str, country: str, money: Money, text: str) -> None:
    assert words_for(language, country).money(money) == text


@pytest.mark.parametrize(("language", "country", "code", "name"), [
    ("es", "MX", "AE", "Emiratos Árabes Unidos"), ("zh-Hans", "SG", "AE", "阿拉伯联合酋长国"),
    ("ar", "EG", "AE", "الإمارات العربية المتحدة"), ("en", None, "AE", "United Arab Emirates"),
    ("en", "JP", "QQ", "QQ"), ("es", "ES", "MX", "México"), ("zh-Hans", None, "MX", "墨西哥"),
])
def test_countries(language: str, country: str | None, code: str, name: str) -> None:
    assert words_for(language, country).country(code) == name


@pytest.mark.parametrize(("language", "country", "code", "name"), [
    ("es", "MX", "MXN", "peso mexicano"), ("zh-Hans", "SG", "SGD", "新加坡元"), ("ar", "AE", "AED", "درهم إماراتي"),
    ("en", "GB", "XYZ", "XYZ"),
])
def test_currencies(language: str, country: str, code: str, name: str) -> None:
    assert words_for(language, country).currency(code) == name


@pytest.mark.parametrize(("language", "country", "zone", "text"), [
    ("en", "US", "America/New_York", "Nov 2, 10:05 (UTC-5)"),
    ("en", "IN", "Asia/Kolkata", "2 Nov, 20:35 (UTC+5:30)"),
    ("es", "MX", "America/Mexico_City", "2 nov, 09:05 (UTC-6)"),
    ("es", "ES", None, "2 nov, 15:05 (UTC)"),
    ("zh-Hans", "SG", "Asia/Singapore", "11月2日 23:05 (UTC+8)"),
    ("ar", "AE", "Asia/Dubai", "2 نوفمبر، 19:05 (UTC+4)"),
    ("ar", "AE", "Mars/Base", "2 نوفمبر، 15:05 (UTC)"),
])
def test_times(language: str, country: str, zone: str | None, text: str) -> None:
    assert words_for(language, country).time(datetime(2026, 11, 2, 15, 5, tzinfo=UTC), zone) == text


@pytest.mark.parametrize(("language", "text"), [
    ("en", "November 2, 2026"), ("es", "2 de noviembre de 2026"), ("zh-Hans", "2026年11月2日"), ("ar", "2 نوفمبر 2026"),
])
def test_days(language: str, text: str) -> None:
    assert words_for(language).day(date(2026, 11, 2)) == text


@pytest.mark.parametrize(("language", "text"), [
    ("en", "red, white, and grey"), ("es", "rojo, blanco y gris"), ("zh-Hans", "红色、白色和灰色"), ("ar", "أحمر وأبيض ورمادي"),
])
def test_lists_of_colours(language: str, text: str) -> None:
    words = words_for(language)
    assert words.listed(words.say(f"color-{color}") for color in ("red", "white", "grey")) == text


@pytest.mark.parametrize(("count", "text"), [
    (0, "نفدت الكمية"), (1, "بقيت قطعة واحدة فقط"), (2, "بقيت قطعتان فقط"), (5, f"بقيت {OPEN}5{CLOSE} قطع فقط"),
    (11, f"بقيت {OPEN}11{CLOSE} قطعة فقط"), (100, f"بقيت {OPEN}100{CLOSE} قطعة فقط"),
])
def test_arabic_counts(count: int, text: str) -> None:
    assert words_for("ar").say("stock-left", count=count) == text


@pytest.mark.parametrize(("longest", "text"), [
    (2, "خلال يومين"), (4, f"من {OPEN}1{CLOSE} إلى {OPEN}4{CLOSE} أيام"), (18, f"من {OPEN}1{CLOSE} إلى {OPEN}18{CLOSE} يومًا"),
])
def test_arabic_days(longest: int, text: str) -> None:
    assert words_for("ar").say("days", shortest=1, longest=longest) == text


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Or Express courier (2–4 days): $9.00 plus charges only known on delivery"),
    ("es", "Otra opción: Express courier, de 2 a 4 días, por $9.00 más cargos por confirmar en la entrega"),
    ("zh-Hans", "也可以选Express courier（2–4天）：$9.00，另加签收时才能确定的费用"),
])
def test_another_way_is_one_sentence(language: str, text: str) -> None:
    words = words_for(language)
    total = words.say("total-plus-unknown", total="$9.00")
    assert words.say("other-way", way="Express courier", days=words.say("days", shortest=2, longest=4), total=total) == text


def test_a_language_without_words_is_answered_in_english() -> None:
    words = words_for("sw", "KE")
    assert (words.language, words.locale, words.direction) == ("en", "en_KE", "ltr")
    assert words_for("ar", "AE").direction == "rtl"
    assert words_for("zh-Hans", "MX").locale == "zh_Hans"
