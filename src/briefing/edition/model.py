"""Editions (版本): what one audience is shown of an outline; ids and places only, never a copy of the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.config.audience import Audience, SectionPlan
    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Enumeration, Figure, Item, Name, Point, Quote, Words
    from briefing.text.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The content of a section: one class for each way to be laid out; `members` names the field of what it may be without."""

    members: ClassVar[str] = ""

    def rests_on(self, _: OutlineIndex) -> Iterable[Point | None]:
        """The points that it prints or leads to, which are in the annex; None where a member is of no point."""
        return self.prints_whole()

    def prints_whole(self) -> Iterable[Point]:
        """The points that it prints whole."""
        return ()

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """The part with those of its members alone that the test keeps; None where none is left.

        A part that is always whole stays as it is.
        """
        if not self.members:
            return self
        kept = tuple(filter(keeps, getattr(self, self.members)))
        return replace(self, **{self.members: kept}) if kept else None


# So few sentences are read on one page; a body would only say them again.
_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of one point."""

    point: Point
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SpinePart(Part):
    """The announced enumerations, each with the members whose heads the audience may see."""

    groups: tuple[tuple[Enumeration, tuple[Item, ...]], ...]

    def rests_on(self, library: OutlineIndex) -> Iterable[Point | None]:
        """The points that hold the heads."""
        return (library.point_at(item.head.span) for _, items in self.groups for item in items if item.head.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class TilesPart(Part):
    """Key figures."""

    members = "figures"
    figures: tuple[Figure, ...]

    def rests_on(self, library: OutlineIndex) -> Iterable[Point | None]:
        """The points of the figures."""
        return (library.points.get(figure.point or "") for figure in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartsPart(Part):
    """Figures that compare, one chart for each group."""

    groups: tuple[tuple[Figure, ...], ...]

    def rests_on(self, library: OutlineIndex) -> Iterable[Point | None]:
        """The points of the charts: the figures of each are of one."""
        return (library.points.get(figure.point or "") for group in self.groups for figure in group[:1])

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """The charts of which the test keeps every figure."""
        groups = tuple(group for group in self.groups if all(map(keeps, group)))
        return replace(self, groups=groups) if groups else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPart(Part):
    """Points as running text, under the questions that they answer where `by_question`, and under their `headings`."""

    members = "points"
    points: tuple[Point, ...]
    by_question: bool = False
    headings: tuple[Words, ...] = ()

    def prints_whole(self) -> Iterable[Point]:
        """The points."""
        return self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """Points that speak of the same sectors, or of so many that none is named, and the organisations that they name."""

    topics: tuple[str, ...]
    points: tuple[Point, ...]
    organisations: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorsPart(Part):
    """Sectors to enter or to be hired in."""

    rows: tuple[SectorRow, ...]

    def prints_whole(self) -> Iterable[Point]:
        """The points of all rows."""
        return (point for row in self.rows for point in row.points)

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """The rows with the points that the test keeps."""
        rows = (replace(row, points=tuple(filter(keeps, row.points))) for row in self.rows)
        filled = tuple(row for row in rows if row.points)
        return replace(self, rows=filled) if filled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitRow:
    """The clauses that grant one benefit."""

    topic: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitsPart(Part):
    """Benefits by kind."""

    rows: tuple[BenefitRow, ...]

    def rests_on(self, _: OutlineIndex) -> Iterable[Point]:
        """The points whose clauses it prints."""
        return (excerpt.point for row in self.rows for excerpt in row.excerpts)

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """The rows with the excerpts that the test keeps."""
        rows = (replace(row, excerpts=tuple(filter(keeps, row.excerpts))) for row in self.rows)
        filled = tuple(row for row in rows if row.excerpts)
        return replace(self, rows=filled) if filled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRow:
    """Names that one stretch of a point introduces together; no stretch introduces what an editor added."""

    names: tuple[Name, ...]
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPart(Part):
    """Policies, tools, events or organisations, with the words that introduce them."""

    members = "rows"
    rows: tuple[NamesRow, ...]

    def rests_on(self, _: OutlineIndex) -> Iterable[Point]:
        """The points that introduce the names."""
        return (row.excerpt.point for row in self.rows if row.excerpt)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationText:
    """An enumeration with the points of each member; `lead` is the point that announces it."""

    enumeration: Enumeration
    lead: Point | None
    items: tuple[tuple[Item, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationsPart(Part):
    """Enumerations in full."""

    texts: tuple[EnumerationText, ...]

    def prints_whole(self) -> Iterable[Point]:
        """The points that announce the enumerations, and their members."""
        yield from (point for text in self.texts for _, points in text.items for point in points)
        yield from (text.lead for text in self.texts if text.lead)

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """The enumerations with the points of members that the test keeps; what announces them stays."""
        texts = (
            replace(
                text, items=tuple((item, kept) for item, points in text.items if (kept := tuple(filter(keeps, points))))
            )
            for text in self.texts
        )
        filled = tuple(text for text in texts if text.items)
        return replace(self, texts=filled) if filled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One measure, with the instruments that it names and the figures that it states."""

    point: Point
    instruments: tuple[Name, ...]
    figures: tuple[Figure, ...]


