"""Chinese and Arabic numerals as values."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: Decimal(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0),
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def _below_ten_thousand(text: str) -> Decimal:
    total, digit = Decimal(0), Decimal(0)
    for character in text:
        if character in _SMALL:
            total += (digit or Decimal(1)) * _SMALL[character]
            digit = Decimal(0)
        else:
            digit = _DIGITS[character]
    return total + digit


def chinese_value(text: str) -> Decimal:
    """The value of a folded Chinese numeral such as 三百二十, 两万 or 十二亿; a `KeyError` for anything else."""
    for magnitude in ("兆", "亿", "万"):
        before, found, after = text.partition(magnitude)
        if found:
            high = chinese_value(before) if before else Decimal(1)
            return high * MAGNITUDES[magnitude] + (chinese_value(after) if after else 0)
    return _below_ten_thousand(text)


def arabic_value(text: str) -> Decimal:
    """The value of digits with thousands marks and a decimal point."""
    return Decimal(text.replace(",", "").replace("，", "").replace(" ", ""))
