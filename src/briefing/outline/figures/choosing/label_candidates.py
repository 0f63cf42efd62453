"""The phrases around a figure that may name what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.outline.figures.choosing.counted import noun_of
from briefing.outline.figures.choosing.words import AFTER, BEFORE
from briefing.text import lexicon
from briefing.text.segments import behind_last
from briefing.text.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.figures.choosing.words import TaggedWords

Side = Literal["L", "R"]
_RUNS_BEFORE, _RUNS_AFTER = 2, 1
_MOST_WORDS, LONGEST, _SHORTEST = 11, 28, 2
# Particles and conjunctions open no label, but for marks that do.
_NO_FIRST = frozenset({"u", "uj", "ul", "c", "x", "y"})
_OPENS, _CLOSES = frozenset("“《「（"), frozenset("”》」）")
_NOMINAL = frozenset("nvljiabqfskgtrm")
# One character is a label where it stands right after its figure: 19个区.
_ALONE = frozenset("nqgjkbsv")
_RESPECTIVELY = re.compile(lexicon.pattern("label_words", "respectively"))
_MEASURE = re.compile(rf"{lexicon.pattern('label_words', 'measures')}$")
_SERIES_PART, _SERIES_MARK = re.compile("[、和及与]"), re.compile("、")
_COPULA = re.compile(rf"(?:{lexicon.pattern('measured', 'copulas')})?$")
# 里程分别为3公里、5公里，|同比|分别增长6%、7%
_COMPARES = re.compile(r"(?:[同环]比|[比较][^，]{2,8}|[均也又并约还])*")
# 规模以上产值|名义增长|6%: what a change is told by.
GROWS = rf"(?:名义|实际)?{lexicon.pattern('changes', 'grew')}了?"
_COMPARES_GROWTH = re.compile(rf"{lexicon.pattern('changes', 'compared')}?{GROWS}")
_NEXT = re.compile(
    rf"[、和及与，][\u4e00-\u9fff ]?|[、和及与](?:{lexicon.pattern('changes', 'grew')}|每{lexicon.pattern('units', 'per')})"
)
# 产值5亿元、|税收2亿元，分别增长6%、下降7%: each of the first has its own noun before it, none of the others has.
_OWN_NOUNS = (
    re.compile("[、和及与]"),
    *(re.compile(f"{marks}[^、，。；：]{{2,}}") for marks in ("[、和及与]", "[、，和及与]")),
)
_GROWN = re.compile(rf"[、和及与](?:{lexicon.pattern('changes', 'grew')})?")
_SENTENCE_MARKS, _LONGEST_SENTENCE, _MOST_ITEMS = "。；", 300, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A figure that wants a label: its place, its number in the line, its unit and what kind of unit that is."""

    place: Span
    index: int
    unit: str
    kind: str


# A tuple: there are a hundred to a figure, and a frozen class takes four times as long to make.
class Phrase(NamedTuple):
    """A run of words beside a figure: those from `first` to `last`, in the `run`-th run from it."""

    side: Side
    run: int
    first: int
    last: int


class Run(NamedTuple):
    """The words beside a figure between two clause marks or figures: those that may open a label, those that may end one."""

    side: Side
    number: int
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item of a series with what only its last item says: 城镇、农村|居民收入分别为."""

    item: Span
    tail: Span
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The items before 分别, of which the figure has the `ordinal`-th; `is_whole` if there are as many figures."""

    ordinal: int
    items: tuple[Span, ...]
    is_whole: bool = False

    def met(self, start: int, end: int) -> list[int]:
        """The numbers of the items that a stretch reaches into."""
        return [number for number, item in enumerate(self.items) if start < item.end and item.start < end]


def _runs(words: TaggedWords, indices: Sequence[int]) -> list[list[int]]:
    """The stretches of words between clause marks and figures."""
    runs: list[list[int]] = []
    is_open = False
    for index in indices:
        if words.stops[index]:
            is_open = False
        elif is_open:
            runs[-1].append(index)
        else:
            runs.append([index])
            is_open = True
    return runs


