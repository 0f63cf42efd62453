"""The pieces of a page's lines → its columns in the order in which a person reads them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefing.readers.pdf.aligned_tables import AMOUNT
from briefing.readers.pdf.pieces import COLUMN_CHARACTERS, SAME_LINE, make_piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.readers.pdf.pieces import Piece

# Han and Latin letters are a quarter of an em apart at most.
_HUNG = 0.35
_HALF_CLOSING, _HALF_OPENING = "，。、；：！？”’）》」』】", "“‘（《「『【"
_STOPS = "。！？”’」』…"
_LABEL_LINE, _LABELS = 0.5, 0.8
# A page of more pieces is no page of columns that anybody reads.
_MOST_PIECES = 4_000
_BIN = 2.0
_DEEPEST = 5
_PROSE = 0.7
_CANDIDATES = 8
_FLUSH, _FLUSH_LINES = 0.85, 5
_HEADLINE = 1.25
_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Pieces that are read from top to bottom; `frame` is the number of its column, 0 where it has the page's width."""

    pieces: Sequence[Piece]
    frame: int = 0


def arrange(pieces: list[Piece], frame: int, depth: int, gutters: set[float]) -> list[Region]:
    """The regions of the page in reading order: what spans columns parts those above it from those below."""
    whole = [Region(pieces=pieces, frame=frame)]
    if depth > _DEEPEST or not 6 <= len(pieces) <= _MOST_PIECES:  # noqa: PLR2004 - three lines in each of two columns
        return whole
    best: list[Region] = []
    here: set[float] = set()
    most = 0
    for place in _gutters(pieces):
        found: set[float] = set()
        regions, split = split_at(pieces, place, frame, depth, found)
        if split > most:
            best, most, here = regions, split, found | {place}
    if not best and (tail := _tail(pieces)) is not None:
        best, _ = split_at(pieces, tail, frame, depth, here, least=1)
        here |= {tail} if best else set()
    gutters |= here
    return best or whole


def _tail(pieces: list[Piece]) -> float | None:
    """The place before a last column of one or two lines, which end the sentence that the foot of the column before leaves open."""
    for count in (1, 2):
        right = sorted(pieces, key=lambda piece: piece.left)[-count:]
        place = right[0].left - 0.3 * right[0].em
        left = [piece for piece in pieces if piece.right < place - 0.3 * piece.em]
        foot, last = min(left or right, key=_height), min(right, key=_height)
        is_open = foot.glyphs and foot.glyphs[-1].character not in _STOPS and last.baseline > foot.baseline
        if is_open and last.glyphs and last.glyphs[-1].character in _STOPS and _is_flush(left):
            return place
    return None


def _height(piece: Piece) -> float:
    return piece.baseline


def _gutters(pieces: list[Piece]) -> list[float]:
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


def split_at(  # noqa: PLR0913 - a region, and where it is cut
    pieces: list[Piece], place: float, frame: int, depth: int, gutters: set[float], *, least: int = 2
) -> tuple[list[Region], int]:
    """The regions that the gutter parts the pieces into, and how many pieces stand in true columns."""
    regions: list[Region] = []
    undivided: list[Piece] = []
    divided = 0
    parts = [part for piece in pieces for part in _cut(piece, place)]
    for band, across in _bands(parts, place, _named_amounts(parts, place)):
        sides = (
            [piece for piece in band if piece.left + piece.right <= 2 * place],
            [piece for piece in band if piece.left + piece.right > 2 * place],
        )
        if _are_columns(*sides, least):
            regions += arrange(undivided, frame, depth + 1, gutters) if undivided else []
            undivided = []
            for number, side in enumerate(sides, 1):
                regions += arrange(side, frame * 4 + number, depth + 1, gutters)
            divided += len(band)
        else:
            undivided += band
        undivided += across
    if divided and undivided:
        regions += arrange(undivided, frame, depth + 1, gutters)
    return regions, divided


