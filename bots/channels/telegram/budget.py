"""When the next message to a chat may leave: the send budgets of a bot, smoothed, without a clock of its own."""

from __future__ import annotations

from bots.channels.rate import Rate, take

MANY = 4096


BOT = Rate(1 / 30, 30)
CHAT = Rate(1.0, 5)
GROUP = Rate(3.0, 3)
"""Telegram's own figures (Bots FAQ, "My bot is hitting limits"): about 30 messages a second in all; 1 a second in one
chat, where short bursts are let through; 20 a minute in one group."""


class SendBudget:
    """Reserves a moment for each message."""

    def __init__(self, bot: Rate = BOT, chat: Rate = CHAT, group: Rate = GROUP) -> None:
        self._bot, self._private, self._group = bot, chat, group
        self._bot_free = 0.0
        self._chat_free: dict[int, float] = {}

    def reserve_chat(self, chat: int, now: float) -> float:
        """Seconds from `now` until a message to `chat` may leave; the moment is taken and not given again.

        Groups have negative ids. Times come from one monotonic clock.
        """
        rate = self._group if chat < 0 else self._private
        start, self._chat_free[chat] = take(self._chat_free.get(chat, 0.0), rate, now)
        if len(self._chat_free) > MANY:
            self._chat_free = {name: free for name, free in self._chat_free.items() if free > now}
        return start - now

    def reserve_bot(self, now: float) -> float:
        """Seconds from `now` until the bot may send again; asked after the chat's wait, so that no chat delays others."""
        start, self._bot_free = take(self._bot_free, self._bot, now)
        return start - now
