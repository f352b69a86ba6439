"""Importing this package registers every skill with the verb it answers."""

from bots.dialogue.skills import basket, browsing, checkout, live, orders, people, places

__all__ = ["basket", "browsing", "checkout", "live", "orders", "people", "places"]
