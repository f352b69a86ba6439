"""What a channel can show and how it is fed: Capabilities, and the protocol every channel's adapter fulfils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bots.messages import Answer


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Limits of one channel (contracts: channels). Lengths count characters as the platform counts them; 0 = none."""

    text_limit: int
    caption_limit: int = 0
    buttons_per_row: int = 0
    button_rows: int = 0
    button_label_limit: int = 0
    button_data_limit: int = 0
    pictures: bool = False
    private_answers: bool = True
    edits: bool = False
    numbered_choices: bool = False
    link_buttons: bool = False
    cards: bool = False
    """Shows blocks as they are (the web page draws product cards, receipts and invoices itself)."""

    @property
    def buttons(self) -> bool:
        return self.buttons_per_row > 0


FREE = 1_000_000
CONSOLE = Capabilities(text_limit=FREE, numbered_choices=True)
WEB = Capabilities(
    text_limit=FREE, caption_limit=FREE, buttons_per_row=100, button_rows=100, button_label_limit=FREE,
    button_data_limit=FREE, pictures=True, edits=True, link_buttons=True, cards=True,
)
TELEGRAM = Capabilities(
    text_limit=4096, caption_limit=1024, buttons_per_row=8, button_rows=100, button_label_limit=64,
    button_data_limit=64, pictures=True, edits=True, link_buttons=True,
)
DISCORD = Capabilities(
    text_limit=2000, caption_limit=2000, buttons_per_row=5, button_rows=5, button_label_limit=80,
    button_data_limit=100, pictures=True, edits=True, link_buttons=True,
)
TWITCH = Capabilities(text_limit=500, private_answers=False, numbered_choices=True)
YOUTUBE = Capabilities(text_limit=200, private_answers=False, numbered_choices=True)

CAPABILITIES = {
    "console": CONSOLE, "web": WEB, "telegram": TELEGRAM, "discord": DISCORD, "twitch": TWITCH, "youtube": YOUTUBE,
    "agent": CONSOLE,
}


class Channel(Protocol):
    """One platform's adapter: it turns updates into turns by itself while it runs, and can write first to a buyer."""

    name: str
    capabilities: Capabilities

    async def run(self) -> None:
        """Receive updates and answer them until cancelled."""
        ...

    async def send(self, buyer: str, answer: Answer) -> None:
        """Write to a buyer unasked (a payment arrived, a parcel moved). Raises Unreachable when the buyer blocked us."""
        ...


class Unreachable(Exception):
    """The buyer cannot be written to any more (blocked the bot, left, deleted the account)."""
