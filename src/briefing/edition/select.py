"""Outline + audience → edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.edition import model as parts
from briefing.edition.budget import allowance_for, keep_within
from briefing.edition.choices import apply_choices, with_additions
from briefing.edition.model import Edition, EditionSection
from briefing.edition.predicates import INSTRUMENTS
from briefing.edition.selectors import SELECTORS
from briefing.edition.view import AudienceView
from briefing.errors import SourceError
from briefing.text.folding import fold
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.config.audience import Audience
    from briefing.edition.index import OutlineIndex
    from briefing.edition.model import Part
    from briefing.outline.model import Choice, Point

# A short text is shown where a sentence in so many is for the reader.
_SHARE = 4
# Readers inside get any text of fewer statements, and any talk.
_MUCH = 12
_SAYS = pattern("speech", "says")
_NOT_CONTENT = (parts.SpinePart, parts.StandingPart)


def points_of(part: Part, library: OutlineIndex) -> Iterator[Point]:
    """The points that a part prints or leads to; they are in the annex."""
    return (point for point in part.rests_on(library) if point is not None)


def _refuse_thin(view: AudienceView, sections: Sequence[EditionSection]) -> None:
    """Raise a `SourceError` where a text that says much has less for the audience than it asks for, or nothing of its core.

    So is one of which no sentence stands alone on the one page.

    A sentence that names a policy or programme and states a figure (计划引来专家25名) counts as two, as does one that a
    table of policies or benefits has. Readers inside count what an office did, plans or asks.
    """
    audience, library = view.audience, view.library
    body = [section for section in sections if section.plan.page == "body"]
    lacking = set(audience.core).isdisjoint(section.plan.key for section in sections) and audience.core
    stated = [point for point in library.outline.points if view.says_something(point)]
    if audience.least is None:
        shown = {point.id for point in stated if view.news.is_deed(point)}
        counted = len(shown) if len(stated) >= _MUCH and not _is_talk(library) else audience.fewest
    else:
        shown = _shown(body, library)
        granted = _shown((one for one in body if isinstance(one.part, parts.NamesPart | parts.BenefitsPart)), library)
        names = [library.names_in(library.points[point], INSTRUMENTS) for point in shown]
        full = sum(bool(library.figures.get(point) and found) for point, found in zip(shown, names, strict=True))
        counted = len(shown) + full + len(granted)
    nothing = all(isinstance(section.part, _NOT_CONTENT) for section in sections)
    pages = {plan.page for plan in audience.sections} - {section.plan.page for section in sections}
    empty = "one" in pages and len(library.outline.points) >= _MUCH
    if not nothing and not lacking and not empty and (counted >= audience.fewest or len(shown) * _SHARE >= len(stated)):
        return
    asked = "、".join(plan.called for plan in audience.sections if plan.key in audience.core)
    fails = [
        *(
            [f"有 {len(shown)} 句，要 {audience.fewest} 句"]
            if counted < audience.fewest or not (lacking or empty)
            else []
        ),
        *([f"没有一句归得进{asked}"] if lacking else []),
    ] or ["没有一句能单独印在一页纸上"]
    raise SourceError(
        f"{library.outline.source.name} 里可供“{audience.called}”一版选用的话" + "，而且".join(fails),
        hint="请用 briefing outline 看看读出了什么；要放宽，请改读者文件的 fewest、least 和 core",
    )


def _is_talk(library: OutlineIndex) -> bool:
    """True if the text is what somebody of a post says: a guest, or whom the headline quotes (方晓：园区要扩容)."""
    outline = library.outline
    headline = fold(outline.title.text) if outline.title else ""
    named = (
        headline[max(0, colon.start() - size) : colon.start()]
        for colon in re.finditer("：", headline)
        for size in (2, 3)
    )
    return bool(outline.speakers) or any(re.search(re.escape(name) + _SAYS, outline.source.folded) for name in named)


def _shown(sections: Iterable[EditionSection], library: OutlineIndex) -> set[str]:
    return {point.id for section in sections for point in points_of(section.part, library)}


def make_edition(library: OutlineIndex, audience: Audience, choices: Iterable[Choice] = ()) -> Edition:
    """The audience's edition, as people chose; a section for which the source has nothing is left out.

    A `SourceError` where nothing is left but the spine and the apparatus, or none of what the audience is there for.
    """
    chosen = tuple(choices)
    library = with_additions(library, audience, chosen)
    view = AudienceView(library, audience)
    found = ((plan, SELECTORS[plan.kind](view, plan)) for plan in audience.sections)
    filled = [EditionSection(plan=plan, part=part) for plan, part in found if part is not None]
    filled = apply_choices(filled, chosen, view)
    keys = {section.plan.key for section in filled}
    sections = tuple(section for section in filled if keys.isdisjoint(section.plan.instead_of))
    _refuse_thin(view, sections)
    sections = keep_within(view, sections, allowance_for(library, audience))
    shown = _shown(sections, library)
    points = library.outline.points
    return Edition(
        audience=audience,
        library=library,
        sections=sections,
        shown=tuple(point for point in points if point.id in shown),
        withheld=tuple(point for point in points if point.id not in shown),
    )
