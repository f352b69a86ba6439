"""The sample shop is whole: 120 products in six languages, a picture each, and a history with tastes of its own."""

from __future__ import annotations

import copy
import io
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from commerce_core.domain.money import Money
from commerce_core.domain.shop import shop_from_json
from commerce_core.sample_shop.draw_pictures import PAINTERS, draw
from commerce_core.sample_shop.history import HistoricSale, sample_orders
from commerce_core.sample_shop.load import (
    HANDLING,
    LANGUAGES,
    RULE_FACTS,
    BadSampleData,
    SampleProduct,
    load_products,
    load_shop,
    parse_products,
    picture_file,
    read_rows,
)
from commerce_core.sample_shop.tastes import TASTES, demand

READABLE = frozenset({
    "en", "es", "pt", "fr", "de", "it", "nl", "pl", "ru", "uk", "tr", "ar", "hi", "id", "vi", "th", "ja", "ko",
    "zh-Hans", "zh-Hant",
})
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
KANA = re.compile(r"[\u3041-\u30fa]")
# Words and letters that Spanish has and Portuguese has not.
SPANISH = re.compile(
    r"[ñ¿¡]|(?<![-\w])(?:el|los|las|una|unos|unas|del|con|sin|y|muy|para el|hasta|hecho|hecha|juego|niño|niña|té|pulgadas|funda|"
    r"suela|correa|cuello|tejido|cuero|caja|hoja|madera|blanco|negro|ropa|vajilla)\b",
    re.IGNORECASE,
)
IDS = [product.id for product in load_products()]


def reference(name: str) -> Any:
    return json.loads(resources.files("commerce_core.reference").joinpath(name).read_text(encoding="utf-8"))


def rows() -> list[dict[str, Any]]:
    return copy.deepcopy(read_rows())


@cache
def sales() -> tuple[HistoricSale, ...]:
    return tuple(sample_orders(load_products()))


@cache
def units() -> dict[str, Counter[str]]:
    sold: dict[str, Counter[str]] = {country: Counter() for country in TASTES}
    for sale in sales():
        sold[sale.country][sale.product] += sale.quantity
    return sold


def favourites(country: str, first: int) -> set[str]:
    return {product for product, _ in units()[country].most_common(first)}


# ---------------------------------------------------------------- products


def test_a_hundred_and_twenty_products_stand_on_ten_shelves() -> None:
    shelves = Counter(product.category for product in load_products())
    assert shelves == {
        "clothing": 18, "kitchen": 15, "electronics": 15, "home": 13, "beauty": 12, "stationery": 14, "garden": 8,
        "sports": 9, "jewellery": 8, "pantry": 8,
    }
    assert [category.id for category in load_shop().categories] == [
        "clothing", "kitchen", "electronics", "home", "beauty", "stationery", "garden", "sports", "jewellery", "pantry",
    ]
    assert sum(len(product.variants) for product in load_products()) == 254


def test_a_few_goods_are_scarce_and_one_is_sold_out() -> None:
    left = {product.id: sum(variant.stock for variant in product.variants) for product in load_products()}
    assert {name: units for name, units in left.items() if units < 10} == {
        "side-table": 3, "mahjong-set": 3, "gold-star-studs": 2, "bonsai-scissors": 0,
    }


def test_a_code_is_its_shelf_letter_and_names_one_product() -> None:
    letters = {product.code[0]: product.category for product in load_products()}
    assert letters == dict(zip("ABCDEFGHJK", [category.id for category in load_shop().categories], strict=True))
    assert len({product.code for product in load_products()}) == 120
    skus = [variant.sku for product in load_products() for variant in product.variants]
    assert len(set(skus)) == len(skus)


def test_the_red_dress_of_the_live_room() -> None:
    dress = next(product for product in load_products() if product.code == "A12")
    red = [variant for variant in dress.variants if variant.options["color"] == "red"]
    assert dress.id == "wrap-dress"
    assert [variant.options["size"] for variant in red] == ["S", "M", "L", "XL"]
    assert red[1].sku == "A12-RED-M"
    assert red[1].price == Money(3890, "USD")
    assert dress.main_variant == red[0]


