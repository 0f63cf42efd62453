"""Parts of an edition → blocks of the document, one function for each kind of part."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, assert_never

from briefing import edition as parts
from briefing.document import Bullets, Heading, Paragraph, Quotation, Spine, SpineGroup, Table, Tile, Tiles
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.compose.ink import Ink
    from briefing.document import Block, Line
    from briefing.outline import Enumeration, Figure, Item, Name, Point, Quote

Cell = tuple["Line", ...]

# A digit's width in ems; what a column of figures takes of its table's width at least and at most, in per cent.
_DIGIT = 0.6
_NARROWEST, _BROADEST = 18, 36


def _header(ink: Ink, *keys: str) -> tuple[Line, ...]:
    return tuple((ink.wording.run(f"table.{key}"),) for key in keys)


def _spine_group(ink: Ink, enumeration: Enumeration, items: tuple[Item, ...]) -> SpineGroup:
    heads = []
    for item in items:
        point = ink.library.point_at(item.head.span) if item.head.spans else None
        heads.append(ink.words(item.head, emphasis="strong", link=ink.anchor(point)))
    return SpineGroup(label=(ink.wording.run(f"spine.{enumeration.kind}"),), heads=tuple(heads))


def _point_of(ink: Ink, figure: Figure) -> tuple[Point, ...]:
    point = ink.library.points.get(figure.point or "")
    return (point,) if point else ()


def _indicator(ink: Ink, figure: Figure) -> Line:
    if figure.indicator is None:
        return (ink.wording.run("label.indicator_missing", emphasis="quiet"),)
    tally = (ink.wording.run("label.cumulative_note"),) if figure.cumulative else ()
    predicate = ink.library.predicates.get(figure.id)
    words, more = ink.words(figure.indicator), ink.passage(predicate) if predicate else ()
    opens = bool(predicate and figure.indicator.spans and predicate.start < figure.indicator.span.start)
    return (*more, *words, *tally) if opens else (*words, *more, *tally)


def _period(ink: Ink, figure: Figure, missing: str) -> Line:
    stated = [words for words in (figure.period, figure.rate) if words is not None]
    if not stated:
        return (ink.wording.run(missing, emphasis="quiet"),)
    return tuple(run for words in stated for run in ink.words(words))


def _tile(ink: Ink, figure: Figure) -> Tile:
    return Tile(
        figure=ink.figure(figure),
        indicator=_indicator(ink, figure),
        period=_period(ink, figure, "label.period_missing"),
        source=ink.source_link(_point_of(ink, figure)),
    )


def _breadth(figures: Iterable[Figure]) -> int:
    """The share of a table's width, in per cent, that its figures need, none of which breaks: 1 兆 1,286 億元.

    An em of the largest table type, of twelve points, is 2.7 % of the narrowest page, of 156 mm.
    """
    widest = max((sum(_DIGIT if one.isascii() else 1 for one in figure.words.text) for figure in figures), default=0)
    return min(_BROADEST, max(_NARROWEST, ceil(widest * 2.7 + 4)))


def _figures_table(ink: Ink, key: str, figures: Sequence[Figure]) -> Table:
    rows = tuple(
        (
            (_indicator(ink, one),),
            ((ink.figure(one),),),
            (_period(ink, one, "label.not_stated"),),
            (ink.source_link(_point_of(ink, one)),),
        )
        for one in figures
    )
    header = _header(ink, "indicator", "figure", "period", "place")
    breadth = _breadth(figures)
    return Table(anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(64 - breadth, breadth, 20, 16))


def _topic(ink: Ink, key: str) -> Line:
    return (ink.wording.run(f"{key}.name", file="topics.toml", emphasis="strong"),)


def _name_lines(ink: Ink, names: Sequence[Name]) -> Cell:
    return tuple(ink.words(name.words) for name in names) or ((ink.wording.run("label.no_entry", emphasis="quiet"),),)


def _sector_row(ink: Ink, row: parts.SectorRow) -> tuple[Cell, ...]:
    statements = tuple(
        line for point in row.points for line in (ink.words(point.words, light=True), ink.source_link((point,)))
    )
    topics = tuple(_topic(ink, topic) for topic in row.topics)
    return topics, statements, _name_lines(ink, row.organisations)


def _chart(ink: Ink, anchor: str, figures: Sequence[Figure]) -> Table:
    """The figures as bars on one axis that begins at nothing; the caption says what they are of, and when."""
    predicate = ink.library.predicates.get(figures[0].id)
    said = (*_period(ink, figures[0], "label.period_missing"), *(ink.passage(predicate) if predicate else ()))
    space = (ink.wording.run("label.space"),)
    longest = max(figure.normal.value for figure in figures)
    return Table(
        anchor=anchor,
        caption=(*said, *space, *ink.source_link(_point_of(ink, figures[0]))),
        header=_header(ink, "indicator", "figure"),
        rows=tuple(((ink.words(one.indicator) if one.indicator else (),), ((ink.figure(one),),)) for one in figures),
        widths=(40, 60),
        bars=tuple(round(1000 * figure.normal.value / longest) for figure in figures),
    )


def _sectors(ink: Ink, key: str, part: parts.SectorsPart) -> Table:
    rows = tuple(_sector_row(ink, row) for row in part.rows)
    header = _header(ink, "sector", "statement", "organisations")
    return Table(anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(18, 57, 25))


def _benefits(ink: Ink, key: str, part: parts.BenefitsPart) -> Table:
    rows = tuple(
        (
            (_topic(ink, row.topic),),
            tuple(_excerpt(ink, excerpt) for excerpt in row.excerpts),
            tuple(ink.source_link((excerpt.point,)) for excerpt in row.excerpts),
        )
        for row in part.rows
    )
    header = _header(ink, "benefit", "statement", "place")
    return Table(anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(18, 66, 16))


def _excerpt(ink: Ink, excerpt: parts.Excerpt) -> Line:
    return ink.passage(ink.without_joint(excerpt.span))


def _names(ink: Ink, key: str, part: parts.NamesPart) -> Table:
    rows = tuple(
        (_name_lines(ink, row.names), (_excerpt(ink, row.excerpt),), (ink.source_link((row.excerpt.point,)),))
        for row in part.rows
    )
    header = _header(ink, "name", "introduction", "place")
    return Table(anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(36, 48, 16))


def _enumeration(ink: Ink, text: parts.EnumerationText) -> Iterator[Block]:
    if text.lead is not None:
        yield Paragraph(line=ink.point(text.lead), role="lead")
    for _, points in text.items:
        yield Paragraph(line=tuple(run for point in points for run in ink.point(point)))


def _task_table(ink: Ink, anchor: str, tasks: Sequence[parts.Task]) -> Table:
    """The measures of one priority; a column for which none has anything is not there."""
    nothing = ((ink.wording.run("label.no_entry", emphasis="quiet"),),)
    colon = ink.wording.run("label.colon")
    columns: list[tuple[str, int, list[Cell]]] = [("measure", 0, [(ink.words(task.point.words),) for task in tasks])]
    if any(task.instruments for task in tasks):
        columns.append(("instruments", 24, [_name_lines(ink, task.instruments) for task in tasks]))
    figures = [figure for task in tasks for figure in task.figures]
    if figures:
        stated = [
            tuple((*_indicator(ink, one), colon, ink.figure(one)) for one in task.figures) or nothing for task in tasks
        ]
        columns.append(("figure", _breadth(figures), stated))
    columns.append(("place", 12, [(ink.source_link((task.point,)),) for task in tasks]))
    taken = sum(width for _, width, _ in columns)
    return Table(
        anchor=anchor,
        caption=(),
        header=_header(ink, *(name for name, _, _ in columns)),
        rows=tuple(zip(*(cells for _, _, cells in columns), strict=True)),
        widths=tuple(width or 100 - taken for _, width, _ in columns),
    )


def _tasks(ink: Ink, key: str, part: parts.TasksPart) -> Iterator[Block]:
    for enumeration, items in part.groups:
        for item, tasks in items:
            anchor = f"{key}-{enumeration.id}-{item.ordinal}"
            yield Heading(level=2, anchor=anchor, line=ink.heading(item.head))
            said = [task for task in tasks if not ink.library.is_head_alone(task.point)]
            if said:
                yield _task_table(ink, f"{anchor}-table", said)


def _quotation(ink: Ink, quote: Quote) -> Quotation:
    point = ink.library.point_of_quote(quote)
    place = quote.words.span
    marked = span(max(0, place.start - 1), place.end + 1)
    whole = marked if ink.source.fold(marked)[:1] in "“‘" and ink.source.fold(marked)[-1:] in "”’" else place
    speaker = ink.person(quote.role, quote.speaker, quote.attribution)
    return Quotation(line=ink.passage(whole), speaker=speaker, source=ink.source_link((point,) if point else ()))


def _editor_quotation(ink: Ink, quote: Quote) -> Quotation:
    speaker = ink.person(quote.role, quote.speaker, None)
    return Quotation(line=ink.words(quote.words), speaker=speaker, source=(ink.wording.run("note.editor"),))


def _quotations(ink: Ink, part: parts.QuotesPart) -> Iterator[Block]:
    return (_quotation(ink, one) if one.words.spans else _editor_quotation(ink, one) for one in part.quotes)


def make_blocks(  # noqa: C901, PLR0912, PLR0915 - one case for each part, flat
    ink: Ink, key: str, part: parts.Part
) -> Iterator[Block]:
    """The blocks of a part whose content was selected; `key` makes their anchors unique."""
    match part:
        case parts.SpinePart(groups=groups):
            yield Spine(groups=tuple(_spine_group(ink, enumeration, items) for enumeration, items in groups))
        case parts.TilesPart(figures=figures):
            yield Tiles(tiles=tuple(_tile(ink, figure) for figure in figures))
        case parts.ChartsPart(groups=groups):
            yield from (_chart(ink, f"{key}-{number}", group) for number, group in enumerate(groups, 1))
        case parts.PointsPart(points=points):
            yield Bullets(lines=tuple(ink.point(point, light=True) for point in points))
        case parts.SectorsPart():
            yield _sectors(ink, key, part)
        case parts.BenefitsPart():
            yield _benefits(ink, key, part)
        case parts.NamesPart():
            yield _names(ink, key, part)
        case parts.EnumerationsPart(texts=texts):
            for text in texts:
                yield from _enumeration(ink, text)
        case parts.TasksPart():
            yield from _tasks(ink, key, part)
        case parts.FiguresPart(figures=figures):
            yield _figures_table(ink, key, figures)
        case parts.QuotesPart():
            yield from _quotations(ink, part)
        case parts.StandingPart():
            return
        case _:
            assert_never(part)
