"""The people who tell what sentences report: whom a sentence opens with and lets speak, by name and post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline.people.mentions import CLAUSE_MARKS
from briefing.outline.people.names import read_names
from briefing.outline.people.resolving import READ, read_people, resolve
from briefing.text.source import find_holder, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Speaker
    from briefing.outline.people.mentions import Mention
    from briefing.outline.people.resolving import Reading
    from briefing.text.source import Source, Span

_TELLS = frozenset({"text", "answer"})
# **张三, 据张三介绍, 在推进会上，张三: what may stand before whom a sentence opens with.
_OPENING = re.compile(r"[\s*　]*(?:[^：“”]{1,24}，)?据?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A person who tells a sentence: `words` are what it calls him, 他 or a name with the post beside it; `role` is a post that the text prints of him."""

    name: str
    role: str
    words: Span


def find_tellers(
    source: Source, lines: Sequence[Line], sentences: Sequence[Span], speakers: Sequence[Speaker]
) -> dict[Span, Teller]:
    """The tellers by sentence, where one opens with somebody who says something, and the text tells who he is and of what post.

    局长林牧野表示，…; 林牧野介绍，…; 他说，… where the text before names him alone.
    """
    # Headings may be the only ones to print a post.
    reading = read_people(source, [one for one in lines if one.kind in READ], speakers, read_names(source))
    read = [line.span for line in lines if line.kind in _TELLS]
    found: dict[Span, Teller] = {}
    for place in sentences:
        at = find_holder(read, place.start)
        if at is None or (mention := _who_opens(reading, place)) is None:
            continue
        reading.before = read[max(0, at - 1)].start
        name, role = resolve(reading, mention, read[at])
        if name and role:
            title = len(role) if source.text.startswith(role, mention.place.end) else 0
            words = span(min(mention.start, mention.place.start), mention.place.end + title)
            found[place] = Teller(name=name, role=role, words=words)
    return found


def _who_opens(reading: Reading, place: Span) -> Mention | None:
    """Whom a sentence opens with, if its first clause lets him speak."""
    cast, folded = reading.cast, reading.source.folded
    mention = next(iter(cast.between(place.start, place.end)), None)
    if mention is None or mention.kind == "other" or cast.is_addressed(mention):
        return None
    before = folded[place.start : min(mention.start, mention.place.start)]
    ends = (at for mark in CLAUSE_MARKS if (at := folded.find(mark, mention.place.end, place.end)) >= 0)
    speaks = cast.reader.find_says(mention.place.end, min(ends, default=place.end))
    told = _OPENING.fullmatch(before) and not cast.reader.find_says(place.start, place.start + len(before))
    return mention if speaks and told else None
