"""A Telegram update as a turn, purely: text, slash commands, pressed buttons and shared contacts; None for the rest."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import CallbackQuery, Contact, Message, Update, User

from bots.channels.telegram.callback import CallbackError, decode
from bots.channels.telegram.commands import command_action
from bots.messages import MAX_ID, Action, Turn

CHANNEL = "telegram"
ALLOWED_UPDATES = ["message", "callback_query"]
"""Edits are not asked for: an edited message was answered as it first stood."""

UNREADABLE = Action("unreadable")
"""What a forged or outdated button amounts to: no verb of ours, so the dialogue refuses it in words."""

_WORDLESS = (
    "location", "venue", "sticker", "photo", "voice", "video", "video_note", "document", "audio", "animation", "poll",
    "dice", "story", "contact",
)
_GROUPS = frozenset({"group", "supergroup"})


@dataclass(frozen=True, slots=True)
class BotName:
    """Who we are on Telegram: the account that turns carry, and the user name that commands and mentions may carry."""

    account: str
    username: str


def turn_of(update: Update, bot: BotName) -> Turn | None:
    """The turn of an update; its id is the update's. None for what asks nothing of a shop.

    Edits, other bots, channel posts, service messages and commands to other bots ask nothing. A picture, a sticker or
    a place in the private chat gets the help, and nothing of it is kept.
    """
    if update.message is not None:
        return _message_turn(update.update_id, update.message, bot)
    if update.callback_query is not None:
        return _callback_turn(update.update_id, update.callback_query, bot)
    return None


def chat_of(update: Update) -> int | None:
    """The chat whose order an update belongs to: where it was written or pressed."""
    if update.message is not None:
        return update.message.chat.id
    query = update.callback_query
    if query is None:
        return None
    return query.message.chat.id if query.message is not None else query.from_user.id


def _message_turn(update_id: int, message: Message, bot: BotName) -> Turn | None:
    user = message.from_user
    if user is None or user.is_bot or message.chat.type not in {"private", *_GROUPS}:
        return None
    public = message.chat.type in _GROUPS
    text, action, phone = _content(message, user, bot.username, public)
    if text is None and action is None:
        return None
    return _turn(
        update_id, user, bot, text=text, action=action, phone=phone, public=public, chat=message.chat.id,
        message=message,
    )


def _callback_turn(update_id: int, query: CallbackQuery, bot: BotName) -> Turn | None:
    if query.data is None or query.from_user.is_bot:
        return None
    try:
        action = decode(query.data)
    except CallbackError:
        action = UNREADABLE
    chat = query.message.chat if query.message is not None else None
    public = chat is not None and chat.type in _GROUPS
    return _turn(update_id, query.from_user, bot, action=action, public=public, chat=chat.id if chat else 0)


def _turn(
    update_id: int, user: User, bot: BotName, *, text: str | None = None, action: Action | None = None,
    phone: str | None = None, public: bool, chat: int, message: Message | None = None,
) -> Turn:
    return Turn(
        id=str(update_id), buyer=str(user.id), channel=CHANNEL, account=bot.account, text=text, action=action,
        locale=user.language_code, phone=phone, public=public, room=str(chat) if public else None,
        at=message.date if message else None, name=_clean(user.full_name)[:MAX_ID] or None,
    )


def _content(
    message: Message, user: User, username: str, public: bool
) -> tuple[str | None, Action | None, str | None]:
    text = message.text if message.text is not None else message.caption
    if text is not None:
        return *_words(_clean(text), username), None
    if message.contact is not None and (phone := _own_phone(message.contact, user)):
        return None, Action("address", {"phone": phone}), phone
    if public or not any(getattr(message, kind) is not None for kind in _WORDLESS):
        return None, None, None
    return None, Action("help"), None


def _words(text: str, username: str) -> tuple[str | None, Action | None]:
    """Plain text without our own mention, or the action of a slash command; neither for another bot's command."""
    if not text.startswith("/"):
        mention = f"@{username}".lower()
        if username and text.lower().startswith(mention):
            text = text[len(mention) :].lstrip(" ,:")
        return text, None
    head, _, words = text[1:].partition(" ")
    head, newline, more = head.partition("\n")
    name, _, addressee = head.partition("@")
    if addressee and addressee.lower() != username.lower():
        return None, None
    words = f"{more} {words}".strip() if newline else words.strip()
    action = command_action(name, words)
    # An unknown command is understood as the word it is: "/shoes" asks for shoes.
    return (None, action) if action else (f"{name.replace('_', ' ')} {words}".strip() or "/", None)


def _own_phone(contact: Contact, user: User) -> str | None:
    """The buyer's own number in E.164 form; Telegram vouches for it only where the contact is the sender."""
    digits = "".join(sign for sign in contact.phone_number if sign.isdecimal() and sign.isascii())
    return f"+{digits}" if contact.user_id == user.id and 7 <= len(digits) <= 15 else None


def _clean(text: str) -> str:
    """NUL cannot be stored everywhere."""
    return text.replace("\x00", "\ufffd")