def runs_near(words: TaggedWords, numeral: Numeral) -> Iterator[Run]:
    """The runs before and after a figure, the nearest first, of its own clause and of the clauses near it."""
    place = numeral.place
    first = bisect_left(words.starts, place.start - BEFORE)
    before = range(first, bisect_right(words.ends, place.start))
    after = range(bisect_left(words.starts, place.end), bisect_right(words.ends, place.end + AFTER))
    if words.folded.startswith("的", place.end):
        # 甲、投资10亿元|的乙: a number that describes a noun is of its own item alone.
        marks = [index for index in before if words.texts[index] == "、"]
        before = range(max(marks, default=before.start - 1) + 1, before.stop)
    sides: tuple[tuple[Side, list[list[int]]], ...] = (
        ("L", _runs(words, before)[-_RUNS_BEFORE:][::-1]),
        ("R", [noun_of(words, run, numeral.unit, place.start) for run in _runs(words, after)[:_RUNS_AFTER]]),
    )
    for side, runs in sides:
        for number, run in enumerate(runs):
            firsts = tuple([at for at in run if words.tags[at] not in _NO_FIRST or words.texts[at] in _OPENS])
            ends = ((at, words.tags[at], words.texts[at] in _CLOSES) for at in run)
            lasts = tuple([at for at, tag, closes in ends if closes or tag[0] in _NOMINAL or tag == "eng"])
            yield Run(side, number, firsts, lasts)


def pairs_of(words: TaggedWords, run: Run, end: int) -> Iterator[tuple[int, int]]:
    """The first and the last word of every phrase of a run; `end` is the figure's."""
    starts, ends = words.starts, words.ends
    for first in run.firsts:
        start = starts[first]
        for last in run.lasts[bisect_left(run.lasts, first) :]:
            length = ends[last] - start
            if length > LONGEST or last >= first + _MOST_WORDS:
                break
            if length >= _SHORTEST or (run.side == "R" and start - end <= 1 and words.tags[last][0] in _ALONE):
                yield first, last


def phrases(words: TaggedWords, numeral: Numeral) -> Iterator[Phrase]:
    """The phrases before and after a figure, those of its own clause and of the clauses near it."""
    for run in runs_near(words, numeral):
        for first, last in pairs_of(words, run, numeral.place.end):
            yield Phrase(run.side, run.number, first, last)


def find_series(words: TaggedWords, numeral: Numeral) -> Series | None:
    """The series of nouns whose numbers are told by 分别, if the figure is one of them."""
    folded, start = words.folded, numeral.place.start
    first = behind_last(folded, _SENTENCE_MARKS, _since(words, start), start)
    told_by = list(_RESPECTIVELY.finditer(folded, first, start))
    if not told_by:
        return None
    own, told = numeral.index, figures_around(words, numeral.index, _NEXT)
    if told[0] > 0 and words.figures[told[0] - 1].start >= told_by[-1].end():
        return None
    # 线网和绿道里程分别为3公里、5公里，|分别增长6%、7%: the nouns are those before the first.
    begins = [behind_last(folded, "，：", first, one.start()) for one in told_by]
    named = (
        at for at in reversed(range(len(told_by))) if not _COMPARES.fullmatch(folded, begins[at], told_by[at].start())
    )
    last_named = next(named, len(told_by) - 1)
    begin, match = begins[last_named], told_by[last_named]
    splits = [_items(pattern, folded, begin, match.start()) for pattern in (_SERIES_PART, _SERIES_MARK)]
    items = next((items for items in splits if len(items) == len(told)), splits[0])
    if len(items) <= 1:
        return None
    return Series(ordinal=told.index(own), items=items, is_whole=len(told) == len(items))


