"""The Discord channel against the stand-in: commands, lists, forms, servers, pictures, order, many buyers at once."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from bots.channels.discord.adapter import DiscordSettings, Shop
from bots.channels.rate import Rate
from bots.messages import (
    Action,
    Answer,
    Block,
    Button,
    Choices,
    Invoice,
    PayOption,
    Reply,
    Text,
    Turn,
)
from bots.web.address_form import address_form
from tests.peers.discord_rest import DiscordServer
from tests.peers.discord_script import SETTINGS, played, running, suggest
from tests.peers.telegram_script import ADD, CARD, EUR, Script

COUNTRIES = tuple(Button(name, Action("set_country", {"country": code})) for name, code in (
    ("Spain", "ES"), ("France", "FR"), ("Germany", "DE"), ("Mexico", "MX"), ("Japan", "JP"), ("Chile", "CL")))


def test_a_purchase_in_small() -> None:
    def shop(turn: Turn) -> list[Block]:
        if turn.action == ADD.action:
            return [Choices("In your basket.", (Button("Check out", Action("checkout")),))]
        if turn.action == Action("checkout"):
            pay = (PayOption("card", "Card", url="https://pay.example/7K4M"), PayOption("test", "Test", action=Action("pay", {"method": "test"})))
            return [Invoice("7K4M", "Invoice 7K4M", EUR, "€41.27", datetime(2026, 3, 1, tzinfo=UTC), "by noon", pay)]
        return [Text(f"Hola, {turn.name}"), CARD] if turn.action == Action("start") else [Text(f"paid by {turn.action.args['method']}" if turn.action else "")]

    async def scene(discord: DiscordServer) -> None:
        script = Script(shop)
        async with running(discord, script):
            ana = discord.user("Ana", locale="es-ES")
            [hello] = await ana.commands("shop")
            assert (hello.text, hello.labels) == ("Hola, Ana\nMoka pot · €41.27\nin stock", ("Add",))
            assert [seen.text for seen in await ana.presses("Add")] == ["In your basket."]
            [invoice] = await ana.presses("Check out")
            assert (invoice.text, invoice.labels) == ("Invoice 7K4M\n€41.27\nby noon\nin (1772323200)", ("Card", "Test"))
            assert ana.link("Card") == "https://pay.example/7K4M"
            assert [seen.text for seen in await ana.presses("Test")] == ["paid by test"]
            assert {(turn.buyer, turn.account, turn.locale, turn.public) for turn in script.asked} == {(str(ana.id), "shop", "es-ES", False)}
            assert [int(turn.id) for turn in script.asked] == [each.id for each in discord.interactions.values()]
        assert len(discord.commands) == 14
        assert discord.gateway.identified[0]["intents"] == 1 << 0 | 1 << 9 | 1 << 12

    played(scene)


def test_a_list_is_picked_from_and_a_name_completed() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script(lambda turn: [Choices("Where to?", COUNTRIES)])
        async with running(discord, script):
            ana = discord.user("Ana")
            [asked] = await ana.commands("country", "es")
            assert asked.choices == ("Spain", "France", "Germany", "Mexico", "Japan", "Chile")
            await ana.picks("Mexico")
            assert script.asked[1].action == Action("set_country", {"country": "MX"})
            assert await ana.types("product", "pot") == ["Moka pot", "Stoneware teapot"]
            assert await ana.types("product", "nothing such") == []
            await ana.types("product", "moka")
            await ana.commands("product", ana.suggested[0][1])
            assert script.asked[2].action == Action("show", {"product": "moka-pot"})

    played(scene)


def test_a_form_is_filled_in() -> None:
    class Asking(Script):
        async def answer(self, turn: Turn) -> Answer:
            found = await super().answer(turn)
            form = {"name": "address", "field": "name", "country": "ES"} if turn.action == Action("checkout") else None
            return Answer(found.id, found.replies, found.texts, None, {"language": "es", "form": form})

    async def scene(discord: DiscordServer) -> None:
        script = Asking()
        async with running(discord, script):
            ana = discord.user("Ana")
            await ana.commands("checkout")
            assert await ana.opens("Rellenar el formulario") == {
                "Nombre y apellidos": "name", "Calle y número": "street_address", "Código postal": "postal_code", "Ciudad": "city", "Provincia": "country_area"}
            assert ana.window["title"] == "Dirección de entrega"
            await ana.sends({"name": "Ana", "street_address": "Calle 1", "postal_code": "28013", "city": "Madrid", "country_area": "Madrid"})
            [answered] = (await ana.news())[-1:]
            assert answered.labels == ()
            assert script.asked[-1].action == Action("address", {
                "name": "Ana", "street_address": "Calle 1", "postal_code": "28013", "city": "Madrid", "country_area": "Madrid"})
            assert len(script.asked) == 2, "opening a form is no turn"

    played(scene)


def test_in_a_server_nobody_else_sees_the_answer() -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live", locale="fr")
        ana, bea = discord.user("Ana", locale="es-ES"), discord.user("Bea")
        script = Script(lambda turn: (Reply((Text("A12: @ana 2"),), "room"), Reply((CARD,)), Reply((Text("Your basket"),))))
        async with running(discord, script):
            room, card, basket = sorted(await ana.commands("basket", at=channel), key=lambda seen: seen.alone)
            assert (room.text, room.alone) == ("A12: @\u2060ana 2", False)
            assert [(seen.text.split("\n")[0], seen.alone) for seen in (card, basket)] == [("Moka pot · €41.27", True), ("Your basket", True)]
            assert [seen.text for seen in bea.sees(channel)] == ["A12: @\u2060ana 2"]
            await ana.presses("Add", at=channel)
            assert [turn.room for turn in script.asked] == [str(channel)] * 2
            assert all(turn.public for turn in script.asked)

    played(scene)


def test_a_mention_is_answered_under_it_and_privately() -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live", locale="fr")
        ana, bea = discord.user("Ana"), discord.user("Bea")
        script = Script(lambda turn: (Reply((Text("Claimed"),), "room"), Reply((Text("Your basket"),))))
        async with running(discord, script):
            number = await ana.says("A12 x2", at=channel)
            await ana.says("not to the shop", at=channel, mention=False)
            [claimed] = await ana.news(channel)
            assert (claimed.text, claimed.reply_to) == ("Claimed", number)
            assert [seen.text for seen in ana.sees()] == ["Your basket"]
            assert bea.sees() == []
            assert [(turn.text, turn.locale) for turn in script.asked] == [("A12 x2", "fr")]

    played(scene)


def test_pictures_are_attached(tmp_path: Path) -> None:
    Image.new("RGB", (80, 60), "red").save(tmp_path / "moka-pot.webp")
    shown = (tmp_path / "moka-pot.webp").read_bytes()

    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")

        def picture_file(url: str) -> Path | None:
            return tmp_path / Path(url).name if url.startswith("/pictures/") else None

        async with running(discord, Script(lambda turn: [CARD]), shop=Shop(picture_file, suggest, address_form)):
            [pressed] = await ana.commands("shop")
            [written] = await ana.asks("hola")
        assert pressed.picture == written.picture == "attachment://picture.webp"
        uploads = [request for request in discord.requests if request.files]
        assert [(request.method, request.files["files[0]"]) for request in uploads] == [("PATCH", shown), ("POST", shown)]
        assert uploads[0].body["attachments"] == [{"id": "0", "filename": "picture.webp", "description": "A pot"}]

    played(scene)


def test_order_for_one_buyer_and_side_by_side_for_many() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script(delay=lambda turn: 0.3 if turn.text == "0" else 0.0)
        people = [discord.user(f"P{n}") for n in range(6)]
        async with running(discord, script):
            for text in "0123":
                await people[0].says(text)
            for person in people[1:]:
                await person.says("0")
            await discord.settled()
        assert [seen.text for seen in people[0].sees()] == [f"You said {n}" for n in range(4)]
        assert all(len(person.sees()) == 1 for person in people[1:])
        assert script.most_at_once == 6

    played(scene)


def test_no_more_buyers_at_once_than_set() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script(delay=lambda _: 0.02)
        async with running(discord, script, DiscordSettings(buyers_at_once=3, rate=Rate(0.0, 1))):
            for n in range(12):
                await discord.user(f"P{n}").says("x")
            await discord.settled()
        assert (len(script.effects), script.most_at_once) == (12, 3)

    played(scene)


def test_what_arrives_is_acknowledged_at_once() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        script = Script(delay=lambda turn: 0.5)
        async with running(discord, script):
            for command in ("shop", "basket", "help"):
                await ana.uses(command)
            await discord.settled()
        acknowledged, answered = discord.calls("POST", "/callback"), discord.calls("PATCH", "@original")
        assert len(acknowledged) == len(answered) == 3
        # The third waits behind the others' answers, its acknowledgement does not.
        assert max(call.at for call in acknowledged) < min(call.at for call in answered)

    played(scene)


def test_a_reply_that_replaces_edits_the_earlier_message() -> None:
    async def scene(discord: DiscordServer) -> None:
        channel = discord.guild("Live")
        ana = discord.user("Ana")
        first: dict[str, str] = {}

        def play(turn: Turn) -> tuple[Reply, ...]:
            earlier = first.setdefault(str(turn.public), turn.id)
            return (Reply((Choices(f"Page {sum(t.public == turn.public for t in script.asked)}", (ADD,)),), replaces=None if earlier == turn.id else earlier),)

        script = Script(play)
        async with running(discord, script):
            for at in (None, channel):
                assert [seen.text for seen in await ana.commands("browse", at=at)] == ["Page 1"]
                assert await ana.presses("Add", at=at) == []
                assert [(seen.text, seen.labels) for seen in ana.sees(at)] == [("Page 2", ("Add",))]

    played(scene)


def test_an_answer_without_words_leaves_nobody_thinking() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        async with running(discord, Script(lambda turn: [])):
            assert await ana.commands("shop") == []
            assert await ana.asks("x") == []
        assert len(discord.calls("DELETE", "@original")) == 1

    played(scene)


def test_messages_of_one_bot_leave_at_its_rate() -> None:
    async def scene(discord: DiscordServer) -> None:
        ana = discord.user("Ana")
        script = Script(lambda turn: tuple(Reply((Text(str(n)),)) for n in range(5)))
        async with running(discord, script, DiscordSettings(rate=Rate(0.1, 2))):
            await ana.asks("x")
        times = [call.at for call in discord.calls("POST", "/messages")]
        assert [seen.text for seen in ana.sees()] == list("01234")
        assert times[4] - times[0] >= 0.28

    played(scene)


def test_a_graceful_stop_finishes_what_has_arrived() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script(delay=lambda _: 0.1)
        ana = discord.user("Ana")
        async with running(discord, script, SETTINGS):
            await ana.says("one")
            await ana.says("two")
            await discord.gateway.heard_all()
        assert [seen.text for seen in ana.sees()] == ["You said one", "You said two"]

    played(scene)


def test_a_stop_does_not_wait_longer_than_set() -> None:
    async def scene(discord: DiscordServer) -> None:
        script = Script(delay=lambda _: 30.0)
        ana = discord.user("Ana")
        async with running(discord, script, DiscordSettings(stop=0.05, rate=Rate(0.0, 1))):
            await ana.says("one")
            await discord.gateway.heard_all()
            begun = time.monotonic()
        assert (ana.sees(), time.monotonic() - begun < 5.0) == ([], True)

    played(scene)
