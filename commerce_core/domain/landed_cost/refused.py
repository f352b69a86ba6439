"""Why a request cannot be quoted: one code of the contract, the field it is about, and a sentence."""

from __future__ import annotations

CODES = frozenset(
    {
        "unknown_country", "sanctioned_destination", "prohibited_item", "missing_hs_code", "missing_origin",
        "bad_amount", "bad_quantity", "unknown_currency", "no_rate", "date_out_of_range", "unknown_field", "bad_request",
    }
)


class QuoteRefused(Exception):
    """The answer to a request without a quote. `field` is a path such as `lines[0].quantity`, None for the whole."""

    def __init__(self, code: str, field: str | None, message: str) -> None:
        assert code in CODES, code
        super().__init__(code, field, message)
        self.code = code
        self.field = field
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.field or 'the request'}: {self.message}"

    def within(self, path: str) -> QuoteRefused:
        """The same refusal, its field seen from the object that holds it."""
        return QuoteRefused(self.code, f"{path}.{self.field}" if self.field else path, self.message)

    def as_json(self) -> dict[str, dict[str, str | None]]:
        """`{"error": {"code", "field", "message"}}`."""
        return {"error": {"code": self.code, "field": self.field, "message": self.message}}
