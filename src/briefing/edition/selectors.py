"""Selectors of content: one selector a kind, in `SELECTORS`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from math import ceil, inf
from typing import TYPE_CHECKING

from briefing.edition import model as parts
from briefing.edition.clauses import select_benefits, select_names
from briefing.edition.gist import choose_gist
from briefing.edition.predicates import INSTRUMENTS, compares, is_aimed_at, is_of_money, stands_alone
from briefing.edition.totals import is_total
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import find_unpaired, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.config.audience import SectionPlan
    from briefing.edition.model import Part
    from briefing.edition.view import AudienceView
    from briefing.outline.model import Enumeration, Figure, Point

# 核心阅读 heads what stands beside the text.
_NOTE = re.compile(rf"{pattern('imprint', 'note')}|[^：]{{0,6}}来源：.*")
# The topic of totals.
_TOTALS = "economy"
# One tile alone is no glance, and its sentence says more; so many are enough by themselves.
_FEWEST_TILES = 2
_ENOUGH = 4
# So many tiles a topic may have in any case.
_LEAST_SHARE = 3
# A plain list of fewer items is none that a text is about.
_FEWEST_LISTED = 4
# The one page prints of each priority so many measures at most, and sentences of so many characters at most.
_ASKED, _LONGEST_ASKED = 2, 80
# How sure it must be that words are a set that the text counts, and the longest name of one: 三个层面加快转型 is none.
_SURE_SET, _LONGEST_SET_NAME = 0.9, 8


def _spine(view: AudienceView, plan: SectionPlan) -> Part | None:
    kinds = plan.enumerations or ("keywords", "priorities")
    announced = [one for one in view.library.outline.enumerations if one.kind in kinds]
    announced += _told_formulations(view, plan.limit) if "formulation" in kinds else []
    groups = tuple(
        (one, items)
        for one in announced
        if (items := tuple(item for item in one.items if view.allows_words(item.head.text)))
    )
    return parts.SpinePart(groups=groups) if groups else None


def _told_formulations(view: AudienceView, limit: int) -> list[Enumeration]:
    """The sets that the text names and counts, “四定”: 定人员、定范围…, those of the sentences that weigh most, in the order of the text."""
    library, sets = view.library, view.library.outline.formulations
    weights: dict[str, float] = {}
    for one in sets:
        places = [item.head.span for item in one.items if item.head.spans]
        point = library.point_at(places[0]) if places else None
        is_whole = not any(any(find_unpaired(library.outline.source.folded, place)) for place in places)
        is_whole = is_whole and all(item.head.text.count("（") == item.head.text.count("）") for item in one.items)
        is_sure = one.declared == len(places) and (one.sure or 0.0) >= _SURE_SET
        if point and is_sure and is_whole and one.name and len(one.name.text) <= _LONGEST_SET_NAME:
            weights[one.id] = view.news.weight(point)
    kept = sorted(weights, key=lambda one: -weights[one])[:limit]
    return [one for one in sets if one.id in kept]


def _figures_for(view: AudienceView, plan: SectionPlan) -> tuple[Figure, ...]:
    """The figures of sentences that serve the section; where sentences are chosen by worth, of those shown elsewhere too."""
    library, chosen = view.library, view.audience.least is not None and bool(plan.topics)
    return tuple(
        figure
        for figure in library.outline.figures
        if (view.serves(point := library.points.get(figure.point or ""), plan) or (chosen and view.is_owned(point)))
        and not (
            point
            and (
                library.sentences.is_markup(point)
                or library.sentences.is_repeated(point)
                or library.sentences.is_of_occasion(point)
            )
        )
    )


def _varied(ranked: list[tuple[int, Figure]], limit: int, off_topic: int) -> list[Figure]:
    """As many of the figures, of all topics first: one topic has more than its third only where others leave room.

    Those whose rank is `off_topic` only make up what the others lack to be enough.
    """
    to_the_point = sum(rank < off_topic for rank, _ in ranked)
    ranked = ranked[: max(_ENOUGH, to_the_point)]
    share, taken = max(_LEAST_SHARE, ceil(limit / 3)), Counter[int]()
    first: list[tuple[int, Figure]] = []
    rest: list[tuple[int, Figure]] = []
    for rank, figure in ranked:
        taken[rank] += 1
        (first if taken[rank] <= share else rest).append((rank, figure))
    chosen = sorted((first + rest)[:limit], key=lambda placed: placed[0])
    return [figure for _, figure in chosen]


def _each_once(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The first figure of each indicator: 基金规模100亿元，首批20亿元 is one tile, and so is what is said of one time twice."""
    places, said = set[object](), set[object]()
    for figure in figures:
        label = figure.indicator
        place = label.spans if label and label.spans else figure.id
        words = tuple(fold(one.text) if one else "" for one in (label, figure.period))
        if place not in places and words not in said:
            said.add(words)
            yield figure
        places.add(place)


