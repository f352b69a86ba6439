"""Turn, Answer, Reply and its blocks: what comes in from any channel and what goes out to it, and their JSON."""

from bots.messages.answers import Answer, Conversation, Reply, answer_from_json, block_from_json, block_json
from bots.messages.blocks import (
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    OrderCard,
    OrderLine,
    PayOption,
    Picture,
    ProductCard,
    Progress,
    Receipt,
    ReceiptLine,
    Text,
    TrackingStep,
)
from bots.messages.turns import CHANNELS, MAX_ID, Action, BadTurn, Json, Turn

__all__ = [
    "CHANNELS", "MAX_ID", "Action", "Answer", "BadTurn", "Block", "Button", "Choices", "Conversation", "Document", "Invoice",
    "Json", "OrderCard", "OrderLine", "PayOption", "Picture", "ProductCard", "Progress", "Receipt", "ReceiptLine", "Reply",
    "Text", "TrackingStep", "Turn", "answer_from_json", "block_from_json", "block_json",
]
