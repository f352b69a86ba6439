"""Who of the staff may do what: one table, which every command that names its actor is checked against."""

from __future__ import annotations

from collections.abc import Mapping

ROLES = ("owner", "catalogue", "orders", "live_host", "support")
EVERYBODY = frozenset(ROLES)
OWNER = frozenset({"owner"})
_CATALOGUE = OWNER | {"catalogue"}
_ORDERS = OWNER | {"orders"}
_READERS = OWNER | {"orders", "support", "live_host"}

MAY: Mapping[str, frozenset[str]] = {
    # what is sold
    "SetPrice": _CATALOGUE,
    "SetStock": _CATALOGUE,
    "SetHsCode": _CATALOGUE,
    "ImportProducts": _CATALOGUE,
    "PlanProducts": _CATALOGUE,
    "LintCatalogue": _CATALOGUE | {"orders", "live_host"},
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
    "ShowStuck": _ORDERS | {"support"},
    "TryAgain": _ORDERS | {"support"},
}
"""Command or query -> the roles that may give it."""

COMMAND_LINE = "(command line)"
"""The actor of whoever works on the machine itself: they hold the shop's database, so they may do what its owner may.
No member of staff can be called so."""
