"""The numbers that Word itself sets before paragraphs (一、 （一） 1.), which are in no paragraph's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.readers.docx.list_numbers import write_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.readers.docx.styles import Styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_LEVELS = 9
_OFF = ("0", "false", "off")
# A full-width mark leaves a gap by itself, but not to the digit of a figure: 1、3亿元.
_FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff00-\uffef\u2460-\u24ff\u3280-\u3289]$")
_LATIN_MARK = re.compile(r"[.,:;)\]}>-]$")
# Thousands may be grouped by a space (1 210家), so that a bare digit needs another gap.
_SPACE, _WIDE_SPACE = " ", "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Format of one level of a list.

    `pattern` is as `（%1）`, with `%` and a level's number. `restart` is the level (from 1) whose use sets it back, 0 for
    none, -1 for any above it.
    """

    start: int = 1
    format: str = "decimal"
    custom: str = ""
    pattern: str = ""
    restart: int = -1
    legal: bool = False
    hidden: bool = False

    @property
    def is_bullet(self) -> bool:
        """True if the level sets a mark and no number."""
        return self.format == "bullet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A list (`w:num`): the abstract list that it counts in, and what it overrides by level."""

    abstract: str
    levels: Mapping[int, Level] = field(default_factory=dict)
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Mark that Word sets before a paragraph: `number` without the gap after it, empty for a bullet or an unknown format."""

    number: str = ""
    is_bullet: bool = False

    def before(self, text: str) -> str:
        """The text after the number, with the gap that a reader sees: 1. 3亿元 is never 1.3亿元."""
        if not self.number:
            return text
        digit = re.match(r"[\d.．:：,，%]", text) is not None
        if _FULL_WIDTH.search(self.number) and not digit:
            return self.number + text
        narrow = _LATIN_MARK.search(self.number) and not digit
        return self.number + (_SPACE if narrow else _WIDE_SPACE) + text


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of one file, and how far each has been counted."""

    instances: dict[str, Instance] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    linked: dict[tuple[str, str], int] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: Any, styles: Styles) -> Label | None:
        """Mark printed before the paragraph; None where it is in no list. Counts as it goes."""
        place = self._place(paragraph, styles)
        if place is None:
            return None
        number, depth = place
        instance = self.instances[number]
        level = self._level(instance, depth)
        if level is None:
            return None
        counts = self._count(number, instance, depth, level)
        if level.is_bullet or level.hidden:
            return Label(is_bullet=level.is_bullet)
        return Label(number=self._printed(instance, level, counts))

    def _place(self, paragraph: Any, styles: Styles) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, or what its style and those that it is based on say."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = styles.of_paragraph(paragraph)
        chain = styles.chain(style)
        said = [numbering for numbering in (own, *(one.numbering for one in chain)) if numbering is not None]
        number = next((value for one in said if (value := _value(one, f"{_W}numId", ""))), "")
        if number not in self.instances:
            return None
        linked = (self.linked.get((self.instances[number].abstract, one.id)) for one in chain)
        by_style = next((depth for depth in linked if depth is not None), None)
        if by_style is not None and (own is None or own.find(f"{_W}ilvl") is None):
            return number, by_style
        depth = next((value for one in said if (value := _value(one, f"{_W}ilvl", ""))), "0")
        return number, _whole(depth, 0, _LEVELS - 1)

    def _level(self, instance: Instance, depth: int) -> Level | None:
        return instance.levels.get(depth) or self.levels.get(instance.abstract, {}).get(depth)

    def _count(self, number: str, instance: Instance, depth: int, level: Level) -> list[int]:
        """Counts of each level so far; lists of one abstract list go on with each other's numbers but for those that override."""
        counts = self._counts.setdefault(instance.abstract, [-1] * _LEVELS)
        for overridden in instance.starts:
            if overridden <= depth and (number, overridden) not in self._begun:
                self._begun.add((number, overridden))
                counts[overridden:] = [-1] * (_LEVELS - overridden)
        counts[depth] = instance.starts.get(depth, level.start) if counts[depth] < 0 else counts[depth] + 1
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(instance, deeper)
            restart = below.restart if below else -1
            if restart < 0 or depth < restart:
                counts[deeper] = -1
        return counts

    def _printed(self, instance: Instance, level: Level, counts: list[int]) -> str:
        """The number as the pattern says; empty where one of its formats is not known, since （） says nothing."""
        printed = level.pattern
        for place in set(re.findall(r"%[1-9]", level.pattern)):
            depth = int(place[1]) - 1
            counted = self._level(instance, depth)
            if counted is None or counted.is_bullet:
                return ""
            number = counts[depth] if counts[depth] >= 0 else counted.start
            written = write_number(number, "decimal" if level.legal else counted.format, counted.custom)
            if written is None:
                return ""
            printed = printed.replace(place, written)
        return printed.strip()


