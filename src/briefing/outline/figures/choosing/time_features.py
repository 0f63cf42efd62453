"""Features of a candidate time for the weights to judge: its words, where it stands, and what the figure's clause states."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from briefing.outline.figures.choosing.label_features import step_of
from briefing.outline.figures.choosing.time_grammar import Time, find_times
from briefing.text import lexicon
from briefing.text.segments import behind_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.outline.figures.choosing.label_candidates import Numeral
    from briefing.outline.lines import Line
    from briefing.text.source import Span

T = TypeVar("T")
_MOST, _FAR, _AHEAD, _FIRST, _NEXT = 25, 1500, 25, 4, 2
_STATED = frozenset({"title", "heading", "question", "text", "answer", "host"})
_LETTERS = {"heading": "H", "title": "H", "question": "Q"}
_LONGEST_SENTENCE = 600
# 2020年的|7%: the year of one value alone.
_OWN_YEAR = re.compile(r"的[约近超]?(?=\d)")
# 疫情期间 and 三年 may be words of a label.
_NO_WALLS = frozenset({"event", "number"})
_SHOWN, _LEAD = 4, 4
_IN_A_ROW = "连续"
_NUMBERING = "，“（）()一二三四五六七八九十、.# \u3000"
# 三年 and 2010年至2019年 open a sentence that tells of more than one of their years.
_LOOSE = frozenset({"years", "stretch", "number", "event", "day"})


@cache
def _words(table: str) -> re.Pattern[str]:
    return re.compile(lexicon.pattern("times", table))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A time and the line that states it, by its number among the lines."""

    time: Time
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The place of a figure: its line, and where its sentence and its clause begin."""

    numeral: Numeral
    line: int
    sentence: int
    clause: int
    state: str
    verb: str
    end: str


class TimesOfText:
    """Every time that the lines of a text name, in order."""

    def __init__(self, folded: str, lines: Sequence[Line]) -> None:
        self.folded = folded
        self.lines = [line for line in lines if line.kind in _STATED]
        self._line_starts = [line.span.start for line in self.lines]
        found = []
        for number, line in enumerate(self.lines):
            if not (line.kind == "heading" and _words("of_text").search(folded, line.span.start, line.span.end)):
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
        near = [one for one in (*reached, *ahead[:_NEXT]) if not _is_held(figures, self.stated[one].time.place)]
        return [number for number in near if not self._is_barred(self.stated[number].time.place, place)]

    def _is_barred(self, time: Span, figure: Span) -> bool:
        """True if a time cannot be the figure's: it is compared with (比去年), or another value's own (由2020年的7%升至8%)."""
        if self._is_base(time):
            return True
        owned = _OWN_YEAR.match(self.folded, time.end)
        # 船龄10年以内的203艘 is a class of ships.
        if owned is not None and (
            figure.start > owned.end()
            or self.folded.endswith(lexicon.words("times", "class_end"), time.start, time.end)
        ):
            return True
        return self._is_of_another_clause(time, figure) or self._is_summed_up(time, figure)

    def _is_base(self, time: Span) -> bool:
        """True if a time is what another is compared with: 比|去年, 与|2019年|相比."""
        before = self.folded[max(0, time.start - _LEAD) : time.start].rstrip()
        with_it = before.endswith(("与", "同", "跟", "和")) and self.folded.startswith("相比", time.end)
        return with_it or before.endswith(lexicon.words("times", "against"))

    def _is_summed_up(self, time: Span, figure: Span) -> bool:
        """True if the figure's clause sums up more than the time before it: 2023年新建5座，累计建成212座."""
        clause = max(self.folded.rfind(mark, time.end, figure.start) for mark in "，；。：")
        if (
            clause < 0
            or self.folded.startswith(lexicon.words("times", "until"), time.start)
            or self.folded.endswith(lexicon.words("times", "until"), 0, time.start)
            or _words("since").search(self.folded, time.start, time.end)
        ):
            return False
        return _words("summed").search(self.folded, clause, figure.start) is not None

    def _is_of_another_clause(self, time: Span, figure: Span) -> bool:
        """True if the figure stands in a later clause than a goal's year (为实现2027年通车的目标，), the year of a beginning (早在1992年), or a run (连续6年)."""
        if _IN_A_ROW in self.folded[max(0, time.start - len(_IN_A_ROW)) : time.end]:
            return any(self.folded.find(mark, time.end, figure.start) >= 0 for mark in "，；。：")
        end = self.folded.find("，", time.end, figure.start)
        if end < 0:
            return False
        before = self.folded[max(0, time.start - _LEAD) : time.start]
        is_goal = _words("goal_before").search(before) and _words("goal").search(self.folded, time.end, end)
        return bool(is_goal or before.endswith(lexicon.words("times", "begun")))

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
        is_loose = time.kind in _LOOSE and not _words("since").search(folded, time.place.start, time.place.end)
        is_apart = _words("apart").search(folded, own, start) or _words("after_event").search(
            folded, time.place.start, time.place.end
        )
        return widest if is_one and opens and not is_loose and not is_apart else None


