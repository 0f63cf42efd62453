"""The teller of a sentence, printed where the sentence itself does not say it: 他（水务局局长林牧野）说，…; 林牧野（水务局局长）说，…."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document.model import FromSource
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document.model import Line
    from briefing.document.runs import RunBuilder
    from briefing.outline.model import Point


def print_with_tellers(builder: RunBuilder, points: Iterable[Point]) -> Iterator[Line]:
    """The points as the one page prints them, each with the name and the post that it leaves out of who tells it.

    A post is printed once; where several speak by turns, the name stands before the first of each one's points.
    """
    library = builder.library
    introduced, spoken = {speaker.name for speaker in library.outline.speakers if speaker.role}, ""
    for point in points:
        line, teller, turn = builder.abridged(point), library.tellers.get(point.id), library.turns.of(point)
        if teller is not None:
            called = builder.source[teller.words]
            missing = [] if teller.name in introduced or teller.role in called else [teller.role]
            missing += [] if teller.name in called else [teller.name]
            line = _glossed(builder, line, teller.words.end, missing)
            introduced.add(teller.name)
        voice = builder.source[turn.voice] if turn.voice else ""
        yield line if voice == spoken else (*builder.voice(point), *line)
        spoken = voice


def _glossed(builder: RunBuilder, line: Line, at: int, words: list[str]) -> Line:
    """The line with words of the source in brackets behind the character before an offset, if the line prints that one."""
    for index, run in enumerate(line):
        origin = run.origin
        if not words or not isinstance(origin, FromSource) or not origin.spans[0].start < at <= origin.spans[0].end:
            continue
        place, size = origin.spans[0], at - origin.spans[0].start
        halves = ((run.text[:size], span(place.start, at)), (run.text[size:], span(at, place.end)))
        before, after = (replace(run, text=text, origin=replace(origin, spans=(part,))) for text, part in halves)
        told = [one for part in words for one in builder.phrase(part, None)]
        gloss = (builder.wording.run("label.opens"), *told, builder.wording.run("label.closes"))
        return (*line[:index], before, *gloss, *((after,) if after.text else ()), *line[index + 1 :])
    return line
