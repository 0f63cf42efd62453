"""Turns of a text as packs print them: the heading over a sentence, the question that it answers, and who speaks where several do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.outline.model import quote_source
from briefing.outline.turns import ANSWER_OPENS
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.name_forms import ANY_SURNAME
from briefing.text.source import find_holder, span
from briefing.text.tokens import is_common_word

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Outline, Point, Question, Words
    from briefing.text.source import Source, Span

# What stands around a speaker's name in a label: 【杨成】：, ### 王大明：.
_AROUND = "#*【】[]：: 　"
_SAYS = pattern("speech", "says")
_ALONE = re.compile("[^，。：！？；“”（）]{2,16}：")
_LEADS = re.compile(pattern("people", "hosts"))
_NAME = re.compile(rf"{ANY_SURNAME}[\u4e00-\u9fff]{{1,2}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of text: the heading over it, the question that it answers, and the name that the text prints before it.

    `asks` is true where that name is of nobody whose words the text is: he asks, or leads.
    """

    heading: Words | None = None
    question: Question | None = None
    voice: Span | None = None
    asks: bool = False


class Turns:
    """The turns of one outline, by sentence."""

    def __init__(self, outline: Outline, lines: Sequence[Line]) -> None:
        source, questions = outline.source, list(outline.questions)
        guests = {fold(speaker.name) for speaker in outline.speakers}
        alone = _names_alone(source, lines, guests)
        self._spans: list[Span] = []
        self._turns: list[Turn] = []
        turn = Turn()
        for line in lines:
            if line.kind == "question":
                # A question may go on over several lines.
                asked = next((one for one in questions if one.words.spans and one.words.span.overlaps(line.span)), None)
                turn = Turn(heading=turn.heading, question=asked or turn.question)
            elif line.kind == "answer" and line.label:
                turn = replace(turn, voice=_name_in(source, line.label), asks=False)
            elif name := alone.get(line.span):
                turn = Turn(heading=turn.heading, voice=_name_in(source, line.span), asks=name not in guests)
            elif line.kind == "heading":
                turn = Turn(heading=quote_source(source, line.span))
            elif line.kind == "host":
                turn = Turn()
            self._spans.append(line.span)
            self._turns.append(turn)
        voices = {source.fold(one.voice) for one in self._turns if one.voice and not one.asks}
        self.are_several = len(voices) > 1

    def of(self, point: Point) -> Turn:
        """The turn that a sentence belongs to."""
        holder = find_holder(self._spans, point.words.span.start) if point.words.spans else None
        return Turn() if holder is None else self._turns[holder]


def _names_alone(source: Source, lines: Sequence[Line], guests: Collection[str]) -> dict[Span, str]:
    """The names by the lines of a transcript that hold no more than one and a colon, as a guest's does: 方以澄：, 采访者：.

    Another than a guest is known by what he is called, or by coming back with the form of a name or with questions.
    """
    heads = [line.span for line in lines if line.kind in {"text", "heading"}]
    names = {place: source.fold(place).strip(_AROUND) for place in heads if _ALONE.fullmatch(source.fold(place))}
    said = Counter(names.values())
    if said.keys().isdisjoint(guests):
        return {}
    ends = [*(place.start for place in names), len(source.folded)][1:]
    asks = {
        name
        for (place, name), end in zip(names.items(), ends, strict=True)
        if source.folded[place.end : end].rstrip("#* 　\n\r”").endswith("？")
    }
    known = {name for name in said if name in guests or _LEADS.search(name)}
    known |= {name for name, count in said.items() if count > 1 and (name in asks or _is_name(name))}
    return {place: name for place, name in names.items() if name in known}


def _is_name(words: str) -> bool:
    return bool(_NAME.fullmatch(words)) and not is_common_word(words)


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
