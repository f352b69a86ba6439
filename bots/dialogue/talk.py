"""A turn in, an answer out: understood outside the transaction, answered inside it, kept with its effects."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import orjson

import bots.dialogue.skills  # noqa: F401 - importing it registers every skill
from bots.dialogue.cards import product_card, shown, variant_title
from bots.dialogue.listening import language_of, meant_for_us
from bots.dialogue.memory import Memory
from bots.dialogue.moment import Moment, perform, reads_only
from bots.dialogue.refusing import words_of_refusal
from bots.dialogue.room import Happened, happened, private_blocks, said_by, told_of_claim
from bots.dialogue.skills.orders import news_of, order_blocks
from bots.dialogue.wishes import wishes
from bots.dialogue.words import FALLBACK, Words, spoken, words_for
from bots.messages import Action, Answer, Block, Button, Choices, ProductCard, Reply, Text, Turn, answer_from_json
from commerce_core.api import Transaction
from commerce_core.domain.buyer import Buyer, Place
from commerce_core.domain.claims import Claim
from commerce_core.domain.order import Order
from commerce_core.domain.rates import NoRate
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import Opening
from commerce_core.services.basket import Basket, ViewBasket
from commerce_core.services.live import ClaimBatch, ClaimOf, Outcome, Said
from commerce_core.services.ordering import MyOrder, OrderOf, Standing, Told
from commerce_core.services.profile import Learn, Meet
from commerce_core.services.promotions import Addressed, PromotionFor
from nlu.reading import CountryGuess, Hints, Live, Reading
from nlu.understand import Understanding

_MOST_STEPS = 6
Render = Callable[[Reply, str], str]
ButtonsOf = Callable[[Reply], tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to a turn; `follow_up` is a job to run at once, after which `complete` tells its outcome."""

    answer: Answer
    follow_up: str | None = None
    order: str | None = None
    repeated: bool = False
    languages: tuple[str, ...] = ()
    """The languages of the chat, newest last, as they are now."""


