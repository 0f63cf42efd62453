"""A number in one of the formats of Word's lists (ECMA-376 Part 1 §17.18.59)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.numerals import write_chinese, write_roman

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN, _LEGAL_HANS, _LEGAL_HANT, _LEGAL_JA = (
    "零一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "零壹貳參肆伍陸柒捌玖",
    "零壱弐参四伍六七八九",
)
_POWERS, _LEGAL_POWERS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MOST = 9999


def _japanese(number: int) -> str:
    """As Japanese counts, without zeros and without one before ten, hundred and thousand: 百一."""
    digits = ((number // 10**power % 10, power) for power in range(3, -1, -1))
    return "".join(("" if digit == 1 and power else _PLAIN[digit]) + _POWERS[power] for digit, power in digits if digit)


def _letter(number: int) -> str:
    """Letters as Word counts: z, then aa, bb."""
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (rounds + 1)


def _from(first: str) -> Callable[[int], str]:
    """Twenty characters that follow each other in Unicode, and plain digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if number <= 20 else str(number)  # noqa: PLR2004 - ⑳


def _of_series(series: str) -> Callable[[int], str | None]:
    """Members of a series; what Word prints past its end is not known."""
    return lambda number: series[number - 1] if number <= len(series) else None


def _digits_of(digits: str) -> Callable[[int], str]:
    return lambda number: str(number).translate(str.maketrans("0123456789", digits))


def _counting(digits: str, powers: tuple[str, ...], *, leading_one: bool) -> Callable[[int], str]:
    return lambda number: write_chinese(number, digits, powers, leading_one=leading_one)


_FORMATS: dict[str, Callable[[int], str | None]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"),
        _counting(_PLAIN, _POWERS, leading_one=False),
    ),
    **dict.fromkeys(("japaneseCounting", "koreanCounting"), _japanese),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits_of("〇一二三四五六七八九")
    ),
    "chineseLegalSimplified": _counting(_LEGAL_HANS, _LEGAL_POWERS, leading_one=True),
    "ideographLegalTraditional": _counting(_LEGAL_HANT, _LEGAL_POWERS, leading_one=True),
    "japaneseLegal": _counting(_LEGAL_JA, ("", "拾", "百", "阡"), leading_one=True),
    "ideographTraditional": _of_series(_STEMS),
    "ideographZodiac": _of_series(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    "ideographEnclosedCircle": _of_series("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    **dict.fromkeys(("decimal", "decimalHalfWidth"), str),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digits_of("０１２３４５６７８９")),
    "decimalZero": lambda number: f"{number:02}",
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①")),
    "decimalEnclosedFullstop": _from("⒈"),
    "decimalEnclosedParen": _from("⑴"),
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: write_roman(number).lower(),
    "upperRoman": write_roman,
    "none": lambda _: "",
}


def write_number(number: int, kind: str, custom: str = "") -> str | None:
    """The number in the format, `custom` as `001, 002, ...`; None where it is not known what Word prints."""
    if kind == "custom":
        zeros = re.match(r"0*1(?=,|$)", custom)
        return f"{number:0{len(zeros[0])}}" if zeros else None
    write = _FORMATS.get(kind)
    return (
        write(number) if write and 1 <= number <= _MOST else str(number) if kind == "decimal" and number >= 0 else None
    )
