"""`tradewind promote`: the words on the line become a draft, an audience, a sending; what is wrong is one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bots.runtime.commands.promote import app
from bots.runtime.house import open_house
from bots.runtime.settings import Settings
from commerce_core.services.administration import Hire
from commerce_core.services.profile import Meet, Subscribe


@pytest.fixture
def shop(tmp_path: Path) -> str:
    house = open_house(Settings(data_dir=tmp_path))
    house.core.do(Hire("merchant", "a long password"))
    house.core.do(Subscribe(house.core.do(Meet("web", "main", "eva", "es")), True))
    house.close()
    return str(tmp_path)


def _run(shop: str, *words: str) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, [*words, "--data", shop])
    return ran.exit_code, ran.stdout.strip(), ran.stderr.strip()


def test_draft_look_send_and_see(shop: str) -> None:
    status, line, _ = _run(shop, "draft", "--text", "en=Tea week", "--product", "B2", "--json")
    assert status == 0
    promotion = json.loads(line)["promotion"]
    _, looked, _ = _run(shop, "dry-run", promotion, "--json")
    assert json.loads(looked) == {
        "people": 1, "seconds": 1, "reached": {"web": {"es": 1}}, "not_asked_for": 0, "without_own_language": {"es": 1},
    }
    assert _run(shop, "send", promotion)[1] == f"{promotion}  sending"
    assert json.loads(_run(shop, "status", promotion, "--json")[1]) == [{
        "promotion": promotion, "status": "sending", "product": "longjing-tea", "texts": {"en": "Tea week"},
        "counts": {"queued": 1},
    }]
    assert _run(shop, "pause", promotion)[1] == f"{promotion}  paused"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("draft", "--text", "no language"), 2, "is not LANGUAGE=TEXT"),
        (("draft", "--text", "en=x", "--product", "Z99"), 1, "tradewind: not found: field product, value Z99"),
        (("send", "nothing"), 1, "tradewind: not found: field promotion, value nothing"),
        (("status", "--as", "stranger"), 1, "tradewind: forbidden"),
    ],
)
def test_what_is_wrong_is_one_line(shop: str, words: tuple[str, ...], status: int, said: str) -> None:
    code, _, error = _run(shop, *words)
    assert code == status
    assert said in error