@pytest.mark.parametrize("product", load_products(), ids=IDS)
def test_every_text_is_in_its_own_script(product: SampleProduct) -> None:
    for texts in (product.titles, product.descriptions, product.alt):
        assert tuple(texts) == LANGUAGES
        assert not LATIN.search(texts["ar"]) and not CHINESE.search(texts["ar"]) and ARABIC.search(texts["ar"])
        assert CHINESE.search(texts["zh-Hans"]) and not ARABIC.search(texts["zh-Hans"])
        assert KANA.search(texts["ja"]) and not ARABIC.search(texts["ja"])
        assert not any(KANA.search(text) for language, text in texts.items() if language != "ja")
        for language in ("en", "es", "pt"):
            assert LATIN.search(texts[language])
            assert not CHINESE.search(texts[language]) and not ARABIC.search(texts[language])
        # GB 2312 holds the simplified characters and none that is only traditional; JIS X 0208 those of Japan.
        texts["zh-Hans"].encode("gb2312")
        texts["ja"].encode("shift_jis")
    assert all(not re.search(r"[,;:!?]", texts["zh-Hans"]) for texts in (product.titles, product.descriptions))
    assert all(not re.search(r"[;:!?]|\D,|,\D", texts["ja"]) for texts in (product.titles, product.descriptions))
    assert all(not LATIN.search(word) for word in product.search_words["ar"])
    assert all(word.encode("gb2312") for word in product.search_words["zh-Hans"])
    assert all(word.encode("shift_jis") for word in product.search_words["ja"])


@pytest.mark.parametrize("product", load_products(), ids=IDS)
def test_portuguese_is_not_spanish(product: SampleProduct) -> None:
    spoken = [texts["pt"] for texts in (product.titles, product.descriptions, product.alt)]
    assert [found for text in (*spoken, *product.search_words["pt"]) for found in SPANISH.findall(text)] == []


def test_the_watch_for_spanish_words_knows_the_spanish_texts() -> None:
    assert sum(bool(SPANISH.search(product.descriptions["es"])) for product in load_products()) >= 105


@pytest.mark.parametrize("product", load_products(), ids=IDS)
def test_texts_fit_a_telegram_invoice_and_differ_between_languages(product: SampleProduct) -> None:
    assert all(1 <= len(title) <= 32 for title in product.titles.values())
    assert all(15 <= len(text) <= 255 for text in product.descriptions.values())
    for texts in (product.titles, product.descriptions, product.alt):
        assert len(set(texts.values())) == len(LANGUAGES)
    assert all(len(set(words)) == len(words) >= 3 for words in product.search_words.values())


def test_no_two_products_share_a_title_or_a_customs_description() -> None:
    for language in LANGUAGES:
        assert len({product.titles[language] for product in load_products()}) == 120
    assert len({product.customs_description for product in load_products()}) == 120


def test_hs_codes_have_duty_rates_except_those_that_show_an_unknown_duty() -> None:
    known = {row["hs6"] for row in reference("duty_rates.json")["rows"]}
    assert {product.id for product in load_products() if product.hs_code not in known} == {
        "longjing-tea", "clear-phone-case", "lacquer-chopsticks", "mechanical-keyboard", "cotton-duvet-set",
        "fig-candle", "wall-clock", "incense-burner", "kilim-cushion", "boxwood-comb", "kohl-pencil", "fountain-pen",
        "watercolour-tin", "origami-paper", "bonsai-scissors", "herb-seeds", "cotton-hammock", "camping-lantern",
        "watering-can", "bird-house", "picnic-blanket", "match-football", "uji-matcha", "medjool-dates",
        "la-mancha-saffron", "olive-oil", "yirgacheffe-coffee", "dark-chocolate", "chilli-crisp",
    }
    assert all(re.fullmatch(r"[0-9]{6}", product.hs_code) for product in load_products())


def test_facts_are_the_ones_the_restriction_rules_test() -> None:
    rules = reference("restrictions.json")["rules"]
    assert {name for rule in rules for name in rule["match"].get("attr", {})} | {"un"} == RULE_FACTS


