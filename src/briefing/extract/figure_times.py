"""When a figure is of, and what it is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from briefing.extract.clauses import LONGEST_PARAGRAPH, sentence_start
from briefing.extract.figure_words import BASELINE, COMPARED, PERIOD
from briefing.outline import quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline import Figure, Words
    from briefing.source import Source, Span

_BEFORE_TIME = re.compile(
    r"(?:[\u4e00-\u9fff○·]{1,8}：)?(?:刚刚过去的|刚刚结束的|过去的|回顾|展望|在|同时，|说实话，|坦率地?[说讲]，|应该说，|可以说，|其实，?|记得)?"
)
# What says when within a year that is named elsewhere.
_OF_ITS_SENTENCE = frozenset(
    {
        "全年",
        "年底",
        "年底前",
        "目前",
        "如今",
        "眼下",
        "现时",
        "现在",
        "年内",
        "那时",
        "那时候",
        "当时",
        "同期间",
    }
)
_COMPARED_WITH = ("比", "较", "比“", "较“", "自", "由")
_AHEAD = re.compile(r"(?:下一步|下一?阶段|接下来|展望未来|今后)(?=[，我将要])")
_OWN = frozenset({"的", "的约", "的近", "的超"})
# 到2025年的4.93万亿元 says when that one value was, and nothing of what follows.
_OWN_YEAR = re.compile(r"的[约近超]?\d")


def last_stated(pattern: re.Pattern[str], source: Source, start: int, end: int) -> Words | None:
    """What a pattern finds last between two places: its named part, where it has one."""
    found = list(pattern.finditer(source.folded, start, end))
    return quote_source(source, span(*found[-1].span(found[-1].lastgroup or 0))) if found else None


def find_baseline(source: Source, start: int, clause: Span, line: Span) -> Words | None:
    """What the figure is compared with, in its clause or by 与…相比 at the sentence's beginning."""
    return last_stated(BASELINE, source, clause.start, start) or last_stated(
        COMPARED, source, sentence_start(source, start, line), start
    )


def has_own_time(source: Source, figure: Figure) -> bool:
    """Whether the figure's time is its alone, as that of 2020年的860亿元 is."""
    period = figure.period
    return bool(period and period.spans and source.folded[period.span.end : figure.words.span.start] in _OWN)


def _opens(source: Source, sentence: int, start: int) -> bool:
    """Whether a time opens its sentence: 2025年，; 刚刚过去的2025年，."""
    return _BEFORE_TIME.fullmatch(source.folded, sentence, start) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times that a line names, in its order, with the ends of all, and of those that open a sentence the ends.

    `ahead` are the places of the sentences that open with what is yet to be done.
    """

    named: tuple[Span, ...]
    ends: tuple[int, ...]
    opening: tuple[Span, ...]
    opening_ends: tuple[int, ...]
    ahead: tuple[int, ...]


# A line is looked through once, and not anew for each of its figures.
@lru_cache(maxsize=1)
def times_in(source: Source, line: Span) -> Times:
    """The times of a line."""
    named = tuple(span(*match.span()) for match in PERIOD.finditer(source.folded, line.start, line.end))
    opening = tuple(one for one in named if source.fold(one) not in _OF_ITS_SENTENCE and _leads(source, one, line))
    ahead = (match.start() for match in _AHEAD.finditer(source.folded, line.start, line.end))
    return Times(
        named=named,
        ends=tuple(one.end for one in named),
        opening=opening,
        opening_ends=tuple(one.end for one in opening),
        ahead=tuple(start for start in ahead if start == sentence_start(source, start, line)),
    )


def _leads(source: Source, time: Span, line: Span) -> bool:
    """Whether a time opens its sentence, or what stands in it after ； or “."""
    return _opens(source, sentence_start(source, time.start, line), time.start) or (
        source.folded[time.start - 1] in "；“"
    )


def _named_before(source: Source, start: int, line: Span) -> Iterator[Span]:
    """The times that the line names before a place, from the nearest on; one that reaches past it ends there."""
    times = times_in(source, line)
    whole = bisect_right(times.ends, start)
    if whole < len(times.named):
        cut = (span(*match.span()) for match in PERIOD.finditer(source.folded, times.named[whole].start, start))
        yield from reversed([*cut])
    yield from (times.named[index] for index in range(whole - 1, -1, -1))


def find_period(source: Source, start: int, line: Span) -> Words | None:
    """The time named last before the figure in its sentence; one that the figure is compared with is none.

    What a part of the sentence before ； says is of this part too only where it opens the sentence.
    """
    sentence = sentence_start(source, start, line)
    part = max(sentence, source.folded.rfind("；", sentence, start) + 1)
    times = takewhile(lambda time: time.start >= sentence, _named_before(source, start, line))
    found = (
        time
        for time in times
        if (time.start >= part or _opens(source, sentence, time.start)) and _is_of(source, time, sentence, start)
    )
    time = next(found, None)
    return quote_source(source, time) if time else None


def _is_of(source: Source, time: Span, sentence: int, start: int) -> bool:
    """Whether a time may be that of the figure at `start`: in no title, not compared with, no other value's own."""
    folded = source.folded
    if folded.rfind("《", sentence, time.start) > folded.rfind("》", sentence, time.start):
        return False
    if folded[time.end : start] in _OWN:
        return True
    compared = folded[max(0, time.start - 2) : time.start].endswith(_COMPARED_WITH)
    owned = _OWN_YEAR.match(folded, time.end) and start - time.end > len("的超过")
    return not (compared or folded.startswith(("相比", "比"), time.end) or owned)


def find_opening_period(source: Source, start: int, line: Span) -> Words | None:
    """The time that last opened a sentence of the paragraph before the figure's own: 这五年 or 过去一年.

    What is yet to be done (下一步，) is not of a time named before it.
    """
    times, sentence = times_in(source, line), sentence_start(source, start, line)
    index = bisect_right(times.opening_ends, sentence) - 1
    if index < 0 or times.opening[index].start < sentence - LONGEST_PARAGRAPH:
        return None
    found = times.opening[index]
    past = bisect_left(times.ahead, found.end) < bisect_left(times.ahead, start)
    return None if past else quote_source(source, found)
