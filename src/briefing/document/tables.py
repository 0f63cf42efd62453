"""Tables, charts and tiles: what an edition selected, as rows of printed words."""

from __future__ import annotations

import re
from itertools import groupby
from math import ceil, fsum
from typing import TYPE_CHECKING

from briefing.document.model import Ask, Asks, Table, Tile
from briefing.edition.predicates import limits, narrowing
from briefing.text.lexicon import word_set
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.document.model import Line
    from briefing.document.runs import RunBuilder
    from briefing.edition import model as parts
    from briefing.outline.model import Figure, Name, Point
    from briefing.text.source import Span

Cell = tuple["Line", ...]

_COPULAS, _EXTENTS = word_set("measured", "copulas"), word_set("measured", "extents")
# 年可接待游客30万人次: of any year, whichever the sentence names for something else.
_EACH_YEAR = re.compile("年[可均能]|每年")
# A digit's width in ems; what a column of figures takes of its table's width at least and at most, in per cent.
_DIGIT = 0.6
_NARROWEST, _BROADEST = 18, 36
# What a column beside the measures takes of a table: the names of tools, figures with what they count.
_BESIDE = 24


def _header(builder: RunBuilder, *keys: str) -> tuple[Line, ...]:
    return tuple((builder.wording.run(f"table.{key}"),) for key in keys)


def _predicate(builder: RunBuilder, figure: Figure, *, limit: bool = False) -> Span | None:
    """The words between what the figure counts and the figure, or those that `limit` the number itself (至少).

    None for a mere 达 or 为, which a figure beside its label does without.
    """
    predicate = builder.library.predicates.get(figure.id)
    if predicate is None or builder.source.fold(predicate) in _COPULAS:
        return None
    return predicate if limits(builder.source, predicate) is limit else None


def _stated(builder: RunBuilder, figure: Figure) -> Line:
    """The figure after the word that limits it from further off: 至少提供|1次|政策宣介."""
    limit = _predicate(builder, figure, limit=True)
    return (*(builder.passage(limit) if limit else ()), builder.figure(figure))


def _opens(builder: RunBuilder, figure: Figure, predicate: Span) -> bool:
    """True if the words are printed before what the figure counts, as 预计 is; of 占地|百亩|的乐园 it is 乐园占地."""
    indicator = figure.indicator
    if indicator is None or not indicator.spans or predicate.start >= indicator.span.start:
        return False
    is_extent = (
        builder.source.folded.startswith("的", figure.words.span.end) and builder.source.fold(predicate) in _EXTENTS
    )
    return not is_extent


def _indicator(builder: RunBuilder, figure: Figure) -> Line:
    if figure.indicator is None:
        return (builder.wording.run("label.indicator_missing", emphasis="quiet"),)
    tally = (builder.wording.run("label.cumulative_note"),) if figure.cumulative else ()
    predicate, which = _predicate(builder, figure), narrowing(figure, builder.source)
    if which:
        return (*builder.passage(which), *builder.words(figure.indicator, bold=False), *tally)
    words, more = builder.words(figure.indicator, bold=False), builder.passage(predicate) if predicate else ()
    return (*more, *words, *tally) if predicate and _opens(builder, figure, predicate) else (*words, *more, *tally)


def _period(builder: RunBuilder, figure: Figure, missing: str | None = None) -> Line:
    """The figure's time, and per what; where the source does not say, the words of `missing`, if any.

    Where the source may tell the time but not surely, `missing` with "_unsure" says so.
    """
    predicate = builder.library.predicates.get(figure.id)
    is_of_any = predicate is not None and _EACH_YEAR.search(builder.source.fold(predicate))
    stated = [words for words in (None if is_of_any else figure.period, figure.rate) if words is not None]
    if not stated:
        if missing is None:
            return ()
        return (builder.wording.run(f"{missing}_unsure" if figure.may_be_dated else missing, emphasis="quiet"),)
    first, *more = (builder.words(words) for words in stated)
    return (*first, *(run for line in more for run in (builder.wording.run("label.space"), *line)))


def _change(builder: RunBuilder, figure: Figure) -> Line:
    """The change that the sentence states right after the amount: ，同比增长8.4%."""
    change = builder.library.companions.get(figure.id)
    if change is None:
        return ()
    return (*builder.passage(span(figure.words.span.end, change.words.span.start)), builder.figure(change))


def make_tile(builder: RunBuilder, figure: Figure) -> Tile:
    """A key figure with what it counts, its change where the sentence goes on to it, its time and its place."""
    return Tile(
        figure=builder.figure(figure),
        indicator=(*_indicator(builder, figure), *_change(builder, figure)),
        period=_period(builder, figure),
        source=builder.place_of_figure(figure),
    )


