"""The rules that a page draws → the grids of its tables."""

from __future__ import annotations

from bisect import bisect_right
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfMatrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A rule is so thin and so long at least, in points.
_THIN, _LONG = 3.0, 8.0
# Rules this far apart are one: the two edges of a thick one, or the borders of two cells side by side.
_SAME = 4.0
# A page of more drawn things is a drawing.
_MOST = 20_000
# Forms inside of forms, so many at most.
_DEEPEST = 5
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
# A cell over two rows or columns leaves a part of a rule out.
_WHOLE = 0.6


class Rule(NamedTuple):
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
    """The ruled tables of a page, its other stacks of horizontal rules, each one's heights downwards with its two ends, and every rule alone."""

    grids: tuple[Grid, ...] = ()
    stacks: tuple[tuple[tuple[float, ...], float, float], ...] = ()
    rules: tuple[Rule, ...] = ()


def find_ruling(page: Any) -> Ruling:
    """The tables whose cells are ruled on all sides, and the stacks of rules that may part the rows of open ones."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, bottom, right, top in _boxes(page):
        if top - bottom < _THIN and right - left > _LONG:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left < _THIN and top - bottom > _LONG:
            down.append(Rule((left + right) / 2, bottom, top))
    groups = list(_groups(across))
    grids = {number: grid for number, group in enumerate(groups) if (grid := _grid(group, down))}
    stacks = (
        (tuple(_merged([rule.at for rule in group])[::-1]), group[0].start, group[0].end)
        for number, group in enumerate(groups)
        if number not in grids
    )
    return Ruling(
        grids=tuple(grids.values()),
        stacks=tuple(stack for stack in stacks if len(stack[0]) > 1),
        rules=tuple(rule for group in groups for rule in group),
    )


def _boxes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of what is drawn, a stroked rectangle as its four sides."""
    for drawn in islice(page.get_objects(max_depth=_DEEPEST), _MOST):
        if drawn.type != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        # Some programs put all of a page into one form, which has a matrix of its own.
        matrix, holder = PdfMatrix(), drawn.container
        while holder is not None:
            matrix, holder = matrix.multiply(holder.get_matrix()), holder.container
        left, bottom, right, top = drawn.get_bounds()
        box = _box(matrix.on_point(left, bottom), matrix.on_point(right, top))
        if box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
            yield box
        else:
            yield from _sides(drawn, matrix)


def _sides(drawn: Any, matrix: PdfMatrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight segments of a path, where it is stroked."""
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, byref(fill), byref(stroke))
    count = pdfium.FPDFPath_CountSegments(drawn)
    if not stroke.value or count > _MOST:
        return
    onto = drawn.get_matrix().multiply(matrix)
    x, y = c_float(), c_float()
    last: tuple[float, float] | None = None
    opened: tuple[float, float] | None = None
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point, kind = onto.on_point(x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield _box(last, point)
        opened = point if kind == pdfium.FPDF_SEGMENT_MOVETO else opened
        last = point
        if opened and pdfium.FPDFPathSegment_GetClose(segment):
            yield _box(last, opened)


def _box(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _merged(values: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _SAME:
            merged.append(value)
    return merged


def _groups(across: list[Rule]) -> Iterator[list[Rule]]:
    """Rules, or the pieces of them, that make up rows of one width one under the other."""
    lines: list[Rule] = []
    for rule in sorted(across, key=lambda rule: (-rule.at, rule.start)):
        last = lines[-1] if lines else None
        if last and last.at - rule.at < _SAME and rule.start < last.end + _SAME:
            lines[-1] = Rule(last.at, min(last.start, rule.start), max(last.end, rule.end))
        else:
            lines.append(rule)
    first = 0
    while first < len(lines):
        inside = list(takewhile(lambda line, top=lines[first]: _is_of_table(line, top), lines[first:]))  # type: ignore[misc]  # bound in the loop
        # The rule under a running head is wider than all tables below it; a table's first rule comes again.
        is_table = any(_is_of_table(lines[first], line) for line in inside[1:])
        yield inside if is_table else inside[:1]
        first += len(inside) if is_table else 1


def _is_of_table(line: Rule, first: Rule) -> bool:
    """True if the rule is as wide as the table's first, or inside of it: over some columns, beside a cell of two rows."""
    return first.start - _SAME < line.start and line.end < first.end + _SAME


def _grid(group: list[Rule], down: list[Rule]) -> Grid | None:
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
    places: list[float] = []
    for place in _merged([rule.at for rule in inside]):
        # The height that the rules at the place run along, together.
        here = [(max(rule.start, bottom), min(rule.end, top)) for rule in inside if 0 <= rule.at - place <= _SAME]
        covered, end = 0.0, bottom
        for start, stop in sorted(here):
            covered += max(0.0, stop - max(start, end))
            end = max(end, stop)
        if covered > _WHOLE * (top - bottom):
            places.append(place)
    # A table that is open at its sides is not told from bars beside headings here.
    if len(places) <= _LEAST_COLUMNS or places[0] - left > _SAME or right - places[-1] > _SAME:
        return None
    return Grid(heights=tuple(heights), places=tuple(places))
