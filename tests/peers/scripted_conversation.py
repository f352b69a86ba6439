"""A conversation played from a script, in English and Arabic, that shows every block: what the web pages are tested on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from bots.channels.degrade import shown_text
from bots.messages import (
    Action,
    Answer,
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    Json,
    OrderCard,
    OrderLine,
    PayOption,
    Picture,
    ProductCard,
    Progress,
    Receipt,
    ReceiptLine,
    Reply,
    Text,
    TrackingStep,
    Turn,
)
from commerce_core.domain.money import Money

EXPLAINED = "Germany taxes imports at 19 %. It is 19 % of €58.90 for the goods and €6.50 for shipping: €12.43."
TITLES = {
    "en": ("Stoneware teapot, 0.8 l", "Linen table runner", "Olive-wood serving board"),
    "ar": ("إبريق شاي من الخزف، 0.8 لتر", "مفرش طاولة من الكتان", "لوح تقديم من خشب الزيتون"),
}
FACTS = {
    "en": (("in stock", "1.1 kg"), ("in stock", "40 × 140 cm"), ("3 left", "hand-cut")),
    "ar": (("متوفر", "1.1 كغ"), ("متوفر", "40 × 140 سم"), ("بقي 3", "مصنوع يدويًا")),
}
SAID = {
    "hello": ("Hello, I am the Tradewind shop. Tell me what you are looking for, and I will find it and work out the total "
              "to your door.", "أهلًا بك في متجر تريد ويند. أخبرني عمّا تبحث عنه، وسأجده لك وأحسب المبلغ حتى باب بيتك."),
    "pick": ("What would you like to see?", "ماذا تحب أن ترى؟"),
    "kitchen": ("Kitchen", "المطبخ"), "gifts": ("Gifts", "الهدايا"), "popular": ("Popular in Germany", "الأكثر طلبًا"),
    "found": ("These three go well together, and people in Germany buy the teapot most.",
              "هذه الثلاثة تتناسب معًا، وإبريق الشاي هو الأكثر طلبًا."),
    "add": ("Add to basket", "أضف إلى السلة"), "details": ("Details", "التفاصيل"),
    "added": ("The teapot is in your basket.", "أصبح إبريق الشاي في سلتك."),
    "goods": ("Goods", "البضاعة"), "shipping": ("Shipping, 4 to 7 days", "الشحن، من 4 إلى 7 أيام"),
    "duty": ("Customs duty", "الرسوم الجمركية"), "vat": ("Import VAT, 19 %", "ضريبة الاستيراد 19%"),
    "fee": ("Carrier's fee on delivery", "رسوم شركة الشحن عند التسليم"),
    "ask_carrier": ("told by the carrier", "تحددها شركة الشحن"), "total": ("Total", "الإجمالي"), "why": ("Why?", "لماذا؟"),
    "checkout": ("Check out", "إتمام الشراء"), "change_country": ("Other country", "بلد آخر"),
    "who": ("Where shall it go? You can fill in the form or write it here, one part at a time.",
            "إلى أين نرسل الطلب؟ املأ النموذج أو اكتب العنوان هنا جزءًا جزءًا."),
    "bad_postcode": ("A German postal code has five digits.", "الرمز البريدي الألماني خمسة أرقام."),
    "invoice": ("Invoice for order 7K4M-2QX", "فاتورة الطلب 7K4M-2QX"),
    "until": ("We hold the goods for you until then.", "نحجز البضاعة لك حتى ذلك الوقت."),
    "card": ("Pay by card", "الدفع بالبطاقة"), "bank": ("Pay by bank transfer", "الدفع بتحويل بنكي"),
    "order": ("Order 7K4M-2QX", "الطلب 7K4M-2QX"), "on_way": ("On its way", "في الطريق"),
    "booked": ("Parcel booked", "حُجز الطرد"), "left": ("Left the warehouse", "غادر المستودع"),
    "arrived": ("Arrived in the country", "وصل إلى البلد"), "track": ("Track the parcel", "تتبع الطرد"),
    "paying": ("Waiting for the bank…", "بانتظار البنك…"), "picture": ("The workshop", "الورشة"),
    "nothing": ("I did not find that. Shall I show what is popular?", "لم أجد ذلك. هل أعرض الأكثر طلبًا؟"),
    "country": ("Delivering to {country} from now on.", "التوصيل إلى {country} من الآن."),
}


class ScriptedConversation:
    """Answers like a small shop. `fail_next` turns fail first; `delay` seconds pass before each answer."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime.now(UTC)
        self.turns: list[Turn] = []
        self.answers: dict[str, Answer] = {}
        self.chats: dict[str, list[Json]] = {}
        self.states: dict[str, Json] = {}
        self.fail_next = 0
        self.delay = 0.0

    async def answer(self, turn: Turn) -> Answer:
        self.turns.append(turn)
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.fail_next:
            self.fail_next -= 1
            raise RuntimeError("the conversation is out of order")
        if turn.key not in self.answers:
            answer = self._play(turn)
            self.answers[turn.key] = answer
            action = turn.action.as_json() if turn.action else None
            self.chats.setdefault(turn.chat, []).append(
                {"turn": {"id": turn.id, "text": turn.text, "action": action}, "answer": answer.as_json()})
        return self.answers[turn.key]

    async def history(self, chat: str, limit: int) -> Sequence[Json]:
        return self.chats.get(chat, [])[-limit:]

    def _play(self, turn: Turn) -> Answer:
        state = self.states.setdefault(turn.chat, first_state(turn.locale))
        refused: Json | None = None
        if turn.action:
            blocks, refused = self._act(turn.action, state)
        else:
            blocks = self._read(turn.text or "", state)
        reply = Reply(tuple(blocks))
        rtl = state["language"] == "ar"
        return Answer(turn.id, (reply,), (shown_text(reply, "web"),), None, dict(state), refused, "rtl" if rtl else "ltr")

    def _read(self, text: str, state: Json) -> list[Block]:
        if text.startswith("echo "):
            return [Text(text.removeprefix("echo "))]
        if "<" in text:
            return hostile_blocks(text)
        if "everything" in text:
            return everything(state, self.now)
        if "teapot" in text or "إبريق" in text:
            return [Text(say(state, "found")), *cards(state)]
        return [Choices(say(state, "nothing"), (button(state, "popular", "recommend"),))]

    def _act(self, action: Action, state: Json) -> tuple[list[Block], Json | None]:
        args = action.args
        match action.verb:
            case "start":
                return [Text(say(state, "hello")), Choices(say(state, "pick"), (
                    button(state, "popular", "recommend"), button(state, "kitchen", "browse", category="kitchen"),
                    button(state, "gifts", "browse", category="gifts")))], None
            case "recommend" | "browse":
                return [Text(say(state, "found")), *cards(state)], None
            case "add" | "set_quantity" | "remove":
                quantity = 0 if action.verb == "remove" else int(args.get("quantity", 1))
                line = {"line": "1", "sku": "TEAPOT-SAND", "title": titles(state)[0], "quantity": quantity,
                        "unit": {"minor": 5890, "currency": "EUR"}}
                state["cart"] = [line] if quantity else []
                return [Text(say(state, "added")), *([receipt(state)] if quantity else [])], None
            case "why":
                return [Text(EXPLAINED)], None
            case "set_country" | "set_currency" | "set_language":
                return self._correct(action, state), None
            case "checkout":
                state["form"] = {"name": "address", "field": "name", "country": state["destination"]["code"]}
                return [Text(say(state, "who"))], None
            case "address":
                if not str(args.get("postal_code", "")).isdigit():
                    state["form"]["field"] = "postal_code"
                    return [Text(say(state, "bad_postcode"))], {"code": "invalid", "data": {"field": "postal_code"}}
                state["form"] = None
                return [invoice(state, self.now)], None
            case "pay" | "track" | "order":
                state["cart"] = []
                return [order(state, self.now)], None
        return [Text(f"{action.verb}?")], {"code": "unsupported", "data": {"verb": action.verb}}

    def _correct(self, action: Action, state: Json) -> list[Block]:
        if action.verb == "set_language":
            state["language"] = action.args["language"]
            return [Text(say(state, "hello"))]
        if action.verb == "set_currency":
            state["currency"] = action.args["currency"]
            return cards(state)
        state["destination"] = {"code": action.args["country"], "status": "known"}
        return [Text(say(state, "country").format(country=action.args["country"]))]


