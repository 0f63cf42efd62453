"""Outline + audience → edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from briefing.edition import model as parts
from briefing.edition.budget import allowance_for, keep_within
from briefing.edition.choices import apply_choices
from briefing.edition.model import Edition, EditionSection
from briefing.edition.selectors import SELECTORS
from briefing.edition.view import Desk
from briefing.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.audience import Audience
    from briefing.edition.index import Library
    from briefing.edition.model import Part
    from briefing.outline.model import Choice, Point

_NOT_CONTENT = (parts.SpinePart, parts.StandingPart)


def points_of(  # noqa: C901, PLR0912 - one case for each part, flat
    part: Part, library: Library
) -> Iterator[Point]:
    """The points that a part prints or leads to; they are in the annex."""
    match part:
        case parts.SpinePart(groups=spine):
            yield from _present(
                library.point_at(item.head.span) for _, items in spine for item in items if item.head.spans
            )
        case parts.TilesPart(figures=figures) | parts.FiguresPart(figures=figures):
            yield from _present(library.points.get(figure.point or "") for figure in figures)
        case parts.ChartsPart(groups=charts):
            yield from _present(library.points.get(figure.point or "") for group in charts for figure in group[:1])
        case parts.PointsPart(points=points):
            yield from points
        case parts.SectorsPart(rows=sectors):
            yield from (point for row in sectors for point in row.points)
        case parts.BenefitsPart(rows=benefits):
            yield from (excerpt.point for row in benefits for excerpt in row.excerpts)
        case parts.NamesPart(rows=names):
            yield from (row.excerpt.point for row in names if row.excerpt)
        case parts.EnumerationsPart(texts=texts):
            yield from _present(text.lead for text in texts)
            yield from (point for text in texts for _, points in text.items for point in points)
        case parts.TasksPart(groups=groups):
            yield from (task.point for _, items in groups for _, tasks in items for task in tasks)
        case parts.AsksPart(items=asked):
            yield from _present(library.point_at(item.head.span) for item, _ in asked if item.head.spans)
            yield from (point for _, points in asked for point in points)
        case parts.QuotesPart(quotes=quotes):
            yield from _present(map(library.point_of_quote, quotes))
        case parts.StandingPart():
            pass
        case _:
            assert_never(part)


def _present(points: Iterable[Point | None]) -> Iterator[Point]:
    return (point for point in points if point is not None)


def make_edition(library: Library, audience: Audience, choices: Iterable[Choice] = ()) -> Edition:
    """What the audience is shown, as people chose; a section for which the source has nothing is left out.

    A `SourceError` where nothing is left but the spine and the apparatus, or none of what the audience is there for.
    """
    desk = Desk(library, audience)
    found = ((plan, SELECTORS[plan.kind](desk, plan)) for plan in audience.sections)
    filled = [EditionSection(plan=plan, part=part) for plan, part in found if part is not None]
    filled = apply_choices(filled, choices, desk)
    keys = {section.plan.key for section in filled}
    sections = tuple(section for section in filled if keys.isdisjoint(section.plan.instead_of))
    lacks_core = audience.core and keys.isdisjoint(audience.core)
    if lacks_core or all(isinstance(section.part, _NOT_CONTENT) for section in sections):
        raise SourceError(
            f"{library.outline.source.name} 没有可供“{audience.called}”一版的内容",
            hint="请用 briefing outline 看看读出了什么，或换一版读者",
        )
    sections = keep_within(desk, sections, allowance_for(library, audience))
    shown = {point.id for section in sections for point in points_of(section.part, library)}
    points = library.outline.points
    return Edition(
        audience=audience,
        library=library,
        sections=sections,
        shown=tuple(point for point in points if point.id in shown),
        withheld=tuple(point for point in points if point.id not in shown),
    )
