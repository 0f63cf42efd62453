"""Chinese lines set full, for WeasyPrint 70, which stretches spaces alone and knows no Chinese spacing.

Lines stay broken where Pango breaks them. Each line is then set in the room that it has: two marks side by side give up
half an em (CLREQ §3.1.6), so do a mark that opens a line and one that ends a full line (GB/T 15834 §5.1.10), Han and
Latin letters part by a little (CLREQ §3.2.6), and what is left over is spread between the characters. A line with
letter spacing is set on a grid and is only spread. No character is added: the text of the file stays the text of the
page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import fsum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WEASYPRINT = "70."
_OPENING = frozenset("（《〈「『【\u3014“‘")
_CLOSING = frozenset("，。、；：？！）》〉」』】\u3015”’")
# Taiwan and Hong Kong centre these in their square, so that there is no empty half to give up.
_CENTRED = frozenset("，。、；：？！")
_HAN = re.compile(r"[〇㐀-鿿豈-﫿]")
_LATIN = re.compile(r"[0-9A-Za-z%+]")
# A zero width space and a word joiner say where a line may and may not break, and are not drawn.
_UNDRAWN = re.compile("[\u200b\u2060]")
_GAP = 0.15
_HALF = 0.5
# A line that would need more than this many ems between characters is left as it is: a whole word is missing at its end.
_LOOSEST = 0.25
# A line of fewer characters than this is one of a narrow cell, where the gaps of running text would draw it apart.
_NARROW = 20
_LOOSEST_NARROW = 0.1
# Pango counts in units of 1/1024.
_UNITS = 1024

# The rules are written on a line's kinds, a letter for each character: Opening mark, Closing mark with an empty half
# behind it, Middling mark, Han, Latin letter or digit, Blank, — as D, … as E, another Chinese sign, or anything (X).
_LEAVES_BEHIND = re.compile("C(?=[OCM])")
_LEAVES_BEFORE = re.compile("(?<=[OM])O")
_MEETING = re.compile("H(?=L)|L(?=H)")
_STRETCHES = re.compile("(?!DD|EE)(?:[BOCMHDES](?=.)|[LX](?=[OCMHDES]))")
_SIGNS = {"—": "D", "…": "E", "·": "S", "︱": "S", " ": "B"}


class _Kinds(dict[int, str]):
    """A table for `str.translate` from characters to their kinds, filled as they come."""

    def __init__(self, *, centred: bool) -> None:
        self._middling = _CENTRED if centred else frozenset[str]()

    def __missing__(self, code: int) -> str:
        kind = self[code] = self._kind(chr(code))
        return kind

    def _kind(self, character: str) -> str:
        if character in _OPENING:
            return "O"
        if character in _CLOSING:
            return "M" if character in self._middling else "C"
        if _HAN.match(character):
            return "H"
        return "L" if _LATIN.match(character) else _SIGNS.get(character, "X")


_MAINLAND, _TRADITIONAL = _Kinds(centred=False), _Kinds(centred=True)


@dataclass(slots=True)
class _Line:
    """A line as its characters that are drawn: their kinds, sizes in pixels, and what is added before and after each."""

    kinds: str
    sizes: list[float]
    before: list[float]
    after: list[float]

    @property
    def added(self) -> float:
        """By how much the line grows."""
        return fsum(self.before) + fsum(self.after)

    def compress(self) -> None:
        """Takes half an em from two marks side by side."""
        for found in _LEAVES_BEHIND.finditer(self.kinds):
            self.after[found.start()] -= _HALF * self.sizes[found.start()]
        for found in _LEAVES_BEFORE.finditer(self.kinds):
            self.before[found.start()] -= _HALF * self.sizes[found.start()]

    def trim_edges(self, *, full: bool) -> None:
        """Lets the first mark of a line, and the last of a full one, give their empty half to the margin."""
        if self.kinds[0] == "O":
            self.before[0] -= _HALF * self.sizes[0]
        if full and self.kinds[-1] == "C":
            self.after[-1] -= _HALF * self.sizes[-1]

    def part_scripts(self, room: float) -> None:
        """Parts Han from Latin, in as much room as there is."""
        meetings = [found.start() for found in _MEETING.finditer(self.kinds)]
        gaps = [_GAP * min(self.sizes[place], self.sizes[place + 1]) for place in meetings]
        wanted = fsum(gaps)
        share = min(1.0, max(0.0, room) / wanted) if wanted else 0.0
        for place, gap in zip(meetings, gaps, strict=True):
            self.after[place] += share * gap

    def spread(self, room: float) -> None:
        """Fills the room evenly between the characters, if there is little enough of it."""
        places = [found.start() for found in _STRETCHES.finditer(self.kinds)]
        loosest = _LOOSEST if len(self.kinds) >= _NARROW else _LOOSEST_NARROW
        if places and 0 <= room / len(places) <= loosest * self.sizes[places[0]]:
            for place in places:
                self.after[place] += room / len(places)


def _text_boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _drawn(box: Any) -> str:
    return _UNDRAWN.sub("", box.pango_layout.text)


def _set_line(line: Any, available: float, *, full: bool) -> None:
    """Sets one line in the width that it has; `full` lines end at the right edge."""
    boxes = list(_text_boxes(line))
    kinds, sizes = [], []
    for box in boxes:
        mainland = str(box.style["lang"]).startswith("zh-Hans")
        kinds.append(_drawn(box).translate(_MAINLAND if mainland else _TRADITIONAL))
        sizes += [box.style["font_size"]] * len(kinds[-1])
    characters = _Line("".join(kinds), sizes, [0.0] * len(sizes), [0.0] * len(sizes))
    if not characters.kinds:
        return
    room = available - line.width
    on_grid = any(box.style["letter_spacing"] != "normal" for box in boxes)
    if not on_grid:
        characters.compress()
        characters.trim_edges(full=full)
        characters.part_scripts(room - characters.added)
    if full:
        characters.spread(room - characters.added)
    ends = accumulate(map(len, kinds), initial=0)
    for box, (start, end) in zip(boxes, pairwise(ends), strict=True):
        box.pango_layout.spacing = (characters.before[start:end], characters.after[start:end])
    _move(line, 0)


def _move(box: Any, advance: float) -> float:
    """Moves and widens the boxes of a line for what was added to their text; returns how far the next one moves."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        added = fsum(map(fsum, box.pango_layout.spacing))
        box.position_x += advance
        box.width += added
        return advance + added
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        end = advance
        for child in box.children:
            if child.is_in_normal_flow():
                end = _move(child, end)
        box.width += end - advance
        return end
    box.translate(advance, 0)
    return advance


