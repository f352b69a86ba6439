"""The channel contract, held by each channel that renders replies itself."""

from __future__ import annotations

import re
from typing import Literal

from bots.channels.channel import TELEGRAM
from bots.channels.telegram.callback import decode
from bots.channels.telegram.render import Place, render
from bots.messages import Action, Reply
from tests.contract.channel_contract import ChannelContract, Shown
from tests.peers import telegram_rules as rules


class TestTelegram(ChannelContract):
    """Rendered, then read back by the rules of the stand-in Bot API, which refuses what the real one refuses."""

    def show(self, reply: Reply, direction: Literal["ltr", "rtl"] = "ltr") -> list[Shown]:
        place = Place(7, direction, room=reply.audience == "room", public_url="https://shop.example")
        return [_shown(method.model_dump(exclude_unset=True, exclude_none=True)) for method in render(reply, place, {})]


def _shown(params: dict[str, object]) -> Shown:
    photo = params.get("photo")
    what, limit = ("caption", rules.CAPTION_LIMIT) if photo else ("text", rules.TEXT_LIMIT)
    mode = params.get("parse_mode")
    written = rules.parsed(params.get(what, ""), str(mode) if mode else None, limit, what)
    markup = rules.keyboard(params.get("reply_markup")) or {"inline_keyboard": []}
    buttons: list[tuple[str, Action | str]] = [
        (button["text"], decode(button["callback_data"]) if "callback_data" in button else button["url"])
        for row in markup["inline_keyboard"] for button in row
    ]
    return Shown(
        written.text, rules.units(written.text), limit, tuple(buttons), (str(photo),) if photo else (),
        tuple(re.findall(r"@\w+", written.text)), label_limit=TELEGRAM.button_label_limit,
    )
