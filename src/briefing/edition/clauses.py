"""Selection by clauses: what grants a benefit, what introduces a policy, a tool or an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.edition import model as parts
from briefing.text.bearing import find_people, find_receivers
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.audience import SectionPlan
    from briefing.edition.model import Part
    from briefing.edition.view import AudienceView
    from briefing.outline.model import Name, Point
    from briefing.text.source import Span

# What a clause opens with that goes on about the name before it, leans on the clause before it, or says how long or how much.
_GOES_ON = re.compile(pattern("clauses", "goes_on"))
_LEANS_BACK = re.compile(pattern("clauses", "leans_back"))
_MEASURES = re.compile(pattern("clauses", "measures"))
# Whom a grant is for, and on what condition: 对参加支农的毕业生，|每人每月补1200元.
_CONDITION = re.compile(rf"[，、]?{pattern('clauses', 'conditions')}[^，。；：]*，")
# 加上求职的，; 希望透过讲座的办理，: what is no clause by itself grants nothing.
_TORN = re.compile(rf"{pattern('clauses', 'torn')}[^，。；：]*[，。；：]?|[^，。；：]*的[，。；]?")
# A sentence of so many clauses speaks of one thing, or of a few side by side.
_FEW_CLAUSES = 4


def _join(pieces: list[Span], clause: Span) -> None:
    """Adds the clause, as one piece with the last where they touch."""
    if pieces and pieces[-1].end == clause.start:
        clause = span(pieces.pop().start, clause.end)
    pieces.append(clause)


def _shared_out(view: AudienceView, point: Point, groups: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """The point's clauses, each with a benefit that it grants.

    A clause that names none belongs with the one before it, or opens the sentence and belongs with the one after it:
    whom it is for, how much, for how long. In a long sentence it does so only where its first word says so.
    """
    source, topics = view.library.outline.source, view.library.topics
    clauses = view.library.clauses(point.words.span)
    texts = [source.fold(clause) for clause in clauses]
    granted = [tuple(key for key in groups if topics[key].terms_in(text)) for text in texts]
    short = len(clauses) <= _FEW_CLAUSES
    for index, found in enumerate(granted):
        if found:
            continue
        if index and granted[index - 1]:
            joins = short or _LEANS_BACK.match(texts[index]) or _MEASURES.match(texts[index])
            granted[index] = granted[index - 1] if joins else ()
        elif index + 1 < len(texts) and (short or _LEANS_BACK.match(texts[index + 1])):
            granted[index] = next((later for later in granted[index + 1 :] if later), ())
    yield from ((key, clause) for clause, found in zip(clauses, granted, strict=True) for key in found)


def _with_condition(view: AudienceView, point: Point, piece: Span) -> Span:
    """The piece with the clauses right before it that say whom its grant is for."""
    start = piece.start
    for clause in reversed(view.library.clauses(point.words.span)):
        if clause.end == start and _CONDITION.fullmatch(view.library.outline.source.fold(clause)):
            start = clause.start
    return span(start, piece.end)


def select_benefits(view: AudienceView, plan: SectionPlan) -> Part | None:
    """Benefits, each with the clauses that grant it."""
    points = [
        one for one in view.library.placed if view.serves(one, plan) and view.library.sentences.says_something(one)
    ]
    groups = [key for key, topic in view.library.topics.items() if topic.group == "benefit"]
    granted: dict[str, list[parts.Excerpt]] = {key: [] for key in groups}
    for point in points:
        pieces: dict[str, list[Span]] = {}
        for key, clause in _shared_out(view, point, tuple(groups)):
            # 青年就业稳定，|退役军人就业服务精准: what others receive is no benefit here.
            text = view.library.outline.source.fold(clause)
            of_others = find_receivers(text) and find_people(text).isdisjoint(plan.receivers)
            if not (plan.receivers and of_others):
                _join(pieces.setdefault(key, []), clause)
        for key, found in pieces.items():
            whole = (_with_condition(view, point, piece) for piece in found)
            granted[key].extend(
                parts.Excerpt(point=point, span=piece)
                for piece in whole
                if not _TORN.fullmatch(view.library.outline.source.fold(piece))
            )
    rows = [
        parts.BenefitRow(topic=key, excerpts=tuple(excerpts[: plan.limit]))
        for key, excerpts in granted.items()
        if excerpts
    ]
    return parts.BenefitsPart(rows=tuple(rows)) if rows else None


def _introductions(
    view: AudienceView, point: Point, places: dict[Span, Name], *, whole: bool
) -> tuple[parts.NamesRow, ...]:
    """The point's stretches that each introduce names: the clause, and those after it that say what the names are for.

    A short point that introduces names once is one stretch where it may be printed `whole`.
    """
    source = view.library.outline.source
    rows: list[tuple[list[Name], list[Span]]] = []
    for clause in view.library.clauses(point.words.span):
        names = [name for place, name in places.items() if clause.start <= place.start < clause.end]
        if names:
            rows.append((names, [clause]))
        elif (
            rows
            and rows[-1][1][-1].end == clause.start
            and (_GOES_ON.match(source.fold(clause)) or view.library.figures_within(clause))
        ):
            _join(rows[-1][1], clause)
    if whole and len(rows) == 1 and len(view.library.clauses(point.words.span)) <= _FEW_CLAUSES:
        rows[0][1].append(point.words.span)
    return tuple(
        parts.NamesRow(names=tuple(names), excerpt=parts.Excerpt(point=point, span=pieces[-1]))
        for names, pieces in rows
    )


def select_names(view: AudienceView, plan: SectionPlan) -> Part | None:
    """The names of a section's kinds, with the words that introduce them."""
    introduced = view.introduced(plan)
    points = (point for point in view.library.placed if point.id in introduced)
    whole = not {"events", "organisations"} & set(plan.names)
    rows = [
        row
        for point in points
        for row in _introductions(view, point, dict(sorted(introduced[point.id].items())), whole=whole)
    ]
    rows = [*rows[: plan.limit], *(parts.NamesRow(names=(name,), excerpt=None) for name in view.added_names(plan))]
    return parts.NamesPart(rows=tuple(rows)) if rows else None