class Talk:
    """The conversation, without any channel: pure but for the transaction it is given."""

    def __init__(
        self, understanding: Understanding, render: Render, buttons_of: ButtonsOf, numbers: Callable[[str], bool]
    ) -> None:
        """`numbers` says whether a channel counts its choices, so that a bare number is one of them."""
        self._understanding = understanding
        self._render = render
        self._buttons_of = buttons_of
        self._numbers = numbers

    def read(self, turn: Turn, history: Sequence[str], live: Live | None = None) -> Reading:
        """Understand a turn's text, in a live room with what is on sale there; an action alone is read for its hints."""
        hints = Hints(turn.locale, turn.country, turn.phone, turn.timezone)
        return self._understanding.read(turn.text or "", hints, history, live)

    def take(self, tx: Transaction, turn: Turn, reading: Reading) -> Taken:
        """Answer a turn inside its transaction; a turn seen before gets the stored answer and has no effect."""
        opening = tx.open_turn(turn.chat, turn.channel, turn.account, turn.buyer)
        if opening.reply is not None:
            return Taken(answer_from_json(orjson.loads(opening.reply)), repeated=True)
        moment = self._open(tx, turn, reading, opening)
        answer = self._close(moment, self._act(moment)) if meant_for_us(turn, reading) else _silence(moment)
        tx.remember_reply(turn.chat, orjson.dumps(_said(turn)), orjson.dumps(answer.as_json()))
        return Taken(answer, moment.follow_up, moment.memory.order, languages=tuple(moment.memory.languages))

    def take_room(self, tx: Transaction, room: str, turns: Sequence[tuple[Turn, Reading]]) -> tuple[list[Taken], list[Happened]]:
        """Answer a live room's comments in the order they came: all that they claim is one command.

        The answers, in order, and what everybody may hear of it. Raises Refusal(unsupported) where no show is on air.
        """
        taken: dict[str, Taken] = {}
        moments: dict[str, Moment] = {}
        comments: list[Said] = []
        for turn, reading in turns:
            if turn.key in taken or turn.key in moments:
                continue
            under = tx.under(turn.key)
            opening = under.open_turn(turn.chat, turn.channel, turn.account, turn.buyer)
            if opening.reply is not None:
                taken[turn.key] = Taken(answer_from_json(orjson.loads(opening.reply)), repeated=True)
                continue
            moment = self._open(under, turn, reading, opening)
            try:
                comments.append(said_by(moment, turn, reading))
                moments[turn.key] = moment
            except Refusal as refusal:
                blocks = words_of_refusal(moment, refusal, turn.action or Action("claim"))
                taken[turn.key] = self._answered(moment, self._close(moment, blocks))
        outcomes: tuple[Outcome, ...] = tx.do(ClaimBatch(room, tuple(comments))) if comments else ()
        news = []
        for moment, outcome in zip(moments.values(), outcomes, strict=True):
            blocks = private_blocks(moment, outcome)
            taken[moment.turn.key] = self._answered(moment, self._close(moment, blocks) if blocks else _silence(moment))
            news.append(happened(moment.turn, outcome))
        return [taken[turn.key] for turn, _ in turns], news

    def _answered(self, moment: Moment, answer: Answer) -> Taken:
        """Keep an answer with its turn."""
        moment.tx.remember_reply(moment.turn.chat, orjson.dumps(_said(moment.turn)), orjson.dumps(answer.as_json()))
        return Taken(answer, languages=tuple(moment.memory.languages))

    def tell_claim(self, tx: Transaction, show: str, buyer_id: str, sku: str, kind: str, units: int) -> tuple[Buyer, Answer] | None:
        """A live claim changed without its viewer's doing: what to write to them; None where that is over already."""
        found: tuple[Claim, Buyer] | None = tx.ask(ClaimOf(show, buyer_id, sku))
        if found is None:
            return None
        claim, buyer = found
        if (told := tx.stored_reply()) is not None:
            return buyer, answer_from_json(orjson.loads(told))
        turn = Turn(id=tx.key, buyer=buyer.handle, channel=buyer.channel, account=buyer.account)
        moment = Moment(tx, turn, buyer, Memory.load(tx.memory(turn.chat)), _words(buyer))
        blocks = told_of_claim(moment, claim, kind, units)
        return (buyer, self._unasked(moment, blocks)) if blocks else None

    def complete(self, tx: Transaction, turn: Turn, taken: Taken) -> Answer:
        """The answer again, now that the job it waited for is done; kept in place of the first one."""
        memory = Memory.load(tx.memory(turn.chat))
        buyer: Buyer = tx.do(Meet(turn.channel, turn.account, turn.buyer, memory.language or FALLBACK))
        moment = Moment(tx, turn, buyer, memory, _words(buyer))
        order: Order = tx.ask(MyOrder(buyer, taken.order))
        tx.do(Told(order.id))
        if order.payment == "failed":
            moment.refused = Refusal("payment_declined", order=order.code).as_json()
        answer = self._close(moment, news_of(moment, order))
        answer = replace(answer, understood=taken.answer.understood)
        tx.replace_reply(orjson.dumps(answer.as_json()))
        return answer

    def tell(self, tx: Transaction, order_id: str, kind: str) -> tuple[Buyer, Answer]:
        """Something happened to an order that its buyer did not ask for just now: what to send them.

        Kept with the conversation, and the same again for the same key: a repeated job says what it said before.
        """
        order, buyer = tx.ask(OrderOf(order_id))
        if (told := tx.stored_reply()) is not None:
            return buyer, answer_from_json(orjson.loads(told))
        turn = Turn(id=f"tell:{tx.key}", buyer=buyer.handle, channel=buyer.channel, account=buyer.account)
        moment = Moment(tx, turn, buyer, Memory.load(tx.memory(turn.chat)), _words(buyer))
        blocks: list[Block] = [moment.text(f"tell-{kind.replace('_', '-')}", code=order.code)]
        blocks += [block for block in order_blocks(moment, order) if not isinstance(block, Text)]
        return buyer, self._unasked(moment, blocks)

    def promote(self, tx: Transaction, promotion_id: str, buyer_id: str) -> tuple[Buyer, Answer] | None:
        """A promotion as one buyer gets it, with the way out; None when they want no more of them."""
        found: Addressed | None = tx.ask(PromotionFor(promotion_id, buyer_id))
        if found is None:
            return None
        buyer = found.buyer
        if (told := tx.stored_reply()) is not None:
            return buyer, answer_from_json(orjson.loads(told))
        turn = Turn(id=f"promotion:{promotion_id}", buyer=buyer.handle, channel=buyer.channel, account=buyer.account)
        moment = Moment(tx, turn, buyer, Memory.load(tx.memory(turn.chat)), _words(buyer))
        blocks: list[Block] = [Text(found.promotion.text(buyer.language))]
        if found.product is not None:
            blocks.append(product_card(moment, found.product))
            moment.memory.show(shown(found.product))
        blocks.append(Choices(moment.say("promotion-stop"), (moment.button("button-unsubscribe", "unsubscribe"),)))
        return buyer, self._unasked(moment, blocks)

    def _unasked(self, moment: Moment, blocks: list[Block]) -> Answer:
        """A message nobody asked for just now, kept with the conversation like an answer."""
        answer = self._close(moment, blocks)
        moment.tx.remember_reply(moment.turn.chat, orjson.dumps(_said(moment.turn)), orjson.dumps(answer.as_json()))
        return answer

    def _open(self, tx: Transaction, turn: Turn, reading: Reading, opening: Opening) -> Moment:
        """Who writes, what was said before, which language to answer in, and what is new about where they are."""
        memory = Memory.load(opening.memory)
        heard = meant_for_us(turn, reading)
        if not memory.language_chosen and (memory.language is None or (turn.text and memory.form is None and heard)):
            memory.spoke(language_of(turn, reading, memory))
        language = memory.language if memory.language in spoken() else FALLBACK
        assert language is not None
        buyer = opening.buyer or tx.do(Meet(turn.channel, turn.account, turn.buyer, language))
        if memory.form is None and heard:
            buyer = tx.do(Learn(buyer, language, _place(reading.home), _place(reading.country)))
        moment = Moment(tx, turn, buyer, memory, _words(buyer), reading, numbered=self._numbers(turn.channel))
        if memory.language not in spoken() and not memory.told_english and heard:
            memory.told_english = True
            moment.note("only-english")
        return moment

    def _act(self, moment: Moment) -> list[Block]:
        """Do what is wanted; each wish stands alone, so that a refused one does not undo the other."""
        actions = [moment.turn.action] if moment.turn.action is not None else wishes(moment)
        blocks: list[Block] = []
        waiting = deque(actions[:_MOST_STEPS])
        for _ in range(_MOST_STEPS):
            if not waiting:
                break
            blocks += _unsaid(blocks, self._do(moment, waiting.popleft()))
            if moment.then is not None:
                waiting.appendleft(moment.then)
                moment.then = None
        return blocks or self._do(moment, Action("affirm"))

    def _do(self, moment: Moment, action: Action) -> list[Block]:
        before = moment.buyer, moment.memory.dump()
        try:
            with nullcontext() if reads_only(action.verb) else moment.tx.attempt():
                return perform(moment, action)
        except (Refusal, NoRate) as no:
            refusal = no if isinstance(no, Refusal) else Refusal("unsupported", field="currency", value=no.quote)
            moment.buyer, moment.memory, moment.then = before[0], Memory.load(before[1]), None
            moment.speak(moment.buyer.language)
            return words_of_refusal(moment, refusal, action)

    def _close(self, moment: Moment, blocks: list[Block]) -> Answer:
        """Notes first, then the answer; the memory keeps what numbers and "yes" will mean."""
        turn, memory = moment.turn, moment.memory
        reply = Reply((*(Text(note) for note in moment.notes), *blocks))
        memory.choices = [button.as_json() for button in self._buttons_of(reply)]
        if not any(isinstance(block, ProductCard) for block in blocks) and memory.focus is None and len(memory.shown) == 1:
            memory.focus = memory.shown[0]
        moment.tx.remember(turn.chat, moment.buyer.id, memory.dump())
        return Answer(
            id=turn.id, replies=(reply,), texts=(self._render(reply, turn.channel),),
            understood=moment.reading.as_json() if moment.reading and turn.text is not None else None,
            state=_state(moment), refused=moment.refused, direction=moment.words.direction,
        )


