"""Document → Word file, with python-docx's package and markup of our own.

What python-docx has no words for (notes, contents, styles for every script) is written as WordprocessingML; its
default template is not used, since its styles are an American letter's.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefing.document.model import OnePage
from briefing.writers.docx.adopted_styles import adopt_styles
from briefing.writers.docx.blocks import BlockWriter, anchors_of, write_blocks
from briefing.writers.docx.chart_markup import ChartLook
from briefing.writers.docx.charts import Charts
from briefing.writers.docx.cover import write_contents, write_cover
from briefing.writers.docx.emblem import write_emblem
from briefing.writers.docx.forms import with_forms
from briefing.writers.docx.headers import (
    write_cover_footer,
    write_cover_header,
    write_footer,
    write_header,
    write_marks,
    write_outer_number,
)
from briefing.writers.docx.letterhead import load_letterhead
from briefing.writers.docx.look import Identity
from briefing.writers.docx.notes import write_notes
from briefing.writers.docx.numbering import has_numbers, number_headings
from briefing.writers.docx.package import KINDS, add_part, describe, open_package, save
from briefing.writers.docx.page import Page, section
from briefing.writers.docx.parts import make_font_table, make_part, make_theme
from briefing.writers.docx.runs import Bookmarks, RunWriter, name_anchors
from briefing.writers.docx.stylesheet import load_names, make_stylesheet
from briefing.writers.docx.xml import R, paragraph, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.opc.part import Part

    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme
    from briefing.document.model import Document
    from briefing.writers.docx.letterhead import Letterhead
    from briefing.writers.docx.xml import Element

    Paragraphs = tuple[str, list[Element]]


def render_docx(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The document as a Word file that staff can edit; the same document and templates give the same bytes."""
    identity, letterhead = Identity.of(document, theme), load_letterhead(overlay)
    page = Page.of(identity.character)
    if letterhead:
        identity, page = identity.on_paper(), letterhead.lay(page)
    body = w("body")
    package, main = open_package(w("document", body))
    styles = _add_definitions(main, identity, page, overlay, letterhead)
    numbered = has_numbers(document)
    if numbered:
        number_headings(styles)
    add_part(main, "numbering", make_part(overlay, "numbering", headings=numbered))
    bookmarks = Bookmarks(anchors=name_anchors(anchors_of(document)))
    sizes = identity.character.sizes
    chart_look = ChartLook(measure=page.measure, points=sizes.table, region=identity.region)
    bench = BlockWriter(
        pen=_pen(bookmarks, main),
        measure=page.measure,
        sizes=sizes,
        charts=Charts(main=main, look=chart_look, font=identity.face("body").word, overlay=overlay),
        numbered=numbered,
    )
    furnishing = _furnish(main, document, identity, overlay, letterhead)
    cover = [*write_emblem(main, document.cover.emblem), *write_cover(bench.pen, document.cover)]
    body.extend(_write_body(document, bench, page, cover, furnishing))
    notes = w("footnotes")
    part, _ = add_part(main, "footnotes", notes)
    notes.extend(write_notes(_pen(bookmarks, part), document.notes))
    describe(package, document, document.script.value)
    return save(package)


def _pen(bookmarks: Bookmarks, part: Part) -> RunWriter:
    return RunWriter(bookmarks=bookmarks, relate=partial(part.relate_to, reltype=RT.HYPERLINK, is_external=True))


def _add_definitions(
    main: Part, identity: Identity, page: Page, overlay: Overlay, letterhead: Letterhead | None
) -> Element:
    names = load_names(overlay)
    styles = make_stylesheet(identity, page, names.shown(identity.script))
    theme = make_theme(identity, overlay)
    if letterhead:
        letterhead.rename_styles(adopt_styles(styles, letterhead.styles, names.known(styles), letterhead.styles_in_use))
        letterhead.dress(theme)
    add_part(main, "styles", styles)
    add_part(
        main, "settings", make_part(overlay, "settings", formal=identity.character.is_formal, region=identity.region)
    )
    add_part(main, "fontTable", make_font_table(identity, overlay))
    add_part(main, "theme", theme, "theme/theme1")
    return styles


def _furnish(
    main: Part, document: Document, identity: Identity, overlay: Overlay, letterhead: Letterhead | None
) -> list[Element]:
    """References to the headers and footers of the cover, which is its section's first page, and of all other pages.

    What the letterhead has takes the place of ours; what marks every page (草稿) is added to its header.
    """
    ours = {
        ("header", "first"): write_cover_header(identity, overlay),
        ("footer", "first"): write_cover_footer(),
        ("header", "default"): write_header(document),
        ("footer", "default"): write_outer_number("PageNumberOdd")
        if identity.character.is_formal
        else write_footer(document),
    }
    if identity.character.is_formal:
        ours |= {("header", "even"): write_header(document), ("footer", "even"): write_outer_number("PageNumberEven")}
    theirs = letterhead.furnish(write_marks(document)) if letterhead else {}
    references = []
    for (kind, pages), root in ours.items():
        given = theirs.get((kind, pages))
        related = main.relate_to(given, KINDS[kind][1]) if given else add_part(main, kind, root, f"{kind}-{pages}")[1]
        reference = w(f"{kind}Reference", type=pages)
        reference.set(f"{{{R}}}id", related)
        references.append(reference)
    return references


def _write_body(
    document: Document, bench: BlockWriter, page: Page, cover: list[Paragraphs], furnishing: list[Element]
) -> list[Element]:
    """The cover, the one page, and the contents with the rest, each a section; a masthead shares the one page's."""
    # All headers and footers are the first section's, and the others take them over: LibreOffice reads them where the
    # section ends, and drops their page fields where that is inside the contents' own field.
    masthead = document.cover.masthead
    first = section(page, furnishing, cover=not masthead)
    opening = [paragraph(*one) for one in cover] if masthead else [*_close(cover, first)]
    blocks = [*with_forms(document)]
    if document.is_alone:
        return [*opening, *write_blocks(bench, blocks), first]
    front = [block for block in blocks if isinstance(block, OnePage)]
    one_page = write_blocks(bench, front)
    ends = first if masthead else section(page)
    rest = [block for block in blocks if not isinstance(block, OnePage)]
    # The contents of a short pack would leave most of a page empty: what follows goes on below them.
    listed = write_contents(bench.pen, document)
    contents = [paragraph(*one) for one in listed] if front else _close(listed, ends)
    return [
        *opening,
        *one_page,
        *([paragraph("TableGap", (), section=ends)] if front else []),
        *contents,
        *write_blocks(bench, rest),
        section(page),
    ]


def _close(paragraphs: Iterable[tuple[str, list[Element]]], properties: Element) -> list[Element]:
    """The paragraphs, the last of which ends a section; without any there is no section."""
    closed = [*paragraphs]
    last = len(closed) - 1
    return [
        paragraph(style, content, section=properties if number == last else None)
        for number, (style, content) in enumerate(closed)
    ]
