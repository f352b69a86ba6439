"""People with the Discord app: they write, use commands, press, pick, fill in forms, forge, and read what the bot shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.peers.discord_rules import drawn

if TYPE_CHECKING:
    from tests.peers.discord_rest import DiscordServer, Interaction

Json = dict[str, Any]
MARKS = "\u200e\u200f"
COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as its reader sees it: a button is (label, custom id or address), an option (label, value, custom id of its select)."""

    id: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str, str], ...]
    picture: str | None
    alone: bool
    active: tuple[str, ...]
    bold: tuple[str, ...]
    reply_to: int | None

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.buttons)

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(label for label, _, _ in self.options)


def seen(message: Json) -> Seen:
    parts = [message["content"], *(embed.get(name, "") for embed in message["embeds"] for name in ("title", "description"))]
    read = [drawn(part) for part in parts if part]
    rows = [part for row in message["components"] for part in row["components"]]
    return Seen(
        int(message["id"]), "is thinking" if message.get("_thinking") else "\n".join(each.text for each in read),
        tuple((part["label"], part.get("custom_id") or part["url"]) for part in rows if part["type"] == 2),
        tuple((option["label"], option["value"], part["custom_id"]) for part in rows if part["type"] == 3 for option in part["options"]),
        next((embed["image"]["url"] for embed in message["embeds"] if "image" in embed), None), message["_for"] is not None,
        tuple(sign for each in read for sign in each.active), tuple(word for each in read for word in each.bold), message.get("_reply_to"),
    )


