"""The runs of our packs of a source, made anew where no ledger tells: for files whose ledger is lost."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form
from briefing.config.sidecar import Sidecar
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.compose import make_document
from briefing.document.ledger import ledger_entries
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.config.template_set import TemplateSet
    from briefing.document.ledger import Entry
    from briefing.outline.model import Outline
    from briefing.text.language import Script


@cache
def _template_set() -> TemplateSet:
    return load_template_set(Overlay())


def recompose_each(outline: Outline, script: Script, sidecar: Sidecar | None = None) -> dict[str, tuple[Entry, ...]]:
    """The runs of each edition of an outline in one script, by audience."""
    library = OutlineIndex(outline=outline, topics=_template_set().topics)
    found: dict[str, tuple[Entry, ...]] = {}
    for audience in _template_set().audiences:
        try:
            edition = make_edition(library, audience)
        except BriefingError:
            continue
        look = _template_set().theme.characters[audience.character]
        document = make_document(edition, script, _template_set().entries, sidecar or Sidecar(), None, look=look)
        found[audience.name] = tuple(ledger_entries(document))
    return found


def recompose(outline: Outline, script: Script, sidecar: Sidecar | None = None) -> tuple[Entry, ...]:
    """The runs of the editions of an outline in one script, one audience after the other."""
    return tuple(chain.from_iterable(recompose_each(outline, script, sidecar).values()))


def titles_of(entries: Iterable[Entry]) -> set[str]:
    """The titles of an edition on its cover, alone and with its place before it, in the form for comparison."""
    cover = [one for one in entries if one["block"] == "cover"]
    forms = [flat_form(one["text"]) for one in cover]
    at = next((at for at, one in enumerate(cover) if one["origin"].get("key") == "title"), None)
    return set() if at is None else {forms[at], "".join(forms[max(0, at - 1) : at + 1])}
