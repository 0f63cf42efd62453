"""Parts of an edition → blocks of the document, one function for each kind of part."""

from __future__ import annotations

from dataclasses import replace
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
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.document.model import Block, Line
    from briefing.document.runs import Ink
    from briefing.outline.model import Enumeration, Item, Point, Question, Quote
    from briefing.text.source import Span


# What stands before or after a quotation in its sentence is no longer where the quotation tells all of it.
_LONGEST_LEAD = 16


def _points(ink: Ink, _: str, part: parts.PointsPart) -> Iterator[Block]:
    """The points, under their headings and questions where the part asks for it.

    Each speaker's first has the name, where several speak.
    """
    turns, bullets = ink.library.turns, list["Line"]()
    before, spoken = Turn(), None
    for points in ink.library.in_series(part.points) if part.by_question else ((point,) for point in part.points):
        turn = turns.of(points[0])
        leads = tuple(_leads(ink, part, before, turn)) if part.by_question else ()
        if leads or (part.by_question and turn.question != before.question):
            if bullets:
                yield Bullets(lines=tuple(bullets))
            yield from leads
            bullets, spoken = [], None
        before = turn
        named = turns.are_several and turn.voice is not None and turn.voice != spoken
        spoken = turn.voice
        bullets.append((*(_voice(ink, turn.voice) if named and turn.voice else ()), *ink.series(points)))
    if bullets:
        yield Bullets(lines=tuple(bullets))


def _leads(ink: Ink, part: parts.PointsPart, before: Turn, turn: Turn) -> Iterator[Paragraph]:
    """The heading and the question over a sentence, if it is the first under them."""
    if turn.heading in part.headings and turn.heading != before.heading:
        yield Paragraph(line=tuple(replace(run, emphasis="strong") for run in ink.heading(turn.heading)), role="lead")
    if turn.question is not None and turn.question != before.question:
        yield Paragraph(line=_question(ink, turn.question), role="lead")


def _question(ink: Ink, question: Question) -> Line:
    """Who asks, and what."""
    asker = ink.phrase(question.asker, None) if question.asker else (ink.wording.run("label.asked"),)
    return (*asker, ink.wording.run("label.colon"), *ink.words(question.words))


def _voice(ink: Ink, name: Span) -> Line:
    """A speaker's name before what they say."""
    return (*ink.passage(name, emphasis="strong"), ink.wording.run("label.colon"))


def make_spine_group(ink: Ink, enumeration: Enumeration, items: tuple[Item, ...]) -> SpineGroup:
    """The heads of an enumeration under what it is."""
    heads = []
    for item in items:
        point = ink.library.point_at(item.head.span) if item.head.spans else None
        heads.append(ink.words(item.head, emphasis="strong", link=ink.anchor(point)))
    return SpineGroup(label=(ink.wording.run(f"spine.{enumeration.kind}"),), heads=tuple(heads))


def _spine(ink: Ink, _: str, part: parts.SpinePart) -> Iterator[Block]:
    yield Spine(groups=tuple(make_spine_group(ink, enumeration, items) for enumeration, items in part.groups))


def _charts(ink: Ink, key: str, part: parts.ChartsPart) -> Iterator[Block]:
    return (make_chart(ink, f"{key}-{number}", group) for number, group in enumerate(part.groups, 1))


def _enumerations(ink: Ink, _: str, part: parts.EnumerationsPart) -> Iterator[Block]:
    for text in part.texts:
        if text.lead is not None:
            yield Paragraph(line=ink.point(text.lead), role="lead")
        for _item, points in text.items:
            yield Paragraph(line=tuple(run for point in points for run in ink.point(point)))


def _holds_head(ink: Ink, item: Item, tasks: Sequence[parts.Task]) -> bool:
    """Whether the priority is one sentence that holds its head, which is printed as it is: 一要抓项目，确保全年开工60个."""
    if len(tasks) != 1 or not item.head.spans or not tasks[0].point.words.spans or ink.instead(item.head.text):
        return False
    return item.head.span in tasks[0].point.words.span