def test_only_the_power_bank_is_caught_by_the_words_of_a_rule_that_forbids() -> None:
    words = {
        word for rule in reference("restrictions.json")["rules"] if rule["effect"] == "forbid"
        for word in rule["match"].get("keywords", [])
    }
    caught = {
        product.id for product in load_products() for word in words
        if re.search(rf"\b{re.escape(word)}\b", product.customs_description.casefold())
    }
    assert caught == {"power-bank"}


def test_dangerous_and_taxed_goods_are_declared() -> None:
    by_id = {product.id: product for product in load_products()}
    assert by_id["power-bank"].attributes["un"] == "UN3480"
    assert by_id["wireless-earbuds"].attributes["un"] == "UN3481"
    assert by_id["wireless-earbuds"].attributes["packing"] == "in_equipment"
    assert by_id["chef-knife"].attributes == {"blade": "7.9"}
    assert by_id["rose-oud-perfume"].attributes == {"un": "UN1266", "flash_c": "17"}
    assert by_id["longjing-tea"].tax_class == "food"
    assert by_id["tea-roads-book"].tax_class == "books"
    assert by_id["dinosaur-kids-tee"].tax_class == "children_clothing"
    assert by_id["jaipur-shawl"].origin == "IN"
    garments = [product for product in load_products() if product.hs_code.startswith(("61", "62"))]
    assert {product.id: product.attributes for product in garments} == {
        "cotton-tee": {"origin_region": "Zhejiang"}, "jaipur-shawl": {"origin_region": "Rajasthan"},
        "cable-sweater": {"origin_region": "Nam Dinh"}, "dinosaur-kids-tee": {"origin_region": "Zhejiang"},
        "cotton-socks": {"origin_region": "Norte"}, "wrap-dress": {"origin_region": "Nam Dinh"},
        "oxford-shirt": {"origin_region": "Izmir"}, "wide-trousers": {"origin_region": "Tamil Nadu"},
        "denim-jeans": {"origin_region": "Okayama"}, "kids-hoodie": {"origin_region": "Zhejiang"},
    }
    for product in load_products():
        battery = str(product.attributes.get("un", "")) in {"UN3480", "UN3481"}
        assert battery == ("battery" in product.handling)
        assert set(product.handling) <= HANDLING
    assert Counter(product.origin for product in load_products())["CN"] == 43


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda row: row.update(code="12A"), "product cotton-tee: code '12A' is not of the form [A-Z][1-9][0-9]?"),
        (lambda row: row.update(category="shoes"),
         "product cotton-tee: category 'shoes' is not one of beauty, clothing, electronics, garden, home, jewellery, "
         "kitchen, pantry, sports, stationery"),
        (lambda row: row.pop("hs_code"), "product cotton-tee: hs_code is missing"),
        (lambda row: row.update(colour="red"), "product cotton-tee: colour is not a field"),
        (lambda row: row["titles"].pop("ar"),
         "product cotton-tee: titles must be given in en, es, pt, zh-Hans, ja, ar, in this order"),
        (lambda row: row["titles"].update(en="x" * 33),
         "product cotton-tee: titles.en must be text of 1 to 32 signs, trimmed"),
        (lambda row: row["variants"][0].update(price="1e3"),
         "product cotton-tee: variant A1-WHITE-S: price '1e3' is not a decimal amount"),
        (lambda row: row["variants"][0].update(weight_g=0),
         "product cotton-tee: variant A1-WHITE-S: weight_g must be a whole number of at least 1"),
        (lambda row: row["variants"][0].update(stock=True),
         "product cotton-tee: variant A1-WHITE-S: stock must be a whole number of at least 0"),
        (lambda row: row["variants"][0].update(sku="B1-WHITE-S"),
         "product cotton-tee: sku B1-WHITE-S must be A1-..."),
        (lambda row: row.update(variants=[]), "product cotton-tee: variants must not be empty"),
        (lambda row: row.update(code="A2", variants=[]), "product cotton-tee: variants must not be empty"),
        (lambda row: row.update(id="moka-pot", picture="moka-pot.webp"),
         "id moka-pot is used by both moka-pot and moka-pot"),
    ],
)
def test_a_fault_is_named_by_product_and_field(change: Any, message: str) -> None:
    broken = rows()
    change(broken[0])
    with pytest.raises(BadSampleData) as error:
        parse_products(broken, load_shop())
    assert str(error.value) == message


