"""When each figure of a text is of, chosen among the times that the text names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.choosing.choice import choose, softmax
from briefing.extract.choosing.time_features import TimeFeatures, TimesOfText
from briefing.extract.choosing.weights import load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.choosing.label_candidates import Numeral
    from briefing.lines import Line
    from briefing.source import Source, Span

_NESTED = (0.5, 0.5)
_COMPARED = (6, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The best time of a figure and how sure it is; None where the text names none."""

    place: Span | None = None
    sure: float = 0.0


def _kin(text: str, other: str) -> tuple[float, float]:
    return _NESTED if text in other or other in text else (0.0, 0.0)


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
        return self.pick(candidates, [sum(parts) for parts in self._features.of(numeral, candidates)])

    def pick(self, candidates: Sequence[int], scores: Sequence[float]) -> Period:
        """The time of a figure from the scores of its candidates; the last score is that of none."""
        shares: dict[str, float] = {}
        places: dict[str, Span] = {}
        likely: dict[str, float] = {}
        for number, share in zip(candidates, softmax(scores), strict=False):
            place = self.times.stated[number].time.place
            text = self._source.fold(place)
            shares[text] = shares.get(text, 0.0) + share
            if share > likely.get(text, 0.0):
                likely[text], places[text] = share, place
        best, sure = choose(shares, _kin, _COMPARED)
        return Period(place=places[best], sure=sure) if best is not None else Period()
