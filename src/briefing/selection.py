"""How each kind of section finds its content: one selector a kind, in `SELECTORS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing import edition as parts
from briefing.chinese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.audience import Audience, SectionPlan
    from briefing.edition import Part
    from briefing.library import Library
    from briefing.outline import Enumeration, Figure, Item, Name, Point, Quote
    from briefing.plan_words import NameKind
    from briefing.source import Span

_INSTRUMENTS: tuple[NameKind, ...] = ("policies", "programmes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a selector works with: the library, the audience, and the points that earlier sections printed whole."""

    library: Library
    audience: Audience
    printed: frozenset[str]

    def topics_of(self, point: Point) -> frozenset[str]:
        """The topics, and their groups as `@group`, that the point speaks of."""
        topics = {match.topic for match in self.library.matches[point.id]}
        groups = {f"@{group}" for topic in topics if (group := self.library.topics[topic].group)}
        return frozenset(topics | groups)

    def allows(self, point: Point | None) -> bool:
        """Whether the audience may see the point."""
        return point is not None and self.topics_of(point).isdisjoint(self.audience.withhold)

    def allows_words(self, text: str) -> bool:
        """Whether words that are no point (a head, a title) hold no term of a withheld topic."""
        folded = fold(text)
        return not any(self.library.topics[topic].terms_in(folded) for topic in self.audience.withhold)

    def serves(self, point: Point | None, plan: SectionPlan) -> bool:
        """Whether the point belongs in the section and may be seen."""
        if point is None or not self.allows(point):
            return False
        topics = self.topics_of(point)
        wanted = (not plan.topics or topics & set(plan.topics)) and (not plan.also or topics & set(plan.also))
        return bool(wanted) and topics.isdisjoint(plan.exclude)

    def weight(self, point: Point, plan: SectionPlan) -> int:
        """How much the point has to say to the section: its terms of the section's topics, and its facts."""
        wanted = set(plan.topics)
        terms = sum(
            len(match.terms)
            for match in self.library.matches[point.id]
            if {match.topic, f"@{self.library.topics[match.topic].group}"} & wanted
        )
        names = self.library.names_in(point, _INSTRUMENTS)
        return 2 * terms + len(self.library.figures.get(point.id, ())) + len(names)

    def best(self, points: Iterable[Point], plan: SectionPlan) -> tuple[Point, ...]:
        """The points with most to say, as many as the section shows, in the order of the text."""
        listed = list(points)
        ranked = sorted(range(len(listed)), key=lambda index: (-self.weight(listed[index], plan), index))
        return tuple(listed[index] for index in sorted(ranked[: plan.limit]))

    def fresh(self, plan: SectionPlan) -> tuple[Point, ...]:
        """The points that serve the section and that no earlier section printed."""
        points = self.library.outline.points
        return tuple(point for point in points if point.id not in self.printed and self.serves(point, plan))


def _visible_items(desk: Desk, enumeration: Enumeration) -> tuple[Item, ...]:
    return tuple(item for item in enumeration.items if desk.allows_words(item.head.text))


def _spine(desk: Desk, _: SectionPlan) -> Part | None:
    announced = [one for one in desk.library.outline.enumerations if one.kind != "list"]
    groups = tuple((one, items) for one in announced if (items := _visible_items(desk, one)))
    return parts.SpinePart(groups=groups) if groups else None


def _telling_first(figures: Sequence[Figure], limit: int) -> tuple[Figure, ...]:
    """The first so many figures, those that say what they count before those that do not."""
    ranked = sorted(range(len(figures)), key=lambda index: (figures[index].indicator is None, index))
    return tuple(figures[index] for index in sorted(ranked[:limit]))


def _figures_for(desk: Desk, plan: SectionPlan) -> tuple[Figure, ...]:
    points = desk.library.points
    return tuple(one for one in desk.library.outline.figures if desk.serves(points.get(one.point or ""), plan))


def _tiles(desk: Desk, plan: SectionPlan) -> Part | None:
    figures = [figure for figure in _figures_for(desk, plan) if figure.indicator]
    return parts.TilesPart(figures=_telling_first(figures, plan.limit)) if figures else None


def _figures(desk: Desk, plan: SectionPlan) -> Part | None:
    figures = _telling_first(_figures_for(desk, plan), plan.limit)
    return parts.FiguresPart(figures=figures) if figures else None


def _points(desk: Desk, plan: SectionPlan) -> Part | None:
    points = desk.best(desk.fresh(plan), plan)
    return parts.PointsPart(points=points) if points else None


def _sectors_of(desk: Desk, point: Point) -> tuple[str, ...]:
    """The sectors that the point itself names, not those of its heading."""
    text = fold(point.words.text)
    return tuple(key for key, topic in desk.library.topics.items() if topic.group == "sector" and topic.terms_in(text))


def _sectors(desk: Desk, plan: SectionPlan) -> Part | None:
    rows: dict[tuple[str, ...], list[Point]] = {}
    candidates = [point for point in desk.fresh(plan) if _sectors_of(desk, point)]
    for point in desk.best(candidates, plan):
        rows.setdefault(_sectors_of(desk, point), []).append(point)
    found = tuple(
        parts.SectorRow(topics=topics, points=tuple(points), organisations=_organisations(desk, points))
        for topics, points in rows.items()
    )
    return parts.SectorsPart(rows=found) if found else None


