"""The characters of a page → its lines in the order in which a person reads them: line by line, column by column."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from briefing.readers.layout import HAN, tidy
from briefing.readers.pdf.aligned_tables import AMOUNT, without_blank_end
from briefing.readers.pdf.paragraphs import ITEM, Line
from briefing.readers.pdf.ruled_tables import Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.readers.pdf.glyphs import Glyph, PageGlyphs
    from briefing.readers.pdf.ruled_tables import Ruling

_CHINESE = re.compile(f"[{HAN}]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Gaps in ems: wider than the first is a space beside Chinese, than the second one between Latin letters.
_CHINESE_SPACE, _LATIN_SPACE = 0.85, 0.17
# Words of one line that are further apart may be those of two columns.
_APART = 1.05
# The cells of an office table are twice 5.4 points apart, which is 0.68 em of 三号 and 0.9 of 小四.
_CELL_GAP = 0.6
# Han and Latin letters are a quarter of an em apart at most.
_HUNG = 0.35
_HALF_CLOSING, _HALF_OPENING = "，。、；：！？”’）》」』】", "“‘（《「『【"
_SAME_LINE = 0.3
# The marks of a scan's text layer stand where their ink does.
_SCANNED_LINE = 0.55
_LABEL_LINE, _LABELS = 0.5, 0.8
_RAISED = 0.15
_SMALL = 0.8
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A page of more pieces is no page of columns that anybody reads.
_MOST_PIECES = 4_000
_BIN = 2.0
_DEEPEST = 5
# Most characters of running text are in pieces of so many at least; a table's cells are shorter.
_COLUMN_CHARACTERS, _PROSE = 7, 0.7
_CANDIDATES = 8
_FLUSH, _FLUSH_LINES = 0.85, 5
# Fewer pieces than this do not show columns by themselves.
_FEW = 12
# A ruled box with so many lines in it lays out the page.
_CELL_LINES = 24
# Lines of a cell are 1.3 to 2.6 em apart, at the double spacing of an office suite.
_CELL_STEP, _ROW_STEP = 3, 2.1
_HEADLINE = 1.25
_ROWS = 3
# What cannot begin or end a line, and so stays with its neighbour.
_CLOSING, _OPENING = "，。、；：？！”’）》」』】…—％%,.;:?!)]", "“‘（《「『【([—"


class _Piece(NamedTuple):
    """Characters of one line without a wide gap."""

    left: float
    right: float
    baseline: float
    em: float
    glyphs: tuple[Glyph, ...]
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """Pieces that are read from top to bottom; `frame` is the number of its column, 0 where it has the page's width."""

    pieces: Sequence[_Piece]
    frame: int = 0


def find_page_lines(
    glyphs: PageGlyphs,
    page: int,
    ruling: Ruling,
    gutters: set[float],
    font_of: Callable[[int], str],
) -> Iterator[Line]:
    """The lines of a page in reading order; the rows of ruled tables are lines with cells.

    `gutters` are the places between columns on pages before, to which those of this page are added.
    """
    same = _SCANNED_LINE if glyphs.is_scan else _SAME_LINE
    rest, tables = list(glyphs.glyphs), []
    grids = list(ruling.grids)
    if ruling.stacks:
        pieces = list(_pieces(rest, same))
        grids += [grid for stack in ruling.stacks for grid in _open_grids(stack, pieces)]
    for grid in grids:
        inside = [glyph for glyph in rest if grid.holds(*_middle(glyph))]
        rows = list(_rows_of_grid(grid, inside, same))
        if rows:
            tables += rows
            taken = {glyph.number for glyph in inside}
            rest = [glyph for glyph in rest if glyph.number not in taken]
    pieces = [*_pieces(rest, same), *tables]
    regions = _arranged(pieces, 0, 0, gutters)
    if len(regions) == 1 and len(pieces) < _FEW:
        # The last page may have a line or two in each column.
        split = (_split(pieces, place, 0, 0, gutters, least=1) for place in sorted(gutters))
        regions = next((regions for regions, divided in split if divided), regions)
    for region in regions:
        yield from _lines(region, page, font_of)


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.baseline + 0.35 * glyph.em


def _pieces(glyphs: Sequence[Glyph], same: float) -> Iterator[_Piece]:
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
    return _with_raised(rows)


