"""The numbers that Word itself sets before paragraphs (一、 （一） 1.), which are in no paragraph's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_DIGITS = "〇一二三四五六七八九"
_LEVELS = 9
Place = tuple[str, int]


def _chinese(number: int) -> str:
    """The number up to 99 as Chinese counts, 十二; beyond, in Arabic digits."""
    tens, ones = divmod(number, 10)
    if tens > 9:  # noqa: PLR2004 - the last ten with one digit
        return str(number)
    head = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "ideographDigital",
            "japaneseDigitalTenThousand",
            "taiwaneseDigital",
        ),
        _chinese,
    ),
    **dict.fromkeys(("decimal", "decimalFullWidth", "decimalHalfWidth", "decimalZero"), str),
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),  # noqa: PLR2004 - ①…⑳
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered: `pattern` is as `（%1）`, with `%` and a level's number."""

    start: int
    format: str
    pattern: str


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of one file, and how far each has been counted."""

    levels: dict[Place, Level] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, Place] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def number(self, paragraph: Any) -> str:
        """The number that is printed before the paragraph; empty where there is none. Counts as it goes."""
        place = self._place(paragraph)
        level = self.levels.get(place) if place else None
        if place is None or level is None:
            return ""
        counts = self._count(place, level)
        return re.sub(r"%(\d)", lambda match: self._printed(place[0], counts, int(match[1]) - 1), level.pattern)

    def _place(self, paragraph: Any) -> Place | None:
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            return self.styles.get(style.get(_VAL, "")) if style is not None else None
        return _place_in(properties, self.abstract)

    def _count(self, place: Place, level: Level) -> list[int]:
        list_, depth = place
        counts = self._counts.setdefault(list_, [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return counts

    def _printed(self, list_: str, counts: list[int], depth: int) -> str:
        level = self.levels.get((list_, depth))
        write = _FORMATS.get(level.format) if level else None
        return write(max(1, counts[depth])) if write else ""


def _value(element: Any, path: str, default: str) -> str:
    found = element.find(path)
    return str(found.get(_VAL, default)) if found is not None else default


def _whole(text: str, default: int, most: int) -> int:
    return min(int(text), most) if re.fullmatch(r"\d{1,6}", text) else default


def _place_in(properties: Any, abstract: dict[str, str]) -> Place | None:
    list_ = abstract.get(_value(properties, f"{_W}numId", "0"))
    depth = _whole(_value(properties, f"{_W}ilvl", "0"), 0, _LEVELS - 1)
    return None if list_ is None else (list_, depth)


def _level(element: Any) -> Level:
    kind = _value(element, f"{_W}numFmt", "decimal")
    # Bullets are drawn from symbol fonts, whose characters mean nothing outside them.
    pattern = "" if kind in ("bullet", "none") else _value(element, f"{_W}lvlText", "")
    return Level(start=_whole(_value(element, f"{_W}start", "1"), 1, 10_000), format=kind, pattern=pattern)


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """The lists that `numbering.xml` defines and the styles of `styles.xml` that number; either may be None."""
    if numbering is None:
        return Numbering()
    abstract = {
        str(num.get(_W + "numId")): _value(num, f"{_W}abstractNumId", "") for num in numbering.iterfind(f"{_W}num")
    }
    levels = {
        (str(one.get(_W + "abstractNumId")), _whole(level.get(_W + "ilvl", "0"), 0, _LEVELS - 1)): _level(level)
        for one in numbering.iterfind(f"{_W}abstractNum")
        for level in one.iterfind(f"{_W}lvl")
    }
    return Numbering(levels=levels, abstract=abstract, styles=_numbered_styles(styles, abstract))


def _numbered_styles(styles: Any, abstract: dict[str, str]) -> dict[str, Place]:
    if styles is None:
        return {}
    numbered = {
        str(style.get(_W + "styleId")): _place_in(properties, abstract)
        for style in styles.iterfind(f"{_W}style")
        if (properties := style.find(f"{_W}pPr/{_W}numPr")) is not None
    }
    return {style: place for style, place in numbered.items() if place}
