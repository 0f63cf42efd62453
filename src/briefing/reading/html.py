"""A web page → the text of its article: its headline, its lines as printed, one block a line.

Main-content libraries were tried on pages as Chinese offices make them: trafilatura breaks a sentence at every bold word
and runs a page of nested sections into one line, resiliparse drops lists and marks after emphasis. What is quoted
character by character must be taken whole, so the rule here prefers a line of furniture too many, which
`briefing.lines` recognises, to a sentence too few.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.reading.extract import Extract
from briefing.reading.layout import lines_of_row, tidy, unbreak
from briefing.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HEAD = 4096
# What pages call GB2312 or Big5 is full of characters from the larger sets.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_UNSEEN = frozenset(
    "script style noscript template head nav footer aside form button select option textarea iframe object svg canvas"
    " audio video map rt rp dialog".split()
)
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header"
    " hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Chinese sites name their furniture in English or in pinyin; a name counts only on what holds little of the page's prose.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumbs?|crumbs?|footer|sidebar|side|share|social|related|recommend|comments?|copyright|toolbar|tools?"
    r"|pager|pagination|banner|advert|ads?|login|search|qrcode|hot|rank)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[，。；：？！,﹔?!;:]")
_PROSE_LINE = 12
_MAIN_SHARE = 0.8
_FURNITURE_SHARE = 0.5
_LINK_SHARE = 0.6


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of a page: the words of the block `place`, and how many of their characters are links."""

    place: Any
    text: str = ""
    linked: int = 0

    @property
    def prose(self) -> int:
        """How many characters of running text the line holds: links and labels are none."""
        is_prose = len(self.text) >= _PROSE_LINE and _SENTENCE.search(self.text)
        return max(0, len(self.text) - 2 * self.linked) if is_prose else 0


@dataclass(slots=True)
class _Reading:
    """The lines of a page as far as it has been read, and the words of the line that is being read."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, *, linked: bool) -> None:
        self.parts.append(unbreak(text or ""))
        self.linked += len((text or "").strip()) if linked else 0

    def end_line(self, place: Any) -> None:
        text = tidy("".join(self.parts))
        if text:
            self.lines.append(Line(place=place, text=text, linked=self.linked))
        self.parts, self.linked = [], 0


def extract(content: bytes, name: str) -> Extract:
    """The article's text; a `SourceError` where the page is in no encoding that can be read."""
    page = _decode_page(content, name)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(page.encode(), parser)
    if root is None:
        return Extract(text="")
    lines = _read_lines(root)
    return Extract(text="\n".join(_article(lines, _titles(root))))


def _decode_page(content: bytes, name: str) -> str:
    """The page as text, in the encoding that it declares where that works, else in the one that it turns out to be in."""
    declared = _DECLARED.search(content[:_HEAD])
    if declared and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = declared[1].decode().lower()
        try:
            return content.decode(_LARGER.get(encoding, encoding))
        except (UnicodeDecodeError, LookupError):
            pass
    text, _ = decode(content, name)
    return text


def _titles(root: Any) -> str:
    """What the page calls itself in its head."""
    graph = root.xpath("string(//meta[@property='og:title']/@content)")
    return f"{root.findtext('.//title') or ''}\n{graph}"


def _is_unseen(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _UNSEEN
        or "hidden" in element.attrib
        or bool(_HIDING.search(element.get("style", "")))
    )


def _read_lines(root: Any) -> list[Line]:
    reading = _Reading()
    _walk(root, root, reading, linked=False)
    reading.end_line(root)
    return reading.lines


def _walk(element: Any, place: Any, reading: _Reading, *, linked: bool) -> None:
    """Reads an element's words; `place` is the block that they stand in. libxml2 lets no page nest deeper than 256."""
    reading.add(element.text, linked=linked)
    for child in element:
        if not _is_unseen(child):
            _walk_child(child, place, reading, linked=linked)
        reading.add(child.tail, linked=linked)


