"""Numbers that have changed places with their indicators: each word is the source's, but not beside the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.check.contexts import is_respelt
from briefing.check.flat_text import flat_form
from briefing.check.numbers import difference_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.comparison import Comparison
    from briefing.check.expected import ExpectedText
    from briefing.check.fact_zones import FactZone
    from briefing.check.findings import Finding
    from briefing.check.quantities import Quantity

# The numbers of one series stand within so many characters.
_SERIES = 40
# A number and its indicator stand together within so many characters.
_REACH = 120
_GAP = 6
# The sections of a pack in which a number stands with its label, its time and its place.
_ROWS = frozenset({"glance", "figures"})
_TEXT = frozenset({"heading", "body", "cell"})
_ROW = re.compile(r"表(\d+)第(\d+)行")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Statement:
    """A stretch of the authority's flat text from a number to its indicator, or the other way round."""

    start: int
    end: int
    figure: str


def _statements(authority: ExpectedText) -> list[Statement]:
    """Each number with the nearest print of its indicator."""
    # The places of each figure's indicator on the flat text.
    occurrences: dict[str, list[tuple[int, int]]] = {}
    begun: dict[FactZone, int] = {}
    for at, place in enumerate(authority.flat.places):
        for zone in authority.zones.get(place, ()):
            if zone.kind == "indicator" and place == zone.start:
                begun[zone] = at
            if zone.kind == "indicator" and place == zone.end - 1 and zone in begun:
                occurrences.setdefault(zone.key, []).append((begun.pop(zone), at + 1))
    lengths = {figure.id: len("".join(figure.words.text.split())) for figure in authority.outline.figures}
    found = []
    for figure, places in authority.figure_places.items():
        for place in places:
            near = min(occurrences.get(figure, ()), key=lambda one: abs(one[0] - place), default=None)
            if near and abs(near[0] - place) <= _REACH:
                end = max(place + lengths[figure], near[1])
                found.append(Statement(start=min(place, near[0]), end=end, figure=figure))
    return sorted([*found, *_rows(authority)])


def _rows(authority: ExpectedText) -> Iterator[Statement]:
    """Each number with all that the ledger prints beside it, up to its place in the source: a label may be a whole clause."""
    row: list[int] = []
    figure = None
    for number, entry in enumerate(authority.ordered):
        origin = entry["origin"]
        if origin["kind"] == "source" and entry["block"] in _ROWS:
            row.append(number)
            fact = str(origin.get("fact", ""))
            figure = fact if fact.startswith("f") else figure
        elif origin.get("key") == "label.source" or entry["block"] not in _ROWS:
            if figure is not None:
                owners = authority.flat.owners
                yield Statement(start=bisect_left(owners, row[0]), end=bisect_right(owners, row[-1]), figure=figure)
            row, figure = [], None


def _within(statements: Sequence[Statement], at: int) -> set[str]:
    """The figures whose statements a cut at a place would part."""
    first = bisect_right(statements, at, key=lambda one: one.start)
    return {one.figure for one in statements[max(0, first - 12) : first] if one.start < at < one.end}


def find_swapped(comparison: Comparison) -> Iterator[Finding]:
    """Numbers beside the indicator of another: the file goes from the middle of one statement to that of another."""
    jumps = [
        (before, after)
        for before, after in pairwise(comparison.blocks)
        if after.file - before.file_end <= _GAP
        and after.model != before.model_end
        and {comparison.passage(at).part for at in (before.file_end - 1, after.file)} <= _TEXT
    ]
    statements = _statements(comparison.authority) if jumps else []
    for before, after in jumps:
        left, right = _within(statements, before.model_end), _within(statements, after.model)
        if not left or not right or left & right or comparison.is_rearranged_at(after.file):
            continue
        if comparison.is_printed(before.file_end - 1, after.file):
            continue
        # Where an indicator follows an indicator, neither is beside a number.
        authority = comparison.authority
        places = (authority.flat.places[before.model_end - 1], authority.flat.places[after.model])
        if not all(any(zone.kind == "indicator" for zone in authority.zones.get(place, ())) for place in places):
            start, end = max(before.file, before.file_end - _GAP), min(after.file_end, after.file + _GAP)
            offsets = comparison.source_places(before.model_end - 1, before.model_end)
            expected = comparison.raw(before.model_end - _GAP, before.model_end + _GAP * 2)
            message = "数与指标的搭配和原文不同"
            yield comparison.finding("subject", message, start, end, expected=expected, offsets=offsets)


def find_reordered(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of one series in another order: one that is put in within a sentence and taken out close by."""
    changes = [(edit, *difference_at(comparison, edit)) for edit in comparison.edits if edit.joined]
    for (edit, stated, true), (other, others_stated, others_true) in pairwise(changes):
        if abs(other.file[0] - edit.file[1]) > _SERIES:
            continue
        moved = [(one, gone) for one in stated for gone in others_true if _equal(one, gone)]
        moved += [(one, gone) for one in others_stated for gone in true if _equal(one, gone)]
        for one, gone in moved:
            offsets = comparison.source_places(gone.start, gone.end)[:1]
            expected = comparison.raw(max(0, edit.model[0] - _GAP), other.model[1] + _GAP)
            message = "数的先后与原文不同，所指的指标也就不同"
            yield comparison.finding("subject", message, one.start, one.end, expected=expected, offsets=offsets)


def find_exchanged(comparison: Comparison) -> Iterator[Finding]:
    """Cells beside the cell of another row: the file prints in the same table what the source has beside them."""
    says = comparison.authority.says
    # 三个 beside the label of 3个 is right, though the source says it nowhere so.
    respelt = {
        comparison.passage_at(one.file[0]) for one in comparison.edits if one.joined and is_respelt(comparison, one)
    }
    for rows in _tables(comparison):
        printed = {cell for row in rows for _, cell in row}
        following = {(one, other) for row in rows for (_, one), (_, other) in pairwise(row)}
        for row in rows:
            for (_, one), (index, other) in pairwise(row):
                if index in respelt or says(one + other, len(one)) or says(other + one, len(other)):
                    continue
                right = next((cell for cell in printed if says(one + cell, len(one)) and cell != one), None)
                left = next((cell for cell in printed if says(cell + other, len(cell)) and cell != other), None)
                if right and left and (one, right) not in following and (left, other) not in following:
                    message = "表格里同一行的两格在原文里不在一处"
                    place = (0, len(comparison.finished.passages[index].text))
                    yield comparison.claim("subject", message, index, place, expected=left)


def _tables(comparison: Comparison) -> list[list[list[tuple[int, str]]]]:
    """The rows of each table of a Word file or a page, as cells with their passages."""
    tables: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for index in comparison.order:
        passage = comparison.finished.passages[index]
        place = _ROW.fullmatch(passage.place)
        if place is not None:
            rows = tables.setdefault(place[1], {})
            rows.setdefault(place[2], []).append((index, flat_form(passage.text)))
    return [list(rows.values()) for rows in tables.values()]


def _equal(one: Quantity, other: Quantity) -> bool:
    return one.measure == other.measure and not one.bare
