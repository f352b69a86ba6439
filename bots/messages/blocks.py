"""The closed union of blocks that a reply is made of: what a channel can be asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bots.messages.turns import Action, Json
from commerce_core.domain.money import Money


@dataclass(frozen=True, slots=True)
class Button:
    """A label in the buyer's language and the action it sends back."""

    label: str
    action: Action

    def as_json(self) -> Json:
        return {"label": self.label, "action": self.action.as_json()}


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ProductCard:
    product: str
    sku: str
    title: str
    price: Money
    price_text: str
    facts: tuple[str, ...] = ()
    picture: str | None = None
    alt: str = ""
    actions: tuple[Button, ...] = ()
    type: Literal["product"] = "product"


@dataclass(frozen=True, slots=True)
class Choices:
    prompt: str
    actions: tuple[Button, ...]
    type: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    label: str
    amount: Money | None
    amount_text: str
    certainty: str
    why: Action | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A landed-cost quote for people; `quote` is the quote contract's JSON, `why_label` what the why action is called."""

    quote: Json
    lines: tuple[ReceiptLine, ...]
    total: Money
    total_label: str
    total_text: str
    certainty: str
    why_label: str = ""
    actions: tuple[Button, ...] = ()
    type: Literal["receipt"] = "receipt"


@dataclass(frozen=True, slots=True)
class PayOption:
    method: str
    label: str
    url: str | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    order: str
    title: str
    total: Money
    total_text: str
    expires_at: datetime
    expires_text: str
    pay: tuple[PayOption, ...]
    type: Literal["invoice"] = "invoice"


@dataclass(frozen=True, slots=True)
class OrderLine:
    sku: str
    title: str
    quantity: int
    amount: Money
    amount_text: str


@dataclass(frozen=True, slots=True)
class TrackingStep:
    at: datetime
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class OrderCard:
    code: str
    title: str
    order: str
    payment: str
    fulfilment: str
    status_text: str
    lines: tuple[OrderLine, ...]
    total: Money
    total_text: str
    tracking: tuple[TrackingStep, ...] | None = None
    actions: tuple[Button, ...] = ()
    type: Literal["order"] = "order"


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    media_type: str
    url: str
    type: Literal["document"] = "document"


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alt: str
    type: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Progress:
    label: str
    type: Literal["progress"] = "progress"


Block = Text | ProductCard | Choices | Receipt | Invoice | OrderCard | Document | Picture | Progress
