"""What the buyers of each invented market like: favourite products and colours, seasons and festivals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_SOUTHERN = frozenset({"AU", "NZ", "ZA", "BR", "AR", "CL", "PE"})
_TROPICAL = frozenset({"SG", "MY", "AE", "SA", "CO", "IN"})
_WARM_MONTHS = frozenset({5, 6, 7, 8})
_COLD_MONTHS = frozenset({11, 12, 1, 2})
_FOR_WARM = frozenset({"polarised-sunglasses", "aegean-towel", "picnic-bowls", "wrap-dress"})
_FOR_COLD = frozenset({"cable-sweater", "jaipur-shawl", "cotton-socks", "longjing-tea", "ceramic-mugs"})


@dataclass(frozen=True, slots=True)
class Taste:
    """One market: share of invoices (any scale), whole hours ahead of UTC, favourites as multiples of usual demand."""

    share: int
    utc_offset: int
    favourites: Mapping[str, float]
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Festival:
    """Months in which some markets buy more of some products."""

    countries: frozenset[str]
    months: frozenset[int]
    products: frozenset[str]
    factor: float


TASTES: Mapping[str, Taste] = {
    "US": Taste(
        120, -6, {"cotton-tee": 6, "kids-camera": 5, "ceramic-mugs": 5, "travel-chess": 4, "power-bank": 4}, "black"
    ),
    "CA": Taste(38, -5, {"cable-sweater": 6, "ceramic-mugs": 5, "rainbow-stacker": 5, "travel-chess": 4}, "red"),
    "MX": Taste(
        90, -6, {"wrap-dress": 9, "knit-runners": 7, "plush-panda": 5, "pocket-speaker": 5, "hammered-bangle": 4}, "red"
    ),
    "BR": Taste(
        80,
        -3,
        {
            "clear-phone-case": 9,
            "leather-phone-wallet": 7,
            "usb-c-charger": 6,
            "wireless-earbuds": 6,
            "pocket-speaker": 4,
        },
        "yellow",
    ),
    "AR": Taste(22, -3, {"knit-runners": 6, "leather-phone-wallet": 6, "travel-chess": 5, "wrap-dress": 4}, "blue"),
    "CL": Taste(22, -4, {"power-bank": 6, "jaipur-shawl": 5, "knit-runners": 5, "picnic-bowls": 4}),
    "CO": Taste(20, -5, {"wrap-dress": 6, "polarised-sunglasses": 6, "velvet-lip-tint": 6, "moka-pot": 3}, "red"),
    "GB": Taste(
        84,
        0,
        {"ceramic-mugs": 7, "tea-roads-book": 7, "longjing-tea": 4, "cotton-pillowcases": 4, "cable-sweater": 4},
        "blue",
    ),
    "IE": Taste(14, 0, {"cable-sweater": 7, "tea-roads-book": 5, "ceramic-mugs": 5}, "green"),
    "DE": Taste(
        92,
        1,
        {"moka-pot": 17, "steel-lunch-box": 8, "rosemary-shampoo-bar": 6, "cotton-socks": 5, "travel-chess": 4},
        "silver",
    ),
    "AT": Taste(16, 1, {"moka-pot": 7, "cotton-socks": 5, "cable-sweater": 5, "felt-basket": 4}),
    "CH": Taste(22, 1, {"chef-knife": 8, "moka-pot": 5, "felt-basket": 5, "steel-lunch-box": 4}, "red"),
    "FR": Taste(
        64,
        1,
        {"painted-fruit-bowl": 7, "silk-sleep-mask": 6, "camellia-cream": 6, "jaipur-shawl": 5, "tea-roads-book": 3},
    ),
    "ES": Taste(
        52, 1, {"polarised-sunglasses": 8, "aegean-towel": 7, "picnic-bowls": 5, "wrap-dress": 4, "moka-pot": 3}
    ),
    "IT": Taste(
        46, 1, {"moka-pot": 6, "leather-phone-wallet": 6, "double-wall-glasses": 6, "polarised-sunglasses": 5}, "brown"
    ),
    "NL": Taste(
        28, 1, {"mushroom-lamp": 7, "felt-basket": 6, "rosemary-shampoo-bar": 5, "dotted-notebook": 4}, "orange"
    ),
    "PL": Taste(26, 1, {"rainbow-stacker": 7, "jaipur-shawl": 5, "double-wall-glasses": 5, "cotton-socks": 4}),
    "SE": Taste(22, 1, {"felt-basket": 8, "mushroom-lamp": 6, "cotton-pillowcases": 5, "cable-sweater": 4}, "white"),
    "NO": Taste(16, 1, {"cable-sweater": 8, "cotton-socks": 6, "ceramic-mugs": 5}, "grey"),
    "TR": Taste(22, 3, {"double-wall-glasses": 8, "hammered-bangle": 5, "usb-c-charger": 5, "travel-chess": 4}),
    "AE": Taste(
        62,
        4,
        {"rose-oud-perfume": 16, "hammered-bangle": 9, "gongfu-tea-set": 5, "jaipur-shawl": 4, "silk-sleep-mask": 4},
        "gold",
    ),
    "SA": Taste(
        44, 3, {"rose-oud-perfume": 10, "double-wall-glasses": 7, "hammered-bangle": 5, "kids-camera": 5}, "gold"
    ),
    "EG": Taste(16, 2, {"dinosaur-kids-tee": 7, "plush-panda": 6, "usb-c-charger": 5, "rose-oud-perfume": 4}),
    "ZA": Taste(14, 2, {"pocket-speaker": 6, "picnic-bowls": 6, "cotton-tee": 5}),
    "IN": Taste(30, 5, {"steel-lunch-box": 7, "power-bank": 6, "wireless-earbuds": 5, "dinosaur-kids-tee": 4}, "black"),
    "JP": Taste(
        82,
        9,
        {"dotted-notebook": 9, "ballpoint-pens": 9, "plush-panda": 5, "felt-basket": 4, "silk-sleep-mask": 4},
        "yellow",
    ),
    "KR": Taste(44, 9, {"velvet-lip-tint": 7, "mushroom-lamp": 7, "clear-phone-case": 6, "kids-camera": 4}, "pink"),
    "CN": Taste(
        72, 8, {"longjing-tea": 10, "gongfu-tea-set": 8, "chef-knife": 5, "camellia-cream": 5, "painted-fruit-bowl": 4}
    ),
    "HK": Taste(20, 8, {"gongfu-tea-set": 6, "wireless-earbuds": 5, "silk-sleep-mask": 5}),
    "TW": Taste(26, 8, {"longjing-tea": 6, "ballpoint-pens": 5, "velvet-lip-tint": 5, "mushroom-lamp": 4}),
    "SG": Taste(30, 8, {"usb-c-charger": 7, "power-bank": 6, "dinosaur-kids-tee": 5, "longjing-tea": 4}, "white"),
    "MY": Taste(20, 8, {"velvet-lip-tint": 6, "clear-phone-case": 6, "dinosaur-kids-tee": 5}),
    "AU": Taste(
        48, 10, {"aegean-towel": 7, "picnic-bowls": 7, "polarised-sunglasses": 6, "rainbow-stacker": 4}, "blue"
    ),
    "NZ": Taste(14, 12, {"picnic-bowls": 6, "cable-sweater": 5, "rosemary-shampoo-bar": 5}),
}

_FESTIVALS = (
    # Ramadan 2026 falls in February and March, Lunar New Year in February.
    Festival(
        frozenset({"AE", "SA", "EG", "TR"}),
        frozenset({2, 3}),
        frozenset({"rose-oud-perfume", "gongfu-tea-set", "hammered-bangle"}),
        1.8,
    ),
    Festival(
        frozenset({"CN", "HK", "TW", "SG", "MY"}),
        frozenset({1, 2}),
        frozenset({"longjing-tea", "gongfu-tea-set", "hammered-bangle"}),
        2.0,
    ),
    # Singles' Day, and the season of gifts in the markets that keep Christmas.
    Festival(
        frozenset({"CN", "HK", "TW"}),
        frozenset({11}),
        frozenset({"wireless-earbuds", "camellia-cream", "velvet-lip-tint"}),
        2.2,
    ),
    Festival(
        frozenset({"US", "CA", "MX", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "IT", "NL", "PL", "SE", "NO", "AU"}),
        frozenset({11, 12}),
        frozenset({"plush-panda", "rainbow-stacker", "travel-chess", "kids-camera", "hammered-bangle"}),
        1.9,
    ),
    # Mother's Day in most of the Americas, Europe and East Asia; back to school in the north.
    Festival(
        frozenset({"US", "CA", "MX", "BR", "DE", "IT", "JP", "AU"}),
        frozenset({5}),
        frozenset({"jaipur-shawl", "camellia-cream", "rose-oud-perfume"}),
        1.6,
    ),
    Festival(
        frozenset({"US", "DE", "FR", "GB", "ES", "IT", "PL"}),
        frozenset({8, 9}),
        frozenset({"dotted-notebook", "ballpoint-pens", "steel-lunch-box"}),
        1.7,
    ),
)


def demand(country: str, product: str, month: int) -> float:
    """How much of its usual demand a product meets in a market in a month; 1.0 where nothing is known of it."""
    taste = TASTES.get(country)
    factor = taste.favourites.get(product, 1.0) if taste else 1.0
    for festival in _FESTIVALS:
        if country in festival.countries and month in festival.months and product in festival.products:
            factor *= festival.factor
    return factor * _season(country, product, month)


def _season(country: str, product: str, month: int) -> float:
    if country in _TROPICAL:
        return 1.0
    season = (month + 5) % 12 + 1 if country in _SOUTHERN else month
    if product in _FOR_WARM:
        return 1.7 if season in _WARM_MONTHS else 0.6
    if product in _FOR_COLD:
        return 1.6 if season in _COLD_MONTHS else 0.75
    return 1.0
