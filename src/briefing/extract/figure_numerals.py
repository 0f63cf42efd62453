"""Numerals that state a quantity: what they look like, what they are worth, and what only looks like one."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING

from briefing.chinese.numerals import MAGNITUDES, arabic_value, chinese_value
from briefing.extract.figure_units import AFTER, BEFORE, COUNTED, LASTS, NOT_BEFORE, NOT_COUNTED, NOT_FIGURES, UNITS
from briefing.outline import Measure

if TYPE_CHECKING:
    from briefing.source import Source, Span

# Hong Kong groups thousands by a space.
ARABIC = r"(?:\d{1,3}(?: \d{3}){1,5}(?![\d.])|\d[\d,]{0,20}(?:\.\d{1,8})?)"
_HAN_DIGIT = "一二三四五六七八九"
# 三点五亿, but 三点五十 is a time of the day, and so is 九点 before what people do then.
_HAN_DECIMAL = rf"[{_HAN_DIGIT}十百两零]{{1,4}}点[零{_HAN_DIGIT}]{{1,3}}(?=[ ]?(?:[万亿倍亩吨米元块斤度]|平方|立方|公[里顷斤]|千[瓦克]|个(?:百分点|小时)))"
_CHINESE = rf"(?:{_HAN_DECIMAL}|[{_HAN_DIGIT}十百千两](?:零?[{_HAN_DIGIT}十百千两]){{0,11}})"
_MORE = r"(?:多|余|几|来|(?<=[百千万])把(?=[万亿块元人户亩斤]|个(?!月)))?"
# 九万二 and 一块二 leave out the unit of their last digit.
_ENDS = r"(?=[，。；、！？：”）\n]|$)"
_TAIL = rf"(?:(?<=[万亿])(?P<tail>[{_HAN_DIGIT}])(?=(?:元|块钱?)?{_ENDS}))?"
_DIME = rf"(?P<dime>[{_HAN_DIGIT}]|\d)(?:[毛角]钱?)?{_ENDS}"
# Taiwan writes 2 兆 7,000 多億元 and 3 萬 5,000 家: the greater part stands before the number.
_HIGH = rf"(?P<high>\d[\d,]{{0,9}}(?=[ ]?[万亿兆][ ]?\d)|[{_HAN_DIGIT}十百千两]{{1,8}}(?=[万亿]零?[{_HAN_DIGIT}两][十百千万]))[ ]?(?P<above>[万亿兆])[ ]?零?"
_NO_TENTHS = r"(?![立为员果功本长品效绩熟都年])"
FIGURE = re.compile(
    rf"(?P<before>{BEFORE})?[ ]?"
    rf"(?:(?P<fraction>[一二三四五六七八九十两]{{1,3}})分之(?P<part>[一二三四五六七八九十]{{1,3}})"
    rf"|百分之(?P<percent>{ARABIC}|[零一二三四五六七八九十百两]{{1,6}}(?:点[零一二三四五六七八九]{{1,4}})?)"
    rf"|(?P<tenths>[一二三四五六七八九两]|(?<![\d.,])\d)[ ]?成{_NO_TENTHS}(?:[ ]?(?P<half>半|[一二三四五六七八九](?=[，。；、的提增上升下降跌减到至调])|\d(?![\d.])))?"
    rf"|(?:{_HIGH})?(?P<number>{ARABIC}|{_CHINESE})[ ]?(?P<more>{_MORE})[ ]?(?P<magnitude>千万|百万|[万亿兆]{{1,2}}|千(?=[ ]?[多余]?[ ]?(?:人|家|户|名|元|个|项|间|宗|套|亩|吨|座|件))|){_TAIL}(?P<more2>{_MORE})[ ]?(?P<unit>{UNITS})?(?:(?<=块){_DIME})?)"
    rf"(?P<after>{AFTER})?"
)
_LAST = re.compile(
    r"(?:(?<![学职])[从由]|轮候|等候|等待|排队|车程|用时|约为?|大约|为|达|需要?|只要|[^主重需首摘纪概]要|等了?|放|缩短[了至到为]?|压[缩减]?[至到]?|延长[了至到]?|增[加至到]{1,2}|续期|用了?|仅|长达|不到|耗时|历时|为期|提前了?|推迟了?|时间|时长|周期)$"
)
_PAID = re.compile(r"(?:补贴?|奖励?|赔|[挣赚花付交收])(?=$)")
_ROUND = re.compile(rf"[{_HAN_DIGIT}两]{{1,2}}[千百](?:[{_HAN_DIGIT}两]百?)?")
# 七八百户 is one of two numbers, and 五一三天 none.
_ABOUT = re.compile(rf"[{_HAN_DIGIT}两]{{2}}")
_STOP = re.compile(r"[，。；、！]|$")
_SERIES = re.compile(
    rf"(?:[、和至到~～—–－-][ ]?{ARABIC}){{1,6}}(?P<magnitude>[万亿兆]{{0,2}})(?P<unit>{UNITS})(?![A-Za-z0-9])"
)


def _value_of(number: str) -> Decimal:
    return arabic_value(number) if number[0].isdigit() else chinese_value(number)


def _factor(magnitude: str) -> int:
    return prod(MAGNITUDES.get(character) or {"千": 1000, "百": 100}[character] for character in magnitude)


def _number_value(match: re.Match[str]) -> Decimal:
    """The number in the magnitude that is printed after it; 23 億 6,000 萬 is 236000 of 萬."""
    value = _value_of(match["number"]) + sum(_value_of(match[name]) / 10 for name in ("tail", "dime") if match[name])
    if not match["high"]:
        return value
    return _value_of(match["high"]) * _factor(match["above"]) / _factor(match["magnitude"]) + value


def _part(match: re.Match[str]) -> tuple[Decimal, str | None, Measure]:
    """Three quarters, seventy per cent or three and a half tenths."""
    if match["percent"]:
        value = _value_of(match["percent"])
        return value, "%", Measure(value=value, unit="%")
    if match["fraction"]:
        value = round(chinese_value(match["part"]) / chinese_value(match["fraction"]), 4)
        return value, None, Measure(value=value, unit=None)
    half = match["half"] or "0"
    tenths = _value_of(match["tenths"]) + (Decimal("0.5") if half == "半" else _value_of(half) / 10)
    return tenths, "成", Measure(value=tenths / 10, unit=None)


def read_measure(
    source: Source, match: re.Match[str], borrowed: tuple[str, str, int] | None
) -> tuple[Decimal, str | None, Measure]:
    """Value and unit as printed, and both in plain terms; a number of a series has the unit of its last."""
    if borrowed is not None:
        magnitude, name, at = borrowed
        value = _number_value(match)
        printed = source.text[at + len(magnitude) : at + len(magnitude) + len(name)]
        plain = (value * _factor(magnitude)).normalize() + 0
        return value, source.text[at : at + len(magnitude)] + printed, Measure(value=plain, unit=printed)
    if match["number"] is None:
        return _part(match)
    value, magnitude = _number_value(match), match["magnitude"]
    unit = source.text[match.start("unit") : match.end("unit")] if match["unit"] else None
    printed = source.text[match.start("magnitude") : match.end("magnitude")]
    plain = (value * _factor(magnitude)).normalize()
    return value, (printed + (unit or "")) or None, Measure(value=plain + 0, unit=unit)


def printed_part(source: Source, match: re.Match[str], name: str) -> str:
    """What the source prints for a named part of a numeral."""
    return source.text[match.start(name) : match.end(name)]


def find_shared_unit(source: Source, match: re.Match[str], line: Span) -> tuple[str, str, int] | None:
    """Magnitude, unit and the place of the unit that a number has from the last one of its series: 8、9和10亿元, 3至4%."""
    if match["number"] is None or match["unit"] or match["magnitude"] or not match["number"][0].isdigit():
        return None
    if match.start("number") == line.start or source.folded[match.start("number") - 1] in "。；\n":
        return None
    series = _SERIES.match(source.folded, match.end("number"), line.end)
    return (series["magnitude"] or "", series["unit"], series.start("magnitude")) if series else None


def states_quantity(source: Source, match: re.Match[str], *, borrows: bool = False) -> bool:
    """Whether the numeral is a figure: it has a unit or magnitude, and is part of no name, date, order or idiom."""
    folded, start, end = source.folded, match.start(), match.end()
    if match["number"] is None:
        return not NOT_FIGURES.match(folded, start)
    number = match["number"]
    measured = match["unit"] or match["magnitude"] or borrows or _is_paid(folded, match)
    if not measured or _ABOUT.search(number):
        return False
    if _counts(folded, match):
        return not _in_name(source, start, end)
    begin = match.start("high") if match["high"] else match.start("number")
    if NOT_BEFORE.search(folded[max(0, begin - 4) : begin]) or NOT_FIGURES.match(folded, begin):
        return False
    if not number[0].isdigit() and not (
        match["before"]
        or len(number) > 1
        or match["magnitude"]
        or match["dime"]
        or match["high"]
        or match["unit"] == "倍"
    ):
        return False
    following = folded[end : end + 1]
    # Neighbours stand without a mark: 1569户4320人.
    joined = following.isascii() and following.isalnum() and not (following.isdigit() and match["unit"])
    return not joined and not _in_name(source, start, end)


def _is_paid(folded: str, match: re.Match[str]) -> bool:
    """Whether a round number without a unit is money that somebody gets or gives: 一个棚补六千，."""
    return bool(
        _ROUND.fullmatch(match["number"])
        and _PAID.search(folded, max(0, match.start() - 4), match.start())
        and _STOP.match(folded, match.end())
    )


def _counts(folded: str, match: re.Match[str]) -> bool:
    """Whether a single Chinese numeral counts things or says how long something lasts (两所学校, 缩短三个月), not a list's members."""
    start, end = match.start("number"), match.end()
    if match["number"] not in "两二三四五六七八九十" or not match["unit"] or match["magnitude"] or match["more"]:
        return False
    if NOT_COUNTED.search(folded, max(0, start - 3), start):
        return False
    return bool(
        COUNTED.match(folded, start) or (LASTS.match(folded, start) and _LAST.search(folded[max(0, start - 6) : start]))
    ) and folded[end : end + 1] not in {"”", "："}


def _in_name(source: Source, start: int, end: int) -> bool:
    """Whether the numeral stands in a short quoted name or a title."""
    left = max(source.folded.rfind(mark, max(0, start - 24), start) for mark in "“《")
    close = min((at for mark in "”》" if (at := source.folded.find(mark, end, end + 24)) >= 0), default=-1)
    inside = source.folded[left + 1 : close] if left >= 0 and close >= 0 else ""
    return bool(inside) and not any(mark in inside for mark in "，。；”》") and len(inside) <= 30


def numeral_start(match: re.Match[str]) -> int:
    """Where the numeral itself begins, past what limits it."""
    if match["percent"]:
        return match.start("percent") - len("百分之")
    return next(match.start(name) for name in ("fraction", "tenths", "high", "number") if match[name])
