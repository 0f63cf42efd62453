"""The document (文稿): one edition in one script, as blocks of runs that each know their origin.

Script and punctuation are settled here; writers add nothing to what a reader reads but page numbers and list marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.config.pictures import Picture
    from briefing.text.language import Script
    from briefing.text.source import Span


def pack_name(audience: str, script: str, extension: str, pages: str = "all") -> str:
    """The name of a pack's file; `investor.zh-Hans.one.pdf` is its one page alone."""
    return ".".join((audience, script, *(["one"] if pages == "one" else []), extension))


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSource:
    """Source text, converted in script and marks alone; `fact` is the outline id of what it states (`f2`, `q1`, `l3`).

    `decided` where a person's decision chose these words for what they stand for (a label, a time, the place).
    """

    spans: tuple[Span, ...]
    fact: str | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTemplate:
    """Text that a template file holds under a key."""

    file: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSidecar:
    """Text that the source's sidecar holds under a key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromEditor:
    """Text that a person added to the outline; `fact` as in `FromSource`."""

    fact: str | None = None


Origin = FromSource | FromTemplate | FromSidecar | FromEditor
Emphasis = Literal["strong", "quiet"]
Pages = Literal["all", "one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of printed text with one origin.

    `link` is the anchor of a block or annex entry in the same document (no `#`), or a whole URL of the sidecar's.
    `note` is the number of the note called after this run, counted from 1 in the document. `anchor` makes the run a
    place that links lead to: the first of a sentence that is printed whole.
    """

    text: str
    origin: Origin
    emphasis: Emphasis | None = None
    link: str | None = None
    note: int | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRun(Run):
    """A stated number: `text` is `before` + `numeral` + `unit`, so that a tile may set them in three sizes."""

    before: str
    numeral: str
    unit: str
    value: str


Line = tuple[Run, ...]


def plain(line: Line) -> str:
    """The words of a line."""
    return "".join(run.text for run in line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 (a section) or 2 (within one); `anchor` is unique in the document.

    `number` is what the templates set before it (一、 or （一）): text in a page, the style's own list number in Word.
    """

    level: Literal[1, 2]
    anchor: str
    number: Line = ()
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `lead` opens a section, `remark` is a quiet aside set by the template."""

    line: Line
    role: Literal["body", "lead", "remark"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Points of equal rank."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineGroup:
    """One enumeration of the spine: what it is, and its heads in order."""

    label: Line
    heads: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """The keywords and the priorities side by side: what every edition opens with."""

    groups: tuple[SpineGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One key figure with what it counts and the time it refers to."""

    figure: FigureRun
    indicator: Line
    period: Line
    source: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Key figures that are read at a glance."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a header; a cell holds one or more lines. `widths` are the columns' shares, adding up to 100.

    A table with `bars` is a chart: each row's last cell is a number with a bar so many per mille of the longest.
    """

    anchor: str
    caption: Line
    header: tuple[Line, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    widths: tuple[int, ...]
    bars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Direct speech with its speaker; `line` carries the quotation marks of the script."""

    line: Line
    speaker: Line
    source: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One labelled entry, as the outlet in the sources or the telephone in the contact."""

    label: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Labelled entries."""

    entries: tuple[Detail, ...]


# Characters of an annex that a page of any kind holds.
_LONG_ANNEX = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexEntry:
    """The shown sentences of one source paragraph; `label` names the paragraph (第8段)."""

    anchor: str
    label: Line
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The source sentences that the document's facts lead to, by paragraph of the source."""

    entries: tuple[AnnexEntry, ...]

    @property
    def is_long(self) -> bool:
        """True if a page may not hold the entries, which are then parted: kept together, they leave their heading alone."""
        return sum(len(run.text) for entry in self.entries for run in entry.line) > _LONG_ANNEX


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The head of a priority with the measures that are asked for under it, or its head alone."""

    head: Line
    measures: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """The measures to take, by priority."""

    items: tuple[Ask, ...]


PageBlock = Spine | Tiles | Asks | Quotation | Bullets


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """One part of the one page under its label; `anchor` is the key of its section."""

    anchor: str
    label: Line
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """The A4 page that works alone (一页纸): who said what, where and when as one line, then what to know of it.

    It never takes more than a page, in any format: `compose.room` decides what of its parts there is room for.
    """

    heading: Heading
    said: Line
    parts: tuple[PagePart, ...]


Block = Heading | Paragraph | Bullets | Spine | Tiles | Table | Quotation | Details | Annex | OnePage


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note: where the source states it, and what a relative date means."""

    number: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Emblem:
    """The office's mark, and what is read to who cannot see it; Word has a picture of its own, or none."""

    picture: Picture
    in_word: Picture | None
    alt: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place that an office fills in Word, called `label`; until then the `prompt` stands there. No other format has it."""

    key: str
    label: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Labelled blanks in a Word file, before the block number `at`; `title` is read to who cannot see the table.

    `opening` stands over them where the section has nothing else.
    """

    title: str
    blanks: tuple[Blank, ...]
    opening: tuple[Heading | Paragraph, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """The red head of an office's own paper (报头): its name, number, issuing office and date, each if given.

    `blanks` are for those that are not, in Word.
    """

    name: Line
    number: Line
    issuer: Line
    date: Line
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page: `kicker` over the `title`, the source's own headline under it, then who, when and where from.

    A `masthead` is no page of its own: it stands over the one page, which says who, when and where from.
    """

    kicker: Line
    title: Line
    headline: Line
    details: tuple[Detail, ...]
    status: Line
    emblem: Emblem | None = None
    masthead: bool = False
    bulletin: Bulletin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The words that writers repeat or name: the running head, the contents' title, the annotations' titles, alt texts."""

    running_head: Line
    contents: Line
    notes: Line
    page: Line
    copy: Line
    copied: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One edition in one script, ready to be written; `date` is ISO 8601 (a year is enough) or None.

    `pages` says whether the whole pack was asked for or the one page alone. `forms` are in Word alone.
    """

    audience: str
    script: Script
    source_stem: str
    public: bool
    character: str
    date: str | None
    cover: Cover
    furniture: Furniture
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    pages: Pages = "all"
    forms: tuple[Form, ...] = ()

    @property
    def is_alone(self) -> bool:
        """True if the document is the one page alone, be it that the whole pack says no more."""
        return all(isinstance(block, OnePage) for block in self.blocks)
