"""The height of the parts of the one page, before anything is laid out: an estimate that is never too low.

It counts lines: full-width characters are one em, others `_LATIN`, and each line loses `_RAGGED` ems to marks and
numbers that stay whole. Of what PDF and Word set differently, the higher counts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import ceil, fsum
from typing import TYPE_CHECKING, TypeVar, assert_never

from briefing.document.model import Asks, Bullets, Quotation, Spine, Tiles, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.config.theme import Character, Sizes
    from briefing.document.model import Ask, FigureRun, Line, OnePage, PageBlock, SpineGroup, Tile

Member = TypeVar("Member")
_POINTS = 72 / 25.4
_A4 = (210, 297)
_LATIN, _RAGGED = 0.62, 1.0
# The largest size that the one page sets running words in: officials' body type of 16 pt leaves room for a dozen lines.
_LARGEST_TEXT = 12
# Heads of up to so many characters stand three side by side in the spine, or two; longer ones below each other.
SHORT_HEAD, MIDDLING_HEAD = 6, 10
# Priorities from so many on stand in two columns, in packs that are not formal.
_MANY_HEADS = 4
# How large the numerals are at least that stand in so many columns: three may be `--snug-size`, of tokens.css.
_COLUMNS = {4: 1.0, 3: 0.78}
# Between two tiles, and at both sides of one, in points; what a unit has around it, in ems.
_GAP, _PADDING, _BESIDE_UNIT = 8.5, 20, 0.2
_WIDTHS = {",": 0.3, ".": 0.3, " ": 0.25, "%": 0.9}
# How large Word sets a numeral, whose fonts run wider than the page's, and a long one, and a digit's width in ems at most.
TILE_SCALE, LONG_SCALE, _DIGIT = 0.88, 0.75, 0.7
# A tile's margins in Word, in points, and the columns that its page should have room for.
_WORD_MARGIN, _FEW = 20, 3
# So many heads without a label stand side by side in Word.
HEADS_ABREAST = 3


def lines_of(text: str, width: float, size: float) -> int:
    """The number of lines that a text takes at a width and a size in points."""
    ems, room = fsum(_LATIN if character.isascii() else 1 for character in text), max(4, width / size)
    return ceil(ems / room) if ems <= room else ceil(ems / (room - _RAGGED))


def _in_rows(members: Sequence[Member], beside: int) -> list[Sequence[Member]]:
    return [members[at : at + beside] for at in range(0, len(members), beside)]


def _ems(text: str) -> float:
    return fsum(_WIDTHS.get(character, 0.55 if character.isascii() else 1) for character in text)


def _breadth(figure: FigureRun, sizes: Sizes, scale: float) -> float:
    """The width of a tile's figure in points, its numeral set at the scale."""
    around = fsum(_ems(text) + _BESIDE_UNIT for text in (figure.before, figure.unit) if text)
    return _ems(figure.numeral) * sizes.numeral * scale + around * sizes.unit


def _fit(tiles: Sequence[Tile], look: Character, count: int, scale: float = 1) -> bool:
    """True if so many columns have room for all figures."""
    room = (Room(look=look).width - _GAP * (count - 1)) / count - _PADDING
    return all(_breadth(tile.figure, look.sizes, scale) <= room for tile in tiles)


def are_snug(tiles: Sequence[Tile], look: Character) -> bool:
    """True if the tiles stand in three columns that have room for smaller numerals alone."""
    count = columns(tiles, look)
    return _COLUMNS.get(count, 1) < 1 and not _fit(tiles, look, count)


def columns(tiles: Sequence[Tile], look: Character) -> int:
    """In how many columns the tiles fit and leave the smallest gap in their last row: 4 and 3 for seven, 3 and 3 for six.

    Three rather than two where smaller numerals make it possible, but two and two rather than three and a lone one; two
    at least, where there are two: in one column they would not fit on a page, and would leave their heading alone.
    """
    fitting = next((count for count, scale in _COLUMNS.items() if _fit(tiles, look, count, scale)), 2)
    if fitting < 3 or len(tiles) <= fitting:  # noqa: PLR2004  # two columns or one: nothing to choose
        return max(1, min(fitting, len(tiles)))
    best = min(range(3, fitting + 1), key=lambda count: (-len(tiles) % count > 1, -len(tiles) % count, count))
    return best if -len(tiles) % best <= 1 else 2