def _walk_child(child: Any, place: Any, reading: _Reading, *, linked: bool) -> None:
    if child.tag == "br":
        reading.end_line(place)
    elif child.tag == "tr":
        reading.end_line(place)
        _read_row(child, reading)
    elif child.tag in _BLOCKS:
        reading.end_line(place)
        reading.add(_item_number(child), linked=False)
        _walk(child, child, reading, linked=linked)
        reading.end_line(child)
    else:
        _walk(child, place, reading, linked=linked or child.tag == "a")


def _item_number(element: Any) -> str:
    """The number that a browser prints before an item of a numbered list."""
    list_ = element.getparent() if element.tag == "li" else None
    if list_ is None or list_.tag != "ol" or "list-style" in list_.get("style", ""):
        return ""
    start = list_.get("start", "1")
    return f"{(int(start) if start.isdecimal() else 1) + sum(1 for _ in element.itersiblings('li', preceding=True))}. "


def _read_row(row: Any, reading: _Reading) -> None:
    """A row of short cells is one line; a row of a layout table keeps the places of its lines, to be chosen from."""
    inner = _Reading()
    cells: list[list[str]] = []
    for cell in row:
        before = len(inner.lines)
        if not _is_unseen(cell):
            _walk(cell, cell, inner, linked=False)
            inner.end_line(cell)
        cells.append([line.text for line in inner.lines[before:]])
    merged = list(lines_of_row(cells))
    if len(merged) == 1 and len(inner.lines) > 1:
        inner.lines = [Line(place=row, text=merged[0], linked=sum(line.linked for line in inner.lines))]
    reading.lines.extend(inner.lines)


def _prose_within(lines: Iterable[Line]) -> Counter[Any]:
    """How much running text stands in each element."""
    prose: Counter[Any] = Counter()
    for line in lines:
        if line.prose:
            prose[line.place] += line.prose
            for holder in line.place.iterancestors():
                prose[holder] += line.prose
    return prose


def _find_main(prose: Counter[Any], root: Any) -> Any:
    """The smallest element that holds most of the page's running text, and is more than one paragraph of it."""
    main = root
    while True:
        within = [child for child in main if prose[child] >= _MAIN_SHARE * prose[root]]
        if not within or within[0].tag in ("p", "li", "h1", "h2", "h3", "blockquote", "tr"):
            return main
        main = within[0]


def _is_within(place: Any, holder: Any) -> bool:
    return place is holder or any(ancestor is holder for ancestor in place.iterancestors())


def _is_furniture(line: Line, main: Any, prose: Counter[Any]) -> bool:
    """Whether the line is nothing but links, or stands in a part of the page that is named as what pages have around."""
    if line.linked > _LINK_SHARE * len(line.text) and not line.prose:
        return True
    for holder in (line.place, *line.place.iterancestors()):
        if holder is main:
            return False
        name = f"{holder.get('class', '')} {holder.get('id', '')}"
        if _FURNITURE.search(name) and prose[holder] < _FURNITURE_SHARE * prose[main]:
            return True
    return False


def _article(lines: list[Line], titles: str) -> Iterator[str]:
    if not lines:
        return
    root = lines[0].place.getroottree().getroot()
    prose = _prose_within(lines)
    main = _find_main(prose, root)
    inside = [_is_within(line.place, main) for line in lines]
    first = inside.index(True) if True in inside else 0
    kept = [line for line, within in zip(lines, inside, strict=True) if within]
    for line in [*_headline(lines[:first], kept, titles), *kept]:
        if not _is_furniture(line, main, prose):
            yield line.text


def _headline(before: list[Line], kept: list[Line], titles: str) -> list[Line]:
    """The headline that stands above the article, with what stands between (date, outlet); nothing if it is inside."""
    if any(_is_title(line, titles) for line in kept[:5]):
        return []
    found = [index for index, line in enumerate(before) if _is_title(line, titles)]
    return before[found[-1] :] if found else []


def _is_title(line: Line, titles: str) -> bool:
    heading = line.place.tag == "h1" or any(holder.tag == "h1" for holder in line.place.iterancestors())
    return heading or (len(line.text) > 3 and line.text in tidy(titles))  # noqa: PLR2004 - 首页 is in every title
