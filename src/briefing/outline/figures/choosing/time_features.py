"""Features of a candidate time for the weights to judge: its words, where it stands, and what the figure's clause states."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from briefing.outline.figures.choosing.label_features import step_of
from briefing.outline.figures.choosing.time_candidates import time_words
from briefing.text import lexicon
from briefing.text.segments import behind_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.outline.figures.choosing.label_candidates import Numeral
    from briefing.outline.figures.choosing.time_candidates import TimesOfText
    from briefing.text.source import Span

T = TypeVar("T")
_LONGEST_SENTENCE, _SHOWN, _NEIGHBOURS = 600, 4, 6
# Who plans or compares does so this near his figure.
_NEAR = 60


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

    def _near(self, number: int) -> list[Span]:
        """The places of the other times beside one, among them those that hold it and those within it."""
        stated = self._times.stated[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
        return [one.time.place for one in stated if one.time.place != self._times.stated[number].time.place]

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
        verbs = time_words("verbs").findall(folded, clause, start)
        # The end of a change that a figure is: `f` of 由|7万亿元, `t` of 由7万亿元增长至|11万亿元.
        from_words, to_words = (lexicon.words("times", table) for table in ("changed_from", "changed_to"))
        last = bisect_left(self._figures, start, key=lambda figure: figure.start) - 1
        end = "-"
        if folded[clause:start].rstrip().endswith(from_words):
            end = "f"
        elif last >= 0 and (first_end := self._figures[last]).start >= clause:
            is_second = folded[first_end.end : start].rstrip().endswith(to_words)
            end = "t" if is_second and folded[clause : first_end.start].rstrip().endswith(from_words) else "-"
        return Standing(
            numeral=numeral,
            line=number,
            sentence=sentence,
            clause=clause,
            state=state,
            verb=verbs[-1] if verbs else "-",
            end=end,
        )

    def _of_one(self, standing: Standing, candidates: Sequence[int], index: int, *, is_new: bool) -> list[T]:
        number = candidates[index]
        one = self._times.stated[number]
        kind, start = one.time.kind, one.time.place.start
        # After, Clause, Sentence, Paragraph, Heading, Question, Document.
        if start >= standing.numeral.place.end:
            where = "A"
        elif one.line == standing.line:
            where = "C" if start >= standing.clause else "S" if start >= standing.sentence else "P"
        else:
            where = self._times.letter(one.line).replace("T", "D")
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

    def _words_of(self, number: int) -> Iterator[str]:
        folded, place = self._times.folded, self._times.stated[number].time.place
        text, kind, start, end = self._text(number), self._times.stated[number].time.kind, place.start, place.end
        near = self._near(number)
        nested = f"{int(any(place in other for other in near))}{int(any(other in place for other in near))}"
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

    def _words_at(self, number: int, where: str) -> Iterator[str]:
        folded, one = self._times.folded, self._times.stated[number]
        text, kind, start, end = self._text(number), one.time.kind, one.time.place.start, one.time.place.end
        line = self._times.lines[one.line].span.start
        first = max(line, start - _LONGEST_SENTENCE)
        sentence = behind_last(folded, "。！？；", first, start)
        opens = int(start - sentence <= 2)
        after = folded[end : end + 1]
        is_first = int(number == 0 or self._times.stated[number - 1].line != one.line)
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
        if len(text) <= _NEAR:
            compared, planned = time_words("compared").search(text), time_words("planned").search(text)
            yield from (f"compared={where}{int(bool(compared))}", f"planned={where}{int(bool(planned))}{kind}")
        # The first of a stretch of time, its last, or the whole of it.
        near = self._near(candidates[index])
        if any(other.start == place.start and other.end > place.end for other in near):
            part = "first"
        elif any(other.end == place.end and other.start < place.start for other in near):
            part = "last"
        else:
            part = "whole" if any(other in place for other in near) else "-"
        yield f"end+part={standing.end}{part}{where}"

    def _of_none(self, standing: Standing, *, has_any: bool) -> Iterator[str]:
        numeral, state, verb, folded = standing.numeral, standing.state, standing.verb, self._times.folded
        start, end = numeral.place.start, numeral.place.end
        holds = bool(time_words("standing").search(folded, standing.clause, end + _SHOWN))
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
