"""A person's decisions about one edition: sentences in another section or none, their order, figures on and off the tiles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.config.section_kinds import SECTION_KINDS
from briefing.edition import model as parts
from briefing.edition.model import EditionSection
from briefing.outline.model import Figure, Point, Quote, Words
from briefing.text.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.config.audience import Audience, SectionPlan
    from briefing.edition.index import OutlineIndex
    from briefing.edition.model import Part
    from briefing.edition.view import AudienceView
    from briefing.outline.model import Choice

NOWHERE = "none"
_QUOTED = 20


def apply_choices(
    sections: Iterable[EditionSection], choices: Iterable[Choice], view: AudienceView
) -> list[EditionSection]:
    """The sections of one audience's edition as a person decided them; choices that do not fit change nothing."""
    found = {section.plan.key: section.part for section in sections}
    for choice in choices:
        if choice.audience != view.audience.name or misfit(choice, view) is not None:
            continue
        if choice.kind.startswith("tile"):
            _apply_tile(choice, found, view)
        elif choice.kind == "point.add":
            _add(choice, found, view)
        elif choice.kind != "point.extent":  # which the library knows
            _place(choice, found, view)
    plans = {plan.key: plan for plan in view.audience.sections}
    return [EditionSection(plan=plan, part=found[key]) for key, plan in plans.items() if key in found]


def find_misfits(choices: Iterable[Choice], views: Sequence[AudienceView], file: str) -> Iterator[Diagnostic]:
    """One notice for each choice that no edition can follow."""
    by_name = {view.audience.name: view for view in views}
    for choice in choices:
        view = by_name.get(choice.audience)
        why = misfit(choice, view) if view else f"没有“{choice.audience[:_QUOTED]}”这种读者"
        if why:
            message = f"{file} 的 {choice.decision} 没有采用：{why}"
            entry = (view.library.points.get(choice.point) or _figure(choice, view.library)) if view else None
            place = entry.words.span if entry and entry.words.spans else None
            yield Diagnostic(code="decision-unfit", message=message, span=place, doubt=0.9, decision=choice.decision)


def misfit(choice: Choice, view: AudienceView) -> str | None:
    """The reason why the audience's edition cannot follow the choice; None where it can."""
    if choice.kind.startswith("tile"):
        return _tile_misfit(choice, view)
    if choice.kind == "point.extent" or (choice.section in (NOWHERE, None) and choice.kind != "point.add"):
        return None
    plan = next((plan for plan in view.audience.sections if plan.key == choice.section), None)
    if plan is None:
        return f"“{view.audience.name}”一版没有 {(choice.section or '')[:_QUOTED]} 这一节"
    if choice.kind != "point.order" and not SECTION_KINDS[plan.kind].owns_points:
        return f"{plan.key} 一节放不了整句"
    point = view.library.points.get(choice.point)
    allowed = view.allows_words(choice.text) if choice.kind == "point.add" else view.allows(point)
    return None if allowed else "这句话讲的事不给这类读者看"


def _tile_misfit(choice: Choice, view: AudienceView) -> str | None:
    figure = _figure(choice, view.library)
    if figure is None:
        return "这个数据与别的数据合为一处，或已不在提纲里"
    if choice.kind == "tile.drop":
        return None
    if not any(plan.kind == "tiles" for plan in view.audience.sections):
        return f"“{view.audience.name}”一版没有重点数字"
    if figure.indicator is None:
        return f"“{figure.words.text[:_QUOTED]}”没有写明计的是什么，作不了重点数字"
    if not view.allows(view.library.points.get(figure.point or "")):
        return "这句话讲的事不给这类读者看"
    return None


def _figure(choice: Choice, library: OutlineIndex) -> Figure | None:
    return next((one for one in library.outline.figures if one.id == choice.figure), None)


def _place(choice: Choice, found: dict[str, Part], view: AudienceView) -> None:
    """Print a sentence of the source in another section or none, or right before another of its section."""
    point = view.library.points[choice.point]
    if choice.section is not None and choice.kind == "point.section":
        _drop(point, found, everywhere=choice.section == NOWHERE)
        if choice.section != NOWHERE:
            _put(point, choice.section, found, view)
    if not choice.before:
        return
    for key, part in found.items():
        if isinstance(part, parts.PointsPart):
            found[key] = replace(part, points=_moved(part.points, choice))
        elif isinstance(part, parts.SectorsPart):
            found[key] = replace(part, rows=tuple(replace(row, points=_moved(row.points, choice)) for row in part.rows))
        elif isinstance(part, parts.AsksPart):
            found[key] = replace(part, items=tuple((item, _moved(points, choice)) for item, points in part.items))


def with_choices(library: OutlineIndex, audience: Audience, choices: Iterable[Choice]) -> OutlineIndex:
    """The library as the audience's edition has it: with the office's own sentences for it, and how much of others is printed."""
    known, choices = library.points, [one for one in choices if one.audience == audience.name]
    extents = {one.point: one.shown for one in choices if one.kind == "point.extent"}
    if extents:
        library = replace(library, extents=tuple(extents.items()))
    added = tuple(
        Point(id=_added_id(one), section=known[one.point].section, words=Words(text=one.text, origin="editor"))
        for one in choices
        if one.kind == "point.add" and one.point in known
    )
    if not added:
        return library
    outline = library.outline
    return replace(library, outline=replace(outline, points=(*outline.points, *added)))