def _organisations(desk: Desk, points: Iterable[Point]) -> tuple[Name, ...]:
    names = (name for point in points for name in desk.library.names_in(point, ("organisations",)))
    return tuple(dict.fromkeys(names))


def _clauses_of(desk: Desk, point: Point, topic: str) -> tuple[parts.Excerpt, ...]:
    """The point's clauses that hold a term of the topic, neighbours in one piece."""
    folded, terms = desk.library.outline.source.folded, desk.library.topics[topic]
    pieces: list[Span] = []
    for clause in desk.library.clauses(point.words.span):
        if not terms.terms_in(folded[clause.start : clause.end]):
            continue
        joined = pieces and pieces[-1].end == clause.start
        pieces[-1:] = [_join(pieces[-1], clause)] if joined else [*pieces[-1:], clause]
    return tuple(parts.Excerpt(point=point, span=piece) for piece in pieces)


def _join(first: Span, second: Span) -> Span:
    return type(first)(start=first.start, end=second.end)


def _benefits(desk: Desk, plan: SectionPlan) -> Part | None:
    points = [point for point in desk.library.placed if desk.serves(point, plan)]
    groups = [key for key, topic in desk.library.topics.items() if topic.group == "benefit"]
    rows = []
    for topic in groups:
        excerpts = [excerpt for point in points for excerpt in _clauses_of(desk, point, topic)]
        if excerpts:
            rows.append(parts.BenefitRow(topic=topic, excerpts=tuple(excerpts[: plan.limit])))
    return parts.BenefitsPart(rows=tuple(rows)) if rows else None


def _introductions(desk: Desk, point: Point, places: dict[Span, Name]) -> tuple[parts.NamesRow, ...]:
    """The point's stretches that each introduce names: from the clause of one to before the clause of the next."""
    rows: list[tuple[list[Name], Span]] = []
    for clause in desk.library.clauses(point.words.span):
        names = [name for place, name in places.items() if clause.start <= place.start < clause.end]
        if names:
            rows.append((names, clause))
        elif rows:
            rows[-1] = (rows[-1][0], _join(rows[-1][1], clause))
    return tuple(
        parts.NamesRow(names=tuple(names), excerpt=parts.Excerpt(point=point, span=place)) for names, place in rows
    )


def _names(desk: Desk, plan: SectionPlan) -> Part | None:
    introduced: dict[str, dict[Span, Name]] = {}
    for name in (name for kind in plan.names for name in desk.library.names[kind]):
        for place in desk.library.mentions(name):
            point = desk.library.point_at(place)
            if point is not None and desk.serves(point, plan):
                introduced.setdefault(point.id, {})[place] = name
                break
    points = (point for point in desk.library.placed if point.id in introduced)
    rows = [row for point in points for row in _introductions(desk, point, dict(sorted(introduced[point.id].items())))]
    return parts.NamesPart(rows=tuple(rows[: plan.limit])) if rows else None


def _enumeration_text(desk: Desk, enumeration: Enumeration) -> parts.EnumerationText | None:
    items = tuple(
        (item, points)
        for item in enumeration.items
        if (points := tuple(point for point in desk.library.points_of(item) if desk.allows(point)))
    )
    lead = desk.library.point_at(enumeration.lead.span) if enumeration.lead and enumeration.lead.spans else None
    shown = lead if desk.allows(lead) else None
    return parts.EnumerationText(enumeration=enumeration, lead=shown, items=items) if items else None


def _enumerations(desk: Desk, plan: SectionPlan) -> Part | None:
    wanted = [
        one for one in desk.library.outline.enumerations if one.kind in plan.enumerations and not desk.library.is_nested(one)
    ]
    texts = tuple(text for one in wanted[: plan.limit] if (text := _enumeration_text(desk, one)))
    return parts.EnumerationsPart(texts=texts) if texts else None


def _task(desk: Desk, point: Point) -> parts.Task:
    return parts.Task(
        point=point,
        instruments=desk.library.names_in(point, _INSTRUMENTS),
        figures=desk.library.figures.get(point.id, ()),
    )


def _tasks(desk: Desk, plan: SectionPlan) -> Part | None:
    groups = []
    for enumeration in desk.library.outline.enumerations:
        if enumeration.kind not in plan.enumerations:
            continue
        text = _enumeration_text(desk, enumeration)
        if text:
            items = tuple((item, tuple(_task(desk, point) for point in points)) for item, points in text.items)
            groups.append((enumeration, items))
    return parts.TasksPart(groups=tuple(groups)) if groups else None


def _quotes(desk: Desk, plan: SectionPlan) -> Part | None:
    found = [one for one in desk.library.outline.quotes if desk.serves(desk.library.point_of_quote(one), plan)]
    return parts.QuotesPart(quotes=tuple(found[: plan.limit])) if found else None


def _standing(_: Desk, __: SectionPlan) -> Part:
    return parts.StandingPart()


SELECTORS: dict[str, Callable[[Desk, SectionPlan], Part | None]] = {
    "spine": _spine,
    "tiles": _tiles,
    "points": _points,
    "sectors": _sectors,
    "benefits": _benefits,
    "names": _names,
    "enumerations": _enumerations,
    "tasks": _tasks,
    "figures": _figures,
    "quotes": _quotes,
    "contact": _standing,
    "sources": _standing,
    "quality": _standing,
    "annex": _standing,
}
