"""Figures of tables: a bare number in a cell, with the unit of its column, its row or the table (单位：亿元)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.outline.figures.candidates import read_measure, states_quantity
from briefing.outline.figures.choosing.time_grammar import find_times
from briefing.outline.figures.find import find_figures
from briefing.outline.lines import Line
from briefing.outline.model import Figure, quote_source
from briefing.text import lexicon
from briefing.text.quantities import read_quantity
from briefing.text.source import Cell, Source, span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.outline.model import Words
    from briefing.text.quantities import Quantity
    from briefing.text.source import Mark, Span

_NO_QUANTITY = re.compile(lexicon.pattern("table_heads", "no_quantity"))
_SHARE = re.compile(lexicon.pattern("table_heads", "share"))
_UNIT_HEAD = re.compile(lexicon.pattern("table_heads", "unit"))
_GENERIC = re.compile(lexicon.pattern("table_heads", "generic"))
# A number alone, but for codes (007) and what is longer than any quantity; rates may have a sign.
_NUMBER = re.compile(r"[-+\u2212]?(?!0\d)(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?")
_OPENS = re.compile(r"[-+\u2212]?\d")
_YEAR = re.compile(
    r"(?:19|20)\d{2}(?:年(?:度|[末底初]|[上下]半年|第?[一二三四1-4]季度|\d{1,2}[-–—~～至]\d{1,2}月|\d{1,2}月份?)?)?(?!\d)"
)
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
_COMPARES = re.compile(r"[比较]|同期|上年|去年")
_BRACKETED = re.compile(r"（(?:单位：)?(?P<unit>[^（）]{1,8})）$")
_TAIL = re.compile(r"[，：/ ](?P<unit>[^，：/ ]{1,6})$|(?P<percent>[%‰])$")
_TABLE_UNIT = re.compile(r"单位[：:][ ]*(?P<units>[^，。；（）\s]{1,12}(?:[，、/][^，。；（）\s]{1,8}){0,3})")
_PART = re.compile(r"[^，、/\s]+")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、．.](?!\d)|[①-⑳])[ 　]*|其中[：、]?|#|[*·•][ ]*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOST_HEAD_ROWS, _LONGEST_LABEL, _MOST_LABELS, _MOST_UNITS = 4, 30, 2, 4
_MARKS = "，：、（）-—/ 　"
# What stands between the head of a Markdown table and its body.
_RULE = "|:-+ \t\r\n"
# 商号，家 is a head with its unit; a longer cell with a comma is running text.
_LONGEST_PHRASE = 12
# The line that names the unit stands no further above the table.
_ABOVE = 2


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column or a row: its own words, its unit and its time, each where it stands."""

    words: Span | None = None
    unit: Span | None = None
    period: Span | None = None
    text: str = ""

    @cached_property
    def is_share(self) -> bool:
        """True if the numbers are shares or changes."""
        return _SHARE.search(self.text) is not None

    @cached_property
    def counts_nothing(self) -> bool:
        """True if the numbers name or order something."""
        return _NO_QUANTITY.search(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units that a table states for all its numbers: one of amounts, and one of shares."""

    amount: Span | None = None
    share: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row's words about its numbers: its labels, its own unit, and that of its column of units."""

    labels: tuple[Head, ...]
    unit: Span | None


def _measure(number: str, unit: str) -> tuple[Source, Quantity] | None:
    """The number with the unit as running text would state it; None where that is no figure."""
    stated = Source(name="", text=number + unit, sha256="")
    quantity = read_quantity(stated.folded)
    if quantity is None or quantity.form != "number" or not (quantity.unit or quantity.magnitude):
        return None
    return (stated, quantity) if states_quantity(stated, quantity) else None


def _is_unit(text: str) -> bool:
    return not _NUMBER.search(text) and _measure("35", text) is not None


def _read_head(source: Source, place: Span) -> Head:
    """The head in a cell: 工业增加值（亿元）, 2024年增速(%), 亿元."""
    place = strip_span(source, place)
    text = source.fold(place)
    if _is_unit(text):
        return Head(unit=place, text=text)
    unit, end = _unit_of(source, place)
    start, period = place.start, None
    if not _COMPARES.search(text):
        year = _YEAR.search(source.folded, start, end)
        times = [one.place for one in find_times(source.folded, start, end)] if year is None else [span(*year.span())]
        period = max(times, key=lambda one: one.end - one.start, default=None)
    if period is not None:
        # The words are the longer of what stands before the time and behind it.
        start, end = max((start, period.start), (period.end, end), key=lambda one: one[1] - one[0])
    numbered = _NUMBERED.match(source.folded, start, end)
    start = numbered.end() if numbered else start
    own = source.folded[start:end]
    named = own.strip(_MARKS)
    start += len(own) - len(own.lstrip(_MARKS))
    words = span(start, start + len(named)) if _HAN.search(named) and not _GENERIC.fullmatch(named) else None
    return Head(words=words, unit=unit, period=period, text=text)


def _unit_of(source: Source, place: Span) -> tuple[Span | None, int]:
    """The unit that ends a head, and where the words before it end."""
    text = source.fold(place)
    for pattern in (_BRACKETED, _TAIL):
        match = pattern.search(text)
        if match is None:
            continue
        group = "unit" if match["unit"] else "percent"
        unit = span(place.start + match.start(group), place.start + match.end(group))
        if _is_unit(source.fold(unit)):
            return unit, place.start + match.start()
    return None, place.end


def _tables(source: Source) -> Iterator[list[list[Cell]]]:
    """The tables of a source, each as its rows of cells."""
    rows = [mark for mark in source.marks if mark.kind == "row"]
    numbers: list[tuple[int, int]] = []
    run = 0
    for index, mark in enumerate(rows):
        follows = index > 0 and not source.text[rows[index - 1].span.end : mark.span.start].strip(_RULE)
        run += not follows
        numbers.append((mark.table, 0) if mark.table else (0, run))
    for _, group in groupby(zip(numbers, rows, strict=True), key=lambda one: one[0]):
        yield [_cells(source, mark) for _, mark in group]


def _cells(source: Source, mark: Mark) -> list[Cell]:
    if mark.cells:
        return list(mark.cells)
    place = mark.words or mark.span
    cells, start = [], place.start
    for column, text in enumerate(source.fold(place).split("\t")):
        if text.strip():
            cells.append(Cell(span=span(start, start + len(text)), column=column))
        start += len(text) + 1
    return cells


@dataclass(slots=True, kw_only=True)
class _Table:
    """A table while it is read: its heads by column, and the labels that go on over several rows."""

    source: Source
    units: Units
    heads: dict[int, tuple[Head, ...]]
    unit_columns: frozenset[int]
    is_single: bool
    group: Head | None = None

    def figures(self, rows: Iterable[tuple[Sequence[Cell], Sequence[Cell]]]) -> Iterator[Figure]:
        """The figures of the rows, each of which has its cells and those from above that reach it."""
        for cells, reaching in rows:
            if len(cells) == 1 and not reaching and not self._number(cells[0]) and not self._is_prose(cells[0]):
                head = _read_head(self.source, cells[0].span)
                self.group = head if head.words and len(head.text) <= _LONGEST_LABEL else None
                continue
            row = self._row(cells, reaching)
            for cell in cells:
                yield from self._of_cell(cell, row)

    def _text(self, cell: Cell) -> str:
        return self.source.fold(strip_span(self.source, cell.span))

    def _number(self, cell: Cell) -> re.Match[str] | None:
        return _NUMBER.fullmatch(self._text(cell))

    def _row(self, cells: Sequence[Cell], reaching: Sequence[Cell]) -> Row:
        """The labels of a row: what stands before its first number, and what the cells above it that reach it say."""
        labels: list[Head] = [self.group] if self.group else []
        unit: Span | None = None
        # Cells past the first column that open with a number.
        valued = [cell.column for cell in cells if cell.column > 0 and _OPENS.match(self._text(cell))]
        first = min(valued, default=len(cells) and cells[-1].column + 1)
        for cell in sorted((*reaching, *cells), key=lambda one: one.column):
            place = strip_span(self.source, cell.span)
            if cell.column in self.unit_columns and _is_unit(self.source.fold(place)):
                unit = place
            elif (
                cell.column < first
                and place.end - place.start <= _LONGEST_LABEL
                and (not self._number(cell) or _BARE_YEAR.fullmatch(self._text(cell)))
            ):
                head = _read_head(self.source, place)
                labels += [head] if head.words or head.period else []
        return Row(labels=tuple(labels[:_MOST_LABELS]), unit=unit)

    def _is_prose(self, cell: Cell) -> bool:
        return self.is_single or _is_prose(self.source, cell)

    def _of_cell(self, cell: Cell, row: Row) -> Iterator[Figure]:
        place = strip_span(self.source, cell.span)
        if self._is_prose(cell) and not self._number(cell):
            yield from self._own(place, None, None)
            return
        heads = self.heads.get(cell.column, ())
        if cell.column == 0 or any(head.counts_nothing for head in (*heads, *row.labels)):
            return
        by_words: dict[str, Span] = {}
        for head in (*row.labels, *heads):
            if head.words:
                by_words.setdefault(self.source.fold(head.words), head.words)
        indicator = quote_source(self.source, *by_words.values()) if by_words else None
        dated = next((head.period for head in (*heads, *row.labels) if head.period), None)
        period = quote_source(self.source, dated) if dated else None
        if not self._number(cell):
            yield from self._own(place, indicator, period)
            return
        unit = self._unit(heads, row, place)
        stated = _measure(self.source.fold(place), self.source.fold(unit)) if unit else None
        if unit is None or stated is None or indicator is None:
            return
        value, printed, normal = read_measure(*stated, None)
        words = quote_source(self.source, place, unit)
        yield Figure(
            id="",
            words=words,
            value=value,
            unit=printed,
            normal=normal,
            indicator=indicator,
            indicator_sure=1.0,
            period=period,
            period_sure=1.0 if period else 0.0,
        )

    def _own(self, place: Span, indicator: Words | None, period: Words | None) -> Iterator[Figure]:
        """The figures of a cell that has units of its own."""
        for figure in find_figures(self.source, [Line(kind="text", span=place, number=1)]):
            alone = figure.words.span == place
            if alone and indicator and not figure.indicator:
                left_out = replace(figure.left_out, indicator=None)
                figure = replace(figure, indicator=indicator, indicator_sure=1.0, left_out=left_out)  # noqa: PLW2901 - completed
            if alone and period and not figure.period:
                left_out = replace(figure.left_out, period=None)
                figure = replace(figure, period=period, period_sure=1.0, left_out=left_out)  # noqa: PLW2901 - completed
            yield figure

    def _unit(self, heads: Sequence[Head], row: Row, place: Span) -> Span | None:
        """The unit of a bare number; None where two disagree or none is stated."""
        of_column = next((head.unit for head in reversed(heads) if head.unit), None)
        of_row = next((head.unit for head in reversed(row.labels) if head.unit), None) or row.unit
        share = any(head.is_share for head in heads)
        if of_column and of_row and self.source.fold(of_column) != self.source.fold(of_row):
            return of_column if share else row.unit and of_column
        if of_column or share:
            return of_column or self.units.share
        if of_row:
            return of_row
        if any(head.is_share for head in row.labels):
            return self.units.share
        return None if _BARE_YEAR.fullmatch(self.source.fold(place)) else self.units.amount


def _is_prose(source: Source, cell: Cell) -> bool:
    """True if the cell holds running text, as those of a chronicle or a box do."""
    length = cell.span.end - cell.span.start
    return length > _LONGEST_LABEL or (length > _LONGEST_PHRASE and "，" in source.fold(cell.span))


def _is_head(source: Source, cells: Sequence[Cell]) -> bool:
    """True if the row holds labels alone, years among them."""
    if any(_is_prose(source, cell) for cell in cells):
        return False
    texts = [source.fold(strip_span(source, cell.span)) for cell in cells]
    return all(_YEAR.match(text) or not _OPENS.match(text) for text in texts)


def _read_table(source: Source, rows: Sequence[Sequence[Cell]]) -> Iterator[Figure]:
    width = max((cell.column + cell.columns for cells in rows for cell in cells), default=0)
    head_rows = 0
    while head_rows < min(len(rows) - 1, _MOST_HEAD_ROWS) and _is_head(source, rows[head_rows]):
        head_rows += 1
    if head_rows > 1 and len(rows[head_rows - 1]) == 1 < len(rows[head_rows]):
        # One label on a row of its own is a group of the body, if it is no unit.
        head_rows -= not _TABLE_UNIT.search(source.fold(rows[head_rows - 1][0].span))
    heads: dict[int, list[Head]] = {}
    for cell in (cell for cells in rows[:head_rows] for cell in cells if cell.columns < width or width == 1):
        head = _read_head(source, cell.span)
        for column in range(cell.column, cell.column + cell.columns):
            heads.setdefault(column, []).append(head)
    units = {column for column, found in heads.items() if _UNIT_HEAD.fullmatch("".join(head.text for head in found))}
    table = _Table(
        source=source,
        units=_table_units(source, rows, head_rows),
        heads={column: tuple(found) for column, found in heads.items()},
        unit_columns=frozenset(units),
        is_single=width == 1,
    )
    # The cells of earlier rows that reach down to a row belong to it.
    open_: list[tuple[Cell, int]] = []
    spanned = []
    for number, cells in enumerate(rows):
        open_ = [(cell, last) for cell, last in open_ if last >= number]
        spanned.append((cells, [cell for cell, _ in open_]))
        open_ += [(cell, number + cell.rows - 1) for cell in cells if cell.rows > 1]
    yield from table.figures(spanned[head_rows:])


def _table_units(source: Source, rows: Sequence[Sequence[Cell]], head_rows: int) -> Units:
    """The units that the heads, or the lines right above the table, state for all of it; 亿元、% is one of amounts and one of shares."""
    first = rows[0][0].span.start
    start = max(0, first - 200)
    above = source.folded[start:first].rstrip("\r\n")
    offset = start + len(above) - len("\n".join(above.split("\n")[-_ABOVE:]))
    places = [span(offset, start + len(above)), *(cell.span for cells in rows[:head_rows] for cell in cells)]
    stated = (_TABLE_UNIT.search(source.folded, place.start, place.end) for place in reversed(places))
    found = next((match for match in stated if match), None)
    if found is None:
        return Units()
    if _is_unit(found["units"]):
        return Units(amount=span(*found.span("units")))
    parts = [span(*part.span()) for part in _PART.finditer(source.folded, *found.span("units"))]
    units = [part for part in parts[:_MOST_UNITS] if _is_unit(source.fold(part))]
    shares = [part for part in units if source.fold(part) in "%‰"]
    amounts = [part for part in units if part not in shares]
    return Units(amount=amounts[0] if len(amounts) == 1 else None, share=shares[0] if len(shares) == 1 else None)


def find_table_figures(source: Source) -> tuple[Figure, ...]:
    """The figures of all tables in order, of numbers whose unit and indicator the table states."""
    found = [figure for rows in _tables(source) if rows and rows[0] for figure in _read_table(source, rows)]
    return tuple(sorted(found, key=lambda figure: figure.words.span))
