"""Chinese and Arabic numerals as values."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod

_DIGITS = {character: Decimal(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0),
    "○": Decimal(0),
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_TEN = 10
MAGNITUDES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_ENGLISH = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)
_BLANKS = re.compile(r"[,，\s]")
_PIECE = re.compile(r"(?P<zero>零?)(?P<digits>\d+(?:\.\d+)?)?(?P<place>[十百千]?)")


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


# 十九‧九一 is 十九点九一, 廿五 is 二十五.
_POINT = re.compile("[‧·]")
_TENS = {"廿": "二十", "卅": "三十"}


def chinese_value(text: str) -> Decimal:
    """The value of a folded Chinese numeral such as 三百二十, 两万三, 零点六 or 十二亿; a `KeyError` for anything else."""
    for tens, plain in _TENS.items():
        text = text.replace(tens, plain)
    whole, point, tenths = _POINT.sub("点", text).partition("点")
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
    return Decimal(_BLANKS.sub("", text))


def spelt_value(text: str) -> Decimal:
    """The value of digits said one by one: 二〇二三."""
    return Decimal("".join(str(int(_DIGITS[character])) for character in text))


def mixed_value(text: str) -> Decimal:
    """The value of digits with Chinese places between them: 1百零1 is 101, 3千5百 is 3500, 2百5 is 250."""
    total, place = Decimal(0), 1
    for piece in _PIECE.finditer(text):
        if not piece["digits"]:
            continue
        value = Decimal(piece["digits"])
        if piece["place"]:
            place = _SMALL[piece["place"]]
            total += value * place
        else:
            total += value * (max(1, place // _TEN) if len(piece["digits"]) == 1 and not piece["zero"] else 1)
    return total


def factor_of(magnitude: str) -> int:
    """Factor of a magnitude: 万亿 is 10**12, none is 1."""
    word = magnitude.strip()
    return _ENGLISH.get(word) or prod(MAGNITUDES.get(character) or _SMALL[character] for character in word)


def numeral_value(text: str) -> Decimal:
    """The value of a numeral without a magnitude after it, in whatever digits; a `KeyError` for what is none."""
    text = _BLANKS.sub("", text)
    if not text[0].isdigit():
        digits_only = len(text) > 1 and not set(text) & {*_SMALL, *MAGNITUDES, *_TENS, "点", "‧", "·"}
        return spelt_value(text) if digits_only else chinese_value(text)
    return mixed_value(text) if set(text) & set(_SMALL) else arabic_value(text)


def high_value(text: str) -> Decimal:
    """The value of the greater parts of a numeral: 1亿2345万 or 三亿."""
    parts = re.findall(r"([^万亿兆零]+)([万亿兆])", _BLANKS.sub("", text))
    return sum((numeral_value(number) * MAGNITUDES[magnitude] for number, magnitude in parts), Decimal(0))


def write_chinese(
    number: int,
    digits: str = "零一二三四五六七八九",
    powers: tuple[str, ...] = ("", "十", "百", "千"),
    *,
    leading_one: bool = False,
) -> str:
    """The number from 1 to 9999 as Chinese counts: 12 is 十二 (一十二 with `leading_one`), 101 is 一百零一, 1010 is 一千零一十."""
    parts: list[str] = []
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            parts.append(digits[digit] + powers[power])
        elif parts and parts[-1] != digits[0]:
            parts.append(digits[0])
    text = "".join(parts).rstrip(digits[0])
    return text[1:] if not leading_one and text.startswith(digits[1] + powers[1]) else text


def write_roman(number: int) -> str:
    """The number from 1 to 3999 in Roman numerals: XIV."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
