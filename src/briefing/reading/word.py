"""Word (.docx) → text: what a reader sees with all changes accepted, one paragraph a line.

The part is read with lxml rather than python-docx, whose paragraphs leave out tracked insertions and content controls.
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.errors import SourceError
from briefing.reading.extract import Extract
from briefing.reading.layout import lines_of_row, tidy
from briefing.reading.numbering import Numbering, read_numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_PART = 60_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Words that nobody sees, or that stand elsewhere a second time.
_UNSEEN = frozenset(
    {_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "sdtPr", _W + "tblPr", _W + "rt", _ALTERNATIVE}
)
_MARKS = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}


def extract(content: bytes, name: str) -> Extract:
    """The text of a Word file; a `SourceError` for one that is encrypted, damaged, or a bomb."""
    with open_package(content, name) as package:
        main = _main_part(package, name)
        body = parse_part(read_part(package, main, name), name).find(_W + "body")
        numbering = _numbering(package, main, name)
    return Extract(text="\n".join(_lines(body, numbering)) if body is not None else "")


@contextmanager
def open_package(content: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The file's package; a `SourceError` for one that is encrypted, of the old kind, or turns out to be damaged."""
    if content.startswith(_OLE):
        raise _not_open(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            yield package
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError, etree.XMLSyntaxError):
        raise SourceError(
            f"{name} 打不开：文件损坏或不完整，或者不是 Word 文件", hint="请用 Word 打开它，另存一份后重试"
        ) from None


def _not_open(content: bytes, name: str) -> SourceError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return SourceError(f"{name} 加了密码，读不了", hint="请在 Word 里去掉打开密码，另存后重试")
    return SourceError(f"{name} 是旧版 Word 文件（.doc），读不了", hint="请在 Word 里另存为 .docx 后重试")


def read_part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The bytes of a part; a `SourceError` where it is encrypted or too large."""
    entry = package.getinfo(part)
    if entry.flag_bits & 1:
        raise SourceError(f"{name} 加了密码，读不了", hint="请去掉密码，另存后重试")
    # A member never yields more than it declares: one that lies about its size is damaged to zipfile.
    if entry.file_size > _LARGEST_PART:
        raise SourceError(
            f"{name} 解开后太大：{entry.file_size / 1e6:.0f} MB", hint="请确认给对了文件；正文可以另存为 .txt 后重试"
        )
    return package.read(entry)


def parse_part(xml: bytes, name: str) -> Any:
    """The part's tree, without entities, comments or anything from elsewhere."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    _refuse_entities(name, declared=b"<!DOCTYPE" in xml)
    root = etree.fromstring(xml.replace(_STRICT, _TRANSITIONAL), parser)
    # A declaration in UTF-16 shows itself only now; nothing has been resolved.
    _refuse_entities(name, declared=bool(root.getroottree().docinfo.doctype))
    return root


def _refuse_entities(name: str, *, declared: bool) -> None:
    """Word never writes a document type; it is how entity bombs and references to other files come in."""
    if declared:
        raise SourceError(f"{name} 里有 Word 文件不该有的实体声明，不安全", hint="请用 Word 打开它，另存一份后重试")


def _main_part(package: zipfile.ZipFile, name: str) -> str:
    relations = parse_part(read_part(package, "_rels/.rels", name), name)
    for relation in relations.iter(_RELATIONS + "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError(name)


def _numbering(package: zipfile.ZipFile, main: str, name: str) -> Numbering:
    folder = main.rpartition("/")[0]
    parts = [f"{folder}/{part}.xml" for part in ("numbering", "styles")]
    listed = package.namelist()
    trees = [parse_part(read_part(package, part, name), name) if part in listed else None for part in parts]
    return read_numbering(*trees)


def _lines(container: Any, numbering: Numbering) -> Iterator[str]:
    """The lines of a body, a cell or a text box, in order."""
    for element in container:
        if element.tag == _W + "p":
            yield from _lines_of_paragraph(element, numbering)
        elif element.tag == _W + "tbl":
            yield from _lines_of_table(element, numbering)
        elif element.tag not in _UNSEEN and not _is_contents(element):
            yield from _lines(element, numbering)


def _lines_of_table(table: Any, numbering: Numbering) -> Iterator[str]:
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is table:
            yield from lines_of_row([list(_lines(cell, numbering)) for cell in _cells(row)])


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is row]


def _is_contents(element: Any) -> bool:
    """Whether this is a table of contents: it says every heading a second time, with page numbers."""
    return element.tag == _W + "sdt" and any(
        gallery.get(_W + "val") == "Table of Contents" for gallery in element.iterfind(f"{_W}sdtPr//{_W}docPartGallery")
    )


def _lines_of_paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and style.get(_W + "val", "").upper().startswith("TOC"):
        return
    boxes: list[Any] = []
    text = numbering.number(paragraph) + "".join(_words(paragraph, boxes))
    yield from filter(None, map(tidy, text.split("\n")))
    for box in boxes:
        yield from _lines(box, numbering)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The words in an element; text boxes anchored in it are put aside, to be read after its paragraph."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == _W + "txbxContent":
            boxes.append(child)
        elif child.tag not in _UNSEEN and not _is_hidden(child):
            yield from _words(child, boxes)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish") if run.tag == _W + "r" else None
    return vanish is not None and vanish.get(_W + "val", "true") not in ("0", "false", "off")
