"""An editor's own words in a finished file: where they stand, and whether the mark that says whose they are still follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing.check.flat_text import compare_form, is_bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.findings import Finding

_MARK = "label.editor"
# Between an editor's words and their mark the ledger has a run or two: 20条, 未详, （编者补充）.
_RUNS = 4
# Words so long, which the source does not say, are an editor's wherever the file prints them; shorter ones as a cell.
_LONG = 4
# So much of the words must be there to be theirs.
_MOST = 0.5
# Where the cells of a table are read one by one, the mark stands so far from its words.
_AWAY = 60
_SLACK = 2
_ELSEWHERE = frozenset({"running", "contents"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Words of an editor in a file: the range of its flat text, their mark, how far on that ends at most, and whether it is there."""

    start: int
    end: int
    reach: int
    mark: str
    is_marked: bool = False


def _additions(comparison: Comparison) -> list[Addition]:
    """The runs of the ledger that are an editor's, in the order of the file, each place once."""
    flat, entries, found = comparison.authority.flat, comparison.authority.ordered, []
    for number, entry in enumerate(entries):
        if entry["origin"]["kind"] != "editor":
            continue
        following = islice(enumerate(entries[number + 1 :], number + 1), _RUNS)
        mark = next((at for at, one in following if one["origin"].get("key") == _MARK), None)
        if mark is None:
            continue
        run, begun = bisect_left(flat.owners, number), bisect_left(flat.owners, mark)
        run_end, mark_end = bisect_left(flat.owners, number + 1), bisect_left(flat.owners, mark + 1)
        for start, end in _places(comparison, run, run_end):
            if start < end and comparison.part_at(start) not in _ELSEWHERE:
                reach, words = mark_end - run_end + _SLACK, flat.raw[begun:mark_end]
                found.append(Addition(start=start, end=end, reach=reach, mark=words))
    kept: list[Addition] = []
    for one in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _places(comparison: Comparison, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Places at which the file prints an editor's run: where it is aligned with it, and wherever it says words that only he says."""
    pieces = [
        (max(first, block.model), min(last, block.model_end), block.file - block.model)
        for block in comparison.blocks
        if block.model < last and first < block.model_end
    ]
    if sum(end - start for start, end, _ in pieces) > _MOST * (last - first):
        yield pieces[0][0] + pieces[0][2], pieces[-1][1] + pieces[-1][2]
    words = comparison.authority.flat.text[first:last]
    if words not in "".join(comparison.authority.outline.source.folded.split()):
        for found in re.finditer(rf"(?<!\d){re.escape(words)}", comparison.flat.text):
            if len(words) >= _LONG or all(is_bound(comparison.flat, at) for at in found.span()):
                yield found.span()


def find_additions(comparison: Comparison) -> tuple[Addition, ...]:
    """An editor's words in the file, in its order; each mark speaks for the words that it follows, else for those nearby."""
    additions = _additions(comparison)
    forms = {one.mark: re.escape(compare_form(one.mark)) for one in additions}
    free = {mark: [at.start() for at in re.finditer(form, comparison.flat.text)] for mark, form in forms.items()}
    marked: set[int] = set()
    for is_near in (True, False):
        for one in additions:
            first, last = (
                (one.end, one.end + one.reach - len(one.mark)) if is_near else (one.start - _AWAY, one.end + _AWAY)
            )
            claimed = next((at for at in free[one.mark] if first <= at <= last), None)
            if claimed is not None and one.start not in marked:
                free[one.mark].remove(claimed)
                marked.add(one.start)
    return tuple(replace(one, is_marked=one.start in marked) for one in additions)


def find_unmarked(comparison: Comparison) -> Iterator[Finding]:
    """The words of an editor that a reader would take for the source's, since nothing says whose they are."""
    for one in find_additions(comparison):
        if not one.is_marked:
            message = f"这是编者补充的话，原文没有，后面要标明“{one.mark}”"
            yield comparison.finding("editor", message, one.start, one.end, expected=None)


def list_additions(comparison: Comparison) -> Iterator[Finding]:
    """All words of an editor in the file, marked or not, as a person is told of them."""
    for one in find_additions(comparison):
        message = "编者补充，有标明" if one.is_marked else "编者补充，没有标明"
        yield comparison.finding("editor", message, one.start, one.end, expected=None)
