"""Source → outline: each finder's nouns put together. Parsing cannot fail; what is odd is a diagnostic."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from briefing.outline.enumerations.find import find_enumerations
from briefing.outline.enumerations.formulations import find_formulations
from briefing.outline.figures.find import find_figures
from briefing.outline.figures.others import name_others
from briefing.outline.figures.tables import find_table_figures
from briefing.outline.imprint import find_outlet, find_published, find_title, first_of
from briefing.outline.interviews import join_parts, part_interviews, tell_several
from briefing.outline.lines import label_lines
from briefing.outline.model import Figure, Outline, Point, quote_source
from briefing.outline.names.find import find_names
from briefing.outline.names.proper_names import find_doubtful_names, find_persons, find_places
from briefing.outline.names.unread_names import find_unread_names
from briefing.outline.oddities import find_oddities
from briefing.outline.people.names import read_names
from briefing.outline.people.quotes import find_quotes
from briefing.outline.people.speakers import find_speakers
from briefing.outline.places.find import find_place, find_unproven
from briefing.outline.points import find_points, find_sections
from briefing.outline.questions import find_questions
from briefing.text.source import find_holder, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Words
    from briefing.text.source import Source

_MARKER = re.compile(
    r"(?:\d{1,2}(?:[、．](?!\d)|\.(?!\d)|[）)])|（[一二三四五六七八九十\d]{1,3}）|[①-⑳•·●▪◆])[ 　]*|【[^【】]{1,12}】"
)


def _counting(source: Source, figure: Figure, place: Words | None) -> Figure:
    """The figure with what it counts as a reader would say it.

    It is not the place alone, which has it (禾原已有486人), nor the number or bullet of the list that it begins in (2. 新开工项目).
    """
    counted = figure.indicator
    if counted is None or not counted.spans:
        return figure
    if place is not None and len(counted.spans) == 1 and figure.normal.unit != "%":
        whole = source.fold(place.span)
        if source.fold(counted.span) in {whole, whole[:-1]}:
            return replace(figure, indicator=None)
    marker = _MARKER.match(source.folded, counted.span.start, counted.span.end)
    if marker is None or marker.end() == counted.span.end:
        return figure
    first = span(marker.end(), counted.span.end)
    return replace(figure, indicator=quote_source(source, first, *counted.spans[1:]))


def _all_figures(
    source: Source, lines: Sequence[Line], place: Words | None, points: Sequence[Point]
) -> tuple[Figure, ...]:
    """The figures of running text and of tables in the order of the text, each with the point that states it.

    One that no point holds (in a question) is left out.
    """
    # A row of Markdown in a text file is a line without its outer signs: | 外资 | 3家 |.
    rows = {(mark.words or mark.span).start for mark in source.marks if mark.kind == "row"}
    running = find_figures(source, [line for line in lines if line.span.start not in rows])
    in_order = sorted((*running, *find_table_figures(source)), key=lambda figure: figure.words.span)
    spans = [point.words.span for point in points]
    found = []
    for figure in name_others(source, in_order, lines, place):
        holder = find_holder(spans, figure.words.span.start)
        if holder is not None:
            found.append(replace(_counting(source, figure, place), point=points[holder].id))
    return tuple(replace(figure, id=f"f{number}") for number, figure in enumerate(found, 1))


def parse(source: Source) -> Outline:
    """The outline of a source."""
    reader = read_names(source)
    parts = part_interviews(source, label_lines(source), reader)
    lines = join_parts(parts)
    sections = find_sections(source, lines)
    questions = find_questions(source, lines)
    enumerations = find_enumerations(source, lines)
    points = find_points(source, lines, sections, [question.words.span for question in questions], enumerations)
    sets = find_formulations(source, lines, reader.tokens, enumerations)
    guests = [find_speakers(source, part, reader) for part in parts]
    speakers = tuple({speaker.name: speaker for speaker in chain.from_iterable(guests)}.values())
    several = tell_several(source, parts)
    place = None if several else find_place(source, lines, speakers, reader)
    unproven = None if place or several else find_unproven(source, lines, reader)
    names = find_names(source, lines, place, reader.tokens)
    said = (find_quotes(source, part, own, reader) for part, own in zip(parts, guests, strict=True))
    # 书记说，重点是“建机制、聚人才、优环境”: what a list or a set consists of is named, not said.
    members = {
        span(one.items[0].head.span.start, one.items[-1].head.span.end) for one in sets if one.kind == "formulation"
    }
    members |= {item.head.span for one in (*enumerations, *sets) for item in one.items if item.head.spans}
    quotes = [quote for quote in chain.from_iterable(said) if quote.words.span not in members]
    outline = Outline(
        source=source,
        title=find_title(source, lines),
        series=first_of(source, lines, "series"),
        outlet=find_outlet(source, lines),
        place=place,
        published=find_published(source, lines),
        speakers=speakers,
        sections=sections,
        questions=questions,
        enumerations=(*enumerations, *(one for one in sets if one.kind == "keywords")),
        formulations=tuple(one for one in sets if one.kind == "formulation"),
        points=points,
        figures=_all_figures(source, lines, place, points),
        # The quotations of all interviews of a file are numbered through.
        quotes=tuple(replace(quote, id=f"q{number}") for number, quote in enumerate(quotes, 1)),
        policies=names.policies,
        programmes=names.programmes,
        organisations=names.organisations,
        events=names.events,
        captions=tuple(line.span for line in lines if line.kind == "caption"),
        furniture=tuple(line.span for line in lines if line.kind == "furniture"),
    )
    persons = find_persons(source, lines, speakers, reader)
    outline = replace(outline, persons=persons.names, places=find_places(outline, persons.roles))
    notices = (
        *source.notices,
        *several,
        *((unproven,) if unproven else ()),
        *find_oddities(outline),
        *find_doubtful_names(outline),
        *find_unread_names(outline, reader.tokens),
    )
    return replace(outline, diagnostics=notices)
