"""Landed cost: what a parcel costs at the buyer's door, charge by charge, from dated facts."""

from commerce_core.domain.landed_cost.engine import quote
from commerce_core.domain.landed_cost.facts import Facts
from commerce_core.domain.landed_cost.parsing import parse_request
from commerce_core.domain.landed_cost.quote import Caution, Charge, LineAllocation, Quote
from commerce_core.domain.landed_cost.reading import read_facts, shipped_facts
from commerce_core.domain.landed_cost.refund import Refund, refund
from commerce_core.domain.landed_cost.refused import QuoteRefused
from commerce_core.domain.landed_cost.request import Destination, Discount, QuoteLine, QuoteRequest

__all__ = [
    "Caution",
    "Charge",
    "Destination",
    "Discount",
    "Facts",
    "LineAllocation",
    "Quote",
    "QuoteLine",
    "QuoteRefused",
    "QuoteRequest",
    "Refund",
    "parse_request",
    "quote",
    "read_facts",
    "refund",
    "shipped_facts",
]
