"""Cached look-ups over one outline: points by id and place, figures and names by point, topics by point."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.edition.comparable import find_comparable
from briefing.edition.predicates import find_companions, find_predicates
from briefing.edition.ranges import join_ranges
from briefing.edition.topics import match_topics
from briefing.edition.turns import Turns
from briefing.edition.wording import (
    holds_markup,
    is_announcement,
    is_half_of_contrast,
    is_of_talk,
    is_opinion_of_others,
    lacks_speaker,
    names_speaker,
    needs_neighbour,
    opens_with_pronoun,
)
from briefing.outline.lines import label_lines
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import Span, find_holder, find_unpaired, span
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.section_kinds import NameKind
    from briefing.config.topics import Match, Topics
    from briefing.outline.lines import Line
    from briefing.outline.model import Enumeration, Figure, Item, Name, Outline, Point, Quote
    from briefing.text.source import Source

# A sentence that announces a list, and is no longer, says nothing besides.
_SHORT_LEAD = 24
# Names never cross these; a clause ends at one that stands outside brackets and quotation marks.
_CLAUSE_END = frozenset("，；。！？：")
_OPENING, _CLOSING = frozenset("《“‘（"), frozenset("》”’）")

# A heading of a section is no longer than this, and no sentence: it ends with none of these marks.
_LONGEST_HEADING = 40
_LONGEST_SLOGAN = 13
_SENTENCE_END = ("。", "！", "？", "；", "：", "”", "’", "…", "）", ".", "!", "?", ";", ":")
_NUMBERED_HEADING = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。]{2,30}[。]?$")

# 我们村初步定了合作, but not 我国, 我市.
_OF_ONESELF = re.compile(r"我(?![国省市区县州港军党])|咱")
# A spoken sentence is very long from here on, and shown by its first clauses, up to so many characters.
_LONG_SAID, _SHOWN_OF_LONG, _ORAL_WORDS = 150, 110, 5
_ORAL = re.compile(pattern("speech", "oral"))
# A member of a series that is shorter needs the others: 3项有关膳食；.
_ALONE = 20
# What is said again, word for word, in a longer sentence is no shorter.
_REPEATED = 16


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
        return match_topics(self.outline, self.topics)

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

    @cached_property
    def _heads_alone(self) -> frozenset[str]:
        fold_at, alone = self.outline.source.fold, set[str]()
        for item in (item for one in self.outline.enumerations for item in one.items if item.head.spans):
            point = self.point_at(item.head.span)
            said = fold_at(point.words.span) if point else ""
            rest = said.replace(fold_at(item.head.span), "", 1).replace(item.marker, "", 1)
            if point and not rest.strip("“”‘’。，；：、 "):
                alone.add(point.id)
        return frozenset(alone)

    def is_head_alone(self, point: Point) -> bool:
        """True if the point says no more than the head of an enumeration's member, as “一是深化改革。” does."""
        return point.id in self._heads_alone

    def is_attribution_alone(self, point: Point) -> bool:
        """True if the point says no more than who said the quotation beside it, as “张三说。” does."""
        if not point.words.spans:
            return False
        fold, place = self.outline.source.fold, point.words.span
        said = (quote.attribution for quote in self.outline.quotes if quote.attribution and quote.attribution in place)
        return any(not fold(place).replace(fold(one), "", 1).strip("“”‘’。，；：、 ") for one in said)

    def is_of_occasion(self, point: Point) -> bool:
        """True if the point is about the talk and not of it: 近日，本报记者专访了…; 感谢您的提问。."""
        if not point.words.spans or point.id in self._introductions:
            return bool(point.words.spans)
        place = point.words.span
        return is_of_talk(self.outline.source.fold(place), counts=bool(self.figures_within(place)))

    @cached_property
    def _introductions(self) -> frozenset[str]:
        """The points of a paragraph that stand before the one that announces the talk."""
        source = self.outline.source
        places = [one.words.span for one in self.placed if is_announcement(source.fold(one.words.span))]
        before = (span(source.line_start(place.start), place.start) for place in places)
        return frozenset(point.id for place in before for point in self.points_within(place))

    def is_bare_speech(self, point: Point) -> bool:
        """True if the point is of the first person within a quotation, of somebody who is no guest: “…。我们村初步定了合作。…”."""
        outline = self.outline
        if not point.words.spans or not _OF_ONESELF.search(fold(point.words.text)):
            return False
        start, turn = point.words.span.start, self.turns.of(point)
        before = outline.source.folded[outline.source.line_start(start) : start]
        is_within = before.count("“") > before.count("”")
        guests = {speaker.name for speaker in outline.speakers}
        known = any(
            quote.speaker in guests for quote in outline.quotes if quote.words.spans and start in quote.words.span
        )
        return is_within and not (known or turn.question or turn.voice)

    def is_of_others(self, point: Point) -> bool:
        """True if the point only relates what others think: 他们建议…, 有意见认为…, with no answer to it."""
        return bool(point.words.spans) and is_opinion_of_others(fold(point.words.text))

    def is_markup(self, point: Point) -> bool:
        """True if the point holds what a page was written with: links, stars, entities."""
        return bool(point.words.spans) and holds_markup(self.outline.source.fold(point.words.span))

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """The points that a longer one, or a later one of the same words, says again: the highlights over an article."""
        source = self.outline.source
        said = {point.id: source.fold(point.words.span).strip("●·•“”。；！ 　") for point in self.placed}
        long = [(point, words) for point, words in said.items() if len(words) >= _REPEATED]
        longer = sorted(said.items(), key=lambda one: (-len(one[1]), -self.order[one[0]]))
        seen, repeated = "", set[str]()
        known = {point for point, _ in long}
        for point, words in longer:
            if point in known and words in seen:
                repeated.add(point)
            seen += f"{words}\n"
        return frozenset(repeated)

    def is_repeated(self, point: Point) -> bool:
        """True if another point says the same words."""
        return point.id in self._repeated

    def asks_only(self, point: Point) -> bool:
        """True if the point is a question that the speaker puts to answer it, and states no figure."""
        return point.words.text.endswith(("？", "?")) and not self.figures.get(point.id)

    @cached_property
    def _leads(self) -> frozenset[Span]:
        announced = (one.lead for one in self.outline.enumerations if one.declared and one.lead)
        return frozenset(lead.span for lead in announced if lead.spans)

    def is_lead_alone(self, point: Point) -> bool:
        """True if the point only announces what follows it: 今后三年重点抓好四件事：; 我们重点布局三个方向。."""
        short = bool(point.words.spans) and point.words.span in self._leads and len(point.words.text) <= _SHORT_LEAD
        return short or point.words.text.endswith(("：", ":"))

    @cached_property
    def _lines(self) -> frozenset[Span]:
        return frozenset(line.span for line in self.lines)

    def is_heading_alone(self, point: Point) -> bool:
        """True if the point is a line that heads what follows it: （五）加大改革力度; 谋创新、促发展 without a full stop."""
        if not point.words.spans or len(point.words.text) > _LONGEST_HEADING:
            return False
        text = self.outline.source.fold(point.words.span)
        whole = point.words.span in self._lines and not text.endswith(_SENTENCE_END)
        return whole or _NUMBERED_HEADING.match(text) is not None

    @cached_property
    def _rows(self) -> list[Span]:
        return sorted(mark.span for mark in self.outline.source.marks if mark.kind == "row")

    def is_row(self, point: Point) -> bool:
        """True if the point is a row of a table, whose cells are no sentence: 指标 单位 2024年."""
        return bool(point.words.spans) and find_holder(self._rows, point.words.span.start) is not None

    def is_slogan(self, point: Point) -> bool:
        """True if the point is too short to say more than a heading, names nothing and counts nothing: 打造一流营商环境。."""
        if not point.words.spans or len(point.words.text) > _LONGEST_SLOGAN or self.figures_within(point.words.span):
            return False
        return not self.names_in(point, tuple(self.names))

    def in_series(self, points: Iterable[Point]) -> Iterator[tuple[Point, ...]]:
        """The points alone, but for neighbours in a series (；) with members too short to say anything by themselves."""
        series: list[list[Point]] = []
        for point in points:
            if series and self._goes_on(series[-1][-1], point):
                series[-1].append(point)
            else:
                series.append([point])
        for members in series:
            if min(len(point.words.text) for point in members) < _ALONE or any(map(self.leans, members[1:])):
                yield tuple(members)
            else:
                yield from ((point,) for point in members)

    def follows(self, before: Point, after: Point) -> bool:
        """True if the text goes on from one point to the other."""
        return bool(before.words.spans and after.words.spans) and self.order[after.id] == self.order[before.id] + 1

    def opens_answer(self, point: Point) -> bool:
        """True if the point is the first that is said to a question."""
        if not point.words.spans or (question := self.turns.of(point).question) is None:
            return False
        rank = self.order[point.id]
        return rank == 0 or self.turns.of(self.placed[rank - 1]).question != question

    def _goes_on(self, before: Point, after: Point) -> bool:
        """True if two points are neighbours in a series: 3项有关膳食；|19项有关住宿."""
        if not self.follows(before, after):
            return False
        folded, places = self.outline.source.folded, (before.words.span, after.words.span)
        joined = folded[places[0].end - 1] == "；" and not folded[places[0].end : places[1].start].strip(" 　\xa0")
        return joined and not any(mark for place in places for mark in find_unpaired(folded, place))

    def is_attributed(self, point: Point) -> bool:
        """True if the point opens with who says it: 该负责人介绍，全市…."""
        return names_speaker(fold(point.words.text))

    def knows_pronoun(self, before: Point, point: Point) -> bool:
        """True if 他表示，… follows somebody by name, or the point opens otherwise."""
        return not opens_with_pronoun(fold(point.words.text)) or any(name in before.words.text for name in self._people)

    @cached_property
    def _people(self) -> frozenset[str]:
        """The names of everybody whom the text names."""
        said = (quote.speaker for quote in self.outline.quotes if quote.speaker)
        guests = (speaker.name for speaker in self.outline.speakers)
        return frozenset((*said, *guests, *(name.words.text for name in self.outline.persons)))

    def leans(self, point: Point) -> bool:
        """True if the point is only understood with what stands before it, or behind it (完善了政策实施机制——)."""
        folded = fold(point.words.text)
        if needs_neighbour(folded) or not point.words.spans:
            return needs_neighbour(folded)
        rank, source = self.order[point.id], self.outline.source
        ends_series = rank and source.folded[self.placed[rank - 1].words.span.end - 1] == "；"
        return bool(ends_series) and lacks_speaker(folded)

    def is_contrasted(self, point: Point) -> bool:
        """True if the point is the half of a contrast that the next one answers: 以前是通道；|现在是枢纽."""
        rank = self.order.get(point.id)
        if rank is None or rank + 1 == len(self.placed):
            return False
        after = self.placed[rank + 1]
        same = self.outline.source.line_start(after.words.span.start) == self.outline.source.line_start(
            point.words.span.start
        )
        return same and is_half_of_contrast(fold(point.words.text), fold(after.words.text))

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

    def is_bare(self, figure: Figure) -> bool:
        """True if the figure counts nothing sure, and its clause names nothing either: 比上年增长51%."""
        clause = self.clause_of(figure) if figure.indicator is None else None
        if clause is None:
            return False
        folded = self.outline.source.folded
        before, after = folded[clause.start : figure.words.span.start], folded[figure.words.span.end : clause.end]
        tags = (tag for words in (before, after) for _, tag in read_tokens(words).at.values())
        return not any(tag[:1] == "n" and tag != "nr" for tag in tags)

    def clauses(self, place: Span) -> tuple[Span, ...]:
        """The clauses of a place."""
        return find_clauses(self.outline.source, place)


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
