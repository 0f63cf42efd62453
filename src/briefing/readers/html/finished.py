"""Web page → passages: what a browser shows, block by block, and everything else that the file holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from briefing.errors import SourceError
from briefing.readers.grounds import is_dark
from briefing.readers.html.active import find_active, shown_apart, stated_number, words_of_styles
from briefing.readers.passages import Passage, Writing, answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.readers.html.active import Shown
    from briefing.readers.passages import Channel, Part

_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i ins kbd label mark q rp rt ruby samp small span strong sub sup "
    "time tt u var wbr summary".split()
)
_UNSEEN = frozenset({"script", "style", "template", "object", "iframe"})
_CELLS = frozenset({"td", "th"})
_STRUCK = frozenset({"s", "strike", "del"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_SPOKEN = frozenset({"alt", "title", "aria-label", "aria-description", "placeholder", "label"})
# What only says how a page is put together; a value such as data-fact is our own id.
_STRUCTURE = frozenset(
    {"class", "id", "href", "src", "style", "lang", "rel", "type", "data-fact", "data-target", "value"}
)
# Declarations by which nobody sees an element's words, sees a dot at best, or sees that they are no longer said; and those that do it on a white ground alone.
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|(?:opacity|zoom|scale):0*\.?0*%?(?:;|!|$)"
    r"|font-size:(?:[0-4](?:\.\d+)?(?:px|pt|%|;|!|$)|0(?:\.[0-2]\d*)?r?em)"
    r"|(?:left|top|right|bottom|text-indent|margin-left|margin-top):-\d{3}|clip:rect|clip-path:inset|transform:scale\(0(?:\.[0-2]\d*)?[,)])"
    # Struck through, as what is taken back.
    r"|text-decoration(?:-line)?:[^;]*line-through"
    # Without ink, unless the ground shines through the letters.
    r"|^(?!.*background-clip:text)(?:.*;)?color:transparent"
)
_PALE = re.compile(r"(?:^|;)color:(?:white|#f{3}(?:f{3})?(?:;|!|$)|rgb\(255,255,255\))")
_PICTURE = re.compile(r"background[^;]*(?:gradient|url)\(")
_DEEPEST = 200
# The number of an item from which on it is no place in a list.
_QUANTITY = 100


def read_passages(content: bytes, name: str) -> tuple[str | None, list[Passage]]:
    """The language stated by, and the passages of, a page; a `SourceError` for one that cannot be parsed or is nested without end."""
    encoding: str | None = "utf-8"
    try:
        content.decode()
    except UnicodeDecodeError:
        # The parser finds it out by itself.
        encoding = None
    parser = html.HTMLParser(encoding=encoding, remove_pis=False, no_network=True)
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise SourceError(f"{name} 打不开：不是网页，或者是空的", hint="请用浏览器打开它，另存后重试") from None
    page = _Page(name)
    page.walk(root, depth=0, part="body")
    page.close()
    page.passages.extend(words_of_styles(root))
    page.passages.extend(_unseen(root))
    page.passages.extend(find_active(root))
    return root.get("lang"), page.passages


def extract(content: bytes, name: str) -> dict[str, Any]:
    """The result of `read_passages` as plain JSON values."""
    return answer(*read_passages(content, name))


class _Page:
    """A page being read: a passage ends where a block does."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.passages: list[Passage] = []
        self.writing = Writing()
        self.part: Part = "body"
        self.channel: Channel = "text"
        self.notes: list[Any] = []
        self.tables = 0
        # The table and the row that is being read.
        self.row = (0, 0)

    def close(self) -> None:
        """Ends the passage; notes that were called in it follow it."""
        table, row = self.row
        place = f"表{table}第{row}行" if row and self.part == "cell" else f"第{len(self.passages) + 1}段"
        passage = self.writing.take(place, part=self.part, channel=self.channel)
        if passage:
            self.passages.append(passage)
        notes, self.notes = self.notes, []
        for note in notes:
            part, self.part = self.part, "note"
            self.walk(note, depth=0, part="note")
            self.close()
            self.part = part

    def walk(self, element: Any, *, depth: int, part: Part) -> None:
        """Reads an element with what follows in it."""
        if depth > _DEEPEST:
            raise SourceError(f"{self.name} 的标记嵌套太深", hint="请用浏览器打开它，另存后重试")
        start = self.writing.length
        number = stated_number(element)
        if number is not None:
            # 731 before 家机构 reads as a quantity; 3. is the number of a line.
            self.writing.add(f"{number} " if number >= _QUANTITY else f"{number}. ")
        self._say(element.text)
        for child in element:
            self._step(child, depth=depth, part=part)
            self._say(child.tail)
        fact = element.get("data-fact")
        if fact:
            self.writing.mark(start, fact)

    def _say(self, text: str | None) -> None:
        if text:
            self.writing.add(" ".join(text.split("\n")) if text.strip() else (" " if self.writing.length else ""))

    def _step(self, child: Any, *, depth: int, part: Part) -> None:
        tag = child.tag
        if isinstance(tag, str) and (drawn := shown_apart(child)):
            self._drawn(drawn, child, depth=depth, part=part)
        if not isinstance(tag, str) or tag in _UNSEEN or tag == "head":
            return
        if tag == "br":
            self.writing.add("\n")
        elif tag in ("sup", "sub") and self.writing.ends_in_digit and (child.text or "")[:1].isdigit():
            # 10 with a small 8 is no 108.
            self.writing.add("^" if tag == "sup" else "_")
            self.walk(child, depth=depth + 1, part=part)
        elif "note" in child.get("class", "").split() and tag == "details":
            self.notes.extend(one for one in child if one.tag != "summary")
        elif _is_hidden(child):
            self._apart(child, depth=depth, part=part, channel="hidden")
        elif tag in _INLINE:
            self.walk(child, depth=depth + 1, part=part)
        else:
            self._apart(child, depth=depth, part=_part_of(child, part), channel=self.channel)

    def _drawn(self, drawn: Shown, child: Any, *, depth: int, part: Part) -> None:
        """Reads what a browser draws for an element besides its text."""
        if drawn.inline:
            self.writing.add(drawn.inline)
        if drawn.inside is not None:
            self._apart(drawn.inside, depth=depth, part=_part_of(child, part), channel=self.channel)
        if drawn.unreadable:
            self.passages.append(Passage(text=drawn.unreadable, place=f"<{child.tag}>", channel="unreadable"))

    def _apart(self, child: Any, *, depth: int, part: Part, channel: Channel) -> None:
        self.close()
        before, self.part, self.channel = (self.part, self.channel), part, channel
        row = self.row
        if child.tag == "table":
            self.tables += 1
            self.row = (self.tables, 0)
        elif child.tag == "tr":
            self.row = (row[0], row[1] + 1)
        self.walk(child, depth=depth + 1, part=part)
        self.close()
        self.part, self.channel = before
        if child.tag == "table":
            self.row = row


