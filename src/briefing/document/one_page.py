"""The one page (一页纸): what of an edition a reader should know who reads nothing else, as much as an A4 page holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.document.blocks import make_quotations, make_spine_group
from briefing.document.cover_and_notes import headline, speakers, stated_date
from briefing.document.model import Asks, Bullets, Heading, OnePage, PagePart, Quotation, Spine, Tiles
from briefing.document.tables import make_asks, make_tile
from briefing.document.tellers import print_with_tellers
from briefing.edition import model as parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.document.model import Line, PageBlock, Run
    from briefing.document.room import Room
    from briefing.document.runs import RunBuilder
    from briefing.edition.model import Edition

    Blocks = tuple[PageBlock, ...]

ANCHOR = "one-page"
# So many figures and sayings at most; the last three figures give way to nothing but heads.
_MOST_FIGURES, _KEPT_FIGURES, _MOST_SAYINGS = 8, 3, 3


def _said(builder: RunBuilder, *, titled: bool) -> Line:
    """The line on who said what, where and when: guests, outlet and column, date, headline; what is not known is left out."""
    outline = builder.library.outline
    guests = [run for line in _parted(speakers(builder), builder.wording.run("label.separator")) for run in line]
    outlet = [
        *(builder.words(outline.outlet) if outline.outlet else ()),
        *(builder.words(outline.series) if outline.series else ()),
    ]
    title = headline(builder) if titled else ()
    bar = builder.wording.run("one_page.bar", emphasis="quiet")
    stated = [tuple(guests), tuple(outlet), stated_date(builder), title]
    return tuple(run for line in _parted(filter(None, stated), bar) for run in line)


def _parted(lines: Iterable[Line], mark: Run) -> Iterator[Line]:
    """The lines with a mark between them."""
    for number, line in enumerate(lines):
        if number:
            yield (mark,)
        yield line


def _spine(builder: RunBuilder, part: parts.SpinePart) -> Blocks:
    made = tuple(make_spine_group(builder, enumeration, items) for enumeration, items in part.groups)
    # One group alone is called by the label over it, if it has no name of its own.
    is_named = len(made) > 1 or part.groups[0][0].name
    return (Spine(groups=made if is_named else (replace(made[0], label=()),)),)


# How each class of part is laid out on the one page; others have no place on it.
ON_ONE_PAGE: dict[type[parts.Part], Callable[[RunBuilder, Any], Blocks]] = {
    parts.SpinePart: _spine,
    parts.TilesPart: lambda builder, part: (
        Tiles(tiles=tuple(make_tile(builder, figure) for figure in part.figures[:_MOST_FIGURES])),
    ),
    parts.QuotesPart: lambda builder, part: tuple(
        make_quotations(builder, parts.QuotesPart(quotes=part.quotes[:_MOST_SAYINGS]), body=False)
    ),
    parts.AsksPart: lambda builder, part: (make_asks(builder, part),),
    parts.PointsPart: lambda builder, part: (Bullets(lines=tuple(print_with_tellers(builder, part.points))),),
}


def make_one_page(builder: RunBuilder, edition: Edition, room: Room, *, titled: bool, masthead: float) -> OnePage:
    """The edition's one page, as much of it as the room holds; `masthead` points stand over it on its page.

    `titled` says whether the audience may read the source's own title.
    """
    file = edition.audience.file
    found = [
        (section, ON_ONE_PAGE[type(section.part)](builder, section.part))
        for section in edition.sections
        if section.plan.page == "one" and type(section.part) in ON_ONE_PAGE
    ]
    whole = OnePage(
        heading=Heading(level=1, anchor=ANCHOR, line=(builder.wording.run("one_page.heading"),)),
        said=_said(builder, titled=titled),
        parts=tuple(
            PagePart(
                anchor=section.plan.key,
                label=(builder.wording.run(f"sections.{section.plan.key}.heading", file=file),),
                blocks=blocks,
            )
            for section, blocks in found
            if blocks
        ),
    )
    page = whole
    for page in _ever_shorter(whole):
        if room.holds(page, masthead=masthead):
            return page
    return page


def _ever_shorter(page: OnePage) -> Iterator[OnePage]:
    """The page with less and less on it: sayings go first, then figures beyond three, then all of an item but its head.

    At the very last, where heads alone overflow, figures and heads go from the end. Nothing is cut within a sentence.
    """
    yield page
    steps: tuple[Callable[[Blocks], Blocks | None], ...] = (
        lambda blocks: blocks[:-1] if blocks and isinstance(blocks[-1], Quotation) else None,
        lambda blocks: _without_figure(blocks, _KEPT_FIGURES),
        _without_body,
        lambda blocks: _without_figure(blocks, 0),
        _without_head,
    )
    for step in steps:
        while (shorter := _shorter(page, step)) is not None:
            page = shorter
            yield page


def _shorter(page: OnePage, step: Callable[[Blocks], Blocks | None]) -> OnePage | None:
    """The page with the step taken in the last part where there is something to take; a part without blocks goes."""
    for at in range(len(page.parts) - 1, -1, -1):
        blocks = step(page.parts[at].blocks)
        if blocks is not None:
            rest = (replace(page.parts[at], blocks=blocks),) if blocks else ()
            return replace(page, parts=(*page.parts[:at], *rest, *page.parts[at + 1 :]))
    return None


def _without_figure(blocks: Blocks, kept: int) -> Blocks | None:
    match blocks:
        case (Tiles(tiles=tiles),) if len(tiles) > kept:
            return (Tiles(tiles=tiles[:-1]),) if len(tiles) > 1 else ()
        case _:
            return None


def _without_body(blocks: Blocks) -> Blocks | None:
    """The blocks without the last measure of the last priority that has most, or without the last of several sentences."""
    match blocks:
        case (Asks(items=items),):
            at = max(range(len(items)), key=lambda at: (len(items[at].measures), at))
            if not items[at].measures:
                return None
            shorter = replace(items[at], measures=items[at].measures[:-1])
            return (Asks(items=(*items[:at], shorter, *items[at + 1 :])),)
        case (Bullets(lines=lines),) if lines:
            return (Bullets(lines=lines[:-1]),) if len(lines) > 1 else ()
        case _:
            return None


def _without_head(blocks: Blocks) -> Blocks | None:
    match blocks:
        case (Asks(items=items),):
            return (Asks(items=items[:-1]),) if len(items) > 1 else ()
        case (Spine(groups=groups),) if groups:
            last = replace(groups[-1], heads=groups[-1].heads[:-1])
            rest = (*groups[:-1], *((last,) if last.heads else ()))
            return (Spine(groups=rest),) if rest else ()
        case _:
            return None
