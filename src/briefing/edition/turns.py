"""Turns of a text as packs print them: the heading over a sentence, the question that it answers, and who speaks where several do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.outline.model import quote_source
from briefing.outline.turns import ANSWER_OPENS
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import find_holder, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Outline, Point, Question, Words
    from briefing.text.source import Source, Span

# What stands around a speaker's name in a label: 【杨成】：, ### 王大明：.
_AROUND = "#*【】[]：: 　"
_SAYS = pattern("speech", "says")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of text: the heading over it, the question that it answers, and the name that the text prints before it."""

    heading: Words | None = None
    question: Question | None = None
    voice: Span | None = None


class Turns:
    """The turns of one outline, by sentence."""

    def __init__(self, outline: Outline, lines: Sequence[Line]) -> None:
        source, questions = outline.source, list(outline.questions)
        self._spans: list[Span] = []
        self._turns: list[Turn] = []
        turn = Turn()
        for line in lines:
            if line.kind == "question":
                # A question may go on over several lines.
                asked = next((one for one in questions if one.words.spans and one.words.span.overlaps(line.span)), None)
                turn = Turn(heading=turn.heading, question=asked or turn.question)
            elif line.kind == "answer" and line.label:
                turn = replace(turn, voice=_name_in(source, line.label))
            elif line.kind == "heading":
                turn = Turn(heading=quote_source(source, line.span))
            elif line.kind == "host":
                turn = Turn()
            self._spans.append(line.span)
            self._turns.append(turn)
        voices = {source.fold(one.voice) for one in self._turns if one.voice}
        self.are_several = len(voices) > 1

    def of(self, point: Point) -> Turn:
        """The turn that a sentence belongs to."""
        holder = find_holder(self._spans, point.words.span.start) if point.words.spans else None
        return Turn() if holder is None else self._turns[holder]


def _name_in(source: Source, label: Span) -> Span | None:
    """The name in a label; None for 答：."""
    folded = source.fold(label)
    if ANSWER_OPENS.match(folded):
        return None
    start = label.start + len(folded) - len(folded.lstrip(_AROUND))
    end = label.end - len(folded) + len(folded.rstrip(_AROUND))
    return span(start, end) if start < end else None


def is_talk(outline: Outline) -> bool:
    """True if the text is what somebody of a post says: a guest, or whom the headline quotes (方晓：园区要扩容)."""
    headline = fold(outline.title.text) if outline.title else ""
    colons = [found.start() for found in re.finditer("：", headline)]
    named = (headline[colon - size : colon] for colon in colons for size in (2, 3) if colon >= size)
    return bool(outline.speakers) or any(re.search(re.escape(name) + _SAYS, outline.source.folded) for name in named)
