"""Word file → passages: the text with all changes accepted, and everything else that travels in the package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.errors import SourceError
from briefing.readers.docx.blanks import read_blank
from briefing.readers.docx.charts import Charts
from briefing.readers.docx.source import open_package, parse_part, read_part
from briefing.readers.docx.unseen import (
    attributes_in,
    find_unreadable,
    is_raised,
    marker_of,
    read_markers,
    refuse_bomb,
    says,
    shown_choice,
    starts_with_digit,
    texts_in,
    words_drawn,
    words_of_art,
    words_of_attachment,
    words_of_shapes,
)
from briefing.readers.grounds import is_dark
from briefing.readers.passages import Passage, Writing, answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.readers.passages import Channel, Part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FACT = re.compile(r"_fact_(\w+?)_\d+")
# Our anchors and those that Word makes; any other bookmark's name was typed by somebody.
_STOCK_BOOKMARK = re.compile(r"_[A-Za-z0-9_]*")
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_SKIPPED = frozenset(
    {f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr", f"{_W}tblPr", f"{_W}tcPr", f"{_W}trPr", f"{_W}sectPr", _FALLBACK}
)
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# In half points, and in per cent.
_SMALLEST, _NARROWEST = 9, 10
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
# Parts that only say how the others look.
_LOOKS = ("styles", "numbering", "fontTable", "theme", "webSettings")
_PLACES = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注", "header": "页眉", "footer": "页脚"}


def read_passages(content: bytes, name: str) -> tuple[str | None, list[Passage]]:
    """The language stated by, and the passages of, a Word file; a `SourceError` for one that is encrypted, damaged, or a bomb."""
    with open_package(content, name) as package:
        refuse_bomb(package, name)
        listed = package.namelist()
        if "word/document.xml" not in listed:
            raise SourceError(f"{name} 不是 Word 文件", hint="能核对的是 .docx、.pdf、.html、.md 和 .txt")
        markers = read_markers(package, name)
        reader = _Reader(charts=Charts(package, "word/document.xml", name), markers=markers)
        reader.read_body(parse_part(read_part(package, "word/document.xml", name), name))
        for part in sorted(listed):
            if part.startswith(("word/document.xml", "[Content_Types].xml", "word/media/")) or part.endswith("/"):
                continue
            if part.endswith((".xml", ".rels")):
                reader.passages += _read_xml(parse_part(read_part(package, part, name), name), part)
            else:
                reader.passages += words_of_attachment(package, part, name)
        has_styles = "word/styles.xml" in listed
        styles = parse_part(read_part(package, "word/styles.xml", name), name) if has_styles else etree.Element("none")
    languages = (one.get(f"{_W}eastAsia") for one in styles.iter(f"{_W}lang"))
    return next((str(value) for value in languages if value), None), reader.passages


def extract(content: bytes, name: str) -> dict[str, Any]:
    """The result of `read_passages` as plain JSON values."""
    return answer(*read_passages(content, name))


def _read_xml(root: Any, part: str) -> list[Passage]:
    stem = re.sub(r"\d*\.xml$", "", part.rpartition("/")[2])
    if part.startswith("word/diagrams/") and stem in ("data", "drawing"):
        return [Passage(text=words, place="图示（SmartArt）", part="cell") for words in words_of_shapes(root)]
    if part.startswith("word/") and stem.split("-")[0] in _PLACES:
        reader = _Reader(stem.split("-")[0])
        reader.read_body(root)
        return reader.passages
    if part.startswith("docProps/"):
        return [*texts_in(root, "文档属性", "property")]
    if part.endswith(".rels"):
        targets = (one.get("Target") for one in root)
        return [Passage(text=target, place=f"链接 {part}", channel="markup") for target in targets if says(target)]
    if part.startswith("word/") and stem.startswith(_LOOKS):
        return []
    return [*texts_in(root, f"部件 {part}", "custom-xml"), *attributes_in(root, part)]


class _Reader:
    """Reads the paragraphs of one part in order; `story` is the part's kind, empty for the body."""

    def __init__(self, story: str = "", charts: Charts | None = None, markers: Mapping[str, str] | None = None) -> None:
        self.story = story
        self.charts = charts
        self.markers = markers or {}
        self.drawn: list[Passage] = []
        self.passages: list[Passage] = []
        self.writing = Writing()
        self.on_white = False
        self.open: dict[str, tuple[str, int]] = {}
        self.apart: list[Passage] = []
        self.boxes: list[Any] = []
        self.count = 0
        self.tables = 0

    def read_body(self, root: Any) -> None:
        """Every paragraph in the part."""
        self._blocks(root, "")
        for element in root.iter():
            self.passages.extend(_spoken(element))
            self.passages.extend(find_unreadable(element))

    def _blocks(self, container: Any, cell: str) -> None:
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraph(element, cell)
            elif blank := read_blank(element):
                self.passages += [blank] * bool(blank.text)
            elif element.tag == f"{_W}tbl":
                self.tables += 1
                number = self.tables
                rows = [row for row in element.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is element]
                for index, row in enumerate(rows, 1):
                    self._blocks(row, f"表{number}第{index}行")
            elif element.tag == _ALTERNATE:
                self._blocks(shown_choice(element), cell)
            elif element.tag in _GONE:
                self._deleted("".join(text.text or "" for text in element.iter(f"{_W}delText", f"{_W}t")))
            elif element.tag not in _SKIPPED:
                self._bookmark(element)
                self._blocks(element, cell)

    def _paragraph(self, paragraph: Any, cell: str) -> None:
        self.count += 1
        place = cell or f"{_PLACES.get(self.story, '')}第{self.count}段"
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        if marker := marker_of(paragraph, self.markers):
            self.writing.add(marker)
        self.on_white = _stands_on_white(paragraph)
        self._words(paragraph, place)
        channel: Channel = "comment" if self.story == "comments" else "text"
        passage = self.writing.take(place, part=self._part(name, cell), channel=channel)
        if passage:
            self.passages.append(passage)
        self.passages += [*self.drawn, *self.apart]
        self.drawn, self.apart = [], []
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._blocks(box, cell)

    def _part(self, style: str, cell: str) -> Part:
        if self.story in ("footnotes", "endnotes"):
            return "note"
        if self.story in ("header", "footer"):
            return "running"
        if style.upper().startswith("TOC") or style.lower().startswith(("contents", "目录")):
            return "contents"
        if cell:
            return "cell"
        return "heading" if style.lower().startswith(("heading", "title", "subtitle")) else "body"

    def _words(self, element: Any, place: str) -> None:
        for child in element:
            said = (child.text or "") if child.tag == f"{_W}t" else _BREAKS.get(child.tag) or words_drawn(child)
            if said is not None:
                self.writing.add(said)
            elif child.tag == _ALTERNATE:
                self._words(shown_choice(child), place)
            elif words := words_of_art(child):
                self.drawn.append(Passage(text=words, place=f"{place}的图形", part="cell"))
            elif not self._set_aside(child, place):
                if self.writing.ends_in_digit and is_raised(child) and starts_with_digit(child):
                    # 10 with a small 8 is no 108.
                    self.writing.add("^")
                self._bookmark(child)
                self._words(child, place)

    def _set_aside(self, child: Any, place: str) -> bool:
        """Takes what is no word of the paragraph: deletions, hidden runs, field codes, text boxes; says whether it was."""
        if child.tag in _GONE or child.tag == f"{_W}delText":
            self._deleted("".join(text.text or "" for text in child.iter(f"{_W}delText", f"{_W}t")), place)
        elif child.tag == f"{_W}instrText":
            self.apart += [Passage(text=child.text, place=f"{place}的域代码", channel="markup")] * says(child.text)
        elif child.tag == _CHART and self.charts:
            self.drawn += self.charts.read(child.get(_RELATION, ""))
        elif child.tag == f"{_W}txbxContent":
            self.boxes.append(child)
        elif blank := read_blank(child):
            self.apart += [blank] * bool(blank.text)
        elif child.tag == f"{_W}r" and _is_hidden(child, on_white=self.on_white):
            text = "".join(one.text or "" for one in child.iter(f"{_W}t"))
            if text.strip():
                self.apart.append(Passage(text=text, place=f"{place}的隐藏文字", channel="hidden"))
        else:
            return child.tag in _SKIPPED
        return True

    def _deleted(self, text: str, place: str = "") -> None:
        if text.strip():
            self.apart.append(Passage(text=text, place=f"{place}删除的文字", channel="deleted"))

    def _bookmark(self, element: Any) -> None:
        if element.tag == f"{_W}bookmarkStart":
            name = element.get(f"{_W}name", "")
            found = _FACT.fullmatch(name)
            if found:
                self.open[element.get(f"{_W}id", "")] = (found[1], self.writing.length)
            elif not _STOCK_BOOKMARK.fullmatch(name):
                self.apart.append(Passage(text=name, place="书签", channel="bookmark"))
        elif element.tag == f"{_W}bookmarkEnd":
            fact, start = self.open.pop(element.get(f"{_W}id", ""), ("", 0))
            if fact:
                self.writing.mark(start, fact)