class ScriptedAnnouncements:
    """An in-process bus: `publish` reaches whoever is subscribed to the topic now."""

    def __init__(self) -> None:
        self.readers: dict[str, list[asyncio.Queue[bytes]]] = {}

    def publish(self, topic: str, message: bytes) -> int:
        for queue in self.readers.get(topic, []):
            queue.put_nowait(message)
        return len(self.readers.get(topic, []))

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[bytes]]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.readers.setdefault(topic, []).append(queue)
        try:
            yield _messages(queue)
        finally:
            self.readers[topic].remove(queue)


async def _messages(queue: asyncio.Queue[bytes]) -> AsyncIterator[bytes]:
    while True:
        yield await queue.get()


async def healthy() -> dict[str, bool]:
    return {"database": True, "jobs": True}


def first_state(locale: str | None) -> Json:
    return {
        "language": "ar" if (locale or "").startswith("ar") else "en", "home": {"code": "DE", "status": "likely"},
        "destination": {"code": "DE", "status": "guess"}, "currency": "EUR", "cart": [], "form": None, "order": None,
    }


def say(state: Json, name: str) -> str:
    return SAID[name][1 if state["language"] == "ar" else 0]


def titles(state: Json) -> tuple[str, ...]:
    return TITLES.get(state["language"], TITLES["en"])


def button(state: Json, name: str, verb: str, **args: Any) -> Button:
    return Button(say(state, name), Action(verb, args))


