"""How each kind of section finds its content: one selector a kind, in `SELECTORS`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing import edition as parts
from briefing.desk import INSTRUMENTS
from briefing.predicates import stands_alone
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.audience import SectionPlan
    from briefing.desk import Desk
    from briefing.edition import Part
    from briefing.outline import Enumeration, Figure, Item, Name, Point
    from briefing.source import Span

# What a clause opens with that goes on about the name before it: what it is for, whom it serves.
_GOES_ON = re.compile(
    "支持|助力|精准助力|缓解|加强|推动|促进|帮助|帮扶|为|解决|提供|实现|惠及|复盖|覆盖|用于|让|使|以便|以|"
    "成为|旨在|重点|面向|服务|打通|满足|吸引|带动|引导|保障|扶持|资助|协助"
)
# What a clause opens with whose beneficiary the clause before it names; what one opens with that says how long or how much.
_LEANS_BACK = re.compile("分别|均|各|最高|给予|发放|享受|按|每|一次性")
_MEASURES = re.compile("期限|为期|最长|最高|连续|每")


def _visible_items(desk: Desk, enumeration: Enumeration) -> tuple[Item, ...]:
    return tuple(item for item in enumeration.items if desk.allows_words(item.head.text))


def _spine(desk: Desk, _: SectionPlan) -> Part | None:
    announced = [one for one in desk.library.outline.enumerations if one.kind != "list"]
    groups = tuple((one, items) for one in announced if (items := _visible_items(desk, one)))
    return parts.SpinePart(groups=groups) if groups else None


def _figures_for(desk: Desk, plan: SectionPlan) -> tuple[Figure, ...]:
    points = desk.library.points
    return tuple(one for one in desk.library.outline.figures if desk.serves(points.get(one.point or ""), plan))


def _rank(desk: Desk, figure: Figure, plan: SectionPlan) -> int:
    """How early in the section's list of topics the figure's point has its first."""
    topics = desk.topics_of(desk.library.points[figure.point or ""])
    return next((index for index, topic in enumerate(plan.topics) if topic in topics), len(plan.topics))


def _tiles(desk: Desk, plan: SectionPlan) -> Part | None:
    library = desk.library
    figures = [
        figure
        for figure in _figures_for(desk, plan)
        if figure.indicator and stands_alone(figure, library.predicates.get(figure.id), library.outline.source)
    ]
    ranked = sorted(figures, key=lambda figure: _rank(desk, figure, plan))
    return parts.TilesPart(figures=tuple(ranked[: plan.limit])) if figures else None


def _charts(desk: Desk, plan: SectionPlan) -> Part | None:
    served = {figure.id for figure in _figures_for(desk, plan)}
    groups = [group for group in desk.library.comparable if all(figure.id in served for figure in group)]
    largest = sorted(groups, key=lambda group: -len(group))[: plan.limit]
    return parts.ChartsPart(groups=tuple(group for group in groups if group in largest)) if groups else None


def _figures(desk: Desk, plan: SectionPlan) -> Part | None:
    figures = _figures_for(desk, plan)[: plan.limit]
    return parts.FiguresPart(figures=figures) if figures else None


def _points(desk: Desk, plan: SectionPlan) -> Part | None:
    points = desk.own_points(plan)
    return parts.PointsPart(points=points) if points else None


def _sectors(desk: Desk, plan: SectionPlan) -> Part | None:
    rows: dict[tuple[str, ...], list[Point]] = {}
    for point in desk.own_points(plan):
        rows.setdefault(desk.sectors_of(point), []).append(point)
    found = tuple(
        parts.SectorRow(topics=topics, points=tuple(points), organisations=_organisations(desk, points))
        for topics, points in rows.items()
    )
    return parts.SectorsPart(rows=found) if found else None


def _organisations(desk: Desk, points: Iterable[Point]) -> tuple[Name, ...]:
    names = (name for point in points for name in desk.library.names_in(point, ("organisations",)))
    return tuple(dict.fromkeys(names))


def _join(pieces: list[Span], clause: Span) -> None:
    """Adds the clause, as one piece with the last where they touch."""
    if pieces and pieces[-1].end == clause.start:
        clause = span(pieces.pop().start, clause.end)
    pieces.append(clause)


def _clauses_of(desk: Desk, point: Point, topic: str) -> tuple[parts.Excerpt, ...]:
    """The point's clauses that hold a term of the topic, with what they lean on; neighbours in one piece."""
    source, terms = desk.library.outline.source, desk.library.topics[topic]
    clauses = list(desk.library.clauses(point.words.span))
    texts = [source.fold(clause) for clause in clauses]
    wanted = {index for index, text in enumerate(texts) if terms.terms_in(text)}
    wanted |= {index - 1 for index in wanted if index and _LEANS_BACK.match(texts[index])}
    wanted |= {index + 1 for index in wanted if index + 1 < len(texts) and _MEASURES.match(texts[index + 1])}
    pieces: list[Span] = []
    for index in sorted(wanted):
        _join(pieces, clauses[index])
    return tuple(parts.Excerpt(point=point, span=piece) for piece in pieces)


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
    """The point's stretches that each introduce names: the clause, and those after it that say what the names are for."""
    source = desk.library.outline.source
    rows: list[tuple[list[Name], list[Span]]] = []
    for clause in desk.library.clauses(point.words.span):
        names = [name for place, name in places.items() if clause.start <= place.start < clause.end]
        if names:
            rows.append((names, [clause]))
        elif rows and rows[-1][1][-1].end == clause.start and _GOES_ON.match(source.fold(clause)):
            _join(rows[-1][1], clause)
    return tuple(
        parts.NamesRow(names=tuple(names), excerpt=parts.Excerpt(point=point, span=pieces[-1]))
        for names, pieces in rows
    )


def _names(desk: Desk, plan: SectionPlan) -> Part | None:
    introduced = desk.introduced(plan)
    points = (point for point in desk.library.placed if point.id in introduced)
    rows = [row for point in points for row in _introductions(desk, point, dict(sorted(introduced[point.id].items())))]
    return parts.NamesPart(rows=tuple(rows[: plan.limit])) if rows else None


def _enumerations(desk: Desk, plan: SectionPlan) -> Part | None:
    texts = desk.enumeration_texts(plan)
    return parts.EnumerationsPart(texts=texts) if texts else None


def _task(desk: Desk, point: Point) -> parts.Task:
    return parts.Task(
        point=point,
        instruments=desk.library.names_in(point, INSTRUMENTS),
        figures=desk.library.figures.get(point.id, ()),
    )


def _tasks(desk: Desk, plan: SectionPlan) -> Part | None:
    groups = []
    for enumeration in desk.library.outline.enumerations:
        if enumeration.kind not in plan.enumerations:
            continue
        text = desk.enumeration_text(enumeration)
        if text:
            items = tuple((item, tuple(_task(desk, point) for point in points)) for item, points in text.items)
            groups.append((enumeration, items))
    return parts.TasksPart(groups=tuple(groups)) if groups else None


def _quotes(desk: Desk, plan: SectionPlan) -> Part | None:
    quotes = desk.quotes(plan)
    return parts.QuotesPart(quotes=quotes) if quotes else None


def _standing(_: Desk, __: SectionPlan) -> Part:
    return parts.StandingPart()


SELECTORS: dict[str, Callable[[Desk, SectionPlan], Part | None]] = {
    "spine": _spine,
    "tiles": _tiles,
    "charts": _charts,
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
