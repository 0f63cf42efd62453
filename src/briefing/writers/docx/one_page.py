"""The one page of a Word file: the parts that other pages have too, in the sizes of the one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from briefing.document.model import Asks, Bullets, Quotation, Spine, Tiles, plain
from briefing.writers.docx.tables import lay_spine, lay_tiles
from briefing.writers.docx.xml import paragraph, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.theme import Sizes
    from briefing.document.model import OnePage, PageBlock
    from briefing.writers.docx.runs import RunWriter
    from briefing.writers.docx.xml import Element


def write_one_page(pen: RunWriter, page: OnePage, sizes: Sizes, measure: int) -> Iterator[Element]:
    """The heading, the line that says whose words these are, and the parts under their labels."""
    words = pen.bookmarks.anchor(page.heading.anchor, pen.write(page.heading.line, figure=None))
    yield paragraph("PageHeading", words)
    if page.said:
        yield paragraph("PageSaid", pen.write(page.said))
    for part in page.parts:
        yield paragraph("PageLabel", pen.write(part.label))
        for block in part.blocks:
            yield from _write(pen, block, sizes, measure, plain(part.label))


def _write(pen: RunWriter, block: PageBlock, sizes: Sizes, measure: int, title: str) -> Iterator[Element]:
    match block:
        case Spine():
            yield lay_spine(pen, block, measure, title)
        case Tiles():
            yield lay_tiles(pen, block, sizes, measure, title, indicator="PageIndicator")
        case Asks(items=items):
            for item in items:
                yield paragraph("AskHead", pen.write(item.head))
                yield from (paragraph("PageBullet", pen.write(measure_)) for measure_ in item.measures)
        case Bullets(lines=lines):
            yield from (paragraph("PageBullet", pen.write(line)) for line in lines)
        case Quotation(line=line, speaker=speaker, source=source):
            tab = [w("r", w("tab"))] if speaker and source else []
            yield paragraph("PageQuote", pen.write(line, figure=None))
            yield paragraph("PageSpeaker", [*pen.write(speaker), *tab, *pen.write(source)])
        case _:
            assert_never(block)
