"""Who of the staff may do what: one table, which every command that names its actor is checked against."""

from __future__ import annotations

from collections.abc import Mapping

ROLES = ("owner", "catalogue", "orders", "live_host", "support")
EVERYBODY = frozenset(ROLES)
OWNER = frozenset({"owner"})
_CATALOGUE = OWNER | {"catalogue"}
_ORDERS = OWNER | {"orders"}
_HOSTS = OWNER | {"live_host"}
_READERS = OWNER | {"orders", "support", "live_host"}

MAY: Mapping[str, frozenset[str]] = {
    # what is sold
    "SetPrice": _CATALOGUE,
    "SetStock": _CATALOGUE,
    "SetHsCode": _CATALOGUE,
    "ImportProducts": _CATALOGUE,
    "PlanProducts": _CATALOGUE,
    "LintCatalogue": _CATALOGUE | {"orders", "live_host"},
    "LintProduct": _CATALOGUE | {"orders", "live_host"},
    "SuggestHs": _CATALOGUE,
    "EndImport": _CATALOGUE,
    "ReadUpTo": _CATALOGUE,
    "RememberReading": _CATALOGUE,
    # orders
    "ListOrders": _READERS,
    "ShowOrder": _READERS,
    "ShipOrder": _ORDERS,
    "RefundOrder": _ORDERS,
    "Overview": EVERYBODY,
    # promotions
    "DraftPromotion": _HOSTS,
    "DryRun": _HOSTS,
    "SendPromotion": _HOSTS,
    "PausePromotion": _HOSTS,
    "ShowPromotions": _HOSTS,
    "ShowPromotion": _HOSTS,
    # live shows
    **dict.fromkeys(
        ("PrepareShow", "OpenShow", "CloseShow", "AddShowItem", "PinItem", "SetShowPrice", "HideComment"), _HOSTS
    ),
    "ShowBoard": _HOSTS | {"support"},
    "OpenRooms": _HOSTS | {"support"},
    # the shop itself
    "ShowSettings": OWNER,
    "ChangeSetting": OWNER,
    "ShowAudit": OWNER,
    "ListStaff": OWNER,
    "AddStaff": OWNER,
    "ChangeRole": OWNER,
    "ResetPassword": OWNER,
    "RemoveStaff": OWNER,
    "ResetTwoFactor": OWNER,
    # one's own login
    "ChangeOwnPassword": EVERYBODY,
    "BeginTwoFactor": EVERYBODY,
    "PendingTwoFactor": EVERYBODY,
    "ConfirmTwoFactor": EVERYBODY,
    "EndTwoFactor": EVERYBODY,
    "ListSessions": EVERYBODY,
    "EndSession": EVERYBODY,
    "ShowStuck": _ORDERS | {"support"},
    "TryAgain": _ORDERS | {"support"},
}
"""Command or query -> the roles that may give it."""

COMMAND_LINE = "(command line)"
"""The actor of whoever works on the machine itself: they hold the shop's database, so they may do what its owner may.
No member of staff can be called so."""