def _is_telling(view: AudienceView, figure: Figure) -> bool:
    """True if the figure is one of the place that its tile tells by itself: not one device, nor what a firm or a farmer has."""
    point = view.library.points.get(figure.point or "")
    if is_aimed_at(figure, view.library.predicates.get(figure.id), view.library.outline.source, point):
        return False
    if figure.normal.value == 1 and figure.unit and not compares(figure) and not is_of_money(figure):
        return False
    if point is None or not point.words.spans:
        return True
    if _is_of_those(view, figure, point):
        return False
    if view.audience.least is not None:
        return not (view.news.is_of_other_place(point) or view.news.goes_on_about_part(point))
    # A preamble that names persons states the place's totals all the same.
    is_of_part = view.news.is_of_other_place if is_total(figure) else view.news.is_of_part
    return not (is_of_part(point) or view.library.sentences.leans(point))


def _is_of_those(view: AudienceView, figure: Figure, point: Point) -> bool:
    """True if an amount is what those have whom the clause before it counts: 其中落户的企业165家，税收|150亿元."""
    start = figure.words.span.start if figure.words.spans else point.words.span.start
    said = view.library.outline.source.folded[point.words.span.start : start]
    among = said.rfind("其中")
    if among < 0 or "，" not in said[among:] or not is_of_money(figure):
        return False
    counted = span(point.words.span.start + among, start)
    figures = view.library.figures.get(point.id, ())
    return any(one.words.spans and one.words.span in counted and not is_of_money(one) for one in figures)


def _tiles(view: AudienceView, plan: SectionPlan) -> Part | None:
    library = view.library
    said_beside = {change.id for change in library.companions.values()}
    figures = [
        figure
        for figure in _figures_for(view, plan)
        if figure.indicator
        and figure.id not in said_beside
        and _is_telling(view, figure)
        and stands_alone(figure, library.predicates.get(figure.id), library.outline.source)
    ]
    placed = []
    for figure in _each_once(figures):
        # The first topic of those that the figure's clause says most of; with none of them it comes last.
        clause = library.clause_of(figure)
        said = [view.terms_within(clause, topic) for topic in plan.topics] if clause else []
        # What the place has come to is told before any of its parts.
        rank = -1 if _TOTALS in plan.topics and is_total(figure) else said.index(max(said)) if any(said) else None
        # What a clause says that is no matter of the audience's does not make up for what is.
        if rank is not None or not clause or view.is_open(clause):
            placed.append((len(plan.topics) if rank is None else rank, figure))
    ranked = sorted(placed, key=lambda one: (one[0], not is_of_money(one[1])))
    if view.audience.least is None:
        weights = {one.id: view.news.weight(library.points[one.point or ""]) for _, one in ranked}
        # 在…领导下，…，生产总值达到90亿元: a total is news in a preamble, too.
        telling = [one for one in ranked if one[0] < 0 or weights[one[1].id] > 0]
        ranked = sorted(telling, key=lambda one: -weights[one[1].id] if one[0] >= 0 else -inf)
    tiles = _varied(ranked, plan.limit, len(plan.topics))
    return parts.TilesPart(figures=tuple(tiles)) if len(tiles) >= _FEWEST_TILES else None


def _charts(view: AudienceView, plan: SectionPlan) -> Part | None:
    served = {figure.id for figure in _figures_for(view, plan)}
    groups = [group for group in view.library.comparable if all(figure.id in served for figure in group)]
    largest = sorted(groups, key=lambda group: -len(group))[: plan.limit]
    return parts.ChartsPart(groups=tuple(group for group in groups if group in largest)) if groups else None


def _figures(view: AudienceView, plan: SectionPlan) -> Part | None:
    found = _figures_for(view, plan)
    figures = tuple(one for one in found if not view.library.is_bare(one))[: plan.limit]
    return parts.FiguresPart(figures=figures, leaves_out=len(figures) < len(found)) if figures else None


def _points(view: AudienceView, plan: SectionPlan) -> Part | None:
    points = view.own_points(plan)
    if not points:
        return None
    # Points that stand for the whole text keep its headings; one over all would say no more than the section's own.
    over = dict.fromkeys(view.library.turns.of(point).heading for point in points if plan.instead_of)
    headings = tuple(one for one in over if one and not _NOTE.fullmatch(fold(one.text)) and view.allows_words(one.text))
    return parts.PointsPart(points=points, by_question=plan.by_question, headings=headings if len(headings) > 1 else ())


