"""Blocks that Word sets as tables: true tables, the spine, the figure tiles and labelled entries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING

from briefing.document.model import plain
from briefing.document.room import HEADS_ABREAST, SHORT_HEAD, word_columns
from briefing.writers.docx.xml import paragraph, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config.theme import Sizes
    from briefing.document.model import Details, Line, Spine, SpineGroup, Table, Tiles
    from briefing.writers.docx.runs import RunWriter
    from briefing.writers.docx.xml import Element

# How many enumerations stand side by side.
_ABREAST = 2

# Lines of so many ems are not broken in a table. A Latin character's width in ems, what Word leaves where one meets a
# Han character, and a cell's margins in points.
_SHORT_LINE, _LATIN, _MEETING, _CELL_MARGINS = 8.2, 0.64, 0.25, 11
_MEETINGS = re.compile(r"[^\x00-\x7f](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[^\x00-\x7f])")

Cell = list["Element"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Title, description and looks of a table: `title` and `description` are read to who cannot see it.

    `empty_corner` says that nothing stands in its last cell, which then has no ground.
    """

    style: str
    widths: tuple[int, ...]
    title: str
    description: str
    header_row: bool = False
    header_column: bool = False
    empty_corner: bool = False


def share(measure: int, shares: Sequence[int]) -> tuple[int, ...]:
    """The measure divided by shares, to the last twip."""
    edges = [round(measure * fsum(shares[:count]) / fsum(shares)) for count in range(len(shares) + 1)]
    return tuple(end - start for start, end in pairwise(edges))


def _row(cells: Sequence[Cell], widths: Sequence[int], *, header: bool) -> Element:
    properties = w("trPr", w("cantSplit"), w("tblHeader") if header else None)
    # A cell without a paragraph is an error, even where there is nothing to say.
    filled = (cell or [paragraph("TableText", ())] for cell in cells)
    columns = (
        w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *cell) for cell, width in zip(filled, widths, strict=True)
    )
    return w("tr", properties, *columns)


def lay_table(frame: Frame, rows: Iterable[Sequence[Cell]]) -> Element:
    """A table of cells of paragraphs; its first row is repeated on every page if it is the header."""
    # The parts of its style that a table shows; Word 2007 reads the number alone (ECMA-376 Part 4 §14.3.10).
    flags = {
        "firstRow": (0x20, frame.header_row),
        "lastRow": (0x40, frame.empty_corner),
        "firstColumn": (0x80, frame.header_column),
        "lastColumn": (0x100, frame.empty_corner),
        "noHBand": (0x200, True),
        "noVBand": (0x400, True),
    }
    number = sum(bit for bit, shown in flags.values() if shown)
    properties = w(
        "tblPr",
        w("tblStyle", val=frame.style),
        w("tblW", w=sum(frame.widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val=f"{number:04X}", **{name: int(shown) for name, (_, shown) in flags.items()}),
        w("tblCaption", val=frame.title) if frame.title else None,
        w("tblDescription", val=frame.description) if frame.description else None,
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in frame.widths))
    laid = (_row(row, frame.widths, header=frame.header_row and number == 0) for number, row in enumerate(rows))
    return w("tbl", properties, grid, *laid)


def _paragraphs(pen: RunWriter, style: str, lines: Iterable[Line]) -> Cell:
    return [paragraph(style, pen.write(line)) for line in lines if line]


def widths_for(table: Table, measure: int, points: float) -> tuple[int, ...]:
    """The columns' widths as the table shares them, but that each holds its short lines (原文 28.3, 孵化载体：9家) unbroken.

    `points` is the type size; what a column needs more, the widest gives.
    """
    widths = [*share(measure, table.widths)]
    for number in range(len(widths)):
        lines = [table.header[number], *(line for row in table.rows for line in row[number])]
        ems = max((length for line in lines if (length := _ems(plain(line))) <= _SHORT_LINE), default=0)
        lack = max(0, round((ems * points + _CELL_MARGINS) * 20) - widths[number])
        widths[widths.index(max(widths))] -= lack
        widths[number] += lack
    return tuple(widths)


def _ems(words: str) -> float:
    return fsum(_LATIN if character.isascii() else 1 for character in words) + _MEETING * len(_MEETINGS.findall(words))