def _is_of_line(row: list[list[Glyph]], run: list[Glyph]) -> bool:
    """True if the run has the row's size, or is not raised from it."""
    first = row[0][0]
    return first.baseline - run[0].baseline < 0.1 * first.em or min(first.em, run[0].em) > _SMALL * max(
        first.em, run[0].em
    )


def _with_raised(rows: list[list[list[Glyph]]]) -> list[list[list[Glyph]]]:
    """The rows with those that hold small type alone, close to a word of another row, put into that row."""
    heights = [-row[0][0].baseline for row in rows]
    taken: set[int] = set()
    for number, row in enumerate(rows):
        left: list[list[Glyph]] = []
        for run in row:
            host = _host(rows, heights, number, run) if len(run) <= _COLUMN_CHARACTERS else None
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
    em = run[0].em
    start = bisect_left(heights, -run[0].baseline - 1.2 * em)
    for other in range(start, min(len(rows), start + 12)):
        if other == number or not rows[other]:
            continue
        if heights[other] > -run[0].baseline + 1.2 * em:
            break
        for larger in rows[other][:60]:
            if larger[0].em * _SMALL > em and _touches(larger, run):
                return other
    return None


def _touches(larger: list[Glyph], run: list[Glyph]) -> bool:
    raised, em = run[0].baseline - larger[0].baseline, larger[0].em
    if not -0.35 * em < raised < 0.75 * em:
        return False
    is_inside = larger[0].left - 0.2 * em < run[0].left and run[-1].right < larger[-1].right + 0.2 * em
    return is_inside or any(abs(run[0].left - glyph.right) < 0.25 * em for glyph in (larger[0], larger[-1]))


def _pieces_of_row(row: list[list[Glyph]]) -> Iterator[_Piece]:
    glyphs = sorted((glyph for run in row for glyph in run), key=lambda glyph: (glyph.left + glyph.right, glyph.number))
    end = 0
    for number, (before, after) in enumerate(pairwise(glyphs), 1):
        if after.left - before.right > _APART * max(before.em, after.em):
            yield _piece(glyphs[end:number])
            end = number
    yield _piece(glyphs[end:])


def _piece(glyphs: list[Glyph]) -> _Piece:
    em = max(glyph.em for glyph in glyphs)
    main = [glyph for glyph in glyphs if glyph.em > _SMALL * em]
    return _Piece(
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        baseline=median(glyph.baseline for glyph in main),
        em=median(glyph.em for glyph in main),
        glyphs=tuple(glyphs),
    )


def _open_grids(stack: tuple[tuple[float, ...], float, float], pieces: list[_Piece]) -> Iterator[Grid]:
    """The tables of which only the rows are ruled: the words between all rules leave the same columns free."""
    heights, left, right = stack
    inside = [piece for piece in pieces if left - piece.em < piece.left and piece.right < right + piece.em]
    first = 0
    columns: list[tuple[float, float]] = []
    for number, (top, bottom) in enumerate(pairwise(heights)):
        row = [piece for piece in inside if bottom < piece.baseline < top]
        band = [part for piece in row for part in _parts(piece)]
        own, wider = _merged_intervals(band), _merged_intervals([*columns, *band])
        if len(own) > 1 and _is_close(row) and len(wider) >= max(len(own), len(columns)):
            columns = wider
            continue
        # A heading, or a head over two columns, is of no table with the rows below.
        yield from _open_grid(heights[first : number + 1], columns, left, right)
        first, columns = (number, own) if len(own) > 1 and _is_close(row) else (number + 1, [])
    yield from _open_grid((*heights[first:], *_last_row(heights, inside, columns)), columns, left, right)


def _last_row(heights: tuple[float, ...], inside: list[_Piece], columns: list[tuple[float, float]]) -> Iterator[float]:
    """End of a row that stands under the last rule in the columns of those above: tiles that are ruled at their heads."""
    bottom = 2 * heights[-1] - heights[-2]
    row = [piece for piece in inside if bottom < piece.baseline < heights[-1]]
    band = [part for piece in row for part in _parts(piece)]
    own = _merged_intervals(band)
    lines = {round(piece.baseline) for piece in row}
    if 1 < len(own) <= len(_merged_intervals([*columns, *band])) == len(columns) and len(row) >= 2 * len(lines) > 2:  # noqa: PLR2004 - a row of two columns
        yield bottom


