"""Totals of a whole place (地区生产总值, 规上工业增加值): which figures state them, and the clauses of a preamble that do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.text.bearing import count_kinds
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Figure, Point
    from briefing.text.source import Span

# 贡献率 of the 生产总值 is none: a total ends its indicator, but for the 额 of 进出口总额.
_TOTAL = re.compile(rf"{pattern('statements', 'aggregate')}.?$")
# A sentence with so many words of resolve is a preamble.
_HOLLOW = 3


def is_total(figure: Figure) -> bool:
    """True if the figure, with its unit, is of a total of a whole economy: 地区生产总值."""
    label = figure.indicator if figure.unit else None
    return label is not None and _TOTAL.search(fold(label.text)) is not None


def _totals_of(library: OutlineIndex, point: Point) -> Span | None:
    """The clauses of a preamble that state totals, where they are the lesser part of it."""
    if count_kinds(fold(point.words.text)).get("hollow", 0) < _HOLLOW:
        return None
    places = [library.clause_of(figure) for figure in library.figures.get(point.id, ()) if is_total(figure)]
    stated = [place for place in places if place]
    clauses = library.clauses(point.words.span)
    if not stated:
        return None
    whole = span(stated[0].start, stated[-1].end)
    return whole if 2 * sum(clause in whole for clause in clauses) < len(clauses) else None


def with_totals_alone(library: OutlineIndex) -> OutlineIndex:
    """The library with nothing printed of a preamble but the totals that it states: 在…领导下，……，|生产总值达到90亿元，|……."""
    found = [(point.id, place) for point in library.placed if (place := _totals_of(library, point))]
    return replace(library, extents=(*found, *library.extents)) if found else library
