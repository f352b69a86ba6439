"""An expected "no", with a code the dialogue turns into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CODES = frozenset(
    {
        "missing", "invalid", "out_of_stock", "low_stock", "quantity_exceeded", "payment_declined", "requires_3ds",
        "coupon_invalid", "coupon_expired", "minimum_not_met", "region_restricted", "age_verification_required",
        "not_found", "conflict", "rate_limited", "expired", "unsupported", "prohibited_item",
        "sanctioned_destination", "forbidden",
    }
)


class Refusal(Exception):
    """The business says no: nothing was changed. `code` is one of CODES, `data` what the words need."""

    def __init__(self, code: str, /, **data: Any) -> None:
        assert code in CODES, code
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, Any] = data

    def as_json(self) -> dict[str, Any]:
        """The reply contract's `refused`."""
        return {"code": self.code, "data": dict(self.data)}
