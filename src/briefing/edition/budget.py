"""The budget of an edition's body: how much of a source it may print, and what it keeps of what its sections selected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from math import ceil, fsum
from typing import TYPE_CHECKING

from briefing.config.section_kinds import SECTION_KINDS
from briefing.edition import model as parts
from briefing.outline.model import Figure, Quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from briefing.config.audience import Audience
    from briefing.edition.index import OutlineIndex
    from briefing.edition.model import EditionSection, Member, Part
    from briefing.edition.view import AudienceView
    from briefing.outline.model import Point, Question, Words
    from briefing.text.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A unit that a section prints or leaves out whole: a sentence, a figure, a row of names.

    `cost` is in characters of the source, `lines` are those of its widest column. What an editor `added` comes first.
    """

    key: str
    cost: int
    lines: tuple[int, ...]
    points: tuple[str, ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """The room of a page of one character: lengths in points, `across` in characters of a line of text or of a table."""

    page: int
    text_across: int
    text_line: float
    table_across: int
    table_line: float
    gap: float
    heading: float


# Measured on the pages of the interview and the gold texts; notes and what may not be split take a part of each page.
_FORMAL = _Paper(page=572, text_across=26, text_line=29, table_across=22, table_line=19.2, gap=9, heading=34)
_LIGHT = _Paper(page=560, text_across=42, text_line=18.4, table_across=26, table_line=15.2, gap=12, heading=60)
_PAPERS = {"investor": _LIGHT, "talent": _LIGHT, "officials": _FORMAL}
# The verb or limit between what a figure counts and the number is printed too: 至少, 预计.
_PREDICATE = 2
_FIGURE_COLUMN = 3
# A heading over a table of tasks with the table's own head, in rows of it.
_HEADED = 1.7
# What a sentence's note takes of the foot of a page, where six stand in a line.
_NOTE = 4
# What a script or a heading of the source may add, and what the imprint takes, in characters and points.
_MARGIN, _IMPRINT, _IMPRINT_HEIGHT = 0.95, 60, 230
# A text of fewer characters is read as soon as any edition of it, which may then take as many.
_SHORT = 600
# An edition of so few characters prints sentences before a table that repeats their figures.
_FEW_CHARACTERS = 2500
# How many pages hold nothing of the body: cover and one page, or one page and half a page of contents.
_OPENING_PAGES = {True: 2.0, False: 1.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The budget of an edition's body: characters of its source, and points of height on its kind of paper."""

    characters: int
    height: float
    paper: _Paper


def allowance_for(library: OutlineIndex, audience: Audience) -> Allowance:
    """The budget that the audience's file allows for the source."""
    paper = _PAPERS[audience.character]
    text = _size(library.outline.source.text)
    pages = audience.pages - _OPENING_PAGES[audience.cover]
    return Allowance(
        characters=_SHORT if text < _SHORT else max(0, round(audience.length * text * _MARGIN) - _IMPRINT),
        height=pages * paper.page - _IMPRINT_HEIGHT,
        paper=paper,
    )


def _height(unit: _Unit, kind: str, paper: _Paper) -> float:
    """The height of a unit in a section of a kind."""
    if kind in {"points", "enumerations", "quotes"}:
        lines = sum(ceil(length / paper.text_across) for length in unit.lines)
        return lines * paper.text_line + (40 if kind == "quotes" else _NOTE if paper is _FORMAL else 6)
    return sum(ceil(length / paper.table_across) for length in unit.lines) * paper.table_line + paper.gap


def _size(text: str) -> int:
    return len("".join(text.split()))


def _unit_of(member: Member, whole: Collection[str] = ()) -> _Unit:
    """The unit that a member is; the introduction of a name is not printed again where a point of `whole` says it."""
    points: tuple[str, ...] = ()
    match member:
        case parts.NamesRow(names=names, excerpt=excerpt):
            sizes = tuple(_size(name.words.text) for name in names)
            told = excerpt.span.end - excerpt.span.start if excerpt and excerpt.point.id not in whole else 0
            cost, lines, added = sum(sizes) + told, sizes if sum(sizes) >= told else (told,), excerpt is None
        case parts.Excerpt(span=place):
            cost, lines, added = place.end - place.start, (place.end - place.start,), False
        case parts.Task(point=point, figures=figures):
            length, points, added = _size(point.words.text), (point.id,), False
            beside = sum(_unit_of(figure).cost for figure in figures)
            # Figures stand in a column a third as wide as the measures.
            cost, lines = length + beside, (max(length, _FIGURE_COLUMN * beside),)
        case Figure(words=words, indicator=indicator):
            stated = (words, indicator, member.period, member.rate)
            cost, added = sum(_size(one.text) for one in stated if one) + _PREDICATE, not words.spans
            lines = (_size(indicator.text) if indicator else 1,)
        case Quote(words=words):
            cost, added = _size(f"{words.text}{member.role or ''}{member.speaker or ''}"), not words.spans
            lines = (cost,)
        case _:
            cost, points, added = _size(member.words.text), (member.id,), not member.words.spans
            lines = (cost,)
    return _Unit(key=_key(member), cost=cost, lines=lines, points=points, added=added)


def _under_questions(view: AudienceView, part: parts.PointsPart, ranked: Iterable[Point]) -> list[_Unit]:
    """The sentences, the first of each heading or question with its words, all with the name of who speaks."""
    units: list[_Unit] = []
    asked: set[Question | Words | None] = {None}
    for point in ranked:
        unit, turn = _unit_of(point), view.library.turns.of(point)
        heading = turn.heading if turn.heading in part.headings and turn.heading not in asked else None
        question = turn.question if turn.question not in asked else None
        asked |= {turn.heading, turn.question}
        leads = [_size(heading.text)] if heading else []
        leads += [_size(f"{question.asker or ''}{question.words.text}")] if question else []
        voice = turn.voice.end - turn.voice.start if turn.voice else 0
        units.append(replace(unit, cost=unit.cost + sum(leads) + voice, lines=(*unit.lines, *leads)))
    return units


def _in_table(view: AudienceView, figures: Iterable[Figure]) -> Iterator[_Unit]:
    """The figures in a table, which prints the clause of those whose indicators are not sure, each clause once."""
    printed: set[Span] = set()
    for figure in figures:
        unit, clause = _unit_of(figure), view.library.row_clause(figure)
        length = clause.end - clause.start if clause and clause not in printed else 0
        printed |= {clause} if clause else set()
        yield replace(unit, cost=unit.cost + length, lines=(length,)) if length else unit


def _by_turns(groups: Iterable[Sequence[_Unit]]) -> list[_Unit]:
    """The first of each group, then the second of each, so that every member of a list has its first sentence."""
    listed = [list(group) for group in groups]
    longest = max(map(len, listed), default=0)
    return [group[turn] for turn in range(longest) for group in listed if turn < len(group)]


def _units(view: AudienceView, section: EditionSection, whole: Collection[str]) -> list[_Unit]:  # noqa: PLR0911 - one case for each part, flat
    """The units that the section may leave out, the most wanted first; nothing of a part that is always whole."""
    match section.part:
        case parts.PointsPart(points=points):
            wanted = view.ranked(points, section.plan)
            return (
                _under_questions(view, section.part, wanted) if section.part.by_question else [*map(_unit_of, wanted)]
            )
        case parts.SectorsPart(rows=rows):
            points = tuple(point for row in rows for point in row.points)
            return [_unit_of(point) for point in view.ranked(points, section.plan)]
        case parts.EnumerationsPart(texts=texts):
            return _by_turns([*map(_unit_of, points)] for text in texts for _, points in text.items)
        case parts.TasksPart(groups=groups):
            items = (tasks for _, listed in groups for _, tasks in listed)
            ranked = (sorted(tasks, key=lambda task: not (task.figures or task.instruments)) for tasks in items)
            return _by_turns([*map(_unit_of, tasks)] for tasks in ranked)
        case parts.FiguresPart(figures=figures):
            known = view.library.points
            own = [figure for figure in figures if not view.is_elsewhere(known.get(figure.point or ""))]
            news = {one.id: view.news.weight(known[one.point]) if one.point in known else 0.0 for one in own}
            own.sort(key=lambda one: (view.library.row_clause(one) is not None, -news[one.id]))
            return [*_in_table(view, own)]
        case parts.QuotesPart(quotes=quotes):
            return [*map(_unit_of, quotes)]
        case parts.NamesPart(rows=names):
            return [_unit_of(row, whole) for row in names]
        case parts.BenefitsPart(rows=benefits):
            return _by_turns([*map(_unit_of, row.excerpts)] for row in benefits)
        case _:
            return []


def _beside(section: EditionSection, paper: _Paper) -> tuple[int, float]:
    """The characters and height of what the section prints besides its units: charts, and what announces or heads its lists."""
    row = paper.table_line + paper.gap
    match section.part:
        case parts.ChartsPart(groups=charts):
            characters = sum(_unit_of(figure).cost for group in charts for figure in group)
            return characters, sum(len(group) + 2 for group in charts) * row
        case parts.EnumerationsPart(texts=texts):
            leads = [_size(text.lead.words.text) for text in texts if text.lead]
            return sum(leads), len(leads) * paper.text_line
        case parts.TasksPart(groups=groups):
            heads = [_size(item.head.text) for _, items in groups for item, _ in items]
            return sum(heads), len(heads) * _HEADED * row
        case _:
            return 0, 0.0


def _kept(part: Part, keys: Collection[str]) -> Part | None:
    """The part with the units of those keys alone; None where none is left. What has no units is whole."""
    is_whole = isinstance(part, parts.TilesPart | parts.ChartsPart | parts.AsksPart)
    return part if is_whole else part.keeping(lambda member: _key(member) in keys)


def _key(member: Member) -> str:
    """The key of the member's unit."""
    match member:
        case parts.Task(point=point):
            return point.id
        case parts.NamesRow(names=names):
            return " ".join(name.id for name in names)
        case parts.Excerpt(point=point, span=place):
            return f"{point.id} {place.start}"
        case _:
            return member.id


def whole_points(part: Part) -> Iterator[str]:
    """The ids of the points that the part prints whole."""
    return (point.id for point in part.prints_whole())


def keep_within(
    view: AudienceView, sections: Sequence[EditionSection], allowance: Allowance
) -> tuple[EditionSection, ...]:
    """The sections, with no sentence whole in two of them, and as much of the body as the allowance holds.

    Where there is too much, the sections take turns: the one that has least against its weight takes its next unit, the
    most wanted of what it selected. One that comes to nothing is left out. What stands on the one page stays. In a short
    edition a table of the figures has what their sentences leave, where that is enough for all of it.
    """
    body = [section for section in sections if section.plan.page == "body"]
    kinds = {section.plan.key: section.plan.kind for section in body}
    queues, paper = _once(view, body), allowance.paper
    kept: dict[str, set[str]] = defaultdict(set)
    taken = dict.fromkeys(queues, 0.0)
    beside = [_beside(section, paper) for section in body]
    characters = allowance.characters - sum(size for size, _ in beside)
    height = allowance.height - fsum(high for _, high in beside)
    # The table that waits for the sentences of a short edition, and its rows.
    waits = next((key for key in queues if kinds[key] == "figures" and characters <= _FEW_CHARACTERS), None)
    rows = len(queues[waits]) if waits else 0
    while queues:
        key = min(queues, key=lambda key: (key == waits, taken[key] / SECTION_KINDS[kinds[key]].weight))
        unit = queues[key].pop(0)
        if not queues[key]:
            del queues[key]
        high = _height(unit, kinds[key], paper) + (0 if kept[key] else paper.heading)
        if unit.cost <= characters and high <= height:
            kept[key].add(unit.key)
            characters -= unit.cost
            height -= high
        taken[key] += high
    if waits and len(kept[waits]) < rows:
        # A few rows of numbers whose sentences stand above say less than they take.
        del kept[waits]
    _drop_unintroduced(view, body, kept, characters, height, paper)
    found = ((one, one.part if one.plan.page == "one" else _kept(one.part, kept[one.plan.key])) for one in sections)
    return tuple(
        replace(
            section,
            part=part,
            in_part=part != section.part or (isinstance(part, parts.FiguresPart) and part.leaves_out),
        )
        for section, part in found
        if part is not None
    )


def _drop_unintroduced(  # noqa: PLR0913 - what is left of the allowance
    view: AudienceView,
    body: Sequence[EditionSection],
    kept: dict[str, set[str]],
    characters: float,
    height: float,
    paper: _Paper,
) -> None:
    """Take out the rows of names whose sentences were to be printed whole elsewhere, and are not, where no room is left.

    Their introductions are printed after all, for which the rows were not counted.
    """
    selected = frozenset(point for section in body for point in whole_points(section.part))
    parts_left = (_kept(section.part, kept[section.plan.key]) for section in body)
    printed = frozenset(point for part in parts_left if part is not None for point in whole_points(part))
    for section in (one for one in body if isinstance(one.part, parts.NamesPart)):
        key = section.plan.key
        counted = {unit.key: unit for unit in _units(view, section, selected)}
        for unit in _units(view, section, printed):
            before = counted[unit.key]
            cost, high = unit.cost - before.cost, _height(unit, "names", paper) - _height(before, "names", paper)
            if unit.key not in kept[key] or cost <= 0:
                continue
            if cost <= characters and high <= height:
                characters, height = characters - cost, height - high
            else:
                kept[key].discard(unit.key)


def _once(view: AudienceView, body: Sequence[EditionSection]) -> dict[str, list[_Unit]]:
    """The units of each section that has some, each sentence in the first section that prints it whole, lists before others."""
    ranked = sorted(body, key=lambda section: not SECTION_KINDS[section.plan.kind].first)
    whole = frozenset(point for section in body for point in whole_points(section.part))
    seen: set[str] = set()
    queues: dict[str, list[_Unit]] = {}
    for section in ranked:
        units = [unit for unit in _units(view, section, whole) if not unit.points or not seen.issuperset(unit.points)]
        seen.update(point for unit in units for point in unit.points)
        if units:
            queues[section.plan.key] = sorted(units, key=lambda unit: not unit.added)
    return {section.plan.key: queues[section.plan.key] for section in body if section.plan.key in queues}
