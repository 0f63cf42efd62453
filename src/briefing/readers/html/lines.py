"""The tree of a web page → the lines that a browser shows, each with the element that it is printed in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.readers.html.line_breaks import PARAGRAPH_BEGUN, PROSE_LINE, join_broken
from briefing.readers.html.lists import number_of
from briefing.readers.layout import tidy, unbreak
from briefing.text import lexicon

if TYPE_CHECKING:
    from briefing.readers.html.styles import Styles
    from briefing.text.source import MarkKind

_DROPPED = frozenset(
    "script style noscript template head button select option textarea iframe object embed svg canvas"
    " audio video map rt rp rtc dialog input noframes".split()
)
_STRUCK = frozenset({"del", "s", "strike"})
_APART = _DROPPED | _STRUCK | {"sup", "sub"}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTIONS = frozenset({"figcaption", "caption"})
_CAPTION_NAME = re.compile(rf"(?:^|\s){lexicon.pattern('web_page', 'caption_names')}(?:$|\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"[，。；：？！,﹔?!;:]")
# Where an inline element begins or ends: words of two elements may stand apart on the page without a space between them.
SEAM = "\x1f"
_SUPERSCRIPTS = str.maketrans("0123456789+-\u2212()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-\u2212()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_RAISED = re.compile(r"[\d+\-\u2212()n]{1,4}")
_NOTE_CALL = re.compile(r"[\[［（(\u3014【]?\s*(?:注\s*)?(?:\d{1,3}|[①-⑳*※†‡]{1,3}|[ivx]{1,5})\s*[\]］）)\u3015】]?")
_UNIT_BEFORE = re.compile(r"(?:[A-Za-zΩ]|[米尺])$")
_POWER_OF_TEN = re.compile(r"(?<![\d.,])10$")
_MANY_COLUMNS = 60
_LONGEST_CELL = 80
_SYMBOLS = re.compile(r"font-family\s*:\s*[\"']?(?:wingdings|webdings|symbol)\b", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第.{1,3}[章节部]")


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of a page: the words of the block `place`, and how many of their characters are links.

    `raw` still has the seams between elements. `hidden` is the outermost element that a browser does not show, if one holds the line.
    """

    place: Any
    text: str
    raw: str = ""
    linked: int = 0
    kind: MarkKind | None = None
    level: int = 0
    hidden: Any = None
    is_soft: bool = False
    cells: tuple[str, ...] = ()
    grid: tuple[tuple[int, int, int], ...] = ()
    table: int = 0

    @property
    def prose(self) -> int:
        """Number of characters of running text in the line: links and labels are none."""
        is_prose = len(self.text) >= PROSE_LINE and _SENTENCE.search(self.text)
        return max(0, len(self.text) - 2 * self.linked) if is_prose else 0


