"""Codes of RFC 6238, each good once and compared in constant time; recovery codes that nobody can read back."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

import pytest

from commerce_core.domain import two_factor
from commerce_core.domain.two_factor import (
    accepted_step,
    code_of,
    enrolment_address,
    looks_like_recovery,
    new_recovery_codes,
    new_secret,
    recovery_digest,
    secret_text,
    step_of,
)

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(("seconds", "code"), [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
    (20000000000, "353130"),
])
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """The last six digits of RFC 6238, appendix B, SHA-1."""
    at = datetime.fromtimestamp(seconds, UTC)
    assert code_of(SECRET, step_of(at)) == code
    assert accepted_step(SECRET, f" {code[:3]} {code[3:]} ", at, 0) == step_of(at)


def test_a_code_is_good_for_its_step_and_one_on_either_side() -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    code = code_of(SECRET, step_of(at))
    found = [accepted_step(SECRET, code, at + timedelta(seconds=30 * n), 0) for n in (-2, -1, 0, 1, 2)]
    assert found == [None, step_of(at), step_of(at), step_of(at), None]


def test_a_step_that_was_used_never_counts_again_nor_does_an_earlier_one() -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    step = step_of(at)
    assert accepted_step(SECRET, code_of(SECRET, step), at, step) is None
    assert accepted_step(SECRET, code_of(SECRET, step - 1), at, step) is None
    assert accepted_step(SECRET, code_of(SECRET, step + 1), at, step) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\ud800", "0" * 10_000])
def test_anything_else_is_no_code(typed: str) -> None:
    assert accepted_step(SECRET, typed, datetime(2026, 11, 22, tzinfo=UTC), 0) is None


def test_every_candidate_is_compared_in_constant_time_whichever_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []
    original = hmac.compare_digest

    def compare(a: bytes, b: bytes) -> bool:
        compared.append(a)
        return original(a, b)

    monkeypatch.setattr(two_factor.hmac, "compare_digest", compare)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    for typed in (code_of(SECRET, step_of(at) - 1), "000000"):
        accepted_step(SECRET, typed, at, 0)
    assert len(compared) == 6


def test_recovery_codes_are_read_however_they_are_typed_and_kept_as_digests() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10 and all(looks_like_recovery(code) for code in codes)
    typed = codes[0].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery_digest("olga", typed) == recovery_digest("olga", codes[0])
    assert recovery_digest("otto", codes[0]) != recovery_digest("olga", codes[0])
    assert codes[0].replace("-", "") not in recovery_digest("olga", codes[0])


def test_a_secret_is_shown_as_authenticators_take_it() -> None:
    assert len(new_secret()) == 20
    assert secret_text(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert enrolment_address(SECRET, "Tea & Co", "Márta K") == (
        "otpauth://totp/Tea%20%26%20Co:M%C3%A1rta%20K?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tea%20%26%20Co&digits=6&period=30")