def find_counterparts(words: TaggedWords, numeral: Numeral) -> tuple[int, ...] | None:
    """The numbers of the figures whose nouns the figure may share: 产值|5亿元、税收2亿元，分别增长|6%、7%.

    One where it is plain which is meant, none where it is not: of three amounts and two changes. None without such a clause.
    """
    folded, figures = words.folded, words.figures
    told = figures_around(words, numeral.index, _GROWN)
    first = figures[told.start].start
    begin = behind_last(folded, "，：。；", _since(words, first), first)
    match = _RESPECTIVELY.search(folded, begin, first)
    if len(told) == 1:
        return None
    # 分别完成5亿元、2亿元，增长|6%、7% needs no second 分别.
    is_told = (
        _COMPARES.fullmatch(folded, begin, match.start()) if match else _COMPARES_GROWTH.fullmatch(folded, begin, first)
    )
    if not is_told:
        return None
    last = told.start - 1
    if last < 0 or figures[last].end + 1 != begin or find_series(words, numeral) is not None:
        return None
    named = [range(figures_around(words, last, joint).start, told.start) for joint in _OWN_NOUNS]
    fitting = next((one for one in named if len(one) == len(told)), range(0))
    if not fitting and len(named[-1]) == 1:
        return None
    return tuple(fitting[told.index(numeral.index) :][:1])


def find_joined(words: TaggedWords, numeral: Numeral) -> Series | None:
    """The nouns that as many joined numbers follow, each number being of its own: 甲、乙产量为3吨和4吨."""
    folded, told = words.folded, figures_around(words, numeral.index, _SERIES_PART)
    start, before = words.figures[told[0]].start, words.figures[: told[0]]
    first = max(_since(words, start), before[-1].end if before else 0)
    first = behind_last(folded, "，：。；！？", first, start)
    copula = _COPULA.search(folded, first, start)
    if len(told) == 1 or copula is None:
        return None
    items = _items(_SERIES_PART, folded, first, copula.start())
    return Series(ordinal=told.index(numeral.index), items=items, is_whole=True) if len(items) == len(told) else None


def _since(words: TaggedWords, start: int) -> int:
    """The furthest offset of a line at which the sentence of a figure may begin."""
    return max(words.starts[0] if words.starts else start, start - _LONGEST_SENTENCE)


def figures_around(words: TaggedWords, own: int, joint: re.Pattern[str]) -> range:
    """The numbers of the figures that follow one another with a joint between, one of which is `own`."""
    figures, begun, ended = words.figures, own, own + 1

    def is_joined(last: int) -> bool:
        return joint.fullmatch(words.folded, figures[last].end, figures[last + 1].start) is not None

    while own - begun < _MOST_ITEMS and begun > 0 and is_joined(begun - 1):
        begun -= 1
    while ended - begun < _MOST_ITEMS and ended < len(figures) and is_joined(ended - 1):
        ended += 1
    return range(begun, ended)


def _items(pattern: re.Pattern[str], folded: str, start: int, end: int) -> tuple[Span, ...]:
    """The parts of a stretch between joints."""
    items, at = [], start
    for part in pattern.split(folded[start:end]):
        items.append(span(at, at + len(part)))
        at += len(part) + 1
    return tuple(items)


def is_measure(text: str) -> bool:
    """True if the words end in what is measured, so that they are whole: 道路里程, 增加值."""
    return _MEASURE.search(text) is not None


def members(words: TaggedWords, series: Series | None) -> Iterator[Member]:
    """The figure's item of a series with each end of the last item: 城镇|居民收入, 城镇|收入; none of an item that is whole."""
    if series is None or series.ordinal >= len(series.items) - 1:
        return
    item, last = series.items[series.ordinal], series.items[-1]
    if is_measure(words.folded[item.start : item.end]):
        return
    for index in range(bisect_right(words.starts, last.start), bisect_left(words.starts, last.end)):
        tail = span(words.starts[index], last.end)
        if item.end - item.start + tail.end - tail.start <= LONGEST:
            yield Member(item=item, tail=tail, word=index)
