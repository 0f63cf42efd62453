"""Topics (主題): which points speak of what, by terms alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.toml import parse_settings
from briefing.text.folding import fold

if TYPE_CHECKING:
    from briefing.config.templates import Overlay

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That a point speaks of a topic: by which terms of its own, and by which of the priority's head over it."""

    topic: str
    own: tuple[str, ...]
    head: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of either."""
        return tuple(dict.fromkeys((*self.own, *self.head)))


Topics = dict[str, Topic]


def load_topics(overlay: Overlay) -> Topics:
    """The topics of the topic file in use, in its order."""
    settings = parse_settings(overlay.read(TOPIC_FILE), TOPIC_FILE, of_template=True)
    topics = {}
    for key, table in settings.tables():
        table.refuse_unknown(("name", "group", "terms", "except"))
        topics[key] = Topic(
            key=key,
            group=table.optional_text("group"),
            terms=tuple(map(fold, table.texts("terms"))),
            exceptions=tuple(map(fold, table.texts("except"))),
        )
    return topics
