"""Ranges: two figures that the source states as one expression (5至6个月) are printed as one, never one end alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.model import quote_source
from briefing.text.quantities import find_quantities, is_range
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.outline.model import Figure, Outline
    from briefing.text.quantities import Quantity
    from briefing.text.source import Source, Span

# Both ends of a range stand within so many characters of either.
_REACH = 40
_STOPS = "，。；！？\n"


def _joins(source: Source, first: Quantity, last: Quantity) -> bool:
    """True if two numbers are the ends of one range: of one unit, of two times (5天至2周), or the first without any."""
    alike = first.plain_unit == last.plain_unit or first.kind == last.kind == "time"
    alike = alike or (not first.unit and first.form == last.form)
    return alike and is_range(source.folded, first.end, last.start)


def whole_expression(source: Source, place: Span) -> Span:
    """The range that a number at a place is an end of, or the place itself."""
    folded = source.folded
    # The clause around the place, as far as a range may reach.
    start = max(folded.rfind(mark, max(0, place.start - _REACH), place.start) + 1 for mark in _STOPS)
    ends = (folded.find(mark, place.end, place.end + _REACH) for mark in _STOPS)
    end = min((at for at in ends if at >= 0), default=min(len(folded), place.end + _REACH))
    found = [*find_quantities(folded, max(start, place.start - _REACH), end)]
    index = next((at for at, one in enumerate(found) if one.start < place.end and place.start < one.end), None)
    if index is None:
        return place
    first = last = index
    while first and _joins(source, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _joins(source, found[last], found[last + 1]):
        last += 1
    return place if first == last else span(min(found[first].start, place.start), max(found[last].end, place.end))


def join_ranges(outline: Outline) -> Outline:
    """The outline with each range as one figure: the first end's, in the words of both."""
    figures: list[Figure] = []
    taken: set[Span] = set()
    for figure in outline.figures:
        place = figure.words.span if figure.words.spans else None
        whole = whole_expression(outline.source, place) if place else None
        if place is None or whole is None or whole == place:
            figures.append(figure)
        elif whole not in taken:
            taken.add(whole)
            figures.append(replace(figure, words=quote_source(outline.source, whole)))
    return replace(outline, figures=tuple(figures))


def is_of_one_value(folded: str) -> bool:
    """True if a figure's folded words state one number and not a range."""
    return sum(1 for _ in find_quantities(folded)) <= 1
