"""`tradewind quote`: one answer per line whatever the line holds, and the exit status at the end."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bots.runtime.commands.quote import LONGEST_LINE, answer, quote
from tests.quoting import asked, line

APP = typer.Typer()
APP.command()(quote)


def run(*lines: bytes) -> tuple[int, list[dict[str, Any]]]:
    result = CliRunner().invoke(APP, input=b"\n".join(lines) + b"\n")
    return result.exit_code, [json.loads(row) for row in result.stdout_bytes.splitlines()]


def error(reply: dict[str, Any]) -> tuple[str, str | None]:
    assert list(reply) == ["error"]
    assert set(reply["error"]) == {"code", "field", "message"}
    return reply["error"]["code"], reply["error"]["field"]


def test_quotes_and_refusals_in_order() -> None:
    status, replies = run(
        json.dumps(asked(id="first")).encode(),
        json.dumps(asked("ZZ", id="second")).encode(),
        json.dumps(asked(id="第三")).encode(),
    )
    assert status == 0
    assert replies[0]["id"] == "first"
    assert error(replies[1]) == ("unknown_country", "destination.country")
    assert replies[2]["id"] == "第三"
    assert replies[0] | {"id": 0} == replies[2] | {"id": 0}


def test_shipped_rates_are_used_where_none_are_pinned() -> None:
    status, replies = run(json.dumps(asked("AE", "USD", carrier_class="courier")).encode())
    assert (status, replies[0]["regime"]) == (0, "ae-duty-free")


BAD = [
    b"", b"   ", b"[1]", b"null", b"3", b'"text"', b"{", b"{'a': 1}", b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b"NaN",
    b'{"id": NaN}', b'{"id": -Infinity}', b"[" * 100_000, b'{"a":' * 100_000, b'{"a": 1} {"b": 2}',
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_line_that_is_not_a_json_object(bad: bytes) -> None:
    status, replies = run(bad, json.dumps(asked()).encode())
    assert status == 2
    assert error(replies[0]) == ("bad_request", None)
    assert replies[1]["total"] == "57.12"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ('{"id": "a", "id": "b"}', "bad_request", "id"),
        ('{"destination": {"country": "DE", "country": "FR"}}', "bad_request", "country"),
        ('{"\\ud800": 1, "\\ud800": 2}', "bad_request", "\N{REPLACEMENT CHARACTER}"),
        ('{"\\ud800": 1}', "unknown_field", "\N{REPLACEMENT CHARACTER}"),
        ('{"id": "\\u0000"}', "bad_request", "id"),
        ('{"id": "\\udfff"}', "bad_request", "id"),
        ('{"date": {"a": [[[[]]]]}}', "bad_request", "date"),
    ],
)
def test_an_object_that_cannot_be_quoted_keeps_the_exit_status(text: str, code: str, field: str) -> None:
    status, replies = run(text.encode())
    assert (status, error(replies[0])) == (0, (code, field))


@pytest.mark.parametrize(
    ("number", "code"),
    [("9" * 100_000, "bad_quantity"), ("1e999999999", "bad_quantity"), ("1e9999999999999999999999", "bad_quantity"),
     ("1.0", "bad_quantity"), ("-0", "bad_quantity")],
)
def test_huge_and_odd_numbers_are_refused_at_once(number: str, code: str) -> None:
    text = json.dumps(asked(lines=[line(quantity="QUANTITY")])).replace('"QUANTITY"', number)
    assert error(answer(text)) == (code, "lines[0].quantity")


def test_huge_numbers_in_attributes_are_compared_not_expanded() -> None:
    perfume = line(description="Perfume", hs_code="330300", attributes={"flash_c": "FLASH"})
    text = json.dumps(asked("GB", "GBP", lines=[perfume])).replace('"FLASH"', "1e999999999")
    assert answer(text)["regime"] == "gb-low-value-unregistered"


def test_an_answer_takes_text_bytes_and_a_byte_order_mark() -> None:
    text = json.dumps(asked())
    assert answer(text) == answer(text.encode()) == answer(b"\xef\xbb\xbf" + text.encode() + b"\r\n")


def test_a_line_without_end_is_answered_once() -> None:
    status, replies = run(b'{"id": "' + b"a" * (2 * LONGEST_LINE), json.dumps(asked()).encode())
    assert status == 2
    assert len(replies) == 2
    assert error(replies[0]) == ("bad_request", None)
    assert replies[1]["total"] == "57.12"


def test_no_input_is_no_output() -> None:
    result = CliRunner().invoke(APP, input=b"")
    assert (result.exit_code, result.stdout_bytes) == (0, b"")