def _breadth(figures: Iterable[Figure]) -> int:
    """The share of a table's width, in per cent, that its figures need, none of which breaks: 1 兆 1,286 億元.

    An em of the largest table type, of twelve points, is 2.7 % of the narrowest page, of 156 mm.
    """
    widest = max((fsum(_DIGIT if one.isascii() else 1 for one in figure.words.text) for figure in figures), default=0)
    return min(_BROADEST, max(_NARROWEST, ceil(widest * 2.7 + 4)))


def _figures_row(builder: RunBuilder, figures: Sequence[Figure]) -> tuple[Cell, ...]:
    """The row of one figure under its indicator, or of all those of a clause that stands for theirs."""
    first, clause = figures[0], builder.library.row_clause(figures[0])
    said = _indicator(builder, first) if clause is None else builder.excerpt(builder.apart(clause), bold=False)
    periods = dict.fromkeys(_period(builder, one, "label.not_stated") for one in figures)
    return ((said,), tuple(_stated(builder, one) for one in figures), tuple(periods), (builder.place_of_figure(first),))


def figures_table(builder: RunBuilder, key: str, figures: Sequence[Figure]) -> Table:
    """A row for each figure, or for each clause that several have instead of an indicator."""
    by_row = groupby(figures, key=lambda one: builder.library.row_clause(one) or one.id)
    rows = tuple(_figures_row(builder, [*alike]) for _, alike in by_row)
    header = _header(builder, "indicator", "figure", "period", "place")
    breadth = _breadth(figures)
    return Table(anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(64 - breadth, breadth, 20, 16))


def _topic(builder: RunBuilder, key: str) -> Line:
    return (builder.wording.run(f"{key}.name", file="topics.toml", emphasis="strong"),)


def _name_lines(builder: RunBuilder, names: Sequence[Name]) -> Cell:
    return tuple(builder.words(name.words, bold=False, fact=name.id) for name in names) or (
        (builder.wording.run("label.no_entry", emphasis="quiet"),),
    )


def _with_place(builder: RunBuilder, line: Line, point: Point, *, whole: bool = False) -> Line:
    """The line and its place, which links to the whole sentence unless the line is that."""
    return (*line, builder.wording.run("label.space"), *builder.source_link((point,), linked=not whole))


def _sector_row(builder: RunBuilder, row: parts.SectorRow) -> tuple[Cell, ...]:
    statements = tuple(
        _with_place(
            builder, builder.whole(point, builder.words(point.words, bold=False, light=True)), point, whole=True
        )
        for point in row.points
    )
    topics = tuple(_topic(builder, topic) for topic in row.topics)
    topics = topics or ((builder.wording.run("label.many_sectors", emphasis="strong"),),)
    return topics, statements, _name_lines(builder, row.organisations)


def make_chart(builder: RunBuilder, anchor: str, figures: Sequence[Figure]) -> Table:
    """The figures as bars on one axis that begins at nothing; the caption says what they are of, and when."""
    predicate = builder.library.predicates.get(figures[0].id)
    said = (*_period(builder, figures[0]), *(builder.passage(predicate) if predicate else ()))
    space = (builder.wording.run("label.space"),)
    longest = max(figure.normal.value for figure in figures)
    return Table(
        anchor=anchor,
        caption=(*said, *(space if said else ()), *builder.place_of_figure(figures[0])),
        header=_header(builder, "indicator", "figure"),
        rows=tuple(
            ((builder.words(one.indicator) if one.indicator else (),), ((builder.figure(one),),)) for one in figures
        ),
        widths=(40, 60),
        bars=tuple(round(1000 * figure.normal.value / longest) for figure in figures),
    )


def sectors_table(builder: RunBuilder, key: str, part: parts.SectorsPart) -> Table:
    """A row for the points of the same sectors; no column for organisations where none is named."""
    named = any(row.organisations for row in part.rows)
    rows = tuple(_sector_row(builder, row)[: 3 if named else 2] for row in part.rows)
    header = _header(builder, "sector", "statement", *(("organisations",) if named else ()))
    return Table(
        anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(20, 56, 24) if named else (20, 80)
    )


