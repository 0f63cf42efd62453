"""The words of a line with their tags, as a segmenter parts them; figures are never cut."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.chinese import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.source import Span

# What parts a line into clauses; a label lies within one.
_BARS = frozenset("，。；：！？,;!?\n\t")


@cache
def _joined() -> frozenset[str]:
    """Words that the segmenter parts: 占|比."""
    return frozenset(lexicon.words("label_words", "joined"))


@dataclass(frozen=True, kw_only=True)
class TaggedWords:
    """The words of a line: parallel tuples of places, texts and tags.

    A word of `stops` is a clause's mark, or lies in a figure; `figures` are the places of the line's figures, in order.
    """

    folded: str
    figures: tuple[Span, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    tags: tuple[str, ...]

    @cached_property
    def stops(self) -> tuple[bool, ...]:
        """True for each word that no label may hold."""
        inside = self.rank
        found = []
        for index, text in enumerate(self.texts):
            last = inside[index] - 1
            held = last >= 0 and self.starts[index] < self.figures[last].end
            found.append(held or text in _BARS)
        return tuple(found)

    @cached_property
    def rank(self) -> tuple[int, ...]:
        """The number of figures that begin at or before each word."""
        begins = [figure.start for figure in self.figures]
        return tuple(bisect_left(begins, start + 1) for start in self.starts)

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.starts)


def _segments(place: Span, figures: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the edges of its figures: no word reaches over one (人|口)."""
    edges = {edge for figure in figures for edge in (figure.start, figure.end) if place.start < edge < place.end}
    cuts = [place.start, *sorted(edges), place.end]
    yield from pairwise(cuts)


def _taken(before: str, text: str) -> int:
    """How much of a word belongs to the one before it: 占|比 and 占|比达 are of 占比."""
    return next((length for length in range(len(text), 0, -1) if before + text[:length] in _joined()), 0)


def tag_words(folded: str, place: Span, figures: Sequence[Span]) -> TaggedWords:
    """The words of a line that holds the figures."""
    # Here, since the dictionary takes 0.2 s and only an outline needs it.
    import rjieba

    found: list[tuple[int, int, str, str]] = []
    for start, end in _segments(place, figures):
        at = start
        for text, tag in rjieba.tag(folded[start:end]):
            taken = _taken(found[-1][2], text) if found and found[-1][1] == at else 0
            if taken:
                found[-1] = (found[-1][0], at + taken, found[-1][2] + text[:taken], "n")
            if taken < len(text):
                found.append((at + taken, at + len(text), text[taken:], "v" if taken else tag))
            at += len(text)
    starts, ends, texts, tags = zip(*found, strict=True) if found else ((), (), (), ())
    return TaggedWords(folded=folded, figures=tuple(figures), starts=starts, ends=ends, texts=texts, tags=tags)
