"""What a conversation keeps: written, read again, and read by another version."""

from __future__ import annotations

import orjson

from bots.dialogue.memory import Form, Memory, Shown


def full() -> Memory:
    return Memory(
        languages=["es", "en"], shown=[Shown("a", "A1"), Shown("b", "B1")], focus=Shown("a", "A1"), choices=[{"label": "Pay", "action": {"verb": "pay", "args": {}}}],
        choosing={"product": "a", "quantity": 2, "asked": True}, offer={"verb": "pay", "args": {}}, pending={"verb": "quote", "args": {"sku": "A1"}},
        form=Form("address", "city", "DE"), order="TW-00000000-0", option="post", terms="DAP", draft=3, shopping={"verb": "search", "args": {"text": "tea"}},
        receipt='{"charges":[]}', language_chosen=True, greeted=True, told_english=True,
    )


def test_a_memory_comes_back_as_it_was() -> None:
    assert Memory.load(full().dump()) == full()
    assert Memory.load(Memory().dump()) == Memory() == Memory.load(None)


def test_what_another_version_kept_is_left_out() -> None:
    stored = orjson.loads(full().dump()) | {"telepathy": 7}
    assert Memory.load(orjson.dumps(stored)) == full()
    del stored["draft"]
    assert Memory.load(orjson.dumps(stored)).draft == 0


def test_the_last_languages_are_kept() -> None:
    memory = Memory()
    assert memory.language is None
    for code in ("en", "es", "en", "fr", "de", "it", "es"):
        memory.spoke(code)
    assert (memory.languages, memory.language) == (["es", "en", "fr", "de", "it", "es"], "es")


def test_one_product_shown_alone_is_it() -> None:
    memory = Memory()
    memory.show(Shown("a", "A1"))
    assert memory.focus == Shown("a", "A1")
    memory.show(*(Shown(str(n), str(n)) for n in range(20)))
    assert (memory.focus, len(memory.shown)) == (None, 12)


def test_a_choice_is_forgotten_when_other_goods_are_shown() -> None:
    memory = Memory(choosing={"product": "a", "quantity": 1, "asked": True})
    memory.show(Shown("a", "A1"))
    assert memory.choosing is not None
    memory.show(Shown("b", "B1"))
    assert memory.choosing is None
