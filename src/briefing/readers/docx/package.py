"""The parts of a Word file: opened within limits, found by their relationships."""

from __future__ import annotations

import posixpath
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_PART = 60_000_000
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@contextmanager
def open_package(content: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The file's package; a `SourceError` for one that is encrypted, of the old kind, or turns out to be damaged."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise SourceError(f"{name} 加了密码，读不了", hint="请在 Word 里去掉打开密码，另存后重试")
        raise SourceError(f"{name} 是旧版 Word 文件（.doc），读不了", hint="请在 Word 里另存为 .docx 后重试")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            yield package
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError, etree.XMLSyntaxError):
        raise SourceError(
            f"{name} 打不开：文件损坏或不完整，或者不是 Word 文件", hint="请用 Word 打开它，另存一份后重试"
        ) from None


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
    for strict, transitional in _STRICT.items():
        xml = xml.replace(strict, transitional)
    root = etree.fromstring(xml, parser)
    # A declaration in UTF-16 shows itself only now; nothing has been resolved.
    _refuse_entities(name, declared=bool(root.getroottree().docinfo.doctype))
    return root


def _refuse_entities(name: str, *, declared: bool) -> None:
    """Word never writes a document type; it is how entity bombs and references to other files come in."""
    if declared:
        raise SourceError(f"{name} 里有 Word 文件不该有的实体声明，不安全", hint="请用 Word 打开它，另存一份后重试")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Target of a relationship: its kind (`footnotes`) and the part, empty for what lies outside the file."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParts:
    """The main part of a package and those that it is related to."""

    package: zipfile.ZipFile
    name: str
    main: str
    related: dict[str, Related] = field(default_factory=dict)

    def tree(self, part: str) -> Any:
        """The tree of a part; None where there is none."""
        return parse_part(self.content(part), self.name) if part in self.package.namelist() else None

    def content(self, part: str) -> bytes:
        """The bytes of a part."""
        return read_part(self.package, part, self.name)

    def of_kind(self, kind: str) -> list[str]:
        """The parts of a kind, or the one that bears its name where no relationship leads to it."""
        found = [one.part for one in self.related.values() if one.kind == kind and one.part]
        return found or [posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")]

    def tree_of(self, kind: str) -> Any:
        """The tree of the part of a kind; None where there is none."""
        return self.tree(self.of_kind(kind)[0])


def find_parts(package: zipfile.ZipFile, name: str) -> WordParts:
    """The parts of a Word file; a `KeyError` where it is none."""
    top = _relations(package, "_rels/.rels", "", name)
    main = next((one.part for one in top.values() if one.kind == "officeDocument"), None)
    if main is None:
        raise KeyError(name)
    folder, _, file = main.rpartition("/")
    listed = posixpath.join(folder, "_rels", f"{file}.rels")
    related = _relations(package, listed, folder, name) if listed in package.namelist() else {}
    return WordParts(package=package, name=name, main=main, related=related)


def _relations(package: zipfile.ZipFile, part: str, folder: str, name: str) -> dict[str, Related]:
    return {
        str(one.get("Id", "")): Related(
            kind=one.get("Type", "").rpartition("/")[2],
            part=""
            if one.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in parse_part(read_part(package, part, name), name).iter(_RELATION)
    }
