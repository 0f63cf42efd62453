"""Zones: the stretches of the source in which a changed character changes a fact, and which fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.check.flat_text import compare_form
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.model import Name, Outline, Words
    from briefing.text.source import Span

Kind = Literal[
    "figure", "qualifier", "indicator", "period", "baseline", "quote", "attribution", "name", "person", "term"
]
_QUOTED = re.compile(r"“([^“”\n]{2,400})”|‘([^‘’\n]{2,60})’|《([^《》\n]{2,60})》")
# What ends the name of a body, a place or an undertaking, whether or not the outline knows it by name.
_PROPER = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9·—]{{2,14}}?{pattern('fact_zones', 'ends')}(?![\u4e00-\u9fff]?长)")
_STOPS = re.compile(r"[。！？；]")
# A quoted phrase up to this length without a stop is a term; anything more is speech.
_LONGEST_TERM = 16
_SHORTEST_PERSON = 2
_SHORTEST_BODY = 5
_NO_NAME = re.compile(pattern("fact_zones", "no_name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactZone:
    """One stretch `[start, end)` of the source; `key` tells zones of one fact together."""

    kind: Kind
    start: int
    end: int
    key: str


def _zone(kind: Kind, place: Span, key: str) -> FactZone:
    return FactZone(kind=kind, start=place.start, end=place.end, key=key)


def _of_facts(outline: Outline) -> Iterator[FactZone]:
    """Figures with what is said of them, and every mention of a name, a person, a keyword or the head of a priority."""
    for figure in outline.figures:
        parts: tuple[tuple[Kind, Words | None], ...] = (
            ("figure", figure.words),
            ("indicator", figure.indicator),
            ("period", figure.period),
            ("period", figure.rate),
            ("baseline", figure.baseline),
        )
        for part, own in parts:
            yield from (_zone(part, place, figure.id) for place in (own.spans if own else ()))
    wanted: list[tuple[Kind, str, str]] = [("name", one.words.text, one.id) for one in names_of(outline)]
    wanted += [("person", person, person) for person in people_of(outline)]
    wanted += [
        ("term", item.head.text, f"{one.id}.{item.ordinal}")
        for one in outline.enumerations
        if one.kind != "list"
        for item in one.items
    ]
    for kind, words, key in wanted:
        for match in re.finditer(re.escape(compare_form(words)), outline.source.folded):
            yield FactZone(kind=kind, start=match.start(), end=match.end(), key=key)


def names_of(outline: Outline) -> tuple[Name, ...]:
    """All names of the outline but for people's."""
    return (*outline.policies, *outline.programmes, *outline.organisations, *outline.events)


def people_of(outline: Outline) -> tuple[str, ...]:
    """The names of those who speak, each once."""
    speakers = [one.name for one in outline.speakers] + [one.speaker or "" for one in outline.quotes]
    return tuple(dict.fromkeys(name for name in speakers if len(name) >= _SHORTEST_PERSON))


def _of_document(outline: Outline) -> Iterator[FactZone]:
    """The title, those whose words the text is, and its quotations."""
    yield from (_zone("person", one.span, one.name) for one in outline.speakers if one.span is not None)
    # The text's own title, which covers and running heads print.
    yield from (_zone("name", place, "@title") for place in (outline.title.spans if outline.title else ()))
    for quote in outline.quotes:
        yield from (_zone("quote", place, quote.id) for place in quote.words.spans)
        if quote.attribution is not None:
            yield _zone("attribution", quote.attribution, quote.id)


def _of_text(outline: Outline) -> Iterator[FactZone]:
    """Whatever the source sets in quotation or title marks, or reads like the name of a body, known to the outline or not."""
    folded = outline.source.folded
    for match in _QUOTED.finditer(folded):
        inner = next(group for group in (1, 2, 3) if match[group] is not None)
        start, end = match.span(inner)
        speech = inner == 1 and (_STOPS.search(match[inner]) or end - start > _LONGEST_TERM)
        kind: Kind = "name" if inner == 3 else "quote" if speech else "term"  # noqa: PLR2004 the third is 《》
        yield FactZone(kind=kind, start=start, end=end, key=f"@{start}")
    for match in _PROPER.finditer(folded):
        # A body's name begins after the last word that cannot belong to it.
        cuts = [cut.end() for cut in _NO_NAME.finditer(folded, match.start(), match.end() - 2)]
        start = cuts[-1] if cuts else match.start()
        if match.end() - start >= _SHORTEST_BODY:
            yield FactZone(kind="name", start=start, end=match.end(), key=f"~{start}")


def find_zones(outline: Outline) -> tuple[FactZone, ...]:
    """All zones of a source."""
    return (*_of_facts(outline), *_of_document(outline), *_of_text(outline))


def index_zones(zones: tuple[FactZone, ...]) -> dict[int, tuple[FactZone, ...]]:
    """The zones at each character of the source that is in one."""
    index: dict[int, list[FactZone]] = {}
    for zone in zones:
        for offset in range(zone.start, zone.end):
            index.setdefault(offset, []).append(zone)
    return {offset: tuple(found) for offset, found in index.items()}
