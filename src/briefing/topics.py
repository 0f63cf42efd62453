"""Topics (主題): which points speak of what, by terms alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.chinese.folding import fold
from briefing.settings import Settings, parse_settings

if TYPE_CHECKING:
    from briefing.outline import Outline, Point
    from briefing.overlay import Overlay
    from briefing.source import Span

TOPIC_FILE = "topics.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that texts speak of: `terms` and `exceptions` are folded, like the text they are looked for in."""

    key: str
    group: str
    terms: tuple[str, ...]
    exceptions: tuple[str, ...]

    def terms_in(self, folded: str) -> tuple[str, ...]:
        """The terms that the folded text holds outside the exceptions, in the topic's own order."""
        for exception in self.exceptions:
            folded = folded.replace(exception, "\n")
        return tuple(term for term in self.terms if term in folded)

    def places_in(self, folded: str) -> tuple[int, ...]:
        """Where the terms stand in the folded text."""
        pattern = "|".join(map(re.escape, self.terms))
        return tuple(match.start() for match in re.finditer(pattern, folded))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That a point speaks of a topic, and by which of its terms."""

    topic: str
    terms: tuple[str, ...]


Topics = dict[str, Topic]


def _topic(key: str, settings: Settings) -> Topic:
    settings.refuse_unknown(("name", "group", "terms", "except"))
    return Topic(
        key=key,
        group=settings.optional_text("group"),
        terms=tuple(map(fold, settings.texts("terms"))),
        exceptions=tuple(map(fold, settings.texts("except"))),
    )


def load_topics(overlay: Overlay) -> Topics:
    """The topics of the topic file in use, in its order."""
    settings = parse_settings(overlay.read(TOPIC_FILE), TOPIC_FILE)
    return {key: _topic(key, table) for key, table in settings.tables()}


def _heads_over(outline: Outline, place: Span) -> list[str]:
    return [
        fold(item.head.text)
        for enumeration in outline.enumerations
        if enumeration.kind == "priorities"
        for item in enumeration.items
        if item.span is not None and place in item.span
    ]


def _text_of(outline: Outline, point: Point) -> str:
    """The point's folded words, under the head of the priority that it belongs to."""
    heads = _heads_over(outline, point.words.span) if point.words.spans else []
    return "\n".join([fold(point.words.text), *heads])


def match_topics(outline: Outline, topics: Topics) -> dict[str, tuple[Match, ...]]:
    """For each point's id the topics that it speaks of, itself or through the head of its priority (重點)."""
    matches = {}
    for point in outline.points:
        text = _text_of(outline, point)
        found = ((topic.key, topic.terms_in(text)) for topic in topics.values())
        matches[point.id] = tuple(Match(topic=key, terms=terms) for key, terms in found if terms)
    return matches
