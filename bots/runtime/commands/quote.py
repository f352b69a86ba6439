"""`tradewind quote`: one JSON request per line in, one JSON quote or error per line out, whatever the line holds."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, BinaryIO

import orjson
import typer

from commerce_core.domain.landed_cost import QuoteRefused, parse_request, shipped_facts
from commerce_core.domain.landed_cost import quote as landed_cost
from commerce_core.domain.landed_cost.parsing import shown_name
from connectors.rates.reference_rates import ReferenceRates

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of a line that is still read; a longer one is answered with an error and skipped."""
_LONGEST_WHOLE_NUMBER = 18
_BYTE_ORDER_MARK = "\ufeff"


class _NotAnObject(Exception):
    """A line that is not a JSON object."""


def quote() -> None:
    """Landed-cost quotes: one JSON request per line on standard input, one JSON quote per line on standard output.

    A request that cannot be quoted gets {"error": {"code", "field", "message"}} on its line. Exit status 2 at the end
    when any line was not a JSON object.
    """
    broken = False
    for line in _lines(sys.stdin.buffer):
        reply, was_object = _answer(line)
        broken = broken or not was_object
        sys.stdout.buffer.write(orjson.dumps(reply) + b"\n")
        sys.stdout.buffer.flush()
    if broken:
        raise typer.Exit(2)


def answer(line: str | bytes) -> dict[str, Any]:
    """The contract's quote for one line, or its `{"error": ...}`. Raises nothing."""
    return _answer(line)[0]


def _answer(line: str | bytes) -> tuple[dict[str, Any], bool]:
    """The reply, and whether the line was a JSON object."""
    try:
        request = parse_request(_object(line))
        return landed_cost(request, shipped_facts(), _rates().rate).as_json(), True
    except _NotAnObject as problem:
        return dict(QuoteRefused("bad_request", None, str(problem)).as_json()), False
    except QuoteRefused as refused:
        return dict(refused.as_json()), True


@cache
def _rates() -> ReferenceRates:
    return ReferenceRates()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _object(line: str | bytes) -> dict[str, Any]:
    """The line as a JSON object, its numbers exact. Raises _NotAnObject, QuoteRefused for a field given twice."""
    if len(line) > LONGEST_LINE:
        raise _NotAnObject(f"the line is longer than {LONGEST_LINE} bytes")
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        value = json.loads(
            text.removeprefix(_BYTE_ORDER_MARK), parse_int=_whole, parse_float=_decimal, parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError:
        raise _NotAnObject("the line is not UTF-8") from None
    except ValueError:
        raise _NotAnObject("the line is not JSON") from None
    except RecursionError:
        raise _NotAnObject("the line is nested too deep") from None
    if not isinstance(value, dict):
        raise _NotAnObject("the line is not a JSON object")
    return value


def _whole(digits: str) -> int | Decimal:
    """A whole number; one that no quantity can be stays a Decimal, so that no time is lost on it."""
    return int(digits) if len(digits) <= _LONGEST_WHOLE_NUMBER else _decimal(digits)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise QuoteRefused("bad_request", shown_name(twice), "is given twice")
    return found
