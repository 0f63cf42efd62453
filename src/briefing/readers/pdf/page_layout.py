"""The characters of a page → its lines in the order in which a person reads them: line by line, column by column."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefing.readers.layout import HAN, tidy
from briefing.readers.pdf.aligned_tables import join_words, without_blank_end
from briefing.readers.pdf.columns import Region, arrange, split_at
from briefing.readers.pdf.paragraphs import ITEM, Line
from briefing.readers.pdf.pieces import APART, SAME_LINE, SMALL, Piece, find_pieces
from briefing.readers.pdf.ruled_tables import Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.readers.pdf.glyphs import Glyph, PageGlyphs
    from briefing.readers.pdf.ruled_tables import Ruling

_CHINESE = re.compile(f"[{HAN}]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# A cell's number with its unit; some fonts have a point of their own.
_NUMBER = re.compile(r"[^\dA-Za-z，。；：]{0,2}\d[^\u3400-\u9fffA-Za-z，。；：]*[\u3400-\u9fff]{0,3}")
# Gaps in ems: wider than the first is a space beside Chinese, than the second one between Latin letters.
_CHINESE_SPACE, _LATIN_SPACE = 0.85, 0.17
# The cells of an office table are twice 5.4 points apart, which is 0.68 em of 三号 and 0.9 of 小四.
_CELL_GAP = 0.6
# The marks of a scan's text layer stand where their ink does.
_SCANNED_LINE = 0.55
_RAISED = 0.15
_ROWS = 3
# Word and LibreOffice count endnotes by i, ii, iii.
_SUPERSCRIPTS = str.maketrans("0123456789ivx", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣ")
# Fewer pieces than this do not show columns by themselves.
_FEW = 12
# A rule over so much of the text's width parts what is above it from what is below.
_PARTING = 0.9
# More than the columns that a page can be split into have numbers.
_FRAMES = 4**8
# A ruled box with so many lines in it lays out the page.
_CELL_LINES = 24
# Lines of a cell are 1.3 to 2.6 em apart, at the double spacing of an office suite.
_CELL_STEP, _ROW_STEP = 3, 2.1
# What cannot begin or end a line, and so stays with its neighbour.
_CLOSING, _OPENING = "，。、；：？！”’）》」』】…—％%,.;:?!)]", "“‘（《「『【([—"


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
    same = _SCANNED_LINE if glyphs.is_scan else SAME_LINE
    rest, tables = list(glyphs.glyphs), []
    grids = list(ruling.grids)
    if ruling.stacks:
        pieces = list(find_pieces(rest, same))
        grids += [grid for stack in ruling.stacks for grid in _open_grids(stack, pieces)]
    for grid in grids:
        inside = [glyph for glyph in rest if grid.holds(*_middle(glyph))]
        rows = list(_rows_of_grid(grid, inside, same))
        if rows:
            tables += rows
            taken = {glyph.number for glyph in inside}
            rest = [glyph for glyph in rest if glyph.number not in taken]
    bands = list(_bands([*find_pieces(rest, same), *tables], ruling))
    arranged = [arrange(band, 0, 0, gutters) for band in bands]
    for number, (band, regions) in enumerate(zip(bands, arranged, strict=True)):
        if len(regions) == 1 and len(band) < _FEW:
            # The last page, or what a rule parts from the text below, may have a line or two in each column.
            split = (split_at(band, place, 0, 0, gutters, least=1) for place in sorted(gutters))
            arranged[number] = next((found for found, divided in split if divided), regions)
        for region in arranged[number]:
            # The columns of each band are its own; the width of the page is the same in all.
            frame = region.frame and region.frame + number * _FRAMES
            yield from _lines(replace(region, frame=frame), page, font_of)


def _bands(pieces: list[Piece], ruling: Ruling) -> Iterator[list[Piece]]:
    """The pieces above and below each rule that parts the whole page: one text of two columns ends there, another begins."""
    left, right = (
        min((piece.left for piece in pieces), default=0.0),
        max((piece.right for piece in pieces), default=0.0),
    )
    wide = [rule.at for rule in ruling.rules if rule.end - rule.start > _PARTING * (right - left)]
    for height in sorted(wide, reverse=True):
        above = [piece for piece in pieces if piece.baseline > height]
        if above and len(above) < len(pieces):
            yield above
            pieces = [piece for piece in pieces if piece.baseline <= height]
    yield pieces


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.baseline + 0.35 * glyph.em


def _open_grids(stack: tuple[tuple[float, ...], float, float], pieces: list[Piece]) -> Iterator[Grid]:
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
    # A row may stand under the last rule in the columns of those above: tiles that are ruled at their heads.
    bottom = 2 * heights[-1] - heights[-2]
    row = [piece for piece in inside if bottom < piece.baseline < heights[-1]]
    band = [part for piece in row for part in _parts(piece)]
    own = _merged_intervals(band)
    lines = {round(piece.baseline) for piece in row}
    fits = 1 < len(own) <= len(_merged_intervals([*columns, *band])) == len(columns)
    is_last = fits and len(row) >= 2 * len(lines) > 2  # noqa: PLR2004 - a row of two columns
    yield from _open_grid((*heights[first:], *([bottom] if is_last else [])), columns, left, right)


def _is_close(row: list[Piece]) -> bool:
    """True if the lines between two rules are as close as those of cells; those of a chart and the heading under it are not."""
    heights = sorted(piece.baseline for piece in row)
    steps = [above - below for below, above in pairwise(heights)]
    if any(step > _CELL_STEP * row[0].em for step in steps):
        return False
    # Names and numbers line by line, further apart than the lines of a cell are, are rows of their own.
    lines = [one for number, one in enumerate(heights) if not number or steps[number - 1] > SAME_LINE * row[0].em]
    wide = [above - below > _ROW_STEP * row[0].em for below, above in pairwise(lines)]
    return sum(wide) < _ROWS or 2 * sum(wide) < len(wide) or len(row) < 2 * len(lines) - 2


def _open_grid(
    heights: tuple[float, ...], columns: list[tuple[float, float]], left: float, right: float
) -> Iterator[Grid]:
    # One row of two columns may be anything: a name and a date between two rules.
    if len(heights) + len(columns) > 4:  # noqa: PLR2004 - two rules, two columns
        edges = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
        yield Grid(heights=heights, places=(min(left, columns[0][0]) - 1, *edges, max(right, columns[-1][1]) + 1))


def _parts(piece: Piece) -> Iterator[tuple[float, float]]:
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


def _rows_of_grid(grid: Grid, glyphs: list[Glyph], same: float) -> Iterator[Piece]:
    """The rows of a ruled table, each cell the words of its lines; nothing for a box around text."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cells.setdefault(grid.cell(*_middle(glyph)), []).append(glyph)
    lines = {place: list(find_pieces(inside, same)) for place, inside in cells.items()}
    filled = {place: pieces for place, pieces in lines.items() if pieces}
    if len({column for _, column in filled}) < 2 or max(map(len, filled.values())) > _CELL_LINES:  # noqa: PLR2004 - a table has columns
        return
    for row in sorted({row for row, _ in filled}):
        cells_of_row = {column: pieces for (at, column), pieces in filled.items() if at == row}
        for line in _printed_rows(cells_of_row):
            inside = [piece for pieces in line.values() for piece in pieces]
            printed = (_lines(Region(pieces=line.get(column, [])), 0, str) for column in range(grid.columns))
            words = [reduce(join_words, (one.text.replace("\t", " ") for one in lines_of), "") for lines_of in printed]
            yield Piece(
                left=grid.left,
                right=grid.right,
                baseline=max(piece.baseline for piece in inside),
                em=median(piece.em for piece in inside),
                glyphs=(),
                cells=without_blank_end(words),
            )


