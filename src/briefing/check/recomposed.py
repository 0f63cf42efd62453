"""What our packs of a source print, made anew where no ledger tells: for files whose ledger is lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.compose.making import make_document
from briefing.editing import make_edition
from briefing.errors import BriefingError
from briefing.ledger import ledger_entries
from briefing.library import Library
from briefing.overlay import Overlay
from briefing.sidecar import Sidecar
from briefing.workshop import load_workshop

if TYPE_CHECKING:
    from briefing.document import Script
    from briefing.ledger import Entry
    from briefing.outline import Outline
    from briefing.workshop import Workshop


@cache
def _workshop() -> Workshop:
    return load_workshop(Overlay())


def recompose(outline: Outline, script: Script, audience: str | None = None) -> tuple[Entry, ...]:
    """The runs of the editions of an outline in one script: of one audience, or of all, one after the other."""
    library = Library(outline=outline, topics=_workshop().topics)
    entries: list[Entry] = []
    for one in _workshop().audiences:
        if audience in (None, one.name):
            try:
                document = make_document(make_edition(library, one), script, _workshop().entries, Sidecar(), None)
            except BriefingError:
                continue
            entries.extend(ledger_entries(document))
    return tuple(entries)
