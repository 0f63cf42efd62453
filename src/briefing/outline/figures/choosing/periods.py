"""The times of figures, chosen among the times that the text names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline.figures.choosing.choice import Kin, choose, logit, softmax
from briefing.outline.figures.choosing.time_candidates import TimesOfText
from briefing.outline.figures.choosing.time_features import TimeFeatures
from briefing.outline.figures.choosing.weights import load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.figures.choosing.label_candidates import Numeral
    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span

_NESTED = Kin(0.5, 0.5)
_COMPARED = (6, 12)
# So sure must the weights be of a time that opens the sentence, which is then as sure as this.
_LIKELY, _OPENING_SURE = 0.7, 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The best time of a figure and how sure it is; None where the text names none."""

    place: Span | None = None
    sure: float = 0.0


def _kin(text: str, other: str) -> Kin | None:
    return _NESTED if text in other or other in text else None


class PeriodChooser:
    """Chooses the times of a text's figures."""

    def __init__(self, source: Source, lines: Sequence[Line], figures: Sequence[Span]) -> None:
        self._source = source
        self._figures = figures
        self.times = TimesOfText(source.folded, lines)
        self._features = TimeFeatures(self.times, figures, load_weights("time").sum)

    def text_of(self, place: Span) -> str:
        """A time as printed."""
        return self._source[place]

    def choose(self, numeral: Numeral) -> Period:
        """The time of a figure."""
        candidates = self.times.around(numeral, self._figures)
        if not candidates:
            return Period()
        course = self.times.course_of(numeral, self._figures)
        if course is not None and course.end is not None:
            return Period(place=course.end, sure=_OPENING_SURE)
        scores = [sum(parts) for parts in self._features.of(numeral, candidates)]
        place, facts = self.judge(numeral, candidates, scores)
        # 2023年，茶园由|3万亩|增加到4万亩: the year is of the second value.
        if place is None or (course is not None and course.is_first and place.start < course.start):
            return Period()
        sure = load_weights("time").sureness(facts)
        return Period(place=place, sure=max(sure, _OPENING_SURE) if facts["opens"] and sure >= _LIKELY else sure)

    def judge(
        self, numeral: Numeral, candidates: Sequence[int], scores: Sequence[float]
    ) -> tuple[Span | None, dict[str, float]]:
        """The time of a figure from the scores of its candidates, the last of them none's, and the facts that tell how sure it is."""
        shares: dict[str, float] = {}
        numbers: dict[str, int] = {}
        likely: dict[str, float] = {}
        for number, share in zip(candidates, softmax(scores), strict=False):
            text = self._source.fold(self.times.stated[number].time.place)
            shares[text] = shares.get(text, 0.0) + share
            if share > likely.get(text, 0.0):
                likely[text], numbers[text] = share, number
        best = choose(shares, _kin, _COMPARED)
        if best is None:
            return None, {}
        place = self.times.stated[numbers[best.text]].time.place
        opening = self.times.opening(numeral, candidates)
        opens = opening is not None and self.times.stated[opening].time.place == place
        # Where else the time stands and of what kind it is tells no more: measured.
        return place, {"one": 1.0, "sure.log": logit(best.sure), "opens": float(opens)}