def _added_id(choice: Choice) -> str:
    return f"added-{choice.decision}"


def _add(choice: Choice, found: dict[str, Part], view: AudienceView) -> None:
    """Print a sentence of the office's own after the one that it was put behind, else last in its section."""
    point = view.library.points[_added_id(choice)]
    _drop(point, found, everywhere=True)
    key = str(choice.section)
    part = found.get(key)
    if isinstance(part, parts.PointsPart):
        found[key] = replace(part, points=_beside(part.points, point, choice))
    elif isinstance(part, parts.SectorsPart):
        rows = tuple(replace(row, points=_beside(row.points, point, choice)) for row in part.rows)
        found[key] = replace(part, rows=rows)
    part = found.get(key)
    printed = part.points if isinstance(part, parts.PointsPart) else ()
    if isinstance(part, parts.SectorsPart):
        printed = tuple(one for row in part.rows for one in row.points)
    if point not in printed:
        _put(point, key, found, view)


def _beside(points: tuple[Point, ...], added: Point, choice: Choice) -> tuple[Point, ...]:
    """The points with an added one right before or behind another, where they have that; of several the first stays first."""
    at = next((number for number, one in enumerate(points) if one.id == choice.point), None)
    if at is None:
        return points
    if choice.before is None:
        at += 1
        while at < len(points) and not points[at].words.spans:
            at += 1
    return (*points[:at], added, *points[at:])


def _drop(point: Point, found: dict[str, Part], *, everywhere: bool) -> None:
    """Take a point out of every section that prints it, and with `everywhere` its figures as well."""

    def keeps(member: parts.Member) -> bool:
        match member:
            case parts.NamesRow(excerpt=excerpt):
                return excerpt is None or excerpt.point.id != point.id
            case parts.Excerpt(point=holder) | parts.Task(point=holder):
                return holder.id != point.id
            case Quote(words=words):
                # A sentence of the office's own is nowhere in the source, and holds no quotation of it.
                return not (words.spans and point.words.spans) or words.span not in point.words.span
            case Figure():
                return not everywhere or member.point != point.id
            case _:
                return member.id != point.id

    for key, part in list(found.items()):
        left = part.keeping(keeps)
        match left:
            case None:
                del found[key]
                continue
            case parts.EnumerationsPart(texts=texts):
                leads = ((text, None if text.lead and text.lead.id == point.id else text.lead) for text in texts)
                left = replace(left, texts=tuple(replace(text, lead=lead) for text, lead in leads))
            case parts.TasksPart(groups=groups):
                lists = tuple((one, tuple(item for item in items if item[1])) for one, items in groups)
                left = replace(left, groups=lists)
        found[key] = left


def _put(point: Point, key: str, found: dict[str, Part], view: AudienceView) -> None:
    """Print a point whole in a section, in the order of the text."""
    plan = next(plan for plan in view.audience.sections if plan.key == key)
    part = found.get(key)
    if plan.kind == "points":
        known = part.points if isinstance(part, parts.PointsPart) else ()
        whole = (
            part if isinstance(part, parts.PointsPart) else parts.PointsPart(points=(), by_question=plan.by_question)
        )
        found[key] = replace(whole, points=_in_order((*known, point)))
        return
    rows = part.rows if isinstance(part, parts.SectorsPart) else ()
    topics = view.row_of(point)
    mine = next(
        (row for row in rows if row.topics == topics), parts.SectorRow(topics=topics, points=(), organisations=())
    )
    filled = replace(mine, points=_in_order((*mine.points, point)))
    found[key] = parts.SectorsPart(
        rows=tuple(filled if row is mine else row for row in rows) if mine in rows else (*rows, filled)
    )


def _in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda one: (not one.words.spans, one.words.spans[:1])))


def _moved(points: tuple[Point, ...], choice: Choice) -> tuple[Point, ...]:
    moved = [one for one in points if one.id == choice.point]
    if not moved or all(one.id != choice.before for one in points) or choice.before == choice.point:
        return points
    rest = [one for one in points if one.id != choice.point]
    at = next(index for index, one in enumerate(rest) if one.id == choice.before)
    return (*rest[:at], *moved, *rest[at:])


def _apply_tile(choice: Choice, found: dict[str, Part], view: AudienceView) -> None:
    figure = _figure(choice, view.library)
    plans: list[SectionPlan] = [plan for plan in view.audience.sections if plan.kind == "tiles"]
    tiles = {plan.key: part for plan in plans if isinstance(part := found.get(plan.key), parts.TilesPart)}
    if figure is None:
        return
    if choice.kind == "tile.drop":
        for key, part in tiles.items():
            left = tuple(one for one in part.figures if one.id != figure.id)
            found[key] = replace(part, figures=left)
            if not left:
                del found[key]
    elif not any(one.id == figure.id for part in tiles.values() for one in part.figures):
        key = next(iter(tiles), plans[0].key)
        known = tiles[key].figures if key in tiles else ()
        found[key] = parts.TilesPart(figures=(*known, figure))
