"""The times of a text, and which of them may be a figure's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.outline.figures.choosing.time_grammar import Time, find_times
from briefing.outline.figures.comparisons import ends_course
from briefing.text import lexicon
from briefing.text.segments import behind_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.figures.choosing.label_candidates import Numeral
    from briefing.outline.lines import Line
    from briefing.text.source import Span

_MOST, _FAR, _AHEAD, _FIRST, _NEXT = 25, 1500, 25, 4, 2
_STATED = frozenset({"title", "heading", "question", "text", "answer", "host"})
_LETTERS = {"heading": "H", "title": "H", "question": "Q"}
_LONGEST_SENTENCE = 600
# 2020年的|7%: the year of one value alone.
_OWN_YEAR = re.compile(r"的[约近超]?(?=\d)")
# 疫情期间 and 三年 may be words of a label.
_NO_WALLS = frozenset({"event", "number"})
_LEAD = 4
_IN_A_ROW = "连续"
_NUMBERING = "，“（）()一二三四五六七八九十、.# \u3000"
# 三年 and 2010年至2019年 open a sentence that tells of more than one of their years.
_LOOSE = frozenset({"years", "stretch", "number", "event", "day"})


@cache
def time_words(table: str) -> re.Pattern[str]:
    """A pattern of the words of a table about times."""
    return re.compile(lexicon.pattern("times", table))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A time and the line that states it, by its number among the lines."""

    time: Time
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A value that grew to another, or that other: where 由 stands, if it is the first, and the year that is its own."""

    start: int
    is_first: bool
    end: Span | None


class TimesOfText:
    """Every time that the lines of a text name, in order."""

    def __init__(self, folded: str, lines: Sequence[Line]) -> None:
        self.folded = folded
        self.lines = [line for line in lines if line.kind in _STATED]
        self._line_starts = [line.span.start for line in self.lines]
        found = []
        for number, line in enumerate(self.lines):
            if not (line.kind == "heading" and time_words("of_text").search(folded, line.span.start, line.span.end)):
                found += [Stated(time=time, line=number) for time in find_times(folded, line.span.start, line.span.end)]
        self.stated = found
        self._starts = [one.time.place.start for one in found]
        self._dated_headings = sorted({one.line for one in found if self.lines[one.line].kind == "heading"})

    def line_of(self, start: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self._line_starts, start) - 1

    def letter(self, number: int) -> str:
        """The letter of a line among the features: H, Q or T."""
        return _LETTERS.get(self.lines[number].kind, "T")

    def _heading_over(self, line: int) -> int:
        """The number of the last dated heading above a line, -1 where there is none."""
        index = bisect_left(self._dated_headings, line) - 1
        return self._dated_headings[index] if index >= 0 else -1

    def walls(self, line: Span) -> list[Span]:
        """The times of a line that no label reaches into."""
        first, last = bisect_left(self._starts, line.start), bisect_left(self._starts, line.end)
        return [one.time.place for one in self.stated[first:last] if one.time.kind not in _NO_WALLS]

    def around(self, numeral: Numeral, figures: Sequence[Span]) -> list[int]:
        """The numbers of the times that may be a figure's: the nearest before it, the text's first, the next after it.

        `figures` are the places of all figures in order: a time within one is none.
        """
        place, line = numeral.place, self.line_of(numeral.place.start)
        found: list[int] = []
        at = bisect_left(self._starts, place.start)
        for number in range(at - 1, max(-1, at - 1 - 8 * _MOST), -1):
            one = self.stated[number]
            if one.time.place.end > place.start:
                continue
            if one.line == line or self.letter(one.line) != "T" or one.time.place.end > place.start - _FAR:
                found.append(number)
            if len(found) >= _MOST:
                break
        found += [
            number
            for number in range(min(_FIRST, at))
            if number not in found and self.stated[number].time.place.end <= place.start
        ]
        after = range(bisect_left(self._starts, place.end), len(self.stated))
        ahead = [
            number
            for number in after[: 2 * _NEXT]
            if self._starts[number] < place.end + _AHEAD and self.stated[number].line == line
        ]
        # 2024年计划 ends what stood under 2023年主要工作.
        heading = self._heading_over(line)
        reached = [
            one
            for one in found
            if self.stated[one].line >= heading or self.lines[self.stated[one].line].kind == "title"
        ]
        near = []
        for number in (*reached, *ahead[:_NEXT]):
            time = self.stated[number].time.place
            last = bisect_right(figures, time.start, key=lambda figure: figure.start) - 1
            is_held = last >= 0 and time.end <= figures[last].end
            if not (is_held or self._is_barred(time, place)):
                near.append(number)
        return near

    def _is_barred(self, time: Span, figure: Span) -> bool:
        """True if a time cannot be the figure's: it is compared with (比去年), or another value's own (由2020年的7%升至8%)."""
        folded, until = self.folded, lexicon.words("times", "until")
        before = folded[max(0, time.start - _LEAD) : time.start]
        # 比|去年, 与|2019年|相比
        is_compared = before.rstrip().endswith(("与", "同", "跟", "和")) and folded.startswith("相比", time.end)
        if is_compared or before.rstrip().endswith(lexicon.words("times", "against")):
            return True
        # 船龄10年以内的203艘 is a class of ships.
        owned = _OWN_YEAR.match(folded, time.end)
        is_class = folded.endswith(lexicon.words("times", "class_end"), time.start, time.end)
        if owned is not None and (figure.start > owned.end() or is_class):
            return True
        if self._is_of_another_clause(time, figure):
            return True
        # 2023年新建5座，累计建成212座: the clause sums up more than the time before it.
        clause = max(folded.rfind(mark, time.end, figure.start) for mark in "，；。：")
        goes_on = folded.startswith(until, time.start) or folded.endswith(until, 0, time.start)
        if clause < 0 or goes_on or time_words("since").search(folded, time.start, time.end):
            return False
        return time_words("summed").search(folded, clause, figure.start) is not None

    def _is_of_another_clause(self, time: Span, figure: Span) -> bool:
        """True if the figure stands in a later clause than a goal's year (为实现2027年通车的目标，), the year of a beginning (早在1992年), or a run (连续6年)."""
        folded = self.folded
        if _IN_A_ROW in folded[max(0, time.start - len(_IN_A_ROW)) : time.end]:
            return any(folded.find(mark, time.end, figure.start) >= 0 for mark in "，；。：")
        end = folded.find("，", time.end, figure.start)
        if end < 0:
            return False
        before = folded[max(0, time.start - _LEAD) : time.start]
        is_goal = time_words("goal_before").search(before) and time_words("goal").search(folded, time.end, end)
        return bool(is_goal or before.endswith(lexicon.words("times", "begun")))

    def course_of(self, numeral: Numeral, figures: Sequence[Span]) -> Course | None:
        """The course that a figure begins or ends: 由|3亿元|增长至5亿元. None where it does neither."""
        folded, own = self.folded, bisect_left(figures, numeral.place)
        line = self.lines[self.line_of(numeral.place.start)].span
        for first in (own, own - 1):
            if not 0 <= first < len(figures) - 1 or not figures[first].overlaps(line):
                continue
            start = figures[first].start
            clause, sentence = (behind_last(folded, marks, line.start, start) for marks in ("，。；：！？", "。！？"))
            if ends_course(folded, clause, figures[first], figures[first + 1].start):
                is_first = first == own
                opening = max(folded.rfind(word, clause, start) for word in "由从自")
                end = self._own_end(sentence, numeral.place.start, is_first=is_first)
                return Course(start=opening, is_first=is_first, end=end)
        return None

    def _own_end(self, sentence: int, start: int, *, is_first: bool) -> Span | None:
        """The time right before a value (由|2026年|的700户), or its end of the stretch that is the last time before it (2010年至2019年)."""
        stated = self.stated[bisect_left(self._starts, sentence) : bisect_left(self._starts, start)]
        whole = max((one.time for one in stated), key=lambda time: (time.place.end, -time.place.start), default=None)
        if whole is not None and self.folded[whole.place.end : start] == "的":
            # 增至|2019年|的900户 is of 2019年 and not up to it.
            until = lexicon.words("times", "until")
            alike = [one.time.place for one in stated if one.time.place.end == whole.place.end]
            return next((one for one in alike if not self.folded.startswith(until, one.start)), whole.place)
        if whole is None or whole.kind != "years":
            return None
        inner = (one.time.place for one in stated if one.time.place in whole.place and one.time != whole)
        return next(
            (one for one in inner if (one.start == whole.place.start if is_first else one.end == whole.place.end)), None
        )

    def opening(self, numeral: Numeral, candidates: Sequence[int]) -> int | None:
        """The number of the one time that opens the figure's sentence, or the heading right over it, and holds for it.

        It holds if nothing between says otherwise: 今年，新建冷库11座; 累计建成 is of no one year.
        """
        folded, start = self.folded, numeral.place.start
        line = self.line_of(start)
        first = max(self.lines[line].span.start, start - _LONGEST_SENTENCE)
        sentence = behind_last(folded, "。！？", first, start)
        of_line = [at for at in candidates if self.stated[at].line == line and self._starts[at] < start]
        within = [at for at in of_line if self._starts[at] >= sentence]
        if not of_line and (heading := self._heading_over(line)) == line - 1 >= 0:
            sentence = self.lines[heading].span.start
            within = [at for at in candidates if self.stated[at].line == heading]
        if not within:
            return None
        widest = max(within, key=lambda at: self.stated[at].time.place.end - self._starts[at])
        time = self.stated[widest].time
        own = max(time.place.end, behind_last(folded, "。，；：", first, start))
        is_one = all(self.stated[at].time.place in time.place for at in within)
        opens = len(folded[sentence : time.place.start].lstrip(_NUMBERING)) <= 1
        is_loose = time.kind in _LOOSE and not time_words("since").search(folded, time.place.start, time.place.end)
        is_apart = time_words("apart").search(folded, own, start) or time_words("after_event").search(
            folded, time.place.start, time.place.end
        )
        return widest if is_one and opens and not is_loose and not is_apart else None
