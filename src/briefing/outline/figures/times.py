"""When a figure is of, and what it is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from briefing.outline.figures.periods import BASELINE, COMPARED, COURSE, PERIOD
from briefing.outline.model import quote_source
from briefing.text.segments import LONGEST_PARAGRAPH, LONGEST_SENTENCE, sentence_start
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.model import Change, Figure, Words
    from briefing.text.source import Source, Span

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
        "过去",
        "以前",
        "从前",
        "原先",
        "此前",
        "年内",
        "那时",
        "那时候",
        "当时",
        "同期间",
    }
)
_COMPARED_WITH = ("比", "较", "比“", "较“", "自", "由")
# A sentence that opens so has left the time named before it.
_ANOTHER_TIME = re.compile(
    r"(?:但|而|可|不过，?|然而，?)?(?:今天|如今|现在|眼下|目前|后来|随后|此后|之后|[一二三四五六七八九十两\d]{1,3}年[之以过]?后|过去|以前|从前|原先|此前|在此之前|这些年|多年来)"
)
_LEAVES = re.compile(rf"(?:下一步|下一?阶段|接下来|展望未来|今后)(?=[，我将要])|{_ANOTHER_TIME.pattern}")
_TO_COME = re.compile(r"未来|明年|^到|^[今明]后")
_EXPECTED = re.compile(r"(?:预计|预期|力争|争取|计划|将[于在])$")
_DONE = re.compile(r"已|目前|现有")
_ASKED = re.compile(r"去年|上年|前年|过去.|年来|上半年|前.{1,3}个月|季度|(?:19|20)\d{2}年$")
# What there is, and what holds at any time: 现有, 累计, 每年, 最高补助.
_STOCK = re.compile(r"[已现共]有|累计|目前|总面积|每[年月日天]|最[高多低]|平均每")
_NO_MARK = re.compile(r"[^，；。\d]*")
_YEARS_AGO = re.compile(r"年前$")
_PAST = re.compile(r"去年|上年|前年|年前$|过去|年来$|上个?月")
_PLANS = re.compile(r"接下来|下一步|打算|计划|力争|有望|争取|准备|还?要再|将(?=[在再继新推建实开投达有])")
# 是“十三五”时期的1.6倍 holds a value against a time.
_MULTIPLE = re.compile(r"的[约近超]?[\d.一二三四五六七八九十两]+[多余]?倍")
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

    `left` are the places of the sentences that have left the time before: with what is yet to be done, or another time.
    """

    named: tuple[Span, ...]
    ends: tuple[int, ...]
    opening: tuple[Span, ...]
    opening_ends: tuple[int, ...]
    left: tuple[int, ...]


# A line is looked through once, and not anew for each of its figures.
@lru_cache(maxsize=1)
def times_in(source: Source, line: Span) -> Times:
    """The times of a line."""
    named = tuple(span(*match.span()) for match in PERIOD.finditer(source.folded, line.start, line.end))
    opening = tuple(one for one in named if source.fold(one) not in _OF_ITS_SENTENCE and _leads(source, one, line))
    left = (match.start() for match in _LEAVES.finditer(source.folded, line.start, line.end))
    return Times(
        named=named,
        ends=tuple(one.end for one in named),
        opening=opening,
        opening_ends=tuple(one.end for one in opening),
        left=tuple(start for start in left if start == sentence_start(source, start, line)),
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
    if _MULTIPLE.match(folded, time.end):
        return False
    if folded[time.end : start] in _OWN:
        return True
    compared = folded[max(0, time.start - 2) : time.start].endswith(_COMPARED_WITH)
    owned = _OWN_YEAR.match(folded, time.end) and start - time.end > len("的超过")
    return not (compared or folded.startswith(("相比", "比"), time.end) or owned)


def find_asked_period(source: Source, question: Span) -> Words | None:
    """The one time that a question asks about, where that is past (去年，…做了哪些工作？)."""
    found = list(PERIOD.finditer(source.folded, question.start, question.end))
    if len({match[0] for match in found}) != 1 or not _ASKED.search(found[0][0]):
        return None
    return (
        None
        if _PLANS.search(source.folded, question.start, question.end)
        else quote_source(source, span(*found[0].span()))
    )


def is_answered(source: Source, start: int, line: Span) -> bool:
    """Whether a figure of an answer may be of the time that was asked about.

    The answer has named no other time before it, and the sentence tells neither what there is by now nor what is planned.
    """
    first = max(line.start, start - LONGEST_PARAGRAPH)
    if PERIOD.search(source.folded, first, start) or _ANOTHER_TIME.search(source.folded, first, start):
        return False
    sentence = sentence_start(source, start, line)
    return not any(words.search(source.folded, sentence, start) for words in (_PLANS, _STOCK))


def is_not_of(source: Source, start: int, period: Words, change: Change | None) -> bool:
    """Whether a time beside a figure cannot be its own.

    What something will grow from is no value of the year when it will have grown (到2028年由11座增加到30座), and what it has
    grown to is none of the years before (三年前推出，收购价提高到34元).
    """
    words = source.fold(period.span)
    if change:
        return _YEARS_AGO.search(words) is not None
    begins = COURSE.search(source.folded, period.span.end, start + 1)
    planned = _TO_COME.search(words) or _EXPECTED.search(
        source.folded, max(0, period.span.start - 4), period.span.start
    )
    return bool(planned and begins and _NO_MARK.fullmatch(source.folded, begins.start(), start))


def _names_another(source: Source, times: Times, found: Span, until: int) -> bool:
    """Whether a clause after a time opens with another one."""
    after = times.named[bisect_right(times.ends, found.end) : bisect_right(times.ends, until)]
    return any(source.folded[one.start - 1] in "，；。" and source.fold(one) != source.fold(found) for one in after)


def _sentence_end(source: Source, start: int, line: Span) -> int:
    last = min(line.end, start + LONGEST_SENTENCE)
    return min((at for mark in "。！？" if (at := source.folded.find(mark, start, last)) >= 0), default=last)


def find_opening_period(source: Source, start: int, line: Span) -> Words | None:
    """The time that last opened a sentence of the paragraph before the figure's own: 这五年 or 过去一年.

    What is yet to be done (下一步，) is not of a time named before it.
    """
    times, sentence = times_in(source, line), sentence_start(source, start, line)
    index = bisect_right(times.opening_ends, sentence) - 1
    if index < 0 or times.opening[index].start < sentence - LONGEST_PARAGRAPH:
        return None
    found = times.opening[index]
    left = bisect_left(times.left, found.end) < bisect_left(times.left, start)
    if left or _names_another(source, times, found, sentence) or _is_otherwise(source, found, start, line):
        return None
    return quote_source(source, found)


def _is_otherwise(source: Source, time: Span, start: int, line: Span) -> bool:
    """Whether the figure's sentence plans where the time is past, or tells what is done where it is to come."""
    words, sentence = source.fold(time), sentence_start(source, start, line)
    if _PAST.search(words):
        return bool(_PLANS.search(source.folded, sentence, start))
    return bool(_TO_COME.search(words) and _DONE.search(source.folded, sentence, _sentence_end(source, start, line)))