@dataclass(slots=True, kw_only=True)
class Shown:
    """The lines of a page, and what of it is not in them: `struck` and `notes` before the line of that index."""

    lines: list[Line] = field(default_factory=list)
    struck: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    embedded: list[Any] = field(default_factory=list)
    joined: list[Line] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Row:
    element: Any
    cells: list[tuple[int, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """The lines of a page as far as it has been read, and the words of the line that is being read."""

    styles: Styles
    shown: Shown = field(default_factory=Shown)
    parts: list[str] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    hidden: list[Any] = field(default_factory=list)
    aside: tuple[list[str], int] = field(default_factory=lambda: ([], 0))
    counts: dict[Any, int] = field(default_factory=dict)
    covered: dict[Any, dict[int, int]] = field(default_factory=dict)
    number: str = ""
    pictured: bool = False
    alt: str = ""
    quotes: int = 0
    links: int = 0
    linked: int = 0
    captions: int = 0
    headings: list[int] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.linked += len(text.strip()) if self.links else 0

    def end_line(self, *, is_soft: bool = False) -> None:
        raw = unbreak("".join(self.parts)) if self.parts else ""
        text = tidy(raw)
        lines = self.shown.lines
        if text and text == self.number.strip():
            # The item's words are in a paragraph of their own, which its number opens.
            return
        if text:
            line = Line(place=self.places[-1], text=text, raw=raw, linked=self.linked, is_soft=is_soft)
            line.hidden = self.hidden[0] if self.hidden else None
            line.kind, line.level = self._kind(line)
            self.number, self.pictured, self.alt = "", False, ""
            lines.append(line)
        elif lines and is_soft:
            # Two breaks in a row end a paragraph.
            lines[-1].is_soft = False
        self.parts.clear()
        self.linked = 0

    def _kind(self, line: Line) -> tuple[MarkKind | None, int]:
        """Kind of the line by the tags around it."""
        if self.captions:
            return "caption", 0
        if self.headings:
            return "heading", self.headings[-1]
        text, place = line.text, line.place
        if text == self.alt:
            return "caption", 0
        if place.tag == "li" or self.number:
            return "text", 0
        # The line that follows a picture, set in the middle like it, is its caption, if no number makes it a heading.
        is_short = len(text) <= _LONGEST_CELL and not _NUMBERED.match(text) and "。" not in text[:-1]
        is_caption = (
            self.pictured
            and is_short
            and any(
                one.tag == "center" or one.get("align", "").lower() == "center" or _CENTRED.search(one.get("style", ""))
                for one in (place, *islice(place.iterancestors(), 1))
            )
        )
        return ("caption" if is_caption else None), 0

    def open(self, element: Any) -> None:
        tag = element.tag
        if tag == "tr":
            self.rows.append(_Row(element=element))
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].cells.append((len(self.shown.lines), element))
        elif tag == "q":
            self.parts.append(_quote_mark(element, self.styles, self.quotes, is_open=True))
            self.quotes += 1
        elif tag == "li":
            self.number = number_of(element, self.styles, self.counts)
            self.parts.append(self.number)
        if tag == "a":
            self.links += 1
        self.captions += _is_caption(element)
        if tag in _HEADINGS:
            self.headings.append(int(tag[1]))

    def close(self, element: Any) -> None:
        tag = element.tag
        if tag == "tr" and self.rows:
            self._end_row(self.rows.pop())
        elif tag == "li":
            self.number = ""
            self.parts.clear()
        elif tag == "q":
            self.quotes -= 1
            self.parts.append(_quote_mark(element, self.styles, self.quotes, is_open=False))
        if tag == "a":
            self.links -= 1
        self.captions -= _is_caption(element)
        if tag in _HEADINGS:
            self.headings.pop()

    def _end_row(self, row: _Row) -> None:
        """Makes a row of short cells one line; a row of a layout table keeps the places of its lines, to be chosen from."""
        grid = self._lay(row)
        lines = self.shown.lines
        starts = [start for start, _ in row.cells]
        texts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)]
        filled = [(inside[0], where) for inside, where in zip(texts, grid, strict=True) if inside]
        cells = [line for line, _ in filled]
        if len(cells) < 2 or any(len(inside) > 1 for inside in texts):  # noqa: PLR2004 - one cell is no row
            return
        for text in (cell.text for cell in cells):
            # Where a cell holds sentences, a table lays out the text.
            if len(text) > _LONGEST_CELL or (len(text) > PARAGRAPH_BEGUN and re.search("[。！？]", text)):
                return
        line = Line(
            place=row.element, text="\t".join(cell.text for cell in cells), raw="　".join(cell.raw for cell in cells)
        )
        line.cells, line.grid = tuple(cell.text for cell in cells), tuple(where for _, where in filled)
        line.linked, line.hidden = sum(cell.linked for cell in cells), cells[0].hidden
        lines[starts[0] :] = [line]

    def _lay(self, row: _Row) -> list[tuple[int, int, int]]:
        """The first column of each cell, and how many columns and rows it covers."""
        table = next(row.element.iterancestors("table"), None)
        covered = self.covered.setdefault(table, {})
        grid: list[tuple[int, int, int]] = []
        column = 0
        for _, cell in row.cells:
            while covered.get(column, 0):
                column += 1
            columns, rows = _covers(cell, "colspan"), _covers(cell, "rowspan")
            grid.append((column, columns, rows))
            column += columns
        for place in list(covered):
            covered[place] -= 1
            if not covered[place]:
                del covered[place]
        for start, columns, rows in grid:
            if rows > 1:
                covered.update(dict.fromkeys(range(start, start + columns), rows - 1))
        return grid


def _covers(cell: Any, attribute: str) -> int:
    text = cell.get(attribute, "1").strip()
    return max(1, min(int(text), _MANY_COLUMNS)) if text.isascii() and text.isdecimal() else 1


def _is_caption(element: Any) -> bool:
    return element.tag in _CAPTIONS or bool(_CAPTION_NAME.search(element.get("class", "")))


def _quote_mark(element: Any, styles: Styles, depth: int, *, is_open: bool) -> str:
    """The mark that a browser prints around `<q>`; none where the words have their own."""
    words = "".join(islice(element.itertext(), 9)).strip()
    before = element.getparent().text if element.getprevious() is None else element.getprevious().tail
    # A page that has its style print none has them in its text, in the element or around it.
    if any(mark in '“‘「『"《' for mark in (words[:1], (before or "").rstrip()[-1:]) if mark):
        return ""
    if (marks := styles.quotes(element)) is not None:
        return marks[min(2 * depth, len(marks) - 2) + (not is_open)] if len(marks) > 1 else ""
    language = next((lang for one in (element, *element.iterancestors()) if (lang := one.get("lang"))), "").lower()
    traditional = language.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    pairs = ("「」", "『』") if traditional else ("“”", "‘’")
    return pairs[depth % 2][0 if is_open else 1]


