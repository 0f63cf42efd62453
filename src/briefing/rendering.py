"""One audience's edition of one source in one script → its files, as bytes; this is what a worker does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.compose.making import make_document
from briefing.compose.dates import find_publication
from briefing.editing import make_edition
from briefing.ledger import ledger_entries
from briefing.library import Library
from briefing.tasks import Rendered
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.gather import Reading
    from briefing.tasks import Task


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
