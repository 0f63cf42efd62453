"""Parts of an edition → blocks of the document, one function for each kind of part."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document.model import Block
    from briefing.document.runs import Ink
    from briefing.outline.model import Enumeration, Item, Point, Quote


def make_spine_group(ink: Ink, enumeration: Enumeration, items: tuple[Item, ...]) -> SpineGroup:
    """The heads of an enumeration under what it is."""
    heads = []
    for item in items:
        point = ink.library.point_at(item.head.span) if item.head.spans else None
        heads.append(ink.words(item.head, emphasis="strong", link=ink.anchor(point)))
    return SpineGroup(label=(ink.wording.run(f"spine.{enumeration.kind}"),), heads=tuple(heads))


def _enumeration(ink: Ink, text: parts.EnumerationText) -> Iterator[Block]:
    if text.lead is not None:
        yield Paragraph(line=ink.point(text.lead), role="lead")
    for _, points in text.items:
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
    if point and body and _says_no_more(ink, point, quote):
        return Quotation(line=ink.whole(point, line), speaker=speaker, source=ink.source_link((point,), linked=False))
    return Quotation(line=line, speaker=speaker, source=ink.source_link((point,) if point else ()))


def _says_no_more(ink: Ink, point: Point, quote: Quote) -> bool:
    """True if the point is the quotation and who said it."""
    fold = ink.source.fold
    rest = fold(point.words.span).replace(fold(quote.words.span), "")
    said = fold(quote.attribution) if quote.attribution else ""
    return not rest.replace(said, "").strip("“”‘’。，；：、 ")


def _editor_quotation(ink: Ink, quote: Quote) -> Quotation:
    speaker = ink.person(quote.role, quote.speaker, None, added=True) if quote.speaker or quote.role else ()
    return Quotation(line=ink.words(quote.words, fact=quote.id), speaker=speaker, source=())


def make_quotations(ink: Ink, part: parts.QuotesPart, *, body: bool = True) -> Iterator[Quotation]:
    """The quotations; outside the `body` they are no places that links lead to."""
    return (
        _quotation(ink, quote, body=body) if quote.words.spans else _editor_quotation(ink, quote)
        for quote in part.quotes
    )


def make_blocks(  # noqa: C901, PLR0912 - one case for each part, flat
    ink: Ink, key: str, part: parts.Part
) -> Iterator[Block]:
    """The blocks of a part whose content was selected; `key` makes their anchors unique."""
    match part:
        case parts.SpinePart(groups=groups):
            yield Spine(groups=tuple(make_spine_group(ink, enumeration, items) for enumeration, items in groups))
        case parts.TilesPart(figures=figures):
            yield Tiles(tiles=tuple(make_tile(ink, figure) for figure in figures))
        case parts.ChartsPart(groups=groups):
            yield from (make_chart(ink, f"{key}-{number}", group) for number, group in enumerate(groups, 1))
        case parts.PointsPart(points=points):
            yield Bullets(lines=tuple(ink.point(point, light=True) for point in points))
        case parts.SectorsPart():
            yield sectors_table(ink, key, part)
        case parts.BenefitsPart():
            yield benefits_table(ink, key, part)
        case parts.NamesPart():
            yield names_table(ink, key, part)
        case parts.EnumerationsPart(texts=texts):
            for text in texts:
                yield from _enumeration(ink, text)
        case parts.TasksPart():
            yield from _tasks(ink, key, part)
        case parts.FiguresPart(figures=figures):
            yield figures_table(ink, key, figures)
        case parts.QuotesPart():
            yield from make_quotations(ink, part)
        case parts.AsksPart() | parts.StandingPart():
            return
        case _:
            assert_never(part)
