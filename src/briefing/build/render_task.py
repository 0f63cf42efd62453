"""A worker's task, and its result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.config.template_set import TemplateSet
    from briefing.document.ledger import Entry
    from briefing.document.model import Pages
    from briefing.errors import BriefingError
    from briefing.outline.load import Reading
    from briefing.text.language import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One audience's edition of one source in one script, in every format asked for: whole, or its one page alone."""

    template_set: TemplateSet
    reading: Reading
    audience: str
    script: Script
    formats: tuple[str, ...]
    date: str | None
    pages: Pages = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The result of a task: the files' contents by format, and the ledger entries that they share.

    `failed` says of each format that could not be made why; one that cannot be laid out takes no other along.
    """

    audience: str
    script: Script
    contents: dict[str, bytes]
    entries: list[Entry]
    pages: Pages = "all"
    failed: dict[str, BriefingError] = field(default_factory=dict)
