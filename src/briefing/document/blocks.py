"""Parts of an edition → blocks of the document, one function for each kind of part."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from briefing.document.model import Bullets, Heading, Paragraph, Quotation, Spine, SpineGroup, Tiles
from briefing.document.tables import (
    benefits_table,
    figures_table,
    make_chart,
    make_tile,
    names_table,
    sectors_table,
    task_table,
)
from briefing.edition import model as parts
from briefing.edition.turns import Turn
from briefing.text.source import find_unpaired, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.document.model import Block, Line
    from briefing.document.runs import RunBuilder
    from briefing.outline.model import Enumeration, Item, Point, Quote


# What stands before or after a quotation in its sentence is no longer where the quotation tells all of it.
_LONGEST_LEAD = 16


def _points(builder: RunBuilder, _: str, part: parts.PointsPart) -> Iterator[Block]:
    """The points, under their headings and questions where the part asks for it.

    Each speaker's first has the name, where several speak.
    """
    turns, bullets = builder.library.turns, list["Line"]()
    before, spoken = Turn(), None
    for points in (
        builder.library.sentences.in_series(part.points) if part.by_question else ((point,) for point in part.points)
    ):
        turn = turns.of(points[0])
        leads = tuple(_leads(builder, part, before, turn)) if part.by_question else ()
        if leads or (part.by_question and turn.question != before.question):
            if bullets:
                yield Bullets(lines=tuple(bullets))
            yield from leads
            bullets, spoken = [], None
        before = turn
        voice = builder.voice(points[0]) if turn.voice != spoken else ()
        spoken = turn.voice
        bullets.append((*voice, *builder.series(points)))
    if bullets:
        yield Bullets(lines=tuple(bullets))


def _leads(builder: RunBuilder, part: parts.PointsPart, before: Turn, turn: Turn) -> Iterator[Paragraph]:
    """The heading and the question over a sentence, if it is the first under them."""
    if turn.heading in part.headings and turn.heading != before.heading:
        yield Paragraph(
            line=tuple(replace(run, emphasis="strong") for run in builder.heading(turn.heading)), role="lead"
        )
    if turn.question is not None and turn.question != before.question:
        asker = turn.question.asker
        asked = builder.phrase(asker, None) if asker else (builder.wording.run("label.asked"),)
        line = (*asked, builder.wording.run("label.colon"), *builder.words(turn.question.words))
        yield Paragraph(line=line, role="lead")


def make_spine_group(builder: RunBuilder, enumeration: Enumeration, items: tuple[Item, ...]) -> SpineGroup:
    """The heads of an enumeration under what it is."""
    heads = []
    for item in items:
        point = builder.library.point_at(item.head.span) if item.head.spans else None
        heads.append(builder.words(item.head, emphasis="strong", link=builder.anchor(point)))
    label = builder.words(enumeration.name) if enumeration.name else (builder.wording.run(f"spine.{enumeration.kind}"),)
    return SpineGroup(label=label, heads=tuple(heads))


def _is_halved(builder: RunBuilder, point: Point) -> bool:
    """True if the point holds one mark of a pair whose other one stands outside."""
    return bool(point.words.spans) and any(find_unpaired(builder.source.folded, point.words.span))


def _enumerations(builder: RunBuilder, _: str, part: parts.EnumerationsPart) -> Iterator[Block]:
    for text in part.texts:
        voice = builder.voice(text.lead or text.items[0][1][0])
        if text.lead is not None:
            yield Paragraph(line=(*voice, *builder.point(text.lead, light=_is_halved(builder, text.lead))), role="lead")
        elif voice:
            yield Paragraph(line=voice, role="lead")
        for _item, points in text.items:
            # A member of several lines keeps them: run together, 每平方米8元|售价9万元 would read as one.
            for _start, line in groupby(points, builder.line_of):
                yield Paragraph(
                    line=tuple(run for point in line for run in builder.point(point, light=_is_halved(builder, point)))
                )


def _holds_head(builder: RunBuilder, item: Item, tasks: Sequence[parts.Task]) -> bool:
    """True if the priority is one sentence that holds its head, which is printed as it is: 一要抓项目，确保全年开工60个."""
    if len(tasks) != 1 or not item.head.spans or not tasks[0].point.words.spans or builder.instead(item.head.text):
        return False
    return item.head.span in tasks[0].point.words.span


def _tasks(builder: RunBuilder, key: str, part: parts.TasksPart) -> Iterator[Block]:
    for enumeration, items in part.groups:
        if len(items) > 1 and all(_holds_head(builder, item, tasks) for item, tasks in items):
            # A heading and a table for each single measure would be more frame than picture.
            yield task_table(builder, f"{key}-{enumeration.id}-table", [tasks[0] for _, tasks in items])
            continue
        for item, tasks in items:
            anchor = f"{key}-{enumeration.id}-{item.ordinal}"
            voice = builder.voice(tasks[0].point)
            yield Heading(level=2, anchor=anchor, line=(*voice, *builder.heading(item.head)))
            said = [task for task in tasks if not builder.library.sentences.is_head_alone(task.point)]
            if said:
                yield task_table(builder, f"{anchor}-table", said)


def _quotation(builder: RunBuilder, quote: Quote, *, body: bool = True) -> Quotation:
    point = builder.library.point_of_quote(quote)
    place = quote.words.span
    marked = span(max(0, place.start - 1), place.end + 1)
    whole = marked if builder.source.fold(marked)[:1] in "“‘" and builder.source.fold(marked)[-1:] in "”’" else place
    speaker = builder.person(quote.role, quote.speaker, quote.attribution)
    line = builder.passage(whole)
    if body:
        builder.quoted.update(one.id for one in _are_said_by(builder, quote))
    if point and body and _says_no_more(builder, point, quote):
        return Quotation(
            line=builder.whole(point, line), speaker=speaker, source=builder.source_link((point,), linked=False)
        )
    return Quotation(line=line, speaker=speaker, source=builder.source_link((point,) if point else ()))


def _says_no_more(builder: RunBuilder, point: Point, quote: Quote) -> bool:
    """True if the point is the quotation and who said it."""
    fold = builder.source.fold
    rest = fold(point.words.span).replace(fold(quote.words.span), "")
    said = fold(quote.attribution) if quote.attribution else ""
    return not rest.replace(said, "").strip("“”‘’。，；：、 ")


def _are_said_by(builder: RunBuilder, quote: Quote) -> Iterator[Point]:
    """The points of which a printed quotation leaves out no more than a few words that state nothing: 方竹算起了账，."""
    place = quote.words.span
    for point in builder.library.points_within(span(max(0, place.start - _LONGEST_LEAD), place.end)):
        own = point.words.span
        before, after = max(0, place.start - own.start), max(0, own.end - place.end)
        outside = span(own.start, min(own.end, place.start)) if before else None
        if (
            after <= _LONGEST_LEAD
            and before <= _LONGEST_LEAD
            and not (outside and builder.library.figures_within(outside))
        ):
            yield point


def make_quotations(builder: RunBuilder, part: parts.QuotesPart, *, body: bool = True) -> Iterator[Quotation]:
    """The quotations; outside the `body` they are no places that links lead to."""
    for quote in part.quotes:
        if quote.words.spans:
            yield _quotation(builder, quote, body=body)
        else:  # an editor's
            speaker = builder.person(quote.role, quote.speaker, None, added=True) if quote.speaker or quote.role else ()
            yield Quotation(line=builder.words(quote.words, fact=quote.id), speaker=speaker, source=())


def make_blocks(builder: RunBuilder, key: str, part: parts.Part) -> Iterable[Block]:
    """The blocks of a part of the body; `key` makes their anchors unique."""
    return BLOCKS[type(part)](builder, key, part)


def _none(*_: object) -> Iterable[Block]:
    return ()


# How each class of part is laid out in the body; `briefing.document.sections.declare` adds one.
BLOCKS: dict[type[parts.Part], Callable[[RunBuilder, str, Any], Iterable[Block]]] = {
    parts.SpinePart: lambda builder, _, part: [
        Spine(groups=tuple(make_spine_group(builder, enumeration, items) for enumeration, items in part.groups))
    ],
    parts.TilesPart: lambda builder, _, part: [
        Tiles(tiles=tuple(make_tile(builder, figure) for figure in part.figures))
    ],
    parts.ChartsPart: lambda builder, key, part: [
        make_chart(builder, f"{key}-{number}", group) for number, group in enumerate(part.groups, 1)
    ],
    parts.PointsPart: _points,
    parts.SectorsPart: lambda *given: [sectors_table(*given)],
    parts.BenefitsPart: lambda *given: [benefits_table(*given)],
    parts.NamesPart: lambda *given: [names_table(*given)],
    parts.EnumerationsPart: _enumerations,
    parts.TasksPart: _tasks,
    parts.FiguresPart: lambda builder, key, part: [figures_table(builder, key, part.figures)],
    parts.QuotesPart: lambda builder, _, part: make_quotations(builder, part),
    parts.AsksPart: _none,  # for the one page alone
    parts.StandingPart: _none,  # laid out by `make_standing_blocks`
}
