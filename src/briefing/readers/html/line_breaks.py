"""Lines of a web page that `<br>` parts → one line where a sentence goes on after the break."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.readers.html.lines import Line

# A line of so many characters may be running text; one of so many more is a paragraph begun.
PROSE_LINE, PARAGRAPH_BEGUN = 12, 30
_TERMINAL = re.compile(r"[。！？!?；;：:…”’」』）)】》.]$")
_GOES_ON = re.compile(r"^[，。、；：！？”’」』）》%％]")
_LEFT_OPEN = re.compile(r"(?:[，、]|[（(《“‘「『][^）)》”’」』]{0,60})$")


@dataclass(slots=True, kw_only=True)
class _Measure:
    """Number of breaks of a block, length of its longest line, and number of lines as long."""

    breaks: int = 0
    longest: int = 0
    full: int = 0


def join_broken(lines: Sequence[Line], joined: list[Line]) -> Iterator[Line]:
    """The lines with those that a break parts in the middle of a sentence as one. Side effect: adds these to `joined`."""
    measures: dict[Any, _Measure] = defaultdict(_Measure)
    for line in lines:
        if line.is_soft:
            measure = measures[line.place]
            measure.breaks, measure.longest = measure.breaks + 1, max(measure.longest, len(line.text))
    for line in lines:
        if line.is_soft:
            measures[line.place].full += len(line.text) >= measures[line.place].longest - 2
    held: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        held.append(line)
        is_parted = line.is_soft and following is not None and line.place is following.place
        if not (is_parted and _goes_on(line, following, measures[line.place])):
            if len(held) > 1:
                joined.append(held[0])
                # Makes the first line hold the words of all.
                gaps = [
                    " " if line.text[-1:].isascii() and following.text[:1].isascii() else ""
                    for line, following in pairwise(held)
                ]
                first = held[0]
                first.text = "".join(f"{gap}{line.text}" for gap, line in zip(["", *gaps], held, strict=True))
                first.raw = "".join(f"{gap}{line.raw.lstrip()}" for gap, line in zip(["", *gaps], held, strict=True))
                first.linked = sum(line.linked for line in held)
                first.is_soft = held[-1].is_soft
            yield held[0]
            held = []


def _goes_on(line: Line, following: Line, measure: _Measure) -> bool:
    """True if a sentence goes on after a break: by its marks, by a paragraph begun before it, or by lines of one length."""
    if following.raw.startswith(("　", "\u00a0\u00a0")) or line.kind == "heading":
        return False
    if _GOES_ON.match(following.text) or _LEFT_OPEN.search(line.text):
        return True
    if _TERMINAL.search(line.text) or len(line.text) < PROSE_LINE:
        return False
    # Lines that the writer broke by hand at the same width, and one that is full.
    is_even = measure.breaks > 2 and measure.full * 2 >= measure.breaks  # noqa: PLR2004 - two may be chance
    if is_even and len(line.text) >= measure.longest - 2:
        return True
    return len(line.text) >= PARAGRAPH_BEGUN and ("。" in line.text or len(re.findall("[，、]", line.text)) > 1)