def _is_close(row: list[_Piece]) -> bool:
    """True if the lines between two rules are as close as those of cells; those of a chart and the heading under it are not."""
    heights = sorted(piece.baseline for piece in row)
    steps = [above - below for below, above in pairwise(heights)]
    if any(step > _CELL_STEP * row[0].em for step in steps):
        return False
    # Names and numbers line by line, further apart than the lines of a cell are, are rows of their own.
    lines = [one for number, one in enumerate(heights) if not number or steps[number - 1] > _SAME_LINE * row[0].em]
    wide = [above - below > _ROW_STEP * row[0].em for below, above in pairwise(lines)]
    return sum(wide) < _ROWS or 2 * sum(wide) < len(wide) or len(row) < 2 * len(lines) - 2


def _open_grid(
    heights: tuple[float, ...], columns: list[tuple[float, float]], left: float, right: float
) -> Iterator[Grid]:
    # One row of two columns may be anything: a name and a date between two rules.
    if len(heights) + len(columns) > 4:  # noqa: PLR2004 - two rules, two columns
        edges = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
        yield Grid(heights=heights, places=(min(left, columns[0][0]) - 1, *edges, max(right, columns[-1][1]) + 1))


def _parts(piece: _Piece) -> Iterator[tuple[float, float]]:
    """The pieces that the cells of a table may make up: they are closer together than columns of text."""
    start = piece.left
    for before, after in pairwise(piece.glyphs):
        if after.left - before.right > _CELL_GAP * before.em:
            yield start, before.right
            start = after.left
    yield start, piece.right


