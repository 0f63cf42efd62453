"""Tables of Word: rows whose cells know their place in the grid, or the text that a table only lays out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from briefing.readers.docx.lines import WordLine, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_OFF = ("0", "false", "off")
_GONE = frozenset({_W + "del", _W + "moveFrom", _W + "trPr", _W + "tcPr", _W + "tblPr", _W + "tblGrid", _W + "sdtPr"})
_MOST_COLUMNS = 1000
# A cell with a sentence, or with more words than this, is text that a table lays out.
_LONGEST_CELL = 80
_SENTENCE = re.compile(r"[。！？]")
_LONG_SENTENCE = 30


@dataclass(slots=True, kw_only=True)
class WordCell:
    """One cell: its lines, and its place in the grid; one that goes on with the cell above is `merged`."""

    lines: list[WordLine] = field(default_factory=list)
    column: int = 0
    columns: int = 1
    rows: int = 1
    merged: bool = False

    @property
    def text(self) -> str:
        """The cell's lines in one."""
        text = ""
        for line in self.lines:
            text = join(text, line.text)
        return text

    @property
    def is_prose(self) -> bool:
        """True if the cell holds sentences or another table, so that its row is no row of a table of data."""
        if any(line.cells for line in self.lines):
            return True
        text = "".join(line.text for line in self.lines)
        sentence = _SENTENCE.search(text) is not None
        return len(text) > _LONGEST_CELL or (sentence and (len(self.lines) > 1 or len(text) > _LONG_SENTENCE))


def _within(container: Any, wanted: str) -> Iterator[Any]:
    """The rows or cells of a table, out of the content controls and changes that hold them."""
    for child in container:
        if child.tag == wanted:
            yield child
        elif child.tag not in _GONE and child.tag not in (_W + "tc", _W + "p", _W + "tbl"):
            yield from _within(child, wanted)


def _whole(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    text = found.get(_VAL, "") if found is not None else ""
    return min(int(text), _MOST_COLUMNS) if re.fullmatch(r"[0-9]{1,6}", text) else default


def _goes_on(cell: Any, name: str) -> bool:
    """True if the cell goes on with the one above (`vMerge`) or before it (`hMerge`)."""
    merge = cell.find(f"{_W}tcPr/{_W}{name}")
    return merge is not None and merge.get(_VAL, "continue") == "continue"


def _cells(row: Any, read: Callable[[Any], list[WordLine]]) -> list[WordCell]:
    cells: list[WordCell] = []
    column = _whole(row, f"{_W}trPr/{_W}gridBefore", 0)
    for cell in _within(row, _W + "tc"):
        if cell.find(f"{_W}tcPr/{_W}cellDel") is not None:
            continue
        columns = max(1, _whole(cell, f"{_W}tcPr/{_W}gridSpan", 1))
        if _goes_on(cell, "hMerge") and cells:
            cells[-1].columns += columns
        else:
            merged = _goes_on(cell, "vMerge")
            lines = [] if merged else read(cell)
            cells.append(WordCell(lines=lines, column=column, columns=columns, merged=merged))
        column += columns
    return cells


def lay_rows(table: Any, read: Callable[[Any], list[WordLine]]) -> list[list[WordCell]]:
    """The rows of a table; `read` gives the lines of a cell."""
    rows: list[list[WordCell]] = []
    open_: dict[int, WordCell] = {}
    for row in _within(table, _W + "tr"):
        hidden = row.find(f"{_W}trPr/{_W}hidden")
        if row.find(f"{_W}trPr/{_W}del") is not None or (hidden is not None and hidden.get(_VAL, "true") not in _OFF):
            continue
        cells = _cells(row, read)
        for cell in cells:
            if cell.merged and cell.column in open_:
                open_[cell.column].rows += 1
            elif not cell.merged:
                open_[cell.column] = cell
        rows.append(cells)
    return rows


def lines_of_rows(rows: Sequence[Sequence[WordCell]], number: int) -> list[WordLine]:
    """The lines of a table; cells that hold sentences are read one after the other, as paragraphs."""
    if all(len(row) <= 1 for row in rows):
        return [line for row in rows for cell in row for line in cell.lines]
    return [line for row in rows for line in _lines_of_row(row, number)]


def _lines_of_row(row: Sequence[WordCell], number: int) -> list[WordLine]:
    filled = [cell for cell in row if cell.lines]
    if any(cell.is_prose for cell in filled) or (len(filled) == 1 and len(filled[0].lines) > 1):
        return [
            line if cell.is_prose else (line if line.kind else replace(line, kind="row"))
            for cell in filled
            for line in cell.lines
        ]
    if not filled:
        return []
    words = tuple(cell.text for cell in filled)
    grid = tuple((cell.column, cell.columns, cell.rows) for cell in filled)
    return [WordLine(text="\t".join(words), kind="row", cells=words, grid=grid, table=number)]
