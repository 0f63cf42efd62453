"""Chinese lines set full, for WeasyPrint 70, which stretches spaces alone and knows no Chinese spacing.

Lines stay broken where Pango breaks them. Each line is then set in the room that it has: two marks side by side give up
half an em (CLREQ §3.1.6), so do a mark that opens a line and one that ends a full line (GB/T 15834 §5.1.10), Han and
Latin letters part by a little (CLREQ §3.2.6), and what is left over is spread between the characters. A line with
letter spacing is set on a grid and is only spread. No character is added: the text of the file stays the text of the
page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WEASYPRINT = "70."
_OPENING = frozenset("（《〈「『【\u3014“‘")
_CLOSING = frozenset("，。、；：？！）》〉」』】\u3015”’")
# Taiwan and Hong Kong centre these in their square, so that there is no empty half to give up.
_CENTRED = frozenset("，。、；：？！")
_HAN = re.compile(r"[〇㐀-鿿豈-﫿]")
_LATIN = re.compile(r"[0-9A-Za-z%+]")
_ZERO_WIDTH_SPACE = "\u200b"
_GAP = 0.15
_HALF = 0.5
# A line that would need more than this many ems between characters is left as it is: a whole word is missing at its end.
_LOOSEST = 0.25
# A label of fewer characters than this in a narrow cell would be drawn apart where running text is not.
_LABEL = 10
_LOOSEST_LABEL = 0.1
# Pango counts in units of 1/1024.
_UNITS = 1024


@dataclass(slots=True)
class _Piece:
    """The text of one box of a line, and what is added before and after each of its characters, in pixels."""

    box: Any
    text: str
    size: float
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before = [0.0] * len(self.text)
        self.after = [0.0] * len(self.text)

    @property
    def added(self) -> float:
        """By how much the box grows."""
        return sum(self.before) + sum(self.after)


Place = tuple[_Piece, int]


def _pieces(box: Any) -> Iterator[_Piece]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield _Piece(box, box.pango_layout.text, box.style["font_size"])
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _pieces(child)


def _is_chinese(character: str) -> bool:
    return character in _OPENING or character in _CLOSING or bool(_HAN.match(character)) or character in "—…·︱"


def _character(place: Place) -> str:
    return place[0].text[place[1]]


def _halves(place: Place) -> bool:
    """Whether a closing mark has an empty half behind it."""
    piece, _ = place
    mark = _character(place)
    centred = mark in _CENTRED and not str(piece.box.style["lang"]).startswith("zh-Hans")
    return mark in _CLOSING and not centred


def _compress(places: Sequence[Place]) -> None:
    for one, other in pairwise(places):
        first, second = _character(one), _character(other)
        if first not in _OPENING | _CLOSING or second not in _OPENING | _CLOSING:
            continue
        if _halves(one):
            one[0].after[one[1]] -= _HALF * one[0].size
        elif second in _OPENING:
            other[0].before[other[1]] -= _HALF * other[0].size


def _trim_edges(places: Sequence[Place], *, full: bool) -> None:
    """Lets the first mark of a line, and the last of a full one, give their empty half to the margin."""
    piece, offset = places[0]
    if _character(places[0]) in _OPENING:
        piece.before[offset] -= _HALF * piece.size
    if full and _halves(places[-1]):
        piece, offset = places[-1]
        piece.after[offset] -= _HALF * piece.size


def _part_scripts(places: Sequence[Place], room: float) -> None:
    """Parts Han from Latin, in as much room as there is."""
    meetings = [
        (one, _GAP * min(one[0].size, other[0].size))
        for one, other in pairwise(places)
        if (_HAN.match(_character(one)) and _LATIN.match(_character(other)))
        or (_LATIN.match(_character(one)) and _HAN.match(_character(other)))
    ]
    wanted = sum(gap for _, gap in meetings)
    share = min(1.0, max(0.0, room) / wanted) if wanted else 0.0
    for (piece, offset), gap in meetings:
        piece.after[offset] += share * gap


def _may_stretch(one: Place, other: Place) -> bool:
    first, second = _character(one), _character(other)
    if first == second and first in "—…":
        return False
    return first in "  " or _is_chinese(first) or _is_chinese(second)


def _spread(places: Sequence[Place], room: float) -> None:
    """Fills the room evenly between the characters, if there is little enough of it."""
    gaps = [one for one, other in pairwise(places) if _may_stretch(one, other)]
    if room < 0:
        return
    loosest = _LOOSEST if len(places) >= _LABEL else _LOOSEST_LABEL
    if gaps and room / len(gaps) <= loosest * gaps[0][0].size:
        for piece, offset in gaps:
            piece.after[offset] += room / len(gaps)


def _on_grid(pieces: Sequence[_Piece]) -> bool:
    return any(piece.box.style["letter_spacing"] != "normal" for piece in pieces)


def _set_line(line: Any, available: float, *, full: bool) -> None:
    """Sets one line in the width that it has; `full` lines end at the right edge."""
    pieces = list(_pieces(line))
    places = [
        (piece, offset)
        for piece in pieces
        for offset, character in enumerate(piece.text)
        if character != _ZERO_WIDTH_SPACE
    ]
    if not places:
        return
    room = available - line.width
    if not _on_grid(pieces):
        _compress(places)
        _trim_edges(places, full=full)
        _part_scripts(places, room - sum(piece.added for piece in pieces))
    if full:
        _spread(places, room - sum(piece.added for piece in pieces))
    added = {id(piece.box): piece for piece in pieces}
    _move(line, added, 0)


def _move(box: Any, pieces: dict[int, _Piece], advance: float) -> float:
    """Moves and widens the boxes of a line for what was added to their text; returns how far the next one moves."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        piece = pieces[id(box)]
        box.position_x += advance
        box.width += piece.added
        box.pango_layout.spacing = (piece.before, piece.after)
        return advance + piece.added
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        end = advance
        for child in box.children:
            if child.is_in_normal_flow():
                end = _move(child, pieces, end)
        box.width += end - advance
        return end
    box.translate(advance, 0)
    return advance


