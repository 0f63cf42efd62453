"""Quantities: every number in a text with its unit and what qualifies it, whether or not it is a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from briefing.check.strips import is_bound
from briefing.chinese.numerals import MAGNITUDES, arabic_value, chinese_value
from briefing.extract.figure_units import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.check.strips import Strip

Difference = Literal["number", "unit", "qualifier", "period"]

_BEFORE = "不低于|不少于|不高于|不超过|不多于|不到|不足|超过|超出|大约|约为|约|将近|接近|近|逾|超|突破|至少|最少|最多|至多|多达|高达|仅|上(?=[百千万])"
_AFTER = "以上|以下|左右|上下|以内|之内|余|多(?![元种样数方项式])|开外"
_DIGITS = r"\d(?:[\d,]*\d)?(?:\.\d+)?"
_NUMERALS = "(?:[〇零一二三四五六七八九十百万亿两兆]|千(?![瓦米克]))+"
_DAY = "年|月|日|季度|世纪|年代|月份|个月"
_QUANTITY = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?:(?P<fraction>{_NUMERALS})分之(?P<part>{_NUMERALS}|\d+)"
    r"|(?P<tenths>[一二三四五六七八九]|(?<!\d)\d)成(?P<half>半)?(?![立为员功果长效本都就分品])"
    rf"|(?P<digits>{_DIGITS})(?P<more>多|余|几)?(?P<magnitude>千万亿|百万亿|万亿|千万|百万|千亿|百亿|[百千万亿兆])?"
    rf"|(?P<indefinite>[数几])?(?P<numerals>{_NUMERALS})(?P<half2>半)?)"
    rf"(?P<more2>余|多(?!元化|样|方))?(?:(?P<unit>{UNITS}|平方米|平方英里|英里|英亩|世纪|年代|年(?!轻|级|糕|货|味)|月(?!亮|饼)|季度|届|次|组|对|国|方|度|元|岁|期|"
    rf"米|环|块|片|轮|颗|把|排|层|步|遍|回|星|厅|区|县|市|镇|乡|省|校|院|企|馆|园))?(?P<after>{_AFTER})?"
)
_LABEL = re.compile(r"\d{1,3}\.\d{1,2}\Z")
_FACTORS = {"百": 100, "千": 1000, **MAGNITUDES}
_SAME_UNIT = {
    "平方千米": "平方公里",
    "千米": "公里",
    "百分点": "个百分点",
    "个月": "月",
    "公斤": "千克",
    "位": "人",
    "名": "人",
    "天": "日",
    "㎡": "平方米",
    "多人": "人",
}
_YEARS = range(1900, 2100)
_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number at `[start, end)` of a strip, from what qualifies it to its unit.

    `value` is in plain terms, None for an indefinite number (数十); `bare` numbers have neither unit nor qualifier.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    qualifier: str

    @property
    def bare(self) -> bool:
        """Whether it is a mere number, as of a page, a list or a note."""
        return not self.unit and not self.qualifier and (self.value is None or self.value < min(_YEARS))

    @property
    def is_time(self) -> bool:
        """Whether it names a year, a month or a day."""
        named = self.unit in {"年", "月", "日", "季度", "年代", "世纪"}
        return named and (self.unit != "年" or self.value is None or int(self.value) in _YEARS or int(self.value) == 0)

    @property
    def measure(self) -> tuple[Decimal | None, str]:
        """Value and unit, which make two quantities equal."""
        return self.value, self.unit


def _factor(magnitude: str | None) -> int:
    factor = 1
    for character in magnitude or "":
        factor *= _FACTORS[character]
    return factor


def _numeral(text: str) -> Decimal | None:
    if len(text) > 1 and not set(text) & set("十百千万亿兆"):
        return Decimal("".join(str(int(chinese_value(character))) for character in text))
    return chinese_value(text)


def _fraction(match: re.Match[str]) -> tuple[Decimal | None, str]:
    whole = chinese_value(match["fraction"])
    part = arabic_value(match["part"]) if match["part"].isdigit() else chinese_value(match["part"])
    # 百分之八十 is 80%.
    return (part, "%") if whole == 100 else (round(part / whole, _PLACES) if whole else None, "分之")  # noqa: PLR2004


def _measure(match: re.Match[str]) -> tuple[Decimal | None, str]:
    unit = match["unit"] or ""
    unit = _SAME_UNIT.get(unit, unit)
    if match["fraction"]:
        return _fraction(match)
    if match["tenths"]:
        tenths = match["tenths"]
        value = (arabic_value(tenths) if tenths.isdigit() else chinese_value(tenths)) * 10
        return value + (5 if match["half"] else 0), "%"
    if match["digits"]:
        return (arabic_value(match["digits"]) * _factor(match["magnitude"])).normalize() + 0, unit
    number = None if match["indefinite"] else _numeral(match["numerals"])
    return (None if number is None else number.normalize() + 0), unit


def _qualifier(match: re.Match[str]) -> str:
    return "".join(match[name] or "" for name in ("before", "indefinite", "more", "more2", "after"))


def _quantity(match: re.Match[str], offset: int) -> Quantity:
    value, unit = _measure(match)
    return Quantity(
        start=offset + match.start(),
        end=offset + match.end(),
        text=match.group(),
        value=value,
        unit=unit,
        qualifier=_qualifier(match),
    )


def quantities_in(text: str, offset: int = 0) -> list[Quantity]:
    """The quantities of one stretch of text in the form for comparison."""
    return [_quantity(match, offset) for match in _QUANTITY.finditer(text)]


def find_quantities(strip: Strip) -> tuple[Quantity, ...]:
    """The quantities of a strip in order; none runs over an edge between two digits or between two pieces."""
    edges = sorted(strip.edges | {0, len(strip.text)})
    return tuple(
        quantity for start, end in _stretches(strip, edges) for quantity in quantities_in(strip.text[start:end], start)
    )


def _stretches(strip: Strip, edges: Sequence[int]) -> list[tuple[int, int]]:
    """The strip cut at its edges, but for those that white space between a number and a word made."""
    inside = (edge for edge in edges if 0 < edge < len(strip.text))
    cuts = [
        0,
        *(
            edge
            for edge in inside
            if is_bound(strip, edge) or _both_digits(strip.text, edge) or _ends_label(strip, edge)
        ),
    ]
    return list(zip(cuts, [*cuts[1:], len(strip.text)], strict=True))


def _ends_label(strip: Strip, edge: int) -> bool:
    """Whether a line before an edge is no more than the number of a place (8.2), so that no unit follows it."""
    label = _LABEL.search(strip.text, max(0, edge - 6), edge) if edge in strip.breaks else None
    return label is not None and (label.start() in strip.breaks or is_bound(strip, label.start()))


def _both_digits(text: str, edge: int) -> bool:
    return text[edge - 1].isdigit() and text[edge].isdigit()


def compare_quantities(stated: Quantity, true: Quantity) -> Difference | None:
    """In what a stated quantity differs from the true one, or None if they are the same."""
    if stated.value != true.value:
        return "period" if true.is_time and (stated.is_time or not stated.unit) else "number"
    if stated.unit != true.unit:
        return "unit"
    return None if stated.qualifier == true.qualifier else "qualifier"
