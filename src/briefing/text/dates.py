"""Days as Chinese texts print them: one grammar for date lines, the date of publication and its ISO form."""

from __future__ import annotations

import re

from briefing.text.numerals import chinese_value

_YEAR, _MONTH, _DAY = r"(?:19|20)\d{2}", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
# 民国115年: the years of the Republic, from 1912 on.
_REPUBLIC, _REPUBLIC_YEAR = r"(?:中华)?民国[ 　]?", r"1\d{2}"
_FIRST_YEAR = 1911
_MONTHS, _DAYS = 12, 31
_NUMERAL = "一二三四五六七八九十"
_MARKED = "|".join(rf"{_YEAR}{mark}{_MONTH}{mark}{_DAY}" for mark in ("-", "/", r"\."))
_MARKED_REPUBLIC = "|".join(rf"{_REPUBLIC_YEAR}{mark}{_MONTH}{mark}{_DAY}" for mark in ("-", "/", r"\."))
# 2026年/3月/12日 is a newspaper's own form.
_WRITTEN = rf"{_YEAR}[ 　]?年[ 　/]?{_MONTH}[ 　]?月[ 　/]?{_DAY}[ 　]?日"
_WRITTEN_REPUBLIC = rf"{_REPUBLIC}\d{{2,3}}[ 　]?年[ 　]?{_MONTH}[ 　]?月[ 　]?{_DAY}[ 　]?日"
_NUMERALS = rf"(?:[一二][零〇○O{_NUMERAL}]{{3}}|{_REPUBLIC}[零〇{_NUMERAL}百]{{1,5}})年[{_NUMERAL}]{{1,2}}月[{_NUMERAL}]{{1,3}}日"
DATE = rf"(?<!\d)(?:{_WRITTEN}|{_WRITTEN_REPUBLIC}|{_MARKED}|{_NUMERALS})(?!\d*[%家个亿万元人])"
# 115-03-12 and 115年3月12日 may be other numbers: dates only where a line is about the text.
SHORT_DATE = rf"(?<!\d)(?:{_MARKED_REPUBLIC}|{_REPUBLIC_YEAR}年{_MONTH}月{_DAY}日)(?!\d)"
TIME = (
    r"(?:[ 　T]{0,3}(?:上午|下午|早上|晚上|凌晨)?[ 　]?\d{1,2}[：:]\d{2}(?:[：:]\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}[：:]?\d{2})?"
    r"|[ 　]?(?:上午|下午)?\d{1,2}[时点]\d{1,2}分)"
)
WEEKDAY = r"[ 　]?（?(?:星期|周|礼拜)[一二三四五六日天]）?"
DATE_TIME = rf"(?:{DATE}|{SHORT_DATE})(?:{WEEKDAY})?{TIME}?(?:{WEEKDAY})?"
_NUMBERS = re.compile(rf"\d+|[零〇○O{_NUMERAL}百]+")
_ZEROS = str.maketrans("○O", "〇〇")


def iso_date(text: str) -> str | None:
    """The folded day as `2026-03-12`, or None where the text holds no whole one; 民國115年3月12日 is of 2026."""
    numbers = [_value(match.group()) for match in _NUMBERS.finditer(text)][:3]
    if len(numbers) < len(("year", "month", "day")):
        return None
    year, month, day = numbers
    year += _FIRST_YEAR if year < _FIRST_YEAR else 0
    if not (1 <= month <= _MONTHS and 1 <= day <= _DAYS):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _value(numeral: str) -> int:
    """The number; 二〇二六 and 一一五 name their digits one by one."""
    numeral = numeral.translate(_ZEROS)
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) > len("二六") and not set("十百") & set(numeral):
        return int("".join(str(chinese_value(digit)) for digit in numeral))
    return int(chinese_value(numeral))
