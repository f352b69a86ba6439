"""Two thousand comments from three hundred viewers on fifty units, some delivered again: exactly fifty held, by the first."""

from __future__ import annotations

import random
import threading

import pytest

from commerce_core.api import Core
from commerce_core.services.catalogue import SetStock, ShowStock
from commerce_core.services.live import ClaimBatch, Said, Wanted
from commerce_core.services.profile import Meet
from tests.peers.live_show import ROOM, on_air
from tests.peers.small_shop import small_shop

COMMENTS, VIEWERS, UNITS, PER_BATCH = 2_000, 300, 50, 70


def stream(core: Core) -> list[Said]:
    """Seeded claims of one unit each; one in ten is one of the last hundred again."""
    chance = random.Random(41)
    buyers = [core.do(Meet("web", "main", f"viewer-{n}", "en")) for n in range(VIEWERS)]
    made: list[Said] = []
    while len(made) < COMMENTS:
        if made and chance.random() < 0.1:
            made.append(chance.choice(made[-100:]))
        else:
            buyer = chance.choice(buyers)
            made.append(Said(f"web:main:{len(made)}", buyer, buyer.handle, "+1", core.clock.now(), "claim", (Wanted("A7", 1),)))
    return made


def held_by(core: Core) -> dict[str, int]:
    with core._database.read(core.clock.now()) as work:
        rows = work._driver.cursor.execute(  # type: ignore[attr-defined]
            "SELECT c.buyer_id, SUM(h.quantity) FROM hold h JOIN claim c ON c.id = h.claim_id WHERE h.ended IS NULL GROUP BY 1"
        ).fetchall()
    return dict(rows)


@pytest.fixture
def core() -> Core:
    core = small_shop()
    on_air(core, UNITS)
    return core


def test_the_first_fifty_viewers_have_one_each(core: Core) -> None:
    said = stream(core)
    outcomes = []
    for at in range(0, COMMENTS, PER_BATCH):
        outcomes += core.do(ClaimBatch(ROOM, tuple(said[at:at + PER_BATCH])))
    first = list(dict.fromkeys(each.buyer.id for each in said))
    assert held_by(core) == dict.fromkeys(first[:UNITS], 1)
    units = core.ask(ShowStock())["A7"]
    assert (units.available, units.held, units.sold) == (0, UNITS, 0)
    by_key: dict[str, tuple[int, tuple[object, ...]]] = {}
    for each, outcome in zip(said, outcomes, strict=True):
        assert outcome.repeated == (each.key in by_key)
        assert by_key.setdefault(each.key, (outcome.number, outcome.results)) == (outcome.number, outcome.results)
    assert sorted(number for number, _ in by_key.values()) == list(range(1, len(by_key) + 1))
    places = {}
    for each, outcome in zip(said, outcomes, strict=True):
        if outcome.results[0].place is not None and not outcome.repeated:
            places.setdefault(each.buyer.id, outcome.results[0].place)
    assert list(places) == first[UNITS:]
    assert list(places.values()) == list(range(1, VIEWERS - UNITS + 1))


def test_many_writers_at_once_sell_nothing_twice(core: Core) -> None:
    said = stream(core)
    batches = [said[at:at + PER_BATCH] for at in range(0, COMMENTS, PER_BATCH)]
    waiting, errors = iter(batches), []
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                batch = next(waiting, None)
            if batch is None:
                return
            try:
                core.do(ClaimBatch(ROOM, tuple(batch)))
            except Exception as error:  # told below, in the test's own thread
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(held_by(core).values()) == UNITS
    units = core.ask(ShowStock())["A7"]
    assert (units.available, units.held) == (0, UNITS)
    core.do(SetStock("A7", 20, "olga"))
    assert sum(held_by(core).values()) == UNITS + 20