def _printed_rows(cells: dict[int, list[Piece]]) -> list[dict[int, list[Piece]]]:
    """The cells between two rules as one row; as one for each line, where numbers stand one under the other: 54 and 99 are no 5499."""
    is_list = any(
        len(pieces) > 1 and all(_NUMBER.fullmatch(_text(piece.glyphs)) for piece in pieces) for pieces in cells.values()
    )
    if not is_list:
        return [cells]
    rows: list[dict[int, list[Piece]]] = []
    heights: list[float] = []
    for column, piece in sorted(
        ((column, piece) for column, pieces in cells.items() for piece in pieces),
        key=lambda placed: -placed[1].baseline,
    ):
        if not rows or heights[-1] - piece.baseline > SAME_LINE * piece.em:
            rows.append({})
            heights.append(piece.baseline)
        rows[-1].setdefault(column, []).append(piece)
    return rows


def _lines(region: Region, page: int, font_of: Callable[[int], str]) -> Iterator[Line]:
    row: list[Piece] = []
    for piece in sorted(region.pieces, key=lambda piece: (-piece.baseline, piece.left)):
        first = row[0] if row else piece
        # The raised number of a note comes before the line that it begins.
        is_number = (
            len(row) == 1
            and first.em < SMALL * piece.em
            and first.baseline - piece.baseline < 0.75 * piece.em
            and 0 <= piece.left - first.right < 2 * piece.em
            and all(glyph.character.isdigit() for glyph in first.glyphs)
        )
        if row and first.baseline - piece.baseline > SAME_LINE * max(first.em, piece.em) and not is_number:
            yield _line(row, page, region.frame, font_of)
            row = []
        row.append(piece)
    if row:
        yield _line(row, page, region.frame, font_of)


