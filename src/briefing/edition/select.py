"""Outline + audience → edition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.edition import model as parts
from briefing.edition.budget import allowance_for, keep_within
from briefing.edition.choices import apply_choices, with_choices
from briefing.edition.model import Edition, EditionSection
from briefing.edition.predicates import INSTRUMENTS
from briefing.edition.selectors import SELECTORS
from briefing.edition.totals import with_totals_alone
from briefing.edition.turns import is_talk
from briefing.edition.view import AudienceView
from briefing.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from briefing.config.audience import Audience
    from briefing.edition.index import OutlineIndex
    from briefing.edition.model import Part
    from briefing.outline.model import Choice, Point

# A short text is shown where a sentence in so many is for the reader.
_SHARE = 4
# Readers inside get any text of fewer statements, and any talk.
_MUCH = 12
# Of a text that states much, one sentence of what the audience comes for is not enough beside few others: so many times
# the fewest are few.
_FEWEST_OF_CORE, _FEW = 2, 2
# A sentence alone is no pack for readers outside.
_FEWEST_SHOWN = 2
_NOT_CONTENT = (parts.SpinePart, parts.StandingPart)


def points_of(part: Part, library: OutlineIndex) -> Iterator[Point]:
    """The points that a part prints or leads to; they are in the annex."""
    return (point for point in part.rests_on(library) if point is not None)


def _lacking(view: AudienceView, sections: Sequence[EditionSection]) -> list[str]:
    """The text's lack for the audience, in words for the user; empty where it has enough.

    It lacks sentences, any of the audience's core, or one that stands alone on the one page. Few sentences are enough
    where they are a good part of what the text states.
    """
    audience, library = view.audience, view.library
    stated = [point for point in library.outline.points if view.library.sentences.says_something(point)]
    if audience.least is None:
        # An office's deeds, plans and demands; however few there are in a short text or a talk, they are enough, and so is
        # a number, a saying or a series: 大家好；来了都是本地人 is none of these.
        found = {point.id for point in stated if view.news.is_deed(point)}
        outline = library.outline
        tells = any(
            (found, outline.figures, outline.quotes, outline.enumerations, outline.formulations, outline.policies)
        )
        counted = audience.fewest if tells and (len(stated) < _MUCH or is_talk(outline)) else len(found)
    else:
        found, counted = _for_outsiders(library, sections)
    body = [section for section in sections if section.plan.page == "body"]
    is_few = counted < audience.fewest
    too_few = f"有 {len(found)} 句，要 {audience.fewest} 句"
    if audience.core:
        of_core = [section for section in body if section.plan.key in audience.core]
        asked = "、".join(plan.called for plan in audience.sections if plan.key in audience.core)
        if not of_core:
            no_core = f"没有一句选得进{asked}"
            return [too_few, no_core] if is_few else [no_core]
        has_few = len(stated) >= _MUCH and len(found) < _FEW * audience.fewest
        if has_few and _for_outsiders(library, of_core)[1] < _FEWEST_OF_CORE:
            return [f"只有一句归得进{asked}"]
    # An interview of which only what an editor says before it was found says nothing of the talk.
    questions = [one.words.span.end for one in library.outline.questions if one.words.spans]
    shown = (library.points[point].words for point in _shown(sections, library))
    if (
        library.outline.speakers
        and questions
        and not any(words.spans and words.span.start >= questions[0] for words in shown)
    ):
        return ["没有一句出自答话"]
    is_bare = all(section.plan.page != "one" for section in sections)
    if is_bare and audience.sections_of("one") and len(library.outline.points) >= _MUCH:
        return [too_few if is_few else "没有一句能单独印在一页纸上"]
    has_list = any(isinstance(section.part, parts.SpinePart) for section in sections)
    is_alone = audience.least is not None and not has_list and len(found) < min(audience.fewest, _FEWEST_SHOWN)
    is_thin = is_alone or (is_few and len(found) * _SHARE < len(stated))
    return [too_few] if is_thin or all(isinstance(section.part, _NOT_CONTENT) for section in sections) else []


def _for_outsiders(library: OutlineIndex, sections: Iterable[EditionSection]) -> tuple[set[str], int]:
    """The statements that the body shows, and as how many sentences it counts.

    One that names a policy or programme and states a figure (计划引来专家25名) counts as two, as does one that a table of
    policies or benefits has.
    """
    body = [section for section in sections if section.plan.page == "body"]
    shown = _shown(body, library)
    granted = _shown((one for one in body if isinstance(one.part, parts.NamesPart | parts.BenefitsPart)), library)
    with_figures = [library.points[point] for point in shown if library.figures.get(point)]
    full = sum(bool(library.names_in(point, INSTRUMENTS)) for point in with_figures)
    return shown, len(shown) + full + len(granted)


def _shown(sections: Iterable[EditionSection], library: OutlineIndex) -> set[str]:
    return {point.id for section in sections for point in points_of(section.part, library)}


def _supported(part: Part, library: OutlineIndex, decided: Collection[str], *, told: bool) -> Part | None:
    """The part without sentences that lean on one that it does not print right before them; None where none is left.

    What a person `decided` stays. `told` says that each is printed with who tells it.
    """
    match part:
        case parts.PointsPart(points=points):
            kept = _stand(points, library, decided, by_question=part.by_question, told=told)
            return replace(part, points=kept) if kept else None
        case parts.SectorsPart(rows=rows):
            stood = (replace(row, points=_stand(row.points, library, decided)) for row in rows)
            left = tuple(row for row in stood if row.points)
            return replace(part, rows=left) if left else None
        case _:
            return part


def _stand(
    points: Sequence[Point],
    library: OutlineIndex,
    decided: Collection[str],
    *,
    by_question: bool = False,
    told: bool = False,
) -> tuple[Point, ...]:
    kept: list[Point] = []
    for number, point in enumerate(points):
        before = kept[-1] if kept and library.follows(kept[-1], point) else None
        goes_on = number + 1 < len(points) and library.follows(point, points[number + 1])
        if library.sentences.is_contrasted(point) and not goes_on and point.id not in decided:
            continue
        follows = (before and library.sentences.knows_pronoun(before, point)) or (
            by_question and library.sentences.opens_answer(point)
        )
        if follows or point.id in decided or not library.sentences.leans(point, told=told):
            kept.append(point)
    return tuple(kept)


def make_edition(library: OutlineIndex, audience: Audience, choices: Iterable[Choice] = ()) -> Edition:
    """The audience's edition, as people chose; a section for which the source has nothing is left out.

    A `SourceError` where nothing is left but the spine and the apparatus, or none of what the audience is there for.
    """
    chosen = tuple(choices)
    library = with_choices(library, audience, chosen)
    library = library if audience.least is None else with_totals_alone(library)
    view = AudienceView(library, audience)
    found = ((plan, SELECTORS[plan.kind](view, plan)) for plan in audience.sections)
    filled = [EditionSection(plan=plan, part=part) for plan, part in found if part is not None]
    filled = apply_choices(filled, chosen, view)
    keys = {section.plan.key for section in filled}
    sections = tuple(section for section in filled if keys.isdisjoint(section.plan.instead_of))
    if lacking := _lacking(view, sections):
        raise SourceError(
            f"{library.outline.source.name} 里可供“{audience.called}”一版选用的话" + "，而且".join(lacking),
            hint="请用 briefing outline 看看读出了什么；要放宽，请改读者文件的 fewest、least 和 core",
        )
    sections = keep_within(view, sections, allowance_for(library, audience))
    decided = frozenset(choice.point for choice in chosen)
    supported = (
        (section, _supported(section.part, library, decided, told=section.plan.kind == "gist")) for section in sections
    )
    sections = tuple(replace(section, part=part) for section, part in supported if part is not None)
    shown = _shown(sections, library)
    points = library.outline.points
    return Edition(
        audience=audience,
        library=library,
        sections=sections,
        shown=tuple(point for point in points if point.id in shown),
        withheld=tuple(point for point in points if point.id not in shown),
    )