def _space_glyphs(layout: Any, before: list[float], after: list[float]) -> None:
    """Widens the glyphs of a laid-out text by what was added to their characters."""
    from weasyprint.text.ffi import ffi, pango

    # Drawing sets this too, and Pango would lay the text out anew.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003  # a C function
    offsets = {}
    place = 0
    for offset, character in enumerate(layout.text):
        offsets[place] = offset
        place += len(character.encode())
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs, clusters = item.glyphs.glyphs, item.glyphs.log_clusters
        for number in range(item.glyphs.num_glyphs):
            offset = offsets.get(item.item.offset + clusters[number], -1)
            if 0 <= offset < len(after):
                geometry = glyphs[number].geometry
                geometry.x_offset += int(before[offset] * _UNITS)
                geometry.width += int((before[offset] + after[offset]) * _UNITS)


@cache
def install() -> None:
    """Makes WeasyPrint set lines so, once for the process; another version than the one this was written for is refused."""
    import weasyprint
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    if not weasyprint.__version__.startswith(WEASYPRINT):
        message = f"written for WeasyPrint {WEASYPRINT}x, not {weasyprint.__version__}"
        raise RuntimeError(message)
    original_align, original_reactivate = inline.text_align, Layout.reactivate

    def text_align(context: Any, line: Any, available_width: float, last: object) -> float:
        align = line.style["text_align_all"]
        if align in ("justify", "left", "start") and line.style["white_space"] == "normal":
            _set_line(line, available_width, full=align == "justify" and not last)
            return 0
        offset: float = original_align(context, line, available_width, last)
        return offset

    def reactivate(self: Any, style: Any) -> None:
        original_reactivate(self, style)
        if spacing := getattr(self, "spacing", None):
            _space_glyphs(self, *spacing)

    inline.text_align = text_align
    Layout.reactivate = reactivate
