"""The one grammar of times in folded text: years, quarters, plans, stretches, events, and what joins two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.expressions import compile_kept
from briefing.text import lexicon
from briefing.text.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TimeKind = Literal[
    "year", "years", "relative", "month", "quarter", "plan", "stretch", "number", "event", "day", "alone"
]
_HAN = "一二三四五六七八九十〇零○两"
_YEAR = rf"(?:(?:1[89]|20)\d{{2}}|[一二][{_HAN}]{{3}})"
_DASH = "[-－—–至到~～/／]"
# 民国 years, as Taiwan counts: 108年, 109至111年度, 108学年度.
_ROC = r"(?<![\d./])(?:[89]\d|1[01]\d)"
_FEW = rf"(?:[{_HAN}\d]{{1,3}}[多余来几]?|几|半)"
_MONTH = rf"(?:1[0-2]|[1-9]|[{_HAN}]{{1,2}})"
# What an event's name may not hold: it stands between marks and prepositions.
_EVENT_STOPS = frozenset("，。；、：”“‘’《》（）()【】[]在于从自！？!?\n\t 0123456789")
_LONGEST_EVENT, _LONGEST_JOINED, _LONGEST_JOINT = 14, 24, 2
# 2011年 5月至 6月 is set with blanks about its numbers.
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\d\u4e00-\u9fff])|(?<=\d) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time and what kind of time it is."""

    place: Span
    kind: TimeKind


@cache
def _pattern() -> re.Pattern[str]:
    """The pattern of one time; its groups are the kinds."""

    def one_of(*tables: str) -> str:
        return lexicon.pattern("times", *tables)

    days = r"\d{1,2}(?:[-－–至到~、]\d{1,2})?日(?![常子均])"
    month = rf"(?:{_MONTH}|本|上|下)月(?:份|(?:{days}|[{_HAN}]{{1,3}}日)|底|末|初|[上中下]旬|第[一二三四]周)?(?:止的?{_FEW}个月)?"
    quarter = r"(?:前|第|首|最后)?[一二三四两1-4]个?季度?(?!大)|首季"
    first = rf"[前首][{_HAN}\d]{{1,2}}个[多]?月"
    months = rf"{_MONTH}(?:{_DASH}|[和及、]){_MONTH}月份?"
    part = rf"(?:{months}|{month}|{quarter}|{first}|[上下]半年|Q[1-4]|{one_of('part_of_year')})?(?:以来|前|起)?"
    years = rf"(?<![\d/]){_YEAR}年?{_DASH}(?:\d{{4}}|\d{{2}}|[{_HAN}]{{2,4}})(?:{one_of('accounting_year')}(?![\d/])|(?![\d/年]))"
    short = r"(?<![\d/])\d{2}/\d{2}(?:财政|课税)?年度"
    # 今（112）年起, 昨（2）日
    glossed = rf"[今去前明后昨同本]（\d{{1,3}}）(?:学年度|年{part}|[月日])"
    of_republic = rf"(?:民国)?{_ROC}年?{_DASH}(?:9\d|1[01]\d)(?:学年度?|年度?)"
    plan = r"[“‘]?[七八九十][一二三四五六]五[”’]?(?:规划)?(?:以来|期间|时期|末|初期|中后期)?"
    stretch = rf"{one_of('span_before')}[这那]?{_FEW}(?:{_DASH}{_FEW})?{one_of('span_unit')}{one_of('span_after')}?"
    alternatives = (
        rf"(?P<years>{years}|{short}|{of_republic})",
        rf"(?P<year>{_YEAR}年{part}|民国\d+(?:学年度|年{part})|(?<!\d)(?:9\d|1[01]\d)(?:[学会]计?年度|年{part})|(?<![\d.]){_YEAR}(?=[，。）]))",
        rf"(?P<relative>{one_of('relative_year')}{part}|{glossed})",
        rf"(?P<plan>{plan})",
        rf"(?P<stretch>{stretch}|{_FEW}{one_of('span_unit')}{one_of('span_after')})",
        rf"(?P<quarter>{quarter}|[上下]半年|{first})",
        rf"(?P<month>{months}|{month})",
        rf"(?P<number>(?<![\d.第]){_FEW}年(?![级代]))",
        rf"(?P<day>(?<!\d){days}|上?周[一二三四五六日](?:凌晨|早上|晚上|下午)?)",
        rf"(?P<alone>{one_of('alone')}|(?:上世纪|[{_HAN}]{{0,2}}世纪)?(?:\d{{2}}|[{_HAN}]{{2}})年代(?:初|末|中期)?)",
    )
    return compile_kept("|".join(alternatives))


