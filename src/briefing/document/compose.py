"""Edition → document: what an audience is shown, in one script, every run with its origin."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing.document.blocks import make_blocks
from briefing.document.cover_and_notes import make_cover, make_standing_blocks, may_read_title, place_line
from briefing.document.dates import find_publication
from briefing.document.model import Document, Furniture, Heading, Paragraph
from briefing.document.numbering import number_headings
from briefing.document.runs import Ink
from briefing.document.wording import Wording
from briefing.edition.model import StandingPart
from briefing.outline.model import proper_names
from briefing.text.scripts import render_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.sidecar import Sidecar
    from briefing.config.wording import Entries
    from briefing.document.model import Block
    from briefing.edition.model import Edition, EditionSection
    from briefing.text.language import Script


def _section_blocks(ink: Ink, edition: Edition, section: EditionSection) -> Iterator[Block]:
    """The section under its heading; nothing where it turns out to be empty."""
    plan, file = section.plan, edition.audience.file
    if isinstance(section.part, StandingPart):
        blocks = tuple(make_standing_blocks(ink, plan.kind, edition))
    else:
        blocks = tuple(make_blocks(ink, plan.key, section.part))
    if not blocks:
        return
    yield Heading(level=1, anchor=plan.key, line=(ink.wording.run(f"sections.{plan.key}.heading", file=file),))
    if ink.wording.has(f"sections.{plan.key}.lead", file):
        yield Paragraph(line=(ink.wording.run(f"sections.{plan.key}.lead", file=file),), role="remark")
    yield from blocks


def _furniture(ink: Ink, edition: Edition) -> Furniture:
    run = ink.wording.run
    return Furniture(
        running_head=(*place_line(ink), run("title", file=edition.audience.file)),
        contents=(run("furniture.contents"),),
        notes=(run("furniture.notes"),),
        page=(run("furniture.page"),),
        copy=(run("furniture.copy"),),
        copied=(run("furniture.copied"),),
    )


def make_document(edition: Edition, script: Script, entries: Entries, sidecar: Sidecar, date: str | None) -> Document:
    """The edition in a script; `date` (ISO 8601, or None) is what the file's metadata says."""
    outline = edition.library.outline
    ink = Ink(
        library=edition.library,
        rendition=render_script(outline.source, script, proper_names(outline, sidecar.locked)),
        wording=Wording(entries=entries, script=script),
        sidecar=sidecar,
        publication=find_publication(outline, sidecar),
        shown=frozenset(point.id for point in edition.shown),
    )
    blocks = tuple(block for section in edition.sections for block in _section_blocks(ink, edition, section))
    if edition.audience.numbered:
        blocks = number_headings(blocks, ink.wording)
    return Document(
        audience=edition.audience.name,
        script=script,
        source_stem=PurePath(outline.source.name).stem,
        public=edition.audience.public,
        character=edition.audience.character,
        date=date,
        cover=make_cover(ink, edition.audience, allowed=may_read_title(edition)),
        furniture=_furniture(ink, edition),
        blocks=blocks,
        notes=tuple(ink.notes),
    )