def _tasks(ink: Ink, key: str, part: parts.TasksPart) -> Iterator[Block]:
    for enumeration, items in part.groups:
        if len(items) > 1 and all(_holds_head(ink, item, tasks) for item, tasks in items):
            # A heading and a table for each single measure would be more frame than picture.
            yield task_table(ink, f"{key}-{enumeration.id}-table", [tasks[0] for _, tasks in items])
            continue
        for item, tasks in items:
            anchor = f"{key}-{enumeration.id}-{item.ordinal}"
            yield Heading(level=2, anchor=anchor, line=ink.heading(item.head))
            said = [task for task in tasks if not ink.library.is_head_alone(task.point)]
            if said:
                yield task_table(ink, f"{anchor}-table", said)


def _quotation(ink: Ink, quote: Quote, *, body: bool = True) -> Quotation:
    point = ink.library.point_of_quote(quote)
    place = quote.words.span
    marked = span(max(0, place.start - 1), place.end + 1)
    whole = marked if ink.source.fold(marked)[:1] in "“‘" and ink.source.fold(marked)[-1:] in "”’" else place
    speaker = ink.person(quote.role, quote.speaker, quote.attribution)
    line = ink.passage(whole)
    if body:
        ink.quoted.update(one.id for one in _are_said_by(ink, quote))
    if point and body and _says_no_more(ink, point, quote):
        return Quotation(line=ink.whole(point, line), speaker=speaker, source=ink.source_link((point,), linked=False))
    return Quotation(line=line, speaker=speaker, source=ink.source_link((point,) if point else ()))


def _says_no_more(ink: Ink, point: Point, quote: Quote) -> bool:
    """True if the point is the quotation and who said it."""
    fold = ink.source.fold
    rest = fold(point.words.span).replace(fold(quote.words.span), "")
    said = fold(quote.attribution) if quote.attribution else ""
    return not rest.replace(said, "").strip("“”‘’。，；：、 ")


def _are_said_by(ink: Ink, quote: Quote) -> Iterator[Point]:
    """The points of which a printed quotation leaves out no more than a few words that state nothing: 方竹算起了账，."""
    place = quote.words.span
    for point in ink.library.points_within(span(max(0, place.start - _LONGEST_LEAD), place.end)):
        own = point.words.span
        before, after = max(0, place.start - own.start), max(0, own.end - place.end)
        outside = span(own.start, min(own.end, place.start)) if before else None
        if after <= _LONGEST_LEAD and before <= _LONGEST_LEAD and not (outside and ink.library.figures_within(outside)):
            yield point


def _editor_quotation(ink: Ink, quote: Quote) -> Quotation:
    speaker = ink.person(quote.role, quote.speaker, None, added=True) if quote.speaker or quote.role else ()
    return Quotation(line=ink.words(quote.words, fact=quote.id), speaker=speaker, source=())


def make_quotations(ink: Ink, part: parts.QuotesPart, *, body: bool = True) -> Iterator[Quotation]:
    """The quotations; outside the `body` they are no places that links lead to."""
    return (
        _quotation(ink, quote, body=body) if quote.words.spans else _editor_quotation(ink, quote)
        for quote in part.quotes
    )


def make_blocks(ink: Ink, key: str, part: parts.Part) -> Iterable[Block]:
    """The blocks of a part of the body; `key` makes their anchors unique."""
    return BLOCKS[type(part)](ink, key, part)


def _none(*_: object) -> Iterable[Block]:
    return ()


# How each class of part is laid out in the body; `briefing.document.sections.declare` adds one.
BLOCKS: dict[type[parts.Part], Callable[[Ink, str, Any], Iterable[Block]]] = {
    parts.SpinePart: _spine,
    parts.TilesPart: lambda ink, _, part: [Tiles(tiles=tuple(make_tile(ink, figure) for figure in part.figures))],
    parts.ChartsPart: _charts,
    parts.PointsPart: _points,
    parts.SectorsPart: lambda *given: [sectors_table(*given)],
    parts.BenefitsPart: lambda *given: [benefits_table(*given)],
    parts.NamesPart: lambda *given: [names_table(*given)],
    parts.EnumerationsPart: _enumerations,
    parts.TasksPart: _tasks,
    parts.FiguresPart: lambda ink, key, part: [figures_table(ink, key, part.figures)],
    parts.QuotesPart: lambda ink, _, part: make_quotations(ink, part),
    parts.AsksPart: _none,  # for the one page alone
    parts.StandingPart: _none,  # laid out by `make_standing_blocks`
}