def _unsaid(before: list[Block], blocks: list[Block]) -> list[Block]:
    """Two steps of one turn may come to the same question; it is asked once."""
    return [block for block in blocks if not isinstance(block, Text) or block not in before]


def _silence(moment: Moment) -> Answer:
    """Nothing is said, and nothing that was offered is forgotten."""
    return Answer(
        id=moment.turn.id, replies=(), texts=(), understood=moment.reading.as_json() if moment.reading else None,
        state=_state(moment), direction=moment.words.direction,
    )


def _words(buyer: Buyer) -> Words:
    return words_for(buyer.language, buyer.destination.code or buyer.home.code)


def _said(turn: Turn) -> dict[str, Any]:
    action = turn.action.as_json() if turn.action else None
    return {"id": turn.id, "text": turn.text, "action": action}


def _place(guess: CountryGuess) -> Place:
    return Place(guess.code, guess.status) if guess.code else Place()


def _state(moment: Moment) -> dict[str, Any]:
    """The reply contract's state."""
    buyer, memory = moment.buyer, moment.memory
    basket: Basket = moment.tx.ask(ViewBasket(buyer))
    form = memory.form
    return {
        "language": buyer.language if buyer.language in spoken() else FALLBACK,
        "home": buyer.home.as_json(), "destination": buyer.destination.as_json(), "currency": buyer.currency,
        "cart": [
            {
                "line": item.number, "sku": item.variant.sku, "title": variant_title(moment, item.product, item.variant),
                "quantity": item.quantity, "unit": item.unit.as_json(),
            }
            for item in basket.items
        ],
        "form": {"name": form.name, "field": form.field, "country": form.country} if form else None,
        "order": _order_state(moment),
    }


def _order_state(moment: Moment) -> dict[str, Any] | None:
    code = moment.memory.order
    found = moment.tx.ask(Standing(code)) if code else None
    if found is None:
        return None
    order, payment, fulfilment, total = found
    return {"code": code, "order": order, "payment": payment, "fulfilment": fulfilment, "total": total.as_json()}