def _cut(piece: Piece, place: float) -> Iterator[Piece]:
    """The piece, or its two sides where it has a gap at the place: a mark hung into the gutter comes close to the next column."""
    for number, (before, after) in enumerate(pairwise(piece.glyphs), 1):
        # Half of a full-width mark is blank, and may lie over the next column.
        end = before.right - (0.45 * before.em if before.character in _HALF_CLOSING else 0)
        start = after.left + (0.45 * after.em if after.character in _HALF_OPENING else 0)
        if end <= place <= start and start - end > _HUNG * piece.em:
            yield make_piece(list(piece.glyphs[:number]))
            yield make_piece(list(piece.glyphs[number:]))
            return
    yield piece


def _named_amounts(pieces: list[Piece], place: float) -> frozenset[int]:
    """The places in the list of the numbers right of a gutter that names stand left of, and of those names: rows of a chart."""
    names = sorted((piece.baseline, number) for number, piece in enumerate(pieces) if piece.right < place)
    heights = [height for height, _ in names]
    found: dict[int, int] = {}
    for number, piece in enumerate(pieces):
        at = _first_near(heights, piece.baseline, SAME_LINE * piece.em)
        words = "".join(glyph.character for glyph in piece.glyphs)
        if piece.left > place and at is not None and AMOUNT.fullmatch(words):
            found[number] = names[at][1]
    return frozenset([*found, *found.values()]) if len(found) >= _ROWS else frozenset()


def _bands(pieces: list[Piece], place: float, rows: frozenset[int]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """The pieces downwards: those that lie on one side of the place, then the one that lies across it, or is of a row."""
    band: list[Piece] = []
    ordered = sorted(enumerate(pieces), key=lambda numbered: (-numbered[1].baseline, numbered[1].left))
    usual = median(piece.em for piece in pieces) if pieces else 0.0
    middle = min(piece.left for piece in pieces) + max(piece.right for piece in pieces) if pieces else 0.0
    ends = sorted(piece.right for piece in pieces if piece.right < place and piece.em < _HEADLINE * usual)
    edge = ends[-1 - len(ends) // 10] if len(ends) > _FLUSH_LINES else place
    is_top = True
    for number, piece in ordered:
        # A headline in the middle above all columns is of none, though it may be no wider than one.
        is_top = is_top and piece.em > _HEADLINE * usual and abs(piece.left + piece.right - middle) < piece.em
        # A mark hung out of its column into the gutter does not lie across it; half a character of a headline does.
        is_across = piece.left < place - 0.6 * usual and piece.right > place + 0.6 * usual
        # A headline of two columns may end right before the second one begins.
        is_wider = piece.em > _HEADLINE * usual and edge + 0.5 * piece.em < piece.right < place + piece.em
        is_across = is_across or (is_wider and piece.left < place)
        if number in rows or is_across or is_top:
            yield band, [piece]
            band = []
        else:
            band.append(piece)
    yield band, []


def _are_columns(left: list[Piece], right: list[Piece], least: int) -> bool:
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


def _are_labels(left: list[Piece], right: list[Piece]) -> bool:
    """True if the left side holds short labels, each beside a line of the right one: numbers of entries, names of rows."""
    if len(left) >= len(right) or any(len(piece.glyphs) > COLUMN_CHARACTERS for piece in left):
        return False
    heights = sorted(piece.baseline for piece in right)
    # The numbers of notes are raised from their lines.
    reach = _LABEL_LINE * median(piece.em for piece in right)
    beside = sum(_first_near(heights, piece.baseline, reach) is not None for piece in left)
    # A running head or a heading may stand over them.
    return beside >= _LABELS * len(left)


def _first_near(heights: list[float], height: float, reach: float) -> int | None:
    """The place of the first of the sorted heights that is no further away than the reach."""
    at = bisect_left(heights, height - reach)
    return at if at < len(heights) and heights[at] < height + reach else None


def _is_prose(pieces: list[Piece]) -> bool:
    # Counted in characters, since what recognition made of a picture is many pieces of one character.
    lengths = [sum(map(len, piece.cells)) or len(piece.glyphs) for piece in pieces]
    return sum(length for length in lengths if length >= COLUMN_CHARACTERS) >= _PROSE * sum(lengths)


def _is_flush(pieces: list[Piece]) -> bool:
    """True if most lines fill the column, as those of a text beside a table or a picture do."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = [piece for piece in pieces if piece.right - piece.left > _FLUSH * (right - left)]
    return len(full) >= _FLUSH_LINES and 2 * len(full) > len(pieces) and right - left > 10 * full[0].em
