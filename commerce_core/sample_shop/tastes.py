"""What the buyers of each invented market like: favourite products and colours, seasons and festivals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_SOUTHERN = frozenset({"AU", "NZ", "ZA", "BR", "AR", "CL", "PE"})
_TROPICAL = frozenset({"SG", "MY", "AE", "SA", "CO", "IN"})
_WARM_MONTHS = frozenset({5, 6, 7, 8})
_COLD_MONTHS = frozenset({11, 12, 1, 2})
_FOR_WARM = frozenset({
    "polarised-sunglasses", "aegean-towel", "picnic-bowls", "wrap-dress", "sun-stick", "bucket-hat", "leather-sandals",
    "picnic-blanket", "cotton-hammock",
})
_FOR_COLD = frozenset({
    "cable-sweater", "jaipur-shawl", "cotton-socks", "longjing-tea", "ceramic-mugs", "wool-beanie", "ginger-infusion",
})


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
        120, -6, {
            "cotton-tee": 18, "kids-camera": 15, "ceramic-mugs": 15, "travel-chess": 14, "power-bank": 12,
            "denim-jeans": 9, "mechanical-keyboard": 7,
        }, "black",
    ),
    "CA": Taste(
        38, -5, {
            "cable-sweater": 18, "ceramic-mugs": 15, "rainbow-stacker": 15, "travel-chess": 12, "wool-beanie": 10,
        }, "red",
    ),
    "MX": Taste(
        90, -6, {
            "wrap-dress": 32, "knit-runners": 19, "plush-panda": 17, "pocket-speaker": 18, "hammered-bangle": 12,
            "match-football": 8, "ceramic-mugs": 5, "silver-hoops": 7,
        }, "red",
    ),
    "BR": Taste(
        80, -3, {
            "clear-phone-case": 27, "leather-phone-wallet": 26, "usb-c-charger": 16, "wireless-earbuds": 17,
            "pocket-speaker": 12, "match-football": 9, "cotton-hammock": 6,
        }, "yellow",
    ),
    "AR": Taste(
        22, -3, {
            "knit-runners": 18, "leather-phone-wallet": 18, "travel-chess": 15, "wrap-dress": 12,
            "match-football": 9, "leather-tote": 8,
        }, "blue",
    ),
    "CL": Taste(
        22, -4, {
            "power-bank": 18, "jaipur-shawl": 15, "knit-runners": 15, "picnic-bowls": 12, "canvas-backpack": 9,
        },
    ),
    "CO": Taste(
        20, -5, {
            "wrap-dress": 18, "polarised-sunglasses": 18, "velvet-lip-tint": 18, "moka-pot": 9,
            "neroli-cologne": 8,
        }, "red",
    ),
    "GB": Taste(
        84, 0, {
            "ceramic-mugs": 21, "tea-roads-book": 21, "longjing-tea": 12, "cotton-pillowcases": 12,
            "cable-sweater": 12, "oxford-shirt": 8, "ginger-infusion": 6,
        }, "blue",
    ),
    "IE": Taste(
        14, 0, {
            "cable-sweater": 21, "tea-roads-book": 15, "ceramic-mugs": 15, "wool-beanie": 8,
        }, "green",
    ),
    "DE": Taste(
        92, 1, {
            "moka-pot": 51, "steel-lunch-box": 24, "rosemary-shampoo-bar": 18, "cotton-socks": 15,
            "travel-chess": 12, "wooden-train": 7, "yirgacheffe-coffee": 6,
        }, "silver",
    ),
    "AT": Taste(
        16, 1, {
            "moka-pot": 21, "cotton-socks": 15, "cable-sweater": 15, "felt-basket": 12, "steel-bottle": 8,
        },
    ),
    "CH": Taste(
        22, 1, {
            "chef-knife": 24, "moka-pot": 15, "felt-basket": 15, "steel-lunch-box": 12, "dark-chocolate": 9,
            "field-watch": 7,
        }, "red",
    ),
    "FR": Taste(
        64, 1, {
            "painted-fruit-bowl": 21, "silk-sleep-mask": 18, "camellia-cream": 18, "jaipur-shawl": 15,
            "tea-roads-book": 9, "leather-tote": 9, "dark-chocolate": 6,
        },
    ),
    "ES": Taste(
        52, 1, {
            "polarised-sunglasses": 24, "aegean-towel": 21, "picnic-bowls": 15, "wrap-dress": 14, "moka-pot": 12,
            "leather-sandals": 6, "la-mancha-saffron": 6,
        },
    ),
    "IT": Taste(
        46, 1, {
            "moka-pot": 18, "leather-phone-wallet": 18, "double-wall-glasses": 18, "polarised-sunglasses": 15,
            "azulejo-cups": 8, "olive-oil": 6,
        }, "brown",
    ),
    "NL": Taste(
        28, 1, {
            "mushroom-lamp": 21, "felt-basket": 18, "rosemary-shampoo-bar": 15, "dotted-notebook": 12,
            "herb-seeds": 8, "watering-can": 7,
        }, "orange",
    ),
    "PL": Taste(
        26, 1, {
            "rainbow-stacker": 21, "jaipur-shawl": 15, "double-wall-glasses": 15, "cotton-socks": 12,
            "wooden-train": 9,
        },
    ),
    "SE": Taste(
        22, 1, {
            "felt-basket": 24, "mushroom-lamp": 18, "cotton-pillowcases": 15, "cable-sweater": 12, "washi-lamp": 9,
        }, "white",
    ),
    "NO": Taste(
        16, 1, {
            "cable-sweater": 24, "cotton-socks": 18, "ceramic-mugs": 15, "camping-lantern": 9,
        }, "grey",
    ),
    "TR": Taste(
        22, 3, {
            "double-wall-glasses": 24, "hammered-bangle": 15, "usb-c-charger": 15, "travel-chess": 12,
            "tulip-glasses": 10, "evil-eye-bracelet": 7,
        },
    ),
    "AE": Taste(
        62, 4, {
            "rose-oud-perfume": 48, "hammered-bangle": 27, "gongfu-tea-set": 15, "jaipur-shawl": 12,
            "silk-sleep-mask": 12, "medjool-dates": 9, "incense-burner": 9,
        }, "gold",
    ),
    "SA": Taste(
        44, 3, {
            "rose-oud-perfume": 30, "double-wall-glasses": 21, "hammered-bangle": 15, "kids-camera": 15,
            "incense-burner": 10, "medjool-dates": 8,
        }, "gold",
    ),
    "EG": Taste(
        16, 2, {
            "dinosaur-kids-tee": 21, "plush-panda": 18, "usb-c-charger": 15, "rose-oud-perfume": 12,
            "kids-hoodie": 8,
        },
    ),
    "ZA": Taste(
        14, 2, {
            "pocket-speaker": 18, "picnic-bowls": 18, "cotton-tee": 15, "sport-glasses": 8,
        },
    ),
    "IN": Taste(
        30, 5, {
            "steel-lunch-box": 21, "power-bank": 18, "wireless-earbuds": 15, "dinosaur-kids-tee": 12,
            "jhumka-earrings": 9, "masala-dabba": 8,
        }, "black",
    ),
    "JP": Taste(
        82, 9, {
            "dotted-notebook": 27, "ballpoint-pens": 27, "plush-panda": 15, "felt-basket": 12,
            "silk-sleep-mask": 12, "fountain-pen": 8, "uji-matcha": 7,
        }, "yellow",
    ),
    "KR": Taste(
        44, 9, {
            "velvet-lip-tint": 21, "mushroom-lamp": 21, "clear-phone-case": 18, "kids-camera": 12,
            "sheet-masks": 10, "sun-stick": 7,
        }, "pink",
    ),
    "CN": Taste(
        72, 8, {
            "longjing-tea": 30, "gongfu-tea-set": 24, "chef-knife": 15, "camellia-cream": 15,
            "painted-fruit-bowl": 12, "boxwood-comb": 7, "mini-phone": 6,
        },
    ),
    "HK": Taste(
        20, 8, {
            "gongfu-tea-set": 18, "wireless-earbuds": 15, "silk-sleep-mask": 15, "mini-phone": 8,
        },
    ),
    "TW": Taste(
        26, 8, {
            "longjing-tea": 18, "ballpoint-pens": 15, "velvet-lip-tint": 15, "mushroom-lamp": 12,
            "mechanical-keyboard": 8,
        },
    ),
    "SG": Taste(
        30, 8, {
            "usb-c-charger": 21, "power-bank": 18, "dinosaur-kids-tee": 15, "longjing-tea": 12,
            "wireless-charger": 8,
        }, "white",
    ),
    "MY": Taste(
        20, 8, {
            "velvet-lip-tint": 18, "clear-phone-case": 18, "dinosaur-kids-tee": 15, "belt-bag": 8,
        },
    ),
    "AU": Taste(
        48, 10, {
            "aegean-towel": 21, "picnic-bowls": 21, "polarised-sunglasses": 18, "rainbow-stacker": 12,
            "sun-stick": 9, "picnic-blanket": 7,
        }, "blue",
    ),
    "NZ": Taste(
        14, 12, {
            "picnic-bowls": 18, "cable-sweater": 15, "rosemary-shampoo-bar": 15, "garden-clogs": 9,
        },
    ),
}

_FESTIVALS = (
    # Ramadan 2026 falls in February and March, Lunar New Year in February.
    Festival(
        frozenset({"AE", "SA", "EG", "TR"}),
        frozenset({2, 3}),
        frozenset({"rose-oud-perfume", "gongfu-tea-set", "hammered-bangle", "medjool-dates", "incense-burner"}),
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
        frozenset({"wireless-earbuds", "camellia-cream", "velvet-lip-tint", "mini-phone"}),
        2.2,
    ),
    Festival(
        frozenset({"US", "CA", "MX", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "IT", "NL", "PL", "SE", "NO", "AU"}),
        frozenset({11, 12}),
        frozenset({
            "plush-panda", "rainbow-stacker", "travel-chess", "kids-camera", "hammered-bangle", "wooden-train",
            "dark-chocolate",
        }),
        1.9,
    ),
    # Mother's Day in most of the Americas, Europe and East Asia; back to school in the north.
    Festival(
        frozenset({"US", "CA", "MX", "BR", "DE", "IT", "JP", "AU"}),
        frozenset({5}),
        frozenset({"jaipur-shawl", "camellia-cream", "rose-oud-perfume", "pearl-pendant"}),
        1.6,
    ),
    Festival(
        frozenset({"US", "DE", "FR", "GB", "ES", "IT", "PL"}),
        frozenset({8, 9}),
        frozenset({"dotted-notebook", "ballpoint-pens", "steel-lunch-box", "fountain-pen", "canvas-backpack"}),
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
