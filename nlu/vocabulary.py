"""The closed vocabularies of contracts/nlu.md: intents, entities, colours, and the shape of every normalised value."""

import re
from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES = (
    "en", "es", "pt", "fr", "de", "it", "nl", "pl", "ru", "uk",
    "tr", "ar", "hi", "id", "vi", "th", "ja", "ko", "zh-Hans", "zh-Hant",
)  # fmt: skip

INTENTS = (
    "greet", "goodbye", "thank", "affirm", "deny", "help",
    "browse_catalogue", "search_product", "recommend", "product_detail", "ask_price",
    "add_to_cart", "remove_from_cart", "view_cart", "live_claim", "release_claim",
    "checkout", "apply_coupon", "ask_payment", "ask_shipping", "ask_duties",
    "track_order", "change_order", "cancel_order", "return_refund",
    "set_country", "set_currency", "set_language", "subscribe", "unsubscribe",
    "human_agent", "complaint", "out_of_scope",
)  # fmt: skip

COLORS = (
    "black", "white", "grey", "red", "blue", "green", "yellow", "orange",
    "pink", "purple", "brown", "beige", "gold", "silver",
)  # fmt: skip

_WORDS = re.compile(r".*\S.*", re.DOTALL)
_UPPER_CODE = re.compile(r"[^\sa-z]+")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")

VALUE_SHAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "product": _WORDS,
        "sku": _UPPER_CODE,
        "quantity": re.compile(r"[1-9]\d*"),
        "color": re.compile("|".join(COLORS)),
        "size": re.compile(r"[^a-z]+"),
        "price_max": _DECIMAL,
        "price_min": _DECIMAL,
        "currency": re.compile(r"[A-Z]{3}"),
        "country": re.compile(r"[A-Z]{2}"),
        "city": _WORDS,
        "postal_code": _WORDS,
        "order_id": _UPPER_CODE,
        "coupon": _UPPER_CODE,
        "language": re.compile(r"[a-z]{2}|zh-Han[st]"),
        "ordinal": re.compile(r"[1-9]\d*|-[1-9]\d*"),
    }
)
"""Entity -> what its normalised value, written as text, must match in full."""

ENTITIES = tuple(VALUE_SHAPES)
