"""Bounds of the clause and the sentence around a place of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.text.source import Source, Span

_CLAUSE_MARKS = frozenset("，；。！？：\n")
_LONGEST_CLAUSE, LONGEST_SENTENCE = 200, 600


def behind_last(folded: str, marks: Iterable[str], start: int, end: int) -> int:
    """The offset behind the last of the marks in a stretch; its start if it holds none."""
    return max([start, *(folded.rfind(mark, start, end) + 1 for mark in marks)])


def clause_at(source: Source, start: int, line: Span) -> Span:
    """The clause that holds an offset, between ，；。 and the like."""
    # A clause of a sentence that somebody wrote is shorter; without a bound a line of numbers alone would take for ever.
    first, last = max(line.start, start - _LONGEST_CLAUSE), min(line.end, start + _LONGEST_CLAUSE)
    ends = [at for mark in _CLAUSE_MARKS if (at := source.folded.find(mark, start, last)) >= 0]
    return span(behind_last(source.folded, _CLAUSE_MARKS, first, start), min(ends, default=last))


def sentence_start(source: Source, offset: int, line: Span) -> int:
    """Start of the sentence around an offset, within its line."""
    return behind_last(source.folded, "。！？\n", max(line.start, offset - LONGEST_SENTENCE), offset)
