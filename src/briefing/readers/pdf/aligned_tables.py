"""Printed lines → the rows of tables without rules, whose words begin at the same places one under the other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.readers.pdf.paragraphs import Line

# A table without rules has so many rows at least.
_ROWS = 3
_CELL = 24
# A cell has so many lines at most.
_CELL_LINES = 12
# The step from row to row against that from line to line inside of a cell.
_ROW_STEP = 1.15
# A line that was broken leaves so many characters of its column empty at most: a word, or a mark that opens the next.
_ROOM = 2
# A number with its unit and what qualifies it, and nothing else: 约5.6%.
AMOUNT = re.compile(r"[^\d，。；：]{0,2}[+\-\u2212—]?\d[\d.,]*\s?[^\d，。；：]{0,6}")


def merge_rows(lines: Sequence[Line]) -> tuple[list[Line], frozenset[Line]]:
    """The lines with the lines of each table's row as one, and which of them are rows, ruled ones too."""
    merged: list[Line] = []
    rows: set[Line] = set()
    at = 0
    while at < len(lines):
        table = _find_table(lines, at)
        made = _rows_of(table) if table else [lines[at]]
        rows.update(made if table or lines[at].ruled else ())
        merged += made
        at += len(table) or 1
    return merged, frozenset(rows)


def _find_table(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines of the table that begins there: three have all of its columns, the others go on with cells of those."""
    first = last = lines[start]
    if not _is_row(first):
        return []
    table, whole, partial = [first], 1, 0
    for at in range(start + 1, len(lines)):
        line = lines[at]
        are_rows = line.page == last.page and _is_row(line) and len(line.cells) == len(last.cells)
        # The numbers of a chart stand where its bars end.
        are_bars = are_rows and all(len(row.cells) == 2 and AMOUNT.fullmatch(row.cells[1]) for row in (last, line))  # noqa: PLR2004 - name, number
        ends = zip(last.lefts, line.lefts, strict=are_rows)
        if are_bars or (are_rows and all(abs(one - other) < 0.6 * last.em for one, other in ends)):
            last, whole, partial = line, whole + 1, 0
        elif partial < _CELL_LINES and _is_part_of_row(first, table[-1], line):
            partial += 1
        else:
            break
        table.append(line)
    # What begins at the left edge under the table is a paragraph.
    while len(table[-1].cells) == 1 and abs(table[-1].left - first.left) < first.em:
        table.pop()
    return table if whole >= _ROWS else []


def _is_row(line: Line) -> bool:
    return (
        len(line.cells) > 1
        and not line.ruled
        and all(len(cell) <= _CELL for cell in line.cells)
        and not line.cells[0].endswith(("：", ":"))
    )


def _is_part_of_row(first: Line, above: Line, line: Line) -> bool:
    """True if the line right below another one has cells of some columns alone, and none is wider than its column."""
    is_near = (line.page, line.frame) == (first.page, first.frame) and 0 < above.bottom - line.bottom < 3 * line.em
    if not is_near or line.ruled or not 0 < len(line.lefts) < len(first.lefts):
        return False
    columns = [_column(first, left) for left in line.lefts]
    ends = [*first.lefts[1:], float("inf")]
    fits = None not in columns and line.right < ends[columns[-1] or 0]
    return fits and abs(line.em - first.em) < 0.2 * first.em and all(len(cell) <= _CELL for cell in line.cells)


def _column(first: Line, left: float) -> int | None:
    return next((at for at, start in enumerate(first.lefts) if abs(start - left) < 0.6 * first.em), None)


def _rows_of(table: list[Line]) -> list[Line]:
    """The rows of a table, the lines of each cell joined where the steps between lines tell its rows; else a row a line."""
    first = table[0]
    is_whole = [len(line.cells) == len(first.cells) for line in table]
    steps = [above.bottom - below.bottom for above, below in pairwise(table)]
    least = _ROW_STEP * min(steps)
    begins = [True, *(step > least for step in steps)]
    # Rows in groups, parted by a wider gap, are whole but for an empty cell here and there.
    unparted = sum(whole and not begin for whole, begin in zip(is_whole, begins, strict=True))
    if begins.count(True) < _ROWS or unparted >= is_whole.count(False):
        # Where all steps are alike, a row begins with its first column, if nothing but whole lines has that.
        heads = zip(is_whole, table, strict=True)
        is_told = all(whole or line.left > first.left + first.em for whole, line in heads)
        begins = is_whole if is_told else [True] * len(table)
    rows: list[list[Line]] = []
    for line, begin in zip(table, begins, strict=True):
        rows += [[line]] if begin else []
        rows[-1] += [] if begin else [line]
    longest: dict[int, int] = {}
    for column, cell in _placed(first, table):
        longest[column] = max(longest.get(column, 0), len(cell))
    for row in rows:
        above: dict[int, str] = {}
        for column, cell in _placed(first, row):
            # A line of a cell that does not fill the column was not broken there.
            if column in above and len(above[column]) < longest[column] - _ROOM:
                return [_merge(first, [line]) for line in table]
            above[column] = cell
    return [_merge(first, row) for row in rows]


def _placed(first: Line, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The cells of lines with their columns; bars end where they like."""
    for line in lines:
        columns = [_column(first, left) for left in line.lefts]
        yield from zip(range(len(columns)) if None in columns else columns, line.cells, strict=True)


def _merge(first: Line, row: list[Line]) -> Line:
    """The lines of a row as one, with a cell for each column up to the last that has words."""
    cells = [""] * len(first.cells)
    for column, cell in _placed(first, row):
        cells[column] = join_words(cells[column], cell)
    words = without_blank_end(cells)
    return replace(row[0], text="\t".join(words), cells=words, right=max(line.right for line in row))


def join_words(before: str, after: str) -> str:
    """The words of two lines of a cell, with a space between Latin letters."""
    ends = before[-1:] + after[:1]
    is_latin = bool(before and after) and ends.isascii() and ends.isalpha()
    return f"{before} {after}" if is_latin else before + after


def without_blank_end(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last that has words; a single one has no column."""
    filled = [at for at, cell in enumerate(cells) if cell]
    return tuple(cells[: filled[-1] + 1]) if len(filled) > 1 else tuple(cells[at] for at in filled)