def benefits_table(builder: RunBuilder, key: str, part: parts.BenefitsPart) -> Table:
    """A row for each benefit, every excerpt with its place."""
    rows = tuple(
        (
            (_topic(builder, row.topic),),
            tuple(_with_place(builder, _excerpt(builder, excerpt), excerpt.point) for excerpt in row.excerpts),
        )
        for row in part.rows
    )
    header = _header(builder, "benefit", "statement")
    return Table(anchor=f"{key}-table", caption=(), header=header, rows=rows, widths=(20, 80))


def _excerpt(builder: RunBuilder, excerpt: parts.Excerpt) -> Line:
    return builder.excerpt(builder.apart(excerpt.span), bold=False)


def names_table(builder: RunBuilder, key: str, part: parts.NamesPart) -> Table:
    """A row for names that are introduced together.

    What the body prints whole elsewhere is not printed here again: the place leads there. Where that is so of all, there
    is no column for introductions.
    """
    introduced = [row.excerpt and row.excerpt.point.id not in builder.printed_whole for row in part.rows]
    rows = tuple(
        (
            _name_lines(builder, row.names),
            (_excerpt(builder, row.excerpt),) if told and row.excerpt else (),
            (builder.source_link((row.excerpt.point,)),)
            if row.excerpt
            else ((builder.wording.run("label.no_entry", emphasis="quiet"),),),
        )
        for row, told in zip(part.rows, introduced, strict=True)
    )
    anchor, header = f"{key}-table", _header(builder, "name", "introduction", "place")
    if any(introduced):
        return Table(anchor=anchor, caption=(), header=header, rows=rows, widths=(36, 48, 16))
    listed = tuple((names, place) for names, _, place in rows)
    return Table(anchor=anchor, caption=(), header=(header[0], header[2]), rows=listed, widths=(80, 20))


def _measure(builder: RunBuilder, point: Point) -> Line:
    spans = point.words.spans
    return builder.whole(
        point, builder.excerpt(builder.without_joint(point.words.span)) if spans else builder.words(point.words)
    )


def _said_of_figure(builder: RunBuilder, figure: Figure) -> Line:
    """孵化载体：9家; without the colon where the source's words lead to the number: 数量比“十三五”末增长80%."""
    predicate = _predicate(builder, figure)
    leads = predicate and not figure.cumulative and not _opens(builder, figure, predicate)
    colon = () if leads else (builder.wording.run("label.colon"),)
    mark = () if figure.words.spans else (builder.editor_mark,)
    if figure.indicator is None and figure.words.spans:  # its sentence stands in the same row
        return _stated(builder, figure)
    return (*_indicator(builder, figure), *colon, *_stated(builder, figure), *mark)


def make_asks(builder: RunBuilder, part: parts.AsksPart) -> Asks:
    """The heads of the priorities, each with the measures of it that the one page prints, the first of a speaker's with the name."""
    items: list[Ask] = []
    spoken: Line = ()
    for item, points in part.items:
        holder = builder.library.point_at(item.head.span) if item.head.spans else None
        voice = builder.voice(points[0] if points else holder)
        head = builder.words(item.head, emphasis="strong")
        measures = tuple(_asked(builder, point) for point in points)
        items.append(Ask(head=(*(voice if voice != spoken else ()), *head), measures=measures))
        spoken = voice
    return Asks(items=tuple(items))


def _asked(builder: RunBuilder, point: Point) -> Line:
    if not point.words.spans:
        return builder.words(point.words)
    whole = builder.library.extent_of(point) is None
    line = builder.passage(builder.apart(point.words.span), bold=False) if whole else builder.abridged(point)
    return _with_place(builder, line, point)


def task_table(builder: RunBuilder, anchor: str, tasks: Sequence[parts.Task]) -> Table:
    """The measures of one priority, with their figures where any has some; the tools that they name stand in the measures."""
    nothing = ((builder.wording.run("label.no_entry", emphasis="quiet"),),)
    measures: list[Cell] = [(_measure(builder, task.point),) for task in tasks]
    columns: list[tuple[str, int, list[Cell]]] = [("measure", 0, measures)]
    figures = [figure for task in tasks for figure in task.figures]
    if figures:
        stated = [tuple(_said_of_figure(builder, one) for one in task.figures) or nothing for task in tasks]
        columns.append(("figure", max(_breadth(figures), _BESIDE), stated))
    columns.append(("place", 12, [(builder.source_link((task.point,), linked=False),) for task in tasks]))
    taken = sum(width for _, width, _ in columns)
    return Table(
        anchor=anchor,
        caption=(),
        header=_header(builder, *(name for name, _, _ in columns)),
        rows=tuple(zip(*(cells for _, _, cells in columns), strict=True)),
        widths=tuple(width or 100 - taken for _, width, _ in columns),
    )