def _sectors(view: AudienceView, plan: SectionPlan) -> Part | None:
    rows: dict[tuple[str, ...], list[Point]] = {}
    for point in view.own_points(plan):
        rows.setdefault(view.row_of(point), []).append(point)
    found = []
    for topics, points in sorted(rows.items(), key=lambda row: not row[0]):
        names = dict.fromkeys(name for point in points for name in view.library.names_in(point, ("organisations",)))
        found.append(parts.SectorRow(topics=topics, points=tuple(points), organisations=tuple(names)))
    return parts.SectorsPart(rows=tuple(found)) if found else None


def _enumerations(view: AudienceView, plan: SectionPlan) -> Part | None:
    texts = tuple(
        replace(text, lead=None) if view.is_owned(text.lead) else text for text in view.enumeration_texts(plan)
    )
    return parts.EnumerationsPart(texts=texts) if texts else None


def _task(view: AudienceView, point: Point) -> parts.Task:
    return parts.Task(
        point=point,
        instruments=view.library.names_in(point, INSTRUMENTS),
        figures=view.library.figures.get(point.id, ()),
    )


def _tasks(view: AudienceView, plan: SectionPlan) -> Part | None:
    groups = []
    for enumeration in view.library.outline.enumerations:
        if enumeration.kind not in plan.enumerations:
            continue
        text = view.enumeration_text(enumeration)
        if text:
            items = tuple((item, tuple(_task(view, point) for point in points)) for item, points in text.items)
            groups.append((enumeration, items))
    return parts.TasksPart(groups=tuple(groups)) if groups else None


def _asks(view: AudienceView, plan: SectionPlan) -> Part | None:
    """The priorities with their measures that fit into a line or two, those with a target or a tool first."""
    announced: list[Enumeration] = []
    for kind in plan.enumerations:
        found = [one for one in view.library.outline.enumerations if one.kind == kind]
        if kind == "list":
            # Of plain lists the longest one that says how many members it has.
            found = [one for one in found if one.declared and len(one.items) >= _FEWEST_LISTED]
            found = sorted(found, key=lambda one: -len(one.items))[:1]
        announced = announced or found
    texts = [text for one in announced if (text := view.enumeration_text(one))]
    asked = tuple((item, _asked(view, points)) for text in texts for item, points in text.items)
    # One head alone is no list of what is asked.
    return parts.AsksPart(items=asked[: plan.limit]) if len(asked) > 1 else None


def _asked(view: AudienceView, points: tuple[Point, ...]) -> tuple[Point, ...]:
    library = view.library
    stand = [
        one
        for one in points
        if not (
            library.sentences.is_head_alone(one) or library.sentences.leans(one) or library.sentences.is_contrasted(one)
        )
    ]
    tasks = [_task(view, point) for point in stand]
    short = [task for task in tasks if len(task.point.words.text) <= _LONGEST_ASKED]
    ranked = sorted(short, key=lambda task: (not task.figures, not task.instruments))[:_ASKED]
    return tuple(task.point for task in short if task in ranked)


def _gist(view: AudienceView, plan: SectionPlan) -> Part | None:
    beside = [_tiles(view, one) for one in view.audience.sections_of(plan.page) if one.kind == "tiles"]
    tiles = {figure.id for part in beside if isinstance(part, parts.TilesPart) for figure in part.figures}
    points = choose_gist(view, plan.limit, tiles)
    return parts.PointsPart(points=points) if points else None


def _quotes(view: AudienceView, plan: SectionPlan) -> Part | None:
    quotes = view.quotes(plan)
    return parts.QuotesPart(quotes=quotes) if quotes else None


def _standing(_: AudienceView, __: SectionPlan) -> Part:
    return parts.StandingPart()


SELECTORS: dict[str, Callable[[AudienceView, SectionPlan], Part | None]] = {
    "spine": _spine,
    "tiles": _tiles,
    "charts": _charts,
    "points": _points,
    "sectors": _sectors,
    "benefits": select_benefits,
    "names": select_names,
    "enumerations": _enumerations,
    "tasks": _tasks,
    "asks": _asks,
    "gist": _gist,
    "figures": _figures,
    "quotes": _quotes,
    "contact": _standing,
    "sources": _standing,
    "quality": _standing,
    "annex": _standing,
}