def _part_of(element: Any, part: Part) -> Part:
    if element.tag == "nav":
        return "contents"
    if part in ("contents", "note", "cell"):
        return part
    if element.tag in _CELLS:
        return "cell"
    return "heading" if element.tag in _HEADINGS else part


def _is_hidden(element: Any) -> bool:
    style = "".join(element.get("style", "").split()).lower()
    if element.tag in _STRUCK or element.get("hidden") is not None or _HIDING.search(style):
        return True
    return bool(_PALE.search(style)) and not (_PICTURE.search(style) or _stands_on_dark(element))


def _stands_on_dark(element: Any) -> bool:
    """True if the nearest ground behind an element, its own or that of a cell or block around it, is dark."""
    # Here, since hardly any page has white words.
    from tinycss2 import parse_declaration_list
    from tinycss2.color3 import parse_color

    for one in (element, *element.iterancestors()):
        style = f"{one.get('style', '')};background:{one.get('bgcolor', '')}"
        shades = [
            parse_color(token)
            for declared in parse_declaration_list(style, skip_comments=True, skip_whitespace=True)
            if declared.type == "declaration" and declared.lower_name in ("background", "background-color")
            for token in declared.value
        ]
        if grounds := [is_dark(*shade[:3]) for shade in shades if getattr(shade, "alpha", 0)]:
            return any(grounds)
    return False


def _unseen(root: Any) -> Iterator[Passage]:
    """Titles, meta data, attributes, comments, scripts and styles."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield from _passage(element.text, "网页注释", "markup")
            continue
        if element.tag == "title":
            yield from _passage(element.text, "网页标题", "property")
        elif element.tag in _UNSEEN:
            yield from _passage("".join(element.itertext()), f"<{element.tag}>", "markup")
        for key, value in element.attrib.items():
            if key in _SPOKEN:
                yield from _passage(value, f"<{element.tag} {key}>", "alternative")
            elif element.tag == "meta" and key == "content":
                yield from _passage(value, "网页元数据", "property")
            elif key not in _STRUCTURE or any("\u4e00" <= character <= "\u9fff" for character in value):
                yield from _passage(value, f"<{element.tag} {key}>", "markup")


def _passage(text: str | None, place: str, channel: Channel) -> Iterator[Passage]:
    if text and text.strip():
        yield Passage(text=text, place=place, channel=channel)
