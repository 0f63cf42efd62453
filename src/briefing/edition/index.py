"""Cached look-ups over one outline: points by id and place, figures and names by point, topics by point."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.edition.comparable import find_comparable
from briefing.edition.predicates import find_companions, find_predicates, stands_alone
from briefing.edition.ranges import join_ranges
from briefing.edition.sentences import Sentences
from briefing.edition.topics import match_topics
from briefing.edition.turns import Turns
from briefing.outline.lines import label_lines
from briefing.outline.people.tellers import find_tellers
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import Span, find_holder, span
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.config.section_kinds import NameKind
    from briefing.config.topics import Match, Topics
    from briefing.outline.lines import Line
    from briefing.outline.model import Enumeration, Figure, Item, Name, Outline, Point, Quote
    from briefing.outline.people.tellers import Teller
    from briefing.text.source import Source

# Names never cross these; a clause ends at one that stands outside brackets and quotation marks.
_CLAUSE_END = frozenset("，；。！？：")
_OPENING, _CLOSING = frozenset("《“‘（"), frozenset("》”’）")


# A spoken sentence is very long from here on, and shown by its first clauses, up to so many characters.
_LONG_SAID, _SHOWN_OF_LONG, _ORAL_WORDS = 150, 110, 5
_ORAL = re.compile(pattern("speech", "oral"))


@dataclass(frozen=True)
class OutlineIndex:
    """One outline under one topic file, with its look-ups; a range is one figure in it."""

    outline: Outline
    topics: Topics
    # The words that people chose to print for a point, by its id, None for all of them.
    extents: tuple[tuple[str, Span | None], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "outline", join_ranges(self.outline))

    @cached_property
    def matches(self) -> dict[str, tuple[Match, ...]]:
        """The topics that each point speaks of, by the point's id."""
        return match_topics(self.outline, self.topics, dict(self.extents))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the source, labelled."""
        return label_lines(self.outline.source)

    @cached_property
    def points(self) -> dict[str, Point]:
        """Points by id."""
        return {point.id: point for point in self.outline.points}

    @cached_property
    def placed(self) -> tuple[Point, ...]:
        """The points that stand in the source, in its order."""
        return tuple(sorted((point for point in self.outline.points if point.words.spans), key=lambda p: p.words.span))

    @cached_property
    def order(self) -> dict[str, int]:
        """Rank of each placed point, by id."""
        return {point.id: index for index, point in enumerate(self.placed)}

    @cached_property
    def names(self) -> dict[NameKind, tuple[Name, ...]]:
        """The outline's names by kind."""
        outline = self.outline
        return {
            "policies": outline.policies,
            "programmes": outline.programmes,
            "organisations": outline.organisations,
            "events": outline.events,
        }

    @cached_property
    def figures(self) -> dict[str, tuple[Figure, ...]]:
        """The figures that each point states, by the point's id."""
        by_point: dict[str, list[Figure]] = {}
        for figure in self.outline.figures:
            by_point.setdefault(figure.point or "", []).append(figure)
        return {point: tuple(figures) for point, figures in by_point.items()}

    @cached_property
    def _figure_starts(self) -> list[int]:
        return sorted(figure.words.span.start for figure in self.outline.figures if figure.words.spans)

    def figures_within(self, place: Span) -> int:
        """The number of figures in the place."""
        return bisect_left(self._figure_starts, place.end) - bisect_left(self._figure_starts, place.start)

    @cached_property
    def predicates(self) -> dict[str, Span]:
        """The words between indicator and figure, by the figure's id, where it compares."""
        return find_predicates(self.outline)

    @cached_property
    def companions(self) -> dict[str, Figure]:
        """The change of an amount, by the amount's id, where the sentence states it right after the amount."""
        return find_companions(self.outline, self.predicates)

    @cached_property
    def comparable(self) -> tuple[tuple[Figure, ...], ...]:
        """The groups of figures that may stand in one chart."""
        return tuple(find_comparable(self.outline, self.predicates))

    @cached_property
    def _mentions(self) -> dict[str, tuple[Span, ...]]:
        source = self.outline.source
        everyone = [name for names in self.names.values() for name in names if name.words.spans]
        longest_first = sorted(everyone, key=lambda name: -len(name.words.text))
        found: dict[str, list[Span]] = {name.id: [] for name in everyone}
        taken: list[Span] = []
        for name in longest_first:
            for match in re.finditer(re.escape(fold(name.words.text)), source.folded):
                place = span(*match.span())
                if not any(place in longer and place != longer for longer in taken):
                    found[name.id].append(place)
            taken.extend(found[name.id])
        return {name: tuple(sorted(places)) for name, places in found.items()}

    def mentions(self, name: Name) -> tuple[Span, ...]:
        """Every place that prints the name, but for those inside a longer name."""
        return self._mentions.get(name.id, ())

    @cached_property
    def _point_spans(self) -> list[Span]:
        return [point.words.span for point in self.placed]

    def point_at(self, place: Span) -> Point | None:
        """The point that holds the start of a place."""
        index = find_holder(self._point_spans, place.start)
        return None if index is None else self.placed[index]

    def points_within(self, place: Span) -> tuple[Point, ...]:
        """The points that start within a place."""
        return tuple(point for point in self.placed if place.start <= point.words.span.start < place.end)

    def points_of(self, item: Item) -> tuple[Point, ...]:
        """The points that an enumeration's member consists of."""
        return self.points_within(item.span) if item.span else ()

    def point_of_quote(self, quote: Quote) -> Point | None:
        """The point that a quotation stands in."""
        return self.point_at(quote.words.span) if quote.words.spans else None

    def names_in(self, point: Point, kinds: Iterable[NameKind]) -> tuple[Name, ...]:
        """The names of those kinds that the point mentions, in its order."""
        if not point.words.spans:
            return ()
        places = [
            (place, name)
            for kind in kinds
            for name in self.names[kind]
            if (place := next((one for one in self.mentions(name) if one in point.words.span), None)) is not None
        ]
        return tuple(name for _, name in sorted(places, key=lambda placed: placed[0]))

    def follows(self, before: Point, after: Point) -> bool:
        """True if the text goes on from one point to the other."""
        return bool(before.words.spans and after.words.spans) and self.order[after.id] == self.order[before.id] + 1

    def shortened(self, point: Point) -> Span | None:
        """Whole clauses that a very long spoken sentence begins with, which are shown for it; None where it is shown whole."""
        if not point.words.spans or len(point.words.text) <= _LONG_SAID:
            return None
        place = point.words.span
        if len(_ORAL.findall(self.outline.source.fold(place))) < _ORAL_WORDS:
            return None
        clauses = self.clauses(place)
        kept = [clause for clause in clauses if clause.end - place.start <= _SHOWN_OF_LONG] or [clauses[0]]
        while len(kept) > 1 and self.outline.source.folded[kept[-1].end - 1] == "：":
            kept.pop()
        return span(place.start, kept[-1].end) if len(kept) < len(clauses) else None

    def extent_of(self, point: Point) -> Span | None:
        """The words that are printed for a point, as people chose or else as it is `shortened`; None for all of them."""
        chosen = dict(self.extents)
        return chosen[point.id] if point.id in chosen else self.shortened(point)

    @cached_property
    def sentences(self) -> Sentences:
        """The judgements on sentences: which state something, which cannot stand alone."""
        return Sentences(self)

    @cached_property
    def tellers(self) -> dict[str, Teller]:
        """The teller of each point, by the point's id, where the point opens with somebody who says something."""
        places = [point.words.span for point in self.placed]
        found = find_tellers(self.outline.source, self.lines, places, self.outline.speakers)
        return {point.id: found[point.words.span] for point in self.placed if point.words.span in found}

    @cached_property
    def turns(self) -> Turns:
        """The question that each sentence answers, and who says it."""
        return Turns(self.outline, self.lines)

    def is_nested(self, enumeration: Enumeration) -> bool:
        """True if the enumeration stands inside a member of another."""
        first = enumeration.items[0].span
        return first is not None and any(
            item.span is not None and first in item.span and other.id != enumeration.id
            for other in self.outline.enumerations
            for item in other.items
        )

    def clause_of(self, figure: Figure) -> Span | None:
        """The clause that states the figure."""
        point = self.points.get(figure.point or "")
        if point is None or not point.words.spans or not figure.words.spans:
            return None
        start = figure.words.span.start
        return next((one for one in self.clauses(point.words.span) if one.start <= start < one.end), None)

    def row_clause(self, figure: Figure) -> Span | None:
        """The clause that a table prints for the figure, whose indicator is not sure or does not tell by itself what it counts."""
        return self._row_clauses.get(figure.id)

    @cached_property
    def _row_clauses(self) -> dict[str, Span]:
        told_by = {one.id: self.clause_of(one) for one in self.outline.figures if not self._tells_by_itself(one)}
        return {figure: clause for figure, clause in told_by.items() if clause is not None}

    def _tells_by_itself(self, figure: Figure) -> bool:
        if figure.indicator is None:
            return False
        if not figure.indicator.spans:
            return True
        is_sure = figure.indicator_sure is None or figure.indicator_sure >= _SURE_IN_TABLE
        return is_sure and stands_alone(figure, self.predicates.get(figure.id), self.outline.source)

    def is_bare(self, figure: Figure) -> bool:
        """True if a table would print a clause for the figure that names nothing, 比上年增长51%, or is longer than a row.

        So it is of 两人 that opens a clause: it says who does something, and not how many there are.
        """
        clause = self.row_clause(figure)
        if clause is None:
            return False
        if figure.unit == "人" and figure.value <= _FEW_PEOPLE and figure.words.span.start == clause.start:
            return True
        if clause.end - clause.start > _LONGEST_IN_TABLE:
            return True
        folded = self.outline.source.folded
        before, after = folded[clause.start : figure.words.span.start], folded[figure.words.span.end : clause.end]
        tags = (tag for words in (before, after) for _, tag in read_tokens(words).at.values())
        return not any(tag[:1] == "n" and tag != "nr" for tag in tags)

    def clauses(self, place: Span) -> tuple[Span, ...]:
        """The clauses of a place."""
        return find_clauses(self.outline.source, place)


# How sure an indicator must be for a table, whose rows nobody reads beside their sentences, and the longest clause of a row.
_SURE_IN_TABLE, _LONGEST_IN_TABLE = 0.9, 60
_FEW_PEOPLE = 3


def find_clauses(source: Source, place: Span) -> tuple[Span, ...]:
    """The place cut after each ，；。！？： that stands outside brackets and quotation marks."""
    cuts, depth = [place.start], 0
    for offset in range(place.start, place.end):
        mark = source.folded[offset]
        depth = max(0, depth + (mark in _OPENING) - (mark in _CLOSING))
        if depth == 0 and mark in _CLAUSE_END:
            cuts.append(offset + 1)
    ends = [*cuts[1:], place.end]
    return tuple(span(start, end) for start, end in zip(cuts, ends, strict=True) if start < end)
