"""Being decent: thanks, goodbyes, a person to talk to, promotions wanted or not, and what we cannot help with."""

from __future__ import annotations

from bots.dialogue.moment import Args, Moment, answers
from bots.messages import Block, Choices, Text
from commerce_core.services.profile import AskForPerson, Subscribe


@answers("thank", reads_only=True)
def thank(moment: Moment, args: Args) -> list[Block]:
    return [moment.text("welcome")]


@answers("goodbye", reads_only=True)
def goodbye(moment: Moment, args: Args) -> list[Block]:
    return [moment.text("goodbye")]


@answers("affirm", reads_only=True)
def affirm(moment: Moment, args: Args) -> list[Block]:
    """A yes to nothing in particular."""
    return [Choices(moment.say("affirm-what"), (moment.button("button-recommend", "recommend"), moment.button("button-help", "help")))]


@answers("deny", reads_only=True)
def deny(moment: Moment, args: Args) -> list[Block]:
    moment.memory.offer = None
    moment.memory.form = None
    return [Choices(moment.say("deny"), (moment.button("button-recommend", "recommend"), moment.button("button-browse", "browse")))]


@answers("human")
def human(moment: Moment, args: Args) -> list[Block]:
    moment.tx.do(AskForPerson(moment.buyer))
    return [moment.text("human")]


@answers("complaint", reads_only=True)
def complaint(moment: Moment, args: Args) -> list[Block]:
    return [
        Choices(
            moment.say("complaint"),
            (moment.button("button-human", "human"), moment.button("button-track", "track")),
        )
    ]


@answers("subscribe", takes="topic")
def subscribe(moment: Moment, args: Args) -> list[Block]:
    moment.buyer = moment.tx.do(Subscribe(moment.buyer, True))
    return [Choices(moment.say("subscribed"), (moment.button("button-unsubscribe", "unsubscribe"),))]


@answers("unsubscribe", takes="topic")
def unsubscribe(moment: Moment, args: Args) -> list[Block]:
    moment.buyer = moment.tx.do(Subscribe(moment.buyer, False))
    return [moment.text("unsubscribed")]


@answers("payment_methods", reads_only=True)
def payment_methods(moment: Moment, args: Args) -> list[Block]:
    """How one can pay here. Only what really works is named."""
    found: list[Block] = [Text(moment.say("payment-methods"))]
    return found


@answers("out_of_scope", reads_only=True)
def out_of_scope(moment: Moment, args: Args) -> list[Block]:
    return [
        Choices(
            moment.say("out-of-scope"),
            (
                moment.button("button-recommend", "recommend"), moment.button("button-browse", "browse"),
                moment.button("button-human", "human"),
            ),
        )
    ]


@answers("leave_form", reads_only=True)
def leave_form(moment: Moment, args: Args) -> list[Block]:
    """The way out of a form; what was filled in is kept for the next time."""
    moment.memory.form = None
    moment.memory.pending = None
    return [
        Choices(
            moment.say("form-left"),
            (moment.button("button-checkout", "checkout"), moment.button("button-basket", "basket")),
        )
    ]


@answers("fixed_prices", reads_only=True)
def fixed_prices(moment: Moment, args: Args) -> list[Block]:
    """Somebody bargains: prices stand, codes work."""
    return [Choices(moment.say("fixed-prices"), (moment.button("button-recommend", "recommend"),))]


@answers("about_us", reads_only=True)
def about_us(moment: Moment, args: Args) -> list[Block]:
    """Whether a person or a program answers here."""
    return [Choices(moment.say("about-us"), (moment.button("button-human", "human"),))]
