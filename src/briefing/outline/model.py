"""The outline (提綱): what one source says, as nouns that point at its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.text.name_forms import ProperNames

if TYPE_CHECKING:
    from decimal import Decimal

    from briefing.text.source import Diagnostic, Source, Span

# `review`: the source's own words, as a person's decision chose them.
Origin = Literal["source", "editor", "sidecar", "review"]
EnumerationKind = Literal["keywords", "priorities", "list", "formulation"]
Change = Literal["up", "down"]
ChoiceKind = Literal["point.section", "point.order", "point.add", "point.extent", "tile.add", "tile.drop"]
# What proves a fact of the cover, or who speaks.
Evidence = Literal["metadata", "label", "byline", "title", "office", "sentence", "text", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words and where the source prints them: `text` is the texts of `spans` joined.

    What a person added has no spans, and its origin says so. `evidence` says what proves a place or an outlet.
    """

    text: str
    spans: tuple[Span, ...] = ()
    origin: Origin = "source"
    evidence: Evidence | None = None

    @property
    def span(self) -> Span:
        """The first place; a `LookupError` for words that a person added."""
        return self.spans[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person whose words the document is, with the post as printed; `span` is the name with its post.

    One whom an editor named has no span, and its origin says so.
    """

    name: str
    role: str | None
    span: Span | None
    origin: Origin = "source"
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of the text under one heading (節); the part before the first heading has none."""

    id: str
    heading: Words | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question put to the speaker, and the place of the answer."""

    words: Words
    asker: str | None
    answer: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One member of an enumeration: `head` is its first phrase, `span` the whole member from its marker on."""

    ordinal: int
    marker: str
    head: Words
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """一是…二是… (列舉): `lead` announces it, `noun` and `declared` are what the lead counts (三組關鍵詞: 關鍵詞, 3).

    A formulation is a set of words that the text counts or quotes (“强村、富民、清河”三大行动); `name` is what it is
    called (三大行动) and `sure`, from 0 to 1, how sure it is that it is one.
    """

    id: str
    kind: EnumerationKind
    lead: Words | None
    noun: str | None
    declared: int | None
    items: tuple[Item, ...]
    name: Words | None = None
    sure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One sentence, or one member of a 「；」 series (要點): the unit that an edition shows or withholds."""

    id: str
    section: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A value in plain terms: 2300万套 is 23000000 套, 六成 is 0.6 without a unit."""

    value: Decimal
    unit: str | None


# A label or time less likely than this is not worth a person's look.
DOUBTED = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The best label and time of a figure that are not sure enough to be printed."""

    indicator: Words | None = None
    period: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number somebody stated (數據), never a picture.

    `value` and `unit` are as printed and what we may calculate with; `words` is what we may print. `qualifier` may
    stand apart from `words` (預計…). `period` is the time it refers to, `baseline` the time or object it is compared
    with, `rate` its per-what (每年). `change` marks an amount of change or a level reached. `indicator_sure` and
    `period_sure` say how sure the best label and time are, 0 to 1; what is not sure enough is `left_out`.
    """

    id: str
    words: Words
    value: Decimal
    unit: str | None
    normal: Measure
    qualifier: str | None = None
    cumulative: bool = False
    indicator: Words | None = None
    period: Words | None = None
    rate: Words | None = None
    baseline: Words | None = None
    change: Change | None = None
    point: str | None = None
    indicator_sure: float | None = None
    period_sure: float | None = None
    left_out: LeftOut = field(default=LeftOut(), compare=False)

    @property
    def may_be_dated(self) -> bool:
        """True if the source may tell the figure's time, but not surely enough to print it."""
        return self.period is None and (self.period_sure or 0.0) >= DOUBTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Direct speech (引語), without its marks; `attribution` is the phrase that says whose it is.

    `speaker` is None where no sentence proves whose words they are.
    """

    id: str
    words: Words
    speaker: str | None
    role: str | None
    attribution: Span | None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A policy, programme, organisation, event, person or place as printed, at its first mention.

    Quoted names keep their marks.
    """

    id: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A decision about an audience's edition, by the ids of the outline: where a point goes, which figures are tiles.

    `section` is `none` where the point is not to be printed; `before` is the point that is to follow it. `text` is a sentence
    of the office's own, to be printed after the point, or before it where that is `before`, too. `shown` are the words of the point
    that are printed for it, None for all of them.
    """

    kind: ChoiceKind
    decision: str
    audience: str
    point: str = ""
    figure: str = ""
    section: str | None = None
    before: str | None = None
    text: str = ""
    shown: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All that was found in one source. Tuples are in the order of the text; what is absent is empty or None."""

    source: Source
    title: Words | None = None
    series: Words | None = None
    outlet: Words | None = None
    place: Words | None = None
    published: Words | None = None
    speakers: tuple[Speaker, ...] = ()
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    formulations: tuple[Enumeration, ...] = ()
    points: tuple[Point, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    policies: tuple[Name, ...] = ()
    programmes: tuple[Name, ...] = ()
    organisations: tuple[Name, ...] = ()
    events: tuple[Name, ...] = ()
    persons: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    captions: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def quote_source(source: Source, *places: Span) -> Words:
    """The source's own words at the places."""
    return Words(text="".join(source[place] for place in places), spans=places)


def proper_names(outline: Outline, locked: tuple[str, ...] = ()) -> ProperNames:
    """The outline's names for script conversion, with those that the sidecar locks."""
    return ProperNames(
        persons=tuple(one.words.text for one in outline.persons),
        places=tuple(one.words.text for one in outline.places),
        locked=locked,
    )
