"""The characters of a page → the pieces of its lines that no wide gap parts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.readers.pdf.glyphs import Glyph

# Words of one line that are further apart may be those of two columns.
APART = 1.05
SMALL = 0.8
SAME_LINE = 0.3
# Most characters of running text are in pieces of so many at least; a table's cells are shorter.
COLUMN_CHARACTERS = 7


class Piece(NamedTuple):
    """Characters of one line without a wide gap."""

    left: float
    right: float
    baseline: float
    em: float
    glyphs: tuple[Glyph, ...]
    cells: tuple[str, ...] = ()


def find_pieces(glyphs: Sequence[Glyph], same: float) -> Iterator[Piece]:
    """The pieces of all lines, in no order."""
    for row in _rows(_runs(glyphs), same):
        inside = (glyph for run in row for glyph in run)
        line = sorted(inside, key=lambda glyph: (glyph.left + glyph.right, glyph.number))
        end = 0
        for number, (before, after) in enumerate(pairwise(line), 1):
            if after.left - before.right > APART * max(before.em, after.em):
                yield make_piece(line[end:number])
                end = number
        yield make_piece(line[end:])


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters that follow each other in the file and on the page; white space at their ends left out."""
    runs: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        follows = (
            before is not None
            and abs(glyph.baseline - before.baseline) < 0.08 * before.em
            and abs(glyph.em - before.em) < 0.1 * before.em
            and -0.3 * before.em < glyph.left - before.right < 0.7 * before.em
        )
        if follows:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        before = glyph
    kept: list[list[Glyph]] = []
    for run in runs:
        inked = [number for number, glyph in enumerate(run) if not glyph.character.isspace()]
        if inked:
            last = run[inked[-1]]
            last = last._replace(spaced=True) if inked[-1] < len(run) - 1 else last
            kept.append([*run[inked[0] : inked[-1]], last])
    return kept


def _rows(runs: list[list[Glyph]], same: float) -> list[list[list[Glyph]]]:
    """The runs by the line that they are in: those of one baseline, raised and lowered small ones with the line beside."""
    rows: list[list[list[Glyph]]] = []
    for run in sorted(runs, key=lambda run: -run[0].baseline):
        first, glyph = (rows[-1] if rows else [run])[0][0], run[0]
        step, larger = first.baseline - glyph.baseline, max(first.em, glyph.em)
        # A small note call comes before the line that it is raised from.
        is_of_line = step < 0.1 * first.em or min(first.em, glyph.em) > SMALL * larger
        if rows and step < same * larger and is_of_line:
            rows[-1].append(run)
        else:
            rows.append([run])
    # The rows with those that hold small type alone, close to a word of another row, put into that row.
    heights = [-row[0][0].baseline for row in rows]
    taken: set[int] = set()
    for number, row in enumerate(rows):
        left: list[list[Glyph]] = []
        for run in row:
            host = _host(rows, heights, number, run) if len(run) <= COLUMN_CHARACTERS else None
            if host is None:
                left.append(run)
            else:
                rows[host].append(run)
        if not left:
            taken.add(number)
        rows[number] = left
    return [row for number, row in enumerate(rows) if number not in taken and row]


def _host(rows: list[list[list[Glyph]]], heights: list[float], number: int, run: list[Glyph]) -> int | None:
    """The row that the small run is raised from or lowered under, if it touches a larger word there."""
    first, last = run[0], run[-1]
    start = bisect_left(heights, -first.baseline - 1.2 * first.em)
    for other in range(start, min(len(rows), start + 12)):
        if other == number or not rows[other]:
            continue
        if heights[other] > -first.baseline + 1.2 * first.em:
            break
        for larger in rows[other][:60]:
            left, right, em = larger[0], larger[-1], larger[0].em
            is_level = em * SMALL > first.em and -0.35 * em < first.baseline - left.baseline < 0.75 * em
            is_inside = left.left - 0.2 * em < first.left and last.right < right.right + 0.2 * em
            is_beside = min(abs(first.left - left.right), abs(first.left - right.right)) < 0.25 * em
            if is_level and (is_inside or is_beside):
                return other
    return None


def make_piece(glyphs: list[Glyph]) -> Piece:
    """The characters as one piece."""
    em = max(glyph.em for glyph in glyphs)
    main = [glyph for glyph in glyphs if glyph.em > SMALL * em]
    return Piece(
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        baseline=median(glyph.baseline for glyph in main),
        em=median(glyph.em for glyph in main),
        glyphs=tuple(glyphs),
    )