def lay_rows(pen: RunWriter, table: Table, sizes: Sizes, measure: int, title: str) -> Element:
    """A table under its header."""
    frame = Frame(
        style="BriefingTable",
        widths=widths_for(table, measure, sizes.table),
        title=plain(table.caption) or title,
        description="、".join(plain(line) for line in table.header),
        header_row=True,
    )
    header = [[paragraph("TableHeader", pen.write(line))] for line in table.header]
    # No last row stands on a page alone under the header.
    styles = ["TableText"] * len(table.rows)
    styles[-2:-1] = ["TableTextKeep"] * len(styles[-2:-1])
    rows = [[_paragraphs(pen, style, cell) for cell in row] for style, row in zip(styles, table.rows, strict=True)]
    return lay_table(frame, [header, *rows])


def lay_spine(pen: RunWriter, spine: Spine, measure: int, title: str) -> Element:
    """The enumerations side by side, two in a row, each as what it is over its heads."""
    labels = "、".join(plain(group.label) for group in spine.groups) or title
    if len(spine.groups) == 1 and not spine.groups[0].label:
        # The heads of one group side by side.
        heads, beside = spine.groups[0].heads, min(HEADS_ABREAST, len(spine.groups[0].heads))
        frame = Frame(style="BriefingSpine", widths=share(measure, (1,) * beside), title=title, description=title)
        style = _head_style(spine.groups[0])
        return lay_table(frame, _in_rows([_paragraphs(pen, style, (head,)) for head in heads], beside))
    shares = tuple(max([10, *(len(plain(head)) for head in group.heads)]) for group in spine.groups[:_ABREAST])
    frame = Frame(style="BriefingSpine", widths=share(measure, shares), title=title, description=labels)
    groups = [
        [*_paragraphs(pen, "SpineLabel", (group.label,)), *_paragraphs(pen, _head_style(group), group.heads)]
        for group in spine.groups
    ]
    return lay_table(frame, _in_rows(groups, len(shares)))


def _in_rows(cells: Sequence[Cell], columns: int) -> list[list[Cell]]:
    """The cells by rows, the last filled up with empty ones."""
    filled = [*cells, *([] for _ in range(-len(cells) % columns))]
    return [filled[start : start + columns] for start in range(0, len(filled), columns)]


def _head_style(group: SpineGroup) -> str:
    return "SpineKeyword" if all(len(plain(head)) <= SHORT_HEAD for head in group.heads) else "SpineHead"


def lay_details(pen: RunWriter, details: Details, measure: int, title: str) -> Element:
    """One row for each labelled entry."""
    rows = [
        [_paragraphs(pen, "DetailLabel", (entry.label,)), _paragraphs(pen, "DetailText", entry.lines)]
        for entry in details.entries
    ]
    return lay_labelled(rows, measure, title, "、".join(plain(entry.label) for entry in details.entries))


def lay_labelled(rows: Iterable[Sequence[Cell]], measure: int, title: str, labels: str) -> Element:
    """Rows of a label and what it labels."""
    widths = share(measure, (20, 80))
    frame = Frame(style="BriefingDetails", widths=widths, title=title, description=labels, header_column=True)
    return lay_table(frame, rows)


def lay_tiles(  # noqa: PLR0913 - how a table is set, and one choice
    pen: RunWriter, tiles: Tiles, sizes: Sizes, measure: int, title: str, *, indicator: str = "TileIndicator"
) -> Element:
    """Rows of tiles, each in its own cell; `indicator` is the style of what they count."""
    columns, are_long = word_columns(tiles.tiles, sizes, measure / 20)
    style = "TileNumeralLong" if are_long else "TileNumeral"
    indicators = "、".join(plain(tile.indicator) for tile in tiles.tiles)
    frame = Frame(
        style="BriefingTiles",
        widths=share(measure, (1,) * columns),
        title=title,
        description=indicators,
        empty_corner=len(tiles.tiles) % columns > 0,
    )
    cells = []
    for tile in tiles.tiles:
        rest = ((indicator, tile.indicator), ("TilePeriod", tile.period), ("TileSource", tile.source))
        under = [paragraph(below, pen.write(line)) for below, line in rest if line]
        cells.append([paragraph(style, pen.write_parts(tile.figure, "TileUnit")), *under])
    return lay_table(frame, _in_rows(cells, columns))