def _merged_intervals(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(intervals):
        if merged and start < merged[-1][1] + 2:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _rows_of_grid(grid: Grid, glyphs: list[Glyph], same: float) -> Iterator[_Piece]:
    """The rows of a ruled table, each cell the words of its lines; nothing for a box around text."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cells.setdefault(grid.cell(*_middle(glyph)), []).append(glyph)
    lines = {place: list(_pieces(inside, same)) for place, inside in cells.items()}
    filled = {place: pieces for place, pieces in lines.items() if pieces}
    if len({column for _, column in filled}) < 2 or max(map(len, filled.values())) > _CELL_LINES:  # noqa: PLR2004 - a table has columns
        return
    for row in sorted({row for row, _ in filled}):
        inside = [piece for (at, _), pieces in filled.items() if at == row for piece in pieces]
        words = [_words_of_cell(filled.get((row, column), [])) for column in range(grid.columns)]
        yield _Piece(
            left=grid.left,
            right=grid.right,
            baseline=max(piece.baseline for piece in inside),
            em=median(piece.em for piece in inside),
            glyphs=(),
            cells=without_blank_end(words),
        )


def _words_of_cell(pieces: list[_Piece]) -> str:
    lines = _lines(_Region(pieces=pieces), 0, str)
    words = ""
    for line in lines:
        text = line.text.replace("\t", " ")
        space = words and words[-1].isascii() and text[:1].isascii() and words[-1].isalpha() and text[:1].isalpha()
        words += (" " if space else "") + text
    return words


def _arranged(pieces: list[_Piece], frame: int, depth: int, gutters: set[float]) -> list[_Region]:
    """The regions of the page in reading order: what spans columns parts those above it from those below."""
    whole = [_Region(pieces=pieces, frame=frame)]
    if depth > _DEEPEST or not 6 <= len(pieces) <= _MOST_PIECES:  # noqa: PLR2004 - three lines in each of two columns
        return whole
    best: list[_Region] = []
    here: set[float] = set()
    most = 0
    for place in _gutters(pieces):
        found: set[float] = set()
        regions, split = _split(pieces, place, frame, depth, found)
        if split > most:
            best, most, here = regions, split, found | {place}
    gutters |= here
    return best or whole


def _gutters(pieces: list[_Piece]) -> list[float]:
    """The places, in points, that fewest pieces cross and that have pieces on both sides."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    count = int((right - left) / _BIN) + 1
    if not 1 < count < 5_000:  # noqa: PLR2004 - a page three metres wide
        return []
    steps, ends, starts = [0] * (count + 1), [0] * (count + 1), [0] * (count + 1)
    for piece in pieces:
        first, last = int((piece.left - left) / _BIN), int((piece.right - left) / _BIN)
        steps[first] += 1
        steps[min(count, last + 1)] -= 1
        ends[min(count, last + 1)] += 1
        starts[first] += 1
    crossing, before = list(accumulate(steps)), list(accumulate(ends))
    after = list(accumulate(reversed(starts)))[::-1]
    open_bins = [
        at
        for at in range(1, count)
        if before[at] > 2 and after[at] > 2 and crossing[at] <= 0.7 * len(pieces)  # noqa: PLR2004 - two may be a date and a name
    ]
    # Of neighbouring places that are as good as each other, the middle one stands for all.
    groups: list[list[int]] = []
    for at in open_bins:
        if groups and groups[-1][-1] == at - 1 and crossing[groups[-1][-1]] == crossing[at]:
            groups[-1].append(at)
        else:
            groups.append([at])
    groups.sort(key=lambda group: (crossing[group[0]], -len(group)))
    return [left + (group[len(group) // 2] + 0.5) * _BIN for group in groups[:_CANDIDATES]]


def _split(  # noqa: PLR0913 - a region, and where it is cut
    pieces: list[_Piece], place: float, frame: int, depth: int, gutters: set[float], *, least: int = 2
) -> tuple[list[_Region], int]:
    """The regions that the gutter parts the pieces into, and how many pieces stand in true columns."""
    regions: list[_Region] = []
    undivided: list[_Piece] = []
    divided = 0
    parts = [part for piece in pieces for part in _cut(piece, place)]
    for band, across in _bands(parts, place, _named_amounts(parts, place)):
        sides = (
            [piece for piece in band if piece.left + piece.right <= 2 * place],
            [piece for piece in band if piece.left + piece.right > 2 * place],
        )
        if _are_columns(*sides, least):
            regions += _arranged(undivided, frame, depth + 1, gutters) if undivided else []
            undivided = []
            for number, side in enumerate(sides, 1):
                regions += _arranged(side, frame * 4 + number, depth + 1, gutters)
            divided += len(band)
        else:
            undivided += band
        undivided += across
    if divided and undivided:
        regions += _arranged(undivided, frame, depth + 1, gutters)
    return regions, divided


def _cut(piece: _Piece, place: float) -> Iterator[_Piece]:
    """The piece, or its two sides where it has a gap at the place: a mark hung into the gutter comes close to the next column."""
    for number, (before, after) in enumerate(pairwise(piece.glyphs), 1):
        # Half of a full-width mark is blank, and may lie over the next column.
        end = before.right - (0.45 * before.em if before.character in _HALF_CLOSING else 0)
        start = after.left + (0.45 * after.em if after.character in _HALF_OPENING else 0)
        if end <= place <= start and start - end > _HUNG * piece.em:
            yield _piece(list(piece.glyphs[:number]))
            yield _piece(list(piece.glyphs[number:]))
            return
    yield piece


def _named_amounts(pieces: list[_Piece], place: float) -> frozenset[int]:
    """The places in the list of the numbers right of a gutter that names stand left of, and of those names: rows of a chart."""
    names = sorted((piece.baseline, number) for number, piece in enumerate(pieces) if piece.right < place)
    heights = [height for height, _ in names]
    found: dict[int, int] = {}
    for number, piece in enumerate(pieces):
        words = "".join(glyph.character for glyph in piece.glyphs)
        at = bisect_left(heights, piece.baseline - _SAME_LINE * piece.em)
        is_named = at < len(heights) and heights[at] < piece.baseline + _SAME_LINE * piece.em
        if piece.left > place and is_named and AMOUNT.fullmatch(words):
            found[number] = names[at][1]
    return frozenset([*found, *found.values()]) if len(found) >= _ROWS else frozenset()


def _bands(pieces: list[_Piece], place: float, rows: frozenset[int]) -> Iterator[tuple[list[_Piece], list[_Piece]]]:
    """The pieces downwards: those that lie on one side of the place, then the one that lies across it, or is of a row."""
    band: list[_Piece] = []
    ordered = sorted(enumerate(pieces), key=lambda numbered: (-numbered[1].baseline, numbered[1].left))
    usual = median(piece.em for piece in pieces) if pieces else 0.0
    middle = min(piece.left for piece in pieces) + max(piece.right for piece in pieces) if pieces else 0.0
    is_top = True
    for number, piece in ordered:
        # A headline in the middle above all columns is of none, though it may be no wider than one.
        is_top = is_top and piece.em > _HEADLINE * usual and abs(piece.left + piece.right - middle) < piece.em
        # A mark hung out of its column into the gutter does not lie across it; half a character of a headline does.
        is_across = piece.left < place - 0.6 * usual and piece.right > place + 0.6 * usual
        if number in rows or is_across or is_top:
            yield band, [piece]
            band = []
        else:
            band.append(piece)
    yield band, []


def _are_columns(left: list[_Piece], right: list[_Piece], least: int) -> bool:
    """True if both sides are running text beside each other, and no cells of a table."""
    if min(len(left), len(right)) < least or max(len(left), len(right)) <= least or _are_labels(left, right):
        return False
    em = median(piece.em for piece in left + right)
    starts, ends = sorted(piece.left for piece in right), sorted(piece.right for piece in left)
    # Marks hung into the gutter, a few lines in a column, do not make it narrower.
    gap = starts[len(right) // 10] - ends[-1 - len(left) // 10]
    beside = min(left[0].baseline, right[0].baseline) - max(left[-1].baseline, right[-1].baseline)
    prose = _is_prose(left), _is_prose(right)
    return (
        gap > 0.6 * em
        and beside > (least - 1.2) * em
        and (all(prose) or (prose[0] and _is_flush(left)) or (prose[1] and _is_flush(right)))
    )


def _are_labels(left: list[_Piece], right: list[_Piece]) -> bool:
    """True if the left side holds short labels, each beside a line of the right one: numbers of entries, names of rows."""
    heights = sorted(piece.baseline for piece in right)
    # The numbers of notes are raised from their lines.
    reach = _LABEL_LINE * median(piece.em for piece in right)
    # A running head or a heading may stand over them.
    beside = [piece for piece in left if _is_at(piece.baseline, heights, reach)]
    are_short = all(len(piece.glyphs) <= _COLUMN_CHARACTERS for piece in left)
    return are_short and len(left) < len(right) and len(beside) >= _LABELS * len(left)


def _is_at(height: float, heights: list[float], reach: float) -> bool:
    at = bisect_left(heights, height - reach)
    return at < len(heights) and heights[at] < height + reach


def _is_prose(pieces: list[_Piece]) -> bool:
    # Counted in characters, since what recognition made of a picture is many pieces of one character.
    lengths = [sum(map(len, piece.cells)) or len(piece.glyphs) for piece in pieces]
    return sum(length for length in lengths if length >= _COLUMN_CHARACTERS) >= _PROSE * sum(lengths)


def _is_flush(pieces: list[_Piece]) -> bool:
    """True if most lines fill the column, as those of a text beside a table or a picture do."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = [piece for piece in pieces if piece.right - piece.left > _FLUSH * (right - left)]
    return len(full) >= _FLUSH_LINES and 2 * len(full) > len(pieces) and right - left > 10 * full[0].em


def _lines(region: _Region, page: int, font_of: Callable[[int], str]) -> Iterator[Line]:
    ordered = sorted(region.pieces, key=lambda piece: (-piece.baseline, piece.left))
    row: list[_Piece] = []
    for piece in ordered:
        is_apart = row and row[0].baseline - piece.baseline > _SAME_LINE * max(row[0].em, piece.em)
        if is_apart and not _is_raised_number(row, piece):
            yield _line(row, page, region.frame, font_of)
            row = []
        row.append(piece)
    if row:
        yield _line(row, page, region.frame, font_of)


def _is_raised_number(row: list[_Piece], piece: _Piece) -> bool:
    """True if the row is the raised number of the note that the piece begins."""
    number, text = row[0], piece
    return (
        len(row) == 1
        and number.em < _SMALL * text.em
        and number.baseline - text.baseline < 0.75 * text.em
        and 0 <= text.left - number.right < 2 * text.em
        and all(glyph.character.isdigit() for glyph in number.glyphs)
    )


def _line(row: list[_Piece], page: int, frame: int, font_of: Callable[[int], str]) -> Line:
    row.sort(key=lambda piece: piece.left)
    if row[0].cells:
        cells = tuple(cell for piece in row for cell in (piece.cells or (_text(piece.glyphs),)))
        return Line(
            page=page, text="\t".join(cells), left=row[0].left, right=row[-1].right, bottom=row[0].baseline,
            em=row[0].em, frame=frame, cells=cells, ruled=True,
        )  # fmt: skip
    cells = tuple(_text(piece.glyphs) for piece in row)
    glyphs = [glyph for piece in row for glyph in piece.glyphs]
    # 目 录, and a line that is stretched to the column's width.
    spread = len(row) > 1 and (all(len(cell) == 1 for cell in cells) or _stretch(glyphs) > _APART / 2)
    em = max(piece.em for piece in row)
    main = [piece for piece in row if piece.em > _SMALL * em]
    text = _text(glyphs) if spread else " ".join(cells)
    return Line(
        page=page,
        text=text,
        left=row[0].left,
        right=max(piece.right for piece in row),
        bottom=median(piece.baseline for piece in main),
        em=em,
        frame=frame,
        first=_first_unit(glyphs),
        hang=_hang(text, glyphs),
        cells=() if spread else cells,
        lefts=tuple(piece.left for piece in row),
        hyphen=glyphs[-1].hyphen,
        spaced=glyphs[-1].spaced and glyphs[-1].character.isascii(),
        font=_font(glyphs, font_of),
    )


def _hang(text: str, glyphs: list[Glyph]) -> float:
    number = ITEM.match(text)
    words = [glyph for glyph in glyphs if not glyph.character.isspace()][len(number[0]) if number else len(glyphs) :]
    return words[0].left if words else 0.0


def _font(glyphs: list[Glyph], font_of: Callable[[int], str]) -> str:
    """The font of the first, middle and last Chinese character, or nothing where it is not one."""
    chinese = [glyph.number for glyph in glyphs if _IDEOGRAPH.match(glyph.character)]
    fonts = {font_of(chinese[at]) for at in (0, len(chinese) // 2, -1)} if chinese else set()
    return fonts.pop() if len(fonts) == 1 else ""


def _first_unit(glyphs: Sequence[Glyph]) -> float:
    """The width of what the line cannot do without at its beginning: a character with its marks, a word, a number."""
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].character in _OPENING:
        end += 1
    if not _IDEOGRAPH.match(glyphs[end].character):
        while end < len(glyphs) - 1 and not _breaks(glyphs[end], glyphs[end + 1]):
            end += 1
    while end < len(glyphs) - 1 and glyphs[end + 1].character in _CLOSING:
        end += 1
    return glyphs[end].right - glyphs[0].left


def _breaks(before: Glyph, after: Glyph) -> bool:
    return (
        before.character.isspace()
        or after.character.isspace()
        or bool(_IDEOGRAPH.match(after.character))
        or after.left - before.right > _LATIN_SPACE * before.em
    )


def _text(glyphs: Sequence[Glyph]) -> str:
    """The characters with the spaces that gaps make, raised digits as such."""
    if not glyphs:
        return ""
    size = max(glyph.em for glyph in glyphs)
    baseline = median(glyph.baseline for glyph in glyphs if glyph.em > _SMALL * size)
    stretch = _stretch(glyphs)
    words = [_shown(glyphs[0], size, baseline)]
    for before, after in pairwise(glyphs):
        if _is_space_between(before, after, stretch):
            words.append(" ")
        words.append(_shown(after, size, baseline))
    return tidy("".join(words))


def _stretch(glyphs: Sequence[Glyph]) -> float:
    """Usual distance in ems that justification or letter spacing puts between the characters of a line."""
    gaps = [
        (after.left - before.right) / before.em
        for before, after in pairwise(glyphs)
        if _CHINESE.match(before.character) and _CHINESE.match(after.character)
    ]
    return max(0.0, median(gaps)) if gaps else 0.0


def _shown(glyph: Glyph, size: float, baseline: float) -> str:
    is_raised = glyph.em < _SMALL * size and glyph.baseline - baseline > _RAISED * size
    return glyph.character.translate(_SUPERSCRIPTS) if is_raised else glyph.character


def _is_space_between(before: Glyph, after: Glyph, stretch: float) -> bool:
    if before.character.isspace() or after.character.isspace():
        return False
    is_chinese = _CHINESE.search(before.character + after.character)
    widest = max(_CHINESE_SPACE, 2 * stretch) if is_chinese else _LATIN_SPACE + min(stretch, _LATIN_SPACE)
    return after.left - before.right > widest * max(before.em, after.em)
