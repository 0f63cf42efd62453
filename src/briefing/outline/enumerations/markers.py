"""The marks that number an enumeration's members (一是, 第二, （三）, 4., ――), and the runs that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.outline.enumerations.announced import find_announced
from briefing.outline.enumerations.run_in_heads import find_run_ins
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.enumerations.run_in_heads import RunIn
    from briefing.outline.lines import Line
    from briefing.text.source import Source

_N = "一二三四五六七八九十"
_HAN = r"[\u4e00-\u9fff]"
# A marker opens a clause; 主要, 分别 and the like may stand before it.
_CLAUSE = r"(?<![^。；：，！？、“”‘’（）\r\n \t　*#>])(?:主要|重点|分别|具体|包括|就是|所以)?"
_SENTENCE = r"(?<![^。；：！？“”）\r\n \t　*#>])"
_MEASURE = "方面|部分|阶段|个|点|项|条|件|类|种|块|张|把|步|层|大|组|句|关|环|招|道|重|支|篇|仗|课|板|棋"
_NOT_ORDINAL = "产业|季度|年|天|次|届|期|轮|批|名|位"
# 一年…二年…三年 and 一个…二个… count what follows.
_NOT_COUNTED = "产百千万亿点分成年月日天周季次届期轮批个名位人家元岁条项种类件口手直定样些般起边级等楼号组班路线带方"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LETTERS = "abcdefgh"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "再就是": 3}

# Prose markers belong to one argument and do not reach over headings; list markers number the document's own parts.
_PROSE = {
    # 今年工作一是…；二是…: the first needs no clause of its own.
    "N": rf"(?:{_CLAUSE}|(?<={_HAN})(?={pattern('lists', 'first')}[是要]))(?P<n>[{_N}])(?P<x>[是抓靠看为强促推保谋优重防惠稳]|要(?![素点件求职闻道]))",
    "N则": rf"(?P<n>[{_N}])(?P<x>[则来嚟])",
    "N方面": rf"(?<![这那每某任另哪同单此各])(?P<n>[{_N}])方面(?!的|军|面)(?:是|[，、])?",
    # 一无厂房、二无订单、三无师傅: any word that is counted through three times and more.
    "N同": rf"{_CLAUSE}(?P<n>[{_N}])(?=(?P<x>{_HAN}))(?![{_N}是要抓靠看为强促推保谋优重防惠稳则来嚟{_NOT_COUNTED}])",
    "第": rf"{_CLAUSE}(?:第|头(?=一))(?P<n>[{_N}]{{1,2}}|\d{{1,2}})(?!{_NOT_ORDINAL})(?:(?:{_MEASURE}){_HAN}{{0,4}}?)?(?:呢?[，：、](?!第)|就?是)",
    "其": rf"{_CLAUSE}其(?P<n>[{_N}])(?:[，：、]|是)",
    "首先": rf"{_CLAUSE}(?:首先|其次|再次|再者|再就是|再来(?=[，就是])|最后(?=[，、是要]))(?:[，、]|就?是)?",
    "此外": rf"{_CLAUSE}(?:此外|另外)，",
    "个": rf"{_CLAUSE}(?:(?:另外?|再|还有|最后|又)一?|一)[个条件张项种类块笔组]就?是(?={_HAN}|“)",
    "方面": r"(?:另|再|又)一?方面[，、]?|(?<![这那每某任另哪同单此各])一方面(?!的|军|面)[，、]?",
}
# 第（一）及（二）部分 and 第53（1）条 refer to something, and open nothing; in text taken out of a PDF （一 ） may hold a blank.
_IN_BRACKETS = r"(?<![第\d])(?<!第 )（ ?(?P<n>%s) ?）(?!部分|[及和与至、]第? ?（)"
_LIST = {
    "一、": rf"{_SENTENCE}(?P<n>[{_N}]{{1,3}})、(?![{_N}][、级线类等产])",
    "（一）": _IN_BRACKETS % f"[{_N}]{{1,3}}",
    "（1）": _IN_BRACKETS % r"\d{1,2}",
    "（a）": _IN_BRACKETS % f"[{_LETTERS}]",
    "（i）": _IN_BRACKETS % "[ivx]{1,4}",
    "1.": rf"(?:{_SENTENCE}|(?<=[、，])(?=\d\.\D))(?P<n>\d{{1,2}})(?P<x>\.(?!\d)|、|）)",
    "①": rf"(?P<n>[{_CIRCLED}])",
    "之": rf"{_SENTENCE}(?P<x>{_HAN}{{2,6}})之(?P<n>[{_N}])[：，]",
    "名": rf"^(?P<x>(?!记者|观众|网友|嘉宾|专家|附[件图表]|代表){_HAN}{{2,4}})(?P<n>[{_N}]|\d{{1,2}})[：]",
    "点": r"^(?P<x>[—―–•·●■◆▪○◎※▲►□◇]|[-*+](?=[ \t—-]|[\u4e00-\u9fff]))[—―–-]{0,2}[ \t　]*(?=[^\s\d—―–*-])",
}
_STYLES = {name: re.compile(style) for name, style in (_PROSE | _LIST).items()}
# 一无…二无… is no list: a third is wanted.
_FEWEST = {"N同": 3}
# Styles that tell the first from another, and no more: 一方面…另一方面…, 一个是…再一个是….
_SIDES = frozenset({"方面", "个"})
_ANOTHER = re.compile("[另再又还]|最后")
# How many lines apart two members may stand, how many sides 方面 may have, and how many open runs are kept.
_PROSE_REACH, _PAIR_REACH, _BULLET_REACH, _MOST_SIDES, _DEPTH = 12, 3, 5, 3, 12
_MARKUP = " \t　*#>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One mark; `ordinal` is None for a bullet, and 0 for 最后, which closes a run of any length.

    `line` is the index of its line among those that were read, `opens` whether it stands at that line's start, and
    `heads` whether that line is a heading.
    """

    style: str
    ordinal: int | None
    start: int
    end: int
    line: int
    opens: bool
    heads: bool = False

    @property
    def is_prose(self) -> bool:
        """True if the marker belongs to running text, as 一是 does, rather than to a list."""
        return self.style.split(" ")[0] in _PROSE


