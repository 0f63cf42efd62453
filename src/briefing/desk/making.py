"""The work of the desk's workers: read a text, and print an edition as the page that the preview shows."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.outline.load import Reading, gather

if TYPE_CHECKING:
    from briefing.build.render_task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """An edition as a web page with the places of its runs, and its ledger entries."""

    page: str
    entries: list[dict[str, Any]]


def read_text(path: Path) -> Reading:
    """The text's outline with what the office knows besides."""
    return gather(path)


def try_text(name: str, content: bytes) -> str:
    """The title of a text that is handed in, or nothing; a `SourceError` where it cannot be used."""
    with tempfile.TemporaryDirectory(prefix="briefing-desk-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        outline = gather(path).outline
    return outline.title.text if outline.title else ""


def make_preview(task: Task, script: str) -> Preview:
    """The edition of the task; `script` is the address of what runs in the preview."""
    from briefing.build.render import compose_document
    from briefing.document.ledger import ledger_entries
    from briefing.writers.html import render_html

    document = compose_document(task)
    page = render_html(document, task.workshop.theme, task.workshop.overlay, traced=script)
    return Preview(page=page, entries=ledger_entries(document))
