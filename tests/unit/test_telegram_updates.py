"""Updates as turns: text, commands, buttons, contacts; what asks nothing of a shop is no turn."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Update

from bots.channels.telegram.commands import bot_commands, deep_link, deep_link_action, notice, table
from bots.channels.telegram.updates import UNREADABLE, BotName, chat_of, turn_of
from bots.messages import Action, Turn

BOT = BotName("42", "tradewind_bot")
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "last_name": "Ruiz", "language_code": "es"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "supergroup", "title": "Live"}


def message(chat: dict[str, Any] = PRIVATE, user: dict[str, Any] | None = ANA, **content: Any) -> Update:
    body = {"message_id": 3, "date": 1_700_000_000, "chat": chat, **content} | ({"from": user} if user else {})
    return Update.model_validate({"update_id": 11, "message": body})


def press(data: str | None, **query: Any) -> Update:
    body: dict[str, Any] = {"id": "q", "from": ANA, "chat_instance": "c", **query} | ({"data": data} if data is not None else {})
    return Update.model_validate({"update_id": 12, "callback_query": body})


def test_a_text() -> None:
    assert turn_of(message(text="hola"), BOT) == Turn(
        id="11", buyer="7", channel="telegram", account="42", text="hola", locale="es",
        at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), name="Ana Ruiz",
    )


def test_the_language_may_be_absent() -> None:
    turn = turn_of(message(user={"id": 7, "is_bot": False, "first_name": "Ana"}, text="hola"), BOT)
    assert turn is not None and turn.locale is None and turn.name == "Ana"


def test_a_caption_is_a_text() -> None:
    turn = turn_of(message(caption="this one?", photo=[]), BOT)
    assert turn is not None and turn.text == "this one?"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("/start", Action("start")),
        ("/start show_moka-pot", Action("show", {"product": "moka-pot"})),
        ("/start choose_MOKA_6", Action("choose", {"sku": "MOKA_6"})),
        ("/start ad-campaign", Action("start")),
        ("/start show_", Action("start")),
        ("/start show_<b>", Action("start")),
        ("/help", Action("help")),
        ("/ayuda", Action("help")),
        ("/HELP@Tradewind_Bot", Action("help")),
        ("/basket", Action("basket")),
        ("/carrito", Action("basket")),
        ("/orders", Action("order")),
        ("/orders 7k4m-2qxa", Action("order", {"code": "7K4M-2QXA"})),
        ("/language", Action("set_language")),
        ("/language zh", Action("set_language", {"language": "zh"})),
        ("/idioma árabe", Action("set_language", {"language": "árabe"})),
        ("/country es", Action("set_country", {"country": "ES"})),
        ("/country Costa Rica", Action("set_country", {"country": "Costa Rica"})),
        ("/currency eur", Action("set_currency", {"currency": "EUR"})),
        ("/search red mug", Action("search", {"text": "red mug"})),
        ("/search\nred mug", Action("search", {"text": "red mug"})),
        ("/paysupport", Action("human")),
        ("/terms", Action("help")),
        ("/browse", Action("browse")),
    ],
)
def test_commands(text: str, action: Action) -> None:
    turn = turn_of(message(text=text), BOT)
    assert turn is not None and turn.action == action and turn.text is None


@pytest.mark.parametrize(("text", "words"), [("/shoes", "shoes"), ("/red_shoes size 40", "red shoes size 40"), ("/", "/"), ("/ x", "x")])
def test_an_unknown_command_is_a_text(text: str, words: str) -> None:
    turn = turn_of(message(text=text), BOT)
    assert turn is not None and turn.action is None and turn.text == words


def test_a_group_is_public() -> None:
    turn = turn_of(message(chat=GROUP, text="@Tradewind_Bot, A12 x2"), BOT)
    assert turn is not None
    assert (turn.public, turn.room, turn.buyer, turn.text) == (True, "-100", "7", "A12 x2")
    assert turn_of(message(chat=GROUP, text="/help@another_bot"), BOT) is None


def test_ones_own_contact_is_a_phone() -> None:
    turn = turn_of(message(contact={"phone_number": "34 600-123-456", "first_name": "Ana", "user_id": 7}), BOT)
    assert turn is not None
    assert (turn.phone, turn.action) == ("+34600123456", Action("address", {"phone": "+34600123456"}))


@pytest.mark.parametrize(
    "content",
    [
        {"contact": {"phone_number": "34600123456", "first_name": "Bea", "user_id": 8}},
        {"contact": {"phone_number": "12", "first_name": "Ana", "user_id": 7}},
        {"location": {"latitude": 40.4, "longitude": -3.7}},
        {"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}},
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
    ids=["another's contact", "no number", "location", "sticker", "voice", "dice"],
)
def test_what_has_no_words_gets_help_in_private_and_nothing_in_a_group(content: dict[str, Any]) -> None:
    turn = turn_of(message(**content), BOT)
    assert turn is not None and (turn.action, turn.text, turn.phone) == (Action("help"), None, None)
    assert turn_of(message(chat=GROUP, **content), BOT) is None


@pytest.mark.parametrize(
    "update",
    [
        message(user={"id": 9, "is_bot": True, "first_name": "B"}, text="x"),
        message(user=None, text="x"),
        message(chat={"id": -5, "type": "channel", "title": "News"}, text="x"),
        message(new_chat_title="x"),
        message(group_chat_created=True),
        Update.model_validate({"update_id": 1, "edited_message": {"message_id": 3, "date": 1, "chat": PRIVATE, "from": ANA, "text": "x"}}),
        Update.model_validate({"update_id": 1, "channel_post": {"message_id": 3, "date": 1, "chat": PRIVATE, "text": "x"}}),
        Update.model_validate({"update_id": 1, "something_new": {"x": 1}}),
        press(None, game_short_name="g"),
    ],
    ids=["bot", "nobody", "channel", "service", "created", "edited", "post", "unknown", "game"],
)
def test_what_asks_nothing_is_no_turn(update: Update) -> None:
    assert turn_of(update, BOT) is None


def test_a_press() -> None:
    update = press("add|s:A12|q#2", message={"message_id": 3, "date": 1, "chat": PRIVATE})
    assert turn_of(update, BOT) == Turn(
        id="12", buyer="7", channel="telegram", account="42", action=Action("add", {"sku": "A12", "quantity": 2}),
        locale="es", name="Ana Ruiz",
    )
    assert chat_of(update) == 7


def test_a_press_under_a_message_that_is_gone() -> None:
    gone = press("basket", message={"message_id": 3, "date": 0, "chat": GROUP})
    turn = turn_of(gone, BOT)
    assert turn is not None and turn.public and turn.room == "-100"
    inline = press("basket", inline_message_id="i")
    assert chat_of(inline) == 7
    assert turn_of(inline, BOT) is not None


@pytest.mark.parametrize("data", ["", "DROP TABLE", "add|s:A|s:B", "\u202e", "x" * 64, "{}"])
def test_a_forged_press_is_a_turn_to_refuse(data: str) -> None:
    turn = turn_of(press(data, message={"message_id": 3, "date": 1, "chat": PRIVATE}), BOT)
    assert turn is not None
    assert turn.action == (Action("x" * 64) if data == "x" * 64 else UNREADABLE)


def test_nul_and_long_names() -> None:
    turn = turn_of(message(user=ANA | {"first_name": "A" * 300, "last_name": ""}, text="a\x00b"), BOT)
    assert turn is not None and turn.text == "a\ufffdb" and turn.name == "A" * 200


def test_deep_links() -> None:
    action = Action("show", {"product": "moka-pot"})
    assert deep_link("tradewind_bot", action) == "https://t.me/tradewind_bot?start=show_moka-pot"
    assert deep_link_action("show_moka-pot") == action
    assert deep_link("tradewind_bot") == "https://t.me/tradewind_bot?start=hello"
    with pytest.raises(ValueError, match="add: no deep link can carry"):
        deep_link("tradewind_bot", Action("add", {"sku": "A"}))
    with pytest.raises(ValueError, match="show: no deep link can carry"):
        deep_link("tradewind_bot", Action("show", {"product": "x" * 64}))


def test_the_menu_is_whole_in_each_language() -> None:
    assert table().languages == ("en", "es", "zh", "ar")
    for language in table().languages:
        menu = bot_commands(language)
        assert len(menu) == 10
        assert all(turn_of(message(text=f"/{entry.command}"), BOT).action is not None for entry in menu)  # type: ignore[union-attr]
    assert [entry.command for entry in bot_commands("es")] == [
        "catalogo", "recomendados", "carrito", "comprar", "pedidos", "pais", "idioma", "moneda", "persona", "ayuda"]
    assert bot_commands("zh")[2].description == "查看购物车"


def test_notices() -> None:
    assert notice("open", "zh-hans") == "打开私聊"
    assert notice("open", None) == notice("open", "fi") == "Open the chat"
    assert all(set(words) == set(table().languages) for words in table().notices.values())