@dataclass(slots=True)
class _Reading:
    """Runs that may still go on, the innermost last, and those that are over."""

    barriers: Sequence[int]
    open: list[list[Marker]] = field(default_factory=list)
    closed: list[list[Marker]] = field(default_factory=list)


def _value(text: str) -> int:
    """The ordinal that a numeral of any kind says; 0 for what is none (十一二)."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text in _ROMAN:
        return _ROMAN.index(text) + 1
    if text in _LETTERS:
        return _LETTERS.index(text) + 1
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _N.index(text) + 1 if len(text) == 1 else 0
    return (_N.find(tens) + 1 if tens else 1) * 10 + (_N.find(units) + 1 if units else 0)


def _ordinal(name: str, match: re.Match[str]) -> int | None:
    if name == "点":
        return None
    if name in _SIDES:
        return 2 if _ANOTHER.search(match[0]) else 1
    if name in {"首先", "此外"}:
        return next((_WORDS[word] for word in _WORDS if word in match[0]), 0)
    return _value(match["n"])


def _markers_of(source: Source, line: Line, index: int) -> list[Marker]:
    """The markers of a line; an item of a list that prints none has a bullet of no characters."""
    printed = sorted(_printed(source, line, index), key=lambda marker: (marker.start, -marker.end))
    if not line.item or any(marker.opens and not marker.is_prose for marker in printed):
        return printed
    start = line.span.start
    return [Marker(style="点", ordinal=None, start=start, end=start, line=index, opens=True), *printed]


def _printed(source: Source, line: Line, index: int) -> Iterator[Marker]:
    start = line.label.end if line.label else line.span.start
    text = source.folded[start : line.span.end]
    lead = len(text) - len(text.lstrip(_MARKUP)) if text[:1] in "#>" or text.startswith("**") else 0
    text = " " * lead + text[lead:]
    for name, style in _STYLES.items():
        for match in style.finditer(text.lstrip() if name in {"点", "名"} else text):
            shift = lead if name in {"点", "名"} else 0
            extra = match.groupdict().get("x")
            yield Marker(
                style=f"{name} {extra}" if extra else name,
                ordinal=_ordinal(name, match),
                start=start + shift + match.start(),
                end=start + shift + match.end(),
                line=index,
                opens=not text[: shift + match.start()].strip(_MARKUP),
                heads=line.kind == "heading",
            )


def _unnumbered(source: Source, line: Line, index: int) -> Iterator[list[Marker]]:
    """The runs of clauses that need no numbers since they were announced."""
    for marks in find_announced(source, line.span):
        yield [
            Marker(style="同", ordinal=ordinal, start=mark.start, end=mark.end, line=index, opens=False)
            for ordinal, mark in enumerate(marks, 1)
        ]


def _run_in_markers(heads: Sequence[RunIn]) -> list[Marker]:
    """The marks of no characters before the phrases that open an announced list's paragraphs."""
    return [
        Marker(style="同", ordinal=ordinal, start=one.start, end=one.start, line=one.line, opens=one.opens)
        for ordinal, one in enumerate(heads, 1)
    ]