_EVENTS = re.compile(lexicon.pattern("times", "event_after"))
_UNTIL = re.compile(rf"{lexicon.pattern('times', 'until')}$")
_JOINTS = frozenset(lexicon.words("times", "joint"))
_INNER_YEAR = re.compile(rf"{_YEAR}年(?=.)")
_LAST_YEAR = re.compile(rf"{_YEAR}年$")
_YEAR_ALONE = re.compile(rf"{_YEAR}年")


def _plain(folded: str, start: int, end: int) -> Iterator[Time]:
    """The times that the pattern finds, each with the bare year it opens with."""
    for match in _pattern().finditer(folded, start, end):
        kind: TimeKind = match.lastgroup  # type: ignore[assignment]  # the kinds name the groups
        yield Time(place=span(*match.span()), kind=kind)
        inner = _INNER_YEAR.match(folded, match.start(), match.end())
        if inner and inner.end() < match.end():
            yield Time(place=span(*inner.span()), kind="year")
        last = _LAST_YEAR.search(folded, match.start() + 1, match.end()) if kind == "years" else None
        if last:
            yield Time(place=span(*last.span()), kind="year")
        before = _UNTIL.search(folded, max(start, match.start() - 3), match.start())
        if before:
            yield Time(place=span(before.start(), match.end()), kind=kind)


def _of_events(folded: str, start: int, end: int, plain: Sequence[Time]) -> Iterator[Time]:
    """Times that an event names: 改革开放以来, back to the mark or preposition before it."""
    # 2015年6月|启用以来: a date that an event's name goes on from is a part of it.
    dated = {at: time.place.start for time in plain for at in range(time.place.start + 1, time.place.end + 1)}
    for match in _EVENTS.finditer(folded, start, end):
        begin = match.start()
        while begin > max(start, match.start() - _LONGEST_EVENT) and folded[begin - 1] not in _EVENT_STOPS:
            begin -= 1
        if max(start, match.start() - _LONGEST_EVENT) < begin < match.start() or begin == start:
            yield Time(place=span(dated.get(begin, begin), match.end()), kind="event")


def _joined(folded: str, times: Sequence[Time]) -> Iterator[Time]:
    """Two times with 至 between as one."""
    starts: dict[int, list[Time]] = {}
    for time in times:
        starts.setdefault(time.place.start, []).append(time)
    for time in times:
        end = time.place.end
        for length in range(_LONGEST_JOINT + 1):
            if length and folded[end : end + length] not in _JOINTS:
                continue
            for after in starts.get(end + length, ()):
                if after.place.end - time.place.start <= _LONGEST_JOINED and after.place.end > end:
                    yield Time(place=span(time.place.start, after.place.end), kind=time.kind)


def find_times(folded: str, start: int = 0, end: int | None = None) -> tuple[Time, ...]:
    """The times of a folded text or of a part of it, in order, those within longer ones too."""
    stop = len(folded) if end is None else end
    blanks = {match.start() for match in _BLANK.finditer(folded, start, stop)}
    if not blanks:
        return _times_of(folded, start, stop)
    kept = [at for at in range(start, stop) if at not in blanks]
    found = _times_of("".join([folded[at] for at in kept]), 0, len(kept))
    return tuple(
        Time(place=span(kept[time.place.start], kept[time.place.end - 1] + 1), kind=time.kind) for time in found
    )


def _times_of(folded: str, start: int, end: int) -> tuple[Time, ...]:
    """The times of a part of a text without blanks."""
    found = list(_plain(folded, start, end))
    found += list(_of_events(folded, start, end, tuple(found)))
    joined = list(_joined(folded, found))
    opened: dict[int, int] = {}
    for place in (whole.place for whole in joined):
        opened[place.end] = min(place.start, opened.get(place.end, place.start))
    # 2011年5月|至6月: the end of a stretch is no time of its own, but for a year: 2011年至|2013年.
    found = [
        time
        for time in found
        if time.place.start <= opened.get(time.place.end, time.place.start)
        or _YEAR_ALONE.fullmatch(folded, time.place.start, time.place.end)
    ]
    by_place = {time.place: time for time in reversed(found + joined)}
    return tuple(by_place[place] for place in sorted(by_place))