def _line(row: list[Piece], page: int, frame: int, font_of: Callable[[int], str]) -> Line:
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
    spread = len(row) > 1 and (all(len(cell) == 1 for cell in cells) or _stretch(glyphs) > APART / 2)
    em = max(piece.em for piece in row)
    main = [piece for piece in row if piece.em > SMALL * em]
    text = _text(glyphs) if spread else " ".join(cells)
    number = ITEM.match(text)
    words = [glyph for glyph in glyphs if not glyph.character.isspace()][len(number[0]) if number else len(glyphs) :]
    # The first, middle and last Chinese character tell the font, if it is one.
    chinese = [glyph.number for glyph in glyphs if _IDEOGRAPH.match(glyph.character)]
    fonts = {font_of(chinese[at]) for at in (0, len(chinese) // 2, -1)} if chinese else set()
    return Line(
        page=page,
        text=text,
        left=row[0].left,
        right=max(piece.right for piece in row),
        bottom=median(piece.baseline for piece in main),
        em=em,
        frame=frame,
        first=_first_unit(glyphs),
        hang=(words[0].left if words else 0.0),
        cells=() if spread else cells,
        lefts=tuple(piece.left for piece in row),
        hyphen=glyphs[-1].hyphen,
        spaced=glyphs[-1].spaced and glyphs[-1].character.isascii(),
        font=fonts.pop() if len(fonts) == 1 else "",
    )


def _first_unit(glyphs: Sequence[Glyph]) -> float:
    """The width of what the line cannot do without at its beginning: a character with its marks, a word, a number."""
    end, last = 0, len(glyphs) - 1
    while end < last and _are_together(glyphs[end], glyphs[end + 1]):
        end += 1
    return glyphs[end].right - glyphs[0].left


def _are_together(before: Glyph, after: Glyph) -> bool:
    """True if no line ends between the two."""
    # To Pango “ and ” keep to the character on either side (UAX #14, LB19): 工“3+3+X”已 is one word.
    pair = before.character + after.character
    if before.character in _OPENING or after.character in _CLOSING or re.search("[“”‘’]", pair):
        return True
    is_apart = after.left - before.right > _LATIN_SPACE * before.em
    return not (_IDEOGRAPH.search(pair) or re.search(r"\s", pair) or is_apart)


def _text(glyphs: Sequence[Glyph]) -> str:
    """The characters with the spaces that gaps make, raised digits as such."""
    if not glyphs:
        return ""
    size = max(glyph.em for glyph in glyphs)
    baseline = median(glyph.baseline for glyph in glyphs if glyph.em > SMALL * size)
    stretch = _stretch(glyphs)
    words: list[str] = []
    before = glyphs[0]
    for number, glyph in enumerate(glyphs):
        if number and not before.character.isspace() and not glyph.character.isspace():
            is_chinese = _CHINESE.search(before.character + glyph.character)
            widest = max(_CHINESE_SPACE, 2 * stretch) if is_chinese else _LATIN_SPACE + min(stretch, _LATIN_SPACE)
            is_apart = glyph.left - before.right > widest * max(before.em, glyph.em)
            words += [" "] if is_apart else []
        is_raised = glyph.em < SMALL * size and glyph.baseline - baseline > _RAISED * size
        words.append(glyph.character.translate(_SUPERSCRIPTS) if is_raised else glyph.character)
        before = glyph
    return tidy("".join(words))


def _stretch(glyphs: Sequence[Glyph]) -> float:
    """Usual distance in ems that justification or letter spacing puts between the characters of a line."""
    gaps = [
        (after.left - before.right) / before.em
        for before, after in pairwise(glyphs)
        if _CHINESE.match(before.character) and _CHINESE.match(after.character)
    ]
    return max(0.0, median(gaps)) if gaps else 0.0