# ---------------------------------------------------------------- shop


def test_settings_are_the_shop_s_own_and_marked_as_samples() -> None:
    shop = load_shop()
    settings = shop_from_json(shop.settings)
    assert (settings.name, settings.dispatch_country, settings.dispatch_city) == ("Tradewind Harbour", "HK", "Hong Kong")
    assert settings.currency == "USD"
    assert settings.registrations["IOSS"] == "SAMPLE-IOSS-0001"
    assert len(settings.registrations) == 10
    assert all(number == f"SAMPLE-{scheme}-0001" for scheme, number in settings.registrations.items())
    assert shop.responsible_person["country_code"] == "DE"
    assert settings.hold_for("telegram") == 30
    assert settings.hold_for("twitch") == 15
    assert tuple(settings.return_policy) == LANGUAGES
    assert not LATIN.search(settings.return_policy["ar"])
    settings.return_policy["zh-Hans"].encode("gb2312")
    settings.return_policy["ja"].encode("shift_jis")
    assert not SPANISH.search(settings.return_policy["pt"])
    assert all(tuple(option.titles) == LANGUAGES for option in settings.shipping)
    assert all(tuple(category.titles) == LANGUAGES for category in shop.categories)


def test_markets_use_their_own_currency_and_readable_languages() -> None:
    settings = shop_from_json(load_shop().settings)
    known = {row["country"]: row["currency"] for row in reference("destinations.json")["destinations"]}
    assert len(settings.markets) == 49
    assert {country: market.currency for country, market in settings.markets.items()} == {
        country: known[country] for country in settings.markets
    }
    assert all(set(market.languages) <= READABLE for market in settings.markets.values())
    assert set(TASTES) <= set(settings.markets)


def test_post_and_courier_reach_every_market() -> None:
    settings = shop_from_json(load_shop().settings)
    for country in settings.markets:
        assert [offer.option.id for offer in settings.offers(country, 310)] == ["post", "courier"]
    assert settings.offer("post", "DE", 310).price == Money(650, "USD")
    assert settings.offer("courier", "MX", 700).price == Money(1940, "USD")
    assert settings.offer("post", "BR", 45).days == (14, 30)
    assert settings.offer("post", "IS", 45).price == Money(620, "USD")
    assert [offer.option.id for offer in settings.offers("DE", 2001)] == ["courier"]
    assert settings.offers("DE", 10_001) == ()


def test_heavier_parcels_cost_more_and_the_courier_is_faster() -> None:
    post, courier = shop_from_json(load_shop().settings).shipping
    for option in (post, courier):
        for zone in option.zones:
            prices = [band.price.minor for band in zone.bands]
            assert prices == sorted(set(prices))
            assert zone.days[0] < zone.days[1]
    assert all(fast.days[1] < slow.days[1] for fast, slow in zip(courier.zones, post.zones, strict=True))


# ---------------------------------------------------------------- pictures


def fingerprint(image: Image.Image) -> int:
    """A difference hash of 16 x 16 steps per channel: which of two neighbours is brighter."""
    bits = 0
    for channel in image.resize((17, 16), Image.Resampling.LANCZOS).split():
        pixels = channel.tobytes()
        for at in range(17 * 16):
            if at % 17:
                bits = bits << 1 | (pixels[at] > pixels[at - 1])
    return bits


@cache
def pictures() -> dict[str, Image.Image]:
    return {
        product.id: Image.open(io.BytesIO(picture_file(product.picture).read_bytes())).convert("RGB")
        for product in load_products()
    }


def test_every_product_has_a_small_square_picture() -> None:
    assert set(PAINTERS) == set(IDS)
    assert {image.size for image in pictures().values()} == {(640, 640)}
    for product in load_products():
        content = picture_file(product.picture).read_bytes()
        assert content[:4] == b"RIFF" and content[8:12] == b"WEBP"
        assert 2_000 < len(content) < 40_000, product.id


def test_no_two_pictures_are_alike() -> None:
    prints = {name: fingerprint(image) for name, image in pictures().items()}
    nearest = min(((one ^ other).bit_count(), a, b) for (a, one), (b, other) in combinations(prints.items(), 2))
    assert nearest[0] >= 150, nearest


