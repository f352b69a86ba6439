"""Other shops of the merchant by the name of their platform: which there are, and one opened from an address and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bots.runtime.settings import Settings
from commerce_core.domain.shop import Shop
from commerce_core.ports import Declined, Storefronts
from connectors.http import Bounds, GuardedClient

PLATFORMS = ("shopify", "woocommerce", "vendure", "medusa")
_SHOPIFY_HOSTS = ".myshopify.com"


@dataclass(frozen=True, slots=True)
class Opened:
    """A storefront, the client it is asked through, and what it is remembered as."""

    shop: Storefronts
    client: GuardedClient
    key: str


def is_address(text: str) -> bool:
    return text.lower().startswith(("https://", "http://"))


def platform_of(address: str) -> str | None:
    """The platform that an address alone tells; None where it must be named."""
    return "shopify" if (urlsplit(address).hostname or "").endswith(_SHOPIFY_HOSTS) else None


def open_storefront(platform: str, address: str, settings: Settings, shop: Shop, language: str) -> Opened:
    """One of PLATFORMS. `language` is that of texts whose platform does not say. Raises Declined naming what is wrong."""
    token = settings.storefront_token.get_secret_value().strip() if settings.storefront_token else ""
    if not token:
        raise Declined("TRADEWIND_STOREFRONT_TOKEN is not set: the guide docs/howto/bring-a-storefront.md says where to get one")
    if not token.isascii() or not token.isprintable():
        raise Declined("TRADEWIND_STOREFRONT_TOKEN holds signs that no token has")
    secret = settings.storefront_webhook_secret.get_secret_value() if settings.storefront_webhook_secret else ""
    root, key = _root(platform, address)
    parts = (token, token.partition(":")[2], secret)
    client = GuardedClient(Bounds(loopback_http=settings.storefront_loopback), tuple(each for each in parts if each))
    return Opened(_opened(platform, root, token, client, secret, shop, language), client, key)


def _opened(platform: str, root: str, token: str, client: GuardedClient, secret: str, shop: Shop, language: str) -> Storefronts:
    if platform == "shopify":
        from connectors.storefronts.shopify import Shopify

        one_each = {market.currency: country for country, market in reversed(list(shop.markets.items()))}
        own = one_each.pop(shop.currency, None)
        languages = dict.fromkeys(each for market in shop.markets.values() for each in market.languages)
        return Shopify(
            root, token, client, webhook_secret=secret, countries=[*([own] if own else []), *one_each.values()], languages=list(languages))
    if platform == "woocommerce":
        from connectors.storefronts.woocommerce import WooCommerce

        return WooCommerce(root, token, client, webhook_secret=secret, language=language)
    if platform == "vendure":
        from connectors.storefronts.vendure import Vendure

        return Vendure(root, token, client, webhook_secret=secret)
    from connectors.storefronts.medusa import Medusa

    return Medusa(root, token, client, webhook_secret=secret, language=language)


def _root(platform: str, address: str) -> tuple[str, str]:
    """(address that paths are added to, what it is remembered as). Raises Declined."""
    full = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(full)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in {"https", "http"} or parts.username is not None or parts.query or parts.fragment:
        raise Declined("the address of a storefront is https:// and its host, without a login or a query")
    named = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{named}{f':{port}' if port else ''}"
    path = "" if platform == "shopify" else parts.path.rstrip("/")
    return origin + path, f"{platform} {named}{f':{port}' if port else ''}{path}"