def read_lines(root: Any, styles: Styles) -> Shown:
    """Lines that a browser shows of the page; those that it hides are marked as hidden."""
    reading = _Reading(styles=styles)
    reading.places.append(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        # Word saves the bullet of an item as an l in Wingdings.
        is_bullet = _SYMBOLS.search(element.get("style", "")) and len(tidy(element.text or "")) == 1
        is_apart = not isinstance(element.tag, str) or element.tag in _APART or is_bullet
        if event == "start" and is_apart:
            _read_apart(element, reading)
            walk.skip_subtree()
        elif event == "start":
            _enter(element, reading)
            reading.add(element.text)
        else:
            if not is_apart:
                _leave(element, reading)
            reading.add(element.tail if element is not root else None)
    reading.end_line()
    shown = reading.shown
    _settle_tables(shown.lines)
    shown.lines = list(join_broken(shown.lines, shown.joined))
    return shown


def _enter(element: Any, reading: _Reading) -> None:
    if reading.styles.hides(element):
        if not reading.hidden:
            # What is not shown does not end a line: the words on both sides of it stand beside each other.
            reading.aside = (reading.parts[:], reading.linked)
            reading.parts.clear()
            reading.linked = 0
        reading.hidden.append(element)
    if element.tag == "img" and not any(map(str.strip, reading.parts)):
        reading.pictured, reading.alt = True, tidy(element.get("alt", ""))
    if element.tag in _BLOCKS:
        reading.end_line()
        reading.places.append(element)
    elif element.tag == "br":
        reading.end_line(is_soft=True)
    elif element.tag != "wbr":
        reading.parts.append(SEAM)
    reading.open(element)


def _leave(element: Any, reading: _Reading) -> None:
    if element.tag in _BLOCKS:
        reading.end_line()
    reading.close(element)
    if element.tag in _BLOCKS:
        reading.places.pop()
    elif element.tag not in ("br", "wbr"):
        reading.parts.append(SEAM)
    if reading.hidden and reading.hidden[-1] is element:
        reading.end_line()
        reading.hidden.pop()
        if not reading.hidden:
            reading.parts, reading.linked = list(reading.aside[0]), reading.aside[1]


def _read_apart(element: Any, reading: _Reading) -> None:
    """Reads what is no part of the sentence as it stands: raised figures, struck out words, pages within the page."""
    if not isinstance(element.tag, str):
        return
    if element.tag in _STRUCK and any(words.strip() for words in element.itertext()):
        reading.shown.struck.append(reading.places[-1])
    elif element.tag in ("iframe", "embed", "object"):
        reading.shown.embedded.append(element)
    elif element.tag in ("sup", "sub"):
        words = tidy("".join(element.itertext()))
        if element.tag == "sub":
            reading.add(subscript(words))
        elif (raised := superscript(words, tidy("".join(reading.parts[-20:])))) is None:
            reading.shown.notes.append(reading.places[-1])
        else:
            reading.add(raised)


def superscript(words: str, before: str) -> str | None:
    """Raised words as they are printed after those before them (km², 10⁸, ®); None for the call of a note."""
    is_power = words.isdecimal() and (_UNIT_BEFORE.search(before) or _POWER_OF_TEN.search(before))
    if _NOTE_CALL.fullmatch(words) and not is_power:
        return None
    raised = words.translate(_SUPERSCRIPTS) if _RAISED.fullmatch(words) else words
    return f" {raised}" if raised[:1].isascii() and raised[:1].isdigit() else raised


def subscript(words: str) -> str:
    """Lowered words as they are printed: CO₂."""
    return words.translate(_SUBSCRIPTS) if _RAISED.fullmatch(words) else words


def _settle_tables(lines: list[Line]) -> None:
    """Marks the rows of tables that hold data; the rows of a table that lays out the page become plain lines."""
    tables: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        table = next(line.place.iterancestors("table"), None) if line.place.tag != "table" else line.place
        if table is not None:
            tables[table].append(line)
    for number, inside in enumerate(tables.values(), 1):
        rows = [line for line in inside if line.cells]
        is_data = len(rows) > 1 and len(rows) * 2 >= len(inside)
        for line in inside:
            if is_data and line.kind != "caption":
                line.kind, line.level, line.table = "row", 0, number
            elif line.cells:
                line.text, line.cells = "　".join(line.cells), ()
