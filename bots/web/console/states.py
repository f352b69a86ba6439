"""How the statuses of an order look to staff, and how channels write their own names."""

from __future__ import annotations

MOODS = {
    "captured": "good", "completed": "good", "delivered": "good", "confirmed": "calm", "booked": "calm",
    "handed_over": "calm", "placed": "waiting", "pending": "waiting", "unknown": "waiting", "authorised": "waiting",
    "held": "waiting", "failed": "bad", "cancelled": "bad", "expired": "bad", "returned": "bad", "refunded": "bad",
    "partly_refunded": "waiting",
}


def channel_name(channel: str) -> str:
    """The platform's own way of writing its name."""
    return {"youtube": "YouTube"}.get(channel, channel.title())