def _joins(style: str, marker: Marker) -> bool:
    """True if the marker's style goes on with a run's: 首先 may be followed by 第二."""
    closes = marker.ordinal == 0 and style in {"首先", "第"}
    return style == marker.style or (style == "首先" and marker.style == "第") or closes


def _reaches(reading: _Reading, run: Sequence[Marker], marker: Marker) -> bool:
    """True if the marker is near enough to go on with the run."""
    last, distance = run[-1], marker.line - run[-1].line
    if distance == 0 or (marker.opens and marker.heads and last.heads):
        return True
    if not marker.opens:
        return False
    if marker.is_prose and reading.barriers[marker.line] != reading.barriers[last.line]:
        return False
    if marker.style in _SIDES:
        return distance <= _PAIR_REACH
    if marker.ordinal is None:
        return distance <= _BULLET_REACH and reading.barriers[marker.line] == reading.barriers[last.line]
    return not marker.is_prose or distance <= _PROSE_REACH


def _continues(reading: _Reading, run: Sequence[Marker], marker: Marker) -> bool:
    if not _joins(run[0].style, marker) or not _reaches(reading, run, marker):
        return False
    if marker.ordinal is None:
        return True
    if marker.ordinal == 0:
        # 此外 closes a list in its own paragraph only: it opens so many others.
        return len(run) > 1 and (marker.style != "此外" or marker.line == run[-1].line)
    if marker.style in _SIDES:
        return _pairs(run, marker)
    return marker.ordinal == (run[0].ordinal or 1) + len(run)


def _pairs(run: Sequence[Marker], marker: Marker) -> bool:
    """True if 另一方面 or 再一个是, or a second 一方面 in the same line, goes on with the run."""
    follows = marker.ordinal != 1 or (len(run) == 1 and marker.line == run[0].line)
    return follows and len(run) < _MOST_SIDES


def _take(reading: _Reading, marker: Marker) -> None:
    """Put the marker at the end of the innermost run that it continues, or open a run with it."""
    for depth in range(len(reading.open) - 1, -1, -1):
        if _continues(reading, reading.open[depth], marker):
            reading.closed += reading.open[depth + 1 :]
            del reading.open[depth + 1 :]
            reading.open[depth].append(marker)
            return
    # An excerpt may begin in the middle of a list: 三是….
    if marker.ordinal in {1, None} or (marker.line == 0 and marker.opens and not reading.open):
        reading.open.append([marker])
        # A text of nothing but 一是 would else make every marker look through all runs before it.
        reading.closed += reading.open[:-_DEPTH]
        del reading.open[:-_DEPTH]


def find_runs(source: Source, lines: Sequence[Line], barriers: Sequence[int]) -> list[list[Marker]]:
    """The runs of two markers and more, by the place of their first; prose runs stay between two `barriers`.

    `barriers` says for each line how many headings and questions stand before it.
    """
    reading = _Reading(barriers=barriers)
    for index, line in enumerate(lines):
        for marker in _markers_of(source, line, index):
            _take(reading, marker)
    runs = [run for run in (*reading.closed, *reading.open) if len(run) >= _FEWEST.get(run[0].style.split(" ")[0], 2)]
    numbered = {marker.start for run in runs for marker in run}
    for run_in in find_run_ins(source, lines):
        if numbered.isdisjoint(one.start for one in run_in):
            runs.append(_run_in_markers(run_in))
            numbered.update(one.start for one in run_in)
    found = (run for index, line in enumerate(lines) for run in _unnumbered(source, line, index))
    for run in found:
        if numbered.isdisjoint(marker.start for marker in run):
            runs.append(run)
            numbered.update(marker.start for marker in run)
    return sorted(runs, key=lambda run: run[0].start)
