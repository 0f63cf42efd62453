"""Runs of marks that follow one another (一是, 二是, 三是), and of members that stand without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.outline.enumerations.announced import find_announced
from briefing.outline.enumerations.markers import SIDES, Marker, find_markers
from briefing.outline.enumerations.run_in_heads import find_run_ins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.text.source import Source

# 一无…二无… is no list: a third is wanted.
_FEWEST = {"N同": 3}
# How many lines apart two members may stand, how many sides 方面 may have, and how many open runs are kept.
_PROSE_REACH, _PAIR_REACH, _BULLET_REACH, _MOST_SIDES, _DEPTH = 12, 3, 5, 3, 12


def _continues(barriers: Sequence[int], run: Sequence[Marker], marker: Marker) -> bool:
    """True if the marker is the next of a run, and near enough to its last."""
    last, style = run[-1], run[0].style
    # 首先 may be followed by 第二, and 最后 closes a run of any length.
    joins = style == marker.style or (style == "首先" and marker.style == "第")
    joins = joins or (marker.ordinal == 0 and style in {"首先", "第"})
    bullet = marker.ordinal is None
    distance, parted = marker.line - last.line, barriers[marker.line] != barriers[last.line]
    reach = _PAIR_REACH if marker.style in SIDES else _BULLET_REACH if bullet else _PROSE_REACH
    near = (distance <= reach and not parted) or not (marker.is_prose or bullet)
    together = distance == 0 or (marker.opens and marker.heads and last.heads)
    if not joins or not (together or (marker.opens and near)):
        return False
    if bullet:
        return True
    if marker.ordinal == 0:
        # 此外 closes a list in its own paragraph only: it opens so many others.
        return len(run) > 1 and (marker.style != "此外" or marker.line == last.line)
    if marker.style in SIDES:
        # 另一方面, 再一个是, or a second 一方面 in the same line.
        follows = marker.ordinal != 1 or (len(run) == 1 and marker.line == last.line)
        return follows and len(run) < _MOST_SIDES
    return marker.ordinal == (run[0].ordinal or 1) + len(run)


def find_runs(source: Source, lines: Sequence[Line], barriers: Sequence[int]) -> list[list[Marker]]:
    """The runs of two markers and more, by the place of their first; prose runs stay between two `barriers`.

    `barriers` says for each line how many headings and questions stand before it.
    """
    # The runs that may still go on, the innermost last, and those that are over.
    going: list[list[Marker]] = []
    over: list[list[Marker]] = []
    for marker in (one for index, line in enumerate(lines) for one in find_markers(source, line, index)):
        depths = range(len(going) - 1, -1, -1)
        depth = next((depth for depth in depths if _continues(barriers, going[depth], marker)), None)
        if depth is not None:
            over += going[depth + 1 :]
            del going[depth + 1 :]
            going[depth].append(marker)
        # An excerpt may begin in the middle of a list: 三是….
        elif marker.ordinal in {1, None} or (marker.line == 0 and marker.opens and not going):
            going.append([marker])
            # A text of nothing but 一是 would else make every marker look through all runs before it.
            over += going[:-_DEPTH]
            del going[:-_DEPTH]
    runs = [run for run in (*over, *going) if len(run) >= _FEWEST.get(run[0].style.split(" ")[0], 2)]

    # Members without marks, where no mark begins one of them.
    numbered = {marker.start for run in runs for marker in run}
    announced = ((index, marks) for index, line in enumerate(lines) for marks in find_announced(source, line.span))
    unmarked = [
        [
            Marker(style="同", ordinal=ordinal, start=mark.start, end=mark.end, line=index, opens=False)
            for ordinal, mark in enumerate(marks, 1)
        ]
        for index, marks in announced
    ]
    for run in (*find_run_ins(source, lines), *unmarked):
        if numbered.isdisjoint(marker.start for marker in run):
            runs.append(run)
            numbered.update(marker.start for marker in run)
    return sorted(runs, key=lambda run: run[0].start)
