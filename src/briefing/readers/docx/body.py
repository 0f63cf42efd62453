"""The body of a Word file → lines: paragraphs with their numbers, tables, notes; files taken in whole, running heads and feet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.errors import SourceError
from briefing.readers.docx.fields import Fields
from briefing.readers.docx.lines import Tally, WordLine, settle_headings, split_breaks
from briefing.readers.docx.numbering import read_numbering
from briefing.readers.docx.runs import Paragraph, RunReader
from briefing.readers.docx.styles import read_styles
from briefing.readers.docx.tables import lay_rows, lines_of_rows
from briefing.readers.encodings import decode
from briefing.readers.html import source as html
from briefing.readers.layout import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.readers.docx.numbering import Numbering
    from briefing.readers.docx.package import WordParts
    from briefing.readers.docx.styles import Styles
    from briefing.readers.extract import Extract
    from briefing.text.source import MarkKind

# html-docx-js makes a Word file of one web archive.
_WEB_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")


def read_chunk(part: str, content: bytes, depth: int) -> list[WordLine] | None:
    """The lines of an embedded file; None for a kind that is not read, or one that is damaged."""
    suffix = part[part.rfind(".") :].lower()
    try:
        if suffix in _WEB_PAGES:
            return _lines(html.extract(content, part))
        if suffix == ".txt":
            return [WordLine(text=line.strip()) for line in decode(content, part)[0].splitlines() if line.strip()]
        if suffix == ".docx":
            from briefing.readers.docx.package import find_parts, open_package

            with open_package(content, part) as package:
                return read_body(find_parts(package, part), depth=depth + 1)[0]
    except SourceError:
        return None
    return None


def _lines(extract: Extract) -> list[WordLine]:
    kinds = {mark.span.start: mark for mark in extract.marks}
    lines, start = [], 0
    for text in extract.text.split("\n"):
        mark = kinds.get(start)
        lines.append(WordLine(text=text, kind=mark.kind if mark else None, level=mark.level if mark else 0))
        start += len(text) + 1
    return [line for line in lines if line.text]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# 第 1 页 共 9 页 says nothing.
_PAGE_NUMBERS = re.compile(r"[第共页頁页码\d\s/—–-]+")
_SHOWN = 20


def words_outside(parts: WordParts) -> str:
    """The first words of running heads and feet, “…” around each; empty where they only count pages."""
    found: dict[str, None] = {}
    for related in parts.related.values():
        if related.kind in ("header", "footer") and related.part:
            tree = parts.tree(related.part)
            text = "" if tree is None else " ".join("".join(one.text or "" for one in tree.iter(_W + "t")).split())
            if not _PAGE_NUMBERS.fullmatch(text) and text:
                found[text[:_SHOWN]] = None
    return "、".join(f"“{text}”" for text in list(found)[:3])


_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VAL = _W + "val"
_OFF = ("0", "false", "off")
# Files that are put into one another, as deep as anybody does it.
_DEEPEST = 3
_LONGEST_TITLE = 60
# 2026-03-12, 来源：…, ——访…, 方竹 some lines below the title.
_NO_TITLE = re.compile(r"\d{4}|[：:。]|^[—―（(-]|^.{1,4}$|[ \u3000]")
_PAGES = re.compile(r"[第共页頁\d\s/|—–-]*")
_CAPTIONS = frozenset({"caption", "题注", "題注"})


@dataclass(slots=True, kw_only=True)
class BodyReader:
    """Reads the blocks of one file in order; what was left out is in `runs.tally`."""

    parts: WordParts
    styles: Styles
    numbering: Numbering
    runs: RunReader
    notes: dict[tuple[str, str], Any]
    depth: int = 0
    tables: int = 0
    begun: bool = False  # something was read
    waiting: list[tuple[str, str]] = field(default_factory=list)

    def read(self, body: Any) -> list[WordLine]:
        """The lines of the body, notes after the block that calls them."""
        lines: list[WordLine] = []
        for block in self._lines(body):
            lines += block
            self.runs.tally.line = len(lines)
            while self.waiting:
                # The lines of a note where it is called first.
                note = self.notes.pop(self.waiting.pop(0), None)
                lines += [] if note is None else [WordLine(text=line.text, kind="note") for line in self._blocks(note)]
        return lines

    def _blocks(self, container: Any) -> list[WordLine]:
        """The lines of a cell, a text box or a note."""
        return [line for block in self._lines(container) for line in block]

    def _lines(self, container: Any) -> Iterator[list[WordLine]]:
        """The lines of each block in order; a paragraph whose mark is gone goes on with the next one."""
        merged: list[Any] = []
        for element in self._elements(container):
            if element.tag == _W + "p":
                merged.append(element)
                if not _has_no_mark(element):
                    yield self._paragraph(merged)
                    merged = []
                continue
            if merged:
                yield self._paragraph(merged)
                merged = []
            if element.tag == _W + "tbl":
                self.tables += 1
                number = self.tables  # tables within its cells have the next ones
                yield lines_of_rows(lay_rows(element, self._blocks), number)
            else:
                yield self._chunk(element)
        if merged:
            yield self._paragraph(merged)

    def _elements(self, container: Any) -> Iterator[Any]:
        """The paragraphs, tables and embedded files of a container, out of whatever holds them."""
        for element in container:
            if element.tag in (_W + "p", _W + "tbl", _W + "altChunk"):
                yield element
            elif element.tag == _W + "sdt" and any(
                gallery.get(_VAL) == "Table of Contents"
                for gallery in element.iterfind(f"{_W}sdtPr//{_W}docPartGallery")
            ):
                self.runs.tally.add("contents")
            elif element.tag not in (_W + "del", _W + "moveFrom") and not self.runs.is_passed_over(element):
                yield from self._elements(element)

    def _paragraph(self, merged: list[Any]) -> list[WordLine]:
        """The lines of a paragraph, or of those that deleted marks make one; it looks as the first that has words."""
        read, lead = self._words(merged)
        # A paragraph that only ends a section has no number, and counts for none.
        ends_section = not read.written and lead.find(f"{_W}pPr/{_W}sectPr") is not None
        label = None if ends_section else self.numbering.label(lead, self.styles)
        if self.styles.is_contents(lead):
            self.runs.fields.end_paragraph()
            self.runs.tally.add("contents", not self.runs.tally.counts["contents"])
            return []
        text, calls = read.words.flat()
        # 第 1 页 in a box or a last line is the page's, and not the text's.
        text = "" if self.runs.fields.has_page and _PAGES.fullmatch(text) else text
        self.runs.fields.end_paragraph()
        kind, level = self._kind(lead)
        is_headline = kind in ("title", "heading") or (
            not self.begun and self.styles.is_centred(lead) and _is_title(text)
        )
        texts, joined = split_breaks(text, whole=is_headline)
        self.begun = self.begun or bool(texts)
        for what, times in (("paragraph", (len(merged) - 1) * bool(read.written)), ("call", calls), ("break", joined)):
            self.runs.tally.add(what, times)
        if label is not None and texts:
            texts[0] = label.before(texts[0])
            kind = "text" if label.is_bullet and kind is None else kind
        self.waiting += read.notes
        lines = [WordLine(text=one, kind=kind, level=level) for one in texts]
        return lines + [line for box in read.boxes for line in self._box(box)]

    def _words(self, merged: list[Any]) -> tuple[Paragraph, Any]:
        """The words of paragraphs that are one, and the first of them that has any."""
        read, lead = Paragraph(), None
        for paragraph in merged:
            before = read.written
            self.runs.read(paragraph, read, self.styles.of_paragraph(paragraph))
            lead = paragraph if lead is None and read.written > before else lead
        return read, merged[-1] if lead is None else lead

    def _kind(self, paragraph: Any) -> tuple[MarkKind | None, int]:
        """Kind of the paragraph by its style."""
        if self.styles.is_title(paragraph):
            return "title", 0
        level = self.styles.outline_level(paragraph)
        if level is not None:
            return "heading", level
        style = self.styles.by_id.get(self.styles.of_paragraph(paragraph))
        return ("caption" if style is not None and style.name in _CAPTIONS else None), 0

    def _box(self, box: Any) -> list[WordLine]:
        """The lines of a text box, or the words that an old WordArt draws."""
        if box.tag != _W + "txbxContent":
            lines = [WordLine(text=text) for text in [tidy(box.get("string", ""))] if text]
        else:
            # A text box has fields of its own.
            fields, self.runs.fields = self.runs.fields, Fields(hides_contents=self.runs.fields.hides_contents)
            lines = self._blocks(box)
            self.runs.fields = fields
        self.runs.tally.add("box", bool(lines))
        return lines

    def _chunk(self, element: Any) -> list[WordLine]:
        """The lines of an embedded file."""
        related = self.parts.related.get(element.get(_R + "id", ""))
        part = related.part if related else ""
        listed = part in self.parts.package.namelist()
        lines = read_chunk(part, self.parts.content(part), self.depth) if listed and self.depth < _DEEPEST else None
        self.runs.tally.add("chunk", lines is None)
        for line in lines or []:
            self.tables = max(self.tables, line.table)
        return lines or []


def _is_title(text: str) -> bool:
    """True if the lines of a first paragraph in the middle of the page are one title, and none of them tells who wrote it or when."""
    first, *others = map(str.strip, text.split("\n"))
    return len(text) <= _LONGEST_TITLE and not any(_NO_TITLE.search(one) for one in others if one) and bool(first)


def _has_no_mark(paragraph: Any) -> bool:
    """True if the paragraph's mark was deleted, moved away or hidden, so that it goes on with the next."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    if mark is None:
        return False
    gone = any(mark.find(_W + name) is not None for name in ("del", "moveFrom"))
    hidden = [mark.find(_W + name) for name in ("vanish", "specVanish")]
    return gone or any(one is not None and one.get(_VAL, "true") not in _OFF for one in hidden)


