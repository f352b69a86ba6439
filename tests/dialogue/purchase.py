"""A conversation as a test reads it: say or do something, and hold what comes back against exact expectations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bots.messages import Answer, Json, Turn
from bots.runtime.house import House
from tests.shop_in_memory import answered, live_until

Expectation = Callable[["Heard"], None]
MARKS = str.maketrans("", "", "\u200e\u200f\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Do:
    """A pressed button or a verb sent by a program."""

    verb: str
    args: Json


def do(verb: str, **args: Any) -> Do:
    return Do(verb, args)


@dataclass(frozen=True, slots=True)
class Wait:
    """So much time goes by, and what falls due in it happens."""

    time: timedelta


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as its reader gets it; `text` without the marks that only turn Arabic sentences around."""

    answer: Answer
    json: Json

    @property
    def text(self) -> str:
        return "\n".join(self.answer.texts).translate(MARKS).replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def state(self) -> Json:
        return self.answer.state

    @property
    def refused(self) -> Json | None:
        return self.answer.refused

    def blocks(self, kind: str) -> list[Json]:
        return [block for reply in self.json["replies"] for block in reply["blocks"] if block["type"] == kind]

    @property
    def actions(self) -> list[Json]:
        """Every action of every block, in the order in which they are shown."""
        found = []
        for reply in self.json["replies"]:
            for block in reply["blocks"]:
                found += [{"label": line["label"], "action": line["why"]} for line in block.get("lines", ()) if line.get("why")]
                found += block.get("actions", ())
                found += [way for way in block.get("pay", ()) if way.get("action")]
        return found


class Chat:
    """One buyer's conversation with one house; every turn is kept, so that it can come once more."""

    def __init__(self, house: House, buyer: str = "ana", channel: str = "console", **platform: Any) -> None:
        self.house, self.buyer, self.channel = house, buyer, channel
        self.platform = platform
        self.turns: list[tuple[Turn, Answer]] = []

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    def says(self, text: str, **more: Any) -> Heard:
        return self._turn(text=text, **more)

    def does(self, verb: str, **args: Any) -> Heard:
        return self._turn(action={"verb": verb, "args": args})

    def presses(self, label: str) -> Heard:
        """A button of the last answer, by its label's beginning."""
        actions = Heard(self.turns[-1][1], self.turns[-1][1].as_json()).actions
        found = [each for each in actions if each["label"].translate(MARKS).startswith(label)]
        assert found, f"no button {label!r}: {[each['label'] for each in actions]}"
        return self.does(found[0]["action"]["verb"], **found[0]["action"]["args"])

    def _turn(self, **content: Any) -> Heard:
        said = {"id": f"{self.buyer}-{len(self.turns)}", "buyer": self.buyer, "channel": self.channel, **self.platform, **content}
        turn = Turn.from_json(said)
        answer = answered(self.house, turn)
        self.turns.append((turn, answer))
        return Heard(answer, answer.as_json())

    def play(self, *script: tuple[Any, ...]) -> Heard:
        """Each step is what is said (text), done (`do`) or waited for (`Wait`), then what is expected of the answer."""
        heard = None
        for step, *expectations in script:
            if isinstance(step, Wait):
                live_until(self.house, self.now + step.time)
                continue
            heard = self.says(step) if isinstance(step, str) else self.does(step.verb, **step.args)
            for expectation in expectations:
                try:
                    expectation(heard)
                except AssertionError as error:
                    raise AssertionError(f"after {step!r}: {error}\n--- {heard.text}\n--- {heard.state} {heard.refused}") from None
        assert heard is not None
        return heard


def says(*parts: str) -> Expectation:
    """Every part stands in the text."""

    def check(heard: Heard) -> None:
        missing = [part for part in parts if part.replace("\u00a0", " ").replace("\u202f", " ") not in heard.text]
        assert not missing, f"not said: {missing}"

    return check


def never_says(*parts: str) -> Expectation:
    def check(heard: Heard) -> None:
        said = [part for part in parts if part in heard.text]
        assert not said, f"said: {said}"

    return check


def silent(heard: Heard) -> None:
    assert heard.answer.replies == ()


def speaks(language: str) -> Expectation:
    return _state("language", language)


def cart(**quantities: int) -> Expectation:
    """What is in the basket: SKU (with _ for -) to units."""
    wanted = {sku.replace("_", "-"): units for sku, units in quantities.items()}

    def check(heard: Heard) -> None:
        found = {line["sku"]: line["quantity"] for line in heard.state["cart"]}
        assert found == wanted, f"basket {found}, not {wanted}"

    return check


def asks(form: str | None, field: str | None = None) -> Expectation:
    """The form that is open, and its field."""

    def check(heard: Heard) -> None:
        now = heard.state["form"]
        found = (now["name"], now["field"]) if now else (None, None)
        assert found == (form, field), f"asks {found}, not {(form, field)}"

    return check


def goes_to(code: str | None, status: str) -> Expectation:
    return _state("destination", {"code": code, "status": status})


def priced_in(currency: str) -> Expectation:
    return _state("currency", currency)


def order(placed: str, payment: str, fulfilment: str) -> Expectation:
    """The three statuses of the order spoken of."""

    def check(heard: Heard) -> None:
        now = heard.state["order"]
        found = now and (now["order"], now["payment"], now["fulfilment"])
        assert found == (placed, payment, fulfilment), f"order {found}"

    return check


def total(minor: int, currency: str) -> Expectation:
    """The total of the receipt (or invoice, or order) that the answer shows."""

    def check(heard: Heard) -> None:
        found = [block["total"] for kind in ("receipt", "invoice", "order") for block in heard.blocks(kind)]
        assert {"minor": minor, "currency": currency} in found, f"totals {found}"

    return check


def shows(*products: str) -> Expectation:
    """The products on the cards, in order."""

    def check(heard: Heard) -> None:
        found = [block["product"] for block in heard.blocks("product")]
        assert found == list(products), f"shows {found}"

    return check


def offers(*verbs: str) -> Expectation:
    """The verbs of all actions, in order."""

    def check(heard: Heard) -> None:
        found = [each["action"]["verb"] for each in heard.actions]
        assert found == list(verbs), f"offers {found}"

    return check


def refused(code: str | None, field: str | None = None) -> Expectation:
    def check(heard: Heard) -> None:
        found = (heard.refused["code"], heard.refused["data"].get("field")) if heard.refused else (None, None)
        assert found == (code, field), f"refused {found}"

    return check


def _state(name: str, wanted: object) -> Expectation:
    def check(heard: Heard) -> None:
        assert heard.state[name] == wanted, f"{name} is {heard.state[name]}"

    return check
