"""The source as decoded, places in it, and the folded view that every rule matches on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Writing = Literal["Hans", "Hant"]
# A line that is known from the file's own structure to be…
MarkKind = Literal[
    "title",  # the document's own title
    "imprint",  # outlet, date or author: about the text, not of it
    "heading",  # of a section, with a level
    "text",  # running text, however short
    "item",  # of a list: running text, whose bullet is not among its words
    "row",  # of a table: cells parted by tabs
    "note",  # a footnote or endnote
    "caption",  # under a picture
    "furniture",  # of the page or the form
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points in `Source.text`."""

    start: int
    end: int

    def __contains__(self, other: object) -> bool:
        """True if the other span lies wholly inside this one."""
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end


def span(start: int, end: int) -> Span:
    """The span `[start, end)`."""
    return Span(start=start, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table's row that is not empty; `column` counts from 0, `columns` and `rows` are how many it covers."""

    span: Span
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line's kind as the file's structure gives it (a Word style, an HTML tag).

    `kind` is None where the line's own words tell. `level` is 1 to 3 for a heading, else 0. `words` is the line without the signs that only set it (`## `, `- `, `title: `),
    where the text keeps them. A row may tell its `table` (rows of one number are one table) and its `cells`. Rows that do not are of
    one table where their lines follow each other, and their cells are what tabs part, in columns from 0 on.
    """

    kind: MarkKind | None
    span: Span
    level: int = 0
    words: Span | None = None
    table: int = 0
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Odd but survivable: `code` for programs, `message` (one Simplified Chinese sentence) for people.

    `span` is the place in the source, or None where the oddity is about the whole of it (or about a sidecar). `doubt` (0 to 1) is
    how much a person should look at it before signing; None where the code alone tells (`doubts.doubt_of`). `decision` is the id of
    a person's decision that is not followed.
    """

    code: str
    message: str
    span: Span | None = None
    doubt: float | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text as received; `text` is never edited, and every offset in the program points into it.

    `folded` is `text` in Simplified with full-width marks and the same length: rules match there, people read
    `text`. The cells of a table's row are parted by tabs there, whatever parts them in the text. `sha256` is of the file's bytes. `encoding` names what decoded it (`utf-8`), or the kind of file that
    the text was taken out of (`docx`). `marks` are the lines whose kind the file's structure gives, in order; `notices`
    say what the reader left out, joined or doubts. `pages` are where pages of the file begin, with their numbers.
    """

    name: str
    text: str
    sha256: str
    encoding: str = "utf-8"
    marks: tuple[Mark, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    folded: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", _part_cells(fold(self.text), self.marks))

    def __getitem__(self, place: Span) -> str:
        """The exact characters at a place."""
        return self.text[place.start : place.end]

    def fold(self, place: Span) -> str:
        """The folded characters at a place."""
        return self.folded[place.start : place.end]

    def line_start(self, offset: int) -> int:
        """The start of the line that an offset stands in."""
        return self.text.rfind("\n", 0, offset) + 1

    @property
    def whole(self) -> Span:
        """The span of the entire text."""
        return span(0, len(self.text))

    @property
    def writing(self) -> Writing:
        """The script that most of the text's two-form characters are in."""
        return _writing(self.text, self.folded)

    def writing_of(self, place: Span) -> Writing:
        """The script of a part of the text."""
        return _writing(self[place], self.fold(place))


# Asked again for each format and script.
@lru_cache(maxsize=16)
def _writing(text: str, folded: str) -> Writing:
    # Full-width digits and look-alike radicals fold too, and are of no script.
    han = [(a, b) for a, b in zip(text, folded, strict=True) if "\u3400" <= a <= "\u9fff"]
    return "Hant" if sum([a != b for a, b in han]) * 10 > len(han) else "Hans"


_PARTING = re.compile(r"(?<!\\)\|")


def _part_cells(folded: str, marks: Sequence[Mark]) -> str:
    """The folded text with a tab for each line that parts two cells of a row (| 区 | 家数 |).

    A row that is parted by tabs keeps its lines (甲|乙), and so does one that escapes them by a backslash.
    """
    pieces, start = [], 0
    for mark in marks:
        if mark.kind == "row":
            row = mark.words or mark.span
            words = folded[row.start : row.end]
            parted = mark.words is None and "\t" in words
            pieces += [folded[start : row.start], words if parted else _PARTING.sub("\t", words)]
            start = row.end
    return "".join([*pieces, folded[start:]])


# A byte order mark stays in the text, so that offsets are those of the file, and is no part of any word.
_BLANK = "\ufeff\u200b" + "".join(filter(str.isspace, map(chr, range(0x3001))))


def trim(place: Span, words: str, characters: str = _BLANK) -> Span:
    """The place of the words without those characters at its ends; empty (at its end) if there is nothing else."""
    start = place.start + len(words) - len(words.lstrip(characters))
    return span(start, max(start, place.start + len(words.rstrip(characters))))


def strip_span(source: Source, place: Span) -> Span:
    """The place without white space at its ends; empty if there is nothing else."""
    return trim(place, source[place])


def find_holder(places: Sequence[Span], offset: int) -> int | None:
    """The index of the place that holds the offset, among places in order that do not overlap."""
    index = bisect_right(places, offset, key=lambda place: place.start) - 1
    return index if index >= 0 and offset < places[index].end else None


# Each quotation mark, by the one that pairs with it.
QUOTATION_MARKS = {"“": "”", "”": "“", "‘": "’", "’": "‘"}


def find_unpaired(folded: str, place: Span) -> tuple[list[int], list[int]]:
    """The offsets where the place opens quotations that it does not close, and closes some that it does not open."""
    opened, closed = list[int](), list[int]()
    for offset in range(place.start, place.end):
        mark = folded[offset]
        if mark in "“‘":
            opened.append(offset)
        elif mark in "”’":
            if opened and folded[opened[-1]] == QUOTATION_MARKS[mark]:
                opened.pop()
            else:
                closed.append(offset)
    return opened, closed
