"""The rules that a page draws → the grids of its tables."""

from __future__ import annotations

from bisect import bisect_right
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A rule is so thin and so long at least, in points.
_THIN, _LONG = 3.0, 8.0
# Rules this far apart are one: the two edges of a thick one, or the borders of two cells side by side.
_SAME = 4.0
# A page of more drawn things is a drawing.
_MOST = 20_000
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
# A cell over two rows or columns leaves a part of a rule out.
_WHOLE = 0.6


class _Rule(NamedTuple):
    """A straight stroke: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: the heights of its horizontal rules, downwards, and the places of its vertical ones, from the left."""

    heights: tuple[float, ...]
    places: tuple[float, ...]

    @property
    def left(self) -> float:
        """The left edge."""
        return self.places[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.places[-1]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.places) - 1

    def holds(self, x: float, y: float) -> bool:
        """True if the place is inside the table."""
        return self.left < x < self.right and self.heights[-1] < y < self.heights[0]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """The row and the column of a place inside the table."""
        downwards = [-height for height in self.heights]
        return bisect_right(downwards, -y) - 1, bisect_right(self.places, x) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The ruled tables of a page, and its other stacks of horizontal rules, each one's heights downwards with its two ends."""

    grids: tuple[Grid, ...] = ()
    stacks: tuple[tuple[tuple[float, ...], float, float], ...] = ()


def find_ruling(page: Any) -> Ruling:
    """The tables whose cells are ruled on all sides, and the stacks of rules that may part the rows of open ones."""
    across: list[_Rule] = []
    down: list[_Rule] = []
    for left, bottom, right, top in _boxes(page):
        if top - bottom < _THIN and right - left > _LONG:
            across.append(_Rule((top + bottom) / 2, left, right))
        elif right - left < _THIN and top - bottom > _LONG:
            down.append(_Rule((left + right) / 2, bottom, top))
    groups = list(_groups(across))
    grids = {number: grid for number, group in enumerate(groups) if (grid := _grid(group, down))}
    stacks = (
        (tuple(_merged([rule.at for rule in group])[::-1]), group[0].start, group[0].end)
        for number, group in enumerate(groups)
        if number not in grids
    )
    return Ruling(grids=tuple(grids.values()), stacks=tuple(stack for stack in stacks if len(stack[0]) > 1))


def _boxes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of what is drawn, a stroked rectangle as its four sides."""
    edges = [c_float() for _ in range(4)]
    count = pdfium.FPDFPage_CountObjects(page)
    for number in range(min(count, _MOST)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *map(byref, edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if right - left < _THIN or top - bottom < _THIN:
            yield left, bottom, right, top
        else:
            yield from _sides(drawn)


def _sides(drawn: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight segments of a path, where it is stroked."""
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, byref(fill), byref(stroke))
    if not stroke.value or pdfium.FPDFPath_CountSegments(drawn) > _MOST:
        return
    last: tuple[float, float] | None = None
    opened: tuple[float, float] | None = None
    for kind, point, is_closed in _segments(drawn):
        if kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield _box(last, point)
        opened = point if kind == pdfium.FPDF_SEGMENT_MOVETO else opened
        last = point
        if is_closed and opened:
            yield _box(last, opened)


def _segments(drawn: Any) -> Iterator[tuple[int, tuple[float, float], bool]]:
    """The kinds of a path's segments, with the points that they run to and whether they close the path."""
    matrix, x, y = pdfium.FS_MATRIX(), c_float(), c_float()
    pdfium.FPDFPageObj_GetMatrix(drawn, byref(matrix))
    for number in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        yield pdfium.FPDFPathSegment_GetType(segment), point, bool(pdfium.FPDFPathSegment_GetClose(segment))


def _box(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _merged(values: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _SAME:
            merged.append(value)
    return merged


def _groups(across: list[_Rule]) -> Iterator[list[_Rule]]:
    """Rules, or the pieces of them, that make up rows of one width one under the other."""
    lines: list[_Rule] = []
    for rule in sorted(across, key=lambda rule: (-rule.at, rule.start)):
        last = lines[-1] if lines else None
        if last and last.at - rule.at < _SAME and rule.start < last.end + _SAME:
            lines[-1] = _Rule(last.at, min(last.start, rule.start), max(last.end, rule.end))
        else:
            lines.append(rule)
    group: list[_Rule] = []
    for line in lines:
        if group and not _is_of_table(line, group[0]):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_of_table(line: _Rule, first: _Rule) -> bool:
    """True if the rule is as wide as the table's first, or inside of it: over some columns, beside a cell of two rows."""
    return first.start - _SAME < line.start and line.end < first.end + _SAME


def _grid(group: list[_Rule], down: list[_Rule]) -> Grid | None:
    heights = _merged([rule.at for rule in group])[::-1]
    if len(heights) <= _LEAST_ROWS:
        return None
    top, bottom = heights[0], heights[-1]
    left, right = min(rule.start for rule in group), max(rule.end for rule in group)
    inside = [
        rule
        for rule in down
        if left - _SAME < rule.at < right + _SAME and rule.end > bottom - _SAME and rule.start < top + _SAME
    ]
    places = [
        place
        for place in _merged([rule.at for rule in inside])
        if _covered(place, inside, bottom, top) > _WHOLE * (top - bottom)
    ]
    # A table that is open at its sides is not told from bars beside headings here.
    if len(places) <= _LEAST_COLUMNS or places[0] - left > _SAME or right - places[-1] > _SAME:
        return None
    return Grid(heights=tuple(heights), places=tuple(places))


def _covered(place: float, rules: Sequence[_Rule], bottom: float, top: float) -> float:
    """Share of the height that the rules at the place run along."""
    here = sorted((max(rule.start, bottom), min(rule.end, top)) for rule in rules if 0 <= rule.at - place <= _SAME)
    covered, end = 0.0, bottom
    for start, stop in here:
        covered += max(0.0, stop - max(start, end))
        end = max(end, stop)
    return covered