def word_columns(tiles: Sequence[Tile], sizes: Sizes, width: float) -> tuple[int, bool]:
    """In how many columns Word sets the tiles on so many points, and if in long numerals: smaller ones, where others leave room for two."""
    count = _word_columns_at(TILE_SCALE, tiles, sizes, width)
    if count >= min(_FEW, len(tiles)):
        return count, False
    return _word_columns_at(TILE_SCALE * LONG_SCALE, tiles, sizes, width), True


def _word_columns_at(scale: float, tiles: Sequence[Tile], sizes: Sizes, width: float) -> int:
    """Two to four columns, whichever leaves fewer places empty and still holds the widest figure; fewer for fewer tiles."""
    widest = max((_word_breadth(tile.figure, sizes, scale) for tile in tiles), default=0)
    room = min(4, len(tiles), max(2, int(width // (widest + _WORD_MARGIN))))
    if len(tiles) <= room:
        return room
    choices = (room, min(room, _FEW), *([2] if len(tiles) == 2 * 2 else []))
    return min(choices, key=lambda columns: -len(tiles) % columns)


def _word_breadth(figure: FigureRun, sizes: Sizes, scale: float) -> float:
    """About how wide a figure stands in Word, in points."""
    around = (len(figure.before) + len(figure.unit)) * (sizes.unit + 1)
    return around + fsum(_DIGIT if character.isascii() else 1 for character in figure.numeral) * sizes.numeral * scale


def page_text(look: Character) -> float:
    """The size of running words on the one page, in points."""
    return max(look.sizes.table, min(look.sizes.body, _LARGEST_TEXT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The type area of a page of one character; lengths in points."""

    look: Character

    @property
    def width(self) -> float:
        """The width of the type area."""
        return (_A4[0] - self.look.margins.left - self.look.margins.right) * _POINTS

    @property
    def height(self) -> float:
        """The height of the type area."""
        return (_A4[1] - self.look.margins.top - self.look.margins.bottom) * _POINTS

    def holds(self, page: OnePage, *, masthead: float) -> bool:
        """True if the page takes no more than a page in any format, with so many points of masthead over it."""
        return masthead + self.height_of(page) <= self.height

    def height_of(self, page: OnePage) -> float:
        """The height of the page's heading and parts, where it is greatest."""
        return max(measure(self).page(page) for measure in (_PaperMeasure, _WordMeasure))


@dataclass(frozen=True, slots=True)
class _Measure(ABC):
    """The room that the parts of the one page take in one format."""

    room: Room

    @property
    def text(self) -> float:
        return page_text(self.room.look)

    @property
    def sizes(self) -> Sizes:
        return self.room.look.sizes

    def page(self, page: OnePage) -> float:
        return self.opening(page) + fsum(self.label() + fsum(map(self.block, part.blocks)) for part in page.parts)

    def block(self, block: PageBlock) -> float:
        match block:
            case Spine(groups=groups):
                return self.spine(groups)
            case Tiles(tiles=tiles):
                return self.tiles(tiles)
            case Asks(items=items):
                return fsum(self.ask(item) for item in items)
            case Quotation():
                return self.quotation(block)
            case Bullets(lines=lines):
                return fsum(self.bullet(line) for line in lines)
            case _:
                assert_never(block)

    def lines(self, line: Line, width: float, size: float) -> int:
        return lines_of(plain(line), width, size)

    @abstractmethod
    def opening(self, page: OnePage) -> float: ...

    @abstractmethod
    def label(self) -> float: ...

    @abstractmethod
    def spine(self, groups: Sequence[SpineGroup]) -> float: ...

    @abstractmethod
    def tiles(self, tiles: Sequence[Tile]) -> float: ...

    @abstractmethod
    def ask(self, item: Ask) -> float: ...

    @abstractmethod
    def quotation(self, quotation: Quotation) -> float: ...

    @abstractmethod
    def bullet(self, line: Line) -> float: ...


class _PaperMeasure(_Measure):
    """The page as paged.css sets it."""

    def opening(self, page: OnePage) -> float:
        heading = 32 if self.room.look.is_formal else self.sizes.section * 1.4 + 24
        return heading + self.lines(page.said, self.room.width, self.text) * self.text * 1.7 + 10

    @property
    def _leading(self) -> float:
        return 1.5 if self.room.look.is_formal else 1.6

    def label(self) -> float:
        return self.text * 1.5 + (14 if self.room.look.is_formal else 16)

    def spine(self, groups: Sequence[SpineGroup]) -> float:
        padding = 12 if self.room.look.is_formal else 26
        return padding + fsum(map(self._group, groups)) + 19 * (len(groups) - 1)

    def _group(self, group: SpineGroup) -> float:
        longest = max(len(plain(head)) for head in group.heads)
        label = self.text * 1.7 + 5 if group.label else 0
        if longest <= MIDDLING_HEAD:
            high = ceil(len(group.heads) / (2 if longest > SHORT_HEAD or len(group.heads) in {2, 4} else 3))
            return label + high * self.sizes.keyword * 1.45 + (high - 1) * 9
        size, beside = self.text * 1.1, 1 if self.room.look.is_formal or len(group.heads) < _MANY_HEADS else 2
        width = self.room.width - 66 if beside == 1 else (self.room.width - 64) * 0.46
        rows = _in_rows(group.heads, beside)
        return label + fsum(max(self.lines(head, width, size) for head in row) * size * 1.62 + 4 for row in rows)

    def tiles(self, tiles: Sequence[Tile]) -> float:
        beside = columns(tiles, self.room.look)
        inner = self.room.width / beside - 31
        return fsum(max(self._tile(tile, inner) for tile in row) for row in _in_rows(tiles, beside))

    def _tile(self, tile: Tile, inner: float) -> float:
        indicator = self.lines(tile.indicator, inner, self.text) * self.text * 1.45
        aside = (*tile.period, *tile.source)
        return (
            self.sizes.numeral * 1.2
            + indicator
            + self.lines(aside, inner - 10, self.sizes.note) * (self.sizes.note * 1.5 + 2.5)
            + (25 if self.room.look.is_formal else 29)
        )

    def ask(self, item: Ask) -> float:
        lines = [self.lines(measure, self.room.width - 1.5 * self.text, self.text) for measure in item.measures]
        return (self.lines(item.head, self.room.width, self.text) + fsum(lines)) * self.text * self._leading + 4

    def quotation(self, quotation: Quotation) -> float:
        size = self.text * 1.15
        return self.lines(quotation.line, self.room.width - 2.5 * size, size) * size * 1.6 + self.text * 2 + 8

    def bullet(self, line: Line) -> float:
        return self.lines(line, self.room.width - 2 * self.text, self.text) * self.text * 1.8 + 9


class _WordMeasure(_Measure):
    """The page as the styles of Word files set it (`writers.docx.stylesheet`)."""

    def opening(self, page: OnePage) -> float:
        heading = 28 if self.room.look.is_formal else self.sizes.section * 1.45 + 18
        return heading + self.lines(page.said, self.room.width, self.text) * self.text * 1.65 + 8

    def label(self) -> float:
        return self.text * 1.6 + 12

    def spine(self, groups: Sequence[SpineGroup]) -> float:
        if len(groups) == 1 and not groups[0].label:
            return 14 + ceil(len(groups[0].heads) / HEADS_ABREAST) * (self.sizes.keyword * 1.6 + 8)
        return fsum(max(self._group(group) for group in pair) + 14 for pair in _in_rows(groups, 2))

    def _group(self, group: SpineGroup) -> float:
        size = (
            self.sizes.keyword if all(len(plain(head)) <= SHORT_HEAD for head in group.heads) else self.sizes.subsection
        )
        lines = fsum(self.lines(head, self.room.width * 0.4, size) for head in group.heads)
        return self.sizes.table * 1.7 + 4 + lines * size * 1.55 + 4 * len(group.heads)

    def tiles(self, tiles: Sequence[Tile]) -> float:
        beside, _ = word_columns(tiles, self.sizes, self.room.width)
        inner = self.room.width / beside - 16
        return fsum(max(self._tile(tile, inner) for tile in row) for row in _in_rows(tiles, beside))

    def _tile(self, tile: Tile, inner: float) -> float:
        note = self.sizes.note + 0.5
        asides = fsum(max(1, self.lines(line, inner, note)) for line in (tile.period, tile.source))
        indicator = self.lines(tile.indicator, inner, self.text) * self.text * 1.6
        return self.sizes.numeral * TILE_SCALE * 1.3 + indicator + asides * (max(note, self.sizes.table) * 1.6 + 2) + 18

    def ask(self, item: Ask) -> float:
        lines = [self.lines(measure, self.room.width - 18, self.text) for measure in item.measures]
        head = self.lines(item.head, self.room.width, self.text) * self.text * 1.6 + 3
        return head + fsum(lines) * self.text * 1.6 + 3 * len(lines)

    def quotation(self, quotation: Quotation) -> float:
        size = self.text * 1.15
        return self.lines(quotation.line, self.room.width - 24, size) * size * 1.65 + self.sizes.table * 1.75 + 10

    def bullet(self, line: Line) -> float:
        return self.lines(line, self.room.width - 18, self.text) * self.text * 1.6 + 3