def _widen(layout: Any, before: list[float], after: list[float]) -> None:
    """Widens the glyphs of a laid-out text by what was added to their characters."""
    from weasyprint.text.ffi import ffi, pango

    # Drawing sets this too, and Pango would lay the text out anew.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003  # a C function
    places = _byte_places(layout.text)
    stride = ffi.sizeof("PangoGlyphInfo") // ffi.sizeof("int")
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        count, start = item.glyphs.num_glyphs, item.item.offset
        # A glyph is its number, its width, its two offsets and an attribute, an int each.
        glyphs = memoryview(ffi.buffer(item.glyphs.glyphs, count * stride * ffi.sizeof("int"))).cast("B").cast("i")
        for number, cluster in enumerate(ffi.unpack(item.glyphs.log_clusters, count)):
            place = places.get(start + cluster, -1)
            if 0 <= place < len(after):
                shift = int(before[place] * _UNITS)
                glyphs[number * stride + 1] += int((before[place] + after[place]) * _UNITS)
                glyphs[number * stride + 2] += shift


def _byte_places(text: str) -> dict[int, int]:
    """The drawn characters of a text, counted, by the byte of its UTF-8 form at which each starts."""
    places: dict[int, int] = {}
    byte = 0
    for character in text:
        if not _UNDRAWN.match(character):
            places[byte] = len(places)
        byte += len(character.encode())
    return places


def justify(box: Any) -> None:
    """Sets the line that the box is, if it is one that was left to be set."""
    setting = box.__dict__.pop("setting", None)
    if setting is not None:
        available, full = setting
        _set_line(box, available, full=full)


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
            # Lines are set when the pages are whole: the characters may be another script's by then.
            line.setting = (available_width, align == "justify" and not last)
            return 0
        offset: float = original_align(context, line, available_width, last)
        return offset

    def reactivate(self: Any, style: Any) -> None:
        original_reactivate(self, style)
        if spacing := self.__dict__.pop("spacing", None):
            _widen(self, *spacing)

    inline.text_align = text_align
    Layout.reactivate = reactivate
