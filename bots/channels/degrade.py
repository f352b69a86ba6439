"""One pure function between a reply and what a channel can show: nothing is dropped in silence.

A button a channel cannot draw becomes a numbered line, a card a few lines of text, a picture a link.
"""

from __future__ import annotations

from bots.channels.channel import CAPABILITIES, Capabilities
from bots.messages import (
    Block,
    Button,
    Choices,
    Document,
    Invoice,
    OrderCard,
    PayOption,
    Picture,
    ProductCard,
    Progress,
    Receipt,
    Reply,
    Text,
)


def degrade(reply: Reply, capabilities: Capabilities) -> Reply:
    """The same reply in blocks this channel can show.

    A channel with cards gets it unchanged. Others get text, pictures where there are any, and one `Choices` per block
    that had buttons; documents and invoices stay whole where their links can be buttons. A channel with numbered
    choices gets all its actions as numbered lines, in one count per reply: number n is the n-th of `all_buttons(reply)`.
    """
    if capabilities.cards:
        return reply
    blocks: list[Block] = []
    number = 1
    for block in reply.blocks:
        if isinstance(block, ProductCard) and block.picture:
            blocks.append(_picture(Picture(block.picture, block.alt), capabilities))
        elif isinstance(block, Picture):
            blocks.append(_picture(block, capabilities))
            continue
        elif isinstance(block, Document | Invoice) and capabilities.link_buttons:
            blocks.append(block)
            continue
        text, buttons = _worded(block, capabilities, number)
        if capabilities.numbered_choices:
            number += len(buttons)
            buttons = ()
        if buttons:
            blocks.append(Choices(text, buttons))
        elif text:
            blocks.append(Text(text))
    return Reply(tuple(blocks), reply.audience, reply.replaces, reply.reply_to)


def _worded(block: Block, capabilities: Capabilities, number: int) -> tuple[str, tuple[Button, ...]]:
    """The block as text, its buttons counted from `number` where the channel counts them, its links where it has no other
    place for them; and its buttons."""
    text, buttons = text_of(block), buttons_of(block)
    if buttons and capabilities.numbered_choices:
        listed = "\n".join([f"{at}. {button.label}" for at, button in enumerate(buttons, number)])
        text = f"{text}\n{listed}" if text else listed
    if isinstance(block, Invoice) and not capabilities.link_buttons:
        text = "\n".join([text, *[f"{option.label}: {option.url}" for option in block.pay if option.url]])
    return text, buttons


def _picture(picture: Picture, capabilities: Capabilities) -> Picture | Text:
    """The picture, or what it shows and where; a local one has an address only inside our own pages."""
    if capabilities.pictures:
        return picture
    return Text(f"🖼 {picture.alt}" if picture.url.startswith("/") else f"🖼 {picture.alt}: {picture.url}")


def shown_text(reply: Reply, channel: str) -> str:
    """The whole reply as words, as the channel shows it after degrading: the contract's `text`."""
    capabilities = CAPABILITIES[channel]
    if capabilities.cards:
        parts = [text_of(block) for block in reply.blocks]
    elif capabilities.link_buttons:
        parts = [text_of(block) for block in degrade(reply, capabilities).blocks]
    else:
        parts = _lines(reply, capabilities)
    return "\n\n".join([part for part in parts if part])


def _lines(reply: Reply, capabilities: Capabilities) -> list[str]:
    """The texts of the degraded blocks of a channel that has nothing but text, without making the blocks."""
    parts: list[str] = []
    number = 1
    for block in reply.blocks:
        if isinstance(block, ProductCard) and block.picture:
            parts.append(text_of(_picture(Picture(block.picture, block.alt), capabilities)))
        elif isinstance(block, Picture):
            parts.append(text_of(_picture(block, capabilities)))
            continue
        text, buttons = _worded(block, capabilities, number)
        if capabilities.numbered_choices:
            number += len(buttons)
        parts.append(text)
    return parts


def all_buttons(reply: Reply) -> tuple[Button, ...]:
    """Every button of the reply in the order in which numbered choices count them."""
    return tuple(button for block in reply.blocks for button in buttons_of(block))


def buttons_of(block: Block) -> tuple[Button, ...]:
    """The buttons of a block; a receipt's why actions and an invoice's ways to pay are buttons too."""
    match block:
        case ProductCard() | Choices() | OrderCard():
            return block.actions
        case Receipt():
            whys = tuple(Button(f"{block.why_label} {line.label}", line.why) for line in block.lines if line.why)
            return whys + block.actions
        case Invoice():
            return tuple(_pay_button(option) for option in block.pay if option.action)
        case _:
            return ()


def _pay_button(option: PayOption) -> Button:
    assert option.action is not None
    return Button(option.label, option.action)


def text_of(block: Block) -> str:
    """A block as lines of plain text, without its buttons."""
    match block:
        case Text(text):
            return text
        case ProductCard():
            return "\n".join([f"{block.title} · {block.price_text}", *block.facts])
        case Choices(prompt, _):
            return prompt
        case Receipt():
            lines = [f"{line.label}: {line.amount_text}" for line in block.lines]
            return "\n".join([*lines, f"{block.total_label}: {block.total_text}"])
        case Invoice():
            return "\n".join([block.title, block.total_text, block.expires_text])
        case OrderCard():
            lines = [f"{line.quantity} × {line.title} · {line.amount_text}" for line in block.lines]
            steps = [f"{step.text} · {step.place}" if step.place else step.text for step in block.tracking or ()]
            return "\n".join([block.title, block.status_text, *lines, block.total_text, *steps])
        case Document(name, _, url):
            return f"{name}: {url}"
        case Picture(url, alt):
            return f"{alt}: {url}"
        case Progress(label):
            return label