def read_body(parts: WordParts, *, depth: int = 0) -> tuple[list[WordLine], Tally]:
    """The lines of a Word file's body, and what was left out or joined."""
    body = parts.tree(parts.main).find(_W + "body")
    lines, reader = _read(parts, body, depth=depth, hides_contents=True)
    if reader.runs.fields.is_open and reader.runs.fields.has_contents:
        lines, reader = _read(parts, body, depth=depth, hides_contents=False)
    tally = reader.runs.tally
    tally.add("contents", reader.runs.fields.has_contents and not tally.counts["contents"])
    if outside := words_outside(parts):
        tally.add("outside", detail=outside)
    return settle_headings(lines), tally


def _read(parts: WordParts, body: Any, *, depth: int, hides_contents: bool) -> tuple[list[WordLine], BodyReader]:
    styles = read_styles(parts.tree_of("styles"))
    # The notes by kind and id, without the lines that part them from the text.
    trees = {kind: parts.tree_of(kind) for kind in ("footnotes", "endnotes")}
    reader = BodyReader(
        parts=parts,
        styles=styles,
        numbering=read_numbering(parts.tree_of("numbering"), styles),
        runs=RunReader(styles=styles, tally=Tally(), fields=Fields(hides_contents=hides_contents)),
        notes={
            (kind, note.get(_W + "id", "")): note
            for kind, tree in trees.items()
            if tree is not None
            for note in tree
            if note.get(_W + "type", "normal") == "normal"
        },
        depth=depth,
    )
    return (reader.read(body) if body is not None else []), reader