def _value(element: Any, path: str, default: str) -> str:
    found = element.find(path)
    return str(found.get(_VAL, default)) if found is not None else default


def _is_on(element: Any, path: str) -> bool:
    found = element.find(path)
    return found is not None and found.get(_VAL, "true") not in _OFF


def _whole(text: str, default: int, most: int) -> int:
    return min(int(text), most) if re.fullmatch(r"[0-9]{1,6}", text) else default


def _depth(element: Any) -> int:
    return _whole(element.get(_W + "ilvl", "0"), 0, _LEVELS - 1)


def _level(element: Any) -> Level:
    kind = element.find(f"{_W}numFmt")
    # Newer formats stand in an alternative that older programs pass over.
    kind = kind if kind is not None else next(element.iter(f"{_W}numFmt"), None)
    pattern = _value(element, f"{_W}lvlText", "")
    symbols = re.search(r"[\ue000-\uf8ff]", pattern)
    return Level(
        start=_whole(_value(element, f"{_W}start", "0"), 0, 10_000),
        # Bullets are drawn from symbol fonts, whose characters mean nothing outside them.
        format="bullet" if symbols else kind.get(_VAL, "decimal") if kind is not None else "decimal",
        custom=kind.get(_W + "format", "") if kind is not None else "",
        pattern=pattern,
        restart=_whole(_value(element, f"{_W}lvlRestart", ""), -1, _LEVELS),
        legal=_is_on(element, f"{_W}isLgl"),
        hidden=_is_on(element, f"{_W}rPr/{_W}vanish"),
    )


def read_numbering(numbering: Any, styles: Styles) -> Numbering:
    """The lists that `numbering.xml` defines, counted from their beginnings; it may be None."""
    if numbering is None:
        return Numbering()
    abstracts = {str(one.get(_W + "abstractNumId")): one for one in numbering.iterfind(f"{_W}abstractNum")}
    nums = {str(num.get(_W + "numId")): num for num in numbering.iterfind(f"{_W}num")}
    # numId 0 takes a paragraph out of its list.
    nums.pop("0", None)
    of_num = {id_: _value(num, f"{_W}abstractNumId", "") for id_, num in nums.items()}
    resolved = {id_: _resolve(id_, abstracts, of_num, styles) for id_ in abstracts}
    instances: dict[str, Instance] = {}
    for id_, num in nums.items():
        overrides = [(_depth(one), one) for one in num.iterfind(f"{_W}lvlOverride")]
        starts = ((depth, _value(one, f"{_W}startOverride", "")) for depth, one in overrides)
        if of_num[id_] in resolved:
            instances[id_] = Instance(
                abstract=resolved[of_num[id_]],
                levels={depth: _level(own) for depth, one in overrides if (own := one.find(f"{_W}lvl")) is not None},
                starts={depth: _whole(start, 1, 10_000) for depth, start in starts if start},
            )
    return Numbering(
        instances=instances,
        levels={
            id_: {_depth(level): _level(level) for level in one.iterfind(f"{_W}lvl")} for id_, one in abstracts.items()
        },
        linked={
            (id_, style): _depth(level)
            for id_, one in abstracts.items()
            for level in one.iterfind(f"{_W}lvl")
            if (style := _value(level, f"{_W}pStyle", ""))
        },
    )


def _resolve(id_: str, abstracts: Mapping[str, Any], of_num: Mapping[str, str], styles: Styles) -> str:
    """The abstract list that holds the levels: a list that only names a style of lists (`numStyleLink`) has none."""
    style = _value(abstracts[id_], f"{_W}numStyleLink", "")
    if not style:
        return id_
    numbering = next((one.numbering for one in styles.chain(style) if one.numbering is not None), None)
    number = _value(numbering, f"{_W}numId", "") if numbering is not None else ""
    linked = of_num.get(number, "")
    if linked in abstracts and abstracts[linked].find(f"{_W}numStyleLink") is None:
        return linked
    return next((other for other, one in abstracts.items() if _value(one, f"{_W}styleLink", "") == style), id_)
