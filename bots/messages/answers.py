"""Reply and Answer: all that one turn brought about, its JSON after the reply contract, and back again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

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
from bots.messages.turns import Action, Json, Turn
from commerce_core.domain.money import Money


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks for one audience; `replaces` names an earlier message to edit, `reply_to` one to answer under."""

    blocks: tuple[Block, ...]
    audience: Literal["buyer", "room"] = "buyer"
    replaces: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one turn brought about, as stored and as every channel receives it.

    `texts` holds, per reply, the whole reply as the turn's channel shows it after degrading.
    """

    id: str
    replies: tuple[Reply, ...]
    texts: tuple[str, ...]
    understood: Json | None
    state: Json
    refused: Json | None = None
    direction: Literal["ltr", "rtl"] = "ltr"

    def as_json(self) -> Json:
        """The reply contract's JSON."""
        body: Json = {
            "id": self.id,
            "replies": [
                {"audience": reply.audience, "blocks": [block_json(block) for block in reply.blocks], "text": text}
                | ({"replaces": reply.replaces} if reply.replaces else {})
                | ({"reply_to": reply.reply_to} if reply.reply_to else {})
                for reply, text in zip(self.replies, self.texts, strict=True)
            ],
            "understood": self.understood,
            "state": self.state,
            "direction": self.direction,
        }
        return body | {"refused": self.refused} if self.refused else body


class Conversation(Protocol):
    """What every channel talks to. `answer` is idempotent per turn key: a redelivered turn returns the stored answer."""

    async def answer(self, turn: Turn) -> Answer:
        """The answer to one turn, after its transaction has committed."""
        ...


def _buttons(actions: tuple[Button, ...]) -> list[Json]:
    return [button.as_json() for button in actions]


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def block_json(block: Block) -> Json:
    """The contract's JSON of one block."""
    match block:
        case Text(text):
            return {"type": "text", "text": text}
        case ProductCard():
            return {
                "type": "product", "product": block.product, "sku": block.sku, "title": block.title,
                "price": block.price.as_json(), "price_text": block.price_text, "facts": list(block.facts),
                "picture": block.picture, "alt": block.alt, "actions": _buttons(block.actions),
            }
        case Choices(prompt, actions):
            return {"type": "choices", "prompt": prompt, "actions": _buttons(actions)}
        case Receipt():
            return {
                "type": "receipt", "quote": block.quote,
                "lines": [
                    {
                        "label": line.label, "amount": line.amount.as_json() if line.amount else None,
                        "amount_text": line.amount_text, "certainty": line.certainty,
                        "why": line.why.as_json() if line.why else None,
                    }
                    for line in block.lines
                ],
                "total": block.total.as_json(), "total_label": block.total_label, "total_text": block.total_text,
                "certainty": block.certainty, "why_label": block.why_label, "actions": _buttons(block.actions),
            }
        case Invoice():
            return {
                "type": "invoice", "order": block.order, "title": block.title, "total": block.total.as_json(),
                "total_text": block.total_text, "expires_at": _at(block.expires_at), "expires_text": block.expires_text,
                "pay": [
                    {"method": option.method, "label": option.label}
                    | ({"url": option.url} if option.url else {})
                    | ({"action": option.action.as_json()} if option.action else {})
                    for option in block.pay
                ],
            }
        case OrderCard():
            return {
                "type": "order", "code": block.code, "title": block.title, "order": block.order,
                "payment": block.payment, "fulfilment": block.fulfilment, "status_text": block.status_text,
                "lines": [
                    {
                        "sku": line.sku, "title": line.title, "quantity": line.quantity,
                        "amount": line.amount.as_json(), "amount_text": line.amount_text,
                    }
                    for line in block.lines
                ],
                "total": block.total.as_json(), "total_text": block.total_text,
                "tracking": None if block.tracking is None else [
                    {"at": _at(step.at), "text": step.text, "place": step.place} for step in block.tracking
                ],
                "actions": _buttons(block.actions),
            }
        case Document(name, media_type, url):
            return {"type": "document", "name": name, "media_type": media_type, "url": url}
        case Picture(url, alt):
            return {"type": "picture", "url": url, "alt": alt}
        case Progress(label):
            return {"type": "progress", "label": label}


def answer_from_json(value: Json) -> Answer:
    """A stored answer as typed blocks again; the inverse of `Answer.as_json`."""
    replies = value["replies"]
    return Answer(
        id=value["id"],
        replies=tuple(
            Reply(tuple(block_from_json(b) for b in r["blocks"]), r["audience"], r.get("replaces"), r.get("reply_to"))
            for r in replies
        ),
        texts=tuple(r["text"] for r in replies),
        understood=value["understood"], state=value["state"], refused=value.get("refused"),
        direction=value["direction"],
    )


def block_from_json(value: Json) -> Block:
    """One block from its JSON; the inverse of `block_json`. Raises KeyError on a type that does not exist."""
    kind = _BLOCKS[value["type"]]
    block: Block = kind(**{name: _READ.get(name, _same)(part) for name, part in value.items() if name != "type"})
    return block


_BLOCKS: dict[str, type[Any]] = {
    "text": Text, "product": ProductCard, "choices": Choices, "receipt": Receipt, "invoice": Invoice,
    "order": OrderCard, "document": Document, "picture": Picture, "progress": Progress,
}


def _same(part: Any) -> Any:
    return part


def _read_action(part: Json | None) -> Action | None:
    return Action(part["verb"], part["args"]) if part else None


def _read_money(part: Json | None) -> Money | None:
    return Money(part["minor"], part["currency"]) if part else None


def _read_lines(parts: list[Json]) -> tuple[ReceiptLine | OrderLine, ...]:
    return tuple(
        OrderLine(**(line | {"amount": _read_money(line["amount"])}))
        if "sku" in line
        else ReceiptLine(**(line | {"amount": _read_money(line["amount"]), "why": _read_action(line["why"])}))
        for line in parts
    )


def _read_tracking(parts: list[Json] | None) -> tuple[TrackingStep, ...] | None:
    return None if parts is None else tuple(TrackingStep(_moment(p["at"]), p["text"], p["place"]) for p in parts)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


_READ: dict[str, Any] = {
    "actions": lambda parts: tuple(Button(p["label"], Action(p["action"]["verb"], p["action"]["args"])) for p in parts),
    "facts": tuple,
    "price": _read_money,
    "total": _read_money,
    "expires_at": _moment,
    "lines": _read_lines,
    "tracking": _read_tracking,
    "pay": lambda parts: tuple(
        PayOption(p["method"], p["label"], p.get("url"), _read_action(p.get("action"))) for p in parts
    ),
}
