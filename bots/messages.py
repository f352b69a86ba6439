"""Turn, Answer, Reply and its blocks: what comes in from any channel and what goes out to it, and their JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from commerce_core.domain.money import Money

CHANNELS = frozenset({"console", "telegram", "discord", "twitch", "youtube", "web", "agent"})
Json = dict[str, Any]
MAX_ID = 200


class BadTurn(ValueError):
    """A message that cannot be a turn; `field` names what is wrong with it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message

    def as_json(self) -> Json:
        return {"error": {"code": "bad_request", "field": self.field, "message": self.message}}


@dataclass(frozen=True, slots=True)
class Action:
    """A pressed button, slash command, typed number or claim: a verb of the reply contract with its arguments."""

    verb: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> Json:
        return {"verb": self.verb, "args": dict(self.args)}

    @classmethod
    def from_json(cls, value: object) -> Action:
        """Raises BadTurn."""
        if not isinstance(value, Mapping) or not isinstance(value.get("verb"), str) or not value["verb"]:
            raise BadTurn("action", "an action is an object with a verb")
        args = value.get("args") or {}
        if not isinstance(args, Mapping) or set(value) - {"verb", "args"}:
            raise BadTurn("action.args", "args is an object")
        return cls(value["verb"], dict(args))


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or action of a buyer. (channel, account, id) names it for ever: delivered again, it is the same turn."""

    id: str
    buyer: str
    channel: str = "console"
    account: str = "main"
    text: str | None = None
    action: Action | None = None
    locale: str | None = None
    country: str | None = None
    phone: str | None = None
    timezone: str | None = None
    public: bool = False
    room: str | None = None
    at: datetime | None = None
    name: str | None = None

    @property
    def key(self) -> str:
        """The inbox key."""
        return f"{self.channel}:{self.account}:{self.id}"

    @property
    def chat(self) -> str:
        """The private conversation of this buyer on this channel: what the memory belongs to."""
        return f"{self.channel}:{self.account}:{self.buyer}"

    @classmethod
    def from_json(cls, value: object, default_id: str = "") -> Turn:
        """A turn from its contract JSON; `id` may be left out where the caller numbers lines. Raises BadTurn."""
        if not isinstance(value, Mapping):
            raise BadTurn("", "a turn is a JSON object")
        if unknown := sorted(set(value) - _TURN_FIELDS):
            raise BadTurn(str(unknown[0]), f"unknown field {unknown[0]}")
        turn_id = value.get("id", default_id)
        if isinstance(turn_id, int) and not isinstance(turn_id, bool):
            turn_id = str(turn_id)
        channel = _text(value, "channel") or "console"
        if channel not in CHANNELS:
            raise BadTurn("channel", f"unknown channel {channel}")
        text, action = value.get("text"), value.get("action")
        if text is not None and not isinstance(text, str):
            raise BadTurn("text", "text is a string")
        if text is None and action is None:
            raise BadTurn("text", "a turn has a text or an action")
        if not isinstance(turn_id, str) or not 0 < len(turn_id) <= MAX_ID:
            raise BadTurn("id", f"id is 1 to {MAX_ID} characters")
        buyer = value.get("buyer")
        if isinstance(buyer, int) and not isinstance(buyer, bool):
            buyer = str(buyer)
        if not isinstance(buyer, str) or not 0 < len(buyer) <= MAX_ID:
            raise BadTurn("buyer", f"buyer is 1 to {MAX_ID} characters")
        public = value.get("public") or False
        if not isinstance(public, bool):
            raise BadTurn("public", "public is true or false")
        return cls(
            id=_clean(turn_id), buyer=_clean(buyer), channel=channel, account=_text(value, "account") or "main",
            text=None if text is None else _clean(text), action=None if action is None else Action.from_json(action),
            locale=_text(value, "locale"), country=_text(value, "country"), phone=_text(value, "phone"),
            timezone=_text(value, "timezone"), public=public, room=_text(value, "room"), at=_time(value.get("at")),
            name=_text(value, "name"),
        )


_TURN_FIELDS = {f.name for f in fields(Turn)} | {"raw", "attachments", "hints"}


def _clean(text: str) -> str:
    """Lone surrogates cannot be stored or sent in UTF-8, NUL not in PostgreSQL: both become the replacement sign."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def _text(value: Mapping[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is None:
        return None
    if not isinstance(found, str) or len(found) > MAX_ID:
        raise BadTurn(name, f"{name} is a string of at most {MAX_ID} characters")
    return _clean(found)


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None:
        raise BadTurn("at", "at is an ISO 8601 time")
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


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
