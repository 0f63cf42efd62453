"""The cover and the contents of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document.model import Heading, OnePage, plain
from briefing.writers.docx.forms import with_forms
from briefing.writers.docx.xml import close_field, open_field, run, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document.model import Bulletin, Cover, Document, Line
    from briefing.writers.docx.runs import RunWriter
    from briefing.writers.docx.xml import Element


def _tabbed(parts: list[list[Element]]) -> list[Element]:
    """The parts with a tab between."""
    joined = [element for part in parts for element in (*part, w("r", w("tab")))]
    return joined[:-1]


def _write_bulletin(pen: RunWriter, head: Bulletin) -> Iterator[tuple[str, list[Element]]]:
    blanks = {blank.key: blank for blank in head.blanks}

    def part(key: str, line: Line) -> list[Element]:
        blank = blanks.get(f"bulletin.{key}")
        return pen.bookmarks.blank(blank) if blank else pen.write(line, figure=None)

    yield "BulletinName", pen.write(head.name, figure=None)
    if number := part("number", head.number):
        yield "BulletinNumber", number
    # The red rule hangs on the last line.
    yield "BulletinIssued", _tabbed([part("issuer", head.issuer), part("date", head.date)])


def write_cover(pen: RunWriter, cover: Cover) -> Iterator[tuple[str, list[Element]]]:
    """The cover's or masthead's paragraphs, each as its style and its content; what is lacking is left out."""
    status = _tabbed([pen.write((mark,)) for mark in cover.status])
    if cover.masthead:
        if status:
            yield "MastStatus", status
        if cover.bulletin:
            yield from _write_bulletin(pen, cover.bulletin)
        yield "MastTitle", pen.write(cover.title, figure=None)
        return
    lines: tuple[tuple[str, Line], ...] = (
        ("CoverKicker", cover.kicker),
        ("Title", cover.title),
        ("Subtitle", cover.headline),
    )
    yield from ((style, pen.write(line, figure=None)) for style, line in lines if line)
    for detail in cover.details:
        label = pen.write(detail.label, style="CoverLabel")
        values = [element for one in detail.lines for element in (*pen.write(one), w("r", w("br")))]
        # What follows a line break hangs where the tab of the first line led.
        yield "CoverDetail", _tabbed([label, values[:-1]])
    if status:
        yield "CoverStatus", status


def headings_of(document: Document) -> Iterator[Heading]:
    """The headings that the contents list."""
    for block in with_forms(document):
        if isinstance(block, OnePage):
            yield block.heading
        elif isinstance(block, Heading):
            yield block


def write_contents(pen: RunWriter, document: Document) -> Iterator[tuple[str, list[Element]]]:
    """The contents as a field that is already filled with links.

    Page numbers are known to who lays the pages out, not to us: the entries carry none until somebody updates the
    field, which adds them.
    """
    headings = [*headings_of(document)]
    if not headings or document.is_alone:
        return
    yield "TOCHeading", pen.write(document.furniture.contents)
    for number, heading in enumerate(headings):
        target = pen.bookmarks.anchors[heading.anchor]
        entry = [w("hyperlink", run(plain((*heading.number, *heading.line))), anchor=target, history=1)]
        start = open_field(r'TOC \o "1-2" \h \z \u') if number == 0 else []
        end = [close_field()] if number == len(headings) - 1 else []
        yield f"TOC{heading.level}", [*start, *entry, *end]
