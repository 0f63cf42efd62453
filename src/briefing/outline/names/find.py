"""Names: policies, programmes, organisations and events, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline.model import Name, quote_source
from briefing.outline.names.bodies import find_organisations
from briefing.outline.names.events import find_events
from briefing.outline.names.policies import find_policies
from briefing.outline.names.programmes import find_programmes
from briefing.text.source import span
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Words
    from briefing.text.source import Source, Span
    from briefing.text.tokens import Tokens

_RANK = re.compile(r"(?:(?:经济技术开发|高新技术产业开发|高新|经开|开发|保税|示范|新)?区|[省市县州旗])$")
# By so many characters a name is told from most of what is no name.
_OPENING = 2
_READ = frozenset({"text", "answer", "caption", "question", "heading"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a text by kind, each once, at its first mention."""

    policies: tuple[Name, ...]
    programmes: tuple[Name, ...]
    organisations: tuple[Name, ...]
    events: tuple[Name, ...]


def _first_places(text: str, start: int, names: Iterable[str]) -> dict[str, int]:
    """The first place of each of the names in the text, read through once: a long text may have a hundred thousand."""
    first = dict.fromkeys(names, -1)
    sizes: dict[str, set[int]] = {}
    for name in first:
        sizes.setdefault(name[:_OPENING], set()).add(len(name))
    for at in range(start, len(text)):
        for size in sizes.get(text[at : at + _OPENING], ()):
            if first.get(name := text[at : at + size], at) < 0:
                first[name] = at
    return first


def _named(source: Source, letter: str, places: Iterable[Span], first: Mapping[str, int]) -> tuple[Name, ...]:
    """The names at the places, each at the first place of its very words, which may be before what told what they name."""
    starts = ((first[source[place]], place) for place in places)
    named = sorted(
        span(start, start + place.end - place.start) if 0 <= start < place.start else place for start, place in starts
    )
    return tuple(
        Name(id=f"{letter}{number}", words=quote_source(source, place)) for number, place in enumerate(named, 1)
    )


def find_names(
    source: Source, lines: Sequence[Line], place: Words | None = None, tokens: Tokens | None = None
) -> Names:
    """The names that the text, its headings and its captions print; `place` is of which district it is."""
    places = [line.span for line in lines if line.kind in _READ]
    policies = find_policies(source, places)
    events = find_events(source, places)
    programmes = find_programmes(source, places, [*policies, *events])
    home = _RANK.sub("", source.fold(place.span)) if place else ""
    organisations = find_organisations(
        source, places, [*policies, *programmes, *events], home, tokens or read_tokens(source.folded)
    )
    kinds: list[list[Span]] = []
    for found in (policies, programmes, organisations, events):
        once: dict[str, Span] = {}
        for one in sorted(found):
            once.setdefault(source.fold(one).strip("“”《》"), one)
        kinds.append(list(once.values()))
    words = (source[one] for found in kinds for one in found)
    first = _first_places(source.text, places[0].start, words) if places else {}
    named = (_named(source, letter, found, first) for letter, found in zip("lbov", kinds, strict=True))
    return Names(**dict(zip(("policies", "programmes", "organisations", "events"), named, strict=True)))
