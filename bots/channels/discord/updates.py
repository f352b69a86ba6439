"""A Discord interaction or message as a turn, purely: commands, buttons, selects, forms and words; None for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from discord import DMChannel, Interaction, InteractionType, Message, MessageType

from bots.channels.action_codec import CodecError
from bots.channels.discord.commands import command_wish
from bots.channels.discord.custom_id import decode
from bots.channels.discord.forms import FILL, OPEN, Form, filled, form_of
from bots.messages import MAX_ID, Action, Turn

CHANNEL = "discord"
UNREADABLE = Action("unreadable")
"""What a forged or outdated button amounts to: no verb of ours, so the dialogue refuses it in words."""
DEFAULT_LOCALE = "en-US"
"""What Discord sets for everybody who never chose a language: it says nothing of a country."""
_OWN_VERBS = frozenset({OPEN, FILL})


def interaction_turn(interaction: Interaction[Any], account: str) -> Turn | None:
    """The turn of a command, a press, a choice or a form; its id is the interaction's. None for what asks nothing."""
    if interaction.user.bot:
        return None
    wish = wish_of(interaction.type, interaction.data or {})
    if wish is None:
        return None
    guild = interaction.guild_id is not None
    guild_locale = interaction.guild_locale.value if interaction.guild_locale else None
    return Turn(
        id=str(interaction.id), buyer=str(interaction.user.id), channel=CHANNEL, account=account,
        text=_clean(wish) if isinstance(wish, str) else None, action=wish if isinstance(wish, Action) else None,
        locale=spoken_locale(interaction.locale.value or guild_locale), public=guild,
        room=str(interaction.channel_id) if guild and interaction.channel_id else None,
        name=_clean(interaction.user.display_name)[:MAX_ID] or None,
    )


def wish_of(kind: InteractionType, data: Mapping[str, Any]) -> Action | str | None:
    """The action or the words that an interaction amounts to: UNREADABLE where it is nothing we could have offered, None where it asks nothing."""
    if kind is InteractionType.application_command:
        return command_wish(str(data.get("name", "")), data.get("options") or ()) or UNREADABLE
    if kind is InteractionType.component:
        action = pressed(data)
        return UNREADABLE if action is None or action.verb in _OWN_VERBS else action
    if kind is InteractionType.modal_submit:
        return filled(str(data.get("custom_id", "")), data.get("components") or ()) or UNREADABLE
    return None


def pressed(data: Mapping[str, Any]) -> Action | None:
    """The action of a pressed button or the chosen option; None where it cannot be read."""
    values = data.get("values")
    try:
        return decode(str(values[0] if values else data.get("custom_id", "")))
    except CodecError:
        return None


def form_to_open(interaction: Interaction[Any]) -> Form | None:
    """The form that a pressed button opens; None for every other interaction."""
    if interaction.type is not InteractionType.component:
        return None
    action = pressed(interaction.data or {})
    return form_of(action, OPEN) if action else None


def message_turn(message: Message, me: int, account: str) -> Turn | None:
    """The turn of a message to us: in direct messages each, in a server those that mention us.

    Bots, webhooks and service messages ask nothing. A sticker or a file alone gets the help; nothing of it is kept.
    """
    if message.author.bot or message.webhook_id or message.type not in {MessageType.default, MessageType.reply}:
        return None
    private = isinstance(message.channel, DMChannel)
    mentioned = any(user.id == me for user in message.mentions)
    if not private and not mentioned:
        return None
    text = _clean(re.sub(rf"<@!?{me}>[ ,:]*", " ", message.content)).strip()
    guild_locale = message.guild.preferred_locale.value if message.guild else None
    return Turn(
        id=str(message.id), buyer=str(message.author.id), channel=CHANNEL, account=account,
        text=text or None, action=None if text else Action("help"),
        # A server's language is English until somebody changes it: as a default it says nothing.
        locale=spoken_locale(guild_locale) if guild_locale != DEFAULT_LOCALE else None,
        public=not private, room=None if private else str(message.channel.id), at=message.created_at,
        name=_clean(message.author.display_name)[:MAX_ID] or None,
    )


def spoken_locale(locale: str | None) -> str | None:
    """The locale as a hint: Discord's default keeps its language only, so that nobody is taken for an American."""
    return "en" if locale == DEFAULT_LOCALE else locale


def _clean(text: str) -> str:
    """NUL cannot be stored everywhere."""
    return text.replace("\x00", "\ufffd")
