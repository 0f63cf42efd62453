"""The person whom a mention means: whom 他, 范教授 or 该负责人 stands for, with the post that the text prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.outline.people.cast import find_cast
from briefing.outline.people.mentions import Mention
from briefing.outline.people.names import FIRST, HAN
from briefing.text import lexicon
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Quote, Speaker
    from briefing.outline.people.mentions import Cast
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span


_ASKERS = re.compile(lexicon.pattern("people", "askers"))
_CALLED = 3
# The lines that tell of people.
READ = frozenset({"text", "answer", "question", "heading"})
# Somebody else whom no name was read of: 29岁的工程师, 厨师长常乐.
_SOMEBODY = re.compile(
    rf"岁的|(?<![^，。；：！？”])[^，。；：！？“”与和同跟向对给让被]{{0,8}}?{lexicon.pattern('people', 'posts')}(?=[{FIRST}]{HAN})"
)
_SURNAMED = re.compile(rf"[{FIRST}]{lexicon.pattern('people', 'honorifics')}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The speaker ("" where the text does not tell), and the phrase that says so; `asks` where a reporter puts a question."""

    name: str
    role: str | None = None
    attribution: Span | None = None
    asks: bool = False


@dataclass(slots=True)
class Reading:
    """The facts that tell whose words a quotation is."""

    source: Source
    cast: Cast
    roles: dict[str, str]
    narrator: Speaker | None = None
    quotes: list[Quote] = field(default_factory=list)
    # Where the paragraph before begins: 他 may stand for who was named there.
    before: int = 0


NOBODY = Said(name="")


def read_people(source: Source, lines: Sequence[Line], speakers: Sequence[Speaker], names: NameReader) -> Reading:
    """The people of the lines, each with the post that the text first prints, or that of the document's speaker."""
    cast = find_cast(source, lines, speakers, names)
    roles = {one.name: one.role for one in reversed(cast.mentions) if one.kind == "name" and one.role}
    roles |= {speaker.name: speaker.role for speaker in speakers if speaker.role}
    narrator = speakers[0] if len(speakers) == 1 else None
    return Reading(source=source, cast=cast, roles=roles, narrator=narrator)


def resolve(reading: Reading, mention: Mention, line: Span) -> tuple[str, str | None]:
    """The name and post of whom a mention means."""
    folded, place = reading.source.folded, mention.place
    if mention.kind == "unnamed":
        # 该负责人 is the only one so called who was told of before.
        called = folded[place.end - _CALLED : place.end]
        known = folded[place.start - 1 : place.start] in {"该", "述"} and not mention.name
        before = (one for one in reading.cast.mentions if one.place.end < place.start) if known else ()
        told = {one.name for one in before if one.name and one.name.endswith(called)}
        return "", mention.name or (told.pop() if len(told) == 1 else None)
    person = mention if mention.kind == "name" else _antecedent(reading, mention, line)
    if person is None and mention.name[0] in "他她其":
        return "", None
    if person is None:
        # 范教授 names somebody, 局长 tells of an office.
        named = _SURNAMED.match(folded, place.start, place.end)
        return (mention.name, None) if named else ("", mention.name)
    return person.name, person.role or reading.roles.get(person.name)


def _antecedent(reading: Reading, mention: Mention, line: Span) -> Mention | None:
    """Whom 他, 范教授 or 局长 stands for, if only one person fits: with that surname, with that post, or named just before."""
    cast, offset = reading.cast, mention.place.start
    if mention.name[0] in "他她其":
        # In its own paragraph, or else in the one before, or else the only guest of the whole text.
        named = [next(cast.earlier(offset, since), None) for since in (line.start, reading.before)]
        if not named[1] and reading.narrator:
            return Mention(
                kind="name", name=reading.narrator.name, role=reading.narrator.role, start=offset, place=mention.place
            )
        return find_named_before(reading, offset, line.start if named[0] else reading.before)
    titled = next((person for person in cast.earlier(offset) if (person.role or "").endswith(mention.name)), None)
    if titled:
        return titled
    namesakes = {person.name: person for person in cast.earlier(offset) if person.name[0] == mention.name[0]}
    return next(iter(namesakes.values())) if len(namesakes) == 1 else None


def find_named_before(reading: Reading, offset: int, start: int) -> Mention | None:
    """The only person whom a range before a place names; None where it names several, or somebody without a name acts."""
    cast, folded = reading.cast, reading.source.folded
    named = list(cast.earlier(offset, start))
    if len({person.name for person in named}) != 1 or not any(map(cast.is_subject, named)):
        return None
    last = named[0].place.end
    if _SOMEBODY.search(folded, last, offset) or has_others(cast, last, offset):
        return None
    return next((person for person in named if person.role), named[0])


def has_actor(cast: Cast, start: int, end: int) -> bool:
    """True if a person who acts is named in the range."""
    return any(mention.kind == "name" and not cast.is_addressed(mention) for mention in cast.backwards(end, start))


def has_others(cast: Cast, start: int, end: int) -> bool:
    """True if somebody without a name acts or speaks in the range (在一些党员看来)."""
    return any(mention.kind == "unnamed" and not cast.is_addressed(mention) for mention in cast.backwards(end, start))


def say(reading: Reading, mention: Mention, line: Span, end: int) -> Said:
    """The speaker whom a mention means, with the phrase from his post to the verb; a reporter only asks."""
    name, role = resolve(reading, mention, line)
    verb = reading.cast.reader.find_says(mention.place.end, max(mention.place.end, end))
    place = span(min(mention.start, mention.place.start), verb.end() if verb else mention.place.end)
    if mention.kind == "unnamed" and _ASKERS.fullmatch(reading.source.fold(mention.place)):
        return Said(name="", attribution=place, asks=True)
    return Said(name=name, role=role, attribution=place)
