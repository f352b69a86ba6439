"""How fast messages may leave: a rate, and the moment it gives each message, without a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` messages at once, after that one every `seconds`."""

    seconds: float
    burst: int


def take(free: float, rate: Rate, now: float) -> tuple[float, float]:
    """(when the message leaves, when the bucket is full again) for a bucket that is full at `free`.

    Seconds of one monotonic clock; the generic cell rate algorithm (ITU-T I.371, annex A).
    """
    start = max(now, free - rate.seconds * (rate.burst - 1))
    return start, max(free, start) + rate.seconds
