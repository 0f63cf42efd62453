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
    for row in _rows(list(_runs(glyphs)), same):
        yield from _pieces_of_row(row)


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that follow each other in the file and on the page; white space at their ends left out."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield from _without_blank_ends(run)
            run = []
        run.append(glyph)
    yield from _without_blank_ends(run)


def _without_blank_ends(run: list[Glyph]) -> Iterator[list[Glyph]]:
    inked = [number for number, glyph in enumerate(run) if not glyph.character.isspace()]
    if inked:
        kept = run[inked[0] : inked[-1] + 1]
        yield kept if kept[-1] is run[-1] else [*kept[:-1], kept[-1]._replace(spaced=True)]


def _follows(before: Glyph, after: Glyph) -> bool:
    return (
        abs(after.baseline - before.baseline) < 0.08 * before.em
        and abs(after.em - before.em) < 0.1 * before.em
        and -0.3 * before.em < after.left - before.right < 0.7 * before.em
    )


def _rows(runs: list[list[Glyph]], same: float) -> list[list[list[Glyph]]]:
    """The runs by the line that they are in: those of one baseline, raised and lowered small ones with the line beside."""
    ordered = sorted(runs, key=lambda run: -run[0].baseline)
    rows: list[list[list[Glyph]]] = []
    for run in ordered:
        first = rows[-1][0][0] if rows else None
        near = first is not None and first.baseline - run[0].baseline < same * max(first.em, run[0].em)
        # A small note call comes before the line that it is raised from.
        if near and (first is None or _is_of_line(rows[-1], run)):
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


def _is_of_line(row: list[list[Glyph]], run: list[Glyph]) -> bool:
    """True if the run has the row's size, or is not raised from it."""
    first = row[0][0]
    return first.baseline - run[0].baseline < 0.1 * first.em or min(first.em, run[0].em) > SMALL * max(
        first.em, run[0].em
    )


def _host(rows: list[list[list[Glyph]]], heights: list[float], number: int, run: list[Glyph]) -> int | None:
    """The row that the small run is raised from or lowered under, if it touches a larger word there."""
    em = run[0].em
    start = bisect_left(heights, -run[0].baseline - 1.2 * em)
    for other in range(start, min(len(rows), start + 12)):
        if other == number or not rows[other]:
            continue
        if heights[other] > -run[0].baseline + 1.2 * em:
            break
        for larger in rows[other][:60]:
            if larger[0].em * SMALL > em and _touches(larger, run):
                return other
    return None


def _touches(larger: list[Glyph], run: list[Glyph]) -> bool:
    raised, em = run[0].baseline - larger[0].baseline, larger[0].em
    if not -0.35 * em < raised < 0.75 * em:
        return False
    is_inside = larger[0].left - 0.2 * em < run[0].left and run[-1].right < larger[-1].right + 0.2 * em
    return is_inside or any(abs(run[0].left - glyph.right) < 0.25 * em for glyph in (larger[0], larger[-1]))


def _pieces_of_row(row: list[list[Glyph]]) -> Iterator[Piece]:
    glyphs = sorted((glyph for run in row for glyph in run), key=lambda glyph: (glyph.left + glyph.right, glyph.number))
    end = 0
    for number, (before, after) in enumerate(pairwise(glyphs), 1):
        if after.left - before.right > APART * max(before.em, after.em):
            yield make_piece(glyphs[end:number])
            end = number
    yield make_piece(glyphs[end:])


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
