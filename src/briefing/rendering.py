"""One audience's edition of one source in one script → its files, as bytes; this is what a worker does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.compose import make_document
from briefing.compose.dates import find_publication
from briefing.editing import make_edition
from briefing.ledger import Entry, ledger_entries
from briefing.library import Library
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from briefing.document import Document, Script
    from briefing.gather import Reading
    from briefing.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One audience's edition of one source in one script, in every format asked for."""

    workshop: Workshop
    reading: Reading
    audience: str
    script: Script
    formats: tuple[str, ...]
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a task made: the files' contents by format, and the ledger entries that they share."""

    audience: str
    script: Script
    contents: dict[str, bytes]
    entries: list[Entry]


def compose_document(task: Task) -> Document:
    """The document of a task; a `SourceError` where the source has nothing for the audience."""
    library = Library(outline=task.reading.outline, topics=task.workshop.topics)
    edition = make_edition(library, task.workshop.audience(task.audience))
    return make_document(edition, task.script, task.workshop.entries, task.reading.sidecar, task.date)


def render(task: Task) -> Rendered:
    """The task's files, as bytes."""
    document = compose_document(task)
    contents = {name: WRITERS[name](document, task.workshop.theme, task.workshop.overlay) for name in task.formats}
    return Rendered(audience=task.audience, script=task.script, contents=contents, entries=ledger_entries(document))


def document_date(reading: Reading, epoch_date: str | None) -> str | None:
    """The date of a source's packs: its own, else the one that `SOURCE_DATE_EPOCH` gives, never the clock's."""
    publication = find_publication(reading.outline, reading.sidecar)
    return publication.date if publication else epoch_date
