"""Every person that lines speak of: all namings, each place once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.people import namings
from briefing.outline.people.mentions import Cast
from briefing.outline.speaker_heads import is_office
from briefing.text.folding import fold
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Speaker
    from briefing.outline.people.mentions import Mention
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source

# A text may name more people than can be searched for.
_MOST_KNOWN = 400


def _after_names(mentions: Iterable[Mention]) -> list[Mention]:
    """In order, one for each place; a post that would reach over a person named before begins after that person."""
    best: dict[int, Mention] = {}
    for mention in mentions:
        held = best.get(mention.place.start)
        if held is None or len(mention.role or "") > len(held.role or ""):
            best[mention.place.start] = mention
    ordered: list[Mention] = []
    for mention in (best[start] for start in sorted(best)):
        # 副区长、|局长林牧野: the first of his posts is nobody else.
        while (
            mention.kind == "name"
            and ordered
            and ordered[-1].kind != "name"
            and ordered[-1].place.start >= mention.start
        ):
            ordered.pop()
        last = ordered[-1] if ordered else None
        # 林牧野|主任 is one person.
        titled = last and last.kind == "name" and mention.kind != "name" and mention.place.start == last.place.end
        if last and (titled or mention.place.start < last.place.end):
            continue
        if last and last.kind == "name" and mention.role and mention.start < last.place.end <= mention.place.start:
            cut = mention.role[last.place.end - mention.start :].lstrip("、就和与及同， ")
            mention = replace(mention, role=cut or None, start=mention.place.start - len(cut))  # noqa: PLW2901 - cut short
        ordered.append(mention)
    return ordered


def find_cast(source: Source, lines: Sequence[Line], speakers: Sequence[Speaker], reader: NameReader) -> Cast:
    """Every person that the lines speak of, each with the post printed there."""
    places = [line.span for line in lines]
    # 水務局局長林牧野表示: an office that speaks is nobody's name.
    people = [one for one in speakers if not is_office(fold(one.name))]
    named = [
        mention
        for place in places
        for find in (namings.find_with_post, namings.find_bare, namings.find_described, namings.find_together)
        for mention in find(source, reader, place)
    ]
    # Every further place of a name that the text has introduced.
    every = {mention.name for mention in named} | {speaker.name for speaker in people}
    names = sorted(every, key=lambda name: (-len(name), name))[:_MOST_KNOWN]
    pattern = re.compile("|".join(map(re.escape, names)) or r"(?!)")
    known = [
        namings.make_mention(source, span(*match.span()), start=match.start(), role=None)
        for place in places
        for match in pattern.finditer(source.text, place.start, place.end)
    ]
    others = [
        mention
        for place in places
        for find in (namings.find_familiar, namings.find_pronouns, namings.find_unnamed)
        for mention in find(source, reader, place)
    ]
    ordered = _after_names([*named, *known, *others])
    return Cast(mentions=tuple(ordered), starts=tuple(mention.place.start for mention in ordered), reader=reader)