def cards(state: Json) -> list[Block]:
    facts = FACTS.get(state["language"], FACTS["en"])
    offers = zip(("TEAPOT-SAND", "RUNNER-FLAX", "BOARD-OLIVE"), titles(state), (5890, 3450, 4200), facts, strict=True)
    return [
        ProductCard(
            sku.split("-")[0].lower(), sku, title, Money(minor, "EUR"), f"€{minor / 100:.2f}", its, f"/pictures/{sku}.png",
            title, (button(state, "add", "add", sku=sku, quantity=1), button(state, "details", "show", product=sku)))
        for sku, title, minor, its in offers
    ]


def receipt(state: Json) -> Receipt:
    def line(name: str, minor: int | None, certainty: str, charge: str) -> ReceiptLine:
        amount = None if minor is None else Money(minor, "EUR")
        text = say(state, "ask_carrier") if minor is None else f"€{minor / 100:.2f}"
        return ReceiptLine(say(state, name), amount, text, certainty, Action("why", {"charge": charge}))

    return Receipt(
        quote={}, lines=(
            ReceiptLine(say(state, "goods"), Money(5890, "EUR"), "€58.90", "fixed"),
            line("shipping", 650, "fixed", "shipping"), line("duty", 0, "fixed", "duty"),
            line("vat", 1243, "estimate", "import_vat"), line("fee", None, "unknown", "carrier_fee")),
        total=Money(7783, "EUR"), total_label=say(state, "total"), total_text="€77.83", certainty="estimate",
        why_label=say(state, "why"),
        actions=(button(state, "checkout", "checkout"), button(state, "change_country", "set_country", country="FR")),
    )


def invoice(state: Json, now: datetime, minutes: int = 30) -> Invoice:
    return Invoice(
        "7K4M-2QX", say(state, "invoice"), Money(7783, "EUR"), "€77.83", now + timedelta(minutes=minutes), say(state, "until"),
        (PayOption("card", say(state, "card"), None, Action("pay", {"method": "card"})),
         PayOption("bank", say(state, "bank"), "https://pay.example/7K4M-2QX")))


def order(state: Json, now: datetime) -> OrderCard:
    steps = (("booked", 50, "Porto"), ("left", 31, "Porto"), ("arrived", 3, "Köln"))
    return OrderCard(
        "7K4M-2QX", say(state, "order"), "confirmed", "captured", "handed_over", say(state, "on_way"),
        (OrderLine("TEAPOT-SAND", titles(state)[0], 1, Money(5890, "EUR"), "€58.90"),), Money(7783, "EUR"),
        f"{say(state, 'total')} €77.83",
        tuple(TrackingStep(now - timedelta(hours=hours), say(state, name), place) for name, hours, place in steps),
        (button(state, "track", "track", code="7K4M-2QX"),))


def everything(state: Json, now: datetime) -> list[Block]:
    """One of every block type."""
    return [
        Text(say(state, "found")), *cards(state), receipt(state), invoice(state, now), order(state, now),
        Document("invoice-7K4M-2QX.pdf", "application/pdf", "/pictures/invoice.pdf"),
        Picture("/pictures/BOARD-OLIVE.png", say(state, "picture")),
        Choices(say(state, "pick"), (button(state, "kitchen", "browse"), button(state, "gifts", "browse"))),
        Progress(say(state, "paying")),
    ]


def hostile_blocks(text: str) -> list[Block]:
    """What a hostile catalogue or buyer could put into every field that is shown."""
    return [
        Text(text),
        ProductCard("p", "SKU", text, Money(100, "EUR"), text, (text,), "javascript:alert(1)", text,
                    (Button(text, Action("show", {"product": text})),)),
        Document(text, "text/html", "javascript:alert(1)"),
        Invoice(text, text, Money(100, "EUR"), text, datetime(2030, 1, 1, tzinfo=UTC), text,
                (PayOption("card", text, "javascript:alert(1)"),)),
    ]


def draw_pictures(folder: Path) -> Path:
    """Three plain product pictures in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for sku, back, shape in (
        ("TEAPOT-SAND", (226, 214, 196), (143, 102, 66)), ("RUNNER-FLAX", (203, 216, 214), (88, 122, 118)),
        ("BOARD-OLIVE", (232, 222, 203), (120, 108, 54)),
    ):
        picture = Image.new("RGB", (800, 600), back)
        pen = ImageDraw.Draw(picture)
        pen.ellipse((200, 480, 600, 530), fill=tuple(int(part * 0.9) for part in back))
        if sku.startswith("TEAPOT"):
            pen.ellipse((255, 220, 545, 510), fill=shape)
            pen.polygon(((520, 330), (650, 250), (670, 280), (540, 430)), fill=shape)
            pen.arc((170, 270, 330, 450), 90, 270, fill=shape, width=26)
            pen.ellipse((375, 180, 425, 230), fill=shape)
        else:
            pen.rounded_rectangle((190, 190, 610, 480), 40 if sku.startswith("BOARD") else 4, fill=shape)
        picture.save(folder / f"{sku}.png")
    return folder