def _is_hidden(run: Any, *, on_white: bool) -> bool:
    # What a browser would not show (webHidden) is printed, and shown by Word in every other view.
    # What is struck through is no longer said.
    for name in ("vanish", "specVanish", "strike", "dstrike"):
        flag = run.find(f"{_W}rPr/{_W}{name}")
        if flag is not None and flag.get(f"{_W}val", "true") not in ("0", "false", "off"):
            return True
    look = run.find(f"{_W}rPr")
    if look is None:
        return False
    # Characters of 4 points at most, or narrower than a tenth of their width, are a grey line at best.
    for name, least in (("sz", _SMALLEST), ("w", _NARROWEST)):
        found = look.find(f"{_W}{name}")
        value = "" if found is None else found.get(f"{_W}val", "")
        if value.isdecimal() and 0 < int(value) < least:
            return True
    if not on_white or not _is_white(look):
        return False
    highlight = look.find(f"{_W}highlight")
    return (highlight is None or highlight.get(f"{_W}val") in ("none", "white")) and not _is_shaded(look)


def _is_white(look: Any) -> bool:
    colour = look.find(f"{_W}color")
    return colour is not None and str(colour.get(f"{_W}val", "")).upper() == "FFFFFF"


def _is_shaded(properties: Any) -> bool:
    """True if a run, a paragraph or a cell is shaded so darkly that white words can be read there."""
    shade = properties.find(f"{_W}shd")
    if shade is None:
        return False
    is_solid = bool(shade.get(f"{_W}val") == "solid")
    colour = str(shade.get(f"{_W}{'color' if is_solid else 'fill'}", "auto"))
    if not _COLOUR.fullmatch(colour):
        # Automatic: black where it is the ink, else nothing.
        return is_solid
    return is_dark(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))


def _stands_on_white(paragraph: Any) -> bool:
    """True if some words of a paragraph are not white, and neither it nor its cell is dark, so that its ground must be light."""
    cell = next(paragraph.iterancestors(f"{_W}tc"), None)
    grounds = (paragraph.find(f"{_W}pPr"), None if cell is None else cell.find(f"{_W}tcPr"))
    if any(one is not None and _is_shaded(one) for one in grounds):
        return False
    runs = (run for run in paragraph.iter(f"{_W}r") if run.find(f"{_W}t") is not None)
    return any((look := run.find(f"{_W}rPr")) is None or not _is_white(look) for run in runs)


def _spoken(element: Any) -> Iterator[Passage]:
    """Alternative texts, and what content controls and tables are called."""
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if tag in ("docPr", "cNvPr"):
        for key in ("descr", "title", "name"):
            if says(element.get(key)):
                yield Passage(text=element.get(key), place="替代文字", channel="alternative")
    elif tag in ("tblCaption", "tblDescription", "alias", "tag"):
        value = element.get(f"{_W}val")
        if says(value):
            yield Passage(text=value, place="替代文字" if tag.startswith("tbl") else "内容控件", channel="alternative")
