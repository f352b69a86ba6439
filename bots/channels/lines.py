"""Text for messengers: lines with tame bidi controls, measured as the platform counts, split at paragraph borders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
Measure = Callable[[str], int]
"""How long a platform counts a text; the measure of two texts together is at most the sum of theirs."""

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, WORD_JOINER = "\u200e", "\u200f", "\u2060"
_ISOLATE_STARTS, _ISOLATE_END = "\u2066\u2067\u2068", "\u2069"
# Controls, embeddings, overrides and invisible spaces; the joiners (emoji, Persian, Indic) and the marks stay.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u202a-\u202e\u206a-\u206f\ufeff\ufff9-\ufffb]")
_ISOLATES = re.compile(f"[{_ISOLATE_STARTS}{_ISOLATE_END}]")
_STICKS_TO_THE_LEFT = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u20e3\U000e0020-\U000e007f]")
_MENTION = re.compile(r"@(?=\w)")
_BREAKS = re.compile("[\u2028\u2029\u0085\x0b\x0c\r]+\n?")
_GAPS = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message; markup never crosses a line, so a message may be cut between any two."""

    text: str
    bold: bool = False


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts (Bot API, "Formatting options") and clients of Discord."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def tame(line: str) -> str:
    """One line in which no control sign acts beyond its end: overrides are removed and isolates balanced.

    A buyer's text quoted inside an isolate cannot close it early nor leave one open (UAX #9, X1-X8).
    """
    if line.isascii() and line.isprintable():
        return line
    line = _UNWANTED.sub("", line)
    return _balanced(line) if _ISOLATES.search(line) else line


def _balanced(line: str) -> str:
    kept: list[str] = []
    depth = 0
    for sign in line:
        if sign in _ISOLATE_STARTS:
            depth += 1
        elif sign == _ISOLATE_END:
            if depth == 0:
                continue
            depth -= 1
        kept.append(sign)
    return "".join(kept) + _ISOLATE_END * depth


def directed(line: str, direction: Direction) -> str:
    """The line with a leading mark where its first strong letter would turn it against the answer's direction."""
    if direction == "ltr" and line.isascii():
        return line
    if not line or _first_strong(line) == direction:
        return line
    return (RIGHT_TO_LEFT_MARK if direction == "rtl" else LEFT_TO_RIGHT_MARK) + line


def _first_strong(line: str) -> Direction:
    """UAX #9, P2 and P3: what stands inside an isolate does not count, and nothing strong means left to right."""
    depth = 0
    for sign in line:
        if sign in _ISOLATE_STARTS:
            depth += 1
        elif sign == _ISOLATE_END:
            depth = max(0, depth - 1)
        elif depth == 0:
            kind = unicodedata.bidirectional(sign)
            if kind == "L":
                return "ltr"
            if kind in {"R", "AL"}:
                return "rtl"
    return "ltr"


def unmentioned(text: str) -> str:
    """The text with every @name made inert, for a room in which others would be notified."""
    return _MENTION.sub(f"@{WORD_JOINER}", text)


def lines_of(text: str, direction: Direction = "ltr", *, first_bold: bool = False, last_bold: bool = False) -> list[Line]:
    """A block's text as clean lines; blank lines at its ends are dropped, longer gaps shortened to one."""
    rows = [directed(tame(row), direction) for row in _GAPS.sub("\n\n", _BREAKS.sub("\n", text)).strip().split("\n")]
    last = len(rows) - 1
    return [Line(row, (first_bold and at == 0) or (last_bold and at == last)) for at, row in enumerate(rows)]


def length(lines: Sequence[Line], measure: Measure = units) -> int:
    """The lines' length by a measure, line breaks included."""
    return sum(measure(line.text) for line in lines) + max(0, len(lines) - 1)


def blank(lines: Iterable[Line]) -> bool:
    """True where nothing would be seen, which platforms refuse as an empty message."""
    return all(_invisible(line.text) for line in lines)


def _invisible(text: str) -> bool:
    return not any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def pages(lines: Sequence[Line], limit: int, measure: Measure = units) -> list[list[Line]]:
    """The lines in as few messages of at most `limit` by the measure as paragraph borders allow, in order, none lost.

    A message ends at a blank line where there is one in its second half, else at a line's end; a single line longer
    than a message is cut at a space, else between two characters as a reader sees them.
    """
    if length(lines, measure) <= limit:
        return [list(lines)]
    found: list[list[Line]] = []
    page: list[Line] = []
    used = 0
    for line in _short_lines(lines, limit, measure):
        size = measure(line.text) + 1
        while page and used + size - 1 > limit:
            full, page = _at_paragraph(page)
            found.append(full)
            used = length(page, measure) + 1 if page else 0
        page.append(line)
        used += size
    found.append(page)
    return [stripped for page in found if (stripped := _stripped(page))]


def _at_paragraph(page: list[Line]) -> tuple[list[Line], list[Line]]:
    for at in range(len(page) - 1, len(page) // 2, -1):
        if not page[at].text:
            return page[:at], page[at + 1 :]
    return page, []


def _stripped(page: list[Line]) -> list[Line]:
    start, end = 0, len(page)
    while start < end and not page[start].text.strip():
        start += 1
    while end > start and not page[end - 1].text.strip():
        end -= 1
    return page[start:end]


def _short_lines(lines: Iterable[Line], limit: int, measure: Measure) -> Iterable[Line]:
    for line in lines:
        rest = line.text
        while measure(rest) > limit:
            # Room for the isolate ends that `tame` adds to a cut line.
            at = _cut(rest, limit - 8, measure)
            yield Line(tame(rest[:at].rstrip()), line.bold)
            rest = rest[at:].lstrip()
        yield Line(tame(rest) if rest is not line.text else rest, line.bold)


def _cut(text: str, limit: int, measure: Measure = units) -> int:
    """The index of the best place to break within `limit`: after a space in the second half, else a border."""
    at = _fit(text, limit, measure)
    space = text.rfind(" ", at // 2, at)
    if space > 0:
        return space + 1
    border = at
    while border > at // 2 and _joined(text, border):
        border -= 1
    return border if border > at // 2 else at


def _fit(text: str, limit: int, measure: Measure) -> int:
    """How many characters of `text` fit into `limit`; never half of a surrogate pair."""
    used = 0
    for at, sign in enumerate(text):
        used += measure(sign)
        if used > limit:
            return at
    return len(text)


def _joined(text: str, at: int) -> bool:
    """True where a reader sees one character across the border before `at`."""
    after, before = text[at], text[at - 1]
    if before == "\u200d" or _STICKS_TO_THE_LEFT.match(after) or unicodedata.combining(after):
        return True
    if not _is_flag_half(after):
        return False
    # Flags are pairs of letters: the border tears one where an odd number of letters stands before it.
    start = at
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return (at - start) % 2 == 1


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def label(text: str, limit: int, direction: Direction = "ltr") -> str:
    """A button's label: one tame line of at most `limit` units, shortened with an ellipsis; never empty."""
    line = directed(tame(" ".join(text.split())), direction)
    if units(line) > limit:
        line = tame(line[: _cut(line, limit - 3)].rstrip()) + "…"
    return "…" if _invisible(line) else line
