"""Chinese and Arabic numerals as values."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: Decimal(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0),
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_TEN = 10
MAGNITUDES = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def _below_ten_thousand(text: str) -> Decimal:
    total, digit, place = Decimal(0), Decimal(0), 1
    for character in text:
        if character in _SMALL:
            place = _SMALL[character]
            total += (digit or Decimal(1)) * place
            digit = Decimal(0)
        else:
            digit = _DIGITS[character]
            # 三千五 is 3500, and 三千零五 is 3005.
            place = 1 if digit == 0 else place
    return total + digit * max(1, place // _TEN)


def chinese_value(text: str) -> Decimal:
    """The value of a folded Chinese numeral such as 三百二十, 两万三, 零点六 or 十二亿; a `KeyError` for anything else."""
    whole, point, tenths = text.partition("点")
    if point:
        return chinese_value(whole) + Decimal(f"0.{''.join(str(_DIGITS[digit]) for digit in tenths)}")
    for magnitude in ("兆", "亿", "万"):
        before, found, after = text.partition(magnitude)
        if found:
            high = chinese_value(before) if before else Decimal(1)
            low = chinese_value(after) if after else Decimal(0)
            # 两万三 is 23000.
            low *= MAGNITUDES[magnitude] // _TEN if len(after) == 1 and after not in _SMALL else 1
            return high * MAGNITUDES[magnitude] + low
    return _below_ten_thousand(text)


def arabic_value(text: str) -> Decimal:
    """The value of digits with thousands marks and a decimal point."""
    return Decimal(text.replace(",", "").replace("，", "").replace(" ", ""))
