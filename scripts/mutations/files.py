"""Finished files as lists of texts that can be changed in place: Word packages and web pages."""

from __future__ import annotations

import io
import zipfile
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNSEEN = frozenset({"script", "style", "head", "template", "nav"})


class Text:
    """One stretch of text in a file, to be read and replaced."""

    def __init__(self, get: Callable[[], str], put: Callable[[str], None]) -> None:
        self._get, self._put = get, put

    @property
    def words(self) -> str:
        """What it says now."""
        return self._get()

    @words.setter
    def words(self, value: str) -> None:
        self._put(value)


class File(ABC):
    """A finished file open for change."""

    suffix: str

    @abstractmethod
    def texts(self) -> list[Text]:
        """What a reader sees, in order, but for contents and page furniture."""

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


def _of(element: Any, name: str) -> Text:
    return Text(lambda: getattr(element, name) or "", lambda value: setattr(element, name, value))


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
        found = [_of(element, name) for element, name in self._elements(self.root.find("body"))]
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
        return [text for text in (_of(run, "text") for run in runs if not _is_contents(run)) if text.words.strip()]

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

    def save(self) -> bytes:
        """The package, with fixed dates so that a seed gives the same bytes."""
        for name, tree in self.trees.items():
            self.members[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.members.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        return packed.getvalue()


def _is_contents(run: Any) -> bool:
    paragraph = next(run.iterancestors(f"{{{W}}}p"))
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return style is not None and style.get(f"{{{W}}}val", "").startswith("TOC")


def open_file(content: bytes, suffix: str) -> File:
    """A file open for change."""
    return Word(content) if suffix == "docx" else Web(content)
