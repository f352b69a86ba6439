"""Buttons and selects: whatever fits into five rows of a message, the rest into the rows of further ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bots.channels.action_codec import CodecError
from bots.channels.channel import DISCORD
from bots.channels.discord.custom_id import encode
from bots.channels.lines import Direction, label
from bots.messages import Action, Button, Json

Component = Json
ACTION_ROW, BUTTON, SELECT = 1, 2, 3
PRIMARY, SECONDARY, SUCCESS, DANGER, LINK = 1, 2, 3, 4, 5
STYLES = {"add": PRIMARY, "checkout": PRIMARY, "open_form": PRIMARY, "pay": SUCCESS, "cancel": DANGER}
ROWS, IN_A_ROW, OPTIONS = DISCORD.button_rows, DISCORD.buttons_per_row, 25
URL_LIMIT, PROMPT_LIMIT = 512, 150
"""Discord, component reference: button url 512, select placeholder 150, options 25."""
_PLACES = 100


class Board:
    """The components of one message to be, in the order in which they were added."""

    def __init__(self, direction: Direction) -> None:
        self._direction = direction
        self._parts: list[Component] = []

    def __bool__(self) -> bool:
        return bool(self._parts)

    def put(self, component: Component) -> None:
        """Add a button that is none of ours (a link)."""
        self._parts.append(component)

    def add(self, buttons: Iterable[Button], *, listed: bool = False, prompt: str = "") -> list[str]:
        """Add buttons, or selects where a list is longer than one row. Gives the labels whose action has no custom id."""
        fitting: list[Button] = []
        without: list[str] = []
        for button in buttons:
            try:
                encode(button.action, _PLACES - 1)
            except CodecError:
                without.append(button.label)
            else:
                fitting.append(button)
        if listed and len(fitting) > IN_A_ROW:
            for at in range(0, len(fitting), OPTIONS):
                self._parts.append(self._select(fitting[at : at + OPTIONS], prompt))
        else:
            self._parts += [self._button(button) for button in fitting]
        return without

    def rows(self) -> list[list[Json]]:
        """Per message its action rows: at most five, of five buttons or one select each."""
        rows: list[list[Component]] = []
        for part in self._parts:
            last = rows[-1] if rows else []
            if part["type"] == BUTTON and last and last[0]["type"] == BUTTON and len(last) < IN_A_ROW:
                last.append(part)
            else:
                rows.append([part])
        messages = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)]
        return [[{"type": ACTION_ROW, "components": row} for row in _distinct(message)] for message in messages]

    def _button(self, button: Button) -> Component:
        return {
            "type": BUTTON, "style": STYLES.get(button.action.verb, SECONDARY), "label": self._label(button.label),
            "_action": button.action,
        }

    def _select(self, buttons: Sequence[Button], prompt: str) -> Component:
        options = [{"label": self._label(button.label), "_action": button.action} for button in buttons]
        select: Component = {"type": SELECT, "options": options}
        return select | {"placeholder": label(prompt, PROMPT_LIMIT, self._direction)} if prompt.strip() else select

    def _label(self, text: str) -> str:
        return label(text, DISCORD.button_label_limit, self._direction)


def link_button(text: str, url: str, direction: Direction) -> Component | None:
    """A button that leads to an address; None for an address longer than Discord takes."""
    if len(url) > URL_LIMIT:
        return None
    return {"type": BUTTON, "style": LINK, "label": label(text, DISCORD.button_label_limit, direction), "url": url}


def _distinct(rows: Sequence[Sequence[Component]]) -> Iterator[list[Component]]:
    """The rows with their custom ids: no two alike in one message, no two options of a select alike."""
    ids = _Ids()
    for number, row in enumerate(rows):
        parts: list[Component] = []
        for part in row:
            if part["type"] == SELECT:
                values = _Ids()
                options = [{"label": option["label"], "value": values.of(option["_action"])} for option in part["options"]]
                parts.append(part | {"custom_id": f"pick{number}", "options": options})
            elif "_action" in part:
                known = {name: value for name, value in part.items() if name != "_action"}
                parts.append(known | {"custom_id": ids.of(part["_action"])})
            else:
                parts.append(part)
        yield parts


class _Ids:
    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, action: Action) -> str:
        custom_id = next(each for place in range(_PLACES) if (each := encode(action, place)) not in self._given)
        self._given.add(custom_id)
        return custom_id
