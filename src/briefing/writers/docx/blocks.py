"""Blocks → what stands in the body of a Word file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from briefing.document.ledger import runs_in
from briefing.document.model import (
    Annex,
    Bullets,
    Details,
    Form,
    Heading,
    OnePage,
    Paragraph,
    Quotation,
    Spine,
    Table,
    Tiles,
    plain,
)
from briefing.writers.docx.bars import bars_of
from briefing.writers.docx.forms import lay_form, with_forms
from briefing.writers.docx.numbering import uncounted
from briefing.writers.docx.one_page import write_one_page
from briefing.writers.docx.tables import lay_details, lay_rows, lay_spine, lay_tiles
from briefing.writers.docx.xml import W, paragraph, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.theme import Sizes
    from briefing.document.model import Block, Document
    from briefing.writers.docx.charts import Charts
    from briefing.writers.docx.runs import RunWriter
    from briefing.writers.docx.xml import Element

_PARAGRAPH_STYLES = {"body": "BodyText", "lead": "Lead", "remark": "Remark"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockWriter:
    """The tools that set blocks: the pen, the width of the type area, the type sizes, the charts, the heading above.

    `numbered` says that the styles number headings.
    """

    pen: RunWriter
    measure: int
    sizes: Sizes
    charts: Charts
    heading: str = ""
    numbered: bool = False


def anchors_of(document: Document) -> Iterator[str]:
    """Every place of the document that a link may lead to, in order."""
    for block in with_forms(document):
        if isinstance(block, OnePage):
            yield block.heading.anchor
        elif isinstance(block, Heading | Table):
            yield block.anchor
        if isinstance(block, Form):
            continue
        if isinstance(block, Annex):
            yield from (entry.anchor for entry in block.entries)
        yield from (run.anchor for run in runs_in(block) if run.anchor)


def write_blocks(bench: BlockWriter, blocks: Iterable[Block | Form]) -> list[Element]:
    """The blocks' paragraphs and tables, in order."""
    heading = bench.heading
    written: list[Element] = []
    for block in blocks:
        heading = plain(block.line) if isinstance(block, Heading) else heading
        here = replace(bench, heading=heading)
        for element in _write_block(here, block):
            # Two tables that touch are one table to Word, and a body must not end with one.
            if written and _is_table(written[-1]) and _is_table(element):
                written.append(_gap())
            written.append(element)
    return written if not written or not _is_table(written[-1]) else [*written, _gap()]


def _is_table(element: Element) -> bool:
    return bool(element.tag == f"{{{W}}}tbl")


def _gap() -> Element:
    return paragraph("TableGap", ())


def _write_block(bench: BlockWriter, block: Block | Form) -> Iterator[Element]:
    pen = bench.pen
    match block:
        case Heading():
            yield _write_heading(bench, block)
        case Paragraph(line=line, role=role):
            yield paragraph(_PARAGRAPH_STYLES[role], pen.write(line))
        case Bullets(lines=lines):
            yield from (paragraph("ListBullet", pen.write(line)) for line in lines)
        case Quotation():
            yield paragraph("Quote", pen.write(block.line, figure=None))
            tab = [w("r", w("tab"))] if block.speaker and block.source else []
            yield paragraph("QuoteSpeaker", [*pen.write(block.speaker), *tab, *pen.write(block.source)])
        case Annex(entries=entries):
            for entry in entries:
                label = pen.bookmarks.anchor(entry.anchor, pen.write(entry.label, style="AnnexLabel"))
                yield paragraph("AnnexEntry", [*label, w("r", w("tab")), *pen.write(entry.line)])
        case Table() | Spine() | Tiles() | Details():
            yield from _write_tabular(bench, block)
        case Form():
            yield lay_form(pen, block, bench.measure)
        case OnePage():
            yield from write_one_page(pen, block, bench.sizes, bench.measure)
        case _:
            assert_never(block)


def _write_heading(bench: BlockWriter, heading: Heading) -> Element:
    pen = bench.pen
    words = pen.bookmarks.anchor(heading.anchor, pen.write(heading.line, figure=None))
    written = paragraph(f"Heading{heading.level}", words)
    if bench.numbered and not heading.number:
        uncounted(written[0])
    return written


def _write_tabular(bench: BlockWriter, block: Table | Spine | Tiles | Details) -> Iterator[Element]:
    pen, measure, heading = bench.pen, bench.measure, bench.heading
    match block:
        case Spine(groups=()) | Tiles(tiles=()) | Details(entries=()):
            return  # a table without a row is an error
        case Table():
            if bars := bars_of(block):
                # The table's anchor is in the chart's caption.
                yield paragraph("Caption", pen.bookmarks.anchor(block.anchor, pen.write(block.caption)))
                yield paragraph("Chart", [bench.charts.draw(block, bars, plain(block.caption) or heading)])
            else:
                yield from _write_table(bench, block)
        case Spine():
            yield lay_spine(pen, block, measure, heading)
        case Tiles():
            yield lay_tiles(pen, block, bench.sizes, measure, heading)
        case Details():
            yield lay_details(pen, block, measure, heading)
        case _:
            assert_never(block)


def _write_table(bench: BlockWriter, table: Table) -> Iterator[Element]:
    """The table under its caption; where it has none, its anchor is in its first header cell."""
    pen = bench.pen
    if table.caption:
        yield paragraph("Caption", pen.bookmarks.anchor(table.anchor, pen.write(table.caption)))
    laid = lay_rows(pen, table, bench.sizes, bench.measure, bench.heading)
    if not table.caption:
        first = laid.find(f".//{{{W}}}tc/{{{W}}}p")
        start, end = pen.bookmarks.anchor(table.anchor, ())
        first.insert(1, start)
        first.append(end)
    yield laid