def _is_held(figures: Sequence[Span], place: Span) -> bool:
    """True if a figure holds the place."""
    index = bisect_right(figures, place.start, key=lambda figure: figure.start) - 1
    return index >= 0 and place.end <= figures[index].end


class TimeFeatures(Generic[T]):
    """The measured features of the candidate times of a text's figures."""

    def __init__(self, times: TimesOfText, figures: Sequence[Span], measure: Callable[[Sequence[str]], T]) -> None:
        self._times = times
        self._figures = figures
        self._measure = measure
        self._known: dict[tuple[object, ...], T] = {}

    def of(self, numeral: Numeral, candidates: Sequence[int]) -> list[list[T]]:
        """The parts of each candidate, and last those of no time at all."""
        standing = self._stand(numeral, candidates)
        seen: set[str] = set()
        parts = []
        for index, number in enumerate(candidates):
            text = self._text(number)
            is_new = text not in seen
            seen.add(text)
            parts.append(self._of_one(standing, candidates, index, is_new=is_new))
        parts.append([self._measure(list(self._of_none(standing, has_any=bool(candidates))))])
        return parts

    def _text(self, number: int) -> str:
        place = self._times.stated[number].time.place
        return self._times.folded[place.start : place.end]

    def _stand(self, numeral: Numeral, candidates: Sequence[int]) -> Standing:
        folded, start = self._times.folded, numeral.place.start
        number = self._times.line_of(start)
        line = self._times.lines[number].span.start
        first = max(line, start - _LONGEST_SENTENCE)
        sentence = behind_last(folded, "。！？", first, start)
        clause = behind_last(folded, "，；：", sentence, start)
        of_line = [
            place for one in map(self._times.stated.__getitem__, candidates)
            if one.line == number and (place := one.time.place).end <= start
        ]  # fmt: skip
        state = "".join(str(int(any(place.start >= begin for place in of_line))) for begin in (clause, sentence, line))
        verbs = _words("verbs").findall(folded, clause, start)
        return Standing(
            numeral=numeral,
            line=number,
            sentence=sentence,
            clause=clause,
            state=state,
            verb=verbs[-1] if verbs else "-",
            end=self._end_of_change(numeral, clause),
        )

    def _end_of_change(self, numeral: Numeral, clause: int) -> str:
        """The end of a change that a figure is: `f` of 由|7万亿元, `t` of 由7万亿元增长至|11万亿元, else `-`."""
        folded, start = self._times.folded, numeral.place.start
        from_words, to_words = (lexicon.words("times", table) for table in ("changed_from", "changed_to"))
        if folded[clause:start].rstrip().endswith(from_words):
            return "f"
        index = bisect_left(self._figures, start, key=lambda figure: figure.start) - 1
        if index < 0 or (last := self._figures[index]).start < clause:
            return "-"
        is_second = folded[last.end : start].rstrip().endswith(to_words)
        return "t" if is_second and folded[clause : last.start].rstrip().endswith(from_words) else "-"

    def _of_one(self, standing: Standing, candidates: Sequence[int], index: int, *, is_new: bool) -> list[T]:
        number = candidates[index]
        where = self._where(standing, number)
        kind = self._times.stated[number].time.kind
        parts = []
        for key, make in (
            (("x", number), self._words_of),
            (("x+w", number, where), self._words_at),
            (("k", kind, where, standing.state, standing.numeral.kind, standing.verb), _placed),
        ):
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._measure(list(make(*key[1:])))
            parts.append(found)
        parts.append(self._measure(list(self._between(standing, candidates, index, where, is_new=is_new))))
        return parts

    def _where(self, standing: Standing, number: int) -> str:
        """The place of a time seen from its figure: After, Clause, Sentence, Paragraph, Heading, Question, Document."""
        one = self._times.stated[number]
        start = one.time.place.start
        if start >= standing.numeral.place.end:
            return "A"
        if one.line == standing.line:
            return "C" if start >= standing.clause else "S" if start >= standing.sentence else "P"
        letter = self._times.letter(one.line)
        return letter if letter != "T" else "D"

    def _words_of(self, number: int) -> Iterator[str]:
        folded, place = self._times.folded, self._times.stated[number].time.place
        text, kind, start, end = self._text(number), self._times.stated[number].time.kind, place.start, place.end
        inside, around = self._nested(number)
        nested = f"{int(inside)}{int(around)}"
        after = folded[end : end + 1]
        yield from (
            f"x={text}",
            f"length={min(len(text), 10)}",
            f"end={text[-2:]}",
            f"before2={folded[max(0, start - 2) : start]}",
            f"after2={folded[end : end + 2]}",
        )
        yield from (
            f"nested={nested}",
            f"nested+kind={nested}{kind}",
            f"nested+end={nested}{text[-1:]}",
            f"nested+after={nested}{after}",
        )

    def _nested(self, number: int) -> tuple[bool, bool]:
        """True if the time lies in a longer one, and whether it holds a shorter one."""
        place = self._times.stated[number].time.place
        near = [one.time.place for one in self._times.stated[max(0, number - 6) : number + 7]]
        inside = any(place in other and other != place for other in near)
        around = any(other in place and other != place for other in near)
        return inside, around

    def _words_at(self, number: int, where: str) -> Iterator[str]:
        folded, one = self._times.folded, self._times.stated[number]
        text, kind, start, end = self._text(number), one.time.kind, one.time.place.start, one.time.place.end
        line = self._times.lines[one.line].span.start
        first = max(line, start - _LONGEST_SENTENCE)
        sentence = behind_last(folded, "。！？；", first, start)
        opens = int(start - sentence <= 2)
        after = folded[end : end + 1]
        is_first = self._is_first(number)
        yield from (
            f"x+where={text}{where}",
            f"end+where={text[-1:]}{where}",
            f"before={folded[max(0, start - 1) : start]}{where}",
            f"after={after}{where}",
        )
        yield from (
            f"first={where}{is_first}{int(start - line < 4)}",
            f"opens={opens}{where}{kind}",
            f"opens+after={opens}{where}{after}",
        )

    def _is_first(self, number: int) -> int:
        """1 if no time of the line stands before this one."""
        stated = self._times.stated
        return int(number == 0 or stated[number - 1].line != stated[number].line)

    def _between(
        self, standing: Standing, candidates: Sequence[int], index: int, where: str, *, is_new: bool
    ) -> Iterator[str]:
        numeral, one = standing.numeral, self._times.stated[candidates[index]]
        folded, place, kind = self._times.folded, one.time.place, one.time.kind
        start, end = (
            (place.end, numeral.place.start) if place.end <= numeral.place.start else (numeral.place.end, place.start)
        )
        text = folded[start:end]
        times = sum(1 for at in candidates[:index] if self._times.stated[at].time.place.start >= place.end)
        figures = bisect_left(self._figures, end, key=lambda figure: figure.start) - bisect_left(
            self._figures, start, key=lambda figure: figure.start
        )
        yield from (
            f"where+times={where}{min(times, 3)}",
            f"where+figures={where}{min(max(0, figures), 4)}",
            f"distance={where}{step_of(len(text))}",
        )
        yield from (
            f"clauses={where}{min(text.count('，') + text.count('；'), 5)}",
            f"sentences={where}{min(text.count('。'), 4)}",
            f"new={int(is_new)}{where}",
            f"nearest={int(index == 0)}{where}",
        )
        yield from (
            f"between={text if len(text) <= _SHOWN else ''}",
            f"unit+kind={numeral.unit}{kind}",
            f"lines={min(standing.line - one.line, 6)}{where}",
        )
        if len(text) <= 60:
            compared, planned = _words("compared").search(text), _words("planned").search(text)
            yield from (f"compared={where}{int(bool(compared))}", f"planned={where}{int(bool(planned))}{kind}")
        yield f"end+part={standing.end}{self._part(candidates[index])}{where}"

    def _part(self, number: int) -> str:
        """The part of a stretch of time that a candidate is: its first, its last, the whole of it, or of none."""
        stated, place = self._times.stated, self._times.stated[number].time.place
        near = [one.time.place for one in stated[max(0, number - 6) : number + 7]]
        if any(other != place and other.start == place.start and other.end > place.end for other in near):
            return "first"
        if any(other != place and other.end == place.end and other.start < place.start for other in near):
            return "last"
        return "whole" if any(other != place and other in place for other in near) else "-"

    def _of_none(self, standing: Standing, *, has_any: bool) -> Iterator[str]:
        numeral, state, verb, folded = standing.numeral, standing.state, standing.verb, self._times.folded
        start, end = numeral.place.start, numeral.place.end
        holds = bool(_words("standing").search(folded, standing.clause, end + _SHOWN))
        yield from (
            "none",
            f"none.kind={numeral.kind}",
            f"none.state={state}",
            f"none.state+kind={state}{numeral.kind}",
            f"none.unit={numeral.unit}",
            f"none.any={int(has_any)}",
        )
        yield from (
            f"none.previous={folded[max(0, start - 1) : start]}",
            f"none.previous2={folded[max(0, start - 2) : start]}",
            f"none.next={folded[end : end + 2]}",
        )
        yield from (
            f"none.verb={verb}",
            f"none.verb+state={verb}{state}",
            f"none.holds={int(holds)}",
            f"none.first={int(not self._figures or start <= self._figures[0].start)}",
        )


def _placed(kind: str, where: str, state: str, unit_kind: str, verb: str) -> Iterator[str]:
    yield from (
        f"where={where}",
        f"where+state={where}{state}",
        f"where+unit={where}{unit_kind}",
        f"where+verb={where}{verb}",
    )
    yield from (
        f"kind+unit={kind}{unit_kind}{where}",
        f"where+kind={where}{kind}",
        f"state+kind={state}{where}{kind}",
        f"kind+verb={kind}{verb}",
    )
