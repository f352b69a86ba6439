"""A carrier whose parcels travel on the clock it is given: booked, on the way, through customs, at the door."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from commerce_core.ports import Booking, Parcel, ParcelEvent


class SandboxCarrier:
    """Implements ports.Carriers without any state: a parcel's journey follows from its key and its hand-over alone.

    The journey takes a number of days within the parcel's own range, spread over its stations.
    """

    name = "sandbox"

    async def book(self, parcel: Parcel, at: datetime) -> Booking:
        return Booking(f"TWS{int(_digest(parcel.key)[:15], 16) % 10**10:010}{parcel.country}", self.name)

    async def track(
        self, tracking_code: str, handed_over_at: datetime, parcel: Parcel, now: datetime
    ) -> Sequence[ParcelEvent]:
        shortest, longest = parcel.days
        days = shortest + int(_digest(tracking_code), 16) % (longest - shortest + 1)
        journey = timedelta(days=max(days, 1))
        # (share of the journey, status, place)
        stations = (
            (0.0, "handed_over", parcel.origin_city),
            (0.1, "departed", parcel.origin_city),
            (0.55, "arrived", parcel.country),
            (0.7, "customs", parcel.country),
            (0.95, "out_for_delivery", parcel.city),
            (1.0, "delivered", parcel.city),
        )
        events = (ParcelEvent(handed_over_at + journey * share, status, place) for share, status, place in stations)
        return tuple(event for event in events if event.at <= now)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
