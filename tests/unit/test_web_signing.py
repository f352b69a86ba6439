"""Signed values: what comes back is what was signed, for the same purpose and in time, or nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.web.signing import Signer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = b"s" * 32


def test_a_signed_value_comes_back() -> None:
    signer = Signer(SECRET, "buyer")
    assert signer.read(signer.sign("abc.déf|1"), NOW) == "abc.déf|1"


def test_a_value_expires_to_the_second() -> None:
    signer = Signer(SECRET, "login")
    signed = signer.sign("ada", NOW + timedelta(seconds=60))
    assert signer.read(signed, NOW + timedelta(seconds=59)) == "ada"
    assert signer.read(signed, NOW + timedelta(seconds=60)) is None


def test_another_purpose_or_secret_reads_nothing() -> None:
    signed = Signer(SECRET, "buyer").sign("ada")
    assert Signer(SECRET, "login").read(signed, NOW) is None
    assert Signer(b"t" * 32, "buyer").read(signed, NOW) is None


@pytest.mark.parametrize("position", range(0, 40, 3))
def test_any_changed_character_is_noticed(position: int) -> None:
    signer = Signer(SECRET, "buyer")
    signed = signer.sign("ada", NOW + timedelta(days=1))
    other = "A" if signed[position] != "A" else "B"
    assert signer.read(signed[:position] + other + signed[position + 1:], NOW) is None


@pytest.mark.parametrize("nonsense", [None, "", ".", "..", "a.b", "a.b.c", "é.é.é", "x" * 5000])
def test_nonsense_reads_nothing(nonsense: str | None) -> None:
    assert Signer(SECRET, "buyer").read(nonsense, NOW) is None
