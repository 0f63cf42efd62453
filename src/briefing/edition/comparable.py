"""Figures that truly compare (可比的数据): of one sentence, one unit, one time and one kind, each of a thing of its own.

A chart sets numbers side by side and says by that alone that they are alike. So growth goes with growth and an amount
of money with amounts of things that have their names' end in common (城镇居民人均可支配收入, 农村居民人均可支配收入);
counts (73家 new firms, 721家 institutions) are not drawn at all, nor is what stands in another sentence.
"""

from __future__ import annotations

import re
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from briefing.edition.predicates import has_own_unit
from briefing.edition.ranges import is_of_one_value
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.outline.model import Figure, Outline
    from briefing.text.source import Span

# Fewer are read faster as text; more are a table.
_FEWEST, _MOST = 3, 9
_SHARES = frozenset({"%", "％"})
_GROWS = re.compile(r"(?:同比|分别|均|年均|约|将)*(?P<verb>增长|下降|提高|上升|减少|成长)")
_COMMON_HEAD = 2


def _kind(figure: Figure, words: str) -> tuple[object, ...] | None:
    """The key that figures must share to stand on one axis; None for one that does not belong on any."""
    growth = _GROWS.fullmatch(words)
    unit = figure.normal.unit or ""
    grows = growth is not None and unit in _SHARES
    if not grows and (words or figure.change or not unit.endswith("元")):
        return None
    said = (figure.period, figure.rate, figure.baseline)
    times = tuple(one.text if one else None for one in said)
    return (growth["verb"] if growth else None, unit, figure.qualifier, figure.cumulative, *times)


def _compares(figures: Sequence[Figure]) -> bool:
    names = [figure.indicator.text for figure in figures if figure.indicator]
    if not _FEWEST <= len(figures) <= _MOST or len(set(names)) != len(figures):
        return False
    if any(figure.normal.value <= 0 or not has_own_unit(figure) for figure in figures):
        return False
    if not all(is_of_one_value(fold(figure.words.text)) for figure in figures):
        return False
    backwards = zip(*(reversed(name) for name in names), strict=False)
    common_end = sum(1 for _ in takewhile(lambda characters: len(set(characters)) == 1, backwards))
    return figures[0].normal.unit in _SHARES or common_end >= _COMMON_HEAD


def find_comparable(outline: Outline, predicates: Mapping[str, Span]) -> Iterator[tuple[Figure, ...]]:
    """The groups of figures that compare, in the order of the source; a figure is in one of them at most.

    `predicates` are the words between what a figure counts and the figure, as `find_predicates` gives them.
    """
    placed = (one for one in outline.figures if one.words.spans and one.point)
    in_order = sorted(placed, key=lambda one: one.words.span)
    for _, stated in groupby(in_order, key=lambda one: one.point):
        kinds: dict[tuple[object, ...], list[Figure]] = {}
        for figure in stated:
            place = predicates.get(figure.id)
            kind = _kind(figure, outline.source.fold(place) if place else "")
            if kind is not None:
                kinds.setdefault(kind, []).append(figure)
        yield from (tuple(group) for group in kinds.values() if _compares(group))