class Person:
    """Someone with the Discord app, in the bot's direct messages or, with `at`, in a channel of a server."""

    def __init__(self, server: DiscordServer, number: int, name: str, locale: str) -> None:
        self._server, self.id, self._name, self.locale = server, number, name, locale
        self._read: dict[int, int] = {}
        self.suggested: list[tuple[str, str]] = []
        self.window: Json = {}

    async def says(self, text: str, *, at: int | None = None, mention: bool | None = None, **more: Any) -> int:
        """Write; gives the message's id. In a server the bot is mentioned unless told otherwise."""
        channel = at or self._server.direct_channel(self.id)
        mentions = [self._server.person(self._server.application)] if (at is not None if mention is None else mention) else []
        content = f"<@{self._server.application}> {text}" if mentions else text
        message = self._server.said(channel, self.id, content, mentions=mentions, **more)
        payload = {name: part for name, part in message.items() if not name.startswith("_")}
        guild = self._server.guild_of(channel)
        if guild:
            payload |= {"guild_id": guild["id"], "member": self._member}
        return await self._server.push("MESSAGE_CREATE", payload)

    async def asks(self, text: str, *, at: int | None = None) -> list[Seen]:
        """Write, wait until the bot has nothing left to do, and give what is new."""
        await self.says(text, at=at)
        return await self.news(at)

    async def uses(self, command: str, value: str | None = None, *, at: int | None = None) -> int:
        """A slash command with the value of its option; gives the interaction's id."""
        row = next((row for row in self._server.commands if row["name"] == command), {"id": "1", "name": command})
        options = [] if value is None else [{"name": row["options"][0]["name"], "type": 3, "value": value}]
        return await self._acts(COMMAND, {"id": row["id"], "name": command, "type": 1, "options": options}, at)

    async def commands(self, command: str, value: str | None = None, *, at: int | None = None) -> list[Seen]:
        await self.uses(command, value, at=at)
        return await self.news(at)

    async def types(self, command: str, typed: str, *, at: int | None = None) -> list[str]:
        """Begin the option of a command; gives the names that the bot suggests and keeps their values in `suggested`."""
        row = next(row for row in self._server.commands if row["name"] == command)
        option = {"name": row["options"][0]["name"], "type": 3, "value": typed, "focused": True}
        number = await self._acts(AUTOCOMPLETE, {"id": row["id"], "name": command, "type": 1, "options": [option]}, at)
        await self._server.settled()
        found = self.interaction(number)
        self.suggested = [(choice["name"], choice["value"]) for choice in found.data.get("choices", [])]
        return [name for name, _ in self.suggested]

    async def presses(self, label: str, *, at: int | None = None) -> list[Seen]:
        """Press the newest button with this label, and give what is new."""
        await self.press(label, at=at)
        return await self.news(at)

    async def press(self, label: str, *, at: int | None = None) -> int:
        message, target = self._button(label, at)
        return await self.forges({"component_type": 2, "custom_id": target}, message, at=at)

    async def picks(self, label: str, *, at: int | None = None) -> list[Seen]:
        """Choose the newest option with this label, and give what is new."""
        await self.pick(label, at=at)
        return await self.news(at)

    async def pick(self, label: str, *, at: int | None = None) -> int:
        for message in reversed(self.sees(at)):
            for text, value, select in message.options:
                if text.strip(MARKS) == label:
                    return await self.forges({"component_type": 3, "custom_id": select, "values": [value]}, message, at=at)
        raise AssertionError(f"no option {label!r}; there are {[message.choices for message in self.sees(at)]}")

    async def opens(self, label: str, *, at: int | None = None) -> dict[str, str]:
        """Press a button that opens a form; gives the custom id of each field by its label."""
        number = await self.press(label, at=at)
        await self._server.settled()
        found = self.interaction(number)
        assert found.kind == 9, f"{label!r} opened no form but was answered by {found.kind}"
        self.window = found.data
        return {part["label"]: part["component"]["custom_id"] for part in self.window["components"]}

    async def sends(self, values: dict[str, str], *, at: int | None = None) -> int:
        """Send the open form; fields are named by custom id."""
        parts = [part["component"] for part in self.window["components"]]
        missing = [part["custom_id"] for part in parts if part["required"] and part["custom_id"] not in values]
        assert not missing, f"the app does not send a form without {missing}"
        for part in (part for part in parts if part["type"] == 3 and part["custom_id"] in values):
            assert values[part["custom_id"]] in [option["value"] for option in part["options"]], f"no such option: {part['options']}"
        sent = [
            {"type": 18, "component": {"type": part["type"], "custom_id": part["custom_id"]} | (
                {"values": [values[part["custom_id"]]]} if part["type"] == 3 else {"value": values.get(part["custom_id"], "")})}
            for part in parts if part["type"] == 4 or part["custom_id"] in values
        ]
        return await self._acts(SUBMIT, {"custom_id": self.window["custom_id"], "components": sent}, at)

    async def fills(self, label: str, values: dict[str, str], *, at: int | None = None) -> list[Seen]:
        """Open the form behind a button, send it, and give what is new. What the form has no field for is left out."""
        fields = await self.opens(label, at=at)
        await self.sends({name: value for name, value in values.items() if name in fields.values()}, at=at)
        return await self.news(at)

    async def forges(self, data: Json, message: Seen | None = None, *, at: int | None = None) -> int:
        """A component interaction with any data, as a changed client may send it."""
        channel = at or self._server.direct_channel(self.id)
        shown = message or self.sees(at)[-1]
        return await self._acts(COMPONENT, data, at, message=self._server.written(channel, shown.id))

    async def news(self, at: int | None = None) -> list[Seen]:
        """What is new since the last time, once the bot has nothing left to do."""
        await self._server.settled()
        channel = at or self._server.direct_channel(self.id)
        found = self.sees(at)
        new, self._read[channel] = [each for each in found if each.id > self._read.get(channel, 0)], max((each.id for each in found), default=0)
        return new

    def sees(self, at: int | None = None) -> list[Seen]:
        """Every message of the bot that this person sees there, as it reads now."""
        return self._server.seen_by(self.id, at or self._server.direct_channel(self.id))

    def link(self, label: str, *, at: int | None = None) -> str:
        """Where the newest link button with this label leads."""
        for message in reversed(self.sees(at)):
            for text, target in message.buttons:
                if text.strip(MARKS) == label and target.startswith("http"):
                    return target
        raise AssertionError(f"no link {label!r}")

    def interaction(self, number: int) -> Interaction:
        return next(each for each in self._server.interactions.values() if each.id == number)

    def closes_messages(self) -> None:
        """Allow no direct messages any more."""
        self._server.close_to_bot(self._server.direct_channel(self.id))

    @property
    def _member(self) -> Json:
        return {"user": self._server.person(self.id), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
                "flags": 0, "nick": None, "avatar": None, "permissions": "0"}

    async def _acts(self, kind: int, data: Json, at: int | None, **more: Any) -> int:
        channel = at or self._server.direct_channel(self.id)
        opened = self._server.open_interaction(self.id, channel)
        guild = self._server.guild_of(channel)
        payload: Json = {
            "id": str(opened.id), "application_id": str(self._server.application), "type": kind, "data": data, "token": opened.token, "version": 1,
            "channel_id": str(channel), "channel": self._server.channel(channel), "locale": self.locale, "entitlements": [],
            "authorizing_integration_owners": {"0": guild["id"] if guild else "0"}, "context": 0 if guild else 1, "app_permissions": "0",
            "attachment_size_limit": 10_485_760, **more,
        }
        if guild:
            where = {"id": guild["id"], "locale": guild["preferred_locale"], "features": []}
            payload |= {"guild_id": guild["id"], "guild_locale": guild["preferred_locale"], "guild": where,
                        "member": self._member | {"permissions": "0"}}
        else:
            payload["user"] = self._server.person(self.id)
        return await self._server.push("INTERACTION_CREATE", payload)

    def _button(self, label: str, at: int | None) -> tuple[Seen, str]:
        for message in reversed(self.sees(at)):
            for text, target in message.buttons:
                if text.strip(MARKS) == label:
                    assert not target.startswith("http"), f"{label!r} is a link"
                    return message, target
        raise AssertionError(f"no button {label!r}; there are {[message.labels for message in self.sees(at)]}")
