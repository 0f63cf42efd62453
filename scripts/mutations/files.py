"""Finished files as lists of texts that can be changed in place: Word packages and web pages."""

from __future__ import annotations

import copy
import io
import zipfile
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNSEEN = frozenset({"script", "style", "head", "template", "nav"})
# A head and two rows.
_ROWS = 2
# Of the lists of contents this share is counted anew, the others are left out.
_RECOUNTED = 0.5
_HIDING = (
    "display:none",
    "visibility:hidden",
    "font-size:0",
    "opacity:0",
    "color:#fff",
    "color:transparent",
    "position:absolute;left:-9999px",
)
_HIDING_RUN = ("<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', "<w:specVanish/>", '<w:w w:val="1"/>')
_LOOKS = (
    "<w:b/>",
    '<w:color w:val="1F3864"/>',
    '<w:rFonts w:eastAsia="仿宋"/>',
    '<w:highlight w:val="yellow"/>',
    '<w:sz w:val="28"/>',
    "<w:i/>",
    "<w:u/>",
)
_WRAPS = (
    '<w:ins w:id="903" w:author="甲" w:date="2026-01-01T00:00:00Z"/>', '<w:smartTag w:uri="u" w:element="e"/>', '<w:hyperlink w:anchor="_top"/>',
    "<w:sdt><w:sdtContent/></w:sdt>", '<w:moveTo w:id="904" w:author="甲" w:date="2026-01-01T00:00:00Z"/>', "<w:dir/>",
)  # fmt: skip


class Text:
    """One stretch of text in a file, to be read and replaced."""

    def __init__(self, element: Any, name: str) -> None:
        self.element, self.name = element, name

    @property
    def words(self) -> str:
        """The text that it holds now."""
        return getattr(self.element, self.name) or ""

    @words.setter
    def words(self, value: str) -> None:
        setattr(self.element, self.name, value)


class Cell:
    """A cell of a table: what it says, and what stands in it, which two cells may exchange."""

    def __init__(self, element: Any, kept: int) -> None:
        self.element, self.kept = element, kept

    @property
    def words(self) -> str:
        """The text that it holds now."""
        return "".join(self.element.itertext()).strip()

    def swap(self, other: Cell) -> None:
        """Puts each cell's content into the other."""
        contents = [list(one.element)[one.kept :] for one in (self, other)]
        texts = self.element.text, other.element.text
        for cell, content, text in ((self, contents[1], texts[1]), (other, contents[0], texts[0])):
            cell.element.text = text
            cell.element.extend(content)


class File(ABC):
    """A finished file open for change."""

    suffix: str

    @abstractmethod
    def texts(self) -> list[Text]:
        """The texts that a reader sees, in order, but for contents and page furniture."""

    @abstractmethod
    def insert(self, words: str) -> None:
        """Puts a paragraph of visible words between two of the file's."""

    @abstractmethod
    def blocks(self) -> tuple[Any, list[Any]]:
        """A container, and its children that may change places."""

    @abstractmethod
    def hide(self, channel: str, words: str) -> bool:
        """Puts words where no reader looks; False where the format has no such place."""

    @abstractmethod
    def save(self) -> bytes:
        """The file."""

    @abstractmethod
    def tables(self) -> list[list[list[Cell]]]:
        """The cells of every table, row by row."""

    @abstractmethod
    def heads(self) -> list[Text]:
        """The texts in the margins of the pages."""

    @abstractmethod
    def hide_part(self, text: Text, place: tuple[int, int], rng: Random) -> str:
        """Makes part of a text so that nobody sees it; the way how."""

    @abstractmethod
    def style_part(self, text: Text, rng: Random) -> str:
        """Makes part of a text look otherwise; the way how."""

    @abstractmethod
    def wrap(self, text: Text, rng: Random) -> str:
        """Puts a text into something that shows it as it is; the way how."""

    @abstractmethod
    def break_line(self, text: Text, rng: Random) -> str:
        """Breaks a line in a text; the way how."""

    @abstractmethod
    def recount(self, rng: Random) -> bool:
        """Updates the list of contents, or leaves it out; False where there is none."""

    def move_row(self, rng: Random) -> bool:
        """Puts two neighbouring rows of a table in the other order; False where there are none."""
        rows = [[row[0].element.getparent() for row in table if row] for table in self.tables()]
        rows = [one for one in rows if len(one) > _ROWS]
        if not rows:
            return False
        table = rng.choice(rows)
        at = rng.randrange(1, len(table) - 1)
        table[at].addprevious(table[at + 1])
        return True


class Web(File):
    """A web page."""

    suffix = "html"

    def __init__(self, content: bytes) -> None:
        self.root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))

    def _elements(self, element: Any) -> Iterator[tuple[Any, str]]:
        yield element, "text"
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _UNSEEN:
                yield from self._elements(child)
            yield child, "tail"

    def texts(self) -> list[Text]:
        """The texts of the body."""
        found = [Text(element, name) for element, name in self._elements(self.root.find("body"))]
        return [text for text in found if text.words.strip()]

    def insert(self, words: str) -> None:
        """A paragraph before the second section."""
        paragraph = etree.Element("p")
        paragraph.text = words
        container, sections = self.blocks()
        container.insert(container.index(sections[min(1, len(sections) - 1)]), paragraph)

    def blocks(self) -> tuple[Any, list[Any]]:
        """The sections of the page."""
        main = self.root.find(".//main")
        return main, [child for child in main if child.tag == "section"]

    def hide(self, channel: str, words: str) -> bool:
        """Into a comment, an attribute, meta data, or an element that is not shown."""
        main = self.root.find(".//main")
        if channel == "comment":
            main.insert(0, etree.Comment(words))
        elif channel == "alternative":
            main.set("title", words)
        elif channel == "property":
            etree.SubElement(self.root.find("head"), "meta", {"name": "keywords", "content": words})
        elif channel == "hidden":
            etree.SubElement(main, "p", {"style": "display:none"}).text = words
        elif channel == "markup":
            etree.SubElement(main, "template").text = words
        else:
            return False
        return True

    def tables(self) -> list[list[list[Cell]]]:
        """The rows of each table."""
        return [
            [[Cell(cell, 0) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
            for table in self.root.iter("table")
        ]

    def heads(self) -> list[Text]:
        """None: a page has no margins."""
        return []

    def _span(self, text: Text, place: tuple[int, int], element: Any) -> None:
        """Puts part of a text into an element of its own."""
        words = text.words
        element.text = words[slice(*place)]
        if text.name == "text":
            text.element.insert(0, element)
        else:
            text.element.addnext(element)
        text.words = words[: place[0]]
        # Setting what follows an element takes the tail of the one put behind it along.
        element.tail = words[place[1] :]

    def hide_part(self, text: Text, place: tuple[int, int], rng: Random) -> str:
        """A span with a style that hides it."""
        way = rng.choice(_HIDING)
        self._span(text, place, etree.Element("span", {"style": way}))
        return way

    def style_part(self, text: Text, rng: Random) -> str:
        """A span, a mark or a bold word."""
        name = rng.choice(("b", "strong", "em", "span", "mark", "u", "font"))
        at = rng.randrange(1, len(text.words))
        self._span(text, (at, min(len(text.words), at + 3)), etree.Element(name))
        return name

    def wrap(self, text: Text, rng: Random) -> str:
        """An inserted word, or a link within the page."""
        name = rng.choice(("ins", "a", "span"))
        element = etree.Element(name, {"href": "#top"} if name == "a" else {})
        self._span(text, (0, len(text.words)), element)
        return name

    def break_line(self, text: Text, rng: Random) -> str:
        """A line break, or a place where a line may break."""
        name = rng.choice(("br", "wbr"))
        at = rng.randrange(1, len(text.words))
        self._span(text, (at, at), etree.Element(name))
        return name

    def recount(self, rng: Random) -> bool:
        """The list left out."""
        found = next(self.root.iter("nav"), None)
        if found is None or not rng.random():
            return False
        found.getparent().remove(found)
        return True

    def save(self) -> bytes:
        """The page as UTF-8."""
        content: bytes = html.tostring(self.root, doctype="<!doctype html>", encoding="utf-8")
        return content


class Word(File):
    """A Word package."""

    suffix = "docx"

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.members = {name: package.read(name) for name in package.namelist()}
        self.trees = {
            name: etree.fromstring(self.members[name])
            for name in ("word/document.xml", "word/footnotes.xml")
            if name in self.members
        }

    @property
    def body(self) -> Any:
        """The document's body."""
        return self.trees["word/document.xml"][0]

    def texts(self) -> list[Text]:
        """The texts of all runs."""
        runs = (run for tree in self.trees.values() for run in tree.iter(f"{{{W}}}t"))
        read = (run for run in runs if not _is_contents(run) and not _is_prompt(run))
        return [text for text in (Text(run, "text") for run in read) if text.words.strip()]

    def _paragraph(self, words: str, properties: str = "") -> Any:
        return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r>{properties}<w:t xml:space="preserve"/></w:r></w:p>'), words

    def insert(self, words: str) -> None:
        """A paragraph before the second heading."""
        paragraph, text = self._paragraph(words)
        next(paragraph.iter(f"{{{W}}}t")).text = text
        _, blocks = self.blocks()
        blocks[min(1, len(blocks) - 1)][0].addprevious(paragraph)

    def blocks(self) -> tuple[Any, list[Any]]:
        """The runs of paragraphs and tables under each first-level heading."""
        groups: list[list[Any]] = []
        for child in self.body:
            style = child.find(f"{{{W}}}pPr/{{{W}}}pStyle")
            if style is not None and style.get(f"{{{W}}}val") == "Heading1":
                groups.append([child])
            elif groups and child.tag != f"{{{W}}}sectPr":
                groups[-1].append(child)
        return self.body, groups

    def hide(self, channel: str, words: str) -> bool:
        """Into a comment, a deletion, a hidden run, properties, a bookmark, an alternative text, a part or an attachment."""
        makers = {
            "deleted": f'<w:p xmlns:w="{W}"><w:del w:id="901" w:author="a"><w:r><w:delText/></w:r></w:del></w:p>',
            "hidden": f'<w:p xmlns:w="{W}"><w:r><w:rPr><w:vanish/></w:rPr><w:t/></w:r></w:p>',
            "bookmark": f'<w:bookmarkStart xmlns:w="{W}" w:id="902" w:name=""/>',
        }
        if channel in makers:
            element = etree.fromstring(makers[channel])
            place = next(element.iter(f"{{{W}}}delText", f"{{{W}}}t"), None)
            if place is None:
                element.set(f"{{{W}}}name", words)
            else:
                place.text = words
            self.body.insert(0, element)
            return True
        return self._hide_in_part(channel, words)

    def _hide_in_part(self, channel: str, words: str) -> bool:
        if channel == "comment":
            root = etree.fromstring(
                f'<w:comments xmlns:w="{W}"><w:comment w:id="1"><w:p><w:r><w:t/></w:r></w:p></w:comment></w:comments>'
            )
            next(root.iter(f"{{{W}}}t")).text = words
            self.members["word/comments.xml"] = etree.tostring(root)
        elif channel == "property":
            root = etree.fromstring(self.members["docProps/core.xml"])
            etree.SubElement(root, "{http://purl.org/dc/elements/1.1/}description").text = words
            self.members["docProps/core.xml"] = etree.tostring(root)
        elif channel == "alternative":
            described = next(self.body.iter(f"{{{W}}}tblDescription"), None)
            if described is None:
                return False
            described.set(f"{{{W}}}val", words)
        elif channel == "custom-xml":
            root = etree.Element("note")
            root.text = words
            self.members["customXml/item1.xml"] = etree.tostring(root, encoding="utf-8")
        elif channel == "attachment":
            self.members["word/embeddings/note.bin"] = words.encode()
        else:
            return False
        return True

    def tables(self) -> list[list[list[Cell]]]:
        """The rows of each table."""
        return [
            [[Cell(cell, 1) for cell in row.iterchildren(f"{{{W}}}tc")] for row in table.iterchildren(f"{{{W}}}tr")]
            for table in self.body.iter(f"{{{W}}}tbl")
        ]

    def heads(self) -> list[Text]:
        """The texts of headers and footers."""
        for name in sorted(self.members):
            if name.startswith(("word/header", "word/footer")) and name not in self.trees:
                self.trees[name] = etree.fromstring(self.members[name])
        trees = [tree for name, tree in self.trees.items() if name.startswith(("word/header", "word/footer"))]
        return [one for tree in trees for run in tree.iter(f"{{{W}}}t") if (one := Text(run, "text")).words.strip()]

    def _cut(self, text: Text, place: tuple[int, int]) -> Any:
        """The run of a part of a text, which is cut out of its own run."""
        words, run = text.words, text.element.getparent()
        parts = [words[: place[0]], words[slice(*place)], words[place[1] :]]
        runs = [run, copy.deepcopy(run), copy.deepcopy(run)]
        for one, part in zip(runs, parts, strict=True):
            inner = one.find(f"{{{W}}}t")
            inner.text = part
            inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(runs[2])
        run.addnext(runs[1])
        return runs[1]

    def _look(self, text: Text, place: tuple[int, int], look: str) -> str:
        run = self._cut(text, place)
        properties = run.find(f"{{{W}}}rPr")
        if properties is None:
            properties = etree.Element(f"{{{W}}}rPr")
            run.insert(0, properties)
        properties.append(_xml(look))
        return look

    def hide_part(self, text: Text, place: tuple[int, int], rng: Random) -> str:
        """A run that is hidden, white, or too small to be seen."""
        return self._look(text, place, rng.choice(_HIDING_RUN))

    def style_part(self, text: Text, rng: Random) -> str:
        """A run with another look."""
        at = rng.randrange(1, len(text.words))
        return self._look(text, (at, min(len(text.words), at + 3)), rng.choice(_LOOKS))

    def wrap(self, text: Text, rng: Random) -> str:
        """A run that is tracked as inserted, or in a control."""
        way = rng.choice(_WRAPS)
        element, run = _xml(way), text.element.getparent()
        run.addprevious(element)
        next(element.iter(f"{{{W}}}sdtContent"), element).append(run)
        return way

    def break_line(self, text: Text, rng: Random) -> str:
        """A break of the line within the paragraph."""
        at = rng.randrange(1, len(text.words))
        run = self._cut(text, (at, at))
        inner = run.find(f"{{{W}}}t")
        run.replace(inner, _xml("<w:br/>"))
        return "br"

    def recount(self, rng: Random) -> bool:
        """Other pages in the list, or the list left out."""
        lines = [one for one in self.body.iter(f"{{{W}}}t") if _is_contents(one)]
        if not lines:
            return False
        if rng.random() < _RECOUNTED:
            for run in lines:
                paragraph = next(run.iterancestors(f"{{{W}}}p"))
                paragraph.append(_xml(f"<w:r><w:tab/><w:t>{rng.randint(1, 30)}</w:t></w:r>"))
        else:
            for paragraph in {next(run.iterancestors(f"{{{W}}}p")): None for run in lines}:
                paragraph.getparent().remove(paragraph)
        return True

    def save(self) -> bytes:
        """The package, with fixed dates so that a seed gives the same bytes."""
        for name, tree in self.trees.items():
            self.members[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.members.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        return packed.getvalue()


def _xml(markup: str) -> Any:
    """An element of Word's."""
    return etree.fromstring(f'<root xmlns:w="{W}">{markup}</root>')[0]


def _is_prompt(run: Any) -> bool:
    """True if a run asks for words that nobody has filled in."""
    blank = next(run.iterancestors(f"{{{W}}}sdt"), None)
    return blank is not None and blank.find(f"{{{W}}}sdtPr/{{{W}}}showingPlcHdr") is not None


def _is_contents(run: Any) -> bool:
    paragraph = next(run.iterancestors(f"{{{W}}}p"))
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return style is not None and style.get(f"{{{W}}}val", "").startswith("TOC")


def open_file(content: bytes, suffix: str) -> File:
    """A file open for change."""
    return Word(content) if suffix == "docx" else Web(content)