# What a part may be without, one by one.
Member: TypeAlias = "Point | Figure | Quote | Excerpt | NamesRow | Task"
# The members of an enumeration that are shown, each with its measures.
ItemTasks: TypeAlias = "tuple[tuple[Item, tuple[Task, ...]], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPart(Part):
    """Each priority with its measures."""

    groups: tuple[tuple[Enumeration, ItemTasks], ...]

    def prints_whole(self) -> Iterable[Point]:
        """The measures."""
        return (task.point for _, items in self.groups for _, tasks in items for task in tasks)

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """The measures that the test keeps; a priority keeps its head without any while another of its list has some."""
        groups = (
            (one, tuple((item, tuple(filter(keeps, tasks))) for item, tasks in items)) for one, items in self.groups
        )
        filled = tuple((one, items) for one, items in groups if any(tasks for _, tasks in items))
        return replace(self, groups=filled) if filled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksPart(Part):
    """The heads of the priorities, each with the measures of it that the one page may print whole."""

    items: tuple[tuple[Item, tuple[Point, ...]], ...]

    def rests_on(self, library: OutlineIndex) -> Iterable[Point | None]:
        """The points that hold the heads, then the measures."""
        yield from (library.point_at(item.head.span) for item, _ in self.items if item.head.spans)
        yield from (point for _, points in self.items for point in points)

    def keeping(self, keeps: Callable[[Member], bool]) -> Part | None:
        """All heads, each with the measures that the test keeps."""
        return replace(self, items=tuple((item, tuple(filter(keeps, points))) for item, points in self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPart(Part):
    """Figures as a table; `leaves_out` where others would say nothing in a row of their own."""

    members = "figures"
    figures: tuple[Figure, ...]
    leaves_out: bool = False

    def rests_on(self, library: OutlineIndex) -> Iterable[Point | None]:
        """The points of the figures."""
        return (library.points.get(figure.point or "") for figure in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesPart(Part):
    """Direct quotations."""

    members = "quotes"
    quotes: tuple[Quote, ...]

    def rests_on(self, library: OutlineIndex) -> Iterable[Point | None]:
        """The points that hold the quotations."""
        return map(library.point_of_quote, self.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPart(Part):
    """A section whose content is not selected from the points: contact, sources, quality, annex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSection:
    """One section of an edition: what was planned, and what was found for it; `in_part` where that is not all there is."""

    plan: SectionPlan
    part: Part
    in_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One audience's selection. `shown` and `withheld` together are all points, each in the order of the text."""

    audience: Audience
    library: OutlineIndex
    sections: tuple[EditionSection, ...]
    shown: tuple[Point, ...]
    withheld: tuple[Point, ...]

    @property
    def is_told_on_one_page(self) -> bool:
        """True if the one page prints all of the one or two sentences that are shown, and no chart or row says more."""
        front = [section.part for section in self.sections if section.plan.page == "one"]
        whole = {point for part in front for point in part.prints_whole() if self.library.extent_of(point) is None}
        drawn = any(isinstance(section.part, ChartsPart) for section in self.sections)
        tables = (section.part for section in self.sections if isinstance(section.part, FiguresPart))
        told = {point.id for point in whole}
        more = drawn or any(figure.point not in told for table in tables for figure in table.figures)
        return not more and 0 < len(self.shown) <= _FEW and whole.issuperset(self.shown)