def test_pictures_are_drawn_again_exactly() -> None:
    product = load_products()[0]
    assert draw(product) == draw(product)
    # Another build of the codec may differ by a shade, never by a shape.
    again = Image.open(io.BytesIO(draw(product))).convert("RGB")
    difference = ImageStat.Stat(ImageChops.difference(again, pictures()[product.id])).mean
    assert max(difference) < 2


# ---------------------------------------------------------------- history


def test_the_history_is_the_same_every_time_and_marked_as_sample() -> None:
    products = load_products()
    assert len(sales()) == 6000
    assert tuple(sample_orders(products)) == sales()
    assert tuple(sample_orders(products, seed=7)) != sales()
    assert {sale.source for sale in sales()} == {"sample"}
    assert all(sale.invoice.startswith("SAMPLE-") and sale.buyer.startswith("sample-") for sale in sales())
    assert set(units()) == {sale.country for sale in sales()} and len(units()) == 34


def test_the_history_ends_before_its_date_and_runs_in_order_of_time() -> None:
    moments = [sale.at for sale in sales()]
    assert moments == sorted(moments)
    assert datetime(2026, 1, 26, tzinfo=UTC) <= moments[0] < datetime(2026, 1, 27, tzinfo=UTC)
    assert datetime(2026, 11, 21, tzinfo=UTC) <= moments[-1] < datetime(2026, 11, 22, tzinfo=UTC)
    short = list(sample_orders(load_products(), until=date(2027, 3, 1), sales=50, days=10))
    assert len(short) == 50
    assert datetime(2027, 2, 19, tzinfo=UTC) <= short[0].at <= short[-1].at < datetime(2027, 3, 1, tzinfo=UTC)


def test_every_sale_is_of_a_variant_at_its_price() -> None:
    prices = {(product.id, variant.sku): variant.price for product in load_products() for variant in product.variants}
    assert all(sale.unit_price == prices[sale.product, sale.sku] for sale in sales())
    assert {sale.quantity for sale in sales()} == {1, 2, 3}
    lines = Counter(sale.invoice for sale in sales())
    assert set(lines.values()) == {1, 2, 3}
    assert len({(sale.invoice, sale.product) for sale in sales()}) == 6000
    assert len({(sale.invoice, sale.buyer, sale.country) for sale in sales()}) == len(lines)


def test_markets_have_tastes_of_their_own() -> None:
    assert favourites("DE", 1) == {"moka-pot"}
    assert favourites("MX", 1) == {"wrap-dress"}
    assert favourites("CN", 1) == {"longjing-tea"}
    assert favourites("BR", 2) == {"clear-phone-case", "leather-phone-wallet"}
    assert favourites("JP", 2) == {"dotted-notebook", "ballpoint-pens"}
    assert favourites("AE", 2) == {"rose-oud-perfume", "hammered-bangle"}
    large = ("US", "MX", "DE", "BR", "GB", "JP", "CN", "FR", "AE")
    for one, other in combinations(large, 2):
        assert len(favourites(one, 5) & favourites(other, 5)) <= 2, (one, other)


def test_seasons_turn_with_the_hemisphere_and_festivals_come() -> None:
    assert demand("ES", "aegean-towel", 7) > 2 * demand("ES", "aegean-towel", 1)
    assert demand("AU", "aegean-towel", 1) > 2 * demand("AU", "aegean-towel", 7)
    assert demand("SG", "cable-sweater", 1) == demand("SG", "cable-sweater", 7) == 1.0
    assert demand("AE", "rose-oud-perfume", 3) == 1.8 * demand("AE", "rose-oud-perfume", 6)
    assert demand("ZZ", "unheard-of", 5) == 1.0


def test_tastes_and_seasons_name_products_of_the_shop() -> None:
    named = {product for taste in TASTES.values() for product in taste.favourites}
    assert named <= set(IDS)


@pytest.mark.parametrize("arguments", [{"sales": 0}, {"days": 0}])
def test_an_empty_history_is_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one sale and at least one day"):
        next(sample_orders(load_products(), **arguments))
