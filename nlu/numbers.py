"""Numbers as people write them: digits of every script with either separator, Chinese numerals, and multipliers such as `k`."""

import re
from decimal import Decimal

_CHINESE_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000}
CHINESE_NUMERALS = "".join([*_CHINESE_DIGITS, *_CHINESE_UNITS])
_CHINESE = re.compile(f"[{CHINESE_NUMERALS}]+")


def parse_digits(text: str) -> Decimal:
    """The value of folded digits with separators: `1,299` `1.299,50` `99,50` `1299`.

    A single separator before exactly three digits groups thousands (`1.000` is a thousand), else it is decimal (`38.5`).
    """
    separators = [character for character in text if character in ".,"]
    if not separators:
        return Decimal(text)
    last = max(text.rfind("."), text.rfind(","))
    grouped = len(text) - last - 1 == 3 and not text.startswith("0")
    if len(set(separators)) == 2 or not grouped:
        whole = re.sub("[.,]", "", text[:last])
        return Decimal(f"{whole}.{text[last + 1 :]}")
    return Decimal(re.sub("[.,]", "", text))


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese numeral (`十二` 12, `两百` 200, `三千五` 3500), or None where it is not one."""
    if not _CHINESE.fullmatch(text):
        return None
    total = section = digit = 0
    last_unit = 1
    for sign in text:
        if sign in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[sign]
            last_unit = 1 if digit == 0 else last_unit
            continue
        unit = _CHINESE_UNITS[sign]
        if unit == 10_000:
            total = (total + section + digit) * unit
            section = 0
        else:
            section += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + section + digit * max(last_unit // 10, 1)


def plain(value: Decimal) -> str:
    """Decimal text without exponent or idle zeros: `1000`, `99.5`."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
