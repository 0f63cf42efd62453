"""Editions (版本): what one audience is shown of an outline; ids and places only, never a copy of the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.config.audience import Audience, SectionPlan
    from briefing.edition.index import Library
    from briefing.outline.model import Enumeration, Figure, Item, Name, Point, Quote
    from briefing.text.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of one point."""

    point: Point
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SpinePart:
    """The announced enumerations, each with the members whose heads the audience may see."""

    groups: tuple[tuple[Enumeration, tuple[Item, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TilesPart:
    """Key figures."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartsPart:
    """Figures that compare, one chart for each group."""

    groups: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPart:
    """Points as running text."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """Points that speak of the same sectors, or of so many that none is named, and the organisations that they name."""

    topics: tuple[str, ...]
    points: tuple[Point, ...]
    organisations: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorsPart:
    """Sectors to enter or to be hired in."""

    rows: tuple[SectorRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitRow:
    """The clauses that grant one benefit."""

    topic: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitsPart:
    """What a person is granted, by kind."""

    rows: tuple[BenefitRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRow:
    """Names that one stretch of a point introduces together; no stretch introduces what an editor added."""

    names: tuple[Name, ...]
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPart:
    """Policies, tools, events or organisations, with the words that introduce them."""

    rows: tuple[NamesRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationText:
    """An enumeration with the points of each member; `lead` is the point that announces it."""

    enumeration: Enumeration
    lead: Point | None
    items: tuple[tuple[Item, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationsPart:
    """Enumerations in full."""

    texts: tuple[EnumerationText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One measure, with the instruments that it names and the figures that it states."""

    point: Point
    instruments: tuple[Name, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPart:
    """Each priority with its measures."""

    groups: tuple[tuple[Enumeration, tuple[tuple[Item, tuple[Task, ...]], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksPart:
    """The heads of the priorities, each with the measures of it that the one page may print whole."""

    items: tuple[tuple[Item, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPart:
    """Figures as a table."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesPart:
    """Direct quotations."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPart:
    """A section whose content is not selected from the points: contact, sources, quality, annex."""


Part = (
    SpinePart
    | TilesPart
    | ChartsPart
    | PointsPart
    | SectorsPart
    | BenefitsPart
    | NamesPart
    | EnumerationsPart
    | TasksPart
    | AsksPart
    | FiguresPart
    | QuotesPart
    | StandingPart
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSection:
    """One section of an edition: what was planned, and what was found for it."""

    plan: SectionPlan
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One audience's selection. `shown` and `withheld` together are all points, each in the order of the text."""

    audience: Audience
    library: Library
    sections: tuple[EditionSection, ...]
    shown: tuple[Point, ...]
    withheld: tuple[Point, ...]
