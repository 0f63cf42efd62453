"""Bounds of the clause and the sentence around a place of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.text.source import Source, Span

_CLAUSE_MARKS = frozenset("，；。！？：\n")
_LONGEST_CLAUSE, LONGEST_SENTENCE = 200, 600


def clause_at(source: Source, start: int, line: Span) -> Span:
    """The clause that holds an offset, between ，；。 and the like."""
    # A clause of a sentence that somebody wrote is shorter; without a bound a line of numbers alone would take for ever.
    first, last = max(line.start, start - _LONGEST_CLAUSE), min(line.end, start + _LONGEST_CLAUSE)
    left = max(source.folded.rfind(mark, first, start) for mark in _CLAUSE_MARKS) + 1
    ends = [at for mark in _CLAUSE_MARKS if (at := source.folded.find(mark, start, last)) >= 0]
    return span(max(left, first), min(ends, default=last))


def sentence_start(source: Source, offset: int, line: Span) -> int:
    """Start of the sentence around an offset, within its line."""
    first = max(line.start, offset - LONGEST_SENTENCE)
    return max(first, max(source.folded.rfind(mark, first, offset) for mark in "。！？\n") + 1)
