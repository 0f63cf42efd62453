"""Topics that the sentences of an outline speak of."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.config.topics import Match
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.config.topics import Topics
    from briefing.outline.model import Outline
    from briefing.text.source import Span


def match_topics(
    outline: Outline, topics: Topics, extents: Mapping[str, Span | None] = MappingProxyType({})
) -> dict[str, tuple[Match, ...]]:
    """For each point's id the topics that what is printed of it speaks of, itself or through the head of its priority (重點)."""
    matches = {}
    place = fold(outline.place.text) if outline.place else ""
    priorities = [item for one in outline.enumerations if one.kind == "priorities" for item in one.items if item.span]
    for point in outline.points:
        shown = extents.get(point.id)
        text = outline.source.fold(shown) if shown else fold(point.words.text)
        over = [
            item.head.text for item in priorities if point.words.spans and item.span and point.words.span in item.span
        ]
        heads = fold("\n".join(over))
        found = (
            # In a text about a 开发区 the word tells no sentence from another.
            Match(
                topic=key, own=tuple(term for term in one.terms_in(text) if term not in place), head=one.terms_in(heads)
            )
            for key, one in topics.items()
        )
        matches[point.id] = tuple(match for match in found if match.own or match.head)
    return matches
