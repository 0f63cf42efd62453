"""Edition → document: what an audience is shown, in one script, every run with its origin."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from briefing.config.theme import usual_theme
from briefing.document.blanks import contact_form, distribution_form, set_apart
from briefing.document.blocks import make_blocks
from briefing.document.cover_and_notes import (
    make_annex,
    make_cover,
    make_distribution,
    make_standing_blocks,
    may_read_title,
    place_line,
)
from briefing.document.dates import find_publication
from briefing.document.ledger import runs_in
from briefing.document.model import Annex, Document, Furniture, Heading, Paragraph, Run, plain
from briefing.document.numbering import number_headings
from briefing.document.one_page import make_one_page
from briefing.document.room import Room
from briefing.document.runs import RunBuilder
from briefing.document.wording import Wording
from briefing.edition.budget import whole_points
from briefing.edition.model import StandingPart
from briefing.outline.model import proper_names
from briefing.text.scripts import render_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.sidecar import Sidecar
    from briefing.config.theme import Character
    from briefing.config.wording import Entries
    from briefing.document.model import Block, Form, Pages
    from briefing.edition.model import Edition, EditionSection
    from briefing.text.language import Script

# What a masthead takes of its page, in points: the marks and the title; an emblem over them.
_MASTHEAD, _EMBLEM, _BULLETIN = 76, 52, 105


def _heading(builder: RunBuilder, edition: Edition, section: EditionSection) -> Iterator[Heading | Paragraph]:
    plan, file = section.plan, edition.audience.file
    key = f"sections.{plan.key}.heading"
    if section.in_part and builder.wording.has(f"{key}_in_part", file):
        key += "_in_part"
    yield Heading(level=1, anchor=plan.key, line=(builder.wording.run(key, file=file),))
    if builder.wording.has(f"sections.{plan.key}.lead", file):
        yield Paragraph(line=(builder.wording.run(f"sections.{plan.key}.lead", file=file),), role="remark")


def _section_blocks(builder: RunBuilder, edition: Edition, section: EditionSection) -> Iterator[Block | Form]:
    """The section under its heading; nothing where it turns out to be empty, and no blanks for an office to fill."""
    plan = section.plan
    if isinstance(section.part, StandingPart):
        blocks = tuple(make_standing_blocks(builder, plan.kind, edition))
    else:
        blocks = tuple(make_blocks(builder, plan.key, section.part))
    if blocks:
        yield from _heading(builder, edition, section)
        yield from blocks
    if plan.kind == "contact":
        opening = tuple(_heading(builder, edition, section))
        form = contact_form(builder, plain(opening[0].line))
        if form:
            yield form if blocks else replace(form, opening=opening)


def _furniture(builder: RunBuilder, edition: Edition) -> Furniture:
    run = builder.wording.run
    return Furniture(
        running_head=(*place_line(builder), run("title", file=edition.audience.file)),
        contents=(run("furniture.contents"),),
        notes=(run("furniture.notes"),),
        page=(run("furniture.page"),),
        copy=(run("furniture.copy"),),
        copied=(run("furniture.copied"),),
    )


def _bodies(builder: RunBuilder, edition: Edition) -> Iterator[tuple[Block | Form, ...]]:
    """The blocks of the body before the annex, and those after it, the annex left out."""
    sections = [section for section in edition.sections if section.plan.page == "body"]
    place = next((at for at, section in enumerate(sections) if section.plan.kind == "annex"), len(sections))
    for group in (sections[:place], sections[place + 1 :]):
        yield tuple(block for section in group for block in _section_blocks(builder, edition, section))


def _annex(builder: RunBuilder, edition: Edition, printed: Iterable[Run]) -> Iterator[Block]:
    """The annex: every sentence that the edition rests on, or those that the printed runs lead to and none prints whole."""
    section = next((section for section in edition.sections if section.plan.kind == "annex"), None)
    if section is None or edition.audience.annex == "none":
        return
    linked = {run.link for run in printed}
    points = [
        point
        for point in edition.shown
        # A row of a table has no stop either, but figures that other words of the pack rest on.
        if edition.library.figures.get(point.id)
        or not (edition.library.sentences.is_heading_alone(point) or edition.library.sentences.is_head_alone(point))
        if edition.audience.annex == "full"
        or (builder.anchor(point) in linked and point.id not in builder.anchored | builder.quoted)
    ]
    blocks = tuple(make_annex(builder, points))
    if blocks:
        yield from _heading(builder, edition, section)
        yield from blocks


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    """The places that links may lead to."""
    for block in blocks:
        if isinstance(block, Annex):
            yield from (entry.anchor for entry in block.entries)
        yield from (run.anchor for run in runs_in(block) if run.anchor)


def _unlinked(value: Any, anchors: frozenset[str]) -> Any:
    """A part of a document whose runs lead nowhere but to the anchors and out of the document."""
    if isinstance(value, Run):
        dead = value.link is not None and value.link.startswith("src-") and value.link not in anchors
        return replace(value, link=None) if dead else value
    if isinstance(value, tuple):
        return tuple(_unlinked(member, anchors) for member in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _unlinked(getattr(value, field.name), anchors) for field in fields(value)}
        return replace(value, **changed)
    return value


def _without_repetition(edition: Edition, sidecar: Sidecar) -> Edition:
    """The edition without a body that would only say again what its one page says; what the office adds stays."""
    kept = {"contact", "quality"} | ({"sources"} if sidecar.credit or sidecar.links else set())
    sections = (one for one in edition.sections if one.plan.page == "one" or one.plan.kind in kept)
    return replace(edition, sections=tuple(sections))


def make_document(  # noqa: PLR0913 - what a document is made of, the last two for those who need them
    edition: Edition,
    script: Script,
    entries: Entries,
    sidecar: Sidecar,
    date: str | None,
    *,
    look: Character | None = None,
    pages: Pages = "all",
) -> Document:
    """The edition in a script, or its one page alone; `date` (ISO 8601, or None) is what the file's metadata says.

    `look` tells how much there is room for on the one page; without it, as much as the built-in theme has room for.
    An edition that its one page tells whole is that page.
    """
    is_short = edition.is_told_on_one_page
    edition = _without_repetition(edition, sidecar) if is_short else edition
    outline, audience = edition.library.outline, edition.audience
    builder = RunBuilder(
        library=edition.library,
        rendition=render_script(outline.source, script, proper_names(outline, sidecar.locked)),
        wording=Wording(entries=entries, script=script),
        sidecar=sidecar,
        publication=find_publication(outline, sidecar),
        shown=frozenset(point.id for point in edition.shown),
        printed_whole=frozenset(
            point for section in edition.sections if section.plan.page == "body" for point in whole_points(section.part)
        ),
    )
    titled, masthead = may_read_title(edition), pages == "one" or is_short or not audience.cover
    cover = make_cover(builder, audience, allowed=titled, masthead=masthead)
    one_page = make_one_page(
        builder,
        edition,
        Room(look=look or usual_theme().characters[audience.character]),
        titled=titled,
        masthead=cover.masthead * (_MASTHEAD + bool(cover.emblem) * _EMBLEM + bool(cover.bulletin) * _BULLETIN),
    )
    # A page that would hold its heading alone is none.
    blocks: tuple[Block, ...] = (one_page,) if one_page.parts or pages == "one" else ()
    forms: tuple[Form, ...] = ()
    if pages == "all":
        before, after = _bodies(builder, edition)
        printed = [*runs_in((*blocks, *before, *after)), *(run for note in builder.notes for run in note.line)]
        imprint = () if audience.public else (*make_distribution(builder), distribution_form(builder))
        blocks, forms = set_apart(
            block for block in (*blocks, *before, *_annex(builder, edition, printed), *after, *imprint) if block
        )
        blocks = number_headings(blocks, builder.wording) if audience.numbered else blocks
    anchors = frozenset(_anchors(blocks))
    return Document(
        audience=audience.name,
        script=script,
        source_stem=PurePath(outline.source.name).stem,
        public=audience.public,
        character=audience.character,
        date=date,
        cover=cover,
        furniture=_furniture(builder, edition),
        blocks=_unlinked(blocks, anchors),
        notes=_unlinked(tuple(builder.notes), anchors),
        pages=pages,
        forms=forms,
    )
