"""Files that a Word file takes in whole (`w:altChunk`): a page, a text, another Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.readers.docx.lines import WordLine
from briefing.readers.encodings import decode
from briefing.readers.html import source as html

if TYPE_CHECKING:
    from briefing.readers.extract import Extract

_PAGES = (".html", ".htm", ".xhtml")


def read_chunk(part: str, content: bytes, depth: int) -> list[WordLine] | None:
    """The lines of an embedded file; None for a kind that is not read, or one that is damaged."""
    suffix = part[part.rfind(".") :].lower()
    try:
        if suffix in _PAGES:
            return _lines(html.extract(content, part))
        if suffix == ".txt":
            return [WordLine(text=line.strip()) for line in decode(content, part)[0].splitlines() if line.strip()]
        if suffix == ".docx":
            return _word(content, part, depth)
    except SourceError:
        return None
    return None


def _word(content: bytes, part: str, depth: int) -> list[WordLine]:
    from briefing.readers.docx.body import read_body
    from briefing.readers.docx.package import find_parts, open_package

    with open_package(content, part) as package:
        return read_body(find_parts(package, part), depth=depth + 1)[0]


def _lines(extract: Extract) -> list[WordLine]:
    kinds = {mark.span.start: mark for mark in extract.marks}
    lines, start = [], 0
    for text in extract.text.split("\n"):
        mark = kinds.get(start)
        lines.append(WordLine(text=text, kind=mark.kind if mark else None, level=mark.level if mark else 0))
        start += len(text) + 1
    return [line for line in lines if line.text]
