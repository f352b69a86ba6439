"""The form a reply asks for as a window of one to five fields, and what was written into it as an action."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bots.channels.action_codec import CodecError
from bots.channels.discord.commands import direction_of, notice
from bots.channels.discord.custom_id import decode, encode
from bots.channels.lines import Direction, label
from bots.messages import Action, Button, Json

OPEN, FILL = "open_form", "fill_form"
"""Verbs of our own custom ids: the button that opens a form, and the form itself. The dialogue never sees them."""
MOST_FIELDS, TITLE_LIMIT, LABEL_LIMIT, HINT_LIMIT, OPTIONS = 5, 45, 45, 100, 25
"""Discord, modal and component reference."""
VALUE_LIMIT = 200
_LABEL, _SELECT, _TEXT_INPUT, _ACTION_ROW, _SHORT = 18, 3, 4, 1, 1
_NAMES = frozenset({"address", "tax_id"})
_COUNTRY, _FIELD, _LANGUAGE = re.compile(r"[A-Z]{2}\Z"), re.compile(r"\w{1,20}\Z"), re.compile(r"[A-Za-z-]{2,12}\Z")

AddressFields = Callable[[str, str], Sequence[Json]]
"""(country, language) -> the fields of its address in order, each `{"field", "label", "required", "example", "choices"}`;
ValueError for a country without."""


@dataclass(frozen=True, slots=True)
class Form:
    """Which form, for which country, from which field on, in which language."""

    name: str
    country: str
    field: str
    language: str

    def action(self, verb: str) -> Action:
        """What stands in the custom id of its button and of its window."""
        return Action(verb, {"name": self.name, "country": self.country, "field": self.field, "language": self.language})


def wanted_form(state: Mapping[str, Any]) -> Button | None:
    """The button of the form that an answer's state asks for, in the buyer's language; None where it asks for none."""
    form = state.get("form")
    if not form or form["name"] not in _NAMES:
        return None
    language = str(state.get("language") or "en")
    found = Form(form["name"], form["country"], form["field"], language)
    return Button(notice("fill_in", language), found.action(OPEN)) if form_of(found.action(OPEN), OPEN) else None


def form_of(action: Action, verb: str) -> Form | None:
    """The form behind one of our own custom ids; None where it is forged or means something else."""
    args = action.args
    if action.verb != verb or set(args) != {"name", "country", "field", "language"}:
        return None
    if not all(isinstance(value, str) for value in args.values()) or args["name"] not in _NAMES:
        return None
    shaped = _COUNTRY.match(args["country"]) and _FIELD.match(args["field"]) and _LANGUAGE.match(args["language"])
    return Form(args["name"], args["country"], args["field"], args["language"]) if shaped else None


def window(form: Form, address_fields: AddressFields) -> Json:
    """The modal of a form. Raises ValueError for a country that has no address form."""
    direction, title = direction_of(form.language), notice(form.name, form.language)
    if form.name == "tax_id":
        # Which kinds of number customs takes stands in the question; which it is, the number itself tells.
        fields: Sequence[Json] = [{"field": "value", "label": title, "required": True, "example": "", "choices": []}]
    else:
        fields = _most_needed(address_fields(form.country, form.language), form.field)
    return {
        "custom_id": encode(form.action(FILL)), "title": label(title, TITLE_LIMIT, direction),
        "components": [_component(field, direction) for field in fields],
    }


def _most_needed(fields: Sequence[Json], first: str) -> Sequence[Json]:
    """What is required from the wanted field on, then how the carrier reaches the buyer: five at most."""
    required = [field for field in fields if field["required"]]
    at = next((at for at, field in enumerate(required) if field["field"] == first), 0)
    contact = [field for field in fields if field["field"] in {"phone", "email"} and not field["required"]]
    return [*required[at:], *contact][:MOST_FIELDS]


def _component(field: Json, direction: Direction) -> Json:
    named = {"custom_id": field["field"], "required": bool(field["required"])}
    choices = [(value, name) for value, name in field["choices"] if value]
    inner: Json
    if 0 < len(choices) <= OPTIONS:
        inner = named | {
            "type": _SELECT,
            "options": [{"label": label(name, HINT_LIMIT, direction), "value": value[:HINT_LIMIT]} for value, name in choices],
        }
    else:
        inner = named | {"type": _TEXT_INPUT, "style": _SHORT, "max_length": VALUE_LIMIT}
        if field["example"]:
            inner["placeholder"] = label(field["example"], HINT_LIMIT, direction)
    return {"type": _LABEL, "label": label(field["label"], LABEL_LIMIT, direction), "component": inner}


def filled(custom_id: str, components: Iterable[Mapping[str, Any]]) -> Action | None:
    """The action of a form that was sent: what was left empty is not in it. None where it is no form of ours."""
    try:
        form = form_of(decode(custom_id), FILL)
    except CodecError:
        return None
    values = {name: value for name, value in _values(components) if _FIELD.match(name) and value}
    if form is None or not values:
        return None
    if form.name == "tax_id":
        return Action("tax_id", {"value": values["value"]}) if "value" in values else None
    return Action("address", dict(values))


def _values(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for outer in components:
        for inner in (outer.get("component"), *outer.get("components", ())):
            if isinstance(inner, Mapping):
                chosen = inner.get("values") or [inner.get("value") or ""]
                yield str(inner.get("custom_id", "")), str(chosen[0]).replace("\x00", "\ufffd").strip()
