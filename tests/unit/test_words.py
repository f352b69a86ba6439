"""Every language says everything, in its own script and plurals; nothing the code says is missing, nothing is left over."""

import ast as python
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast

from bots.dialogue.cards import status_message
from bots.dialogue.words import message_ids, spoken, words_for
from bots.web.words import all_countries
from commerce_core.domain.addresses import address_form
from commerce_core.domain.landed_cost.reading.values import COLLECTORS
from commerce_core.domain.money import Money
from commerce_core.domain.order import FULFILMENT, ORDER, PAYMENT, Order
from commerce_core.domain.refusals import CODES, Refusal
from nlu.vocabulary import COLORS

ROOT = Path(__file__).parents[2]
OTHERS = ("es", "zh-Hans", "ar")
FILES = ("live.ftl", "order.ftl", "shop.ftl")
PLURALS = {
    "en": {"one", "other"}, "es": {"one", "other"}, "zh-Hans": {"other"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
}
SCRIPTS = {"en": "LATIN", "es": "LATIN", "zh-Hans": "CJK", "ar": "ARABIC"}
FOREIGN = {"en": set(), "es": set(), "zh-Hans": {"STOP", "PCCC"}, "ar": {"STOP", "PCCC"}}
ASCII_MARKS = {"zh-Hans": re.compile(r"[,;:?!()\"]"), "ar": re.compile(r"[,;?\"]")}
SAME_AS_ENGLISH = {
    "es": {"color-beige": "beige", "order-total": "Total: { $total }", "way": "{ $way }, { $days }: { $total }"},
    "zh-Hans": {}, "ar": {},
}
SAYING = {"say", "text", "button", "note"}


def kebab(names: Iterable[str]) -> set[str]:
    return {name.replace("_", "-") for name in names}


@cache
def resource(language: str, file: str) -> ast.Resource:
    return FluentParser().parse(resources.files("bots.dialogue.locales").joinpath(language).joinpath(file).read_text("utf-8"))


@cache
def messages(language: str) -> dict[str, ast.Message]:
    return {entry.id.name: entry for file in FILES for entry in resource(language, file).body if isinstance(entry, ast.Message)}


def nodes(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    yield node
    for value in vars(node).values():
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.BaseNode):
                yield from nodes(child)


def variables(message: ast.BaseNode) -> set[str]:
    return {node.id.name for node in nodes(message) if isinstance(node, ast.VariableReference)}


def selects(message: ast.Message) -> list[ast.SelectExpression]:
    return [node for node in nodes(message) if isinstance(node, ast.SelectExpression)]


def sayings(language: str) -> dict[str, str]:
    """What a message says besides its values."""
    return {
        name: " ".join(node.value for node in nodes(message) if isinstance(node, ast.TextElement))
        for name, message in messages(language).items()
    }


def source(message: ast.Message) -> str:
    return FluentSerializer().serialize_entry(message).split("=", maxsplit=1)[1].strip()


def test_four_languages_are_spoken() -> None:
    assert spoken() == ("en", "es", "ar", "zh-Hans")


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("file", FILES)
def test_files_are_read_whole_and_keep_the_order_of_english(language: str, file: str) -> None:
    def outline(of: str) -> list[str]:
        return [e.id.name if isinstance(e, ast.Message) else str(getattr(e, "content", e)) for e in resource(of, file).body]

    assert not any(isinstance(entry, ast.Junk) for entry in resource(language, file).body)
    assert outline(language) == outline("en")
    assert len(set(outline(language))) == len(outline(language))


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_has_the_variables_of_english(language: str) -> None:
    assert message_ids(language) == message_ids("en") == set(messages("en"))
    differing = {
        name: variables(message) for name, message in messages(language).items() if variables(message) != variables(messages("en")[name])
    }
    assert differing == {}


@pytest.mark.parametrize("language", SCRIPTS)
def test_plurals_are_complete(language: str) -> None:
    for name, message in messages(language).items():
        for select in selects(message):
            keys = {getattr(variant.key, "name", None) for variant in select.variants}
            assert keys == PLURALS[language], name
        if "count" in variables(message):
            chosen = {name for select in selects(message) for name in variables(select.selector)}
            assert chosen == (set() if language == "zh-Hans" else {"count"}), name


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_message_mixes_scripts(language: str) -> None:
    strangers = {}
    for name, text in sayings(language).items():
        plain = re.sub("|".join(sorted(FOREIGN[language])) or r"(?!)", "", text)
        letters = {sign for sign in plain if sign.isalpha() and not unicodedata.name(sign).startswith(SCRIPTS[language])}
        if letters:
            strangers[name] = letters
    assert strangers == {}


@pytest.mark.parametrize("language", ASCII_MARKS)
def test_punctuation_is_the_language_s_own(language: str) -> None:
    assert {name: text for name, text in sayings(language).items() if ASCII_MARKS[language].search(text)} == {}


def test_spanish_opens_its_questions_and_exclamations() -> None:
    for name, text in sayings("es").items():
        assert text.count("¿") == text.count("?"), name
        assert text.count("¡") == text.count("!"), name


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    english = messages("en")
    same = {name: source(m) for name, m in messages(language).items() if sayings(language)[name].strip() and source(m) == source(english[name])}
    assert same == SAME_AS_ENGLISH[language]


def test_chinese_is_polite_throughout() -> None:
    assert {name: text for name, text in sayings("zh-Hans").items() if "你" in text} == {}


@pytest.mark.parametrize("language", SCRIPTS)
def test_buttons_are_short(language: str) -> None:
    buttons = {name: text for name, text in sayings(language).items() if name.startswith("button-")}
    assert len(buttons) > 20
    assert {name: text for name, text in buttons.items() if len(text) > 25} == {}


# What the code says


@cache
def trees(*folders: str) -> tuple[python.Module, ...]:
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(python.parse(path.read_text("utf-8")) for path in paths)


def calls(*folders: str) -> Iterator[python.Call]:
    for tree in trees(*folders):
        yield from (node for node in python.walk(tree) if isinstance(node, python.Call) and node.args)


def text_of(node: python.AST | None) -> str | None:
    """The text of a string literal."""
    return node.value if isinstance(node, python.Constant) and isinstance(node.value, str) else None


def said() -> tuple[set[str], set[str]]:
    """(ids said outright, beginnings of ids that are put together) in the dialogue."""
    outright, beginnings = set(), set()
    for call in calls("bots/dialogue"):
        if not (isinstance(call.func, python.Attribute) and call.func.attr in SAYING):
            continue
        match call.args[0]:
            case python.BinOp(left=python.Constant(value=str(text))) | python.JoinedStr(values=[python.Constant(value=str(text)), *_]):
                beginnings.add(text)
            case python.Constant(value=str(text)):
                outright.add(text)
    return outright, beginnings


def statuses() -> set[str]:
    """The status message of every combination of an order's three statuses."""
    dollar = Money(100, "USD")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    order = Order(
        "1", "TW-1", "b", "web", "placed", "none", "none", dollar, dollar, at, at, "MX", None, "post", "DAP", {}, ()
    )
    return {
        status_message(replace(order, order=first, payment=second, fulfilment=third))
        for first in ORDER for second in PAYMENT for third in FULFILMENT
    }


def charge_kinds() -> set[str]:
    """Kinds of charges: those that every destination may have, and the fees of blocs, destinations and their regimes."""
    rules = json.loads(resources.files("commerce_core.reference").joinpath("destinations.json").read_text("utf-8"))
    places = [*rules["destinations"], *rules["blocs"].values()]
    regimes = [regime for place in places for regime in place.get("regimes", ())]
    fees = [fee for each in (*places, *regimes) for fee in each.get("fees", ())]
    assert len(fees) > 50
    return kebab({"duty", "import_vat", "excise"} | {fee["kind"] for fee in fees})


def told() -> set[str]:
    """What buyers are told of without asking: every notify(work, "...", order)."""
    asked = [call for call in calls("commerce_core/services") if isinstance(call.func, python.Name) and call.func.id == "notify"]
    return kebab(kind for call in asked if (kind := text_of(call.args[1])))


def refusals_with_fields() -> set[str]:
    """refused-<code>-<field> for every refusal whose field is written down in the code."""
    found = set()
    for call in calls("commerce_core", "bots"):
        if isinstance(call.func, python.Name) and call.func.id == "Refusal":
            codes = {text_of(node) for node in python.walk(call.args[0])} & CODES
            fields = [text_of(keyword.value) for keyword in call.keywords if keyword.arg == "field"]
            found |= kebab(f"refused-{code}-{field}" for code in codes for field in fields if field)
    return found


def area_types() -> set[str]:
    found = set()
    for country in all_countries():
        try:
            found.add(address_form(country).area_type)
        except Refusal:  # no address data: nothing is shipped there
            continue
    return found


FIELDS = {
    "name", "company_name", "street_address", "city", "city_area", "country_area", "postal_code", "sorting_code", "phone", "email",
}
PARCEL = {"booked", "handed_over", "departed", "arrived", "customs", "out_for_delivery", "delivered"}
OPTIONS = {"color", "size"}


def families() -> dict[str, set[str]]:
    """Beginnings of ids -> what can follow. `why-due-` and `why-` overlap, as do refusals with and without a field."""
    return {
        "charge-": charge_kinds(), "why-": charge_kinds(), "why-due-": {"checkout", "delivery"}, "collector-": set(COLLECTORS),
        "parcel-": kebab(PARCEL), "tell-": told(), "ask-area-": area_types(), "ask-field-": kebab(FIELDS), "option-": OPTIONS,
    }


def test_only_known_families_of_ids_are_put_together() -> None:
    assert said()[1] == set(families())


def test_whatever_is_said_has_words() -> None:
    outright, _ = said()
    expected = outright | statuses() | {f"refused-{code}" for code in kebab(CODES)} | {f"color-{color}" for color in COLORS}
    expected |= {beginning + rest for beginning, rests in families().items() for rest in rests}
    assert expected - message_ids("en") == set()


def test_no_words_are_left_over() -> None:
    outright, _ = said()
    used = outright | statuses() | {f"refused-{code}" for code in kebab(CODES)} | refusals_with_fields()
    used |= {f"color-{color}" for color in COLORS} | {f"tax-id-{kind.lower()}" for kind in tax_id_names()}
    used |= {beginning + rest for beginning, rests in families().items() for rest in rests}
    assert message_ids("en") - used == set()


def tax_id_names() -> set[str]:
    table = json.loads(resources.files("commerce_core.reference").joinpath("tax_ids.json").read_text("utf-8"))
    return {kind["kind"] for country in table["countries"].values() for kind in country["kinds"]}


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_message_can_be_said(language: str) -> None:
    words = words_for(language)
    for name, message in messages(language).items():
        for count in (0, 1, 2, 3, 11, 100):
            values = {each: count if each in {"count", "quantity", "shortest", "longest"} else "‹value›" for each in variables(message)}
            text = words.say(name, **values)
            assert text == text.strip() and "{" not in text and text, name


def test_what_has_no_words_is_a_fault() -> None:
    with pytest.raises(LookupError, match="no words for nothing-like-it in ar"):
        words_for("ar").say("nothing-like-it")
    with pytest.raises(LookupError, match="basket-total in es"):
        words_for("es").say("basket-total", count=2)
