"""Everything that the templates say, loaded and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.audience import load_audiences
from briefing.config.theme import load_theme
from briefing.config.topics import load_topics
from briefing.config.wording import load_entries

if TYPE_CHECKING:
    from briefing.config.audience import Audience
    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme
    from briefing.config.topics import Topics
    from briefing.config.wording import Entries


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSet:
    """The templates in use: topics, audiences in order, wording and theme."""

    overlay: Overlay
    topics: Topics
    audiences: tuple[Audience, ...]
    entries: Entries
    theme: Theme

    def audience(self, name: str) -> Audience:
        """The audience of that name; a `KeyError` if there is none."""
        return {audience.name: audience for audience in self.audiences}[name]


def load_template_set(overlay: Overlay) -> TemplateSet:
    """The templates of the overlay; a `ConfigurationError` names what is wrong in which file."""
    topics = load_topics(overlay)
    groups = {f"@{topic.group}" for topic in topics.values() if topic.group}
    audiences = load_audiences(overlay, [*topics, *sorted(groups)])
    entries = load_entries(overlay, tuple(audience.file for audience in audiences))
    return TemplateSet(overlay=overlay, topics=topics, audiences=audiences, entries=entries, theme=load_theme(overlay))
